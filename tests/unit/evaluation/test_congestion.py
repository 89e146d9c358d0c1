import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evaluation.congestion import (
    RANGES,
    Crowded,
    Crowding,
    Spread,
    congestion,
    coverage,
    gini,
    lorenz,
    max_share,
    measure_crowding,
)
from evaluation.measured import Measured, TooThin
from tests.judged import judged

counts = st.lists(st.integers(0, 30), min_size=2, max_size=30).filter(any)


def chance() -> np.random.Generator:
    return np.random.default_rng(0)


def test_three_companies_by_hand() -> None:
    """Lines 6, 2, 0: shares 3/4 and 1/4 over log 3; mean difference |6-2| + |6-0| + |2-0| = 12."""
    found = np.array([6.0, 2.0, 0.0])
    assert congestion(found) == pytest.approx(
        (0.75 * math.log(0.75) + 0.25 * math.log(0.25)) / math.log(3)
    )
    assert gini(found) == pytest.approx(2 * 12 / (2 * 3 * 8))
    assert coverage(found) == pytest.approx(2 / 3)
    assert max_share(found) == pytest.approx(3 / 4)


def test_a_lorenz_curve_by_hand() -> None:
    """Lines 0, 2, 6, 0: half of them take nothing, three quarters 2 of 8, and it runs straight."""
    found = lorenz(np.array([0.0, 2.0, 6.0, 0.0]), parts=4)
    assert found.tolist() == pytest.approx([0.0, 0.0, 0.25, 1.0])
    assert lorenz(np.array([0.0, 2.0]), parts=4).tolist() == pytest.approx([0.0, 0.0, 0.5, 1.0])


def test_a_lorenz_curve_of_nothing_is_undefined() -> None:
    assert np.isnan(lorenz(np.zeros(4))).all()
    assert np.isnan(lorenz(np.zeros(0))).all()


@given(counts)
def test_a_lorenz_curve_rises_below_the_diagonal_and_ends_at_all(lines: list[int]) -> None:
    found = lorenz(np.array(lines, dtype=float))
    assert (np.diff(found) >= -1e-12).all()
    assert (found <= np.arange(1, 11) / 10 + 1e-12).all()
    assert found[-1] == pytest.approx(1.0)


def test_even_is_minus_one_and_one_who_takes_all_is_zero() -> None:
    assert congestion(np.full(7, 3.0)) == pytest.approx(-1)
    assert congestion(np.array([0.0, 9.0, 0.0])) == 0
    assert gini(np.full(7, 3.0)) == pytest.approx(0)
    assert gini(np.array([0.0, 9.0, 0.0])) == pytest.approx(2 / 3)


def test_nothing_shown_and_nothing_to_be_even_over_are_undefined() -> None:
    for spread in (gini, congestion, max_share):
        assert math.isnan(spread(np.zeros(4)))
    assert math.isnan(congestion(np.array([5.0])))
    assert math.isnan(coverage(np.zeros(0)))


@given(counts)
def test_congestion_is_scipys_entropy_turned_round(lines: list[int]) -> None:
    found = congestion(np.array(lines, dtype=float))
    assert found == pytest.approx(-stats.entropy(lines) / math.log(len(lines)))


@given(counts)
def test_gini_is_half_the_mean_difference_over_the_mean(lines: list[int]) -> None:
    values = np.array(lines, dtype=float)
    differences = np.abs(values[:, None] - values[None, :]).mean()
    assert gini(values) == pytest.approx(differences / (2 * values.mean()))


@given(st.lists(counts.map(lambda one: (one * 30)[:30]), min_size=1, max_size=4))
def test_many_draws_are_measured_as_one_by_one(rows: list[list[int]]) -> None:
    table = np.array(rows, dtype=float)
    for spread in (coverage, gini, congestion, max_share):
        assert spread(table) == pytest.approx(np.array([spread(row) for row in table]))


def test_first_lines_of_lists_are_counted_over_all_that_is_there() -> None:
    """Twenty people see c1 first and c2 second; c3 is only known, c4 was judged and never shown."""
    people = [f"p{at // 2}" for at in range(40)] + ["p0"]
    found = measure_crowding(
        judged(
            person=people,
            company=["c1", "c2"] * 20 + ["c4"],
            rank=[1, 2] * 20 + [0],
            list_id=[at // 2 for at in range(40)] + [-1],
        ),
        Crowded.COMPANIES,
        chance(),
        first=1,
        there=["c1", "c3"],
    )
    assert isinstance(found, Crowding)
    assert (found.lines, found.there, found.max_load) == (20, 4, 20)
    assert found.figures[Spread.CONGESTION] == Measured(0, 0, 0, 20)
    covered = found.figures[Spread.COVERAGE]
    assert isinstance(covered, Measured)
    assert covered.mean == pytest.approx(1 / 4)


def test_people_are_counted_in_lists_made_for_openings() -> None:
    table = judged(person=["a", "b"] * 12, opening=[f"o{at // 2}" for at in range(24)])
    assert measure_crowding(table, Crowded.PEOPLE, chance()) == TooThin("no-list", 1, 0)
    turned = judged(
        person=["a", "b"] * 12,
        opening=[f"o{at // 2}" for at in range(24)],
        rank=1,
        direction="people",
    )
    found = measure_crowding(turned, Crowded.PEOPLE, chance())
    assert isinstance(found, Crowding)
    assert (found.there, found.lines) == (2, 24)


def test_a_draw_that_misses_some_does_not_move_the_interval_off_its_figure() -> None:
    """Each of 60 people sees another opening: a draw shows two thirds of them."""
    table = judged(person=[f"p{at}" for at in range(60)], opening=[f"o{at}" for at in range(60)])
    found = measure_crowding(table, Crowded.OPPORTUNITIES, chance())
    assert isinstance(found, Crowding)
    for each in (Spread.COVERAGE, Spread.CONGESTION, Spread.GINI):
        figure = found.figures[each]
        assert isinstance(figure, Measured)
        assert figure.low <= figure.mean <= figure.high


def test_no_interval_reaches_beyond_what_a_figure_can_be() -> None:
    """All 60 openings are shown once, so that coverage is 1 and nothing is uneven."""
    table = judged(person=[f"p{at}" for at in range(60)], opening=[f"o{at}" for at in range(60)])
    found = measure_crowding(table, Crowded.OPPORTUNITIES, chance())
    assert isinstance(found, Crowding)
    for name, (least, most) in RANGES.items():
        figure = found.figures[name]
        assert isinstance(figure, Measured)
        assert least <= figure.low <= figure.high <= most


def test_five_people_have_no_interval() -> None:
    found = measure_crowding(judged(person=list("abcde")), Crowded.OPPORTUNITIES, chance())
    assert isinstance(found, Crowding)
    assert isinstance(found.figures[Spread.GINI], TooThin)
