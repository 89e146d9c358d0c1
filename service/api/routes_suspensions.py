"""Stopping recommendations in a region, or everywhere, and letting them be made again."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends

from service.actions.suspending import Stop, list_suspensions, regions, resume, suspend
from service.api.doors import PREFIX, Asks, DoorsHere
from service.api.guard import GuardedRoute
from service.api.shapes_suspensions import SuspensionIn, SuspensionOut, SuspensionsOut
from service.problems import Fault, invalid_request
from service.security import Action, Caller

Administrator = Annotated[Caller, Depends(Asks(Action.SUSPEND))]
_ADDRESS: Final = "/suspensions"


def suspensions_router() -> APIRouter:
    """The routes of suspensions."""
    router = APIRouter(prefix=PREFIX, route_class=GuardedRoute, tags=["service"])
    router.add_api_route(
        _ADDRESS,
        list_all,
        methods=["GET"],
        summary="List the suspensions",
        description="Where recommendations are stopped or were, since when and why; the latest"
        " first.",
        operation_id="list-suspensions",
    )
    router.add_api_route(
        _ADDRESS,
        begin,
        methods=["POST"],
        status_code=201,
        summary="Suspend recommendations",
        description="In a region, or everywhere. From then on every request that would recommend"
        " something to somebody who lives there gets 409 with `recommendations-suspended`; people,"
        " answers and outcomes stay open. Somebody whose region is not known counts as living in"
        " every region of the caller.",
        operation_id="begin-suspension",
    )
    router.add_api_route(
        _ADDRESS + "/{suspension_id}",
        end,
        methods=["DELETE"],
        summary="Resume recommendations",
        description="Ends a suspension; it stays on the list with its end.",
        operation_id="end-suspension",
    )
    return router


def list_all(doors: DoorsHere, caller: Administrator) -> SuspensionsOut:
    """Every suspension."""
    found = list_suspensions(doors.storage, caller=caller)
    return SuspensionsOut(items=[SuspensionOut.of(one) for one in found])


def begin(doors: DoorsHere, caller: Administrator, body: SuspensionIn) -> SuspensionOut:
    """Stop recommendations.

    Raises:
        InvalidRequest: there is no such region.
    """
    if body.region is not None and body.region not in regions():
        raise invalid_request([Fault(code="not-in-list", pointer="/region")])
    wanted = Stop(region=body.region, reason=body.reason, note=body.note)
    return SuspensionOut.of(suspend(doors.storage, caller=caller, now=doors.now(), wanted=wanted))


def end(doors: DoorsHere, caller: Administrator, suspension_id: UUID) -> SuspensionOut:
    """Let recommendations be made again."""
    return SuspensionOut.of(
        resume(doors.storage, caller=caller, now=doors.now(), suspension_id=suspension_id)
    )
