"""Monotone revisions: one for records, one for what people say and what happens."""

from enum import StrEnum

from sqlalchemy import Connection, select, update

from service.storage.tables import CounterRow


class Counter(StrEnum):
    """The families of writes that readers follow."""

    RECORDS = "records"
    FEEDBACK = "feedback"


def read(connection: Connection, counter: Counter) -> int:
    """The revision of the last write of that family; 0 when there was none."""
    query = select(CounterRow.value).where(CounterRow.name == counter)
    return connection.execute(query).scalar_one()


def lock(connection: Connection, counter: Counter) -> int:
    """The same, and other writers of that family wait until this transaction ends.

    Revisions therefore become visible in their own order: whoever has seen one has seen all before
        it.
    """
    query = select(CounterRow.value).where(CounterRow.name == counter).with_for_update()
    return connection.execute(query).scalar_one()


def advance(connection: Connection, counter: Counter, by: int = 1) -> int:
    """Move the counter on and return its new value, which belongs to this transaction."""
    statement = (
        update(CounterRow)
        .where(CounterRow.name == counter)
        .values(value=CounterRow.value + by)
        .returning(CounterRow.value)
    )
    return connection.execute(statement).scalar_one()
