"""The catalogue of activities that ships: read, and refused whole when a line of it is wrong.

`service/reference/activities.csv` has one activity per line, `kit_items.csv` one line of a kit.
The reference of an activity is its code: an institution that imports an activity under the same
reference replaces it, kit and prices included.
"""

import csv
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar

from matching.contribution import middle_price_mad
from matching.records import KitItem, Opportunity
from matching.vocabulary import Demand, Licence, OpportunityKind, RecordKind, Space
from service.intake.cells import CENTIME
from service.intake.identifiers import id_of
from service.reference import activities_path, kit_items_path, sectors_path

_NEEDED: Final = (
    "title_fr",
    "title_ar",
    "title_en",
    "aliases",
    "description",
    "skills",
    "permits",
    "co_funding",
    "isco",
    "rome",
    "price_source",
)
Word = TypeVar("Word", bound=StrEnum)
Row = Mapping[str, str]


class ShippedCatalogueWrong(ValueError):
    """A line of the shipped catalogue cannot be right; it names the line and the field."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(f"{code}: {field}")


def shipped_activities(
    activities: Path | None = None, kit_items: Path | None = None
) -> tuple[Opportunity, ...]:
    """The activities that ship with their kits, in the order of the file.

    Args:
        activities: The file to read; None for the one that ships.
        kit_items: The file with the lines of the kits, likewise.

    Raises:
        ShippedCatalogueWrong: a name in one of the languages, a source or a price is missing, a
            sector or another word is unknown, a price range is upside down or finer than a centime,
            a code comes twice, or a kit is empty or belongs to nothing.
    """
    sectors = {row["code"] for row in _rows(sectors_path())}
    kits: dict[str, list[KitItem]] = {}
    for row in _rows(kit_items or kit_items_path()):
        kits.setdefault(row["activity"], []).append(_item(row))
    found: dict[str, Opportunity] = {}
    for row in _rows(activities or activities_path()):
        code = row["code"]
        _check(code not in found and row["sector"] in sectors, code, "code or sector")
        found[code] = _activity(row, tuple(kits.pop(code, ())))
    for code in kits:
        raise ShippedCatalogueWrong(code, "kit of nothing")
    return tuple(found.values())


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _activity(row: Row, kit: tuple[KitItem, ...]) -> Opportunity:
    code = row["code"]
    for field in _NEEDED:
        _check(bool(row[field].strip()), code, field)
    _check(bool(kit), code, "kit")
    return Opportunity(
        id=id_of(RecordKind.ACTIVITY, code),
        kind=OpportunityKind.ACTIVITY,
        title=row["title_fr"],
        title_ar=row["title_ar"],
        title_en=row["title_en"],
        aliases=_listed(row["aliases"]),
        description=row["description"],
        skills=_listed(row["skills"]),
        sector=row["sector"],
        cost_mad=sum(map(middle_price_mad, kit), Decimal(0)).quantize(CENTIME),
        kit=kit,
        working_capital_mad=_money(row["working_capital_mad"], code),
        space=_word(Space, row["space"], code),
        permits=_listed(row["permits"]),
        co_funding=_listed(row["co_funding"]),
        isco=row["isco"],
        rome=row["rome"],
        demands=frozenset(_word(Demand, one, code) for one in _listed(row["demands"])),
        required_licences=frozenset(_word(Licence, one, code) for one in _listed(row["licences"])),
    )


def _item(row: Row) -> KitItem:
    code = row["activity"]
    low, high = (_money(row[name], code) for name in ("price_low_mad", "price_high_mad"))
    _check(low <= high and bool(row["item"]) and bool(row["source"]), code, row["item"])
    _check(row["quantity"].isascii() and row["quantity"].isdigit(), code, row["item"])
    _check(int(row["quantity"]) >= 1, code, row["item"])
    return KitItem(
        name=row["item"],
        quantity=int(row["quantity"]),
        price_low_mad=low,
        price_high_mad=high,
        source=row["source"],
    )


def _money(text: str, code: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise ShippedCatalogueWrong(code, text) from error
    _check(amount.is_finite() and amount >= 0 and amount == amount.quantize(CENTIME), code, text)
    return amount


def _word(words: type[Word], text: str, code: str) -> Word:
    try:
        return words(text)
    except ValueError as error:
        raise ShippedCatalogueWrong(code, text) from error


def _listed(text: str) -> tuple[str, ...]:
    return tuple(one for one in text.split("|") if one)


def _check(is_right: bool, code: str, field: str) -> None:
    if not is_right:
        raise ShippedCatalogueWrong(code, field)
