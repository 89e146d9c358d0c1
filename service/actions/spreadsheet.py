"""Records to the cells of a spreadsheet that an import reads back as the same records."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

from matching.geography import Gazetteer, Town
from matching.records import Company, Opportunity, Profile, Slot, Statement
from matching.vocabulary import OpportunityKind, RecordKind, StatementKind
from service.intake.building import STATEMENT_FIELDS
from service.intake.cells import InvalidCell
from service.intake.durations import split_duration
from service.intake.identifiers import id_of
from service.intake.places import town_of
from service.storage import Identity, Record
from service.wording.cells import AND, CELL_WORDS, MONTHS, NO, NONE, WEEKDAYS, YEARS, YES

_BETWEEN = " | "
_SEPARATORS = str.maketrans({"|": ",", ";": ",", "؛": "،", "\n": " "})
"""An item must not fall apart when it is read back."""
_YEARS_FROM = 24
"""Months that are written as years."""
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Table:
    """Headers and lines of text; an empty text is an empty cell."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class CellWriter:
    """Writes the cells of records, knowing the names of places."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._provinces = {province.code: province.name_fr for province in gazetteer.provinces}
        self._regions = {region.code: region.name_fr for region in gazetteer.regions}

    def cells(self, record: Record, identity: Identity | None = None) -> dict[str, str]:
        """Field of a column -> text; a field that is not there is an empty cell."""
        if isinstance(record, Profile):
            values = self._profile(record, identity)
        elif isinstance(record, Company):
            values = self._company(record)
        else:
            values = self._opportunity(record)
        return {name: _safe(_text(value)) for name, value in values.items()}

    def _profile(self, one: Profile, identity: Identity | None) -> dict[str, Any]:
        statements: dict[StatementKind, list[str]] = defaultdict(list)
        for statement in one.statements:
            statements[statement.kind].append(_statement(statement))
        lists = {name: tuple(statements[kind]) for name, kind in STATEMENT_FIELDS.items()}
        regions = one.accepted_regions
        has_none = one.has_certificates is False
        return {
            **lists,
            **self._place(one.home),
            "reference": _reference(one.id, identity),
            "family_name": identity and identity.family_name,
            "given_name": identity and identity.given_name,
            "phone": identity and identity.phone,
            "certificates": NONE if has_none else lists["certificates"],
            "available_from": one.available_from,
            "languages": _or_none(one.languages),
            "licences": _or_none(one.licences),
            "contracts": one.contracts,
            "max_distance_km": one.max_distance_km,
            "accepted_regions": _or_none(
                regions and tuple(self._regions[code] for code in sorted(regions))
            ),
            "unavailable": one.unavailable,
            "max_weekly_hours": one.max_weekly_hours,
            "ruled_out": _or_none(one.ruled_out),
            "own_tools": _or_none(one.own_tools and tuple(map(_item, one.own_tools))),
            "own_premises": _or_none(one.own_premises),
            "own_money_mad": one.own_money_mad,
            "noted_on": max(one.noted_on.values(), default=None),
        }

    def _company(self, one: Company) -> dict[str, Any]:
        return {
            **self._place(one.town),
            "reference": one.id,
            "name": one.name,
            "sector": one.sector,
            "max_pending": one.max_pending,
            "is_paused": one.is_paused,
        }

    def _opportunity(self, one: Opportunity) -> dict[str, Any]:
        return {
            **self._place(one.town),
            "reference": one.id,
            "title": one.title,
            "provider": _provider(one),
            "description": one.description,
            "skills": tuple(_item(skill) for skill in one.skills),
            "sector": one.sector or one.to_review.get("sector"),
            "starts_on": one.starts_on,
            "expires_on": one.expires_on,
            "places": one.places,
            "schedule": one.schedule,
            "weekly_hours": one.weekly_hours,
            "contract": one.contract,
            "required_languages": one.required_languages,
            "required_licences": one.required_licences,
            "required_certificates": tuple(_item(text) for text in one.required_certificates),
            "legal_minimum_age": one.legal_minimum_age,
            "demands": one.demands,
            "asks_record_extract": one.asks_record_extract,
            "cost_mad": one.cost_mad,
            "working_capital_mad": one.working_capital_mad,
            "space": one.space,
            "permits": tuple(_item(text) for text in one.permits),
            "co_funding": tuple(_item(text) for text in one.co_funding),
            "isco": one.isco,
            "rome": one.rome,
            "title_ar": one.title_ar,
            "title_en": one.title_en,
            "aliases": tuple(_item(text) for text in one.aliases),
        }

    def _place(self, town: Town | None) -> dict[str, str]:
        if town is None:
            return {}
        province = self._provinces[town.province]
        return {
            "commune": self._name(town, province),
            "province": province,
        }

    def _name(self, town: Town, province: str) -> str:
        """The name of a town, or its code when the name would be read as another town."""
        try:
            found = town_of(town.name_fr, province, self._gazetteer)
        except InvalidCell:
            found = None
        return town.name_fr if found == town else town.code


def file_bytes(table: Table, file_type: Literal["csv", "xlsx"]) -> bytes:
    """A table as a file; a CSV has a byte order mark and semicolons, as French Excel opens it."""
    return _xlsx(table) if file_type == "xlsx" else _csv(table)


def _csv(table: Table) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(table.headers)
    writer.writerows(table.rows)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(table: Table) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (table.headers, *table.rows):
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _text(value: object) -> str:
    """One value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, StrEnum):
        return CELL_WORDS[value]
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float | Decimal):
        return f"{value:.2f}".removesuffix(".00").replace(".", ",")
    if isinstance(value, Mapping | frozenset | tuple):
        return _BETWEEN.join(_items(value))
    return str(value)


