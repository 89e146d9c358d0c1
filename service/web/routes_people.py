"""Pages about one person: what is known, what is proposed, what was answered."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from matching.errors import AmbiguousPlace, Conflict, UnknownPlace
from matching.geography import Region
from matching.outcomes import Standing, standing_after
from matching.vocabulary import Answer, DeclineReason, MissingField, OutcomeKind
from service.actions.acquaintance import Acquaintance, acquaintance
from service.actions.answers import (
    DateInFuture,
    Happened,
    OutcomeNotForKind,
    Said,
    give_feedback,
    note_outcome,
    outcomes_of,
)
from service.actions.browsing import (
    ASKED_FACTS,
    PeopleFilter,
    Window,
    find_person,
    people_sheet,
)
from service.actions.records import find_opportunity
from service.doors import Doors, doors_of
from service.problems import problem_document, status_of
from service.security import Action, Caller, can
from service.web.languages import page_language
from service.web.narrowing import Blank, RegionCode, SheetNumber, wants_region
from service.web.rendering import page
from service.web.showing import words
from service.web.signing import PageRoute, Sees, safe_path

DoorsHere = Annotated[Doors, Depends(doors_of)]
Reader = Annotated[Caller, Depends(Sees(Action.READ_PROFILES))]
Answerer = Annotated[Caller, Depends(Sees(Action.GIVE_FEEDBACK))]

PEOPLE: Final = "/personnes"
_TownName = Annotated[str, Query(max_length=120)]
SAID: Final = (
    Answer.PROPOSED,
    Answer.ACCEPTED,
    Answer.DECLINED_BY_PERSON,
    Answer.DECLINED_BY_COMPANY,
    Answer.NOT_SUITABLE,
    Answer.LEGAL_AGE_CONFIRMED,
    Answer.LEGAL_AGE_NOT_MET,
)
"""What can be answered on a page; a withdrawal has a button of its own."""
DECLINES: Final = (Answer.DECLINED_BY_PERSON, Answer.DECLINED_BY_COMPANY, Answer.NOT_SUITABLE)


def people_router() -> APIRouter:
    """The pages about people."""
    router = APIRouter(prefix=PEOPLE, route_class=PageRoute, include_in_schema=False)
    router.add_api_route("", list_people, methods=["GET"])
    router.add_api_route("/{profile_id}", show_person, methods=["GET"])
    router.add_api_route("/{profile_id}/reponses/{opportunity_id}", show_answer, methods=["GET"])
    router.add_api_route("/{profile_id}/reponses/{opportunity_id}", do_answer, methods=["POST"])
    router.add_api_route("/{profile_id}/suites/{opportunity_id}", do_note, methods=["POST"])
    return router


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """Whom the form of the list asked for, as it was written and as it was understood."""

    people: PeopleFilter
    town: str
    """As written."""
    problem: dict[str, Any] | None
    """Why the town was not understood, for the reader."""
    suggestions: tuple[str, ...]
    query: str
    """The same as the part of an address after the question mark."""


def _wanted(
    request: Request,
    doors: DoorsHere,
    dispo: Annotated[Window | None, Blank, Query()] = None,
    region: RegionCode = None,
    commune: _TownName = "",
    manque: Annotated[MissingField | None, Blank, Query()] = None,
    sans: Annotated[bool, Query()] = False,
) -> _Wanted:
    """A dependency: a town that nobody knows narrows nothing, and is said."""
    written, code, problem, suggestions = commune.strip(), None, None, ()
    if written:
        try:
            code = doors.gazetteer().resolve(written).code
        except (UnknownPlace, AmbiguousPlace) as error:
            problem = problem_document(error, page_language(request))
            suggestions = tuple(getattr(error, "suggestions", ()))
    fields = {
        "dispo": dispo or "",
        "region": region or "",
        "commune": written,
        "manque": manque or "",
        "sans": "1" if sans else "",
    }
    return _Wanted(
        people=PeopleFilter(
            window=dispo, region=region, town=code, without_proposal=sans, missing=manque
        ),
        town=written,
        problem=problem,
        suggestions=suggestions,
        query=urlencode({name: value for name, value in fields.items() if value}),
    )


def list_people(
    request: Request,
    doors: DoorsHere,
    caller: Reader,
    only: Annotated[_Wanted, Depends(_wanted)],
    cherche: Annotated[str, Query(max_length=200)] = "",
    feuille: SheetNumber = 1,
) -> Response:
    """People of the territory, narrowed; a reference leads straight to its person."""
    found = find_person(doors.storage, caller=caller, reference=cherche)
    if found is not None:
        return RedirectResponse(f"{PEOPLE}/{found}", status_code=303)
    today = doors.now().date()
    sheet = people_sheet(
        doors.storage, caller=caller, today=today, number=feuille, only=only.people
    )
    context = {
        "sheet": sheet,
        "today": today,
        "sought": cherche.strip(),
        "only": only,
        "windows": list(Window),
        "facts": ASKED_FACTS,
        "regions": _regions(doors, caller),
        "address": f"{PEOPLE}?{only.query}" if only.query else PEOPLE,
        "may_answer": can(caller, Action.GIVE_FEEDBACK),
        "standing": Standing,
    }
    template = "_personnes.html" if wants_region(request) else "personnes.html"
    return page(request, template, context | words(request))


def show_person(request: Request, doors: DoorsHere, caller: Reader, profile_id: UUID) -> Response:
    """What is known of a person, and what is missing."""
    known = acquaintance(doors.storage, caller=caller, profile_id=str(profile_id))
    context = about(known, caller) | {"today": doors.now().date()}
    return page(request, "personne.html", context | words(request))


def show_answer(
    request: Request, doors: DoorsHere, caller: Answerer, profile_id: UUID, opportunity_id: UUID
) -> Response:
    """What was answered about one proposal, and the form for another answer."""
    known = acquaintance(doors.storage, caller=caller, profile_id=str(profile_id))
    return _answer_page(request, doors, caller, known, str(opportunity_id), {})


def do_answer(
    request: Request,
    doors: DoorsHere,
    caller: Answerer,
    profile_id: UUID,
    opportunity_id: UUID,
    reponse: Annotated[Answer, Form()],
    motif: Annotated[DeclineReason | None, Form()] = None,
    selection: Annotated[UUID | None, Form()] = None,
    retour: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Note an answer; what a colleague answered before is shown, and this one kept on the page."""
    known = acquaintance(doors.storage, caller=caller, profile_id=str(profile_id))
    opportunity = find_opportunity(doors.storage, caller=caller, opportunity_id=str(opportunity_id))
    said = Said(
        profile_id=str(profile_id),
        opportunity_id=opportunity.id,
        answer=reponse,
        reason=motif if reponse in DECLINES else None,
        shortlist_id=selection,
    )
    try:
        give_feedback(doors.runtime, doors.storage, caller=caller, now=doors.now(), said=said)
    except Conflict as error:
        kept = {
            "problem": problem_document(error, page_language(request)),
            "wanted": reponse,
            "wanted_reason": said.reason,
        }
        known = acquaintance(doors.storage, caller=caller, profile_id=str(profile_id))
        status = status_of(type(error))
        return _answer_page(request, doors, caller, known, opportunity.id, kept, status=status)
    here = f"{PEOPLE}/{profile_id}/selection?"
    onward = retour if retour.startswith(here) else f"{here}genre={opportunity.kind}"
    return RedirectResponse(f"{safe_path(onward)}#en-cours", status_code=303)


