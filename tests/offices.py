"""An office as it runs: `jisr serve` in a process of its own, over the demonstration's data."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from matching.vocabulary import RecordKind, Role
from service.actions.access.accounts import NewAccount, create_ready_account
from service.cli.operator import OPERATOR
from service.storage import Storage
from tests.page_fixtures import PASSWORD

_PATIENCE_SECONDS = 180


@dataclass(frozen=True)
class Office:
    """A running service, and who may sign in to it."""

    address: str
    process: subprocess.Popen[bytes]
    accounts: dict[Role, tuple[str, str]]
    """Login and password of each role of the demonstration."""
    storage: Storage

    def hire(self, count: int) -> list[str]:
        """Officers for everywhere, all with the usual password of the tests; their logins."""
        logins = [f"agent-{number:02}" for number in range(count)]
        for login in logins:
            wanted = NewAccount(login=login, name=login, role=Role.OFFICER, territory=None)
            create_ready_account(
                self.storage,
                caller=OPERATOR,
                now=datetime.now(UTC),
                wanted=wanted,
                password=PASSWORD,
            )
        return logins

    def people(self) -> list[str]:
        """Ids of everybody the office accompanies."""
        with self.storage.read() as work:
            return sorted(one.id for one in work.records.current([RecordKind.PROFILE]))


@contextmanager
def an_office(folder: Path, encoder_dir: Path) -> Iterator[Office]:
    """An office on a free port with the prepared encoder, closed when the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    environment = {
        **os.environ,
        "JISR_DATA_DIR": str(folder),
        "JISR_ENCODER_DIR": str(encoder_dir.resolve()),
        "JISR_PORT": str(port),
        "JISR_LOG_LEVEL": "error",
    }
    jisr = str(Path(sys.executable).parent / "jisr")
    subprocess.run([jisr, "migrate"], env=environment, check=True, capture_output=True)
    told = subprocess.run(
        [jisr, "demo", "--json"], env=environment, check=True, capture_output=True
    )
    accounts = json.loads(told.stdout)["accounts"]
    process = subprocess.Popen([jisr, "serve"], env=environment, stderr=subprocess.DEVNULL)
    storage = Storage(f"sqlite:///{folder / 'jisr.db'}")
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        by_role = {Role(one["role"]): (one["login"], one["password"]) for one in accounts}
        yield Office(address, process, by_role, storage)
    finally:
        storage.close()
        process.terminate()
        process.wait()


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    started = time.monotonic()
    while not _is_ready(address):
        assert process.poll() is None
        assert time.monotonic() - started < _PATIENCE_SECONDS
        time.sleep(0.1)


def _is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/api/v1/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
