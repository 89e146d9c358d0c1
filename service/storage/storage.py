"""The door to the database: one action, one transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import psycopg
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import TimeoutError as PoolTimeout

from service.storage import condition
from service.storage.accounts import AccountStore
from service.storage.assignments import AssignmentStore
from service.storage.audit import AuditStore
from service.storage.conventions import ConventionStore
from service.storage.engines import (
    DatabaseMissing,
    failures_named,
    reading_engine,
    sqlite_path,
    writing_engine,
)
from service.storage.feedback import FeedbackStore, OutcomeStore
from service.storage.grades import GradeStore
from service.storage.hand_overs import HandOverStore
from service.storage.idempotency import IdempotencyStore
from service.storage.import_jobs import ImportJobStore
from service.storage.imports import ImportStore
from service.storage.judging import JudgingStore
from service.storage.life_plans import IncomeStore, LifePlanStore
from service.storage.listings import ListingStore
from service.storage.market import MarketStore
from service.storage.pathways import PathwayStore
from service.storage.people import GroupStore, IdentityStore
from service.storage.records import RecordStore
from service.storage.shortlists import ShortlistStore
from service.storage.sign_ins import SignInStore
from service.storage.standings import StandingStore
from service.storage.suspensions import SuspensionStore
from service.storage.tokens import TokenStore
from service.storage.vectors import VectorStore

_MANY = 1000
"""Versions in one transaction after which PostgreSQL should count again."""


class Work:
    """What one transaction may touch."""

    def __init__(self, connection: Connection, *, identity: bool) -> None:
        self.records = RecordStore(connection)
        self.groups = GroupStore(connection)
        self.vectors = VectorStore(connection)
        self.shortlists = ShortlistStore(connection)
        self.feedback = FeedbackStore(connection)
        self.outcomes = OutcomeStore(connection)
        self.listings = ListingStore(connection)
        self.standings = StandingStore(connection)
        self.life_plans = LifePlanStore(connection)
        self.pathways = PathwayStore(connection)
        self.incomes = IncomeStore(connection)
        self.hand_overs = HandOverStore(connection)
        self.tokens = TokenStore(connection)
        self.accounts = AccountStore(connection)
        self.sign_ins = SignInStore(connection)
        self.idempotency = IdempotencyStore(connection)
        self.imports = ImportStore(connection)
        self.import_jobs = ImportJobStore(connection)
        self.assignments = AssignmentStore(connection)
        self.conventions = ConventionStore(connection)
        self.market = MarketStore(connection)
        self.judging = JudgingStore(connection)
        self.grades = GradeStore(connection)
        self.suspensions = SuspensionStore(connection)
        self.audit = AuditStore(connection)
        self._identities = IdentityStore(connection) if identity else None

    @property
    def identities(self) -> IdentityStore:
        """Names and contacts.

        Raises:
            RuntimeError: the transaction was not opened with `identity=True`. Whoever makes
                proposals never does, and so cannot read who people are.
        """
        if self._identities is None:
            raise RuntimeError("identities are reached only through identity=True")
        return self._identities


class Storage:
    """A database, by its URL. Safe to share between threads; not between forked processes."""

    def __init__(self, url: str) -> None:
        """Prepare connections; none is opened yet.

        Args:
            url: "sqlite:///path/to/file.db" or "postgresql://…".

        Raises:
            ValueError: the URL is of another engine, or of a database in memory.
        """
        self._url = url
        self._path = sqlite_path(url)
        self._writer = writing_engine(url)
        self._reader = reading_engine(url)

    @contextmanager
    def begin(self, *, identity: bool = False) -> Iterator[Work]:
        """A transaction that writes: kept when the block ends well, undone when it raises.

        Once the block has ended well, what it wrote survives a crash and a power failure. On SQLite
        another writer waits until the block ends, so nothing slow belongs into it.

        Raises:
            NotReady: the database is missing, damaged, outdated or busy.
        """
        with self._connection(self._writer) as connection:
            work = Work(connection, identity=identity)
            yield work
        self._tidy(work)

    @contextmanager
    def read(self, *, identity: bool = False) -> Iterator[Work]:
        """A transaction that sees one moment of the database and cannot write; it never waits.

        Raises:
            NotReady: the database is missing, damaged or outdated.
        """
        with self._connection(self._reader) as connection:
            yield Work(connection, identity=identity)

    def migrate(self) -> None:
        """Create the database, or bring its tables to the revision of this code.

        Raises:
            NotReady: the database is not reached, damaged or busy.
        """
        if self._path is not None:
            self._path.absolute().parent.mkdir(parents=True, exist_ok=True)
        engine = writing_engine(self._url, create=True)
        try:
            with failures_named():
                condition.migrate(engine)
        finally:
            engine.dispose()

    def revision_state(self) -> tuple[str | None, str]:
        """The revision of the tables (None when there are none), and the one this code expects.

        Raises:
            NotReady: the database is missing or damaged.
        """
        with self._connection(self._reader) as connection:
            return condition.current_revision(connection), condition.head_revision()

    def check(self) -> None:
        """Check that the database is there, sound and up to date; reads the whole SQLite file.

        Raises:
            DatabaseMissing, DatabaseDamaged, DatabaseOutdated: as their names say.
        """
        with self._connection(self._reader) as connection:
            condition.check_is_sound(connection)

    def close(self) -> None:
        """Close every connection; the storage may be used again afterwards."""
        self._writer.dispose()
        self._reader.dispose()

    @contextmanager
    def _connection(self, engine: Engine) -> Iterator[Connection]:
        # SQLite reports a missing file and a folder it may not read with the same code.
        if self._path is not None and not self._path.is_file():
            raise DatabaseMissing
        with failures_named(), engine.begin() as connection:
            yield connection

    def _tidy(self, work: Work) -> None:
        """Do once, after the commit, what a large or an erasing transaction leaves to be done."""
        if self._path is None and work.records.written >= _MANY:
            # Until PostgreSQL counts by itself it believes that the table is empty, and reads all
            # of it to find one record.
            self._run("ANALYZE records")
        has_removed = work.records.has_erased or work.import_jobs.has_forgotten
        if self._path is not None and has_removed:
            # SQLite's log moves into the file, where what was erased is overwritten. A reader that
            # is busy at that moment leaves it to the next erasure or to the last close.
            self._run("PRAGMA wal_checkpoint(TRUNCATE)")

    def _run(self, statement: str) -> None:
        # The action is kept already; what is only tidying must not make it look failed.
        with (
            suppress(sqlite3.Error, psycopg.Error, PoolTimeout),
            closing(self._writer.raw_connection()) as connection,
        ):
            connection.cursor().execute(statement)
            connection.commit()
