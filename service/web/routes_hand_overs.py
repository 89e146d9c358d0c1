"""Pages of what leaves: the list that a company receives, the equipment that people sign for."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from service.actions.assigning.hand_overs import items_of_plan
from service.actions.company_lists import (
    Candidacies,
    Pair,
    candidacies,
    company_list,
    note_handed_over,
)
from service.actions.hand_overs import hand_over_document
from service.doors import Doors, doors_of
from service.printing.documents import cell_text, is_number
from service.printing.papers import Paper
from service.security import Action, Caller
from service.web.languages import DIRECTIONS, OWN_NAMES, page_language
from service.web.papers import paper_response
from service.web.rendering import page
from service.web.routes_cohorts import COHORTS
from service.web.routes_offers import COMPANIES
from service.web.showing import words
from service.web.signing import PageRoute, Sees
from service.wording import Language

DoorsHere = Annotated[Doors, Depends(doors_of)]
Proposer = Annotated[Caller, Depends(Sees(Action.GIVE_FEEDBACK))]
Maker = Annotated[Caller, Depends(Sees(Action.MAKE_SHORTLISTS))]
_PAIR: Final = r"^[0-9a-f-]{36}:[0-9a-f-]{36}$"
_MOST: Final = 200
PairsAsked = Annotated[list[Annotated[str, Query(pattern=_PAIR)]], Query(max_length=_MOST)]
PairsSent = Annotated[list[Annotated[str, Form(pattern=_PAIR)]], Form(max_length=_MOST)]
_LIST: Final = COMPANIES + "/{company_id}/profils"


def hand_overs_router() -> APIRouter:
    """The pages of what leaves."""
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    router.add_api_route(_LIST, choose_profiles, methods=["GET"])
    router.add_api_route(_LIST, do_note, methods=["POST"])
    router.add_api_route(_LIST + "/apercu", preview_list, methods=["GET"])
    router.add_api_route(_LIST + "/profils.{paper}", print_list, methods=["GET"])
    router.add_api_route(COHORTS + "/{kits_id}/materiel.{paper}", print_equipment, methods=["GET"])
    return router


def choose_profiles(
    request: Request,
    doors: DoorsHere,
    caller: Proposer,
    company_id: UUID,
    repartition: UUID | None = None,
    remis: Annotated[int | None, Query(ge=0, le=_MOST)] = None,
) -> Response:
    """Who may be put on the list of a company; whoever agreed is ticked."""
    found = candidacies(
        doors.storage, caller=caller, company_id=str(company_id), assignment_id=repartition
    )
    return _choice_page(request, found, repartition, {"noted": remis})


def preview_list(
    request: Request,
    doors: DoorsHere,
    caller: Proposer,
    company_id: UUID,
    paire: PairsAsked = [],  # noqa: B006 - FastAPI copies it
    repartition: UUID | None = None,
    langue: Language | None = None,
) -> Response:
    """Exactly what the company will read, before it leaves."""
    every = candidacies(
        doors.storage, caller=caller, company_id=str(company_id), assignment_id=repartition
    )
    if not paire:
        return _choice_page(request, every, repartition, {"nobody": True}, status=422)
    found = every.chosen(_pairs(paire))
    language = langue or page_language(request)
    asked = [("paire", one) for one in paire] + [("langue", language.value)]
    if repartition is not None:
        asked.append(("repartition", str(repartition)))
    context = {
        "found": found,
        "document": company_list(found, language, doors.now().date()),
        "document_direction": DIRECTIONS[language],
        "written": lambda cell: cell_text(cell, language),
        "is_number": is_number,
        "address": f"{COMPANIES}/{company_id}/profils",
        "query": urlencode(asked),
        "pairs": paire,
        "repartition": repartition,
        "left_out": sum(one.left_out for one in found.lines),
    }
    return page(request, "profils_apercu.html", context | words(request))


def print_list(
    doors: DoorsHere,
    caller: Proposer,
    company_id: UUID,
    paper: Paper,
    paire: PairsAsked,
    langue: Language = Language.FRENCH,
    repartition: UUID | None = None,
) -> Response:
    """The list as a file. Its name says nothing about anybody."""
    found = candidacies(
        doors.storage, caller=caller, company_id=str(company_id), assignment_id=repartition
    ).chosen(_pairs(paire))
    document = company_list(found, langue, doors.now().date())
    return paper_response(document, paper, f"profils-{langue.value}")


def do_note(
    doors: DoorsHere,
    caller: Proposer,
    company_id: UUID,
    paire: PairsSent,
    repartition: Annotated[UUID | None, Form()] = None,
) -> Response:
    """Note that the company received the list."""
    found = candidacies(
        doors.storage, caller=caller, company_id=str(company_id), assignment_id=repartition
    ).chosen(_pairs(paire))
    count = note_handed_over(
        doors.runtime, doors.storage, caller=caller, now=doors.now(), found=found
    )
    return RedirectResponse(f"{COMPANIES}/{company_id}/profils?remis={count}", status_code=303)


def print_equipment(
    request: Request,
    doors: DoorsHere,
    caller: Maker,
    kits_id: UUID,
    paper: Paper,
    jour: date | None = None,
    recus: bool = True,
) -> Response:
    """The equipment that a plan gives: the list that is signed, the register, the receipts."""
    items = items_of_plan(
        doors.storage,
        caller=caller,
        assignment_id=kits_id,
        handed_on=jour or doors.now().date(),
    )
    language = page_language(request)
    document = hand_over_document(items, language, with_receipts=recus)
    return paper_response(document, paper, f"remise-{language.value}")


def _choice_page(
    request: Request,
    found: Candidacies,
    repartition: UUID | None,
    more: dict[str, Any],
    *,
    status: int = 200,
) -> Response:
    context = {
        "found": found,
        "address": f"{COMPANIES}/{found.company.id}/profils",
        "repartition": repartition,
        "documents": {one: OWN_NAMES[one] for one in Language},
        "nobody": False,
        "noted": None,
    }
    return page(request, "profils.html", context | words(request) | more, status=status)


def _pairs(written: Sequence[str]) -> list[Pair]:
    return [Pair(*one.split(":")) for one in written]
