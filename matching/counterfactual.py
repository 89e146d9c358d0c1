"""What would change if: the flow run again on another profile, and both outcomes compared."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from math import inf, log2

import numpy as np

from matching.pipeline import Matcher
from matching.ports import Encoder, Mask, Vectors
from matching.standing import Standing
from matching.vocabulary import OpportunityKind, Refusal

_TOP = 10
"""Ranks that somebody reads; what moves behind them changes nobody's day."""


class AtHand(Encoder):
    """An encoder that keeps what it encoded: runs that differ by one line share all the others."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: dict[str, Vectors] = {}

    @property
    def dim(self) -> int:
        return self._encoder.dim

    @property
    def revision(self) -> str:
        return self._encoder.revision

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.learn(texts)
        rows = [self._vectors[text] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dim)

    def learn(self, texts: Iterable[str]) -> None:
        """Encode, in one go, those texts that are new."""
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if new:
            self._vectors.update(zip(new, self._encoder.encode(new), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One opportunity that stands better."""

    opportunity_id: str
    before: int | None
    """Its rank now, from 1; None when it is not proposed."""
    after: int
    """Its rank then."""
    refusals: tuple[Refusal, ...]
    """What keeps it out now; empty when it is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a change of the profile does to the list."""

    gained: int
    """Opportunities proposed then and not now."""
    newly_allowed: int
    """Opportunities that a rule keeps out now and none would then, suitable or not."""
    moves: tuple[Move, ...]
    """Those that score higher and stand higher, or are new; best rank first."""

    def helps(self, opportunity_ids: Container[str]) -> bool:
        """Whether one of these stands better, or is new: the others are doors of other trades."""
        return any(move.opportunity_id in opportunity_ids for move in self.moves)

    @property
    def rise(self) -> float:
        """How far the first ranks move, discounted as readers do; comparable for one person only.

        The sum of 1 / log2(1 + rank) gained by what comes to stand within the first ten.
        """
        return sum(
            _attention(move.after) - _attention(move.before)
            for move in self.moves
            if move.after <= _TOP
        )


def _attention(rank: int | None) -> float:
    return 1.0 / log2(1.0 + (inf if rank is None else rank))


def effect_of(
    matcher: Matcher,
    kind: OpportunityKind,
    now: Standing,
    then: Standing,
    counted: Mask | None = None,
) -> Effect:
    """Compare two outcomes for the same person over the same stock.

    Args:
        matcher: Whose stock it is.
        kind: Of the opportunities.
        now: The list as it is.
        then: The list as it would be.
        counted: Shape (n,): opportunities that count; None for all. Those that are over before the
            change could take place do not.
    """
    catalogue = matcher.stock.shelves[kind].catalogue
    counts = np.ones(len(catalogue), dtype=np.bool_) if counted is None else counted
    ranks = {one: rank for rank, one in enumerate(now.order, start=1)}
    moves = []
    for after, one in enumerate(then.order, start=1):
        row, before = catalogue.row_of[one], ranks.get(one)
        scores_higher = then.scores[one] > now.scores.get(one, -inf)
        stands_higher = before is None or after < before
        if counts[row] and scores_higher and stands_higher:
            refusals = now.refusals(row)
            moves.append(Move(opportunity_id=one, before=before, after=after, refusals=refusals))
    return Effect(
        gained=sum(move.before is None for move in moves),
        newly_allowed=int((then.allowed & ~now.allowed & counts).sum()),
        moves=tuple(moves),
    )
