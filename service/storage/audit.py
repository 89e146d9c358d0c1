"""The trail of who saw and did what: lines are added, and never changed but by an erasure."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select

from matching.vocabulary import Role
from service.storage.columns import AnyRow, AnySelect
from service.storage.tables import AuditRow

_STREAMED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Somebody looked at something, or did something."""

    id: UUID
    at: datetime
    actor: str
    """Id of the account or token, never a name."""
    role: Role
    action: str
    """Code of the permission that was asked for."""
    is_write: bool
    """Something was asked to change; else it was only looked at."""
    route: str
    """Of the page or of the API, its blanks not filled."""
    person: str | None
    """Profile id; None when it is about nobody in particular, or the person was erased."""
    thing: str | None
    """Id of what else it is about."""
    status: int
    """Of the answer: 403 for what was refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which lines of the trail are wanted; None leaves a thing open."""

    person: str | None = None
    actor: str | None = None
    action: str | None = None
    since: datetime | None = None
    """Aware; included."""
    until: datetime | None = None
    """Aware; excluded."""


class AuditStore:
    """The trail in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, seen: Seen) -> None:
        """Write a line."""
        self._connection.execute(insert(AuditRow), asdict(seen))

    def page(self, sought: Sought, *, skipped: int, limit: int) -> list[Seen]:
        """Lines wanted, latest first; the database skips and counts, not the program."""
        query = _wanted(sought).offset(skipped).limit(limit)
        return [_seen(row) for row in self._connection.execute(query)]

    def each(self, sought: Sought, *, limit: int) -> Iterator[Seen]:
        """The same one after another, for a file; at most `limit`."""
        found = self._connection.execution_options(yield_per=_STREAMED)
        for row in found.execute(_wanted(sought).limit(limit)):
            yield _seen(row)


def _wanted(sought: Sought) -> AnySelect:
    query = select(AuditRow.__table__).order_by(AuditRow.at.desc(), AuditRow.id)
    for column, value in (
        (AuditRow.person, sought.person),
        (AuditRow.actor, sought.actor),
        (AuditRow.action, sought.action),
    ):
        if value is not None:
            query = query.where(column == value)
    if sought.since is not None:
        query = query.where(AuditRow.at >= sought.since)
    if sought.until is not None:
        query = query.where(AuditRow.at < sought.until)
    return query


def _seen(row: AnyRow) -> Seen:
    return Seen(**(row._asdict() | {"role": Role(row.role)}))
