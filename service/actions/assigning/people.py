"""The people of a cohort as somebody writes them down: references, and days of availability."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from matching.records import Profile
from matching.vocabulary import RecordKind
from service.actions.records import region_of_record
from service.intake.identifiers import id_of
from service.security import Action, Caller, can, check_can
from service.storage import Storage, Work

_SHORT_ID: Final = re.compile(r"[0-9a-f]{8,35}")
"""The first signs of an id, as lists show it of people without a reference."""


class NameFault(StrEnum):
    """Why a line names nobody who can be taken into a cohort."""

    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    """Several people are called that."""
    ELSEWHERE = "elsewhere"
    """Somebody outside the caller's territory."""
    TWICE = "twice"
    """Somebody whom a line before already names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusableLine:
    """A line that names nobody who can be taken."""

    line: int
    """From 1."""
    text: str
    fault: NameFault
    first_line: int | None = None
    """Of somebody named twice: where for the first time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The people found, and the lines that must be corrected before they are used."""

    profile_ids: tuple[str, ...]
    """In the order of the lines, then by day of availability; each once."""
    unusable: tuple[UnusableLine, ...]


def gather_people(
    storage: Storage,
    *,
    caller: Caller,
    text: str,
    since: date | None = None,
    until: date | None = None,
) -> Gathered:
    """Find who is named on the lines of a text, and who becomes available between two days.

    Args:
        storage: Where from.
        caller: Whose territory it is.
        text: A reference, an id or the first eight signs of one on each line; empty lines count
            for nothing.
        since: First day, included; None when no days are asked.
        until: Last day, included; None when no days are asked.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_PROFILES)
    lines = {number: line.strip() for number, line in enumerate(text.splitlines(), 1)}
    named = {number: line for number, line in lines.items() if line}
    with storage.read(identity=True) as work:
        reader = _Reader(work, caller, named.values())
        unusable = tuple(reader.faults(named))
        found = reader.found
        if since is not None and until is not None:
            found |= dict.fromkeys(_available(work, caller, since, until))
    return Gathered(profile_ids=tuple(found), unusable=unusable)


class _Reader:
    """Takes lines one after the other."""

    def __init__(self, work: Work, caller: Caller, lines: Iterable[str]) -> None:
        self._work = work
        self._caller = caller
        self._owners = work.identities.find_many(set(lines))
        self._first: dict[str, int] = {}

    @property
    def found(self) -> dict[str, None]:
        """Ids of the people named, in the order of the lines."""
        return dict.fromkeys(self._first)

    def faults(self, named: dict[int, str]) -> Iterator[UnusableLine]:
        for number, line in named.items():
            meant = self._meant(line)
            fault = self._fault(meant)
            if fault is None:
                self._first[meant[0].id] = number
                continue
            first = self._first.get(meant[0].id) if fault is NameFault.TWICE else None
            yield UnusableLine(line=number, text=line, fault=fault, first_line=first)

    def _fault(self, meant: list[Profile]) -> NameFault | None:
        if not meant:
            return NameFault.UNKNOWN
        if len(meant) > 1:
            return NameFault.AMBIGUOUS
        if not can(self._caller, Action.READ_PROFILES, region_of_record(meant[0])):
            return NameFault.ELSEWHERE
        return NameFault.TWICE if meant[0].id in self._first else None

    def _meant(self, line: str) -> list[Profile]:
        """Everybody whom a line may mean."""
        wanted = {id_of(RecordKind.PROFILE, line), self._owners.get(line, "")} - {""}
        known = self._work.records.get_many(RecordKind.PROFILE, wanted)
        if not known and _SHORT_ID.fullmatch(line.lower()):
            after = self._work.records.page(
                RecordKind.PROFILE, regions=None, after=line.lower(), limit=2
            )
            return [one.profile for one in after if one.id.startswith(line.lower())]
        return [one.profile for one in known.values()]


def _available(work: Work, caller: Caller, since: date, until: date) -> list[str]:
    """Everybody of the territory who becomes available between two days."""
    found = [
        (one.available_from, one.id)
        for one in (stored.profile for stored in work.records.current([RecordKind.PROFILE]))
        if one.available_from is not None
        and since <= one.available_from <= until
        and can(caller, Action.READ_PROFILES, region_of_record(one))
    ]
    return [profile_id for _, profile_id in sorted(found)]
