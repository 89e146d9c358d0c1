"""What somebody looks through to find a person, an offer or a company: whole lists, sorted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from matching.explanation import missing_fields
from matching.outcomes import CompanyActivity
from matching.records import Company, Opportunity, Profile
from matching.vocabulary import MissingField, OpportunityKind, RecordKind
from service.actions.records import region_of_record
from service.intake.identifiers import id_of
from service.security import Action, Caller, can, check_can
from service.storage import Storage, Work

PAGE_SIZE: Final = 25
_ItemT = TypeVar("_ItemT")
_NEVER: Final = date.max


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A company, what it offers, and how it answers."""

    company: Company
    activity: CompanyActivity
    openings: tuple[Opportunity, ...]
    """Not expired, those that expire first in front."""


def people_sheet(storage: Storage, *, caller: Caller, today: date, number: int) -> Sheet[Somebody]:
    """People of the caller's territory: those who are available soonest first.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_PROFILES)
    with storage.read(identity=True) as work:
        found = [one.profile for one in work.records.current([RecordKind.PROFILE])]
        mine = [one for one in found if can(caller, Action.READ_PROFILES, region_of_record(one))]
        # Whoever is free already is free today: otherwise the oldest records would lead for ever.
        mine.sort(key=lambda one: (max(one.available_from or _NEVER, today), one.id))
        sheet = _sheet(mine, number)
        items = tuple(somebody(work, caller, one) for one in sheet.items)
    return Sheet(items=items, number=sheet.number, pages=sheet.pages, total=sheet.total)


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
        found = [one.opportunity for one in work.records.current([RecordKind.OPENING])]
    return _sheet(_current(found, today), number)


def companies_sheet(storage: Storage, *, caller: Caller, number: int) -> Sheet[Company]:
    """Companies by name.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_OPPORTUNITIES)
    with storage.read() as work:
        found = [one.company for one in work.records.current([RecordKind.COMPANY])]
    return _sheet(sorted(found, key=lambda one: (one.name.casefold(), one.id)), number)


def partner(storage: Storage, *, caller: Caller, today: date, company_id: str) -> Partner:
    """A company with its openings, people in progress and replies.

    Raises:
        NoSuchRecord: there is none with that id.
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_OPPORTUNITIES)
    with storage.read() as work:
        company = work.records.get(RecordKind.COMPANY, company_id).company
        activity = work.feedback.company_activity().get(company_id, CompanyActivity())
        openings = [one.opportunity for one in work.records.current([RecordKind.OPENING])]
    own = [one for one in openings if one.provider_id == company_id]
    return Partner(company=company, activity=activity, openings=tuple(_current(own, today)))


def people_named(
    storage: Storage, *, caller: Caller, profile_ids: Iterable[str]
) -> Mapping[str, Somebody]:
    """People by id, with the references that the caller may read; others are left out.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_PROFILES)
    with storage.read(identity=True) as work:
        found = work.records.get_many(RecordKind.PROFILE, list(profile_ids))
        return {
            one.id: somebody(work, caller, one.profile)
            for one in found.values()
            if can(caller, Action.READ_PROFILES, region_of_record(one.record))
        }


def _sheet(found: Sequence[_ItemT], number: int) -> Sheet[_ItemT]:
    pages = max(-(-len(found) // PAGE_SIZE), 1)
    number = min(max(number, 1), pages)
    start = (number - 1) * PAGE_SIZE
    items = tuple(found[start : start + PAGE_SIZE])
    return Sheet(items=items, number=number, pages=pages, total=len(found))


def _current(found: Iterable[Opportunity], today: date) -> list[Opportunity]:
    live = [one for one in found if one.expires_on is None or one.expires_on >= today]
    return sorted(live, key=lambda one: (one.expires_on or _NEVER, one.title.casefold(), one.id))


def somebody(work: Work, caller: Caller, profile: Profile) -> Somebody:
    """A person as the caller may know them, in a transaction that reads identities."""
    is_readable = can(caller, Action.READ_IDENTITY, region_of_record(profile))
    known = work.identities.of(profile.id) if is_readable else None
    return Somebody(
        profile=profile,
        reference=known.reference if known else None,
        missing=missing_fields(profile, OpportunityKind.OPENING),
    )
