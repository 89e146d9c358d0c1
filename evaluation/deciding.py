"""Commands about rankings and outcomes: climb the ladder, learn, pass the gate."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from evaluation.console import WIDTH, progress_bar, refusals, remarks, task
from evaluation.past import Label, NothingJudged
from evaluation.rungs import Rung
from matching.errors import MatchingError
from models.releases import shipped_release

if TYPE_CHECKING:
    from evaluation.gate import Record, Trial
    from evaluation.groups import Groups
    from evaluation.judgements import Judgements
    from evaluation.ladder import Climb, Ladder, Line
    from evaluation.learning import LearningOrder
    from models.releases import Release
    from models.training.outcomes import Learned

_SHIPPED = shipped_release()
JudgementsFile = Annotated[Path, typer.Argument(help="As `jisr export judgements` writes it.")]
GroupsFile = Annotated[
    Path | None, typer.Option("--groups", help="As `jisr export groups` writes it.")
]
UntilDay = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Last day to learn from; the rest is for testing."),
]
RunsFolder = Annotated[Path, typer.Option("--runs", help="Where MLflow keeps every run.")]
_RUNS = Path("var/laboratory")


def climb(
    judgements: JudgementsFile,
    groups: GroupsFile = None,
    release: Annotated[Path, typer.Option(help="The hybrid rung.")] = _SHIPPED,
    texts: Annotated[
        Path | None, typer.Option(help="Folder with profiles.csv and openings.csv of jisr export.")
    ] = None,
    until: UntilDay = None,
    as_document: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    runs: RunsFolder = _RUNS,
    seed: Annotated[int, typer.Option(help="Same seed, same figures.")] = 0,
) -> None:
    """Measure each way to rank on judgements, learned before a day and tested after it."""
    from evaluation.judgements import read_judgements
    from evaluation.ladder import Climb, verdict
    from evaluation.rungs import read_texts
    from models.releases import load_release

    with refusals():
        found = read_judgements(judgements)
        climbing = Climb(
            release=load_release(release),
            groups=_groups(groups),
            texts=None if texts is None else read_texts(texts),
            until=_day(until),
            seed=seed,
        )
        with progress_bar() as bar:
            tell = task(bar, "rungs measured", len(Label) * len(Rung))
            ladders = tuple(_climbed(climbing, found, tell))
        _log_ladders(runs, ladders, climbing.release.id)
    said = verdict(ladders)
    if as_document:
        document = {"verdict": said, "meanings": climbing.meanings(), "ladders": ladders}
        typer.echo(_json(document))
        return
    console = Console(width=WIDTH)
    for ladder in ladders:
        for grid in _tables(ladder):
            console.print(grid)
    for rung, meaning in climbing.meanings().items():
        typer.echo(f"{rung}: {meaning}")
    typer.echo(said)


def _climbed(
    climbing: "Climb", judgements: "Judgements", tell: Callable[[int], None]
) -> "Iterator[Ladder]":
    """A ladder for each label that something is judged by; one without is remarked.

    Raises:
        NothingJudged: there is none for any label.
    """
    missing: list[MatchingError] = []
    for label in Label:
        try:
            yield climbing.climb(judgements, label, tell)
        except NothingJudged as error:
            remarks.print(f"{label}: nothing is judged by this label", highlight=False)
            missing.append(error)
    if len(missing) == len(Label):
        raise missing[0]


def learn(
    judgements: JudgementsFile,
    out: Annotated[Path, typer.Argument(help="Folder of the release; replaced when made.")],
    release_id: Annotated[str, typer.Option("--id", help="Name of the release.")],
    by: Annotated[str, typer.Option(help="Who answers for it.")],
    release: Annotated[Path, typer.Option(help="The release in use.")] = _SHIPPED,
    label: Annotated[Label, typer.Option(help="Whose grades count.")] = Label.OUTCOMES,
    until: UntilDay = None,
    runs: RunsFolder = _RUNS,
    seed: Annotated[int, typer.Option(help="Same seed, same release.")] = 0,
) -> None:
    """Learn a ranking from outcomes, and make a release of it."""
    from evaluation.judgements import read_judgements
    from evaluation.learning import LearningOrder, learn_release

    order = LearningOrder(
        base=release,
        release_id=release_id,
        made_on=datetime.now(UTC).date(),
        promoted_by=by,
        label=label,
        until=_day(until),
        seed=seed,
    )
    with refusals():
        made, found = learn_release(order, read_judgements(judgements), out)
        _log_learning(runs, order, found)
    for name, value in found.facts.items():
        remarks.print(f"{name}: {value:g}", highlight=False)
    for name, weight in made.parameters.ranking.weights.items():
        remarks.print(f"{name}: up to {weight:.3f} points", highlight=False)
    typer.echo(out)


def gate(
    release: Annotated[Path, typer.Argument(help="Folder of the release that would replace it.")],
    judgements: Annotated[Path, typer.Option("--judgements", help="Of days it did not see.")],
    groups: GroupsFile = None,
    against: Annotated[
        Path | None, typer.Option(help="The release in use; the registry's, or what ships.")
    ] = None,
    label: Annotated[Label, typer.Option(help="Whose grades count.")] = Label.OUTCOMES,
    non_inferior: Annotated[
        bool, typer.Option("--non-inferior", help="Not worse is enough.")
    ] = False,
    encoder: Annotated[Path, typer.Option(help="Folder of prepared encoders.")] = Path(
        "var/encoder"
    ),
    trades: Annotated[Path, typer.Option(help="Names of trades and skills.")] = Path(
        "service/reference/trades.csv"
    ),
    record: Annotated[Path | None, typer.Option(help="Write the decision as JSON.")] = None,
    promote: Annotated[bool, typer.Option("--promote", help="Put it into use if it may.")] = False,
    registry: Annotated[Path, typer.Option(help="The registry.")] = Path("var/registry"),
    by: Annotated[str, typer.Option(help="Who answers for it.")] = "gate",
    runs: RunsFolder = _RUNS,
    seed: Annotated[int, typer.Option(help="Same seed, same decision.")] = 0,
) -> None:
    """Say whether a release may replace the one in use; leave with status 1 when it may not."""
    from evaluation.gate import Gate
    from evaluation.judgements import read_judgements
    from models.releases import load_release

    with refusals():
        challenger, current = load_release(release), load_release(against or _in_use(registry))
        checking = Gate(
            challenger=challenger,
            current=current,
            groups=_groups(groups),
            trial=_tried(challenger, current, encoder, trades, seed),
            non_inferior=non_inferior,
            seed=seed,
        )
        decision = checking.decide(read_judgements(judgements), label)
        _log_decision(runs, decision)
        if record is not None:
            record.write_text(_json({"decision": decision}) + "\n", encoding="utf-8")
        for finding in decision.findings:
            typer.echo(f"{'passed' if finding.passed else 'FAILED'}  {finding.what}")
        if not decision.promotes:
            typer.echo(f"{decision.release_id} does not replace {decision.against}.")
            raise typer.Exit(1)
        typer.echo(f"{decision.release_id} may replace {decision.against}.")
        if promote:
            _promote(release, challenger, registry, by)


def _in_use(store: Path) -> Path:
    """Folder of the promoted release; that of the one that ships when none was promoted."""
    from models.promotion import published_folder, read_promotion

    held = read_promotion(store)
    return _SHIPPED if held is None else published_folder(store, held.published.fingerprint)


def _tried(
    challenger: "Release", current: "Release", encoders: Path, trades: Path, seed: int
) -> "Trial":
    """The trial with the challenger's own encoder.

    Raises:
        EncoderMissing: it is not prepared here.
    """
    from evaluation.trial import try_release
    from matching.trades import TradeTable
    from models.encoders import SentenceEncoder, centred_with_trades
    from models.preparation import prepared

    folder = prepared(encoders, None, challenger.learned) or encoders
    encoder = centred_with_trades(
        SentenceEncoder(folder), challenger.centre, challenger.trade_space
    )
    return try_release(challenger, current, encoder, TradeTable.read(trades), seed)


def _promote(folder: Path, checked: "Release", store: Path, by: str) -> None:
    """Publish and promote; what enters the registry must be what passed the gate."""
    from models.registry import Registry
    from models.releases import Release, ReleaseMismatch

    def same(release: Release) -> None:
        if release.id != checked.id or release.ranking != checked.ranking:
            raise ReleaseMismatch(what="gate")

    known = Registry(store, same)
    promotion = known.promote(known.publish(folder, by=by).version, by=by)
    typer.echo(f"{promotion.published.release_id}: in use, version {promotion.published.version}")


def _groups(path: Path | None) -> "Groups | None":
    from evaluation.groups import read_groups

    return None if path is None else read_groups(path)


def _day(day: datetime | None) -> np.datetime64 | None:
    return None if day is None else np.datetime64(day.date(), "D")


def _json(document: Mapping[str, Any]) -> str:
    return json.dumps(_plain(document), indent=2, ensure_ascii=False, allow_nan=False)


def _plain(value: Any) -> Any:  # noqa: ANN401 (anything that a document holds)
    """As JSON has it: no nan, and no count of people where there are too few to be shown."""
    from evaluation.measured import TooThin

    if isinstance(value, TooThin):
        return {"refused": value.code, "needed": value.needed}
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return None if isinstance(value, float) and np.isnan(value) else value


def _log_learning(runs: Path, order: "LearningOrder", found: "Learned") -> None:
    from models.training.tracking import TrainingLog

    log = TrainingLog(runs, "ranking")
    log.facts(
        {
            "release": order.release_id,
            "base": order.base.name,
            "label": order.label,
            "until": found.ranking.fitted_until,
            "seed": order.seed,
        }
    )
    log.measures(found.facts)
    log.end()


def _log_ladders(runs: Path, ladders: "tuple[Ladder, ...]", release_id: str) -> None:
    from evaluation.measured import Measured
    from models.training.tracking import TrainingLog

    log = TrainingLog(runs, "ladder")
    log.facts({"release": release_id})
    for ladder in ladders:
        log.facts({f"{ladder.label}: until": ladder.until})
        log.measures(
            {
                f"{ladder.label}/{line.side}/{line.rung}/ndcg": line.ndcg.mean
                for line in ladder.lines
                if line.part == "all" and isinstance(line.ndcg, Measured)
            }
        )
    log.end()


def _log_decision(runs: Path, decision: "Record") -> None:
    from evaluation.measured import Measured
    from models.training.tracking import TrainingLog

    log = TrainingLog(runs, "gate")
    log.facts(
        {
            "release": decision.release_id,
            "against": decision.against,
            "label": decision.label,
            "since": decision.since,
            "promotes": decision.promotes,
            "failed": ", ".join(one.condition for one in decision.findings if not one.passed),
        }
    )
    log.measures(
        {
            one.condition.value: one.figure.mean
            for one in decision.findings
            if isinstance(one.figure, Measured)
        }
    )
    log.end()


def _tables(ladder: "Ladder") -> Iterator[Table]:
    title = (
        f"{ladder.label}: learned until {ladder.until} from {ladder.judged_before} judged lines,"
        f" tested on {ladder.judged_after}"
    )
    yield _table(title, [one for one in ladder.lines if one.part == "all"])
    sliced = [one for one in ladder.lines if one.part != "all"]
    yield _table(f"{ladder.label}: parts", sliced)


def _table(title: str, lines: "list[Line]") -> Table:
    from evaluation.ladder import written

    heads = ("part", "asked by", "rung", "nDCG@5", "MRR", "minus rules", "p (Holm)")
    table = Table(*heads, title=title)
    for line in lines:
        against = line.against_rules
        told = ("", "") if against is None else (written(against.difference), _p(against.p_value))
        cells = (written(line.ndcg), written(line.mrr), *told)
        table.add_row(line.part, line.side.value, line.rung.value, *cells)
    return table


def _p(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.4f}"
