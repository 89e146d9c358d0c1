"""The rows of the program: one per person, per limit, and one for the envelope."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.assignment.problem import Floats, Ints, Problem
from matching.assignment.words import LimitKind

Counts = npt.NDArray[np.int32]

_PAD = -1


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Rows:
    """Bounds of every row, and which rows a pair counts in."""

    lower: Floats
    upper: Floats
    kinds: tuple[LimitKind | None, ...]
    """None for the row of a person, who gets one option at most."""
    ids: tuple[str, ...]
    of_person: Ints
    """Shape (n, a): rows in which a person's pairs count, -1 pads."""
    of_option: Ints
    """Shape (m, b): the same of an option's pairs."""
    money: int | None
    """The row of the envelope."""

    @classmethod
    def of(cls, problem: Problem) -> "Rows":
        """The rows of a problem: people, ceilings, floors, envelope, in this order."""
        people, ceilings, floors = len(problem.people), problem.ceilings, problem.floors
        first_floor = people + len(ceilings)
        has_envelope = problem.envelope is not None
        at_most = [1.0] * people + [float(one.at_most) for one in ceilings]
        at_least = [float(one.at_least) for one in floors]
        envelope = [float(problem.envelope or 0)] * has_envelope
        kinds: list[LimitKind | None] = [None] * people
        kinds += [one.kind for one in ceilings] + [one.kind for one in floors]
        ids = [*problem.people, *(one.id for one in ceilings), *(one.id for one in floors)]
        memberships = enumerate((one.options for one in ceilings), start=people)
        counted = enumerate((one.people for one in floors), start=first_floor)
        own = [[row] for row in range(people)]
        return cls(
            lower=np.array([-np.inf] * len(at_most) + at_least + [-np.inf] * has_envelope),
            upper=np.array(at_most + [np.inf] * len(floors) + envelope),
            kinds=(*kinds, *[LimitKind.ENVELOPE] * has_envelope),
            ids=(*ids, *[""] * has_envelope),
            of_person=_padded(_members(counted, own)),
            of_option=_padded(_members(memberships, [[] for _ in problem.options])),
            money=len(kinds) if has_envelope else None,
        )

    def __len__(self) -> int:
        return len(self.kinds)

    def columns(
        self, problem: Problem, people: Ints, options: Ints
    ) -> tuple[Counts, Counts, Floats]:
        """The columns of some pairs, as starts, row numbers and coefficients."""
        rows = np.concatenate([self.of_person[people], self.of_option[options]], axis=1)
        values = np.ones(rows.shape)
        if self.money is not None and problem.costs is not None:
            cost = problem.costs[people, options]
            rows = np.column_stack([rows, np.full(len(people), self.money)])
            values = np.column_stack([values, cost])
        filled = rows != _PAD
        starts = np.concatenate([[0], filled.sum(axis=1).cumsum()[:-1]]).astype(np.int32)
        return starts[: len(people)], rows[filled].astype(np.int32), values[filled]

    def prices(self, duals: Floats) -> tuple[Floats, Floats, float]:
        """What the rows charge a pair: by person (n,), by option (m,), and per centime."""
        charged = np.append(duals, 0.0)
        money = 0.0 if self.money is None else float(duals[self.money])
        by_person: Floats = charged[self.of_person].sum(axis=1)
        by_option: Floats = charged[self.of_option].sum(axis=1)
        return by_person, by_option, money


def _members(
    limits: Iterable[tuple[int, Sequence[int]]], rows_of: list[list[int]]
) -> list[list[int]]:
    for row, members in limits:
        for member in members:
            rows_of[member].append(row)
    return rows_of


def _padded(lists: Sequence[Sequence[int]]) -> Ints:
    width = max((len(one) for one in lists), default=0)
    table = np.full((len(lists), width), _PAD, dtype=np.int64)
    for place, one in enumerate(lists):
        table[place, : len(one)] = one
    return table
