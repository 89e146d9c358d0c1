"""One program over people x options: its linear form to the optimum, then in whole numbers.

HiGHS solves it over a few columns per person; every pair left out is then priced with the duals,
and those that would add something come in, until none does. The optimum is therefore that of all
pairs, and its value bounds every plan. Places, caps by company and month, and floors by town are
laminar, so the linear optimum is whole by itself; only money makes it branch.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from matching.assignment.pricing import (
    Prices,
    Score,
    columns_within,
    first_columns,
    more_columns,
)
from matching.assignment.problem import NOBODY, Floats, Ints, Problem
from matching.assignment.rows import Rows
from matching.assignment.words import LimitKind

if TYPE_CHECKING:
    import highspy

Pairs = tuple[Ints, Ints]
Elastic = Mapping[LimitKind, float]
"""Kinds of limits that may be exceeded, and what a unit beyond costs."""

_NO_PAIRS: Pairs = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
_WHOLE = 1e-6
_TOLERANCE = 1e-7
_ROUNDS_OF_CENTIMES = 20


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Solution:
    """A plan, and how far every other one can be beyond it."""

    chosen: Ints
    """Shape (n,): option of each person, -1 for none."""
    reached: float
    bound: float
    """No plan reaches more."""
    pairs: Pairs
    """Columns of the program, to begin another one with."""
    duals: Floats | None
    """Of the rows; None when the program had to branch."""


class Program:
    """One objective over one problem. Used once."""

    def __init__(
        self,
        problem: Problem,
        score: Score,
        *,
        elastic: Elastic | None = None,
        begin_with: Pairs | None = None,
        tight: Ints | None = None,
    ) -> None:
        """Prepare the rows and the first columns.

        Args:
            problem: Whose limits.
            score: What is maximised.
            elastic: Limits that may be exceeded at a price; none by default.
            begin_with: More pairs to begin with, for example those of a plan that keeps the floors.
            tight: Rows that must be used up, so that an optimum found before is kept.
        """
        self._problem, self._score = problem, score
        self._elastic = elastic or {}
        self._rows = Rows.of(problem)
        self._ends_at = monotonic() + problem.seconds
        self._highs = self._opened(tight)
        self._slacks = self._add_slacks()
        self._people = self._options = np.zeros(0, dtype=np.int64)
        self._held: Ints = np.zeros(0, dtype=np.int64)
        pinned = np.array(problem.pins, dtype=np.int64).reshape(-1, 2)
        for pairs in (first_columns(problem, score), begin_with or _NO_PAIRS, pinned.T):
            self._add(pairs[0], pairs[1])

    def solve(self) -> Solution | None:
        """The best plan, whole; None when the limits leave none."""
        linear = self._linear()
        if linear is None:
            return None
        bound, duals = linear
        values = np.array(self._highs.getSolution().col_value)
        if np.abs(values - np.rint(values)).max(initial=0.0) < _WHOLE:
            found = self._solution(values, bound, duals)
            if not self._beyond_the_envelope(found.chosen):
                return found
        return self._branched(bound, duals)

    def _linear(self) -> tuple[float, Floats] | None:
        """Bound and duals of the linear program over all pairs."""
        if not self._highs.getNumCol():
            # Nothing can be used: nobody served is the only plan, where no floor asks for more.
            is_asked = bool((self._rows.lower > 0).any())
            return None if is_asked else (0.0, np.zeros(len(self._rows)))
        while True:
            if not self._run():
                return None
            solved = self._highs.getSolution()
            duals = np.array(solved.row_dual)
            value = float(self._highs.getObjectiveValue())
            tolerance = _TOLERANCE * max(1.0, self._scale)
            prices = Prices.of(self._rows, duals)
            people, options, excess = more_columns(self._problem, self._score, prices, tolerance)
            if not len(people):
                return value, duals
            if monotonic() > self._ends_at or not self._add(people, options):
                return value + excess, duals

    def _branched(self, bound: float, duals: Floats) -> Solution | None:
        """Whole numbers over the columns there are, then over all that could still do better."""
        best = self._whole(bound)
        if best is None:
            return None
        prices = Prices.of(self._rows, duals)
        distance = max(bound - best.reached, 0.0)
        near = columns_within(self._problem, self._score, prices, distance)
        if not self._add(*near):
            return best
        if monotonic() > self._ends_at:
            return replace(best, bound=bound)
        better = self._whole(bound)
        if better is None or better.reached < best.reached:
            return replace(best, bound=bound if better is None else better.bound)
        return better

    def _whole(self, bound: float) -> Solution | None:
        """A whole plan, its money counted in exact centimes."""
        import highspy

        count = self._highs.getNumCol()
        kinds = np.full(count, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        self._highs.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)
        proven = bound
        asked = envelope = self._problem.envelope or 0
        for _ in range(_ROUNDS_OF_CENTIMES):
            seconds = max(self._ends_at - monotonic(), 1.0)
            self._highs.setOptionValue("time_limit", self._highs.getRunTime() + seconds)
            if not self._run():
                return None
            if asked == envelope:
                # A bound found under a smaller envelope would not be one for all plans.
                proven = min(proven, float(self._highs.getInfo().mip_dual_bound))
            values = np.array(self._highs.getSolution().col_value)
            found = self._solution(values, proven, None)
            beyond = self._beyond_the_envelope(found.chosen)
            if beyond <= 0 or self._rows.money is None:
                return found
            # Rounding took some centimes too many: ask for as many less.
            asked -= beyond
            self._highs.changeRowBounds(self._rows.money, -np.inf, float(asked))
        return None

    def _beyond_the_envelope(self, chosen: Ints) -> int:
        """Centimes above the envelope, counted exactly; 0 when it may be exceeded."""
        envelope = self._problem.envelope
        if envelope is None or LimitKind.ENVELOPE in self._elastic:
            return 0
        return max(0, self._problem.spent(chosen) - envelope)

    def _solution(self, values: Floats, bound: float, duals: Floats | None) -> Solution:
        chosen = np.full(len(self._problem.people), NOBODY, dtype=np.int64)
        taken = values[self._slacks :] > 1 / 2
        chosen[self._people[taken]] = self._options[taken]
        costs = np.array(self._highs.getLp().col_cost_)
        reached = float(costs @ np.rint(values))
        return Solution(
            chosen=chosen,
            reached=reached,
            bound=max(bound, reached),
            pairs=(self._people, self._options),
            duals=duals,
        )

    def _opened(self, tight: Ints | None) -> "highspy.Highs":
        import highspy

        highs = highspy.Highs()  # type: ignore[no-untyped-call] # its class has no annotation
        highs.silent()
        for name, value in (
            ("threads", 1),
            ("random_seed", 0),
            ("mip_rel_gap", 1e-9),
            ("mip_abs_gap", 0.5),
            ("mip_feasibility_tolerance", 1e-9),
        ):
            highs.setOptionValue(name, value)
        lower, upper = self._rows.lower.copy(), self._rows.upper.copy()
        if tight is not None:
            bounds = np.where(np.isfinite(upper), upper, lower)
            lower[tight] = upper[tight] = bounds[tight]
        nothing: Ints = np.zeros(0, dtype=np.int32)
        highs.addRows(len(lower), lower, upper, 0, nothing, nothing, np.zeros(0))
        highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self._scale = 1.0
        return highs

    def _add_slacks(self) -> int:
        """A column that lets each elastic row be exceeded, at the price of its kind."""
        rows = [row for row, kind in enumerate(self._rows.kinds) if kind in self._elastic]
        for row in rows:
            price = self._elastic[self._rows.kinds[row] or LimitKind.PLACES]
            upwards = -1.0 if np.isfinite(self._rows.upper[row]) else 1.0
            index = np.array([row], dtype=np.int32)
            self._highs.addCol(-price, 0.0, np.inf, 1, index, np.array([upwards]))
        return len(rows)

    def _add(self, people: Ints, options: Ints) -> int:
        """Take pairs in that are not in yet; how many."""
        keys = people * len(self._problem.options) + options
        costs = self._scores(people, options)
        is_new = np.isin(keys, self._held, invert=True) & (costs > -np.inf)
        people, options, costs = people[is_new], options[is_new], costs[is_new]
        if not len(people):
            return 0
        starts, rows, values = self._rows.columns(self._problem, people, options)
        pinned = np.full(len(self._problem.people), NOBODY, dtype=np.int64)
        for person, option in self._problem.pins:
            pinned[person] = option
        lower = (pinned[people] == options).astype(np.float64)
        upper = np.full(len(people), np.inf)
        self._highs.addCols(len(people), costs, lower, upper, len(rows), starts, rows, values)
        self._scale = max(self._scale, float(np.abs(costs).max()))
        self._people = np.concatenate([self._people, people])
        self._options = np.concatenate([self._options, options])
        self._held = np.concatenate([self._held, keys[is_new]])
        return len(people)

    def _scores(self, people: Ints, options: Ints) -> Floats:
        order = np.argsort(people, kind="stable")
        costs = np.zeros(len(people))
        for start in range(0, len(order), 1 << 14):
            some = order[start : start + (1 << 14)]
            low, high = int(people[some].min()), int(people[some].max()) + 1
            costs[some] = self._score(slice(low, high))[people[some] - low, options[some]]
        return costs

    def _run(self) -> bool:
        """Whether a plan was found, within the time that is left."""
        import highspy

        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return True
        has_one = self._highs.getInfo().primal_solution_status == int(
            highspy.SolutionStatus.kSolutionStatusFeasible
        )
        return status == highspy.HighsModelStatus.kTimeLimit and has_one
