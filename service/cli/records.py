"""Verbs about the records of an installation: import, template, export, erase."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.table import Table

from matching.vocabulary import RecordKind
from service.cli.audits import Audits, export_audit
from service.cli.files import save
from service.cli.options import JsonOption, LanguageOption
from service.cli.people import profile_id_of
from service.cli.terminal import REFUSED, Terminal, loaded_runtime, open_storage
from service.wording import commands as words
from service.wording import error_text, fault_text, remark_text

if TYPE_CHECKING:
    from service.actions.imports.reports import ImportReport
    from service.actions.spreadsheet import Table as ExportedTable
    from service.intake.findings import LineError, LineRemark
    from service.settings import Settings
    from service.storage import Storage


class Records(StrEnum):
    """What a file holds, as one says it: in the plural."""

    PROFILES = "profiles"
    COMPANIES = "companies"
    OPENINGS = "openings"
    ACTIVITIES = "activities"
    TRAININGS = "trainings"
    MENTORS = "mentors"

    @property
    def kind(self) -> RecordKind:
        """The kind of each line."""
        return dict(zip(Records, RecordKind, strict=True))[self]


class Imports(StrEnum):
    """What a file to import holds: records, or what is known around activities."""

    PROFILES = "profiles"
    COMPANIES = "companies"
    OPENINGS = "openings"
    ACTIVITIES = "activities"
    TRAININGS = "trainings"
    MENTORS = "mentors"
    KITS = "kits"
    DEMAND = "demand"
    FUNDED_KITS = "funded-kits"


class Exports(StrEnum):
    """What can be written to a file: the records, and what came of them."""

    PROFILES = "profiles"
    COMPANIES = "companies"
    OPENINGS = "openings"
    ACTIVITIES = "activities"
    TRAININGS = "trainings"
    MENTORS = "mentors"
    FEEDBACK = "feedback"
    OUTCOMES = "outcomes"
    SHORTLISTS = "shortlists"
    JUDGEMENTS = "judgements"
    GROUPS = "groups"
    GRADES = "grades"


_LINES_NAMED: Final = 12
"""Lines named in one row of a table; with --json all of them are."""
_PER_ITEM: Final = "unmatched-trade"
"""The remark that names an item of a cell, which would make a row for each."""
KindArgument = Annotated[Imports, typer.Argument(metavar="KIND", help="What the lines are.")]
OutOption = Annotated[Path | None, typer.Option("--out", dir_okay=False, help="File to write.")]


def import_records(
    kind: KindArgument,
    file: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, readable=True, help="CSV, XLSX or JSON."),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would happen; write nothing.")
    ] = False,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Import a file; good lines are kept, others listed (and the exit status is then 1)."""
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        settings = load_settings()
        storage = open_storage(terminal, settings)
        report = _imported(terminal, settings, storage, kind, file, dry_run=dry_run)
        if as_json:
            terminal.answer(report_shape(report, terminal))
        else:
            _print(terminal, report)
        if not dry_run and report.created + report.changed:
            _encode(terminal, settings, storage)
        if report.rejected:
            raise typer.Exit(REFUSED)


