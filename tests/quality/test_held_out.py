"""Does a release understand people in each of their languages, on sets nothing was chosen on?

Both sets are held out: whoever trains or tunes uses `profiles_openings/` and
`profiles_openings_choose/` instead. One holds sentences that hint at a trade, as people talk; the
other records as a counsellor types them. Floors are a little below what the release measured when
it was approved. A new release that is better raises them; one that falls below a floor is not
shipped.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from evaluation.baselines import RankerName
from evaluation.datasets import Dataset, read_beir
from evaluation.measures import Floats, Measure
from tests.quality.shipped import measured, of_language

pytestmark = pytest.mark.encoder

HERE = Path(__file__).parent
FLOORS: dict[str, dict[RankerName, dict[str, float]]] = {
    "profiles_openings_2026": {
        RankerName.ENCODER_CENTRED: {"fr": 0.74, "ar": 0.67, "en": 0.79, "dl": 0.53, "da": 0.65},
        RankerName.HYBRID: {"fr": 0.81, "ar": 0.71, "en": 0.77, "dl": 0.74, "da": 0.73},
    },
    "profiles_openings_records": {
        RankerName.ENCODER_CENTRED: {"fr": 0.88, "ar": 0.86, "en": 0.88, "dl": 0.75, "da": 0.74},
        RankerName.HYBRID: {"fr": 0.91, "ar": 0.88, "en": 0.94, "dl": 0.81, "da": 0.80},
    },
}
"""Set -> ranker -> beginning of a query's id -> MRR below which the release is not approved."""
LEXICAL = {"profiles_openings_2026": 0.35, "profiles_openings_records": 0.45}
"""MRR that matching letters must not reach: understanding would then not be needed."""
FEWEST = {"fr": 80, "ar": 60, "en": 50, "dl": 35, "da": 35}
"""Queries of a language without which its mean says little."""
CASES = [
    (name, ranker, language, floor)
    for name, rankers in FLOORS.items()
    for ranker, floors in rankers.items()
    for language, floor in floors.items()
]


@dataclass(frozen=True)
class HeldOutSet:
    """People and openings, and how each ranker found them."""

    dataset: Dataset
    mrr: dict[RankerName, Floats]


@pytest.fixture(scope="module")
def sets(prepared_encoder: Path) -> dict[str, HeldOutSet]:
    found = {}
    for name, rankers in FLOORS.items():
        dataset = read_beir(HERE / name)
        values = measured(prepared_encoder, dataset, (RankerName.TFIDF_CHAR, *rankers))
        found[name] = HeldOutSet(dataset, {one: by[Measure.MRR] for one, by in values.items()})
    return found


@pytest.fixture(params=FLOORS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def dataset(name: str) -> Dataset:
    return read_beir(HERE / name)


@pytest.mark.parametrize(("held_out", "ranker", "language", "floor"), CASES)
def test_no_language_falls_below_its_floor(
    sets: dict[str, HeldOutSet], held_out: str, ranker: RankerName, language: str, floor: float
) -> None:
    one = sets[held_out]
    assert of_language(one.dataset, one.mrr[ranker], language).mean() > floor


def test_every_ranker_has_a_floor_in_every_language() -> None:
    for rankers in FLOORS.values():
        assert {one: set(floors) for one, floors in rankers.items()} == {
            one: set(FEWEST) for one in (RankerName.ENCODER_CENTRED, RankerName.HYBRID)
        }


def test_matching_letters_does_not_answer_the_set(sets: dict[str, HeldOutSet], name: str) -> None:
    one = sets[name]
    assert one.dataset.verbatim() == frozenset()
    assert one.mrr[RankerName.TFIDF_CHAR].mean() < LEXICAL[name]


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


@pytest.mark.parametrize("known", ["profiles_openings", "profiles_openings_choose"])
def test_nothing_was_taken_over_from_the_sets_to_develop_with(dataset: Dataset, known: str) -> None:
    older = read_beir(HERE / known)
    for ours, theirs in (
        (dataset.queries, older.queries),
        (dataset.documents, older.documents),
    ):
        assert set(ours.values()).isdisjoint(theirs.values())
