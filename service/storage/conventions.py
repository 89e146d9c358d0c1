"""Conventions with companies; what ends keeps the revisions between which it held."""

from collections import Counter as Tally
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select, update

from matching.conventions import Convention, Conventions
from matching.errors import NotFound
from matching.outcomes import HOLDS_A_PLACE, Standing
from service.storage import counters
from service.storage.columns import AnyRow
from service.storage.counters import Counter
from service.storage.tables import ConventionRow, EventRow

_USED_A_PLACE = HOLDS_A_PLACE | {Standing.ENDED}
"""Somebody who left was placed all the same."""

_Placed = tuple[str, str, date]
"""Company, opportunity, and the first day on which a person held a place of it."""


class NoSuchConvention(NotFound):
    """There is no convention with that id, or it was taken back."""

    code = "no-such-convention"


class ConventionStore:
    """The conventions of one transaction. Their revision is that of the records."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, convention: Convention, *, at: datetime, actor: str) -> None:
        """Keep a convention; the engine sees it with the next change of records."""
        counters.lock(self._connection, Counter.RECORDS)
        row = {
            "id": UUID(convention.id),
            "company_id": convention.company_id,
            "sectors": sorted(convention.sectors),
            "yearly_quota": convention.yearly_quota,
            "starts_on": convention.starts_on,
            "ends_on": convention.ends_on,
            "revision": counters.advance(self._connection, Counter.RECORDS),
            "until_revision": None,
            "at": at,
            "actor": actor,
        }
        self._connection.execute(insert(ConventionRow), row)

    def remove(self, convention_id: UUID) -> None:
        """Take a convention back; plans made under it can still be made again.

        Raises:
            NoSuchConvention: there is none, or it was taken back already.
        """
        counters.lock(self._connection, Counter.RECORDS)
        revision = counters.advance(self._connection, Counter.RECORDS)
        held = (ConventionRow.id == convention_id) & ConventionRow.until_revision.is_(None)
        statement = update(ConventionRow).where(held).values(until_revision=revision)
        if self._connection.execute(statement).rowcount == 0:
            raise NoSuchConvention(id=str(convention_id))

    def all(self, as_of: int | None = None) -> list[Convention]:
        """Conventions that were not taken back, over or not, in the order of their ids.

        Args:
            as_of: Revision of the records; None for now.
        """
        held: list[ColumnElement[bool]] = [ConventionRow.until_revision.is_(None)]
        if as_of is not None:
            later = or_(*held, ConventionRow.until_revision > as_of)
            held = [ConventionRow.revision <= as_of, later]
        query = select(ConventionRow.__table__).where(*held).order_by(ConventionRow.id)
        return [_convention(row) for row in self._connection.execute(query)]

    def counted(
        self,
        sectors: Mapping[str, str | None],
        records_as_of: int | None = None,
        feedback_as_of: int | None = None,
    ) -> Conventions:
        """Conventions with the people placed under each, by calendar year.

        A placement counts in the year in which the person first held a place. Placements of erased
        people have no day and no longer count.

        Args:
            sectors: Opportunity id to sector. A placement on an opening that is gone counts against
                every convention of its company.
            records_as_of: Revision of the conventions; None for now.
            feedback_as_of: Revision of the placements; None for now.
        """
        signed = self.all(records_as_of)
        by_company: dict[str, list[Convention]] = {}
        for one in signed:
            by_company.setdefault(one.company_id, []).append(one)
        placed: Tally[tuple[str, int]] = Tally()
        if by_company:
            for company_id, opportunity_id, day in self._placements(by_company, feedback_as_of):
                for one in by_company[company_id]:
                    gone = opportunity_id not in sectors
                    if gone or not one.sectors or sectors[opportunity_id] in one.sectors:
                        placed[one.id, day.year] += 1
        return Conventions(by_company=by_company, placed=dict(placed))

    def _placements(self, companies: Mapping[str, object], as_of: int | None) -> list[_Placed]:
        known = [] if as_of is None else [EventRow.revision <= as_of]
        first = (
            select(
                EventRow.profile_id,
                EventRow.opportunity_id,
                func.min(EventRow.day).label("first_day"),
            )
            .where(EventRow.standing.in_(sorted(HOLDS_A_PLACE)), *known)
            .group_by(EventRow.profile_id, EventRow.opportunity_id)
            .subquery()
        )
        ends = EventRow.until_revision.is_(None)
        in_effect = ends if as_of is None else or_(ends, EventRow.until_revision > as_of)
        query = (
            select(EventRow.company_id, EventRow.opportunity_id, first.c.first_day)
            .join(
                first,
                (first.c.profile_id == EventRow.profile_id)
                & (first.c.opportunity_id == EventRow.opportunity_id),
            )
            .where(
                EventRow.standing.in_(sorted(_USED_A_PLACE)),
                EventRow.company_id.in_(sorted(companies)),
                in_effect,
                *known,
            )
        )
        return [(one[0], one[1], one[2]) for one in self._connection.execute(query)]


def _convention(row: AnyRow) -> Convention:
    return Convention(
        id=str(row.id),
        company_id=row.company_id,
        sectors=frozenset(row.sectors),
        yearly_quota=row.yearly_quota,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )
