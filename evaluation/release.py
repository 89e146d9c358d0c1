"""From taxonomies to a release: adapt, keep the difference, centre, fit, measure, describe."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.baselines import Memory, RankerName
from evaluation.benchmark import Bench, Part, Report
from evaluation.card import release_card
from evaluation.datasets import Dataset, read_beir
from evaluation.heldout import HeldOut, heldout_sets
from evaluation.hybrid import HybridParts, refit
from evaluation.measures import Measure
from evaluation.registers import fit_registers_centre
from matching.parameters import Parameters
from matching.ports import Vectors
from matching.trades import TradeTable
from models.centring import Centre
from models.encoders import CentredEncoder, SentenceEncoder
from models.learned import LEARNED_FILE, write_learned
from models.manifest import MODEL
from models.occupations import fit_occupations
from models.preparation import prepare
from models.releases import Release, compose_release
from models.trade_space import fit_trade_space
from models.training.adaptation import Adapted, adapt_to_sources, origins, read_sources
from models.training.concepts import Concepts
from models.training.encoder import (
    KEPT_PASSES,
    KEPT_SHARE,
    PASSES,
    AdaptationSettings,
    encode_with,
)
from models.training.leaks import forbidden_texts
from models.training.pairs import Sources, occupation_names
from models.training.speech import spoken
from models.training.tracking import TrainingLog

Tell = Callable[[str, int, int | None], None]
"""Called with a stage, the work done in it and the work in all, where that is known."""

_RANKERS = (
    RankerName.TFIDF_CHAR,
    RankerName.ENCODER,
    RankerName.ENCODER_CENTRED,
    RankerName.HYBRID,
)
_KEPT = (Measure.MRR, Measure.MAP)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseOrder:
    """What a release is to be made from."""

    esco: Path
    """Folder with ESCO's CSV files in French, Arabic and English."""
    rome: Path
    """Folder with the versions of ROME."""
    trades: Path
    """Names of trades and skills, as the service ships them."""
    benchmarks: Sequence[Path]
    """BEIR folders: their queries are kept out of training, and they are measured."""
    encoders: Path
    """Folder of prepared encoders."""
    work: Path
    """Kept between calls, so that an interrupted order continues."""
    release_id: str
    promoted_by: str
    passes: Sequence[AdaptationSettings] = PASSES
    """One training after the other, each from where the one before ended."""


def make_release(order: ReleaseOrder, out: Path, tell: Tell) -> Release:
    """Make a release from taxonomies; what is done already is not done again.

    Args:
        order: From what.
        out: Folder of the release; replaced once everything is made and measured.
        tell: Told how far each stage is.

    Raises:
        InvalidInput: a file is missing or is not what it should be.
        NotReady: the default encoder cannot be prepared.
    """
    # Everything is read first: what is wrong with a file is said before the hours begin.
    sources = read_sources(order.esco, order.rome)
    trades = TradeTable.read(order.trades)
    datasets = [
        *map(read_beir, order.benchmarks),
        *heldout_sets(sources.esco, HeldOut.TEST),
    ]
    fitted_on = origins(order.esco, order.rome, order.benchmarks)
    log = TrainingLog(order.work)
    log.facts(fitted_on)
    for number, settings in enumerate(order.passes, start=1):
        log.facts({f"pass {number}: {name}": value for name, value in asdict(settings).items()})
    base = prepare(order.encoders, None, _steps(tell))
    adapted = _adapt(order, sources, base, log, tell)
    learned = order.work / LEARNED_FILE
    last = [one.model for one in adapted[-KEPT_PASSES:]]
    write_learned(base / MODEL, last, learned, share=KEPT_SHARE)
    encoder = SentenceEncoder(prepare(order.encoders, None, _steps(tell), learned=learned))
    centre = fit_registers_centre(
        order.esco,
        encoder,
        encoder.manifest.id,
        0,
        _counter(tell, "texts of the centre"),
        # What training leaves of language and form is in the mean; axes brought nothing beyond.
        most_axes=0,
    )
    memory = Memory(encoder, _counter(tell, "texts read"))
    plain = CentredEncoder(memory, centre)
    space = fit_trade_space(plain, spoken(sources.trades))
    called = occupation_names(sources, forbidden_texts(order.benchmarks))
    centre = replace(centre, occupations=fit_occupations(plain, called))
    parts = HybridParts(trades=trades, parameters=Parameters(), trade_space=space)
    parameters = refit_on_memory(sources.esco, memory, centre, parts, 0)
    reports = _reports(datasets, memory, centre, replace(parts, parameters=parameters), tell)
    log.measures(dict(_flat(reports)))
    release = compose_release(
        out,
        release_id=order.release_id,
        made_on=datetime.now(UTC).date(),
        promoted_by=order.promoted_by,
        centre=centre,
        parameters=parameters,
        measures={report.dataset: figures(report) for report in reports},
        learned=learned,
        trade_space=space,
        card=release_card(
            order.release_id,
            {task.value: count for task, count in adapted[-1].pairs.items()},
            fitted_on,
            reports,
        ),
    )
    log.end()
    return release


