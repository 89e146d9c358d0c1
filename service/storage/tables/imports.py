"""Files that wait to be read, and what became of each."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Key
from service.storage.tables.base import Base

_RUNNING = text("state = 'running'")


class ImportJobRow(Base):
    """One file somebody sent: who, when, how far it is, and what became of it."""

    __tablename__ = "import_jobs"
    __table_args__ = (
        # The database itself sees to it that one runs at a time, whatever processes there are.
        Index(
            "uq_import_jobs_running",
            "state",
            unique=True,
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
        Index(None, "state", "created_at"),
        Index(None, "actor", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    is_dry_run: Mapped[bool]
    actor: Mapped[str] = mapped_column(Key)
    role: Mapped[str] = mapped_column(String(20))
    territory: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    beat_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    owner: Mapped[UUID | None]
    attempts: Mapped[int]
    done: Mapped[int]
    total: Mapped[int]
    report: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    refused: Mapped[str | None] = mapped_column(Text)
    """JSON of the lines that were refused, as they were written; forgotten with the file."""


class ImportContentRow(Base):
    """The bytes of a file, for as long as they are needed; never longer than its job."""

    __tablename__ = "import_contents"

    job_id: Mapped[UUID] = mapped_column(
        ForeignKey(ImportJobRow.id, ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes]
