"""Pages of a cohort: whom to share out to, who gets what and why, other decisions, keeping it."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from matching.assignment.words import Objective
from matching.errors import Conflict, InvalidInput, MatchingError, NotReady
from matching.vocabulary import OpportunityKind
from service.actions.assigning.cohorts import find_assignment, make_assignment, solve_again
from service.actions.assigning.decisions import read_draft
from service.actions.assigning.forms import CohortForm, ReadCohort, kinds_of, read_cohort_form
from service.actions.assigning.keeping import keep_plan
from service.actions.assigning.results import list_plans, view_plan
from service.actions.assigning.sheet import plan_document
from service.doors import Doors, doors_of
from service.printing.papers import Paper
from service.problems import problem_document, status_of
from service.security import Action, Caller, can
from service.web.languages import page_language
from service.web.papers import paper_response
from service.web.rendering import page
from service.web.showing import words
from service.web.showing_cohorts import plan_words
from service.web.signing import PageRoute, Sees

DoorsHere = Annotated[Doors, Depends(doors_of)]
Maker = Annotated[Caller, Depends(Sees(Action.MAKE_SHORTLISTS))]
"""Who may share what out is decided by its kind, once it is known."""
Decider = Annotated[Caller, Depends(Sees(Action.GIVE_FEEDBACK))]
SheetNumber = Annotated[int, Query(ge=1, le=100_000)]
Decisions = Annotated[str, Query(max_length=4_000)]
_LONGEST: Final = 400_000

_TOLD: Final = (InvalidInput, Conflict, NotReady)
"""What is told beside what somebody typed or decided, so that nothing of it is lost."""

COHORTS: Final = "/cohortes"


def cohorts_router() -> APIRouter:
    """The pages about cohorts."""
    router = APIRouter(prefix=COHORTS, route_class=PageRoute, include_in_schema=False)
    router.add_api_route("", list_cohorts, methods=["GET"])
    router.add_api_route("", do_share_out, methods=["POST"])
    # Before the next ones, which would take it for an id.
    router.add_api_route("/nouvelle", show_form, methods=["GET"])
    router.add_api_route("/{assignment_id}", show_plan, methods=["GET"])
    router.add_api_route("/{assignment_id}/recalculer", do_solve_again, methods=["POST"])
    router.add_api_route("/{assignment_id}/retenir", do_keep, methods=["POST"])
    router.add_api_route("/{assignment_id}/repartition.{paper}", print_plan, methods=["GET"])
    return router


def list_cohorts(
    request: Request, doors: DoorsHere, caller: Maker, feuille: SheetNumber = 1
) -> Response:
    """Plans made before, latest first."""
    sheet = list_plans(doors.storage, caller=caller, number=feuille)
    return page(request, "cohortes.html", {"sheet": sheet, "address": COHORTS})


def show_form(
    request: Request, doors: DoorsHere, caller: Maker, genre: OpportunityKind | None = None
) -> Response:
    """The form of a new cohort."""
    kinds = kinds_of(caller)
    form = CohortForm(kind=genre if genre in kinds else kinds[0])
    return _form_page(request, doors, caller, form, {})


def do_share_out(
    request: Request,
    doors: DoorsHere,
    caller: Maker,
    genre: Annotated[OpportunityKind, Form()],
    personnes: Annotated[str, Form(max_length=_LONGEST)] = "",
    du: Annotated[str, Form(max_length=40)] = "",
    au: Annotated[str, Form(max_length=40)] = "",
    enveloppe: Annotated[str, Form(max_length=40)] = "",
    plafond: Annotated[str, Form(max_length=40)] = "",
    objectif: Annotated[Objective, Form()] = Objective.TOTAL,
    chaque_ville: Annotated[bool, Form()] = False,
) -> Response:
    """Share out; what cannot be read is said line by line, and everything typed stays."""
    form = CohortForm(
        kind=genre,
        people=personnes,
        since=du,
        until=au,
        envelope=enveloppe,
        grant_cap=plafond,
        objective=objectif,
        every_town=chaque_ville,
    )
    read = read_cohort_form(doors.storage, caller=caller, form=form)
    if read.asked is None:
        return _form_page(request, doors, caller, form, {"read": read}, status=422)
    try:
        made = make_assignment(
            doors.runtime, doors.storage, caller=caller, now=doors.now(), asked=read.asked
        )
    except _TOLD as error:
        problem = problem_document(error, page_language(request))
        return _form_page(
            request, doors, caller, form, {"problem": problem}, status=status_of(type(error))
        )
    return RedirectResponse(f"{COHORTS}/{made.id}", status_code=303)


def show_plan(
    request: Request,
    doors: DoorsHere,
    caller: Maker,
    assignment_id: UUID,
    decisions: Decisions = "",
    feuille: SheetNumber = 1,
) -> Response:
    """Who gets what beside their best option, and the decisions for another plan."""
    return _plan_page(request, doors, caller, assignment_id, decisions, feuille)


def do_solve_again(
    request: Request,
    doors: DoorsHere,
    caller: Maker,
    assignment_id: UUID,
    decisions: Annotated[str, Form(max_length=4_000)] = "",
) -> Response:
    """Another plan under other decisions; when there can be none, they stay on the page."""
    former = find_assignment(doors.storage, assignment_id, caller)
    draft = read_draft(former, decisions)
    try:
        made = solve_again(
            doors.runtime,
            doors.storage,
            caller=caller,
            now=doors.now(),
            assignment_id=assignment_id,
            pins=draft.pins,
            excluded=draft.excluded,
        )
    except _TOLD as error:
        return _plan_page(request, doors, caller, assignment_id, decisions, 1, error=error)
    return RedirectResponse(f"{COHORTS}/{made.id}#change", status_code=303)


def do_keep(doors: DoorsHere, caller: Decider, assignment_id: UUID) -> Response:
    """Note the lines of a plan as proposed: whoever sends this decides."""
    keep_plan(
        doors.runtime,
        doors.storage,
        caller=caller,
        now=doors.now(),
        assignment_id=assignment_id,
    )
    return RedirectResponse(f"{COHORTS}/{assignment_id}#retenue", status_code=303)


def print_plan(
    request: Request, doors: DoorsHere, caller: Maker, assignment_id: UUID, paper: Paper
) -> Response:
    """A plan as a file, to be discussed and signed."""
    language = page_language(request)
    view = view_plan(doors.storage, caller=caller, assignment_id=assignment_id, language=language)
    return paper_response(plan_document(view, language), paper, f"repartition-{language.value}")


def _form_page(
    request: Request,
    doors: Doors,
    caller: Caller,
    form: CohortForm,
    found: dict[str, Any],
    *,
    status: int = 200,
) -> Response:
    context = {
        "form": form,
        "kinds": kinds_of(caller),
        "objectives": (Objective.TOTAL, Objective.WORST_OFF),
        "today": doors.now().date(),
        "read": ReadCohort(asked=None, faults={}, unusable=()),
        "problem": None,
    }
    return page(request, "cohorte_nouvelle.html", context | found, status=status)


def _plan_page(
    request: Request,
    doors: Doors,
    caller: Caller,
    assignment_id: UUID,
    decisions: str,
    number: int,
    *,
    error: MatchingError | None = None,
) -> Response:
    language = page_language(request)
    view = view_plan(
        doors.storage,
        caller=caller,
        assignment_id=assignment_id,
        language=language,
        decisions=decisions,
        number=number,
    )
    context = {
        "view": view,
        "address": f"{COHORTS}/{assignment_id}",
        "problem": None if error is None else problem_document(error, language),
        "may_decide": can(caller, Action.GIVE_FEEDBACK),
        **words(request),
        **plan_words(view, language),
    }
    is_region = "HX-Request" in request.headers and (
        "HX-History-Restore-Request" not in request.headers
    )
    template = "_repartition.html" if is_region else "cohorte.html"
    return page(request, template, context, status=200 if error is None else status_of(type(error)))
