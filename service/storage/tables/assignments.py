"""Cohorts shared out, and conventions with companies."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Key
from service.storage.tables.base import Base


class AssignmentRow(Base):
    """A plan for a cohort as it was made, with what is needed to make it again."""

    __tablename__ = "assignments"
    __table_args__ = (Index(None, "made_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    based_on: Mapped[UUID | None]
    """The plan whose decisions this one took over."""
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    release_id: Mapped[str] = mapped_column(Text)
    records_revision: Mapped[int]
    feedback_revision: Mapped[int]
    inputs: Mapped[dict[str, Any]]
    answer: Mapped[dict[str, Any]]
    is_redacted: Mapped[bool]


class AssignmentLineRow(Base):
    """One person of a plan, and what they got."""

    __tablename__ = "assignment_lines"
    __table_args__ = (Index(None, "profile_id"),)

    assignment_id: Mapped[UUID] = mapped_column(
        ForeignKey(AssignmentRow.id, ondelete="CASCADE"), primary_key=True
    )
    profile_id: Mapped[str] = mapped_column(Key, primary_key=True)
    opportunity_id: Mapped[str | None] = mapped_column(Key)


class ConventionRow(Base):
    """A convention, in force from `revision` (included) up to `until_revision`."""

    __tablename__ = "conventions"
    __table_args__ = (Index(None, "company_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    company_id: Mapped[str] = mapped_column(Key)
    sectors: Mapped[list[str]] = mapped_column(JSON)
    """Empty when it covers every opening of the company."""
    yearly_quota: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    revision: Mapped[int]
    until_revision: Mapped[int | None]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(Text)
