"""When no plan keeps all the limits: which ones bind, and the least that would release them.

Nothing is guessed. For each kind of limit the program is solved again with that kind alone
elastic; where one kind is not enough, with all of them together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from matching.assignment.problem import NOBODY, Ints, Problem
from matching.assignment.program import Program
from matching.assignment.solving import by_person
from matching.assignment.words import LimitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One limit, and by how much it must give way."""

    kind: LimitKind
    id: str
    by: int
    """Places, people, or centimes; at least 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """Limits that, given way together, leave a plan; no smaller sum of the same kinds does."""

    releases: tuple[Release, ...]
    alone: bool
    """All of one kind: changing nothing else is enough."""


def remedies(problem: Problem) -> tuple[Remedy, ...]:
    """The least that each kind of limit must give for a plan to exist.

    Returns:
        One remedy per kind that is enough alone; else one of all kinds together, in which the price
        of a mean option weighs as much as a place; nothing when a plan exists.
    """
    alone = (_remedy(problem, {kind: 1.0}) for kind in LimitKind)
    found = [one for one in alone if one is not None]
    if any(not one.releases for one in found):
        return ()
    if found:
        return tuple(found)
    together = _remedy(problem, _prices(problem))
    return () if together is None else (replace(together, alone=False),)


def _prices(problem: Problem) -> Mapping[LimitKind, float]:
    used = problem.costs[problem.usable] if problem.costs is not None else np.zeros(0)
    mean = max(float(used.mean()), 1.0) if used.size else 1.0
    return {kind: 1.0 if kind is LimitKind.ENVELOPE else mean for kind in LimitKind}


def _remedy(problem: Problem, elastic: Mapping[LimitKind, float]) -> Remedy | None:
    nothing = by_person(problem.usable, np.zeros(len(problem.people)))
    found = Program(problem, nothing, elastic=elastic).solve()
    if found is None:
        return None
    return Remedy(releases=tuple(exceeded(problem, found.chosen)), alone=True)


def exceeded(problem: Problem, chosen: Ints) -> list[Release]:
    """Limits that a plan does not keep, and by how much, in whole numbers."""
    used = np.bincount(chosen[chosen != NOBODY], minlength=len(problem.options))
    beyond = [
        (one.kind, one.id, int(used[list(one.options)].sum()) - one.at_most)
        for one in problem.ceilings
    ]
    below = [
        (one.kind, one.id, one.at_least - int((chosen[list(one.people)] != NOBODY).sum()))
        for one in problem.floors
    ]
    money = problem.spent(chosen) - problem.envelope if problem.envelope is not None else 0
    limits = [*beyond, *below, (LimitKind.ENVELOPE, "", money)]
    return [Release(kind=kind, id=name, by=by) for kind, name, by in limits if by > 0]
