"""Connections to SQLite and PostgreSQL, and what their failures mean."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import errors as pg_errors
from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from matching.errors import NotReady

BUSY_SECONDS = 30.0
"""How long a writer waits for another; an import of 100,000 lines holds the database for less."""
READERS = 40
"""Connections that may read at once: one per thread of the server's pool."""


class DatabaseMissing(NotReady):
    """There is no database at that address, or nothing has been created in it yet."""

    code = "database-missing"


class DatabaseDamaged(NotReady):
    """The file is not a sound database; restore the last copy."""

    code = "database-damaged"


class DatabaseOutdated(NotReady):
    """The tables are not those this version of the code expects; migrate."""

    code = "database-outdated"


class DatabaseBusy(NotReady):
    """Another writer holds the database for longer than anyone should wait."""

    code = "database-busy"


def writing_engine(url: str, *, create: bool = False) -> Engine:
    """An engine whose transactions may write.

    Args:
        url: SQLAlchemy URL of a SQLite file or of a PostgreSQL database.
        create: Create the SQLite file when it is missing; otherwise a missing file stays missing.
    """
    parsed = make_url(url)
    if sqlite_path(url) is None:
        return _postgresql(parsed, isolation="READ COMMITTED", read_only=False)
    # The write lock is taken at once: a transaction that reads first and asks for it later would
    # fail, not wait, when somebody else wrote in between.
    return _sqlite(
        parsed,
        mode="rwc" if create else "rw",
        begin="BEGIN IMMEDIATE",
        read_only=False,
        connections=1,
    )


def reading_engine(url: str) -> Engine:
    """An engine whose transactions see one moment and cannot write."""
    parsed = make_url(url)
    if sqlite_path(url) is None:
        return _postgresql(parsed, isolation="REPEATABLE READ", read_only=True)
    return _sqlite(parsed, mode="rw", begin="BEGIN", read_only=True, connections=5 + READERS)


def sqlite_path(url: str) -> Path | None:
    """The file of a SQLite URL; None for PostgreSQL.

    Raises:
        ValueError: the URL is of another engine, or of a SQLite database in memory, which would be
            another empty one for every connection.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return None
    if parsed.get_backend_name() != "sqlite":
        raise ValueError(f"SQLite or PostgreSQL, not {parsed.get_backend_name()}")
    if parsed.database in (None, "", ":memory:"):
        raise ValueError("SQLite needs a file")
    return Path(str(parsed.database))


def _sqlite(url: URL, *, mode: str, begin: str, read_only: bool, connections: int) -> Engine:
    """An engine of at most so many connections; whoever wants one more waits in line.

    SQLite lets one writer in at a time. Those of this process wait for its one connection, each
    woken when it is their turn: left to themselves they would sleep and try again.
    """
    address = f"file:{quote(str(Path(str(url.database)).absolute()))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address, uri=True, timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None
        )

    # Parameters are people's data; an error that shows them would carry them into logs.
    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=min(connections, 5),
        max_overflow=max(connections - 5, 0),
        pool_timeout=BUSY_SECONDS,
        json_serializer=_json,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in _pragmas(read_only=read_only):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _pragmas(*, read_only: bool) -> Iterator[str]:
    yield "foreign_keys = ON"
    # Sorts and temporary tables would otherwise leave people's data in the system's folder.
    yield "temp_store = MEMORY"
    if read_only:
        yield "query_only = ON"
        return
    yield "journal_mode = WAL"
    # Every commit reaches the disk: writes are rare here, and an answer that was given must be kept
    # even when the power fails. NORMAL would lose the last ones.
    yield "synchronous = FULL"
    # What is erased is overwritten, not only unlinked.
    yield "secure_delete = ON"


def _postgresql(url: URL, *, isolation: str, read_only: bool) -> Engine:
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        execution_options={"isolation_level": isolation, "postgresql_readonly": read_only},
        pool_size=5,
        max_overflow=READERS,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 10},
        json_serializer=_json,
        hide_parameters=True,
    )


def _json(value: object) -> str:
    """JSON that both engines accept; Python's own notation of floats is exact."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


@contextmanager
def failures_named() -> Iterator[None]:
    """Turn what a driver reports about the database's condition into an error of ours.

    Raises:
        DatabaseMissing, DatabaseDamaged, DatabaseOutdated, DatabaseBusy: as their names say. Any
            other failure passes unchanged: it is a defect.
    """
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseBusy from error
    except DBAPIError as error:
        meaning = _meaning(error.orig)
        if meaning is None:
            raise
        raise meaning from error


_SQLITE_MEANINGS: dict[int, Callable[[], NotReady]] = {
    sqlite3.SQLITE_CANTOPEN: DatabaseMissing,
    sqlite3.SQLITE_CORRUPT: DatabaseDamaged,
    sqlite3.SQLITE_NOTADB: DatabaseDamaged,
    sqlite3.SQLITE_IOERR: DatabaseDamaged,
    sqlite3.SQLITE_BUSY: DatabaseBusy,
    sqlite3.SQLITE_LOCKED: DatabaseBusy,
}


def _meaning(failure: BaseException | None) -> NotReady | None:
    if isinstance(failure, sqlite3.Error):
        return _sqlite_meaning(failure)
    if isinstance(failure, pg_errors.UndefinedTable | pg_errors.UndefinedColumn):
        return DatabaseOutdated()
    if isinstance(failure, pg_errors.LockNotAvailable | pg_errors.DeadlockDetected):
        return DatabaseBusy()
    if isinstance(failure, psycopg.OperationalError) and failure.sqlstate is None:
        # No code of the server: it was not reached, or the connection broke.
        return DatabaseMissing()
    if isinstance(failure, pg_errors.InvalidCatalogName):
        return DatabaseMissing()
    return None


def _sqlite_meaning(failure: sqlite3.Error) -> NotReady | None:
    if str(failure).startswith(("no such table", "no such column")):
        return DatabaseOutdated()
    primary_code = getattr(failure, "sqlite_errorcode", 0) & 0xFF
    meaning = _SQLITE_MEANINGS.get(primary_code)
    return meaning() if meaning else None
