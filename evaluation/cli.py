"""The `jisr-lab` command: an analyst measures rankings and refits what they rest on."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer
from rich.console import Console
from rich.progress import Progress

from evaluation.agreement import agree
from evaluation.baselines import CENTRED, ENCODED, Memory, RankerName
from evaluation.benchmark import Bench, Report, Run
from evaluation.console import WIDTH, progress_bar, refusals, remarks, stages, task
from evaluation.datasets import Dataset, read_beir
from evaluation.deciding import climb, gate, learn
from evaluation.heldout import HeldOut, write_heldout
from evaluation.hybrid import HybridParts
from evaluation.measuring_command import print_measures
from evaluation.proofs.command import prove
from evaluation.report.command import write_a_report
from evaluation.synthetic.command import write_a_world
from evaluation.tables import as_json, tables, write_run
from matching.trades import TradeTable
from models.centring import Centre, load_centre, save_centre
from models.releases import CENTRE_FILE, load_release, shipped_release, write_release

if TYPE_CHECKING:
    from models.encoders import SentenceEncoder

Answer = tuple[Report, dict[RankerName, Run]]

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)

Seed = Annotated[int, typer.Option(help="Same seed, same figures.")]
EncoderFolder = Annotated[
    Path, typer.Option("--encoder", help="A prepared encoder, or the folder `jisr prepare` fills.")
]
ReleaseFolder = Annotated[Path, typer.Option("--release", help="Folder of a release.")]
TradesFile = Annotated[
    Path, typer.Option("--trades", help="Names of trades and skills, for the hybrid ranking.")
]
SHIPPED = shipped_release()
TRADES = Path("service/reference/trades.csv")


@app.callback()
def laboratory() -> None:
    """Measure what Jisr proposes, and refit what it has learned."""


app.command("world")(write_a_world)
app.command("measures")(print_measures)
app.command("prove")(prove)
app.command("report")(write_a_report)
app.command("agreement")(agree)
app.command("ladder")(climb)
app.command("learn")(learn)
app.command("gate")(gate)


@app.command()
def evaluate(
    folders: Annotated[list[Path], typer.Argument(help="BEIR folders.")],
    encoder: EncoderFolder = Path("var/encoder"),
    release: ReleaseFolder = SHIPPED,
    centre: Annotated[Path | None, typer.Option(help="Instead of the release's.")] = None,
    trades: TradesFile = TRADES,
    rankers: Annotated[str, typer.Option(help="Names, comma between.")] = ",".join(RankerName),
    baseline: Annotated[RankerName, typer.Option()] = RankerName.TFIDF_CHAR,
    slices: Annotated[bool, typer.Option("--slices", help="Also by language, by length.")] = False,
    as_document: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    run: Annotated[Path | None, typer.Option(help="Write the rankings in TREC's format.")] = None,
    seed: Seed = 0,
    limit_queries: Annotated[int | None, typer.Option(min=1, help="Draw at most so many.")] = None,
) -> None:
    """Rank the documents of each folder with each ranker, and measure with intervals."""
    named = _rankers(rankers, baseline)
    with refusals():
        datasets = [_read(folder, limit_queries, seed) for folder in folders]
        with progress_bar() as bar:
            bench = Bench(
                rankers=named,
                baseline=baseline,
                seed=seed,
                memory=_memory(named, encoder, release, bar),
                centre=_centre(named, centre or release / CENTRE_FILE),
                hybrid=_hybrid_parts(release, trades, is_own=centre is None)
                if RankerName.HYBRID in named
                else None,
            )
            answers = [_answer(bench, dataset, bar, slices) for dataset in datasets]
        if run is not None:
            _write_runs(run, answers)
    _print([report for report, _ in answers], as_document)


@app.command("centre")
def refit_centre(
    esco: Annotated[Path, typer.Option(help="Folder with ESCO's CSV files (fr, ar, en).")],
    out: Annotated[Path, typer.Option(help="File to write; its origin goes beside it.")],
    encoder: EncoderFolder = Path("var/encoder"),
    seed: Seed = 0,
) -> None:
    """Fit again what language and form do to vectors, from ESCO and the shipped sentences."""
    from evaluation.registers import fit_registers_centre

    with refusals():
        engine = _encoder(encoder)
        with progress_bar() as bar:
            tell = task(bar, "texts read", None)
            fitted = fit_registers_centre(esco, engine, engine.manifest.id, seed, tell)
        save_centre(fitted, out)
    remarks.print(f"{len(fitted.axes)} axes")
    typer.echo(out)


@app.command("ranking")
def refit_ranking(
    esco: Annotated[Path, typer.Option(help="Folder with ESCO's CSV files (fr, ar, en).")],
    release: ReleaseFolder,
    encoder: EncoderFolder = Path("var/encoder"),
    trades: TradesFile = TRADES,
    seed: Seed = 0,
) -> None:
    """Fit again what closeness and shared words are worth, and keep it in the release."""
    from evaluation.release import refit_on_memory
    from models.training.concepts import read_concepts
    from models.training.ranker import KNOW_HOW

    with refusals():
        concepts = read_concepts(esco)
        changed, parts = load_release(release), _hybrid_parts(release, trades)
        with progress_bar() as bar:
            memory = Memory(_encoder(encoder, release), task(bar, "texts read", None))
            fitted = refit_on_memory(concepts, memory, changed.centre, parts, seed)
        write_release(replace(changed, parameters=fitted), release)
    for name in KNOW_HOW:
        typer.echo(f"{name} {fitted.ranking.weights[name]:.3f}")


@app.command("train")
def train_release(
    benchmarks: Annotated[
        list[Path], typer.Argument(help="BEIR folders: kept out of training, then measured.")
    ],
    esco: Annotated[Path, typer.Option(help="Folder with ESCO's CSV files (fr, ar, en).")],
    rome: Annotated[Path, typer.Option(help="Folder with the versions of ROME.")],
    out: Annotated[Path, typer.Option(help="Folder of the release; replaced when it is made.")],
    release_id: Annotated[str, typer.Option("--id", help="Name of the release.")],
    by: Annotated[str, typer.Option(help="Who answers for it.")],
    encoder: EncoderFolder = Path("var/encoder"),
    work: Annotated[Path, typer.Option(help="Checkpoints; continued.")] = Path("var/training"),
    trades: TradesFile = TRADES,
    steps: Annotated[int | None, typer.Option(min=1, help="Fewer, for a trial.")] = None,
    seed: Annotated[int | None, typer.Option(help="Another draw of the pairs.")] = None,
) -> None:
    """Adapt the encoder to taxonomies, and make a release of it. Hours; may be interrupted."""
    from evaluation.release import ReleaseOrder, make_release
    from models.training.encoder import PASSES

    passes = [
        replace(
            usual,
            steps=usual.steps if steps is None else steps,
            seed=usual.seed if seed is None else seed + number,
        )
        for number, usual in enumerate(PASSES)
    ]
    order = ReleaseOrder(
        esco=esco,
        rome=rome,
        trades=trades,
        benchmarks=benchmarks,
        encoders=encoder,
        work=work,
        release_id=release_id,
        promoted_by=by,
        passes=passes,
    )
    with refusals(), progress_bar() as bar:
        made = make_release(order, out, stages(bar))
    remarks.print(f"{made.id}: {made.encoder.id}", highlight=False)
    typer.echo(out)


@app.command("heldout")
def build_heldout(
    esco: Annotated[Path, typer.Option(help="Folder with ESCO's CSV files (fr, ar, en).")],
    out: Annotated[Path, typer.Option(help="Folder that receives a BEIR folder for each set.")],
    split: Annotated[HeldOut, typer.Option(help="Whose concepts are asked for.")] = HeldOut.TEST,
) -> None:
    """Build benchmarks from the concepts that training leaves aside."""
    with refusals():
        for dataset in write_heldout(esco, out, split):
            typer.echo(f"{out / dataset.name}\t{len(dataset.queries)} queries")


@app.command("engines")
def compare_all_engines(
    folders: Annotated[list[Path], typer.Argument(help="BEIR folders.")],
    encoder: EncoderFolder = Path("var/encoder"),
    centre: Annotated[Path, typer.Option(help="The centre's file.")] = SHIPPED / CENTRE_FILE,
    as_document: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    seed: Seed = 0,
    limit_queries: Annotated[int | None, typer.Option(min=1, help="Draw at most so many.")] = None,
) -> None:
    """Rank with every engine of the encoder beside full precision: what speed costs."""
    from evaluation.fidelity import compare_engines, fidelity_as_json, fidelity_tables

    with refusals():
        datasets = [_read(folder, limit_queries, seed) for folder in folders]
        with progress_bar() as bar:
            lines = compare_engines(
                _encoder_folder(encoder),
                datasets,
                centre=load_centre(centre),
                seed=seed,
                progress=task(bar, "texts read", None),
            )
    if as_document:
        typer.echo(fidelity_as_json(lines))
    else:
        for grid in fidelity_tables(lines):
            Console(width=WIDTH).print(grid)


@app.command("benchmark")
def benchmark_encoder(
    encoder: EncoderFolder = Path("var/encoder"),
    rounds: Annotated[int, typer.Option(min=1, help="Each times every engine once.")] = 9,
    as_document: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Time the engines of the encoder beside plain sentence-transformers, in turns."""
    from evaluation.speed import compare_encoders
    from evaluation.tables import speeds_as_json, speeds_table

    with refusals():
        folder = _encoder_folder(encoder)
        with progress_bar() as bar:
            tell = task(bar, "rounds", rounds)
            lines = compare_encoders(folder, rounds, lambda *_: tell(1))
    if as_document:
        typer.echo(speeds_as_json(lines))
    else:
        Console(width=WIDTH).print(speeds_table(lines))


