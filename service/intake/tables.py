"""Bytes of a spreadsheet to a table: CSV here, XLSX in `workbooks.py`; cells stay as written."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import PurePath

from matching.errors import InvalidInput
from matching.spelling import fold

Cell = str | int | float | bool | date | datetime | time | None
"""What a cell holds: text in a CSV, numbers and dates too in an XLSX. None and "" are empty."""


_WITH_MACROS = frozenset({".xlsm", ".xltm", ".xlsb", ".xlam"})
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an encrypted workbook and one of the old format begin."""
_DOCUMENTS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")


class BrokenCell:
    """A spreadsheet cell that shows an error ("#N/A") or a formula that was never calculated."""


BROKEN = BrokenCell()
RawCell = Cell | BrokenCell
Progress = Callable[[int, int], None]
"""Called with the number of lines read and their total."""
_TOLD_EVERY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one file may bring; a larger one is refused before it is read further."""

    max_bytes: int = 20_000_000
    max_unpacked_bytes: int = 400_000_000
    """XLSX only: a small archive may unpack to something enormous."""
    max_lines: int = 100_000
    """Lines that hold something, header aside."""
    max_columns: int = 256


@dataclass(frozen=True, slots=True)
class Row:
    """A line that holds something. Cells beyond the headers are kept, to be reported."""

    line: int
    """Line of the file, 1 is the first; the first of its lines when a cell spans several."""
    cells: tuple[RawCell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Headers as written, all different once folded, and the lines under them."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]


class UnknownFileType(InvalidInput):
    """Not one of the kinds of file that can be read for this kind of record."""

    code = "unknown-file-type"


class UnreadableFile(InvalidInput):
    """The bytes are not what the name of the file says; `reason` is kebab-case."""

    code = "unreadable-file"


class MacroFile(UnknownFileType):
    """A workbook that may run programs; it is not opened."""

    code = "macro-file"


class OldOrLockedFile(UnreadableFile):
    """A workbook with a password, or of the format before XLSX: both begin alike."""

    code = "old-or-locked-file"


class NotASpreadsheet(UnreadableFile):
    """A document or a picture under the name of a spreadsheet."""

    code = "not-a-spreadsheet"


class EmptyFile(InvalidInput):
    """There is no header, or no line under it."""

    code = "empty-file"


class FileTooLarge(InvalidInput):
    """More bytes, lines or columns than allowed."""

    code = "file-too-large"


class HeaderMissing(InvalidInput):
    """A column holds values under an empty (or merged) header."""

    code = "header-missing"


class DuplicateHeader(InvalidInput):
    """Two columns say the same thing; guessing which one counts would be wrong half of the time."""

    code = "duplicate-header"


def file_type(data: bytes, file_name: str, limits: Limits) -> str:
    """The extension of a file, checked against its first bytes.

    Returns:
        ".csv", ".xlsx" or ".json"; ".txt" and ".tsv" count as CSV, ".jsonld" as JSON.

    Raises:
        UnknownFileType: another extension, the old ".xls" included; `MacroFile` with macros.
        UnreadableFile: the bytes say something else than the extension; its subclasses say what.
        FileTooLarge: more than `limits.max_bytes`.
        EmptyFile: no bytes but blanks.
    """
    if len(data) > limits.max_bytes:
        raise FileTooLarge(bytes=len(data), allowed=limits.max_bytes)
    suffix = PurePath(file_name.strip()).suffix.lower()
    if suffix in _WITH_MACROS:
        raise MacroFile
    if data.startswith(_COMPOUND):
        raise OldOrLockedFile(reason="old-or-locked")
    known = {".txt": ".csv", ".tsv": ".csv", ".jsonld": ".json"}.get(suffix, suffix)
    if known not in {".csv", ".xlsx", ".json"}:
        raise UnknownFileType()
    if not data.strip():
        raise EmptyFile()
    if data.startswith(_DOCUMENTS):
        raise NotASpreadsheet(reason="a-document")
    is_archive = data.startswith(b"PK\x03\x04")
    if is_archive != (known == ".xlsx"):
        raise UnreadableFile(reason="not-xlsx" if known == ".xlsx" else "not-text")
    return known


def decode(data: bytes) -> str:
    """Text of a file: UTF-16 or UTF-8 with a byte order mark, UTF-8, else Windows-1252.

    Raises:
        UnreadableFile: neither reading is possible, or the text holds a NUL character.
    """
    text = _decode_utf(data) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else _decode_bytes(data)
    if "\0" in text:
        raise UnreadableFile(reason="nul-byte", line=text.count("\n", 0, text.index("\0")) + 1)
    return text


def _decode_utf(data: bytes) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise UnreadableFile(reason="bad-encoding", byte=error.start) from None


def _decode_bytes(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableFile(reason="bad-encoding", byte=error.start) from None


def read_csv(data: bytes, limits: Limits) -> Table:
    """Read comma, semicolon or tab separated text, any line ends, quoted newlines allowed.

    The delimiter is the one that gives the header the most columns; on equality the
    semicolon, which French spreadsheets write. A first line "sep=;" is understood.

    Raises:
        UnreadableFile: encoding, a NUL character, or a quote that is never closed.
        EmptyFile, FileTooLarge, HeaderMissing, DuplicateHeader: as named.
    """
    text = decode(data)
    skipped, delimiter = _declared_delimiter(text)
    if delimiter is None:
        delimiter = max(";,\t", key=lambda sign: len(_first_record(text, sign)))
    return table_of(_records(text, delimiter, skipped), limits)


def _declared_delimiter(text: str) -> tuple[int, str | None]:
    """Lines to skip and the delimiter of a "sep=;" line; (0, None) without one."""
    first = text.split("\n", 1)[0].rstrip("\r")
    if first.lower().startswith("sep=") and len(first) == len("sep=") + 1:
        return 1, first[-1]
    return 0, None


def _first_record(text: str, delimiter: str) -> Sequence[str]:
    """Cells of the first line that holds something; empty when it cannot be read that way."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return next((record for record in reader if any(map(str.strip, record))), [])
    except csv.Error:
        return []


