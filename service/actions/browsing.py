"""What somebody looks through to find a person, an offer or a company: whole lists, sorted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Generic, TypeVar

from matching.explanation import missing_fields
from matching.outcomes import Standing
from matching.records import Company, Opportunity, Profile
from matching.vocabulary import MissingField, OpportunityKind, RecordKind
from service.actions.records import region_of_record
from service.intake.identifiers import id_of
from service.security import Action, Caller, can, check_can
from service.storage import Listed, PeopleWanted, Receiving, Storage, Work

PAGE_SIZE: Final = 25
_ItemT = TypeVar("_ItemT")
_LONG_AGO: Final = date.min


class Window(StrEnum):
    """When somebody becomes available, as a list of people is narrowed to it."""

    NOW = "maintenant"
    WEEK = "7"
    MONTH = "30"
    QUARTER = "90"
    UNKNOWN = "inconnue"


ASKED_FACTS: Final = tuple(
    one for one in MissingField if one not in {MissingField.OWN_MEANS, MissingField.LEGAL_AGE}
)
"""What may be missing of a person and serves job openings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet(Generic[_ItemT]):
    """One page of a sorted list."""

    items: tuple[_ItemT, ...]
    number: int
    """From 1."""
    pages: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person on a list."""

    profile: Profile
    reference: str | None
    """As the file of origin calls them; None when there is none or the caller may not read it."""
    missing: tuple[MissingField, ...]
    standings: Mapping[Standing, int] = field(default_factory=dict)
    """With how many opportunities they stand where; read only where a list shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilter:
    """Whom a list of people is narrowed to; what is left out narrows nothing."""

    window: Window | None = None
    region: str | None = None
    """Code."""
    town: str | None = None
    """Code."""
    without_proposal: bool = False
    missing: MissingField | None = None

    def wanted(self, caller: Caller, today: date) -> PeopleWanted:
        """The same for storage, within the territory of whoever asks."""
        return PeopleWanted(
            territory=caller.territory,
            region=self.region,
            town=self.town,
            days=days_of(self.window, today),
            is_day_unknown=self.window is Window.UNKNOWN,
            is_without_proposal=self.without_proposal,
            missing=self.missing,
        )


def days_of(window: Window | None, today: date) -> tuple[date, date] | None:
    """First and last day of a window, both included; None for no window, or an unknown day."""
    if window is None or window is Window.UNKNOWN:
        return None
    if window is Window.NOW:
        return _LONG_AGO, today
    return today + timedelta(days=1), today + timedelta(days=int(window))


def people_sheet(
    storage: Storage,
    *,
    caller: Caller,
    today: date,
    number: int,
    only: PeopleFilter = PeopleFilter(),
) -> Sheet[Somebody]:
    """People of the caller's territory: those who are available soonest first.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_PROFILES)
    wanted = only.wanted(caller, today)
    with storage.read(identity=True) as work:
        found = sheet_of(
            number, lambda offset: work.listings.people(wanted, today, offset, PAGE_SIZE)
        )
        people = with_standings(work, everybody(work, caller, found.items))
    return Sheet(items=people, number=found.number, pages=found.pages, total=found.total)


def find_person(storage: Storage, *, caller: Caller, reference: str) -> str | None:
    """The id of the person whom a file, or this service, calls that; None when nobody is.

    Somebody outside the caller's territory is nobody.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_PROFILES)
    wanted = reference.strip()
    if not wanted:
        return None
    with storage.read(identity=True) as work:
        profile_id = work.identities.find(wanted) or id_of(RecordKind.PROFILE, wanted)
        found = work.records.get_many(RecordKind.PROFILE, [profile_id]).get(profile_id)
    if found is None or not can(caller, Action.READ_PROFILES, region_of_record(found.record)):
        return None
    return profile_id


def openings_sheet(
    storage: Storage, *, caller: Caller, today: date, number: int
) -> Sheet[Opportunity]:
    """Job openings that have not expired: those that expire first in front.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_OPPORTUNITIES)
    with storage.read() as work:
        return sheet_of(number, lambda offset: work.listings.openings(today, offset, PAGE_SIZE))


def companies_sheet(storage: Storage, *, caller: Caller, number: int) -> Sheet[Company]:
    """Companies by name.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_OPPORTUNITIES)
    with storage.read() as work:
        return sheet_of(number, lambda offset: work.listings.companies(offset, PAGE_SIZE))


