"""Pages about what is proposed to a person: the list, what was kept out, two of them compared."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from matching.vocabulary import ContractKind, DeclineReason, OpportunityKind, Refusal
from service.actions.acquaintance import acquaintance
from service.actions.activity_lines import local_lines
from service.actions.comparing import compare
from service.actions.kept_out import kept_out_sheet
from service.actions.shortlisting import make_shortlist
from service.actions.spoken import sector_codes
from service.doors import Doors, doors_of
from service.security import Action, Caller
from service.web.counsel import counsel_words
from service.web.narrowing import Blank, Narrowing, SheetNumber, narrowing, wants_region
from service.web.rendering import page
from service.web.routes_people import DECLINES, PEOPLE, about
from service.web.showing import by_count, refusals_by_count, words
from service.web.signing import PageRoute, Sees

DoorsHere = Annotated[Doors, Depends(doors_of)]
Maker = Annotated[Caller, Depends(Sees(Action.MAKE_SHORTLISTS))]
Narrowed = Annotated[Narrowing, Depends(narrowing)]

_TWO: Final = 2


def selection_router() -> APIRouter:
    """The pages about what is proposed to a person."""
    router = APIRouter(prefix=PEOPLE, route_class=PageRoute, include_in_schema=False)
    router.add_api_route("/{profile_id}/selection", show_selection, methods=["GET"])
    router.add_api_route("/{profile_id}/ecartees", show_kept_out, methods=["GET"])
    router.add_api_route("/{profile_id}/comparer", show_comparison, methods=["GET"])
    return router


def show_selection(
    request: Request, doors: DoorsHere, caller: Maker, profile_id: UUID, narrowed: Narrowed
) -> Response:
    """What is proposed to a person, why, and what was kept out; the list is kept as shown."""
    known = acquaintance(doors.storage, caller=caller, profile_id=str(profile_id))
    if not known.somebody.profile.statements:
        return _ask_first(request, profile_id)
    shown = make_shortlist(
        doors.runtime,
        doors.storage,
        caller=caller,
        now=doors.now(),
        kind=narrowed.kind,
        limit=doors.settings.shortlist_limit,
        filters=narrowed.filters,
        profile_id=str(profile_id),
    )
    context = (
        about(known, caller)
        | _narrowed(narrowed, doors)
        | {
            "kinds": list(OpportunityKind),
            "shown": shown,
            "list": shown.shortlist,
            "local": local_lines(doors.runtime, shown.shortlist),
            "refusals": refusals_by_count(shown.shortlist),
            "declines": DECLINES,
            "reasons": list(DeclineReason),
        }
    )
    template = "_selection.html" if wants_region(request) else "selection.html"
    return page(request, template, context | counsel_words(request))


def show_kept_out(
    request: Request,
    doors: DoorsHere,
    caller: Maker,
    profile_id: UUID,
    narrowed: Narrowed,
    motif: Annotated[Refusal | None, Blank, Query()] = None,
    feuille: SheetNumber = 1,
) -> Response:
    """Everything that was kept from a person, each line with all of its reasons."""
    known = acquaintance(doors.storage, caller=caller, profile_id=str(profile_id))
    if not known.somebody.profile.statements:
        return _ask_first(request, profile_id)
    sheet = kept_out_sheet(
        doors.runtime,
        doors.storage,
        caller=caller,
        now=doors.now(),
        profile_id=str(profile_id),
        kind=narrowed.kind,
        filters=narrowed.filters,
        refusal=motif,
        number=feuille,
    )
    here = f"{PEOPLE}/{profile_id}/ecartees"
    context = (
        about(known, caller)
        | _narrowed(narrowed, doors)
        | {
            "sheet": sheet,
            "kept_out": sheet.kept_out,
            "refusals": by_count(sheet.kept_out.excluded),
            "refusal": motif,
            "here": here,
            "address": f"{here}?{narrowed.query(motif=motif or '')}",
        }
    )
    return page(request, "ecartees.html", context | words(request))


def show_comparison(
    request: Request,
    doors: DoorsHere,
    caller: Maker,
    profile_id: UUID,
    a: UUID | None = None,
    b: UUID | None = None,
    offre: Annotated[tuple[UUID, ...], Query(max_length=50)] = (),
) -> Response:
    """Two opportunities side by side; the boxes ticked on a list lead here."""
    if len(offre) == _TWO:
        onward = f"{PEOPLE}/{profile_id}/comparer?a={offre[0]}&b={offre[1]}"
        return RedirectResponse(onward, status_code=303)
    known = acquaintance(doors.storage, caller=caller, profile_id=str(profile_id))
    context = about(known, caller) | words(request) | {"pair": None, "ticked": len(offre)}
    if a is None or b is None:
        return page(request, "comparer.html", context)
    pair = compare(
        doors.runtime,
        doors.storage,
        caller=caller,
        now=doors.now(),
        profile_id=str(profile_id),
        opportunity_ids=(str(a), str(b)),
    )
    context |= {"pair": pair, "kind": pair[0].opportunity.kind}
    return page(request, "comparer.html", context)


def _ask_first(request: Request, profile_id: UUID) -> Response:
    """Lead to the page that says what to ask somebody of whom nothing is known."""
    onward = f"{PEOPLE}/{profile_id}"
    if "hx-request" in request.headers:
        return Response(status_code=204, headers={"HX-Redirect": onward})
    return RedirectResponse(onward, status_code=303)


def _narrowed(narrowed: Narrowing, doors: Doors) -> dict[str, Any]:
    return {
        "kind": narrowed.kind,
        "narrowed": narrowed,
        "contracts": list(ContractKind),
        "sectors": sector_codes(),
        "regions": doors.gazetteer().regions,
    }
