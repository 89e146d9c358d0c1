"""The first page, and help."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from service.actions.accounts import SignedIn
from service.web.navigation import entries
from service.web.rendering import page
from service.web.signing import PASSWORD, PageRoute, anybody


def home_router() -> APIRouter:
    """Pages that every account may see."""
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    router.add_api_route("/", go_home, methods=["GET"])
    router.add_api_route("/aide", show_help, methods=["GET"])
    return router


def go_home(signed: Annotated[SignedIn, Depends(anybody)]) -> Response:
    """Send each role to where its day begins."""
    menu = entries(signed.caller, "/")
    return RedirectResponse(menu[0].path if menu else PASSWORD, status_code=303)


def show_help(request: Request, signed: Annotated[SignedIn, Depends(anybody)]) -> Response:
    """What the pages are for, and how to use them."""
    return page(request, "aide.html", {"role": signed.caller.role})
