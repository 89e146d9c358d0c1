"""Reading and writing records one by one, within the caller's territory."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from matching.errors import InvalidInput, MatchingError
from matching.records import Opportunity, Profile
from matching.vocabulary import OpportunityKind, RecordKind
from service.actions.cleaning import Removal, cleaned
from service.logs import logger
from service.runtime import Runtime
from service.security import WITHOUT_BORDERS, Action, Caller, check_can
from service.storage import (
    Erased,
    NoSuchRecord,
    Record,
    RecordChanged,
    Storage,
    Stored,
    Work,
)

SOURCE: Final = "api"
"""What the versions written here name as their origin."""


class UnknownCompany(InvalidInput):
    """An opening names a company that does not exist."""

    code = "unknown-company"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some records of one kind in the order of their ids."""

    items: tuple[Stored, ...]
    next_after: str | None
    """Where the next page begins; None on the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of a record that was written."""

    id: str
    version: int
    removed: tuple[Removal, ...]
    """What was taken out of its texts first."""


def read_record(
    storage: Storage, *, caller: Caller, kind: RecordKind, record_id: str, on: date | None = None
) -> Stored:
    """The record as it is, or as it was at the end of a day (UTC).

    Raises:
        NoSuchRecord: it does not exist, is gone, or did not exist yet.
        NotAllowed: not the caller's to read, or not there.
    """
    with storage.read() as work:
        # The territory that counts is where the person lives now, whichever version is read.
        current = work.records.get(kind, record_id)
        check_can(caller, _reading(kind), region_of_record(current.record))
        return current if on is None else work.records.on_day(kind, record_id, on)


def find_opportunity(storage: Storage, *, caller: Caller, opportunity_id: str) -> Opportunity:
    """An opportunity of whatever kind.

    Raises:
        NoSuchRecord: there is none with that id, or it is gone.
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_OPPORTUNITIES)
    with storage.read() as work:
        return opportunity_of(work, opportunity_id)


def opportunity_of(work: Work, opportunity_id: str) -> Opportunity:
    """An opportunity of whatever kind, inside a transaction.

    Raises:
        NoSuchRecord: there is none with that id, or it is gone.
    """
    for kind in OpportunityKind:
        found = work.records.get_many(RecordKind(kind.value), [opportunity_id])
        if found:
            return found[opportunity_id].opportunity
    raise NoSuchRecord(kind="opportunity", id=opportunity_id)


def list_records(
    storage: Storage, *, caller: Caller, kind: RecordKind, after: str | None, limit: int
) -> Page:
    """The next records that the caller may read.

    Args:
        storage: Where they are.
        caller: Who is asking.
        kind: Which records.
        after: Last id of the page before; None for the first page.
        limit: At most this many.

    Raises:
        NotAllowed: not the caller's to read.
    """
    action = _reading(kind)
    check_can(caller, action)
    regions = None if action in WITHOUT_BORDERS else caller.territory
    with storage.read() as work:
        found = work.records.page(kind, regions=regions, after=after, limit=limit + 1)
    items = tuple(found[:limit])
    return Page(items=items, next_after=items[-1].id if len(found) > limit else None)


def create_record(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    kind: RecordKind,
    record: Record,
) -> Written:
    """Keep a new record, once personal data is taken out of its texts.

    Raises:
        NotAllowed: not the caller's to write, or not there.
        NothingLeft: the title held nothing but personal data.
        UnknownCompany: an opening names a company that does not exist.
    """
    check_can(caller, _writing(kind), region_of_record(record))
    clean, removed = cleaned(record)
    with storage.begin() as work:
        put = work.records.put(
            kind, _with_company_name(work, clean), at=now, source=SOURCE, actor=caller.id
        )
    catch_up(runtime)
    return Written(id=put.id, version=put.version, removed=removed)


def replace_record(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    kind: RecordKind,
    record: Record,
    expected_version: int,
) -> Written:
    """Append a version to a record that was read at `expected_version`.

    Personal data is taken out of its texts first; a record that says the same gets no new version.
    A caller with a territory can neither take a record from elsewhere nor move one away.

    Raises:
        NoSuchRecord, RecordChanged: it is gone, or has another version by now.
        NotAllowed: not the caller's to write, or not there.
        NothingLeft: the title held nothing but personal data.
        UnknownCompany: an opening names a company that does not exist.
    """
    clean, removed = cleaned(record)
    with storage.begin() as work:
        current = work.records.get(kind, record.id)
        check_can(caller, _writing(kind), region_of_record(current.record))
        check_can(caller, _writing(kind), region_of_record(record))
        put = work.records.replace(
            kind,
            _with_company_name(work, clean),
            expected_version=expected_version,
            at=now,
            source=SOURCE,
            actor=caller.id,
        )
    catch_up(runtime)
    return Written(id=put.id, version=put.version, removed=removed)


def remove_record(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    kind: RecordKind,
    record_id: str,
    expected_version: int,
) -> None:
    """Mark a company or an opportunity as gone; what was shown of it stays readable.

    Raises:
        NoSuchRecord, RecordChanged: it is gone already, or has another version by now.
        NotAllowed: not the caller's to write, or not there.
    """
    with storage.begin() as work:
        current = work.records.get(kind, record_id)
        check_can(caller, _writing(kind), region_of_record(current.record))
        work.records.delete(
            kind,
            record_id,
            at=now,
            source=SOURCE,
            actor=caller.id,
            expected_version=expected_version,
        )
    catch_up(runtime)


def erase_profile(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    profile_id: str,
    expected_version: int,
) -> Erased:
    """Erase a person: every version, the identity, what was shown; only counts stay.

    Raises:
        NoSuchRecord, RecordChanged: the profile is gone already, or has another version by now.
        NotAllowed: not the caller's to erase, or not there.
    """
    kind = RecordKind.PROFILE
    with storage.begin() as work:
        current = work.records.get(kind, profile_id)
        check_can(caller, Action.ERASE_PROFILE, region_of_record(current.record))
        if current.version != expected_version:
            raise RecordChanged(
                kind=kind, id=profile_id, expected=expected_version, current=current.version
            )
        erased = work.records.erase(profile_id, at=now, actor=caller.id)
    catch_up(runtime)
    return erased


def catch_up(runtime: Runtime) -> None:
    """Let the engine see what was just committed.

    What is committed stays so when the engine cannot follow now: it tries again by itself, and
    every answer says how far behind it is.
    """
    try:
        runtime.serving()
        runtime.refresh()
    except MatchingError as error:
        logger().warning("refresh-postponed", code=error.code)


def region_of_record(record: Record) -> str | None:
    """The region that decides who may see a record; None when no town is known."""
    town = record.home if isinstance(record, Profile) else record.town
    return town.region if town else None


def _reading(kind: RecordKind) -> Action:
    return Action.READ_PROFILES if kind is RecordKind.PROFILE else Action.READ_OPPORTUNITIES


def _writing(kind: RecordKind) -> Action:
    return Action.WRITE_PROFILES if kind is RecordKind.PROFILE else Action.WRITE_OPPORTUNITIES


def _with_company_name(work: Work, record: Record) -> Record:
    """An opening under the name of its company, as every list shows it."""
    if not isinstance(record, Opportunity) or record.provider_id is None:
        return record
    try:
        company = work.records.get(RecordKind.COMPANY, record.provider_id).company
    except NoSuchRecord as error:
        raise UnknownCompany(company_id=record.provider_id) from error
    return replace(record, provider_name=company.name)
