"""Which column of a file is which."""

from enum import StrEnum

import pytest

from matching.vocabulary import RecordKind
from service.intake.cells import InvalidCell
from service.intake.columns import Column
from service.intake.layouts import COLUMNS, MissingColumn, column_named, lay_out
from service.intake.sheet_columns import SHEETS
from service.intake.tables import DuplicateHeader
from service.wording.columns import COLUMN_HELP, column_help
from service.wording.languages import Language

EVERY_KIND: dict[StrEnum, tuple[Column, ...]] = dict([*COLUMNS.items(), *SHEETS.items()])

PROFILE = RecordKind.PROFILE


@pytest.mark.parametrize("kind", RecordKind)
def test_no_header_means_two_columns(kind: RecordKind) -> None:
    """A column's own headers always win; a further spelling may be shadowed by one."""
    for column in COLUMNS[kind]:
        for header in (column.header, column.header_ar, column.header_en):
            found = column_named(kind, header)
            assert found is column, header


@pytest.mark.parametrize("kind", RecordKind)
def test_no_further_spelling_is_written_twice(kind: RecordKind) -> None:
    spelled = [header for column in COLUMNS[kind] for header in column.headers()]
    assert sorted(spelled) == sorted(set(spelled))


@pytest.mark.parametrize("kind", RecordKind)
def test_every_example_can_be_read(kind: RecordKind) -> None:
    for column in COLUMNS[kind]:
        assert column.parse(column.example) is not None


@pytest.mark.parametrize("kind", RecordKind)
def test_every_choice_can_be_read(kind: RecordKind) -> None:
    for column in COLUMNS[kind]:
        values = [column.parse(choice) for choice in column.choices]
        assert len(set(values)) == len(values)


@pytest.mark.parametrize("kind", EVERY_KIND)
@pytest.mark.parametrize("language", Language)
def test_every_column_is_explained(kind: StrEnum, language: Language) -> None:
    for column in EVERY_KIND[kind]:
        assert column_help(kind.value, column.field, language)


def test_every_explanation_has_a_column() -> None:
    fields = {
        name
        for kind, columns in EVERY_KIND.items()
        for column in columns
        for name in (column.field, f"{kind.value}.{column.field}")
    }
    assert set(COLUMN_HELP) <= fields


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Disponible le", "available_from"),
        ("disponibilite", "available_from"),
        ("DISPONIBILITÉ", "available_from"),
        ("available from", "available_from"),
        ("available_from", "available_from"),
        ("Distance max (km)", "max_distance_km"),
        ("Tranche d’âge", "age_band"),
        ("Ville", "commune"),
        ("المدينة", "commune"),
        ("Remarques", None),
    ],
)
def test_headers_are_recognised_however_they_are_spelled(header: str, field: str | None) -> None:
    column = column_named(PROFILE, header)
    assert (column.field if column else None) == field


def test_unknown_columns_are_numbered() -> None:
    layout = lay_out(PROFILE, ("Référence", "Remarques", "Ville", "Taille"))
    assert layout.ignored == (2, 4)
    assert [column.field if column else None for column in layout.columns] == [
        "reference",
        None,
        "commune",
        None,
    ]


def test_two_names_of_one_column_are_refused() -> None:
    with pytest.raises(DuplicateHeader) as refused:
        lay_out(PROFILE, ("Référence", "Ville", "Commune"))
    assert refused.value.params == {"column": 3, "first_column": 2}


def test_a_required_column_must_be_there() -> None:
    with pytest.raises(MissingColumn) as refused:
        lay_out(RecordKind.OPENING, ("Référence", "Ville"))
    assert refused.value.params == {"field": "title", "header": "Intitulé"}


@pytest.mark.parametrize(
    ("kind", "field", "written"),
    [
        (PROFILE, "max_distance_km", "2001"),
        (PROFILE, "max_distance_km", "-1"),
        (PROFILE, "max_weekly_hours", "0"),
        (PROFILE, "max_weekly_hours", "85"),
        (PROFILE, "reference", "x" * 65),
        (RecordKind.OPENING, "places", "-1"),
        (RecordKind.OPENING, "legal_minimum_age", "14"),
        (RecordKind.ACTIVITY, "cost_mad", "10 000 001"),
        (RecordKind.ACTIVITY, "cost_mad", "-1"),
        (RecordKind.COMPANY, "max_pending", "1001"),
    ],
)
def test_values_out_of_range_are_refused(kind: RecordKind, field: str, written: str) -> None:
    column = next(column for column in COLUMNS[kind] if column.field == field)
    with pytest.raises(InvalidCell):
        column.parse(written)
