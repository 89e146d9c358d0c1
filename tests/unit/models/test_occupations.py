"""Names of one occupation come together, whatever their words; sentences stay where they are."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.encoders import HashingEncoder
from models.examples import ExamplesDamaged, save_examples
from models.occupations import Occupations, fit_occupations, load_occupations

NAMES = {
    "caretaker": ["concierge", "gardien d'immeuble", "caretaker", "حارس عمارة"],
    "baker": ["boulanger", "boulangère", "baker", "خباز"],
}


@pytest.fixture
def occupations() -> Occupations:
    return fit_occupations(HashingEncoder(), NAMES)


def test_a_vector_is_drawn_by_the_stated_rule(occupations: Occupations) -> None:
    """Worked out anew, a text at a time: nearest name of each, softmax, middle of each."""
    texts = HashingEncoder().encode(["concierge de nuit", "boulanger"])
    rows = [row / np.linalg.norm(row) for row in occupations.names.rows.astype(float)]
    groups = np.split(np.array(rows), occupations.names.starts[1:])
    middles = np.array([group.mean(axis=0) for group in groups])
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    nearest = np.array([[(group @ text).max() for group in groups] for text in texts])
    powers = np.exp(nearest / occupations.temperature)
    none = np.exp(occupations.none_of_them / occupations.temperature)
    shares = powers / (powers.sum(axis=1, keepdims=True) + none)
    moved = texts + occupations.weight * shares @ middles
    expected = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    np.testing.assert_allclose(occupations.apply(texts), expected, atol=1e-4)


def test_two_names_of_an_occupation_come_together_and_others_apart(
    occupations: Occupations,
) -> None:
    plain = HashingEncoder().encode(["concierge", "حارس عمارة", "baker"])
    drawn = occupations.apply(plain)
    before, after = plain @ plain.T, drawn @ drawn.T
    assert after[0, 1] > before[0, 1] + 0.1
    assert after[0, 1] > after[0, 2] + 0.1


def test_a_text_that_names_none_of_them_stays_where_it_is(occupations: Occupations) -> None:
    plain = HashingEncoder().encode(["je range des cartons depuis deux ans"])
    np.testing.assert_allclose(occupations.apply(plain), plain, atol=1e-3)


def test_without_weight_nothing_moves(occupations: Occupations) -> None:
    plain = HashingEncoder().encode(["concierge", "tout autre chose"])
    np.testing.assert_allclose(replace(occupations, weight=0.0).apply(plain), plain, atol=1e-6)


def test_an_empty_text_stays_without_direction(occupations: Occupations) -> None:
    drawn = occupations.apply(HashingEncoder().encode(["", "baker"]))
    assert not drawn[0].any()
    assert np.linalg.norm(drawn[1]) == pytest.approx(1, abs=1e-5)


def test_many_texts_give_what_each_gives_alone(occupations: Occupations) -> None:
    vectors = HashingEncoder().encode([f"gardien numéro {number}" for number in range(1500)])
    together = occupations.apply(vectors)
    for row in (0, 511, 512, 1499):
        alone = occupations.apply(vectors[row : row + 1])[0]
        np.testing.assert_allclose(together[row], alone, atol=1e-5)


def test_of_names_that_are_alike_one_is_kept() -> None:
    said = {"baker": ["boulanger", "Boulanger", "boulanger", "خباز"], "cook": ["cuisinier"]}
    assert fit_occupations(HashingEncoder(), said).names.starts.tolist() == [0, 2]


def test_what_is_written_gives_the_same_vectors(occupations: Occupations, tmp_path: Path) -> None:
    occupations.save(tmp_path / "occupations.npz")
    again = load_occupations(tmp_path / "occupations.npz")
    assert again.digest == occupations.digest
    vectors = HashingEncoder().encode(["concierge"])
    np.testing.assert_array_equal(again.apply(vectors), occupations.apply(vectors))


@pytest.mark.parametrize(
    "numbers", [[0.05, 0.5], [0.0, 0.5, 0.8], [0.05, -0.1, 0.8], [0.05, 0.5, 2.0]]
)
def test_numbers_that_mean_nothing_are_refused(
    occupations: Occupations, tmp_path: Path, numbers: list[float]
) -> None:
    save_examples(occupations.names, numbers, tmp_path / "occupations.npz")
    with pytest.raises(ExamplesDamaged):
        load_occupations(tmp_path / "occupations.npz")


@pytest.mark.parametrize("names", [{}, {"baker": []}])
def test_an_occupation_without_a_name_is_a_mistake(names: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="every occupation needs names"):
        fit_occupations(HashingEncoder(), names)


def test_vectors_of_another_length_are_a_mistake(occupations: Occupations) -> None:
    with pytest.raises(ValueError, match="expected shape"):
        occupations.apply(np.zeros((1, 3), dtype=np.float32))
