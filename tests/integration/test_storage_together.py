"""Several writers at once, and one that is killed: all or nothing, and nothing lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event
from uuid import uuid4

import pytest

from matching.outcomes import Feedback
from matching.vocabulary import Answer, RecordKind
from service.storage import Storage
from tests.storage_fixtures import ENGINES, NOON, an_opening, migrated_storage

OPENING = RecordKind.OPENING
WRITERS, EACH = 4, 12

KILLED = """
import sys
from service.storage import Storage
from tests.storage_fixtures import NOON, an_opening
from matching.vocabulary import RecordKind

def openings():
    for number in range(5000):
        if number in (0, 3000):
            print(number, flush=True)
        yield an_opening(f"new-{number:04}")

with Storage(sys.argv[1]).begin() as work:
    work.records.put_many(RecordKind.OPENING, openings(), at=NOON, source="s", actor="a")
    print("written", flush=True)
    sys.stdin.readline()
print("committed", flush=True)
sys.stdin.readline()
"""


@pytest.fixture(params=ENGINES)
def storage(request: pytest.FixtureRequest) -> Iterator[Storage]:
    with migrated_storage(request.param) as storage:
        with storage.begin() as work:
            work.records.put(OPENING, an_opening("old"), at=NOON, source="s", actor="a")
        yield storage


@pytest.mark.parametrize(
    ("last_word", "expected"),
    [("0", 1), ("3000", 1), ("written", 1), ("committed", 5001)],
)
def test_a_killed_import_leaves_all_or_nothing(
    storage: Storage, last_word: str, expected: int
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, storage._url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        bufsize=1,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        if last_word == "committed":
            process.stdin.write("\n")
        while process.stdout.readline().strip() != last_word:
            pass
        os.kill(process.pid, signal.SIGKILL)
    storage.check()
    with storage.begin() as work:
        assert work.records.count(OPENING) == expected
        assert len(list(work.records.current([OPENING]))) == expected
        put = work.records.put(OPENING, an_opening("next"), at=NOON, source="s", actor="a")
        assert put.change == "created"


def test_writers_wait_for_one_another(storage: Storage) -> None:
    """Every writer changes the same opening and adds its own, several times over."""
    start = Barrier(WRITERS)

    def write(writer: int) -> list[int]:
        start.wait()
        revisions = []
        for turn in range(EACH):
            with storage.begin() as work:
                own = an_opening(f"w{writer}-{turn}")
                shared = an_opening("old", title=f"by {writer} in {turn}")
                for opening in (own, shared):
                    work.records.put(OPENING, opening, at=NOON, source="s", actor="a")
                revisions.append(work.records.revision())
        return revisions

    with ThreadPoolExecutor(WRITERS) as pool:
        revisions = [each for found in pool.map(write, range(WRITERS)) for each in found]
    assert len(set(revisions)) == WRITERS * EACH
    with storage.read() as work:
        assert work.records.get(OPENING, "old").version == 1 + WRITERS * EACH
        assert work.records.count(OPENING) == 1 + WRITERS * EACH
        assert work.records.revision() == 1 + 2 * WRITERS * EACH


def test_answers_given_at_once_are_all_kept(storage: Storage) -> None:
    start = Barrier(WRITERS)

    def answer(officer: int) -> None:
        start.wait()
        for turn in range(EACH):
            with storage.begin() as work:
                feedback = Feedback(
                    id=uuid4(),
                    profile_id="p",
                    opportunity_id="old",
                    answer=Answer.ACCEPTED if turn % 2 else Answer.PROPOSED,
                    given_at=NOON,
                    given_by=f"officer-{officer}",
                )
                work.feedback.add(feedback)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(answer, range(WRITERS)))
    with storage.read() as work:
        assert work.feedback.revision() == WRITERS * EACH
        assert len(work.feedback.of_profile("p")) == WRITERS * EACH
        assert work.feedback.history_of("p").in_progress == {"old"}


def test_a_reader_does_not_wait_for_a_writer(storage: Storage) -> None:
    written, may_end = Event(), Event()

    def write() -> None:
        with storage.begin() as work:
            work.records.put(OPENING, an_opening("new"), at=NOON, source="s", actor="a")
            written.set()
            assert may_end.wait(timeout=30)

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        assert written.wait(timeout=30)
        began = time.perf_counter()
        with storage.read() as work:
            assert work.records.count(OPENING) == 1
        waited = time.perf_counter() - began
        may_end.set()
        writing.result(timeout=30)
    assert waited < 5
    with storage.read() as work:
        assert work.records.count(OPENING) == 2
