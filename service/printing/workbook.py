"""A document as XLSX: amounts and counts are numbers that can be summed."""

import io
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from service.printing.documents import Cell, Document, Section, Table, Withheld, cell_text
from service.wording.languages import Language

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DIRHAMS: Final = "#,##0.00"
_FORMULA: Final = ("=", "+", "-", "@")
_TITLE_LENGTH: Final = 31
_WIDEST: Final = 60


def xlsx_bytes(document: Document) -> bytes:
    """The document on one sheet, read from the right in Arabic.

    An amount is a number with two decimals, which the reader's own spreadsheet groups; totals are
    written as values, so that they are those of the other forms whatever recalculates the file.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = document.title[:_TITLE_LENGTH].translate(str.maketrans("[]:*?/\\", "       "))
    sheet.sheet_view.rightToLeft = document.language is Language.ARABIC
    sheet.append([_plain(document.title)])
    sheet["A1"].font = Font(bold=True, size=14)
    if document.subtitle:
        sheet.append([_plain(document.subtitle)])
    for section in document.sections:
        _append(sheet, section, document.language)
    _fit(sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _append(sheet: "Worksheet", section: Section, language: Language) -> None:
    sheet.append([])
    if section.heading:
        sheet.append([_plain(section.heading)])
        _embolden(sheet)
    for name, value in section.facts:
        # An amount that stands alone is written out, as it is read aloud from the sheet.
        sheet.append([_plain(name), _plain(cell_text(value, language))])
    for text in (*section.paragraphs, *section.points):
        sheet.append([_plain(text)])
    if section.table is not None:
        _append_table(sheet, section.table)
    for who, known in section.signatures:
        sheet.append([_plain(who), _plain(known)])


def _append_table(sheet: "Worksheet", table: Table) -> None:
    sheet.append([_plain(header) for header in table.headers])
    _embolden(sheet)
    for row in table.rows:
        sheet.append([_value(cell) for cell in row])
        for cell, written in zip(row, sheet[sheet.max_row], strict=False):
            if isinstance(cell, Decimal):
                written.number_format = _DIRHAMS
    if table.has_total:
        _embolden(sheet)


def _embolden(sheet: "Worksheet") -> None:
    from openpyxl.styles import Font

    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)


def _value(cell: Cell) -> object:
    if isinstance(cell, str):
        return _plain(cell)
    return cell_text(cell, Language.FRENCH) if isinstance(cell, Withheld) else cell


def _plain(text: str) -> str:
    """Keep a text from being run as a formula."""
    return f" {text}" if text.startswith(_FORMULA) else text


def _fit(sheet: "Worksheet") -> None:
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(sheet.iter_cols(min_row=3, values_only=True), start=1):
        longest = max((len(str(value)) for value in column if value is not None), default=0)
        sheet.column_dimensions[get_column_letter(number)].width = min(longest + 3, _WIDEST)
