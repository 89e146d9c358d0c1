"""Fitting the ranking: known weights are found again, and nothing else of a release moves."""

from dataclasses import fields, replace

import numpy as np
import pytest

from matching.parameters import EvidenceParameters, RankingParameters
from matching.text import opportunity_text
from matching.vocabulary import FeatureName
from models.rankers import AdditiveRanker
from models.training.concepts import Concept, Concepts
from models.training.ranker import (
    KNOW_HOW,
    SMALLEST,
    NothingToFit,
    Ranked,
    draw_material,
    fit_evidence,
    fit_ranking,
    fit_shares,
    labels_apart,
)
from models.training.splits import split_of


def drawn_lists(weights: tuple[float, ...], seed: int = 0, count: int = 400) -> list[Ranked]:
    """Lists in which a softmax over these weights drew the relevant document."""
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        values = rng.random((12, len(weights)))
        chances = np.exp(values @ np.array(weights))
        is_relevant = np.zeros(12, dtype=np.bool_)
        is_relevant[rng.choice(12, p=chances / chances.sum())] = True
        made.append(Ranked(values, is_relevant))
    return made


@pytest.mark.parametrize("weights", [(12.0, 4.0, 4.0), (2.0, 8.0, 6.0), (9.0, 0.0, 3.0)])
def test_weights_that_made_the_lists_are_found_again(weights: tuple[float, ...]) -> None:
    shares = fit_shares(drawn_lists(weights))
    assert shares == pytest.approx(np.array(weights) / sum(weights), abs=0.05)


def test_a_feature_that_speaks_against_what_is_relevant_weighs_nothing() -> None:
    shares = fit_shares(drawn_lists((8.0, -6.0)))
    assert shares.tolist() == [1.0, 0.0]


def test_the_only_feature_that_differs_takes_all_by_hand() -> None:
    """One relevant and one wrong document, the same but for the second feature."""
    one = Ranked(np.array([[0.5, 0.9], [0.5, 0.1]]), np.array([True, False]))
    assert fit_shares([one]) == pytest.approx([0.0, 1.0], abs=1e-6)


def test_two_features_that_say_the_same_share_the_weight() -> None:
    twice = [Ranked(one.values[:, [0, 0]], one.is_relevant) for one in drawn_lists((6.0,))]
    assert fit_shares(twice) == pytest.approx([0.5, 0.5], abs=1e-3)


def test_features_that_are_all_equal_share_alike() -> None:
    nothing = Ranked(np.full((3, 4), 0.2), np.array([True, False, False]))
    assert fit_shares([nothing]) == pytest.approx([0.25] * 4)


def test_the_order_of_lists_and_documents_does_not_matter() -> None:
    lists = drawn_lists((5.0, 3.0, 1.0), count=40)
    turned = [Ranked(one.values[::-1], one.is_relevant[::-1]) for one in reversed(lists)]
    assert fit_shares(turned) == pytest.approx(fit_shares(lists), abs=1e-4)


def test_the_same_lists_give_the_same_shares_to_the_last_bit() -> None:
    lists = drawn_lists((5.0, 3.0), count=40)
    assert fit_shares(lists).tobytes() == fit_shares(lists).tobytes()


@pytest.mark.parametrize("relevant", [[True, True], [False, False]])
def test_without_right_and_wrong_in_one_list_there_is_nothing_to_fit(relevant: list[bool]) -> None:
    alone = Ranked(np.array([[0.1], [0.2]]), np.array(relevant))
    with pytest.raises(NothingToFit):
        fit_shares([alone])
    with pytest.raises(NothingToFit):
        fit_shares([])


def test_a_fit_moves_the_weights_of_know_how_and_nothing_else() -> None:
    before = RankingParameters()
    after = fit_ranking(before, drawn_lists((9.0, 0.0, 3.0)))
    assert replace(after, weights=before.weights) == before
    others = set(before.weights) - set(KNOW_HOW)
    assert {name: after.weights[name] for name in others} == {
        name: before.weights[name] for name in others
    }
    together = sum(before.weights[name] for name in KNOW_HOW)
    assert sum(after.weights[name] for name in KNOW_HOW) == pytest.approx(together, abs=1e-12)
    assert SMALLEST * together <= after.weights[FeatureName.LEXICAL] + 5e-4 < 0.04
    weights = AdditiveRanker.of(after).weights
    assert {name: weights[name] for name in after.weights} == pytest.approx(after.weights)


