"""Advice about one person: what is missing, what to ask next, employment beside self-employment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from matching.ask_next import NextQuestion
from matching.ask_next import ask_next as find_next_question
from matching.gaps import find_gaps
from matching.proposals import Filters, Question
from matching.records import Opportunity
from matching.side_by_side import SideBySide, side_by_side
from matching.steps import Gaps
from matching.vocabulary import OpportunityKind
from service.actions.shortlisting import Shown, make_shortlists, stored_asker
from service.actions.suspending import check_can_recommend
from service.runtime import Runtime, Serving
from service.security import Caller
from service.storage import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsShown:
    """What is missing, with the records it names."""

    gaps: Gaps
    opportunities: Mapping[str, Opportunity]
    """By id: those that ask for something, those that move, and the trainings."""
    seats_left: Mapping[str, int]
    """By training; one without a limit has no entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextQuestionShown:
    """What to ask next, with the records it names."""

    answer: NextQuestion
    opportunities: Mapping[str, Opportunity]
    """By id: the first lines now, and after each answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TracksShown:
    """Two shortlists as they were kept, and what may be compared of them."""

    jobs: Shown
    activities: Shown
    compared: SideBySide
    opportunities: Mapping[str, Opportunity]
    """By id: every line of both that is still there."""


def gaps(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    profile_id: str,
    kind: OpportunityKind,
    start_before: date | None,
) -> GapsShown:
    """Say what is missing for a stored person, and which trainings close it.

    Args:
        runtime: Holds the engine in use.
        storage: Where people and their history are.
        caller: Must be allowed to make shortlists where the person lives.
        now: Aware.
        profile_id: A stored person.
        kind: What they look for: openings or activities.
        start_before: Only trainings that start earlier; None for any start.

    Raises:
        MatchingError: not allowed, no such person, nothing stated, or the engine is not ready.
    """
    serving, question = _asked(runtime, storage, caller, now, profile_id, kind)
    found = find_gaps(serving.matcher, question, start_before=start_before)
    effects = [step.effect for step in found.steps] + [one.effect for one in found.courses]
    named = [
        *(one for step in found.steps for one in step.asked_by),
        *(move.opportunity_id for effect in effects for move in effect.moves),
    ]
    sessions = [one for course in found.courses for one in course.sessions]
    trainings = _records(serving, OpportunityKind.TRAINING, sessions)
    taken = serving.matcher.stock.situation.taken
    return GapsShown(
        gaps=found,
        opportunities=_records(serving, kind, named) | trainings,
        seats_left={
            one.id: max(one.places - taken.get(one.id, 0), 0)
            for one in trainings.values()
            if one.places is not None
        },
    )


def ask_next(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    profile_id: str,
    kind: OpportunityKind,
) -> NextQuestionShown:
    """Say which open question about a stored person would most change the first lines.

    Raises:
        MatchingError: not allowed, no such person, nothing stated, or the engine is not ready.
    """
    serving, question = _asked(runtime, storage, caller, now, profile_id, kind)
    found = find_next_question(serving.matcher, question)
    after = [one for worth in found.worths for answer in worth.answers for one in answer.first]
    return NextQuestionShown(
        answer=found, opportunities=_records(serving, kind, [*found.first, *after])
    )


def tracks(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    profile_id: str,
    limit: int,
) -> TracksShown:
    """Propose jobs and activities to a stored person side by side; both shortlists are kept.

    Raises:
        MatchingError: not allowed, no such person, nothing stated, or the engine is not ready.
    """
    jobs, activities = make_shortlists(
        runtime,
        storage,
        caller=caller,
        now=now,
        kinds=(OpportunityKind.OPENING, OpportunityKind.ACTIVITY),
        limit=limit,
        filters=Filters(),
        profile_id=profile_id,
    )
    return TracksShown(
        jobs=jobs,
        activities=activities,
        compared=side_by_side(jobs.shortlist, activities.shortlist),
        opportunities=_still_there(runtime.serving(), jobs, activities),
    )


def _asked(
    runtime: Runtime,
    storage: Storage,
    caller: Caller,
    now: datetime,
    profile_id: str,
    kind: OpportunityKind,
) -> tuple[Serving, Question]:
    serving = runtime.serving()
    with storage.read() as work:
        asker = stored_asker(work, serving, profile_id)
        check_can_recommend(work, caller, [asker.profile])
    question = Question(profile=asker.profile, kind=kind, today=now.date(), history=asker.history)
    return serving, question


def _records(serving: Serving, kind: OpportunityKind, ids: Iterable[str]) -> dict[str, Opportunity]:
    return {one: serving.matcher.opportunity(kind, one) for one in dict.fromkeys(ids)}


def _still_there(serving: Serving, *kept: Shown) -> dict[str, Opportunity]:
    """Records of the lines; one may have gone between the answer and its reading."""
    found: dict[str, Opportunity] = {}
    for shown in kept:
        catalogue = serving.matcher.stock.shelves[shown.shortlist.kind].catalogue
        for line in shown.shortlist.proposals:
            row = catalogue.row_of.get(line.opportunity_id)
            if row is not None:
                found[line.opportunity_id] = catalogue.opportunities[row]
    return found
