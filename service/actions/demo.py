"""Invented people and companies, brought in the way a user brings real ones."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Final

from matching.errors import NotAuthenticated
from matching.geography import Gazetteer
from matching.trades import TradeTable
from matching.vocabulary import RecordKind, Role
from service.actions.access.tokens import Wanted, create_token
from service.actions.imports.files import import_file
from service.actions.imports.reports import ImportReport
from service.intake.identifiers import id_of
from service.reference import trades_path
from service.security import Action, Caller, authenticate, check_can
from service.storage import Storage

FILES: Final = (
    # Companies first: openings name them.
    (RecordKind.COMPANY, "companies.csv"),
    (RecordKind.OPENING, "openings.csv"),
    (RecordKind.TRAINING, "trainings.csv"),
    (RecordKind.MENTOR, "mentors.csv"),
    (RecordKind.PROFILE, "profiles.csv"),
)
_KEPT_IN: Final = "demo-token"
_SHOWN_PERSON: Final = "DEMO-P-129"
"""Whose shortlist the demonstration prints: somebody for whom there is something to propose."""
_OWNER_ONLY: Final = 0o600
_IMPORTS_LOOKED_AT: Final = 10_000

Step = Callable[[int, int], None]
"""Called with how many files are in, of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    kind: RecordKind
    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def load_demo(
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    step: Step,
) -> list[ImportReport]:
    """Import the invented records, unless the database holds records already.

    A first run that was interrupted is completed; a file that is in once is never imported again,
    so that what was changed or erased since stays so.

    Returns:
        One report per file that was imported now.

    Raises:
        RoleNotAllowed: not the caller's to import.
        NotReady: the database is missing, damaged, outdated or busy.
    """
    check_can(caller, Action.IMPORT_RECORDS)
    missing = _missing(storage)
    if not missing:
        return []
    gazetteer, trades = Gazetteer.load(), TradeTable.read(trades_path())
    reports = []
    for number, file in enumerate(missing, start=1):
        report = import_file(
            storage,
            file.kind,
            file.data,
            file.name,
            caller_id=caller.id,
            now=now,
            dry_run=False,
            gazetteer=gazetteer,
            trades=trades,
        )
        reports.append(report)
        step(number, len(missing))
    return reports


def demo_token(
    storage: Storage, data_dir: Path, *, caller: Caller, now: datetime, lifetime_days: int
) -> str:
    """The secret of an officer's token for trying things out; the same one on every run.

    It is kept in a file that only its owner may read, and drawn anew when it is no longer accepted.

    Raises:
        RoleNotAllowed: not the caller's to give.
        NotReady: the database is missing, damaged, outdated or busy.
    """
    path = data_dir / _KEPT_IN
    kept = path.read_text(encoding="ascii").strip() if path.is_file() else ""
    try:
        with storage.read() as work:
            authenticate(work, kept, now + timedelta(days=1))
    except NotAuthenticated:
        wanted = Wanted(name="demo", role=Role.OFFICER, territory=None, lifetime_days=lifetime_days)
        kept, _ = create_token(storage, caller=caller, now=now, wanted=wanted)
        path.touch(_OWNER_ONLY)
        path.chmod(_OWNER_ONLY)
        path.write_text(kept, encoding="ascii")
    return kept


def demo_profile(storage: Storage) -> str | None:
    """The id of a person whose shortlist is worth showing; None when there is nobody."""
    profile_id = id_of(RecordKind.PROFILE, _SHOWN_PERSON)
    with storage.read() as work:
        if work.records.get_many(RecordKind.PROFILE, [profile_id]):
            return profile_id
        others = work.records.page(RecordKind.PROFILE, regions=None, after=None, limit=1)
    return others[0].id if others else None


def holds_demo(storage: Storage) -> bool:
    """Whether the database is the demonstration's, in part at least; not somebody's own."""
    files = {file.sha256 for file in _files()}
    with storage.read() as work:
        return any(one.sha256 in files for one in work.imports.latest(_IMPORTS_LOOKED_AT))


def _missing(storage: Storage) -> list[_File]:
    files = list(_files())
    with storage.read() as work:
        imported = {one.sha256 for one in work.imports.latest(_IMPORTS_LOOKED_AT)}
        # The catalogue of activities ships with Jisr; it is nobody's own record.
        kinds = [kind for kind in RecordKind if kind is not RecordKind.ACTIVITY]
        is_empty = not any(work.records.count(kind) for kind in kinds)
    has_begun = any(file.sha256 in imported for file in files)
    if not is_empty and not has_begun:
        return []
    return [file for file in files if file.sha256 not in imported]


def _files() -> Iterator[_File]:
    folder = resources.files("service.demo")
    for kind, name in FILES:
        yield _File(kind=kind, name=name, data=(folder / name).read_bytes())
