"""Graded lines as questions with answers to be put in order, and how well scores do that.

Only lines that somebody judged are put in order: what nobody looked at is neither good nor bad, and
counting it as bad would favour the ranking that decided what was looked at.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from evaluation.judgements import Judgements
from evaluation.measured import Floats
from evaluation.past import numbered, pairs_of
from matching.judgements import GradeSource
from models.training.past import GOOD

TOP = 5
"""Lines an officer reads first."""

Numbers = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Side(StrEnum):
    """Who asks."""

    PERSON = "person"
    """Opportunities in order for each person."""
    OPPORTUNITY = "opportunity"
    """People in order for each opportunity."""


@dataclass(frozen=True, slots=True, eq=False)
class Queries:
    """Judged pairs of questions whose answers differ; each pair once, by its latest grade."""

    rows: Numbers
    """Lines of the judgements, shape (m,), those of a query side by side."""
    starts: Numbers
    """Where each query begins in `rows`, shape (q,)."""
    grade: Floats
    """Shape (m,)."""
    who: npt.NDArray[np.object_]
    """Person, or opportunity, of each query, shape (q,)."""

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def number(self) -> Numbers:
        """Query of each line, shape (m,)."""
        sizes = np.diff(np.append(self.starts, len(self.rows)))
        return np.repeat(np.arange(len(self.starts)), sizes)


def queries(judgements: Judgements, side: Side, kept: Bools | None = None) -> Queries:
    """The questions that a set of judgements can answer.

    Args:
        judgements: Of one label.
        side: Who asks.
        kept: Lines that count, shape (n,); None for all.

    Returns:
        One query per asker and kind of opportunity, if two of its pairs have different grades.
        Where a pair was judged several times, a blind grade wins, then the latest.
    """
    judged = ~np.isnan(judgements.grade) & (True if kept is None else kept)
    rows = np.flatnonzero(judged)
    lines = judgements.where(rows)
    asker = lines.profile_ids if side is Side.PERSON else lines.opportunity_ids
    query = numbered(asker + "\t" + lines.kind)
    order = np.lexsort(
        (lines.judged_on, lines.grade_source == GradeSource.BLIND, numbered(pairs_of(lines)), query)
    )
    pair = numbered(pairs_of(lines))[order]
    last = np.append(pair[1:] != pair[:-1], True) if len(pair) else np.zeros(0, np.bool_)
    order = order[last]
    grade = lines.grade[order]
    keys, starts = np.unique(query[order], return_index=True)
    if not len(keys):
        return Queries(rows[order], starts.astype(np.int64), grade, asker[order])
    sizes = np.diff(np.append(starts, len(order)))
    differ = np.maximum.reduceat(grade, starts) > np.minimum.reduceat(grade, starts)
    chosen = order[np.repeat(differ, sizes)]
    sizes = sizes[differ]
    starts = np.cumsum(np.append(0, sizes))[: len(sizes)].astype(np.int64)
    return Queries(
        rows=rows[chosen],
        starts=starts,
        grade=lines.grade[chosen],
        who=asker[chosen][starts] if len(starts) else asker[:0],
    )


def ndcg(found: Queries, scores: Floats, ties: Floats, top: int = TOP) -> Floats:
    """NDCG at `top` of each query, shape (q,), with the grade itself as gain.

    Args:
        found: The queries.
        scores: Of each judged line, shape (m,); nan stands last.
        ties: A drawn number for each line, which decides between equal scores.
        top: Lines that count.

    Source:
        Järvelin & Kekäläinen, ACM TOIS 20(4), 2002; over judged lines only: Sakai, SIGIR 2007.
    """
    ideal = _gain(found, found.grade, ties, top)
    shares: Floats = _gain(found, scores, ties, top) / ideal
    return shares


def reciprocal_rank(found: Queries, scores: Floats, ties: Floats) -> Floats:
    """1 / rank of the first good pair of each query, shape (q,); nan where no pair is good."""
    order, place = _placed(found, scores, ties)
    first = np.where(found.grade[order] >= GOOD, place, np.inf)
    best = np.minimum.reduceat(first, found.starts) if len(found) else np.zeros(0)
    ranks: Floats = np.divide(1.0, best, out=np.full(len(best), np.nan), where=np.isfinite(best))
    return ranks


def _gain(found: Queries, scores: Floats, ties: Floats, top: int) -> Floats:
    order, place = _placed(found, scores, ties)
    gains = np.where(place <= top, found.grade[order] / np.log2(place + 1.0), 0.0)
    total: Floats = np.add.reduceat(gains, found.starts) if len(found) else np.zeros(0)
    return total


def _placed(found: Queries, scores: Floats, ties: Floats) -> tuple[Numbers, Floats]:
    """Lines of each query by falling score, and their ranks from 1."""
    order = np.lexsort((ties, -np.nan_to_num(scores, nan=-np.inf), found.number))
    place = np.arange(len(order)) - found.starts[found.number] + 1.0
    return order.astype(np.int64), place.astype(np.float64)
