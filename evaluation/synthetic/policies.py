"""In which order lists are shown, with what probability, and what an order is really worth."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from evaluation.synthetic.orders import ImpossibleWorld
from evaluation.synthetic.people import Floats, Numbers
from evaluation.synthetic.truth import Truth
from matching.features import FEATURES
from matching.parameters import RankingParameters
from matching.vocabulary import FeatureName


class Reward(StrEnum):
    """What a line may bring, each 0 or 1."""

    PROPOSED = "proposed"
    HIRED = "hired"
    KEPT_6_MONTHS = "kept-6-months"


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """Best score first, varied now and then."""

    scores: Floats
    """Shape (l, k), of each pair of each pool."""
    exploration: float = 0.0
    """Probability, in [0, 1], that a list is varied."""
    margin: float | None = None
    """None: a varied list is drawn evenly from its pool. A number: two neighbours below the first
    line whose scores differ by this at most change places, as in `matching.exploration`."""


def attention(lines: int) -> Floats:
    """Probability that an officer looks at each rank, from 1 downwards, shape (lines,)."""
    return np.asarray(1.0 / np.arange(1, lines + 1) ** 0.7, dtype=np.float64)


def exposure(lines: int) -> Floats:
    """Weight of each rank in measures of exposure, 1 / log2(rank + 1), shape (lines,)."""
    return np.asarray(1.0 / np.log2(np.arange(2, lines + 2)))


def ranks(scores: Floats) -> Numbers:
    """Place of each pair in its pool by falling score, from 0; ties keep their order; (l, k)."""
    return np.asarray(np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1))


def placement(policy: Policy, lines: int) -> Floats:
    """Probability that each pair is shown at each rank, shape (l, k, lines)."""
    best = ranks(policy.scores)[..., None]
    rank = np.arange(lines)
    if policy.margin is None:
        even = policy.exploration / policy.scores.shape[1]
        return np.asarray((1.0 - policy.exploration) * (best == rank) + even)
    exchanged = _exchanges(policy, lines)[:, None, :]
    up, down = exchanged[..., :-1], exchanged[..., 1:]
    stays = (best == rank) * (1.0 - up - down)
    comes_up, goes_down = (best == rank + 1) * down, (best == rank - 1) * up
    return np.asarray(stays + comes_up + goes_down)


def _exchanges(policy: Policy, lines: int) -> Floats:
    """Probability that ranks r - 1 and r change places, shape (l, lines + 1); 0 at both ends."""
    ordered = -np.sort(-policy.scores, axis=1)[:, :lines]
    near = np.zeros((len(ordered), lines + 1), dtype=np.bool_)
    near[:, 2:lines] = -np.diff(ordered, axis=1)[:, 1:] <= (policy.margin or 0.0)
    return np.asarray(policy.exploration * near / np.maximum(near.sum(axis=1, keepdims=True), 1))


def draw_shown(policy: Policy, lines: int, rng: np.random.Generator) -> tuple[Numbers, Floats]:
    """Draw what is shown: columns of the pool by rank, and the probability of each line.

    Returns:
        Two arrays of shape (l, lines). The probability is that of the pair at its rank, over all
        orders that could have been drawn.
    """
    best = np.argsort(-policy.scores, axis=1, kind="stable")
    if policy.margin is None:
        shown = _drawn_evenly(best, policy.exploration, rng)[:, :lines]
    else:
        shown = _exchanged(best, _exchanges(policy, lines), rng)[:, :lines]
    likely = placement(policy, lines)
    rows, at = np.arange(len(shown))[:, None], np.arange(lines)
    return shown, likely[rows, shown, at]


def _drawn_evenly(best: Numbers, probability: float, rng: np.random.Generator) -> Numbers:
    explored = rng.random(len(best)) < probability
    return np.where(explored[:, None], rng.permuted(best, axis=1), best)


def _exchanged(best: Numbers, exchanges: Floats, rng: np.random.Generator) -> Numbers:
    # The first rank whose cumulated probability exceeds the draw is exchanged with the one above.
    cumulated = np.cumsum(exchanges, axis=1)
    drawn = rng.random((len(best), 1))
    explored = np.flatnonzero(drawn[:, 0] < cumulated[:, -1])
    at = (drawn > cumulated).sum(axis=1)[explored]
    shown = best.copy()
    shown[explored, at], shown[explored, at - 1] = best[explored, at - 1], best[explored, at]
    return shown


def reward_once_looked_at(truth: Truth, reward: Reward) -> Floats:
    """Probability of the reward of each pair whose line is looked at, shape (l, k)."""
    if reward is Reward.PROPOSED:
        return truth.chosen
    return truth.chosen * (truth.hired if reward is Reward.HIRED else truth.kept(6))


def true_values(truth: Truth, policy: Policy, reward: Reward, lines: int) -> Floats:
    """Expected reward per shown line of each list, shape (l,), if `policy` had ordered them."""
    looked_at = placement(policy, lines) @ attention(lines)
    expected: Floats = (looked_at * reward_once_looked_at(truth, reward)).sum(axis=1) / lines
    return expected


def house_scores(visible: Floats) -> Floats:
    """The additive score of the house over features of shape (l, k, f); shape (l, k)."""
    ranking = RankingParameters()
    weights = np.array([ranking.weights.get(name, 0.0) for name in FEATURES])
    neutral = np.array([ranking.neutral.get(name, 0.0) for name in FEATURES])
    return np.asarray(np.where(np.isnan(visible), neutral, visible) @ weights)


def one_feature(visible: Floats, name: FeatureName) -> Floats:
    """Scores of a ranker that looks at one feature only, unknown values last; shape (l, k)."""
    return np.nan_to_num(visible[..., FEATURES.index(name)], nan=-1.0)


def lowered(policy: Policy, inside: npt.NDArray[np.bool_], lines: int, points: float) -> Policy:
    """A policy that costs some pairs a share of their exposure, by a constant taken from them.

    Args:
        policy: A fair one.
        inside: The pairs that are put lower, shape (l, k).
        lines: Lines of a list; what is not shown has no exposure.
        points: Hundredths of the exposure that these pairs have under the fair policy.

    Raises:
        ImpossibleWorld: they cannot be put so low, or there is no such pair.
    """
    weight = np.zeros(policy.scores.shape[1])
    weight[:lines] = exposure(lines)
    explored = policy.exploration

    def seen(penalty: float) -> float:
        best = weight[ranks(policy.scores - penalty * inside)][inside].mean()
        return float((1.0 - explored) * best + explored * weight.mean())

    if not inside.any():
        raise ImpossibleWorld(points=points)
    fair, low, high = seen(0.0), 0.0, float(np.ptp(policy.scores)) + 1.0
    target = (1.0 - points / 100.0) * fair
    if seen(high) > target:
        raise ImpossibleWorld(points=points, most=100.0 * (1.0 - seen(high) / fair))
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if seen(middle) > target else (low, middle)
    return replace(policy, scores=policy.scores - high * inside)