def test_evidence_begins_at_quantiles_by_hand() -> None:
    """Of 0.000, 0.001 … 0.500: half lie below 0.250, 95 % below 0.475 and 99.8 % below 0.499."""
    fitted = fit_evidence(
        EvidenceParameters(), np.linspace(0.4, 1.0, 5), np.linspace(0.0, 0.5, 501)
    )
    assert fitted.whole_low == 0.25
    assert fitted.meaning_low == 0.475
    assert fitted.meaning_threshold == 0.499
    assert fitted.meaning_high == 0.85
    changed = {"whole_low", "meaning_low", "meaning_threshold", "meaning_high"}
    kept = {one.name for one in fields(EvidenceParameters)} - changed
    assert all(getattr(fitted, name) == getattr(EvidenceParameters(), name) for name in kept)


@pytest.mark.parametrize(
    ("alike", "unlike"), [([], [0.1]), ([0.9], []), ([0.2, 0.3], [0.5, 0.6]), ([0.9], [-0.5, -0.4])]
)
def test_an_encoder_that_tells_nothing_apart_is_refused(
    alike: list[float], unlike: list[float]
) -> None:
    with pytest.raises(NothingToFit):
        fit_evidence(EvidenceParameters(), np.array(alike), np.array(unlike))


def addresses(split: str, count: int) -> list[str]:
    every = (f"http://example.org/occupation/{number}" for number in range(1000))
    return [uri for uri in every if split_of(uri) == split][:count]


def an_occupation(uri: str, isco: str, name: str) -> Concept:
    return Concept(
        uri=uri,
        isco=isco,
        names={"fr": (name,), "en": (f"{name} worker",), "ar": (f"عامل {name}",)},
        descriptions={"fr": f"Fait tout ce que fait un {name}, chaque jour."},
    )


def a_taxonomy() -> Concepts:
    welder, baker, pastry = addresses("dev", 3)
    trained = addresses("train", 1)[0]
    return Concepts(
        occupations=[
            an_occupation(welder, "7212", "soudeur"),
            an_occupation(baker, "7512", "boulanger"),
            an_occupation(pastry, "7512", "pâtissier"),
            an_occupation(trained, "5230", "caissier"),
        ],
        skills={
            "weld": Concept(
                uri="weld", isco="", names={"fr": ("assembler des pièces",)}, descriptions={}
            )
        },
        essential={welder: ("weld",)},
    )


def test_only_concepts_that_were_not_trained_on_are_asked_for() -> None:
    material = draw_material(a_taxonomy(), np.random.default_rng(0))
    texts = [*map(opportunity_text, material.openings), *(one.text for one in material.questions)]
    assert not any("caissier" in text.lower() for text in texts)
    assert any("soudeur" in text.lower() for text in texts)


def test_neighbours_are_neither_right_nor_wrong() -> None:
    material = draw_material(a_taxonomy(), np.random.default_rng(0))
    assert len(material.openings) == 9
    welding, baking, pastry = ({*range(start, start + 3)} for start in (0, 3, 6))
    expected = [(welding, set()), (baking, pastry), (pastry, baking)]
    found = [(set(one.relevant), set(one.unclear)) for one in material.questions]
    assert found == [pair for pair in expected for _ in range(len(found) // 3)]


def test_the_same_seed_draws_the_same_material() -> None:
    first, again, other = (
        draw_material(a_taxonomy(), np.random.default_rng(seed)) for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_a_taxonomy_without_concepts_aside_is_refused() -> None:
    taxonomy = a_taxonomy()
    only_one = replace(taxonomy, occupations=[*taxonomy.occupations[:1], taxonomy.occupations[3]])
    with pytest.raises(NothingToFit):
        draw_material(only_one, np.random.default_rng(0))


def test_unlike_names_come_from_different_major_groups() -> None:
    alike, unlike = labels_apart(a_taxonomy())
    assert ("soudeur", "soudeur worker") in alike
    assert len(alike) == 9
    assert unlike == []
    taxonomy = a_taxonomy()
    moved = replace(taxonomy.occupations[0], isco="5212")
    _, unlike = labels_apart(replace(taxonomy, occupations=[moved, taxonomy.occupations[1]]))
    assert ("soudeur", "boulanger worker") in unlike
    assert len(unlike) == 6
