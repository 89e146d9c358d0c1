"""A promoted release is followed while requests go on; a bad one is refused and the old stays."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from threading import Event, Thread
from typing import Any

import numpy as np
import pytest

from matching.parameters import Parameters
from matching.ports import Vectors
from matching.vocabulary import Role
from models.encoders import BatchEncoder, HashingEncoder, Progress
from models.learned import LEARNED_FILE
from models.promotion import POINTER_FILE, write_promotion
from models.registry import Registry
from models.releases import compose_release, load_release
from service.api.examples import OPENING
from service.runtime import EncoderNotPrepared
from service.settings import Settings
from tests.api_fixtures import API, Api, Caller, running_api
from tests.registries import a_registry, published_as
from tests.runtimes import DIM, a_release

PLAIN = {**OPENING, "company_id": None, "schedule": [], "required_languages": {}, "demands": []}
ASKED = {"profile": {"statements": [{"kind": "skill", "text": "soudure à l'arc"}]}}


class SameForAll(HashingEncoder):
    """An encoder that tells no text from another."""

    @property
    def revision(self) -> str:
        return "same-for-all"

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        return np.tile(super().encode(["x"]), (len(texts), 1))


class Slow(HashingEncoder):
    """An encoder that waits inside texts with a certain word until it is told to go on."""

    def __init__(self, word: str) -> None:
        super().__init__(DIM)
        self.word = word
        self.reached, self.go_on = Event(), Event()

    @property
    def revision(self) -> str:
        return f"slow-{self.word}"

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        if any(self.word in text for text in texts):
            self.reached.set()
            assert self.go_on.wait(60)
        return super().encode(texts, progress)


@dataclass
class Engines:
    """What encodes, by the learned part that a release needs."""

    of_learned: dict[bytes, BatchEncoder | None] = field(default_factory=dict)
    """None while it is not prepared."""

    def load(self, _settings: Settings, learned: Path | None) -> BatchEncoder:
        found = self.of_learned.get(learned.read_bytes()) if learned else HashingEncoder(DIM)
        if found is None:
            raise EncoderNotPrepared
        return found


@dataclass
class Office:
    """A running service, its registry, and somebody who asks."""

    api: Api
    registry: Registry
    officer: Caller
    engines: Engines
    folder: Path

    def health(self) -> dict[str, Any]:
        found: dict[str, Any] = self.api.client.get(f"{API}/health").json()
        return found

    def answers_with(self) -> str:
        answer = self.officer.post("/shortlists", ASKED)
        assert answer.status_code == 201, answer.text
        release_id: str = answer.json()["release_id"]
        return release_id

    def publish_learned(self, name: str, content: bytes) -> int:
        """A release that needs an encoder with that learned part; its version."""
        release = load_release(self.folder / "a")
        learned = self.folder / "trained.safetensors"
        learned.write_bytes(content)
        compose_release(
            self.folder / name,
            release_id=name,
            made_on=release.made_on,
            promoted_by="tests",
            centre=release.centre,
            parameters=Parameters(),
            measures={},
            learned=learned,
        )
        return self.registry.publish(self.folder / name, by="tests").version

    def waits_for(self, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Health, once that holds."""
        deadline = time.monotonic() + 60
        while not holds(health := self.health()):
            assert time.monotonic() < deadline, health
            time.sleep(0.05)
        return health

    def waits_for_release(self, name: str) -> None:
        self.waits_for(lambda health: health["release_id"] == name and health["state"] == "ready")


@contextmanager
def an_office(folder: Path, registry: Registry, store: Path) -> Iterator[Office]:
    engines = Engines()
    (folder / "encoder").mkdir(exist_ok=True)
    with running_api(
        folder,
        engines.load,
        release_dir=None,
        registry_dir=store,
        encoder_dir=folder / "encoder",
    ) as api:
        api.wait_until_ready()
        officer = api.as_role(Role.OFFICER)
        officer.create("/openings", {**PLAIN, "title": "Soudeur", "skills": ["soudure"]})
        yield Office(api, registry, officer, engines, folder)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "registry"


@pytest.fixture
def office(tmp_path: Path, store: Path) -> Iterator[Office]:
    registry = a_registry(store)
    published_as(registry, tmp_path, "a", "b")
    registry.promote(1, by="tests")
    with an_office(tmp_path, registry, store) as found:
        yield found


