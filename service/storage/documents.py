"""Records to canonical JSON and back."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from matching.geography import Town
from matching.records import Company, Opportunity, Profile
from matching.vocabulary import RecordKind

Record = Profile | Company | Opportunity

_CLASSES: Mapping[RecordKind, type[Record]] = {
    RecordKind.PROFILE: Profile,
    RecordKind.COMPANY: Company,
}


def check_kind(kind: RecordKind, record: Record) -> None:
    """Check that the record is of that kind.

    Raises:
        TypeError: it is not; storing it would make it unreadable.
    """
    expected = _CLASSES.get(kind, Opportunity)
    named = record.kind.value if isinstance(record, Opportunity) else kind.value
    if not isinstance(record, expected) or named != kind.value:
        raise TypeError(f"{type(record).__name__} is not a {kind.value}")


def to_document(record: Record) -> str:
    """The record as JSON: keys and sets sorted, fields at their default left out.

    The same content gives the same text whatever the order of its sets, and a field added to the
    records later does not change the text of those that do not use it. A town is kept with its
    centre, not as a code alone: an old version must give the same distances after the gazetteer is
        corrected.
    """
    return _ENCODER.encode(record)


def from_document(kind: RecordKind, document: str) -> Record:
    """The record behind a text written by `to_document`."""
    fields: dict[str, Any] = json.loads(document)
    place = "home" if kind is RecordKind.PROFILE else "town"
    if place in fields:
        fields[place] = _shared(_town_reader().validate_python(fields[place]))
    record: Record = _reader(kind).validate_python(fields)
    return record


def content_of(record: Record) -> str:
    """The document without the days of confirmation: equal when two records say the same."""
    if isinstance(record, Profile) and record.noted_on:
        return to_document(dataclasses.replace(record, noted_on={}))
    return to_document(record)


def sha256_of(text: str) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def normal(kind: RecordKind, record: Record) -> Record:
    """The record as reading it back would give it; also proves that it can be read back."""
    return from_document(kind, to_document(record))


def region_of(record: Record) -> str | None:
    """The region that decides who may see it; None when no town is known."""
    town = record.home if isinstance(record, Profile) else record.town
    return town.region if town else None


def dated(profile: Profile, before: Profile | None, day: date) -> Profile:
    """Give every answered field the day on which it was stated.

    A field that says the same as before keeps its day. A new or changed field takes the day that
    the profile itself gives for it, or else `day`; a day copied over from the former version does
    not count as given.
    """
    earlier = before.noted_on if before else {}
    noted_on = {
        name: _stated_on(name, profile, before, earlier, day) for name in _answered(profile)
    }
    return dataclasses.replace(profile, noted_on=noted_on)


def _stated_on(
    name: str, profile: Profile, before: Profile | None, earlier: Mapping[str, date], day: date
) -> date:
    given, kept = profile.noted_on.get(name), earlier.get(name)
    is_same = before is not None and getattr(profile, name) == getattr(before, name)
    if is_same and kept is not None:
        return kept
    return day if given is None or given == kept else given


def _answered(profile: Profile) -> list[str]:
    plain = _plain(profile)
    return [name for name in plain if name not in {"id", "noted_on"}]


@cache
def _reader(kind: RecordKind) -> TypeAdapter[Any]:
    return TypeAdapter(_CLASSES.get(kind, Opportunity))


@cache
def _town_reader() -> TypeAdapter[Town]:
    return TypeAdapter(Town)


_defaults_of: dict[type[Any], Mapping[str, object]] = {}


def _defaults(shape: type[Any]) -> Mapping[str, object]:
    if shape not in _defaults_of:
        _defaults_of[shape] = {item.name: _default(item) for item in dataclasses.fields(shape)}
    return _defaults_of[shape]


def _default(item: dataclasses.Field[Any]) -> object:
    if item.default_factory is not dataclasses.MISSING:
        return item.default_factory()
    return item.default


def _plain(value: Any) -> Any:  # noqa: ANN401 (the hook of the json module takes and gives anything)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Mapping):
        return dict(value)
    fields = {}
    for name, default in _defaults(type(value)).items():
        content = getattr(value, name)
        if content != default:
            fields[name] = content
    return fields


_ENCODER = json.JSONEncoder(
    default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
)

_towns: dict[Town, Town] = {}


def _shared(town: Town) -> Town:
    """One object per town: a catalogue of 100,000 records names few towns many times."""
    return _towns.setdefault(town, town)
