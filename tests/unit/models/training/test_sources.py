import gzip
from pathlib import Path

import pytest

from matching.errors import InvalidInput
from models.training.concepts import JOINED, RELATIONS, concept_files, read_concepts
from models.training.files import BadLine, ColumnMissing, EmptyFile, FileMissing, NotText
from models.training.groups import group_files, read_groups
from models.training.leaks import forbidden_texts
from models.training.rome import read_rome, rome_files
from models.training.speech import phrases_folder, read_trades
from tests.taxonomies import SKILL, a_benchmark, a_rome, an_esco, uri, write


def test_a_concept_has_its_names_in_every_language_the_preferred_one_first(tmp_path: Path) -> None:
    welder = read_concepts(an_esco(tmp_path)).occupations[0]
    assert welder.uri == uri("train")
    assert welder.isco == "7212"
    assert welder.names["fr"] == ("soudeur/soudeuse", "soudeuse", "soudeur à l'arc")
    assert welder.names["ar"] == ("لحام / لحامة",)
    assert welder.names["en"] == ("welder",)


def test_only_essential_skills_are_needed(tmp_path: Path) -> None:
    essential = read_concepts(an_esco(tmp_path)).essential
    assert essential[uri("train")] == tuple(f"{SKILL}{n}" for n in range(3))


def test_arabic_names_of_skills_are_read_where_there_are_any(tmp_path: Path) -> None:
    folder = an_esco(tmp_path)
    assert "ar" not in read_concepts(folder).skills[f"{SKILL}0"].names
    table = f"skill_uri,skill_ar\n{SKILL}0,لحم القطع\n{SKILL}1,\n"
    (folder / JOINED).write_bytes(gzip.compress(table.encode()))
    skills = read_concepts(folder).skills
    assert skills[f"{SKILL}0"].names["ar"] == ("لحم القطع",)
    assert "ar" not in skills[f"{SKILL}1"].names
    assert folder / JOINED in concept_files(folder)


@pytest.mark.parametrize(
    "name", ["occupations_ar.csv", "skills_en.csv", "skills_fr.csv", RELATIONS]
)
def test_a_missing_file_of_esco_is_named(tmp_path: Path, name: str) -> None:
    folder = an_esco(tmp_path)
    (folder / name).unlink()
    with pytest.raises(FileMissing) as caught:
        read_concepts(folder)
    assert caught.value.params["file"] == name


def test_a_group_has_a_name_in_french_and_english_and_an_english_description(
    tmp_path: Path,
) -> None:
    folder = an_esco(tmp_path)
    group = read_groups(folder)["7212"]
    assert group.names == {"fr": "Ouvriers de 7212", "en": "Workers of 7212"}
    assert group.description == "Group 7212 does such work."
    assert all(path.is_file() for path in group_files(folder))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_file_without_groups_is_refused_by_name(tmp_path: Path, language: str) -> None:
    folder = an_esco(tmp_path)
    name = f"ISCOGroups_{language}.csv"
    write(folder / name, ["code", "preferredLabel", "description"], [])
    with pytest.raises(EmptyFile) as caught:
        read_groups(folder)
    assert caught.value.params == {"file": name}


def test_another_version_of_esco_is_refused_by_its_column(tmp_path: Path) -> None:
    folder = an_esco(tmp_path)
    write(folder / "skills_fr.csv", ["conceptUri", "label"], [["u", "souder"]])
    with pytest.raises(ColumnMissing) as caught:
        read_concepts(folder)
    assert caught.value.params == {"file": "skills_fr.csv", "column": "preferredLabel"}


def test_broken_encoding_is_refused(tmp_path: Path) -> None:
    folder = an_esco(tmp_path)
    path = folder / "occupations_fr.csv"
    path.write_bytes(path.read_bytes().replace("è".encode(), b"\xe8"))
    with pytest.raises(NotText):
        read_concepts(folder)


@pytest.mark.parametrize(
    "content", [b"no gzip", gzip.compress(b"x" * 400)[:-9]], ids=["other", "cut"]
)
def test_a_broken_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    folder = an_esco(tmp_path)
    (folder / JOINED).write_bytes(content)
    with pytest.raises(InvalidInput):
        read_concepts(folder)


def test_a_taxonomy_without_a_usable_line_is_refused(tmp_path: Path) -> None:
    folder = an_esco(tmp_path)
    write(folder / RELATIONS, ["occupationUri", "relationType", "skillUri"], [])
    with pytest.raises(EmptyFile):
        read_concepts(folder)


def test_rome_takes_names_from_the_newest_version_and_texts_from_the_last_that_has_them(
    tmp_path: Path,
) -> None:
    welding, baking = read_rome(a_rome(tmp_path))
    assert welding.label == "Soudage manuel"
    assert welding.appellations == (
        ("Soudeur / Soudeuse",),
        ("Chaudronnier / Chaudronnière", "Chaudronnier(ère)"),
    )
    assert welding.definition == "Réalise l'assemblage de pièces."
    assert welding.knowledge == ("Techniques de soudage", "Lecture de plan")
    assert (baking.definition, baking.knowledge) == ("", ())


def test_every_file_of_rome_is_needed(tmp_path: Path) -> None:
    folder = a_rome(tmp_path)
    for path in rome_files(folder):
        content = path.read_bytes()
        path.unlink()
        with pytest.raises(FileMissing):
            read_rome(folder)
        path.write_bytes(content)
    assert len(read_rome(folder)) == 2


def test_a_query_is_forbidden_however_it_is_written(tmp_path: Path) -> None:
    forbidden = forbidden_texts([a_benchmark(tmp_path, "Boulanger / Boulangère", "Caissière")])
    assert "boulanger/boulangere" in forbidden
    assert "boulanger" not in forbidden
    assert forbidden.in_any_gender(["Boulangère"])
    assert forbidden.in_any_gender(["Caissier(ère)", "Caissier / Caissière"])
    assert not forbidden.in_any_gender(["Fournier"])


def test_a_benchmark_that_cannot_be_read_stops_the_training(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        forbidden_texts([tmp_path])
    (tmp_path / "queries.jsonl").write_text('{"_id": "1", "text": "a"}\n{"_id": "2"}\n')
    with pytest.raises(BadLine) as caught:
        forbidden_texts([tmp_path])
    assert caught.value.params["line"] == 2


def test_every_trade_that_people_speak_of_has_titles_and_tasks_in_five_ways_of_writing() -> None:
    trades = read_trades(phrases_folder())
    assert len(trades) > 150
    for trade in trades:
        assert trade.titles
        assert trade.tasks
        for phrase in (*trade.titles, *trade.tasks):
            assert all(phrase.said[language] for language in phrase.said)
            assert len(phrase.said) == 5


def test_a_folder_without_phrases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        read_trades(tmp_path)
