"""Conventions with companies, and their quotas."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from service.actions.conventions import (
    list_conventions,
    sign_convention,
    take_back_convention,
)
from service.api.doors import PREFIX, Asks, DoorsHere
from service.api.guard import GuardedRoute
from service.api.shapes_conventions import ConventionIn, ConventionOut, ConventionsOut
from service.security import Action, Caller

Reader = Annotated[Caller, Depends(Asks(Action.READ_CONVENTIONS))]
Writer = Annotated[Caller, Depends(Asks(Action.WRITE_CONVENTIONS))]


def conventions_router() -> APIRouter:
    """The routes of conventions."""
    router = APIRouter(prefix=PREFIX, route_class=GuardedRoute, tags=["conventions"])
    router.add_api_route(
        "/conventions",
        read_all,
        methods=["GET"],
        summary="Read the conventions",
        description="With the placements made this year, and those left.",
        operation_id="list-conventions",
    )
    router.add_api_route(
        "/conventions",
        sign,
        methods=["POST"],
        status_code=201,
        summary="Note a convention",
        description="From then on its quota keeps openings out once it is reached, and its end"
        " from the day after.",
        operation_id="sign-convention",
    )
    router.add_api_route(
        "/conventions/{convention_id}/end",
        take_back,
        methods=["POST"],
        status_code=204,
        summary="Take a convention back",
        description="As if it had not been signed.",
        operation_id="take-back-convention",
    )
    return router


def read_all(doors: DoorsHere, caller: Reader) -> ConventionsOut:
    """Every convention."""
    found = list_conventions(doors.storage, caller=caller, today=doors.now().date())
    return ConventionsOut(items=[ConventionOut.of(one) for one in found])


def sign(doors: DoorsHere, caller: Writer, response: Response, body: ConventionIn) -> ConventionOut:
    """Note a convention."""
    signed = sign_convention(
        doors.runtime,
        doors.storage,
        caller=caller,
        now=doors.now(),
        company_id=str(body.company_id),
        sectors=body.sectors,
        yearly_quota=body.yearly_quota,
        starts_on=body.starts_on,
        ends_on=body.ends_on,
    )
    response.headers["Location"] = f"{PREFIX}/conventions"
    return ConventionOut.of(signed)


def take_back(doors: DoorsHere, caller: Writer, convention_id: UUID) -> Response:
    """Take a convention back."""
    take_back_convention(doors.runtime, doors.storage, caller=caller, convention_id=convention_id)
    return Response(status_code=204)
