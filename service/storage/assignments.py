"""Plans for cohorts as they were made, with what is needed to make them again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select

from matching.errors import NotFound
from matching.vocabulary import OpportunityKind
from service.storage.columns import AnyRow
from service.storage.tables import AssignmentLineRow, AssignmentRow

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

    def latest(self, limit: int) -> list[KeptAssignment]:
        """The last plans made, latest first; those of erased people are left out."""
        query = (
            select(AssignmentRow.__table__)
            .where(AssignmentRow.is_redacted.is_(False))
            .order_by(AssignmentRow.made_at.desc(), AssignmentRow.id)
            .limit(limit)
        )
        return [_kept(row) for row in self._connection.execute(query)]


def _kept(row: AnyRow) -> KeptAssignment:
    fields = row._asdict()
    fields["kind"] = OpportunityKind(row.kind)
    return KeptAssignment(**fields)
