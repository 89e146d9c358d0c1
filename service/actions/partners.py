"""A company as an officer works with it: what it accepts at once, how it answers, who was there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from matching.outcomes import CompanyActivity, Standing
from matching.records import Company, Opportunity
from matching.vocabulary import RecordKind
from service.actions.acquaintance import titles_of
from service.actions.browsing import (
    PAGE_SIZE,
    Sheet,
    Somebody,
    at_page,
    named,
    pages_of,
    stopped_by_conventions,
)
from service.security import Action, Caller, can, check_can
from service.storage import Pair, Storage, Work

FEWEST_CONTACTS: Final = 5
"""People for whom a company was asked, below which nothing is said about how it answers."""
_MOST_OPENINGS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """Where somebody and an opening of the company stand."""

    pair: Pair
    person: Somebody
    title: str | None
    """None when the opening is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A company, what it offers, how it answers, and what became of what was proposed."""

    company: Company
    activity: CompanyActivity
    can_tell: bool
    """Whether enough people were proposed to say how it answers."""
    is_stopped: bool
    """Whether a convention that is over, or has its quota, keeps all its openings out."""
    openings: tuple[Opportunity, ...]
    """Not expired, those that expire first in front; the first of `openings_total`."""
    openings_total: int
    taken: Mapping[str, int]
    """By opening: places accepted or filled, where there are any."""
    standings: Mapping[Standing, int]
    """People by where they stand with it, of every territory."""
    history: Sheet[Stood]
    """People of the caller's territory, the latest event in front; empty for whoever may not read
    about people."""


def partner(
    storage: Storage, *, caller: Caller, today: date, company_id: str, number: int = 1
) -> Partner:
    """A company with its openings, people in progress, replies and history.

    Args:
        storage: Where it is kept.
        caller: Who asks.
        today: Openings that expired before are left out.
        company_id: Which company.
        number: Page of the history, from 1.

    Raises:
        NoSuchRecord: there is none with that id.
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_OPPORTUNITIES)
    with storage.read(identity=True) as work:
        company = work.records.get(RecordKind.COMPANY, company_id).company
        activity = work.feedback.company_activity().get(company_id, CompanyActivity())
        offered = work.listings.openings(today, 0, _MOST_OPENINGS, company_id)
        return Partner(
            company=company,
            activity=activity,
            can_tell=activity.contacts >= FEWEST_CONTACTS,
            is_stopped=company_id in stopped_by_conventions(work, today),
            openings=offered.items,
            openings_total=offered.total,
            taken=work.feedback.places_taken(),
            standings=work.standings.of_company(company_id),
            history=_history(work, caller, company_id, number),
        )


def places_taken(storage: Storage, *, caller: Caller, opportunity_id: str) -> int:
    """Places of an opportunity that are accepted or filled, at least 0.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_OPPORTUNITIES)
    with storage.read() as work:
        return work.feedback.places_taken().get(opportunity_id, 0)


def _history(work: Work, caller: Caller, company_id: str, number: int) -> Sheet[Stood]:
    if not can(caller, Action.READ_PROFILES):
        return Sheet(items=(), number=1, pages=1, total=0)
    total = work.standings.count_with_company(company_id, caller.territory)
    number, offset = at_page(number, total)
    pairs = work.standings.with_company(company_id, caller.territory, offset, PAGE_SIZE)
    people = named(work, caller, [one.profile_id for one in pairs])
    titles = titles_of(work, [one.opportunity_id for one in pairs])
    items = tuple(
        Stood(pair=one, person=people[one.profile_id], title=titles.get(one.opportunity_id))
        for one in pairs
        if one.profile_id in people
    )
    return Sheet(items=items, number=number, pages=pages_of(total), total=total)
