"""What sharing a cohort out costs, as it grows; run alone, on an idle machine."""

import resource
from time import perf_counter, process_time

import numpy as np
import pytest
from rich.console import Console

from matching.assignment.figures import figures_of, first_come
from matching.assignment.problem import Problem, keeps_limits
from matching.assignment.solving import Solved, solve
from matching.assignment.words import Objective
from tests.cohorts import a_floor, a_large_problem, a_problem

pytestmark = pytest.mark.benchmarks

_PATIENCE = 600.0


def measured(name: str, problem: Problem) -> tuple[Solved, float]:
    """The plan, and the seconds it took; both are printed with its figures."""
    started, worked = perf_counter(), process_time()
    solved = solve(problem)
    seconds, work = perf_counter() - started, process_time() - worked
    assert solved is not None
    assert keeps_limits(problem, solved.chosen)
    greedy = figures_of(problem, first_come(problem, range(len(problem.people))))
    found = figures_of(problem, solved.chosen)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    Console(stderr=True).print(
        f"\n{name}: {seconds:.2f} s ({work:.2f} s of processor), gap {100 * solved.gap:.4f} %,"
        f" total {found.total:.1f} beside {greedy.total:.1f} first come,"
        f" served {found.served} beside {greedy.served}, peak {memory:.0f} MB",
    )
    return solved, seconds


@pytest.mark.parametrize(
    ("people", "options", "limit_s"),
    [(100, 60, 2.0), (500, 300, 2.0), (1000, 600, 15.0), (2000, 1000, 30.0), (5000, 2000, 60.0)],
)
def test_places_under_caps(people: int, options: int, limit_s: float) -> None:
    problem = a_large_problem(people, options, seconds=_PATIENCE)
    solved, seconds = measured(f"{people} x {options}, total", problem)
    assert solved.gap <= 0.001
    assert seconds < limit_s


@pytest.mark.parametrize("people", [100, 500])
def test_the_worst_off_under_caps(people: int) -> None:
    problem = a_large_problem(
        people, 3 * people // 5, objective=Objective.WORST_OFF, seconds=_PATIENCE
    )
    solved, _ = measured(f"{people} x {3 * people // 5}, worst-off", problem)
    assert solved.gap <= 0.001


@pytest.mark.parametrize("objective", [Objective.TOTAL, Objective.WORST_OFF])
@pytest.mark.parametrize("people", [32, 333, 1000])
def test_kits_within_an_envelope(people: int, objective: Objective) -> None:
    drawn = np.random.default_rng(1)
    prices, own = drawn.integers(900_000, 2_600_000, 80), drawn.integers(0, 300_000, people)
    towns = drawn.integers(0, 13, people)
    problem = a_problem(
        np.round(drawn.beta(2, 3, (people, 80)), 6),
        allowed=drawn.random((people, 80)) < 0.3,
        costs=np.maximum(prices[None, :] - own[:, None], 0),
        envelope=people * 1_560_000,
        floors=tuple(
            a_floor(f"t{one:02}", np.flatnonzero(towns == one).tolist(), 1)
            for one in np.unique(towns).tolist()
        ),
        objective=objective,
        seconds=_PATIENCE,
    )
    solved, _ = measured(f"{people} kits of 80, {objective}", problem)
    assert solved.gap <= 0.001
