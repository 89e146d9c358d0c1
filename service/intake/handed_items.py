"""A spreadsheet of what is handed over: one line per item, checked like every other file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar
from uuid import UUID

from matching.errors import InvalidInput
from matching.geography import Gazetteer, Town
from matching.handing_over import HandedItem, total_of
from matching.spelling import fold
from matching.vocabulary import RecordKind
from service.intake.cells import (
    Fault,
    InvalidCell,
    check_within,
    date_of,
    folded_words,
    known_text,
    number_of,
    whole_number_of,
)
from service.intake.choices import sector_of
from service.intake.findings import LineError
from service.intake.forbidden import ForbiddenColumn, forbidden_content, forbidden_name
from service.intake.groups import gender_of
from service.intake.identifiers import check_is_impersonal
from service.intake.places import town_of
from service.intake.scrub import scrub
from service.intake.tables import Limits, RawCell, Row, Table, file_type, read_csv

T = TypeVar("T")
_LARGEST_PRICE: Final = 10_000_000
_MOST_PIECES: Final = 10_000
_HEADERS: Final[Mapping[str, frozenset[str]]] = {
    "reference": folded_words("référence|reference|dossier|id|bénéficiaire|المرجع"),
    "handed_on": folded_words("date|remis le|remise le|date de remise|handed on|التاريخ"),
    "activity": folded_words("activité|activity|projet|النشاط"),
    "sector": folded_words("secteur|sector|القطاع"),
    "town": folded_words("ville|commune|town|المدينة"),
    "item": folded_words("article|matériel|équipement|désignation|item|المادة|المعدات"),
    "quantity": folded_words("quantité|quantity|qté|الكمية"),
    "unit_price": folded_words("prix unitaire|prix|montant|unit price|price|الثمن|المبلغ"),
    "receipt": folded_words("reçu|n° de reçu|facture|receipt|الوصل"),
    "gender": folded_words("sexe|genre|gender|الجنس"),
}
_NEEDED: Final = ("reference", "item", "unit_price")


class NothingHandedOver(InvalidInput):
    """No line of the file could be used; `line` and `fault` name the first that was refused."""

    code = "nothing-handed-over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocations:
    """A file, read; nothing is stored yet."""

    items: tuple[HandedItem, ...]
    genders: Mapping[str, str]
    """Reference to gender, where the file states it; for counts only."""
    rejected: tuple[LineError, ...]
    sectors_to_review: tuple[int, ...]
    """Lines whose sector is not of the closed list; they are kept, under no sector."""

    @property
    def total_mad(self) -> Decimal:
        """What the lines that were read are worth, to the centime."""
        return total_of(self.items)


def read_allocations(
    data: bytes, file_name: str, *, gazetteer: Gazetteer, today: date, limits: Limits | None = None
) -> Allocations:
    """Read a CSV or XLSX of allocations; a bad line never hides another.

    Args:
        data: The bytes of the file.
        file_name: Its extension says how to read it.
        gazetteer: Resolves towns.
        today: The day of a line that states none.
        limits: None for the usual ones.

    Raises:
        InvalidInput: nothing can be read from the file, or it has a column that must not exist.
        NothingHandedOver: no line of it could be used.
    """
    table = _table(data, file_name, limits or Limits())
    columns = {name: at for at, name in enumerate(map(_column, table.headers)) if name}
    reader = _Reader(columns, table.headers, gazetteer, today)
    for row in table.rows:
        reader.read(row)
    if not reader.items:
        first = next(iter(reader.rejected), None)
        raise NothingHandedOver(
            line=first.line if first else None, fault=first.code if first else None
        )
    return Allocations(
        items=tuple(reader.items),
        genders=reader.genders,
        rejected=tuple(reader.rejected),
        sectors_to_review=tuple(reader.sectors_to_review),
    )


def _table(data: bytes, file_name: str, limits: Limits) -> Table:
    if file_type(data, file_name, limits) == ".xlsx":
        from service.intake.workbooks import read_xlsx

        table = read_xlsx(data, limits)
    else:
        table = read_csv(data, limits)
    for number, header in enumerate(table.headers, start=1):
        why = None if _column(header) else forbidden_name(header, RecordKind.PROFILE)
        cells = (row.cells[number - 1] for row in table.rows if len(row.cells) >= number)
        hidden = why or forbidden_content(cells)
        if hidden is not None:
            raise ForbiddenColumn(column=number, why=hidden, seen_in="header" if why else "content")
    return table


def _column(header: str) -> str | None:
    return next((name for name, names in _HEADERS.items() if fold(header) in names), None)


class _Reader:
    """Reads one line after the other, and keeps what was found."""

    def __init__(
        self,
        columns: Mapping[str, int],
        headers: tuple[str, ...],
        gazetteer: Gazetteer,
        today: date,
    ) -> None:
        self._columns = columns
        self._headers = headers
        self._gazetteer = gazetteer
        self._today = today
        self._faults: list[LineError] = []
        self.items: list[HandedItem] = []
        self.genders: dict[str, str] = {}
        self.rejected: list[LineError] = []
        self.sectors_to_review: list[int] = []

    def read(self, row: Row) -> None:
        self._faults = []
        values: dict[str, Any] = {
            "reference": self._value(row, "reference", _reference),
            "item": self._value(row, "item", _text),
            "unit_price": self._value(row, "unit_price", _price),
            "quantity": self._value(row, "quantity", _pieces),
            "handed_on": self._value(row, "handed_on", date_of),
            "town": self._value(row, "town", self._town),
            "gender": self._value(row, "gender", gender_of),
        }
        for name in _NEEDED:
            if values[name] is None and not any(one.field == name for one in self._faults):
                self._refuse(row, name, InvalidCell(Fault.FIELD_MISSING))
        if self._faults:
            self.rejected.extend(self._faults)
            return
        self.items.append(self._item(row, values))
        if values["gender"] is not None:
            self.genders[values["reference"]] = values["gender"]

    def _item(self, row: Row, values: Mapping[str, Any]) -> HandedItem:
        town: Town | None = values["town"]
        return HandedItem(
            person=values["reference"],
            handed_on=values["handed_on"] or self._today,
            activity=self._value(row, "activity", _text) or "",
            sector=self._sector(row),
            town=town.code if town else "",
            region=town.region if town else None,
            item=values["item"],
            quantity=values["quantity"] or 1,
            unit_price_mad=values["unit_price"],
            receipt=self._value(row, "receipt", _text) or "",
        )

    def _sector(self, row: Row) -> str | None:
        try:
            return sector_of(self._cell(row, "sector"))
        except InvalidCell:
            self.sectors_to_review.append(row.line)
            return None

    def _town(self, cell: RawCell) -> Town | None:
        return town_of(known_text(cell), None, self._gazetteer)

    def _cell(self, row: Row, name: str) -> RawCell:
        at = self._columns.get(name)
        return row.cells[at] if at is not None and at < len(row.cells) else None

    def _value(self, row: Row, name: str, read: Callable[[RawCell], T | None]) -> T | None:
        try:
            return read(self._cell(row, name))
        except InvalidCell as fault:
            self._refuse(row, name, fault)
            return None

    def _refuse(self, row: Row, name: str, fault: InvalidCell) -> None:
        at = self._columns.get(name)
        column = self._headers[at] if at is not None else ""
        self._faults.append(
            LineError(
                line=row.line, column=column, field=name, code=fault.fault, params=fault.details
            )
        )


def _reference(cell: RawCell) -> str | None:
    """Id or reference of a person, to the letter: an id may hold digits like a telephone's.

    Raises:
        InvalidCell: it would tell who the person is.
    """
    written = known_text(cell)
    if written is None:
        return None
    try:
        return str(UUID(written.strip()))
    except ValueError:
        check_is_impersonal(written)
        return written


def _text(cell: RawCell) -> str | None:
    """A text without personal data; None when nothing is left."""
    text = known_text(cell)
    return scrub(text).text or None if text else None


def _price(cell: RawCell) -> Decimal | None:
    value = number_of(cell)
    if value is not None:
        check_within(value, 0, _LARGEST_PRICE)
    return value


def _pieces(cell: RawCell) -> int | None:
    value = whole_number_of(cell)
    if value is not None:
        check_within(value, 1, _MOST_PIECES)
    return value
