"""How a record gets a new version: what counts as a change, and what is written for it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, insert, select, update

from matching.records import Opportunity, Profile
from matching.vocabulary import RecordKind
from service.storage import counters
from service.storage.chunks import chunks
from service.storage.counters import Counter
from service.storage.documents import (
    Record,
    check_kind,
    content_of,
    dated,
    from_document,
    normal,
    region_of,
    sha256_of,
    to_document,
)
from service.storage.tables import RecordRow

Change = Literal["created", "changed", "unchanged"]

_BATCH = 1000
"""Records compared and written at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """What became of one record that was put."""

    id: str
    change: Change
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What every version says about its origin."""

    at: datetime
    source: str
    actor: str


@dataclass(frozen=True, slots=True)
class Ready:
    """A record worked out before the transaction that writes it, which others wait for."""

    given: Record
    record: Record
    """As reading it back gives it."""
    content: str
    """Its document without the days of confirmation."""
    sha256: str
    """Of the content."""


def make_ready(kind: RecordKind, record: Record) -> Ready:
    """Work out what writing a record needs; most of the work of writing it.

    Raises:
        TypeError: the record is not of that kind.
    """
    check_kind(kind, record)
    kept = normal(kind, record)
    content = content_of(kept)
    return Ready(record, kept, content, sha256_of(content))


@dataclass(frozen=True, slots=True)
class _Head:
    """The version in force, a removal included."""

    version: int
    content_sha256: str
    document: str | None


def append(
    connection: Connection,
    kind: RecordKind,
    records: Iterable[Record],
    stamp: Stamp,
    ready: Mapping[str, Ready],
) -> list[Put]:
    """Append a version for each record that says something new; all of them share one revision.

    Returns:
        One `Put` per record, in order. A record that comes twice is compared with its first coming.

    Raises:
        TypeError: a record is not of that kind.
    """
    revision = counters.lock(connection, Counter.RECORDS) + 1
    puts: list[Put] = []
    for batch in chunks(records, _BATCH):
        made = [_ready(kind, record, ready) for record in batch]
        puts.extend(_append_batch(connection, kind, made, stamp, revision))
    if any(put.change != "unchanged" for put in puts):
        counters.advance(connection, Counter.RECORDS)
    return puts


def append_removal(
    connection: Connection, kind: RecordKind, record_id: str, version: int, stamp: Stamp
) -> int:
    """Append the version that says that the record is gone; return its revision."""
    revision = counters.advance(connection, Counter.RECORDS)
    _close(connection, kind, [record_id], revision)
    row = _row(kind, record_id, version, revision, stamp)
    connection.execute(insert(RecordRow), row)
    return revision


def _append_batch(
    connection: Connection,
    kind: RecordKind,
    records: Sequence[Ready],
    stamp: Stamp,
    revision: int,
) -> Iterator[Put]:
    heads = _heads(connection, kind, [made.given.id for made in records])
    rows: dict[str, list[dict[str, Any]]] = {}
    puts: list[Put] = []
    for made in records:
        record_id = made.given.id
        put, row = _draft(kind, made, heads.get(record_id), stamp, revision)
        puts.append(put)
        if row is None:
            continue
        rows.setdefault(record_id, []).append(row)
        heads[record_id] = _Head(put.version, row["content_sha256"], row["document"])
    if rows:
        _close(connection, kind, rows, revision)
        connection.execute(insert(RecordRow), list(_with_one_in_force(rows, revision)))
    yield from puts


def _with_one_in_force(
    rows: dict[str, list[dict[str, Any]]], revision: int
) -> Iterator[dict[str, Any]]:
    for versions in rows.values():
        for row in versions[:-1]:
            row["until_revision"] = revision
        yield from versions


def _ready(kind: RecordKind, record: Record, ready: Mapping[str, Ready]) -> Ready:
    """What was worked out for this very record, or else is now."""
    made = ready.get(record.id)
    return made if made is not None and made.given is record else make_ready(kind, record)


def _draft(
    kind: RecordKind, made: Ready, head: _Head | None, stamp: Stamp, revision: int
) -> tuple[Put, dict[str, Any] | None]:
    record, document, sha256 = made.record, made.content, made.sha256
    exists = head is not None and head.document is not None
    if head is not None and exists and head.content_sha256 == sha256:
        return Put(id=record.id, change="unchanged", version=head.version), None
    if isinstance(record, Profile):
        document = to_document(dated(record, _former_profile(head), stamp.at.date()))
    version = head.version + 1 if head else 1
    row = _row(kind, record.id, version, revision, stamp) | {
        "region": region_of(record),
        "provider_id": record.provider_id if isinstance(record, Opportunity) else None,
        "content_sha256": sha256,
        "document": document,
    }
    return Put(id=record.id, change="changed" if exists else "created", version=version), row


def _former_profile(head: _Head | None) -> Profile | None:
    if head is None or head.document is None:
        return None
    former = from_document(RecordKind.PROFILE, head.document)
    return former if isinstance(former, Profile) else None


def _heads(connection: Connection, kind: RecordKind, ids: Sequence[str]) -> dict[str, _Head]:
    query = select(
        RecordRow.id, RecordRow.version, RecordRow.content_sha256, RecordRow.document
    ).where(RecordRow.kind == kind, RecordRow.id.in_(set(ids)), RecordRow.until_revision.is_(None))
    return {
        record_id: _Head(version, sha256, document)
        for record_id, version, sha256, document in connection.execute(query)
    }


def _close(connection: Connection, kind: RecordKind, ids: Iterable[str], revision: int) -> None:
    statement = (
        update(RecordRow)
        .where(
            RecordRow.kind == kind,
            RecordRow.id == bindparam("record_id"),
            RecordRow.until_revision.is_(None),
        )
        .values(until_revision=revision)
    )
    connection.execute(statement, [{"record_id": record_id} for record_id in ids])


def _row(
    kind: RecordKind, record_id: str, version: int, revision: int, stamp: Stamp
) -> dict[str, Any]:
    return {
        "kind": kind,
        "id": record_id,
        "version": version,
        "revision": revision,
        "until_revision": None,
        "at": stamp.at,
        "source": stamp.source,
        "actor": stamp.actor,
        "region": None,
        "provider_id": None,
        "content_sha256": "",
        "document": None,
    }
