"""The first page, the day of whoever accompanies people, and help."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from service.actions.access.accounts import SignedIn
from service.actions.day import awaited_sheet, day_of
from service.actions.partners import FEWEST_CONTACTS
from service.doors import Doors, doors_of
from service.security import Action, Caller
from service.web.narrowing import SheetNumber
from service.web.navigation import entries
from service.web.rendering import page
from service.web.showing import words
from service.web.signing import PASSWORD, PageRoute, Sees, anybody

DoorsHere = Annotated[Doors, Depends(doors_of)]
Guide = Annotated[Caller, Depends(Sees(Action.READ_PROFILES))]
"""Whoever reads about people; the actions narrow it to those who accompany them."""

DAY: Final = "/ma-journee"
AWAITED: Final = "/en-attente"


def home_router() -> APIRouter:
    """Pages that every account may see."""
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    router.add_api_route("/", go_home, methods=["GET"])
    router.add_api_route(DAY, show_day, methods=["GET"])
    router.add_api_route(AWAITED, list_awaited, methods=["GET"])
    router.add_api_route("/aide", show_help, methods=["GET"])
    return router


def go_home(signed: Annotated[SignedIn, Depends(anybody)]) -> Response:
    """Send each role to where its day begins."""
    menu = entries(signed.caller, "/")
    return RedirectResponse(menu[0].path if menu else PASSWORD, status_code=303)


def show_day(request: Request, doors: DoorsHere, caller: Guide) -> Response:
    """Who becomes available, which answers are awaited, which companies have places."""
    found = day_of(doors.storage, caller=caller, today=doors.now().date())
    context = {"found": found, "own_id": caller.id, "can_tell": FEWEST_CONTACTS}
    return page(request, "ma_journee.html", context | words(request))


def list_awaited(
    request: Request, doors: DoorsHere, caller: Guide, feuille: SheetNumber = 1
) -> Response:
    """Every proposal that nobody answered yet."""
    today = doors.now().date()
    sheet = awaited_sheet(doors.storage, caller=caller, today=today, number=feuille)
    context = {"sheet": sheet, "address": AWAITED, "own_id": caller.id}
    return page(request, "en_attente.html", context | words(request))


def show_help(request: Request, signed: Annotated[SignedIn, Depends(anybody)]) -> Response:
    """What the pages are for, and how to use them."""
    return page(request, "aide.html", {"role": signed.caller.role})
