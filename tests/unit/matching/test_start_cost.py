"""What an activity costs to start."""

from decimal import Decimal

from matching.records import KitItem, Opportunity
from matching.start_cost import start_cost
from matching.vocabulary import OpportunityKind

OVEN = KitItem(name="four", quantity=2, price_low_mad=Decimal(1000), price_high_mad=Decimal(1500))
TABLE = KitItem(name="table", quantity=1, price_low_mad=Decimal(400), price_high_mad=Decimal(400))


def an_activity(**known: object) -> Opportunity:
    plain = {"id": "a-1", "kind": OpportunityKind.ACTIVITY, "title": "Boulangerie"}
    return Opportunity(**{**plain, **known})  # type: ignore[arg-type] # plain keywords


def test_a_kit_costs_between_its_lowest_and_its_highest_prices() -> None:
    cost = start_cost(an_activity(kit=(OVEN, TABLE), working_capital_mad=Decimal(600)))
    assert cost is not None
    assert [cost.equipment_low, cost.equipment_high] == [Decimal(2400), Decimal(3400)]
    assert cost.equipment == 2900
    assert [cost.low, cost.total, cost.high] == [Decimal(3000), Decimal(3500), Decimal(4000)]


def test_a_stated_cost_counts_before_the_middle_of_the_kit_and_lies_in_the_range() -> None:
    cost = start_cost(an_activity(kit=(OVEN,), cost_mad=Decimal(3200)))
    assert cost is not None
    shown = [cost.equipment_low, cost.equipment, cost.equipment_high]
    assert shown == [Decimal(2000), Decimal(3200), Decimal(3200)]


def test_without_a_kit_the_stated_cost_is_the_only_one() -> None:
    cost = start_cost(an_activity(cost_mad=Decimal(500)))
    assert cost is not None
    assert cost.low == cost.total == cost.high == 500


def test_what_is_not_priced_has_no_cost() -> None:
    assert start_cost(an_activity(working_capital_mad=Decimal(600))) is None


def test_own_money_lowers_what_is_left_and_never_below_nothing() -> None:
    cost = start_cost(an_activity(cost_mad=Decimal(500)))
    assert cost is not None
    assert cost.left(Decimal(200)) == 300
    assert cost.left(Decimal(800)) == 0
