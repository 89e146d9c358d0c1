"""How far people have come in a programme, counted over everybody; nothing about anybody."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from matching.outcomes import HOLDS_A_PLACE
from matching.vocabulary import OpportunityKind, RecordKind
from service.storage.tables import EventRow, LifePlanRow, RecordRow


@dataclass(frozen=True, slots=True)
class Joined:
    """Since when somebody is accompanied, and where."""

    profile_id: str
    region: str | None
    at: datetime
    """When the first version of the record was written."""


class PathwayStore:
    """Reads for the steps of a programme."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def joined(self) -> list[Joined]:
        """Everybody who is known now, in no order that means anything."""
        first = (
            select(RecordRow.id, func.min(RecordRow.at).label("at"))
            .where(RecordRow.kind == RecordKind.PROFILE)
            .group_by(RecordRow.id)
            .subquery()
        )
        query = (
            select(RecordRow.id, RecordRow.region, first.c.at)
            .join(first, first.c.id == RecordRow.id)
            .where(
                RecordRow.kind == RecordKind.PROFILE,
                RecordRow.until_revision.is_(None),
                RecordRow.document.is_not(None),
            )
        )
        return [Joined(*row) for row in self._connection.execute(query)]

    def with_a_plan(self) -> set[str]:
        """People for whom a life plan is in force."""
        query = select(LifePlanRow.profile_id).where(LifePlanRow.is_beside.is_(False)).distinct()
        return set(self._connection.scalars(query))

    def with_a_mentor(self) -> set[str]:
        """People whom a mentor accompanies: the proposal stands accepted."""
        mentors = select(RecordRow.id).where(RecordRow.kind == OpportunityKind.MENTOR)
        query = select(EventRow.profile_id).where(
            EventRow.until_revision.is_(None),
            EventRow.standing.in_(list(HOLDS_A_PLACE)),
            EventRow.opportunity_id.in_(mentors),
        )
        return set(self._connection.scalars(query.distinct()))
