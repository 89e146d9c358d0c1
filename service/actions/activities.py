"""Activities as a counsellor looks through them: what they cost, where they are asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from matching.contribution import middle_price_mad
from matching.courses_for import Teaches, courses_for
from matching.errors import NotReady
from matching.geography import Gazetteer
from matching.market import Market, Start, survival
from matching.parameters import MarketParameters
from matching.records import KitItem, Opportunity
from matching.regional import RegionLine, by_region
from matching.start_cost import StartCost, start_cost
from matching.vocabulary import RecordKind
from service.actions.browsing import Sheet
from service.actions.paging import sheet_of
from service.runtime import Runtime
from service.security import Action, Caller, check_can
from service.storage import Storage, Stored, Work

_NOTHING: Final = Decimal(0)
_Look = Callable[[Opportunity, Sequence[str]], tuple[RegionLine, ...]]


class ActivityOrder(StrEnum):
    """Ways to sort activities; what is not known comes last in each."""

    TITLE = "title"
    LEFT = "left"
    """The least to be funded first."""
    DEMAND = "demand"
    """The most asked for in the region first."""
    KITS = "kits"
    """The fewest kits in the region first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFilters:
    """What a list of activities is narrowed to, and how it is sorted."""

    sector: str | None = None
    region: str | None = None
    """Where demand and kits are looked at; narrows nothing."""
    own_money_mad: Decimal = _NOTHING
    """What the person can put into it, in dirhams."""
    most_left_mad: Decimal | None = None
    """Only what leaves at most so much to be funded; None for any."""
    order: ActivityOrder = ActivityOrder.TITLE


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine:
    """One activity on a list."""

    activity: Opportunity
    cost: StartCost | None
    left_mad: Decimal | None
    """To be funded beside the person's own money; None when the cost is not known."""
    here: RegionLine | None
    """Demand and kits in the region asked for; None when none was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KitLine:
    """One line of a kit with its sum."""

    item: KitItem
    middle_mad: Decimal
    """All its pieces, at the middle of their price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What became of those who started an activity."""

    alive: int
    decided: int
    """Starts whose first year is over and known."""
    in_sector: int
    """The same in the whole sector."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityShown:
    """Everything about one activity."""

    activity: Opportunity
    cost: StartCost | None
    kit: tuple[KitLine, ...]
    sources: tuple[str, ...]
    """Where the prices come from, each once."""
    regions: tuple[RegionLine, ...]
    followed: Followed
    courses: tuple[Teaches, ...] | None
    """None while the engine that compares what is taught with what is asked is not ready."""


def activities_sheet(
    storage: Storage, *, caller: Caller, today: date, filters: ActivityFilters, number: int
) -> Sheet[ActivityLine]:
    """A page of the activities that may be proposed, narrowed and sorted.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.MAKE_SHORTLISTS)
    with storage.read() as work:
        found = _live(work, today, filters.sector)
        look = _looker(work, work.market.market(), caller, today)
    lines = [_line(one, filters, look) for one in found]
    kept = [one for one in lines if _is_within(one, filters.most_left_mad)]
    kept.sort(key=lambda one: (_ORDERS[filters.order](one), one.activity.title, one.activity.id))
    return sheet_of(kept, number)


def activity_shown(
    runtime: Runtime, storage: Storage, *, caller: Caller, today: date, activity_id: str
) -> ActivityShown:
    """An activity with its kit, what is known of each region, and the trainings that teach it.

    Raises:
        NoSuchRecord: there is none with that id.
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.MAKE_SHORTLISTS)
    with storage.read() as work:
        activity = work.records.get(RecordKind.ACTIVITY, activity_id).opportunity
        sectors = {one.id: one.opportunity.sector for one in _activities(work)}
        market = work.market.market()
        look = _looker(work, market, caller, today)
    return ActivityShown(
        activity=activity,
        cost=start_cost(activity),
        kit=tuple(KitLine(item=one, middle_mad=middle_price_mad(one)) for one in activity.kit),
        sources=tuple(dict.fromkeys(one.source for one in activity.kit if one.source)),
        regions=look(activity, [one.code for one in Gazetteer.load().regions]),
        followed=_followed(market, activity, sectors, today),
        courses=_courses(runtime, activity, today),
    )


def _activities(work: Work) -> list[Stored]:
    return list(work.records.current([RecordKind.ACTIVITY]))


def _live(work: Work, today: date, sector: str | None) -> list[Opportunity]:
    found = (one.opportunity for one in _activities(work))
    return [
        one
        for one in found
        if (one.expires_on is None or one.expires_on >= today)
        and (sector is None or one.sector == sector)
    ]


def _looker(work: Work, market: Market, caller: Caller, today: date) -> _Look:
    """Looks at one activity in some regions, over the market of this moment."""
    located: dict[str, list[tuple[str | None, Start]]] = {}
    for region, start in work.market.located():
        located.setdefault(start.activity_id, []).append((region, start))

    def look(activity: Opportunity, regions: Sequence[str]) -> tuple[RegionLine, ...]:
        return by_region(
            market,
            located.get(activity.id, ()),
            activity_id=activity.id,
            sector=activity.sector,
            regions=regions,
            seen=caller.territory,
            today=today,
        )

    return look


def _line(activity: Opportunity, filters: ActivityFilters, look: _Look) -> ActivityLine:
    cost = start_cost(activity)
    return ActivityLine(
        activity=activity,
        cost=cost,
        left_mad=None if cost is None else cost.left(filters.own_money_mad),
        here=next(iter(look(activity, [filters.region])), None) if filters.region else None,
    )


def _is_within(line: ActivityLine, most: Decimal | None) -> bool:
    """What has no known cost is kept out of a list that is narrowed by cost."""
    return most is None or (line.left_mad is not None and line.left_mad <= most)


def _by_left(line: ActivityLine) -> tuple[bool, Decimal]:
    return line.left_mad is None, line.left_mad or _NOTHING


def _by_demand(line: ActivityLine) -> tuple[bool, float]:
    demand = line.here.demand if line.here else None
    return demand is None, -(demand or 0.0)


def _by_kits(line: ActivityLine) -> tuple[bool, int]:
    # A count that is not told lies between one and the smallest that is.
    kits = line.here.kits if line.here else None
    return line.here is None, 1 if kits is None else kits


_ORDERS: Final[Mapping[ActivityOrder, Callable[[ActivityLine], tuple[Any, ...]]]] = {
    ActivityOrder.TITLE: lambda _: (),
    ActivityOrder.LEFT: _by_left,
    ActivityOrder.DEMAND: _by_demand,
    ActivityOrder.KITS: _by_kits,
}


def _followed(
    market: Market, activity: Opportunity, sectors: Mapping[str, str | None], today: date
) -> Followed:
    # The counts do not depend on the parameters, which shape the rate only.
    pair = (activity.id, activity.sector)
    found = survival(market, [pair], sectors, today, MarketParameters())
    return Followed(
        alive=int(found.alive[0]),
        decided=int(found.decided[0]),
        in_sector=int(found.in_sector[0]),
    )


def _courses(runtime: Runtime, activity: Opportunity, today: date) -> tuple[Teaches, ...] | None:
    try:
        return courses_for(runtime.serving().matcher, activity, today)
    except NotReady:
        return None
