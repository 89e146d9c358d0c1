"""A long list, page by page."""

from collections.abc import Sequence
from typing import TypeVar

from service.actions.browsing import PAGE_SIZE, Sheet

_ItemT = TypeVar("_ItemT")


def sheet_of(found: Sequence[_ItemT], number: int) -> Sheet[_ItemT]:
    """One page of a list that is at hand; the nearest one when there is no such page.

    Args:
        found: The whole list, in its order.
        number: From 1.
    """
    pages = max(-(-len(found) // PAGE_SIZE), 1)
    number = min(max(number, 1), pages)
    start = (number - 1) * PAGE_SIZE
    items = tuple(found[start : start + PAGE_SIZE])
    return Sheet(items=items, number=number, pages=pages, total=len(found))
