"""Noting what people said about a proposal, and what happened next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID, uuid4

from matching.errors import Conflict, InvalidInput
from matching.outcomes import Event, Feedback, Outcome, Standing, standing_after
from matching.records import Opportunity
from matching.vocabulary import (
    Answer,
    DeclineReason,
    Direction,
    OpportunityKind,
    OutcomeKind,
    RecordKind,
)
from service.actions.conventions import sectors_of_openings
from service.actions.records import catch_up, opportunity_of
from service.actions.shortlisting import region_of
from service.runtime import Runtime
from service.security import Action, Caller, check_can
from service.storage import AlreadyAnswered, Storage, Work


class NothingToWithdraw(Conflict):
    """The pair has no answer in force."""

    code = "nothing-to-withdraw"


class NoPlaceLeft(Conflict):
    """Every place of the opportunity is accepted or filled."""

    code = "no-place-left"


class QuotaReached(Conflict):
    """The convention with the company has all its placements of the year."""

    code = "quota-reached"


class AlreadyNoted(Conflict):
    """The same thing already happened to the same pair on the same day."""

    code = "already-noted"


class NotOnShortlist(InvalidInput):
    """The shortlist named was made for somebody, or for something, else."""

    code = "not-on-shortlist"


class DateInFuture(InvalidInput):
    """What happened cannot have happened tomorrow."""

    code = "date-in-future"


class OutcomeNotForKind(InvalidInput):
    """An activity starts and lives; a person is hired for a job."""

    code = "outcome-not-for-kind"


_ALLOWED_FROM: Final[Mapping[Answer, frozenset[Standing]]] = {
    Answer.PROPOSED: frozenset({Standing.OPEN, Standing.DECLINED, Standing.ENDED}),
    Answer.ACCEPTED: frozenset({Standing.OPEN, Standing.PROPOSED, Standing.ENDED}),
    Answer.DECLINED_BY_PERSON: frozenset(
        {Standing.OPEN, Standing.PROPOSED, Standing.ACCEPTED, Standing.ENDED}
    ),
    Answer.DECLINED_BY_COMPANY: frozenset(
        {Standing.OPEN, Standing.PROPOSED, Standing.ACCEPTED, Standing.ENDED}
    ),
    Answer.NOT_SUITABLE: frozenset({Standing.OPEN, Standing.PROPOSED, Standing.ENDED}),
    Answer.WITHDRAWN: frozenset(Standing) - {Standing.OPEN},
}
"""Where a pair may stand for each answer; the answers about a legal age are another question."""

_LEGAL_AGES: Final = frozenset({Answer.LEGAL_AGE_CONFIRMED, Answer.LEGAL_AGE_NOT_MET})
_OF_ACTIVITIES: Final = frozenset(kind for kind in OutcomeKind if kind.value.startswith("activity"))

_Dated = tuple[date, datetime, Event]
"""When it happened, when it was noted, and what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer as it arrives, before it is noted."""

    profile_id: str
    opportunity_id: str
    answer: Answer
    reason: DeclineReason | None = None
    shortlist_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An outcome as it arrives, before it is noted."""

    profile_id: str
    opportunity_id: str
    kind: OutcomeKind
    happened_on: date


def give_feedback(
    runtime: Runtime, storage: Storage, *, caller: Caller, now: datetime, said: Said
) -> Feedback:
    """Note an answer.

    The same answer twice, or one that contradicts the answer in force, is a conflict: whoever wants
    another answer withdraws the former first, so that nobody overwrites a colleague's unseen.

    Raises:
        NotAllowed: not the caller's to say, or not there.
        NotFound: no such person, opportunity or shortlist.
        NotOnShortlist: the shortlist is about somebody or something else.
        AlreadyAnswered, NothingToWithdraw, NoPlaceLeft, QuotaReached: as their names say.
    """
    feedback = Feedback(
        id=uuid4(),
        profile_id=said.profile_id,
        opportunity_id=said.opportunity_id,
        shortlist_id=said.shortlist_id,
        answer=said.answer,
        reason=said.reason,
        given_at=now,
        given_by=caller.id,
    )
    with storage.begin() as work:
        opportunity = _pair(
            work, caller, Action.GIVE_FEEDBACK, said.profile_id, said.opportunity_id
        )
        _check_shortlist(work, said)
        # Adding takes the lock under which answers are counted, so the checks come after it; an
        # error takes the answer back with the whole transaction.
        work.feedback.add(feedback)
        _check_fits(_events_before(work, feedback), feedback)
        if feedback.answer is Answer.ACCEPTED:
            _check_place(work, opportunity)
            _check_quota(work, opportunity, now.astimezone(UTC).date())
    catch_up(runtime)
    return feedback


