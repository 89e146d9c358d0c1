"""What the laboratory reads, written by `jisr export`: streamed, private, in plain CSV."""

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from service.cli.files import streaming
from service.cli.terminal import Terminal
from service.wording import commands as words

if TYPE_CHECKING:
    from service.storage import Storage


class Audits(StrEnum):
    """Tables for analysts; they name people by opaque ids only."""

    JUDGEMENTS = "judgements"
    GROUPS = "groups"
    GRADES = "grades"


def export_audit(terminal: Terminal, storage: "Storage", what: Audits, out: Path | None) -> None:
    """Write one table, to a file that only its owner may read or to standard output.

    Raises:
        typer.BadParameter: the file is to be a workbook; programs read these tables.
    """
    if out is not None and out.suffix.lower() not in {".csv", ""}:
        raise typer.BadParameter(f"{what.value} are written as CSV")
    write = _writers()[what]
    from service.cli.operator import OPERATOR_OF_AUDITS

    if out is None:
        lines = write(storage, caller=OPERATOR_OF_AUDITS, file=sys.stdout)
    else:
        with streaming(terminal, out) as file:
            lines = write(storage, caller=OPERATOR_OF_AUDITS, file=file)
    if terminal.as_json:
        terminal.answer({"file": out, "lines": lines})
    else:
        terminal.say(words.EXPORTED, lines=lines)


def _writers() -> dict[Audits, Callable[..., int]]:
    from service.actions.grading.rounds import export_grades
    from service.actions.laboratory.judgements import export_groups, export_judgements

    return {
        Audits.JUDGEMENTS: export_judgements,
        Audits.GROUPS: export_groups,
        Audits.GRADES: export_grades,
    }
