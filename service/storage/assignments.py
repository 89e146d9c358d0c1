"""Plans for cohorts as they were made, with what is needed to make them again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, insert, select

from matching.errors import NotFound
from matching.vocabulary import OpportunityKind, RecordKind
from service.storage.columns import AnyRow
from service.storage.tables import AssignmentLineRow, AssignmentRow, RecordRow

Json = dict[str, Any]


class NoSuchAssignment(NotFound):
    """No plan was kept under that id, or a person of it was erased since."""

    code = "no-such-assignment"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAssignment:
    """A plan with everything needed to make it again."""

    id: UUID
    based_on: UUID | None
    made_at: datetime
    made_by: str
    kind: OpportunityKind
    release_id: str
    records_revision: int
    feedback_revision: int
    inputs: Json
    """The cohort, the terms and the day."""
    answer: Json
    is_redacted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAssignment:
    """A plan on a list."""

    id: UUID
    based_on: UUID | None
    made_at: datetime
    made_by: str
    kind: OpportunityKind
    people: int
    served: int
    regions: frozenset[str | None]
    """Where its people live now; None for somebody whose town is not known."""


class AssignmentStore:
    """The plans of one transaction; what was made does not change."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, kept: KeptAssignment, lines: Mapping[str, str | None]) -> None:
        """Keep a plan.

        Args:
            kept: The plan.
            lines: What each person got, by profile id; None for nothing.
        """
        row = {one.key: getattr(kept, one.key) for one in AssignmentRow.__table__.columns}
        self._connection.execute(insert(AssignmentRow), row)
        named = [
            {"assignment_id": kept.id, "profile_id": person, "opportunity_id": option}
            for person, option in lines.items()
        ]
        if named:
            self._connection.execute(insert(AssignmentLineRow), named)

    def get(self, assignment_id: UUID) -> KeptAssignment:
        """The plan kept under that id.

        Raises:
            NoSuchAssignment: there is none, or a person of it was erased since.
        """
        query = select(AssignmentRow.__table__).where(AssignmentRow.id == assignment_id)
        row = self._connection.execute(query).one_or_none()
        if row is None or row.is_redacted:
            raise NoSuchAssignment(assignment_id=str(assignment_id))
        return _kept(row)

    def listed(self) -> list[ListedAssignment]:
        """Every plan without what is in it, latest first; those of erased people are left out."""
        counted = (
            select(
                AssignmentLineRow.assignment_id,
                RecordRow.region,
                func.count().label("people"),
                func.count(AssignmentLineRow.opportunity_id).label("served"),
            )
            .outerjoin(
                RecordRow,
                (RecordRow.kind == RecordKind.PROFILE.value)
                & (RecordRow.id == AssignmentLineRow.profile_id)
                & RecordRow.until_revision.is_(None),
            )
            .group_by(AssignmentLineRow.assignment_id, RecordRow.region)
            .subquery()
        )
        query = (
            select(
                AssignmentRow.id,
                AssignmentRow.based_on,
                AssignmentRow.made_at,
                AssignmentRow.made_by,
                AssignmentRow.kind,
                counted.c.region,
                counted.c.people,
                counted.c.served,
            )
            .join(counted, counted.c.assignment_id == AssignmentRow.id)
            .where(AssignmentRow.is_redacted.is_(False))
            .order_by(AssignmentRow.made_at.desc(), AssignmentRow.id)
        )
        rows = self._connection.execute(query)
        return [_listed(list(parts)) for _, parts in groupby(rows, key=lambda row: row.id)]

    def latest(self, limit: int) -> list[KeptAssignment]:
        """The last plans made, latest first; those of erased people are left out."""
        query = (
            select(AssignmentRow.__table__)
            .where(AssignmentRow.is_redacted.is_(False))
            .order_by(AssignmentRow.made_at.desc(), AssignmentRow.id)
            .limit(limit)
        )
        return [_kept(row) for row in self._connection.execute(query)]


def _listed(parts: Sequence[AnyRow]) -> ListedAssignment:
    first = parts[0]
    return ListedAssignment(
        id=first.id,
        based_on=first.based_on,
        made_at=first.made_at,
        made_by=first.made_by,
        kind=OpportunityKind(first.kind),
        people=sum(one.people for one in parts),
        served=sum(one.served for one in parts),
        regions=frozenset(one.region for one in parts),
    )


def _kept(row: AnyRow) -> KeptAssignment:
    fields = row._asdict()
    fields["kind"] = OpportunityKind(row.kind)
    return KeptAssignment(**fields)
