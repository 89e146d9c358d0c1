"""Reading the files an analyst brings: what may be wrong with them, and where."""

import csv
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from matching.errors import InvalidInput

_LARGEST_CELL = 1_000_000
"""Characters; ESCO keeps hundreds of alternative labels in one cell."""


class FileMissing(InvalidInput):
    """A file that belongs to the folder is not there."""

    code = "file-missing"


class NotText(InvalidInput):
    """The file is not UTF-8 text."""

    code = "not-utf8-text"


class EmptyFile(InvalidInput):
    """The file holds nothing that can be used."""

    code = "empty-data-file"


class BadLine(InvalidInput):
    """A line cannot be read."""

    code = "bad-line"


class UnknownId(InvalidInput):
    """A line names an id that no other file has."""

    code = "unknown-id"


class ColumnMissing(InvalidInput):
    """A table has no column of that name; it may be another version of the taxonomy."""

    code = "column-missing"


def read_lines(folder: Path, name: str) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, with their numbers from 1 on.

    Raises:
        FileMissing: there is no such file.
        NotText: it is not UTF-8.
    """
    try:
        with (folder / name).open(encoding="utf-8-sig") as file:
            for line, written in enumerate(file, start=1):
                if written.strip():
                    yield line, written.rstrip("\r\n")
    except OSError as error:
        raise FileMissing(file=name) from error
    except UnicodeDecodeError as error:
        raise NotText(file=name) from error


def read_columns(folder: Path, name: str, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Some columns of a CSV file, row by row; a cell that a short row lacks is empty.

    Raises:
        FileMissing: there is no such file.
        NotText: it is not UTF-8.
        ColumnMissing: the header lacks one of the columns.
        BadLine: the file is no CSV from that line on.
    """
    try:
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            yield from read_table(file, name, columns)
    except OSError as error:
        raise FileMissing(file=name) from error
    except UnicodeDecodeError as error:
        raise NotText(file=name) from error


def read_table(file: TextIO, name: str, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The same for a CSV file that is open already; `name` is told in errors.

    Raises:
        ColumnMissing: the header lacks one of the columns.
        BadLine: the file is no CSV from that line on.
    """
    csv.field_size_limit(_LARGEST_CELL)
    rows = csv.DictReader(file)
    try:
        for column in columns:
            if column not in (rows.fieldnames or ()):
                raise ColumnMissing(file=name, column=column)
        for row in rows:
            yield tuple((row[column] or "").strip() for column in columns)
    except csv.Error as error:
        raise BadLine(file=name, line=rows.line_num, problem="not-csv") from error


def fingerprints(paths: Sequence[Path]) -> dict[str, str]:
    """Name of each file -> SHA-256 of its content."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
