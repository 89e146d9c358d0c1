"""An error as a page: what happened and what to do, from the same document as the API's."""

from typing import Any

from fastapi import Request, Response

from service.actions.access.accounts import SessionExpired
from service.web.languages import page_language
from service.web.rendering import page
from service.web.routes_session import sign_in_context
from service.wording import Language

_API = "/api/"


def is_for_page(request: Request) -> bool:
    """Whether whoever asks reads pages: outside the API, and by a browser or a script of ours."""
    headers = request.headers
    reads_pages = "text/html" in headers.get("accept", "") or "hx-request" in headers
    return reads_pages and not request.url.path.startswith(_API)


def problem_language(request: Request) -> Language:
    """The language in which an error reaches its reader."""
    return page_language(request)


def problem_page(request: Request, document: dict[str, Any]) -> Response:
    """The page of a problem document; a session that ended asks to sign in at once."""
    status = int(document["status"])
    if document["code"] == SessionExpired.code:
        kept = getattr(request.state, "kept_form", None)
        context = sign_in_context(request, request.url.path, kept) | {"problem": document}
        return page(request, "connexion.html", context, status=status)
    return page(request, "probleme.html", {"problem": document}, status=status)
