"""Records and their versions, who they are about, their vectors, where they came from."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    Index,
    String,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Key
from service.storage.tables.base import Base

_CURRENT = text("until_revision IS NULL")


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
