"""The laboratory finds what is planted in invented worlds, and nothing where nothing is.

`jisr-lab prove` asks the same at full length, and `pytest -m benchmarks` holds it to the answers.
Worlds are drawn from fixed seeds: these tests give the same answer every time.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # ships no types

from evaluation.calibration import Calibration, measure_calibration
from evaluation.fairness import find_disparities, reached
from evaluation.measured import Estimate, Measured, TooThin
from evaluation.offpolicy import Logged, estimate_off_policy
from evaluation.proofs.calibration import prove_calibration
from evaluation.proofs.coverage import (
    coverage_of,
    happened,
    prove_coverage,
    prove_difference,
    targets,
)
from evaluation.proofs.detection import prove_detection, usual_biases
from evaluation.synthetic.orders import Bias, BiasIn, Distortion, WorldOrder
from evaluation.synthetic.policies import Reward
from evaluation.synthetic.world import World, make_world
from matching.judgements import Stage

WORLDS = 20
OFFICE = WorldOrder(people=500, openings=250, seed=100)
"""12,700 judgements."""
WOMEN = Bias(attribute="gender", group="female", points=10.0)
REGION = Bias(attribute="region", group="MA-03", points=10.0)
GRADED = WorldOrder(
    people=200, openings=200, seed=5000, graded_blind=1.0, grader_slip=0.0, unlisted=0.0
)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Tables of these sizes cost more to share out among threads than to work through."""
    with threadpool_limits(1):
        yield


def nothing(_: int) -> None:
    """Nobody watches."""


def test_nothing_is_found_where_everybody_is_fair() -> None:
    """Groups differ in experience and distance all the same."""
    fair = prove_detection(OFFICE, None, WORLDS, nothing)
    assert fair.false_alarms <= 1


@pytest.mark.parametrize("bias", [WOMEN, REGION], ids=lambda bias: str(bias.attribute))
def test_ten_points_are_found_in_nineteen_worlds_of_twenty(bias: Bias) -> None:
    planted = prove_detection(OFFICE, bias, WORLDS, nothing)
    assert planted.found >= 19
    assert planted.false_alarms <= 1


@pytest.mark.benchmarks
@pytest.mark.parametrize("bias", usual_biases(10.0), ids=str)
def test_bias_is_found_at_every_step(bias: Bias | None) -> None:
    """Few lines are proposed in one region: for its hires an office of half the size is too small
    (15 worlds of 20)."""
    office = replace(OFFICE, people=1000, openings=500)
    found = prove_detection(office, bias, WORLDS, nothing)
    assert found.false_alarms <= 1
    assert bias is None or found.found >= 19


def test_real_differences_twice_as_large_are_still_no_bias() -> None:
    world = make_world(WorldOrder(people=1000, openings=400, seed=5, differences=2.0, unlisted=0.0))
    women = world.people.is_in("gender", "female")[world.of_lines(world.pools.person)]
    proposed = reached(world.judgements.stage, Stage.PROPOSED)
    raw = proposed[women].mean() - proposed[~women].mean()
    assert raw < -0.02  # what a plain comparison of rates would accuse officers of
    found = find_disparities(world.judgements, world.groups, attributes=("gender", "region"))
    assert not any(one.is_found for one in found)


def test_intervals_hold_the_truth() -> None:
    """Of 40 intervals at 95 %, 33 and less would come about once in a thousand times."""
    for one in prove_coverage(GRADED, 40, nothing, truth_people=4000):
        assert one.draws - one.refused == 0 or one.share >= 34 / 40, one


@pytest.mark.benchmarks
def test_intervals_hold_the_truth_in_two_hundred_draws() -> None:
    """What is given in most draws; hires under an order far from what was shown are refused."""
    found = prove_coverage(replace(GRADED, people=800), 200, nothing)
    given = [one for one in found if one.refused < 100]
    assert len(given) >= 12
    for one in given:
        assert 0.90 <= one.share <= 0.99, one


@pytest.mark.benchmarks
@pytest.mark.parametrize("where", [BiasIn.PROPOSED, BiasIn.HIRED])
def test_intervals_of_differences_among_equals_hold_what_was_planted(where: BiasIn) -> None:
    planted = Bias(attribute="gender", group="female", points=10.0, where=where)
    found = prove_difference(OFFICE, planted, 200, nothing)
    assert 0.90 <= found.share <= 0.99, found


@pytest.mark.parametrize(("slope", "accused"), [(1.0, False), (2.0, True)])
def test_the_calibration_of_a_known_model_is_recovered(slope: float, accused: bool) -> None:
    found = prove_calibration(OFFICE, Distortion(slope=slope), 10, nothing)
    assert found.curve.share >= 0.88  # 100 bins
    assert found.slope == pytest.approx(found.true_slope, rel=0.1)
    assert (found.accused >= 9) if accused else (found.accused <= 1)


@pytest.fixture(scope="module")
def as_in_the_service() -> World:
    return make_world(WorldOrder(people=300, openings=150, seed=3, margin=0.02, unlisted=0.0))


def logged_of(world: World, name: str) -> Logged:
    judgements = world.judgements
    return Logged(
        reward=happened(judgements, Reward.PROPOSED).astype(np.float64),
        propensity=judgements.propensity,
        target=world.target(targets(world)[name]),
        people=judgements.profile_ids,
    )


def test_orders_that_were_never_near_what_was_shown_are_not_judged(
    as_in_the_service: World,
) -> None:
    """The service exchanges close neighbours only: what a very different order would have brought
    cannot be known from that."""
    answer = estimate_off_policy(
        logged_of(as_in_the_service, "the wish first"), np.random.default_rng(0)
    )
    assert isinstance(answer, TooThin)
    assert answer.code == "little-coverage"


def test_a_model_without_outcomes_is_not_judged() -> None:
    world = make_world(WorldOrder(people=40, openings=60, seed=1, distortion=Distortion()))
    few = world.judgements.where(np.arange(5))
    answer = measure_calibration(
        few.score, reached(few.stage, Stage.HIRED), few.profile_ids, np.random.default_rng(0)
    )
    assert not isinstance(answer, Calibration)


def test_coverage_by_hand() -> None:
    """Two intervals of three hold 0.5, one question was refused."""
    estimates: list[Estimate] = [
        Measured(0.4, 0.3, 0.5, 9),
        Measured(0.5, 0.4, 0.6, 9),
        Measured(0.8, 0.7, 0.9, 9),
        TooThin("few-people", 10, 3),
    ]
    found = coverage_of("by hand", 0.5, estimates)
    assert (found.draws, found.refused, found.covered) == (4, 1, 2)
    assert found.share == pytest.approx(2 / 3)
    assert found.mean == pytest.approx(1.7 / 3)
    assert found.width == pytest.approx(0.2)
