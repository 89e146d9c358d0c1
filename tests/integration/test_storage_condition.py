"""The condition of a database: created, migrated, missing, damaged, outdated, busy."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from matching.vocabulary import RecordKind
from service.storage import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseMissing,
    DatabaseOutdated,
    Storage,
)
from service.storage.tables import Base
from tests.storage_fixtures import (
    ENGINES,
    NOON,
    a_company,
    a_profile,
    an_opening,
    empty_database,
    migrated_storage,
)


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest) -> Iterator[str]:
    with empty_database(request.param) as url:
        yield url


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A SQLite database with 300 openings."""
    storage = Storage(f"sqlite:///{tmp_path / 'jisr.db'}")
    storage.migrate()
    with storage.begin() as work:
        openings = [an_opening(f"o{number}") for number in range(300)]
        work.records.put_many(RecordKind.OPENING, openings, at=NOON, source="s", actor="a")
    storage.close()
    return tmp_path / "jisr.db"


def test_an_empty_database_is_missing_until_it_is_migrated(
    empty: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    storage = Storage(empty)
    with pytest.raises(DatabaseMissing):
        storage.check()
    monkeypatch.chdir(tmp_path)
    storage.migrate()
    storage.migrate()
    storage.check()
    current, head = storage.revision_state()
    assert current == head
    storage.close()


def test_the_migrations_make_the_tables_of_the_code(empty: str) -> None:
    storage = Storage(empty)
    storage.migrate()
    storage.close()
    engine = create_engine(empty)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_tables_of_another_revision_are_outdated(empty: str) -> None:
    storage = Storage(empty)
    storage.migrate()
    engine = create_engine(empty)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    engine.dispose()
    with pytest.raises(DatabaseOutdated) as refusal:
        storage.check()
    assert refusal.value.params == {"current": "0000", "expected": storage.revision_state()[1]}
    storage.close()


def test_tables_that_are_not_there_are_outdated(empty: str) -> None:
    storage = Storage(empty)
    storage.migrate()
    engine = create_engine(empty)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE tokens"))
    engine.dispose()
    with pytest.raises(DatabaseOutdated), storage.read() as work:
        work.tokens.list()
    storage.close()


def test_a_missing_file_stays_missing(tmp_path: Path) -> None:
    storage = Storage(f"sqlite:///{tmp_path / 'none.db'}")
    with pytest.raises(DatabaseMissing):
        storage.check()
    with pytest.raises(DatabaseMissing), storage.begin():
        pass
    with pytest.raises(DatabaseMissing), storage.read():
        pass
    with pytest.raises(DatabaseMissing):
        storage.revision_state()
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_does_not_answer_is_missing(tmp_path: Path) -> None:
    storage = Storage(f"postgresql://nobody@/none?host={tmp_path}")
    with pytest.raises(DatabaseMissing):
        storage.check()


def test_migrating_creates_the_folder(tmp_path: Path) -> None:
    storage = Storage(f"sqlite:///{tmp_path / 'var' / 'data' / 'jisr.db'}")
    storage.migrate()
    storage.check()
    storage.close()


def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "jisr.db"
    path.write_text("nom;prénom;métier\n" * 300)
    storage = Storage(f"sqlite:///{path}")
    for use in (storage.check, storage.revision_state, storage.migrate):
        with pytest.raises(DatabaseDamaged):
            use()


def test_an_overwritten_page_is_found_before_anyone_is_answered(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    storage = Storage(f"sqlite:///{path}")
    with pytest.raises(DatabaseDamaged):
        storage.check()
    storage.close()


def test_a_truncated_file_is_damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 4096 * 12])
    storage = Storage(f"sqlite:///{path}")
    with pytest.raises(DatabaseDamaged):
        storage.check()
    with pytest.raises(DatabaseDamaged), storage.read() as work:
        list(work.records.current([RecordKind.OPENING]))
    storage.close()


def test_a_writer_that_waits_too_long_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.storage.engines.BUSY_SECONDS", 0.05)
    storage = Storage(f"sqlite:///{path}")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy), storage.begin():
            pass
        with storage.read() as work:
            assert work.records.count(RecordKind.OPENING) == 300
    storage.close()


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "mysql+pymysql://root@host/jisr"]
)
def test_other_databases_are_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="SQLite"):
        Storage(url)


def test_what_is_committed_reaches_the_disk(path: Path) -> None:
    storage = Storage(f"sqlite:///{path}")
    with storage._writer.connect() as connection:
        settings = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    storage.close()
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


def test_no_byte_of_an_erased_person_stays_in_the_files(path: Path) -> None:
    storage = Storage(f"sqlite:///{path}")
    with storage.begin(identity=True) as work:
        for person in ("erased-person", "other-person"):
            profile = a_profile(person, skill=f"skill-of-{person}")
            work.records.put(RecordKind.PROFILE, profile, at=NOON, source="s", actor="a")
    files = list(path.parent.iterdir())
    assert any(b"skill-of-erased-person" in file.read_bytes() for file in files)
    with storage.begin() as work:
        work.records.erase("erased-person", at=NOON, actor="a")
    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    storage.close()
    assert b"erased-person" not in content
    assert b"skill-of-other-person" in content


@pytest.mark.parametrize("engine", ENGINES)
def test_an_error_shows_no_data(engine: str) -> None:
    with migrated_storage(engine) as storage:

        def put_a_naive_moment() -> None:
            with storage.begin() as work:
                naive = NOON.replace(tzinfo=None)
                company = a_company("company-of-somebody")
                work.records.put(RecordKind.COMPANY, company, at=naive, source="s", actor="a")

        with pytest.raises(Exception, match="time zone") as failure:
            put_a_naive_moment()
    assert "somebody" not in str(failure.value)


def test_postgresql_has_counted_the_records_after_a_large_import() -> None:
    with migrated_storage("postgresql") as storage:
        with storage.begin() as work:
            openings = [an_opening(f"o{number}") for number in range(1500)]
            work.records.put_many(RecordKind.OPENING, openings, at=NOON, source="s", actor="a")
        with storage._reader.connect() as connection:
            counted = text("SELECT reltuples FROM pg_class WHERE relname = 'records'")
            assert connection.execute(counted).scalar_one() == 1500
