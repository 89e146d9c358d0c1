"""Whom to call again, and when."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from matching.follow_up import Due, due_questions, months_after
from matching.outcomes import Outcome
from matching.vocabulary import OutcomeKind

STARTED, STOPPED = OutcomeKind.ACTIVITY_STARTED, OutcomeKind.ACTIVITY_STOPPED


def happened(kind: OutcomeKind, day: date, person: str = "p", what: str = "a") -> Outcome:
    return Outcome(
        id=uuid4(),
        profile_id=person,
        opportunity_id=what,
        kind=kind,
        happened_on=day,
        noted_at=datetime(2026, 11, 20, tzinfo=UTC),
        noted_by="c",
    )


def asked(*events: Outcome, today: date, horizon: int = 0) -> list[tuple[OutcomeKind, int]]:
    found: tuple[Due, ...] = due_questions(events, today, horizon)
    return [(one.milestone, one.days_late) for one in found]


def test_nobody_is_called_before_the_day() -> None:
    started = happened(STARTED, date(2026, 1, 15))
    assert asked(started, today=date(2026, 4, 14)) == []
    three = OutcomeKind.ACTIVITY_ALIVE_3_MONTHS
    assert asked(started, today=date(2026, 4, 15)) == [(three, 0)]
    assert asked(started, today=date(2026, 4, 10), horizon=5) == [(three, -5)]
    assert asked(started, today=date(2026, 4, 10), horizon=4) == []


@pytest.mark.parametrize(
    ("months", "kind"),
    [
        (3, OutcomeKind.ACTIVITY_ALIVE_3_MONTHS),
        (6, OutcomeKind.ACTIVITY_ALIVE_6_MONTHS),
        (12, OutcomeKind.ACTIVITY_ALIVE_12_MONTHS),
        (24, OutcomeKind.ACTIVITY_ALIVE_24_MONTHS),
    ],
)
def test_an_activity_is_asked_about_four_times(months: int, kind: OutcomeKind) -> None:
    began = date(2024, 1, 31)
    due = months_after(began, months)
    assert asked(happened(STARTED, began), today=due) == [(kind, 0)]
    noted = happened(kind, due)
    assert asked(happened(STARTED, began), noted, today=due) == []


def test_only_the_latest_question_is_asked() -> None:
    started = happened(STARTED, date(2025, 1, 15))
    year = date(2026, 1, 20)
    assert asked(started, today=year) == [(OutcomeKind.ACTIVITY_ALIVE_12_MONTHS, 5)]


def test_what_was_noted_later_answers_what_was_due_before() -> None:
    started = happened(STARTED, date(2025, 1, 15))
    twelve = happened(OutcomeKind.ACTIVITY_ALIVE_12_MONTHS, date(2026, 1, 10))
    assert asked(started, twelve, today=date(2026, 3, 1)) == []


def test_nobody_is_asked_about_what_has_ended_until_it_begins_again() -> None:
    events = [happened(STARTED, date(2025, 1, 1)), happened(STOPPED, date(2025, 6, 1))]
    assert asked(*events, today=date(2026, 6, 1)) == []
    again = happened(STARTED, date(2026, 1, 1))
    kind = OutcomeKind.ACTIVITY_ALIVE_3_MONTHS
    assert asked(*events, again, today=date(2026, 4, 1)) == [(kind, 0)]


def test_a_job_is_asked_about_after_one_month() -> None:
    hired = happened(OutcomeKind.HIRED, date(2026, 10, 20))
    assert asked(hired, today=date(2026, 11, 20)) == [(OutcomeKind.KEPT_1_MONTH, 0)]
    left = happened(OutcomeKind.LEFT, date(2026, 11, 1))
    assert asked(hired, left, today=date(2026, 11, 20)) == []


def test_the_longest_due_comes_first() -> None:
    late = happened(STARTED, date(2026, 1, 1), "late")
    later = happened(STARTED, date(2026, 2, 1), "soon")
    found = due_questions([later, late], date(2026, 5, 2))
    assert [one.profile_id for one in found] == ["late", "soon"]


def test_without_a_beginning_nothing_is_due() -> None:
    alone = happened(OutcomeKind.ACTIVITY_ALIVE_3_MONTHS, date(2026, 1, 1))
    assert asked(alone, today=date(2027, 1, 1)) == []


def test_months_end_where_they_end() -> None:
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert months_after(date(2026, 12, 31), 6) == date(2027, 6, 30)
