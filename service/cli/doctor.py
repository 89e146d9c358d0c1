"""The verb that says what is missing and what to do: doctor."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer
from rich.table import Table

from service.cli.options import JsonOption, LanguageOption
from service.cli.terminal import REFUSED, Terminal
from service.wording import commands as words
from service.wording import fault_text
from service.wording.diagnosis import advice_text

if TYPE_CHECKING:
    from service.actions.doctor import Diagnosis, Finding

_CONSTRAINTS: Final = Path(__file__).parents[2] / "constraints.txt"


def doctor(language: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Say what works, what is missing and what to do; also when the settings are invalid."""
    from service.actions.doctor import diagnose

    with Terminal(language, as_json=as_json) as terminal:
        diagnosis = diagnose(os.environ, _CONSTRAINTS)
        if as_json:
            terminal.answer(_shape(terminal, diagnosis))
        else:
            _print(terminal, diagnosis)
        if not diagnosis.is_healthy:
            raise typer.Exit(REFUSED)


def _shape(terminal: Terminal, diagnosis: "Diagnosis") -> dict[str, object]:
    return {
        "is_healthy": diagnosis.is_healthy,
        "settings": diagnosis.settings,
        "findings": [
            {
                "subject": one.subject,
                "state": one.state,
                "shown": one.shown,
                "code": one.code,
                "advice": _advice(terminal, one),
            }
            for one in diagnosis.findings
        ],
    }


def _print(terminal: Terminal, diagnosis: "Diagnosis") -> None:
    if diagnosis.settings is not None:
        heads = (words.VARIABLE_OF, words.VALUE)
        settings = Table(
            *(terminal.text(head) for head in heads),
            title=terminal.text(words.SETTINGS_IN_EFFECT),
            title_justify="left",
        )
        for name, value in diagnosis.settings.items():
            settings.add_row(f"JISR_{name.upper()}", value)
        terminal.show(settings)
    heads_found = (words.SUBJECT, words.STATE, words.FOUND, words.WHAT_TO_DO)
    table = Table(*(terminal.text(head) for head in heads_found))
    for one in diagnosis.findings:
        subject = terminal.text(words.SUBJECTS[one.subject])
        state = terminal.text(words.STATES[one.state])
        table.add_row(subject, state, one.shown, _advice(terminal, one))
    terminal.show(table)
    terminal.show(terminal.text(words.HEALTHY if diagnosis.is_healthy else words.UNHEALTHY))


def _advice(terminal: Terminal, finding: "Finding") -> str:
    if not finding.code:
        return ""
    if finding.subject == "setting":
        return fault_text(finding.code, finding.params, terminal.language)
    return advice_text(finding.code, finding.params, terminal.language)
