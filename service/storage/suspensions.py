"""Where and since when nothing is recommended, who decided it, and why."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from matching.errors import Conflict, NotFound
from matching.vocabulary import SuspensionReason
from service.storage.columns import AnyRow
from service.storage.tables import SuspensionRow

_EVERYWHERE = ""


class NoSuchSuspension(NotFound):
    """There is no suspension with that id."""

    code = "no-such-suspension"


class AlreadySuspended(Conflict):
    """Recommendations are suspended there already."""

    code = "already-suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """Nothing is recommended somewhere, from one moment to another."""

    id: UUID
    region: str | None
    """Code of a region; None for everywhere."""
    reason: SuspensionReason
    note: str
    """In the words of who decided it, for colleagues; may be empty."""
    began_at: datetime
    began_by: str
    """Id of the caller, never a name."""
    ended_at: datetime | None = None
    """None while it is in force."""
    ended_by: str | None = None


class SuspensionStore:
    """The suspensions of one transaction; none is ever removed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, suspension: Suspension) -> None:
        """Suspend recommendations.

        Raises:
            AlreadySuspended: they are, in that very region or everywhere.
        """
        row = {one.key: getattr(suspension, one.key) for one in SuspensionRow.__table__.columns}
        row["region"] = suspension.region or _EVERYWHERE
        try:
            self._connection.execute(insert(SuspensionRow), row)
        except IntegrityError as error:
            raise AlreadySuspended(region=suspension.region) from error

    def end(self, suspension_id: UUID, *, at: datetime, by: str) -> Suspension:
        """End a suspension; one that ended before keeps its first end.

        Raises:
            NoSuchSuspension: there is none with that id.
        """
        statement = (
            update(SuspensionRow)
            .where(SuspensionRow.id == suspension_id, SuspensionRow.ended_at.is_(None))
            .values(ended_at=at, ended_by=by)
        )
        self._connection.execute(statement)
        query = select(SuspensionRow.__table__).where(SuspensionRow.id == suspension_id)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NoSuchSuspension(suspension_id=str(suspension_id))
        return _suspension(row)

    def in_force(self) -> list[Suspension]:
        """Those that have not ended: everywhere first, then by region."""
        query = (
            select(SuspensionRow.__table__)
            .where(SuspensionRow.ended_at.is_(None))
            .order_by(SuspensionRow.region)
        )
        return [_suspension(row) for row in self._connection.execute(query)]

    def latest(self, limit: int) -> list[Suspension]:
        """The last ones that began, ended or not, latest first."""
        query = (
            select(SuspensionRow.__table__)
            .order_by(SuspensionRow.began_at.desc(), SuspensionRow.id)
            .limit(limit)
        )
        return [_suspension(row) for row in self._connection.execute(query)]


def _suspension(row: AnyRow) -> Suspension:
    fields = row._asdict()
    fields["region"] = row.region or None
    fields["reason"] = SuspensionReason(row.reason)
    return Suspension(**fields)
