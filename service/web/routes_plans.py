"""Pages of the life plan of a person: read, written version by version, signed, printed."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from matching.errors import Conflict, InvalidInput
from matching.life_plans import FundingSource, LifePlan, PlanParty, PlanTrack, StepState
from service.actions.browsing import people_named
from service.actions.life_plans.reading import PlanRead, differences, read_whole
from service.actions.life_plans.sheet import change_line, plan_sheet, reference_of
from service.actions.life_plans.writing import draft_plan, sign_plan, write_plan
from service.doors import Doors, doors_of
from service.printing.papers import Paper
from service.problems import InvalidRequest, problem_document, status_of
from service.security import Action, Caller, can
from service.storage import RecordChanged
from service.web.counsel import counsel_words
from service.web.languages import page_language
from service.web.papers import paper_response
from service.web.plan_form import (
    NAMES,
    PlanForm,
    empty_form,
    form_of_fields,
    form_of_plan,
)
from service.web.rendering import page
from service.web.signing import PageRoute, Sees
from service.wording import Language, fault_text

DoorsHere = Annotated[Doors, Depends(doors_of)]
Reader = Annotated[Caller, Depends(Sees(Action.READ_PROFILES))]
Writer = Annotated[Caller, Depends(Sees(Action.WRITE_PROFILES))]
VersionAsked = Annotated[int | None, Query(ge=1, le=100_000)]


async def sent_fields(request: Request) -> FormData:
    """Every field of a form, those of one name in their order."""
    return await request.form()


def plans_router() -> APIRouter:
    """The pages of life plans."""
    router = APIRouter(prefix="/personnes", route_class=PageRoute, include_in_schema=False)
    path = "/{profile_id}/projet"
    router.add_api_route(path, show_plan, methods=["GET"])
    router.add_api_route(path, do_write, methods=["POST"])
    router.add_api_route(f"{path}/ecrire", ask_plan, methods=["GET"])
    router.add_api_route(f"{path}/signatures", do_sign, methods=["POST"])
    router.add_api_route(f"{path}/fiche.{{paper}}", print_plan, methods=["GET"])
    return router


def show_plan(
    request: Request,
    doors: DoorsHere,
    caller: Reader,
    profile_id: UUID,
    version: VersionAsked = None,
) -> Response:
    """A version of the plan, what changed, who signed; or how to begin when there is none."""
    return _plan_page(request, doors, caller, profile_id, version, {})


def ask_plan(
    request: Request,
    doors: DoorsHere,
    caller: Writer,
    profile_id: UUID,
    depuis: UUID | None = None,
) -> Response:
    """The form: of the plan in force, of a first one from an activity or an offer, or empty."""
    whole = read_whole(doors.storage, caller=caller, profile_id=str(profile_id))
    in_force = whole.in_force_version
    if depuis is not None:
        drafted = draft_plan(
            doors.storage,
            caller=caller,
            profile_id=str(profile_id),
            opportunity_id=str(depuis),
        )
        form = form_of_plan(drafted, in_force)
    elif whole.in_force is not None:
        form = form_of_plan(whole.in_force.version.plan, in_force)
    else:
        form = empty_form(0)
    context = {"is_drafted": depuis is not None, "record": whole}
    return _form_page(request, doors, caller, profile_id, form, context)


def do_write(
    request: Request,
    doors: DoorsHere,
    caller: Writer,
    profile_id: UUID,
    fields: Annotated[FormData, Depends(sent_fields)],
) -> Response:
    """Keep a version; what cannot be kept as it is comes back as it was typed."""
    form = form_of_fields(fields)
    whole = read_whole(doors.storage, caller=caller, profile_id=str(profile_id))
    context: dict[str, Any] = {"record": whole}
    if form.wanted:
        return _form_page(request, doors, caller, profile_id, form, context)
    try:
        write_plan(
            doors.storage,
            caller=caller,
            now=doors.now(),
            profile_id=str(profile_id),
            plan=form.plan(),
            base_version=form.base_version,
        )
    except RecordChanged as error:
        return _conflict_page(request, doors, caller, profile_id, form, error)
    except InvalidInput as error:
        context["problem"] = problem_document(error, page_language(request))
        context["faults"] = error.faults if isinstance(error, InvalidRequest) else ()
        status = status_of(type(error))
        return _form_page(request, doors, caller, profile_id, form, context, status=status)
    return RedirectResponse(f"/personnes/{profile_id}/projet", status_code=303)


def do_sign(
    request: Request,
    doors: DoorsHere,
    caller: Writer,
    profile_id: UUID,
    version: Annotated[int, Form(ge=1, le=100_000)],
    partie: Annotated[PlanParty, Form()],
    jour: Annotated[date, Form()],
) -> Response:
    """Note that one of the parties signed; what cannot be noted is said on the page."""
    try:
        sign_plan(
            doors.storage,
            caller=caller,
            now=doors.now(),
            profile_id=str(profile_id),
            version=version,
            party=partie,
            signed_on=jour,
        )
    except (Conflict, InvalidInput) as error:
        kept = {
            "problem": problem_document(error, page_language(request)),
            "wanted_party": partie,
            "wanted_day": jour,
        }
        status = status_of(type(error))
        return _plan_page(request, doors, caller, profile_id, version, kept, status=status)
    onward = f"/personnes/{profile_id}/projet?version={version}#signatures"
    return RedirectResponse(onward, status_code=303)


def print_plan(
    request: Request,
    doors: DoorsHere,
    caller: Reader,
    profile_id: UUID,
    paper: Paper,
    version: VersionAsked = None,
    langue: Language | None = None,
) -> Response:
    """The sheet to be signed, in the language asked for, else in the reader's."""
    sheet = plan_sheet(
        doors.storage,
        caller=caller,
        profile_id=str(profile_id),
        version=version,
        language=langue or page_language(request),
    )
    name = f"{reference_of(str(profile_id))}-{sheet.language.value}"
    return paper_response(sheet, paper, name)


