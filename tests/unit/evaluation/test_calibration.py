import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss

from evaluation.calibration import (
    LEAST_LINES,
    Calibration,
    Isotonic,
    Platt,
    calibration_by_group,
    ece,
    equal_mass,
    fit_isotonic,
    fit_platt,
    measure_calibration,
)
from evaluation.measured import Measured, TooThin


def chance(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def drawn(n: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = chance(seed)
    said = rng.random(n)
    return said, rng.random(n) < said, np.arange(n)


def calibrated(found: Calibration | TooThin) -> Calibration:
    assert isinstance(found, Calibration)
    return found


def test_two_bins_by_hand() -> None:
    """Said .2 and .6 to two lines each; happened to 1 and 2: (|1 - .4| + |2 - 1.2|) / 4 = .35."""
    said, happened = np.array([0.2, 0.2, 0.6, 0.6]), np.array([1.0, 0.0, 1.0, 1.0])
    assert ece(said, happened, equal_mass(said, 2)) == pytest.approx(0.35)


def test_equal_probabilities_are_never_parted() -> None:
    said = np.array([0.1] * 5 + [0.5] * 90 + [0.9] * 5)
    for value in (0.1, 0.5, 0.9):
        assert len(set(equal_mass(said, 10)[said == value])) == 1
    assert set(equal_mass(np.full(50, 0.3), 10)) == {0}


@given(st.integers(1, 500), st.integers(1, 10))
def test_bins_hold_equally_many_lines(n: int, bins: int) -> None:
    held = np.bincount(equal_mass(chance(n).random(n), bins))
    assert held.max() - held.min() <= 1
    assert len(held) == min(bins, n)


@given(st.integers(0, 1000))
def test_brier_and_curve_are_those_of_scikit_learn(seed: int) -> None:
    said, happened, people = drawn(400, seed)
    found = calibrated(measure_calibration(said, happened, people, chance(), bins=5))
    assert isinstance(found.brier, Measured)
    assert found.brier.mean == pytest.approx(brier_score_loss(happened, said))
    share, mean = calibration_curve(happened, said, n_bins=5, strategy="quantile")
    assert [one.said for one in found.curve] == pytest.approx(mean.tolist())
    assert [one.happened.mean for one in found.curve if isinstance(one.happened, Measured)] == (
        pytest.approx(share.tolist())
    )
    assert isinstance(found.ece, Measured)
    assert found.ece.mean == pytest.approx(np.abs(share - mean).mean())


def test_the_brier_of_a_model_that_knows_only_the_rate() -> None:
    said, happened, people = drawn(500)
    found = calibrated(measure_calibration(said, happened, people, chance()))
    assert found.brier_of_rate == pytest.approx(
        brier_score_loss(happened, np.full(500, happened.mean()))
    )


def test_a_true_model_errs_no_more_than_chance_does() -> None:
    found = calibrated(measure_calibration(*drawn(5000), chance()))
    assert isinstance(found.ece, Measured)
    assert found.ece.mean == pytest.approx(found.ece_by_chance, abs=0.008)
    assert found.ece.low <= found.ece_by_chance <= found.ece.high
    inside = [
        one.happened.low <= one.said <= one.happened.high
        for one in found.curve
        if isinstance(one.happened, Measured)
    ]
    assert sum(inside) >= 9


def test_a_model_that_promises_ten_points_too_much_is_found_out() -> None:
    said, happened, people = drawn(4000)
    found = calibrated(measure_calibration(np.minimum(said + 0.1, 1.0), happened, people, chance()))
    assert isinstance(found.ece, Measured)
    assert found.ece.mean == pytest.approx(0.1, abs=0.02)
    assert found.ece.low > 2 * found.ece_by_chance


def test_too_few_lines_or_one_class_only_are_no_figure() -> None:
    said, happened, people = drawn(LEAST_LINES - 1)
    assert measure_calibration(said, happened, people, chance()) == TooThin("few-lines", 60, 59)
    said, happened, people = drawn(100)
    for everybody in (np.ones(100, dtype=bool), np.zeros(100, dtype=bool)):
        assert measure_calibration(said, everybody, people, chance()) == TooThin("one-class", 2, 1)
        assert fit_platt(said, everybody) == TooThin("one-class", 2, 1)
    assert fit_isotonic(said[:5], happened[:5]) == TooThin("few-lines", 60, 5)


def test_fewer_lines_make_fewer_bins_and_none_of_a_handful() -> None:
    found = calibrated(measure_calibration(*drawn(100), chance()))
    assert [one.lines for one in found.curve] == [33, 34, 33]


def test_many_lines_about_few_people_have_a_curve_without_shares() -> None:
    said, happened, _ = drawn(400)
    found = calibrated(measure_calibration(said, happened, np.arange(400) % 4, chance()))
    assert isinstance(found.brier, TooThin)
    assert all(isinstance(one.happened, TooThin) for one in found.curve)


def test_a_probability_above_one_is_a_mistake() -> None:
    said, happened, people = drawn(100)
    with pytest.raises(ValueError, match="outside"):
        measure_calibration(said + 1.0, happened, people, chance())
    with pytest.raises(ValueError, match="lengths"):
        measure_calibration(said[:-1], happened, people, chance())


def test_each_group_is_measured_apart_and_the_unknown_is_no_group() -> None:
    said, happened, people = drawn(1000)
    labels = np.array(["a"] * 500 + ["b"] * 480 + ["c"] * 10 + [""] * 10, dtype=object)
    found = calibration_by_group(said, happened, people, labels, chance())
    assert list(found) == ["a", "b", "c"]
    assert calibrated(found["b"]).lines == 480
    assert found["c"] == TooThin("few-lines", 60, 10)


def test_a_known_curve_is_recovered() -> None:
    rng = chance()
    scores = rng.normal(size=20_000)
    happened = rng.random(20_000) < 1 / (1 + np.exp(-(1.7 * scores - 0.6)))
    curve = fit_platt(scores, happened)
    assert isinstance(curve, Platt)
    assert (curve.slope, curve.intercept) == pytest.approx((1.7, -0.6), abs=0.06)
    steps = fit_isotonic(scores, happened)
    assert isinstance(steps, Isotonic)
    inner = np.linspace(-1.5, 1.5, 21)
    assert np.abs(steps(inner) - curve(inner)).max() < 0.05


def test_platt_stays_in_the_middle_where_scores_part_the_classes() -> None:
    scores = np.repeat([0.0, 1.0], 40)
    curve = fit_platt(scores, scores > 0.5)
    assert isinstance(curve, Platt)
    assert curve(np.array([0.0, 1.0])) == pytest.approx([1 / 42, 41 / 42], abs=1e-3)


@given(st.integers(0, 200))
def test_the_fitted_steps_never_fall_and_stay_probabilities(seed: int) -> None:
    said, happened, _ = drawn(80, seed)
    steps = fit_isotonic(said, happened)
    assert isinstance(steps, Isotonic)
    values = steps(np.linspace(-1, 2, 50))
    assert (np.diff(values) >= 0).all()
    assert 0 <= values.min() <= values.max() <= 1
