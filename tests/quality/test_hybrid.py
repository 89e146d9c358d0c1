"""Does the product's ranking beat its encoder alone, for people in each of their languages?

On the two sets to choose with: nothing was fitted on them, but they were looked at.
"""

from pathlib import Path

import numpy as np
import pytest

from evaluation.baselines import RankerName
from evaluation.datasets import Dataset, read_beir
from evaluation.measures import Floats, Measure, compare
from tests.quality.shipped import measured, of_language

pytestmark = pytest.mark.encoder


BEYOND_WORDS = {"profiles_openings": 0.25, "profiles_openings_choose": 0.15}
"""Set -> by how much understanding must beat matching letters; the second shares more words."""


@pytest.fixture(scope="module", params=BEYOND_WORDS)
def dataset(request: pytest.FixtureRequest) -> Dataset:
    return read_beir(Path(__file__).parent / request.param)


@pytest.fixture(scope="module")
def mrr(prepared_encoder: Path, dataset: Dataset) -> dict[RankerName, Floats]:
    rankers = (RankerName.TFIDF_CHAR, RankerName.ENCODER_CENTRED, RankerName.HYBRID)
    found = measured(prepared_encoder, dataset, rankers)
    return {name: values[Measure.MRR] for name, values in found.items()}


def test_the_hybrid_ranking_is_better_than_its_encoder(mrr: dict[RankerName, Floats]) -> None:
    compared = compare(
        mrr[RankerName.HYBRID], mrr[RankerName.ENCODER_CENTRED], np.random.default_rng(0)
    )
    assert compared.difference.mean > 0.0


def test_the_hybrid_ranking_is_far_better_than_words(
    dataset: Dataset, mrr: dict[RankerName, Floats]
) -> None:
    compared = compare(mrr[RankerName.HYBRID], mrr[RankerName.TFIDF_CHAR], np.random.default_rng(0))
    assert compared.difference.low > BEYOND_WORDS[dataset.name]


def test_no_language_pays_for_the_gain_of_the_others(
    dataset: Dataset, mrr: dict[RankerName, Floats]
) -> None:
    """Beyond chance: a language has 12 to 50 queries, and two that slip move its mean by .06."""
    for language in {query.partition("-")[0] for query in dataset.queries}:
        hybrid, alone = (
            of_language(dataset, mrr[name], language)
            for name in (RankerName.HYBRID, RankerName.ENCODER_CENTRED)
        )
        compared = compare(hybrid, alone, np.random.default_rng(0))
        assert compared.difference.high >= 0.0, language
