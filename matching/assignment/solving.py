"""From a problem to a plan: floors first, then priorities, then the objective, then ids."""

from dataclasses import dataclass, replace

import numpy as np

from matching.assignment.flow import is_flow, largest_plan
from matching.assignment.pricing import Prices, Score
from matching.assignment.problem import NOBODY, Floats, Floor, Ints, Problem, keeps_limits
from matching.assignment.program import Pairs, Program, Solution
from matching.assignment.rows import Rows
from matching.assignment.words import LimitKind, Objective, Proof
from matching.ports import Mask

_ON_THE_FACE = 1e-6
_SLIP = 1e-2
"""What a linear optimum in millionths may be off by rounding."""
_EVERYTHING = dict.fromkeys(LimitKind, 1.0)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Solved:
    """The best plan under the terms, and how that is known."""

    chosen: Ints
    """Shape (n,): option of each person, -1 for none."""
    reached: int
    """The objective in millionths: values times stated weights."""
    bound: int
    """No plan under the same terms reaches more."""
    served_by_tier: tuple[int, ...]
    """People served of each tier that was filled before the next, in order."""
    lowest_value: float | None
    """The worst-off objective: nobody served has less, and no plan does better; else None."""
    ties_by_id: bool
    """Equal plans were told apart by ids; else by the search, whose order is fixed too."""

    @property
    def gap(self) -> float:
        """How far, in proportion, another plan could be beyond this one."""
        return (self.bound - self.reached) / self.bound if self.bound > self.reached else 0.0

    @property
    def proof(self) -> Proof:
        """Whether nothing better exists."""
        return Proof.OPTIMAL if self.bound <= self.reached else Proof.WITHIN_GAP


@dataclass(frozen=True, slots=True, eq=False)
class _Stage:
    """What is settled so far: limits with the floors that keep it, pairs, and columns found."""

    problem: Problem
    usable: Mask
    pairs: Pairs | None
    served: tuple[int, ...] = ()
    lowest: float | None = None


def solve(problem: Problem) -> Solved | None:
    """The best plan; None when no plan keeps all the limits (`release` says which ones bind).

    The order is strict: limits and floors are kept, people of each stated tier are served as many
    as possible, tier by tier, then the objective is maximised, and plans that are equal to the
    millionth are told apart by ids.
    """
    stage: _Stage | None = _possible(_Stage(problem, problem.usable, None))
    stage = stage and _fill_tiers(stage)
    if stage is not None and problem.objective is Objective.WORST_OFF:
        stage = _raise_the_lowest(stage, problem)
    if stage is None:
        return None
    gains = problem.gains()
    found = Program(stage.problem, _of(stage.usable, gains), begin_with=stage.pairs).solve()
    if found is None:
        return None
    ordered = _by_id(stage, gains, found)
    chosen = found.chosen if ordered is None else ordered
    reached = total(gains, chosen)
    return Solved(
        chosen=chosen,
        reached=reached,
        bound=max(reached, int(np.floor(found.bound + _SLIP))),
        served_by_tier=stage.served,
        lowest_value=stage.lowest,
        ties_by_id=ordered is not None,
    )


def total(gains: Floats, chosen: Ints) -> int:
    """Sum of the gains of a plan, in millionths."""
    served = np.flatnonzero(chosen != NOBODY)
    return int(gains[served, chosen[served]].sum())


def _possible(stage: _Stage) -> _Stage | None:
    """With columns that hold a plan under all floors and pins; None when there is no such plan."""
    problem = stage.problem
    if not problem.floors and not problem.pins:
        return stage
    nothing = by_person(stage.usable, np.zeros(len(problem.people)))
    program = Program(problem, nothing, elastic=_EVERYTHING, begin_with=stage.pairs)
    found = program.solve()
    if found is None or found.reached < -_SLIP:
        return None
    return replace(stage, pairs=found.pairs)


def _fill_tiers(stage: _Stage) -> _Stage | None:
    """As many people served as possible, tier by tier, each kept by a floor."""
    tiers = _tiers_to_fill(stage.problem)
    if tiers and is_flow(stage.problem):
        served, chosen = _served_by_flow(stage.problem, stage.usable, tiers)
        for people, count in zip(tiers, served, strict=True):
            stage = _kept(stage, people, count, stage.pairs)
        return _with_columns(stage, chosen)
    for people in tiers:
        counted = np.zeros(len(stage.problem.people))
        counted[people] = 1.0
        score = by_person(stage.usable, counted)
        found = Program(stage.problem, score, begin_with=stage.pairs).solve()
        if found is None:
            return None
        stage = _kept(stage, people, int((found.chosen[people] != NOBODY).sum()), found.pairs)
    return stage


def _kept(stage: _Stage, people: Ints, served: int, pairs: Pairs | None) -> _Stage:
    """With a floor that keeps as many of these people served."""
    floor = Floor(
        kind=LimitKind.PLACES,
        id=f"tier-{len(stage.served)}",
        people=tuple(people.tolist()),
        at_least=served,
    )
    problem = stage.problem.with_floors([floor])
    return _Stage(problem, stage.usable, pairs, (*stage.served, served))