def main() -> None:
    """Entry point of `jisr-lab`."""
    app()


def _rankers(written: str, baseline: RankerName) -> tuple[RankerName, ...]:
    try:
        named = tuple(dict.fromkeys(RankerName(name.strip()) for name in written.split(",")))
    except ValueError as error:
        raise typer.BadParameter(f"{error}; known: {', '.join(RankerName)}") from error
    return named if baseline in named else (baseline, *named)


def _read(folder: Path, limit: int | None, seed: int) -> Dataset:
    dataset = read_beir(folder)
    if dataset.unanswerable:
        remarks.print(
            f"{dataset.name}: {dataset.unanswerable} queries left out, nothing is relevant to them",
            highlight=False,
        )
    return dataset if limit is None else dataset.sample(limit, np.random.default_rng(seed))


def _memory(
    named: Sequence[RankerName], encoder: Path, release: Path, bar: Progress
) -> Memory | None:
    if ENCODED.isdisjoint(named):
        return None
    return Memory(_encoder(encoder, release), task(bar, "texts read", None))


def _centre(named: Sequence[RankerName], path: Path) -> Centre | None:
    return None if CENTRED.isdisjoint(named) else load_centre(path)


def _hybrid_parts(release: Path, trades: Path, *, is_own: bool = True) -> HybridParts:
    """Trades and parameters; the trade space only beside the centre it was fitted on."""
    chosen = load_release(release)
    return HybridParts(
        trades=TradeTable.read(trades),
        parameters=chosen.parameters,
        trade_space=chosen.trade_space if is_own else None,
    )


