"""Asking how it goes: who is to be called again, and what people say they earn."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from uuid import uuid4

from matching.follow_up import Due, IncomeBand, due_questions
from matching.vocabulary import RecordKind
from service.actions.answers import DateInFuture
from service.actions.records import opportunity_of, region_of_record
from service.security import Action, Caller, can, check_can
from service.storage import Income, Storage

MOST_DAYS_AHEAD: Final = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What somebody said they earn, as it arrives."""

    profile_id: str
    opportunity_id: str
    band: IncomeBand
    happened_on: date
    """The day on which they said it."""


def due_list(
    storage: Storage, *, caller: Caller, today: date, horizon_days: int = 0
) -> tuple[Due, ...]:
    """The questions to ask, of people in the caller's territory, the longest due first.

    Args:
        storage: Where what happened is kept.
        caller: Who will ask.
        today: The day of the list.
        horizon_days: How far to look ahead.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_PROFILES)
    with storage.read() as work:
        found = due_questions(work.outcomes.all(), today, horizon_days)
        people = work.records.get_many(RecordKind.PROFILE, {one.profile_id for one in found})
    allowed = {
        profile_id
        for profile_id, stored in people.items()
        if can(caller, Action.READ_PROFILES, region_of_record(stored.record))
    }
    return tuple(one for one in found if one.profile_id in allowed)


def note_income(storage: Storage, *, caller: Caller, now: datetime, earned: Earned) -> Income:
    """Note what somebody says they earn, as a band.

    It changes no proposal: what people earn is looked at in reports only.

    Raises:
        NotAllowed: not the caller's to note, or not there.
        NotFound: no such person or opportunity.
        DateInFuture: as its name says.
    """
    if earned.happened_on > now.astimezone(UTC).date():
        raise DateInFuture
    income = Income(
        id=uuid4(),
        profile_id=earned.profile_id,
        opportunity_id=earned.opportunity_id,
        band=earned.band,
        happened_on=earned.happened_on,
        at=now,
        actor=caller.id,
    )
    with storage.begin() as work:
        work.incomes.add(income)
        person = work.records.get(RecordKind.PROFILE, earned.profile_id)
        check_can(caller, Action.NOTE_OUTCOMES, region_of_record(person.record))
        opportunity_of(work, earned.opportunity_id)
    return income
