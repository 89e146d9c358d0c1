"""A file to records: every line is read, whatever the others hold."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Any

from matching.geography import Gazetteer
from matching.trades import TradeTable
from matching.vocabulary import RecordKind
from service.intake import building, jobposting, jsonresume
from service.intake.cells import Fault, InvalidCell
from service.intake.documents import check_names, documents_of
from service.intake.findings import Identity, LineError, LineRemark, Reading, Record, Remark
from service.intake.forbidden import check_allowed
from service.intake.layouts import Layout, lay_out
from service.intake.lines import Line, Sources, finish
from service.intake.scrub import scrub
from service.intake.tables import (
    EmptyFile,
    Limits,
    Progress,
    Row,
    Table,
    UnknownFileType,
    file_type,
    read_csv,
    told,
)

_SHOWN_LENGTH = 60
"""Of a header or a word that is shown as it was written."""


def read_file(
    kind: RecordKind,
    data: bytes,
    file_name: str,
    *,
    gazetteer: Gazetteer,
    trades: TradeTable,
    today: date,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read a file: CSV or XLSX for every kind, JSON Resume for profiles, JobPosting for openings.

    Reading the same bytes twice gives the same records. A bad line never hides another: all that is
    wrong with it is listed, and the following ones are read.

    Args:
        kind: What the lines are.
        data: The bytes of the file.
        file_name: Its extension says how to read it.
        gazetteer: Resolves regions, provinces and communes.
        trades: Says which trades are not known yet.
        today: In Morocco; a profile cannot have been updated later.
        limits: None for the usual ones.
        progress: Told how many lines of a table are read, and of how many.

    Raises:
        InvalidInput: nothing can be read from the file (its subclasses say why), or it has a
            column that must not exist here (`ForbiddenColumn`).
    """
    bounds = limits or Limits()
    found = file_type(data, file_name, bounds)
    sources = Sources(gazetteer=gazetteer, trades=trades, today=today)
    if found == ".json":
        return _read_json(kind, data, file_name, sources, bounds)
    table = read_csv(data, bounds) if found == ".csv" else _read_xlsx(data, bounds)
    return read_table(kind, table, sources, progress)


def _read_json(
    kind: RecordKind, data: bytes, file_name: str, sources: Sources, limits: Limits
) -> Reading:
    if kind is RecordKind.OPENING:
        return _read_postings(data, sources, limits)
    if kind is RecordKind.PROFILE:
        return _read_resumes(data, file_name, sources, limits)
    raise UnknownFileType()


def _read_postings(data: bytes, sources: Sources, limits: Limits) -> Reading:
    """Openings and their companies; the other objects of a @graph are left aside."""
    items = documents_of(data, limits)
    check_names(RecordKind.OPENING, items)
    postings = {
        number: item
        for number, item in enumerate(items, start=1)
        if isinstance(item, dict) and jobposting.is_job_posting(item)
    }
    if not postings:
        raise EmptyFile()
    lines = [
        _read_item(RecordKind.OPENING, number, jobposting.values_of(posting), sources)
        for number, posting in postings.items()
    ]
    found = map(jobposting.company_of, postings.values())
    companies = {company.id: company for company in found if company is not None}
    unread = {name for posting in postings.values() for name in posting} - jobposting.READ
    return replace(
        gather(RecordKind.OPENING, lines),
        companies=tuple(companies.values()),
        ignored_columns=_shown(sorted(unread)),
    )


def _read_resumes(data: bytes, file_name: str, sources: Sources, limits: Limits) -> Reading:
    """Profiles; a file with one resume may leave its reference to the name of the file."""
    items = documents_of(data, limits)
    check_names(RecordKind.PROFILE, items, jsonresume.STANDARD)
    stem = PurePath(file_name).stem if len(items) == 1 else ""
    lines = []
    for number, item in enumerate(items, start=1):
        if isinstance(item, dict) and jsonresume.is_resume(item):
            jsonresume.check_no_picture(number, item)
            values = jsonresume.values_of(item, stem)
            lines.append(_read_item(RecordKind.PROFILE, number, values, sources))
        else:
            line = Line(number)
            line.refuse("", InvalidCell(Fault.NOT_AN_OBJECT))
            lines.append(line)
    unread = {name for item in items if isinstance(item, dict) for name in item} - jsonresume.READ
    return replace(gather(RecordKind.PROFILE, lines), ignored_columns=_shown(sorted(unread)))


