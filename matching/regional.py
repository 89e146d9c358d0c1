"""An activity region by region: demand for its sector, and how many kits of it run there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from matching.disclosure import suppressed
from matching.market import Market, Start


class DemandBand(StrEnum):
    """How a level of demand reads; from one half on it speaks for an activity."""

    VERY_STRONG = "very-strong"
    STRONG = "strong"
    WEAK = "weak"
    VERY_WEAK = "very-weak"
    UNKNOWN = "unknown"


_FLOORS = (
    (0.75, DemandBand.VERY_STRONG),
    (0.5, DemandBand.STRONG),
    (0.25, DemandBand.WEAK),
    (0.0, DemandBand.VERY_WEAK),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionLine:
    """One activity in one region."""

    region: str
    """Code of the region."""
    demand: float | None
    """For its sector, in [0, 1]; None when unknown."""
    kits: int | None
    """Kits of it that run there; None when there are some, too few to be told."""

    @property
    def band(self) -> DemandBand:
        """The demand in a word."""
        return band_of(self.demand)


def band_of(demand: float | None) -> DemandBand:
    """The word for a level of demand in [0, 1]."""
    if demand is None:
        return DemandBand.UNKNOWN
    return next(band for floor, band in _FLOORS if demand >= floor)


def by_region(
    market: Market,
    located: Iterable[tuple[str | None, Start]],
    *,
    activity_id: str,
    sector: str | None,
    regions: Sequence[str],
    seen: frozenset[str] | None,
    today: date,
) -> tuple[RegionLine, ...]:
    """What is known of an activity in each region, in the order of the regions.

    Args:
        market: Levels of demand.
        located: Starts with the code of their region, None where it is not known; those count
            nowhere.
        activity_id: Which activity.
        sector: Its sector; None when it is not decided, and demand is then unknown.
        regions: Codes.
        seen: Regions whose people the reader accompanies; None for all of them. Elsewhere a count
            of fewer than five kits is not told, because it may point at somebody.
        today: Day on which a kit must run.
    """
    running = Counter(
        region
        for region, start in located
        if start.activity_id == activity_id and start.runs_on(today)
    )
    return tuple(
        RegionLine(
            region=one,
            demand=market.demand.get((one, sector)) if sector else None,
            kits=running[one] if seen is None or one in seen else suppressed(running[one]),
        )
        for one in regions
    )