def _adapt(
    order: ReleaseOrder, sources: Sources, base: Path, log: TrainingLog, tell: Tell
) -> Sequence[Adapted]:
    """The passes, one after the other; a pass that is done is not done again."""
    encoder = SentenceEncoder(base)
    forbidden = forbidden_texts(order.benchmarks)
    start = base / MODEL
    encode: Callable[[Sequence[str]], Vectors] = encoder.encode
    passes: list[Adapted] = []
    for number, settings in enumerate(order.passes, start=1):
        adapted = adapt_to_sources(
            sources,
            forbidden,
            base=start,
            prefix=encoder.prefix,
            encode=encode,
            work=order.work / f"pass-{number}",
            settings=settings,
            progress=_followed(number, log, tell),
        )
        log.facts({f"pass {number}: pairs: {task}": n for task, n in adapted.pairs.items()})
        start, encode = adapted.model, encode_with(adapted.model, encoder.prefix)
        passes.append(adapted)
    if not passes:
        raise ValueError("a release needs at least one pass")
    return passes


def _followed(
    number: int, log: TrainingLog, tell: Tell
) -> Callable[[int, int, float | None], None]:
    def progress(step: int, steps: int, loss: float | None) -> None:
        tell(f"training, pass {number}", step, steps)
        if loss is not None:
            log.curve(f"loss {number}", loss, step)

    return progress


def refit_on_memory(
    esco: Concepts, memory: Memory, centre: Centre, parts: HybridParts, seed: int
) -> Parameters:
    """Fit what closeness and shared words are worth, with texts read as the service reads them.

    Raises:
        NothingToFit: the taxonomy is too small, or the encoder tells nothing apart.
    """
    reading = parts.reading(memory, centre)
    return refit(esco, reading, parts, np.random.default_rng(seed))


def _reports(
    datasets: Sequence[Dataset], memory: Memory, centre: Centre, hybrid: HybridParts, tell: Tell
) -> list[Report]:
    bench = Bench(
        rankers=_RANKERS,
        baseline=RankerName.TFIDF_CHAR,
        seed=0,
        memory=memory,
        centre=centre,
        hybrid=hybrid,
    )
    reports = []
    for dataset in datasets:
        runs = bench.run(dataset, _counter(tell, f"ranked: {dataset.name}"))
        reports.append(bench.report(dataset, runs, slices=True))
    return reports


def figures(report: Report) -> dict[str, Any]:
    """A report as a release keeps it: part -> ranker -> measure -> mean, low end, high end."""
    parts: dict[str, Any] = {}
    for line in report.lines:
        if line.part in (Part.ALL, Part.NOT_VERBATIM):
            part = parts.setdefault(line.part.value, {"queries": line.queries})
            part[line.ranker.value] = {
                each.value: [round(number, 3) for number in astuple(line.figures[each])]
                for each in _KEPT
            }
    return {"documents": report.documents, **parts}


def _flat(reports: Sequence[Report]) -> Iterator[tuple[str, float]]:
    for report in reports:
        for line in report.lines:
            if line.part is Part.ALL:
                for each in _KEPT:
                    yield f"{report.dataset}/{line.ranker}/{each}", line.figures[each].mean


def _steps(tell: Tell) -> Callable[[str, int, int], None]:
    return lambda step, done, total: tell(f"encoder: {step}", done, total)


def _counter(tell: Tell, stage: str) -> Callable[[int], None]:
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        tell(stage, done, None)

    return count
