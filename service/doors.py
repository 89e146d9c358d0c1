"""What routes and pages are handed: the parts of the service."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from matching.errors import MatchingError
from matching.geography import Gazetteer
from matching.trades import TradeTable
from service.actions.access.identity_provider import IdentityProvider
from service.actions.auditing import Answered, note, thing_named
from service.logs import logger
from service.problems import status_of
from service.runtime import Runtime
from service.security import Action
from service.settings import Settings
from service.storage import Storage

_LONGEST_ID: Final = 200
_WRITES: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_OPENED: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Doors:
    """Everything a route may use; made once, when the application is assembled."""

    settings: Settings
    storage: Storage
    runtime: Runtime
    gazetteer: Callable[[], Gazetteer]
    """Loads the places of Morocco when they are first needed."""
    trades: Callable[[], TradeTable]
    """Loads the trades when they are first needed."""
    now: Callable[[], datetime]
    """The clock; aware, UTC."""
    provider: IdentityProvider | None = None
    """Another service that signs people in; None when there is none."""


def doors_of(request: Request) -> Doors:
    """The parts of the application that answers this request."""
    doors: Doors = request.app.state.doors
    return doors


async def noting(request: Request, handle: Callable[[Request], Awaitable[Response]]) -> Response:
    """Answer a request, and write into the trail who is answered, before the answer leaves.

    Raises:
        NotReady: what was only to be looked at could not be noted, and so is not shown.
    """
    try:
        response = await handle(request)
    except MatchingError as error:
        await _note(request, status_of(type(error)))
        raise
    await _note(request, response.status_code)
    return response


async def _note(request: Request, status: int) -> None:
    action: Action | None = getattr(request.state, "action", None)
    if action is None:
        return
    is_write = request.method in _WRITES
    doors = doors_of(request)
    answered = Answered(
        caller=request.state.caller,
        action=action,
        is_write=is_write,
        route=getattr(request.scope.get("route"), "path", ""),
        person=await _person(request),
        thing=getattr(request.state, "made", None) or thing_named(request.path_params),
        status=status,
    )
    try:
        await run_in_threadpool(note, doors.storage, now=doors.now(), answered=answered)
    except MatchingError as error:
        if not is_write and status < _OPENED:
            raise
        # What was written is written: telling its author otherwise would make them do it twice.
        logger().error("trail-missed", code=error.code, caller_id=answered.caller.id)


async def _person(request: Request) -> str | None:
    """Whom a request is about, by its address or its body; None for nobody in particular."""
    named = request.path_params
    route = getattr(request.scope.get("route"), "path", "")
    if "profile_id" in named:
        return str(named["profile_id"])
    if "/profiles/{" in route:
        return str(next(iter(named.values())))
    if not request.headers.get("content-type", "").startswith("application/json"):
        return None
    try:
        body = json.loads(await request.body() or b"null")
    except ValueError:
        return None
    found = body.get("profile_id") if isinstance(body, dict) else None
    return found if isinstance(found, str) and len(found) <= _LONGEST_ID else None
