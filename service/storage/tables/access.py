"""Who may ask, who is signed in, and what was answered to a repeated request."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Key, OtherName
from service.storage.tables.base import Base


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


class AccountRow(Base):
    """Somebody who signs in to the pages."""

    __tablename__ = "accounts"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(Key, unique=True)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(20))
    territory: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    password_hash: Mapped[str | None] = mapped_column(Text)
    """NULL for an account that signs in with another provider only."""
    must_change: Mapped[bool]
    failures: Mapped[int]
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class SessionRow(Base):
    """A signed-in browser, without its secret."""

    __tablename__ = "sessions"
    __table_args__ = (Index(None, "account_id"), Index(None, "expires_at"))

    secret_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey(AccountRow.id, ondelete="CASCADE"))
    began_at: Mapped[datetime]
    used_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    issuer: Mapped[str | None] = mapped_column(OtherName)
    """Who identified the person; NULL where a password did."""


class AccountLinkRow(Base):
    """Who an account's owner is at another service that identifies people."""

    __tablename__ = "account_links"
    __table_args__ = (UniqueConstraint("account_id", "issuer"),)

    issuer: Mapped[str] = mapped_column(OtherName, primary_key=True)
    subject: Mapped[str] = mapped_column(OtherName, primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey(AccountRow.id, ondelete="CASCADE"))
    linked_at: Mapped[datetime]


class DepartureRow(Base):
    """A browser on its way to that service, for a few minutes."""

    __tablename__ = "departures"
    __table_args__ = (Index(None, "expires_at"),)

    state_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    browser_sha256: Mapped[str] = mapped_column(String(64))
    nonce: Mapped[str] = mapped_column(String(64))
    verifier: Mapped[str] = mapped_column(String(128))
    onward: Mapped[str] = mapped_column(Text)
    kept: Mapped[str] = mapped_column(Text)
    """What a form had brought when the session ended; empty for nothing."""
    expires_at: Mapped[datetime]


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
