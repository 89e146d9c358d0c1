"""What is known of a place and a trade: demand, kits already funded nearby, how many survive."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from matching.geography import Place, distance_km
from matching.parameters import MarketParameters

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

FIRST_YEAR_DAYS = 365
"""What is still alive then has survived."""
_FIRST_YEAR_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A kit that was funded, or an activity that was started; it never says by whom."""

    activity_id: str
    place: Place | None
    """Centre of the town; None when it is not known."""
    started_on: date
    alive_months: int = 0
    """Latest month at which it was seen alive: 3, 6, 12 or 24; 0 when nobody looked yet."""
    stopped_on: date | None = None

    def runs_on(self, day: date) -> bool:
        """Whether it has started by that day, and not stopped."""
        return self.started_on <= day and (self.stopped_on is None or self.stopped_on > day)

    def survived(self, today: date) -> bool | None:
        """Whether it outlived its first year; None when that is not over, or not known.

        Young starts are left out even when they have stopped: those that stop are heard of early,
        and counting them first would make every activity look mortal.
        """
        if (today - self.started_on).days < FIRST_YEAR_DAYS:
            return None
        if self.alive_months >= _FIRST_YEAR_MONTHS:
            return True
        if self.stopped_on is None:
            return None
        return (self.stopped_on - self.started_on).days >= FIRST_YEAR_DAYS


@dataclass(frozen=True, kw_only=True)
class Market:
    """What was imported and noted about demand and about former starts, at one moment."""

    demand: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """(Code of a region, code of a sector) -> level of demand in [0, 1]."""
    starts: Sequence[Start] = ()

    @cached_property
    def by_activity(self) -> Mapping[str, Sequence[Start]]:
        """The starts of each activity."""
        found: dict[str, list[Start]] = {}
        for one in self.starts:
            found.setdefault(one.activity_id, []).append(one)
        return found


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Nearby:
    """Kits of the same activity around one town, for k activities."""

    kits: Numbers
    """Shape (k,): running, within reach of the town."""
    load: Floats
    """Shape (k,): the same, each worth less with distance and time; nan when unknown."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Survival:
    """How many starts outlived their first year, for k activities."""

    alive: Numbers
    """Shape (k,): of the activity itself."""
    decided: Numbers
    """Shape (k,): starts of the activity whose first year is over and known."""
    in_sector: Numbers
    """Shape (k,): the same over its whole sector."""
    rate: Floats
    """Shape (k,), in (0, 1): drawn to the rate of the sector, and that to the usual one, where
    little was seen; nan where nothing was."""


def demand_levels(
    market: Market, regions: Iterable[str | None], sectors: Iterable[str | None]
) -> Floats:
    """Demand for a sector in a region, shape (k,); nan where the table says nothing."""
    found = (
        market.demand.get((region, sector), np.nan) if region and sector else np.nan
        for region, sector in zip(regions, sectors, strict=True)
    )
    return np.fromiter(found, dtype=np.float64)


def nearby(
    market: Market,
    activity_ids: Sequence[str],
    towns: Sequence[Place | None],
    today: date,
    parameters: MarketParameters,
) -> Nearby:
    """Kits of the same activity that run around the town of each pair.

    A kit counts exp(-distance / near_km), halved with each `half_life_days` of its age; beyond
    `reach_km`, or where its town is not known, it counts nothing.
    """
    kits = np.zeros(len(activity_ids), dtype=np.int64)
    load = np.zeros(len(activity_ids))
    far = cache(distance_km)
    for row, (activity_id, town) in enumerate(zip(activity_ids, towns, strict=True)):
        if town is None or not market.starts:
            load[row] = np.nan
            continue
        for one in market.by_activity.get(activity_id, ()):
            distance = far(town, one.place) if one.place else np.inf
            if distance <= parameters.reach_km and one.runs_on(today):
                fresh = 0.5 ** ((today - one.started_on).days / parameters.half_life_days)
                kits[row] += 1
                load[row] += np.exp(-distance / parameters.near_km) * fresh
    return Nearby(kits=kits, load=load)


def survival(
    market: Market,
    activities: Sequence[tuple[str, str | None]],
    sector_of: Mapping[str, str | None],
    today: date,
    parameters: MarketParameters,
) -> Survival:
    """How many starts of each activity outlived their first year, shrunk where few are known.

    The rate of a sector is that of a beta prior with `prior_alive` out of `prior_starts`, and the
    rate of an activity that of a beta prior of the same weight around its sector's.

    Args:
        market: The starts.
        activities: Id and sector of each of the k activities.
        sector_of: Sector of every activity of the catalogue; starts of others count for none.
        today: A start counts once its first year is over.
        parameters: The prior.
    """
    own: dict[str, tuple[int, int]] = {}
    sectors: dict[str, tuple[int, int]] = {}
    for activity_id, starts in market.by_activity.items():
        known = [one for one in (start.survived(today) for start in starts) if one is not None]
        own[activity_id] = (sum(known), len(known))
        sector = sector_of.get(activity_id)
        if sector:
            alive, decided = sectors.get(sector, (0, 0))
            sectors[sector] = (alive + sum(known), decided + len(known))
    nothing = (0, 0)
    counts = [
        (own.get(one, nothing), sectors.get(sector or "", nothing)) for one, sector in activities
    ]
    rates = [_shrunk(mine, theirs, parameters) for mine, theirs in counts]
    return Survival(
        alive=np.array([mine[0] for mine, _ in counts], dtype=np.int64),
        decided=np.array([mine[1] for mine, _ in counts], dtype=np.int64),
        in_sector=np.array([theirs[1] for _, theirs in counts], dtype=np.int64),
        rate=np.array(rates, dtype=np.float64),
    )


def _shrunk(mine: tuple[int, int], sector: tuple[int, int], parameters: MarketParameters) -> float:
    if not mine[1] and not sector[1]:
        return float("nan")
    weight = parameters.prior_starts
    around = (sector[0] + parameters.prior_alive) / (sector[1] + weight)
    return (mine[0] + weight * around) / (mine[1] + weight)
