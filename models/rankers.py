"""Rankers: features to points, additively."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from matching.features import FEATURES
from matching.parameters import Parameters, RankingParameters
from matching.ports import Ranker
from matching.vocabulary import FeatureName, OpportunityKind
from models.curves import LearnedRanking
from models.releases import Release

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


class CurveRanker(Ranker):
    """The point of each feature's curve, or that of the neutral value where nothing is known."""

    def __init__(self, learned: LearnedRanking, neutral: Mapping[FeatureName, float]) -> None:
        self._curves = [
            (np.array(learned.curves[name].knots), np.array(learned.curves[name].points))
            for name in FEATURES
        ]
        self._neutral = np.array([neutral.get(name, 0.0) for name in FEATURES])

    @property
    def weights(self) -> Mapping[FeatureName, float]:
        most = [float(points[-1]) for _, points in self._curves]
        return dict(zip(FEATURES, most, strict=True))

    def points(self, table: Floats) -> Floats:
        known: Floats = np.where(np.isnan(table), self._neutral, table)
        columns = [
            np.interp(column, knots, points)
            for column, (knots, points) in zip(known.T, self._curves, strict=True)
        ]
        found: Floats = np.stack(columns, axis=1)
        return found


def ranker_of(release: Release) -> Ranker:
    """The ranker that a release carries: the learned one, or else the one of its weights."""
    ranking = release.parameters.ranking
    if release.ranking is None:
        return AdditiveRanker.of(ranking)
    return CurveRanker(release.ranking, ranking.neutral)


def rankers_of(parameters: Parameters) -> dict[OpportunityKind, Ranker]:
    """Of the kinds that have weights of their own."""
    return {OpportunityKind.ACTIVITY: AdditiveRanker.of(parameters.activities.ranking)}


class SimilarityRanker(AdditiveRanker):
    """Closeness in meaning and nothing else: the baseline that the others must beat."""

    def __init__(self) -> None:
        super().__init__({FeatureName.SEMANTIC: 1.0}, {})
