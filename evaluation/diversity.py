"""Does a list offer a choice: how different its lines are from each other."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from evaluation.judgements import Judgements
from evaluation.measured import Estimate, Floats, Keys, TooThin, bootstrap_interval
from matching.vocabulary import Direction

Numbers = npt.NDArray[np.int64]


def label_diversity(lists: Numbers, labels: Keys) -> Floats:
    """Share of the pairs of lines of each list that bear different labels, in [0, 1].

    Args:
        lists: Number of the list of each line, shape (n,).
        labels: Company, sector, trade of each line, shape (n,); "" equals "".

    Returns:
        One number per list in ascending order; nan for a list of one line, which has no pair.
    """
    _, place = np.unique(lists, return_inverse=True)
    _, label = np.unique(labels.astype(str), return_inverse=True)
    lines = np.bincount(place).astype(np.float64) if len(lists) else np.zeros(0)
    _, first, count = np.unique(
        np.stack([place, label]), axis=1, return_index=True, return_counts=True
    )
    alike = np.bincount(place[first], count * (count - 1.0), len(lines)).astype(np.float64)
    return 1.0 - _over_pairs(alike, lines)


def vector_diversity(lists: Numbers, vectors: Floats) -> Floats:
    """Mean of 1 - cosine over the pairs of lines of each list, in [0, 2].

    Args:
        lists: Number of the list of each line, shape (n,).
        vectors: Unit rows, shape (n, dim).

    Returns:
        One number per list in ascending order; nan for a list of one line.

    Source:
        Intra-list dissimilarity: Ziegler et al., WWW 2005, section 3.3.
    """
    _, place = np.unique(lists, return_inverse=True)
    lines = np.bincount(place).astype(np.float64) if len(lists) else np.zeros(0)
    sums = np.zeros((len(lines), vectors.shape[1]))
    np.add.at(sums, place, vectors)
    # |sum|^2 holds each pair twice and each line once with itself.
    itself = np.bincount(place, (vectors**2).sum(axis=1), len(lines))
    return 1.0 - _over_pairs((sums**2).sum(axis=1) - itself, lines)


def measure_diversity(
    judgements: Judgements,
    rng: np.random.Generator,
    *,
    first: int = 10,
    labels: Mapping[str, str] | None = None,
) -> Estimate:
    """How often two of the first lines of a list made for a person differ, averaged over lists.

    Args:
        judgements: Lines with a rank, in lists made for people.
        rng: Draws the resamples, whole people.
        first: Lines of a list that count.
        labels: Opportunity id -> what must differ (a sector, a trade); the company without it.

    Returns:
        `TooThin("no-list")` without a list of two lines.
    """
    shown = (judgements.rank > 0) & (judgements.rank <= first)
    lines = judgements.where(shown & (judgements.direction == Direction.OPPORTUNITIES.value))
    words = (
        lines.company_ids
        if labels is None
        else np.array([labels.get(one, "") for one in lines.opportunity_ids], dtype=object)
    )
    values = label_diversity(lines.list_id, words)
    if not np.isfinite(values).any():
        return TooThin("no-list", 1, 0)
    _, line = np.unique(lines.list_id, return_index=True)
    return bootstrap_interval(values, lines.profile_ids[line], rng)


def _over_pairs(sums: Floats, lines: Floats) -> Floats:
    pairs = lines * (lines - 1.0)
    share: Floats = np.divide(sums, pairs, out=np.full(len(lines), np.nan), where=pairs > 0)
    return share
