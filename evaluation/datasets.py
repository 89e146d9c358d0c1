"""Retrieval benchmarks as BEIR folders: documents, queries, and grades of what answers what."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from matching.errors import InvalidInput
from matching.spelling import fold
from models.training.files import BadLine, EmptyFile, UnknownId, read_lines

CORPUS, QUERIES, GRADES = "corpus.jsonl", "queries.jsonl", "qrels/test.tsv"
_HEADER = ("query-id", "corpus-id", "score")


class NothingRelevant(InvalidInput):
    """No query of the folder has a relevant document."""

    code = "nothing-relevant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Documents to rank for queries that have at least one relevant document."""

    name: str
    """The folder's name."""
    documents: Mapping[str, str]
    """Id -> text: the title, if there is one, then the text."""
    queries: Mapping[str, str]
    """Id -> text; only queries with a relevant document: no measure is defined on the others."""
    grades: Mapping[str, Mapping[str, int]]
    """Query id -> document id -> grade; relevant from 1 on."""
    unanswerable: int = 0
    """Queries of the folder left out because nothing is relevant to them."""

    def relevant(self, query_id: str) -> list[str]:
        """Ids of the documents with a positive grade."""
        return [document for document, grade in self.grades[query_id].items() if grade > 0]

    def verbatim(self) -> frozenset[str]:
        """Queries that contain the whole text of a relevant document, case and accents aside.

        Matching letters answers those; they say nothing about understanding.
        """
        return frozenset(
            query
            for query, text in self.queries.items()
            if any(_contains(text, self.documents[document]) for document in self.relevant(query))
        )

    def sample(self, limit: int, rng: np.random.Generator) -> "Dataset":
        """The same documents with at most `limit` queries, drawn without replacement."""
        if limit >= len(self.queries):
            return self
        ids = list(self.queries)
        drawn = [ids[row] for row in sorted(rng.choice(len(ids), limit, replace=False))]
        return replace(
            self,
            queries={query: self.queries[query] for query in drawn},
            grades={query: self.grades[query] for query in drawn},
        )


def read_beir(folder: Path) -> Dataset:
    """Read a BEIR folder.

    Raises:
        FileMissing, NotText, EmptyFile: a file is not there, not UTF-8, or without any word.
        BadLine: a line is no JSON object with id and text, repeats an id, or has no whole grade.
        UnknownId: a grade names a query or document that does not exist.
        NothingRelevant: no grade is positive.
    """
    documents = _read_texts(folder, CORPUS)
    queries = _read_texts(folder, QUERIES)
    grades = _read_grades(folder, queries, documents)
    answerable = [query for query in queries if any(g > 0 for g in grades.get(query, {}).values())]
    if not answerable:
        raise NothingRelevant(queries=len(queries))
    return Dataset(
        name=folder.resolve().name,
        documents=documents,
        queries={query: queries[query] for query in answerable},
        grades={query: grades[query] for query in answerable},
        unanswerable=len(queries) - len(answerable),
    )


def write_beir(dataset: Dataset, folder: Path) -> None:
    """Write a BEIR folder that `read_beir` reads back; a folder written before is replaced.

    What `read_beir` left out is not written. Old grades go first and new ones come last, so that a
    folder left half-written is refused, not measured.
    """
    (folder / GRADES).parent.mkdir(parents=True, exist_ok=True)
    (folder / GRADES).unlink(missing_ok=True)
    for name, texts in ((CORPUS, dataset.documents), (QUERIES, dataset.queries)):
        lines = (
            json.dumps({"_id": identifier, "text": text}, ensure_ascii=False)
            for identifier, text in texts.items()
        )
        _write_lines(folder / name, lines)
    judged = (
        f"{query}\t{document}\t{grade}"
        for query, grades in dataset.grades.items()
        for document, grade in grades.items()
    )
    _write_lines(folder / GRADES, ("\t".join(_HEADER), *judged))


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def _read_texts(folder: Path, name: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for line, written in read_lines(folder, name):
        entry = _entry(name, line, written)
        identifier = str(entry["_id"])
        if identifier in texts:
            raise BadLine(file=name, line=line, problem="repeated-id")
        parts = (str(entry.get("title") or "").strip(), str(entry["text"]).strip())
        texts[identifier] = ". ".join(part for part in parts if part)
    if not any(map(fold, texts.values())):
        raise EmptyFile(file=name)
    return texts


def _entry(name: str, line: int, written: str) -> dict[str, object]:
    try:
        entry = json.loads(written)
    except ValueError as error:
        raise BadLine(file=name, line=line, problem="not-json") from error
    if not isinstance(entry, dict) or "_id" not in entry or "text" not in entry:
        raise BadLine(file=name, line=line, problem="no-id-or-text")
    return entry


def _read_grades(
    folder: Path, queries: Mapping[str, str], documents: Mapping[str, str]
) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = {}
    for line, query, document, grade in _graded_pairs(folder):
        if query not in queries:
            raise UnknownId(file=GRADES, line=line, column=_HEADER[0])
        if document not in documents:
            raise UnknownId(file=GRADES, line=line, column=_HEADER[1])
        grades.setdefault(query, {})[document] = grade
    if not grades:
        raise EmptyFile(file=GRADES)
    return grades


def _graded_pairs(folder: Path) -> Iterator[tuple[int, str, str, int]]:
    for line, written in read_lines(folder, GRADES):
        fields = tuple(field.strip() for field in written.split("\t"))
        if fields == _HEADER:
            continue
        if len(fields) != len(_HEADER):
            raise BadLine(file=GRADES, line=line, problem="not-three-columns")
        try:
            grade = int(fields[2])
        except ValueError as error:
            raise BadLine(file=GRADES, line=line, problem="grade-not-whole") from error
        yield line, fields[0], fields[1], grade


def _contains(text: str, label: str) -> bool:
    """Whether the words of the label stand in the text, in one piece."""
    words = fold(label)
    return bool(words) and f" {words} " in f" {fold(text)} "
