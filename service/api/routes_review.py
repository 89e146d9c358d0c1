"""What was taken in and still waits for a person's decision."""

from typing import Annotated

from fastapi import APIRouter, Depends

from service.actions.catalogue import list_to_review
from service.api.doors import PREFIX, Asks, DoorsHere
from service.api.guard import GuardedRoute
from service.api.shapes_activities import ReviewOut, ToReviewOut
from service.security import Action, Caller

Reader = Annotated[Caller, Depends(Asks(Action.READ_OPPORTUNITIES))]


def review_router() -> APIRouter:
    """The route of the list to review."""
    router = APIRouter(prefix=PREFIX, route_class=GuardedRoute, tags=["records"])
    router.add_api_route(
        "/review",
        read_review,
        methods=["GET"],
        summary="Read what waits for a decision",
        description="Activities in a sector that is not known, or without any price. They are"
        " proposed all the same; replacing the activity takes it off this list.",
        operation_id="list-review",
    )
    return router


def read_review(doors: DoorsHere, caller: Reader) -> ReviewOut:
    """The list to review."""
    found = list_to_review(doors.storage, caller=caller)
    return ReviewOut(items=[ToReviewOut.of(one) for one in found])
