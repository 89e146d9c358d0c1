"""Figures of a plan, computed by hand, and the two plans people would have made."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.assignment.figures import best_for_each, figures_of, first_come, gini
from matching.assignment.problem import NOBODY
from tests.cohorts import a_cap, a_problem, places


def test_gini_by_hand() -> None:
    # Two people, one has everything: mean difference 1, twice the mean 2 -> 0.5.
    assert gini(np.array([0.0, 1.0])) == pytest.approx(0.5)
    assert gini(np.array([0.4, 0.4, 0.4])) == pytest.approx(0.0)
    # |differences| of 1, 2, 3: 8 over 9 pairs; over twice the mean of 2.
    assert gini(np.array([3.0, 1.0, 2.0])) == pytest.approx(8 / 9 / 4)
    assert gini(np.zeros(3)) is None


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_gini_is_the_mean_difference(values: list[float]) -> None:
    found = gini(np.array(values))
    if found is None:
        assert sum(values) == 0
        return
    differences = [abs(one - other) for one in values for other in values]
    by_definition = sum(differences) / len(values) ** 2 / (2 * sum(values) / len(values))
    assert found == pytest.approx(by_definition, abs=1e-9)


def test_best_for_each_says_how_far_it_exceeds_the_limits() -> None:
    problem = a_problem(
        [[0.9, 0.2], [0.8, 0.3], [0.7, 0.1]],
        ceilings=(*places(1, 1), a_cap("c", [0, 1], 2)),
        costs=np.full((3, 2), 700),
        envelope=1000,
    )
    found = figures_of(problem, best_for_each(problem))
    assert found.total == pytest.approx(2.4)
    assert found.overbooked == 2 + 1
    assert found.spent == 2100
    assert found.overspent == 1100


def test_first_come_takes_what_is_left_and_can_be_paid() -> None:
    problem = a_problem(
        [[0.9, 0.2], [0.8, 0.3], [0.7, 0.6]],
        ceilings=places(1, 2),
        costs=np.array([[500, 300]] * 3),
        envelope=900,
    )
    chosen = first_come(problem, [2, 1, 0])
    assert chosen.tolist() == [NOBODY, 1, 0]
    found = figures_of(problem, chosen)
    assert (found.served, found.unserved, found.spent) == (2, 1, 800)
    assert found.worst_served == pytest.approx(0.3)


def test_whoever_is_pinned_has_their_option_before_anybody_comes() -> None:
    problem = a_problem([[0.9], [0.1]], ceilings=places(1), pins=((1, 0),))
    assert first_come(problem, [0, 1]).tolist() == [NOBODY, 0]
