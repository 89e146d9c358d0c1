"""A document as PDF: typeset by Typst, offline, with the fonts beside this file."""

import json
import unicodedata
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from service.printing.documents import Cell, Document, Section, Table, cell_text, is_number
from service.wording.languages import Language

if TYPE_CHECKING:
    import typst

MEDIA_TYPE: Final = "application/pdf"
_TEMPLATE: Final = "document.typ"
_STRONG: Final = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def pdf_bytes(document: Document) -> bytes:
    """The document on A4 pages, tagged for screen readers.

    The same document gives the same bytes: nothing in it tells when or where it was printed. A sign
    that none of the fonts has is printed as a box. PDF/UA is not claimed: it would refuse such a
    sign, and with it the document.
    """
    import typst

    content = json.dumps(_content(document), ensure_ascii=False)
    written = typst.compile(
        _folder("templates") / _TEMPLATE,
        root=_folder("templates"),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"document": content},
    )
    if not isinstance(written, bytes):
        raise TypeError(f"one PDF was expected, not {type(written).__name__}")
    return written


def direction_of(text: str, language: Language) -> str:
    """The direction of a text by its first letter, as browsers do it: "ltr" or "rtl"."""
    usual = "rtl" if language is Language.ARABIC else "ltr"
    found = (_STRONG.get(unicodedata.bidirectional(sign)) for sign in text)
    return next(filter(None, found), usual)


@cache
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[_folder("fonts")],
    )


def _folder(name: str) -> Path:
    return Path(str(resources.files("service.printing") / name))


def _content(document: Document) -> dict[str, Any]:
    language = document.language

    def text(written: str) -> dict[str, str]:
        return {"text": written, "dir": direction_of(written, language)}

    return {
        "language": language.value,
        "direction": "rtl" if language is Language.ARABIC else "ltr",
        "title": document.title,
        "subtitle": document.subtitle,
        "footer": document.footer,
        "sections": [_section(section, language, text) for section in document.sections],
    }


def _section(section: Section, language: Language, text: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "heading": section.heading,
        "facts": [[text(name), text(cell_text(value, language))] for name, value in section.facts],
        "paragraphs": [text(one) for one in section.paragraphs],
        "points": [text(one) for one in section.points],
        "table": section.table and _table(section.table, language),
        "signatures": [[text(who), text(known)] for who, known in section.signatures],
        "on_new_page": section.on_new_page,
    }


def _table(table: Table, language: Language) -> dict[str, Any]:
    numeric = [
        any(is_number(row[column]) for row in table.rows) for column in range(len(table.headers))
    ]
    return {
        "headers": table.headers,
        "rows": [[_cell(cell, language) for cell in row] for row in table.rows],
        "numeric": numeric,
        "widths": table.widths or [0 if is_a_number else 1 for is_a_number in numeric],
        "has_total": table.has_total,
    }


def _cell(cell: Cell, language: Language) -> dict[str, str]:
    written = cell_text(cell, language)
    return {"text": written, "dir": direction_of(written, language)}
