"""Style sheet and script of the pages, from this machine only."""

from importlib import resources
from pathlib import Path
from typing import Final

from fastapi import APIRouter
from fastapi.responses import FileResponse, Response

from matching.errors import NotFound

_SECONDS: Final = 24 * 3600
_TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class NoSuchPage(NotFound):
    """There is nothing at that address."""

    code = "no-such-page"


def static_router() -> APIRouter:
    """The files that pages name."""
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/statique/{name}", read_file, methods=["GET"])
    return router


def read_file(name: str) -> Response:
    """One file, to be kept by the browser for a day.

    Raises:
        NoSuchPage: there is none of that name.
    """
    path = _FILES.get(name)
    if path is None:
        raise NoSuchPage
    headers = {"Cache-Control": f"public, max-age={_SECONDS}"}
    return FileResponse(path, media_type=_TYPES[path.suffix], headers=headers)


def _files() -> dict[str, Path]:
    own = Path(str(resources.files("service") / "web" / "static"))
    # htmx comes as a package, so that its version is pinned like every other.
    htmx = Path(str(resources.files("js_lib_htmx") / "static" / "htmx" / "htmx.min.js"))
    return {path.name: path for path in own.iterdir()} | {"htmx.js": htmx}


_FILES: Final = _files()
