"""Files read in the background: in order, one at a time, whole or not at all, whoever stops."""

import io
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Event, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from openpyxl import Workbook

from matching.geography import Gazetteer
from matching.trades import TradeTable
from matching.vocabulary import RecordKind, Role
from service.actions.imports import worker as import_worker
from service.actions.imports.jobs import (
    FILE_LIFETIME,
    JOB_LIFETIME,
    MOST_WAITING,
    Followed,
    Sent,
    TooManyImports,
    follow,
    give_up,
    own_imports,
    send_file,
    start_import,
)
from service.actions.imports.worker import MOST_ATTEMPTS, SILENCE, ImportWorker, Means
from service.intake.identifiers import id_of
from service.intake.tables import Limits
from service.reference import trades_path
from service.security import Caller
from service.storage import ImportStopped, JobState, NoSuchImport, Storage
from tests.storage_fixtures import ENGINES, migrated_storage

PROFILE, COMPANY = RecordKind.PROFILE, RecordKind.COMPANY
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
OFFICER = Caller(id="officer-1", role=Role.OFFICER, territory=None, name="")
GAZETTEER = Gazetteer.load()
TRADES = TradeTable.read(trades_path())
HEADER = "Référence;Nom;Prénom;Commune;Compétences;Mis à jour le\n"
COMPANIES = "Référence;Nom\nE-1;Atelier Nour (inventé)\n"


@pytest.fixture(params=ENGINES)
def storage(request: pytest.FixtureRequest) -> Iterator[Storage]:
    with migrated_storage(request.param) as storage:
        yield storage


def a_worker(storage: Storage, now: datetime = NOW) -> ImportWorker:
    means = Means(
        storage=storage,
        gazetteer=lambda: GAZETTEER,
        trades=lambda: TRADES,
        now=lambda: now,
        limits=Limits(),
    )
    return ImportWorker(means)


def people(count: int, first: int = 0) -> str:
    lines = (
        f"A-{number};Inventé;Amina;Salé;couture sur machine;02/11/2026\n"
        for number in range(first, first + count)
    )
    return HEADER + "".join(lines)


def sent(
    storage: Storage,
    content: str | bytes,
    *,
    kind: RecordKind = PROFILE,
    name: str = "fichier.csv",
    caller: Caller = OFFICER,
    at: datetime = NOW,
) -> UUID:
    data = content if isinstance(content, bytes) else content.encode()
    file = Sent(id=uuid4(), kind=kind, name=name, content=data)
    return send_file(storage, caller=caller, now=at, sent=file, limits=Limits())


def checked(storage: Storage, content: str, **how: Any) -> UUID:
    job_id = sent(storage, content, **how)
    assert a_worker(storage).do_next()
    return job_id


def seen(storage: Storage, job_id: UUID, caller: Caller = OFFICER) -> Followed:
    return follow(storage, caller=caller, job_id=job_id)


def state(storage: Storage, job_id: UUID) -> JobState:
    return seen(storage, job_id).job.state


def count(storage: Storage, kind: RecordKind = PROFILE) -> int:
    with storage.read() as work:
        return work.records.count(kind)


def has_file(storage: Storage, job_id: UUID) -> bool:
    with storage.read() as work:
        return work.import_jobs.has_content(job_id)


def test_a_check_writes_nothing_and_the_import_after_it_writes_once(storage: Storage) -> None:
    job_id = checked(storage, people(3))
    found = seen(storage, job_id)
    assert found.can_import
    assert found.result is not None
    assert (found.result.created, found.result.refused) == (3, 0)
    assert count(storage) == 0

    import_id = start_import(storage, caller=OFFICER, now=NOW, checked_id=job_id)
    assert start_import(storage, caller=OFFICER, now=NOW, checked_id=job_id) == import_id
    assert a_worker(storage).do_next()
    assert not a_worker(storage).do_next()
    assert count(storage) == 3
    assert state(storage, import_id) is JobState.DONE
    assert not has_file(storage, job_id)
    assert not has_file(storage, import_id)
    assert not seen(storage, job_id).can_import


