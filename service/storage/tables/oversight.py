"""What administrators answer for: suspensions of recommendations, and who saw and did what."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Key
from service.storage.tables.base import Base

_IN_FORCE = text("ended_at IS NULL")


class SuspensionRow(Base):
    """Nothing is recommended in a region, or anywhere, from one moment to another."""

    __tablename__ = "suspensions"
    __table_args__ = (
        Index(None, "began_at"),
        Index(
            "uq_suspensions_in_force",
            "region",
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(String(10))
    """Code of the region; empty for everywhere, because two NULLs would not be the same region."""
    reason: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(Text)
    began_at: Mapped[datetime]
    began_by: Mapped[str] = mapped_column(Key)
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(Key)


class AuditRow(Base):
    """Somebody looked at something, or did something; no text, no name."""

    __tablename__ = "audit"
    __table_args__ = (
        Index(None, "at"),
        Index(None, "person", "at"),
        Index(None, "actor", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(Key)
    role: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(40))
    is_write: Mapped[bool]
    route: Mapped[str] = mapped_column(String(200))
    person: Mapped[str | None] = mapped_column(Key)
    """Emptied when the person is erased."""
    thing: Mapped[str | None] = mapped_column(Key)
    status: Mapped[int]
