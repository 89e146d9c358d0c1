"""What a whole report costs as judgements grow: minutes and memory, in a process of its own.

Run with `make benchmark`.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from evaluation.synthetic.files import GROUPS_FILE, JUDGEMENTS_FILE, write_world
from evaluation.synthetic.orders import WorldOrder
from evaluation.synthetic.world import make_world

pytestmark = pytest.mark.benchmarks
SMALL, LARGE = WorldOrder(people=400, openings=200), WorldOrder(people=4000, openings=2000)
"""About 10,000 and 100,000 judgements."""
MOST_SECONDS, MOST_BYTES = 300.0, 2 * 10**9
COMMAND = "from evaluation.cli import main; main()"


def cost(order: WorldOrder, folder: Path) -> tuple[int, float, float]:
    """Judgements, and wall and processor seconds of the command."""
    world = make_world(order)
    write_world(world, folder, lambda _: None)
    files = [str(folder / JUDGEMENTS_FILE), "--groups", str(folder / GROUPS_FILE)]
    given = [*files, "--out", str(folder / "out"), "--runs", str(folder / "runs")]
    used, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-c", COMMAND, "report", *given], check=True)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - begun
    spent = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    return len(world.judgements), wall, spent


def test_a_full_report_takes_minutes_and_grows_no_faster_than_the_judgements(
    tmp_path: Path,
) -> None:
    small, small_wall, small_spent = cost(SMALL, tmp_path / "small")
    large, large_wall, large_spent = cost(LARGE, tmp_path / "large")
    # Linux gives the largest process so far, in KiB; the larger report is the larger process.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    table = Table("judgements", "seconds", "of processors")
    table.add_row(f"{small:,}", f"{small_wall:.1f}", f"{small_spent:.1f}")
    table.add_row(f"{large:,}", f"{large_wall:.1f}", f"{large_spent:.1f}")
    Console().print(table, f"at most {peak / 10**6:.0f} MB")
    assert large_wall < MOST_SECONDS
    assert peak < MOST_BYTES
    assert large_spent <= large / small * small_spent
