"""The numbers of a pair: an allow-list, named, bounded in [0, 1], nan where nothing is known.

Nothing else of a record reaches a score. A value about know-how can only grow when a statement is
added, so a piece of evidence that is cited always counts for the person who brings it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.evidence import HOW, Floats, Phrases, Supports, rows_product, scaled
from matching.local import Local
from matching.outcomes import CompanyActivity
from matching.parameters import MarketParameters, Parameters, RankingParameters
from matching.ports import Vectors
from matching.records import Profile, Statement
from matching.vocabulary import FeatureName, StatementKind, SupportKind

FEATURES: tuple[FeatureName, ...] = tuple(FeatureName)
"""Order of the columns everywhere."""
LOCAL_FEATURES = frozenset(
    {
        FeatureName.DEMAND,
        FeatureName.SATURATION,
        FeatureName.SURVIVAL,
        FeatureName.CONTRIBUTION,
    }
)
"""Those of activities alone; for the other kinds they are unknown, and are not shown."""

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Pairs:
    """One person and k opportunities, with what their features are made from."""

    profile: Profile
    statements: Sequence[Statement]
    """Know-how, in the order of the first axis of `supports`."""
    doing: Phrases
    """The same, to be compared."""
    wanting: Phrases
    """Wishes."""
    supports: Supports
    """Know-how against requirements."""
    wished: Supports
    """Wishes against requirements."""
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
    local: Local | None = None
    """What is known around activities; None for the other kinds."""


def feature_table(pairs: Pairs, parameters: Parameters) -> Floats:
    """Features of each pair, shape (k, len(FEATURES)), in [0, 1] or nan."""
    ranking = parameters.activities.ranking if pairs.local else parameters.ranking
    columns = {
        FeatureName.SEMANTIC: _semantic(pairs, parameters),
        FeatureName.LEXICAL: _lexical(pairs, parameters),
        FeatureName.COVERAGE: _coverage(pairs),
        FeatureName.CERTIFICATES: _certificates(pairs, ranking),
        FeatureName.EXPERIENCE: _experience(pairs, ranking),
        FeatureName.WISH: _wish(pairs, parameters),
        FeatureName.DISTANCE: _distance(pairs, ranking),
        FeatureName.AVAILABILITY: _availability(pairs, ranking),
        FeatureName.RESPONSE: _response(pairs, ranking),
        **_local(pairs, parameters.activities.market),
    }
    return np.stack([columns[name] for name in FEATURES], axis=1)


def _gathered(values: Floats, needs: Numbers) -> Floats:
    """Value of each requirement of each opportunity, shape (k, r); 0 where padded."""
    gathered: Floats = np.append(values, 0.0)[needs]
    return gathered


def _lexical(pairs: Pairs, parameters: Parameters) -> Floats:
    """Best spelling of any statement against the title, from the floor up, shape (k,)."""
    best = pairs.supports.spelling.max(axis=0, initial=0.0)
    return scaled(best[pairs.needs[:, 0]], parameters.evidence.spelling_floor, 1.0)


def _semantic(pairs: Pairs, parameters: Parameters) -> Floats:
    return _closeness(pairs.doing, pairs.supports, pairs, parameters)


def _closeness(
    statements: Phrases, compared: Supports, pairs: Pairs, parameters: Parameters
) -> Floats:
    """Best of any statement against the title or the whole advertisement, shape (k,).

    A straight line up to the same text: a curve that reaches 1 earlier would call many equal.
    """
    evidence = parameters.evidence
    whole = rows_product(statements.vectors, pairs.vectors).max(axis=0, initial=-1.0)
    alike = np.where(compared.other_trades, -1.0, compared.cosine)
    title = alike.max(axis=0, initial=-1.0)[pairs.needs[:, 0]]
    return scaled(np.maximum(whole, title), evidence.whole_low, evidence.whole_high)


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
    kinds = [line.kind is StatementKind.CERTIFICATE for line in pairs.statements]
    # Having none counts as much as not being asked: where one is needed, a rule says so.
    if not any(kinds) and pairs.profile.has_certificates is None:
        return np.full(len(pairs.needs), np.nan)
    return _above_neutral(_strongest(pairs, kinds), ranking, FeatureName.CERTIFICATES)


def _above_neutral(values: Floats, ranking: RankingParameters, feature: FeatureName) -> Floats:
    """Lift values over the neutral one: a stated fact never counts less than an unasked one."""
    neutral = ranking.neutral[feature]
    return neutral + (1.0 - neutral) * values


def _experience(pairs: Pairs, ranking: RankingParameters) -> Floats:
    """Months of work, each counted as far as it supports a requirement, saturating."""
    months = [
        float(line.months or 0) if line.kind is StatementKind.EXPERIENCE else 0.0
        for line in pairs.statements
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
    meaning = _closeness(pairs.wanting, pairs.wished, pairs, parameters)
    named = pairs.wished.how == HOW.index(SupportKind.TRADE)
    if pairs.local is not None:
        # Activities have the names that people give them; titles of openings only look alike.
        named |= pairs.wished.how == HOW.index(SupportKind.SPELLING)
    by_name = np.where(named, pairs.wished.strength, 0.0).max(axis=0, initial=0.0)
    wished: Floats = np.maximum(meaning, by_name[pairs.needs[:, 0]])
    return wished


def _distance(pairs: Pairs, ranking: RankingParameters) -> Floats:
    limit = pairs.profile.max_distance_km or ranking.usual_distance_km
    return np.clip(1.0 - pairs.distance_km / limit, 0.0, 1.0)


def _availability(pairs: Pairs, ranking: RankingParameters) -> Floats:
    """1 for a start on the day of availability, falling with the wait; 0 for a start before it."""
    available = pairs.profile.available_from
    if available is None:
        return np.full(len(pairs.needs), np.nan)
    waiting = (pairs.starts_on - available.toordinal()).astype(np.float64)
    left = np.where(waiting < 0, 0.0, np.clip(1.0 - waiting / ranking.waiting_days, 0.0, 1.0))
    return np.where(pairs.starts_on == 0, np.nan, left)


def _response(pairs: Pairs, ranking: RankingParameters) -> Floats:
    """Observed rate of replies, drawn to the usual one where little was observed."""
    replies, contacts = ranking.response_prior_replies, ranking.response_prior_contacts
    rates = [
        np.nan if one is None else (one.replies + replies) / (one.contacts + contacts)
        for one in pairs.activity
    ]
    return np.array(rates, dtype=np.float64)


def _local(pairs: Pairs, market: MarketParameters) -> dict[FeatureName, Floats]:
    """What is known of the place, of former starts and of the person's own means."""
    found = pairs.local
    if found is None:
        return {name: np.full(len(pairs.needs), np.nan) for name in LOCAL_FEATURES}
    place = found.contribution.place
    needs_place = ~np.isnan(place)
    weight = np.where(needs_place, market.place_share, 0.0)
    share = found.contribution.share
    means = (1.0 - weight) * np.nan_to_num(share) + weight * np.nan_to_num(place)
    return {
        FeatureName.DEMAND: found.demand,
        FeatureName.SATURATION: 1.0 / (1.0 + found.nearby.load / market.crowded_kits),
        FeatureName.SURVIVAL: found.survival.rate,
        FeatureName.CONTRIBUTION: np.where(np.isnan(share) & ~needs_place, np.nan, means),
    }
