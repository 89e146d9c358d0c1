"""Files sent on a page: checked first, then imported, in the background and one at a time."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Final
from uuid import UUID, uuid4, uuid5

from matching.errors import Conflict, InvalidInput
from matching.vocabulary import RecordKind
from service.actions.imports.refused_lines import lines_workbook, read_lines
from service.actions.imports.reports import ImportKind
from service.actions.imports.results import (
    MOST_FAULTS,
    Refusal,
    Result,
    read_refusal,
    read_result,
)
from service.intake.sheet_columns import SheetKind
from service.intake.tables import Limits, file_type
from service.security import Action, Caller, NotYourTerritory, check_can
from service.storage import (
    ImportContent,
    ImportJob,
    JobState,
    NoSuchImport,
    Storage,
    Work,
)
from service.wording import Language

MOST_WAITING: Final = 5
"""Files of one person that wait at once."""
MOST_SHOWN: Final = 20
FILE_LIFETIME: Final = timedelta(hours=24)
"""For which a file that was read is kept at most, to be imported or corrected."""
JOB_LIFETIME: Final = timedelta(days=90)
"""For which what became of a file is kept: counts, places in it, codes."""
KINDS: Final[tuple[ImportKind, ...]] = (
    RecordKind.PROFILE,
    RecordKind.OPENING,
    RecordKind.COMPANY,
    RecordKind.TRAINING,
    RecordKind.MENTOR,
    RecordKind.ACTIVITY,
    *SheetKind,
)
_BY_WORD: Final[Mapping[str, ImportKind]] = {kind.value: kind for kind in KINDS}


class TooManyImports(Conflict):
    """Somebody has as many files waiting as one person may."""

    code = "too-many-imports"


class FileMissing(InvalidInput):
    """A form came without its file."""

    code = "file-missing"


class FileTooHeavy(InvalidInput):
    """A file has more bytes than the operator allows."""

    code = "file-too-heavy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file as somebody sends it."""

    id: UUID
    """Drawn with the form, so that a form sent twice is one file."""
    kind: ImportKind
    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A file somebody sent, and all there is to say about it."""

    job: ImportJob
    result: Result | None
    refusal: Refusal | None
    ahead: int
    """Files that are read before it, while it waits."""
    import_id: UUID | None
    """Of the job that imports it, once somebody said so; None before, and for that job itself."""
    can_import: bool
    """It was checked, something of it would be in, and the file is still there."""
    has_lines: bool
    """Its refused lines can be had."""
    is_cut: bool
    """More lines are wrong than are listed."""


def kind_named(word: str) -> ImportKind:
    """The kind of lines a form names.

    Raises:
        KeyError: there is no such kind.
    """
    return _BY_WORD[word]


def kinds_for(caller: Caller) -> tuple[ImportKind, ...]:
    """What somebody may import; sheets change everybody's lists: for the whole country only."""
    everywhere = caller.territory is None
    return tuple(kind for kind in KINDS if everywhere or not isinstance(kind, SheetKind))


def send_file(
    storage: Storage, *, caller: Caller, now: datetime, sent: Sent, limits: Limits
) -> UUID:
    """Put a file in line to be checked; the same form again is the same file.

    Returns:
        Id of the job.

    Raises:
        InvalidInput: nothing could be read from such a file.
        TooManyImports: others of the caller wait already.
        NotAllowed: not the caller's to import, or not everywhere.
    """
    check_can(caller, Action.IMPORT_RECORDS)
    if sent.kind not in kinds_for(caller):
        raise NotYourTerritory(action=Action.IMPORT_RECORDS, region=None)
    _check_file(sent, limits)
    sha256 = hashlib.sha256(sent.content).hexdigest()
    with storage.begin() as work:
        known = work.import_jobs.find(sent.id)
        if known is not None and _is_same(known, caller, sent.kind, sha256):
            return known.id
        waiting = work.import_jobs.count_waiting(caller.id)
        if waiting >= MOST_WAITING:
            raise TooManyImports(waiting=waiting)
        job = ImportJob(
            id=sent.id if known is None else uuid4(),
            kind=sent.kind.value,
            is_dry_run=True,
            actor=caller.id,
            role=caller.role,
            territory=caller.territory,
            sha256=sha256,
            created_at=now,
        )
        work.import_jobs.add(job, ImportContent(sent.name, sent.content))
    return job.id


