import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evaluation.measured import (
    LEAST_CLUSTERS,
    Estimate,
    Measured,
    TooThin,
    bootstrap_interval,
    bootstrap_statistic,
    cluster_totals,
    paired_interval,
    share_interval,
)


def chance(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def measured(found: Estimate) -> Measured:
    assert isinstance(found, Measured)
    return found


def alone(count: int) -> np.ndarray:
    return np.arange(count)


def test_the_mean_is_over_lines_and_the_count_over_people() -> None:
    """Twelve people: the first has three lines of 1, the others one line of 0: 3 / 14."""
    people = np.array([0, 0, *range(12)])
    found = measured(bootstrap_interval(np.array([1.0, 1, 1, *[0] * 11]), people, chance()))
    assert found.mean == pytest.approx(3 / 14)
    assert found.n == 12


def test_the_interval_of_a_coin_is_that_of_the_normal_law() -> None:
    """400 tosses: 1.96 x sqrt(0.25 / 400) = 0.049, a little more for Student's t."""
    found = measured(bootstrap_interval(np.repeat([0.0, 1.0], 200), alone(400), chance()))
    assert found.low == pytest.approx(0.451, abs=0.006)
    assert found.high == pytest.approx(0.549, abs=0.006)


def test_lines_about_the_same_person_add_no_certainty() -> None:
    values = chance().random(40)
    once = measured(bootstrap_interval(values, alone(40), chance()))
    tenfold = measured(
        bootstrap_interval(np.repeat(values, 10), np.repeat(alone(40), 10), chance())
    )
    assert (tenfold.low, tenfold.high) == pytest.approx((once.low, once.high))
    pretended = measured(bootstrap_interval(np.repeat(values, 10), alone(400), chance()))
    assert pretended.high - pretended.low < 0.5 * (once.high - once.low)


def test_few_people_are_no_figure() -> None:
    found = bootstrap_interval(np.ones(500), np.repeat(alone(5), 100), chance())
    assert found == TooThin("few-people", LEAST_CLUSTERS, 5)
    assert bootstrap_interval(np.array([]), np.array([], dtype=np.int64), chance()) == TooThin(
        "few-people", LEAST_CLUSTERS, 0
    )


def test_a_line_without_number_is_left_out_with_its_person() -> None:
    values = np.append(chance().random(20), np.nan)
    assert bootstrap_interval(values, alone(21), chance()) == bootstrap_interval(
        values[:-1], alone(20), chance()
    )


def test_the_same_seed_gives_the_same_interval_in_blocks_or_at_once() -> None:
    values, people = chance().random(50_000), alone(50_000)
    assert bootstrap_interval(values, people, chance(), 100) == bootstrap_interval(
        values, people, chance(), 100
    )


def test_values_that_do_not_vary_have_no_width() -> None:
    assert bootstrap_interval(np.ones(20), alone(20), chance()) == Measured(1.0, 1.0, 1.0, 20)


def test_a_paired_difference_is_surer_than_two_intervals() -> None:
    base = chance().random(100)
    found = measured(paired_interval(base + 0.01, base, alone(100), chance()))
    assert found.mean == pytest.approx(0.01)
    assert found.excludes_zero
    assert not measured(paired_interval(base, base, alone(100), chance())).excludes_zero


def test_columns_of_two_lengths_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="one length"):
        bootstrap_interval(np.zeros(3), alone(2), chance())
    with pytest.raises(ValueError, match="one length"):
        paired_interval(np.zeros(3), np.zeros(2), alone(3), chance())


@pytest.mark.parametrize("people", [12, 60])
def test_the_interval_covers_the_truth_as_often_as_it_says(people: int) -> None:
    """200 draws of people with one to five lines each; 90 to 99 % of the intervals hold 0.3."""
    covered = 0
    for seed in range(200):
        rng = chance(seed)
        own = rng.beta(3, 7, people)
        clusters = np.repeat(alone(people), rng.integers(1, 6, people))
        values = (rng.random(len(clusters)) < own[clusters]).astype(float)
        found = measured(bootstrap_interval(values, clusters, rng, 400))
        covered += found.low <= 0.3 <= found.high
    assert 0.90 <= covered / 200 <= 0.99


@given(st.integers(0, 50), st.integers(50, 400))
def test_the_share_of_lone_lines_is_what_scipy_calls_wilson(hits: int, count: int) -> None:
    flags = np.arange(count) < hits
    found = measured(share_interval(flags, alone(count)))
    expected = stats.binomtest(hits, count).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_none_of_many_is_not_zero() -> None:
    found = measured(share_interval(np.zeros(100, dtype=bool), alone(100)))
    assert found.mean == 0.0
    assert 0.03 < found.high < 0.04
    assert isinstance(share_interval(np.zeros(5, dtype=bool), alone(5)), TooThin)


def test_a_statistic_that_is_mostly_undefined_is_refused() -> None:
    totals = np.zeros((20, 2))
    totals[0] = 1.0, 1.0

    def inverse(sums: np.ndarray) -> np.ndarray:
        with np.errstate(divide="ignore"):
            return np.where(sums[..., 0] > 0, 1.0, np.nan)

    found = bootstrap_statistic(totals, inverse, chance())
    assert isinstance(found, TooThin)
    assert found.code == "undefined"
    assert found.had == pytest.approx(1000 * (1 - math.exp(-1)), abs=60)


def test_totals_of_people_by_hand() -> None:
    columns = np.array([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0]])
    people = np.array(["b", "a", "b"], dtype=object)
    assert cluster_totals(columns, people).tolist() == [[2.0, 20.0], [5.0, 50.0]]
    assert cluster_totals(np.zeros((0, 2)), people[:0]).shape == (0, 2)