def _read_item(
    kind: RecordKind, number: int, found: tuple[dict[str, Any], list[str]], sources: Sources
) -> Line:
    values, ignored = found
    line = Line(number, values)
    for name in ignored:
        line.remark(name, Remark.FIELD_IGNORED)
    finish(kind, line, sources)
    return line


def _shown(headers: Iterable[str]) -> tuple[str, ...]:
    """Headers that may be shown: short, and free of personal data."""
    return tuple(scrub(header).text[:_SHOWN_LENGTH] for header in headers)


def _read_xlsx(data: bytes, limits: Limits) -> Table:
    # A service that never sees a workbook starts without what reads them.
    from service.intake.workbooks import read_xlsx

    return read_xlsx(data, limits)


def read_table(
    kind: RecordKind, table: Table, sources: Sources, progress: Progress | None = None
) -> Reading:
    """Read the lines of a table.

    Raises:
        ForbiddenColumn, MissingColumn, DuplicateHeader: the whole file is refused.
    """
    check_allowed(kind, table)
    layout = lay_out(kind, table.headers)
    rows = told(table.rows, progress)
    lines = (_read_row(kind, row, table.headers, layout, sources) for row in rows)
    ignored = _shown(table.headers[number - 1] for number in layout.ignored)
    return replace(gather(kind, lines), ignored_columns=ignored, table=table)


def gather(kind: RecordKind, lines: Iterable[Line]) -> Reading:
    """Records of the good lines, findings of all; the second line of a reference is refused."""
    records: dict[str, Record] = {}
    numbers: dict[str, int] = {}
    identities: list[Identity] = []
    groups: dict[str, Mapping[str, str]] = {}
    rejected: list[LineError] = []
    remarks: list[LineRemark] = []
    for line in lines:
        record = None if line.errors or line.is_example else _record(kind, line, numbers)
        if record is not None:
            records[record.id] = record
            numbers[record.id] = line.number
            if kind is RecordKind.PROFILE:
                identities.append(_identity(record.id, line.values))
                groups[record.id] = building.groups_of(line.values)
        rejected.extend(line.errors)
        remarks.extend(line.remarks if not line.errors else ())
    return Reading(
        kind=kind,
        records=tuple(records.values()),
        lines=numbers,
        identities=tuple(identities),
        groups={profile_id: stated for profile_id, stated in groups.items() if stated},
        rejected=tuple(rejected),
        remarks=tuple(remarks),
    )


def _record(kind: RecordKind, line: Line, numbers: Mapping[str, int]) -> Record | None:
    """The record of a line; None when its reference was already there."""
    record = building.record_of(kind, line.values)
    if record.id in numbers:
        first = numbers[record.id]
        line.refuse("reference", InvalidCell(Fault.DUPLICATE_REFERENCE, first_line=first))
        return None
    return record


def _identity(profile_id: str, values: Mapping[str, Any]) -> Identity:
    return Identity(
        profile_id=profile_id,
        reference=values["reference"],
        family_name=values.get("family_name"),
        given_name=values.get("given_name"),
        phone=values.get("phone"),
    )


def _read_row(
    kind: RecordKind, row: Row, headers: tuple[str, ...], layout: Layout, sources: Sources
) -> Line:
    line = Line(row.line)
    line.headers = {
        column.field: header
        for column, header in zip(layout.columns, headers, strict=True)
        if column is not None
    }
    if len(row.cells) > len(headers):
        line.refuse("", InvalidCell(Fault.TOO_MANY_CELLS, expected=len(headers)))
        return line
    for column, cell in zip(layout.columns, row.cells, strict=False):
        if column is not None:
            try:
                line.values[column.field] = column.parse(cell)
            except InvalidCell as found:
                if not _is_for_review(kind, column.field, found):
                    line.refuse(column.field, found)
                    continue
                written = scrub(found.shown).text[:_SHOWN_LENGTH]
                line.values["to_review"] = {column.field: written}
                line.remark(column.field, Remark.SECTOR_TO_REVIEW)
    finish(kind, line, sources)
    return line


def _is_for_review(kind: RecordKind, field: str, found: InvalidCell) -> bool:
    """A project in a sector that we do not know is a project all the same."""
    is_sector = kind is RecordKind.ACTIVITY and field == "sector"
    return is_sector and found.fault is Fault.NOT_IN_LIST
