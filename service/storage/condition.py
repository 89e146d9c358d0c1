"""The condition of the database: its revision, how to bring it up, and whether it is sound."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from service.storage.engines import DatabaseDamaged, DatabaseMissing, DatabaseOutdated

_MIGRATION_LOCK = 7_217_501
"""Any number will do, as long as all processes that migrate a PostgreSQL database take the same."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "service.storage:migrations")
    return config


def head_revision() -> str:
    """The revision this code expects."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise RuntimeError("the migrations are missing from this installation")
    return head


def current_revision(connection: Connection) -> str | None:
    """The revision the database is at; None when nothing was ever created in it."""
    return MigrationContext.configure(connection).get_current_revision()


def migrate(engine: Engine) -> None:
    """Bring the schema to the expected revision, in one transaction; two at once wait in line."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(
                text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK}
            )
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def check_is_sound(connection: Connection) -> None:
    """Check pages and indexes (SQLite), then the revision.

    Raises:
        DatabaseDamaged: SQLite finds pages that contradict one another.
        DatabaseMissing: nothing was ever created in the database.
        DatabaseOutdated: its revision is not the one this code expects.
    """
    if connection.dialect.name == "sqlite":
        verdict = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
        if verdict != "ok":
            raise DatabaseDamaged
    current, head = current_revision(connection), head_revision()
    if current is None:
        raise DatabaseMissing
    if current != head:
        raise DatabaseOutdated(current=current, expected=head)
