"""Texts that resemble examples of the same trades are near, whatever their own vectors say."""

from pathlib import Path

import numpy as np
import pytest

from models.encoders import HashingEncoder
from models.trade_space import (
    TradeEncoder,
    TradeSpace,
    TradeSpaceDamaged,
    fit_trade_space,
    load_trade_space,
    save_trade_space,
)

EXAMPLES = {
    "sewing": ["je couds des robes", "kan khyyet lksawi", "أخيط الملابس"],
    "welding": ["je soude des portails", "kan soudé lbiban", "ألحم الأبواب"],
}


@pytest.fixture
def space() -> TradeSpace:
    return fit_trade_space(HashingEncoder(), EXAMPLES)


def test_the_cosine_of_two_results_is_the_stated_mixture(space: TradeSpace) -> None:
    texts = HashingEncoder().encode(["je couds", "je soude", "robes"])
    extended = space.apply(texts)
    shares = extended[:, space.dim :] / np.linalg.norm(extended[:, space.dim :], axis=1)[:, None]
    expected = (texts @ texts.T + space.weight * shares @ shares.T) / (1 + space.weight)
    np.testing.assert_allclose(extended @ extended.T, expected, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(extended, axis=1), 1.0, atol=1e-5)


def test_two_languages_meet_in_the_trade_they_both_resemble(space: TradeSpace) -> None:
    plain = HashingEncoder()
    beside = TradeEncoder(plain, space)
    said, title, other = "kan khyyet", "couds des robes", "soude des portails"
    before = plain.encode([said]) @ plain.encode([title, other]).T
    after = beside.encode([said]) @ beside.encode([title, other]).T
    assert before[0, 0] < before[0, 1]
    assert after[0, 0] > after[0, 1] + 0.2


def test_an_empty_text_stays_without_direction(space: TradeSpace) -> None:
    extended = space.apply(HashingEncoder().encode(["", "robes"]))
    assert not extended[0].any()
    assert extended[1].any()


def test_many_texts_give_what_each_gives_alone(space: TradeSpace) -> None:
    vectors = HashingEncoder().encode([f"robe numéro {number}" for number in range(1500)])
    together = space.apply(vectors)
    for row in (0, 1023, 1024, 1499):
        np.testing.assert_allclose(together[row], space.apply(vectors[row : row + 1])[0], atol=1e-5)


def test_of_many_examples_some_are_taken_evenly_and_the_first_of_every_trade() -> None:
    sewing = [f"je couds {number}" for number in range(9)]
    examples = {"welding": ["je soude"], "sewing": sewing, "baking": ["je pétris"]}
    space = fit_trade_space(HashingEncoder(), examples, most=4)
    kept = ["je soude", sewing[0], sewing[2], sewing[5], "je pétris"]
    assert space.starts.tolist() == [0, 1, 4]
    np.testing.assert_array_equal(
        space.examples, np.rint(HashingEncoder().encode(kept) * 127).astype(np.int8)
    )
    assert len(fit_trade_space(HashingEncoder(), examples).examples) == 11


def test_a_written_space_gives_the_same_vectors(space: TradeSpace, tmp_path: Path) -> None:
    save_trade_space(space, tmp_path / "trades.npz")
    read = load_trade_space(tmp_path / "trades.npz")
    assert read.digest == space.digest
    vectors = HashingEncoder().encode(["robes"])
    np.testing.assert_array_equal(read.apply(vectors), space.apply(vectors))


def test_a_file_cut_short_is_refused(space: TradeSpace, tmp_path: Path) -> None:
    path = tmp_path / "trades.npz"
    save_trade_space(space, path)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(TradeSpaceDamaged):
        load_trade_space(path)


def test_trades_out_of_order_are_refused(space: TradeSpace, tmp_path: Path) -> None:
    path = tmp_path / "trades.npz"
    wrong = TradeSpace(examples=space.examples, starts=np.array([3, 0], dtype=np.int32))
    save_trade_space(wrong, path)
    with pytest.raises(TradeSpaceDamaged):
        load_trade_space(path)


def test_a_trade_without_an_example_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="every trade needs examples"):
        fit_trade_space(HashingEncoder(), {"sewing": []})


def test_vectors_of_another_length_are_a_mistake(space: TradeSpace) -> None:
    with pytest.raises(ValueError, match="expected shape"):
        space.apply(np.zeros((1, 3), dtype=np.float32))
