"""Closeness, shared words and evidence by hand, from vectors that a reader can check."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.catalogue import Catalogue, Numberings
from matching.evidence import Floats, Phrases
from matching.features import FEATURES, feature_table
from matching.pairing import pair, read_person
from matching.parameters import EvidenceParameters, Parameters
from matching.ports import Encoder
from matching.records import Opportunity, Profile
from matching.rules import Situation
from matching.stock import Shelf, Stock
from matching.text import opportunity_text
from matching.vocabulary import FeatureName, OpportunityKind
from models.index import ExactIndex
from tests.matchers import TRADES
from tests.named_vectors import NamedVectors
from tests.situations import a_skill, a_wish, an_opening

NEW, OLD, ADVERTISEMENT, TITLE = "xqx", "wvw", "zkz. ghg", "zkz"
PLANE: dict[str, tuple[float, float]] = {
    NEW: (1.0, 0.0),
    OLD: (0.0, 1.0),
    ADVERTISEMENT: (0.6, 0.8),
    TITLE: (0.8, 0.6),
}


def features_of(
    profile: Profile,
    opening: Opportunity,
    encoder: Encoder,
    parameters: Parameters | None = None,
) -> dict[FeatureName, float]:
    """The features of one pair."""
    parameters = parameters or Parameters()
    numbers = Numberings()
    catalogue = Catalogue.build([opening], numbers)
    shelf = Shelf(catalogue, ExactIndex(encoder.encode([opportunity_text(opening)])))
    stock = Stock(
        shelves={OpportunityKind.OPENING: shelf},
        phrases=Phrases.read(numbers.phrases.values, encoder, TRADES),
        situation=Situation(),
    )
    person = read_person(profile, encoder, TRADES)
    nowhere: Floats = np.full(1, np.nan)
    row = np.zeros(1, dtype=np.int64)
    pairs = pair(person, row, nowhere, shelf, stock, parameters)
    return dict(zip(FEATURES, feature_table(pairs, parameters)[0].tolist(), strict=True))


def saying(*texts: str) -> Profile:
    return Profile(id="p-1", statements=tuple(a_skill(text) for text in texts))


def the_opening() -> Opportunity:
    return an_opening(TITLE, description="ghg", skills=())


def test_closeness_is_the_best_cosine_to_title_or_advertisement() -> None:
    """NEW to the title .8, to the advertisement .6; OLD .6 and .8."""
    for texts in ((NEW,), (OLD,), (NEW, OLD)):
        found = features_of(saying(*texts), the_opening(), NamedVectors(PLANE))
        assert found[FeatureName.SEMANTIC] == pytest.approx(0.8, abs=1e-6)


def test_closeness_grows_in_a_straight_line_between_its_ends() -> None:
    """(.8 - .5) / (.9 - .5) = .75; at .8 it is full, at .8 it is nothing."""
    for low, high, expected in ((0.5, 0.9, 0.75), (0.0, 0.8, 1.0), (0.8, 1.0, 0.0)):
        ends = Parameters(evidence=EvidenceParameters(whole_low=low, whole_high=high))
        found = features_of(saying(NEW), the_opening(), NamedVectors(PLANE), ends)
        assert found[FeatureName.SEMANTIC] == pytest.approx(expected, abs=1e-5)


def test_nearer_texts_are_never_called_equal() -> None:
    """What lies between close and the same still counts."""
    values = []
    for angle in (0.5, 0.3, 0.1, 0.0):
        near = {**PLANE, NEW: (float(np.cos(angle)), float(np.sin(angle))), TITLE: (1.0, 0.0)}
        values.append(
            features_of(saying(NEW), the_opening(), NamedVectors(near))[FeatureName.SEMANTIC]
        )
    assert values == sorted(set(values))


def test_the_title_of_another_trade_is_not_close_however_its_vector_lies() -> None:
    """The advertisement as a whole still is: .6."""
    opening = an_opening("Boulanger", description="ghg", skills=())
    plane = NamedVectors(
        {"menuisier": (1.0, 0.0), "Boulanger": (1.0, 0.0), "Boulanger. ghg": (0.6, 0.8)}
    )
    found = features_of(saying("menuisier"), opening, plane)
    assert found[FeatureName.SEMANTIC] == pytest.approx(0.6, abs=1e-6)
    assert found[FeatureName.COVERAGE] == 0.0


def test_shared_words_by_hand() -> None:
    """The words of one among those of the other: a token-set ratio of 100. Without any: 0."""
    opening = an_opening("zkz ghg", skills=())
    words = {
        text: features_of(saying(text), opening, NamedVectors({}))[FeatureName.LEXICAL]
        for text in ("zkz ghg", "ghg, zkz", "ghg", "xqx")
    }
    assert words == {"zkz ghg": 1.0, "ghg, zkz": 1.0, "ghg": 1.0, "xqx": 0.0}


def test_evidence_covers_the_mean_requirement_by_hand() -> None:
    """The title through the alias table (.9), the skill not at all: .45."""
    opening = an_opening("Couturière", skills=("zkz",))
    found = features_of(saying("khiata"), opening, NamedVectors({}))
    assert found[FeatureName.COVERAGE] == pytest.approx(0.45)


def test_two_pieces_of_evidence_count_as_independent_chances_by_hand() -> None:
    """1 - (1 - .9)(1 - .9) = .99."""
    opening = an_opening("Couturière", skills=())
    found = features_of(saying("khiata", "خياطة"), opening, NamedVectors({}))
    assert found[FeatureName.COVERAGE] == pytest.approx(0.99)


angles = st.floats(0.0, 2.0 * np.pi)


@given(st.lists(angles, min_size=2, max_size=5), angles, angles)
def test_a_further_statement_never_lowers_a_value_of_know_how(
    statements: list[float], title: float, whole: float
) -> None:
    named = {f"q{chr(97 + place) * 3}": angle for place, angle in enumerate(statements)}
    turned = {**named, TITLE: title, ADVERTISEMENT: whole}
    plane = NamedVectors({text: (np.cos(angle), np.sin(angle)) for text, angle in turned.items()})
    before = features_of(saying(*list(named)[:-1]), the_opening(), plane)
    after = features_of(saying(*named), the_opening(), plane)
    for name in (FeatureName.SEMANTIC, FeatureName.LEXICAL, FeatureName.COVERAGE):
        assert after[name] >= before[name] - 1e-12


def test_a_wish_is_as_close_as_know_how_would_be() -> None:
    wishing = Profile(id="p-1", statements=(a_wish(NEW),))
    found = features_of(wishing, the_opening(), NamedVectors(PLANE))
    assert found[FeatureName.WISH] == pytest.approx(0.8, abs=1e-6)
    assert found[FeatureName.SEMANTIC] == 0.0
