"""Pages of advice about one person: what is missing, and employment beside an activity."""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from matching.ask_next import AnswerEffect
from matching.side_by_side import Compared
from matching.vocabulary import OpportunityKind
from service.actions.activity_lines import local_lines
from service.actions.advising import ask_next, gaps, tracks
from service.actions.browsing import people_named
from service.doors import Doors, doors_of
from service.security import Action, Caller, can
from service.web.counsel import counsel_words
from service.web.languages import page_language
from service.web.rendering import page
from service.web.signing import PageRoute, Sees
from service.wording.advising import BANDS, NOT_KNOWN, answer_text

DoorsHere = Annotated[Doors, Depends(doors_of)]
Maker = Annotated[Caller, Depends(Sees(Action.MAKE_SHORTLISTS))]
_SIDE = 3
"""Lines of each side: what two people can talk through at a table."""


class Track(StrEnum):
    """What a person prepares for, as an address names it."""

    OPENING = "opening"
    ACTIVITY = "activity"

    @property
    def kind(self) -> OpportunityKind:
        """The same word among all kinds."""
        return OpportunityKind(self.value)


def advice_pages_router() -> APIRouter:
    """The pages of advice."""
    router = APIRouter(prefix="/personnes", route_class=PageRoute, include_in_schema=False)
    router.add_api_route("/{profile_id}/cote-a-cote", show_tracks, methods=["GET"])
    router.add_api_route("/{profile_id}/manques", show_gaps, methods=["GET"])
    return router


def show_tracks(request: Request, doors: DoorsHere, caller: Maker, profile_id: UUID) -> Response:
    """Employment beside an activity of one's own; both lists are kept as shown."""
    shown = tracks(
        doors.runtime,
        doors.storage,
        caller=caller,
        now=doors.now(),
        profile_id=str(profile_id),
        limit=_SIDE,
    )
    language = page_language(request)

    def said(value: float | None) -> str:
        if value is None:
            return NOT_KNOWN.text(language)
        return next(message.text(language) for floor, message in BANDS if value >= floor)

    known: list[Compared] = [
        one for one in shown.compared.compared if one.job is not None or one.activity is not None
    ]
    context = {
        "shown": shown,
        "compared": known,
        "band_said": said,
        "local": local_lines(doors.runtime, shown.activities.shortlist),
        "may_answer": can(caller, Action.GIVE_FEEDBACK),
    }
    return _page(request, doors, caller, profile_id, "cote_a_cote.html", context)


def show_gaps(
    request: Request,
    doors: DoorsHere,
    caller: Maker,
    profile_id: UUID,
    genre: Track = Track.OPENING,
) -> Response:
    """What is missing, which training closes it, and what to ask next."""
    asked: dict[str, Any] = {
        "caller": caller,
        "now": doors.now(),
        "profile_id": str(profile_id),
        "kind": genre.kind,
    }
    found = gaps(doors.runtime, doors.storage, start_before=None, **asked)
    question = ask_next(doors.runtime, doors.storage, **asked)
    language = page_language(request)

    def answered(answer: AnswerEffect) -> str:
        text = answer_text(answer, language)
        return text[:1].upper() + text[1:]

    context = {
        "kind": genre.kind,
        "kinds": [one.kind for one in Track],
        "shown": found,
        "found": found.gaps,
        "question": question,
        "worths": [one for one in question.answer.worths if one.change],
        "answered": answered,
    }
    return _page(request, doors, caller, profile_id, "manques.html", context)


def _page(
    request: Request,
    doors: Doors,
    caller: Caller,
    profile_id: UUID,
    template: str,
    context: dict[str, Any],
) -> Response:
    people = people_named(doors.storage, caller=caller, profile_ids=[str(profile_id)])
    about = {"profile_id": str(profile_id), "person": people[str(profile_id)]}
    return page(request, template, context | about | counsel_words(request))
