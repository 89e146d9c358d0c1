"""Style sheet and script of the pages, from this machine only."""

import gzip
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

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


def read_file(request: Request, name: str) -> Response:
    """One file, to be kept by the browser for a day; packed when the browser can unpack it.

    Raises:
        NoSuchPage: there is none of that name.
    """
    file = _files().get(name)
    if file is None:
        raise NoSuchPage
    headers = {"Cache-Control": f"public, max-age={_SECONDS}", "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(file.content, media_type=file.media_type, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(file.packed, media_type=file.media_type, headers=headers)


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    packed: bytes
    media_type: str


@cache
def _files() -> dict[str, _File]:
    own = Path(str(resources.files("service") / "web" / "static"))
    # htmx comes as a package, so that its version is pinned like every other.
    htmx = Path(str(resources.files("js_lib_htmx") / "static" / "htmx" / "htmx.min.js"))
    paths = {path.name: path for path in own.iterdir() if path.suffix in _TYPES}
    return {name: _file(path) for name, path in (paths | {"htmx.js": htmx}).items()}


def _file(path: Path) -> _File:
    content = path.read_bytes()
    return _File(content, gzip.compress(content, mtime=0), _TYPES[path.suffix])
