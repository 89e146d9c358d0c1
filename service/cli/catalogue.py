"""Verbs about the activities that ship: bring them in again, take them back, review the others."""

import typer
from rich.table import Table

from service.cli.options import JsonOption, LanguageOption
from service.cli.terminal import Terminal, open_storage
from service.wording import activities as words

app = typer.Typer(help="Activities that ship with Jisr, and those to review.", no_args_is_help=True)


@app.command("add")
def add(language: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Bring in the activities that ship, those that were taken back included."""
    from service.actions.catalogue import stock_catalogue
    from service.cli.operator import OPERATOR, now
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        storage = open_storage(terminal, load_settings())
        stocked = stock_catalogue(storage, caller=OPERATOR, now=now(), again=True)
        if as_json:
            terminal.answer({"written": stocked.written, "kept": stocked.kept})
        else:
            terminal.say(words.STOCKED, activities=stocked.written)


@app.command("remove")
def remove(language: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Take back the activities that ship, when the institution has a catalogue of its own."""
    from service.actions.catalogue import take_back_catalogue
    from service.cli.operator import OPERATOR, now
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        storage = open_storage(terminal, load_settings())
        removed = take_back_catalogue(storage, caller=OPERATOR, now=now())
        if as_json:
            terminal.answer({"removed": removed})
        else:
            terminal.say(words.TAKEN_BACK, activities=removed)


@app.command("review")
def review(language: LanguageOption = None, as_json: JsonOption = False) -> None:
    """List the activities whose sector is not known, or that have no price."""
    from service.actions.catalogue import list_to_review
    from service.cli.operator import OPERATOR
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        storage = open_storage(terminal, load_settings())
        found = list_to_review(storage, caller=OPERATOR)
        if as_json:
            terminal.answer(
                [
                    {"id": one.activity.id, "title": one.activity.title, "fields": dict(one.fields)}
                    for one in found
                ]
            )
            return
        if not found:
            terminal.say(words.NOTHING_TO_REVIEW)
            return
        table = Table(
            *(terminal.text(head) for head in (words.ACTIVITY, words.FIELD, words.WRITTEN))
        )
        for one in found:
            for field, written in one.fields:
                named = terminal.text(words.REVIEWED_FIELDS[field])
                table.add_row(one.activity.title, named, written)
        terminal.show(table)
