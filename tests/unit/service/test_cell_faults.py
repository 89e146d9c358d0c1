"""What is said about a cell can be written into the cell."""

from collections.abc import Callable
from datetime import date

import pytest

from service.intake import choices, groups
from service.intake.cells import InvalidCell, date_of, yes_or_no
from service.intake.sheet_columns import months_of
from service.wording.cell_faults import cell_text
from service.wording.languages import Language

CLOSED: list[tuple[str, Callable[[str], object]]] = [
    ("xyz", choices.languages_of),
    ("xyz", choices.licences_of),
    ("xyz", choices.contract_of),
    ("xyz", choices.demands_of),
    ("xyz", choices.space_of),
    ("xyz", choices.sector_of),
    ("xyz", groups.gender_of),
    ("xyz", groups.age_band_of),
    ("xyz", groups.education_of),
    ("7", months_of),
]


@pytest.mark.parametrize(("wrong", "read"), CLOSED)
@pytest.mark.parametrize("language", Language)
def test_every_word_that_is_offered_is_understood(
    wrong: str, read: Callable[[str], object], language: Language
) -> None:
    with pytest.raises(InvalidCell) as found:
        read(wrong)
    text = cell_text(found.value.fault, found.value.details, language)
    offered = text.split(":", 1)[1].strip().rstrip(".").replace("،", ",")
    words = [word.strip(" \u2068\u2069") for word in offered.split(",")]
    assert len(words) > 1
    assert all(read(word) is not None for word in words), words


@pytest.mark.parametrize("language", Language)
def test_the_example_of_a_day_is_a_day(language: Language) -> None:
    day = cell_text("not-a-date", {}, language).rstrip(".").split()[-1]
    assert date_of(day) == date(2026, 3, 15)


def test_yes_and_no_are_asked_for_as_a_cell_takes_them() -> None:
    words = cell_text("not-a-yes-or-no", {}, Language.FRENCH).rstrip(".").split()
    assert [yes_or_no(words[-3]), yes_or_no(words[-1])] == [True, False]


def test_what_a_cell_and_a_form_share_is_said_alike() -> None:
    text = cell_text("number-too-large", {"limit": 168}, Language.FRENCH)
    assert text == "Donnez au plus 168."
