"""What a document says, before it is a PDF, a page or a workbook: all three show this."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from service.wording.languages import Language, date_text
from service.wording.money import amount_text, count_text


class Withheld(Enum):
    """A number that is known and not shown, because it would tell about too few people."""

    WITHHELD = "withheld"


WITHHELD: Final = Withheld.WITHHELD
SHOWN_AS_WITHHELD: Final = "***"
"""Reads the same in every language and direction; the document explains it below its tables."""

Cell = str | int | Decimal | date | Withheld | None
"""Decimals are dirhams; None is an empty cell, to be filled in by hand or without meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose last row may be its total."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_total: bool = False
    widths: tuple[int, ...] = ()
    """Shares of the width for each column; 0 is as wide as its content. Empty: chosen by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a document; what is empty is left out."""

    heading: str = ""
    facts: tuple[tuple[str, Cell], ...] = ()
    """Label and value, one under the other."""
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    table: Table | None = None
    signatures: tuple[tuple[str, str], ...] = ()
    """Who signs, and what is already known of it; each gets a box."""
    on_new_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document in one language."""

    language: Language
    title: str
    subtitle: str = ""
    sections: tuple[Section, ...]
    footer: str = ""


def cell_text(cell: Cell, language: Language) -> str:
    """A cell as a person reads it."""
    if cell is None:
        return ""
    if cell is WITHHELD:
        return SHOWN_AS_WITHHELD
    if isinstance(cell, Decimal):
        return amount_text(cell, language)
    if isinstance(cell, int):
        return count_text(cell, language)
    if isinstance(cell, date):
        return date_text(cell, language)
    return str(cell)


def is_number(cell: Cell) -> bool:
    """Whether a cell stands at the end of its column, where numbers are compared."""
    return isinstance(cell, int | Decimal) or cell is WITHHELD


def texts_of(document: Document) -> Iterator[str]:
    """Every text of a document, as it is shown."""
    yield from (document.title, document.subtitle, document.footer)
    for section in document.sections:
        yield section.heading
        for name, value in section.facts:
            yield from (name, cell_text(value, document.language))
        yield from section.paragraphs
        yield from section.points
        for who, known in section.signatures:
            yield from (who, known)
        if section.table is not None:
            yield from section.table.headers
            for row in section.table.rows:
                yield from (cell_text(cell, document.language) for cell in row)
