"""What the ranking of a release would have brought, had it ordered the lists that were shown."""

from dataclasses import dataclass

import numpy as np

from evaluation.fairness import reached
from evaluation.judgements import Judgements
from evaluation.measured import Floats, TooThin
from evaluation.offpolicy import Logged, OffPolicy, estimate_off_policy
from matching.judgements import Stage
from models.rankers import ranker_of
from models.releases import Release

_SEEN = 3
"""Ranks whose lines count: further down, the place hardly matters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """An answer for each thing that a line may bring."""

    release_id: str
    proposed: OffPolicy | TooThin
    hired: OffPolicy | TooThin


def had_it_ranked(judgements: Judgements, release: Release, rng: np.random.Generator) -> Instead:
    """Estimate what the first lines would have brought in the order of a release.

    Lines of a list keep together; the release says only in which order they stand. Equal scores
    keep the order in which they were shown.
    """
    lines = judgements.where(judgements.rank > 0)
    place = places(lines.list_id, ranker_of(release).points(lines.features).sum(axis=1), lines.rank)
    first = lines.rank <= _SEEN
    target = (place == lines.rank).astype(np.float64)[first]
    answers = (
        _answer(lines.where(first), target, reached(lines.stage[first], least), rng)
        for least in (Stage.PROPOSED, Stage.HIRED)
    )
    proposed, hired = answers
    return Instead(release_id=release.id, proposed=proposed, hired=hired)


def places(lists: np.ndarray, scores: Floats, shown: np.ndarray) -> np.ndarray:
    """Rank of each line, from 1, in its list by falling score; shape (n,).

    Args:
        lists: Number of the list of each line.
        scores: Higher first; nan last.
        shown: Rank as shown, which decides between equals.
    """
    order = np.lexsort((shown, -np.nan_to_num(scores, nan=-np.inf), lists))
    ordered = lists[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(order) else order
    within = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = within + 1
    return place


def _answer(
    lines: Judgements, target: Floats, brought: np.ndarray, rng: np.random.Generator
) -> OffPolicy | TooThin:
    if not len(lines):
        return TooThin("no-list", 1, 0)
    logged = Logged(
        reward=brought.astype(np.float64),
        propensity=lines.propensity,
        target=target,
        people=lines.profile_ids,
    )
    return estimate_off_policy(logged, rng)
