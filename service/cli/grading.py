"""Verbs about blind grading: grading make, sheet, read, list."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final
from uuid import UUID

import typer

from matching.vocabulary import OpportunityKind
from service.cli.files import save
from service.cli.options import JsonOption, LanguageOption
from service.cli.terminal import REFUSED, Terminal, loaded_runtime, open_storage
from service.wording import gradings as words

if TYPE_CHECKING:
    from service.actions.grading.sheet import SheetRead

app = typer.Typer(help="Have pairs graded blind, by two people and a third.", no_args_is_help=True)
_CODE: Final = re.compile(r"[A-Za-z0-9-]{1,40}")
_SHEET: Final = "sheet:"
"""Before the code of somebody who grades on paper or in a workbook, not by a token."""


def _code(given: str) -> str:
    if not _CODE.fullmatch(given):
        raise typer.BadParameter("letters, digits and hyphens only; a code, never a name")
    return given


GradingArgument = Annotated[UUID, typer.Argument(help="As `jisr grading list` shows it.")]
GraderOption = Annotated[
    str, typer.Option(help="A code for who grades, never a name.", callback=_code)
]


@app.command()
def make(
    people: Annotated[int, typer.Option(min=1, max=200, help="People drawn.")] = 25,
    depth: Annotated[int, typer.Option(min=1, max=20, help="Lines of each ranker.")] = 5,
    kind: Annotated[OpportunityKind, typer.Option(help="What is proposed.")] = (
        OpportunityKind.OPENING
    ),
    seed: Annotated[int, typer.Option(help="Same seed, same pairs in the same order.")] = 0,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Pool the first lines of several rankers, each pair once, shuffled."""
    from service.actions.grading.rounds import Round, list_gradings, make_grading
    from service.cli.operator import OPERATOR_OF_AUDITS, now
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        settings = load_settings()
        storage = open_storage(terminal, settings)
        made = make_grading(
            loaded_runtime(terminal, settings, storage),
            storage,
            caller=OPERATOR_OF_AUDITS,
            now=now(),
            asked=Round(kind=kind, people=people, depth=depth, seed=seed),
        )
        found = {
            one.id: progress for one, progress in list_gradings(storage, caller=OPERATOR_OF_AUDITS)
        }
        if as_json:
            terminal.answer({"id": made.id, **asdict(found[made.id])})
        else:
            terminal.show(terminal.text(words.MADE, pairs=found[made.id].pairs, id=str(made.id)))


@app.command("list")
def list_all(language: LanguageOption = None, as_json: JsonOption = False) -> None:
    """List the rounds and how far they are; counts only."""
    from service.actions.grading.rounds import list_gradings
    from service.cli.operator import OPERATOR_OF_AUDITS
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        storage = open_storage(terminal, load_settings())
        rounds = list_gradings(storage, caller=OPERATOR_OF_AUDITS)
        if as_json:
            terminal.answer([{"id": one.id, **asdict(progress)} for one, progress in rounds])
        elif not rounds:
            terminal.say(words.NO_GRADING)
        for one, progress in () if as_json else rounds:
            terminal.show(terminal.text(words.PROGRESS, id=str(one.id), **asdict(progress)))


@app.command()
def sheet(
    grading_id: GradingArgument,
    grader: GraderOption,
    out: Annotated[Path, typer.Option(dir_okay=False, help="Workbook to write.")],
    third: Annotated[
        bool, typer.Option("--third", help="Pairs on which two others disagree.")
    ] = False,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the workbook in which one person gives their grades."""
    from service.actions.grading.rounds import open_cases
    from service.actions.grading.sheet import write_sheet
    from service.cli.operator import OPERATOR_WHO_GRADES
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        storage = open_storage(terminal, load_settings())
        listed = list(
            open_cases(
                storage,
                caller=OPERATOR_WHO_GRADES,
                grading_id=grading_id,
                grader=_SHEET + grader,
                disputed=third,
            )
        )
        save(terminal, out, write_sheet(grading_id, listed, terminal.language), private=True)
        if as_json:
            terminal.answer({"file": out, "pairs": len(listed)})


@app.command()
def read(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Filled-in workbook.")],
    grader: GraderOption,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep the grades of a workbook; lines that cannot be kept are listed, and the status is 1."""
    from service.actions.grading.sheet import read_sheet
    from service.cli.operator import OPERATOR_WHO_GRADES, now
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        storage = open_storage(terminal, load_settings())
        done = read_sheet(
            storage,
            caller=OPERATOR_WHO_GRADES,
            now=now(),
            data=file.read_bytes(),
            grader=_SHEET + grader,
        )
        _tell(terminal, done)
        if done.rejected:
            raise typer.Exit(REFUSED)


def _tell(terminal: Terminal, done: "SheetRead") -> None:
    from service.wording import error_text

    counts = {"accepted": done.accepted, "empty": done.empty}
    if terminal.as_json:
        rejected = [{"line": one.line, "code": one.error.code} for one in done.rejected]
        terminal.answer({"grading_id": done.grading_id, **counts, "rejected": rejected})
        return
    terminal.show(terminal.text(words.GRADES_READ, **counts, rejected=len(done.rejected)))
    for one in done.rejected:
        title, _ = error_text(one.error.code, one.error.params, terminal.language)
        terminal.show(terminal.text(words.GRADE_REFUSED, line=one.line, reason=title))
