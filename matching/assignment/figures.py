"""What a plan comes to, and the two plans that people would have made without one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.assignment.problem import NOBODY, Floats, Ints, Problem, worth


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One plan in numbers; a person without an option counts with the value 0."""

    total: float
    """Sum of the values."""
    served: int
    unserved: int
    worst_served: float | None
    """The lowest value of a person served; None when nobody is."""
    gini: float | None
    """In [0, 1): 0 when everybody has the same value; None when all values are 0."""
    spent: int | None
    """Centimes; None without an envelope."""
    overbooked: int
    """People beyond the limits of places, caps and months; 0 for a plan that can be carried out."""
    overspent: int
    """Centimes beyond the envelope."""


def figures_of(problem: Problem, chosen: Ints) -> Figures:
    """A plan in numbers."""
    values = worth(problem, chosen)
    served = chosen != NOBODY
    spent = problem.spent(chosen) if problem.envelope is not None else None
    return Figures(
        total=float(values.sum()),
        served=int(served.sum()),
        unserved=int((~served).sum()),
        worst_served=float(values[served].min()) if served.any() else None,
        gini=gini(values),
        spent=spent,
        overbooked=_overbooked(problem, chosen),
        overspent=max(0, (spent or 0) - (problem.envelope or 0)),
    )


def gini(values: Floats) -> float | None:
    """Mean difference between two people over twice the mean; None when there is nothing to share.

    Args:
        values: Shape (n,), not negative.
    """
    total = float(values.sum())
    if total <= 0.0:
        return None
    ranks = np.arange(1, len(values) + 1)
    found = 2.0 * float(ranks @ np.sort(values)) / (len(values) * total)
    return max(0.0, found - (len(values) + 1) / len(values))


def best_for_each(problem: Problem) -> Ints:
    """The best option of every person as if they were alone; equal values by id of the option."""
    values = np.where(problem.usable, problem.values, -1.0)
    best: Ints = values.argmax(axis=1)
    return np.where(values.max(axis=1) >= 0.0, best, NOBODY)


def first_come(problem: Problem, order: Sequence[int]) -> Ints:
    """Each person in turn takes the best option that is left; whoever is pinned goes first.

    Args:
        problem: The same limits. Floors and priorities are not kept: nobody looks ahead.
        order: Positions of the people, each once, as they came.
    """
    left = _Left(problem)
    pins = dict(problem.pins)
    chosen = np.full(len(problem.people), NOBODY, dtype=np.int64)
    for person, option in pins.items():
        chosen[person] = option
        left.take(person, option)
    usable = problem.usable
    for person in order:
        if person in pins:
            continue
        free = usable[person] & left.affordable(person)
        if free.any():
            option = int(np.where(free, problem.values[person], -1.0).argmax())
            chosen[person] = option
            left.take(person, option)
    return chosen


class _Left:
    """What places, caps and money are left while people take theirs."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._ceilings = [one.at_most for one in problem.ceilings]
        self._money = problem.envelope
        self._open = np.ones(len(problem.options), dtype=np.bool_)
        self._around: list[list[int]] = [[] for _ in problem.options]
        for number, ceiling in enumerate(problem.ceilings):
            for option in ceiling.options:
                self._around[option].append(number)
            self._close(number)

    def affordable(self, person: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        if self._money is None or self._problem.costs is None:
            return self._open
        return np.asarray(self._open & (self._problem.costs[person] <= self._money))

    def take(self, person: int, option: int) -> None:
        if self._money is not None and self._problem.costs is not None:
            self._money -= int(self._problem.costs[person, option])
        for number in self._around[option]:
            self._ceilings[number] -= 1
            self._close(number)

    def _close(self, number: int) -> None:
        if self._ceilings[number] <= 0:
            self._open[list(self._problem.ceilings[number].options)] = False


def _overbooked(problem: Problem, chosen: Ints) -> int:
    used = np.bincount(chosen[chosen != NOBODY], minlength=len(problem.options))
    return sum(max(0, int(used[list(one.options)].sum()) - one.at_most) for one in problem.ceilings)
