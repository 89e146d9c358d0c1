"""The phrases that ship: every file, so that one written by hand later is checked too."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from models.training.speech import phrase_files, phrases_folder

COLUMNS = ["trade", "kind", "fr", "ar", "en", "darija_latin", "darija_arabic"]
LATIN_SCRIPT = ("fr", "en", "darija_latin")
ARABIC_SCRIPT = ("ar", "darija_arabic")
FEWEST_TASKS = 4

_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")
_NOT_LATIN = re.compile(r"[^\u0000-\u024f\u2010-\u2026]")
_PAST = re.compile(
    r"prison|jail|d[eé]ten|detain|incarc|inmate|convict|r[eé]insert|\bcellule|[eé]crou|parole"
    r"|\bl?[7h]abs\b|\bl?[7h]ebs\b|\bl?[7h]bess?\b|\bsijn|\bssijn|\bmes?joun|\bms?jon"
    # Whole words: oxygen and a flower pot hold the same letters.
    r"|\b[وفبلد]?(?:ال)?(?:سجن|سجين|سجناء|مسجون|سجون|معتقل|اعتقال|حبس|محبوس|إصلاحية|سراح|عقوبة)\b",
    re.IGNORECASE,
)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(params=phrase_files(phrases_folder()), ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    chosen = request.param
    assert isinstance(chosen, Path)
    return chosen


@pytest.fixture
def rows(path: Path) -> list[dict[str, str]]:
    return _rows(path)


def _ways(row: dict[str, str], columns: tuple[str, ...]) -> list[str]:
    """Every way to say the row in these columns."""
    return [way for column in columns for way in row[column].split("|")]


def test_phrases_were_written_for_crafts_and_for_services() -> None:
    names = [path.name for path in phrase_files(phrases_folder())]
    assert {"crafts.csv", "services.csv"} <= set(names)


def test_a_file_is_composed_utf8_with_exactly_our_columns(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    lines = list(csv.reader(text.splitlines(), strict=True))
    assert lines[0] == COLUMNS
    assert [line for line in lines if len(line) != len(COLUMNS)] == []


def test_no_cell_and_no_way_to_say_it_is_empty_or_padded(rows: list[dict[str, str]]) -> None:
    ways = [(row["trade"], way) for row in rows for way in _ways(row, tuple(COLUMNS))]
    assert [told for told in ways if not told[1] or told[1] != " ".join(told[1].split())] == []


def test_a_row_names_a_job_or_a_task_of_it(rows: list[dict[str, str]]) -> None:
    assert {row["kind"] for row in rows} == {"title", "task"}
    assert [
        row["trade"] for row in rows if not re.fullmatch(r"[a-z]+(-[a-z]+)*", row["trade"])
    ] == []


@pytest.mark.parametrize("column", COLUMNS[2:])
def test_nothing_is_said_twice_in_a_file(rows: list[dict[str, str]], column: str) -> None:
    """The same words under two trades would be both a right and a wrong answer."""
    said = Counter((row["kind"], row[column]) for row in rows)
    assert [words for words, times in said.items() if times > 1] == []


@pytest.mark.parametrize("column", ["darija_latin", "darija_arabic"])
def test_darija_is_said_in_different_ways(rows: list[dict[str, str]], column: str) -> None:
    ways = [row[column].split("|") for row in rows]
    assert [told for told in ways if len(set(told)) != len(told)] == []


def test_every_trade_has_a_name_and_enough_tasks(rows: list[dict[str, str]]) -> None:
    counted = Counter((row["trade"], row["kind"]) for row in rows)
    thin = [
        trade
        for trade in {row["trade"] for row in rows}
        if not counted[trade, "title"] or counted[trade, "task"] < FEWEST_TASKS
    ]
    assert thin == []


def test_latin_cells_are_in_latin_script(rows: list[dict[str, str]]) -> None:
    ways = [way for row in rows for way in _ways(row, LATIN_SCRIPT)]
    assert [way for way in ways if _NOT_LATIN.search(way) or not _LATIN.search(way)] == []


def test_arabic_cells_are_in_arabic_script(rows: list[dict[str, str]]) -> None:
    ways = [way for row in rows for way in _ways(row, ARABIC_SCRIPT)]
    assert [way for way in ways if _LATIN.search(way) or not _ARABIC.search(way)] == []


def test_no_phrase_reveals_a_past_in_detention(rows: list[dict[str, str]]) -> None:
    """A model that saw such words beside a trade could tell them from a profile."""
    said = [cell for row in rows for cell in row.values()]
    assert [cell for cell in said if _PAST.search(cell)] == []


@pytest.mark.parametrize(
    "text",
    ["gardien de prison", "centre de détention", "كنت فالحبس", "السجن المحلي", "f l7abs", "lhebs"],
)
def test_words_of_detention_are_recognised(text: str) -> None:
    assert _PAST.search(text)


@pytest.mark.parametrize("text", ["وضع الأكسجين", "الزريعة فالمحبس", "Casablanca", "الطياب"])
def test_words_of_work_are_not_taken_for_detention(text: str) -> None:
    assert not _PAST.search(text)
