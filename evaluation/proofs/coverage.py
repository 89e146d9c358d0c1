"""Intervals hold the truth as often as they say, and refuse where they cannot."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from evaluation.fairness import find_disparities, reached
from evaluation.judgements import Judgements
from evaluation.measured import (
    Bools,
    Estimate,
    Floats,
    Measured,
    TooThin,
    bootstrap_interval,
    bootstrap_statistic,
    cluster_totals,
)
from evaluation.offpolicy import Logged, estimate_off_policy
from evaluation.queries import Side, ndcg, queries
from evaluation.synthetic.orders import Bias, WorldOrder
from evaluation.synthetic.policies import Policy, Reward, one_feature, placement
from evaluation.synthetic.world import World, make_world
from matching.judgements import Stage
from matching.vocabulary import FeatureName

TRUTH_PEOPLE = 40_000
"""People of the worlds from which true means are taken: their own error is then a seventh of that
of 800 people, and hardly shows."""
_TRUTH_WORLDS = 8
"""Over which they are spread, so that they fit into memory."""
_ELSEWHERE = 1_000_003
"""Seeds of worlds that only tell the truth, or what a model expects, begin here."""
_MARKETS = 50
"""Markets from which a truth about companies in general is taken."""
_WAYS = ("ips", "snips", "dr")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One figure over many draws of the world."""

    name: str
    truth: float
    draws: int
    refused: int
    """Draws in which no figure was given."""
    covered: int
    """Draws whose interval holds the truth."""
    mean: float
    """Of the figures given; nan without any."""
    width: float
    """Mean width of the intervals."""

    @property
    def share(self) -> float:
        """Of the intervals given that hold the truth; nan without any."""
        given = self.draws - self.refused
        return self.covered / given if given else float("nan")


def prove_coverage(
    order: WorldOrder,
    draws: int,
    progress: Callable[[int], None],
    *,
    new_markets: bool = False,
    truth_people: int = TRUTH_PEOPLE,
) -> list[Coverage]:
    """Draw people again and again, and see how often each interval holds the truth.

    Only lists of opportunities for persons count: persons are then independent of each other, as
    intervals suppose.

    Args:
        order: Size of each world; its seed fixes the market.
        draws: How many worlds.
        progress: Is told of each.
        new_markets: Draw other companies each time as well, and ask about companies in general.
            Intervals know nothing of that, and are then too short.
        truth_people: People of the world from which true means are taken.
    """
    market = replace(order, market_seed=order.seed, lists_per_person=2)
    truth = _truth(market, new_markets, truth_people)
    expects = {reward: _model(market, reward) for reward in (Reward.PROPOSED, Reward.HIRED)}
    given: dict[str, list[Estimate]] = defaultdict(list)
    for number in range(draws):
        seed = order.seed + number
        drawn = replace(market, seed=seed, market_seed=seed if new_markets else order.seed)
        for name, estimate in _estimates(make_world(drawn), expects, seed).items():
            given[name].append(estimate)
        progress(1)
    return [coverage_of(name, truth[name], estimates) for name, estimates in given.items()]


