"""100,000 judgements, every measure: two minutes of one core, 2 GB, no worse than linear."""

import resource
import time

import pytest

from evaluation.measuring import measure_everything
from evaluation.synthetic.orders import WorldOrder
from evaluation.synthetic.world import make_world

pytestmark = pytest.mark.benchmarks
SMALL, LARGE = 420, 4200
"""People of worlds with some 10,000 and 100,000 judgements."""


def seconds(people: int, openings: int) -> tuple[int, float]:
    """Judgements measured, and seconds of processor that it took."""
    world = make_world(WorldOrder(people=people, openings=openings))
    started = time.process_time()
    measure_everything(world.judgements, world.groups)
    return len(world.judgements), time.process_time() - started


def test_a_hundred_thousand_judgements_are_measured_in_two_minutes_of_one_core() -> None:
    seconds(120, 60)  # what is loaded once is not what grows
    few, short = seconds(SMALL, 140)
    many, long = seconds(LARGE, 1400)
    assert many > 90_000
    assert long < 120
    assert long / short < 1.2 * many / few
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2_000_000
