"""Advice about one person, and a group shared out among mentors."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from matching.vocabulary import OpportunityKind
from service.actions.advising import ask_next, gaps, tracks
from service.actions.mentoring import share_out
from service.api.doors import PREFIX, Asks, DoorsHere, LanguageHere
from service.api.guard import GuardedRoute
from service.api.shapes_advice import GapsOut, NextQuestionOut
from service.api.shapes_common import Day
from service.api.shapes_mentors import MentorQuestionIn, MentorsOut, TracksIn, TracksOut
from service.security import Action, Caller


class ComputedRoute(GuardedRoute):
    """A question that only looks long: asked again it is computed again.

    Nothing is kept under its key, so that no text about a person outlives the person's erasure.
    """

    is_done_once: ClassVar[bool] = False


Maker = Annotated[Caller, Depends(Asks(Action.MAKE_SHORTLISTS))]


class Track(StrEnum):
    """The kinds of opportunities that people prepare for."""

    OPENING = "opening"
    ACTIVITY = "activity"

    @property
    def kind(self) -> OpportunityKind:
        """The same word among all kinds."""
        return OpportunityKind(self.value)


TrackAsked = Annotated[Track, Query(alias="kind", description="What the person prepares for.")]


def advice_router() -> APIRouter:
    """The routes of advice."""
    router = APIRouter(prefix=PREFIX, route_class=ComputedRoute, tags=["advice"])
    router.add_api_route(
        "/profiles/{profile_id}/gaps",
        read_gaps,
        methods=["GET"],
        summary="Ask what is missing and which training closes it",
        description="Each step and each training with a seat left is put into the profile and the"
        " flow is run again: ranks and counts are those of the shortlist made afterwards.",
        operation_id="read-gaps",
    )
    router.add_api_route(
        "/profiles/{profile_id}/ask-next",
        read_next_question,
        methods=["GET"],
        summary="Ask which question to ask next",
        description="The open question whose plausible answers would most change the first five"
        " lines; that nothing would change is an answer.",
        operation_id="read-next-question",
    )
    router.add_api_route(
        "/profiles/{profile_id}/side-by-side",
        propose_tracks,
        methods=["POST"],
        summary="Put employment and self-employment side by side",
        description="Two shortlists from one release and one version of the profile, kept as shown,"
        " and the terms that mean the same on both sides. There is no total over both. A"
        " repeated request is answered anew.",
        operation_id="create-side-by-side",
    )
    router.add_api_route(
        "/mentor-assignments",
        propose_mentors,
        methods=["POST"],
        summary="Share a group out among mentors",
        description="As many people as possible, then the best total fit, within the places of each"
        " mentor. Nothing is kept: a person notes as an answer what is decided. A repeated request"
        " is answered anew.",
        operation_id="create-mentor-assignment",
    )
    return router


def read_gaps(
    doors: DoorsHere,
    caller: Maker,
    language: LanguageHere,
    profile_id: UUID,
    kind: TrackAsked = Track.OPENING,
    start_before: Annotated[
        Day | None, Query(description="Leave out trainings that start on this day or later.")
    ] = None,
) -> GapsOut:
    """Say what is missing, and what closes it."""
    shown = gaps(
        doors.runtime,
        doors.storage,
        caller=caller,
        now=doors.now(),
        profile_id=str(profile_id),
        kind=kind.kind,
        start_before=start_before,
    )
    return GapsOut.of(shown, language)


def read_next_question(
    doors: DoorsHere,
    caller: Maker,
    language: LanguageHere,
    profile_id: UUID,
    kind: TrackAsked = Track.OPENING,
) -> NextQuestionOut:
    """Say what to ask next."""
    shown = ask_next(
        doors.runtime,
        doors.storage,
        caller=caller,
        now=doors.now(),
        profile_id=str(profile_id),
        kind=kind.kind,
    )
    return NextQuestionOut.of(shown.answer, shown.opportunities, language)


def propose_tracks(
    doors: DoorsHere,
    caller: Maker,
    language: LanguageHere,
    profile_id: UUID,
    body: TracksIn,
) -> TracksOut:
    """Put jobs and activities side by side."""
    shown = tracks(
        doors.runtime,
        doors.storage,
        caller=caller,
        now=doors.now(),
        profile_id=str(profile_id),
        limit=body.limit or doors.settings.shortlist_limit,
    )
    return TracksOut.of(shown, language)


def propose_mentors(
    doors: DoorsHere, caller: Maker, language: LanguageHere, body: MentorQuestionIn
) -> MentorsOut:
    """Share a group out among mentors."""
    shown = share_out(
        doors.runtime, doors.storage, caller=caller, now=doors.now(), group=body.group()
    )
    return MentorsOut.of(shown, language)
