"""Reads the files that wait, one after the other, whoever waits for them and however long."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread
from time import monotonic
from typing import Final
from uuid import UUID, uuid4

from matching.errors import MatchingError, NotReady
from matching.geography import Gazetteer
from matching.trades import TradeTable
from service.actions.imports.files import import_file
from service.actions.imports.jobs import FILE_LIFETIME, JOB_LIFETIME, kind_named
from service.actions.imports.refused_lines import kept_lines
from service.actions.imports.reports import ImportReport, Steps
from service.actions.imports.results import refused_whole, result_of, written
from service.actions.imports.sheets import import_sheet
from service.intake.sheet_columns import SheetKind
from service.intake.tables import Limits
from service.logs import error_fields, logger
from service.security import Caller
from service.storage import ImportContent, ImportJob, ImportStopped, JobState, Storage, Work

_LOOK_SECONDS: Final = 0.5
"""How often storage is asked whether a file waits."""
_BEAT_SECONDS: Final = 1.0
"""How often it is said how far a file is."""
_TIDY_SECONDS: Final = 15.0
_CLEAN_SECONDS: Final = 3600.0
_PATIENCE_SECONDS: Final = 10.0
"""How long a stop waits for the file that is being read."""
SILENCE: Final = timedelta(seconds=90)
"""After which a process that said nothing is gone; a writer may wait 30 seconds for another."""
MOST_ATTEMPTS: Final = 3
"""A file that ended its process this often is not begun again."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Means:
    """What importing needs."""

    storage: Storage
    gazetteer: Callable[[], Gazetteer]
    trades: Callable[[], TradeTable]
    now: Callable[[], datetime]
    """The clock; aware, UTC."""
    limits: Limits


class _Course:
    """How far the file in hand is, between the thread that reads it and the one that says so."""

    def __init__(self) -> None:
        self.done = self.total = 0
        self.is_writing = False
        self.stopped = Event()

    def told(self, done: int, total: int) -> None:
        """Take how many lines are read.

        Raises:
            ImportStopped: nobody wants the rest.
        """
        if self.stopped.is_set():
            raise ImportStopped
        self.done, self.total = done, total


