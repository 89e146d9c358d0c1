import csv
import itertools
from pathlib import Path

import pytest

from evaluation.datasets import Dataset, read_beir
from evaluation.heldout import (
    HeldOut,
    NothingHeldOut,
    heldout_sets,
    without_words,
    write_heldout,
)
from matching.errors import InvalidInput
from models.training.concepts import Concept, Concepts
from models.training.files import ColumnMissing, FileMissing, NotText
from models.training.splits import Split, split_of

BASE = "http://data.europa.eu/esco/occupation/"
NAMES = ("esco_ar_fr", "esco_fr_en", "esco_description_title", "esco_skills_title", "esco_alt")


def uri(split: Split, number: int = 0) -> str:
    """An address that belongs to the side; each number gives another."""
    ours = (f"{BASE}{n}" for n in itertools.count() if split_of(f"{BASE}{n}") == split)
    return next(itertools.islice(ours, number, None))


def end(address: str) -> str:
    return address.rpartition("/")[2]


def an_occupation(
    address: str, fr: tuple[str, ...], ar: str = "", en: str = "", description: str = ""
) -> Concept:
    names = {"fr": fr, "ar": (ar,) if ar else (), "en": (en,) if en else ()}
    return Concept(
        uri=address,
        isco="7212",
        names={language: found for language, found in names.items() if found},
        descriptions={"fr": description} if description else {},
    )


WELDER = an_occupation(
    uri("test"),
    ("soudeur/soudeuse", "soudeur", "brasseur sur métaux", "brasseuse sur métaux"),
    "لحام / لحامة",
    "welder",
    "Les soudeurs et les soudeuses assemblent des pièces de métal.",
)
BAKER = an_occupation(uri("train"), ("boulanger/boulangère", "fournier"), "خباز", "baker")
TAILOR = an_occupation(uri("dev"), ("tailleur", "fournier"), "خياط", "tailor")
SKILLS = {
    f"s{n}": Concept(uri=f"s{n}", isco="", names={"fr": (f"compétence {n}",)}, descriptions={})
    for n in range(12)
}


def concepts(
    *occupations: Concept, essential: dict[str, tuple[str, ...]] | None = None
) -> Concepts:
    return Concepts(occupations=occupations, skills=SKILLS, essential=essential or {})


def the(name: str, found: list[Dataset]) -> Dataset:
    return next(dataset for dataset in found if dataset.name == name)


def test_only_concepts_of_the_side_are_asked_for_among_all() -> None:
    found = the("esco_ar_fr", heldout_sets(concepts(WELDER, BAKER, TAILOR), HeldOut.TEST))
    assert found.queries == {f"ar-{end(WELDER.uri)}": "لحام / لحامة"}
    assert found.grades == {f"ar-{end(WELDER.uri)}": {end(WELDER.uri): 1}}
    assert set(found.documents.values()) == {"soudeur/soudeuse", "boulanger/boulangère", "tailleur"}


def test_the_other_side_asks_for_other_concepts() -> None:
    found = the("esco_fr_en", heldout_sets(concepts(WELDER, BAKER, TAILOR), HeldOut.DEV))
    assert list(found.queries.values()) == ["tailleur"]
    assert found.documents[end(TAILOR.uri)] == "tailor"


def test_a_description_asks_without_the_words_of_its_label() -> None:
    found = the("esco_description_title", heldout_sets(concepts(WELDER), HeldOut.TEST))
    assert list(found.queries.values()) == ["Les et les assemblent des pièces de métal."]


@pytest.mark.parametrize(
    ("text", "label", "left"),
    [
        ("Les soudeurs et soudeuses assemblent.", "soudeur/soudeuse", "Les et assemblent."),
        ("Le chef de rang sert en salle.", "chef de rang", "Le de sert en salle."),
        ("Directeurs/directrices techniques", "directeur technique", ""),
        ("Il coud.", "tailleur", "Il coud."),
        ("", "tailleur", ""),
        ("Il coud.", "", "Il coud."),
    ],
    ids=["genders", "short words stay", "nothing else", "no shared word", "no text", "no label"],
)
def test_words_of_the_label_are_taken_out(text: str, label: str, left: str) -> None:
    assert without_words(text, label) == left


def test_an_alternative_in_another_gender_or_with_fewer_words_asks_nothing_new() -> None:
    found = the("esco_alt", heldout_sets(concepts(WELDER), HeldOut.TEST))
    assert list(found.queries.values()) == ["brasseur sur métaux"]


def test_several_alternatives_have_ids_of_their_own() -> None:
    cook = an_occupation(uri("test"), ("cuisinier", "chef de partie", "saucier", "maître queux"))
    found = the("esco_alt", heldout_sets(concepts(cook), HeldOut.TEST))
    number = end(cook.uri)
    assert list(found.queries) == [f"fr-{number}", f"fr-{number}-2", f"fr-{number}-3"]


