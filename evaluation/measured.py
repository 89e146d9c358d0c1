"""A figure with its interval, or the refusal to give one: what every measure of the laboratory is.

Lines about one person resemble each other, so chance is counted in people, not in lines: intervals
come from drawing whole people again and again.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

CONFIDENCE = 0.95
DRAWS = 1000
"""Draws of a bootstrap; the ends of an interval move by about a twentieth of its width."""
LEAST_CLUSTERS = 10
"""People below which no interval is given: it would be too short more often than it says."""
_NUMBERS_TOGETHER = 4_000_000
"""Bounds the memory of a bootstrap (32 MB), not its result."""

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Keys = npt.NDArray[Any]
"""Ids or numbers, compared as words."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its 95 % interval."""

    mean: float
    low: float
    high: float
    n: int
    """What it rests on: as many people (or lists, or lines, as the measure says)."""

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval lies on one side of zero."""
        return self.low > 0.0 or self.high < 0.0


@dataclass(frozen=True, slots=True)
class TooThin:
    """The refusal to answer: a figure from so little would only look like one."""

    code: str
    """Kebab-case: what there is too little of."""
    needed: int
    had: int
    """How much of it there was; of a group of people, rounded down to tens."""

    def of_a_group(self) -> "TooThin":
        """The same without a small count in it, nor one that would give a hidden one away."""
        return replace(self, had=self.had // 10 * 10)


Estimate = Measured | TooThin


def bootstrap_interval(
    values: Floats, clusters: Keys, rng: np.random.Generator, draws: int = DRAWS
) -> Estimate:
    """Mean over lines, with an interval that draws whole clusters (people).

    Args:
        values: One number per line, shape (n,). nan where a line has none: it is left out.
        clusters: Whom each line is about, shape (n,).
        rng: Draws the resamples; the same state gives the same interval.
        draws: How many.

    Returns:
        `n` counts clusters. `TooThin("few-people")` below `LEAST_CLUSTERS` of them. Values that do
        not vary give an interval of no width: `share_interval` is for what hardly ever happens.

    Raises:
        ValueError: the lengths differ.

    Source:
        Percentile intervals widened to what Student's t needs at few clusters: Hesterberg, The
        American Statistician 69(4), 2015, section 5.3. Clusters: Davison & Hinkley, Bootstrap
        Methods and their Application, 1997, section 3.8.
    """
    _check_lengths(values, clusters)
    known = ~np.isnan(values)
    totals = cluster_totals(
        np.stack([values, np.ones(len(values))], axis=1)[known], clusters[known]
    )
    return bootstrap_ratio(totals, rng, draws)


def paired_interval(
    values: Floats,
    baseline: Floats,
    clusters: Keys,
    rng: np.random.Generator,
    draws: int = DRAWS,
) -> Estimate:
    """Mean of `values - baseline` on the same lines, with the interval of `bootstrap_interval`.

    A line on which either has no number (nan) is left out.

    Raises:
        ValueError: the lengths differ.
    """
    _check_lengths(values, baseline)
    return bootstrap_interval(values - baseline, clusters, rng, draws)


def share_interval(hits: Bools, clusters: Keys) -> Estimate:
    """Share of lines that are hits, for what hardly ever happens: none of many is not zero.

    Wilson's interval, as if each cluster were one independent line when clusters hold many; 0 of
    n people reaches up to about 4 / n.

    Args:
        hits: Shape (n,).
        clusters: Whom each line is about, shape (n,).

    Returns:
        `n` counts clusters. `TooThin("few-people")` below `LEAST_CLUSTERS`.

    Raises:
        ValueError: the lengths differ.

    Source:
        Wilson, JASA 22(158), 1927; fewer lines for clusters as in Korn & Graubard, Survey
        Methodology 24(2), 1998, taken at its most careful.
    """
    from scipy import stats

    _check_lengths(hits, clusters)
    people = len(np.unique(clusters.astype(str)))
    if people < LEAST_CLUSTERS:
        return TooThin("few-people", LEAST_CLUSTERS, people)
    share = float(hits.mean())
    z = float(stats.norm.ppf((1.0 + CONFIDENCE) / 2.0))
    middle = (share + z * z / (2 * people)) / (1.0 + z * z / people)
    half = z * math.sqrt(share * (1.0 - share) / people + z * z / (4 * people**2))
    half /= 1.0 + z * z / people
    return Measured(share, max(0.0, middle - half), min(1.0, middle + half), people)


def cluster_totals(columns: Floats, clusters: Keys) -> Floats:
    """Sums of columns over the lines of each cluster, shape (clusters, columns).

    Args:
        columns: Shape (n, m).
        clusters: Shape (n,).
    """
    if len(columns) == 0:
        return np.zeros((0, columns.shape[1]))
    _, number = np.unique(clusters.astype(str), return_inverse=True)
    totals = np.zeros((int(number.max()) + 1, columns.shape[1]))
    for column in range(columns.shape[1]):
        totals[:, column] = np.bincount(number, columns[:, column], len(totals))
    return totals


def bootstrap_ratio(totals: Floats, rng: np.random.Generator, draws: int = DRAWS) -> Estimate:
    """First column over the second, both summed over clusters; see `bootstrap_interval`."""
    return bootstrap_statistic(totals, _ratio, rng, draws)


def bootstrap_statistic(
    totals: Floats,
    statistic: Callable[[Floats], Floats],
    rng: np.random.Generator,
    draws: int = DRAWS,
    *,
    recentred: bool = False,
    within: tuple[float, float] = (-math.inf, math.inf),
) -> Estimate:
    """A number made from sums over clusters, with its interval.

    Args:
        totals: Sums of what the statistic needs for each cluster, shape (clusters, m); may be a
            sparse array.
        statistic: Sums over all clusters, shape (..., m), to numbers, shape (...); nan where it is
            not defined. It is asked once for the clusters as they are, and for all draws together.
        rng: Draws the resamples.
        draws: How many.
        recentred: Move the interval back by what the drawn numbers differ from the measured one on
            average: for statistics that grow with noise.
        within: What the statistic can be at all; an interval that was moved back ends there.

    Returns:
        `TooThin("few-people")` below `LEAST_CLUSTERS`; `TooThin("undefined")` where the statistic
        is not defined, or not in one draw of twenty: so much hangs on a few people.
    """
    people = totals.shape[0]
    if people < LEAST_CLUSTERS:
        return TooThin("few-people", LEAST_CLUSTERS, people)
    mean = float(statistic(totals.sum(axis=0)))
    drawn = np.concatenate([statistic(sums) for sums in drawn_totals(totals, rng, draws)])
    defined = drawn[np.isfinite(drawn)]
    if not math.isfinite(mean) or 20 * len(defined) < 19 * draws:
        return TooThin("undefined", draws, len(defined) if math.isfinite(mean) else 0)
    away = float(defined.mean()) - mean if recentred else 0.0
    low, high = np.clip(np.quantile(defined, _tails(people)) - away, *within)
    return Measured(mean, float(low), float(high), people)


def drawn_totals(totals: Floats, rng: np.random.Generator, draws: int) -> Iterator[Floats]:
    """Sums over as many clusters drawn with replacement, in blocks of shape (some draws, m)."""
    people = totals.shape[0]
    together = max(1, _NUMBERS_TOGETHER // max(people, 1))
    for first in range(0, draws, together):
        count = min(together, draws - first)
        drawn = rng.integers(0, people, size=(count, people))
        drawn += people * np.arange(count)[:, None]
        weights = np.bincount(drawn.ravel(), minlength=count * people)
        yield weights.reshape(count, people).astype(np.float64) @ totals


def _ratio(sums: Floats) -> Floats:
    top, bottom = sums[..., 0], sums[..., 1]
    share: Floats = np.divide(top, bottom, out=np.full(np.shape(top), np.nan), where=bottom != 0)
    return share


def _tails(people: int) -> tuple[float, float]:
    from scipy import stats

    outside = (1.0 - CONFIDENCE) / 2.0
    reach = math.sqrt(people / (people - 1)) * float(stats.t.ppf(1.0 - outside, people - 1))
    low = float(stats.norm.cdf(-reach))
    return low, 1.0 - low


def _check_lengths(values: npt.NDArray[np.generic], others: npt.NDArray[np.generic]) -> None:
    if values.shape != others.shape or values.ndim != 1:
        raise ValueError(f"expected two columns of one length, got {values.shape}, {others.shape}")
