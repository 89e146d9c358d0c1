"""What training must never see: the texts that benchmarks ask about."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from matching.spelling import fold, gender_neutral
from models.training.files import BadLine, read_lines

QUERIES = "queries.jsonl"


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Texts kept out of training, however they are written: case, accents, spaces, punctuation."""

    folded: frozenset[str]
    neutral: frozenset[str]
    """The same with both genders of a French word written as one."""

    def __contains__(self, text: str) -> bool:
        return fold(text) in self.folded

    def in_any_gender(self, writings: Iterable[str]) -> bool:
        """Whether one of the writings of a name is forbidden, in either gender or in both."""
        return any(gender_neutral(text) in self.neutral or text in self for text in writings)


def forbidden_texts(benchmarks: Sequence[Path]) -> Forbidden:
    """The queries of BEIR folders.

    Raises:
        FileMissing, NotText: a folder has no readable queries.
        BadLine: a line is no query.
    """
    texts = [text for folder in benchmarks for text in _queries(folder)]
    return Forbidden(frozenset(map(fold, texts)), frozenset(map(gender_neutral, texts)))


def _queries(folder: Path) -> Iterator[str]:
    for line, written in read_lines(folder, QUERIES):
        try:
            yield str(json.loads(written)["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise BadLine(file=QUERIES, line=line, problem="no-query") from error
