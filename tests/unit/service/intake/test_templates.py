"""Empty spreadsheets: what a person fills in comes back."""

import io
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from matching.records import Profile
from matching.vocabulary import RecordKind
from service.intake.findings import Reading, Remark
from service.intake.layouts import COLUMNS
from service.intake.lines import Sources
from service.intake.reading import read_file
from service.intake.sheet_columns import SHEETS, SheetKind
from service.intake.sheets import read_sheet
from service.intake.tables import EmptyFile
from service.intake.templates import write_template
from service.wording.languages import Language


def opened(kind: RecordKind, language: Language = Language.FRENCH) -> Workbook:
    return load_workbook(io.BytesIO(write_template(kind, language)))


def saved(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def read(kind: RecordKind, data: bytes, sources: Sources) -> Reading:
    return read_file(
        kind,
        data,
        "modele.xlsx",
        gazetteer=sources.gazetteer,
        trades=sources.trades,
        today=sources.today,
    )


@pytest.mark.parametrize("kind", RecordKind)
@pytest.mark.parametrize("language", Language)
def test_a_filled_template_imports(kind: RecordKind, language: Language, sources: Sources) -> None:
    book = opened(kind, language)
    sheet = book.worksheets[0]
    for number, column in enumerate(COLUMNS[kind], start=1):
        sheet.cell(row=3, column=number, value=column.example)
    reading = read(kind, saved(book), sources)
    assert reading.rejected == ()
    assert reading.ignored_columns == ()
    assert list(reading.lines.values()) == [3]
    assert [one.line for one in reading.remarks if one.code is Remark.EXAMPLE_LINE] == [2]


@pytest.mark.parametrize("kind", SheetKind)
@pytest.mark.parametrize("language", Language)
def test_a_filled_sheet_imports(kind: SheetKind, language: Language, sources: Sources) -> None:
    book = load_workbook(io.BytesIO(write_template(kind, language)))
    sheet = book.worksheets[0]
    for number, column in enumerate(SHEETS[kind], start=1):
        sheet.cell(row=3, column=number, value=column.example)
    reading = read_sheet(
        kind, saved(book), "modele.xlsx", gazetteer=sources.gazetteer, today=sources.today
    )
    assert reading.rejected == ()
    assert reading.ignored_columns == ()
    assert [line.number for line in reading.lines] == [3]
    assert [(one.line, one.code) for one in reading.remarks] == [(2, Remark.EXAMPLE_LINE)]
    assert all(row[2].value for row in book.worksheets[1].iter_rows(min_row=2))


def test_an_untouched_template_imports_nothing(sources: Sources) -> None:
    reading = read(RecordKind.PROFILE, write_template(RecordKind.PROFILE), sources)
    assert reading.records == ()
    assert [one.code for one in reading.remarks] == [Remark.EXAMPLE_LINE]


def test_a_template_without_any_line_is_an_empty_file(sources: Sources) -> None:
    book = opened(RecordKind.PROFILE)
    book.worksheets[0].delete_rows(2)
    with pytest.raises(EmptyFile):
        read(RecordKind.PROFILE, saved(book), sources)


def test_dates_and_numbers_typed_into_cells_are_understood(sources: Sources) -> None:
    book = opened(RecordKind.PROFILE)
    sheet = book.worksheets[0]
    fields = [column.field for column in COLUMNS[RecordKind.PROFILE]]
    day = datetime.fromisoformat("2027-01-15")
    typed: dict[str, float | datetime] = {
        "reference": 12,
        "available_from": day,
        "max_distance_km": 12.5,
        "max_weekly_hours": 44,
    }
    for field, value in typed.items():
        sheet.cell(row=3, column=fields.index(field) + 1, value=value)
    (profile,) = read(RecordKind.PROFILE, saved(book), sources).records
    assert isinstance(profile, Profile)
    assert profile.available_from == day.date()
    assert (profile.max_distance_km, profile.max_weekly_hours) == (12.5, 44)


@pytest.mark.parametrize("kind", RecordKind)
def test_every_column_is_documented_on_the_second_sheet(kind: RecordKind) -> None:
    columns, page = opened(kind).worksheets
    headers = [cell.value for cell in columns[1]]
    documented = [row[0].value for row in page.iter_rows(min_row=2)]
    assert documented == headers
    assert all(row[2].value for row in page.iter_rows(min_row=2))


def test_closed_lists_are_offered_but_not_imposed() -> None:
    sheet = opened(RecordKind.OPENING).worksheets[0]
    offered = {str(listed.sqref): listed for listed in sheet.data_validations.dataValidation}
    assert len(offered) == sum(bool(column.choices) for column in COLUMNS[RecordKind.OPENING])
    assert not any(listed.showErrorMessage for listed in offered.values())


def test_an_arabic_template_reads_from_right_to_left() -> None:
    columns, page = opened(RecordKind.MENTOR, Language.ARABIC).worksheets
    assert columns.sheet_view.rightToLeft
    assert page.sheet_view.rightToLeft
    assert columns["A1"].value == "المرجع"
