import csv
from pathlib import Path

import numpy as np
import pytest

from evaluation.registers import SIZE, build_registers, frames_path
from matching.errors import InvalidInput
from models.training.files import BadLine, ColumnMissing, EmptyFile, FileMissing, NotText
from models.training.taxonomies import LANGUAGES, esco_files, read_esco

JOBS = {
    "fr": ("soudeur/soudeuse", "Les soudeurs assemblent des pièces de métal."),
    "ar": ("لحام / لحامة", "يجمع اللحام القطع المعدنية."),
    "en": ("welder", "Welders join pieces of metal."),
}
SKILLS = {"fr": ["souder", "lire des plans"], "en": ["weld", "read plans"]}
LEVELS = ["Level 1 preferred term", "Level 2 preferred term", "Level 3 preferred term"]


def write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def an_esco_folder(folder: Path) -> Path:
    for language, (label, description) in JOBS.items():
        occupations, skills = esco_files(language)
        write(
            folder / occupations,
            ["conceptUri", "preferredLabel", "altLabels", "description"],
            [["u1", label, "a\nb", description], ["u2", "", "", "ohne"], ["u3", "x", "", ""]],
        )
        if language == "ar":
            rows = [["مهارات", "", ""], ["مهارات", "اللحام", ""], ["welding@en", "", ""]]
            write(folder / skills, LEVELS, rows)
        else:
            write(folder / skills, ["preferredLabel"], [[skill] for skill in SKILLS[language]])
    return folder


def test_occupations_need_a_label_and_a_description(tmp_path: Path) -> None:
    found = read_esco(an_esco_folder(tmp_path), "fr")
    assert [(job.label, job.description) for job in found.occupations] == [JOBS["fr"]]
    assert found.skills == SKILLS["fr"]


def test_arabic_skills_are_the_most_specific_translated_terms(tmp_path: Path) -> None:
    assert read_esco(an_esco_folder(tmp_path), "ar").skills == ["مهارات", "اللحام"]


def test_every_form_has_a_register_in_every_language(tmp_path: Path) -> None:
    registers = build_registers(an_esco_folder(tmp_path), np.random.default_rng(0))
    forms = ("title", "description", "skills", "statement", "advertisement")
    expected = {f"{form}-{language}" for form in forms for language in LANGUAGES}
    assert set(registers) == expected | {"statement-ary-Latn", "statement-ary-Arab"}
    assert all(text.strip() for texts in registers.values() for text in texts)


def test_frames_are_filled_and_no_placeholder_is_left(tmp_path: Path) -> None:
    registers = build_registers(an_esco_folder(tmp_path), np.random.default_rng(0))
    assert not [text for texts in registers.values() for text in texts if "{" in text]
    assert "soudeur/soudeuse" in registers["advertisement-fr"][0]


def test_a_register_is_never_longer_than_its_size_and_follows_the_seed(tmp_path: Path) -> None:
    folder = an_esco_folder(tmp_path)
    rows = [["u1", f"métier {n}", f"Description {n}."] for n in range(SIZE + 50)]
    write(folder / "occupations_fr.csv", ["conceptUri", "preferredLabel", "description"], rows)
    first, same, other = (
        build_registers(folder, np.random.default_rng(seed))["title-fr"] for seed in (1, 1, 2)
    )
    assert len(first) == SIZE
    assert first == same
    assert first != other


def test_the_shipped_frames_are_complete_and_each_is_written_once() -> None:
    with frames_path().open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    written = [(row["form"], row["language"], row["frame"]) for row in rows]
    assert len(written) == len(set(written))
    assert {row["form"] for row in rows} == {"statement", "advertisement"}
    for row in rows:
        filled = row["frame"].format(skill="", occupation="", description="")
        assert filled.strip(), row


@pytest.mark.parametrize("name", ["occupations_ar.csv", "skills_en.csv", "skillsHierarchy_ar.csv"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = an_esco_folder(tmp_path)
    (folder / name).unlink()
    with pytest.raises(FileMissing) as caught:
        build_registers(folder, np.random.default_rng(0))
    assert caught.value.params == {"file": name}


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", ColumnMissing),
        (b"label,text\nx,y\n", ColumnMissing),
        (b"conceptUri,preferredLabel,description\n", EmptyFile),
        ("conceptUri,preferredLabel,description\nu1,Forgeron,métier\n".encode("cp1252"), NotText),
        (b'conceptUri,preferredLabel,description\nu1,"' + b"x" * 1_100_000 + b'",y\n', BadLine),
    ],
    ids=["empty", "other version", "no line", "other encoding", "no csv"],
)
def test_a_file_that_is_not_escos_is_refused(
    tmp_path: Path, content: bytes, error: type[InvalidInput]
) -> None:
    folder = an_esco_folder(tmp_path)
    (folder / "occupations_fr.csv").write_bytes(content)
    with pytest.raises(error) as caught:
        build_registers(folder, np.random.default_rng(0))
    assert caught.value.params["file"] == "occupations_fr.csv"
