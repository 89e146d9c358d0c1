"""One person against some rows: features, points, order, and the lines that are worth showing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.evidence import Floats
from matching.explanation import (
    Line,
    confidence_of,
    evidence_of,
    legal_age_is_open,
    mattering,
    missing_fields,
    reasons_of,
    stale_fields,
    terms_of,
)
from matching.features import FEATURES, LOCAL_FEATURES, Pairs, feature_table
from matching.parameters import Parameters, RankingParameters
from matching.ports import Ranker
from matching.proposals import Proposal, Question
from matching.records import Opportunity
from matching.vocabulary import FeatureName, MissingField

_FIT = [
    FEATURES.index(name)
    for name in (
        FeatureName.SEMANTIC,
        FeatureName.LEXICAL,
        FeatureName.COVERAGE,
        FeatureName.WISH,
    )
]
"""The features that speak about the work itself, not about where and when."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Scored:
    """k pairs with their points. Position i is the same pair everywhere."""

    question: Question
    opportunities: Sequence[Opportunity]
    pairs: Pairs
    table: Floats
    """Features, shape (k, features); nan where unknown."""
    points: Floats
    """Shape (k, features)."""
    missing: tuple[MissingField, ...]
    """What is unknown of the person."""
    stale: frozenset[MissingField]
    """What was stated too long ago."""
    scores: Floats
    """Shape (k,): sums of the points, added from the first feature to the last."""

    def suitable(self, ranking: RankingParameters) -> list[int]:
        """Positions worth proposing, best first; equal scores by opportunity id."""
        fits = np.nan_to_num(self.table[:, _FIT]).max(axis=1, initial=0.0)
        wished = np.nan_to_num(self.table[:, FEATURES.index(FeatureName.WISH)])
        worth = (self.scores >= ranking.suitable_score) | (wished >= ranking.suitable_wish)
        near = self.scores >= ranking.suitable_share * self.scores.max(initial=0.0)
        good = worth & near & (fits >= ranking.suitable_fit)
        return sorted(np.flatnonzero(good).tolist(), key=self._order)

    def _order(self, position: int) -> tuple[float, str]:
        return -float(self.scores[position]), self.opportunities[position].id


def score(
    question: Question,
    opportunities: Sequence[Opportunity],
    pairs: Pairs,
    ranker: Ranker,
    parameters: Parameters,
) -> Scored:
    """Features and points of some pairs."""
    table = feature_table(pairs, parameters)
    points = ranker.points(table)
    return Scored(
        question=question,
        opportunities=opportunities,
        pairs=pairs,
        table=table,
        points=points,
        missing=missing_fields(question.profile, question.kind),
        stale=stale_fields(question.profile, question.today, parameters.ranking.stale_after_days),
        scores=_left_to_right(points),
    )


def _left_to_right(points: Floats) -> Floats:
    """Sums of rows in the order in which a reader adds the shown terms: equal to the last bit."""
    sums: npt.NDArray[np.float64] = np.zeros(len(points))
    for column in points.T:
        sums = sums + column
    return sums


def _shown_features(scored: Scored, position: int) -> list[FeatureName]:
    """What a line shows: features of activities alone only where they give points."""
    is_local = scored.pairs.local is not None
    given = dict(zip(FEATURES, scored.points[position].tolist(), strict=True))
    return [name for name in FEATURES if is_local or name not in LOCAL_FEATURES or given[name]]


def proposal_at(
    scored: Scored, position: int, rank: int, ranker: Ranker, parameters: Parameters
) -> Proposal:
    """The line of one pair, with everything that explains it."""
    opportunity = scored.opportunities[position]
    line = Line(
        question=scored.question,
        opportunity=opportunity,
        pairs=scored.pairs,
        position=position,
        terms=terms_of(
            scored.table[position],
            scored.points[position],
            ranker.weights,
            _shown_features(scored, position),
        ),
    )
    evidence, gaps = evidence_of(line)
    asked = mattering(scored.missing, opportunity)
    if legal_age_is_open(scored.question, opportunity):
        asked = (*asked, MissingField.LEGAL_AGE)
    old = mattering(scored.stale, opportunity)
    distance = float(scored.pairs.distance_km[position])
    return Proposal(
        profile_id=scored.question.profile.id,
        opportunity_id=opportunity.id,
        rank=rank,
        score=float(scored.scores[position]),
        terms=tuple(line.terms.values()),
        reasons=reasons_of(line, evidence, gaps, parameters),
        evidence=evidence,
        gaps=gaps,
        confidence=confidence_of(line, len(asked) + len(old)),
        to_ask=asked,
        to_confirm=old,
        distance_km=None if np.isnan(distance) else distance,
    )
