"""The product's ranking over plain texts: a title, a person, and what binds them."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.baselines import Memory
from evaluation.hybrid import (
    HybridIndex,
    HybridParts,
    HybridRanker,
    opening_of,
    profile_of,
    refit,
)
from matching.features import FEATURES
from matching.parameters import Parameters, RankingParameters
from matching.text import PlainWords
from matching.vocabulary import FeatureName
from models.encoders import HashingEncoder
from models.rankers import AdditiveRanker
from models.training.concepts import Concept, Concepts
from models.training.ranker import KNOW_HOW
from models.training.splits import split_of
from tests.matchers import TRADES, a_matcher, shortlist_for
from tests.named_vectors import NamedVectors

DOCUMENTS = [
    "Boulanger. Cuisson du pain la nuit, dans un fournil.",
    "Soudeur sur acier",
    "خياط تقليدي. تفصيل الجلابة والقفطان.",
    "Agent de sécurité. Rondes et contrôle des accès.",
    "Carreleur",
]
OPENINGS = [opening_of(place, text) for place, text in enumerate(DOCUMENTS)]


def parts(**known: object) -> HybridParts:
    return HybridParts(trades=TRADES, parameters=Parameters(**known))  # type: ignore[arg-type] # plain keywords


def an_encoder() -> PlainWords:
    return PlainWords(HashingEncoder(), TRADES)


def a_ranker(documents: Sequence[str] = DOCUMENTS, **known: object) -> HybridRanker:
    return HybridRanker(documents, an_encoder(), parts(**known))


@pytest.mark.parametrize(
    ("text", "title", "description"),
    [
        ("Boulanger. Cuisson du pain. La nuit.", "Boulanger", "Cuisson du pain. La nuit."),
        ("Boulanger", "Boulanger", ""),
        ("Soudeur (H/F). Atelier.", "Soudeur (H/F)", "Atelier."),
        ("Monteur C. V. C. en atelier", "Monteur C. V. C. en atelier", ""),
        ("Chauffeur\nPermis C exigé", "Chauffeur", "Permis C exigé"),
        ("خياط. تفصيل الجلابة", "خياط", "تفصيل الجلابة"),
        ("", "", ""),
    ],
)
def test_the_first_sentence_of_a_document_is_its_title(
    text: str, title: str, description: str
) -> None:
    made = opening_of(3, text)
    assert (made.title, made.description) == (title, description)


def test_a_person_is_what_they_say() -> None:
    texts = [line.text for line in profile_of("khiata, terz. permis B").statements]
    assert texts == ["khiata, terz. permis B"]


def test_a_verbatim_title_wins() -> None:
    titles = [text.partition(". ")[0] for text in DOCUMENTS]
    assert a_ranker().score(titles).argmax(axis=1).tolist() == [0, 1, 2, 3, 4]


def test_darija_finds_an_arabic_title_through_the_alias_table() -> None:
    """No letter in common: the concept that both name is all there is."""
    assert a_ranker().score(["khiata beldia"])[0].argmax() == 2


def test_every_document_is_scored_and_twice_the_same() -> None:
    ranker = a_ranker()
    scores = ranker.score(["pain", "", "zellige, carrelage"])
    assert scores.shape == (3, 5)
    assert scores.dtype == np.float32
    assert np.isfinite(scores).all()
    assert (ranker.score(["pain", "", "zellige, carrelage"]) == scores).all()


@given(
    st.lists(st.sampled_from("abcdefgh"), min_size=2, max_size=6, unique=True),
    st.integers(0, 2**32 - 1),
)
def test_words_do_not_harm_a_language_that_shares_none(names: list[str], seed: int) -> None:
    """Without a shared letter or concept the order is that of meaning."""
    angles = np.random.default_rng(seed).uniform(0.0, 1.5, len(names))
    named = {
        f"q{name}": (float(np.cos(angle)), float(np.sin(angle)))
        for name, angle in zip(names, angles, strict=True)
    }
    encoder = NamedVectors({**named, "ظظظ": (1.0, 0.0)})
    made = HybridRanker(list(named), encoder, parts()).score(["ظظظ"])[0]
    cosines = np.round(np.cos(angles), 6)
    assert (np.diff(made[np.argsort(cosines, kind="stable")]) >= 0).all()


def test_the_order_is_the_one_the_product_gives() -> None:
    suits_all = Parameters(ranking=RankingParameters(suitable_score=0.0, suitable_fit=0.0))
    matcher = a_matcher(*OPENINGS, parameters=suits_all)
    for query in ("cuisson du pain, permis B", "khiata", "soudure", "agent"):
        scores = a_ranker(ranking=suits_all.ranking).score([query])[0]
        proposals = shortlist_for(matcher, profile_of(query), limit=5).proposals
        assert [line.score for line in proposals] == pytest.approx(
            [float(scores[int(line.opportunity_id)]) for line in proposals], abs=1e-6
        )
        assert len(proposals) == 5


def test_what_retrieval_leaves_out_follows_in_the_order_of_meaning() -> None:
    encoder = NamedVectors(
        {"one": (0.6, 0.8), "two": (0.8, 0.6), "three": (1.0, 0.0), "asked": (1.0, 0.0)}
    )
    scores = HybridRanker(["one", "two", "three"], encoder, parts(pool=1)).score(["asked"])[0]
    assert scores.argsort().tolist() == [0, 1, 2]
    assert scores[2] > 0.0 > scores[1]


def test_documents_of_the_same_trade_are_looked_at_however_far_they_lie() -> None:
    index = HybridIndex(OPENINGS, an_encoder(), parts(pool=1))
    query = "khiata"
    rows = index.pool(query, np.array([0.9, 0.1, 0.0, 0.2, 0.3], np.float32))
    assert rows.tolist() == [0, 2]


def test_a_query_says_nothing_about_places_and_dates() -> None:
    table = HybridIndex(OPENINGS, an_encoder(), parts()).features("pain", np.arange(5))
    known = {name for name, column in zip(FEATURES, table.T, strict=True) if column[0] == column[0]}
    assert known == {FeatureName.SEMANTIC, FeatureName.LEXICAL, FeatureName.COVERAGE}


def test_the_score_is_the_sum_of_the_release_s_points() -> None:
    index = HybridIndex(OPENINGS, an_encoder(), parts())
    points = AdditiveRanker.of(RankingParameters()).points(index.features("pain", np.arange(5)))
    assert a_ranker().score(["pain"])[0] == pytest.approx(points.sum(axis=1), abs=1e-6)


def test_statements_are_read_together() -> None:
    read: list[int] = []
    memory = Memory(HashingEncoder(), read.append)
    ranker = HybridRanker(DOCUMENTS, PlainWords(memory, TRADES), parts())
    read.clear()
    ranker.score(["pain", "acier", "pain"])
    assert read == [2]


NAMES = (
    "soudeur plombier carreleur boulanger coiffeur jardinier menuisier cordonnier",
    "tisserand berger pêcheur cuisinier vitrier horloger ferrailleur matelassier",
)


def a_taxonomy() -> Concepts:
    """Occupations aside, each of another major group than the next, named alike in any language."""
    every = (f"http://example.org/{number}" for number in range(2000))
    aside = [uri for uri in every if split_of(uri) == "dev"]
    return Concepts(
        occupations=[
            Concept(
                uri=uri,
                isco=f"{place % 9 + 1}11{place % 2}",
                names={
                    "fr": (name, f"ouvrier {name}"),
                    "en": (f"{name} worker",),
                    "ar": (f"{name} عامل",),
                },
                descriptions={"fr": f"Le {name} travaille en atelier."},
            )
            for place, (name, uri) in enumerate(zip(" ".join(NAMES).split(), aside, strict=False))
        ],
        skills={},
        essential={},
    )


def refitted(seed: int) -> Parameters:
    return refit(a_taxonomy(), an_encoder(), parts(), np.random.default_rng(seed))


def test_a_fit_gives_parameters_that_a_ranker_accepts_and_keeps_the_rest() -> None:
    before, after = Parameters(), refitted(0)
    weights = AdditiveRanker.of(after.ranking).weights
    assert {name: weights[name] for name in after.ranking.weights} == pytest.approx(
        after.ranking.weights
    )
    assert sum(weights.values()) == pytest.approx(sum(after.ranking.weights.values()))
    assert all(after.ranking.weights[name] > 0.0 for name in KNOW_HOW)
    assert after.rules == before.rules
    assert after.evidence.trade_strength == before.evidence.trade_strength
    evidence = after.evidence
    assert evidence.meaning_low < evidence.meaning_threshold < evidence.meaning_high


def test_the_same_seed_fits_the_same_parameters() -> None:
    assert refitted(1) == refitted(1)
