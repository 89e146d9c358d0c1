"""Empty spreadsheets to fill in: headers, an example that is never imported, and a page of help."""

import io
from collections.abc import Sequence
from enum import StrEnum

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from matching.vocabulary import RecordKind
from service.intake.columns import Column
from service.intake.layouts import COLUMNS
from service.intake.sheet_columns import SHEETS, SheetKind
from service.wording.columns import TEMPLATE_WORDS, column_help
from service.wording.languages import Language

_LAST_LINE = 5_000
"""Down to which the closed lists are offered."""
_AS_TEXT = "@"
"""Spreadsheet programs would make numbers and dates of references, telephones and hours."""
_HEADER = Font(bold=True)
_REQUIRED = PatternFill("solid", start_color="FFF2CC")
_EXAMPLE = Font(italic=True, color="808080")
_WRAPPED = Alignment(vertical="top", wrap_text=True)


def write_template(
    kind: RecordKind | SheetKind, language: Language | str = Language.FRENCH
) -> bytes:
    """An XLSX file to fill in for one kind of record, or one kind of sheet around activities.

    The first sheet has the headers in that language, the required ones in yellow, drop-down lists
    where one value of a closed list is expected, and an example line that importing leaves out. The
    second sheet explains every column.
    """
    tongue = Language(language)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = kind.value
    columns = SHEETS[kind] if isinstance(kind, SheetKind) else COLUMNS[kind]
    _write_columns(sheet, columns, tongue)
    _write_help(book.create_sheet(_word("help-sheet", tongue)), kind, columns, tongue)
    for page in book.worksheets:
        page.sheet_view.rightToLeft = tongue is Language.ARABIC
        page.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _write_columns(sheet: Worksheet, columns: Sequence[Column], language: Language) -> None:
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        header = sheet.cell(row=1, column=number, value=_header(column, language))
        header.font = _HEADER
        if column.is_required:
            header.fill = _REQUIRED
        shown = _word("example-line", language) if number == 1 else column.example
        example = sheet.cell(row=2, column=number, value=shown)
        example.font = _EXAMPLE
        example.number_format = _AS_TEXT
        sheet.column_dimensions[letter].width = max(14, len(_header(column, language)) + 4)
        sheet.column_dimensions[letter].number_format = _AS_TEXT
        if column.choices:
            _offer(sheet, letter, column.choices)


def _offer(sheet: Worksheet, letter: str, choices: Sequence[str]) -> None:
    """Offer a closed list without imposing it: Arabic and English words are understood as well."""
    listed = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    listed.showErrorMessage = False
    listed.add(f"{letter}2:{letter}{_LAST_LINE}")
    sheet.add_data_validation(listed)


def _write_help(
    sheet: Worksheet, kind: StrEnum, columns: Sequence[Column], language: Language
) -> None:
    titles = ("column", "required", "meaning", "example", "values", "other-headers")
    for number, title in enumerate(titles, start=1):
        sheet.cell(row=1, column=number, value=_word(title, language)).font = _HEADER
        sheet.column_dimensions[get_column_letter(number)].width = 60 if title == "meaning" else 28
    for line, column in enumerate(columns, start=2):
        headers = (column.header, column.header_en, column.header_ar, *column.also.split("|"))
        own = _header(column, language)
        others = dict.fromkeys(header for header in headers if header and header != own)
        texts = (
            own,
            _word("yes" if column.is_required else "no", language),
            column_help(kind.value, column.field, language),
            column.example,
            " | ".join(column.choices),
            " | ".join(others),
        )
        for number, text in enumerate(texts, start=1):
            cell = sheet.cell(row=line, column=number, value=text)
            cell.alignment = _WRAPPED
            cell.number_format = _AS_TEXT


def _header(column: Column, language: Language) -> str:
    names = {
        Language.FRENCH: column.header,
        Language.ARABIC: column.header_ar,
        Language.ENGLISH: column.header_en,
    }
    return names[language]


def _word(name: str, language: Language) -> str:
    return TEMPLATE_WORDS[name].text(language)
