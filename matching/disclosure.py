"""Small counts kept from view, so that no table tells of one person.

Belonging to these records is itself confidential: a count below five, with what a reader knows of a
town, may point at somebody. Zero points at nobody and stays.
"""

from collections.abc import Iterator, Sequence
from typing import Final

MINIMUM: Final = 5
"""Smallest count of people that is shown."""

Shown = int | None
Cell = tuple[int, int]


def suppressed(count: int, minimum: int = MINIMUM) -> Shown:
    """A count as it may be shown: None when it is of somebody, and of fewer than `minimum`.

    Raises:
        ValueError: a count below zero.
    """
    if count < 0:
        raise ValueError(f"a count of {count}")
    return count if count == 0 or count >= minimum else None


def suppressed_parts(counts: Sequence[int], minimum: int = MINIMUM) -> tuple[Shown, ...]:
    """Counts that add up to a total which is shown too.

    One hidden part could be computed from the total, and hidden parts that are small together
    would be a small count themselves: the smallest of the others are hidden with them, zeros last.

    Raises:
        ValueError: a count below zero.
    """
    hidden = {at for at, count in enumerate(counts) if suppressed(count, minimum) is None}
    others = sorted(set(range(len(counts))) - hidden, key=lambda at: (not counts[at], counts[at]))
    for at in others:
        if not hidden or _is_safe([counts[one] for one in hidden], minimum):
            break
        hidden.add(at)
    return tuple(None if at in hidden else count for at, count in enumerate(counts))


def suppressed_steps(counts: Sequence[int], minimum: int = MINIMUM) -> tuple[Shown, ...]:
    """Counts that never rise, as they may be shown: no two of them differ by a small count.

    Args:
        counts: Of people; each step holds the next.
        minimum: Smallest count of people that is shown.
    """
    shown: list[Shown] = []
    above: int | None = None
    for count in counts:
        apart = 0 if above is None else above - count
        is_small = 0 < count < minimum or 0 < apart < minimum
        shown.append(None if is_small else count)
        above = above if is_small else count
    return tuple(shown)


def suppressed_grid(
    counts: Sequence[Sequence[int]], minimum: int = MINIMUM
) -> tuple[tuple[Shown, ...], ...]:
    """Counts of a table whose row totals and column totals are all shown.

    A hidden cell can be computed from the totals exactly when it lies on no closed path of hidden
    cells that turns at each of them; more cells are hidden, the smallest first, until each does.

    Args:
        counts: Rows of one length.
        minimum: Smallest count of people that is shown.

    Raises:
        ValueError: rows of several lengths, or a count below zero.

    Source:
        Kelly, Golden & Assad, Networks 22(4), 1992, section 2.
    """
    if len({len(row) for row in counts}) > 1:
        raise ValueError("rows of several lengths")
    cells = {(row, column): n for row, line in enumerate(counts) for column, n in enumerate(line)}
    hidden = {cell for cell, count in cells.items() if suppressed(count, minimum) is None}
    while (more := _next_to_hide(cells, hidden, minimum)) is not None:
        hidden.add(more)
    return tuple(
        tuple(None if (row, column) in hidden else n for column, n in enumerate(line))
        for row, line in enumerate(counts)
    )


def _is_safe(hidden: Sequence[int], minimum: int) -> bool:
    return len(hidden) > 1 and sum(hidden) >= minimum


def _next_to_hide(cells: dict[Cell, int], hidden: set[Cell], minimum: int) -> Cell | None:
    """The smallest cell that shares a row or column with one in danger; None when all are safe."""
    beside = {
        cell
        for row, column in _in_danger(cells, hidden, minimum)
        for cell in cells.keys() - hidden
        if cell[0] == row or cell[1] == column
    }
    return min(beside, key=lambda cell: (not cells[cell], cells[cell], cell), default=None)


def _in_danger(cells: dict[Cell, int], hidden: set[Cell], minimum: int) -> Iterator[Cell]:
    for cell in sorted(hidden):
        lines = ([one for one in hidden if one[axis] == cell[axis]] for axis in (0, 1))
        small = any(sum(cells[one] for one in line) < minimum for line in lines)
        if small or not _is_on_a_cycle(cell, hidden):
            yield cell


def _is_on_a_cycle(cell: Cell, hidden: set[Cell]) -> bool:
    """Whether the column of a cell leads back to its row over other hidden cells."""
    others = hidden - {cell}
    rows, columns, reached = set[int](), {cell[1]}, True
    while reached:
        found = {row for row, column in others if column in columns} - rows
        rows |= found
        columns |= {column for row, column in others if row in found}
        reached = bool(found)
    return cell[0] in rows
