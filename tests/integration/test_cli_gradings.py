"""Analysts' tables and blind grading at the command line."""

import csv
import io
import stat
from pathlib import Path
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from evaluation.judgements import read_judgements
from matching.judgements import JUDGEMENT_COLUMNS
from matching.outcomes import Outcome
from matching.vocabulary import OutcomeKind, RecordKind
from service.cli import grading
from service.cli.operator import now
from tests.cli_fixtures import Installation, an_installation
from tests.runtimes import a_release, a_runtime, keep
from tests.situations import a_profile, a_skill, an_opening


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    found = an_installation(tmp_path, monkeypatch)
    storage = found.storage()
    keep(storage, an_opening("Soudeur"), a_profile(a_skill("soudure à l'arc")))
    storage.close()
    return found


@pytest.fixture
def with_engine(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """The simple encoder in place of a prepared one."""
    monkeypatch.setenv("JISR_RELEASE_DIR", str(a_release(installation.folder / "release")))
    monkeypatch.setattr(
        grading, "loaded_runtime", lambda _, settings, storage: a_runtime(settings, storage)
    )
    return installation


def test_an_empty_table_of_judgements_has_its_header(installation: Installation) -> None:
    result = installation.run("export", "judgements")
    assert result.exit_code == 0
    assert result.stdout == ",".join(JUDGEMENT_COLUMNS) + "\n"
    assert "0 ligne" in result.stderr


def test_judgements_go_to_a_file_that_only_its_owner_reads(installation: Installation) -> None:
    storage = installation.storage()
    with storage.begin() as work:
        person = work.records.page(RecordKind.PROFILE, regions=None, after=None, limit=1)[0]
        opening = work.records.page(RecordKind.OPENING, regions=None, after=None, limit=1)[0]
        work.outcomes.add(
            Outcome(
                id=uuid4(),
                profile_id=person.id,
                opportunity_id=opening.id,
                kind=OutcomeKind.HIRED,
                happened_on=now().date(),
                noted_at=now(),
                noted_by="officer",
            )
        )
    storage.close()
    path = installation.folder / "judgements.csv"
    answer = installation.asked("export", "judgements", "--out", path)
    assert answer == {"file": str(path), "lines": 1}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_judgements(path).grade.tolist() == [2.0]
    assert not list(installation.folder.glob(".*begun"))


@pytest.mark.parametrize("what", ["judgements", "groups", "grades"])
def test_tables_for_programs_are_no_workbooks(installation: Installation, what: str) -> None:
    path = installation.folder / "table.xlsx"
    assert installation.run("export", what, "--out", path).exit_code == 2
    assert not path.exists()


def test_a_folder_that_is_not_there_is_told(installation: Installation) -> None:
    result = installation.run("export", "groups", "--out", installation.folder / "no" / "g.csv")
    assert result.exit_code == 1
    assert "cannot-write" in result.stderr


def test_groups_are_written_for_every_person(installation: Installation) -> None:
    header, line = csv.reader(io.StringIO(installation.run("export", "groups").stdout))
    assert header[0] == "profile_id"
    assert set(line[1:]) == {""}


def test_two_workbooks_and_a_third_settle_a_round(with_engine: Installation) -> None:
    made = with_engine.asked("grading", "make", "--people", 3)
    assert made["pairs"] == 1
    for grader, grade in (("a", 0), ("b", 3)):
        sheet = with_engine.folder / f"{grader}.xlsx"
        written = with_engine.asked(
            "grading", "sheet", made["id"], "--grader", grader, "--out", sheet
        )
        assert written == {"file": str(sheet), "pairs": 1}
        fill(sheet, grade)
        read = with_engine.asked("grading", "read", sheet, "--grader", grader)
        assert (read["accepted"], read["rejected"]) == (1, [])
    third = with_engine.folder / "third.xlsx"
    with_engine.run("grading", "sheet", made["id"], "--grader", "c", "--out", third, "--third")
    fill(third, 2)
    said = with_engine.run("grading", "read", third, "--grader", "c")
    assert "1 note enregistrée, 0 vide, 0 refusée." in said.stdout
    assert "1 paire, 0 notées une fois" in with_engine.run("grading", "list").stdout
    assert with_engine.asked("grading", "list")[0]["settled"] == 1
    grades = with_engine.run("export", "grades").stdout.splitlines()
    assert [line.split(",")[5:7] for line in grades[1:]] == [["1", "0"], ["2", "3"], ["3", "2"]]


def test_lines_that_cannot_be_kept_are_listed(with_engine: Installation) -> None:
    made = with_engine.asked("grading", "make")
    sheet = with_engine.folder / "a.xlsx"
    with_engine.run("grading", "sheet", made["id"], "--grader", "a", "--out", sheet)
    fill(sheet, 9)
    said = with_engine.run("grading", "read", sheet, "--grader", "a")
    assert said.exit_code == 1
    assert "Ligne 2 : Note à corriger" in said.stdout


@pytest.mark.parametrize("code", ["Amine Inventé", "", "x" * 41])
def test_a_grader_is_a_code_and_never_a_name(installation: Installation, code: str) -> None:
    result = installation.run(
        "grading", "sheet", uuid4(), "--grader", code, "--out", installation.folder / "s.xlsx"
    )
    assert result.exit_code == 2


def test_no_round_is_said(installation: Installation) -> None:
    result = installation.run("grading", "list")
    assert result.exit_code == 0
    assert "Aucun tour" in result.stderr


def fill(path: Path, grade: int) -> None:
    """Grade the first line of a sheet."""
    book = load_workbook(path)
    book.worksheets[0].cell(row=2, column=5, value=grade)
    book.save(path)
