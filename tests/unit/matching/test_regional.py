"""An activity region by region."""

from datetime import date, timedelta

import pytest

from matching.market import Market, Start
from matching.regional import DemandBand, RegionLine, band_of, by_region
from tests.situations import TODAY

LONG_AGO = TODAY - timedelta(days=400)
REGIONS = ("MA-04", "MA-02", "MA-06")


def a_kit(
    region: str | None,
    activity_id: str = "sewing",
    started_on: date = LONG_AGO,
    stopped_on: date | None = None,
) -> tuple[str | None, Start]:
    start = Start(activity_id=activity_id, place=None, started_on=started_on, stopped_on=stopped_on)
    return region, start


def looked_at(
    *located: tuple[str | None, Start],
    demand: dict[tuple[str, str], float] | None = None,
    sector: str | None = "artisanat",
    seen: frozenset[str] | None = None,
) -> dict[str, RegionLine]:
    found = by_region(
        Market(demand=demand or {}),
        located,
        activity_id="sewing",
        sector=sector,
        regions=REGIONS,
        seen=seen,
        today=TODAY,
    )
    assert [one.region for one in found] == list(REGIONS)
    return {one.region: one for one in found}


def test_kits_of_the_activity_that_run_are_counted_where_they_run() -> None:
    lines = looked_at(
        a_kit("MA-04"),
        a_kit("MA-04", stopped_on=TODAY - timedelta(days=3)),
        a_kit("MA-04", started_on=TODAY + timedelta(days=3)),
        a_kit("MA-04", "welding"),
        a_kit("MA-02"),
        a_kit(None),
    )
    assert [lines[one].kits for one in REGIONS] == [1, 1, 0]


def test_elsewhere_a_few_kits_are_not_told_because_they_may_point_at_somebody() -> None:
    kits = [a_kit("MA-04"), a_kit("MA-02"), *[a_kit("MA-06")] * 5]
    lines = looked_at(*kits, seen=frozenset({"MA-04"}))
    assert [lines[one].kits for one in REGIONS] == [1, None, 5]


def test_a_region_without_any_kit_says_so_everywhere() -> None:
    assert looked_at(seen=frozenset())["MA-02"].kits == 0


def test_demand_is_that_of_the_sector_in_the_region() -> None:
    levels = {("MA-04", "artisanat"): 0.8, ("MA-02", "commerce"): 0.3}
    lines = looked_at(demand=levels)
    assert (lines["MA-04"].demand, lines["MA-04"].band) == (0.8, DemandBand.VERY_STRONG)
    assert (lines["MA-02"].demand, lines["MA-02"].band) == (None, DemandBand.UNKNOWN)


def test_an_activity_without_a_sector_has_no_known_demand() -> None:
    lines = looked_at(demand={("MA-04", "artisanat"): 0.8}, sector=None)
    assert lines["MA-04"].demand is None


@pytest.mark.parametrize(
    ("level", "band"),
    [
        (1.0, DemandBand.VERY_STRONG),
        (0.75, DemandBand.VERY_STRONG),
        (0.5, DemandBand.STRONG),
        (0.49, DemandBand.WEAK),
        (0.25, DemandBand.WEAK),
        (0.0, DemandBand.VERY_WEAK),
        (None, DemandBand.UNKNOWN),
    ],
)
def test_a_level_of_demand_reads_as_a_word(level: float | None, band: DemandBand) -> None:
    assert band_of(level) is band
