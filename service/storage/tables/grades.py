"""Pairs put before people who grade them blind, and their grades."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Key
from service.storage.tables.base import Base


class GradingRow(Base):
    """One round of blind grading."""

    __tablename__ = "gradings"
    __table_args__ = (Index(None, "made_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    release_id: Mapped[str] = mapped_column(Text)
    seed: Mapped[int]


class GradingPairRow(Base):
    """A person and an opportunity to be graded; goes when the person is erased."""

    __tablename__ = "grading_pairs"
    __table_args__ = (
        Index(None, "profile_id"),
        Index(None, "grading_id", "position", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    grading_id: Mapped[UUID] = mapped_column(ForeignKey(GradingRow.id, ondelete="CASCADE"))
    position: Mapped[int]
    """Place in the shuffled order, from 1."""
    profile_id: Mapped[str] = mapped_column(Key)
    profile_version: Mapped[int]
    opportunity_id: Mapped[str] = mapped_column(Key)
    opportunity_version: Mapped[int]
    region: Mapped[str | None] = mapped_column(String(10))
    found_by: Mapped[dict[str, Any]]
    """Ranker -> rank; never shown to who grades."""
    features: Mapped[dict[str, Any]]


class GradeRow(Base):
    """What one person found of one pair."""

    __tablename__ = "grades"
    __table_args__ = (Index(None, "pair_id", "grader", unique=True),)

    pair_id: Mapped[UUID] = mapped_column(
        ForeignKey(GradingPairRow.id, ondelete="CASCADE"), primary_key=True
    )
    turn: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """1 and 2 grade; 3 settles what they disagree on."""
    grader: Mapped[str] = mapped_column(Key)
    grade: Mapped[int]
    given_at: Mapped[datetime]
