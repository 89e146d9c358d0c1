"""Versioned records of the six kinds: nothing is overwritten, every change appends a version."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from sqlalchemy import Connection, func, or_, select

from matching.errors import Conflict, NotFound
from matching.records import Company, Opportunity, Profile
from matching.vocabulary import RecordKind
from service.storage import counters, versions
from service.storage.chunks import chunks
from service.storage.columns import AnyRow, AnySelect
from service.storage.counters import Counter
from service.storage.documents import Record, from_document
from service.storage.erasure import Erased, erase_person
from service.storage.tables import ErasureRow, RecordRow
from service.storage.versions import Put, Ready, Stamp

_STREAMED = 2000
"""Rows fetched at a time by the queries that give everything."""


_R = TypeVar("_R", Profile, Company, Opportunity)


class NoSuchRecord(NotFound):
    """There is no such record, or it is gone, or it did not exist yet on that day."""

    code = "no-such-record"


class RecordChanged(Conflict):
    """Somebody else changed the record since it was read."""

    code = "record-changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One version of a record, with its origin."""

    record: Record
    kind: RecordKind
    version: int
    """1 for the first one."""
    at: datetime
    """When it was written, UTC."""
    source: str
    actor: str
    revision: int
    """Revision of the records when it was written."""

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def profile(self) -> Profile:
        """The record, when it is a profile; TypeError otherwise."""
        return self._as(Profile)

    @property
    def company(self) -> Company:
        """The record, when it is a company; TypeError otherwise."""
        return self._as(Company)

    @property
    def opportunity(self) -> Opportunity:
        """The record, when it is an opportunity; TypeError otherwise."""
        return self._as(Opportunity)

    def _as(self, expected: type[_R]) -> _R:
        if not isinstance(self.record, expected):
            raise TypeError(f"a {self.kind} is not a {expected.__name__}")
        return self.record


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A company or an opportunity that is gone."""

    id: str
    kind: RecordKind
    version: int
    at: datetime
    revision: int


class RecordStore:
    """The records of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.written = 0
        """Versions appended by `put_many` in this transaction."""
        self.has_erased = False
        """Whether a person was erased in this transaction."""

    def revision(self) -> int:
        """The revision of the last write; one look-up, cheap enough for every request."""
        return counters.read(self._connection, Counter.RECORDS)

    def last_erasure(self) -> int:
        """The revision of the last erasure of a person; 0 when nobody was erased.

        `changed_since` cannot name who was erased: whoever holds profiles in memory loads them
        again when this is beyond the revision they know.
        """
        return self._connection.execute(
            select(func.coalesce(func.max(ErasureRow.revision), 0))
        ).scalar_one()

    def put(
        self, kind: RecordKind, record: Record, *, at: datetime, source: str, actor: str
    ) -> Put:
        """Append a version when the record says something new; see `put_many`."""
        return self.put_many(kind, [record], at=at, source=source, actor=actor)[0]

    def put_many(
        self,
        kind: RecordKind,
        records: Iterable[Record],
        *,
        at: datetime,
        source: str,
        actor: str,
        ready: Mapping[str, Ready] | None = None,
    ) -> list[Put]:
        """Append a version for each record that says something new.

        The same content appends nothing, even when `noted_on` differs. In a changed profile, fields
        that say the same keep the day on which they were stated.

        Args:
            kind: Kind of all the records.
            records: Any number; they are written in batches, in this one transaction.
            at: Moment of the change, aware.
            source: Where they come from, for example the id of an import.
            actor: Id of the caller.
            ready: Id -> what was worked out before, so that others wait less; it counts only for
                the very record it was made from.

        Returns:
            One `Put` per record, in order.

        Raises:
            TypeError: a record is not of that kind.
        """
        stamp = Stamp(at=at, source=source, actor=actor)
        puts = versions.append(self._connection, kind, records, stamp, ready or {})
        self.written += sum(put.change != "unchanged" for put in puts)
        return puts

    def replace(
        self,
        kind: RecordKind,
        record: Record,
        *,
        expected_version: int,
        at: datetime,
        source: str,
        actor: str,
    ) -> Put:
        """Put a record that was read at `expected_version`.

        Raises:
            NoSuchRecord: it does not exist, or is gone.
            RecordChanged: its version is another one by now.
        """
        self._check_version(kind, record.id, expected_version)
        return self.put(kind, record, at=at, source=source, actor=actor)

    def delete(
        self,
        kind: RecordKind,
        record_id: str,
        *,
        at: datetime,
        source: str,
        actor: str,
        expected_version: int | None = None,
    ) -> Removed:
        """Mark a company or an opportunity as gone; its former versions stay readable.

        Raises:
            NoSuchRecord: it does not exist, or is already gone.
            RecordChanged: its version is not the expected one.
            TypeError: the record is a profile, which is erased instead.
        """
        if kind is RecordKind.PROFILE:
            raise TypeError("a profile is erased, not deleted")
        version = self._check_version(kind, record_id, expected_version) + 1
        stamp = Stamp(at=at, source=source, actor=actor)
        revision = versions.append_removal(self._connection, kind, record_id, version, stamp)
        return Removed(id=record_id, kind=kind, version=version, at=at, revision=revision)

    def erase(self, profile_id: str, *, at: datetime, actor: str) -> Erased:
        """Remove everything about a person, in every table; only counts stay.

        Returns:
            What was removed, in numbers; all zero when nothing was known.
        """
        self.has_erased = True
        return erase_person(self._connection, profile_id, at=at, actor=actor)

    def get(self, kind: RecordKind, record_id: str) -> Stored:
        """The version in force.

        Raises:
            NoSuchRecord: it does not exist, or is gone.
        """
        query = _one(kind, record_id).where(RecordRow.until_revision.is_(None))
        return self._only(query, kind, record_id)

    def get_version(self, kind: RecordKind, record_id: str, version: int) -> Stored:
        """One version, also of a record that has changed or is gone since.

        Raises:
            NoSuchRecord: there is no such version, or it is the one that says that it is gone.
        """
        query = _one(kind, record_id).where(RecordRow.version == version)
        return self._only(query, kind, record_id)

    def on_day(self, kind: RecordKind, record_id: str, day: date) -> Stored:
        """The record as it was at the end of that day (UTC).

        Raises:
            NoSuchRecord: it did not exist yet, or was gone.
        """
        end = datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC)
        query = _one(kind, record_id).where(RecordRow.at < end)
        latest = query.order_by(RecordRow.version.desc()).limit(1)
        return self._only(latest, kind, record_id)

    def get_many(self, kind: RecordKind, ids: Collection[str]) -> dict[str, Stored]:
        """The versions in force of those that exist."""
        found: dict[str, Stored] = {}
        for wanted in chunks(ids):
            query = _in_force({kind}).where(RecordRow.id.in_(wanted))
            found.update((row.id, _stored(row)) for row in self._connection.execute(query))
        return found

    def origins(self, kind: RecordKind, ids: Collection[str]) -> dict[str, str]:
        """Origin of the last version of those that were ever known, a removal included."""
        found: dict[str, str] = {}
        for wanted in chunks(ids):
            query = select(RecordRow.id, RecordRow.source).where(
                RecordRow.kind == kind, RecordRow.id.in_(wanted), RecordRow.until_revision.is_(None)
            )
            found.update((row.id, row.source) for row in self._connection.execute(query))
        return found

    def page(
        self,
        kind: RecordKind,
        *,
        regions: frozenset[str] | None,
        after: str | None,
        limit: int,
    ) -> list[Stored]:
        """The next records in the order of their ids.

        Args:
            kind: Which records.
            regions: Only those whose town lies there, and those whose town is not known, for
                somebody must be able to complete them; None for all.
            after: Last id of the page before; None for the first page.
            limit: At most this many.
        """
        query = _in_force({kind}).order_by(RecordRow.id).limit(limit)
        if regions is not None:
            is_there = RecordRow.region.in_(sorted(regions))
            query = query.where(or_(is_there, RecordRow.region.is_(None)))
        if after is not None:
            query = query.where(RecordRow.id > after)
        return [_stored(row) for row in self._connection.execute(query)]

    def count(self, kind: RecordKind) -> int:
        """Number of records in force."""
        query = select(func.count()).select_from(_in_force({kind}).subquery())
        return self._connection.execute(query).scalar_one()

    def current(self, kinds: Collection[RecordKind]) -> Iterator[Stored]:
        """All records in force by kind and id, streamed."""
        query = _in_force(kinds).order_by(RecordRow.kind, RecordRow.id)
        return (_stored(row) for row in self._stream(query))

    def as_of(self, revision: int, kinds: Collection[RecordKind]) -> Iterator[Stored]:
        """All records as they were in force at a revision, streamed; erased people excepted."""
        query = (
            _select(kinds)
            .where(
                RecordRow.revision <= revision,
                or_(RecordRow.until_revision.is_(None), RecordRow.until_revision > revision),
                RecordRow.document.is_not(None),
            )
            .order_by(RecordRow.kind, RecordRow.id)
        )
        return (_stored(row) for row in self._stream(query))

    def changed_since(
        self, revision: int, kinds: Collection[RecordKind]
    ) -> Iterator[Stored | Removed]:
        """What has changed after a revision, as it is now, oldest change first, streamed."""
        query = (
            _select(kinds)
            .where(RecordRow.revision > revision, RecordRow.until_revision.is_(None))
            .order_by(RecordRow.revision, RecordRow.kind, RecordRow.id)
        )
        return (
            _removed(row) if row.document is None else _stored(row) for row in self._stream(query)
        )

    def _stream(self, query: AnySelect) -> Iterator[AnyRow]:
        return iter(self._connection.execute(query.execution_options(yield_per=_STREAMED)))

    def _only(self, query: AnySelect, kind: RecordKind, record_id: str) -> Stored:
        row = self._connection.execute(query).one_or_none()
        if row is None or row.document is None:
            raise NoSuchRecord(kind=kind, id=record_id)
        return _stored(row)

    def _check_version(self, kind: RecordKind, record_id: str, expected: int | None) -> int:
        counters.lock(self._connection, Counter.RECORDS)
        current = self.get(kind, record_id).version
        if expected is not None and current != expected:
            raise RecordChanged(kind=kind, id=record_id, expected=expected, current=current)
        return current


def _select(kinds: Collection[RecordKind]) -> AnySelect:
    return select(
        RecordRow.kind,
        RecordRow.id,
        RecordRow.version,
        RecordRow.at,
        RecordRow.source,
        RecordRow.actor,
        RecordRow.revision,
        RecordRow.document,
    ).where(RecordRow.kind.in_(sorted(kinds)))


def _one(kind: RecordKind, record_id: str) -> AnySelect:
    return _select({kind}).where(RecordRow.id == record_id)


def _in_force(kinds: Collection[RecordKind]) -> AnySelect:
    return _select(kinds).where(RecordRow.until_revision.is_(None), RecordRow.document.is_not(None))


def _stored(row: AnyRow) -> Stored:
    kind = RecordKind(row.kind)
    return Stored(
        record=from_document(kind, row.document),
        kind=kind,
        version=row.version,
        at=row.at,
        source=row.source,
        actor=row.actor,
        revision=row.revision,
    )


def _removed(row: AnyRow) -> Removed:
    return Removed(
        id=row.id,
        kind=RecordKind(row.kind),
        version=row.version,
        at=row.at,
        revision=row.revision,
    )