def _records(text: str, delimiter: str, skipped: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for record in reader:
            if line > skipped:
                yield Row(line, tuple(record))
            line = reader.line_num + 1
    except csv.Error:
        raise UnreadableFile(reason="bad-quotes", line=line) from None


def table_of(records: Iterator[Row], limits: Limits) -> Table:
    """Headers from the first line that holds something, then the other lines that do.

    Raises:
        EmptyFile, FileTooLarge, HeaderMissing, DuplicateHeader: as named.
    """
    filled = (row for row in records if any(not is_empty(cell) for cell in row.cells))
    header = next(filled, None)
    if header is None:
        raise EmptyFile()
    headers = tuple("" if is_empty(cell) else str(cell).strip() for cell in header.cells)
    while headers and not headers[-1]:
        headers = headers[:-1]
    if len(headers) > limits.max_columns:
        raise FileTooLarge(columns=len(headers), allowed=limits.max_columns)
    _check_headers_differ(headers)
    rows = tuple(_trimmed(filled, headers, limits))
    if not rows:
        raise EmptyFile()
    return Table(headers, rows)


def _trimmed(rows: Iterator[Row], headers: Sequence[str], limits: Limits) -> Iterator[Row]:
    unnamed = [number for number, header in enumerate(headers) if not header]
    for count, row in enumerate(rows, start=1):
        if count > limits.max_lines:
            raise FileTooLarge(lines=count, allowed=limits.max_lines)
        for number in unnamed:
            if number < len(row.cells) and not is_empty(row.cells[number]):
                raise HeaderMissing(column=number + 1, line=row.line)
        cells = row.cells
        while len(cells) > len(headers) and is_empty(cells[-1]):
            cells = cells[:-1]
        yield Row(row.line, cells)


def _check_headers_differ(headers: Sequence[str]) -> None:
    seen: dict[str, int] = {}
    for number, header in enumerate(headers, start=1):
        folded = fold(header)
        if folded in seen:
            raise DuplicateHeader(column=number, first_column=seen[folded])
        if folded:
            seen[folded] = number


def told(rows: Sequence[Row], progress: Progress | None) -> Iterator[Row]:
    """The rows, while somebody is told now and then how many were taken, and at the end."""
    for number, row in enumerate(rows):
        if progress is not None and number % _TOLD_EVERY == 0:
            progress(number, len(rows))
        yield row
    if progress is not None:
        progress(len(rows), len(rows))


def is_empty(cell: RawCell) -> bool:
    """Whether nothing was written; blanks are nothing, a zero and an error are something."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
