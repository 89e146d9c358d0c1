"""Long lists of ids cut to what one statement may carry."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_T = TypeVar("_T")

CHUNK = 5000
"""SQLite takes 32,766 parameters in a statement and PostgreSQL 65,535."""


def chunks(items: Iterable[_T], size: int = CHUNK) -> Iterator[list[_T]]:
    """The items in order, in lists of at most `size`."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