def receiving_sheet(
    storage: Storage, *, caller: Caller, today: date, number: int
) -> Sheet[Receiving]:
    """Companies with a free place in the caller's territory, under their caps: most places first.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_OPPORTUNITIES)
    with storage.read() as work:
        without = stopped_by_conventions(work, today)
        return sheet_of(
            number,
            lambda offset: work.listings.receiving(
                today, caller.territory, without, offset, PAGE_SIZE
            ),
        )


def stopped_by_conventions(work: Work, today: date) -> frozenset[str]:
    """Companies all of whose openings a convention keeps out: it is over, or has its quota.

    Where a convention is about some sectors only, the company still has others to offer and is not
    named here; its page and every shortlist say which openings are kept out.
    """
    signed = work.conventions.counted({})
    stopped = set[str]()
    for company_id, conventions in signed.by_company.items():
        if any(one.sectors for one in conventions):
            continue
        in_force = [one for one in conventions if one.is_in_force(today)]
        is_over = all(one.ends_on < today for one in conventions)
        is_full = bool(in_force) and all(signed.left(one, today) == 0 for one in in_force)
        if is_over or is_full:
            stopped.add(company_id)
    return frozenset(stopped)


def people_named(
    storage: Storage, *, caller: Caller, profile_ids: Iterable[str]
) -> Mapping[str, Somebody]:
    """People by id, with the references that the caller may read; others are left out.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_PROFILES)
    with storage.read(identity=True) as work:
        return named(work, caller, profile_ids)


def named(work: Work, caller: Caller, profile_ids: Iterable[str]) -> dict[str, Somebody]:
    """The same, in a transaction that reads identities."""
    found = work.records.get_many(RecordKind.PROFILE, sorted(set(profile_ids)))
    readable = [
        one.profile
        for one in found.values()
        if can(caller, Action.READ_PROFILES, region_of_record(one.record))
    ]
    return {one.profile.id: one for one in everybody(work, caller, readable)}


def somebody(work: Work, caller: Caller, profile: Profile) -> Somebody:
    """A person as the caller may know them, in a transaction that reads identities."""
    (found,) = everybody(work, caller, [profile])
    return found


def everybody(work: Work, caller: Caller, profiles: Sequence[Profile]) -> list[Somebody]:
    """People as the caller may know them, in a transaction that reads identities."""
    readable = [
        one.id for one in profiles if can(caller, Action.READ_IDENTITY, region_of_record(one))
    ]
    references = work.identities.references(readable)
    return [
        Somebody(
            profile=one,
            reference=references.get(one.id),
            missing=missing_fields(one, OpportunityKind.OPENING),
        )
        for one in profiles
    ]


def with_standings(work: Work, people: Iterable[Somebody]) -> tuple[Somebody, ...]:
    """The same people, with how far what was proposed to them has come."""
    listed = tuple(people)
    standings = work.standings.of_people([one.profile.id for one in listed])
    return tuple(replace(one, standings=standings.get(one.profile.id, {})) for one in listed)


def sheet_of(number: int, read: Callable[[int], Listed[_ItemT]]) -> Sheet[_ItemT]:
    """The page asked for, or the last one there is.

    Args:
        number: From 1.
        read: Gives the lines after so many.
    """
    found = read((max(number, 1) - 1) * PAGE_SIZE)
    last = pages_of(found.total)
    if number > last:
        number, found = last, read((last - 1) * PAGE_SIZE)
    return Sheet(items=found.items, number=number, pages=last, total=found.total)


def pages_of(total: int) -> int:
    """How many pages a list of so many lines has, at least 1."""
    return max(-(-total // PAGE_SIZE), 1)


def at_page(number: int, total: int) -> tuple[int, int]:
    """The page asked for, or the nearest there is, and how many lines come before it."""
    number = min(max(number, 1), pages_of(total))
    return number, (number - 1) * PAGE_SIZE
