"""Who is shown, and how high: exposure, selection and representation by group.

These figures compare groups as they are. Why they differ, `evaluation.fairness` asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from evaluation.fairness import LEAST_PEOPLE, exposure, reached
from evaluation.judgements import Judgements
from evaluation.measured import (
    Bools,
    Estimate,
    Floats,
    Keys,
    TooThin,
    bootstrap_interval,
    bootstrap_statistic,
    cluster_totals,
)
from evaluation.two_sided import GOOD
from matching.disclosure import suppressed_parts
from matching.judgements import Stage
from matching.vocabulary import Direction

FIRST: Final = 5
"""Lines of a list that an officer surely reads."""
_SHUFFLES: Final = 20


class Share(StrEnum):
    """How a group fares beside all others."""

    EXPOSURE_RATIO = "exposure-ratio"
    """Mean of 1 / log2(rank + 1) over the lines of lists of people: group over others; 1 is equal.
    """
    EXPOSURE_OF_GOOD_RATIO = "exposure-of-good-ratio"
    """The same over all pairs judged good, shown or not: exposure for equal merit."""
    SELECTION_RATIO = "selection-ratio"
    """Share of shown lines that are proposed: group over others; below 4/5 is a reason to look,
    above it no proof of fairness."""
    OPPORTUNITY_GAP = "opportunity-gap"
    """Share of the pairs judged good that stand among the first lines: group minus others."""
    SKEW = "skew"
    """Logarithm of the group's share of the first lines of lists of people over its share of all
    their lines; 0 is equal, below 0 is fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """One group of one attribute."""

    label: str
    people: int | None
    """None when it is too small to be shown, or would give away one that is."""
    figures: Mapping[Share, Estimate]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ndkl:
    """How far the first lines of lists differ from everybody who could stand there."""

    measured: Estimate
    """Mean over lists, at least 0; 0 when every beginning of every list mirrors the pool."""
    by_chance: float
    """What lists in random order of people from the same pool show on average: never 0."""


def measure_groups(
    judgements: Judgements, labels: Keys, rng: np.random.Generator, *, first: int = FIRST
) -> tuple[GroupLine, ...]:
    """Every share of every group of one attribute, with intervals over people.

    Args:
        judgements: Lines of both directions.
        labels: The group of each line's person, "" where it is not known: such lines are on
            neither side. Shape (lines,).
        rng: Draws the resamples.
        first: Lines of a list that count for opportunity and skew.

    Returns:
        Groups by label. `TooThin("few-people")` where the group or the others have fewer than
        `LEAST_PEOPLE` with lines that count; `TooThin("undefined")` where a ratio has nothing to
        divide by. Counts of people are suppressed together, as their total may be known.

    Source:
        Singh & Joachims, KDD 2018 (exposure); Hardt, Price & Srebro, NeurIPS 2016 (opportunity);
        Geyik, Ambler & Kenthapadi, KDD 2019 (skew).
    """
    words = labels.astype(str)
    parts = _parts(judgements, first)
    names = [str(word) for word in np.unique(words) if word]
    people = [len(np.unique(judgements.profile_ids[words == name].astype(str))) for name in names]
    return tuple(
        GroupLine(
            label=name,
            people=shown,
            figures={
                share: _against_others(
                    share, *parts[share], judgements.profile_ids, words, name, rng
                )
                for share in Share
            },
        )
        for name, shown in zip(names, suppressed_parts(people), strict=True)
    )


def measure_ndkl(judgements: Judgements, labels: Keys, rng: np.random.Generator) -> Ndkl | TooThin:
    """Divergence of the beginnings of lists of people from all people such lists name.

    The pool is everybody with a label on any list of people, each line once. Lines without a label
    are passed over.

    Returns:
        `TooThin("no-list")` without lists of people, `TooThin("one-class")` when all have one
        label.

    Source:
        Geyik, Ambler & Kenthapadi, KDD 2019, section 3.2.
    """
    inside = (judgements.rank > 0) & (judgements.direction == Direction.PEOPLE.value)
    inside &= labels.astype(str) != ""
    if not inside.any():
        return TooThin("no-list", 1, 0)
    lines = judgements.where(inside)
    order = np.lexsort((lines.rank, lines.list_id))
    names, label = np.unique(labels[inside].astype(str)[order], return_inverse=True)
    if len(names) < 2:
        return TooThin("one-class", 2, 1)
    lists = lines.list_id[order]
    _, first = np.unique(lists, return_index=True)
    values = ndkl(lists, label)
    chance = np.mean([ndkl(lists, rng.permutation(label)).mean() for _ in range(_SHUFFLES)])
    return Ndkl(
        measured=bootstrap_interval(values, lines.opportunity_ids[order][first], rng),
        by_chance=float(chance),
    )


