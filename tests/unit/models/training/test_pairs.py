from pathlib import Path

import numpy as np
import pytest

from matching.ports import Vectors
from matching.spelling import fold, gender_neutral
from models.encoders import HashingEncoder
from models.training.adaptation import read_sources
from models.training.leaks import Forbidden, forbidden_texts
from models.training.negatives import near_and_wrong, with_negatives
from models.training.pairs import Pair, Sources, Task, build_pairs, occupation_names
from models.training.splits import split_of
from tests.taxonomies import a_benchmark, a_rome, an_esco, uri

NOTHING = Forbidden(frozenset(), frozenset())
ROUNDS = dict.fromkeys(Task, 3)


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    return read_sources(an_esco(tmp_path / "esco"), a_rome(tmp_path / "rome"))


def drawn(
    sources: Sources, forbidden: Forbidden = NOTHING, seed: int = 1
) -> dict[Task, list[Pair]]:
    return build_pairs(sources, forbidden, np.random.default_rng(seed), ROUNDS)


def test_every_task_gives_pairs_and_the_seed_decides_which(sources: Sources) -> None:
    first, again, other = drawn(sources), drawn(sources), drawn(sources, seed=2)
    assert all(first[task] for task in Task)
    assert first == again
    assert first != other


def test_the_two_sides_are_never_the_same_text_and_no_pair_comes_twice(sources: Sources) -> None:
    for pairs in drawn(sources).values():
        assert all(fold(pair.anchor) != fold(pair.positive) for pair in pairs)
        assert len({(pair.anchor, pair.positive) for pair in pairs}) == len(pairs)


def test_no_text_of_a_concept_that_is_kept_aside_is_trained_on(sources: Sources) -> None:
    pairs = [pair for found in drawn(sources).values() for pair in found]
    assert uri("test") not in {pair.concept for pair in pairs}
    assert not [pair for pair in pairs if "kept aside" in fold(pair.anchor + pair.positive)]


def test_a_forbidden_name_is_left_out_of_rome_in_either_gender(
    sources: Sources, tmp_path: Path
) -> None:
    forbidden = forbidden_texts([a_benchmark(tmp_path, "Chaudronnier / Chaudronnière")])
    before = drawn(sources)[Task.APPELLATIONS]
    after = drawn(sources, forbidden)[Task.APPELLATIONS]

    def speak_of_it(pairs: list[Pair]) -> list[Pair]:
        texts = [(pair, gender_neutral(f"{pair.anchor} {pair.positive}")) for pair in pairs]
        return [pair for pair, text in texts if "chaudronnier" in text]

    assert speak_of_it(before)
    assert after
    assert not speak_of_it(after)


def test_a_forbidden_text_is_left_out_wherever_it_comes_from(
    sources: Sources, tmp_path: Path
) -> None:
    forbidden = forbidden_texts([a_benchmark(tmp_path, "Welder", "soudeuse")])
    texts = [
        text
        for pairs in drawn(sources, forbidden).values()
        for pair in pairs
        for text in (pair.anchor, pair.positive)
    ]
    assert not [text for text in texts if text in forbidden]
    assert [text for text in texts if "soudeur" in fold(text)]


def test_the_names_of_occupations_are_those_that_are_trained_on(
    sources: Sources, tmp_path: Path
) -> None:
    names = occupation_names(sources, NOTHING)
    assert uri("test") not in names
    assert set(names) == {
        one.uri for one in sources.esco.occupations if split_of(one.uri) == "train"
    }
    forbidden = forbidden_texts([a_benchmark(tmp_path, "Soudeuse")])
    every = {name for found in names.values() for name in found}
    allowed = {name for found in occupation_names(sources, forbidden).values() for name in found}
    assert {fold(name) for name in every - allowed} == {"soudeuse"}


def test_an_occupation_that_only_forbidden_texts_name_is_not_named(
    sources: Sources, tmp_path: Path
) -> None:
    names = occupation_names(sources, NOTHING)
    address, called = next(iter(names.items()))
    forbidden = forbidden_texts([a_benchmark(tmp_path, *called)])
    assert address not in occupation_names(sources, forbidden)


def encode(texts: list[str]) -> Vectors:
    return HashingEncoder(dim=64).encode(texts)


def test_what_is_near_and_wrong_is_trained_on_and_of_another_unit_group(sources: Sources) -> None:
    occupations = sources.esco.occupations
    wrong = near_and_wrong(occupations, lambda texts: encode(list(texts)))
    assert set(wrong) == {one.uri for one in occupations if one.uri != uri("test")}
    own = {one.uri: one for one in occupations}
    for address, rows in wrong.items():
        assert rows
        for row in rows:
            assert occupations[row].isco != own[address].isco
            assert occupations[row].uri != uri("test")


def test_negatives_are_in_the_language_of_the_right_text_and_never_the_right_one(
    sources: Sources,
) -> None:
    occupations = sources.esco.occupations
    wrong = near_and_wrong(occupations, lambda texts: encode(list(texts)))
    rng = np.random.default_rng(0)
    pairs = with_negatives(drawn(sources), occupations, wrong, sources.groups, NOTHING, rng)
    names = {
        language: {name: one.uri for one in occupations for name in one.names.get(language, ())}
        for language in ("fr", "ar", "en")
    }
    groups = {name for group in sources.groups.values() for name in group.names.values()}
    named = [pair for pair in pairs[Task.TITLES] if pair.negative not in groups]
    grouped = [pair for pair in pairs[Task.TITLES] if pair.negative in groups]
    assert named
    assert all(names[pair.language][pair.negative] != pair.concept for pair in named)
    codes = {one.uri: one.isco for one in occupations}
    assert grouped
    for pair in grouped:
        assert pair.negative == sources.groups[codes[pair.concept]].names[pair.language]
    assert all(not pair.negative for pair in pairs[Task.SKILLS])


def test_a_forbidden_name_is_no_negative_either(sources: Sources, tmp_path: Path) -> None:
    occupations = sources.esco.occupations
    wrong = near_and_wrong(occupations, lambda texts: encode(list(texts)))
    forbidden = forbidden_texts([a_benchmark(tmp_path, "boulanger", "fournier", "tailor")])
    rng = np.random.default_rng(0)
    pairs = with_negatives(
        drawn(sources, forbidden), occupations, wrong, sources.groups, forbidden, rng
    )
    assert not [p for found in pairs.values() for p in found if p.negative in forbidden]
