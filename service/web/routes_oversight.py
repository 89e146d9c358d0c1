"""Pages about what an administrator answers for: suspensions, and who saw and did what."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from matching.errors import MatchingError
from matching.vocabulary import SuspensionReason
from service.actions.auditing import PAGE_SIZE, Asked, export_trail, read_trail
from service.actions.spreadsheet import file_bytes
from service.actions.suspending import Stop, list_suspensions, regions, resume, suspend
from service.doors import Doors, doors_of
from service.problems import status_of
from service.security import Action, Caller
from service.web.administration import (
    SUSPENSIONS,
    TRAIL,
    TerritoryMissing,
    desk_context,
    problem_of,
)
from service.web.languages import page_language
from service.web.rendering import page
from service.web.signing import PageRoute, Sees
from service.wording.trail import ACTIONS

DoorsHere = Annotated[Doors, Depends(doors_of)]
Stopper = Annotated[Caller, Depends(Sees(Action.SUSPEND))]
Reader = Annotated[Caller, Depends(Sees(Action.READ_TRAIL))]
FileType = Literal["csv", "xlsx"]

_EVERYWHERE: Final = "partout"
_MEDIA_TYPES: Final[Mapping[FileType, str]] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def oversight_router() -> APIRouter:
    """The pages about suspensions and the trail."""
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    router.add_api_route(SUSPENSIONS, show_suspensions, methods=["GET"])
    router.add_api_route(SUSPENSIONS, do_suspend, methods=["POST"])
    router.add_api_route(SUSPENSIONS + "/{suspension_id}/fin", do_resume, methods=["POST"])
    router.add_api_route(TRAIL, show_trail, methods=["GET"])
    router.add_api_route(TRAIL + "/fichier", download_trail, methods=["GET"])
    return router


def show_suspensions(request: Request, doors: DoorsHere, caller: Stopper) -> Response:
    """Where recommendations are stopped, since when and why; and the form to stop them."""
    return _suspensions_page(request, doors, caller, {})


def do_suspend(
    request: Request,
    doors: DoorsHere,
    caller: Stopper,
    motif: Annotated[SuspensionReason, Form()],
    region: Annotated[str, Form(max_length=10)] = "",
    note: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Stop recommendations in a region, or everywhere."""
    wanted = Stop(region=None if region == _EVERYWHERE else region, reason=motif, note=note)
    try:
        if wanted.region is not None and wanted.region not in regions():
            raise TerritoryMissing
        made = suspend(doors.storage, caller=caller, now=doors.now(), wanted=wanted)
    except MatchingError as error:
        kept = problem_of(request, error) | {"wanted": wanted}
        return _suspensions_page(request, doors, caller, kept, status=status_of(type(error)))
    request.state.made = str(made.id)
    return RedirectResponse(SUSPENSIONS, status_code=303)


def do_resume(doors: DoorsHere, caller: Stopper, suspension_id: UUID) -> Response:
    """Let recommendations be made again."""
    resume(doors.storage, caller=caller, now=doors.now(), suspension_id=suspension_id)
    return RedirectResponse(SUSPENSIONS, status_code=303)


def asked_of(
    personne: Annotated[str, Query(max_length=200)] = "",
    compte: Annotated[str, Query(max_length=200)] = "",
    action: Annotated[str, Query(max_length=40)] = "",
    du: Annotated[str, Query(max_length=10)] = "",
    au: Annotated[str, Query(max_length=10)] = "",
) -> Asked:
    """The filters of the trail; a field left empty, or that cannot be read, leaves it open."""
    known = Action(action) if action in set(Action) else None
    return Asked(person=personne, actor=compte, action=known, since=_day(du), until=_day(au))


AskedHere = Annotated[Asked, Depends(asked_of)]


def show_trail(
    request: Request,
    doors: DoorsHere,
    caller: Reader,
    asked: AskedHere,
    feuille: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """Who saw and did what, latest first."""
    trail = read_trail(doors.storage, caller=caller, asked=asked, number=feuille)
    context = desk_context(request) | {
        "trail": trail,
        "asked": asked,
        "actions": ACTIONS,
        "query": _query(asked),
        "page_size": PAGE_SIZE,
    }
    return page(request, "journal.html", context)


def download_trail(
    request: Request, doors: DoorsHere, caller: Reader, asked: AskedHere, forme: FileType = "csv"
) -> Response:
    """The same lines as a file."""
    language = page_language(request)
    table = export_trail(doors.storage, caller=caller, asked=asked, language=language)
    name = f"journal-{doors.now():%Y-%m-%d}.{forme}"
    return Response(
        file_bytes(table, forme),
        media_type=_MEDIA_TYPES[forme],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _suspensions_page(
    request: Request, doors: Doors, caller: Caller, told: dict[str, Any], *, status: int = 200
) -> Response:
    context = desk_context(request) | {
        "suspensions": list_suspensions(doors.storage, caller=caller),
        "reasons": list(SuspensionReason),
        "wanted": None,
    }
    return page(request, "suspensions.html", context | told, status=status)


def _query(asked: Asked) -> str:
    """The filters as an address carries them."""
    fields = {
        "personne": asked.person,
        "compte": asked.actor,
        "action": asked.action or "",
        "du": asked.since or "",
        "au": asked.until or "",
    }
    return urlencode({name: str(value) for name, value in fields.items() if value})


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
