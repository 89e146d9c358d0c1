"""One line of a file while it is read, and the steps that every line goes through."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from matching.geography import Gazetteer
from matching.spelling import fold
from matching.trades import TradeTable
from matching.vocabulary import RecordKind
from service.intake.cells import Fault, InvalidCell, folded_words
from service.intake.columns import Column
from service.intake.fields import AT_ONCE
from service.intake.findings import LineError, LineRemark, Remark
from service.intake.identifiers import check_is_impersonal
from service.intake.layouts import COLUMNS
from service.intake.places import regions_of, town_of
from service.intake.scrub import RemovedKind, scrub

_EXAMPLE = folded_words("exemple|example|مثال")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What reading needs to know besides the file."""

    gazetteer: Gazetteer
    trades: TradeTable
    today: date
    """Nothing can have been noted after it."""


@dataclass(slots=True)
class Line:
    """One line while it is read: values, and what is wrong or worth saying about it."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    """Field -> header of its column in the file."""
    errors: list[LineError] = field(default_factory=list)
    remarks: list[LineRemark] = field(default_factory=list)
    is_example: bool = False
    """It is the example of a template; nothing else about it matters."""

    def refuse(self, name: str, found: InvalidCell) -> None:
        """Note that the field `name` cannot be understood; "" means the whole line."""
        self.errors.append(
            LineError(
                line=self.number,
                column=self.headers.get(name, ""),
                field=name,
                code=found.fault,
                params=found.details,
                shown=found.shown,
            )
        )

    def remark(self, name: str, code: Remark, **params: str | int) -> None:
        """Note something that does not prevent the line from being accepted."""
        column = self.headers.get(name, "")
        self.remarks.append(
            LineRemark(line=self.number, column=column, field=name, code=code, params=params)
        )


def is_example(reference: object) -> bool:
    """Whether this cell marks the example line of a template, in any language."""
    return isinstance(reference, str) and fold(reference) in _EXAMPLE


def finish(kind: RecordKind, line: Line, sources: Sources) -> None:
    """Resolve places and days, clean the texts, and check that nothing needed is missing."""
    if is_example(line.values.get("reference")):
        line.is_example = True
        line.errors, line.remarks = [], []
        line.remark("reference", Remark.EXAMPLE_LINE)
        return
    _clean_texts(kind, line)
    _check_needed(kind, line)
    _resolve_places(kind, line, sources.gazetteer)
    _resolve_days(line, sources.today)
    _note_unknown_trades(kind, line, sources.trades)
    if kind is RecordKind.ACTIVITY and line.values.get("cost_mad") is None:
        line.remark("cost_mad", Remark.PRICE_TO_REVIEW)


def _texts(kind: RecordKind, line: Line) -> Iterator[tuple[Column, tuple[str, ...]]]:
    """The columns of free text that hold something, each as a list of texts."""
    for column in COLUMNS[kind]:
        value = line.values.get(column.field)
        if column.is_free_text and value:
            yield column, (value,) if isinstance(value, str) else tuple(value)


def _clean_texts(kind: RecordKind, line: Line) -> None:
    for column, texts in _texts(kind, line):
        cleaned = [scrub(text) for text in texts]
        found = {removed for text in cleaned for removed in text.removed}
        if not found:
            continue
        kinds = ", ".join(removed for removed in RemovedKind if removed in found)
        line.remark(column.field, Remark.TEXT_REMOVED, kinds=kinds)
        kept = tuple(text.text for text in cleaned if text.text)
        is_one = isinstance(line.values[column.field], str)
        line.values[column.field] = "".join(kept) if is_one else kept


def _check_needed(kind: RecordKind, line: Line) -> None:
    refused = {error.field for error in line.errors}
    for column in COLUMNS[kind]:
        if column.is_required and not line.values.get(column.field) and column.field not in refused:
            line.refuse(column.field, InvalidCell(Fault.FIELD_MISSING))
    try:
        check_is_impersonal(line.values.get("reference") or "")
    except InvalidCell as found:
        line.refuse("reference", found)


def _resolve_places(kind: RecordKind, line: Line, gazetteer: Gazetteer) -> None:
    values = line.values
    commune, province = values.get("commune"), values.get("province")
    try:
        values["home" if kind is RecordKind.PROFILE else "town"] = town_of(
            commune, province, gazetteer
        )
    except InvalidCell as found:
        line.refuse("commune" if commune else "province", found)
    if values.get("accepted_regions") is not None:
        try:
            values["accepted_regions"] = regions_of(values["accepted_regions"], gazetteer)
        except InvalidCell as found:
            line.refuse("accepted_regions", found)


def _resolve_days(line: Line, today: date) -> None:
    noted = line.values.get("noted_on")
    if noted and noted > today:
        line.refuse("noted_on", InvalidCell(Fault.DATE_IN_FUTURE))
    if line.values.get("available_from") == AT_ONCE:
        if noted:
            line.values["available_from"] = noted
        else:
            # "At once" means nothing without the day it was said, and today would change the
            # record each time the file is imported again.
            line.refuse("available_from", InvalidCell(Fault.NOT_A_DATE))
    expires = line.values.get("expires_on")
    if expires and expires < today:
        line.remark("expires_on", Remark.ALREADY_EXPIRED)


def _note_unknown_trades(kind: RecordKind, line: Line, trades: TradeTable) -> None:
    for column, texts in _texts(kind, line):
        if column.names_trades:
            for position, text in enumerate(texts, start=1):
                if not trades.find(text):
                    line.remark(column.field, Remark.UNMATCHED_TRADE, position=position)
