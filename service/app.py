"""The application: parts put together, and nothing else."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache
from threading import Thread

from fastapi import FastAPI

from matching.geography import Gazetteer
from matching.trades import TradeTable
from service import logs, problems
from service.actions.access.identity_provider import IdentityProvider
from service.actions.imports.worker import ImportWorker, Means
from service.api.document import TITLE, VERSION, describe
from service.api.doors import PREFIX
from service.api.metrics import Metrics
from service.api.requests import RequestFrame
from service.api.router import api_routers
from service.doors import Doors
from service.intake.forbidden import forbidden_name
from service.intake.tables import Limits
from service.reference import trades_path
from service.runtime import Runtime
from service.settings import Settings
from service.storage import Storage
from service.web import problem_pages
from service.web.router import web_routers

_PATIENCE_SECONDS = 10.0
"""How long a stop waits for an engine that is still loading."""


def create_app(settings: Settings) -> FastAPI:
    """The service as an operator runs it.

    The process answers `/health` at once; the engine loads in the background.
    """
    logs.configure(settings.log_level, settings.log_format)
    storage = Storage(settings.database_url)
    return assemble(settings, storage, Runtime(settings, storage))


def assemble(
    settings: Settings,
    storage: Storage,
    runtime: Runtime,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> FastAPI:
    """The application over parts made elsewhere; tests bring a small engine and a fixed clock."""
    app = FastAPI(
        title=TITLE,
        version=VERSION,
        lifespan=_lifespan,
        openapi_url=f"{PREFIX}/openapi.json",
        # The usual pages load their scripts from a third party; the document itself is enough.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.doors = Doors(
        settings=settings,
        storage=storage,
        runtime=runtime,
        gazetteer=Gazetteer.load,
        trades=cache(lambda: TradeTable.read(trades_path())),
        now=now,
        provider=IdentityProvider.of(settings),
    )
    app.state.metrics = Metrics()
    problems.install(
        app,
        is_forbidden=lambda name: forbidden_name(name) is not None,
        max_body_mb=settings.max_upload_mb,
        pages=problem_pages,
    )
    for router in (*api_routers(), *web_routers()):
        app.include_router(router)
    app.add_middleware(
        RequestFrame, metrics=app.state.metrics, max_body_bytes=settings.max_body_bytes
    )
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]  # FastAPI's documented hook
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    doors: Doors = app.state.doors
    imports = ImportWorker(_means(doors))
    imports.start()
    loading = Thread(target=_load, args=(doors,), name="jisr-load", daemon=True)
    loading.start()
    yield
    imports.stop()
    loading.join(_PATIENCE_SECONDS)
    doors.runtime.stop()
    doors.storage.close()


def _means(doors: Doors) -> Means:
    """What reading files in the background needs."""
    settings = doors.settings
    return Means(
        storage=doors.storage,
        gazetteer=doors.gazetteer,
        trades=doors.trades,
        now=doors.now,
        limits=Limits(max_bytes=settings.max_body_bytes, max_lines=settings.import_line_limit),
    )


def _load(doors: Doors) -> None:
    """Load the engine, then what the first write would otherwise wait for."""
    doors.runtime.start()
    doors.gazetteer()
    doors.trades()
