"""What a release's memories of trades and occupations cost, beside encoding the same text.

Run with `make benchmark`. Ratios count; absolute times are those of the machine at that moment.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console
from rich.table import Table

from matching.ports import Vectors
from models.encoders import SentenceEncoder
from models.releases import load_release, shipped_release
from tests.benchmarks.test_flow import ONE_TEXT, timed

pytestmark = pytest.mark.benchmarks
ROUNDS = 100
MOST = 0.4
"""Of encoding a text, for all memories together."""


@pytest.mark.parametrize("together", [1, 512])
def test_memories_cost_little_beside_encoding(prepared_encoder: Path, together: int) -> None:
    release = load_release(shipped_release())
    space, occupations = release.trade_space, release.centre.occupations
    assert space is not None
    assert occupations is not None
    encoder = SentenceEncoder(prepared_encoder)
    (vector,) = release.centre.take_form_out(encoder.encode([ONE_TEXT]))
    vectors: Vectors = np.tile(vector, (together, 1))
    texts = [f"{ONE_TEXT} {number}" for number in range(together)]
    steps: dict[str, Callable[[], object]] = {
        "encoding": lambda: encoder.encode(texts),
        "trades": lambda: space.apply(vectors),
        "occupations": lambda: occupations.apply(vectors),
    }
    for step in steps.values():
        step()
    rounds = max(3, ROUNDS // together)
    spent = np.array([[timed(step)[0] for step in steps.values()] for _ in range(rounds)])
    medians = np.median(spent, axis=0) / together
    table = Table(title=f"{together} texts at a time (ms a text; {rounds} rounds)")
    for heading in ("step", "wall", "÷ encoding"):
        table.add_column(heading, justify="right")
    for name, wall in zip(steps, medians, strict=True):
        table.add_row(name, f"{wall:.2f}", f"{wall / medians[0]:.2f}")
    Console(width=100).print(table)
    assert medians[1:].sum() < MOST * medians[0]
