"""The tables. Private to `service.storage`: rows never leave it."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    Double,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    Uuid,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from service.storage.columns import Key, UtcDateTime

_CURRENT = text("until_revision IS NULL")
_IN_EFFECT = text("standing IS NOT NULL AND until_revision IS NULL")
CONTACTS = text("shows_contact + shows_reply > 0")
"""Written once: an index with a condition serves only queries that repeat it to the letter."""


class Base(DeclarativeBase):
    """Common naming of constraints, so that migrations can name what they change."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: BigInteger,
        float: Double,
        bytes: LargeBinary,
        date: Date,
        datetime: UtcDateTime,
        UUID: Uuid,
        dict[str, Any]: JSON,
        list[str]: JSON,
    }


class CounterRow(Base):
    """One monotone number per family of writes; its row lock also puts those writers in line."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int]


class RecordRow(Base):
    """One version of a record, in force from `revision` (included) up to `until_revision`."""

    __tablename__ = "records"
    __table_args__ = (
        Index(
            "uq_records_current",
            "kind",
            "id",
            unique=True,
            sqlite_where=_CURRENT,
            postgresql_where=_CURRENT,
        ),
        Index(
            "ix_records_region",
            "kind",
            "region",
            "id",
            sqlite_where=_CURRENT,
            postgresql_where=_CURRENT,
        ),
        Index(
            "ix_records_changed",
            "kind",
            "revision",
            sqlite_where=_CURRENT,
            postgresql_where=_CURRENT,
        ),
    )

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    id: Mapped[str] = mapped_column(Key, primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int]
    until_revision: Mapped[int | None]
    at: Mapped[datetime]
    source: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(Text)
    region: Mapped[str | None] = mapped_column(String(10))
    provider_id: Mapped[str | None] = mapped_column(Key)
    content_sha256: Mapped[str] = mapped_column(String(64))
    document: Mapped[str | None] = mapped_column(Text)
    """Canonical JSON; NULL marks a removal."""


class GroupRow(Base):
    """Audit-only attributes of a person: never part of a record, never read by matching."""

    __tablename__ = "groups"

    profile_id: Mapped[str] = mapped_column(Key, primary_key=True)
    gender: Mapped[str | None] = mapped_column(String(40))
    age_band: Mapped[str | None] = mapped_column(String(40))
    education: Mapped[str | None] = mapped_column(String(80))


class IdentityRow(Base):
    """Who a profile is; the only place where a name exists."""

    __tablename__ = "identities"

    profile_id: Mapped[str] = mapped_column(Key, primary_key=True)
    reference: Mapped[str | None] = mapped_column(Key, unique=True)
    family_name: Mapped[str | None] = mapped_column(Text)
    given_name: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)


class VectorRow(Base):
    """A cached vector: little-endian float32."""

    __tablename__ = "vectors"

    encoder_revision: Mapped[str] = mapped_column(Key, primary_key=True)
    text_key: Mapped[str] = mapped_column(Key, primary_key=True)
    vector: Mapped[bytes]


class VectorOwnerRow(Base):
    """Whose text a vector was made from, so that erasing the person erases the vector."""

    __tablename__ = "vector_owners"

    owner_id: Mapped[str] = mapped_column(Key, primary_key=True)
    text_key: Mapped[str] = mapped_column(Key, primary_key=True)


class ShortlistRow(Base):
    """A shortlist as it was shown, with what is needed to make it again."""

    __tablename__ = "shortlists"
    __table_args__ = (Index(None, "subject_id", "made_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    direction: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[str | None] = mapped_column(Key)
    kind: Mapped[str | None] = mapped_column(String(20))
    release_id: Mapped[str] = mapped_column(Text)
    records_revision: Mapped[int]
    feedback_revision: Mapped[int]
    inputs: Mapped[dict[str, Any]]
    answer: Mapped[dict[str, Any]]
    shown_to: Mapped[str] = mapped_column(Text)
    is_redacted: Mapped[bool]


class ShortlistLineRow(Base):
    """One line of a shown shortlist."""

    __tablename__ = "shortlist_lines"
    __table_args__ = (Index(None, "record_id"),)

    shortlist_id: Mapped[UUID] = mapped_column(
        ForeignKey(ShortlistRow.id, ondelete="CASCADE"), primary_key=True
    )
    rank: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    record_id: Mapped[str] = mapped_column(Key)
    version: Mapped[int]
    score: Mapped[float]
    contributions: Mapped[dict[str, Any]]


class EventRow(Base):
    """An answer or an outcome about one (person, opportunity) pair.

    `standing` is set when the event changes where the pair stands; it is in effect from `revision`
    (included) to `until_revision` (excluded). An event noted late, about a day before the one in
    effect, never takes effect: its two revisions are equal.
    """

    __tablename__ = "events"
    __table_args__ = (
        Index(
            "uq_events_in_effect",
            "profile_id",
            "opportunity_id",
            unique=True,
            sqlite_where=_IN_EFFECT,
            postgresql_where=_IN_EFFECT,
        ),
        Index(
            "ix_events_places",
            "opportunity_id",
            "standing",
            sqlite_where=_IN_EFFECT,
            postgresql_where=_IN_EFFECT,
        ),
        Index(
            "ix_events_pending",
            "company_id",
            "standing",
            sqlite_where=_IN_EFFECT,
            postgresql_where=_IN_EFFECT,
        ),
        Index(
            "ix_events_contacts",
            "company_id",
            "shows_contact",
            "shows_reply",
            sqlite_where=CONTACTS,
            postgresql_where=CONTACTS,
        ),
        Index(None, "profile_id", "opportunity_id"),
        Index(None, "shortlist_id"),
        Index(None, "id", unique=True),
    )

    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[UUID]
    family: Mapped[str] = mapped_column(String(10))
    """"feedback" or "outcome"."""
    code: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(String(40))
    profile_id: Mapped[str] = mapped_column(Key)
    opportunity_id: Mapped[str] = mapped_column(Key)
    company_id: Mapped[str | None] = mapped_column(Key)
    """The provider of the opportunity when this was noted."""
    shortlist_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(ShortlistRow.id, ondelete="SET NULL")
    )
    at: Mapped[datetime]
    happened_on: Mapped[date]
    """The day it is about, as stated."""
    day: Mapped[date]
    """The day that puts it in order: as stated, but never after it was noted."""
    actor: Mapped[str] = mapped_column(Text)
    standing: Mapped[str | None] = mapped_column(String(20))
    until_revision: Mapped[int | None]
    shows_contact: Mapped[int]
    """1 for the first event of the pair that proves that the company was asked, else 0."""
    shows_reply: Mapped[int]
    """1 for the first event of the pair that proves that the company answered, else 0."""


class ErasureRow(Base):
    """That a person was erased, without saying who."""

    __tablename__ = "erasures"

    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(Text)


class ErasedDayRow(Base):
    """How many events of erased people happened on a day."""

    __tablename__ = "erased_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    count: Mapped[int]


class ErasedPairsRow(Base):
    """What erased people still count for: places held and replies of companies, without a day."""

    __tablename__ = "erased_pairs"

    opportunity_id: Mapped[str] = mapped_column(Key, primary_key=True)
    company_id: Mapped[str] = mapped_column(Key, primary_key=True)
    """Empty when the opportunity has no company."""
    places: Mapped[int]
    contacts: Mapped[int]
    replies: Mapped[int]


class TokenRow(Base):
    """A bearer token, without its secret."""

    __tablename__ = "tokens"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(20))
    territory: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class IdempotencyRow(Base):
    """The answer given to a write, kept so that a repeated request gets it again."""

    __tablename__ = "idempotency"
    __table_args__ = (Index(None, "expires_at"),)

    actor: Mapped[str] = mapped_column(Key, primary_key=True)
    key: Mapped[str] = mapped_column(Key, primary_key=True)
    request_sha256: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    headers: Mapped[dict[str, Any]]
    body: Mapped[bytes]
    expires_at: Mapped[datetime]


class ImportRow(Base):
    """Where records came from: one imported file."""

    __tablename__ = "imports"
    __table_args__ = (Index(None, "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name_sha256: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(Text)
    accepted: Mapped[int]
    rejected: Mapped[int]
