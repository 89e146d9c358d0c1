"""Why somebody got nothing, what one more place would change, and what differs between plans."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching.assignment.problem import NOBODY, Ints, Problem, worth
from matching.assignment.solving import Solved, solve
from matching.assignment.words import LimitKind, UnservedReason

REASON_OF = {
    LimitKind.PLACES: UnservedReason.PLACES_TAKEN,
    LimitKind.COMPANY_CAP: UnservedReason.COMPANY_FULL,
    LimitKind.COMPANY_PACE: UnservedReason.PACE_REACHED,
    LimitKind.CONVENTION_QUOTA: UnservedReason.QUOTA_REACHED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unserved:
    """A person without an option, and why."""

    person: int
    reasons: tuple[UnservedReason, ...]
    """Every kind of limit that closes one of the options they may have, in a fixed order."""
    missing: int | None
    """Centimes that the cheapest option still open lacks; None when money closes none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What another plan changes for one person; None stands for no option."""

    person: int
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneMore:
    """The plan once a limit is one higher, solved again."""

    kind: LimitKind
    id: str
    gain: int
    """Of the objective, in millionths."""
    served: int
    """Of the number of people served; may be negative when only the sum counts."""
    moves: tuple[Move, ...]
    """Everybody for whom something changes; who ends without an option is displaced."""


def unserved(problem: Problem, chosen: Ints) -> tuple[Unserved, ...]:
    """Everybody without an option, with the limits that close what they may have.

    Who has nothing allowed at all is told by `reasons` being empty: the rules know why.
    """
    used = np.bincount(chosen[chosen != NOBODY], minlength=len(problem.options))
    closed: dict[UnservedReason, np.ndarray[tuple[int], np.dtype[np.bool_]]] = {}
    for ceiling in problem.ceilings:
        reason, members = REASON_OF[ceiling.kind], list(ceiling.options)
        mask = closed.setdefault(reason, np.zeros(len(problem.options), dtype=np.bool_))
        mask[members] |= bool(used[members].sum() >= ceiling.at_most)
    left = None if problem.envelope is None else problem.envelope - problem.spent(chosen)
    usable = problem.usable
    return tuple(
        _why(problem, person, usable[person], closed, left)
        for person in np.flatnonzero(chosen == NOBODY).tolist()
    )


def _why(
    problem: Problem,
    person: int,
    usable: np.ndarray[tuple[int], np.dtype[np.bool_]],
    closed: dict[UnservedReason, np.ndarray[tuple[int], np.dtype[np.bool_]]],
    left: int | None,
) -> Unserved:
    reasons = [reason for reason, mask in closed.items() if (mask & usable).any()]
    free = usable & ~np.any([*closed.values()], axis=0) if closed else usable
    missing = None
    if left is not None and problem.costs is not None and free.any():
        cheapest = int(problem.costs[person][free].min())
        if cheapest > left:
            reasons.append(UnservedReason.ENVELOPE_SPENT)
            missing = cheapest - left
    if not reasons and not usable.any() and problem.allowed[person].any():
        reasons.append(UnservedReason.BELOW_FLOOR)
    if not reasons and usable.any():
        reasons.append(UnservedReason.WORTH_NOTHING)
    order = list(UnservedReason)
    return Unserved(person=person, reasons=tuple(sorted(reasons, key=order.index)), missing=missing)


def moves(before: Ints, after: Ints) -> tuple[Move, ...]:
    """Everybody whose option differs between two plans, by position."""
    return tuple(
        Move(person=one, before=_shown(int(before[one])), after=_shown(int(after[one])))
        for one in np.flatnonzero(before != after).tolist()
    )


def _shown(option: int) -> int | None:
    return None if option == NOBODY else option


def one_more(problem: Problem, solved: Solved, number: int) -> OneMore | None:
    """What one more place under a ceiling would change, found by solving again.

    Args:
        problem: The same problem.
        solved: Its plan.
        number: Of the ceiling in `problem.ceilings`.

    Returns:
        None when it changes nothing.
    """
    ceiling = problem.ceilings[number]
    raised = list(problem.ceilings)
    raised[number] = replace(ceiling, at_most=ceiling.at_most + 1)
    again = solve(replace(problem, ceilings=tuple(raised)))
    if again is None or not _is_better(solved, again):
        return None
    return OneMore(
        kind=ceiling.kind,
        id=ceiling.id,
        gain=again.reached - solved.reached,
        served=_served(again) - _served(solved),
        moves=moves(solved.chosen, again.chosen),
    )


def full_ceilings(problem: Problem, chosen: Ints) -> Sequence[int]:
    """Ceilings that are used up and that somebody would rather go beyond, most wanted first.

    Wanted by: people without an option, and people for whom an option under it is worth more
    than the one they have. Equal numbers by kind and id.
    """
    used = np.bincount(chosen[chosen != NOBODY], minlength=len(problem.options))
    better = problem.usable & (problem.values > worth(problem, chosen)[:, None])
    wanted = []
    for number, one in enumerate(problem.ceilings):
        members = list(one.options)
        if used[members].sum() >= one.at_most:
            people = int(better[:, members].any(axis=1).sum())
            wanted.append((-people, one.kind, one.id, number))
    return [number for people, _, _, number in sorted(wanted) if people]


def _is_better(before: Solved, after: Solved) -> bool:
    return (after.served_by_tier, after.lowest_value or 0.0, after.reached) > (
        before.served_by_tier,
        before.lowest_value or 0.0,
        before.reached,
    )


def _served(solved: Solved) -> int:
    return int((solved.chosen != NOBODY).sum())
