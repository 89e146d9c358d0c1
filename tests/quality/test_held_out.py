"""Does a release understand people in each of their languages, on a set nothing was chosen on?

`profiles_openings_2026/` is held out: whoever trains or tunes uses `profiles_openings/` instead.
Floors are a little below what the release measured when it was approved. A new release that is
better raises them; one that falls below a floor is not shipped.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from evaluation.baselines import RankerName
from evaluation.datasets import Dataset, read_beir
from evaluation.measures import Floats, Measure
from tests.quality.shipped import measured, of_language

pytestmark = pytest.mark.encoder

FLOORS: dict[RankerName, dict[str, float]] = {
    RankerName.ENCODER_CENTRED: {"fr": 0.58, "ar": 0.50, "en": 0.70, "dl": 0.43, "da": 0.48},
    RankerName.HYBRID: {"fr": 0.74, "ar": 0.65, "en": 0.75, "dl": 0.66, "da": 0.67},
}
"""Ranker -> beginning of a query's id -> MRR below which the release is not the one approved."""
FEWEST = {"fr": 80, "ar": 60, "en": 50, "dl": 35, "da": 35}
"""Queries of a language without which its mean says little."""
LEXICAL = 0.35
"""MRR that matching letters must not reach: understanding would then not be needed."""


def beyond(ranker: RankerName) -> Iterator[tuple[RankerName, str, float]]:
    for language, floor in FLOORS[ranker].items():
        yield ranker, language, floor


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_beir(Path(__file__).parent / "profiles_openings_2026")


@pytest.fixture(scope="module")
def mrr(prepared_encoder: Path, dataset: Dataset) -> dict[RankerName, Floats]:
    found = measured(prepared_encoder, dataset, (RankerName.TFIDF_CHAR, *FLOORS))
    return {name: values[Measure.MRR] for name, values in found.items()}


@pytest.mark.parametrize(
    ("ranker", "language", "floor"), [case for ranker in FLOORS for case in beyond(ranker)]
)
def test_no_language_falls_below_its_floor(
    dataset: Dataset,
    mrr: dict[RankerName, Floats],
    ranker: RankerName,
    language: str,
    floor: float,
) -> None:
    assert of_language(dataset, mrr[ranker], language).mean() > floor


def test_every_ranker_has_a_floor_in_every_language() -> None:
    assert {ranker: set(floors) for ranker, floors in FLOORS.items()} == {
        ranker: set(FEWEST) for ranker in FLOORS
    }


def test_matching_letters_does_not_answer_the_set(
    dataset: Dataset, mrr: dict[RankerName, Floats]
) -> None:
    assert dataset.verbatim() == frozenset()
    assert mrr[RankerName.TFIDF_CHAR].mean() < LEXICAL


@pytest.mark.parametrize("language", FEWEST)
def test_each_language_has_enough_queries(dataset: Dataset, language: str) -> None:
    begins = [query.partition("-")[0] for query in dataset.queries]
    assert begins.count(language) >= FEWEST[language]


def test_every_query_has_few_relevant_openings_and_its_own_trade_among_them(
    dataset: Dataset,
) -> None:
    for query, judged in dataset.grades.items():
        assert 1 <= len(judged) <= 4, query
        assert max(judged.values()) == 2, query


def test_every_opening_is_relevant_to_somebody_and_every_text_is_written_once(
    dataset: Dataset,
) -> None:
    wanted = {document for query in dataset.queries for document in dataset.relevant(query)}
    assert wanted == set(dataset.documents)
    assert len(set(dataset.documents.values())) == len(dataset.documents)
    assert len(set(dataset.queries.values())) == len(dataset.queries)


def test_nothing_was_taken_over_from_the_set_to_develop_with(dataset: Dataset) -> None:
    older = read_beir(Path(__file__).parent / "profiles_openings")
    for ours, theirs in (
        (dataset.queries, older.queries),
        (dataset.documents, older.documents),
    ):
        assert set(ours.values()).isdisjoint(theirs.values())
