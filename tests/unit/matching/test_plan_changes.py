"""What differs between two versions of a plan."""

from dataclasses import replace
from decimal import Decimal

import pytest

from matching.life_plans import (
    BudgetLine,
    CoFunding,
    Commitment,
    FundingExceedsBudget,
    FundingSource,
    LifePlan,
    PlanParty,
    PlanTrack,
    Step,
    StepState,
    financing_of,
)
from matching.plan_changes import ChangeKind, changes_between

MACHINE = BudgetLine(item="Machine à coudre", unit_price_mad=Decimal("6500.00"))
THREAD = BudgetLine(item="Fil", quantity=10, unit_price_mad=Decimal("12.35"))
PLAN = LifePlan(
    goal="Vivre de la couture",
    track=PlanTrack.ACTIVITY,
    title="Couture à façon",
    budget=(MACHINE, THREAD),
    steps=(Step(title="Trouver un local"),),
)


def seen(before: LifePlan, after: LifePlan) -> list[tuple[ChangeKind, str, str]]:
    return [(one.kind, one.field, one.item) for one in changes_between(before, after)]


def test_the_same_plan_has_no_difference() -> None:
    assert changes_between(PLAN, replace(PLAN)) == ()


def test_the_order_of_lines_means_nothing() -> None:
    assert seen(PLAN, replace(PLAN, budget=(THREAD, MACHINE))) == []


def test_a_line_keeps_its_name_when_its_price_changes() -> None:
    dearer = replace(MACHINE, unit_price_mad=Decimal("7000.00"))
    (change,) = changes_between(PLAN, replace(PLAN, budget=(dearer, THREAD)))
    assert (change.kind, change.item) == (ChangeKind.CHANGED, "Machine à coudre")
    assert change.before == {"unit_price_mad": Decimal("6500.00")}
    assert change.after == {"unit_price_mad": Decimal("7000.00")}


def test_lines_come_and_go() -> None:
    iron = BudgetLine(item="Fer à repasser", unit_price_mad=Decimal(300))
    assert seen(PLAN, replace(PLAN, budget=(MACHINE, iron))) == [
        (ChangeKind.ADDED, "budget", "Fer à repasser"),
        (ChangeKind.REMOVED, "budget", "Fil"),
    ]


def test_two_lines_of_one_name_are_two_lines() -> None:
    assert seen(PLAN, replace(PLAN, budget=(MACHINE, MACHINE, THREAD))) == [
        (ChangeKind.ADDED, "budget", "Machine à coudre")
    ]


def test_every_field_can_differ() -> None:
    after = LifePlan(
        goal="Autre",
        track=PlanTrack.EMPLOYMENT,
        title="Autre",
        opportunity_id="o",
        working_capital_mad=Decimal(1),
        own_contribution_mad=Decimal(1),
        co_funding=(CoFunding(source=FundingSource.INDH, amount_mad=Decimal(1)),),
        steps=(Step(title="Trouver un local", state=StepState.DONE),),
        commitments=(Commitment(party=PlanParty.PERSON, text="Venir"),),
        comment="moi",
    )
    fields = {field for _, field, _ in seen(PLAN, after)}
    assert fields == {
        "goal",
        "track",
        "title",
        "opportunity_id",
        "budget",
        "working_capital_mad",
        "own_contribution_mad",
        "co_funding",
        "steps",
        "commitments",
        "comment",
    }


def test_a_plan_adds_up_by_hand() -> None:
    """6,500.00 + 10 × 12.35 = 6,623.50; + 1,000 = 7,623.50; less 623.50 and 2,000 = 5,000.00."""
    plan = replace(
        PLAN,
        working_capital_mad=Decimal("1000.00"),
        own_contribution_mad=Decimal("623.50"),
        co_funding=(CoFunding(source=FundingSource.INDH, amount_mad=Decimal(2000)),),
    )
    parts = financing_of(plan)
    assert (parts.equipment, parts.total) == (Decimal("6623.50"), Decimal("7623.50"))
    assert parts.requested == Decimal("5000.00")
    assert parts.own_contribution + parts.co_funding + parts.requested == parts.total


def test_more_money_than_it_costs_is_a_mistake() -> None:
    with pytest.raises(FundingExceedsBudget) as raised:
        financing_of(replace(PLAN, own_contribution_mad=Decimal("6623.51")))
    assert raised.value.params == {"excess_mad": "0.01"}
