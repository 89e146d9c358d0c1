"""Varying an order a little, so that what nobody would have seen first is sometimes learned about.

Two neighbours of nearly the same score change places, below the first line. Both were proposed
anyway, so no rule is touched; and what was drawn follows from the id of the shortlist, so the same
shortlist is varied in the same way whenever it is made again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final
from uuid import UUID

from matching.proposals import Proposal

MOST: Final = 0.2
"""Largest rate: four lists of five at least stay as they were ranked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exploration:
    """How often an order is varied, and how far."""

    rate: float = 0.0
    """Probability, in [0, 0.2], that a list which can be varied is."""
    margin: float = 0.02
    """Two neighbours may change places when their scores differ by this at most."""

    def __post_init__(self) -> None:
        """Refuse a rate or a margin out of range."""
        if not 0.0 <= self.rate <= MOST or self.margin < 0.0:
            raise ValueError("the rate must lie in [0, 0.2] and the margin not be negative")


NO_EXPLORATION: Final = Exploration()


def varied(
    proposals: Sequence[Proposal], exploration: Exploration, shortlist_id: UUID
) -> tuple[Proposal, ...]:
    """Exchange at most one pair of neighbours, and note how likely each line was where it is.

    Args:
        proposals: In their order; the first line never moves.
        exploration: How often, and how far.
        shortlist_id: What is drawn follows from it.

    Returns:
        The same lines with their ranks and propensities. With a rate of 0, or without two
        neighbours that are close enough, the lines as they were, each with propensity 1.
    """
    pairs = [
        at
        for at in range(1, len(proposals) - 1)
        if abs(proposals[at].score - proposals[at + 1].score) <= exploration.margin
    ]
    if not pairs or not exploration.rate:
        return tuple(proposals)
    chance, choice = _drawn(shortlist_id)
    moved = pairs[int(choice * len(pairs))] if chance < exploration.rate else None
    each = exploration.rate / len(pairs)
    order = list(range(len(proposals)))
    if moved is not None:
        order[moved], order[moved + 1] = moved + 1, moved
    return tuple(
        replace(
            proposals[place],
            rank=proposals[at].rank,
            propensity=each if place != at else 1.0 - each * _movable(pairs, at),
        )
        for at, place in enumerate(order)
    )


def _movable(pairs: Sequence[int], at: int) -> int:
    """How many of the pairs a line belongs to: 0, 1 or 2."""
    return (at in pairs) + (at - 1 in pairs)


def _drawn(shortlist_id: UUID) -> tuple[float, float]:
    """Two numbers in [0, 1), independent of each other, the same for the same id everywhere."""
    digest = sha256(shortlist_id.bytes).digest()
    first, second = (int.from_bytes(digest[at : at + 6]) / 2**48 for at in (0, 6))
    return first, second