def prove_difference(
    order: WorldOrder,
    bias: Bias,
    draws: int,
    progress: Callable[[int], None],
    truth_people: int = TRUTH_PEOPLE,
) -> Coverage:
    """How often the interval of a gap among equals holds the gap of a very large office.

    That one is not to the last digit what was planted: the planted points are the average over the
    group's own lines, and a regression counts lines more where the group and others are mixed.
    """
    worlds = _truth_worlds(order, truth_people)
    each = truth_people // worlds
    large = replace(order, people=each, openings=order.openings * each // order.people)
    truths = [
        one.mean
        for number in range(worlds)
        for one in _gaps(replace(large, seed=_ELSEWHERE + order.seed + number), bias)
        if isinstance(one, Measured)
    ]
    given: list[Estimate] = []
    for number in range(draws):
        given += _gaps(replace(order, seed=order.seed + number), bias)
        progress(1)
    return coverage_of(
        f"{bias.where.value}: {bias.group} minus equals, planted {-bias.points / 100.0:g}",
        float(np.mean(truths)),
        given,
    )


def _truth_worlds(order: WorldOrder, people: int) -> int:
    return max(1, min(_TRUTH_WORLDS, people // order.people))


def _gaps(order: WorldOrder, bias: Bias) -> list[Estimate]:
    """The gap of the group at the step, in a world of the order with that bias."""
    world = make_world(replace(order, bias=bias))
    found = find_disparities(world.judgements, world.groups, attributes=(bias.attribute,))
    return [
        one.gap
        for one in found
        if one.treatment.value == bias.where.value and one.label == bias.group
    ]


def targets(world: World) -> dict[str, Policy]:
    """Orders that were not shown: by wish alone, and half way between that and what was shown."""
    wish = one_feature(world.features.visible, FeatureName.WISH)
    return {
        "the wish first": Policy(wish),
        "the score, a little wish": Policy(world.policy.scores + 0.05 * wish),
    }


def coverage_of(name: str, truth: float, estimates: list[Estimate]) -> Coverage:
    """Sum up the answers of many draws to one question."""
    figures = [one for one in estimates if isinstance(one, Measured)]
    return Coverage(
        name=name,
        truth=truth,
        draws=len(estimates),
        refused=len(estimates) - len(figures),
        covered=sum(one.low <= truth <= one.high for one in figures),
        mean=float(np.mean([one.mean for one in figures])) if figures else float("nan"),
        width=float(np.mean([one.high - one.low for one in figures])) if figures else float("nan"),
    )


def happened(judgements: Judgements, reward: Reward) -> Bools:
    """Whether each line brought the reward, shape (n,)."""
    return reached(judgements.stage, Stage(reward.value))


def _persons(world: World) -> tuple[Judgements, Bools]:
    """Lines of lists for persons, and which lists those are."""
    of_persons = world.pools.of_people == 0
    lines = len(world.shown) * world.order.lines
    return world.judgements.where(np.arange(lines)).where(
        np.repeat(of_persons, world.order.lines)
    ), of_persons


def _estimates(world: World, expects: Mapping[Reward, Floats], seed: int) -> dict[str, Estimate]:
    rng = np.random.default_rng([seed, 1])
    lines, of_persons = _persons(world)
    found: dict[str, Estimate] = {}
    for reward in expects:
        brought = happened(lines, reward).astype(np.float64)
        found[f"mean {reward.value}"] = bootstrap_interval(brought, lines.profile_ids, rng)
    proposed = happened(lines, Reward.PROPOSED)
    found["proposed: women minus men"] = _gap(world, lines, proposed, rng)
    asked, values = _ndcg(lines)
    found["nDCG@5"] = bootstrap_interval(values, asked, rng)
    for name, policy in targets(world).items():
        for reward, weights in expects.items():
            logged = _logged(world, lines, of_persons, policy, reward, weights)
            answer = estimate_off_policy(logged, rng)
            found |= {
                f"{way} {reward.value}, {name}": answer
                if isinstance(answer, TooThin)
                else {"ips": answer.ips, "snips": answer.snips, "dr": answer.dr}[way]
                for way in _WAYS
            }
    return found


def _truth(order: WorldOrder, new_markets: bool, people: int) -> dict[str, float]:
    """True means over people who could have come: in the same market, or in any."""
    size = _MARKETS if new_markets else _truth_worlds(order, people)
    told: dict[str, list[float]] = defaultdict(list)
    for number in range(size):
        seed = _ELSEWHERE + order.seed + number
        market_seed = seed if new_markets else order.market_seed
        world = make_world(
            replace(
                order,
                people=people // size,
                seed=seed,
                market_seed=market_seed,
            )
        )
        for name, value in _true_values(world).items():
            told[name].append(value)
    return {name: float(np.mean(values)) for name, values in told.items()}


def _true_values(world: World) -> dict[str, float]:
    lines, of_persons = _persons(world)
    rewards = (Reward.PROPOSED, Reward.HIRED)
    told = {
        f"mean {reward.value}": float(world.values(world.policy, reward)[of_persons].mean())
        for reward in rewards
    }
    each = world.values(world.policy, Reward.PROPOSED)[of_persons]
    gender = world.people.groups["gender"][world.pools.person[of_persons, 0]]
    women, men = (float(each[gender == group].mean()) for group in ("female", "male"))
    told["proposed: women minus men"] = women - men
    told["nDCG@5"] = float(np.mean(_ndcg(lines)[1]))
    for name, policy in targets(world).items():
        for reward in rewards:
            value = float(world.values(policy, reward)[of_persons].mean())
            told |= {f"{way} {reward.value}, {name}": value for way in _WAYS}
    return told


def _gap(world: World, lines: Judgements, hits: Bools, rng: np.random.Generator) -> Estimate:
    gender = world.groups.labels("gender", lines.profile_ids)
    columns = [
        (gender == group) * weight
        for group in ("female", "male")
        for weight in (hits.astype(np.float64), np.ones(len(hits)))
    ]

    def difference(sums: Floats) -> Floats:
        return np.asarray(sums[..., 0] / sums[..., 1] - sums[..., 2] / sums[..., 3])

    totals = cluster_totals(np.stack(columns, axis=1), lines.profile_ids)
    return bootstrap_statistic(totals, difference, rng)


def _ndcg(lines: Judgements) -> tuple[np.ndarray, Floats]:
    asked = queries(lines, Side.PERSON)
    ties = np.zeros(len(asked.rows))
    return asked.who, ndcg(asked, lines.score[asked.rows], ties)


def _logged(
    world: World,
    lines: Judgements,
    of_persons: Bools,
    policy: Policy,
    reward: Reward,
    weights: Floats,
) -> Logged:
    """The shown lines beside what the policy would do, and what a model expects of both."""
    expected = _table(world.features.visible) @ weights  # (l, k, lines)
    likely = placement(policy, world.order.lines)
    rank = np.arange(world.order.lines)
    shown = expected[np.arange(len(world.shown))[:, None], world.shown, rank]
    of_target = (likely * expected).sum(axis=1)
    inside = np.repeat(of_persons, world.order.lines)
    return Logged(
        reward=happened(lines, reward).astype(np.float64),
        propensity=lines.propensity,
        target=world.target(policy)[inside],
        people=lines.profile_ids,
        expected=shown.ravel()[inside],
        expected_of_target=of_target.ravel()[inside],
    )


def _model(order: WorldOrder, reward: Reward) -> Floats:
    """What features promise at each rank, fitted on other people: shape (columns, lines)."""
    world = make_world(replace(order, people=2000, seed=_ELSEWHERE + order.seed - 1))
    table = world.of_lines(_table(world.features.visible))
    lines = world.order.lines
    brought = happened(world.judgements, reward)[: len(table)].astype(np.float64)
    fitted = [
        np.linalg.lstsq(table[rank::lines], brought[rank::lines], rcond=None)[0]
        for rank in range(lines)
    ]
    return np.stack(fitted, axis=1)


def _table(visible: Floats) -> Floats:
    """Features with gaps filled, and a constant, shape (l, k, features + 1)."""
    filled = np.nan_to_num(visible, nan=0.5)
    return np.concatenate([filled, np.ones((*filled.shape[:-1], 1))], axis=-1)
