"""The registry of releases: publish, promote, roll back, over MLflow's model registry.

A store is a folder. Releases are kept in it as files, named after their content; MLflow's database
knows the versions and their history; `current.json` names the one in use, and replacing that file
is what puts a release into use. MLflow's aliases `current` and `previous` follow it: moving them by
hand promotes nothing, because nothing would have been checked.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from matching.errors import Conflict, NotFound, NotReady
from models.offline import silent_mlflow
from models.promotion import (
    Promotion,
    Published,
    RegistryDamaged,
    Verb,
    load_published,
    published_folder,
    read_promotion,
    write_promotion,
)
from models.releases import (
    FILES,
    Release,
    ReleaseMismatch,
    fingerprint,
    load_release,
)

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion

_MODEL = "jisr"
_DATABASE = "registry.db"
_LOCK = ".lock"
_LOCK_SECONDS = 60.0
"""How long one command waits for another; a trial takes a few seconds."""
_CURRENT, _PREVIOUS = "current", "previous"
_EVENT = "event."


class RegistryBusy(NotReady):
    """Another command has been changing the registry for too long."""

    code = "registry-busy"


class RegistryLibraryMissing(NotReady):
    """MLflow is not installed."""

    code = "registry-library-missing"


class NoSuchVersion(NotFound):
    """The registry has no release with that version."""

    code = "no-such-version"


class ReleaseIdTaken(Conflict):
    """Another release was published under that id, and answers could not be told apart."""

    code = "release-id-taken"


class NothingToRollBack(Conflict):
    """No other release was in use before."""

    code = "nothing-to-roll-back"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Event:
    """Something that was done to a release."""

    at: datetime
    """Aware, UTC."""
    number: int
    """0 for a publication, and the number of the promotion otherwise."""
    verb: Verb
    by: str
    published: Published


Trial = Callable[[Release], None]
"""Puts questions to a release that has loaded; raises a `MatchingError` when an answer is wrong."""


class Registry:
    """The releases of one store.

    One command at a time changes a store; a command that is interrupted anywhere leaves the release
    in use as it was before or as it would have been after, and the next command tidies up.
    """

    def __init__(
        self,
        store: Path | str,
        trial: Trial,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`trial`: what every release must pass before it is kept, and before it is used."""
        self._store = Path(store)
        self._trial = trial
        self._now = now

    def publish(self, folder: Path, *, by: str) -> Published:
        """Keep a copy of a release, after everything about it was checked.

        A release that is there already keeps its version.

        Raises:
            NoRelease: there is none in that folder, or it was written halfway.
            ReleaseMismatch: it disagrees with its checksums, with the code or with the trial.
            ReleaseIdTaken: another one has its id.
            MatchingError: what else the trial raises.
        """
        with self._changing() as client:
            release = load_release(folder)
            mark = fingerprint(folder)
            for one in self._versions(client):
                if one.fingerprint == mark:
                    self._keep(folder, mark)
                    return one
                if one.release_id == release.id:
                    raise ReleaseIdTaken(release_id=release.id, version=one.version)
            self._trial(release)
            return self._registered(client, release.id, self._keep(folder, mark), by)

    def promote(self, version: int, *, by: str) -> Promotion:
        """Put a release into use, after it was checked again; the one in use stays in use.

        Raises:
            NoSuchVersion: nothing was published under that number.
            NoRelease: its files are gone.
            ReleaseMismatch: they are not the published ones, or fail the trial.
            MatchingError: what else the trial raises.
        """
        with self._changing() as client:
            held = read_promotion(self._store)
            wanted = self._version(client, version)
            self._check(wanted)
            if held is not None and held.published == wanted:
                return held
            before = () if held is None else (held.published, *held.earlier)
            earlier = tuple(one for one in before if one != wanted)
            return self._put_into_use(client, held, Verb.PROMOTE, wanted, earlier, by)

    def roll_back(self, *, by: str) -> Promotion:
        """Put the release into use that was in use before the present one.

        Raises:
            NothingToRollBack: there was none.
            NoRelease: its files are gone.
            ReleaseMismatch: they are not the published ones, or fail the trial.
            MatchingError: what else the trial raises.
        """
        with self._changing() as client:
            held = read_promotion(self._store)
            if held is None or not held.earlier:
                raise NothingToRollBack
            wanted, *earlier = held.earlier
            self._check(wanted)
            return self._put_into_use(client, held, Verb.ROLL_BACK, wanted, tuple(earlier), by)

    def current(self) -> Promotion | None:
        """What is in use; None when nothing was ever promoted.

        Raises:
            RegistryDamaged: the file that says so cannot be read.
        """
        return read_promotion(self._store)

    def published(self) -> list[Published]:
        """Every release of the store, oldest first."""
        with self._changing() as client:
            return self._versions(client)

    def history(self) -> list[Event]:
        """Everything that was done, oldest first."""
        with self._changing() as client:
            return sorted(event for found in _found(client) for event in _events(found))

    def folder(self, published: Published) -> Path:
        """Where the files of a release lie."""
        return published_folder(self._store, published.fingerprint)

    def _check(self, wanted: Published) -> None:
        self._trial(load_published(self._store, wanted))

    @contextmanager
    def _changing(self) -> "Iterator[MlflowClient]":
        """Alone with the store, what an interrupted command left behind put right."""
        from filelock import FileLock, Timeout

        self._store.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self._store / _LOCK, timeout=_LOCK_SECONDS), self._asking() as client:
                self._settle(client)
                yield client
        except Timeout as error:
            raise RegistryBusy from error

    @contextmanager
    def _asking(self) -> "Iterator[MlflowClient]":
        try:
            mlflow = silent_mlflow()
        except ImportError as error:
            raise RegistryLibraryMissing from error
        from sqlalchemy.exc import SQLAlchemyError

        address = f"sqlite:///{(self._store / _DATABASE).resolve()}"
        try:
            client = mlflow.MlflowClient(address, address)
            if not client.search_registered_models(f"name='{_MODEL}'"):
                client.create_registered_model(_MODEL)
            yield client
        except (mlflow.exceptions.MlflowException, SQLAlchemyError) as error:
            raise RegistryDamaged(what="database") from error

    def _versions(self, client: "MlflowClient") -> list[Published]:
        return sorted(map(_published, _found(client)), key=lambda one: one.version)

    def _version(self, client: "MlflowClient", version: int) -> Published:
        for one in self._versions(client):
            if one.version == version:
                return one
        raise NoSuchVersion(version=version)

    def _keep(self, folder: Path, mark: str) -> str:
        """Copy a release beside the others; it takes its name once it is whole."""
        target = published_folder(self._store, mark)
        if target.is_dir() and fingerprint(target) == mark:
            return mark
        begun = target.with_name(f".{target.name}.new")
        shutil.rmtree(begun, ignore_errors=True)
        begun.mkdir(parents=True)
        for name in FILES:
            if (folder / name).is_file():
                shutil.copyfile(folder / name, begun / name)
        if fingerprint(begun) != mark:
            raise ReleaseMismatch(what="fingerprint")
        shutil.rmtree(target, ignore_errors=True)
        begun.rename(target)
        return mark

    def _registered(self, client: "MlflowClient", release_id: str, mark: str, by: str) -> Published:
        made = client.create_model_version(
            _MODEL,
            source=published_folder(self._store, mark).resolve().as_uri(),
            tags={
                "release_id": release_id,
                "fingerprint": mark,
                f"{_EVENT}0": _noted(Verb.PUBLISH, self._now(), by),
            },
        )
        return _published(made)

    def _put_into_use(
        self,
        client: "MlflowClient",
        held: Promotion | None,
        verb: Verb,
        wanted: Published,
        earlier: tuple[Published, ...],
        by: str,
    ) -> Promotion:
        promotion = Promotion(
            number=1 if held is None else held.number + 1,
            verb=verb,
            by=by,
            at=self._now(),
            published=wanted,
            earlier=earlier,
        )
        write_promotion(self._store, promotion)
        self._settle(client)
        return promotion

    def _settle(self, client: "MlflowClient") -> None:
        """Let MLflow say what the file says, which may be one promotion ahead."""
        held = read_promotion(self._store)
        if held is None:
            return
        version, event = str(held.published.version), f"{_EVENT}{held.number}"
        if event in client.get_model_version(_MODEL, version).tags:
            return
        client.set_registered_model_alias(_MODEL, _CURRENT, version)
        if held.earlier:
            client.set_registered_model_alias(_MODEL, _PREVIOUS, str(held.earlier[0].version))
        else:
            client.delete_registered_model_alias(_MODEL, _PREVIOUS)
        client.set_model_version_tag(_MODEL, version, event, _noted(held.verb, held.at, held.by))


def _found(client: "MlflowClient") -> "Iterator[ModelVersion]":
    """Every version of ours; one that was registered by other means is not checked, nor listed."""
    token: str | None = None
    while True:
        page = client.search_model_versions(f"name='{_MODEL}'", page_token=token)
        yield from (one for one in page if "fingerprint" in one.tags)
        token = page.token
        if not token:
            return


def _published(found: "ModelVersion") -> Published:
    return Published(
        version=int(found.version),
        release_id=found.tags["release_id"],
        fingerprint=found.tags["fingerprint"],
    )


def _events(found: "ModelVersion") -> Iterator[Event]:
    published = _published(found)
    for name, written in found.tags.items():
        if name.startswith(_EVENT):
            noted = json.loads(written)
            at = datetime.fromisoformat(noted["at"])
            yield Event(
                at=at,
                number=int(name.removeprefix(_EVENT)),
                verb=Verb(noted["verb"]),
                by=noted["by"],
                published=published,
            )


def _noted(verb: Verb, at: datetime, by: str) -> str:
    return json.dumps({"verb": verb, "at": at.isoformat(), "by": by}, ensure_ascii=False)