def _encoder(folder: Path, release: Path = SHIPPED) -> "SentenceEncoder":
    from models.encoders import SentenceEncoder

    return SentenceEncoder(_encoder_folder(folder, release))


def _encoder_folder(folder: Path, release: Path = SHIPPED) -> Path:
    """The encoder of a release, when `folder` holds prepared ones; else the folder itself."""
    from models.learned import learned_part
    from models.preparation import prepared

    return prepared(folder, None, learned_part(release)) or folder


def _answer(bench: Bench, dataset: Dataset, bar: Progress, slices: bool) -> Answer:
    ranked = len(dataset.queries) * len(bench.rankers)
    runs = bench.run(dataset, task(bar, f"{dataset.name}: queries ranked", ranked))
    return bench.report(dataset, runs, slices=slices), runs


def _write_runs(path: Path, answers: Sequence[Answer]) -> None:
    """A TREC run holds one system on one collection; several get names of their own."""
    several = len(answers) > 1 or any(len(runs) > 1 for _, runs in answers)
    for report, runs in answers:
        for name, run in runs.items():
            of_its_own = path.with_name(f"{path.stem}.{report.dataset}.{name}{path.suffix}")
            written = of_its_own if several else path
            write_run(written, name, run)
            remarks.print(f"run written: {written}", highlight=False)


def _print(reports: Sequence[Report], as_document: bool) -> None:
    if as_document:
        typer.echo(json.dumps([as_json(report) for report in reports], indent=2))
        return
    console = Console() if sys.stdout.isatty() else Console(width=WIDTH)
    for report in reports:
        for grid in tables(report):
            console.print(grid)
