"""Groups of examples: the nearest of each, how much a text is of each group, and the file."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.encoders import HashingEncoder
from models.examples import (
    NEVER_NONE,
    Examples,
    ExamplesDamaged,
    encode_groups,
    load_examples,
    round_examples,
    save_examples,
    unit_rows,
)

AXES = Examples(np.eye(4, dtype=np.int8) * 5, np.array([0, 1, 3], dtype=np.int32))
"""The first axis alone, the second and third together, the fourth alone."""


def test_shares_by_hand() -> None:
    """Nearest of the groups: 0.6, 0.8 and 0, at a temperature of 0.2."""
    text = np.array([[0.6, 0.0, 0.8, 0.0]], dtype=np.float32)
    powers = np.exp(np.array([0.6, 0.8, 0.0]) / 0.2)
    found = AXES.shares(text, 0.2, NEVER_NONE)
    np.testing.assert_allclose(found[0], powers / (powers.sum() + np.exp(-1 / 0.2)), atol=1e-6)
    rest = np.exp(0.8 / 0.2)
    halved = AXES.shares(text, 0.2, 0.8)
    np.testing.assert_allclose(halved[0], powers / (powers.sum() + rest), atol=1e-6)


@given(st.integers(0, 2**32 - 1), st.floats(0.01, 1.0), st.floats(-1.0, 1.0))
def test_shares_are_shares(seed: int, temperature: float, none: float) -> None:
    vectors = unit_rows(np.random.default_rng(seed).normal(size=(5, 4)).astype(np.float32))
    found = AXES.shares(vectors, temperature, none)
    assert found.shape == (5, 3)
    assert (found >= 0).all()
    assert (found.sum(axis=1) <= 1 + 1e-5).all()


def test_the_mean_of_a_group_has_unit_norm_and_lies_between() -> None:
    half = 0.5**0.5
    expected = [[1, 0, 0, 0], [0, half, half, 0], [0, 0, 0, 1]]
    np.testing.assert_allclose(AXES.means, expected, atol=1e-6)


@pytest.mark.parametrize("levels", [3, 5, 127])
def test_few_levels_keep_the_direction_of_every_example(levels: int) -> None:
    rng = np.random.default_rng(7)
    encoder = HashingEncoder()
    texts = [" ".join(rng.choice(["robe", "porte", "pain", "mur"], 3)) for _ in range(50)]
    examples = round_examples(encode_groups(encoder, [texts[:20], texts[20:]]), levels)
    assert examples.starts.tolist() == [0, 20]
    assert np.abs(examples.rows).max() == levels
    kept = examples.cosines(encoder.encode(texts)).diagonal()
    assert kept.min() > 0.95


def test_cosines_are_those_of_the_rows_however_many_there_are() -> None:
    """Compared on their small numbers; one example is zero, and there may be no text."""
    rng = np.random.default_rng(3)
    rows = rng.integers(-5, 6, size=(1_300, 8)).astype(np.int8)
    rows[700] = 0
    examples = Examples(rows, np.array([0], dtype=np.int32))
    texts = unit_rows(rng.normal(size=(3, 8)).astype(np.float32))
    expected = texts @ unit_rows(rows.astype(np.float32)).T
    np.testing.assert_allclose(examples.cosines(texts), expected, atol=1e-6)
    assert (examples.cosines(texts)[:, 700] == 0).all()
    assert examples.cosines(texts[:0]).shape == (0, 1_300)


def test_groups_are_encoded_as_they_stand() -> None:
    encoder = HashingEncoder()
    first, second = encode_groups(encoder, [["a b", "c d"], ["e f"]])
    np.testing.assert_array_equal(first, encoder.encode(["a b", "c d"]))
    np.testing.assert_array_equal(second, encoder.encode(["e f"]))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    save_examples(AXES, [0.5, 0.25], tmp_path / "axes.npz")
    examples, numbers = load_examples(tmp_path / "axes.npz")
    assert numbers == [0.5, 0.25]
    assert examples.digest(numbers) == AXES.digest([0.5, 0.25])
    assert [path.name for path in tmp_path.iterdir()] == ["axes.npz"]


def test_the_digest_tells_everything_apart() -> None:
    moved = Examples(AXES.rows, np.array([0, 2, 3], dtype=np.int32))
    other = Examples(AXES.rows[::-1], AXES.starts)
    found = {one.digest([0.5]) for one in (AXES, moved, other)} | {AXES.digest([0.4])}
    assert len(found) == 4


@pytest.mark.parametrize("starts", [[3, 0], [1], [0, 0], [0, 4], []])
def test_groups_that_are_none_are_damage(tmp_path: Path, starts: list[int]) -> None:
    wrong = Examples(AXES.rows, np.array(starts, dtype=np.int32))
    save_examples(wrong, [], tmp_path / "axes.npz")
    with pytest.raises(ExamplesDamaged):
        load_examples(tmp_path / "axes.npz")


def test_other_kinds_of_numbers_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "axes.npz"
    np.savez(path, examples=AXES.rows.astype(np.float32), starts=AXES.starts, numbers=[0.5])
    with pytest.raises(ExamplesDamaged):
        load_examples(path)


@pytest.mark.parametrize("content", [None, b"", b"PK nonsense", b"\x93NUMPY nonsense"])
def test_a_missing_or_foreign_file_is_damage(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "axes.npz").write_bytes(content)
    with pytest.raises(ExamplesDamaged):
        load_examples(tmp_path / "axes.npz")
