"""Pages about activities: what they cost, where they are asked for, what they need."""

from decimal import Decimal
from typing import Annotated, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from matching.geography import Gazetteer
from service.actions.activities import (
    ActivityFilters,
    ActivityOrder,
    activities_sheet,
    activity_shown,
)
from service.actions.spoken import sector_codes
from service.doors import Doors, doors_of
from service.intake.cells import InvalidCell, check_within, number_of
from service.security import Action, Caller
from service.web.counsel import counsel_words
from service.web.languages import page_language
from service.web.region_map import region_map
from service.web.rendering import page
from service.web.signing import PageRoute, Sees
from service.wording import Language, fault_text

DoorsHere = Annotated[Doors, Depends(doors_of)]
Maker = Annotated[Caller, Depends(Sees(Action.MAKE_SHORTLISTS))]
Word = Annotated[str, Query(max_length=60)]

ACTIVITIES: Final = "/activites"
_MOST_MAD: Final = 100_000_000


def activities_router() -> APIRouter:
    """The pages about activities."""
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    router.add_api_route(ACTIVITIES, list_activities, methods=["GET"])
    router.add_api_route(ACTIVITIES + "/{activity_id}", show_activity, methods=["GET"])
    return router


def list_activities(
    request: Request,
    doors: DoorsHere,
    caller: Maker,
    secteur: Word = "",
    region: Word | None = None,
    apport: Word = "",
    reste: Word = "",
    tri: ActivityOrder = ActivityOrder.TITLE,
    feuille: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """Activities, narrowed and sorted as asked; an amount that cannot be read is said."""
    language = page_language(request)
    own, own_fault = _dirhams(apport, language)
    most, most_fault = _dirhams(reste, language)
    codes = [one.code for one in Gazetteer.load().regions]
    where = _own_region(caller) if region is None else region
    filters = ActivityFilters(
        sector=secteur if secteur in sector_codes() else None,
        region=where if where in codes else None,
        own_money_mad=own or Decimal(0),
        most_left_mad=most,
        order=tri,
    )
    today = doors.now().date()
    sheet = activities_sheet(
        doors.storage, caller=caller, today=today, filters=filters, number=feuille
    )
    given = {"secteur": secteur, "region": where, "apport": apport, "reste": reste, "tri": tri}
    context = {
        "sheet": sheet,
        "filters": filters,
        "given": given,
        "faults": {"apport": own_fault, "reste": most_fault},
        "sectors": sector_codes(),
        "regions": codes,
        "orders": list(ActivityOrder),
        "address": ACTIVITIES,
        "asked": urlencode(given),
    }
    return page(request, "activites.html", context | counsel_words(request))


def show_activity(request: Request, doors: DoorsHere, caller: Maker, activity_id: UUID) -> Response:
    """An activity: its kit and its cost, the regions on a map, what it asks for."""
    shown = activity_shown(
        doors.runtime,
        doors.storage,
        caller=caller,
        today=doors.now().date(),
        activity_id=str(activity_id),
    )
    language = page_language(request)
    context = {"shown": shown, "map": region_map(shown.regions, language)}
    return page(request, "activite.html", context | counsel_words(request))


def _own_region(caller: Caller) -> str:
    """The region of somebody who has only one; "" for the others."""
    regions = caller.territory or frozenset()
    return next(iter(regions)) if len(regions) == 1 else ""


def _dirhams(written: str, language: Language) -> tuple[Decimal | None, str]:
    """An amount as people write it, and what is wrong with it, "" when nothing is."""
    try:
        found = number_of(written)
        if found is not None:
            check_within(found, 0, _MOST_MAD)
    except InvalidCell as error:
        return None, fault_text(error.fault, error.details, language)
    return found, ""
