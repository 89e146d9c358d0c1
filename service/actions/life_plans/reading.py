"""A life plan on a page: one version with all the others, and what differs from it."""

from dataclasses import dataclass

from matching.life_plans import Financing, LifePlan, financing_of
from matching.plan_changes import PlanChange, changes_between
from service.actions.life_plans.writing import PlanInFull, plan_history
from service.security import Caller
from service.storage import NoSuchPlan, Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRead:
    """A plan with its history."""

    versions: tuple[PlanInFull, ...]
    """The oldest first; empty when nobody wrote one."""
    shown: PlanInFull | None
    """The version asked for, else the one in force; None when there is none."""

    @property
    def in_force(self) -> PlanInFull | None:
        """The version in force; None when there is none."""
        number = self.in_force_version
        return next((one for one in self.versions if one.version.version == number), None)

    @property
    def in_force_version(self) -> int:
        """Its number; 0 when there is none."""
        return self.versions[-1].in_force if self.versions else 0

    @property
    def financing(self) -> Financing | None:
        """The sums of the version shown."""
        return None if self.shown is None else financing_of(self.shown.version.plan)


def read_whole(
    storage: Storage, *, caller: Caller, profile_id: str, version: int | None = None
) -> PlanRead:
    """Every version of a plan, one of them to be shown.

    Raises:
        NoSuchRecord: there is no such person.
        NoSuchPlan: there is no version of that number.
        NotAllowed: not the caller's to read, or not there.
    """
    versions = plan_history(storage, caller=caller, profile_id=profile_id)
    found = PlanRead(versions=versions, shown=None)
    if version is None:
        return PlanRead(versions=versions, shown=found.in_force)
    shown = next((one for one in versions if one.version.version == version), None)
    if shown is None:
        raise NoSuchPlan(profile_id=profile_id, version=version)
    return PlanRead(versions=versions, shown=shown)


def differences(whole: PlanRead, plan: LifePlan) -> tuple[PlanChange, ...]:
    """What a plan says otherwise than the version in force; nothing when there is none."""
    current = whole.in_force
    return () if current is None else changes_between(current.version.plan, plan)
