"""Verbs that bring an installation into working order: prepare, migrate."""

from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from service.cli.options import JsonOption, LanguageOption
from service.cli.terminal import Terminal, open_storage
from service.wording import activities as activity_words
from service.wording import commands as words

_STEPS = {
    "model": words.STEP_MODEL,
    "learned": words.STEP_LEARNED,
    "graph": words.STEP_GRAPH,
    "engine": words.STEP_ENGINE,
}


def prepare(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Start anew, when the prepared files are damaged.")
    ] = False,
    release: Annotated[
        str | None,
        typer.Option(
            help="Folder, number or id of the release to prepare for; by default, the one to run."
        ),
    ] = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Prepare the encoder once, before the first start; does nothing when it is ready."""
    from models import preparation
    from service.actions.releases.known import find_release
    from service.cli.operator import OPERATOR
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        settings = load_settings()
        learned = find_release(settings, OPERATOR, release).learned
        with _steps(terminal) as bars:
            report = _Reported(terminal, bars)
            folder = preparation.prepare(
                settings.encoder_dir,
                None if release else settings.encoder,
                report,
                learned=learned,
                rebuild=rebuild,
            )
        if as_json:
            terminal.answer({"folder": folder})
        else:
            terminal.say(words.PREPARED, folder=str(folder))


def migrate(language: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Create the database, or bring its tables and its activities to this version."""
    from service.actions.catalogue import stock_catalogue
    from service.cli.operator import OPERATOR, now
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        storage = open_storage(terminal, load_settings())
        storage.migrate()
        revision, _ = storage.revision_state()
        stocked = stock_catalogue(storage, caller=OPERATOR, now=now())
        if as_json:
            terminal.answer({"revision": revision, "activities": stocked.written})
        else:
            terminal.say(words.MIGRATED, revision=revision)
            if stocked.written:
                terminal.say(activity_words.STOCKED, activities=stocked.written)


def _steps(terminal: Terminal) -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=terminal.remarks
    )


class _Reported:
    """One bar per step of the preparation, from its first report on."""

    def __init__(self, terminal: Terminal, bars: Progress) -> None:
        self._terminal = terminal
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, step: str, done: int, of: int) -> None:
        if not self._tasks:
            self._terminal.say(words.PREPARING)
        if step not in self._tasks:
            self._tasks[step] = self._bars.add_task(self._terminal.text(_STEPS[step]))
        self._bars.update(self._tasks[step], completed=done, total=of)
