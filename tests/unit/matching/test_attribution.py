"""To which shown list something belongs."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from matching.attribution import Noted, Showing, attribute
from matching.judgements import Happening
from matching.vocabulary import Answer, OutcomeKind

FIRST, SECOND = UUID(int=1), UUID(int=2)
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def shown(shortlist_id: UUID, hours: int) -> Showing:
    return Showing(shortlist_id=shortlist_id, shown_at=START + timedelta(hours=hours))


def noted(
    event: Answer | OutcomeKind, hours: int, named: UUID | None = None, day: date | None = None
) -> Noted:
    at = START + timedelta(hours=hours)
    happening = Happening(event=event, day=day or at.date())
    return Noted(happening=happening, at=at, order=hours, shortlist_id=named)


def test_a_note_belongs_to_the_list_shown_last() -> None:
    notes = [noted(Answer.PROPOSED, 1), noted(Answer.WITHDRAWN, 2), noted(OutcomeKind.HIRED, 30)]
    given = attribute([shown(SECOND, 24), shown(FIRST, 0)], notes)
    assert [one.event for one in given[FIRST]] == [Answer.PROPOSED, Answer.WITHDRAWN]
    assert [one.event for one in given[SECOND]] == [OutcomeKind.HIRED]


def test_what_follows_an_answer_stays_with_the_list_of_that_answer() -> None:
    notes = [noted(Answer.PROPOSED, 3, named=FIRST), noted(OutcomeKind.HIRED, 50)]
    given = attribute([shown(FIRST, 0), shown(SECOND, 1)], notes)
    assert SECOND not in given
    assert [one.event for one in given[FIRST]] == [Answer.PROPOSED, OutcomeKind.HIRED]


def test_what_happened_before_any_list_belongs_to_none() -> None:
    given = attribute([shown(FIRST, 5)], [noted(Answer.PROPOSED, 1)])
    assert list(given) == [None]


def test_something_noted_late_counts_at_the_end_of_its_day() -> None:
    day = START.date()
    late = noted(OutcomeKind.INTERVIEW, 100, day=day)
    assert late.moment.date() == day
    given = attribute([shown(FIRST, 0), shown(SECOND, 72)], [late])
    assert list(given) == [FIRST]


def test_a_list_that_did_not_show_the_pair_is_not_believed() -> None:
    given = attribute([shown(FIRST, 0)], [noted(Answer.PROPOSED, 1, named=SECOND)])
    assert list(given) == [FIRST]


@given(
    st.lists(st.integers(0, 200), unique=True, max_size=6),
    st.lists(st.tuples(st.integers(0, 200), st.none() | st.integers(0, 7)), max_size=8),
)
def test_every_note_is_given_to_exactly_one_list_that_was_shown_or_to_none(
    hours: list[int], notes: list[tuple[int, int | None]]
) -> None:
    showings = [shown(UUID(int=number), hour) for number, hour in enumerate(hours)]
    written = [
        noted(OutcomeKind.REPLIED, hour, None if named is None else UUID(int=named))
        for hour, named in notes
    ]
    given = attribute(showings, written)
    assert sum(len(one) for one in given.values()) == len(notes)
    assert set(given) <= {one.shortlist_id for one in showings} | {None}
