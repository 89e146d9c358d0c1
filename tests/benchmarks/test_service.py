"""Import rate, start-up time and resident memory of the real thing, as an operator sees them.

Run with `make benchmark`.
"""

import csv
import io
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from matching.geography import Gazetteer
from matching.records import Profile
from matching.vocabulary import RecordKind, Role
from service.actions.imports.files import import_file
from service.security import new_token
from service.settings import Settings
from service.stocking import Stockroom, read_current
from service.storage import Storage
from service.vectors import RememberingEncoder
from tests.benchmarks.large import openings, people
from tests.matchers import TRADES, served_encoder

pytestmark = pytest.mark.benchmarks
PROFILES, OPENINGS, MANY = 1_719, 2_000, 10_000
PORT = 8765
CONSOLE = Console(width=110)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        data_dir=tmp_path_factory.mktemp("office"), encoder_dir=Settings().encoder_dir, port=PORT
    )


@pytest.fixture(scope="module")
def storage(settings: Settings) -> Iterator[Storage]:
    storage = Storage(settings.database_url)
    storage.migrate()
    yield storage
    storage.close()


def repeated(name: str, count: int) -> bytes:
    """A demonstration spreadsheet, repeated under other references until it has `count` lines."""
    text = (resources.files("service.demo") / name).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";")
    writer.writerow(rows[0])
    for number in range(count):
        row = rows[1 + number % (len(rows) - 1)]
        writer.writerow([f"B-{number:05}", *row[1:]])
    return written.getvalue().encode()


def remembering(storage: Storage, folder: Path) -> RememberingEncoder:
    return RememberingEncoder(served_encoder(folder), storage, 2)


def test_importing_encoding_and_indexing(storage: Storage, prepared_encoder: Path) -> None:
    files = {
        RecordKind.PROFILE: repeated("profiles.csv", PROFILES),
        RecordKind.OPENING: repeated("openings.csv", OPENINGS),
    }
    for kind, data in files.items():
        started = time.perf_counter()
        report = import_file(
            storage,
            kind,
            data,
            f"{kind}.csv",
            caller_id="benchmark",
            now=datetime.now(UTC),
            dry_run=False,
            gazetteer=Gazetteer.load(),
            trades=TRADES,
        )
        seconds = time.perf_counter() - started
        assert not report.rejected
        CONSOLE.print(
            f"import {kind}: {report.accepted} lines, {report.accepted / seconds:.0f} lines/s"
        )
    encoder = remembering(storage, prepared_encoder)
    stockroom = Stockroom(storage, encoder, TRADES)
    started = time.perf_counter()
    done: list[int] = []
    inventory = stockroom.build(read_current(storage), lambda count, _: done.append(count))
    seconds = time.perf_counter() - started
    texts = done[-1] if done else 0
    CONSOLE.print(f"encode and index: {texts} texts, {texts / seconds:.0f} texts/s")
    assert inventory.size == OPENINGS
    assert len(inventory.people.profiles) == PROFILES


def test_start_up_memory_and_answers(
    settings: Settings, storage: Storage, prepared_encoder: Path
) -> None:
    now = datetime.now(UTC)
    asking = people(50, seed=2)
    with storage.begin() as work:
        more = openings(MANY - OPENINGS)
        work.records.put_many(RecordKind.OPENING, more, at=now, source="b", actor="b")
        ids = [f"00000000-0000-4000-8000-{number:012}" for number in range(len(asking))]
        named = [_with_id(one, uuid) for one, uuid in zip(asking, ids, strict=True)]
        work.records.put_many(RecordKind.PROFILE, named, at=now, source="b", actor="b")
        secret, token = new_token("benchmark", Role.OFFICER, None, now=now)
        work.tokens.add(token)
    room = Stockroom(storage, remembering(storage, prepared_encoder), TRADES)
    room.build(read_current(storage))
    ready, resident, walls = [], [], []
    for _ in range(3):
        seconds, megabytes, answers = _served(settings, secret, ids)
        ready.append(seconds)
        resident.append(megabytes)
        walls += answers
    CONSOLE.print(
        f"serving {MANY} openings: ready after {np.median(ready):.1f} s (of {ready}), "
        f"resident {max(resident):.0f} MB, POST /shortlists p50 {np.median(walls):.1f} ms, "
        f"p95 {np.percentile(walls, 95):.1f} ms"
    )
    assert max(resident) < 600
    assert min(ready) < 5


def _with_id(profile: Profile, identifier: str) -> Profile:

    return replace(profile, id=identifier)


def _served(settings: Settings, secret: str, ids: list[str]) -> tuple[float, float, list[float]]:
    environment = {
        **os.environ,
        "JISR_DATA_DIR": str(settings.data_dir),
        "JISR_ENCODER_DIR": str(settings.encoder_dir.resolve()),
        "JISR_PORT": str(PORT),
        "JISR_LOG_LEVEL": "warning",
    }
    command = [str(Path(sys.executable).parent / "jisr"), "serve"]
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        while not _is_ready():
            assert process.poll() is None
            assert time.perf_counter() - started < 120
            time.sleep(0.05)
        seconds = time.perf_counter() - started
        walls = [_asked(secret, ids[number % len(ids)]) for number in range(200)]
        status = Path(f"/proc/{process.pid}/status").read_text()
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return seconds, int(resident.split()[1]) / 1024, walls[50:]
    finally:
        process.terminate()
        process.wait()


def _is_ready() -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/api/v1/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _asked(secret: str, profile_id: str) -> float:
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORT}/api/v1/shortlists",
        json.dumps({"profile_id": profile_id, "kind": "opening"}).encode(),
        {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"},
    )
    started = time.perf_counter()
    with urllib.request.urlopen(request, timeout=30) as answer:
        answer.read()
    return (time.perf_counter() - started) * 1e3
