"""Texts that resemble examples of the same trades are near, whatever their own vectors say."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.centring import Centre
from models.encoders import HashingEncoder, TradeEncoder
from models.examples import Examples, ExamplesDamaged, save_examples, unit_rows
from models.trade_space import TradeSpace, fit_trade_space, load_trade_space

EXAMPLES = {
    "sewing": ["je couds des robes", "kan khyyet lksawi", "أخيط الملابس"],
    "welding": ["je soude des portails", "kan soudé lbiban", "ألحم الأبواب"],
}


@pytest.fixture
def space() -> TradeSpace:
    return fit_trade_space(HashingEncoder(), EXAMPLES)


def test_the_cosine_of_two_results_is_the_stated_mixture(space: TradeSpace) -> None:
    """Worked out anew, a text at a time: nearest example of each trade, softmax, agreement."""
    texts = HashingEncoder().encode(["je couds", "je soude", "robes"])
    examples = [row / np.linalg.norm(row) for row in space.examples.rows.astype(float)]
    trades = np.split(np.array(examples), space.examples.starts[1:])
    nearest = np.array([[(trade @ text).max() for trade in trades] for text in texts])
    powers = np.exp(nearest / space.temperature)
    none = np.exp(space.none_of_them / space.temperature)
    shares = powers / (powers.sum(axis=1, keepdims=True) + none)
    agreement = np.array([[np.sqrt(one * other).sum() for other in shares] for one in shares])
    mixed = texts @ texts.T + space.weight * agreement
    expected = mixed / np.sqrt(np.outer(mixed.diagonal(), mixed.diagonal()))
    extended = space.apply(texts)
    np.testing.assert_allclose(extended @ extended.T, expected, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(extended, axis=1), 1.0, atol=1e-5)


def test_what_resembles_no_example_is_compared_by_its_own_vector(space: TradeSpace) -> None:
    vectors = HashingEncoder().encode(["notaire", "chimiste", "je couds des robes"])
    extended = space.apply(vectors)
    np.testing.assert_allclose(
        extended[:2] @ extended[:2].T, vectors[:2] @ vectors[:2].T, atol=0.01
    )
    assert np.linalg.norm(extended[2, space.dim :]) > 0.5


def test_a_space_that_knows_no_other_trade_gives_every_text_its_nearest(space: TradeSpace) -> None:
    older = replace(space, none_of_them=-1.0)
    extended = older.apply(HashingEncoder().encode(["notaire", "robes"]))
    whole = older.weight / (1 + older.weight)
    known = np.linalg.norm(extended[:, older.dim :], axis=1) ** 2
    np.testing.assert_allclose(known, whole, atol=1e-5)


def test_two_languages_meet_in_the_trade_they_both_resemble(space: TradeSpace) -> None:
    plain = HashingEncoder()
    still = Centre(np.zeros(256, np.float32), np.zeros((0, 256), np.float32), "hashing", {})
    beside = TradeEncoder(plain, still, space)
    said, title, other = "kan khyyet", "couds des robes", "soude des portails"
    before = plain.encode([said]) @ plain.encode([title, other]).T
    after = beside.encode([said]) @ beside.encode([title, other]).T
    assert before[0, 0] < before[0, 1]
    assert after[0, 0] > after[0, 1] + 0.2


def test_trades_are_those_of_the_vectors_whatever_they_are_put_beside(space: TradeSpace) -> None:
    vectors = HashingEncoder().encode(["je couds", "robes"])
    drawn = vectors[::-1].copy()
    beside, alone = space.apply(vectors, drawn), space.apply(vectors)
    np.testing.assert_allclose(beside[:, space.dim :], alone[:, space.dim :], atol=1e-6)
    np.testing.assert_allclose(unit_rows(beside[:, : space.dim]), drawn, atol=1e-6)


def test_an_empty_text_stays_without_direction(space: TradeSpace) -> None:
    extended = space.apply(HashingEncoder().encode(["", "robes"]))
    assert not extended[0].any()
    assert extended[1].any()


def test_many_texts_give_what_each_gives_alone(space: TradeSpace) -> None:
    vectors = HashingEncoder().encode([f"robe numéro {number}" for number in range(1500)])
    together = space.apply(vectors)
    for row in (0, 511, 512, 1499):
        np.testing.assert_allclose(together[row], space.apply(vectors[row : row + 1])[0], atol=1e-5)


def test_examples_of_eight_bits_are_read_as_before() -> None:
    encoder = HashingEncoder()
    vectors = encoder.encode(["je couds des robes", "je soude des portails"])
    starts = np.array([0, 1], dtype=np.int32)
    older = TradeSpace(examples=Examples(np.rint(vectors * 127).astype(np.int8), starts))
    newer = TradeSpace(examples=Examples(np.rint(vectors * 100).astype(np.int8), starts))
    asked = encoder.encode(["robes"])
    np.testing.assert_allclose(older.apply(asked), newer.apply(asked), atol=0.02)


@pytest.mark.parametrize("none_of_them", [0.5, -1.0])
def test_a_written_space_gives_the_same_vectors(
    space: TradeSpace, tmp_path: Path, none_of_them: float
) -> None:
    written = replace(space, none_of_them=none_of_them)
    written.save(tmp_path / "trades.npz")
    read = load_trade_space(tmp_path / "trades.npz")
    assert read.digest == written.digest
    vectors = HashingEncoder().encode(["robes"])
    np.testing.assert_array_equal(read.apply(vectors), written.apply(vectors))


def test_a_space_of_two_numbers_is_read_as_before(space: TradeSpace, tmp_path: Path) -> None:
    path = tmp_path / "trades.npz"
    save_examples(space.examples, [0.03, 0.4], path)
    assert load_trade_space(path).none_of_them == -1.0


def test_a_file_cut_short_is_refused(space: TradeSpace, tmp_path: Path) -> None:
    path = tmp_path / "trades.npz"
    space.save(path)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(ExamplesDamaged):
        load_trade_space(path)


@pytest.mark.parametrize("numbers", [[0.03], [0.0, 0.4], [0.03, -0.1], [0.03, 0.4, 1.1]])
def test_numbers_that_make_no_space_are_refused(
    space: TradeSpace, tmp_path: Path, numbers: list[float]
) -> None:
    save_examples(space.examples, numbers, tmp_path / "trades.npz")
    with pytest.raises(ExamplesDamaged):
        load_trade_space(tmp_path / "trades.npz")


def test_a_trade_without_an_example_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="every trade needs examples"):
        fit_trade_space(HashingEncoder(), {"sewing": []})


def test_vectors_of_another_length_are_a_mistake(space: TradeSpace) -> None:
    with pytest.raises(ValueError, match="expected shape"):
        space.apply(np.zeros((1, 3), dtype=np.float32))
