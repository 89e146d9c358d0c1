"""XLSX files as people make them."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from matching.errors import InvalidInput
from service.intake.tables import (
    BROKEN,
    DuplicateHeader,
    EmptyFile,
    FileTooLarge,
    HeaderMissing,
    Limits,
    UnreadableFile,
)
from service.intake.workbooks import read_xlsx

LIMITS = Limits()


def a_workbook(fill: Callable[[Worksheet], None]) -> bytes:
    book = Workbook()
    fill(book.worksheets[0])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


Line = tuple[str | int | float | datetime | None, ...]


def rows(*lines: Line) -> bytes:
    def fill(sheet: Worksheet) -> None:
        for line in lines:
            sheet.append(line)

    return a_workbook(fill)


def test_dates_numbers_and_texts_keep_their_type() -> None:
    table = read_xlsx(
        rows(("A", "B", "C", "D"), (datetime.fromisoformat("2027-01-15"), 3, 2.5, "x")), LIMITS
    )
    assert table.headers == ("A", "B", "C", "D")
    assert table.rows[0].cells == (datetime.fromisoformat("2027-01-15"), 3, 2.5, "x")


def test_blank_lines_are_counted() -> None:
    table = read_xlsx(rows(("A",), (), (None,), ("x",)), LIMITS)
    assert [row.line for row in table.rows] == [4]


def test_a_formula_without_a_calculated_value_is_broken() -> None:
    table = read_xlsx(rows(("A", "B"), ("=1+1", "x"), ("y", "z")), LIMITS)
    assert table.rows[0].cells == (BROKEN, "x")
    assert table.rows[1].cells == ("y", "z")


def test_a_formula_counts_for_its_last_calculated_value() -> None:
    data = rows(("A", "B"), ("=1+1", "x"))
    assert read_xlsx(_with_calculated_value(data, "2"), LIMITS).rows[0].cells == (2, "x")


def _with_calculated_value(data: bytes, value: str) -> bytes:
    """What a spreadsheet program writes beside a formula; openpyxl never does."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                assert b"<v />" in content or b"<v/>" in content or b"<v></v>" in content
                for empty in (b"<v />", b"<v/>", b"<v></v>"):
                    content = content.replace(empty, f"<v>{value}</v>".encode())
            new.writestr(member, content)
    return written.getvalue()


def test_an_error_cell_is_broken() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("A", "B"))
        sheet.append(("x", "y"))
        sheet["A2"].value = "#N/A"
        sheet["A2"].data_type = "e"

    assert read_xlsx(a_workbook(fill), LIMITS).rows[0].cells == (BROKEN, "y")


def test_a_merged_header_over_two_columns_is_refused() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Compétences", None, "Ville"))
        sheet.merge_cells("A1:B1")
        sheet.append(("couture", "broderie", "Salé"))

    with pytest.raises(HeaderMissing) as refused:
        read_xlsx(a_workbook(fill), LIMITS)
    assert refused.value.params == {"column": 2, "line": 2}


def test_a_merged_cell_holds_its_value_once() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("A", "B"))
        sheet.append(("x", None))
        sheet.merge_cells("A2:B2")

    assert read_xlsx(a_workbook(fill), LIMITS).rows[0].cells[0] == "x"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (rows(), EmptyFile),
        (rows(("A", "B")), EmptyFile),
        (rows(("A", "A"), ("x", "y")), DuplicateHeader),
        (b"PK\x03\x04 not an archive", UnreadableFile),
    ],
    ids=["empty sheet", "header only", "duplicate header", "damaged"],
)
def test_an_odd_workbook_says_what_is_odd(data: bytes, expected: type[InvalidInput]) -> None:
    with pytest.raises(expected):
        read_xlsx(data, LIMITS)


def test_an_archive_that_is_no_workbook_is_unreadable() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(UnreadableFile):
        read_xlsx(written.getvalue(), LIMITS)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_truncated_workbook_is_unreadable(share: float) -> None:
    data = rows(("A", "B"), *(("x", str(number)) for number in range(200)))
    with pytest.raises(UnreadableFile):
        read_xlsx(data[: int(len(data) * share)], LIMITS)


def test_what_unpacks_to_too_much_is_refused_unread() -> None:
    data = rows(("A",), ("x" * 10_000,))
    with pytest.raises(FileTooLarge):
        read_xlsx(data, Limits(max_unpacked_bytes=5_000))


def test_too_many_lines_are_refused() -> None:
    data = rows(("A",), *(("x",) for _ in range(4)))
    with pytest.raises(FileTooLarge) as refused:
        read_xlsx(data, Limits(max_lines=3))
    assert refused.value.params == {"lines": 4, "allowed": 3}
