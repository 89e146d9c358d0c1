"""What it costs to invent judgements, to write them and to read them, as their number grows.

Processor time, so that other work on the machine counts little. Run with `make benchmark`.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from evaluation.groups import read_groups
from evaluation.judgements import read_judgements
from evaluation.synthetic.files import GROUPS_FILE, JUDGEMENTS_FILE, write_world
from evaluation.synthetic.orders import WorldOrder
from evaluation.synthetic.world import World, make_world

pytestmark = pytest.mark.benchmarks
SMALL, LARGE = WorldOrder(people=400, openings=200), WorldOrder(people=4000, openings=2000)
"""About 10,000 and 100,000 judgements."""
LEEWAY = 1.4
"""Over ten times the cost for ten times the judgements: caches are not what they are for few."""


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """Processor time of the fastest of several rounds."""
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def costs(order: WorldOrder, folder: Path) -> dict[str, float]:
    world: World = make_world(order)
    write_world(world, folder, lambda _: None)
    return {
        "judgements": len(world.judgements),
        "invent": seconds(lambda: make_world(order)),
        "write": seconds(lambda: write_world(world, folder, lambda _: None)),
        "read": seconds(lambda: read_judgements(folder / JUDGEMENTS_FILE)),
        "read groups": seconds(lambda: read_groups(folder / GROUPS_FILE)),
    }


def test_cost_grows_no_faster_than_the_judgements(tmp_path: Path) -> None:
    small, large = costs(SMALL, tmp_path / "small"), costs(LARGE, tmp_path / "large")
    grown = large["judgements"] / small["judgements"]
    table = Table(
        "seconds of processor time", *(f"{one['judgements']:,.0f}" for one in (small, large))
    )
    for name in ("invent", "write", "read", "read groups"):
        table.add_row(name, f"{small[name]:.2f}", f"{large[name]:.2f}")
    Console().print(table)
    for name in ("invent", "write", "read"):
        assert large[name] <= LEEWAY * grown * small[name], name
    assert large["invent"] + large["read"] < 60.0
