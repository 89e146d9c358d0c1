"""Lines to correct: kept as written, given back as written, and nothing in them runs."""

import io
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from service.actions.imports.refused_lines import kept_lines, lines_workbook, read_lines
from service.actions.imports.results import MOST_FAULTS, FaultSeen
from service.intake.tables import BROKEN, Limits, RawCell, Row, Table
from service.intake.workbooks import read_xlsx
from service.wording import Language

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
    st.dates(),
    st.datetimes(),
    st.times(),
)


def fault(line: int, column: str = "Commune", code: str = "unknown-place") -> FaultSeen:
    return FaultSeen(line=line, column=column, code=code, params={}, shown="")


def opened(data: bytes) -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True))


@given(st.lists(st.lists(CELLS, max_size=4), min_size=1, max_size=4))
def test_lines_are_kept_as_they_were_written(rows: list[list[RawCell]]) -> None:
    table = Table(("a", "b", "c"), tuple(Row(n, tuple(cells)) for n, cells in enumerate(rows)))
    assert read_lines(kept_lines(table)) == table


def test_a_cell_that_shows_an_error_is_empty_in_the_lines_to_correct() -> None:
    kept = kept_lines(Table(("a",), (Row(2, (BROKEN,)),)))
    assert read_lines(kept) == Table(("a",), (Row(2, (None,)),))


def test_no_line_is_nothing_to_keep() -> None:
    assert kept_lines(None) is None
    assert kept_lines(Table(("a",), ())) is None
    assert read_lines(None) is None


def test_no_more_lines_are_kept_than_are_listed() -> None:
    rows = tuple(Row(line, (line,)) for line in range(MOST_FAULTS + 5))
    found = read_lines(kept_lines(Table(("a",), rows)))
    assert found is not None
    assert len(found.rows) == MOST_FAULTS


def test_moments_and_numbers_stay_what_they_are() -> None:
    cells = (date(2026, 3, 15), datetime(2026, 3, 15, 8, 30), time(8, 30), 12, 1.5, True)  # noqa: DTZ001 (as a sheet has it)
    table = Table(("a", "b", "c", "d", "e", "f"), (Row(2, cells),))
    (_, line) = opened(lines_workbook(table, [fault(2, "a")], Language.FRENCH))
    assert line[0] in {cells[0], datetime(2026, 3, 15)}  # noqa: DTZ001 (as openpyxl reads a day)
    assert line[1:6] == cells[1:]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", '=cmd|"/c calc"!A1', "{=A1}"])
def test_a_text_is_never_a_formula(text: str) -> None:
    table = Table((text,), (Row(2, (text,)),))
    data = lines_workbook(table, [fault(2, text)], Language.FRENCH)
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sheet["A2"].value == text
    assert sheet["A2"].quotePrefix == (text[0] in "=+-@\t")
    # Read back, it is the same text.
    assert read_xlsx(data, Limits()).rows[0].cells[0] == text


@given(st.lists(CELLS, min_size=1, max_size=4))
def test_whatever_a_line_holds_it_can_be_opened(cells: list[RawCell]) -> None:
    table = Table(("a", "b", "c", "d"), (Row(2, tuple(cells)),))
    assert len(opened(lines_workbook(table, [fault(2)], Language.FRENCH))) == 2


def test_a_line_says_all_that_is_wrong_with_it_and_colours_the_cells() -> None:
    table = Table(("Commune", "Langues"), (Row(7, ("Atlantide", "klingon")),))
    faults = [fault(7), fault(7, "Langues", "not-a-date"), fault(7, "", "too-many-cells")]
    data = lines_workbook(table, faults, Language.ENGLISH)
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    told = str(sheet["C2"].value)
    assert told.startswith("Line 7 — Commune : ")
    assert "Langues : Give a date like" in told
    assert "separator" in told
    colours = [sheet[name].fill.start_color.rgb for name in ("A2", "B2", "C2")]
    assert colours == ["00FFD9D9", "00FFD9D9", "00000000"]


def test_a_line_with_more_cells_than_headers_shows_those_that_have_one() -> None:
    table = Table(("a", "b"), (Row(2, ("1", "2", "3")), Row(3, ("1",))))
    faults = [fault(2, "", "too-many-cells"), fault(3, "b")]
    _, first, second = opened(lines_workbook(table, faults, Language.FRENCH))
    assert first[:2] == ("1", "2")
    assert second[:2] == ("1", None)


def test_without_lines_only_what_is_wrong_is_listed() -> None:
    rows = opened(lines_workbook(None, [fault(1), fault(3)], Language.ARABIC))
    assert rows[0] == ("ما يجب تصحيحه",)
    assert [str(row[0])[:7] for row in rows[1:]] == ["السطر 1", "السطر 3"]
