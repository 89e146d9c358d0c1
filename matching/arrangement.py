"""The first page: not ten copies of one job."""

from collections import Counter
from collections.abc import Callable, Sequence


def spread_providers(
    ranked: Sequence[int], provider_of: Callable[[int], str | None], limit: int, most: int
) -> list[int]:
    """Take the first `limit`, with at most `most` of one provider unless nothing else fits.

    Args:
        ranked: Positions, best first.
        provider_of: Whose a position is; None counts as nobody's, and is never held back.
        limit: Lines on the page.
        most: Lines of one provider.

    Returns:
        Positions in their ranked order among those within the cap; the held-back ones follow, in
        their own order, only where the page would otherwise stay shorter.
    """
    taken: Counter[str] = Counter()
    within: list[int] = []
    held_back: list[int] = []
    for position in ranked:
        provider = provider_of(position)
        if provider is not None and taken[provider] >= most:
            held_back.append(position)
            continue
        if provider is not None:
            taken[provider] += 1
        within.append(position)
        if len(within) == limit:
            break
    return (within + held_back)[:limit]
