"""Who meets whom: the pools that lists are made from, and the features of each pair."""

from dataclasses import dataclass

import numpy as np

from evaluation.synthetic.market import Market
from evaluation.synthetic.orders import WorldOrder
from evaluation.synthetic.people import ASKED, REMOTE, Flags, Floats, Numbers, People
from matching.features import FEATURES
from matching.vocabulary import FeatureName

_LOOKED_AT = 4
"""Pairs that retrieval looks at for each one that enters a pool."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Pools:
    """For each of l lists, the k pairs it is made from; no pair is in two lists."""

    of_people: Numbers
    """Shape (l,): 1 for a list of people for an opening, 0 for opportunities for a person."""
    person: Numbers
    """Shape (l, k): rows of People."""
    opening: Numbers
    """Shape (l, k): rows of Market."""
    number: Numbers
    """Shape (l,): how many lists the same person or opening had before."""

    def __len__(self) -> int:
        return len(self.of_people)


def draw_pools(
    order: WorldOrder, people: People, market: Market, rng: np.random.Generator
) -> Pools:
    """Draw the pools of all lists, those of persons first.

    A pair meets in a list of opportunities when person and opening are both at odd or both at even
    rows, and in a list of people otherwise: so that no pair is shown twice.
    """
    n, k = order.lists_per_person, order.pool_size
    owners, posts = np.repeat(np.arange(len(people)), n), np.arange(len(market))
    seen = 2 * _some(len(people), len(market) // 2, n, k, rng) + (owners % 2)[:, None]
    met = 2 * _some(len(market), len(people) // 2, 1, k, rng) + ((posts + 1) % 2)[:, None]
    nearest_posts = _nearest(seen, owners[:, None], people, market, k, rng)
    nearest_people = _nearest(posts[:, None], met, people, market, k, rng)
    by_person = np.repeat(owners[:, None], k, axis=1)
    by_post = np.repeat(posts[:, None], k, axis=1)
    return Pools(
        of_people=np.repeat([0, 1], [len(owners), len(posts)]),
        person=np.vstack([by_person, np.take_along_axis(met, nearest_people, axis=1)]),
        opening=np.vstack([np.take_along_axis(seen, nearest_posts, axis=1), by_post]),
        number=np.concatenate([np.tile(np.arange(n), len(people)), np.zeros_like(posts)]),
    )


def draw_elsewhere(
    count: int, pools: Pools, people: People, market: Market, rng: np.random.Generator
) -> Pools:
    """About `count` pairs that no list shows, as lists of one: chance meetings."""
    person, opening = rng.integers(len(people), size=count), rng.integers(len(market), size=count)
    keys, first = np.unique(person * len(market) + opening, return_index=True)
    first = first[~np.isin(keys, pools.person * len(market) + pools.opening)]
    none = np.zeros(len(first), dtype=np.int64)
    return Pools(
        of_people=none,
        person=person[first][:, None],
        opening=opening[first][:, None],
        number=none,
    )


def _some(owners: int, others: int, lists: int, k: int, rng: np.random.Generator) -> Numbers:
    """Rows below `others`, shape (owners * lists, w): never one twice for the same owner.

    Each owner walks around with a step that has no divisor in common with the number of rows.
    """
    width = min(_LOOKED_AT * k, others // lists)
    steps = np.array([step for step in range(1, others + 1) if np.gcd(step, others) == 1])
    start, step = rng.integers(others, size=owners), rng.choice(steps, owners)
    walked = start[:, None] + step[:, None] * np.arange(width * lists)
    return np.asarray((walked % others).reshape(owners * lists, width), dtype=np.int64)


def _nearest(
    opening: Numbers,
    person: Numbers,
    people: People,
    market: Market,
    k: int,
    rng: np.random.Generator,
) -> Numbers:
    """The k columns that retrieval keeps: same trade, same region, and chance; shape (l, k)."""
    same_trade = market.trade[opening] == people.trade[person]
    same_region = market.region[opening] == people.truly["region"][person]
    near = 1.5 * same_trade + 1.0 * same_region + rng.normal(size=same_trade.shape)
    return np.asarray(np.argpartition(-near, k - 1, axis=1)[:, :k])


@dataclass(frozen=True, slots=True, eq=False)
class PairFeatures:
    """Features of all pairs of all pools, shape (l, k, len(FEATURES)), each in [0, 1] or nan."""

    complete: Floats
    """As they are."""
    visible: Floats
    """As the ranker sees them; nan for what nobody asked."""


def draw_features(
    pools: Pools, people: People, market: Market, differences: float, rng: np.random.Generator
) -> PairFeatures:
    """Draw the features; `differences` scales how much further people of remote regions live."""
    shape = pools.person.shape
    person, opening = pools.person, pools.opening
    same_trade = market.trade[opening] == people.trade[person]
    same_region = market.region[opening] == people.truly["region"][person]
    remote = np.isin(people.truly["region"].astype(str), REMOTE)[person]
    fit = 1.4 * same_trade - 0.9 + 0.6 * people.skill[person] + rng.normal(0.0, 0.7, shape)
    near = np.where(same_region, 1.0, -1.2) - differences * 0.7 * remote

    def squeezed(mean: Floats, spread: float) -> Floats:
        values: Floats = 1.0 / (1.0 + np.exp(-(mean + rng.normal(0.0, spread, shape))))
        return values

    columns = {
        FeatureName.SEMANTIC: squeezed(fit, 0.5),
        FeatureName.LEXICAL: squeezed(1.5 * same_trade - 1.2, 0.8),
        FeatureName.COVERAGE: squeezed(0.8 * fit - 0.2, 0.6),
        FeatureName.CERTIFICATES: squeezed(0.8 * people.skill[person] - 0.4, 0.8),
        FeatureName.EXPERIENCE: squeezed(people.experience[person] + 0.5 * same_trade - 0.3, 0.4),
        FeatureName.WISH: squeezed(0.9 * same_trade - 0.3, 1.0),
        FeatureName.DISTANCE: squeezed(near, 0.7),
        FeatureName.AVAILABILITY: squeezed(np.full(shape, 0.8), 1.0),
        FeatureName.RESPONSE: market.observed_replies[market.company[opening]],
    }
    unknown = np.full(shape, np.nan)  # what only other kinds of opportunities have
    complete = np.stack([columns.get(name, unknown) for name in FEATURES], axis=2)
    return PairFeatures(complete, _as_seen(complete, people.unasked, person))


def _as_seen(complete: Floats, unasked: Flags, person: Numbers) -> Floats:
    """Hide what a person was not asked, for all of their pairs alike."""
    visible = complete.copy()
    for column, name in enumerate(ASKED):
        visible[unasked[person, column], FEATURES.index(name)] = np.nan
    return visible
