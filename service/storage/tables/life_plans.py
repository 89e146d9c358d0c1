"""What people plan, sign, receive and earn; all of it goes when a person is erased."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Key
from service.storage.tables.base import Base


class LifePlanRow(Base):
    """One version of a plan; never changed once written."""

    __tablename__ = "life_plans"

    profile_id: Mapped[str] = mapped_column(Key, primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    base_version: Mapped[int]
    """The version its author had read; 0 for none."""
    is_beside: Mapped[bool]
    """Written by somebody who had not read the version in force: kept, and not in force."""
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(20))
    document: Mapped[str] = mapped_column(Text)
    """Canonical JSON."""


class PlanSignatureRow(Base):
    """That one of the parties signed one version."""

    __tablename__ = "plan_signatures"
    __table_args__ = (
        ForeignKeyConstraint(
            ["profile_id", "version"],
            [LifePlanRow.profile_id, LifePlanRow.version],
            ondelete="CASCADE",
        ),
    )

    profile_id: Mapped[str] = mapped_column(Key, primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    party: Mapped[str] = mapped_column(String(20), primary_key=True)
    signed_on: Mapped[date]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(Text)


class IncomeRow(Base):
    """What somebody said they earn, as a band."""

    __tablename__ = "incomes"
    __table_args__ = (Index(None, "profile_id", "opportunity_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    profile_id: Mapped[str] = mapped_column(Key)
    opportunity_id: Mapped[str] = mapped_column(Key)
    band: Mapped[str] = mapped_column(String(20))
    happened_on: Mapped[date]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(Text)


class HandedItemRow(Base):
    """One thing that was handed over to somebody."""

    __tablename__ = "handed_items"
    __table_args__ = (Index(None, "profile_id"), Index(None, "handed_on"))

    hand_over_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    profile_id: Mapped[str] = mapped_column(Key)
    handed_on: Mapped[date]
    activity: Mapped[str] = mapped_column(Text)
    sector: Mapped[str | None] = mapped_column(String(40))
    town: Mapped[str] = mapped_column(Text)
    region: Mapped[str | None] = mapped_column(String(10))
    item: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int]
    unit_price_centimes: Mapped[int]
    receipt: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(Text)
