"""What works in this installation, what does not, and whose advice helps."""

import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from socket import create_server
from typing import Final

from pydantic import ValidationError
from sqlalchemy.exc import ArgumentError

from matching.errors import MatchingError, Param
from matching.vocabulary import RecordKind
from models.preparation import check as check_encoder
from models.preparation import prepared
from models.without_cuda import cuda_packages
from service.problems.faults import translated
from service.runtime import choices
from service.settings import Settings, load_settings, unread_variables
from service.storage import Storage

_PYTHON: Final = (3, 11)
_ROOM_WANTED: Final = 2**30
"""Free bytes below which an import or a preparation may run out of disk."""
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;#]+)", re.MULTILINE)
_NAMED = re.compile(r"[A-Za-z0-9._-]+")
_DISTRIBUTION: Final = "jisr"


class Subject(StrEnum):
    """What is looked at."""

    SETTING = "setting"
    VARIABLE = "variable"
    PYTHON = "python"
    PACKAGES = "packages"
    ENCODER = "encoder"
    RELEASE = "release"
    DATABASE = "database"
    RECORDS = "records"
    DISK = "disk"
    PORT = "port"


class State(StrEnum):
    """How a subject stands."""

    OK = "ok"
    LOOK = "look"
    """It works, and somebody should still look at it."""
    MISSING = "missing"
    """It does not work until something is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the diagnosis."""

    subject: Subject
    state: State = State.OK
    shown: str = ""
    """Versions, ids, counts, names of variables: facts that need no wording."""
    code: str = ""
    """Why it is not ok; "" when it is."""
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """Everything that was looked at."""

    settings: Mapping[str, str] | None
    """In effect, secrets masked; None when they are invalid."""
    findings: tuple[Finding, ...]

    @property
    def is_healthy(self) -> bool:
        """Nothing is missing."""
        return all(finding.state is not State.MISSING for finding in self.findings)


def diagnose(environment: Mapping[str, str], constraints: Path) -> Diagnosis:
    """Look at everything a running service needs; never raises for what it finds.

    Args:
        environment: Variables of this process, to find misspelled settings.
        constraints: File with the versions that were tested together; may be missing.
    """
    everywhere = [*_variables(environment), _python(), *_packages(constraints)]
    try:
        settings = load_settings()
    except ValidationError as error:
        return Diagnosis(settings=None, findings=(*_settings(error), *everywhere))
    storage_found = list(_storage(settings))
    found = (*everywhere, *_engine(settings), *storage_found)
    return Diagnosis(settings=settings.shown(), findings=(*found, _disk(settings), _port(settings)))


def look_inside(settings: Settings, storage: Storage) -> tuple[Finding, ...]:
    """The same for a service that runs: its engine, its database, its disk."""
    return (*_engine(settings), *_database(storage), _disk(settings))


def _settings(error: ValidationError) -> Iterator[Finding]:
    faults = translated(error.errors(), lambda _: False)
    for line, fault in zip(error.errors(), faults, strict=True):
        name = "_".join(str(part) for part in line["loc"])
        yield Finding(
            subject=Subject.SETTING,
            state=State.MISSING,
            shown=f"JISR_{name}".upper(),
            code=fault.code,
            params=fault.params,
        )


def _variables(environment: Mapping[str, str]) -> Iterator[Finding]:
    for name in unread_variables(environment):
        yield Finding(
            subject=Subject.VARIABLE, state=State.LOOK, shown=name, code="variable-unread"
        )


def _python() -> Finding:
    shown = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] < _PYTHON:
        return Finding(
            subject=Subject.PYTHON, state=State.MISSING, shown=shown, code="python-too-old"
        )
    return Finding(subject=Subject.PYTHON, shown=shown)


def _packages(constraints: Path) -> Iterator[Finding]:
    missing = [name for name in _required() if _installed(name) is None]
    if missing:
        yield _package_finding(State.MISSING, missing, "package-missing")
    pinned = _PINNED.findall(constraints.read_text("utf-8")) if constraints.is_file() else []
    installed = [(name, _installed(name), wanted) for name, wanted in pinned]
    other = [
        f"{name} {found} ({wanted})"
        for name, found, wanted in installed
        if found is not None and found != wanted
    ]
    if other:
        yield _package_finding(State.LOOK, other, "package-other-version")
    if gpu := cuda_packages():
        yield _package_finding(State.LOOK, gpu, "package-for-gpu")
    if not (missing or other or gpu):
        yield Finding(
            subject=Subject.PACKAGES, shown=f"{_DISTRIBUTION} {_installed(_DISTRIBUTION)}"
        )


