"""What binds, and what would release it: checked by giving way and solving again."""

from dataclasses import replace

import numpy as np
from hypothesis import assume, given

from matching.assignment.problem import Problem
from matching.assignment.release import Release, Remedy, remedies
from matching.assignment.solving import solve
from matching.assignment.words import LimitKind
from tests.cohorts import a_floor, a_problem, places, problems


def given_way(problem: Problem, remedy: Remedy) -> Problem:
    """The problem once each limit gave way by what was said."""
    by = {(one.kind, one.id): one.by for one in remedy.releases}
    ceilings = [
        replace(one, at_most=one.at_most + by.get((one.kind, one.id), 0))
        for one in problem.ceilings
    ]
    floors = [
        replace(one, at_least=one.at_least - by.get((one.kind, one.id), 0))
        for one in problem.floors
    ]
    envelope = problem.envelope
    if envelope is not None:
        envelope += by.get((LimitKind.ENVELOPE, ""), 0)
    return replace(problem, ceilings=tuple(ceilings), floors=tuple(floors), envelope=envelope)


@given(problems())
def test_every_remedy_is_enough_and_none_is_given_without_need(problem: Problem) -> None:
    found = remedies(problem)
    if solve(problem) is not None:
        assert found == ()
        return
    assume(found)
    for remedy in found:
        assert solve(given_way(problem, remedy)) is not None


def test_money_and_floors_are_named_with_the_least_that_is_enough() -> None:
    problem = a_problem(
        [[0.5], [0.5], [0.5]],
        costs=np.array([[400], [300], [500]]),
        envelope=650,
        floors=(a_floor("t", [0, 1], 2),),
    )
    assert remedies(problem) == (
        Remedy(releases=(Release(kind=LimitKind.ENVELOPE, id="", by=50),), alone=True),
        Remedy(releases=(Release(kind=LimitKind.TOWN_FLOOR, id="t", by=1),), alone=True),
    )


def test_where_one_kind_is_not_enough_they_give_way_together() -> None:
    problem = a_problem(
        [[0.5], [0.5]],
        ceilings=places(1),
        costs=np.array([[400], [300]]),
        envelope=350,
        pins=((0, 0), (1, 0)),
    )
    (remedy,) = remedies(problem)
    assert not remedy.alone
    assert {(one.kind, one.by) for one in remedy.releases} == {
        (LimitKind.PLACES, 1),
        (LimitKind.ENVELOPE, 350),
    }
