"""The whole application over a fresh database, with the simple encoder and a fixed clock."""

import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from matching.vocabulary import Role
from models.encoders import BatchEncoder, HashingEncoder
from service import logs
from service.app import assemble
from service.runtime import LoadEncoder, Runtime
from service.security import new_token
from service.settings import Settings
from service.storage import Storage
from tests.runtimes import DIM, a_release
from tests.storage_fixtures import migrated_storage

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
API = "/api/v1"


@dataclass(frozen=True)
class Api:
    """A running application, and the tokens of those who speak to it."""

    app: FastAPI
    client: TestClient
    storage: Storage
    logged: io.StringIO

    def token(self, role: Role, territory: frozenset[str] | None = None) -> str:
        """A fresh token's secret."""
        secret, token = new_token(role.value, role, territory, now=NOW)
        with self.storage.begin() as work:
            work.tokens.add(token)
        return secret

    def as_role(self, role: Role, *regions: str) -> "Caller":
        """Somebody with that role, in those regions or everywhere."""
        return Caller(self.client, self.token(role, frozenset(regions) or None))

    def wait_until_ready(self) -> None:
        """Wait for the engine, which loads in the background."""
        deadline = time.monotonic() + 60
        while self.client.get(f"{API}/ready").status_code != 200:
            assert time.monotonic() < deadline, self.client.get(f"{API}/health").text
            time.sleep(0.02)


@dataclass(frozen=True)
class Caller:
    """Somebody who asks, by token; addresses are relative to the API."""

    client: TestClient
    secret: str

    def ask(self, method: str, path: str, **given: Any) -> Response:
        headers = {"Authorization": f"Bearer {self.secret}", **given.pop("headers", {})}
        response: Response = self.client.request(method, f"{API}{path}", headers=headers, **given)
        return response

    def get(self, path: str, **given: Any) -> Response:
        return self.ask("GET", path, **given)

    def post(self, path: str, body: Any = None, **given: Any) -> Response:
        return self.ask("POST", path, **({"json": body} if body is not None else {}), **given)

    def put(self, path: str, body: Any, version: int | None) -> Response:
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        return self.ask("PUT", path, json=body, headers=headers)

    def delete(self, path: str, version: int | None) -> Response:
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        return self.ask("DELETE", path, headers=headers)

    def create(self, path: str, body: Any) -> str:
        """Create something that is well formed; its id."""
        response = self.post(path, body)
        assert response.status_code == 201, response.text
        made: str = response.json()["id"]
        return made


def a_simple_encoder(_settings: Settings, _learned: Path | None) -> BatchEncoder:
    """What the engine encodes with, instead of a prepared model."""
    return HashingEncoder(DIM)


@contextmanager
def running_api(
    folder: Path,
    load: LoadEncoder = a_simple_encoder,
    now: Callable[[], datetime] = lambda: NOW,
    **settings: Any,
) -> Iterator[Api]:
    """The application, its engine loading; closed when the block ends."""
    logged = io.StringIO()
    with migrated_storage("sqlite") as storage:
        usual: dict[str, Any] = {
            "data_dir": folder / "var",
            "release_dir": a_release(folder / "release"),
        }
        configured = Settings(**(usual | settings))
        runtime = Runtime(configured, storage, load)
        app = assemble(configured, storage, runtime, now=now)
        logs.configure("info", "json", logged)
        with TestClient(app) as client:
            yield Api(app, client, storage, logged)


@contextmanager
def ready_api(folder: Path, **settings: Any) -> Iterator[Api]:
    """The application once it makes shortlists."""
    with running_api(folder, **settings) as api:
        api.wait_until_ready()
        yield api


def problem(response: Response, status: int, code: str) -> dict[str, Any]:
    """The problem document of an answer, once it is the one expected."""
    document: dict[str, Any] = response.json()
    assert (response.status_code, document["code"]) == (status, code), response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert document["status"] == status
    assert document["type"] == f"urn:jisr:problem:{code}"
    return document