def test_no_request_fails_while_a_release_is_promoted_and_rolled_back(office: Office) -> None:
    enough = Event()
    statuses: list[int] = []
    seen: list[list[str]] = []

    def ask(caller: Caller) -> None:
        releases: list[str] = []
        seen.append(releases)
        while not enough.is_set():
            answer = caller.post("/shortlists", ASKED)
            statuses.append(answer.status_code)
            releases.append(answer.json().get("release_id", ""))

    callers = [
        Thread(target=ask, args=(office.api.as_role(Role.OFFICER),), daemon=True) for _ in range(4)
    ]
    for caller in callers:
        caller.start()
    try:
        office.registry.promote(2, by="tests")
        office.waits_for_release("b")
        assert office.answers_with() == "b"
        office.registry.roll_back(by="tests")
        office.waits_for_release("a")
        assert office.answers_with() == "a"
    finally:
        enough.set()
        for caller in callers:
            caller.join()
    assert set(statuses) == {201}
    assert {name for releases in seen for name in releases} == {"a", "b"}
    for releases in seen:
        assert "".join(name for name, _ in groupby(releases)) in "aba"


def test_a_request_finishes_with_the_release_it_began_with(office: Office) -> None:
    slow = Slow("longuement")
    office.engines.of_learned[b"slow"] = slow
    office.registry.promote(office.publish_learned("slow", b"slow"), by="tests")
    office.waits_for_release("slow")
    answers: list[Any] = []
    asked = {"profile": {"statements": [{"kind": "skill", "text": "soudure longuement"}]}}
    asking = Thread(target=lambda: answers.append(office.officer.post("/shortlists", asked)))
    asking.start()
    try:
        assert slow.reached.wait(30)
        office.registry.promote(2, by="tests")
        office.waits_for_release("b")
        assert office.answers_with() == "b"
    finally:
        slow.go_on.set()
        asking.join()
    assert answers[0].status_code == 201
    assert answers[0].json()["release_id"] == "slow"


def test_records_keep_up_while_a_release_is_loading(office: Office) -> None:
    slow = Slow("Zingueur")
    office.officer.create("/openings", {**PLAIN, "title": "Zingueur"})
    office.engines.of_learned[b"slow"] = slow
    office.registry.promote(office.publish_learned("slow", b"slow"), by="tests")
    assert slow.reached.wait(30)
    try:
        again = {**PLAIN, "title": "Soudeur à l'arc", "skills": ["soudure"]}
        made = office.officer.create("/openings", again)
        shown = office.officer.post("/shortlists", ASKED).json()
        assert shown["release_id"] == "a"
        assert made in {line["opportunity_id"] for line in shown["proposals"]}
    finally:
        slow.go_on.set()
    office.waits_for_release("slow")
    shown = office.officer.post("/shortlists", ASKED).json()
    assert made in {line["opportunity_id"] for line in shown["proposals"]}


def refused(office: Office, code: str, name: str) -> None:
    """The service says what is wrong with the promoted release, and answers with the old one."""
    health = office.waits_for(lambda health: health["state"] == "degraded")
    assert [problem["code"] for problem in health["problems"]] == [code]
    assert (health["release_id"], health["refused_release_id"]) == ("a", name)
    assert office.answers_with() == "a"
    page = office.api.as_role(Role.ANALYST).get("/metrics").text
    assert f'jisr_release_refused{{release_id="{name}"}} 1.0' in page
    assert 'jisr_release{release_id="a"} 1.0' in page
    lines = map(json.loads, office.api.logged.getvalue().splitlines())
    told = [line for line in lines if line["event"] == "release-refused"]
    assert [(line["release_id"], line["code"]) for line in told] == [(name, code)]


def accepted_again(office: Office) -> None:
    office.registry.roll_back(by="tests")
    office.waits_for_release("a")
    assert office.health()["refused_release_id"] is None
    page = office.api.as_role(Role.ANALYST).get("/metrics").text
    assert "jisr_release_refused{" not in page