def _plan_page(
    request: Request,
    doors: Doors,
    caller: Caller,
    profile_id: UUID,
    version: int | None,
    kept: dict[str, Any],
    *,
    status: int = 200,
) -> Response:
    whole = read_whole(doors.storage, caller=caller, profile_id=str(profile_id), version=version)
    language = page_language(request)
    context = {
        "record": whole,
        "shown": whole.shown,
        "versions": tuple(reversed(whole.versions)),
        "today": doors.now().date(),
        "change_said": lambda change: change_line(change, language),
        "papers": [Paper.PDF, Paper.XLSX],
        "parties": list(PlanParty),
        "may_write": can(caller, Action.WRITE_PROFILES),
        "own_id": caller.id,
        "problem": None,
        "wanted_party": None,
        "wanted_day": doors.now().date(),
    }
    about = _about(doors, caller, profile_id)
    context = context | about | counsel_words(request) | kept
    return page(request, "projet.html", context, status=status)


def _conflict_page(
    request: Request,
    doors: Doors,
    caller: Caller,
    profile_id: UUID,
    form: PlanForm,
    error: RecordChanged,
) -> Response:
    """Both plans: the one in force, and what was typed, which is kept beside it."""
    whole = read_whole(doors.storage, caller=caller, profile_id=str(profile_id))
    mine = form.plan()
    again = form_of_plan(mine, whole.in_force_version)
    language = page_language(request)
    context = {
        "record": whole,
        "conflict": {
            "kept_as": error.params["kept_as"],
            "in_force": whole.in_force_version,
            "differences": [change_line(one, language) for one in differences(whole, mine)],
            "comments": _comments(whole, mine),
        },
        "problem": problem_document(error, language),
    }
    status = status_of(type(error))
    return _form_page(request, doors, caller, profile_id, again, context, status=status)


def _comments(whole: PlanRead, mine: LifePlan) -> tuple[str, str] | None:
    """The person's words in both plans; None when they are the same."""
    current = whole.in_force
    theirs = "" if current is None else current.version.plan.comment
    return None if theirs == mine.comment else (theirs, mine.comment)


def _form_page(
    request: Request,
    doors: Doors,
    caller: Caller,
    profile_id: UUID,
    form: PlanForm,
    given: dict[str, Any],
    *,
    status: int = 200,
) -> Response:
    language = page_language(request)
    faults = given.pop("faults", ())
    said = {one.parameter: fault_text(one.code, one.params, language) for one in faults}
    context = {
        "form": form,
        "tracks": list(PlanTrack),
        "sources": list(FundingSource),
        "states": list(StepState),
        "parties": list(PlanParty),
        "faults": said,
        "fault_lines": [(one, _place_name(one, language), said[one]) for one in said],
        "problem": None,
        "conflict": None,
        "is_drafted": False,
    }
    about = _about(doors, caller, profile_id)
    context = context | about | counsel_words(request) | given
    return page(request, "projet_ecrire.html", context, status=status)


def _place_name(place: str, language: Language) -> str:
    """The field of a fault, with the number of its line in a list."""
    name, _, at = place.partition("-")
    label = NAMES[name].text(language)
    return f"{label} {int(at) + 1}" if at else label


def _about(doors: Doors, caller: Caller, profile_id: UUID) -> dict[str, Any]:
    people = people_named(doors.storage, caller=caller, profile_ids=[str(profile_id)])
    return {"profile_id": str(profile_id), "person": people[str(profile_id)]}
