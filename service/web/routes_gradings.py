"""Pages of blind grading: an analyst prepares, colleagues grade, nobody sees another's grade."""

from contextlib import suppress
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from matching.errors import MatchingError
from matching.vocabulary import OpportunityKind
from service.actions.grading.agreement import LEAST_PAIRS, round_agreement
from service.actions.grading.rounds import (
    DEEPEST,
    MOST_PEOPLE,
    NothingToGrade,
    Round,
    give_grade,
    make_grading,
)
from service.actions.grading.sheet import opportunity_facts, profile_facts
from service.actions.grading.sitting import rounds_seen, sit_down
from service.doors import Doors, doors_of
from service.problems import problem_document, status_of
from service.security import Action, Caller, can
from service.storage import AlreadyGraded
from service.web.languages import page_language
from service.web.rendering import page
from service.web.signing import PageRoute, Sees
from service.wording.gradings import GRADE_MEANINGS

DoorsHere = Annotated[Doors, Depends(doors_of)]
Reader = Annotated[Caller, Depends(Sees(Action.READ_GRADINGS))]
Maker = Annotated[Caller, Depends(Sees(Action.MAKE_GRADINGS))]
Grader = Annotated[Caller, Depends(Sees(Action.GRADE_PAIRS))]

GRADINGS: Final = "/notations"


def gradings_router() -> APIRouter:
    """The pages of blind grading."""
    router = APIRouter(prefix=GRADINGS, route_class=PageRoute, include_in_schema=False)
    router.add_api_route("", show_rounds, methods=["GET"])
    router.add_api_route("", do_make, methods=["POST"])
    router.add_api_route("/{grading_id}", show_agreement, methods=["GET"])
    router.add_api_route("/{grading_id}/noter", show_pair, methods=["GET"])
    router.add_api_route("/{grading_id}/noter", do_grade, methods=["POST"])
    return router


def show_rounds(request: Request, doors: DoorsHere, caller: Reader, fini: bool = False) -> Response:
    """Every round, with what waits for the reader."""
    return _rounds_page(request, doors, caller, {"done": fini})


def do_make(
    request: Request,
    doors: DoorsHere,
    caller: Maker,
    genre: Annotated[OpportunityKind, Form()],
    personnes: Annotated[int, Form(ge=1, le=MOST_PEOPLE)],
    lignes: Annotated[int, Form(ge=1, le=DEEPEST)],
    tirage: Annotated[int, Form(ge=0, le=2**31 - 1)] = 0,
) -> Response:
    """Prepare a round."""
    asked = Round(kind=genre, people=personnes, depth=lignes, seed=tirage)
    try:
        made = make_grading(
            doors.runtime, doors.storage, caller=caller, now=doors.now(), asked=asked
        )
    except MatchingError as error:
        kept = {"problem": problem_document(error, page_language(request)), "asked": asked}
        return _rounds_page(request, doors, caller, kept, status=status_of(type(error)))
    request.state.made = str(made.id)
    return RedirectResponse(GRADINGS, status_code=303)


def show_agreement(request: Request, doors: DoorsHere, caller: Maker, grading_id: UUID) -> Response:
    """How far a round is, and how far those who grade it agree."""
    found = round_agreement(doors.storage, caller=caller, grading_id=grading_id)
    return page(request, "accord.html", {"found": found, "least": LEAST_PAIRS})


def show_pair(
    request: Request,
    doors: DoorsHere,
    caller: Grader,
    grading_id: UUID,
    trancher: bool = False,
    apres: Annotated[int, Query(ge=0)] = 0,
    paire: UUID | None = None,
) -> Response:
    """One pair: what may be known of the person, what is proposed, four grades."""
    try:
        sitting = sit_down(
            doors.storage,
            caller=caller,
            grading_id=grading_id,
            disputed=trancher,
            after=apres,
            pair_id=paire,
        )
    except NothingToGrade:
        return RedirectResponse(f"{GRADINGS}?fini=true", status_code=303)
    language = page_language(request)
    context = {
        "grading_id": grading_id,
        "disputed": trancher,
        "sitting": sitting,
        "person": profile_facts(sitting.case.profile, language),
        "offer": opportunity_facts(sitting.case.opportunity, language),
        "meanings": {grade: one.text(language) for grade, one in GRADE_MEANINGS.items()},
    }
    return page(request, "notation.html", context)


def do_grade(
    doors: DoorsHere,
    caller: Grader,
    grading_id: UUID,
    paire: Annotated[UUID, Form()],
    note: Annotated[int, Form(ge=0, le=3)],
    place: Annotated[int, Form(ge=0)] = 0,
    trancher: Annotated[bool, Form()] = False,
) -> Response:
    """Note a grade, and go on to the next pair; one that needs no grade by now is passed over."""
    # When others were faster, telling so would say that they agree, or that a third settled it.
    with suppress(AlreadyGraded):
        give_grade(
            doors.storage,
            caller=caller,
            now=doors.now(),
            grading_id=grading_id,
            pair_id=paire,
            grader=caller.id,
            grade=note,
        )
    query = f"apres={place}" + ("&trancher=true" if trancher else "")
    return RedirectResponse(f"{GRADINGS}/{grading_id}/noter?{query}", status_code=303)


def _rounds_page(
    request: Request, doors: Doors, caller: Caller, told: dict[str, Any], *, status: int = 200
) -> Response:
    context = {
        "rounds": rounds_seen(doors.storage, caller=caller),
        "may_grade": can(caller, Action.GRADE_PAIRS),
        "may_make": can(caller, Action.MAKE_GRADINGS),
        "kinds": list(OpportunityKind),
        "most_people": MOST_PEOPLE,
        "deepest": DEEPEST,
        "asked": None,
        "problem": None,
        "done": False,
    }
    return page(request, "notations.html", context | told, status=status)