def test_a_name_that_training_has_seen_is_not_asked() -> None:
    """The tailor's alternative "fournier" is also the baker's, who is trained on."""
    alone = heldout_sets(concepts(TAILOR), HeldOut.DEV)
    together = heldout_sets(concepts(TAILOR, BAKER), HeldOut.DEV)
    assert "fournier" in the("esco_alt", alone).queries.values()
    assert "esco_alt" not in {dataset.name for dataset in together}


def test_concepts_that_share_a_name_are_all_relevant() -> None:
    first = an_occupation(uri("test", 0), ("pareur", "découpeur"), "قاطع", "trimmer")
    second = an_occupation(uri("test", 1), ("désosseur", "découpeur"), "قاطع", "boner")
    third = an_occupation(uri("test", 2), ("Pareur",), "مشذب", "parer")
    found = heldout_sets(concepts(first, second, third), HeldOut.TEST)
    both = {end(first.uri), end(second.uri)}
    arabic = the("esco_ar_fr", found).grades
    assert set(arabic[f"ar-{end(second.uri)}"]) == both | {end(third.uri)}
    assert set(arabic[f"ar-{end(third.uri)}"]) == {end(first.uri), end(third.uri)}


def test_skills_are_asked_in_each_language_that_names_two_of_them() -> None:
    named = dict(SKILLS)
    named["s0"] = Concept(
        uri="s0", isco="", names={"fr": ("souder",), "en": ("weld",)}, descriptions={}
    )
    found = the(
        "esco_skills_title",
        heldout_sets(
            Concepts(occupations=[WELDER], skills=named, essential={WELDER.uri: tuple(named)}),
            HeldOut.TEST,
        ),
    )
    eight = ", ".join(["souder", *(f"compétence {n}" for n in range(1, 8))])
    assert found.queries == {f"fr-{end(WELDER.uri)}": eight}


def test_a_concept_without_label_in_the_documents_language_is_not_asked_for() -> None:
    nameless = an_occupation(uri("test", 1), (), "دباغ", "tanner")
    found = the("esco_ar_fr", heldout_sets(concepts(WELDER, nameless), HeldOut.TEST))
    assert len(found.queries) == len(found.documents) == 1


def test_a_taxonomy_without_concepts_of_the_side_is_refused() -> None:
    with pytest.raises(NothingHeldOut) as caught:
        heldout_sets(concepts(BAKER), HeldOut.TEST)
    assert caught.value.params == {"split": "test", "occupations": 1}


def write(path: Path, *rows: tuple[str, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def an_esco_folder(folder: Path) -> Path:
    header = ("conceptUri", "iscoGroup", "preferredLabel", "altLabels", "description")
    for language in ("fr", "ar", "en"):
        rows = [
            (
                each.uri,
                each.isco,
                each.names[language][0],
                "\n".join(each.names[language][1:]),
                each.descriptions.get(language, ""),
            )
            for each in (WELDER, BAKER, TAILOR)
        ]
        write(folder / f"occupations_{language}.csv", header, *rows)
    skills = (("conceptUri", "preferredLabel", "altLabels", "description"), ("s1", "a", "", ""))
    write(folder / "skills_en.csv", *skills, ("s2", "b", "", ""))
    write(folder / "skills_fr.csv", *skills, ("s2", "c", "", ""))
    relations = ("occupationUri", "relationType", "skillUri")
    essential = [(WELDER.uri, "essential", skill) for skill in ("s1", "s2")]
    write(folder / "occupationSkillRelations.csv", relations, *essential)
    return folder


def test_what_is_written_is_what_is_read_back(tmp_path: Path) -> None:
    written = write_heldout(an_esco_folder(tmp_path), tmp_path / "out", HeldOut.TEST)
    assert tuple(dataset.name for dataset in written) == NAMES
    assert [read_beir(tmp_path / "out" / name) for name in NAMES] == written


def test_sets_of_an_earlier_run_are_replaced(tmp_path: Path) -> None:
    esco, out = an_esco_folder(tmp_path), tmp_path / "out"
    write_heldout(esco, out, HeldOut.TEST)
    write_heldout(esco, out, HeldOut.DEV)
    assert list(read_beir(out / "esco_fr_en").queries.values()) == ["tailleur"]


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("occupations_ar.csv", None, FileMissing),
        ("occupationSkillRelations.csv", None, FileMissing),
        ("occupations_fr.csv", b"conceptUri,label\nx,y\n", ColumnMissing),
        ("occupations_fr.csv", "conceptUri\nmétier\n".encode("cp1252"), NotText),
    ],
    ids=["no Arabic", "no relations", "other version", "other encoding"],
)
def test_a_folder_that_is_not_escos_is_refused_and_nothing_is_written(
    tmp_path: Path, name: str, content: bytes | None, error: type[InvalidInput]
) -> None:
    folder = an_esco_folder(tmp_path)
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(error) as caught:
        write_heldout(folder, tmp_path / "out")
    assert caught.value.params["file"] == name
    assert not (tmp_path / "out").exists()
