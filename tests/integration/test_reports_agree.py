"""The laboratory writes, the service reads: both sides mean the same by a report."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evaluation.groups import ATTRIBUTES
from evaluation.report import figures as laboratory
from evaluation.report.files import FORMAT, as_document
from evaluation.report.names import COLUMNS as THEIR_COLUMNS
from evaluation.report.names import LACKING as THEIR_LACKING
from evaluation.report.names import ROWS as THEIR_ROWS
from evaluation.report.summary import summary
from evaluation.report.words import TABLES as THEIR_TABLES
from evaluation.report.words import Language as TheirLanguage
from matching.reported import COMPARED, changes_between, plain
from matching.vocabulary import Role
from service.actions.laboratory.findings import Finding, Tone, findings
from service.actions.laboratory.quality import quality_of, read_quality
from service.security import Caller
from service.wording import Language
from service.wording.quality import CHAPTERS, COLUMNS, LACKING, ROWS, TABLES
from tests.reports import NEWER, before, measured, write_reports

ANALYST = Caller(id="a", role=Role.ANALYST, territory=None, name="")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_reports(tmp_path_factory.mktemp("reports"))


def document(contents: Any, made_on: date = NEWER) -> dict[str, Any]:
    return as_document(contents, None, TheirLanguage.FRENCH, made_on)


def test_every_figure_arrives_as_it_was_measured(folder: Path) -> None:
    read = read_quality(folder, ANALYST, "quality", Language.FRENCH)
    written = [plain(one) for one in measured().figures]
    shown = [{name: getattr(one, name) for name in laboratory.COLUMNS} for one in read.figures]
    assert shown == written
    assert read.extent.people == measured().extent.people
    assert FORMAT == 1


@pytest.mark.parametrize("language", list(Language))
def test_the_newest_is_read_in_every_language(folder: Path, language: Language) -> None:
    assert read_quality(folder, ANALYST, "quality", language).language is language


def test_every_section_that_is_compared_has_words_for_it() -> None:
    assert set(COMPARED) == set(CHAPTERS)


def test_the_service_has_words_for_everything_a_report_may_hold() -> None:
    assert set(THEIR_ROWS) <= set(ROWS)
    assert set(THEIR_COLUMNS) <= set(COLUMNS)
    assert set(THEIR_TABLES) <= set(TABLES)
    assert set(THEIR_LACKING) <= set(LACKING)
    assert set(ATTRIBUTES) <= set(TABLES)
    for one in measured().figures:
        assert one.column in COLUMNS.keys() | ROWS.keys(), one
        assert one.table in TABLES.keys() | {""}, one
        assert one.lacking in LACKING.keys() | {""}, one


def test_what_was_written_and_read_again_changed_as_much() -> None:
    theirs = changes_between(before().figures, measured().figures)
    ours = changes_between(
        quality_of(document(before())).figures, quality_of(document(measured())).figures
    )
    assert ours.compared == theirs.compared
    assert [one.now.key for one in ours.moved] == [one.now.key for one in theirs.moved]
    assert len(ours.moved) == 2


def test_what_was_planted_is_the_first_thing_that_worries() -> None:
    """In this world women are proposed less: both sides say so."""
    found = findings(quality_of(document(measured())))
    worrying = [one for one in found if one.tone is Tone.WORRYING]
    assert worrying[0].finding is Finding.GAP_FOUND
    assert worrying[0].figures["gap"].row == "female"
    said = " ".join(summary(measured(), TheirLanguage.FRENCH))
    assert "Femmes – Être proposé" in said
