"""`jisr-lab report`: the report an analyst can send."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaluation.console import progress_bar, refusals, task
from evaluation.report.words import Language
from models.releases import shipped_release

_SHIPPED = shipped_release()
_RUNS = Path("var/laboratory")
_KEPT = frozenset({"rankers", "quality", "blind", "calibration", "gaps", "crowding", "instead"})
"""Sections that MLflow keeps as measures; the rest is in the files."""
_NOT_OF_A_NAME = re.compile(r"[^\w\-. /]")

if TYPE_CHECKING:
    from evaluation.report.contents import Contents
    from matching.reported import Changes
    from models.releases import Release


def write_a_report(
    judgements: Annotated[Path, typer.Argument(help="What `jisr export judgements` writes.")],
    out: Annotated[Path, typer.Option(help="Folder of reports; the API serves `var/reports`.")],
    groups: Annotated[
        Path | None, typer.Option(help="What `jisr export groups` writes: measure by group.")
    ] = None,
    release: Annotated[
        Path, typer.Option(help="Compared with simpler rankings; the shipped one without.")
    ] = _SHIPPED,
    before: Annotated[
        Path | None, typer.Option(help="An older report (JSON) or older judgements (CSV).")
    ] = None,
    language: Annotated[Language, typer.Option(help="Of the page.")] = Language.FRENCH,
    runs: Annotated[Path, typer.Option(help="Where MLflow keeps every run.")] = _RUNS,
    seed: Annotated[int, typer.Option(help="Same seed, same figures.")] = 0,
) -> None:
    """Measure everything and write a page, a CSV and a JSON document with the same numbers."""
    from evaluation.groups import read_groups
    from evaluation.judgements import read_judgements
    from evaluation.report.contents import STEPS, make_contents
    from evaluation.report.files import write_report
    from models.releases import load_release

    with refusals():
        compared = load_release(release)
        labels = None if groups is None else read_groups(groups)
        with progress_bar() as bar:
            contents = make_contents(
                read_judgements(judgements),
                labels,
                compared,
                seed=seed,
                progress=task(bar, "measured", STEPS),
            )
        changes = None if before is None else _changes(before, contents, compared, seed)
        today = datetime.now(UTC).date()
        for path in write_report(contents, changes, language, today, out):
            typer.echo(path)
        _keep(runs, contents, language)


def _changes(before: Path, contents: "Contents", release: "Release", seed: int) -> "Changes":
    from evaluation.judgements import read_judgements
    from evaluation.report.contents import make_contents
    from evaluation.report.older import read_figures
    from matching.reported import changes_between

    if before.suffix == ".json":
        return changes_between(read_figures(before), contents.figures)
    older = make_contents(read_judgements(before), None, release, seed=seed)
    return changes_between(older.figures, contents.figures)


def _keep(runs: Path, contents: "Contents", language: Language) -> None:
    from dataclasses import asdict

    from models.training.tracking import TrainingLog

    log = TrainingLog(runs, "report")
    log.facts(
        {
            **asdict(contents.extent),
            "release": contents.release_id,
            "language": language.value,
            "learned_beats_rules": contents.learned_beats_rules,
        }
    )
    log.measures(
        {
            _NOT_OF_A_NAME.sub("-", "/".join(filter(None, one.key))): one.value
            for one in contents.figures
            if one.section in _KEPT and one.value is not None
        }
    )
    log.end()
