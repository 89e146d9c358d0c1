"""The steps of a programme beside its targets: mobilised, with a plan, with a mentor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum

from matching.disclosure import suppressed_steps
from service.actions.territorial import PeriodEndsBeforeStart, Scope
from service.security import Action, Caller, check_can
from service.storage import Storage


class Step(StrEnum):
    """How far somebody has come; each step holds the next."""

    MOBILISED = "mobilised"
    """Their record was first written in the period."""
    PLANNED = "planned"
    """Of those, a life plan is in force."""
    MENTORED = "mentored"
    """Of those, a mentor accompanies them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """One step."""

    step: Step
    people: int | None
    """None when they are few, or would give away a few."""
    target: int | None
    """What the programme wants; None where it says nothing."""


def programme(
    storage: Storage, *, caller: Caller, scope: Scope, targets: Mapping[Step, int | None]
) -> tuple[Reached, ...]:
    """Count the people who joined in a period, and how far they have come since.

    Args:
        storage: Where they are.
        caller: Who asks.
        scope: Period and territory of those who joined.
        targets: By step; a step that is missing has none.

    Raises:
        NotAllowed: not the caller's to read.
        PeriodEndsBeforeStart: as its name says.
    """
    check_can(caller, Action.READ_REPORTS)
    if scope.until < scope.since:
        raise PeriodEndsBeforeStart
    with storage.read() as work:
        mobilised = {
            one.profile_id
            for one in work.pathways.joined()
            if scope.since <= one.at.astimezone(UTC).date() <= scope.until
            and scope.region in {None, one.region}
        }
        planned = mobilised & work.pathways.with_a_plan()
        mentored = planned & work.pathways.with_a_mentor()
    counts = suppressed_steps([len(mobilised), len(planned), len(mentored)])
    return tuple(
        Reached(step=step, people=people, target=targets.get(step))
        for step, people in zip(Step, counts, strict=True)
    )
