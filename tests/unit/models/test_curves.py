"""A learned ranking: curves that never fall, kept to the last bit, refused when damaged."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.features import FEATURES
from matching.parameters import RankingParameters
from matching.vocabulary import FeatureName
from models.curves import (
    Calibration,
    Curve,
    CurvesDamaged,
    read_curves,
    write_curves,
)
from models.rankers import AdditiveRanker, CurveRanker
from tests.rankings import a_ranking, straight

NEUTRAL = RankingParameters().neutral


def test_what_is_written_is_read_again_to_the_last_bit(tmp_path: Path) -> None:
    ranking = a_ranking()
    write_curves(ranking, tmp_path / "ranker.json")
    assert read_curves(tmp_path / "ranker.json") == ranking
    uncalibrated = replace(ranking, calibration=None)
    write_curves(uncalibrated, tmp_path / "ranker.json")
    assert read_curves(tmp_path / "ranker.json") == uncalibrated


def test_a_curve_gives_its_points_straight_between_the_knots() -> None:
    """0 to .5 gives 0 to .2, then .5 to 1 gives .2 to .25."""
    curves = straight(FeatureName.SEMANTIC, 0.75)
    curves[FeatureName.WISH] = Curve((0.0, 0.5, 1.0), (0.0, 0.2, 0.25))
    ranker = CurveRanker(replace(a_ranking(), curves=curves), {})
    table = np.zeros((4, len(FEATURES)))
    table[:, FEATURES.index(FeatureName.WISH)] = [0.0, 0.25, 0.5, 0.9]
    points = ranker.points(table)
    assert points[:, FEATURES.index(FeatureName.WISH)] == pytest.approx([0.0, 0.1, 0.2, 0.24])
    assert ranker.weights[FeatureName.WISH] == 0.25
    assert sum(ranker.weights.values()) == pytest.approx(1.0)


def test_an_unknown_value_gives_the_points_of_the_neutral_one() -> None:
    curves = straight(FeatureName.SEMANTIC, 0.75)
    curves[FeatureName.WISH] = Curve((0.0, 0.5, 1.0), (0.0, 0.2, 0.25))
    ranker = CurveRanker(replace(a_ranking(), curves=curves), {FeatureName.WISH: 0.4})
    unknown = ranker.points(np.full((1, len(FEATURES)), np.nan))
    assert unknown.sum() == pytest.approx(0.16)


def test_straight_curves_are_the_weights_they_replace() -> None:
    weights = RankingParameters().weights
    curves = {name: Curve((0.0, 1.0), (0.0, weights.get(name, 0.0))) for name in FEATURES}
    learned = CurveRanker(replace(a_ranking(), curves=curves), NEUTRAL)
    table = np.random.default_rng(0).random((50, len(FEATURES)))
    table[table < 0.2] = np.nan
    expected = AdditiveRanker(weights, NEUTRAL).points(table)
    assert learned.points(table) == pytest.approx(expected)


@given(st.integers(0, 2**32 - 1), st.integers(0, len(FEATURES) - 1), st.floats(0.0, 1.0))
def test_a_larger_value_never_gives_fewer_points_and_one_line_gives_what_many_give(
    seed: int, column: int, larger: float
) -> None:
    ranker = CurveRanker(a_ranking(), NEUTRAL)
    table = np.random.default_rng(seed).random((5, len(FEATURES)))
    raised = table.copy()
    raised[:, column] = np.maximum(table[:, column], larger)
    assert (ranker.points(raised) >= ranker.points(table)).all()
    alone = np.vstack([ranker.points(table[[row]]) for row in range(5)])
    assert (alone == ranker.points(table)).all()


@pytest.mark.parametrize(
    ("knots", "points", "why"),
    [
        ((0.0, 1.0), (0.0, -0.1), "fall"),
        ((0.0, 0.6, 1.0), (0.0, 0.3, 0.2), "fall"),
        ((0.0, 0.5, 0.5, 1.0), (0.0, 0.1, 0.2, 0.3), "rise"),
        ((0.1, 1.0), (0.0, 0.1), "begins"),
        ((0.0, 1.0), (0.1, 0.2), "begins"),
        ((0.0, 0.9), (0.0, 0.2), "ends"),
        ((0.0,), (0.0,), "two"),
        ((0.0, 1.0), (0.0,), "as many"),
        ((0.0, 1.0), (0.0, float("nan")), "finite"),
    ],
)
def test_what_is_no_curve_is_refused(
    knots: tuple[float, ...], points: tuple[float, ...], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        Curve(knots, points)


def test_every_feature_has_a_curve_and_together_they_give_one() -> None:
    curves = dict(a_ranking().curves)
    del curves[FeatureName.WISH]
    with pytest.raises(ValueError, match="every feature"):
        replace(a_ranking(), curves=curves)
    with pytest.raises(ValueError, match="sum to 1"):
        replace(a_ranking(), curves=straight(FeatureName.SEMANTIC, 0.5))


@pytest.mark.parametrize(
    "damage",
    [
        {"format": 99},
        {"curves": {"unheard-of": {"knots": [0, 1], "points": [0, 1]}}},
        {"fitted_until": "yesterday"},
        {"calibration": {"slope": 1.0}},
        {"surplus": 1},
    ],
)
def test_a_file_that_is_not_understood_is_refused(tmp_path: Path, damage: dict[str, Any]) -> None:
    path = tmp_path / "ranker.json"
    write_curves(a_ranking(), path)
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | damage), "utf-8")
    with pytest.raises(CurvesDamaged):
        read_curves(path)
    path.write_text("not JSON", "utf-8")
    with pytest.raises(CurvesDamaged):
        read_curves(path)


def test_a_probability_is_the_logistic_curve_of_the_score() -> None:
    """At a score of .5 the logit is 4 x .5 - 2 = 0."""
    day = date(2026, 1, 1)
    found = Calibration(slope=4.0, intercept=-2.0, judgements=50, since=day, until=day)
    assert found.probability(0.5) == 0.5
    assert found.probability(1.0) == pytest.approx(1.0 / (1.0 + np.exp(-2.0)))
    assert found.probability(0.0) == pytest.approx(1.0 - found.probability(1.0))
