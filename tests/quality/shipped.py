"""The shipped release before a set of people and openings."""

from collections.abc import Sequence
from pathlib import Path

from evaluation.baselines import Memory, RankerName
from evaluation.benchmark import Bench
from evaluation.datasets import Dataset
from evaluation.hybrid import HybridParts
from evaluation.measures import Floats, Measure, measure
from matching.trades import TradeTable
from models.encoders import SentenceEncoder
from models.releases import load_release, shipped_release
from service.reference import trades_path


def measured(
    encoder: Path, dataset: Dataset, rankers: Sequence[RankerName]
) -> dict[RankerName, dict[Measure, Floats]]:
    """What each ranker reaches on each query, with the release's centre and weights.

    Args:
        encoder: Folder of the prepared encoder of the release.
        dataset: What to rank.
        rankers: The first is the baseline.
    """
    release = load_release(shipped_release())
    bench = Bench(
        rankers=tuple(rankers),
        baseline=rankers[0],
        seed=0,
        memory=Memory(SentenceEncoder(encoder), lambda _: None),
        centre=release.centre,
        hybrid=HybridParts(
            trades=TradeTable.read(trades_path()),
            parameters=release.parameters,
            trade_space=release.trade_space,
        ),
    )
    runs = bench.run(dataset, lambda _: None)
    return {name: measure(run, dataset.grades) for name, run in runs.items()}


def of_language(dataset: Dataset, values: Floats, language: str) -> Floats:
    """The values of the queries whose id begins with the language."""
    rows = [query.partition("-")[0] == language for query in dataset.queries]
    return values[rows]
