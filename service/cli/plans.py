"""Verbs about what people plan, and what becomes of it: life-plan, follow-up."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from service.cli.options import JsonOption, LanguageOption
from service.cli.papers import check_form, save_document
from service.cli.people import profile_id_of
from service.cli.terminal import Terminal, open_storage
from service.wording import date_text, label
from service.wording import plan_commands as words
from service.wording.commands import PERSON

if TYPE_CHECKING:
    from matching.life_plans import LifePlan
    from service.actions.life_plans.writing import PlanInFull
    from service.printing.documents import Document
    from service.storage import Storage


def life_plan(
    person: Annotated[str, typer.Argument(help="Id of the person, or reference of their file.")],
    out: Annotated[
        Path | None, typer.Option("--out", dir_okay=False, help="Write it: .pdf, .html or .xlsx.")
    ] = None,
    version: Annotated[int | None, typer.Option(min=1, help="A version; by default the last.")] = (
        None
    ),
    history: Annotated[
        bool, typer.Option("--history", help="Every version: who wrote it and what changed.")
    ] = False,
    with_identity: Annotated[
        bool, typer.Option("--with-identity", help="With the name of the person.")
    ] = False,
    write: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Keep this JSON file as a new version."),
    ] = None,
    base: Annotated[
        int, typer.Option(min=0, help="With --write: the version that was read, 0 for none.")
    ] = 0,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show, print or write the life plan of a person."""
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        check_form(terminal, out)
        storage = open_storage(terminal, load_settings())
        profile_id = profile_id_of(storage, person)
        if write is not None:
            _write(terminal, storage, profile_id, write, base)
        elif out is not None:
            sheet = _sheet(terminal, storage, profile_id, version, with_identity=with_identity)
            save_document(terminal, sheet, out, private=True)
            if as_json:
                terminal.answer({"file": out})
        else:
            _show(terminal, storage, profile_id, version, every=history)


def follow_up(
    horizon: Annotated[
        int, typer.Option(min=0, max=366, help="Also what is due within so many days.")
    ] = 0,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """List whom to call again: activities at 3, 6, 12, 24 months, jobs at 1, 3, 6, 12."""
    from datetime import UTC

    from service.actions.follow_up import due_list
    from service.cli.operator import OPERATOR, now
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        storage = open_storage(terminal, load_settings())
        today = now().astimezone(UTC).date()
        found = due_list(storage, caller=OPERATOR, today=today, horizon_days=horizon)
        if as_json:
            terminal.answer(list(found))
            return
        if not found:
            terminal.show(terminal.text(words.NOBODY_DUE))
            return
        heads = (PERSON, words.QUESTION, words.SINCE, words.LAST_HEARD)
        table = Table(*(terminal.text(head) for head in heads))
        for one in found:
            days = (one.due_on, one.begun_on, one.last_heard_on)
            due, begun, heard = (date_text(day, terminal.language) for day in days)
            question = f"{label(one.milestone, terminal.language)} ({due})"
            table.add_row(one.profile_id, question, begun, heard)
        terminal.show(table)


def _write(terminal: Terminal, storage: "Storage", profile_id: str, file: Path, base: int) -> None:
    from service.actions.life_plans.writing import write_plan
    from service.cli.operator import OPERATOR, now

    written = write_plan(
        storage,
        caller=OPERATOR,
        now=now(),
        profile_id=profile_id,
        plan=_plan(terminal, file),
        base_version=base,
    )
    if written.removed:
        fields = ", ".join(one.field for one in written.removed)
        terminal.say(words.TEXT_REMOVED, fields=fields)
    number = written.version.version
    if terminal.as_json:
        terminal.answer({"profile_id": profile_id, "version": number})
    else:
        terminal.show(terminal.text(words.PLAN_WRITTEN, version=number))


def _plan(terminal: Terminal, file: Path) -> "LifePlan":
    """The plan of a file, in the shape that the API takes."""
    from pydantic import ValidationError

    from service.api.shapes_life_plans import LifePlanIn

    try:
        return LifePlanIn.model_validate_json(file.read_bytes()).plan()
    except ValidationError as error:
        places = sorted({"/".join(str(part) for part in one["loc"]) for one in error.errors()})
        raise terminal.refused(
            "unreadable-plan", words.UNREADABLE_PLAN, file=str(file), places=", ".join(places)
        ) from error


def _sheet(
    terminal: Terminal,
    storage: "Storage",
    profile_id: str,
    version: int | None,
    *,
    with_identity: bool,
) -> "Document":
    from service.actions.life_plans.sheet import plan_sheet
    from service.cli.operator import OPERATOR, OPERATOR_OF_IDENTITIES

    return plan_sheet(
        storage,
        caller=OPERATOR_OF_IDENTITIES if with_identity else OPERATOR,
        profile_id=profile_id,
        version=version,
        language=terminal.language,
        with_identity=with_identity,
    )


def _show(
    terminal: Terminal, storage: "Storage", profile_id: str, version: int | None, *, every: bool
) -> None:
    from service.actions.life_plans.writing import plan_history, read_plan
    from service.cli.operator import OPERATOR

    if every:
        found = plan_history(storage, caller=OPERATOR, profile_id=profile_id)
    else:
        one = read_plan(storage, caller=OPERATOR, profile_id=profile_id, version=version)
        found = (one,)
    if terminal.as_json:
        answer: Any = [_shape(one) for one in found]
        terminal.answer(answer if every else answer[0])
        return
    for one in found:
        terminal.show(_line(terminal, one))
        for change in one.changes:
            name = change.item or change.field
            terminal.show(f"  {label(change.kind, terminal.language)} – {change.field}: {name}")


def _line(terminal: Terminal, one: "PlanInFull") -> str:
    written = one.version
    said = terminal.text(
        words.PLAN_LINE,
        version=written.version,
        day=date_text(written.at.date(), terminal.language),
        author=label(written.role, terminal.language),
    )
    beside = f" {terminal.text(words.NOT_IN_FORCE)}" if written.is_beside else ""
    return f"{said}{beside} : {written.plan.title}"


def _shape(one: "PlanInFull") -> Any:  # noqa: ANN401 (what the API gives, as plain values)
    from service.api.shapes_life_plans import LifePlanOut

    return LifePlanOut.of(one).model_dump(mode="json")
