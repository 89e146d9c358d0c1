"""Rounding by hand: what is lost when numbers are stored in 8 bits, and what is not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.graphs import quantise_blocks, quantise_columns


def test_a_column_has_its_own_scale_by_hand() -> None:
    """Column one goes to 1.27 (scale 0.01), column two to 254 (scale 2)."""
    matrix = np.array([[1.27, 254.0], [-0.635, 0.9]], dtype=np.float32)
    levels, scales = quantise_columns(matrix)
    assert scales.ravel() == pytest.approx([0.01, 2.0])
    assert levels.tolist() == [[[127, 127], [-64, 0]]]


def test_sixty_four_rows_of_a_column_share_a_scale() -> None:
    matrix = np.ones((128, 1), np.float32)
    matrix[64:] = 127.0
    levels, scales = quantise_columns(matrix)
    assert levels.shape == (2, 64, 1)
    assert scales.shape == (2, 1, 1)
    assert np.array_equal((levels * scales).reshape(128, 1), matrix)


def test_an_empty_column_stays_empty() -> None:
    levels, scales = quantise_columns(np.zeros((3, 2), np.float32))
    assert not levels.any()
    assert scales.ravel().tolist() == [1.0, 1.0]


@given(st.integers(0, 2**32 - 1))
def test_a_table_that_came_from_four_bits_is_stored_without_loss(seed: int) -> None:
    rng = np.random.default_rng(seed)
    levels = rng.integers(-8, 8, size=(5, 2, 32))
    levels[:, :, 0] = -8
    steps = rng.normal(size=(5, 2, 1)).astype(np.float16).astype(np.float32)
    table = (levels * steps).astype(np.float32).reshape(5, 64)
    found, scales = quantise_blocks(table)
    assert np.array_equal((found * scales).reshape(5, 64), table)


@given(st.integers(0, 2**32 - 1))
def test_any_table_is_stored_within_a_128th_of_its_block(seed: int) -> None:
    table = np.random.default_rng(seed).normal(size=(4, 64)).astype(np.float32)
    found, scales = quantise_blocks(table)
    lost = np.abs((found * scales).reshape(4, 64) - table).reshape(4, 2, 32)
    assert (lost <= np.abs(table).reshape(4, 2, 32).max(axis=-1, keepdims=True) / 127).all()


def test_an_empty_block_stays_empty() -> None:
    found, scales = quantise_blocks(np.zeros((2, 32), np.float32))
    assert not found.any()
    assert scales.ravel().tolist() == [1.0, 1.0]


def test_a_table_that_does_not_divide_into_blocks_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="multiple of 32"):
        quantise_blocks(np.zeros((2, 33), np.float32))
