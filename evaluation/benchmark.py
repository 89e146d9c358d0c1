"""A data set and some rankers in, a report with intervals and paired tests out."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from evaluation.baselines import Memory, Ranker, RankerName, Scores, make_ranker
from evaluation.datasets import Dataset
from evaluation.hybrid import HybridParts
from evaluation.measures import (
    Comparison,
    Floats,
    Interval,
    Measure,
    bootstrap_interval,
    compare,
    measure,
)
from evaluation.slices import Language, Length, language_of, length_of
from models.centring import Centre

DEPTH = 1000
"""Lines of a ranking that are kept; what lies deeper counts as not found, as in TREC runs."""
_BLOCK = 64
"""Queries scored together: 64 x 100,000 documents take 25 MB."""

Run = dict[str, list[str]]
"""Query id -> document ids, best first."""


class Part(StrEnum):
    """The queries a line is about."""

    ALL = "all"
    NOT_VERBATIM = "not-verbatim"
    """Without those that contain a relevant text word for word."""
    VERBATIM = "verbatim"
    LANGUAGE = "language"
    """Those of one language, named by the line's slice."""
    LENGTH = "length"
    """Those of one length, named by the line's slice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One ranker on one part of the queries."""

    ranker: RankerName
    part: Part
    slice: str = ""
    """Which language or length; empty for the other parts."""
    queries: int
    figures: Mapping[Measure, Interval]
    against_baseline: Mapping[Measure, Comparison]
    """Empty for the baseline itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was measured on one data set."""

    dataset: str
    documents: int
    queries: int
    unanswerable: int
    """Queries left out because nothing is relevant to them."""
    baseline: RankerName
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Cut:
    """Some of the queries."""

    part: Part
    slice: str
    rows: npt.NDArray[np.bool_]
    """Shape (queries,)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What rankers are made of."""

    rankers: Sequence[RankerName]
    baseline: RankerName
    """One of the rankers."""
    seed: int
    memory: Memory | None = None
    centre: Centre | None = None
    hybrid: HybridParts | None = None

    def run(self, dataset: Dataset, progress: Callable[[int], None]) -> dict[RankerName, Run]:
        """Rank the data set with every ranker; `progress` is told how many queries were ranked."""
        documents = list(dataset.documents.values())
        rng = np.random.default_rng(self.seed)
        runs = {}
        for name in self.rankers:
            ranker = make_ranker(
                name,
                documents,
                rng=rng,
                memory=self.memory,
                centre=self.centre,
                hybrid=self.hybrid,
            )
            # Equal scores fall in an order of their own, drawn once: the file's order may help.
            ties = np.random.default_rng(self.seed).permutation(len(documents))
            runs[name] = _rank(ranker, dataset, ties, progress)
        return runs

    def report(
        self, dataset: Dataset, runs: Mapping[RankerName, Run], *, slices: bool = False
    ) -> Report:
        """Measure the runs, on all queries and apart on those without and with verbatim matches.

        With `slices`, each language and each length of queries has lines too.
        """
        values = {name: measure(run, dataset.grades) for name, run in runs.items()}
        parts = [*_parts(dataset), *(_slices(dataset) if slices else ())]
        lines = [self._line(name, cut, values) for cut in parts for name in self.rankers]
        return Report(
            dataset=dataset.name,
            documents=len(dataset.documents),
            queries=len(dataset.queries),
            unanswerable=dataset.unanswerable,
            baseline=self.baseline,
            lines=tuple(lines),
        )

    def _line(
        self,
        name: RankerName,
        cut: _Cut,
        values: Mapping[RankerName, Mapping[Measure, Floats]],
    ) -> Line:
        # Every line draws from the seed anew, so that leaving a ranker out changes no other line.
        rng = np.random.default_rng(self.seed)
        found = {each: values[name][each][cut.rows] for each in Measure}
        against = {each: values[self.baseline][each][cut.rows] for each in Measure}
        compared = name is not self.baseline
        return Line(
            ranker=name,
            part=cut.part,
            slice=cut.slice,
            queries=int(cut.rows.sum()),
            figures={each: bootstrap_interval(found[each], rng) for each in Measure},
            against_baseline={
                each: compare(found[each], against[each], rng) for each in Measure if compared
            },
        )


def _parts(dataset: Dataset) -> Iterator[_Cut]:
    """Parts with their queries; a part that is empty or everything says nothing of its own."""
    verbatim = dataset.verbatim()
    matched = np.array([query in verbatim for query in dataset.queries])
    yield _Cut(Part.ALL, "", np.ones_like(matched))
    if matched.any() and not matched.all():
        yield _Cut(Part.NOT_VERBATIM, "", ~matched)
        yield _Cut(Part.VERBATIM, "", matched)


def _slices(dataset: Dataset) -> Iterator[_Cut]:
    """The languages, then the lengths; where there is only one it says nothing of its own."""
    named: dict[Part, list[Language] | list[Length]] = {
        Part.LANGUAGE: [language_of(*query) for query in dataset.queries.items()],
        Part.LENGTH: [length_of(text) for text in dataset.queries.values()],
    }
    for part, found in named.items():
        present = [kind for kind in (*Language, *Length) if kind in found]
        for kind in present if len(present) > 1 else ():
            yield _Cut(part, kind.value, np.array([each is kind for each in found]))


def _rank(
    ranker: Ranker,
    dataset: Dataset,
    ties: npt.NDArray[np.int64],
    progress: Callable[[int], None],
) -> Run:
    documents = list(dataset.documents)
    run: Run = {}
    for block in _blocks(list(dataset.queries)):
        scores = ranker.score([dataset.queries[query] for query in block])
        for query, row in zip(block, scores, strict=True):
            run[query] = [documents[number] for number in _best(row, ties)]
        progress(len(block))
    return run


def _blocks(queries: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(queries), _BLOCK):
        yield queries[start : start + _BLOCK]


def _best(scores: Scores, ties: npt.NDArray[np.int64]) -> Collection[int]:
    """Rows of the documents found, best first, equal scores in the order of `ties`."""
    rows = np.arange(len(scores))
    if len(scores) > DEPTH:  # sorting a few thousand rows instead of all of them
        rows = np.flatnonzero(scores >= np.partition(scores, -DEPTH)[-DEPTH])
    order = rows[np.lexsort((ties[rows], -scores[rows]))][:DEPTH]
    best: list[int] = order[scores[order] > -np.inf].tolist()
    return best
