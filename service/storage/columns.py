"""Column types that mean the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Row, Select, String
from sqlalchemy.types import TypeDecorator

AnySelect = Select[*tuple[Any, ...]]
AnyRow = Row[*tuple[Any, ...]]
"""Queries and rows whose columns are named where they are read, inside this room only."""

Key = String(200).with_variant(String(200, collation="C"), "postgresql")
"""An id. Ordered by code point on both engines, so that pages follow one another the same way."""

OtherName = String(255).with_variant(String(255, collation="C"), "postgresql")
"""What another service calls itself or a person, letter for letter."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept and given back in UTC with microseconds."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # SQLite keeps no offset; what is written above is always UTC.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
