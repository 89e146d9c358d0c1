"""Two rankings on the same people: how far apart, and whether by more than chance."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.fairness import holm
from evaluation.measured import Estimate, Floats, Keys, cluster_totals, paired_interval
from evaluation.measures import compare


@dataclass(frozen=True, slots=True)
class Paired:
    """A ranking minus another."""

    difference: Estimate
    p_value: float
    """Two-sided, by exchanging the two for whole people; nan where there are too few people. Where
    several comparisons are made, already corrected for that (`holm_known`)."""


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


def holm_known(p_values: Sequence[float]) -> list[float]:
    """Holm's correction of those that are known, in their order; nan stays, counts for nothing."""
    values = np.array(p_values, dtype=np.float64)
    known = ~np.isnan(values)
    values[known] = holm(values[known])
    found: list[float] = values.tolist()
    return found
