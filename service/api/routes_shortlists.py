"""Who fits what, and why not."""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Response

from matching.records import Profile
from service.actions.cleaning import Removal, cleaned
from service.actions.records import find_opportunity
from service.actions.shortlisting import (
    Shown,
    find_shown,
    make_people_shortlist,
    make_shortlist,
    why_not,
)
from service.api.doors import PREFIX, Asks, DoorsHere, LanguageHere, ReplayedId
from service.api.guard import GuardedRoute, reread_when_repeated
from service.api.places import PlaceReader
from service.api.shapes_common import codes, removed_shapes
from service.api.shapes_profiles import ProfileIn
from service.api.shapes_shortlists import (
    PeopleIn,
    ProposalOut,
    ShortlistIn,
    ShortlistOut,
    WhyNotOut,
)
from service.doors import Doors
from service.security import Action, Caller
from service.wording import Language

Maker = Annotated[Caller, Depends(Asks(Action.MAKE_SHORTLISTS))]


def shortlists_router() -> APIRouter:
    """The routes of questions to the engine."""
    router = APIRouter(prefix=PREFIX, route_class=GuardedRoute, tags=["shortlists"])
    router.add_api_route(
        "/shortlists",
        propose,
        methods=["POST"],
        dependencies=[Depends(reread_when_repeated)],
        status_code=201,
        summary="Propose opportunities to a person",
        description="A stored person, or one described in the body. The shortlist is kept as shown."
        " An empty one is an answer: `cause` and `excluded` say why.",
        operation_id="create-shortlist",
    )
    router.add_api_route(
        "/shortlists/people",
        propose_people,
        methods=["POST"],
        dependencies=[Depends(reread_when_repeated)],
        status_code=201,
        summary="Propose people for an opening",
        description="The people of your territory whom it fits, by the same score.",
        operation_id="create-people-shortlist",
    )
    router.add_api_route(
        "/shortlists/{shortlist_id}",
        read_shortlist,
        methods=["GET"],
        summary="Read a shortlist again",
        description="As it was shown, even when records have changed since.",
        operation_id="read-shortlist",
    )
    router.add_api_route(
        "/profiles/{profile_id}/why-not/{opportunity_id}",
        explain,
        methods=["GET"],
        summary="Ask why an opportunity is not proposed",
        description="Every reason that keeps it out, and the line it would be otherwise.",
        operation_id="read-why-not",
    )
    return router


def propose(
    doors: DoorsHere,
    caller: Maker,
    language: LanguageHere,
    replayed: ReplayedId,
    response: Response,
    body: ShortlistIn,
) -> ShortlistOut:
    """Make a shortlist, or read the one that this request made before."""
    profile, removed = _inline_profile(doors, body.profile)
    places = PlaceReader(doors.gazetteer())
    filters = body.filters.filters(places)
    places.check()
    if replayed is not None:
        shown = find_shown(doors.storage, replayed, caller)
    else:
        shown = make_shortlist(
            doors.runtime,
            doors.storage,
            caller=caller,
            now=doors.now(),
            kind=body.kind,
            limit=body.limit or doors.settings.shortlist_limit,
            filters=filters,
            profile_id=None if body.profile_id is None else str(body.profile_id),
            profile=profile,
        )
    return _created(shown, removed, language, response)


def propose_people(
    doors: DoorsHere,
    caller: Maker,
    language: LanguageHere,
    replayed: ReplayedId,
    response: Response,
    body: PeopleIn,
) -> ShortlistOut:
    """Make a shortlist of people, or read the one that this request made before."""
    if replayed is not None:
        shown = find_shown(doors.storage, replayed, caller)
    else:
        shown = make_people_shortlist(
            doors.runtime,
            doors.storage,
            caller=caller,
            now=doors.now(),
            opening_id=str(body.opening_id),
            limit=body.limit or doors.settings.shortlist_limit,
        )
    return _created(shown, (), language, response)


def read_shortlist(
    doors: DoorsHere, caller: Maker, language: LanguageHere, shortlist_id: UUID
) -> ShortlistOut:
    """Read a shortlist as it was shown."""
    return _shortlist(find_shown(doors.storage, shortlist_id, caller), (), language)


def explain(
    doors: DoorsHere,
    caller: Maker,
    language: LanguageHere,
    profile_id: UUID,
    opportunity_id: UUID,
) -> WhyNotOut:
    """Say why an opportunity is not proposed, or what line it would be."""
    answer = why_not(
        doors.runtime,
        doors.storage,
        caller=caller,
        now=doors.now(),
        profile_id=str(profile_id),
        opportunity_id=str(opportunity_id),
    )
    proposal = answer.proposal
    opportunity = find_opportunity(
        doors.storage, caller=caller, opportunity_id=answer.opportunity_id
    )
    return WhyNotOut(
        profile_id=answer.profile_id,
        opportunity_id=answer.opportunity_id,
        release_id=answer.release_id,
        refusals=codes(answer.refusals, language),
        proposal=None
        if proposal is None
        else ProposalOut.of(proposal, opportunity.title, opportunity.provider_name, language),
    )


def _inline_profile(
    doors: Doors, body: ProfileIn | None
) -> tuple[Profile | None, tuple[Removal, ...]]:
    if body is None:
        return None, ()
    places = PlaceReader(doors.gazetteer(), root="/profile")
    profile = body.record(str(uuid4()), places)
    places.check()
    clean, removed = cleaned(profile)
    return (clean if isinstance(clean, Profile) else None), removed


def _created(
    shown: Shown, removed: tuple[Removal, ...], language: Language, response: Response
) -> ShortlistOut:
    response.headers["Location"] = f"{PREFIX}/shortlists/{shown.id}"
    return _shortlist(shown, removed, language)


def _shortlist(shown: Shown, removed: tuple[Removal, ...], language: Language) -> ShortlistOut:
    return ShortlistOut.of(
        shown.shortlist,
        shortlist_id=shown.id,
        made_at=shown.made_at,
        records_behind=shown.records_behind,
        titles=shown.titles,
        providers=shown.providers,
        removed=removed_shapes(removed, language),
        language=language,
    )
