"""Learned rankings made by hand."""

from dataclasses import replace
from datetime import date

from matching.features import FEATURES
from matching.parameters import Parameters, RankingParameters
from matching.vocabulary import FeatureName
from models.curves import Calibration, Curve, LearnedRanking

OPEN = Parameters(ranking=RankingParameters(suitable_score=0.0, suitable_fit=0.0))
"""Proposes whatever the rules allow."""


def meaning_first() -> Parameters:
    """The same with other weights: every score differs."""
    weights = dict(OPEN.ranking.weights)
    weights[FeatureName.SEMANTIC] += weights.pop(FeatureName.COVERAGE)
    return replace(OPEN, ranking=replace(OPEN.ranking, weights=weights))


def straight(feature: FeatureName, most: float) -> dict[FeatureName, Curve]:
    """One feature gives up to so many points; the others give none."""
    return {name: Curve((0.0, 1.0), (0.0, most if name is feature else 0.0)) for name in FEATURES}


def a_ranking(favourite: FeatureName = FeatureName.SEMANTIC) -> LearnedRanking:
    """Every feature counts, one more than the others, and more so in its upper half."""
    share = 0.5 / (len(FEATURES) - 1)
    curves = {name: Curve((0.0, 1.0), (0.0, share)) for name in FEATURES}
    curves[favourite] = Curve((0.0, 0.5, 1.0), (0.0, 0.1, 0.5))
    return LearnedRanking(
        curves=curves,
        label="outcomes",
        judgements=200,
        people=80,
        fitted_until=date(2026, 6, 30),
        calibration=Calibration(
            slope=6.0,
            intercept=-3.0,
            judgements=60,
            since=date(2026, 4, 1),
            until=date(2026, 6, 30),
        ),
    )
