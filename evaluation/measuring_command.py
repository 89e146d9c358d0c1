"""`jisr-lab measures`: every measure of a table of judgements, in one go."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from evaluation.console import WIDTH, progress_bar, refusals, task


def print_measures(
    judgements: Annotated[Path, typer.Argument(help="What `jisr export judgements` writes.")],
    groups: Annotated[
        Path | None, typer.Option(help="What `jisr export groups` writes: measure by group.")
    ] = None,
    as_document: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    seed: Annotated[int, typer.Option(help="Same seed, same figures.")] = 0,
) -> None:
    """Measure what was shown and what became of it: quality, calibration, crowding, fairness."""
    from evaluation.groups import read_groups
    from evaluation.judgements import read_judgements
    from evaluation.measuring import STEPS, measure_everything
    from evaluation.measuring_tables import measures_as_json, measures_tables

    with refusals():
        table = read_judgements(judgements)
        labels = None if groups is None else read_groups(groups)
        with progress_bar() as bar:
            tell = task(bar, "measured", STEPS)
            measured = measure_everything(table, labels, seed=seed, progress=tell)
    if as_document:
        typer.echo(json.dumps(measures_as_json(measured), indent=2, ensure_ascii=False))
        return
    console = Console() if sys.stdout.isatty() else Console(width=WIDTH)
    for grid in measures_tables(measured):
        console.print(grid)
