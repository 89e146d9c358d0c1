"""Stopping recommendations in a region, or everywhere, and the one gate they all pass."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from matching.errors import Conflict
from matching.geography import Gazetteer
from matching.records import Profile
from matching.vocabulary import SuspensionReason
from service.actions.records import region_of_record
from service.security import Action, Caller, check_can
from service.storage import Storage, Suspension, Work

LATEST: Final = 100
"""Suspensions listed with those that ended."""


class RecommendationsSuspended(Conflict):
    """An administrator has stopped recommendations there."""

    code = "recommendations-suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A suspension as it is asked for."""

    region: str | None
    """Code of a region; None for everywhere."""
    reason: SuspensionReason
    note: str
    """For colleagues; may be empty."""


def suspend(storage: Storage, *, caller: Caller, now: datetime, wanted: Stop) -> Suspension:
    """Stop recommendations in a region, or everywhere; from here on none is made there.

    Raises:
        RoleNotAllowed: not the caller's to do.
        AlreadySuspended: they are stopped there.
        ValueError: there is no such region; a door lets none in.
    """
    check_can(caller, Action.SUSPEND)
    if wanted.region is not None and wanted.region not in regions():
        raise ValueError(f"no region {wanted.region}")
    suspension = Suspension(
        id=uuid4(),
        region=wanted.region,
        reason=wanted.reason,
        note=wanted.note.strip(),
        began_at=now,
        began_by=caller.id,
    )
    with storage.begin() as work:
        work.suspensions.begin(suspension)
    return suspension


def resume(storage: Storage, *, caller: Caller, now: datetime, suspension_id: UUID) -> Suspension:
    """Let recommendations be made again; one that was ended before keeps its first end.

    Raises:
        RoleNotAllowed: not the caller's to do.
        NoSuchSuspension: there is none with that id.
    """
    check_can(caller, Action.SUSPEND)
    with storage.begin() as work:
        return work.suspensions.end(suspension_id, at=now, by=caller.id)


def list_suspensions(storage: Storage, *, caller: Caller) -> list[Suspension]:
    """The last suspensions, ended or not, latest first.

    Raises:
        RoleNotAllowed: not the caller's to see.
    """
    check_can(caller, Action.SUSPEND)
    with storage.read() as work:
        return work.suspensions.latest(LATEST)


def suspensions_met(storage: Storage, *, caller: Caller) -> list[Suspension]:
    """Those in force that somebody may meet at their work: their regions', and everywhere's."""
    with storage.read() as work:
        in_force = work.suspensions.in_force()
    return [one for one in in_force if _concerns(one, caller.territory)]


def check_can_recommend(
    work: Work, caller: Caller, profiles: Iterable[Profile], action: Action = Action.MAKE_SHORTLISTS
) -> None:
    """The gate: check that the caller may propose something to these people, now.

    Every action that recommends passes it, whatever door it came through. Somebody whose region is
    not known might live in any region of the caller's, so one suspended region is enough.

    Raises:
        NotAllowed: the role does not include it, or not where one of them lives.
        RecommendationsSuspended: they are stopped where one of them lives.
    """
    in_force = work.suspensions.in_force()
    for profile in profiles:
        region = region_of_record(profile)
        check_can(caller, action, region)
        reached = caller.territory if region is None else frozenset({region})
        _refuse_if_any(one for one in in_force if _concerns(one, reached))


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a list of people may name."""

    regions: frozenset[str] | None
    """Codes; None for everywhere."""
    unplaced: bool
    """Whether people whose region is not known may be named too."""


def reach_of(work: Work, caller: Caller) -> Reach:
    """The gate of lists of people: those who live where recommendations are stopped are left out.

    Raises:
        NotAllowed: not the caller's to do.
        RecommendationsSuspended: in none of them.
    """
    check_can(caller, Action.MAKE_SHORTLISTS)
    in_force = work.suspensions.in_force()
    _refuse_if_any(one for one in in_force if one.region is None)
    if not any(_concerns(one, caller.territory) for one in in_force):
        return Reach(caller.territory, unplaced=True)
    reached = regions() if caller.territory is None else caller.territory
    left = reached - {one.region for one in in_force}
    if not left:
        _refuse_if_any(in_force)
    return Reach(left, unplaced=False)


def regions() -> frozenset[str]:
    """Codes of the twelve regions."""
    return frozenset(region.code for region in Gazetteer.load().regions)


def _concerns(suspension: Suspension, reached: frozenset[str] | None) -> bool:
    return suspension.region is None or reached is None or suspension.region in reached


def _refuse_if_any(in_force: Iterable[Suspension]) -> None:
    for one in in_force:
        raise RecommendationsSuspended(
            region=one.region, reason=one.reason, since=one.began_at.date().isoformat()
        )
