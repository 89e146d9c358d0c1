"""Pages about job openings and the companies that offer them."""

from contextlib import suppress
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from matching.outcomes import Standing
from matching.vocabulary import OpportunityKind, Refusal
from service.actions.browsing import (
    companies_sheet,
    openings_sheet,
    people_named,
    receiving_sheet,
)
from service.actions.kept_out import people_kept_out_sheet
from service.actions.partners import FEWEST_CONTACTS, partner, places_taken
from service.actions.records import find_opportunity
from service.actions.shortlisting import make_people_shortlist
from service.actions.suspending import RecommendationsSuspended
from service.doors import Doors, doors_of
from service.security import Action, Caller, can
from service.web.narrowing import Blank, SheetNumber
from service.web.rendering import page
from service.web.showing import by_count, refusals_by_count, words
from service.web.signing import PageRoute, Sees

DoorsHere = Annotated[Doors, Depends(doors_of)]
Reader = Annotated[Caller, Depends(Sees(Action.READ_OPPORTUNITIES))]
Maker = Annotated[Caller, Depends(Sees(Action.MAKE_SHORTLISTS))]

_SEES_PEOPLE: Final = Sees(Action.READ_PROFILES)
"""Called where a page about something else names people: the trail then says that it did."""
OFFERS: Final = "/offres"
COMPANIES: Final = "/entreprises"


def offers_router() -> APIRouter:
    """The pages about openings and companies."""
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    router.add_api_route(OFFERS, list_offers, methods=["GET"])
    router.add_api_route(OFFERS + "/{opportunity_id}", show_offer, methods=["GET"])
    router.add_api_route(OFFERS + "/{opportunity_id}/ecartees", show_kept_out, methods=["GET"])
    router.add_api_route(COMPANIES, list_companies, methods=["GET"])
    router.add_api_route(COMPANIES + "/{company_id}", show_company, methods=["GET"])
    return router


def list_offers(
    request: Request, doors: DoorsHere, caller: Reader, feuille: SheetNumber = 1
) -> Response:
    """Openings, those that expire first in front."""
    today = doors.now().date()
    sheet = openings_sheet(doors.storage, caller=caller, today=today, number=feuille)
    return page(request, "offres.html", {"sheet": sheet, "address": OFFERS, **words(request)})


def show_offer(
    request: Request, doors: DoorsHere, caller: Reader, opportunity_id: UUID
) -> Response:
    """An offer, and, for an opening, the people of the territory whom it fits."""
    offer = find_opportunity(doors.storage, caller=caller, opportunity_id=str(opportunity_id))
    shown = None
    has_people = offer.kind is OpportunityKind.OPENING
    if has_people and can(caller, Action.MAKE_SHORTLISTS):
        _SEES_PEOPLE(request)
        # The offer itself stays open; the page says why nobody is named for it.
        with suppress(RecommendationsSuspended):
            shown = make_people_shortlist(
                doors.runtime,
                doors.storage,
                caller=caller,
                now=doors.now(),
                opening_id=offer.id,
                limit=doors.settings.shortlist_limit,
            )
    lists = () if shown is None else (shown.shortlist.proposals, shown.shortlist.nearest_excluded)
    ids = {one.profile_id for lines in lists for one in lines}
    context = {
        "offer": offer,
        "taken": places_taken(doors.storage, caller=caller, opportunity_id=offer.id),
        "shown": shown,
        "people": people_named(doors.storage, caller=caller, profile_ids=ids) if shown else {},
        "refusals": refusals_by_count(shown.shortlist) if shown else [],
        "sees_conditions": can(caller, Action.WRITE_OPPORTUNITIES),
        "may_answer": can(caller, Action.GIVE_FEEDBACK),
    }
    return page(request, "offre.html", context | words(request))


def show_kept_out(
    request: Request,
    doors: DoorsHere,
    caller: Maker,
    opportunity_id: UUID,
    motif: Annotated[Refusal | None, Blank, Query()] = None,
    feuille: SheetNumber = 1,
) -> Response:
    """Everybody of the territory who was kept from an opening, each with all of the reasons."""
    sheet = people_kept_out_sheet(
        doors.runtime,
        doors.storage,
        caller=caller,
        now=doors.now(),
        opening_id=str(opportunity_id),
        refusal=motif,
        number=feuille,
    )
    here = f"{OFFERS}/{opportunity_id}/ecartees"
    context = {
        "offer": sheet.opening,
        "sheet": sheet,
        "kept_out": sheet.kept_out,
        "refusals": by_count(sheet.kept_out.excluded),
        "refusal": motif,
        "here": here,
        "address": f"{here}?motif={motif or ''}",
    }
    return page(request, "offre_ecartees.html", context | words(request))


def list_companies(
    request: Request,
    doors: DoorsHere,
    caller: Reader,
    places: bool = False,
    feuille: SheetNumber = 1,
) -> Response:
    """Companies by name, or those that can take people on, most places first."""
    today = doors.now().date()
    if places:
        sheet = receiving_sheet(doors.storage, caller=caller, today=today, number=feuille)
        context = {"sheet": sheet, "address": f"{COMPANIES}?places=1", **words(request)}
        return page(request, "entreprises_places.html", context)
    listed = companies_sheet(doors.storage, caller=caller, number=feuille)
    context = {"sheet": listed, "address": COMPANIES, **words(request)}
    return page(request, "entreprises.html", context)


def show_company(
    request: Request,
    doors: DoorsHere,
    caller: Reader,
    company_id: UUID,
    feuille: SheetNumber = 1,
) -> Response:
    """A company: what it accepts at once, how it answers, what it offers, who was proposed."""
    today = doors.now().date()
    sees_people = can(caller, Action.READ_PROFILES)
    if sees_people:
        _SEES_PEOPLE(request)
    found = partner(
        doors.storage, caller=caller, today=today, company_id=str(company_id), number=feuille
    )
    context = {
        "found": found,
        "address": f"{COMPANIES}/{company_id}",
        "own_id": caller.id,
        "floor": FEWEST_CONTACTS,
        "standings": [one for one in Standing if found.standings.get(one)],
        "sees_people": sees_people,
        "may_answer": can(caller, Action.GIVE_FEEDBACK),
    }
    return page(request, "entreprise.html", context | words(request))
