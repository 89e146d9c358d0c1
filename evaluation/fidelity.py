"""What faster engines cost in quality: each one's ranking beside full precision, and its speed."""

import json
import math
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evaluation.baselines import Memory, RankerName
from evaluation.benchmark import Bench
from evaluation.datasets import Dataset
from evaluation.measures import (
    Comparison,
    Floats,
    Interval,
    Measure,
    bootstrap_interval,
    compare,
    measure,
)
from models import recipe
from models.centring import Centre
from models.encoders import BatchEncoder
from models.engines import REFERENCE
from models.manifest import Measure as Speed
from models.manifest import verify

if TYPE_CHECKING:
    from rich.table import Table

MAX_LOSS = 0.005
"""Mean reciprocal rank that an engine may lose or gain against full precision on a benchmark."""

Progress = Callable[[int], None]
"""Called with the number of texts that were just read."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One engine on one benchmark."""

    mrr: Interval
    against_reference: Comparison
    """The engine minus full precision, on the same queries; all zero for the reference itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFidelity:
    """One line of the comparison."""

    speed: Speed
    """Processor milliseconds and lowest cosine, as `jisr prepare` measures them."""
    is_prepared: bool
    """Whether this is the engine that serves on this machine."""
    figures: Mapping[str, Figure]
    """Name of a benchmark -> what the engine reaches there."""

    @property
    def is_faithful(self) -> bool:
        """Whether it stays within 0.005 of full precision on every benchmark."""
        found = (figure.against_reference.difference.mean for figure in self.figures.values())
        return all(abs(difference) <= MAX_LOSS for difference in found)


def compare_engines(
    folder: Path,
    datasets: Sequence[Dataset],
    *,
    centre: Centre | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> tuple[EngineFidelity, ...]:
    """Rank every benchmark with every engine this processor can run, and time the engines.

    Args:
        folder: A prepared encoder; its model is exported again for the engines it did not choose.
        datasets: At least one, with names of their own.
        centre: Taken out of every vector, as the service does; None for raw vectors.
        seed: Of ties, intervals and tests.
        progress: Told about texts; every engine reads each text once.

    Returns:
        One line per engine, in the order of `EngineKind`; full precision is among them.

    Raises:
        EncoderMissing, EncoderDamaged: the folder is not a sound prepared encoder.
    """
    prepared = verify(folder).engine
    # Beside the prepared folder, so that the model is linked and not copied.
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".engines-") as work:
        encoders = recipe.load_every_engine(folder, Path(work))
        speeds = recipe.measure(encoders, lambda _: None)
        found = {
            kind: _reciprocal_ranks(encoder, datasets, centre, seed, progress)
            for kind, encoder in encoders.items()
        }
    return tuple(
        EngineFidelity(
            speed=speed,
            is_prepared=speed.engine is prepared,
            figures=_figures(found[speed.engine], found[REFERENCE], seed),
        )
        for speed in speeds
    )


def fidelity_tables(lines: Sequence[EngineFidelity]) -> "tuple[Table, ...]":
    """For people: a table of speeds, then one per benchmark."""
    return (_speed_table(lines), *(_figure_table(lines, name) for name in lines[0].figures))


def fidelity_as_json(lines: Sequence[EngineFidelity]) -> str:
    """The same lines as a JSON document; what is not defined is null."""
    return json.dumps([_plain(line) for line in lines], indent=2)


def _reciprocal_ranks(
    encoder: BatchEncoder,
    datasets: Sequence[Dataset],
    centre: Centre | None,
    seed: int,
    progress: Progress | None,
) -> dict[str, Floats]:
    ranker = RankerName.ENCODER if centre is None else RankerName.ENCODER_CENTRED
    memory = Memory(encoder, progress or (lambda _: None))
    bench = Bench(rankers=(ranker,), baseline=ranker, seed=seed, memory=memory, centre=centre)
    found = {}
    for dataset in datasets:
        run = bench.run(dataset, lambda _: None)[ranker]
        found[dataset.name] = measure(run, dataset.grades)[Measure.MRR]
    return found


def _figures(
    values: Mapping[str, Floats], reference: Mapping[str, Floats], seed: int
) -> dict[str, Figure]:
    return {
        name: Figure(
            bootstrap_interval(found, np.random.default_rng(seed)),
            compare(found, reference[name], np.random.default_rng(seed)),
        )
        for name, found in values.items()
    }


def _speed_table(lines: Sequence[EngineFidelity]) -> "Table":
    from rich.table import Table

    grid = Table(
        title="Processor milliseconds a text of 67 tokens",
        caption="* serves on this machine; lowest cosine to full precision on sample sentences",
    )
    for heading in ("engine", "batch of 32", "alone", "lowest cosine", "within 0.005"):
        grid.add_column(heading, justify="left" if heading == "engine" else "right")
    for line in lines:
        speed = line.speed
        grid.add_row(
            f"{speed.engine} *" if line.is_prepared else speed.engine,
            f"{speed.batch_ms:.1f}",
            f"{speed.alone_ms:.1f}",
            f"{speed.min_cosine:.5f}",
            "yes" if line.is_faithful else "no",
        )
    return grid


def _figure_table(lines: Sequence[EngineFidelity], name: str) -> "Table":
    from rich.table import Table

    grid = Table(
        title=f"{name}: mean reciprocal rank by engine",
        caption="95 % bootstrap intervals; p of a paired randomisation test against full precision",
    )
    for heading in ("engine", "MRR", "difference to fp32", "p"):
        grid.add_column(heading, justify="left" if heading == "engine" else "right")
    for line in lines:
        figure = line.figures[name]
        compared = figure.against_reference
        grid.add_row(
            line.speed.engine,
            _interval(figure.mrr, ".4f"),
            _interval(compared.difference, "+.4f"),
            "–" if math.isnan(compared.p_value) else f"{compared.p_value:.3f}",
        )
    return grid


def _interval(found: Interval, form: str) -> str:
    spread = "" if math.isnan(found.low) else f" [{found.low:{form}}, {found.high:{form}}]"
    return f"{found.mean:{form}}{spread}"


def _plain(line: EngineFidelity) -> dict[str, object]:
    return {
        **asdict(line.speed),
        "is_prepared": line.is_prepared,
        "is_faithful": line.is_faithful,
        "figures": {
            name: {
                "mrr": _defined(figure.mrr),
                "difference": _defined(figure.against_reference.difference),
                "p_value": _number(figure.against_reference.p_value),
            }
            for name, figure in line.figures.items()
        },
    }


def _defined(found: Interval) -> dict[str, float | None]:
    return {name: _number(number) for name, number in asdict(found).items()}


def _number(number: float) -> float | None:
    return None if math.isnan(number) else number
