"""Where people and opportunities stand now, read the way lists show it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, false, func, or_, select

from matching.outcomes import Event, Standing
from matching.vocabulary import Answer, DeclineReason, OutcomeKind, RecordKind
from service.storage.chunks import chunks
from service.storage.columns import AnyRow, AnySelect
from service.storage.tables import EventRow, RecordRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A person and an opportunity, and the event that says where they stand."""

    profile_id: str
    opportunity_id: str
    company_id: str | None
    standing: Standing
    event: Event
    reason: DeclineReason | None
    happened_on: date
    at: datetime
    """When it was noted, UTC."""
    by: str
    """Id of the caller who noted it."""


class StandingStore:
    """The standings of one transaction. A pair that was withdrawn, or erased, is on no list."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_people(self, profile_ids: Collection[str]) -> dict[str, dict[Standing, int]]:
        """With how many opportunities each stands where; somebody with none is left out."""
        found: dict[str, dict[Standing, int]] = {}
        for ids in chunks(profile_ids):
            query = (
                select(EventRow.profile_id, EventRow.standing, func.count())
                .where(_in_effect(), EventRow.profile_id.in_(ids))
                .group_by(EventRow.profile_id, EventRow.standing)
            )
            for profile_id, standing, count in self._connection.execute(query):
                found.setdefault(profile_id, {})[Standing(str(standing))] = count
        return found

    def of_company(self, company_id: str) -> dict[Standing, int]:
        """How many people stand where with what the company offers or offered."""
        query = (
            select(EventRow.standing, func.count())
            .where(_in_effect(), EventRow.company_id == company_id)
            .group_by(EventRow.standing)
        )
        return {Standing(str(one)): count for one, count in self._connection.execute(query)}

    def with_company(
        self, company_id: str, territory: frozenset[str] | None, offset: int, limit: int
    ) -> list[Pair]:
        """People of a territory and what the company offers or offered, latest event first.

        Args:
            company_id: Which company.
            territory: As in `PeopleWanted`.
            offset: Pairs to pass over.
            limit: At most this many.
        """
        query = _pairs(territory).where(EventRow.company_id == company_id)
        ordered = query.order_by(EventRow.day.desc(), EventRow.revision.desc())
        return self._read(ordered.offset(offset).limit(limit))

    def count_with_company(self, company_id: str, territory: frozenset[str] | None) -> int:
        """How many of them there are."""
        return self._count(_pairs(territory).where(EventRow.company_id == company_id))

    def awaited(self, territory: frozenset[str] | None, offset: int, limit: int) -> list[Pair]:
        """People of a territory to whom something was proposed, and nobody answered yet.

        The proposal made first is in front; an interview that was noted meanwhile is no answer.
        """
        ordered = _awaited(territory).order_by(EventRow.day, EventRow.revision)
        return self._read(ordered.offset(offset).limit(limit))

    def count_awaited(self, territory: frozenset[str] | None) -> int:
        """How many of them there are."""
        return self._count(_awaited(territory))

    def _count(self, query: AnySelect) -> int:
        return self._connection.execute(
            select(func.count()).select_from(query.subquery())
        ).scalar_one()

    def _read(self, query: AnySelect) -> list[Pair]:
        return [_pair(row) for row in self._connection.execute(query)]


def _in_effect() -> ColumnElement[bool]:
    return (
        EventRow.standing.is_not(None)
        & EventRow.until_revision.is_(None)
        & (EventRow.standing != Standing.OPEN)
    )


def _awaited(territory: frozenset[str] | None) -> AnySelect:
    return _pairs(territory).where(EventRow.standing == Standing.PROPOSED)


def _pairs(territory: frozenset[str] | None) -> AnySelect:
    query = select(
        EventRow.profile_id,
        EventRow.opportunity_id,
        EventRow.company_id,
        EventRow.standing,
        EventRow.family,
        EventRow.code,
        EventRow.reason,
        EventRow.happened_on,
        EventRow.at,
        EventRow.actor,
    ).where(_in_effect())
    if territory is None:
        return query
    person = (
        (RecordRow.kind == RecordKind.PROFILE)
        & (RecordRow.id == EventRow.profile_id)
        & RecordRow.until_revision.is_(None)
    )
    is_there = or_(RecordRow.region.in_(sorted(territory)), RecordRow.region.is_(None))
    return query.join(RecordRow, person).where(is_there if territory else false())


def _pair(row: AnyRow) -> Pair:
    return Pair(
        profile_id=row.profile_id,
        opportunity_id=row.opportunity_id,
        company_id=row.company_id,
        standing=Standing(row.standing),
        event=Answer(row.code) if row.family == "feedback" else OutcomeKind(row.code),
        reason=DeclineReason(row.reason) if row.reason else None,
        happened_on=row.happened_on,
        at=row.at,
        by=row.actor,
    )
