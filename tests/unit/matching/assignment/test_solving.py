"""The best plan is the best of all plans, and does not depend on the order of anything."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.assignment.figures import figures_of, first_come
from matching.assignment.problem import NOBODY, Problem, keeps_limits
from matching.assignment.solving import solve
from matching.assignment.words import Objective, Proof
from tests.cohorts import (
    a_cap,
    a_floor,
    a_large_problem,
    a_problem,
    every_plan,
    places,
    problems,
    worth_of,
)


@given(problems())
def test_no_plan_is_better_than_the_one_found(problem: Problem) -> None:
    plans = list(every_plan(problem))
    solved = solve(problem)
    if solved is None:
        assert not plans
        return
    assert keeps_limits(problem, solved.chosen)
    best = max(worth_of(problem, one) for one in plans)
    assert worth_of(problem, solved.chosen) == pytest.approx(best, abs=1e-9)
    assert solved.proof is Proof.OPTIMAL


@given(problems(), st.randoms(use_true_random=False))
def test_it_is_never_worse_than_first_come_where_that_keeps_the_terms(
    problem: Problem, chance: object
) -> None:
    order = list(range(len(problem.people)))
    chance.shuffle(order)  # type: ignore[attr-defined] # random.Random
    greedy = first_come(problem, order)
    solved = solve(problem)
    if solved is None or not keeps_limits(problem, greedy):
        return
    assert worth_of(problem, solved.chosen) >= worth_of(problem, greedy)


def test_scarce_places_go_where_the_sum_is_largest() -> None:
    # Best for each: both want o0. First come: .9 + .1. Together: .8 + .8.
    problem = a_problem([[0.9, 0.8], [0.8, 0.1]], ceilings=places(1, 1))
    solved = solve(problem)
    assert solved is not None
    assert solved.chosen.tolist() == [1, 0]
    assert figures_of(problem, solved.chosen).total == pytest.approx(1.6)
    assert figures_of(problem, first_come(problem, [0, 1])).total == pytest.approx(1.0)


def test_the_worst_off_is_raised_before_the_sum() -> None:
    problem = a_problem([[1.0, 0.6], [0.5, 0.3]], ceilings=places(1, 1))
    total = solve(problem)
    fair = solve(replace(problem, objective=Objective.WORST_OFF))
    assert total is not None
    assert fair is not None
    assert total.chosen.tolist() == [0, 1]
    assert fair.chosen.tolist() == [1, 0]
    assert fair.lowest_value == 0.5


def test_a_tier_is_served_before_another_gets_more() -> None:
    problem = a_problem([[0.9], [0.2]], ceilings=places(1), tiers=np.array([1, 0]), unranked=1)
    solved = solve(problem)
    assert solved is not None
    assert solved.chosen.tolist() == [NOBODY, 0]
    assert solved.served_by_tier == (1,)


def test_a_weight_counts_in_the_sum_and_not_in_the_value() -> None:
    problem = a_problem([[0.5], [0.4]], ceilings=places(1), weights=np.array([1.0, 2.0]))
    solved = solve(problem)
    assert solved is not None
    assert solved.chosen.tolist() == [NOBODY, 0]
    assert solved.reached == 800_000
    assert figures_of(problem, solved.chosen).total == pytest.approx(0.4)


def test_equal_plans_are_told_apart_by_ids() -> None:
    solved = solve(a_problem([[0.5, 0.5]] * 3, ceilings=places(1, 1)))
    assert solved is not None
    assert solved.chosen.tolist() == [0, 1, NOBODY]
    assert solved.ties_by_id


def test_a_company_and_a_month_bind_beside_places() -> None:
    problem = a_problem([[0.9, 0.8, 0.1]] * 3, ceilings=(*places(3, 3, 3), a_cap("c", [0, 1], 1)))
    solved = solve(problem)
    assert solved is not None
    assert sorted(solved.chosen.tolist()) == [0, 2, 2]


def test_an_envelope_is_kept_to_the_centime() -> None:
    costs = np.array([[333], [333], [334]])
    exact = a_problem([[0.5]] * 3, costs=costs, envelope=1000)
    short = replace(exact, envelope=999)
    kept, less = solve(exact), solve(short)
    assert kept is not None
    assert less is not None
    assert exact.spent(kept.chosen) == 1000
    assert (less.chosen != NOBODY).sum() == 2


def test_a_floor_of_a_town_that_cannot_be_kept_leaves_no_plan() -> None:
    problem = a_problem([[0.5], [0.5]], ceilings=places(1), floors=(a_floor("t", [0, 1], 2),))
    assert solve(problem) is None


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 1000))
def test_pricing_finds_the_optimum_of_all_pairs(seed: int) -> None:
    """240 x 200 pairs are not all given to the solver; a dense program over all of them is."""
    from scipy.optimize import linprog

    problem = a_large_problem(240, 200, seed)
    people, options = np.nonzero(problem.allowed)
    rows = [people == one for one in range(240)]
    rows += [np.isin(options, one.options) for one in problem.ceilings]
    limits = [1.0] * 240 + [float(one.at_most) for one in problem.ceilings]
    gains = problem.gains()[people, options]
    dense = linprog(-gains, A_ub=np.array(rows), b_ub=limits, method="highs")
    solved = solve(problem)
    assert solved is not None
    assert solved.reached == round(-dense.fun) == solved.bound


def test_a_problem_with_ids_out_of_order_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="order of their ids"):
        a_problem([[0.5], [0.5]], people=("b", "a"))
