"""Life plans in and out: versions are appended, never changed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert, select

from matching.errors import Conflict, NotFound
from matching.follow_up import IncomeBand
from matching.life_plans import LifePlan, PlanParty
from matching.vocabulary import Role
from service.storage import counters
from service.storage.columns import AnyRow
from service.storage.counters import Counter
from service.storage.tables import IncomeRow, LifePlanRow, PlanSignatureRow


class NoSuchPlan(NotFound):
    """The person has no plan, or not that version of it."""

    code = "no-such-plan"


class AlreadySigned(Conflict):
    """That party signed that version already."""

    code = "already-signed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersion:
    """One version of a plan, with where it comes from."""

    profile_id: str
    version: int
    """1, 2, 3…"""
    base_version: int
    """The version its author had read; 0 for none."""
    is_beside: bool
    """Written without having read the version in force: kept for comparison, not in force."""
    at: datetime
    actor: str
    """Id of the caller, never a name."""
    role: Role
    """What the author was then."""
    plan: LifePlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """That one of the parties signed one version."""

    profile_id: str
    version: int
    party: PlanParty
    signed_on: date
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """What somebody said they earn with one activity or job, as a band."""

    id: UUID
    profile_id: str
    opportunity_id: str
    band: IncomeBand
    happened_on: date
    at: datetime
    actor: str


class LifePlanStore:
    """The plans of people, version by version."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(
        self,
        profile_id: str,
        plan: LifePlan,
        *,
        base_version: int,
        at: datetime,
        actor: str,
        role: Role,
    ) -> PlanVersion:
        """Append a version, in force when its author had read the one that was.

        A plan that says the same as the version in force, or as one already kept beside it, is not
        kept twice: that version is returned.

        Raises:
            NoSuchPlan: there is no version `base_version`.
        """
        # Under the lock nobody appends between reading the last version and writing the next.
        counters.lock(self._connection, Counter.RECORDS)
        versions = self.versions(profile_id)
        if base_version > len(versions):
            raise NoSuchPlan(profile_id=profile_id, version=base_version)
        in_force = _in_force(versions)
        current = in_force.version if in_force else 0
        is_beside = base_version != current
        if in_force is not None and in_force.plan == plan:
            return in_force
        for known in versions:
            if is_beside and known.is_beside and known.plan == plan:
                return known
        written = PlanVersion(
            profile_id=profile_id,
            version=len(versions) + 1,
            base_version=base_version,
            is_beside=is_beside,
            at=at,
            actor=actor,
            role=role,
            plan=plan,
        )
        self._connection.execute(insert(LifePlanRow), _row(written))
        return written

    def versions(self, profile_id: str) -> list[PlanVersion]:
        """Every version, the oldest first; empty when there is no plan."""
        query = (
            select(LifePlanRow.__table__)
            .where(LifePlanRow.profile_id == profile_id)
            .order_by(LifePlanRow.version)
        )
        return [_version(row) for row in self._connection.execute(query)]

    def get(self, profile_id: str, version: int | None = None) -> PlanVersion:
        """One version; the one in force when none is named.

        Raises:
            NoSuchPlan: there is none.
        """
        versions = self.versions(profile_id)
        if version is None:
            found = _in_force(versions)
        else:
            found = next((one for one in versions if one.version == version), None)
        if found is None:
            raise NoSuchPlan(profile_id=profile_id, version=version)
        return found

    def sign(self, signature: Signature) -> None:
        """Note that a party signed.

        Raises:
            NoSuchPlan: there is no such version.
            AlreadySigned: it did before.
        """
        counters.lock(self._connection, Counter.RECORDS)
        self.get(signature.profile_id, signature.version)
        known = self.signatures(signature.profile_id, signature.version)
        if signature.party in {one.party for one in known}:
            raise AlreadySigned(
                profile_id=signature.profile_id, version=signature.version, party=signature.party
            )
        row = {
            "profile_id": signature.profile_id,
            "version": signature.version,
            "party": signature.party,
            "signed_on": signature.signed_on,
            "at": signature.at,
            "actor": signature.actor,
        }
        self._connection.execute(insert(PlanSignatureRow), row)

    def signatures(self, profile_id: str, version: int) -> list[Signature]:
        """Who signed that version, in the order of signing."""
        query = (
            select(PlanSignatureRow.__table__)
            .where(PlanSignatureRow.profile_id == profile_id, PlanSignatureRow.version == version)
            .order_by(PlanSignatureRow.signed_on, PlanSignatureRow.at, PlanSignatureRow.party)
        )
        return [
            Signature(
                profile_id=row.profile_id,
                version=row.version,
                party=PlanParty(row.party),
                signed_on=row.signed_on,
                at=row.at,
                actor=row.actor,
            )
            for row in self._connection.execute(query)
        ]


class IncomeStore:
    """What people said they earn."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, income: Income) -> None:
        """Note what somebody said; a later note does not replace it."""
        # Under the lock of records nobody is erased between this and the check of who they are.
        counters.lock(self._connection, Counter.RECORDS)
        row = {
            "id": income.id,
            "profile_id": income.profile_id,
            "opportunity_id": income.opportunity_id,
            "band": income.band,
            "happened_on": income.happened_on,
            "at": income.at,
            "actor": income.actor,
        }
        self._connection.execute(insert(IncomeRow), row)

    def of_profile(self, profile_id: str) -> list[Income]:
        """What that person said, in the order of the days."""
        query = (
            select(IncomeRow.__table__)
            .where(IncomeRow.profile_id == profile_id)
            .order_by(IncomeRow.happened_on, IncomeRow.at, IncomeRow.id)
        )
        return [
            Income(
                id=row.id,
                profile_id=row.profile_id,
                opportunity_id=row.opportunity_id,
                band=IncomeBand(row.band),
                happened_on=row.happened_on,
                at=row.at,
                actor=row.actor,
            )
            for row in self._connection.execute(query)
        ]


def _in_force(versions: Sequence[PlanVersion]) -> PlanVersion | None:
    return next((one for one in reversed(versions) if not one.is_beside), None)


def _row(written: PlanVersion) -> dict[str, Any]:
    document = _reader().dump_python(written.plan, mode="json", exclude_defaults=True)
    return {
        "profile_id": written.profile_id,
        "version": written.version,
        "base_version": written.base_version,
        "is_beside": written.is_beside,
        "at": written.at,
        "actor": written.actor,
        "role": written.role,
        "document": json.dumps(document, ensure_ascii=False, sort_keys=True),
    }


def _version(row: AnyRow) -> PlanVersion:
    return PlanVersion(
        profile_id=row.profile_id,
        version=row.version,
        base_version=row.base_version,
        is_beside=row.is_beside,
        at=row.at,
        actor=row.actor,
        role=Role(row.role),
        plan=_reader().validate_json(row.document),
    )


@cache
def _reader() -> TypeAdapter[LifePlan]:
    return TypeAdapter(LifePlan)
