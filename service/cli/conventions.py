"""Verbs about conventions with companies: convention add, list, remove."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer
from rich.table import Table

from matching.vocabulary import RecordKind
from service.cli.options import JsonOption, LanguageOption
from service.cli.terminal import Terminal, open_storage
from service.wording import cohorts as words
from service.wording import date_text

if TYPE_CHECKING:
    from service.actions.conventions import UsedConvention

app = typer.Typer(
    name="convention", help="Conventions with companies, and their quotas.", no_args_is_help=True
)


@app.command("add")
def add(
    company: Annotated[str, typer.Argument(help="Id of the company, or reference of its file.")],
    quota: Annotated[int, typer.Option(min=1, help="Placements in a calendar year.")],
    starts: Annotated[datetime, typer.Option(formats=["%Y-%m-%d", "%d/%m/%Y"], help="First day.")],
    ends: Annotated[datetime, typer.Option(formats=["%Y-%m-%d", "%d/%m/%Y"], help="Last day.")],
    sector: Annotated[
        list[str] | None, typer.Option(help="Sector it is about; repeatable; all by default.")
    ] = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Note a convention: its quota counts from now on, and its openings leave with its last day."""
    from service.actions.conventions import sign_convention
    from service.cli.operator import OPERATOR, now
    from service.intake.choices import sector_of
    from service.intake.identifiers import id_of
    from service.runtime import Runtime
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        settings = load_settings()
        storage = open_storage(terminal, settings)
        read = (sector_of(one) for one in sector or [])
        signed = sign_convention(
            Runtime(settings, storage),
            storage,
            caller=OPERATOR,
            now=now(),
            company_id=id_of(RecordKind.COMPANY, company),
            sectors=frozenset(one for one in read if one is not None),
            yearly_quota=quota,
            starts_on=starts.date(),
            ends_on=ends.date(),
        )
        _print(terminal, [signed])


@app.command("list")
def list_all(language: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Every convention, how far it is used this year, and when it ends."""
    from service.actions.conventions import list_conventions
    from service.cli.operator import OPERATOR, now
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        storage = open_storage(terminal, load_settings())
        _print(terminal, list_conventions(storage, caller=OPERATOR, today=now().date()))


@app.command("remove")
def remove(
    convention_id: Annotated[UUID, typer.Argument(metavar="ID")],
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a convention back."""
    from service.actions.conventions import take_back_convention
    from service.cli.operator import OPERATOR
    from service.runtime import Runtime
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        settings = load_settings()
        storage = open_storage(terminal, settings)
        take_back_convention(
            Runtime(settings, storage), storage, caller=OPERATOR, convention_id=convention_id
        )
        terminal.say(words.CONVENTION_TAKEN_BACK)


def _print(terminal: Terminal, conventions: "list[UsedConvention]") -> None:
    if terminal.as_json:
        from service.api.shapes_conventions import ConventionOut

        terminal.answer([ConventionOut.of(one) for one in conventions])
        return
    heads = (words.ID, words.PROVIDER, words.SECTORS, words.QUOTA, words.PLACED, words.ENDS)
    table = Table(*(terminal.text(head) for head in heads))
    for one in conventions:
        signed = one.convention
        table.add_row(
            signed.id,
            one.company or signed.company_id,
            ", ".join(sorted(signed.sectors)) or terminal.text(words.ALL_SECTORS),
            str(signed.yearly_quota),
            str(one.placed),
            date_text(signed.ends_on, terminal.language),
        )
    terminal.show(table)