def _items(value: Mapping[Any, Any] | frozenset[Any] | tuple[str, ...]) -> Iterable[str]:
    if isinstance(value, Mapping):
        pairs = sorted(value.items())
        return (f"{CELL_WORDS[name]}: {CELL_WORDS[level]}" for name, level in pairs)
    if isinstance(value, tuple):
        return value
    if all(isinstance(one, Slot) for one in value):
        return _slots(value)
    return (_text(one) for one in sorted(value))


def _slots(slots: Iterable[Slot]) -> Iterable[str]:
    """Days that share their hours together: "lun, mar 08:00-17:00"."""
    days: dict[tuple[int, int], list[str]] = defaultdict(list)
    for slot in sorted(slots):
        days[slot.start_minute, slot.end_minute].append(WEEKDAYS[slot.weekday])
    for (start, end), named in days.items():
        yield f"{', '.join(named)} {_clock(start)}-{_clock(end)}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _statement(statement: Statement) -> str:
    """The text, with its length in brackets when reading the text alone would not find it."""
    text = _item(statement.text)
    if statement.kind is StatementKind.WISH or statement.months is None:
        return text
    if split_duration(text) == (text, statement.months):
        return text
    return f"{text} ({_length(statement.months)})"


def _length(months: int) -> str:
    years, rest = divmod(months, 12)
    if months < _YEARS_FROM:
        return f"{months} {MONTHS}"
    return f"{years} {YEARS} {AND} {rest} {MONTHS}" if rest else f"{years} {YEARS}"


def _item(text: str) -> str:
    return text.translate(_SEPARATORS)


def _or_none(value: Any) -> Any:  # noqa: ANN401 (whatever it was, or the word for none)
    """None was not asked; empty was answered: none."""
    return NONE if value is not None and not value else value


def _reference(profile_id: str, identity: Identity | None) -> str:
    """The reference of the file, when it leads back to the same person; else the id."""
    reference = identity.reference if identity else None
    is_theirs = reference is not None and id_of(RecordKind.PROFILE, reference) == profile_id
    return reference if reference is not None and is_theirs else profile_id


def _provider(one: Opportunity) -> str | None:
    """The id of a known company; the name of a body, or of a company that is not known yet."""
    if one.kind is not OpportunityKind.OPENING or one.provider_id is None:
        return one.provider_name
    is_unknown = id_of(RecordKind.COMPANY, one.provider_name) == one.provider_id
    return one.provider_name if is_unknown else one.provider_id


def _safe(text: str) -> str:
    """Keep a text from being run as a formula; an import takes the space away."""
    return f" {text}" if text.startswith(_FORMULA) else text
