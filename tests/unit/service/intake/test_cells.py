"""What people write in a cell, and what it means."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.intake.cells import (
    Fault,
    InvalidCell,
    date_of,
    is_none_word,
    list_of,
    number_of,
    text_of,
    whole_number_of,
    yes_or_no,
)
from service.intake.tables import BROKEN, RawCell

NBSP, NARROW_NBSP, THIN = "\u00a0", "\u202f", "\u2009"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.121.215,07", "1121215.07"),
        ("1 121 215,07", "1121215.07"),
        (f"1{NBSP}121{NBSP}215,07", "1121215.07"),
        (f"1{NARROW_NBSP}121{NARROW_NBSP}215,07", "1121215.07"),
        (f"1{THIN}121{THIN}215,07", "1121215.07"),
        ("1,121,215.07", "1121215.07"),
        ("1'121'215.07", "1121215.07"),
        ("1121215.07", "1121215.07"),
        ("1121215,07", "1121215.07"),
        ("35 037,97", "35037.97"),
        ("28.500,00", "28500"),
        ("28.500", "28500"),
        ("28,500", "28500"),
        ("1.234", "1234"),
        ("12.34", "12.34"),
        ("1,5", "1.5"),
        ("0", "0"),
        ("12 000 MAD", "12000"),
        ("12 000 DH", "12000"),
        ("12 000 dirhams", "12000"),
        ("MAD 12 000", "12000"),
        ("١٢٠٠٠ درهم", "12000"),
        ("١٢٬٠٠٠٫٥٠", "12000.50"),
        ("20 km", "20"),
        ("44 h", "44"),
        ("-5", "-5"),
    ],
)
def test_french_english_and_arabic_numbers(written: str, value: str) -> None:
    assert number_of(written) == Decimal(value)


@pytest.mark.parametrize("written", ["", "   ", None, "inconnu", "à demander", "?", "-", "n/a"])
def test_an_empty_or_unknown_answer_is_none(written: RawCell) -> None:
    assert number_of(written) is None
    assert date_of(written) is None
    assert list_of(written) is None
    assert yes_or_no(written) is None


@pytest.mark.parametrize(
    "written",
    [
        "abc",
        "1.2.3",
        "1.234,567",
        "1.234.5",
        "12.3456",
        "1 23",
        "12 34 56",
        "1e5",
        "3 à 4",
        "١٢x",
        True,
    ],
)
def test_what_is_no_number_is_refused(written: RawCell) -> None:
    with pytest.raises(InvalidCell) as refused:
        number_of(written)
    assert refused.value.fault is Fault.NOT_A_NUMBER


def test_numbers_of_a_spreadsheet_are_taken_as_they_are() -> None:
    assert number_of(35037.97) == Decimal("35037.97")
    assert number_of(12) == Decimal(12)
    assert number_of(0.1 + 0.2) == Decimal("0.30")
    with pytest.raises(InvalidCell):
        number_of(1e300)


def _french(value: Decimal) -> str:
    return f"{value:,.2f}".replace(",", NARROW_NBSP).replace(".", ",")


def _dotted(value: Decimal) -> str:
    return f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def _english(value: Decimal) -> str:
    return f"{value:,.2f}"


def _arabic(value: Decimal) -> str:
    return _dotted(value).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))


@pytest.mark.parametrize("form", [_french, _dotted, _english, _arabic, str])
@given(value=st.decimals(min_value=0, max_value=10**9, places=2))
def test_an_amount_written_then_read_is_the_same(
    form: Callable[[Decimal], str], value: Decimal
) -> None:
    assert number_of(form(value)) == value


@given(st.text(max_size=30))
def test_any_text_gives_a_number_or_a_clear_refusal(text: str) -> None:
    try:
        value = number_of(text)
    except InvalidCell:
        return
    assert value is None or value == value.quantize(Decimal("0.01"))


def test_a_whole_number_has_no_decimals() -> None:
    assert whole_number_of("1 500") == 1500
    assert whole_number_of("2,0") == 2
    with pytest.raises(InvalidCell) as refused:
        whole_number_of("2,5")
    assert refused.value.fault is Fault.NOT_A_WHOLE_NUMBER


@pytest.mark.parametrize(
    "written",
    [
        "13/02/2023",
        "13-02-2023",
        "13.02.2023",
        "13 02 2023",
        "2023-02-13",
        "2023/02/13",
        "2023-02-13T10:00:00Z",
        "2023-02-13T23:59:59+01:00",
        "2023-02-13 00:00:00",
        "١٣/٠٢/٢٠٢٣",
        date(2023, 2, 13),
        datetime.fromisoformat("2023-02-13T08:30"),
    ],
)
def test_every_way_of_writing_a_day(written: RawCell) -> None:
    assert date_of(written) == date(2023, 2, 13)


def test_the_day_comes_before_the_month() -> None:
    assert date_of("03/04/2027") == date(2027, 4, 3)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("13/02/23", Fault.TWO_DIGIT_YEAR),
        ("31/02/2023", Fault.NOT_A_DATE),
        ("02/13/2023", Fault.NOT_A_DATE),
        ("février 2023", Fault.NOT_A_DATE),
        ("2023", Fault.NOT_A_DATE),
        (45000, Fault.NOT_A_DATE),
        ("01/01/0202", Fault.DATE_OUT_OF_RANGE),
        ("01/01/2999", Fault.DATE_OUT_OF_RANGE),
    ],
)
def test_a_day_that_cannot_be_understood_is_refused(written: RawCell, fault: Fault) -> None:
    with pytest.raises(InvalidCell) as refused:
        date_of(written)
    assert refused.value.fault is fault


@pytest.mark.parametrize("form", ["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"])
@given(day=st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31)))
def test_a_day_written_then_read_is_the_same(form: str, day: date) -> None:
    assert date_of(day.strftime(form)) == day


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("couture | broderie", ("couture", "broderie")),
        ("couture; broderie;", ("couture", "broderie")),
        ("couture\nbroderie", ("couture", "broderie")),
        ("خياطة؛ طرز", ("خياطة", "طرز")),
        ("menuiserie bois, ateliers", ("menuiserie bois, ateliers",)),
        ("a | a | b", ("a", "b")),
        (" | - | x", ("x",)),
        ("aucun", ()),
        ("Néant", ()),
        ("none", ()),
        ("لا شيء", ()),
        ("walou", ()),
    ],
)
def test_lists(written: str, items: tuple[str, ...]) -> None:
    assert list_of(written) == items


@given(st.lists(st.text("abcdé ç'", min_size=1).map(str.strip).filter(bool), unique=True))
def test_a_list_written_then_read_is_the_same(items: list[str]) -> None:
    named = [" ".join(item.split()) for item in items]
    kept = tuple(dict.fromkeys(item for item in named if item.strip("' ")))
    assert list_of(" | ".join(named)) == (kept or None)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("oui", True),
        ("Non", False),
        ("yes", True),
        ("نعم", True),
        ("لا", False),
        ("x", True),
        ("0", False),
        (1, True),
        (True, True),
        (False, False),
    ],
)
def test_yes_and_no_in_three_languages(written: RawCell, value: bool) -> None:
    assert yes_or_no(written) is value


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(InvalidCell) as refused:
        yes_or_no("peut-être")
    assert refused.value.fault is Fault.NOT_A_YES_OR_NO


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (12, "12"),
        (12.0, "12"),
        (2.5, "2.5"),
        (datetime.fromisoformat("2027-01-15"), "2027-01-15"),
        (f"  a{NBSP} b\t\n c ", "a b\nc"),
        ("e\u0301", "é"),
        ("a\x00b\x7f", "ab"),
    ],
)
def test_cells_as_text(cell: RawCell, text: str) -> None:
    assert text_of(cell) == text


def test_a_broken_cell_and_a_very_long_text_are_refused() -> None:
    with pytest.raises(InvalidCell) as refused:
        text_of(BROKEN)
    assert refused.value.fault is Fault.BROKEN_CELL
    with pytest.raises(InvalidCell) as refused:
        text_of("x" * 5_001)
    assert refused.value.details == {"limit": 5_000}


def test_words_for_none() -> None:
    assert is_none_word("Aucune")
    assert not is_none_word("aucun problème")
