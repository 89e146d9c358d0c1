"""A pair as plain text for who grades it, and the workbook that asks for grades."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from matching.errors import InvalidInput, MatchingError
from matching.geography import Town
from matching.judgements import GRADES
from matching.records import Opportunity, Profile, Statement
from matching.vocabulary import LanguageCode, LanguageLevel
from service.actions.grading.rounds import Case, NotAGrade, give_grade
from service.intake.tables import Limits, Row
from service.security import Caller
from service.storage import NoSuchPair, Storage
from service.wording import Language, date_text, label
from service.wording.gradings import (
    FACT,
    GRADE_MEANINGS,
    GUIDE,
    WITH_LENGTH,
    grading_word,
)
from service.wording.templates import filled

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ID, _GRADE = 0, 4
"""Columns of the sheet: the hidden id of the pair, and the grade."""
_WIDTHS: Final = (10, 6, 60, 60, 14)


class NotAGradingSheet(InvalidInput):
    """The workbook is not one that asks for grades."""

    code = "not-a-grading-sheet"


@dataclass(frozen=True, slots=True)
class Refused:
    """A line whose grade was not kept."""

    line: int
    error: MatchingError


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRead:
    """What became of a filled-in sheet."""

    grading_id: UUID
    accepted: int
    empty: int
    rejected: tuple[Refused, ...]


def profile_facts(profile: Profile, language: Language) -> list[tuple[str, str]]:
    """What may be known of a person, each under its name; nothing that says who it is."""
    facts = {
        "home": _town(profile.home, language),
        "distance": _number(profile.max_distance_km),
        "available": _day(profile.available_from, language),
        "languages": _levels(profile.languages or {}, language),
        "licences": _labels(profile.licences or (), language),
        "contracts": _labels(profile.contracts or (), language),
        "ruled-out": _labels(profile.ruled_out or (), language),
    }
    stated = [_statement(one, language) for one in profile.statements]
    return stated + _told(facts, language)


def profile_lines(profile: Profile, language: Language) -> list[str]:
    """The same, line by line."""
    return _lines(profile_facts(profile, language), language)


def opportunity_facts(opportunity: Opportunity, language: Language) -> list[tuple[str, str]]:
    """What is asked for and offered, each under its name; the company is not named."""
    facts = {
        "skills": ", ".join(opportunity.skills),
        "place": _town(opportunity.town, language),
        "starts": _day(opportunity.starts_on, language),
        "contract": _labels([opportunity.contract] if opportunity.contract else [], language),
        "hours": _number(opportunity.weekly_hours),
        "languages": _levels(opportunity.required_languages, language),
        "licences": _labels(opportunity.required_licences, language),
        "certificates": ", ".join(opportunity.required_certificates),
        "demands": _labels(opportunity.demands, language),
    }
    return _told(facts, language)


def opportunity_lines(opportunity: Opportunity, language: Language) -> list[str]:
    """What is proposed, line by line: title, description, then facts."""
    texts = [text for text in (opportunity.title, opportunity.description) if text]
    return texts + _lines(opportunity_facts(opportunity, language), language)


def write_sheet(grading_id: UUID, cases: Iterable[Case], language: Language) -> bytes:
    """A workbook with one line for each pair, a list to choose the grade from, and a guide."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = grading_word("sheet", language)
    heads = [grading_word(name, language) for name in ("number", "person", "proposal", "grade")]
    sheet.append([str(grading_id), *heads])
    for case in cases:
        person = "\n".join(profile_lines(case.profile, language))
        proposed = "\n".join(opportunity_lines(case.opportunity, language))
        texts = [_as_text(person), _as_text(proposed)]
        sheet.append([str(case.pair_id), case.position, *texts, case.own])
    _dress(sheet, language)
    _write_guide(book.create_sheet(grading_word("guide-sheet", language)), language)
    for page in book.worksheets:
        page.sheet_view.rightToLeft = language is Language.ARABIC
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def read_sheet(
    storage: Storage, *, caller: Caller, now: datetime, data: bytes, grader: str
) -> SheetRead:
    """Keep the grades of a filled-in sheet; a line that cannot be kept does not stop the others.

    Args:
        storage: Where the round is.
        caller: Answers for the grades.
        now: Aware.
        data: The workbook.
        grader: Whose grades they are: a code, never a name.

    Raises:
        NotAllowed: not the caller's to grade.
        NotAGradingSheet: it is another workbook.
        InvalidInput: it is no workbook, or too large.
    """
    from service.intake.workbooks import read_xlsx

    table = read_xlsx(data, Limits())
    grading_id = _uuid(table.headers[0])
    if grading_id is None:
        raise NotAGradingSheet
    accepted, empty, rejected = 0, 0, []
    for row in table.rows:
        try:
            grade = _grade(row)
            if grade is None:
                empty += 1
                continue
            give_grade(
                storage,
                caller=caller,
                now=now,
                grading_id=grading_id,
                pair_id=_pair_id(row),
                grader=grader,
                grade=grade,
            )
            accepted += 1
        except MatchingError as error:
            rejected.append(Refused(row.line, error))
    return SheetRead(
        grading_id=grading_id, accepted=accepted, empty=empty, rejected=tuple(rejected)
    )


