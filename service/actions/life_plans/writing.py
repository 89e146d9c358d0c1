"""Writing, reading and signing life plans, within the caller's territory."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from matching.life_plans import LifePlan, PlanParty, drafted, financing_of
from matching.plan_changes import PlanChange, changes_between
from matching.vocabulary import RecordKind
from service.actions.answers import DateInFuture
from service.actions.cleaning import NothingLeft, Removal
from service.actions.records import opportunity_of, region_of_record
from service.intake.scrub import scrub
from service.security import Action, Caller, check_can
from service.storage import PlanVersion, RecordChanged, Signature, Storage, Work

KIND: Final = "life-plan"
_LISTS: Final = {
    "budget": "item",
    "steps": "title",
    "trainings": "title",
    "commitments": "text",
}
"""Lists of a plan, and the free text of their lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWritten:
    """What became of a plan that was written."""

    version: PlanVersion
    removed: tuple[Removal, ...]
    """What was taken out of its texts first; never out of the person's own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInFull:
    """One version with all that belongs to it."""

    version: PlanVersion
    in_force: int
    """The version in force now; 0 when every version lies beside."""
    changes: tuple[PlanChange, ...]
    """Since the version its author had read; empty for a first one."""
    signatures: tuple[Signature, ...]


def write_plan(
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    profile_id: str,
    plan: LifePlan,
    base_version: int,
) -> PlanWritten:
    """Append a version to the plan of a person.

    Personal data is taken out of every text but the comment, which is the person's own. Who writes
    without having read the version in force loses nothing: what they wrote is kept beside it, and
    the conflict says under which number.

    Args:
        storage: Where to.
        caller: Who writes.
        now: Aware.
        profile_id: Whose plan it is.
        plan: All of it.
        base_version: The version that was read; 0 when there was none.

    Raises:
        NoSuchRecord: there is no such person.
        NotAllowed: not the caller's to write, or not there.
        NothingLeft: the goal or the title held nothing but personal data.
        FundingExceedsBudget: the person and the co-funders give more than the plan costs.
        RecordChanged: another version is in force by now; `kept_as` is the number of this one.
    """
    clean, removed = _cleaned(plan)
    financing_of(clean)
    with storage.begin() as work:
        # Writing takes the lock under which people are erased, so who it is is checked after it.
        written = work.life_plans.put(
            profile_id,
            clean,
            base_version=base_version,
            at=now,
            actor=caller.id,
            role=caller.role,
        )
        _check_can(work, caller, Action.WRITE_PROFILES, profile_id)
        current = _in_force(work, profile_id)
    if written.is_beside:
        raise RecordChanged(
            kind=KIND,
            id=profile_id,
            expected=base_version,
            current=current,
            kept_as=written.version,
        )
    return PlanWritten(version=written, removed=removed)


def read_plan(
    storage: Storage, *, caller: Caller, profile_id: str, version: int | None = None
) -> PlanInFull:
    """One version of a plan; the one in force when none is named.

    Raises:
        NoSuchRecord, NoSuchPlan: there is no such person, or no such version.
        NotAllowed: not the caller's to read, or not there.
    """
    with storage.read() as work:
        _check_can(work, caller, Action.READ_PROFILES, profile_id)
        found = work.life_plans.get(profile_id, version)
        return _in_full(work, found)


def plan_history(storage: Storage, *, caller: Caller, profile_id: str) -> tuple[PlanInFull, ...]:
    """Every version, the oldest first, each with what changed and who signed it.

    Raises:
        NoSuchRecord: there is no such person.
        NotAllowed: not the caller's to read, or not there.
    """
    with storage.read() as work:
        _check_can(work, caller, Action.READ_PROFILES, profile_id)
        return tuple(_in_full(work, one) for one in work.life_plans.versions(profile_id))


def draft_plan(
    storage: Storage, *, caller: Caller, profile_id: str, opportunity_id: str
) -> LifePlan:
    """A first plan for a person and an activity or an opening; nothing is kept.

    Raises:
        NoSuchRecord: there is no such person, or no such opportunity.
        NotAllowed: not the caller's to read, or not there.
    """
    with storage.read() as work:
        _check_can(work, caller, Action.READ_PROFILES, profile_id)
        return drafted(opportunity_of(work, opportunity_id))


def sign_plan(
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    profile_id: str,
    version: int,
    party: PlanParty,
    signed_on: date,
) -> Signature:
    """Note that one of the parties signed one version on paper.

    Raises:
        NoSuchRecord, NoSuchPlan: there is no such person, or no such version.
        NotAllowed: not the caller's to write, or not there.
        AlreadySigned, DateInFuture: as their names say.
    """
    if signed_on > now.astimezone(UTC).date():
        raise DateInFuture
    signature = Signature(
        profile_id=profile_id,
        version=version,
        party=party,
        signed_on=signed_on,
        at=now,
        actor=caller.id,
    )
    with storage.begin() as work:
        work.life_plans.sign(signature)
        _check_can(work, caller, Action.WRITE_PROFILES, profile_id)
    return signature


def _check_can(work: Work, caller: Caller, action: Action, profile_id: str) -> None:
    person = work.records.get(RecordKind.PROFILE, profile_id)
    check_can(caller, action, region_of_record(person.record))


def _in_force(work: Work, profile_id: str) -> int:
    versions = work.life_plans.versions(profile_id)
    return next((one.version for one in reversed(versions) if not one.is_beside), 0)


def _in_full(work: Work, found: PlanVersion) -> PlanInFull:
    before = (
        work.life_plans.get(found.profile_id, found.base_version) if found.base_version else None
    )
    return PlanInFull(
        version=found,
        in_force=_in_force(work, found.profile_id),
        changes=changes_between(before.plan, found.plan) if before else (),
        signatures=tuple(work.life_plans.signatures(found.profile_id, found.version)),
    )


def _cleaned(plan: LifePlan) -> tuple[LifePlan, tuple[Removal, ...]]:
    removed = tuple(_removals(plan))
    goal, title = scrub(plan.goal).text, scrub(plan.title).text
    if not goal or not title:
        raise NothingLeft
    lists: dict[str, Any] = {
        name: tuple(
            replace(line, **{part: scrub(getattr(line, part)).text})
            for line in getattr(plan, name)
            if scrub(getattr(line, part)).text
        )
        for name, part in _LISTS.items()
    }
    return replace(plan, goal=goal, title=title, **lists), removed


def _removals(plan: LifePlan) -> Iterator[Removal]:
    for pointer, text in _texts(plan):
        kinds = scrub(text).removed
        if kinds:
            yield Removal(field=pointer, kinds=kinds)


def _texts(plan: LifePlan) -> Iterator[tuple[str, str]]:
    yield "/goal", plan.goal
    yield "/title", plan.title
    for name, part in _LISTS.items():
        for position, line in enumerate(getattr(plan, name)):
            yield f"/{name}/{position}/{part}", getattr(line, part)