def ndkl(lists: npt.NDArray[np.int64], label: npt.NDArray[np.int64]) -> Floats:
    """Normalised discounted divergence of each list, at least 0, in ascending order of lists.

    Args:
        lists: Number of the list of each line, ascending; lines in their order. Shape (n,).
        label: Number of the group of each line; the shares over all lines are what every beginning
            of every list should mirror. Shape (n,).
    """
    _, start, place, count = np.unique(
        lists, return_index=True, return_inverse=True, return_counts=True
    )
    each = np.eye(int(label.max(initial=-1)) + 1)[label]
    sums = np.cumsum(each, axis=0)
    before = (sums[start] - each[start])[place]
    rank = np.arange(len(lists)) - start[place] + 1.0
    shares = (sums - before) / rank[:, None]
    wanted = np.broadcast_to(each.mean(axis=0), shares.shape)
    logs = np.log(np.where(shares > 0, shares, 1.0) / np.where(shares > 0, wanted, 1.0))
    discount = 1.0 / np.log2(rank + 1.0)
    total = np.bincount(place, discount * (shares * logs).sum(axis=1), len(count))
    return np.asarray(total / np.bincount(place, discount, len(count)))


def _parts(judgements: Judgements, first: int) -> Mapping[Share, tuple[Floats, Bools]]:
    """What is averaged over lines, and over which."""
    seen = exposure(judgements.rank)
    proposed = reached(judgements.stage, Stage.PROPOSED).astype(np.float64)
    listed = (judgements.rank > 0) & (judgements.direction == Direction.PEOPLE.value)
    among_first = ((judgements.rank > 0) & (judgements.rank <= first)).astype(np.float64)
    good = judgements.grade >= GOOD
    return {
        Share.EXPOSURE_RATIO: (seen, listed),
        Share.EXPOSURE_OF_GOOD_RATIO: (seen, good),
        Share.SELECTION_RATIO: (proposed, judgements.rank > 0),
        Share.OPPORTUNITY_GAP: (among_first, good),
        Share.SKEW: (among_first, listed),
    }


def _against_others(
    share: Share,
    values: Floats,
    counted: Bools,
    people: Keys,
    words: npt.NDArray[np.str_],
    name: str,
    rng: np.random.Generator,
) -> Estimate:
    kept = counted & (words != "")
    mine = words[kept] == name
    who = people[kept].astype(str)
    fewest = min(len(np.unique(who[mine])), len(np.unique(who[~mine])))
    if fewest < LEAST_PEOPLE:
        return TooThin("few-people", LEAST_PEOPLE, fewest).of_a_group()
    given = values[kept]
    columns = np.stack([given * mine, mine, given * ~mine, ~mine], axis=1).astype(np.float64)
    statistic = {Share.OPPORTUNITY_GAP: _gap, Share.SKEW: _skew}.get(share, _quotient)
    return bootstrap_statistic(cluster_totals(columns, who), statistic, rng)


def _quotient(sums: Floats) -> Floats:
    """Mean of the group over mean of the others."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((sums[..., 0] / sums[..., 1]) / (sums[..., 2] / sums[..., 3]))


def _gap(sums: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(sums[..., 0] / sums[..., 1] - sums[..., 2] / sums[..., 3])


def _skew(sums: Floats) -> Floats:
    first, lines = sums[..., 0] + sums[..., 2], sums[..., 1] + sums[..., 3]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log((sums[..., 0] / first) / (sums[..., 1] / lines)))
