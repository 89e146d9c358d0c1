"""Releases are published, promoted and rolled back; a bad one never, and nothing by halves."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from models.promotion import Promotion, RegistryDamaged, Verb, load_published, write_promotion
from models.registry import (
    NoSuchVersion,
    NothingToRollBack,
    Registry,
    RegistryBusy,
    RegistryLibraryMissing,
    ReleaseIdTaken,
)
from models.releases import NoRelease, Release, ReleaseMismatch
from tests.registries import DATABASE, a_registry, published_as
from tests.runtimes import a_release


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "registry"


@pytest.fixture
def registry(store: Path) -> Registry:
    return a_registry(store)


def in_use(registry: Registry) -> str | None:
    promotion = registry.current()
    return promotion.published.release_id if promotion else None


def aliases(store: Path) -> dict[str, int]:
    """What MLflow itself says."""
    from mlflow import MlflowClient

    address = f"sqlite:///{store / DATABASE}"
    found = MlflowClient(address, address).get_registered_model("jisr").aliases
    return {name: int(version) for name, version in found.items()}


def test_a_published_release_is_kept_whole_and_not_yet_used(
    registry: Registry, store: Path, tmp_path: Path
) -> None:
    published = registry.publish(a_release(tmp_path / "a", "a"), by="Amal")
    shutil.rmtree(tmp_path / "a")
    assert (published.version, published.release_id) == (1, "a")
    assert registry.published() == [published]
    assert load_published(store, published).id == "a"
    assert registry.current() is None


def test_the_same_release_keeps_its_version(registry: Registry, tmp_path: Path) -> None:
    folder = a_release(tmp_path / "a", "a")
    assert registry.publish(folder, by="x") == registry.publish(folder, by="y")
    assert len(registry.published()) == 1


def test_another_release_under_the_same_id_is_refused(registry: Registry, tmp_path: Path) -> None:
    published_as(registry, tmp_path, "a")
    manifest = tmp_path / "a" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"tests"', '"others"'))
    with pytest.raises(ReleaseIdTaken) as refused:
        registry.publish(tmp_path / "a", by="tests")
    assert refused.value.params == {"release_id": "a", "version": 1}
    assert len(registry.published()) == 1


def test_promoting_and_rolling_back_walk_along_what_was_in_use(
    registry: Registry, store: Path, tmp_path: Path
) -> None:
    published_as(registry, tmp_path, "a", "b", "c")
    for version in (1, 2, 3):
        registry.promote(version, by="tests")
    assert in_use(registry) == "c"
    assert aliases(store) == {"current": 3, "previous": 2}
    assert registry.roll_back(by="tests").published.release_id == "b"
    assert aliases(store) == {"current": 2, "previous": 1}
    assert registry.roll_back(by="tests").published.release_id == "a"
    assert aliases(store) == {"current": 1}
    with pytest.raises(NothingToRollBack):
        registry.roll_back(by="tests")
    assert in_use(registry) == "a"


def test_the_way_back_never_leads_to_the_release_in_use(registry: Registry, tmp_path: Path) -> None:
    published_as(registry, tmp_path, "a", "b")
    for version in (1, 2, 1):
        promotion = registry.promote(version, by="tests")
    assert [one.release_id for one in promotion.earlier] == ["b"]
    assert registry.promote(1, by="tests") == promotion


def test_the_history_tells_who_did_what(registry: Registry, tmp_path: Path) -> None:
    published_as(registry, tmp_path, "a", "b")
    registry.promote(1, by="Amal")
    registry.promote(2, by="Omar")
    registry.roll_back(by="Équipe de nuit")
    told = [(event.verb, event.published.release_id, event.by) for event in registry.history()]
    assert told == [
        (Verb.PUBLISH, "a", "tests"),
        (Verb.PUBLISH, "b", "tests"),
        (Verb.PROMOTE, "a", "Amal"),
        (Verb.PROMOTE, "b", "Omar"),
        (Verb.ROLL_BACK, "a", "Équipe de nuit"),
    ]


def test_what_was_never_published_cannot_be_promoted(registry: Registry) -> None:
    with pytest.raises(NoSuchVersion) as refused:
        registry.promote(7, by="tests")
    assert refused.value.params == {"version": 7}
    assert registry.current() is None


def test_a_half_written_release_is_not_published(registry: Registry, tmp_path: Path) -> None:
    folder = a_release(tmp_path / "a", "a")
    (folder / "manifest.json").unlink()
    with pytest.raises(NoRelease):
        registry.publish(folder, by="tests")
    assert registry.published() == []


def refuses(name: str) -> Callable[[Release], None]:
    def trial(release: Release) -> None:
        if release.id == name:
            raise ReleaseMismatch(what="smoke-check")

    return trial


def test_a_release_that_answers_wrongly_is_not_published(store: Path, tmp_path: Path) -> None:
    registry = a_registry(store, refuses("b"))
    with pytest.raises(ReleaseMismatch):
        published_as(registry, tmp_path, "a", "b")
    assert [one.release_id for one in registry.published()] == ["a"]
    assert len(list((store / "releases").iterdir())) == 1


@pytest.mark.parametrize("verb", ["promote", "roll_back"])
def test_a_release_that_answers_wrongly_is_not_put_into_use(
    registry: Registry, store: Path, tmp_path: Path, verb: str
) -> None:
    published_as(registry, tmp_path, "a", "b")
    if verb == "roll_back":
        registry.promote(2, by="tests")
    before = registry.promote(1, by="tests")
    strict = a_registry(store, refuses("b"))
    with pytest.raises(ReleaseMismatch):
        strict.promote(2, by="tests") if verb == "promote" else strict.roll_back(by="tests")
    assert registry.current() == before
    assert aliases(store)["current"] == 1


@pytest.mark.parametrize("name", ["manifest.json", "centre.npy", "centre.json"])
@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_a_release_damaged_in_the_store_is_not_put_into_use(
    registry: Registry, tmp_path: Path, name: str, damage: str
) -> None:
    published_as(registry, tmp_path, "a", "b")
    before = registry.promote(1, by="tests")
    path = registry.folder(registry.published()[1]) / name
    path.unlink() if damage == "missing" else path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises((ReleaseMismatch, NoRelease)):
        registry.promote(2, by="tests")
    assert registry.current() == before
    # Publishing it again puts its files right.
    registry.publish(tmp_path / "b", by="tests")
    assert registry.promote(2, by="tests").published.release_id == "b"


class Interrupted(BaseException):
    """As when the machine is switched off."""


def stopped(*_: Any, **__: Any) -> None:
    raise Interrupted


@pytest.mark.parametrize("step", ["copyfile", "rename", "database"])
def test_an_interrupted_publication_is_taken_up_again(
    registry: Registry,
    store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    folder = a_release(tmp_path / "a", "a")
    with monkeypatch.context() as patched:
        if step == "copyfile":
            patched.setattr(shutil, "copyfile", stopped)
        elif step == "rename":
            patched.setattr(Path, "rename", stopped)
        else:
            patched.setattr(Registry, "_registered", stopped)
        with pytest.raises(Interrupted):
            registry.publish(folder, by="tests")
    assert registry.published() == []
    published = registry.publish(folder, by="tests")
    assert load_published(store, published).id == "a"
    assert [path.name for path in (store / "releases").iterdir()] == [published.fingerprint[:16]]


def test_a_promotion_interrupted_before_its_file_did_not_happen(
    registry: Registry, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published_as(registry, tmp_path, "a", "b")
    registry.promote(1, by="tests")
    with monkeypatch.context() as patched:
        patched.setattr("models.registry.write_promotion", stopped)
        with pytest.raises(Interrupted):
            registry.promote(2, by="tests")
    assert in_use(registry) == "a"
    assert aliases(store) == {"current": 1}


def test_a_promotion_interrupted_after_its_file_is_completed_by_the_next_command(
    registry: Registry, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published_as(registry, tmp_path, "a", "b")
    registry.promote(1, by="tests")

    def written_then_stopped(folder: Path, promotion: Promotion) -> None:
        write_promotion(folder, promotion)
        raise Interrupted

    with monkeypatch.context() as patched:
        patched.setattr("models.registry.write_promotion", written_then_stopped)
        with pytest.raises(Interrupted):
            registry.promote(2, by="Amal")
    assert in_use(registry) == "b"
    assert aliases(store) == {"current": 1}
    last = registry.history()[-1]
    assert (last.verb, last.published.release_id, last.by) == (Verb.PROMOTE, "b", "Amal")
    assert aliases(store) == {"current": 2, "previous": 1}


def test_promotions_at_the_same_time_happen_one_after_the_other(
    store: Path, registry: Registry, tmp_path: Path
) -> None:
    published_as(registry, tmp_path, "a", "b", "c", "d")
    together = threading.Barrier(4)
    failures: list[BaseException] = []

    def promote(version: int) -> None:
        try:
            together.wait()
            a_registry(store).promote(version, by=f"person {version}")
        except BaseException as error:
            failures.append(error)

    people = [threading.Thread(target=promote, args=(version,)) for version in (1, 2, 3, 4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert failures == []
    promotion = registry.current()
    assert promotion is not None
    assert promotion.number == 4
    assert {promotion.published, *promotion.earlier} == set(registry.published())
    promoted = [event for event in registry.history() if event.verb is Verb.PROMOTE]
    assert [event.number for event in promoted] == [1, 2, 3, 4]
    assert aliases(store)["current"] == promotion.published.version


def test_a_command_that_waits_too_long_says_so(
    registry: Registry, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.registry._LOCK_SECONDS", 0.05)
    with FileLock(store / ".lock"), pytest.raises(RegistryBusy):
        registry.published()


@pytest.mark.parametrize("is_emptied", [False, True])
def test_a_damaged_database_leaves_the_release_in_use(
    registry: Registry, store: Path, tmp_path: Path, is_emptied: bool
) -> None:
    published_as(registry, tmp_path, "a")
    before = registry.promote(1, by="tests")
    moved = store.rename(tmp_path / "moved")
    if is_emptied:
        (moved / DATABASE).unlink()
    else:
        (moved / DATABASE).write_bytes(b"not a database" * 1000)
    damaged = a_registry(moved)
    with pytest.raises(RegistryDamaged):
        damaged.published()
    assert damaged.current() == before


def test_a_registry_may_be_moved(registry: Registry, store: Path, tmp_path: Path) -> None:
    published_as(registry, tmp_path, "a", "b")
    moved = a_registry(store.rename(tmp_path / "moved"))
    assert moved.promote(2, by="tests").published.release_id == "b"


def test_without_its_library_the_registry_says_what_to_install(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mlflow", None)
    with pytest.raises(RegistryLibraryMissing):
        registry.published()
    assert registry.current() is None


_SPEAKS = """
import sys, time
from pathlib import Path

said = []
sys.addaudithook(lambda event, given: said.append((event, given)) if event in WATCHED else None)
WATCHED = ("socket.connect", "socket.getaddrinfo", "socket.sendto")
from tests.registries import a_registry, published_as

folder = Path(sys.argv[1])
registry = a_registry(folder / "registry")
published_as(registry, folder, "a", "b")
registry.promote(1, by="tests"), registry.promote(2, by="tests"), registry.roll_back(by="tests")
from mlflow.telemetry import get_telemetry_client

time.sleep(1)
print(get_telemetry_client(), said)
import socket

try:
    socket.create_connection(("127.0.0.1", 9), timeout=0.1)
except OSError:
    pass
print(len(said) > 0)
"""


def test_nothing_is_told_to_anybody(tmp_path: Path) -> None:
    """In a process of its own: under a test runner MLflow would keep silent by itself."""
    a_registry(tmp_path / "registry")
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-c", _SPEAKS, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env=bare,
        cwd=Path(__file__).parents[2],
    )
    assert ended.stdout.splitlines() == ["None []", "True"]
