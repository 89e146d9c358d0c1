"""Grading one pair after another on a page: what waits, what was skipped, the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from service.actions.grading.rounds import Case, NothingToGrade, case_of
from service.security import Action, Caller, can, check_can
from service.storage import Graded, Grading, GradingPair, NoSuchPair, Progress, Storage, Work
from service.storage.grades import GRADERS, is_disputed


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """What somebody who grades has before them."""

    case: Case
    done: int
    """Pairs this person has graded in the round."""
    left: int
    """Pairs that wait for this person, those skipped included."""
    last: UUID | None
    """The pair graded before, while its grade may still be changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSeen:
    """A round as somebody sees it on the list."""

    grading: Grading
    progress: Progress
    waiting: int
    """Pairs that wait for the caller's grade; 0 for somebody who does not grade."""
    disputed: int
    """Pairs that wait for the caller to settle them."""


_Open = tuple[GradingPair, Graded | None]
_FIRST: Final = 0


def rounds_seen(storage: Storage, *, caller: Caller) -> list[RoundSeen]:
    """Every round, latest first, with what waits for the caller; counts only.

    Raises:
        RoleNotAllowed: not the caller's to see.
    """
    check_can(caller, Action.READ_GRADINGS)
    with storage.read() as work:
        return [
            RoundSeen(
                grading=one,
                progress=work.grades.progress(one.id),
                waiting=_waiting(_open(work, caller, one.id, disputed=False)),
                disputed=_waiting(_open(work, caller, one.id, disputed=True)),
            )
            for one in work.grades.all()
        ]


def sit_down(
    storage: Storage,
    *,
    caller: Caller,
    grading_id: UUID,
    disputed: bool,
    after: int = _FIRST,
    pair_id: UUID | None = None,
) -> Sitting:
    """The pair to grade now.

    Args:
        storage: Where the pairs are.
        caller: Grades; pairs about people outside their territory are not theirs.
        grading_id: Which round.
        disputed: Pairs on which two others disagree, instead of pairs that lack a grade.
        after: Place of the pair that was just graded or skipped; the round begins again after its
            last pair.
        pair_id: Go back to this one, which the caller has graded.

    Raises:
        NotAllowed: not the caller's to grade.
        NoSuchGrading, NoSuchPair: as named.
        NothingToGrade: nothing waits.
    """
    check_can(caller, Action.GRADE_PAIRS)
    with storage.read() as work:
        grading = work.grades.get(grading_id)
        found = _open(work, caller, grading_id, disputed=disputed)
        mine = _open(work, caller, grading_id, disputed=False)
        chosen = _named(mine, pair_id) if pair_id else _next(found, after)
        if chosen is None:
            raise NothingToGrade(grading_id=str(grading_id))
        pair, own = chosen
        case = case_of(work, grading.kind, pair, None if own is None else own.grade)
    return Sitting(
        case=case,
        done=sum(own is not None for _, own in mine),
        left=_waiting(found),
        last=_last(mine, but=case.pair_id),
    )


def _open(work: Work, caller: Caller, grading_id: UUID, *, disputed: bool) -> list[_Open]:
    """Pairs that are the caller's to grade, or to change, in the shuffled order."""
    found = []
    for pair, given in work.grades.graded(grading_id):
        own = next((one for one in given if one.grader == caller.id), None)
        if disputed:
            is_open = own is None and is_disputed(given)
        else:
            is_open = len(given) <= GRADERS and (own is not None or len(given) < GRADERS)
        if is_open and can(caller, Action.GRADE_PAIRS, pair.region):
            found.append((pair, own))
    return found


def _waiting(found: Sequence[_Open]) -> int:
    return sum(own is None for _, own in found)


def _next(found: Sequence[_Open], after: int) -> _Open | None:
    waiting = [one for one in found if one[1] is None]
    beyond = (one for one in waiting if one[0].position > after)
    return next(beyond, waiting[0] if waiting else None)


def _named(mine: Sequence[_Open], pair_id: UUID) -> _Open:
    for one in mine:
        if one[0].id == pair_id and one[1] is not None:
            return one
    raise NoSuchPair(pair_id=str(pair_id))


def _last(mine: Sequence[_Open], but: UUID) -> UUID | None:
    """The pair that was graded last; only the time between two grades tells."""
    given: list[tuple[datetime, int, UUID]] = [
        (own.given_at, pair.position, pair.id)
        for pair, own in mine
        if own is not None and pair.id != but
    ]
    return max(given)[-1] if given else None
