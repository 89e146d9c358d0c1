"""Who got nothing and why, and what one more place would change."""

import numpy as np
from hypothesis import assume, given

from matching.assignment.changes import Move, full_ceilings, one_more, unserved
from matching.assignment.problem import NOBODY, Problem
from matching.assignment.solving import solve
from matching.assignment.words import LimitKind, Objective, UnservedReason
from tests.cohorts import a_cap, a_problem, places, problems


def test_one_more_place_says_who_is_served_and_who_moves() -> None:
    # o0 is wanted by both; p1 falls back on o1, p2 on nothing.
    problem = a_problem([[0.9, 0.1], [0.8, 0.6], [0.1, 0.5]], ceilings=places(1, 1))
    solved = solve(problem)
    assert solved is not None
    assert solved.chosen.tolist() == [0, 1, NOBODY]
    assert list(full_ceilings(problem, solved.chosen)) == [0, 1]
    more = one_more(problem, solved, 0)
    assert more is not None
    assert (more.kind, more.id, more.served) == (LimitKind.PLACES, "o0000", 1)
    assert more.gain == 700_000
    assert more.moves == (Move(person=1, before=1, after=0), Move(person=2, before=None, after=1))


def test_somebody_may_be_displaced_by_one_more_place() -> None:
    # Two services at once: p0 and p1 need o0 and o1; one more place under the cap changes both.
    problem = a_problem(
        [[0.9, 0.0], [0.0, 0.5], [0.0, 0.4]],
        allowed=np.array([[True, False], [False, True], [False, True]]),
        ceilings=(*places(1, 1), a_cap("c", [0, 1], 1)),
    )
    solved = solve(problem)
    assert solved is not None
    more = one_more(problem, solved, 2)
    assert more is not None
    assert more.moves == (Move(person=1, before=None, after=1),)


def test_every_limit_that_closes_an_option_is_named() -> None:
    problem = a_problem(
        [[0.9, 0.8, 0.7], [0.5, 0.4, 0.3]],
        ceilings=(*places(1, 5, 5), a_cap("c", [0, 1], 1)),
        costs=np.array([[600, 600, 900], [600, 600, 900]]),
        envelope=1000,
    )
    chosen = np.array([0, NOBODY])
    (one,) = unserved(problem, chosen)
    assert one.reasons == (
        UnservedReason.PLACES_TAKEN,
        UnservedReason.COMPANY_FULL,
        UnservedReason.ENVELOPE_SPENT,
    )
    assert one.missing == 900 - 400


def test_nothing_above_the_floor_is_a_reason() -> None:
    problem = a_problem([[0.4]], objective=Objective.TOTAL_WITH_FLOOR, least_value=0.5)
    (one,) = unserved(problem, np.array([NOBODY]))
    assert one.reasons == (UnservedReason.BELOW_FLOOR,)


@given(problems())
def test_who_may_have_something_and_gets_nothing_is_told_why(problem: Problem) -> None:
    solved = solve(problem)
    assume(solved is not None)
    assert solved is not None
    without = np.flatnonzero(solved.chosen == NOBODY).tolist()
    found = unserved(problem, solved.chosen)
    assert [one.person for one in found] == without
    for one in found:
        assert bool(one.reasons) == bool(problem.allowed[one.person].any())