class ImportWorker:
    """Takes the files of one database; other processes may do the same beside it."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._owner = uuid4()
        self._stopped = Event()
        self._tidied = self._cleaned = float("-inf")
        self._thread = Thread(target=self._watch, name="jisr-imports", daemon=True)

    def start(self) -> None:
        """Begin to look for files."""
        self._thread.start()

    def stop(self) -> None:
        """Stop; a file that is being read waits for the next process, and nothing of it is kept."""
        self._stopped.set()
        self._thread.join(_PATIENCE_SECONDS)

    def do_next(self) -> bool:
        """Read the file that has waited longest; False when there was none to read.

        Raises:
            NotReady: storage is not there.
        """
        self._tidy()
        job = self._claimed()
        if job is None:
            return False
        course = _Course()
        doing = Thread(target=self._do, args=(job, course), name="jisr-import", daemon=True)
        doing.start()
        while doing.is_alive():
            doing.join(_BEAT_SECONDS)
            if self._stopped.is_set() or not self._said(job, course):
                course.stopped.set()
        return True

    def _watch(self) -> None:
        while not self._stopped.wait(_LOOK_SECONDS):
            try:
                while not self._stopped.is_set() and self.do_next():
                    pass
            except NotReady:
                # Files wait until storage is back; `health` says what is wrong with it.
                continue
            except Exception as error:
                logger().error("defect", **error_fields(error))

    def _claimed(self) -> ImportJob | None:
        with self._means.storage.read() as work:
            waiting = work.import_jobs.next_waiting()
        if waiting is None:
            return None
        now = self._means.now()
        with self._means.storage.begin() as work:
            if waiting.attempts >= MOST_ATTEMPTS:
                work.import_jobs.give_up(waiting.id, at=now)
                return None
            is_ours = work.import_jobs.claim(waiting.id, owner=self._owner, at=now)
        return waiting if is_ours else None

    def _said(self, job: ImportJob, course: _Course) -> bool:
        """Say how far it is; False when it is no longer ours to do."""
        # Whoever writes holds the database, and the job with it: there is nothing to say.
        if course.is_writing:
            return True
        try:
            with self._means.storage.begin() as work:
                return work.import_jobs.beat(
                    job.id,
                    owner=self._owner,
                    at=self._means.now(),
                    done=course.done,
                    total=course.total,
                )
        except NotReady:
            return True

    def _do(self, job: ImportJob, course: _Course) -> None:
        """Read one file to its end, whatever that is."""
        try:
            self._import(job, course)
        except ImportStopped:
            self._put_back(job.id)
        except NotReady:
            self._put_back(job.id)
        except MatchingError as error:
            self._refuse(job.id, error)
        except Exception as error:
            logger().error("defect", **error_fields(error))
            self._refuse(job.id, MatchingError())

    def _import(self, job: ImportJob, course: _Course) -> None:
        means = self._means
        with means.storage.read() as work:
            content = work.import_jobs.content(job.id)
        if content is None:
            raise ImportStopped

        def begun(work: Work) -> None:
            course.is_writing = True
            work.import_jobs.hold(job.id, owner=self._owner, at=means.now())

        def kept(work: Work, report: ImportReport) -> None:
            self._finish(work, job, report)

        steps = Steps(reading=course.told, begun=begun, kept=kept)
        report = self._read(job, content, steps)
        if job.is_dry_run:
            with means.storage.begin() as work:
                self._finish(work, job, report)

    def _read(self, job: ImportJob, content: ImportContent, steps: Steps) -> ImportReport:
        means, kind = self._means, kind_named(job.kind)
        if isinstance(kind, SheetKind):
            return import_sheet(
                means.storage,
                kind,
                content.content,
                content.name,
                caller=Caller(id=job.actor, role=job.role, territory=job.territory, name=""),
                now=means.now(),
                dry_run=job.is_dry_run,
                gazetteer=means.gazetteer(),
                limits=means.limits,
                steps=steps,
            )
        return import_file(
            means.storage,
            kind,
            content.content,
            content.name,
            caller_id=job.actor,
            now=means.now(),
            dry_run=job.is_dry_run,
            gazetteer=means.gazetteer(),
            trades=means.trades(),
            regions=job.territory,
            limits=means.limits,
            steps=steps,
        )

    def _finish(self, work: Work, job: ImportJob, report: ImportReport) -> None:
        work.import_jobs.finish(
            job.id,
            owner=self._owner,
            at=self._means.now(),
            state=JobState.DONE,
            report=written(result_of(report)),
            refused=kept_lines(report.refused_lines),
            keeps_file=job.is_dry_run and report.accepted > 0,
        )

    def _refuse(self, job_id: UUID, error: MatchingError) -> None:
        with suppress(ImportStopped, NotReady), self._means.storage.begin() as work:
            work.import_jobs.finish(
                job_id,
                owner=self._owner,
                at=self._means.now(),
                state=JobState.REFUSED,
                report=refused_whole(error),
            )

    def _put_back(self, job_id: UUID) -> None:
        """Leave it to the next process, unless somebody gave it up."""
        with suppress(NotReady), self._means.storage.begin() as work:
            work.import_jobs.put_back(job_id, owner=self._owner)

    def _tidy(self) -> None:
        """Take over what processes that are gone left, and forget what is too old."""
        now, storage = self._means.now(), self._means.storage
        if monotonic() - self._tidied > _TIDY_SECONDS:
            self._tidied = monotonic()
            with storage.read() as work:
                is_needed = work.import_jobs.needs_recovery(now - SILENCE)
            if is_needed:
                with storage.begin() as work:
                    work.import_jobs.recover(
                        beaten_before=now - SILENCE, attempts=MOST_ATTEMPTS, at=now
                    )
        if monotonic() - self._cleaned > _CLEAN_SECONDS:
            self._cleaned = monotonic()
            with storage.begin() as work:
                work.import_jobs.clean(
                    files_before=now - FILE_LIFETIME, jobs_before=now - JOB_LIFETIME
                )
