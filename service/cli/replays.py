"""Verbs about former shortlists: replay, shadow."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.options import JsonOption, LanguageOption
from service.cli.terminal import REFUSED, Terminal, loaded_runtime, open_storage
from service.wording import replays as words

if TYPE_CHECKING:
    from service.actions.releases.agreement import Agreement
    from service.actions.releases.replay import Replays

_LAST = Annotated[int, typer.Option("--last", min=1, help="How many, the latest first.")]


def replay(
    last: _LAST = 1000,
    release: Annotated[
        Path | None,
        typer.Option(
            "--release",
            help="Folder of another release: say what it would have shown instead.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the latest shortlists again and compare them to the last bit; 1 if one differs."""
    from service.actions.releases.replay import replay_last, replay_with
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        settings = load_settings()
        storage = open_storage(terminal, settings)
        runtime = loaded_runtime(terminal, settings, storage)
        with terminal.bar(words.REPLAYING) as report:
            if release is not None:
                found = replay_with(runtime, storage, release, last, report)
                _print_agreement(terminal, found)
                return
            replays = replay_last(runtime, storage, last, report)
        _print_replays(terminal, replays)
        if replays.different:
            raise typer.Exit(REFUSED)


def shadow(
    last: _LAST = 1000, language: LanguageOption = None, as_json: JsonOption = False
) -> None:
    """Say how far the release that ranked beside agrees with what was shown."""
    from service.actions.releases.replay import shadow_agreement
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        storage = open_storage(terminal, load_settings())
        _print_agreement(terminal, shadow_agreement(storage, last))


def _print_replays(terminal: Terminal, found: "Replays") -> None:
    if terminal.as_json:
        terminal.answer(found)
        return
    made = found.identical + len(found.different)
    terminal.line(terminal.text(words.REPLAYED, identical=found.identical, made=made))
    if found.of_another_release:
        terminal.say(words.OF_ANOTHER_RELEASE, lists=found.of_another_release)
    for one in found.different:
        terminal.line(str(one))


def _print_agreement(terminal: Terminal, found: "Agreement") -> None:
    if terminal.as_json:
        terminal.answer(found)
    elif found.shared is None:
        terminal.say(words.NOTHING_TO_COMPARE)
    else:
        terminal.line(
            terminal.text(
                words.AGREEMENT,
                lists=found.lists,
                same_order=found.same_order,
                same_first=found.same_first,
                percent=round(100 * found.shared),
            )
        )
