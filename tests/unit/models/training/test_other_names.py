"""Further names of occupations: read by code, kept out where a benchmark asks for them."""

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from models.training.concepts import read_concepts
from models.training.leaks import Forbidden, forbidden_texts
from models.training.other_names import (
    name_files,
    names_folder,
    read_other_names,
    with_other_names,
)
from tests.taxonomies import a_benchmark, an_esco, uri, write

COLUMNS = ["code", "fr", "ar", "en", "darija_latin", "darija_arabic"]
ARABIC = re.compile(r"[\u0600-\u06ff]")
NOTHING = Forbidden(frozenset(), frozenset())


@pytest.fixture
def esco(tmp_path: Path) -> Path:
    return an_esco(tmp_path / "esco")


def written(folder: Path, *rows: list[str]) -> Path:
    write(folder / "some.csv", COLUMNS, rows)
    return folder


def test_names_are_found_by_code_and_a_code_that_escos_version_lacks_is_passed_over(
    esco: Path, tmp_path: Path
) -> None:
    rows = [
        ["7212.1", "soudeur MIG| soudeur TIG ", "", "", "soudour", "سودور"],
        ["1.2.3", "ancien métier", "", "", "", ""],
    ]
    found = read_other_names(written(tmp_path / "names", *rows), esco)
    assert found == {
        uri("train"): {
            "fr": ("soudeur MIG", "soudeur TIG"),
            "darija-latin": ("soudour",),
            "darija-arabic": ("سودور",),
        }
    }


def test_no_file_gives_no_name(esco: Path, tmp_path: Path) -> None:
    assert read_other_names(tmp_path, esco) == {}


def test_names_come_after_those_of_esco_and_only_once(esco: Path) -> None:
    occupations = read_concepts(esco).occupations
    own = occupations[0].names["fr"]
    others = {uri("train"): {"fr": ("soudeur MIG", own[0]), "darija-latin": ("soudour",)}}
    named = with_other_names(occupations, others, NOTHING)
    assert named[0].names["fr"] == (*own, "soudeur MIG")
    assert named[0].names["darija-latin"] == ("soudour",)
    assert named[1:] == list(occupations[1:])


def test_a_name_that_a_benchmark_asks_for_is_left_out_in_either_gender(
    esco: Path, tmp_path: Path
) -> None:
    forbidden = forbidden_texts([a_benchmark(tmp_path, "Soudeur qualifié / Soudeuse qualifiée")])
    others = {uri("train"): {"fr": ("soudeur qualifié", "soudeur MIG")}}
    occupations = read_concepts(esco).occupations
    named = with_other_names(occupations, others, forbidden)
    assert named[0].names["fr"] == (*occupations[0].names["fr"], "soudeur MIG")


@pytest.fixture(scope="module")
def shipped() -> list[dict[str, str]]:
    """Every row of the files that ship."""
    rows: list[dict[str, str]] = []
    for path in name_files(names_folder()):
        text = path.read_bytes().decode("utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name
        read = csv.DictReader(text.splitlines(), strict=True)
        assert read.fieldnames == COLUMNS, path.name
        rows.extend(read)
    return rows


def test_each_occupation_stands_once_in_the_files_that_ship(shipped: list[dict[str, str]]) -> None:
    codes = Counter(row["code"] for row in shipped)
    assert {code for code, count in codes.items() if count > 1} == set()
    assert all(re.fullmatch(r"\d{4}(\.\d+)+", code) for code in codes)


def test_a_shipped_name_is_that_of_one_occupation_in_its_script(
    shipped: list[dict[str, str]],
) -> None:
    owners = defaultdict(set)
    for row in shipped:
        for column in COLUMNS[1:]:
            for name in filter(None, row[column].split("|")):
                assert name == name.strip(), row
                assert bool(ARABIC.search(name)) is (column in ("ar", "darija_arabic")), row
                owners[column, name.casefold()].add(row["code"])
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}
