"""Which pairs are worth a column: the best few of each person first, then whatever prices out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from matching.assignment.problem import Floats, Ints, Problem
from matching.assignment.rows import Rows
from matching.ports import Mask

Score = Callable[[slice], Floats]
"""What the pairs of some people add to the objective, shape (k, m); -inf where not usable."""

_ALL_PAIRS = 40_000
"""A program of so many pairs takes them all."""
_BEST = 10
_SPREAD = 6
_MORE = 5
"""Columns added per person and round."""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """What the limits charge, by the duals of a solved program."""

    by_person: Floats
    by_option: Floats
    per_centime: float

    @classmethod
    def of(cls, rows: Rows, duals: Floats) -> "Prices":
        """Gathered from the rows in which each pair counts."""
        return cls(*rows.prices(duals))

    def reduced(self, problem: Problem, score: Score, part: slice) -> Floats:
        """What each pair of some people would add beyond what it is charged, shape (k, m)."""
        left = score(part) - self.by_person[part, None]
        left -= self.by_option
        if self.per_centime and problem.costs is not None:
            left -= self.per_centime * problem.costs[part]
        return left


def parts(problem: Problem) -> Iterator[slice]:
    """People in runs small enough for the cache."""
    people, options = problem.values.shape
    step = max(1, _BLOCK // max(options, 1))
    for start in range(0, people, step):
        yield slice(start, min(start + step, people))


def first_columns(problem: Problem, score: Score) -> tuple[Ints, Ints]:
    """Pairs to begin with: all of a small problem, else a person's best and some of the others."""
    if problem.values.size <= _ALL_PAIRS:
        people, options = np.nonzero(np.concatenate([*_usable(problem, score)] or [_NONE]))
        return people, options
    drawn = np.random.default_rng(0)
    found = [_begin(part, score(part), drawn) for part in parts(problem)]
    return _joined(found)


def more_columns(
    problem: Problem, score: Score, prices: Prices, tolerance: float
) -> tuple[Ints, Ints, float]:
    """Pairs that would add something, at most a few per person, and all they could add at most."""
    found, excess = [], 0.0
    for part in parts(problem):
        reduced = prices.reduced(problem, score, part)
        best = reduced.max(axis=1, initial=0.0)
        excess += float(best.sum())
        rows = np.flatnonzero(best > tolerance)
        if len(rows):
            found.append(_best(part.start, rows, reduced[rows], _MORE, tolerance))
    return *_joined(found), excess


def columns_within(
    problem: Problem, score: Score, prices: Prices, distance: float
) -> tuple[Ints, Ints]:
    """Pairs that cost no more than `distance` to use: only these can be part of a better plan."""
    found = []
    for part in parts(problem):
        people, options = np.nonzero(prices.reduced(problem, score, part) >= -distance)
        found.append((people + part.start, options))
    return _joined(found)


def _usable(problem: Problem, score: Score) -> Iterator[Mask]:
    for part in parts(problem):
        yield score(part) > -np.inf


def _begin(part: slice, scores: Floats, drawn: np.random.Generator) -> tuple[Ints, Ints]:
    # Equal scores are spread by chance (always the same), or everybody begins with one option.
    noise = drawn.random(scores.shape)
    rows = np.arange(len(scores))
    best = _best(part.start, rows, scores + noise, _BEST, -np.inf)
    spread = np.where(scores > -np.inf, noise, -np.inf)
    return _joined([best, _best(part.start, rows, spread, _SPREAD, -np.inf)])


def _best(start: int, rows: Ints, scores: Floats, count: int, above: float) -> tuple[Ints, Ints]:
    """The best options of some people, as pairs."""
    count = min(count, scores.shape[1])
    top = np.argpartition(-scores, count - 1, axis=1)[:, :count]
    kept = np.take_along_axis(scores, top, axis=1) > above
    people = np.broadcast_to((rows + start)[:, None], top.shape)
    return people[kept], top[kept]


def _joined(found: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    if not found:
        return _NOTHING, _NOTHING
    people = np.concatenate([one for one, _ in found])
    options = np.concatenate([one for _, one in found])
    together = np.unique(np.stack([people, options]), axis=1)
    return together[0], together[1]


_NOTHING: Ints = np.zeros(0, dtype=np.int64)
_NONE = np.zeros((0, 0), dtype=np.bool_)
