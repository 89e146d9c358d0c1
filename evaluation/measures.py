"""How good a ranking is, how sure that is, and whether it beats another by more than chance."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

RESAMPLES = 2000
"""Bootstrap samples of the queries."""
SHUFFLES = 9999
"""Random exchanges of two rankings in the paired test; the smallest p-value is 1 in 10,000."""
CONFIDENCE = 0.95
_SHUFFLES_TOGETHER = 500
"""Bounds the memory of the test, not its result."""

Floats = npt.NDArray[np.float64]
Run = Mapping[str, Sequence[str]]
"""Query id -> document ids, best first, without duplicates."""
Grades = Mapping[str, Mapping[str, int]]
"""Query id -> document id -> grade; relevant from 1 on, unjudged documents count as 0."""


class Measure(StrEnum):
    """What is measured on each query, in [0, 1], and averaged over queries."""

    MRR = "mrr"
    """1 / rank of the first relevant document (Voorhees, TREC-8 question answering, 1999)."""
    MAP = "map"
    """Mean over relevant documents of the precision at each one's rank; one not found adds 0
    (Buckley & Voorhees, SIGIR 2000)."""
    NDCG_10 = "ndcg@10"
    """Discounted gain of the first ten over that of the ideal ten; the gain is the grade itself,
    the discount log2(rank + 1) (Järvelin & Kekäläinen, ACM TOIS 20(4), 2002)."""
    RECALL_10 = "recall@10"
    """Share of the relevant documents among the first ten (van Rijsbergen, 1979)."""
    SUCCESS_1 = "success@1"
    """Whether the first document is relevant."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over queries with its bootstrap interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A ranking minus its baseline, on the same queries."""

    difference: Interval
    p_value: float
    """Chance of a mean difference at least as wide, in either direction, if the two were equal."""


def measure(run: Run, grades: Grades) -> dict[Measure, Floats]:
    """Measure every query that has grades, in their order.

    Args:
        run: A query without ranking counts as one that found nothing: 0 on every measure.
        grades: Every query has a relevant document; the measures are not defined otherwise.

    Returns:
        Measure -> values in [0, 1], shape (len(grades),).

    Raises:
        ValueError: a query has no relevant document.
    """
    import ir_measures
    from ir_measures import AP, RR, R, Success, nDCG

    if not all(any(grade > 0 for grade in judged.values()) for judged in grades.values()):
        raise ValueError("a query has no relevant document")
    # The tool orders by score and equal scores by id; descending ranks keep our order.
    scored = {
        query: {document: -float(rank) for rank, document in enumerate(run.get(query, ()))}
        for query in grades
    }
    names = {
        RR: Measure.MRR,
        AP: Measure.MAP,
        nDCG @ 10: Measure.NDCG_10,
        R @ 10: Measure.RECALL_10,
        Success @ 1: Measure.SUCCESS_1,
    }
    row = {query: number for number, query in enumerate(grades)}
    values = {name: np.zeros(len(row)) for name in Measure}
    for metric in ir_measures.iter_calc(list(names), dict(grades), scored) if row else ():
        values[names[metric.measure]][row[metric.query_id]] = metric.value
    return values


def bootstrap_interval(values: Floats, rng: np.random.Generator) -> Interval:
    """Mean with its 95 % percentile bootstrap interval over queries.

    Args:
        values: One number per query, shape (n,).
        rng: Draws the resamples; the same state gives the same interval.

    Returns:
        All nan without any query. With a single one the interval is nan: one query says nothing
        about the next.

    Source:
        Efron & Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
    """
    if len(values) == 0:
        return Interval(math.nan, math.nan, math.nan)
    mean = float(values.mean())
    if len(values) == 1:
        return Interval(mean, math.nan, math.nan)
    from scipy import stats

    found = stats.bootstrap(
        (values,),
        np.mean,
        n_resamples=RESAMPLES,
        confidence_level=CONFIDENCE,
        method="percentile",
        vectorized=True,
        rng=rng,
    )
    low, high = found.confidence_interval
    return Interval(mean, float(low), float(high))


def compare(values: Floats, baseline: Floats, rng: np.random.Generator) -> Comparison:
    """Compare two rankings of the same queries by a paired randomisation test, two-sided.

    Args:
        values: One number per query, shape (n,).
        baseline: The baseline's numbers on the same queries, same order.
        rng: Draws the exchanges.

    Returns:
        `p_value` is nan with fewer than two queries, and 1 when the two hardly ever differ: one
        exchange in either direction is always as wide. Few differences are enumerated, not drawn.

    Raises:
        ValueError: the lengths differ.

    Source:
        Smucker, Allan & Carterette, CIKM 2007.
    """
    if len(values) != len(baseline):
        raise ValueError(f"{len(values)} values against {len(baseline)}")
    differences = values - baseline
    return Comparison(bootstrap_interval(differences, rng), _p_value(differences, rng))


def _p_value(differences: Floats, rng: np.random.Generator) -> float:
    if len(differences) < 2:
        return math.nan
    differing = differences[differences != 0]  # to exchange equal values changes nothing
    if len(differing) < 2:
        return 1.0
    from scipy import stats

    found = stats.permutation_test(
        (differing,),
        np.sum,
        permutation_type="samples",
        n_resamples=SHUFFLES,
        batch=_SHUFFLES_TOGETHER,
        vectorized=True,
        rng=rng,
    )
    return float(found.pvalue)