def note_outcome(
    runtime: Runtime, storage: Storage, *, caller: Caller, now: datetime, happened: Happened
) -> Outcome:
    """Note what happened.

    Raises:
        NotAllowed: not the caller's to note, or not there.
        NotFound: no such person or opportunity.
        DateInFuture, OutcomeNotForKind, AlreadyNoted: as their names say.
    """
    if happened.happened_on > now.astimezone(UTC).date():
        raise DateInFuture
    outcome = Outcome(
        id=uuid4(),
        profile_id=happened.profile_id,
        opportunity_id=happened.opportunity_id,
        kind=happened.kind,
        happened_on=happened.happened_on,
        noted_at=now,
        noted_by=caller.id,
    )
    with storage.begin() as work:
        opportunity = _pair(
            work, caller, Action.NOTE_OUTCOMES, happened.profile_id, happened.opportunity_id
        )
        if (happened.kind in _OF_ACTIVITIES) != (opportunity.kind is OpportunityKind.ACTIVITY):
            raise OutcomeNotForKind(outcome=happened.kind, kind=opportunity.kind)
        work.outcomes.add(outcome)
        _check_is_news(work, outcome)
    catch_up(runtime)
    return outcome


def outcomes_of(kind: OpportunityKind) -> tuple[OutcomeKind, ...]:
    """What can happen with an opportunity of that kind, in the order of the closed list."""
    is_activity = kind is OpportunityKind.ACTIVITY
    return tuple(one for one in OutcomeKind if (one in _OF_ACTIVITIES) is is_activity)


def _pair(
    work: Work, caller: Caller, action: Action, profile_id: str, opportunity_id: str
) -> Opportunity:
    """The opportunity of a pair that exists, and about which the caller may speak."""
    profile = work.records.get(RecordKind.PROFILE, profile_id).profile
    check_can(caller, action, region_of(profile))
    return opportunity_of(work, opportunity_id)


def _check_shortlist(work: Work, said: Said) -> None:
    if said.shortlist_id is None:
        return
    kept = work.shortlists.get(said.shortlist_id)
    to_people = kept.direction == Direction.PEOPLE
    subject_id = said.opportunity_id if to_people else said.profile_id
    if kept.subject_id != subject_id:
        raise NotOnShortlist(shortlist_id=str(said.shortlist_id))


def _events_before(work: Work, feedback: Feedback) -> list[Event]:
    """What was noted about the pair before, in the order of the days on which it happened."""
    answers: list[_Dated] = [
        (one.given_at.astimezone(UTC).date(), one.given_at, one.answer)
        for one in work.feedback.of_profile(feedback.profile_id)
        if one.opportunity_id == feedback.opportunity_id and one.id != feedback.id
    ]
    outcomes: list[_Dated] = [
        (one.happened_on, one.noted_at, one.kind)
        for one in work.outcomes.of_profile(feedback.profile_id)
        if one.opportunity_id == feedback.opportunity_id
    ]
    ordered = sorted([*answers, *outcomes], key=lambda event: event[:2])
    return [event for _, _, event in ordered]


def _check_fits(before: list[Event], feedback: Feedback) -> None:
    """Check that an answer changes something, and contradicts nothing that is in force."""
    allowed_from = _ALLOWED_FROM.get(feedback.answer)
    standings = [found for event in before if (found := standing_after(event)) is not None]
    standing = standings[-1] if standings else Standing.OPEN
    if allowed_from is None:
        ages = [event for event in before if event in _LEGAL_AGES]
        is_repeated = bool(ages) and ages[-1] is feedback.answer
    else:
        is_repeated = standing not in allowed_from
    if is_repeated and feedback.answer is Answer.WITHDRAWN:
        raise NothingToWithdraw(
            profile_id=feedback.profile_id, opportunity_id=feedback.opportunity_id
        )
    if is_repeated:
        raise AlreadyAnswered(
            profile_id=feedback.profile_id,
            opportunity_id=feedback.opportunity_id,
            standing=standing,
        )


def _check_place(work: Work, opportunity: Opportunity) -> None:
    """Check that the place just taken existed."""
    taken = work.feedback.places_taken().get(opportunity.id, 0)
    if opportunity.places is not None and taken > opportunity.places:
        raise NoPlaceLeft(opportunity_id=opportunity.id, places=opportunity.places)


def _check_quota(work: Work, opportunity: Opportunity, today: date) -> None:
    """Check that the placement just made is one that a convention still had."""
    signed = [one for one in work.conventions.all() if one.covers(opportunity)]
    in_force = [one for one in signed if one.is_in_force(today)]
    if not in_force:
        return
    placed = work.conventions.counted(sectors_of_openings(work)).placed
    quotas = [one.yearly_quota for one in in_force]
    used = [placed.get((one.id, today.year), 0) for one in in_force]
    if all(count > quota for count, quota in zip(used, quotas, strict=True)):
        raise QuotaReached(opportunity_id=opportunity.id, quota=max(quotas))


def _check_is_news(work: Work, outcome: Outcome) -> None:
    for one in work.outcomes.of_profile(outcome.profile_id):
        same_pair = one.opportunity_id == outcome.opportunity_id and one.id != outcome.id
        if same_pair and (one.kind, one.happened_on) == (outcome.kind, outcome.happened_on):
            raise AlreadyNoted(outcome_id=str(one.id))
