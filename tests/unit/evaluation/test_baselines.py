from collections.abc import Mapping

import numpy as np
import pytest

from evaluation.baselines import (
    Bm25Ranker,
    EncoderRanker,
    Memory,
    RandomRanker,
    RankerName,
    TfidfCharRanker,
    make_ranker,
)
from evaluation.hybrid import HybridParts
from matching.parameters import Parameters
from models.centring import Centre
from models.encoders import HashingEncoder
from tests.matchers import TRADES

PARTS = HybridParts(trades=TRADES, parameters=Parameters())
DOCUMENTS = ["Boulanger, cuisson du pain", "Soudeur sur acier", "خياطة الملابس", "Vente de pain"]


def a_memory() -> Memory:
    return Memory(HashingEncoder(64), lambda _: None)


def a_centre() -> Centre:
    return Centre(np.zeros(64, np.float32), np.zeros((0, 64), np.float32), "hashing", {})


@pytest.mark.parametrize("name", RankerName)
def test_every_ranker_scores_every_document_for_every_query(name: RankerName) -> None:
    made = make_ranker(
        name,
        DOCUMENTS,
        rng=np.random.default_rng(0),
        memory=a_memory(),
        centre=a_centre(),
        hybrid=PARTS,
    )
    assert made.score(["pain", "acier", ""]).shape == (3, 4)
    assert made.score(["pain"]).dtype == np.float32


@pytest.mark.parametrize(
    "name",
    [
        RankerName.BM25,
        RankerName.TFIDF_CHAR,
        RankerName.ENCODER,
        RankerName.ENCODER_CENTRED,
        RankerName.HYBRID,
    ],
)
def test_every_ranker_but_chance_puts_the_same_words_first(name: RankerName) -> None:
    made = make_ranker(
        name,
        DOCUMENTS,
        rng=np.random.default_rng(0),
        memory=a_memory(),
        centre=a_centre(),
        hybrid=PARTS,
    )
    best = made.score(["SOUDEUR sur acier", "خياطة", "vente de pain"]).argmax(axis=1)
    assert best.tolist() == [1, 2, 3]


@pytest.mark.parametrize("ranker", [Bm25Ranker, TfidfCharRanker])
def test_what_shares_nothing_with_the_query_is_not_found(
    ranker: type[Bm25Ranker | TfidfCharRanker],
) -> None:
    scores = ranker(DOCUMENTS).score(["pain", "zzz", ""])
    assert np.isfinite(scores[0]).tolist() == [True, False, False, True]
    assert not np.isfinite(scores[1:]).any()


def test_words_with_other_accents_and_case_are_the_same_words() -> None:
    assert np.isfinite(Bm25Ranker(["Opérateur"]).score(["OPERATEUR"])).all()


def test_pieces_of_words_match_where_words_do_not() -> None:
    documents = ["Soudeuse", "Peintre"]
    assert TfidfCharRanker(documents).score(["soudeur"]).argmax() == 0
    assert not np.isfinite(Bm25Ranker(documents).score(["soudeur"])).any()


def test_chance_follows_its_seed() -> None:
    first, second = (
        RandomRanker(DOCUMENTS, np.random.default_rng(7)).score(["x", "y"]) for _ in range(2)
    )
    assert np.array_equal(first, second)
    assert not np.array_equal(first[0], first[1])


def test_a_memory_reads_each_text_once_and_reports_it() -> None:
    reported: list[int] = []
    memory = Memory(HashingEncoder(64), reported.append)
    first = memory.encode(["pain", "acier", "pain"])
    again = memory.encode(["acier", "pain"])
    assert sum(reported) == 2
    assert np.array_equal(first[[1, 0]], again)


def test_centring_changes_the_order_only_through_the_centre() -> None:
    encoder = HashingEncoder(64)
    mean = encoder.encode(["pain"])[0]
    centre = Centre(mean, np.zeros((0, 64), np.float32), "hashing", {})
    plain = EncoderRanker(DOCUMENTS, encoder.encode).score(["pain frais"])
    options: Mapping[str, Centre] = {"none": a_centre(), "pain": centre}
    scores = {
        name: make_ranker(
            RankerName.ENCODER_CENTRED,
            DOCUMENTS,
            rng=np.random.default_rng(0),
            memory=a_memory(),
            centre=option,
        ).score(["pain frais"])
        for name, option in options.items()
    }
    assert scores["none"] == pytest.approx(plain, abs=1e-5)
    assert scores["pain"][0, 3] < plain[0, 3]


@pytest.mark.parametrize(
    "name", [RankerName.ENCODER, RankerName.ENCODER_CENTRED, RankerName.HYBRID]
)
def test_an_encoder_is_never_assumed(name: RankerName) -> None:
    with pytest.raises(ValueError, match="needs"):
        make_ranker(name, DOCUMENTS, rng=np.random.default_rng(0), memory=None, centre=None)
