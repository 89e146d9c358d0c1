"""What people said about a proposal, and what happened next."""

from typing import Annotated

from fastapi import APIRouter, Depends

from service.actions.answers import Happened, Said, give_feedback, note_outcome
from service.api.doors import PREFIX, Asks, DoorsHere
from service.api.guard import GuardedRoute
from service.api.shapes_answers import FeedbackIn, FeedbackOut, OutcomeIn, OutcomeOut
from service.security import Action, Caller


def answers_router() -> APIRouter:
    """The routes of feedback and outcomes."""
    router = APIRouter(prefix=PREFIX, route_class=GuardedRoute, tags=["answers"])
    router.add_api_route(
        "/feedback",
        say,
        methods=["POST"],
        status_code=201,
        summary="Note what was said about a proposal",
        description="An answer that repeats or contradicts the one in force is a conflict: withdraw"
        " that one first.",
        operation_id="create-feedback",
    )
    router.add_api_route(
        "/outcomes",
        note,
        methods=["POST"],
        status_code=201,
        summary="Note what happened",
        description="Between one person and one opportunity, on a day that is not in the future.",
        operation_id="create-outcome",
    )
    return router


def say(
    doors: DoorsHere,
    caller: Annotated[Caller, Depends(Asks(Action.GIVE_FEEDBACK))],
    body: FeedbackIn,
) -> FeedbackOut:
    """Note an answer."""
    said = Said(
        profile_id=str(body.profile_id),
        opportunity_id=str(body.opportunity_id),
        shortlist_id=body.shortlist_id,
        answer=body.answer,
        reason=body.reason,
    )
    feedback = give_feedback(
        doors.runtime, doors.storage, caller=caller, now=doors.now(), said=said
    )
    return FeedbackOut.of(feedback)


def note(
    doors: DoorsHere,
    caller: Annotated[Caller, Depends(Asks(Action.NOTE_OUTCOMES))],
    body: OutcomeIn,
) -> OutcomeOut:
    """Note an outcome."""
    happened = Happened(
        profile_id=str(body.profile_id),
        opportunity_id=str(body.opportunity_id),
        kind=body.kind,
        happened_on=body.happened_on,
    )
    outcome = note_outcome(
        doors.runtime, doors.storage, caller=caller, now=doors.now(), happened=happened
    )
    return OutcomeOut.of(outcome)
