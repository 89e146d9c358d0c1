"""What was shown, what was said and what happened."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    Index,
    String,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Key
from service.storage.tables.base import Base

_IN_EFFECT = text("standing IS NOT NULL AND until_revision IS NULL")
CONTACTS = text("shows_contact + shows_reply > 0")
"""Written once: an index with a condition serves only queries that repeat it to the letter."""


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
