"""The lines of a file that were refused, to correct and send again: kept as written, then XLSX."""

import io
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from service.actions.imports.results import MOST_FAULTS, FaultSeen
from service.intake.tables import BrokenCell, RawCell, Row, Table
from service.wording import Language
from service.wording.cell_faults import cell_text
from service.wording.imports import AS_WRITTEN, AT_LINE, CLOSE_NAMES, TO_CORRECT

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_MOMENTS: Final[Mapping[str, type[date | time]]] = {
    "datetime": datetime,
    "date": date,
    "time": time,
}
_WIDE: Final = 60


def kept_lines(table: Table | None) -> str | None:
    """Refused lines as JSON, to be kept with the job; None when there are none."""
    if table is None or not table.rows:
        return None
    rows = [[row.line, *map(_kept, row.cells)] for row in table.rows[:MOST_FAULTS]]
    return json.dumps({"headers": table.headers, "rows": rows}, ensure_ascii=False)


def read_lines(kept: str | None) -> Table | None:
    """The lines that were kept."""
    if kept is None:
        return None
    document = json.loads(kept)
    rows = (Row(line, tuple(map(_cell, cells))) for line, *cells in document["rows"])
    return Table(tuple(document["headers"]), tuple(rows))


def lines_workbook(table: Table | None, faults: Sequence[FaultSeen], language: Language) -> bytes:
    """An XLSX file with the refused lines as written, what is wrong in a last column.

    Wrong cells are coloured. A text stays a text, whatever sign it begins with: nothing of the file
    is calculated when it is opened. Without lines (a JSON file), only what is wrong is listed.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.sheet_view.rightToLeft = language is Language.ARABIC
    sheet.freeze_panes = "A2"
    headers = () if table is None else table.headers
    sheet.column_dimensions[get_column_letter(len(headers) + 1)].width = _WIDE
    _write(sheet, table, _by_line(faults), language)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def said(fault: FaultSeen, language: Language) -> str:
    """What is wrong and what to do, in one to three sentences."""
    parts = [cell_text(fault.code, fault.params, language)]
    if fault.shown:
        parts.append(AS_WRITTEN.text(language).format(text=fault.shown))
    if fault.params.get("suggestions"):
        names = str(fault.params["suggestions"]).replace(" | ", ", ")
        parts.append(CLOSE_NAMES.text(language).format(names=names))
    return " ".join(parts)


def _write(
    sheet: "WriteOnlyWorksheet",
    table: Table | None,
    faults: Mapping[int, Sequence[FaultSeen]],
    language: Language,
) -> None:
    headers = () if table is None else table.headers
    rows = {row.line: row.cells for row in table.rows} if table else dict.fromkeys(faults, ())
    titles = [*headers, TO_CORRECT.text(language)]
    sheet.append([_header(sheet, title) for title in titles])
    for line, cells in rows.items():
        found = faults.get(line, ())
        wrong = {fault.column for fault in found}
        # A line may have more cells than headers, which is then what is wrong with it.
        kept = cells[: len(headers)]
        shown = [
            _as_is(sheet, cell, is_wrong=header in wrong)
            for header, cell in zip(headers, kept, strict=False)
        ]
        shown += [_as_is(sheet, None)] * (len(headers) - len(kept))
        sheet.append([*shown, _as_is(sheet, _explained(line, found, language))])


def _explained(line: int, faults: Sequence[FaultSeen], language: Language) -> str:
    at = AT_LINE.text(language).format(line=line)
    parts = [
        f"{fault.column} : {said(fault, language)}" if fault.column else said(fault, language)
        for fault in faults
    ]
    return f"{at} — {' / '.join(parts)}"


def _header(sheet: "WriteOnlyWorksheet", title: str) -> "Cell":
    from openpyxl.styles import Font

    cell = _as_is(sheet, title)
    cell.font = Font(bold=True)
    return cell


def _as_is(sheet: "WriteOnlyWorksheet", value: RawCell, *, is_wrong: bool = False) -> "Cell":
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import PatternFill

    shown: Any = None if isinstance(value, BrokenCell) else value
    if isinstance(shown, str):
        # A workbook cannot hold control characters; a CSV may.
        shown = value = ILLEGAL_CHARACTERS_RE.sub("", shown)
    cell: Cell = WriteOnlyCell(sheet, shown)
    if isinstance(value, str):
        # What begins like a formula would otherwise be stored, and run, as one.
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = value.startswith(_FORMULA)
    if is_wrong:
        cell.fill = PatternFill("solid", start_color="FFD9D9")
    return cell


def _by_line(faults: Sequence[FaultSeen]) -> Mapping[int, Sequence[FaultSeen]]:
    found: dict[int, list[FaultSeen]] = defaultdict(list)
    for fault in faults:
        found[fault.line].append(fault)
    return found


def _kept(cell: RawCell) -> Any:  # noqa: ANN401 (what JSON holds)
    if isinstance(cell, BrokenCell):
        return None
    for name, moment in _MOMENTS.items():
        if isinstance(cell, moment):
            return {name: cell.isoformat()}
    return cell


def _cell(kept: Any) -> RawCell:  # noqa: ANN401 (what JSON holds)
    if not isinstance(kept, dict):
        found: RawCell = kept
        return found
    ((name, text),) = kept.items()
    return _MOMENTS[name].fromisoformat(text)
