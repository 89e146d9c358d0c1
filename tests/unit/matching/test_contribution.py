"""What a person brings, in dirhams."""

from decimal import Decimal
from math import isnan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.contribution import are_tools, contribution, equipment_mad
from matching.evidence import Phrases
from matching.parameters import MarketParameters
from matching.records import KitItem, Opportunity
from matching.text import PlainWords
from matching.vocabulary import OpportunityKind, Space
from models.encoders import HashingEncoder
from tests.matchers import TRADES
from tests.situations import a_profile

ENCODER = PlainWords(HashingEncoder(), TRADES)
MACHINE = KitItem(
    name="machine à coudre plate",
    quantity=1,
    price_low_mad=Decimal(4500),
    price_high_mad=Decimal(6500),
)
SCISSORS = KitItem(
    name="ciseaux", quantity=2, price_low_mad=Decimal(200), price_high_mad=Decimal(300)
)


def an_activity(**known: Any) -> Opportunity:
    plain = {
        "id": "a",
        "kind": OpportunityKind.ACTIVITY,
        "title": "Couture",
        "kit": (MACHINE, SCISSORS),
        "working_capital_mad": Decimal(4000),
    }
    return Opportunity(**{**plain, **known})


def brought(activity: Opportunity, owned: list[int], **means: Any) -> tuple[float, float, float]:
    found = contribution(a_profile(**means), [activity], [owned])
    return float(found.brought_mad[0]), float(found.share[0]), float(found.place[0])


def test_equipment_costs_the_middle_of_its_prices_times_the_pieces() -> None:
    """5,500 and 2 x 250."""
    assert equipment_mad(an_activity()) == Decimal(6000)
    assert equipment_mad(an_activity(cost_mad=Decimal("5999.99"))) == Decimal("5999.99")
    assert equipment_mad(an_activity(kit=())) is None


def test_tools_and_money_are_a_share_of_what_the_start_costs() -> None:
    """5,500 for the machine and 1,000 in money, of 6,000 + 4,000."""
    found = brought(an_activity(), [0], own_tools=("machine",), own_money_mad=Decimal(1000))
    assert found[0] == 6500.0
    assert found[1] == pytest.approx(0.65)


def test_nobody_brings_more_than_is_needed() -> None:
    assert brought(an_activity(), [], own_money_mad=Decimal(99_999))[:2] == (10_000.0, 1.0)


def test_what_was_not_asked_or_has_no_price_is_unknown() -> None:
    assert isnan(brought(an_activity(), [])[1])
    free = an_activity(kit=(), working_capital_mad=None)
    assert isnan(brought(free, [], own_money_mad=Decimal(500))[1])


def test_a_place_counts_only_where_one_must_be_owned_or_rented() -> None:
    shop = an_activity(space=Space.PREMISES)
    assert brought(shop, [], own_premises=frozenset({Space.PREMISES}))[2] == 1.0
    assert brought(shop, [], own_premises=frozenset())[2] == 0.0
    assert isnan(brought(shop, [])[2])
    at_home = an_activity(space=Space.HOME)
    assert isnan(brought(at_home, [], own_premises=frozenset({Space.PREMISES}))[2])


def test_a_tool_is_a_line_of_a_kit_by_its_words_not_by_its_trade() -> None:
    kit = Phrases.read(["machine à coudre plate", "table de coupe", "fil"], ENCODER, TRADES)
    tools = Phrases.read(["une machine à coudre"], ENCODER, TRADES)
    found = are_tools(kit, tools, MarketParameters(tool_meaning=2.0, tool_spelling=85.0))
    assert found.tolist() == [True, False, False]
    nothing = Phrases.read([], ENCODER, TRADES)
    assert are_tools(kit, nothing, MarketParameters()).tolist() == [False] * 3


@given(less=st.integers(0, 20_000), more=st.integers(0, 20_000))
def test_bringing_more_never_counts_less(less: int, more: int) -> None:
    low, high = sorted((less, more))
    shares = [brought(an_activity(), [], own_money_mad=Decimal(money))[1] for money in (low, high)]
    assert 0.0 <= shares[0] <= shares[1] <= 1.0
