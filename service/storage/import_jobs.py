"""Files that wait to be read, one at a time, and what became of each."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from matching.errors import Conflict, NotFound
from matching.vocabulary import RecordKind, Role
from service.storage.columns import AnyRow
from service.storage.tables import ImportContentRow, ImportJobRow


class NoSuchImport(NotFound):
    """There is no import with that id among one's own."""

    code = "no-such-import"


class ImportStopped(Conflict):
    """The import was given up, or is no longer this process's to do; nothing of it is kept."""

    code = "import-stopped"


class JobState(StrEnum):
    """Where the reading of a file stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    """Nothing could be read from the file, or it must not be here."""
    INTERRUPTED = "interrupted"
    """Given up before its end; nothing of it was kept."""


UNFINISHED = frozenset({JobState.WAITING, JobState.RUNNING})


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportJob:
    """One file somebody sent."""

    id: UUID
    kind: str
    """Of its lines: a word of `RecordKind` or of the sheets around activities."""
    is_dry_run: bool
    actor: str
    role: Role
    territory: frozenset[str] | None
    sha256: str
    """Of the content."""
    created_at: datetime
    state: JobState = JobState.WAITING
    started_at: datetime | None = None
    beat_at: datetime | None = None
    """When whoever does it last said so."""
    ended_at: datetime | None = None
    owner: UUID | None = None
    """The process that does it."""
    attempts: int = 0
    done: int = 0
    """Lines read so far."""
    total: int = 0
    """Lines of the file; 0 until it is known."""
    report: Mapping[str, Any] | None = None
    refused: str | None = None
    """JSON of the refused lines as they were written; None when none, or forgotten."""


@dataclass(frozen=True, slots=True)
class ImportContent:
    """A file as it was sent. Its name may hold the name of a person, as its lines do."""

    name: str
    content: bytes


class ImportJobStore:
    """The files of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.has_forgotten = False
        """Whether bytes were removed that should also leave the log of the database."""

    def add(self, job: ImportJob, content: ImportContent) -> None:
        """Put a file in line; one that is there already stays as it is."""
        if self._insert(job):
            row = {"job_id": job.id, **asdict(content)}
            self._connection.execute(insert(ImportContentRow), row)

    def add_after(self, job: ImportJob, checked_id: UUID) -> None:
        """Put in line the file of a job that only checked it; the file goes over to the new job.

        A job that is there already stays as it is.

        Raises:
            NoSuchImport: the file is no longer there.
        """
        if not self._insert(job):
            return
        moved = (
            update(ImportContentRow)
            .where(ImportContentRow.job_id == checked_id)
            .values(job_id=job.id)
        )
        if self._connection.execute(moved).rowcount == 0:
            raise NoSuchImport(id=str(checked_id))

    def find(self, job_id: UUID) -> ImportJob | None:
        """The job with that id; None when there is none."""
        query = select(ImportJobRow.__table__).where(ImportJobRow.id == job_id)
        row = self._connection.execute(query).one_or_none()
        return _job(row) if row else None

    def content(self, job_id: UUID) -> ImportContent | None:
        """The file of a job; None once it is forgotten."""
        query = select(ImportContentRow.name, ImportContentRow.content).where(
            ImportContentRow.job_id == job_id
        )
        row = self._connection.execute(query).one_or_none()
        return ImportContent(row.name, row.content) if row else None

    def has_content(self, job_id: UUID) -> bool:
        """Whether the file of a job is still there."""
        query = select(ImportContentRow.job_id).where(ImportContentRow.job_id == job_id)
        return self._connection.execute(query).first() is not None

    def of(self, actor: str, limit: int) -> list[ImportJob]:
        """What somebody sent, latest first, without the refused lines."""
        columns = [column for column in ImportJobRow.__table__.columns if column.key != "refused"]
        query = (
            select(*columns)
            .where(ImportJobRow.actor == actor)
            .order_by(ImportJobRow.created_at.desc(), ImportJobRow.id)
            .limit(limit)
        )
        return [_job(row) for row in self._connection.execute(query)]

    def count_waiting(self, actor: str) -> int:
        """How many files of somebody are not read yet."""
        query = select(func.count()).where(
            ImportJobRow.actor == actor, ImportJobRow.state.in_(sorted(UNFINISHED))
        )
        return self._connection.execute(query).scalar_one()

    def ahead_of(self, job: ImportJob) -> int:
        """How many files are read before this one."""
        before = ImportJobRow.created_at < job.created_at
        query = select(func.count()).where(
            or_(
                ImportJobRow.state == JobState.RUNNING,
                (ImportJobRow.state == JobState.WAITING) & before,
            ),
            ImportJobRow.id != job.id,
        )
        return self._connection.execute(query).scalar_one()

    def next_waiting(self) -> ImportJob | None:
        """The file that has waited longest; None when one is being read, or none waits."""
        running = select(ImportJobRow.id).where(ImportJobRow.state == JobState.RUNNING)
        if self._connection.execute(running).first() is not None:
            return None
        query = (
            select(ImportJobRow.__table__)
            .where(ImportJobRow.state == JobState.WAITING)
            .order_by(ImportJobRow.created_at, ImportJobRow.id)
            .limit(1)
        )
        row = self._connection.execute(query).one_or_none()
        return _job(row) if row else None

    def claim(self, job_id: UUID, *, owner: UUID, at: datetime) -> bool:
        """Take a waiting job; False when another process was faster, with this or another job."""
        statement = (
            update(ImportJobRow)
            .where(ImportJobRow.id == job_id, ImportJobRow.state == JobState.WAITING)
            .values(
                state=JobState.RUNNING,
                owner=owner,
                started_at=at,
                beat_at=at,
                attempts=ImportJobRow.attempts + 1,
            )
        )
        try:
            with self._connection.begin_nested():
                return self._connection.execute(statement).rowcount == 1
        except IntegrityError:
            return False

    def beat(self, job_id: UUID, *, owner: UUID, at: datetime, done: int, total: int) -> bool:
        """Say how far a job is; False when it is no longer this process's to do."""
        return self._change(job_id, owner, {"beat_at": at, "done": done, "total": total})

    def hold(self, job_id: UUID, *, owner: UUID, at: datetime) -> None:
        """Keep everybody else from the job until this transaction ends.

        Raises:
            ImportStopped: it is no longer this process's to do.
        """
        if not self._change(job_id, owner, {"beat_at": at}):
            raise ImportStopped

    def finish(
        self,
        job_id: UUID,
        *,
        owner: UUID,
        at: datetime,
        state: JobState,
        report: Mapping[str, Any],
        refused: str | None = None,
        keeps_file: bool = False,
    ) -> None:
        """Note what became of a job; its file goes, unless it is to be imported next.

        Raises:
            ImportStopped: it was no longer this process's to do.
        """
        ended: dict[str, Any] = {
            "state": state,
            "ended_at": at,
            "owner": None,
            "report": dict(report),
            "refused": refused,
        }
        if not self._change(job_id, owner, ended):
            raise ImportStopped
        if not keeps_file:
            self._forget([job_id])

    def put_back(self, job_id: UUID, *, owner: UUID) -> None:
        """Let another process do it, or this one later."""
        back: dict[str, Any] = {"state": JobState.WAITING, "owner": None, "beat_at": None}
        self._change(job_id, owner, back)

    def give_up(self, job_id: UUID, *, at: datetime) -> None:
        """Forget the file and the refused lines of a job; one that has not ended ends here."""
        stopped = (
            update(ImportJobRow)
            .where(ImportJobRow.id == job_id, ImportJobRow.state.in_(sorted(UNFINISHED)))
            .values(state=JobState.INTERRUPTED, ended_at=at, owner=None)
        )
        self._connection.execute(stopped)
        self._forget([job_id])
        kept = update(ImportJobRow).where(ImportJobRow.id == job_id).values(refused=None)
        self._connection.execute(kept)

    def recover(self, *, beaten_before: datetime, attempts: int, at: datetime) -> None:
        """Jobs whose process is gone wait again; those that were tried often enough end.

        Args:
            beaten_before: A process that has said nothing since is gone.
            attempts: How often one file is begun at most.
            at: Now.
        """
        gone = (ImportJobRow.state == JobState.RUNNING, ImportJobRow.beat_at < beaten_before)
        again = (
            update(ImportJobRow)
            .where(*gone, ImportJobRow.attempts < attempts)
            .values(state=JobState.WAITING, owner=None, beat_at=None)
        )
        self._connection.execute(again)
        for job_id in self._connection.scalars(select(ImportJobRow.id).where(*gone)).all():
            self.give_up(job_id, at=at)

    def needs_recovery(self, beaten_before: datetime) -> bool:
        """Whether there is a job whose process is gone."""
        query = select(ImportJobRow.id).where(
            ImportJobRow.state == JobState.RUNNING, ImportJobRow.beat_at < beaten_before
        )
        return self._connection.execute(query).first() is not None

    def clean(self, *, files_before: datetime, jobs_before: datetime) -> None:
        """Forget what was written in files of jobs that ended before a moment; older jobs whole."""
        old = select(ImportJobRow.id).where(ImportJobRow.ended_at < files_before)
        held = select(ImportContentRow.job_id).where(ImportContentRow.job_id.in_(old))
        self._forget(list(self._connection.scalars(held)))
        lines = (
            update(ImportJobRow)
            .where(ImportJobRow.ended_at < files_before, ImportJobRow.refused.is_not(None))
            .values(refused=None)
        )
        self._connection.execute(lines)
        self._connection.execute(delete(ImportJobRow).where(ImportJobRow.ended_at < jobs_before))

    def _insert(self, job: ImportJob) -> bool:
        """Whether it is new: the same form may come twice at the same moment."""
        territory = None if job.territory is None else sorted(job.territory)
        row = asdict(job) | {"territory": territory}
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(ImportJobRow), row)
        except IntegrityError:
            return False
        return True

    def _change(self, job_id: UUID, owner: UUID, values: Mapping[str, Any]) -> bool:
        statement = (
            update(ImportJobRow)
            .where(
                ImportJobRow.id == job_id,
                ImportJobRow.state == JobState.RUNNING,
                ImportJobRow.owner == owner,
            )
            .values(**values)
        )
        return self._connection.execute(statement).rowcount == 1

    def _forget(self, job_ids: list[UUID]) -> None:
        statement = delete(ImportContentRow).where(ImportContentRow.job_id.in_(job_ids))
        if self._connection.execute(statement).rowcount:
            self.has_forgotten = True


def forget_people_in_files(connection: Connection, at: datetime) -> None:
    """Remove every file about people, and what was kept of one: nobody knows whom it names."""
    theirs = ImportJobRow.kind == RecordKind.PROFILE
    files = select(ImportJobRow.id).where(theirs)
    connection.execute(delete(ImportContentRow).where(ImportContentRow.job_id.in_(files)))
    connection.execute(update(ImportJobRow).where(theirs).values(refused=None))
    stopped = (
        update(ImportJobRow)
        .where(theirs, ImportJobRow.state.in_(sorted(UNFINISHED)))
        .values(state=JobState.INTERRUPTED, ended_at=at, owner=None)
    )
    connection.execute(stopped)


def _job(row: AnyRow) -> ImportJob:
    fields = row._asdict()
    fields["role"] = Role(row.role)
    fields["state"] = JobState(row.state)
    fields["territory"] = None if row.territory is None else frozenset(row.territory)
    return ImportJob(**fields)