def _told(facts: dict[str, str | None], language: Language) -> list[tuple[str, str]]:
    return [(grading_word(name, language), text) for name, text in facts.items() if text]


def _lines(facts: Iterable[tuple[str, str]], language: Language) -> list[str]:
    return [filled(FACT, {"name": name, "text": text}, language) for name, text in facts]


def _statement(line: Statement, language: Language) -> tuple[str, str]:
    told = {"text": line.text, "months": line.months}
    text = filled(WITH_LENGTH, told, language) if line.months else line.text
    return label(line.kind, language), text


def _town(town: Town | None, language: Language) -> str | None:
    if town is None:
        return None
    return town.name_ar if language is Language.ARABIC else town.name_fr


def _day(day: date | None, language: Language) -> str | None:
    return None if day is None else date_text(day, language)


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:g}"


def _labels(words: Iterable[StrEnum], language: Language) -> str:
    return ", ".join(label(word, language) for word in sorted(words))


def _levels(levels: Mapping[LanguageCode, LanguageLevel], language: Language) -> str:
    return ", ".join(
        f"{label(name, language)} ({label(level, language)})"
        for name, level in sorted(levels.items())
    )


def _as_text(text: str) -> str:
    """Keep a text from being run as a formula."""
    return f" {text}" if text.startswith(("=", "+", "-", "@")) else text


def _dress(sheet: "Worksheet", language: Language) -> None:
    """Wrap the texts, hide the ids, and offer nothing but the four grades."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.column_dimensions[get_column_letter(_ID + 1)].hidden = True
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    listed = ",".join(str(grade) for grade in GRADES)
    choice = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    choice.showErrorMessage = True
    choice.error = grading_word("bad-grade", language)
    letter = get_column_letter(_GRADE + 1)
    choice.add(f"{letter}2:{letter}{max(sheet.max_row, 2)}")
    sheet.add_data_validation(choice)
    sheet.freeze_panes = "A2"


def _write_guide(sheet: "Worksheet", language: Language) -> None:
    from openpyxl.styles import Alignment

    for message in (*GUIDE, *GRADE_MEANINGS.values()):
        sheet.append([message.text(language)])
    sheet.column_dimensions["A"].width = 100
    for (cell,) in sheet.iter_rows():
        cell.alignment = Alignment(wrap_text=True)


def _pair_id(row: Row) -> UUID:
    found = _uuid(row.cells[_ID] if row.cells else None)
    if found is None:
        raise NoSuchPair
    return found


def _grade(row: Row) -> int | None:
    """The grade of a line; None when it was left empty."""
    cell = row.cells[_GRADE] if len(row.cells) > _GRADE else None
    if cell is None or cell == "":
        return None
    text = f"{cell:g}" if isinstance(cell, float) else str(cell).strip()
    if text not in {str(grade) for grade in GRADES}:
        raise NotAGrade
    return int(text)


def _uuid(cell: object) -> UUID | None:
    try:
        return UUID(str(cell))
    except ValueError:
        return None
