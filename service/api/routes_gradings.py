"""Blind grading: make a round, take the next pair, give a grade."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from service.actions.grading.rounds import give_grade, list_gradings, make_grading, next_case
from service.api.doors import PREFIX, Asks, DoorsHere, LanguageHere
from service.api.guard import GuardedRoute
from service.api.shapes_gradings import (
    CaseOut,
    GradeIn,
    GradeOut,
    GradingIn,
    GradingOut,
    GradingsOut,
)
from service.security import Action, Caller


def gradings_router() -> APIRouter:
    """The routes of blind grading."""
    router = APIRouter(prefix=PREFIX, route_class=GuardedRoute, tags=["gradings"])
    router.add_api_route(
        "/gradings",
        make,
        methods=["POST"],
        status_code=201,
        summary="Make a round of blind grading",
        description="Pools the first lines of several rankers for people drawn at random, each pair"
        " once, shuffled. Nobody who grades sees which ranker found a pair, or how high.",
        operation_id="create-grading",
    )
    router.add_api_route(
        "/gradings",
        list_all,
        methods=["GET"],
        summary="List the rounds of grading",
        description="With how far each one is, latest first; counts only, never a grade.",
        operation_id="list-gradings",
    )
    router.add_api_route(
        "/gradings/{grading_id}/next",
        take_next,
        methods=["GET"],
        summary="Take the next pair",
        description="The first pair of the shuffled order that waits for a grade of yours; 404 with"
        " `nothing-to-grade` once there is none.",
        operation_id="read-next-pair",
    )
    router.add_api_route(
        "/gradings/{grading_id}/pairs/{pair_id}/grade",
        grade,
        methods=["PUT"],
        summary="Grade a pair",
        description="Two people grade each pair without seeing each other's grade. Where they"
        " differ, the third person to grade it settles it. Your own grade may be replaced until"
        " then.",
        operation_id="give-grade",
    )
    return router


def make(
    doors: DoorsHere,
    caller: Annotated[Caller, Depends(Asks(Action.MAKE_GRADINGS))],
    body: GradingIn,
) -> GradingOut:
    """Make a round."""
    made = make_grading(
        doors.runtime, doors.storage, caller=caller, now=doors.now(), asked=body.asked()
    )
    with doors.storage.read() as work:
        return GradingOut.of(made, work.grades.progress(made.id))


def list_all(
    doors: DoorsHere, caller: Annotated[Caller, Depends(Asks(Action.READ_GRADINGS))]
) -> GradingsOut:
    """Every round."""
    listed = list_gradings(doors.storage, caller=caller)
    return GradingsOut(items=[GradingOut.of(one, progress) for one, progress in listed])


def take_next(
    doors: DoorsHere,
    caller: Annotated[Caller, Depends(Asks(Action.GRADE_PAIRS))],
    language: LanguageHere,
    grading_id: UUID,
    disputed: Annotated[
        bool, Query(description="A pair on which two others disagree, to settle it.")
    ] = False,
) -> CaseOut:
    """The next pair for the caller."""
    case = next_case(
        doors.storage, caller=caller, grading_id=grading_id, grader=caller.id, disputed=disputed
    )
    return CaseOut.of(grading_id, case, language)


def grade(
    doors: DoorsHere,
    caller: Annotated[Caller, Depends(Asks(Action.GRADE_PAIRS))],
    grading_id: UUID,
    pair_id: UUID,
    body: GradeIn,
) -> GradeOut:
    """Note the caller's grade."""
    graded = give_grade(
        doors.storage,
        caller=caller,
        now=doors.now(),
        grading_id=grading_id,
        pair_id=pair_id,
        grader=caller.id,
        grade=body.grade,
    )
    return GradeOut.of(graded)
