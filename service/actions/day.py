"""The day of an officer or a counsellor: who comes out, who waits, who can receive somebody."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from matching.outcomes import CompanyActivity
from matching.records import Opportunity
from matching.vocabulary import OpportunityKind, RecordKind
from service.actions.browsing import (
    PAGE_SIZE,
    PeopleFilter,
    Sheet,
    Somebody,
    Window,
    at_page,
    everybody,
    named,
    pages_of,
    stopped_by_conventions,
    with_standings,
)
from service.security import Action, Caller, check_can
from service.storage import Pair, Receiving, Storage, Work

SHOWN: Final = 6
"""Lines of a block; the full list has the others."""
COMING: Final = PeopleFilter(window=Window.MONTH)
"""Who becomes available soon."""
FREE: Final = PeopleFilter(window=Window.NOW, without_proposal=True)
"""Who is available already and has nothing proposed."""


_ItemT = TypeVar("_ItemT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Generic[_ItemT]):
    """The first lines of a list, and how many there are in all."""

    items: tuple[_ItemT, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """Somebody who becomes available."""

    person: Somebody
    days: int
    """From today, at least 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A proposal that nobody answered yet."""

    pair: Pair
    person: Somebody
    title: str | None
    """None when the opportunity is gone."""
    provider: str
    """Who offers it; empty when nobody does, or it is gone."""
    days: int
    """Since it was proposed, at least 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A company that can take people on, and how it answers."""

    receiving: Receiving
    activity: CompanyActivity


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What a day begins with, within the caller's territory."""

    today: date
    coming: Block[Coming]
    """Available within thirty days, the soonest first."""
    free: int
    """People who are available already, and to whom nothing is proposed."""
    awaited: Block[Awaited]
    """The proposal made first in front."""
    open: Block[Open]
    """Most places first."""


def day_of(storage: Storage, *, caller: Caller, today: date) -> Day:
    """What waits for somebody this morning.

    Raises:
        NotAllowed: the caller accompanies nobody.
    """
    check_can(caller, Action.GIVE_FEEDBACK)
    with storage.read(identity=True) as work:
        return Day(
            today=today,
            coming=_coming(work, caller, today),
            free=work.listings.people(FREE.wanted(caller, today), today, 0, 1).total,
            awaited=Block(
                items=_awaited(work, caller, today, 0, SHOWN),
                total=work.standings.count_awaited(caller.territory),
            ),
            open=_open(work, caller, today),
        )


def awaited_sheet(storage: Storage, *, caller: Caller, today: date, number: int) -> Sheet[Awaited]:
    """Every proposal that nobody answered yet, the one made first in front.

    Raises:
        NotAllowed: the caller accompanies nobody.
    """
    check_can(caller, Action.GIVE_FEEDBACK)
    with storage.read(identity=True) as work:
        total = work.standings.count_awaited(caller.territory)
        number, offset = at_page(number, total)
        items = _awaited(work, caller, today, offset, PAGE_SIZE)
    return Sheet(items=items, number=number, pages=pages_of(total), total=total)


def _coming(work: Work, caller: Caller, today: date) -> Block[Coming]:
    wanted = COMING.wanted(caller, today)
    found = work.listings.people(wanted, today, 0, SHOWN)
    people = with_standings(work, everybody(work, caller, found.items))
    return Block(
        items=tuple(
            Coming(person=one, days=(one.profile.available_from - today).days)
            for one in people
            if one.profile.available_from is not None
        ),
        total=found.total,
    )


def _awaited(
    work: Work, caller: Caller, today: date, offset: int, limit: int
) -> tuple[Awaited, ...]:
    pairs = work.standings.awaited(caller.territory, offset, limit)
    people = named(work, caller, [one.profile_id for one in pairs])
    offers = _offers(work, [one.opportunity_id for one in pairs])
    return tuple(
        Awaited(
            pair=one,
            person=people[one.profile_id],
            title=offer.title if offer else None,
            provider=offer.provider_name if offer else "",
            days=max((today - one.happened_on).days, 0),
        )
        for one in pairs
        if one.profile_id in people
        for offer in [offers.get(one.opportunity_id)]
    )


def _offers(work: Work, ids: list[str]) -> dict[str, Opportunity]:
    return {
        one.id: one.opportunity
        for kind in OpportunityKind
        for one in work.records.get_many(RecordKind(kind.value), ids).values()
    }


def _open(work: Work, caller: Caller, today: date) -> Block[Open]:
    without = stopped_by_conventions(work, today)
    activity = work.feedback.company_activity()
    found = work.listings.receiving(today, caller.territory, without, 0, SHOWN)
    return Block(
        items=tuple(
            Open(receiving=one, activity=activity.get(one.company.id, CompanyActivity()))
            for one in found.items
        ),
        total=found.total,
    )
