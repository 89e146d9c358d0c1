"""How far two releases agree on the same questions: counts of lists, nobody's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

FIRST_LINES: Final = 5
"""What an officer reads first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Lists of the release that was shown, beside those of another."""

    lists: int
    same_order: int
    """Lists with the same lines in the same order."""
    same_first: int
    """Lists whose first line is the same, or that are both empty."""
    shared: float | None
    """Mean share of the first five lines that both have, in [0, 1]; None without any list."""


def agreement(pairs: Iterable[tuple[Sequence[str], Sequence[str]]]) -> Agreement:
    """Compare lists of ids, best first; two empty lists agree."""
    found = [(list(shown), list(other)) for shown, other in pairs]
    shares = [_shared(shown[:FIRST_LINES], other[:FIRST_LINES]) for shown, other in found]
    return Agreement(
        lists=len(found),
        same_order=sum(shown == other for shown, other in found),
        same_first=sum(shown[:1] == other[:1] for shown, other in found),
        shared=sum(shares) / len(shares) if shares else None,
    )


def _shared(shown: Sequence[str], other: Sequence[str]) -> float:
    longest = max(len(shown), len(other))
    return len(set(shown) & set(other)) / longest if longest else 1.0
