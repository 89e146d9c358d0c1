"""Pages of follow-up: whom to call again, and what they answer."""

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from matching.errors import Conflict, InvalidInput
from matching.follow_up import IncomeBand
from matching.vocabulary import OutcomeKind
from service.actions.following import Heard, calls_sheet, note_heard
from service.doors import Doors, doors_of
from service.problems import problem_document, status_of
from service.security import Action, Caller
from service.web.counsel import counsel_words
from service.web.languages import page_language
from service.web.rendering import page
from service.web.signing import PageRoute, Sees

DoorsHere = Annotated[Doors, Depends(doors_of)]
Noter = Annotated[Caller, Depends(Sees(Action.NOTE_OUTCOMES))]

FOLLOW_UP: Final = "/suivi"
HORIZONS: Final = (0, 30, 90)
"""Days to look ahead that the page offers."""


def follow_up_router() -> APIRouter:
    """The pages of follow-up."""
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    router.add_api_route(FOLLOW_UP, list_calls, methods=["GET"])
    router.add_api_route(
        "/personnes/{profile_id}/nouvelles/{opportunity_id}", do_hear, methods=["POST"]
    )
    return router


def list_calls(
    request: Request,
    doors: DoorsHere,
    caller: Noter,
    jours: Annotated[int, Query(ge=0, le=366)] = 0,
    feuille: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """Whom to call again: those who wait longest first."""
    return _calls_page(request, doors, caller, {"jours": jours}, number=feuille)


def do_hear(
    request: Request,
    doors: DoorsHere,
    caller: Noter,
    profile_id: UUID,
    opportunity_id: UUID,
    suite: Annotated[OutcomeKind, Form()],
    jour: Annotated[date, Form()],
    revenu: Annotated[IncomeBand | None, Form()] = None,
    jours: Annotated[int, Form(ge=0, le=366)] = 0,
) -> Response:
    """Note what somebody answered; what cannot be noted is said, and kept on the page."""
    heard = Heard(
        profile_id=str(profile_id),
        opportunity_id=str(opportunity_id),
        kind=suite,
        happened_on=jour,
        band=revenu,
    )
    try:
        note_heard(doors.runtime, doors.storage, caller=caller, now=doors.now(), heard=heard)
    except (Conflict, InvalidInput) as error:
        kept = {
            "jours": jours,
            "problem": problem_document(error, page_language(request)),
            "heard": heard,
        }
        return _calls_page(request, doors, caller, kept, status=status_of(type(error)))
    return RedirectResponse(f"{FOLLOW_UP}?jours={jours}", status_code=303)


def _calls_page(
    request: Request,
    doors: Doors,
    caller: Caller,
    given: dict[str, Any],
    *,
    number: int = 1,
    status: int = 200,
) -> Response:
    today = doors.now().date()
    sheet = calls_sheet(
        doors.storage, caller=caller, today=today, horizon_days=given["jours"], number=number
    )
    context = {
        "sheet": sheet,
        "today": today,
        "address": FOLLOW_UP,
        "horizons": HORIZONS,
        "bands": list(IncomeBand),
        "problem": None,
        "heard": None,
    }
    return page(request, "suivi.html", context | counsel_words(request) | given, status=status)
