"""Verbs about releases: release list, history, current, publish, promote, rollback."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from service.cli.options import JsonOption, LanguageOption
from service.cli.terminal import Terminal
from service.wording import date_text
from service.wording import releases as words
from service.wording.languages import Message

if TYPE_CHECKING:
    from models.promotion import Promotion, Published
    from models.registry import Event, Registry
    from service.settings import Settings

app = typer.Typer(help="Keep releases, and choose the one in service.", no_args_is_help=True)
NamedArgument = Annotated[str, typer.Argument(help="Number or id, as `jisr release list` shows.")]
ByOption = Annotated[str, typer.Option("--by", help="Who answers for it.", metavar="NAME")]
_NOBODY = "cli"


@app.command("list")
def list_all(language: LanguageOption = None, as_json: JsonOption = False) -> None:
    """List the releases of the registry."""
    with Terminal(language, as_json=as_json) as terminal:
        registry, _ = _registry()
        states = _states(registry)
        if as_json:
            terminal.answer([_shown(one) | {"state": states[one]} for one in states])
        elif states:
            terminal.show(_releases_table(terminal, states))
        else:
            terminal.say(words.NONE_PUBLISHED)


@app.command()
def history(language: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Say what was published, promoted and rolled back, when and by whom."""
    with Terminal(language, as_json=as_json) as terminal:
        registry, _ = _registry()
        events = registry.history()
        if as_json:
            terminal.answer([_shown_event(event) for event in events])
        elif events:
            terminal.show(_events_table(terminal, events))
        else:
            terminal.say(words.NONE_PUBLISHED)


@app.command()
def current(language: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Say which release is promoted."""
    with Terminal(language, as_json=as_json) as terminal:
        registry, settings = _registry()
        promotion = registry.current()
        if as_json:
            terminal.answer(None if promotion is None else _shown_promotion(promotion))
        elif promotion is None:
            terminal.say(words.NONE_PROMOTED)
        else:
            day = date_text(promotion.at.date(), terminal.language)
            found = promotion.published
            terminal.line(
                terminal.text(
                    words.IN_SERVICE,
                    release_id=found.release_id,
                    version=found.version,
                    day=day,
                    by=promotion.by,
                )
            )
        _remark(terminal, settings)


@app.command()
def publish(
    folder: Annotated[
        Path, typer.Argument(help="Folder of the release.", exists=True, file_okay=False)
    ],
    by: ByOption = _NOBODY,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a release, answers included, and keep a copy of it in the registry."""
    with Terminal(language, as_json=as_json) as terminal:
        registry, _ = _registry()
        with _explained(terminal, str(folder)):
            published = registry.publish(folder, by=by)
        if as_json:
            terminal.answer(_shown(published))
        else:
            terminal.say(
                words.PUBLISHED, release_id=published.release_id, version=published.version
            )


@app.command()
def promote(
    named: NamedArgument,
    by: ByOption = _NOBODY,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a release again and put it into service."""
    from service.actions.releases.known import find_published

    with Terminal(language, as_json=as_json) as terminal:
        registry, settings = _registry()
        with _explained(terminal, named):
            promotion = registry.promote(find_published(registry, named).version, by=by)
        _say(terminal, settings, words.PROMOTED, promotion)


@app.command()
def rollback(
    by: ByOption = _NOBODY, language: LanguageOption = None, as_json: JsonOption = False
) -> None:
    """Put the release into service that was there before."""
    with Terminal(language, as_json=as_json) as terminal:
        registry, settings = _registry()
        found = registry.current()
        earlier = found.earlier if found else ()
        with _explained(terminal, earlier[0].release_id if earlier else ""):
            promotion = registry.roll_back(by=by)
        _say(terminal, settings, words.ROLLED_BACK, promotion)


def _registry() -> "tuple[Registry, Settings]":
    from service.actions.releases.known import open_registry
    from service.cli.operator import OPERATOR
    from service.settings import load_settings

    settings = load_settings()
    return open_registry(settings, OPERATOR), settings


@contextmanager
def _explained(terminal: Terminal, name: str) -> Iterator[None]:
    """Say which command helps, or which part of the release is at fault."""
    from models.releases import ReleaseMismatch
    from service.runtime import EncoderNotPrepared

    try:
        yield
    except EncoderNotPrepared as error:
        raise terminal.refused("encoder-not-prepared", words.PREPARE_FIRST, name=name) from error
    except ReleaseMismatch as error:
        if not terminal.as_json:
            terminal.say(words.PART_AT_FAULT, what=str(error.params["what"]))
        raise


def _say(
    terminal: Terminal, settings: "Settings", message: Message, promotion: "Promotion"
) -> None:
    found = promotion.published
    if terminal.as_json:
        terminal.answer(_shown_promotion(promotion))
    else:
        terminal.say(message, release_id=found.release_id, version=found.version)
    _remark(terminal, settings)


def _remark(terminal: Terminal, settings: "Settings") -> None:
    if settings.release_dir is not None:
        terminal.say(words.RELEASE_DIR_WINS)


def _states(registry: "Registry") -> "dict[Published, str]":
    promotion = registry.current()
    states = dict.fromkeys(registry.published(), "published")
    if promotion is not None:
        states |= dict.fromkeys(promotion.earlier, "previous")
        states[promotion.published] = "current"
    return states


def _releases_table(terminal: Terminal, states: "dict[Published, str]") -> Table:
    table = Table(*map(terminal.text, (words.NUMBER, words.RELEASE, words.STATE)))
    for one, state in states.items():
        table.add_row(str(one.version), one.release_id, terminal.text(words.STATES[state]))
    return table


def _events_table(terminal: Terminal, events: "list[Event]") -> Table:
    heads = (words.DAY, words.DONE, words.NUMBER, words.RELEASE, words.BY)
    table = Table(*map(terminal.text, heads))
    for event in events:
        done = terminal.text(words.VERBS[event.verb])
        found = event.published
        moment = f"{event.at:%Y-%m-%d %H:%M}"
        table.add_row(moment, done, str(found.version), found.release_id, event.by)
    return table


def _shown(published: "Published") -> dict[str, Any]:
    return {
        "version": published.version,
        "release_id": published.release_id,
        "fingerprint": published.fingerprint,
    }


def _shown_promotion(promotion: "Promotion") -> dict[str, Any]:
    return _shown(promotion.published) | {
        "verb": promotion.verb,
        "at": promotion.at,
        "by": promotion.by,
        "earlier": [one.version for one in promotion.earlier],
    }


def _shown_event(event: "Event") -> dict[str, Any]:
    done = {"at": event.at, "verb": event.verb, "by": event.by}
    return done | _shown(event.published)
