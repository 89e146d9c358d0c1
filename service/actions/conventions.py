"""Conventions with companies: signing one, seeing how far it is used, taking it back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from matching.conventions import Convention
from matching.errors import InvalidInput
from matching.records import Opportunity
from matching.vocabulary import RecordKind
from service.actions.records import UnknownCompany, catch_up
from service.runtime import Runtime
from service.security import Action, Caller, check_can
from service.storage import Storage, Work


class ConventionEndsBeforeStart(InvalidInput):
    """The last day lies before the first."""

    code = "convention-ends-before-start"


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedConvention:
    """A convention, and how far it is used this year."""

    convention: Convention
    company: str
    """Its name; empty when the company is gone."""
    placed: int
    """People placed under it this calendar year."""
    left: int
    is_in_force: bool


def sign_convention(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    company_id: str,
    sectors: frozenset[str],
    yearly_quota: int,
    starts_on: date,
    ends_on: date,
) -> UsedConvention:
    """Keep a convention; from then on its quota counts, and its end.

    Raises:
        NotAllowed: not the caller's to write.
        UnknownCompany: there is no such company.
        ConventionEndsBeforeStart: as its name says.
    """
    check_can(caller, Action.WRITE_CONVENTIONS)
    if ends_on < starts_on:
        raise ConventionEndsBeforeStart
    signed = Convention(
        id=str(uuid4()),
        company_id=company_id,
        sectors=sectors,
        yearly_quota=yearly_quota,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    with storage.begin() as work:
        if not work.records.get_many(RecordKind.COMPANY, [company_id]):
            raise UnknownCompany(company_id=company_id)
        work.conventions.add(signed, at=now, actor=caller.id)
    catch_up(runtime)
    return next(
        one
        for one in list_conventions(storage, caller=caller, today=now.date())
        if one.convention.id == signed.id
    )


def list_conventions(storage: Storage, *, caller: Caller, today: date) -> list[UsedConvention]:
    """Every convention that was not taken back, those that end first at the top.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_CONVENTIONS)
    with storage.read() as work:
        counted = work.conventions.counted(sectors_of_openings(work))
        companies = work.records.get_many(RecordKind.COMPANY, sorted(counted.by_company))
    signed = [one for listed in counted.by_company.values() for one in listed]
    return [
        UsedConvention(
            convention=one,
            company=companies[one.company_id].company.name if one.company_id in companies else "",
            placed=counted.placed.get((one.id, today.year), 0),
            left=counted.left(one, today),
            is_in_force=one.is_in_force(today),
        )
        for one in sorted(signed, key=lambda one: (one.ends_on, one.id))
    ]


def take_back_convention(
    runtime: Runtime, storage: Storage, *, caller: Caller, convention_id: UUID
) -> None:
    """End a convention as if it had not been signed; plans made under it can be made again.

    Raises:
        NotAllowed: not the caller's to write.
        NoSuchConvention: there is none, or it was taken back already.
    """
    check_can(caller, Action.WRITE_CONVENTIONS)
    with storage.begin() as work:
        work.conventions.remove(convention_id)
    catch_up(runtime)


def sectors_of_openings(work: Work) -> dict[str, str | None]:
    """Sector of every opening that is still there, by id."""
    kept = (one.record for one in work.records.current([RecordKind.OPENING]))
    return {one.id: one.sector for one in kept if isinstance(one, Opportunity)}
