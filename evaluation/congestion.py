"""Are we sending everybody to the same few: how evenly what is shown spreads over what there is."""

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from evaluation.judgements import Judgements
from evaluation.measured import Estimate, Floats, TooThin, bootstrap_statistic
from matching.vocabulary import Direction

DRAWS = 200
"""Fewer than elsewhere: each draw counts every line again."""
TENTHS = 10
"""Points of a Lorenz curve."""


class Crowded(StrEnum):
    """Over whom what is shown spreads."""

    COMPANIES = "companies"
    OPPORTUNITIES = "opportunities"
    PEOPLE = "people"
    """In lists made for an opportunity."""


class Spread(StrEnum):
    """How something spreads."""

    COVERAGE = "coverage"
    """Share of what there is that is shown at all, in [0, 1]."""
    GINI = "gini"
    """0 when all are shown equally often, towards 1 when one takes all."""
    CONGESTION = "congestion"
    """-1 when even, 0 when one takes all."""
    MAX_SHARE = "max-share"
    """Share of all lines that the most shown one takes, in (0, 1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowding:
    """How the first lines of lists spread over companies, opportunities or people."""

    over: Crowded
    lines: int
    """Lines counted."""
    there: int
    """How many could have been shown, shown or not."""
    max_load: int
    """Lines of the most shown one."""
    lorenz: tuple[float, ...]
    """Share of the lines that the least shown tenth takes, then two tenths, up to all."""
    figures: Mapping[Spread, Estimate]


def coverage(counts: Floats) -> Floats:
    """Share of items with any count, shape (..., items) to (...); nan without items."""
    if counts.shape[-1] == 0:
        return np.full(counts.shape[:-1], np.nan)
    return np.asarray((counts > 0).mean(axis=-1), dtype=np.float64)


def gini(counts: Floats) -> Floats:
    """Half the mean difference of two items over their mean, in [0, 1); nan when all are 0.

    Args:
        counts: At least 0, shape (..., items).
    """
    ordered = np.sort(counts, axis=-1)
    items = counts.shape[-1]
    place = 2.0 * np.arange(1, items + 1) - items - 1.0
    return _divided(ordered @ place, items * counts.sum(axis=-1))


def congestion(counts: Floats) -> Floats:
    """Sum of s log s over the shares s, over log of the number of items; in [-1, 0].

    Args:
        counts: At least 0, shape (..., items). nan when all are 0 or with fewer than two items:
            there is nothing to be even over.

    Source:
        ReCon, RecSys 2023.
    """
    items = counts.shape[-1]
    shares = _divided(counts, counts.sum(axis=-1, keepdims=True))
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    if items < 2:
        return np.full(counts.shape[:-1], np.nan)
    return np.asarray((shares * logs).sum(axis=-1) / math.log(items))


def max_share(counts: Floats) -> Floats:
    """Share of the largest count, in (0, 1]; nan when all are 0."""
    return _divided(counts.max(axis=-1, initial=0.0), counts.sum(axis=-1))


def lorenz(counts: Floats, parts: int = TENTHS) -> Floats:
    """Share of the whole that the smallest 1/parts of the items takes, 2/parts, up to all.

    Args:
        counts: At least 0, shape (items,).
        parts: Points of the curve; between two items it runs straight.

    Returns:
        Rising, in [0, 1], the last 1, shape (parts,); nan when all counts are 0 or there is none.

    Source:
        Lorenz, Publications of the American Statistical Association 9(70), 1905.
    """
    if not len(counts) or counts.sum() <= 0:
        return np.full(parts, np.nan)
    taken = np.concatenate([[0.0], np.cumsum(np.sort(counts))]) / counts.sum()
    there = np.linspace(0.0, 1.0, len(counts) + 1)
    at = np.arange(1, parts + 1) / parts
    return np.asarray(np.interp(at, there, taken), dtype=np.float64)


SPREADS: Mapping[Spread, Callable[[Floats], Floats]] = {
    Spread.COVERAGE: coverage,
    Spread.GINI: gini,
    Spread.CONGESTION: congestion,
    Spread.MAX_SHARE: max_share,
}
RANGES: Mapping[Spread, tuple[float, float]] = {
    Spread.COVERAGE: (0.0, 1.0),
    Spread.GINI: (0.0, 1.0),
    Spread.CONGESTION: (-1.0, 0.0),
    Spread.MAX_SHARE: (0.0, 1.0),
}
"""What each can be at all."""


def measure_crowding(
    judgements: Judgements,
    over: Crowded,
    rng: np.random.Generator,
    *,
    first: int = 10,
    there: Collection[str] = (),
) -> Crowding | TooThin:
    """How the first lines of lists spread, with intervals over the people asked for.

    Args:
        judgements: Lines with a rank count; companies and opportunities by the lists made for
            people, people by the lists made for opportunities. A line without company is no line
            of a company.
        over: What to count.
        rng: Draws the resamples.
        first: Lines of a list that count; 1 or more.
        there: Ids of everything that could have been shown. What the table names is always there,
            also when no list showed it; without more, coverage is of what the table names.

    Returns:
        `TooThin("no-list")` when nothing was shown. Intervals draw the people (or opportunities)
        whom lists were made for; as a draw repeats some and misses others, drawn figures are more
        crowded than the measured one, and the interval is moved back by the mean difference.
    """
    items, askers, direction = _sides(judgements, over)
    named = items != ""
    shown = (judgements.rank > 0) & (judgements.rank <= first) & named
    shown &= judgements.direction == direction.value
    if not shown.any():
        return TooThin("no-list", 1, 0)
    known, number = np.unique([*items[named].astype(str), *there], return_inverse=True)
    item = np.full(len(items), -1)
    item[named] = number[: named.sum()]
    totals = _counts(askers[shown], item[shown], len(known))
    counts = np.asarray(totals.sum(axis=0), dtype=np.float64)
    return Crowding(
        over=over,
        lines=int(shown.sum()),
        there=len(known),
        max_load=int(counts.max()),
        lorenz=tuple(lorenz(counts).tolist()),
        figures={
            name: bootstrap_statistic(
                totals, spread, rng, DRAWS, recentred=True, within=RANGES[name]
            )
            for name, spread in SPREADS.items()
        },
    )


def _sides(
    judgements: Judgements, over: Crowded
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_], Direction]:
    people, opportunities = judgements.profile_ids, judgements.opportunity_ids
    if over is Crowded.PEOPLE:
        return people, opportunities, Direction.PEOPLE
    items = judgements.company_ids if over is Crowded.COMPANIES else opportunities
    return items, people, Direction.OPPORTUNITIES


def _counts(askers: npt.NDArray[np.object_], items: npt.NDArray[np.int64], there: int) -> Any:  # noqa: ANN401 (scipy ships no types)
    """Lines by asker and item, a sparse array of shape (askers, items)."""
    from scipy import sparse

    names, row = np.unique(askers.astype(str), return_inverse=True)
    ones = np.ones(len(items))
    return sparse.csr_array((ones, (row, items)), shape=(len(names), there))


def _divided(top: Floats, bottom: Floats) -> Floats:
    top, bottom = np.broadcast_arrays(np.asarray(top, np.float64), np.asarray(bottom, np.float64))
    share: Floats = np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0)
    return share
