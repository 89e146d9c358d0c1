"""Two rankings on the same people: how far apart, and whether by more than chance."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.measured import Estimate, Floats, Keys, cluster_totals, paired_interval
from evaluation.measures import compare


@dataclass(frozen=True, slots=True)
class Paired:
    """A ranking minus another."""

    difference: Estimate
    p_value: float
    """Two-sided, by exchanging the two for whole people; nan where there are too few people. Where
    several comparisons are made, already corrected for that (`holm`)."""


def paired(values: Floats, baseline: Floats, clusters: Keys, rng: np.random.Generator) -> Paired:
    """Compare two rankings by a paired randomisation test over people.

    Args:
        values: One number per query, shape (n,); nan where a query has none.
        baseline: Of the same queries.
        clusters: Whom each query is about.
        rng: Draws resamples and exchanges.
    """
    difference = paired_interval(values, baseline, clusters, rng)
    apart = values - baseline
    known = ~np.isnan(apart)
    totals = cluster_totals(apart[known][:, None], clusters[known])[:, 0]
    return Paired(difference, compare(totals, np.zeros_like(totals), rng).p_value)


def holm(p_values: Sequence[float]) -> list[float]:
    """Correct p-values for there being several, in their order; nan stays and counts for nothing.

    Source:
        Holm, Scandinavian Journal of Statistics 6(2), 1979.
    """
    order = sorted(
        (at for at, value in enumerate(p_values) if not math.isnan(value)),
        key=lambda at: p_values[at],
    )
    corrected = list(p_values)
    least = 0.0
    for place, at in enumerate(order):
        least = max(least, min(1.0, (len(order) - place) * p_values[at]))
        corrected[at] = least
    return corrected
