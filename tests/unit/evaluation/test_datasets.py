from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evaluation.datasets import GRADES as GRADES_FILE
from evaluation.datasets import Dataset, NothingRelevant, read_beir, write_beir
from matching.errors import InvalidInput
from models.training.files import BadLine, EmptyFile, FileMissing, NotText, UnknownId

CORPUS = """{"_id": "d1", "title": "Soudeur", "text": "Assemblage de structures"}
{"_id": "d2", "title": "", "text": "Boulanger"}

{"_id": "d3", "text": "خياط"}
"""
QUERIES = """{"_id": "q1", "text": "souder des portails"}
{"_id": "q2", "text": "Aide boulangère ou BOULANGER, le matin"}
{"_id": "q3", "text": "autre chose"}
"""
GRADES = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\nq2\td2\t1\n"


def a_folder(
    parent: Path, corpus: str = CORPUS, queries: str = QUERIES, grades: str = GRADES
) -> Path:
    folder = parent / "small"
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text(corpus, encoding="utf-8")
    (folder / "queries.jsonl").write_text(queries, encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text(grades, encoding="utf-8")
    return folder


def refused(folder: Path) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        read_beir(folder)
    return caught.value


def test_a_folder_gives_documents_queries_and_grades(tmp_path: Path) -> None:
    found = read_beir(a_folder(tmp_path))
    assert found.name == "small"
    assert found.documents == {
        "d1": "Soudeur. Assemblage de structures",
        "d2": "Boulanger",
        "d3": "خياط",
    }
    assert found.grades == {"q1": {"d1": 2, "d2": 0}, "q2": {"d2": 1}}
    assert found.relevant("q1") == ["d1"]


def test_queries_without_relevant_document_are_left_out_and_counted(tmp_path: Path) -> None:
    found = read_beir(a_folder(tmp_path, grades=GRADES + "q3\td1\t0\n"))
    assert list(found.queries) == ["q1", "q2"]
    assert found.unanswerable == 1


def test_a_query_that_contains_a_relevant_text_is_verbatim(tmp_path: Path) -> None:
    assert read_beir(a_folder(tmp_path)).verbatim() == {"q2"}


def test_part_of_a_word_is_no_verbatim_match() -> None:
    found = Dataset(
        name="x",
        documents={"d": "chef", "e": "!"},
        queries={"q": "cheffe de rang"},
        grades={"q": {"d": 1, "e": 1}},
    )
    assert not found.verbatim()


def test_a_sample_keeps_documents_and_draws_queries_with_their_grades(tmp_path: Path) -> None:
    whole = read_beir(a_folder(tmp_path))
    found = whole.sample(1, np.random.default_rng(0))
    assert len(found.queries) == 1
    assert found.grades.keys() == found.queries.keys()
    assert found.documents == whole.documents
    assert whole.sample(9, np.random.default_rng(0)) is whole


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        corpus="\ufeff" + CORPUS.replace("\n", "\r\n"),
        grades=GRADES.replace("\n", "\r\n"),
    )
    assert read_beir(folder).documents["d2"] == "Boulanger"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    (folder / "queries.jsonl").unlink()
    error = refused(folder)
    assert isinstance(error, FileMissing)
    assert error.params == {"file": "queries.jsonl"}


def test_a_missing_folder_and_a_file_instead_of_a_folder_are_refused(tmp_path: Path) -> None:
    assert isinstance(refused(tmp_path / "nowhere"), FileMissing)
    (tmp_path / "file.csv").write_text("a,b", encoding="utf-8")
    assert isinstance(refused(tmp_path / "file.csv"), FileMissing)


@pytest.mark.parametrize("content", ["", "\n\n", '{"_id": "d1", "text": " … "}\n'])
def test_a_corpus_without_any_word_is_empty(tmp_path: Path, content: str) -> None:
    assert isinstance(refused(a_folder(tmp_path, corpus=content)), EmptyFile)


def test_grades_that_are_only_a_header_are_empty(tmp_path: Path) -> None:
    assert isinstance(refused(a_folder(tmp_path, grades="query-id\tcorpus-id\tscore\n")), EmptyFile)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Intitulé;Compétences", "not-json"),
        ('["d2", "Boulanger"]', "no-id-or-text"),
        ('{"id": "d2", "text": "Boulanger"}', "no-id-or-text"),
        ('{"_id": "d1", "text": "Boulanger"}', "repeated-id"),
    ],
)
def test_a_bad_document_is_named_by_line(tmp_path: Path, line: str, problem: str) -> None:
    corpus = CORPUS.splitlines()[0] + "\n" + line + "\n"
    error = refused(a_folder(tmp_path, corpus=corpus))
    assert isinstance(error, BadLine)
    assert error.params == {"file": "corpus.jsonl", "line": 2, "problem": problem}


@pytest.mark.parametrize(
    ("line", "problem"),
    [("q1 d1 1", "not-three-columns"), ("q1\td1\tbon", "grade-not-whole")],
)
def test_a_bad_grade_is_named_by_line(tmp_path: Path, line: str, problem: str) -> None:
    error = refused(a_folder(tmp_path, grades=GRADES + line + "\n"))
    assert isinstance(error, BadLine)
    assert error.params == {"file": "qrels/test.tsv", "line": 5, "problem": problem}


@pytest.mark.parametrize(
    ("line", "column"), [("q9\td1\t1", "query-id"), ("q1\td9\t1", "corpus-id")]
)
def test_an_unknown_id_is_named_by_line_and_column(tmp_path: Path, line: str, column: str) -> None:
    error = refused(a_folder(tmp_path, grades=GRADES + line + "\n"))
    assert isinstance(error, UnknownId)
    assert error.params == {"file": "qrels/test.tsv", "line": 5, "column": column}


def test_grades_that_are_all_zero_are_refused(tmp_path: Path) -> None:
    error = refused(a_folder(tmp_path, grades="q1\td1\t0\nq2\td2\t-1\n"))
    assert isinstance(error, NothingRelevant)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    (folder / "queries.jsonl").write_bytes(QUERIES.encode("utf-16"))
    assert isinstance(refused(folder), NotText)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    dataset = read_beir(a_folder(tmp_path))
    write_beir(dataset, tmp_path / "deep" / "small")
    assert read_beir(tmp_path / "deep" / "small") == replace(dataset, unanswerable=0)


def test_a_folder_left_half_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Power fails after the new documents: yesterday's grades must not judge them."""
    folder = a_folder(tmp_path)
    dataset = read_beir(folder)

    def fails(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_text", fails)
    with pytest.raises(KeyboardInterrupt):
        write_beir(dataset, folder)
    error = refused(folder)
    assert isinstance(error, FileMissing)
    assert error.params == {"file": GRADES_FILE}
