"""How commands of the laboratory speak: remarks, progress, refusals; all on standard error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from matching.errors import MatchingError

WIDTH = 160
"""Columns of a table that does not go to a terminal."""

remarks = Console(stderr=True)


@contextmanager
def refusals() -> Iterator[None]:
    """Say what was refused and why, and leave with status 1."""
    try:
        yield
    except MatchingError as error:
        reason = (type(error).__doc__ or "").splitlines()[0]
        remarks.print(f"{error}: {reason}", style="red", highlight=False, markup=False)
        raise typer.Exit(1) from error
    except OSError as error:
        remarks.print(f"{error.filename}: {error.strerror}", style="red", highlight=False)
        raise typer.Exit(1) from error


def progress_bar() -> Progress:
    """A bar for each task, with what is done and what is left."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=remarks,
    )


def stages(bar: Progress) -> Callable[[str, int, int | None], None]:
    """A line for each stage that is told about."""
    tasks: dict[str, TaskID] = {}

    def tell(stage: str, done: int, total: int | None) -> None:
        if stage not in tasks:
            tasks[stage] = bar.add_task(stage, total=total)
        bar.update(tasks[stage], completed=done, total=total)

    return tell


def task(bar: Progress, label: str, total: int | None) -> Callable[[int], None]:
    """A line for one task; call what is returned with how much more is done."""
    line = bar.add_task(label, total=total)
    return lambda count: bar.advance(line, count)