def do_note(
    request: Request,
    doors: DoorsHere,
    caller: Annotated[Caller, Depends(Sees(Action.NOTE_OUTCOMES))],
    profile_id: UUID,
    opportunity_id: UUID,
    suite: Annotated[OutcomeKind, Form()],
    jour: Annotated[date, Form()],
) -> Response:
    """Note what happened; what cannot be noted is said, and kept on the page."""
    known = acquaintance(doors.storage, caller=caller, profile_id=str(profile_id))
    happened = Happened(
        profile_id=str(profile_id),
        opportunity_id=str(opportunity_id),
        kind=suite,
        happened_on=jour,
    )
    try:
        note_outcome(
            doors.runtime, doors.storage, caller=caller, now=doors.now(), happened=happened
        )
    except (Conflict, DateInFuture, OutcomeNotForKind) as error:
        kept = {
            "problem": problem_document(error, page_language(request)),
            "wanted_outcome": suite,
            "wanted_day": jour,
        }
        status = status_of(type(error))
        return _answer_page(request, doors, caller, known, str(opportunity_id), kept, status=status)
    onward = f"{PEOPLE}/{profile_id}/reponses/{opportunity_id}"
    return RedirectResponse(onward, status_code=303)


def _answer_page(
    request: Request,
    doors: Doors,
    caller: Caller,
    known: Acquaintance,
    opportunity_id: str,
    kept: dict[str, Any],
    *,
    status: int = 200,
) -> Response:
    opportunity = find_opportunity(doors.storage, caller=caller, opportunity_id=opportunity_id)
    context = about(known, caller) | {
        "opportunity": opportunity,
        "outcomes": outcomes_of(opportunity.kind),
        "wanted_outcome": None,
        "wanted_day": doors.now().date(),
        "standing": next(
            (one for one in known.in_force() if one.opportunity_id == opportunity_id), None
        ),
        "events": known.with_opportunity(opportunity_id),
        "answers": SAID,
        "reasons": list(DeclineReason),
        "problem": None,
        "wanted": None,
        "wanted_reason": None,
    }
    return page(request, "reponse.html", context | words(request) | kept, status=status)


def _regions(doors: Doors, caller: Caller) -> list[Region]:
    """Regions of the caller's territory."""
    mine = caller.territory
    return [one for one in doors.gazetteer().regions if mine is None or one.code in mine]


def about(known: Acquaintance, caller: Caller) -> dict[str, Any]:
    """What every page about one person shows."""
    return {
        "known": known,
        "person": known.somebody,
        "profile": known.somebody.profile,
        "in_force": known.in_force(),
        "own_id": caller.id,
        "may_answer": can(caller, Action.GIVE_FEEDBACK),
        "may_propose": can(caller, Action.MAKE_SHORTLISTS),
        "is_declined": lambda one: standing_after(one.event) is Standing.DECLINED,
    }