def template(
    kind: KindArgument,
    out: OutOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write an empty spreadsheet with every column explained; never over an existing file."""
    from service.intake.sheet_columns import SheetKind
    from service.intake.templates import write_template

    with Terminal(language, as_json=as_json) as terminal:
        path = out or Path(f"jisr-{kind.value}.xlsx")
        if path.exists():
            raise terminal.refused("file-exists", words.FILE_EXISTS, file=str(path))
        of_sheet = SheetKind(kind.value) if kind.value in set(SheetKind) else None
        of_lines = of_sheet or Records(kind.value).kind
        save(terminal, path, write_template(of_lines, terminal.language))
        if as_json:
            terminal.answer({"file": path})


def export(
    what: Annotated[Exports, typer.Argument(metavar="WHAT", help="What to write.")],
    out: OutOption = None,
    with_identity: Annotated[
        bool, typer.Option("--with-identity", help="Profiles: with names and telephone numbers.")
    ] = False,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write records to a CSV or XLSX file that `jisr import` takes back, or to standard output."""
    if with_identity and what is not Exports.PROFILES:
        raise typer.BadParameter("--with-identity goes with profiles")
    if as_json and out is None:
        raise typer.BadParameter("--json goes with --out")
    from service.actions.spreadsheet import file_bytes
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        storage = open_storage(terminal, load_settings())
        if what.value in set(Audits):
            export_audit(terminal, storage, Audits(what.value), out)
            return
        table = _exported(storage, what, with_identity=with_identity)
        data = file_bytes(table, "xlsx" if out and out.suffix.lower() == ".xlsx" else "csv")
        if with_identity:
            terminal.say(words.WITH_IDENTITY)
        if out is None:
            terminal.raw(data)
        else:
            save(terminal, out, data, private=with_identity)
        if as_json:
            terminal.answer({"file": out, "lines": len(table.rows)})
        else:
            terminal.say(words.EXPORTED, lines=len(table.rows))


def erase(
    person: Annotated[str, typer.Argument(help="Id of the person, or reference of their file.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Erase a person for ever: profile, identity, what was shown; only counts stay."""
    from service.actions.records import erase_profile, read_record
    from service.cli.operator import OPERATOR, now
    from service.runtime import Runtime
    from service.settings import load_settings

    with Terminal(language, as_json=as_json) as terminal:
        settings = load_settings()
        storage = open_storage(terminal, settings)
        kind, profile_id = RecordKind.PROFILE, profile_id_of(storage, person)
        stored = read_record(storage, caller=OPERATOR, kind=kind, record_id=profile_id)
        if not yes and not terminal.confirms(words.CONFIRM_ERASING):
            terminal.say(words.NOT_ERASED)
            raise typer.Exit(REFUSED)
        erased = erase_profile(
            # The engine of a running service follows by itself; this one has nothing loaded.
            Runtime(settings, storage),
            storage,
            caller=OPERATOR,
            now=now(),
            profile_id=profile_id,
            expected_version=stored.version,
        )
        if as_json:
            terminal.answer(erased)
        else:
            terminal.show(terminal.text(words.ERASED, **asdict(erased)))


def _exported(storage: "Storage", what: Exports, *, with_identity: bool) -> "ExportedTable":
    from service.actions import exporting
    from service.cli.operator import OPERATOR, OPERATOR_OF_IDENTITIES

    others = {
        Exports.FEEDBACK: exporting.export_feedback,
        Exports.OUTCOMES: exporting.export_outcomes,
        Exports.SHORTLISTS: exporting.export_shortlists,
    }
    if what in others:
        return others[what](storage, caller=OPERATOR)
    caller = OPERATOR_OF_IDENTITIES if with_identity else OPERATOR
    kind = Records(what.value).kind
    return exporting.export_records(storage, kind, caller=caller, with_identity=with_identity)


def report_shape(report: "ImportReport", terminal: Terminal) -> dict[str, Any]:
    """The report of an import for programs, as the API gives it."""
    return {
        "import_id": report.import_id,
        "kind": report.kind,
        "dry_run": report.dry_run,
        "accepted": report.accepted,
        "created": report.created,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "rejected": [
            {
                "line": one.line,
                "column": one.column,
                "code": one.code,
                "message": fault_text(one.code, one.params, terminal.language),
                "params": one.params,
                "shown": one.shown,
            }
            for one in report.rejected
        ],
        "remarks": [
            {
                "line": one.line,
                "column": one.column,
                "code": one.code,
                "message": remark_text(one.code, one.params, terminal.language),
                "params": one.params,
            }
            for one in report.remarks
        ],
        "ignored_columns": report.ignored_columns,
    }


def _imported(
    terminal: Terminal,
    settings: "Settings",
    storage: "Storage",
    kind: Imports,
    file: Path,
    *,
    dry_run: bool,
) -> "ImportReport":
    from matching.geography import Gazetteer
    from matching.trades import TradeTable
    from service.actions.imports.files import import_file
    from service.actions.imports.sheets import import_sheet
    from service.cli.operator import OPERATOR, now
    from service.intake.sheet_columns import SheetKind
    from service.intake.tables import Limits
    from service.reference import trades_path

    limits = Limits(max_lines=settings.import_line_limit)
    if kind.value in set(SheetKind):
        return import_sheet(
            storage,
            SheetKind(kind.value),
            file.read_bytes(),
            file.name,
            caller=OPERATOR,
            now=now(),
            dry_run=dry_run,
            gazetteer=Gazetteer.load(),
            limits=limits,
        )
    with terminal.bar(words.READING) as progress:
        return import_file(
            storage,
            Records(kind.value).kind,
            file.read_bytes(),
            file.name,
            caller_id=OPERATOR.id,
            now=now(),
            dry_run=dry_run,
            gazetteer=Gazetteer.load(),
            trades=TradeTable.read(trades_path()),
            limits=limits,
            progress=progress,
        )


def _encode(terminal: Terminal, settings: "Settings", storage: "Storage") -> None:
    """Encode the new texts now, so that no request has to; the import stays whatever happens."""
    from matching.errors import NotReady

    try:
        loaded_runtime(terminal, settings, storage)
    except NotReady as error:
        reason = ". ".join(error_text(error.code, error.params, terminal.language))
        terminal.say(words.LATER_ENCODED, reason=reason)


def _print(terminal: Terminal, report: "ImportReport") -> None:
    if report.dry_run:
        terminal.show(terminal.text(words.DRY_RUN))
    counts = {name: getattr(report, name) for name in ("accepted", "created", "changed")}
    terminal.show(terminal.text(words.ACCEPTED, **counts, unchanged=report.unchanged))
    if report.rejected:
        rejected = len({one.line for one in report.rejected})
        terminal.show(terminal.text(words.REJECTED, rejected=rejected))
        terminal.show(_faults(terminal, report.rejected))
    if report.remarks:
        terminal.show(_remarks(terminal, report.remarks))
    if report.ignored_columns:
        columns = ", ".join(report.ignored_columns)
        terminal.show(terminal.text(words.IGNORED_COLUMNS, columns=columns))


def _faults(terminal: Terminal, rejected: Sequence["LineError"]) -> Table:
    heads = (words.LINE, words.COLUMN, words.CODE, words.EXPLANATION)
    table = Table(*(terminal.text(head) for head in heads))
    for one in rejected:
        said = [fault_text(one.code, one.params, terminal.language)]
        if one.shown:
            said.append(terminal.text(words.AS_WRITTEN, text=one.shown))
        if one.params.get("suggestions"):
            said.append(terminal.text(words.CLOSE_NAMES, names=one.params["suggestions"]))
        table.add_row(str(one.line), one.column, one.code, " ".join(said))
    return table


def _remarks(terminal: Terminal, remarks: Iterable["LineRemark"]) -> Table:
    """One row for all the lines about which the same is to be said."""
    lines: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in remarks:
        if one.code == _PER_ITEM:
            said = terminal.text(words.UNMATCHED_TRADES)
        else:
            said = remark_text(one.code, one.params, terminal.language)
        lines[one.column, said].append(one.line)
    heads = (words.COLUMN, words.REMARKS, words.LINES)
    table = Table(*(terminal.text(head) for head in heads))
    for (column, said), numbers in lines.items():
        table.add_row(column, said, _listed(terminal, list(dict.fromkeys(numbers))))
    return table


def _listed(terminal: Terminal, numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:_LINES_NAMED])
    more = len(numbers) - _LINES_NAMED
    return shown if more <= 0 else terminal.text(words.AND_MORE, shown=shown, more=more)
