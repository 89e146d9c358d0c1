import csv
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from evaluation.cli import app
from evaluation.congestion import Spread
from evaluation.fairness import Treatment
from evaluation.groups import ATTRIBUTES, Groups, read_groups
from evaluation.judgements import Judgements, read_judgements
from evaluation.past import Label
from evaluation.report.contents import Contents, make_contents
from evaluation.report.files import as_document, write_report
from evaluation.report.happened import CHAINS
from evaluation.report.names import COLUMNS, ROWS, column_name, row_name
from evaluation.report.numbers import number_text
from evaluation.report.older import NotAReport, read_figures
from evaluation.report.page import page
from evaluation.report.summary import summary
from evaluation.report.words import LIMITS, PLAIN, SECTIONS, TABLES, Language
from evaluation.representation import Share
from evaluation.rungs import Rung
from evaluation.synthetic.files import GROUPS_FILE, JUDGEMENTS_FILE, write_world
from evaluation.synthetic.orders import Bias, BiasIn, WorldOrder
from evaluation.synthetic.world import make_world
from matching.judgements import RefusedBy, Stage
from matching.reported import Kind, Section, changes_between
from matching.vocabulary import DeclineReason
from models.releases import load_release, shipped_release

DAY = date(2026, 4, 1)
FRENCH = Language.FRENCH


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world of which women are proposed less."""
    made: Path = tmp_path_factory.mktemp("world")
    bias = Bias(attribute="gender", group="female", points=25.0, where=BiasIn.PROPOSED)
    write_world(make_world(WorldOrder(people=240, openings=80, bias=bias)), made, lambda _: None)
    return made


@pytest.fixture(scope="module")
def table(folder: Path) -> Judgements:
    return read_judgements(folder / JUDGEMENTS_FILE)


@pytest.fixture(scope="module")
def groups(folder: Path) -> Groups:
    return read_groups(folder / GROUPS_FILE)


@pytest.fixture(scope="module")
def contents(table: Judgements, groups: Groups) -> Contents:
    return make_contents(table, groups, load_release(shipped_release()))


def test_what_was_planted_stands_in_the_first_lines(contents: Contents) -> None:
    said = list(summary(contents, FRENCH))
    assert any("Genre : Femmes – Être proposé" in sentence for sentence in said), said


@pytest.mark.parametrize("language", list(Language))
def test_page_csv_and_json_hold_the_same_numbers(
    contents: Contents, language: Language, tmp_path: Path
) -> None:
    table, html, document = write_report(contents, None, language, DAY, tmp_path)
    figures = json.loads(document.read_text("utf-8"))["figures"]
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["value"] for row in rows] == [
        "" if one["value"] is None else str(one["value"]) for one in figures
    ]
    text = html.read_text("utf-8")
    for one in contents.figures:
        if one.value is not None:
            assert f'<bdi dir="ltr">{number_text(one.value, one.kind, language)}</bdi>' in text


@pytest.mark.parametrize("language", list(Language))
def test_the_page_is_whole_and_loads_nothing(contents: Contents, language: Language) -> None:
    text = page(contents, changes_between(contents.figures, contents.figures), language, DAY)
    assert f'lang="{language.value}"' in text
    assert ('dir="rtl"' in text.split("<head>")[0]) == (language is Language.ARABIC)
    assert "<script" not in text
    assert not re.search(r"(src|href)=|url\(|@import", text)
    assert text.count("<figure>") == text.count("<svg")
    assert not re.search(r">[a-z]+(-[a-z0-9]+)+<", text), "a code was left without words"


def test_every_key_that_a_report_may_hold_has_words() -> None:
    rows = [*Rung, *DeclineReason, *(stage for chain in CHAINS.values() for stage in chain)]
    assert not {str(row) for row in rows} - set(ROWS)
    assert not {str(one) for one in (*Share, *Spread, *Treatment)} - set(COLUMNS)
    assert not {*ATTRIBUTES, *Label, *RefusedBy, *CHAINS} - set(TABLES)
    assert {one.value for one in Section} == set(SECTIONS)
    words = [*ROWS.values(), *COLUMNS.values(), *TABLES.values(), *LIMITS, *PLAIN.values()]
    words += [one for pair in SECTIONS.values() for one in pair]
    assert all(all(one) or not any(one) for one in words)


def test_names_of_regions_are_in_the_readers_language() -> None:
    assert row_name("region: MA-06", FRENCH) == "Région : Casablanca-Settat"
    assert "الدار البيضاء" in row_name("region: MA-06", Language.ARABIC)
    assert column_name("learned", Language.ENGLISH) == "Learned from outcomes"


def test_numbers_are_written_as_each_language_does() -> None:
    assert number_text(-0.0001, Kind.GAP, FRENCH) == "+0,0"
    assert number_text(-0.1234, Kind.GAP, FRENCH) == "\u221212,3"
    assert number_text(0.5, Kind.SHARE, Language.ENGLISH).replace("\xa0", " ") == "50.0 %"
    assert number_text(0.5, Kind.FIGURE, Language.ARABIC) == "0,500"


def test_groups_of_few_are_withheld_everywhere(contents: Contents) -> None:
    counted = [one for one in contents.figures if one.section is Section.EXPOSURE]
    people = [one for one in counted if one.column == "people"]
    assert any(one.lacking == "withheld" for one in people)
    assert all(one.value is None or one.value >= 5 for one in people)
    about = {Section.EXPOSURE, Section.GAPS, Section.PARTS, Section.GROUP_CALIBRATION}
    assert not [one for one in contents.figures if one.section in about and (one.n or one.had)]


def test_how_unevenly_lines_fall_is_told_over_companies_and_openings_only(
    contents: Contents,
) -> None:
    curve = [one for one in contents.figures if one.section is Section.LORENZ]
    assert {one.table for one in curve} == {"companies", "opportunities"}
    shares = [one.value or 0.0 for one in curve if one.table == "companies"]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)


def test_a_change_is_told_only_when_intervals_lie_apart(contents: Contents) -> None:
    key = (Section.QUALITY.value, "", "ndcg@5", "person")
    before = [
        replace(one, value=0.1, low=0.05, high=0.15) if one.key == key else one
        for one in contents.figures
    ]
    changes = changes_between(before, contents.figures)
    assert [one.now.key for one in changes.moved] == [key]
    assert changes.compared > 50


def test_a_report_is_read_back_as_it_was(contents: Contents, tmp_path: Path) -> None:
    *_, document = write_report(contents, None, FRENCH, DAY, tmp_path)
    assert read_figures(document) == tuple(contents.figures)


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"figures": [{}]}', '{"figures": 1}'])
def test_what_is_no_report_is_refused(written: str, tmp_path: Path) -> None:
    (tmp_path / "older.json").write_text(written, "utf-8")
    with pytest.raises(NotAReport):
        read_figures(tmp_path / "older.json")


def test_five_rows_give_refusals_and_no_figure(table: Judgements, groups: Groups) -> None:
    few = make_contents(table.where(np.arange(5)), groups, load_release(shipped_release()))
    assert few.learned_beats_rules is None
    assert not [one for one in few.figures if one.low is not None]
    said = list(summary(few, Language.ENGLISH))
    assert "ship rules" in said[0]
    assert as_document(few, None, FRENCH, DAY)["summary"]


def test_the_command_writes_keeps_and_compares(folder: Path, tmp_path: Path) -> None:
    out, runs = tmp_path / "reports", tmp_path / "runs"
    arguments = ["report", str(folder / JUDGEMENTS_FILE), "--out", str(out), "--runs", str(runs)]
    first = CliRunner().invoke(app, arguments)
    assert first.exit_code == 0, first.output
    document = next(out.glob("*.json"))
    second = CliRunner().invoke(app, [*arguments, "--before", str(document), "--language", "ar"])
    assert second.exit_code == 0, second.output
    again = json.loads(next(out.glob("*-ar.json")).read_text("utf-8"))
    assert again["changes"]["moved"] == []
    assert (runs / "training.db").is_file()
    assert Stage.SHOWN.value in document.read_text("utf-8")
