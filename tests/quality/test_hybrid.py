"""Does the product's ranking beat its encoder alone, for people in each of their languages?

On `profiles_openings/`, a development set: nothing was fitted on it, but it was looked at.
"""

from pathlib import Path

import numpy as np
import pytest

from evaluation.baselines import Memory, RankerName
from evaluation.benchmark import Bench
from evaluation.datasets import Dataset, read_beir
from evaluation.hybrid import HybridParts
from evaluation.measures import Floats, Measure, compare, measure
from matching.trades import TradeTable
from models.encoders import SentenceEncoder
from models.releases import load_release, shipped_release
from service.reference import trades_path

pytestmark = pytest.mark.encoder


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_beir(Path(__file__).parent / "profiles_openings")


@pytest.fixture(scope="module")
def mrr(prepared_encoder: Path, dataset: Dataset) -> dict[RankerName, Floats]:
    release = load_release(shipped_release())
    bench = Bench(
        rankers=(RankerName.TFIDF_CHAR, RankerName.ENCODER_CENTRED, RankerName.HYBRID),
        baseline=RankerName.TFIDF_CHAR,
        seed=0,
        memory=Memory(SentenceEncoder(prepared_encoder), lambda _: None),
        centre=release.centre,
        hybrid=HybridParts(trades=TradeTable.read(trades_path()), parameters=release.parameters),
    )
    runs = bench.run(dataset, lambda _: None)
    return {name: measure(run, dataset.grades)[Measure.MRR] for name, run in runs.items()}


def test_the_hybrid_ranking_is_better_than_its_encoder(mrr: dict[RankerName, Floats]) -> None:
    compared = compare(
        mrr[RankerName.HYBRID], mrr[RankerName.ENCODER_CENTRED], np.random.default_rng(0)
    )
    assert compared.difference.mean > 0.0


def test_the_hybrid_ranking_is_far_better_than_words(mrr: dict[RankerName, Floats]) -> None:
    compared = compare(mrr[RankerName.HYBRID], mrr[RankerName.TFIDF_CHAR], np.random.default_rng(0))
    assert compared.difference.low > 0.25


@pytest.mark.parametrize("language", ["fr", "ar", "en", "ary"])
def test_no_language_pays_for_the_gain_of_the_others(
    dataset: Dataset, mrr: dict[RankerName, Floats], language: str
) -> None:
    """Beyond chance: a language has 16 to 30 queries, and two that slip move its mean by .06."""
    rows = [query.partition("-")[0] == language for query in dataset.queries]
    compared = compare(
        mrr[RankerName.HYBRID][rows],
        mrr[RankerName.ENCODER_CENTRED][rows],
        np.random.default_rng(0),
    )
    assert compared.difference.high >= 0.0