def _package_finding(state: State, names: list[str], code: str) -> Finding:
    return Finding(subject=Subject.PACKAGES, state=state, shown=", ".join(names), code=code)


def _required() -> list[str]:
    """Distributions the service cannot do without; the extras are for other work."""
    try:
        listed = requires(_DISTRIBUTION) or []
    except PackageNotFoundError:
        return [_DISTRIBUTION]
    names = [_NAMED.match(one) for one in listed if "extra ==" not in one]
    return [name[0] for name in names if name]


def _installed(name: str) -> str | None:
    """The public version: PyTorch's processor build adds "+cpu" to the same one."""
    try:
        return version(name).partition("+")[0]
    except PackageNotFoundError:
        return None


def _engine(settings: Settings) -> Iterator[Finding]:
    """The release, and the encoder it needs; without the first nobody knows the second."""
    try:
        release = choices(settings)[0].load()
    except MatchingError as error:
        yield _failed(Subject.RELEASE, error)
        return
    yield _encoder(settings, release.learned)
    yield Finding(subject=Subject.RELEASE, shown=f"{release.id}, {release.made_on}")


def _encoder(settings: Settings, learned: Path | None) -> Finding:
    try:
        folder = prepared(settings.encoder_dir, settings.encoder, learned)
        if folder is None:
            return Finding(subject=Subject.ENCODER, state=State.MISSING, code="encoder-missing")
        manifest = check_encoder(folder)
    except MatchingError as error:
        return _failed(Subject.ENCODER, error)
    shown = f"{manifest.revision(manifest.prefix)}, {manifest.engine}"
    return Finding(subject=Subject.ENCODER, shown=shown)


def _storage(settings: Settings) -> Iterator[Finding]:
    try:
        storage = Storage(settings.database_url)
    except (ValueError, ArgumentError):
        yield Finding(
            subject=Subject.DATABASE, state=State.MISSING, code="database-address-unreadable"
        )
        return
    try:
        yield from _database(storage)
    finally:
        storage.close()


def _database(storage: Storage) -> Iterator[Finding]:
    try:
        storage.check()
        current, _ = storage.revision_state()
        with storage.read() as work:
            counts = {kind: work.records.count(kind) for kind in RecordKind}
    except MatchingError as error:
        yield _failed(Subject.DATABASE, error)
    else:
        yield Finding(subject=Subject.DATABASE, shown=str(current))
        listed = ", ".join(f"{kind} {count}" for kind, count in counts.items())
        # Activities ship with the product: they say nothing of what an office brought in.
        if any(count for kind, count in counts.items() if kind != RecordKind.ACTIVITY):
            yield Finding(subject=Subject.RECORDS, shown=listed)
        else:
            yield Finding(
                subject=Subject.RECORDS, state=State.LOOK, shown=listed, code="no-records"
            )


def _disk(settings: Settings) -> Finding:
    folder = settings.data_dir.absolute()
    existing = next(one for one in (folder, *folder.parents) if one.exists())
    free = shutil.disk_usage(existing).free
    shown = f"{free / 2**30:.1f} GiB"
    if free < _ROOM_WANTED:
        return Finding(subject=Subject.DISK, state=State.LOOK, shown=shown, code="disk-nearly-full")
    return Finding(subject=Subject.DISK, shown=shown)


def _port(settings: Settings) -> Finding:
    shown = f"{settings.host}:{settings.port}"
    try:
        create_server((settings.host, settings.port)).close()
    except OSError:
        return Finding(subject=Subject.PORT, state=State.LOOK, shown=shown, code="port-in-use")
    return Finding(subject=Subject.PORT, shown=shown)


def _failed(subject: Subject, error: MatchingError) -> Finding:
    """What an error says: which part disagrees, which file, which revision."""
    facts = (f"{name}: {value}" for name, value in error.params.items())
    return Finding(
        subject=subject,
        state=State.MISSING,
        shown=", ".join(facts),
        code=error.code,
        params=error.params,
    )
