"""The numbers of a pair: an allow-list, named, bounded in [0, 1], nan where nothing is known.

Nothing else of a record reaches a score. A value about know-how can only grow when a statement is
added, so a piece of evidence that is cited always counts for the person who brings it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.evidence import Floats, Phrases, Supports, rows_product, scaled
from matching.outcomes import CompanyActivity
from matching.parameters import Parameters, RankingParameters
from matching.ports import Vectors
from matching.records import Profile, Statement
from matching.vocabulary import FeatureName, StatementKind

FEATURES: tuple[FeatureName, ...] = tuple(FeatureName)
"""Order of the columns everywhere."""

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Pairs:
    """One person and k opportunities, with what their features are made from."""

    profile: Profile
    doing: Sequence[Statement]
    """Know-how, in the order of the first axis of `supports`."""
    wanting: Phrases
    """Wishes."""
    doing_vectors: Vectors
    required: Phrases
    """Distinct requirements of the k opportunities."""
    supports: Supports
    needs: Numbers
    """Shape (k, r): columns of `supports` per opportunity, the title first; -1 pads."""
    vectors: Vectors
    """Shape (k, dim), of the opportunities."""
    distance_km: Floats
    """Shape (k,); nan when unknown."""
    starts_on: Numbers
    """Shape (k,): day ordinals; 0 when the start is open."""
    activity: Sequence[CompanyActivity | None]
    """Of the company of each opportunity; None when it has no company."""


def feature_table(pairs: Pairs, parameters: Parameters) -> Floats:
    """Features of each pair, shape (k, len(FEATURES)), in [0, 1] or nan."""
    ranking = parameters.ranking
    columns = {
        FeatureName.SEMANTIC: _semantic(pairs, parameters),
        FeatureName.LEXICAL: _best(pairs.supports.spelling, pairs.needs, lexical_floor=0.5),
        FeatureName.COVERAGE: _coverage(pairs),
        FeatureName.CERTIFICATES: _certificates(pairs, ranking),
        FeatureName.EXPERIENCE: _experience(pairs, ranking),
        FeatureName.WISH: _wish(pairs, parameters),
        FeatureName.DISTANCE: _distance(pairs, ranking),
        FeatureName.AVAILABILITY: _availability(pairs, ranking),
        FeatureName.RESPONSE: _response(pairs, ranking),
    }
    return np.stack([columns[name] for name in FEATURES], axis=1)


def _gathered(values: Floats, needs: Numbers) -> Floats:
    """Value of each requirement of each opportunity, shape (k, r); 0 where padded."""
    gathered: Floats = np.append(values, 0.0)[needs]
    return gathered


def _best(matrix: Floats, needs: Numbers, lexical_floor: float) -> Floats:
    """Best value of any statement against any requirement, shape (k,), from the floor up to 1."""
    best = matrix.max(axis=0, initial=0.0)
    return scaled(_gathered(best, needs).max(axis=1), lexical_floor, 1.0)


def _semantic(pairs: Pairs, parameters: Parameters) -> Floats:
    evidence = parameters.evidence
    cosine = rows_product(pairs.doing_vectors, pairs.vectors).max(axis=0, initial=-1.0)
    return scaled(cosine, evidence.meaning_low, evidence.meaning_high)


def _coverage(pairs: Pairs) -> Floats:
    counted = np.maximum((pairs.needs >= 0).sum(axis=1), 1)
    covered: Floats = _gathered(pairs.supports.coverage(), pairs.needs).sum(axis=1) / counted
    return covered


def _strongest(pairs: Pairs, kinds: Sequence[bool]) -> Floats:
    """Strongest support that statements of some kinds give to any requirement, shape (k,)."""
    chosen = pairs.supports.strength[np.array(kinds, dtype=np.bool_)]
    best: Floats = chosen.max(axis=0, initial=0.0)
    return np.asarray(_gathered(best, pairs.needs).max(axis=1))


def _certificates(pairs: Pairs, ranking: RankingParameters) -> Floats:
    kinds = [line.kind is StatementKind.CERTIFICATE for line in pairs.doing]
    if not any(kinds) and pairs.profile.has_certificates is None:
        return np.full(len(pairs.needs), np.nan)
    if not any(kinds):
        return np.zeros(len(pairs.needs))
    return _above_neutral(_strongest(pairs, kinds), ranking, FeatureName.CERTIFICATES)


def _above_neutral(values: Floats, ranking: RankingParameters, feature: FeatureName) -> Floats:
    """Lift values over the neutral one: a stated fact never counts less than an unasked one."""
    neutral = ranking.neutral[feature]
    return neutral + (1.0 - neutral) * values


def _experience(pairs: Pairs, ranking: RankingParameters) -> Floats:
    """Months of work, each counted as far as it supports a requirement, saturating."""
    months = [
        float(line.months or 0) if line.kind is StatementKind.EXPERIENCE else 0.0
        for line in pairs.doing
    ]
    if not any(months):
        return np.full(len(pairs.needs), np.nan)
    relevant = np.array(months)[:, None] * pairs.supports.strength
    total = np.stack([_gathered(line, pairs.needs).max(axis=1) for line in relevant]).sum(axis=0)
    reached = 1.0 - np.exp(-total / ranking.experience_months)
    return _above_neutral(reached, ranking, FeatureName.EXPERIENCE)


def _wish(pairs: Pairs, parameters: Parameters) -> Floats:
    if not len(pairs.wanting):
        return np.full(len(pairs.needs), np.nan)
    evidence = parameters.evidence
    cosine = rows_product(pairs.wanting.vectors, pairs.vectors).max(axis=0)
    meaning = scaled(cosine, evidence.meaning_low, evidence.meaning_high)
    shared = (pairs.wanting.trades.astype(np.int64) @ pairs.required.trades.T.astype(np.int64)) > 0
    named = np.asarray(shared.any(axis=0), dtype=np.float64)
    title = _gathered(named, pairs.needs[:, :1])[:, 0]
    return np.maximum(meaning, title * evidence.trade_strength)


def _distance(pairs: Pairs, ranking: RankingParameters) -> Floats:
    limit = pairs.profile.max_distance_km or ranking.usual_distance_km
    return np.clip(1.0 - pairs.distance_km / limit, 0.0, 1.0)


def _availability(pairs: Pairs, ranking: RankingParameters) -> Floats:
    available = pairs.profile.available_from
    if available is None:
        return np.full(len(pairs.needs), np.nan)
    waiting = np.maximum(pairs.starts_on - available.toordinal(), 0)
    return np.where(
        pairs.starts_on == 0, 1.0, np.clip(1.0 - waiting / ranking.waiting_days, 0.0, 1.0)
    )


def _response(pairs: Pairs, ranking: RankingParameters) -> Floats:
    """Observed rate of replies, drawn to the usual one where little was observed."""
    replies, contacts = ranking.response_prior_replies, ranking.response_prior_contacts
    rates = [
        np.nan if one is None else (one.replies + replies) / (one.contacts + contacts)
        for one in pairs.activity
    ]
    return np.array(rates, dtype=np.float64)
