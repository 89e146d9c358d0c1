"""Rankers: features to points, additively."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from matching.features import FEATURES
from matching.parameters import RankingParameters
from matching.ports import Ranker
from matching.vocabulary import FeatureName

Floats = npt.NDArray[np.float64]


class AdditiveRanker(Ranker):
    """Weight times value, or times the neutral value of a feature where nothing is known."""

    def __init__(
        self, weights: Mapping[FeatureName, float], neutral: Mapping[FeatureName, float]
    ) -> None:
        """Keep weights in the order of the features; one that is not named weighs nothing.

        Raises:
            ValueError: a weight is negative, or they do not sum to 1.
        """
        ordered = [weights.get(name, 0.0) for name in FEATURES]
        if min(ordered) < 0.0 or abs(sum(ordered) - 1.0) > 1e-9:
            raise ValueError("weights must be positive and sum to 1")
        self._weights = np.array(ordered)
        self._neutral = np.array([neutral.get(name, 0.0) for name in FEATURES])

    @classmethod
    def of(cls, parameters: RankingParameters) -> "AdditiveRanker":
        """The ranker that a release describes."""
        return cls(parameters.weights, parameters.neutral)

    @property
    def weights(self) -> Mapping[FeatureName, float]:
        return dict(zip(FEATURES, self._weights.tolist(), strict=True))

    def points(self, table: Floats) -> Floats:
        known: Floats = np.where(np.isnan(table), self._neutral, table)
        points: Floats = known * self._weights
        return points


class SimilarityRanker(AdditiveRanker):
    """Closeness in meaning and nothing else: the baseline that the others must beat."""

    def __init__(self) -> None:
        super().__init__({FeatureName.SEMANTIC: 1.0}, {})