def start_import(storage: Storage, *, caller: Caller, now: datetime, checked_id: UUID) -> UUID:
    """Put a file that was checked in line to be imported; asked twice, it is imported once.

    Returns:
        Id of the job that imports it.

    Raises:
        NoSuchImport: it is not the caller's, was not checked to its end, or is forgotten.
        NotAllowed: not the caller's to import.
    """
    check_can(caller, Action.IMPORT_RECORDS)
    wanted_id = _import_id(checked_id)
    with storage.begin() as work:
        checked = _own(work, caller, checked_id)
        if work.import_jobs.find(wanted_id) is not None:
            return wanted_id
        if not (checked.is_dry_run and checked.state is JobState.DONE):
            raise NoSuchImport(id=str(checked_id))
        job = ImportJob(
            id=wanted_id,
            kind=checked.kind,
            is_dry_run=False,
            actor=caller.id,
            role=caller.role,
            # What the caller may do now counts, not what they might when it was checked.
            territory=caller.territory,
            sha256=checked.sha256,
            created_at=now,
        )
        work.import_jobs.add_after(job, checked_id)
    return wanted_id


def follow(storage: Storage, *, caller: Caller, job_id: UUID) -> Followed:
    """A file the caller sent, and what became of it.

    Raises:
        NoSuchImport: there is none with that id among theirs.
        NotAllowed: not the caller's to import.
    """
    check_can(caller, Action.IMPORT_RECORDS)
    with storage.read() as work:
        job = _own(work, caller, job_id)
        has_file = work.import_jobs.has_content(job_id)
        ahead = work.import_jobs.ahead_of(job) if job.state is JobState.WAITING else 0
        wanted_id = _import_id(job_id)
        is_followed = work.import_jobs.find(wanted_id) is not None
    result = read_result(job.report)
    is_checked = job.is_dry_run and job.state is JobState.DONE
    has_accepted = result is not None and result.accepted > 0
    has_faults = result is not None and bool(result.faults)
    return Followed(
        job=job,
        result=result,
        refusal=read_refusal(job.report),
        ahead=ahead,
        import_id=wanted_id if is_followed else None,
        can_import=is_checked and has_file and has_accepted,
        has_lines=has_faults and job.refused is not None,
        is_cut=result is not None and len(result.faults) >= MOST_FAULTS,
    )


def own_imports(storage: Storage, *, caller: Caller) -> list[tuple[ImportJob, Result | None]]:
    """What the caller sent, latest first, with what became of each.

    Raises:
        NotAllowed: not the caller's to import.
    """
    check_can(caller, Action.IMPORT_RECORDS)
    with storage.read() as work:
        jobs = work.import_jobs.of(caller.id, MOST_SHOWN)
    return [(job, read_result(job.report)) for job in jobs]


def refused_workbook(
    storage: Storage, *, caller: Caller, job_id: UUID, language: Language
) -> bytes:
    """The refused lines of a file as an XLSX file, to correct and send again.

    Raises:
        NoSuchImport: there is none with that id among the caller's, or its lines are forgotten.
        NotAllowed: not the caller's to import.
    """
    check_can(caller, Action.IMPORT_RECORDS)
    with storage.read() as work:
        job = _own(work, caller, job_id)
    result = read_result(job.report)
    if result is None or not result.faults or job.refused is None:
        raise NoSuchImport(id=str(job_id))
    return lines_workbook(read_lines(job.refused), result.faults, language)


def give_up(storage: Storage, *, caller: Caller, now: datetime, job_id: UUID) -> None:
    """Stop what was not finished, and forget the file and its refused lines.

    Raises:
        NoSuchImport: there is none with that id among the caller's.
        NotAllowed: not the caller's to import.
    """
    check_can(caller, Action.IMPORT_RECORDS)
    with storage.begin() as work:
        _own(work, caller, job_id)
        work.import_jobs.give_up(job_id, at=now)


def _import_id(checked_id: UUID) -> UUID:
    """Id of the job that imports a checked file: always the same, so that there is one."""
    return uuid5(checked_id, "import")


def _own(work: Work, caller: Caller, job_id: UUID) -> ImportJob:
    job = work.import_jobs.find(job_id)
    if job is None or job.actor != caller.id:
        raise NoSuchImport(id=str(job_id))
    return job


def _is_same(known: ImportJob, caller: Caller, kind: ImportKind, sha256: str) -> bool:
    return (known.actor, known.kind, known.sha256) == (caller.id, kind.value, sha256)


def _check_file(sent: Sent, limits: Limits) -> None:
    """Say at once what needs no reading."""
    if not PurePath(sent.name).name:
        raise FileMissing
    if len(sent.content) > limits.max_bytes:
        raise FileTooHeavy(limit_mb=limits.max_bytes // 2**20)
    file_type(sent.content, sent.name, limits)