def test_a_release_with_a_wrong_checksum_is_refused(office: Office, store: Path) -> None:
    first, second = office.registry.published()
    path = office.registry.folder(second) / "centre.npy"
    path.write_bytes(path.read_bytes() + b" ")
    # The registry itself would refuse: this is damage between its check and the service's.
    promotion = office.registry.current()
    assert promotion is not None
    write_promotion(store, replace(promotion, number=2, published=second, earlier=(first,)))
    refused(office, "release-mismatch", "b")
    accepted_again(office)


def test_a_release_of_another_dimension_is_refused(office: Office) -> None:
    office.engines.of_learned[b"short"] = HashingEncoder(DIM // 2)
    office.registry.promote(office.publish_learned("short", b"short"), by="tests")
    refused(office, "release-mismatch", "short")
    accepted_again(office)


def test_a_release_that_answers_wrongly_is_refused(office: Office) -> None:
    office.engines.of_learned[b"same"] = SameForAll(DIM)
    office.registry.promote(office.publish_learned("same", b"same"), by="tests")
    refused(office, "release-mismatch", "same")
    accepted_again(office)


def test_a_release_waits_for_its_encoder_to_be_prepared(office: Office) -> None:
    office.registry.promote(office.publish_learned("later", b"later"), by="tests")
    refused(office, "encoder-not-prepared", "later")
    office.engines.of_learned[b"later"] = HashingEncoder(DIM)
    (office.folder / "encoder" / "prepared").mkdir()
    office.waits_for_release("later")
    assert office.answers_with() == "later"


def test_a_registry_that_cannot_be_read_leaves_the_release_in_use(
    office: Office, store: Path
) -> None:
    kept = (store / POINTER_FILE).read_bytes()
    (store / POINTER_FILE).write_bytes(b"{")
    health = office.waits_for(lambda health: health["state"] == "degraded")
    assert [problem["code"] for problem in health["problems"]] == ["registry-damaged"]
    assert office.answers_with() == "a"
    (store / POINTER_FILE).write_bytes(kept)
    office.waits_for_release("a")


def test_a_service_that_starts_on_a_bad_release_takes_the_one_before(
    tmp_path: Path, store: Path
) -> None:
    registry = a_registry(store)
    published_as(registry, tmp_path, "a", "b")
    registry.promote(1, by="tests")
    registry.promote(2, by="tests")
    (registry.folder(registry.published()[1]) / "manifest.json").unlink()
    with an_office(tmp_path, registry, store) as office:
        health = office.health()
        assert (health["state"], health["release_id"]) == ("degraded", "a")
        assert health["refused_release_id"] == "b"
        assert [problem["code"] for problem in health["problems"]] == ["no-release"]
        assert office.answers_with() == "a"


def test_the_folder_that_the_settings_name_comes_before_the_registry(
    tmp_path: Path, store: Path
) -> None:
    registry = a_registry(store)
    published_as(registry, tmp_path, "a")
    registry.promote(1, by="tests")
    with running_api(tmp_path, registry_dir=store) as api:
        api.wait_until_ready()
        assert api.client.get(f"{API}/health").json()["release_id"] == "test-1"


_SERVES = """
import sys
from pathlib import Path

from models.encoders import HashingEncoder
from service.app import create_app
from service.runtime import Runtime
from service.settings import Settings
from service.storage import Storage
from tests.runtimes import DIM

folder = Path(sys.argv[1])
settings = Settings(data_dir=folder / "var", registry_dir=folder / "registry")
settings.data_dir.mkdir()
storage = Storage(settings.database_url)
storage.migrate()
create_app(settings)
runtime = Runtime(settings, storage, lambda *_: HashingEncoder(DIM))
runtime.load()
print(runtime.health().release_id, "mlflow" in sys.modules)
"""


def test_serving_a_promoted_release_needs_no_mlflow(tmp_path: Path, store: Path) -> None:
    registry = a_registry(store)
    registry.publish(a_release(tmp_path / "a", "a"), by="tests")
    registry.promote(1, by="tests")
    ended = subprocess.run(
        [sys.executable, "-c", _SERVES, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert ended.stdout.split() == ["a", "False"]


def test_a_learned_part_travels_with_its_release(office: Office) -> None:
    office.engines.of_learned[b"more"] = HashingEncoder(DIM)
    version = office.publish_learned("more", b"more")
    published = office.registry.promote(version, by="tests").published
    assert (office.registry.folder(published) / LEARNED_FILE).read_bytes() == b"more"
    office.waits_for_release("more")