def test_files_are_read_in_the_order_in_which_they_came(storage: Storage) -> None:
    jobs = [
        sent(storage, COMPANIES, kind=COMPANY, at=NOW + timedelta(seconds=second))
        for second in range(3)
    ]
    assert [seen(storage, job_id).ahead for job_id in jobs] == [0, 1, 2]
    worker = a_worker(storage)
    for number in range(3):
        assert worker.do_next()
        states = [state(storage, job_id) for job_id in jobs]
        assert states == [JobState.DONE] * (number + 1) + [JobState.WAITING] * (2 - number)
    assert [job.id for job, _ in own_imports(storage, caller=OFFICER)] == jobs[::-1]


def test_processes_that_look_at_the_same_moment_do_not_do_the_same_file_twice(
    storage: Storage,
) -> None:
    job_id = sent(storage, people(300))
    ready, done = Barrier(4), list[bool]()

    def look() -> None:
        worker = a_worker(storage)
        ready.wait()
        done.append(worker.do_next())

    threads = [Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert done.count(True) == 1
    assert state(storage, job_id) is JobState.DONE
    with storage.read() as work:
        job = work.import_jobs.find(job_id)
    assert job is not None
    assert job.attempts == 1


def test_only_one_file_is_read_at_a_time(storage: Storage) -> None:
    first = sent(storage, COMPANIES, kind=COMPANY)
    other = sent(storage, COMPANIES, kind=COMPANY, at=NOW + timedelta(seconds=1))
    with storage.begin() as work:
        assert work.import_jobs.claim(first, owner=uuid4(), at=NOW)
    with storage.begin() as work:
        assert work.import_jobs.next_waiting() is None
        assert not work.import_jobs.claim(other, owner=uuid4(), at=NOW)
        assert work.import_jobs.count_waiting(OFFICER.id) == 2
    assert seen(storage, other).ahead == 1
    assert not a_worker(storage).do_next()


def test_a_file_whose_process_is_gone_is_read_by_another_after_a_while(storage: Storage) -> None:
    job_id = sent(storage, people(2))
    with storage.begin() as work:
        assert work.import_jobs.claim(job_id, owner=uuid4(), at=NOW)
    assert not a_worker(storage, NOW + SILENCE).do_next()
    assert state(storage, job_id) is JobState.RUNNING
    assert a_worker(storage, NOW + SILENCE + timedelta(seconds=1)).do_next()
    assert state(storage, job_id) is JobState.DONE


def test_a_file_that_ended_its_process_again_and_again_is_given_up(storage: Storage) -> None:
    job_id, now = sent(storage, people(2)), NOW
    for _ in range(MOST_ATTEMPTS):
        assert state(storage, job_id) is JobState.WAITING
        with storage.begin() as work:
            assert work.import_jobs.claim(job_id, owner=uuid4(), at=now)
        now += SILENCE + timedelta(seconds=1)
        with storage.begin() as work:
            work.import_jobs.recover(beaten_before=now - SILENCE, attempts=MOST_ATTEMPTS, at=now)
    assert state(storage, job_id) is JobState.INTERRUPTED
    assert not has_file(storage, job_id)


def test_a_process_that_lost_its_file_to_another_keeps_nothing_of_it(storage: Storage) -> None:
    job_id = checked(storage, people(2))
    import_id = start_import(storage, caller=OFFICER, now=NOW, checked_id=job_id)
    late, owner = a_worker(storage), uuid4()
    with storage.begin() as work:
        assert work.import_jobs.claim(import_id, owner=owner, at=NOW)
        job = work.import_jobs.find(import_id)
    assert job is not None
    course = import_worker._Course()
    with pytest.raises(ImportStopped):
        late._import(job, course)
    assert count(storage) == 0
    assert state(storage, import_id) is JobState.RUNNING


def _halfway(monkeypatch: pytest.MonkeyPatch, do: Callable[[], None], *, at: int = 200) -> Event:
    """Do something once a file is half read, in the thread that reads it."""
    reached, told = Event(), import_worker._Course.told

    def stopping(course: import_worker._Course, done: int, total: int) -> None:
        if done >= at and not reached.is_set():
            do()
            reached.set()
        told(course, done, total)

    monkeypatch.setattr(import_worker._Course, "told", stopping)
    return reached


def test_a_file_that_is_given_up_halfway_leaves_nothing(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_worker, "_BEAT_SECONDS", 0.01)
    job_id = checked(storage, people(400))
    import_id = start_import(storage, caller=OFFICER, now=NOW, checked_id=job_id)

    def stop() -> None:
        give_up(storage, caller=OFFICER, now=NOW, job_id=import_id)
        time.sleep(0.2)

    reached = _halfway(monkeypatch, stop)
    assert a_worker(storage).do_next()
    assert reached.is_set()
    assert state(storage, import_id) is JobState.INTERRUPTED
    assert count(storage) == 0
    assert not has_file(storage, import_id)
    assert not a_worker(storage).do_next()


def test_a_service_that_stops_halfway_goes_on_when_it_starts_again(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_worker, "_BEAT_SECONDS", 0.01)
    monkeypatch.setattr(import_worker, "_LOOK_SECONDS", 0.01)
    job_id = checked(storage, people(400))
    import_id = start_import(storage, caller=OFFICER, now=NOW, checked_id=job_id)
    worker = a_worker(storage)
    stopping: list[Thread] = []

    def stop() -> None:
        stopping.append(Thread(target=worker.stop))
        stopping[0].start()
        time.sleep(0.2)

    reached = _halfway(monkeypatch, stop)
    worker.start()
    assert reached.wait(30)
    stopping[0].join(30)
    assert state(storage, import_id) is JobState.WAITING
    assert count(storage) == 0
    assert has_file(storage, import_id)

    assert a_worker(storage).do_next()
    assert state(storage, import_id) is JobState.DONE
    assert count(storage) == 400


def test_a_person_who_is_erased_is_in_no_file_that_waits_or_was_checked(storage: Storage) -> None:
    done = checked(storage, people(1) + "A-9;;;Atlantide;;\n")
    import_id = start_import(storage, caller=OFFICER, now=NOW, checked_id=done)
    assert a_worker(storage).do_next()
    again = checked(storage, people(2))
    waiting = sent(storage, people(3))
    companies = sent(storage, COMPANIES, kind=COMPANY)
    with storage.begin() as work:
        work.records.erase(id_of(PROFILE, "A-0"), at=NOW, actor="tests")
    assert not any(has_file(storage, job_id) for job_id in (again, waiting))
    assert has_file(storage, companies)
    assert state(storage, waiting) is JobState.INTERRUPTED
    assert not seen(storage, again).can_import
    assert not seen(storage, import_id).has_lines
    with pytest.raises(NoSuchImport):
        start_import(storage, caller=OFFICER, now=NOW, checked_id=again)


def test_what_is_forgotten_is_no_longer_in_the_database_file(tmp_path: Path) -> None:
    path = tmp_path / "jisr.db"
    storage = Storage(f"sqlite:///{path}")
    storage.migrate()
    job_id = checked(storage, HEADER + "A-1;Zzyzx-Inventé;Amina;Salé;couture;02/11/2026\n")
    found = [file.read_bytes() for file in tmp_path.iterdir()]
    assert any(b"Zzyzx" in content for content in found)
    give_up(storage, caller=OFFICER, now=NOW, job_id=job_id)
    found = [file.read_bytes() for file in tmp_path.iterdir()]
    assert not any(b"Zzyzx" in content for content in found)
    storage.close()


def test_files_are_forgotten_after_a_day_and_jobs_after_a_season(storage: Storage) -> None:
    job_id = checked(storage, people(1) + "A-9;;;Atlantide;;\n")
    waiting = sent(storage, COMPANIES, kind=COMPANY, at=NOW - JOB_LIFETIME * 2)

    def clean(now: datetime) -> None:
        with storage.begin() as work:
            work.import_jobs.clean(files_before=now - FILE_LIFETIME, jobs_before=now - JOB_LIFETIME)

    clean(NOW + FILE_LIFETIME)
    assert has_file(storage, job_id)
    clean(NOW + FILE_LIFETIME + timedelta(seconds=1))
    assert not has_file(storage, job_id)
    assert not seen(storage, job_id).has_lines
    clean(NOW + JOB_LIFETIME + timedelta(seconds=1))
    with pytest.raises(NoSuchImport):
        seen(storage, job_id)
    # What nobody has read yet is not old, however long it waits.
    assert has_file(storage, waiting)


def test_one_person_does_not_fill_the_line(storage: Storage) -> None:
    for _ in range(MOST_WAITING):
        sent(storage, COMPANIES, kind=COMPANY)
    with pytest.raises(TooManyImports):
        sent(storage, COMPANIES, kind=COMPANY)
    sent(storage, COMPANIES, kind=COMPANY, caller=replace(OFFICER, id="officer-2"))


def test_a_defect_of_ours_ends_the_file_and_not_the_reading_of_others(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("Amina")

    bad = sent(storage, people(1))
    with monkeypatch.context() as patched:
        patched.setattr(import_worker, "import_file", broken)
        assert a_worker(storage).do_next()
    found = seen(storage, bad)
    assert found.job.state is JobState.REFUSED
    assert found.refusal is not None
    assert found.refusal.code == "matching-error"
    good = checked(storage, people(1))
    assert state(storage, good) is JobState.DONE


def test_the_territory_of_a_file_is_that_of_its_sender_when_it_is_imported(
    storage: Storage,
) -> None:
    content = people(1) + "B-1;Inventé;Amina;Safi;couture;02/11/2026\n"
    job_id = checked(storage, content)
    local = replace(OFFICER, territory=frozenset({"MA-04"}))
    import_id = start_import(storage, caller=local, now=NOW, checked_id=job_id)
    assert a_worker(storage).do_next()
    found = seen(storage, import_id).result
    assert found is not None
    assert (found.created, found.refused) == (1, 1)
    assert [one.code for one in found.faults] == ["not-your-territory"]


def test_a_long_file_says_how_far_it_is(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_worker, "_BEAT_SECONDS", 0.02)
    job_id = sent(storage, people(5_000))
    told: list[tuple[int, int]] = []
    doing = Thread(target=a_worker(storage).do_next)
    doing.start()
    while doing.is_alive():
        job = seen(storage, job_id).job
        told.append((job.done, job.total))
        time.sleep(0.02)
    doing.join(60)
    counts = [done for done, total in told if total == 5_000]
    assert counts == sorted(counts)
    assert len({done for done in counts if 0 < done < 5_000}) >= 3
    found = seen(storage, job_id).result
    assert found is not None
    assert found.created == 5_000


def test_a_workbook_says_how_far_it_is_too(storage: Storage) -> None:
    book = Workbook()
    for row in people(150).splitlines():
        book.worksheets[0].append(row.split(";"))
    written = io.BytesIO()
    book.save(written)
    job_id = sent(storage, written.getvalue(), name="personnes.xlsx")
    assert a_worker(storage).do_next()
    found = seen(storage, job_id).result
    assert found is not None
    assert found.created == 150


_KILLED = """
import sys, time
from datetime import UTC, datetime
from matching.geography import Gazetteer
from matching.trades import TradeTable
from service.actions.imports import worker as import_worker
from service.intake.tables import Limits
from service.reference import trades_path
from service.storage import Storage

storage = Storage(sys.argv[1])
original = import_worker.ImportWorker._finish
def halted(self, work, job, report):
    original(self, work, job, report)
    print("written", flush=True)
    time.sleep(60)
import_worker.ImportWorker._finish = halted
trades = TradeTable.read(trades_path())
worker = import_worker.ImportWorker(import_worker.Means(
    storage=storage, gazetteer=Gazetteer.load, trades=lambda: trades,
    now=lambda: datetime(2026, 11, 21, 12, tzinfo=UTC), limits=Limits(),
))
worker.do_next()
"""


def test_a_process_that_is_killed_before_its_end_leaves_nothing_and_another_does_it(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'jisr.db'}"
    storage = Storage(url)
    storage.migrate()
    job_id = checked(storage, people(1_000))
    import_id = start_import(storage, caller=OFFICER, now=NOW, checked_id=job_id)
    command = [sys.executable, "-c", _KILLED, url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as doing:
        assert doing.stdout is not None
        assert doing.stdout.readline() == "written\n"
        doing.kill()
    assert count(storage) == 0
    assert state(storage, import_id) is JobState.RUNNING
    assert a_worker(storage, NOW + SILENCE + timedelta(seconds=1)).do_next()
    assert state(storage, import_id) is JobState.DONE
    assert count(storage) == 1_000
    storage.close()
