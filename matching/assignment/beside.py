"""What each person gets in a plan beside what they would have had alone, and what lies between."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.assignment.changes import REASON_OF
from matching.assignment.cohort import Cohort
from matching.assignment.planning import Plan
from matching.assignment.problem import NOBODY, Ints
from matching.assignment.words import UnservedReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The best option of one person as if they were alone, and how the plan differs from it."""

    person_id: str
    best_id: str
    """Equal values by id, unless the plan gives one of them: then it is that one."""
    open: int
    """Options that rules allow and that fit well enough; at least 1."""
    rank: int | None
    """Place of what the plan gives among them, 1 when nothing is better; None without an option."""
    taken_by: int
    """People to whom the plan gives the best option."""
    obstacles: tuple[UnservedReason, ...]
    """What keeps the best option from this person. Empty when they get it, or when the plan as a
    whole is better so."""


def beside(cohort: Cohort, plan: Plan) -> tuple[Beside, ...]:
    """Everybody of a cohort to whom something is open, in the order of their ids.

    Args:
        cohort: The cohort for which the plan was made.
        plan: With a line for each of its people.
    """
    chosen = _chosen(cohort, plan)
    return tuple(_beside(cohort, chosen))


def _chosen(cohort: Cohort, plan: Plan) -> Ints:
    given = {line.person_id: line.option_id for line in plan.lines}
    column = {option: place for place, option in enumerate(cohort.problem.options)}
    found = [given[person] for person in cohort.problem.people]
    return np.array([NOBODY if one is None else column[one] for one in found], dtype=np.int64)


def _beside(cohort: Cohort, chosen: Ints) -> Iterator[Beside]:
    problem = cohort.problem
    limits = _Limits(cohort, chosen)
    is_open = cohort.ruled & cohort.suitable
    for place, person_id in enumerate(problem.people):
        free = np.flatnonzero(is_open[place])
        if not len(free):
            continue
        values, given = problem.values[place], int(chosen[place])
        best = int(free[values[free].argmax()])
        if given != NOBODY and values[given] >= values[best]:
            best = given
        yield Beside(
            person_id=person_id,
            best_id=problem.options[best],
            open=len(free),
            rank=None if given == NOBODY else 1 + int((values[free] > values[given]).sum()),
            taken_by=int((chosen == best).sum()),
            obstacles=() if best == given else limits.between(place, given, best),
        )


class _Limits:
    """What a plan leaves full."""

    def __init__(self, cohort: Cohort, chosen: Ints) -> None:
        problem = cohort.problem
        used = np.bincount(chosen[chosen != NOBODY], minlength=len(problem.options))
        self._cohort = cohort
        self._full = [
            (REASON_OF[one.kind], frozenset(one.options))
            for one in problem.ceilings
            if used[list(one.options)].sum() >= one.at_most
        ]
        self._left = None if problem.envelope is None else problem.envelope - problem.spent(chosen)

    def between(self, place: int, given: int, best: int) -> tuple[UnservedReason, ...]:
        """What keeps a person from their best option; a limit over both keeps from neither."""
        if not self._cohort.undecided[place, best]:
            return (UnservedReason.EXCLUDED,)
        if not self._cohort.problem.allowed[place, best]:
            return (UnservedReason.ABOVE_GRANT_CAP,)
        found = {kind for kind, under in self._full if best in under and given not in under}
        if self._lacks_money(place, given, best):
            found.add(UnservedReason.ENVELOPE_SPENT)
        return tuple(one for one in UnservedReason if one in found)

    def _lacks_money(self, place: int, given: int, best: int) -> bool:
        costs = self._cohort.problem.costs
        if self._left is None or costs is None:
            return False
        already = 0 if given == NOBODY else int(costs[place, given])
        return int(costs[place, best]) - already > self._left
