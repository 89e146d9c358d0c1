"""Verbs about what is handed over and reported: handover, report territorial."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.options import JsonOption, LanguageOption
from service.cli.papers import check_form, save_document
from service.cli.terminal import REFUSED, Terminal, open_storage
from service.wording import fault_text
from service.wording import plan_commands as words
from service.wording.money import amount_text

if TYPE_CHECKING:
    from matching.territorial import Territorial
    from service.actions.territorial import Scope
    from service.intake.handed_items import Allocations

app = typer.Typer(help="Reports for those who oversee and fund.", no_args_is_help=True)
OutOption = Annotated[
    Path | None, typer.Option("--out", dir_okay=False, help="Write it: .pdf, .html or .xlsx.")
]
FileHelp = "CSV or XLSX, one line per item: référence, article, prix unitaire, quantité, ville…"


def handover(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, readable=True, help=FileHelp)
    ],
    out: OutOption = None,
    receipts: Annotated[
        bool, typer.Option("--receipts", help="With one receipt to sign for each person.")
    ] = False,
    record: Annotated[
        bool, typer.Option("--record", help="Keep it; the references must be known.")
    ] = False,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the hand-over list, the register and the receipts of a file of allocations."""
    from service.actions.hand_overs import hand_over_document, record_hand_over, sums_of
    from service.cli.operator import OPERATOR, now
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        check_form(terminal, out)
        read = _read(terminal, file)
        handed = None
        if record:
            storage = open_storage(terminal, load_settings())
            handed = record_hand_over(storage, caller=OPERATOR, now=now(), items=read.items)
        if out is not None:
            document = hand_over_document(read.items, terminal.language, with_receipts=receipts)
            save_document(terminal, document, out, private=True)
        sums = sums_of(read.items)
        if as_json:
            terminal.answer(
                {"id": handed and handed.id, "sums": sums, "rejected": read.rejected, "file": out}
            )
        else:
            total = amount_text(read.total_mad, terminal.language)
            terminal.show(terminal.text(words.SUMS, people=sums.people, total=total))
            if handed is not None:
                terminal.show(terminal.text(words.RECORDED, id=str(handed.id)))
        if read.rejected:
            raise typer.Exit(REFUSED)


@app.command("territorial")
def territorial(
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day of the period.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day, included.")
    ] = None,
    region: Annotated[str | None, typer.Option(help="Code or name of a region.")] = None,
    file: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help=f"{FileHelp} Instead of what is recorded."),
    ] = None,
    out: OutOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Report what was handed over: people, dirhams, sectors, towns, women and men."""
    if (file is None) == (since is None or until is None):
        raise typer.BadParameter("give --since and --until, or --file")
    from service.actions.territorial import territorial_document

    with Terminal(language, as_json=as_json) as terminal:
        check_form(terminal, out)
        if file is not None:
            report, scope = _of_file(terminal, file)
        else:
            report, scope = _of_records(terminal, since, until, region)
        if out is not None:
            document = territorial_document(report, scope, terminal.language)
            save_document(terminal, document, out)
        if as_json:
            terminal.answer({"scope": scope, "report": report})
        elif out is None:
            _print(terminal, report, scope)


def _of_file(terminal: Terminal, file: Path) -> "tuple[Territorial, Scope]":
    from matching.territorial import territorial_report
    from service.actions.territorial import scope_of

    read = _read(terminal, file)
    return territorial_report(read.items, read.genders), scope_of(read.items)


def _of_records(
    terminal: Terminal, since: datetime | None, until: datetime | None, region: str | None
) -> "tuple[Territorial, Scope]":
    from matching.geography import Gazetteer
    from service.actions.territorial import Scope
    from service.actions.territorial import territorial as figures
    from service.cli.operator import OPERATOR
    from service.settings import load_settings

    if since is None or until is None:
        raise typer.BadParameter("give --since and --until, or --file")
    code = Gazetteer.load().region(region).code if region else None
    scope = Scope(since=since.date(), until=until.date(), region=code)
    storage = open_storage(terminal, load_settings())
    return figures(storage, caller=OPERATOR, scope=scope), scope


def _read(terminal: Terminal, file: Path) -> "Allocations":
    from matching.geography import Gazetteer
    from service.cli.operator import now
    from service.intake.handed_items import read_allocations

    read = read_allocations(
        file.read_bytes(),
        file.name,
        gazetteer=Gazetteer.load(),
        today=now().astimezone(UTC).date(),
    )
    for one in read.rejected:
        said = fault_text(one.code, one.params, terminal.language)
        terminal.remarks.print(f"{file.name}:{one.line} {one.column} {said} [{one.code}]")
    if read.sectors_to_review:
        lines = ", ".join(str(line) for line in read.sectors_to_review)
        terminal.say(words.SECTORS_TO_REVIEW, lines=lines)
    return read


def _print(terminal: Terminal, report: "Territorial", scope: "Scope") -> None:
    from service.actions.territorial import territorial_document
    from service.printing.documents import texts_of

    document = territorial_document(report, scope, terminal.language)
    terminal.show(*(text for text in texts_of(document) if text))
