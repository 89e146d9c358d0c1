"""Local demand, and kits that were funded: what is known around activities."""

from datetime import date, datetime

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Key
from service.storage.tables.base import Base

_IN_FORCE = text("until_revision IS NULL")


class DemandRow(Base):
    """Demand for a sector in a region, in force from `revision` up to `until_revision`."""

    __tablename__ = "demand"

    region: Mapped[str] = mapped_column(String(10), primary_key=True)
    sector: Mapped[str] = mapped_column(String(40), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    until_revision: Mapped[int | None]
    level: Mapped[float]
    """In [0, 1]."""
    source: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(Text)


class FundedKitRow(Base):
    """A kit that was funded, never for whom; in force from `revision` up to `until_revision`."""

    __tablename__ = "funded_kits"
    __table_args__ = (
        Index(
            "uq_funded_kits_current",
            "id",
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    until_revision: Mapped[int | None]
    activity_id: Mapped[str] = mapped_column(Key)
    region: Mapped[str | None] = mapped_column(String(10))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    started_on: Mapped[date]
    alive_months: Mapped[int]
    stopped_on: Mapped[date | None]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(Text)
