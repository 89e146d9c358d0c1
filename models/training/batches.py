"""Which pairs are learned from together: one concept once, texts of similar length."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

_WINDOW = 24
"""Batches that are sorted by length together; more would put the same pairs together every time."""
_OPEN = 12
"""Batches that are filled at a time."""
_SMALLEST = 4
"""A last batch of less than a quarter is left out: it has too few negatives."""


def concept_batches(
    concepts: Sequence[int],
    lengths: Sequence[int],
    size: int,
    budget: int,
    rng: np.random.Generator,
) -> list[list[int]]:
    """Group pairs so that no concept occurs twice in a batch, and little of a batch is padding.

    Args:
        concepts: Shape (n,): number of the concept of each pair.
        lengths: Shape (n,): length of each pair, in any unit.
        size: Pairs in a batch at most, 1 or more.
        budget: Longest pair times pairs of a batch at most, in the unit of the lengths: long texts
            come in smaller batches, so that each takes about the same time and memory.
        rng: Same state, same batches.

    Returns:
        Rows of each batch, in the order of training. A pair for which no batch was left may be
        missing; no pair occurs twice.
    """
    order = rng.permutation(len(concepts))
    batches = []
    for start in range(0, len(order), size * _WINDOW):
        window = order[start : start + size * _WINDOW]
        by_length: npt.NDArray[np.int64] = window[np.argsort(-np.take(lengths, window))]
        batches += _fill(by_length.tolist(), concepts, lengths, size, budget)
    return [batches[row] for row in rng.permutation(len(batches))]


@dataclass(slots=True)
class _Batch:
    """A batch that is being filled; its first pair is its longest."""

    room: int
    rows: list[int] = field(default_factory=list)
    concepts: set[int] = field(default_factory=set)


def _fill(
    rows: Sequence[int],
    concepts: Sequence[int],
    lengths: Sequence[int],
    size: int,
    budget: int,
) -> list[list[int]]:
    full: list[_Batch] = []
    waiting: list[_Batch] = []
    for row in rows:
        place = next((one for one in waiting if concepts[row] not in one.concepts), None)
        if place is None:
            if len(waiting) == _OPEN:
                full.append(waiting.pop(0))
            place = _Batch(room=min(size, max(1, budget // max(1, lengths[row]))))
            waiting.append(place)
        place.rows.append(row)
        place.concepts.add(concepts[row])
        if len(place.rows) == place.room:
            full.append(place)
            waiting.remove(place)
    full += waiting
    return [batch.rows for batch in full if len(batch.rows) * _SMALLEST >= batch.room]
