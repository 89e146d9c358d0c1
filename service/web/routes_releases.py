"""Pages about the service itself: where it stands, and which release answers."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from matching.errors import MatchingError
from models.releases import ReleaseMismatch
from service.actions.releases.desk import (
    Exchange,
    desk,
    load_again,
    look_at,
    look_back,
    put_back,
    put_into_use,
)
from service.actions.service_state import service_state
from service.doors import Doors, doors_of
from service.problems import status_of
from service.security import Action, Caller
from service.web.administration import ADMINISTRATION, RELEASES, desk_context, problem_of
from service.web.languages import page_language
from service.web.rendering import page
from service.web.signing import PageRoute, Sees, signed_of
from service.wording import error_text
from service.wording.diagnosis import advice_text
from service.wording.diagnosis import state_text as state_of
from service.wording.diagnosis import subject_text as subject_of
from service.wording.releases import STATES, VERBS

DoorsHere = Annotated[Doors, Depends(doors_of)]
Keeper = Annotated[Caller, Depends(Sees(Action.RELOAD))]

BACK = "/administration/retour"


def releases_router() -> APIRouter:
    """The pages about the state of the service and its releases."""
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    router.add_api_route(ADMINISTRATION, show_state, methods=["GET"])
    router.add_api_route(RELEASES, show_releases, methods=["GET"])
    router.add_api_route(RELEASES + "/rechargement", do_reload, methods=["POST"])
    router.add_api_route(RELEASES + "/{version}", confirm_promotion, methods=["GET"])
    router.add_api_route(RELEASES + "/{version}", do_promote, methods=["POST"])
    router.add_api_route(BACK, confirm_way_back, methods=["GET"])
    router.add_api_route(BACK, do_roll_back, methods=["POST"])
    return router


def show_state(request: Request, doors: DoorsHere, caller: Keeper) -> Response:
    """Where every part of the service stands, and what to do about it."""
    language = page_language(request)
    state = service_state(doors.runtime, doors.storage, doors.settings, caller=caller)
    context = desk_context(request) | {
        "state": state,
        "subject": lambda one: subject_of(one.subject, language),
        "standing": lambda one: state_of(one.state, language),
        "advice": lambda one: advice_text(one.code, one.params, language) if one.code else "",
        "said": lambda code: error_text(code, {}, language),
    }
    return page(request, "administration.html", context)


def show_releases(request: Request, doors: DoorsHere, caller: Keeper) -> Response:
    """The release in use, the others, and what was done with them."""
    return _releases_page(request, doors, caller, {})


def do_reload(request: Request, doors: DoorsHere, caller: Keeper) -> Response:
    """Load the release again from its folder; a refused one changes nothing."""
    try:
        load_again(doors.runtime, caller=caller)
    except MatchingError as error:
        told = _told(request, error)
        return _releases_page(request, doors, caller, told, status=status_of(type(error)))
    return RedirectResponse(f"{RELEASES}#en-service", status_code=303)


def confirm_promotion(request: Request, doors: DoorsHere, caller: Keeper, version: int) -> Response:
    """What would change with that release; nothing changes yet."""
    exchange = look_at(doors.runtime, doors.settings, caller=caller, version=version)
    return _confirmation(request, exchange, f"{RELEASES}/{version}", {})


def do_promote(request: Request, doors: DoorsHere, caller: Keeper, version: int) -> Response:
    """Put a release into use; a refused one says why, and the other stays."""
    try:
        put_into_use(doors.runtime, doors.settings, caller=caller, version=version, by=_by(request))
    except MatchingError as error:
        exchange = look_at(doors.runtime, doors.settings, caller=caller, version=version)
        return _refused(request, exchange, f"{RELEASES}/{version}", error)
    return RedirectResponse(f"{RELEASES}#en-service", status_code=303)


def confirm_way_back(request: Request, doors: DoorsHere, caller: Keeper) -> Response:
    """What would change with the release before; nothing changes yet."""
    exchange = look_back(doors.runtime, doors.settings, caller=caller)
    return _confirmation(request, exchange, BACK, {})


def do_roll_back(
    request: Request, doors: DoorsHere, caller: Keeper, version: Annotated[int, Form(ge=1)]
) -> Response:
    """Put the release before back into use; a refused one says why, and the other stays."""
    try:
        put_back(doors.runtime, doors.settings, caller=caller, version=version, by=_by(request))
    except MatchingError as error:
        exchange = look_back(doors.runtime, doors.settings, caller=caller)
        return _refused(request, exchange, BACK, error)
    return RedirectResponse(f"{RELEASES}#en-service", status_code=303)


def _releases_page(
    request: Request, doors: Doors, caller: Caller, told: dict[str, Any], *, status: int = 200
) -> Response:
    language = page_language(request)
    found = desk(doors.runtime, doors.settings, caller=caller)
    context = desk_context(request) | {
        "desk": found,
        "state_name": {name: one.text(language) for name, one in STATES.items()},
        "verb_name": {name: one.text(language) for name, one in VERBS.items()},
        "said": lambda code: error_text(code, {}, language),
        "part": None,
    }
    return page(request, "versions.html", context | told, status=status)


def _confirmation(
    request: Request, exchange: Exchange, address: str, told: dict[str, Any], *, status: int = 200
) -> Response:
    refusal = {} if exchange.refusal is None else _told(request, exchange.refusal)
    context = desk_context(request) | {
        "exchange": exchange,
        "address": address,
        "is_way_back": address == BACK,
        "part": None,
        **refusal,
    }
    return page(request, "version.html", context | told, status=status)


def _refused(request: Request, exchange: Exchange, address: str, error: MatchingError) -> Response:
    status = status_of(type(error))
    return _confirmation(request, exchange, address, _told(request, error), status=status)


def _told(request: Request, error: MatchingError) -> dict[str, Any]:
    """Why a release is refused, and which part of it is at fault."""
    part = error.params.get("what") if isinstance(error, ReleaseMismatch) else None
    return problem_of(request, error) | {"part": part}


def _by(request: Request) -> str:
    """The login of who decides: what the registry keeps of them."""
    signed = signed_of(request)
    return signed.account.login if signed else ""
