"""XLSX to a table, dates and numbers kept as the spreadsheet knows them."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException

from service.intake.tables import (
    BROKEN,
    EmptyFile,
    FileTooLarge,
    Limits,
    RawCell,
    Row,
    Table,
    UnreadableFile,
    table_of,
)

_NOT_A_WORKBOOK = (
    # What openpyxl and its XML parsers raise on an archive that is no workbook.
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    EOFError,
    NotImplementedError,
    OSError,
)
_FORMULA = "f"
_ERROR = "e"
AnyCell = SheetCell | MergedCell


def read_xlsx(data: bytes, limits: Limits) -> Table:
    """Read the first sheet of a workbook.

    A formula counts for the value the spreadsheet program last calculated; without one, and for a
    cell that shows an error, the cell is BROKEN and only its line is refused. Of merged cells, the
    first one holds the value.

    Raises:
        UnreadableFile: not a workbook, or a damaged or encrypted one.
        EmptyFile, FileTooLarge, HeaderMissing, DuplicateHeader: as named.
    """
    _check_unpacked_size(data, limits)
    return table_of(iter(_records(data, limits)), limits)


def _check_unpacked_size(data: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except _NOT_A_WORKBOOK:
        raise UnreadableFile(reason="bad-workbook") from None
    if size > limits.max_unpacked_bytes:
        raise FileTooLarge(bytes=size, allowed=limits.max_unpacked_bytes)


def _records(data: bytes, limits: Limits) -> list[Row]:
    rows = _sheet(data, limits, calculated=False)
    formulas = {
        (line, at)
        for line, cells in enumerate(rows, start=1)
        for at, cell in enumerate(cells)
        if cell.data_type == _FORMULA
    }
    # Opened again only when needed: openpyxl shows either formulas or their values.
    calculated = _sheet(data, limits, calculated=True) if formulas else rows
    return [
        Row(
            line,
            tuple(_value(cell, is_formula=(line, at) in formulas) for at, cell in enumerate(cells)),
        )
        for line, cells in enumerate(calculated, start=1)
    ]


def _sheet(data: bytes, limits: Limits, *, calculated: bool) -> list[tuple[AnyCell, ...]]:
    """Rows of the first sheet, blank ones included, so that the n-th one is line n."""
    try:
        with warnings.catch_warnings():
            # openpyxl warns about styles and extensions it drops; none of them carries a value.
            warnings.simplefilter("ignore", UserWarning)
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=calculated)
            if not book.worksheets:
                raise EmptyFile()
            sheet = book.worksheets[0]
            # Some programs write wrong dimensions, and openpyxl would believe them.
            sheet.reset_dimensions()
            return _at_most(sheet.iter_rows(), limits.max_lines)
    except _NOT_A_WORKBOOK:
        raise UnreadableFile(reason="bad-workbook") from None


def _at_most(rows: Iterator[tuple[AnyCell, ...]], max_lines: int) -> list[tuple[AnyCell, ...]]:
    kept, filled = [], 0
    for cells in rows:
        kept.append(cells)
        filled += any(cell.value is not None for cell in cells)
        if filled > max_lines + 1:
            raise FileTooLarge(lines=filled - 1, allowed=max_lines)
    return kept


def _value(cell: AnyCell, *, is_formula: bool) -> RawCell:
    if cell.data_type == _ERROR or (is_formula and cell.value is None):
        return BROKEN
    value = cell.value
    if value is None or isinstance(value, str | int | float | date | datetime | time):
        return value
    return str(value)
