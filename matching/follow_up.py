"""Who is to be called again: what has begun, and at which moments somebody asks how it goes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from matching.outcomes import Outcome
from matching.vocabulary import OutcomeKind


class IncomeBand(StrEnum):
    """What an activity or a job leaves in a month, as the person says it; deliberately coarse."""

    NONE = "none"
    BELOW_1500 = "below-1500"
    FROM_1500_TO_3000 = "1500-3000"
    FROM_3000_TO_5000 = "3000-5000"
    ABOVE_5000 = "above-5000"
    NOT_SAID = "not-said"
    """Asked, and not answered, which is everybody's right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A moment at which one asks."""

    kind: OutcomeKind
    """What is noted when it still goes on."""
    months: int
    """Since it began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A question that is to be asked."""

    profile_id: str
    opportunity_id: str
    milestone: OutcomeKind
    """The latest one that is due; an earlier one that nobody asked about is not asked again."""
    due_on: date
    days_late: int
    """0 on the day itself; negative when it lies ahead, within the horizon."""
    begun_on: date
    last_heard_on: date
    """The day of the last thing noted about the pair."""


MILESTONES: Final[Mapping[OutcomeKind, tuple[Milestone, ...]]] = {
    OutcomeKind.ACTIVITY_STARTED: (
        Milestone(kind=OutcomeKind.ACTIVITY_ALIVE_3_MONTHS, months=3),
        Milestone(kind=OutcomeKind.ACTIVITY_ALIVE_6_MONTHS, months=6),
        Milestone(kind=OutcomeKind.ACTIVITY_ALIVE_12_MONTHS, months=12),
        Milestone(kind=OutcomeKind.ACTIVITY_ALIVE_24_MONTHS, months=24),
    ),
    OutcomeKind.HIRED: (
        Milestone(kind=OutcomeKind.KEPT_1_MONTH, months=1),
        Milestone(kind=OutcomeKind.KEPT_3_MONTHS, months=3),
        Milestone(kind=OutcomeKind.KEPT_6_MONTHS, months=6),
        Milestone(kind=OutcomeKind.KEPT_12_MONTHS, months=12),
    ),
}
_ENDS: Final = frozenset({OutcomeKind.ACTIVITY_STOPPED, OutcomeKind.LEFT})


def due_questions(
    outcomes: Iterable[Outcome], today: date, horizon_days: int = 0
) -> tuple[Due, ...]:
    """The questions to ask by `today`, or within the horizon after it; the latest ones first.

    What began again after it ended is counted from its new beginning. A pair of which no beginning
    is noted is never asked about.

    Args:
        outcomes: What happened, to any number of people, in any order.
        today: The day of the list.
        horizon_days: How far to look ahead, 0 or more.
    """
    pairs: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        pairs[outcome.profile_id, outcome.opportunity_id].append(outcome)
    found = (_of_pair(events, today, horizon_days) for events in pairs.values())
    return tuple(
        sorted(
            (one for one in found if one is not None),
            key=lambda one: (one.due_on, one.profile_id, one.opportunity_id),
        )
    )


def _of_pair(events: list[Outcome], today: date, horizon_days: int) -> Due | None:
    events.sort(key=lambda one: (one.happened_on, one.noted_at))
    begun = next((one for one in reversed(events) if one.kind in MILESTONES), None)
    if begun is None:
        return None
    since = events[events.index(begun) :]
    if any(one.kind in _ENDS for one in since):
        return None
    asked = _latest_due(begun, since, today, horizon_days)
    if asked is None:
        return None
    milestone, due_on = asked
    return Due(
        profile_id=begun.profile_id,
        opportunity_id=begun.opportunity_id,
        milestone=milestone.kind,
        due_on=due_on,
        days_late=(today - due_on).days,
        begun_on=begun.happened_on,
        last_heard_on=since[-1].happened_on,
    )


def _latest_due(
    begun: Outcome, since: Sequence[Outcome], today: date, horizon_days: int
) -> tuple[Milestone, date] | None:
    """The latest milestone reached, unless it, or one after it, is noted already."""
    noted = {one.kind for one in since}
    latest: tuple[Milestone, date] | None = None
    for milestone in MILESTONES[begun.kind]:
        due_on = months_after(begun.happened_on, milestone.months)
        if milestone.kind in noted:
            latest = None
        elif (due_on - today).days <= horizon_days:
            latest = (milestone, due_on)
    return latest


def months_after(day: date, months: int) -> date:
    """The same day of a later month; its last day when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"{day} plus {months} months is no date")
