"""Readers of cells that know what a field may hold: its range, its length, its special words."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from matching.spelling import fold
from service.intake.cells import (
    Fault,
    InvalidCell,
    check_within,
    date_of,
    folded_words,
    is_none_word,
    known_text,
    list_of,
    number_of,
    text_of,
    whole_number_of,
)
from service.intake.tables import RawCell

AT_ONCE = date.min
"""Stands for "immédiatement" until the day it was said is known."""
_AT_ONCE = folded_words(
    "immédiat|immédiate|immédiatement|tout de suite|dès que possible|dès maintenant|maintenant|"
    "disponible|now|immediately|asap|as soon as possible|فورا|حالا|الآن|daba"
)
_MAX_REFERENCE = 64


def reference_of(cell: RawCell) -> str | None:
    """The file's own name for a record, at most 64 characters.

    Raises:
        InvalidCell: TEXT_TOO_LONG.
    """
    text = " ".join(text_of(cell).split())
    if len(text) > _MAX_REFERENCE:
        raise InvalidCell(Fault.TEXT_TOO_LONG, limit=_MAX_REFERENCE)
    return text or None


def line_of(cell: RawCell) -> str | None:
    """A text on one line."""
    text = known_text(cell)
    return None if text is None else " ".join(text.split())


def availability_of(cell: RawCell) -> date | None:
    """A day, or AT_ONCE for "immédiatement".

    Raises:
        InvalidCell: as `date_of`.
    """
    if isinstance(cell, str) and fold(cell) in _AT_ONCE:
        return AT_ONCE
    return date_of(cell)


def start_of(cell: RawCell) -> date | None:
    """The first day of a job; as soon as possible is the same as not stated.

    Raises:
        InvalidCell: as `date_of`.
    """
    found = availability_of(cell)
    return None if found == AT_ONCE else found


def whole(lowest: int, highest: int) -> Callable[[RawCell], int | None]:
    """A reader of whole numbers in a range, both ends included."""

    def read(cell: RawCell) -> int | None:
        value = whole_number_of(cell)
        if value is not None:
            check_within(value, lowest, highest)
        return value

    return read


def distance_of(cell: RawCell) -> float | None:
    """Kilometres, 0..2000.

    Raises:
        InvalidCell: NOT_A_NUMBER, NUMBER_TOO_SMALL, NUMBER_TOO_LARGE.
    """
    value = number_of(cell)
    if value is None:
        return None
    check_within(value, 0, 2000)
    return float(value)


def money_of(cell: RawCell) -> Decimal | None:
    """Dirhams to the centime, 0..10,000,000.

    Raises:
        InvalidCell: NOT_A_NUMBER, NUMBER_TOO_SMALL, NUMBER_TOO_LARGE.
    """
    value = number_of(cell)
    if value is not None:
        check_within(value, 0, 10_000_000)
    return value


def own_money_of(cell: RawCell) -> Decimal | None:
    """Dirhams that a person can put in; "aucun" is 0.

    Raises:
        InvalidCell: as `money_of`.
    """
    text = known_text(cell)
    return Decimal(0) if text is not None and is_none_word(text) else money_of(cell)


def code_of(length: int) -> Callable[[RawCell], str | None]:
    """A reader of codes of a nomenclature: letters and digits, of one length."""

    def read(cell: RawCell) -> str | None:
        text = known_text(cell)
        if text is None:
            return None
        code = text.upper()
        if len(code) != length or not (code.isascii() and code.isalnum()):
            raise InvalidCell(Fault.NOT_A_CODE, length=length)
        return code

    return read


def text_or_none(cell: RawCell) -> str | None:
    """A text of one or more lines."""
    return known_text(cell)


def regions_named(cell: RawCell) -> tuple[str, ...] | None:
    """Names of regions, as written; () for "aucune"."""
    return list_of(cell, "|;؛\n,،")
