from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.disclosure import (
    MINIMUM,
    suppressed,
    suppressed_grid,
    suppressed_parts,
    suppressed_steps,
)

counts = st.lists(st.integers(0, 12), min_size=1, max_size=6)
grids = st.tuples(st.integers(2, 4), st.integers(2, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 12), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (32, 32)])
def test_one_to_four_people_are_not_shown(count: int, shown: int | None) -> None:
    assert suppressed(count) == shown


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([100, 50, 20], (100, 50, 20)),
        ([100, 97, 20], (100, None, 20)),
        ([100, 97, 94], (100, None, 94)),
        ([7, 3, 0], (7, None, 0)),
        ([4, 4], (None, None)),
        ([], ()),
    ],
)
def test_steps_give_no_small_count_away(
    counts: Sequence[int], shown: tuple[int | None, ...]
) -> None:
    assert suppressed_steps(counts) == shown


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_no_two_steps_shown_differ_by_a_small_count(drawn: Sequence[int]) -> None:
    steps = [one for one in suppressed_steps(sorted(drawn, reverse=True)) if one is not None]
    assert all(one == 0 or one >= MINIMUM for one in steps)
    assert all(a == b or a - b >= MINIMUM for a, b in pairwise(steps))


def test_the_least_count_may_be_higher() -> None:
    assert suppressed(7, minimum=10) is None
    assert suppressed(10, minimum=10) == 10


def test_a_count_below_zero_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="-1"):
        suppressed(-1)
    with pytest.raises(ValueError, match="-1"):
        suppressed_parts([8, -1])


def test_a_single_hidden_part_hides_the_next_smallest() -> None:
    """31 - 20 - 8 = 3 would be read off; with 8 hidden too, only that both are 11."""
    assert suppressed_parts([20, 3, 8]) == (20, None, None)


def test_parts_that_are_small_together_hide_one_more() -> None:
    """1 and 2 hidden would leave 3 to be read off."""
    assert suppressed_parts([20, 1, 2, 8]) == (20, None, None, None)
    assert suppressed_parts([20, 3, 4, 8]) == (20, None, None, 8)


def test_zeros_are_hidden_last() -> None:
    assert suppressed_parts([0, 3, 8]) == (0, None, None)
    assert suppressed_parts([0, 3]) == (None, None)


def test_nothing_small_hides_nothing() -> None:
    assert suppressed_parts([0, 5, 9]) == (0, 5, 9)
    assert suppressed_parts([]) == ()


@given(counts)
def test_no_small_part_is_shown_nor_found_by_subtraction(parts: list[int]) -> None:
    shown = suppressed_parts(parts)
    hidden = [part for part, one in zip(parts, shown, strict=True) if one is None]
    assert all(one is None or one == 0 or one >= MINIMUM for one in shown)
    if hidden and len(hidden) < len(parts):
        assert len(hidden) > 1
        assert sum(hidden) >= MINIMUM


def test_a_grid_by_hand() -> None:
    """The 2 hides 6 in its row and 7 in its column; then 9 closes the path between the two."""
    assert suppressed_grid([[2, 6, 30], [7, 9, 30], [20, 20, 30]]) == (
        (None, None, 30),
        (None, None, 30),
        (20, 20, 30),
    )


def test_two_rings_joined_by_one_cell_do_not_betray_the_joint() -> None:
    """Each line of the joint has three hidden cells or more, yet the totals of one ring tell it."""
    small = [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2), (2, 3), (3, 2), (3, 3)]
    grid = [[4 if (row, column) in small else 50 for column in range(4)] for row in range(4)]
    shown = suppressed_grid(grid)
    assert shown[1][2] is None
    assert not computable(grid, shown)


def test_rows_of_two_lengths_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="lengths"):
        suppressed_grid([[1, 2], [3]])


@settings(max_examples=60)
@given(grids)
def test_no_hidden_cell_follows_from_the_totals(grid: list[list[int]]) -> None:
    shown = suppressed_grid(grid)
    assert all(one is None or one == 0 or one >= MINIMUM for line in shown for one in line)
    assert not computable(grid, shown)


def computable(
    grid: Sequence[Sequence[int]], shown: Sequence[Sequence[int | None]]
) -> list[tuple[int, int]]:
    """Hidden cells that linear algebra determines: those in which no solution differs."""
    cells = [(r, c) for r, line in enumerate(shown) for c, one in enumerate(line) if one is None]
    if not cells:
        return []
    lines = [[float(cell[0] == row) for cell in cells] for row in range(len(grid))]
    lines += [[float(cell[1] == column) for cell in cells] for column in range(len(grid[0]))]
    _, values, rights = np.linalg.svd(np.array(lines))
    rank = int((values > 1e-9).sum())
    free = np.abs(rights[rank:]).max(axis=0, initial=0.0)
    return [cell for cell, moves in zip(cells, free, strict=True) if moves < 1e-9]