def _served_by_flow(
    problem: Problem, usable: Mask, tiers: list[Ints]
) -> tuple[tuple[int, ...], Ints]:
    """How many of each tier can be served once whoever is pinned is, and a plan for them all.

    People who can be served together form a matroid, so that each tier adds as many as the largest
    flow grows by; the plan need not serve the tiers in this way.
    """
    pinned = np.zeros(len(problem.people), dtype=np.bool_)
    pinned[[person for person, _ in problem.pins]] = True
    among, before, counts = pinned.copy(), int(pinned.sum()), []
    chosen = np.full(len(problem.people), NOBODY, dtype=np.int64)
    for people in tiers:
        among[people] = True
        chosen = largest_plan(problem, usable & among[:, None])
        reached = int((chosen != NOBODY).sum())
        counts.append(int(pinned[people].sum()) + reached - before)
        before = reached
    return tuple(counts), chosen


def _with_columns(stage: _Stage, chosen: Ints) -> _Stage | None:
    """With columns that hold a plan under the floors; `chosen` itself when it is one."""
    if not keeps_limits(stage.problem, chosen):
        return _possible(stage)
    served = np.flatnonzero(chosen != NOBODY)
    return replace(stage, pairs=(served, chosen[served]))


def _tiers_to_fill(problem: Problem) -> list[Ints]:
    """Stated tiers always; the others too when the number of people served comes first."""
    tiers = problem.tiers
    if tiers is None:
        tiers = np.zeros(len(problem.people), dtype=np.int64)
    is_total = problem.objective is Objective.TOTAL
    left_to_the_sum = {problem.unranked} if is_total else set()
    if is_total and problem.tiers is None:
        return []
    wanted = [tier for tier in np.unique(tiers).tolist() if tier not in left_to_the_sum]
    return [np.flatnonzero(tiers == tier) for tier in wanted]


def _raise_the_lowest(stage: _Stage, base: Problem) -> _Stage:
    """The highest value that everybody served can have, without serving anybody less."""
    problem = stage.problem
    free = stage.usable.copy()
    free[[person for person, _ in problem.pins]] = False
    pinned = stage.usable & ~free
    levels = np.unique(problem.values[free])
    if not len(levels):
        return stage
    low, high = 0, _highest(problem, free, levels, sum(stage.served))
    best = stage
    while low < high:
        middle = (low + high + 1) // 2
        above = (free & (problem.values >= levels[middle])) | pinned
        reached = _as_many(replace(best, usable=above), base)
        if reached is None:
            high = middle - 1
        else:
            low, best = middle, reached
    return replace(best, lowest=float(levels[low]))


def _highest(problem: Problem, free: Mask, levels: Floats, served: int) -> int:
    """The last level at which enough people have anything at all."""
    best = np.sort(np.where(free, problem.values, -np.inf).max(axis=1, initial=-np.inf))[::-1]
    needed = served - len(problem.pins)
    if not len(levels) or needed <= 0:
        return len(levels) - 1
    return max(int(np.searchsorted(levels, best[needed - 1], side="right")) - 1, 0)


def _as_many(stage: _Stage, base: Problem) -> _Stage | None:
    """The same tiers filled over fewer pairs; None when that cannot be."""
    if not is_flow(base):
        return _possible(stage)
    served, chosen = _served_by_flow(base, stage.usable, _tiers_to_fill(base))
    return _with_columns(stage, chosen) if served == stage.served else None


def _by_id(stage: _Stage, gains: Floats, found: Solution) -> Ints | None:
    """Among plans with the same total: what goes to the first ids, and the first options to them.

    The duals say which pairs and which limits every optimal plan uses; over those alone, the sum
    of the products of ranks from the end is maximised. None when the program had to branch.
    """
    if found.duals is None:
        return None
    problem = stage.problem
    rows = Rows.of(problem)
    prices = Prices.of(rows, found.duals)
    gained = _of(stage.usable, gains)
    people, options = problem.values.shape
    of_option = np.arange(options, 0, -1, dtype=np.float64)

    def on_the_face(part: slice) -> Floats:
        reduced = prices.reduced(problem, gained, part)
        of_person = np.arange(people - part.start, people - part.stop, -1, dtype=np.float64)
        return np.where(reduced >= -_ON_THE_FACE, of_person[:, None] * of_option, -np.inf)

    tight = np.flatnonzero(np.abs(found.duals) > _ON_THE_FACE)
    ordered = Program(problem, on_the_face, begin_with=found.pairs, tight=tight).solve()
    if ordered is None or ordered.duals is None:
        return None
    return ordered.chosen if total(gains, ordered.chosen) == total(gains, found.chosen) else None


def _of(usable: Mask, gains: Floats) -> Score:
    def scored(part: slice) -> Floats:
        return np.where(usable[part], gains[part], -np.inf)

    return scored


def by_person(usable: Mask, of_person: Floats) -> Score:
    """A score that depends on the person only, over usable pairs."""

    def scored(part: slice) -> Floats:
        return np.where(usable[part], of_person[part, None], -np.inf)

    return scored
