"""Kill -9 while an index is being written: never a wrong one, and the engine recovers by itself."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from matching.proposals import Filters
from matching.vocabulary import OpportunityKind
from models.index import FaissIndex, IndexDamaged, IndexOutdated
from service.actions.shortlisting import make_shortlist
from service.runtime import Runtime
from service.storage import Storage
from tests.runtimes import NOW, OFFICER, a_runtime, a_storage, keep, settings_in
from tests.situations import a_profile, an_opening

WRITES_WITHOUT_END = """
import sys
from pathlib import Path
import numpy as np
from models.index import FaissIndex

path = Path(sys.argv[1])
contents = {name: FaissIndex.of(np.full((4000, 64), value, np.float32)) for name, value in
            (("one", 1.0), ("two", 2.0))}
print("ready", flush=True)
while True:
    for name, index in contents.items():
        index.save(path, name)
"""


def killed_after(seconds: float, path: Path) -> None:
    """Write indexes in another process, and kill it."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITES_WITHOUT_END, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout as said:
        assert said.readline() == "ready\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()


def test_a_killed_writer_never_leaves_a_wrong_index(tmp_path: Path) -> None:
    path = tmp_path / "opening.faiss"
    for number in range(6):
        killed_after(0.02 + 0.013 * number, path)
        for name, value in (("one", 1.0), ("two", 2.0)):
            try:
                index = FaissIndex.load(path, name)
            except (IndexDamaged, IndexOutdated):
                continue
            assert np.all(index.vectors(np.arange(4000)) == value)


@pytest.mark.parametrize("left_over", ["opening.faiss", "opening.faiss.part", "opening.faiss.json"])
def test_the_engine_starts_over_whatever_a_killed_process_left(
    tmp_path: Path, left_over: str
) -> None:
    settings = settings_in(tmp_path)
    storage = a_storage(settings)
    keep(storage, a_profile(), an_opening())
    before = _proposed(a_runtime(settings, storage), storage)
    (settings.data_dir / "index" / left_over).write_bytes(b"half of somethi")
    assert _proposed(a_runtime(settings, storage), storage) == before


def _proposed(runtime: Runtime, storage: Storage) -> list[tuple[str, float]]:
    shown = make_shortlist(
        runtime,
        storage,
        caller=OFFICER,
        now=NOW,
        kind=OpportunityKind.OPENING,
        limit=5,
        filters=Filters(),
        profile_id="p-1",
    )
    return [(line.opportunity_id, line.score) for line in shown.shortlist.proposals]
