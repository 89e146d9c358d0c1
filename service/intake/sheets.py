"""Files that are no records, read as files of records are: every line, whatever the others hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from matching.geography import Gazetteer
from matching.spelling import fold
from matching.vocabulary import RecordKind
from service.intake.cells import Fault, InvalidCell
from service.intake.columns import Column
from service.intake.findings import LineError, LineRemark, Remark
from service.intake.forbidden import check_allowed
from service.intake.layouts import MissingColumn
from service.intake.lines import Line, is_example
from service.intake.places import regions_of, town_of
from service.intake.sheet_columns import SHEETS, SheetKind
from service.intake.tables import (
    DuplicateHeader,
    Limits,
    Progress,
    Row,
    Table,
    UnknownFileType,
    file_type,
    read_csv,
    told,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReading:
    """The good lines of a file, and what is wrong with the others."""

    kind: SheetKind
    lines: tuple[Line, ...]
    torn: tuple[Line, ...]
    """The lines that were refused, as far as they were understood."""
    rejected: tuple[LineError, ...]
    ignored_columns: tuple[str, ...]
    remarks: tuple[LineRemark, ...] = ()
    table: Table | None = field(default=None, repr=False)
    """The lines as written."""


def read_sheet(
    kind: SheetKind,
    data: bytes,
    file_name: str,
    *,
    gazetteer: Gazetteer,
    today: date,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> SheetReading:
    """Read a CSV or XLSX file of one of these kinds; the example line of a template is left out.

    Raises:
        InvalidInput: nothing can be read from the file, or it has a column that must not exist
            here (`ForbiddenColumn`).
    """
    bounds = limits or Limits()
    found = file_type(data, file_name, bounds)
    if found == ".json":
        raise UnknownFileType
    table = read_csv(data, bounds) if found == ".csv" else _read_xlsx(data, bounds)
    check_allowed(RecordKind.ACTIVITY, table)
    columns = _columns(kind, table)
    rows = told(table.rows, progress)
    read = [_read(kind, row, table.headers, columns, gazetteer, today) for row in rows]
    lines = [line for line in read if not line.is_example]
    _refuse_repeated(kind, lines)
    ignored = (
        header for header, column in zip(table.headers, columns, strict=True) if column is None
    )
    return SheetReading(
        kind=kind,
        lines=tuple(line for line in lines if not line.errors),
        torn=tuple(line for line in lines if line.errors),
        rejected=tuple(error for line in lines for error in line.errors),
        ignored_columns=tuple(header for header in ignored if header),
        remarks=tuple(remark for line in read if line.is_example for remark in line.remarks),
        table=table,
    )


def _read_xlsx(data: bytes, limits: Limits) -> Table:
    # A service that never sees a workbook starts without what reads them.
    from service.intake.workbooks import read_xlsx

    return read_xlsx(data, limits)


def _columns(kind: SheetKind, table: Table) -> tuple[Column | None, ...]:
    named = {header: column for column in SHEETS[kind] for header in column.headers()}
    found = tuple(named.get(fold(header)) for header in table.headers)
    firsts: dict[str, int] = {}
    for number, column in enumerate(found, start=1):
        if column is not None and firsts.setdefault(column.field, number) != number:
            raise DuplicateHeader(column=number, first_column=firsts[column.field])
    for needed in SHEETS[kind]:
        if needed.is_required and needed.field not in firsts:
            raise MissingColumn(field=needed.field, header=needed.header)
    return found


def _read(
    kind: SheetKind,
    row: Row,
    headers: Sequence[str],
    columns: Sequence[Column | None],
    gazetteer: Gazetteer,
    today: date,
) -> Line:
    line = Line(row.line)
    named = zip(columns, headers, strict=True)
    line.headers = {column.field: header for column, header in named if column is not None}
    if len(row.cells) > len(headers):
        line.refuse("", InvalidCell(Fault.TOO_MANY_CELLS, expected=len(headers)))
        return line
    if is_example(next(iter(row.cells), None)):
        line.is_example = True
        line.remark(SHEETS[kind][0].field, Remark.EXAMPLE_LINE)
        return line
    for column, cell in zip(columns, row.cells, strict=False):
        if column is not None:
            try:
                line.values[column.field] = column.parse(cell)
            except InvalidCell as found:
                line.refuse(column.field, found)
    _check_needed(kind, line)
    if kind is SheetKind.KITS:
        _check_prices(line)
    elif kind is SheetKind.DEMAND:
        _resolve_regions(line, gazetteer)
    else:
        _check_story(line, gazetteer, today)
    return line


def _check_needed(kind: SheetKind, line: Line) -> None:
    refused = {error.field for error in line.errors}
    for column in SHEETS[kind]:
        missing = column.is_required and line.values.get(column.field) is None
        if missing and column.field not in refused:
            line.refuse(column.field, InvalidCell(Fault.FIELD_MISSING))


def _check_prices(line: Line) -> None:
    values = line.values
    low: Decimal | None = values.get("price_low_mad")
    high: Decimal | None = values.get("price_high_mad")
    if high is None:
        values["price_high_mad"] = low
    elif low is not None and low > high:
        line.refuse("price_high_mad", InvalidCell(Fault.PRICES_UPSIDE_DOWN))


def _resolve_regions(line: Line, gazetteer: Gazetteer) -> None:
    named = line.values.get("region")
    try:
        line.values["regions"] = regions_of([named], gazetteer) if named else frozenset()
    except InvalidCell as found:
        line.refuse("region", found)


def _check_story(line: Line, gazetteer: Gazetteer, today: date) -> None:
    """Where it was, and that it was not funded tomorrow or stopped before it began."""
    values = line.values
    commune, province = values.get("commune"), values.get("province")
    try:
        values["town"] = town_of(commune, province, gazetteer)
    except InvalidCell as found:
        line.refuse("commune" if commune else "province", found)
    started, stopped = values.get("started_on"), values.get("stopped_on")
    if started and started > today:
        line.refuse("started_on", InvalidCell(Fault.DATE_IN_FUTURE))
    if started and stopped and stopped < started:
        line.refuse("stopped_on", InvalidCell(Fault.STOPPED_BEFORE_START))


def _refuse_repeated(kind: SheetKind, lines: Sequence[Line]) -> None:
    """The second line of a reference, or of a region and a sector, would silently win."""
    firsts: dict[object, int] = {}
    for line in lines:
        key = _key(kind, line)
        if key is None or line.errors:
            continue
        first = firsts.setdefault(key, line.number)
        if first != line.number:
            field = "reference" if kind is SheetKind.FUNDED_KITS else ""
            line.refuse(field, InvalidCell(Fault.DUPLICATE_REFERENCE, first_line=first))


def _key(kind: SheetKind, line: Line) -> object:
    values = line.values
    if kind is SheetKind.FUNDED_KITS:
        reference = values.get("reference")
        return fold(reference) if reference else None
    if kind is SheetKind.DEMAND:
        return values.get("regions"), values.get("sector")
    return None
