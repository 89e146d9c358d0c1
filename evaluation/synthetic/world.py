"""One invented world: everything that is true, and what an institution would know of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from evaluation.groups import Groups
from evaluation.judgements import Judgements
from evaluation.synthetic.lines import Known, joined, judge_listed, judge_unlisted
from evaluation.synthetic.market import Market, draw_market
from evaluation.synthetic.orders import BiasIn, WorldOrder
from evaluation.synthetic.pairs import (
    PairFeatures,
    Pools,
    draw_elsewhere,
    draw_features,
    draw_pools,
)
from evaluation.synthetic.people import Floats, Numbers, People, draw_people
from evaluation.synthetic.policies import (
    Policy,
    Reward,
    attention,
    draw_shown,
    house_scores,
    lowered,
    placement,
    true_values,
)
from evaluation.synthetic.truth import Truth, plant, said_probability, tell_truth

STEPS = 5
"""Times that `make_world` tells how far it is."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class World:
    """Everything that is true. Judgements are lists in order, by rank, then what no list showed."""

    order: WorldOrder
    people: People
    market: Market
    pools: Pools
    features: PairFeatures
    truth: Truth
    """With what was planted."""
    policy: Policy
    """In which order lists were shown."""
    shown: Numbers
    """Shape (l, lines): columns of the pool, by rank."""
    judgements: Judgements
    groups: Groups

    def of_lines(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Values of pairs, shape (l, k, …), for each line shown, shape (l * lines, …)."""
        found = values[np.arange(len(self.shown))[:, None], self.shown]
        return np.asarray(found.reshape(-1, *values.shape[2:]))

    def values(self, policy: Policy, reward: Reward) -> Floats:
        """True expected reward per line of each list under a policy, shape (l,)."""
        return true_values(self.truth, policy, reward, self.order.lines)

    def target(self, policy: Policy) -> Floats:
        """Probability of each line shown, at its rank, under a policy; shape (l * lines,)."""
        likely = self.of_lines(placement(policy, self.order.lines))
        return np.asarray(likely[np.arange(len(likely)), np.arange(len(likely)) % self.order.lines])


def make_world(order: WorldOrder, progress: Callable[[int], None] = lambda _: None) -> World:
    """Draw a world; `progress` is called STEPS times, with 1."""
    chance = [np.random.default_rng([order.seed, stream]) for stream in range(7)]
    market_seed = order.seed if order.market_seed is None else order.market_seed
    market = draw_market(order.openings, np.random.default_rng([market_seed, 99]))
    people = draw_people(order.people, order.differences, chance[0])
    progress(1)
    pools = draw_pools(order, people, market, chance[1])
    features = draw_features(pools, people, market, order.differences, chance[2])
    progress(1)
    fair = tell_truth(pools, features.complete, market, order.signal, chance[3])
    policy, truth = _planted(order, people, pools, features, fair)
    progress(1)
    shown, propensity = draw_shown(policy, order.lines, chance[4])
    known = Known(order, people, market, pools, features.visible, truth, policy.scores)
    judgements = judge_listed(known, shown, propensity, chance[5])
    progress(1)
    judgements = joined(judgements, _elsewhere(order, people, market, pools, chance[6]))
    progress(1)
    return World(
        order=order,
        people=people,
        market=market,
        pools=pools,
        features=features,
        truth=truth,
        policy=policy,
        shown=shown,
        judgements=judgements,
        groups=Groups(profile_ids=people.ids, **people.groups),
    )


def _elsewhere(
    order: WorldOrder, people: People, market: Market, pools: Pools, rng: np.random.Generator
) -> Judgements:
    """What no list showed and was proposed all the same, by people who are fair."""
    count = round(order.unlisted * len(pools) * order.lines)
    met = draw_elsewhere(count, pools, people, market, rng)
    features = draw_features(met, people, market, order.differences, rng)
    truth = tell_truth(met, features.complete, market, order.signal, rng)
    scores = house_scores(features.visible)
    return judge_unlisted(Known(order, people, market, met, features.visible, truth, scores), rng)


def _planted(
    order: WorldOrder, people: People, pools: Pools, features: PairFeatures, fair: Truth
) -> tuple[Policy, Truth]:
    """The policy and the truth with the injustice that was ordered."""
    scores = (
        house_scores(features.visible)
        if order.distortion is None
        else said_probability(fair, order.distortion)
    )
    policy = Policy(scores, order.exploration, order.margin)
    if order.bias is None:
        return policy, fair
    members = people.is_in(order.bias.attribute, order.bias.group)[pools.person]
    if order.bias.where is BiasIn.EXPOSURE:
        inside = members & (pools.of_people == 1)[:, None]
        return lowered(policy, inside, order.lines, order.bias.points), fair
    likely = placement(policy, order.lines)
    looked_at = likely @ attention(order.lines)
    return policy, plant(fair, order.bias, members, likely.sum(axis=2), looked_at)
