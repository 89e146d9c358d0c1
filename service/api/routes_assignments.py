"""Sharing places or an envelope out to a cohort."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from service.actions.assigning.cohorts import (
    Assignment,
    find_assignment,
    make_assignment,
    solve_again,
)
from service.api.doors import PREFIX, Asks, DoorsHere, LanguageHere, ReplayedId
from service.api.guard import GuardedRoute, reread_when_repeated
from service.api.places import PlaceReader
from service.api.shapes_assignments import AssignmentOut
from service.api.shapes_cohorts import AssignmentIn, DecisionsIn
from service.security import Action, Caller
from service.wording import Language

Maker = Annotated[Caller, Depends(Asks(Action.MAKE_SHORTLISTS))]
"""Who may share what out is decided by its kind, once the body is read."""


def assignments_router() -> APIRouter:
    """The routes of plans for cohorts."""
    router = APIRouter(prefix=PREFIX, route_class=GuardedRoute, tags=["assignments"])
    router.add_api_route(
        "/assignments",
        assign,
        methods=["POST"],
        dependencies=[Depends(reread_when_repeated)],
        status_code=201,
        summary="Share openings or kits out to a cohort",
        description="The best plan under the terms, proven, beside two others. Officers share"
        " openings out, counsellors kits. A plan that no limit allows is an answer: `remedies` say"
        " what would release it.",
        operation_id="create-assignment",
    )
    router.add_api_route(
        "/assignments/{assignment_id}",
        read_assignment,
        methods=["GET"],
        summary="Read a plan again",
        description="As it was made, even when records have changed since.",
        operation_id="read-assignment",
    )
    router.add_api_route(
        "/assignments/{assignment_id}/solve",
        assign_again,
        methods=["POST"],
        dependencies=[Depends(reread_when_repeated)],
        status_code=201,
        summary="Share out again, with decisions",
        description="The same cohort and terms with these pins and exclusions in place of the"
        " former ones. A new plan is made; the former one stays.",
        operation_id="create-assignment-again",
    )
    return router


def assign(
    doors: DoorsHere,
    caller: Maker,
    language: LanguageHere,
    replayed: ReplayedId,
    response: Response,
    body: AssignmentIn,
) -> AssignmentOut:
    """Make a plan, or read the one that this request made before."""
    places = PlaceReader(doors.gazetteer(), root="/terms")
    asked = body.asked(places)
    places.check()
    if replayed is not None:
        made = find_assignment(doors.storage, replayed, caller)
    else:
        made = make_assignment(
            doors.runtime, doors.storage, caller=caller, now=doors.now(), asked=asked
        )
    return _created(made, language, response)


def read_assignment(
    doors: DoorsHere, caller: Maker, language: LanguageHere, assignment_id: UUID
) -> AssignmentOut:
    """Read a plan as it was made."""
    return AssignmentOut.of(find_assignment(doors.storage, assignment_id, caller), language)


def assign_again(
    doors: DoorsHere,
    caller: Maker,
    language: LanguageHere,
    replayed: ReplayedId,
    response: Response,
    assignment_id: UUID,
    body: DecisionsIn,
) -> AssignmentOut:
    """Make another plan from a former one, or read the one that this request made before."""
    if replayed is not None:
        made = find_assignment(doors.storage, replayed, caller)
    else:
        made = solve_again(
            doors.runtime,
            doors.storage,
            caller=caller,
            now=doors.now(),
            assignment_id=assignment_id,
            pins=[one.pin() for one in body.pins],
            excluded=[one.exclude() for one in body.excluded],
        )
    return _created(made, language, response)


def _created(made: Assignment, language: Language, response: Response) -> AssignmentOut:
    response.headers["Location"] = f"{PREFIX}/assignments/{made.id}"
    return AssignmentOut.of(made, language)
