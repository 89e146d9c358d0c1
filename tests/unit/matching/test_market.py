"""Kits nearby and survival, by arithmetic a reader can redo."""

from datetime import date, timedelta
from math import exp, isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.market import Market, Start, demand_levels, nearby, survival
from matching.parameters import MarketParameters
from tests.situations import CASABLANCA, MOHAMMEDIA, TANGER, TODAY

PLAIN = MarketParameters()
HERE = CASABLANCA.place


def a_start(activity: str = "a", **known: object) -> Start:
    plain = {"activity_id": activity, "place": HERE, "started_on": TODAY}
    return Start(**{**plain, **known})  # type: ignore[arg-type] # plain keywords


def years_ago(years: float) -> date:
    return TODAY - timedelta(days=round(365 * years))


def load_of(*starts: Start) -> tuple[int, float]:
    found = nearby(Market(starts=starts), ["a"], [HERE], TODAY, PLAIN)
    return int(found.kits[0]), float(found.load[0])


def test_a_kit_in_the_same_town_today_counts_one() -> None:
    assert load_of(a_start()) == (1, 1.0)


def test_a_kit_counts_half_after_two_years() -> None:
    """730 days: 0.5 ** (730 / 730)."""
    kits, load = load_of(a_start(started_on=TODAY - timedelta(days=730)))
    assert kits == 1
    assert load == pytest.approx(0.5)


def test_a_kit_in_the_next_town_counts_less() -> None:
    """Casablanca and Mohammedia are about 24 km apart: exp(-2.4)."""
    kits, load = load_of(a_start(place=MOHAMMEDIA.place))
    assert kits == 1
    assert load == pytest.approx(exp(-2.4), rel=0.1)


@pytest.mark.parametrize(
    "elsewhere",
    [
        a_start(place=TANGER.place),
        a_start(place=None),
        a_start(stopped_on=TODAY),
        a_start(started_on=TODAY + timedelta(days=1)),
        a_start("another"),
    ],
    ids=["beyond reach", "nowhere known", "stopped", "not started", "another activity"],
)
def test_what_does_not_run_nearby_counts_nothing(elsewhere: Start) -> None:
    assert load_of(elsewhere) == (0, 0.0)


def test_nothing_is_known_without_a_town_or_without_any_start() -> None:
    nowhere = nearby(Market(starts=(a_start(),)), ["a"], [None], TODAY, PLAIN)
    nothing = nearby(Market(), ["a"], [HERE], TODAY, PLAIN)
    assert isnan(nowhere.load[0])
    assert isnan(nothing.load[0])


def rate_of(*starts: Start) -> tuple[int, int, int, float]:
    found = survival(
        Market(starts=starts), [("a", "services")], {"a": "services", "b": "services"}, TODAY, PLAIN
    )
    counts = (found.alive[0], found.decided[0], found.in_sector[0])
    return (*map(int, counts), float(found.rate[0]))  # type: ignore[return-value] # four of them


def test_survival_is_drawn_to_the_sector_and_the_sector_to_the_prior() -> None:
    """Own: 2 of 2. Sector: 2 of 3. Sector rate (2 + 3) / (3 + 5); own (2 + 5 * 0.625) / (2 + 5)."""
    old = years_ago(2)
    found = rate_of(
        a_start(started_on=old, alive_months=12),
        a_start(started_on=old, alive_months=24),
        a_start("b", started_on=old, stopped_on=years_ago(1.5)),
    )
    assert found[:3] == (2, 2, 3)
    assert found[3] == pytest.approx((2 + 5 * 0.625) / 7)


def test_an_activity_never_followed_takes_the_rate_of_its_sector() -> None:
    """Sector: 0 of 1, so (0 + 3) / (1 + 5)."""
    found = rate_of(a_start("b", started_on=years_ago(2), stopped_on=years_ago(1.5)))
    assert found[:3] == (0, 0, 1)
    assert found[3] == pytest.approx(0.5)


def test_a_start_that_is_young_or_not_followed_decides_nothing() -> None:
    young = a_start(started_on=years_ago(0.5), stopped_on=years_ago(0.1))
    silent = a_start(started_on=years_ago(3), alive_months=6)
    alive, decided, in_sector, rate = rate_of(young, silent)
    assert (alive, decided, in_sector) == (0, 0, 0)
    assert isnan(rate)


def test_what_stopped_after_its_first_year_survived_it() -> None:
    assert rate_of(a_start(started_on=years_ago(3), stopped_on=years_ago(1)))[:2] == (1, 1)


@given(alive=st.integers(0, 30), stopped=st.integers(0, 30))
def test_the_rate_lies_between_none_and_all_and_rises_with_each_survivor(
    alive: int, stopped: int
) -> None:
    lived = a_start(started_on=years_ago(2), alive_months=12)
    ended = a_start(started_on=years_ago(2), stopped_on=years_ago(1.5))
    starts = [lived] * alive + [ended] * (stopped + 1)
    rate, more = rate_of(*starts)[3], rate_of(*starts, lived)[3]
    assert 0.0 < rate < more < 1.0


def test_demand_is_that_of_the_sector_in_the_region() -> None:
    market = Market(demand={("MA-06", "services"): 0.8})
    found = demand_levels(market, ["MA-06", "MA-09", None], ["services", "services", "services"])
    assert found[0] == 0.8
    assert isnan(found[1])
    assert isnan(found[2])
