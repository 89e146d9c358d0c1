import numpy as np
import pytest

from matching.features import FEATURES
from matching.parameters import RankingParameters
from matching.vocabulary import FeatureName
from models.rankers import AdditiveRanker, SimilarityRanker


def test_points_are_weight_times_value() -> None:
    ranker = AdditiveRanker({FeatureName.SEMANTIC: 0.75, FeatureName.WISH: 0.25}, {})
    table = np.zeros((1, len(FEATURES)))
    table[0, FEATURES.index(FeatureName.SEMANTIC)] = 0.5
    points = ranker.points(table)
    assert points[0, FEATURES.index(FeatureName.SEMANTIC)] == 0.375
    assert points.sum() == 0.375


def test_an_unknown_value_gives_its_neutral_points() -> None:
    ranker = AdditiveRanker({FeatureName.WISH: 1.0}, {FeatureName.WISH: 0.4})
    table = np.full((2, len(FEATURES)), np.nan)
    assert ranker.points(table).sum(axis=1) == pytest.approx([0.4, 0.4])


@pytest.mark.parametrize("weights", [{FeatureName.WISH: 0.9}, {FeatureName.WISH: -1.0}])
def test_weights_that_do_not_share_out_one_are_refused(weights: dict[FeatureName, float]) -> None:
    with pytest.raises(ValueError, match="sum to 1"):
        AdditiveRanker(weights, {})


def test_the_shipped_weights_are_accepted_and_cover_every_feature() -> None:
    assert set(AdditiveRanker.of(RankingParameters()).weights) == set(FeatureName)
    assert all(weight > 0 for weight in RankingParameters().weights.values())


def test_the_baseline_looks_at_meaning_only() -> None:
    weights = SimilarityRanker().weights
    assert weights[FeatureName.SEMANTIC] == 1.0
    assert sum(weights.values()) == 1.0
