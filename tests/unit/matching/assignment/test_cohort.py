"""From people and options to a problem: nothing depends on the order in which they are given."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.assignment.cohort import Cohort, Judged, gather
from matching.assignment.money import AmountNegative
from matching.assignment.planning import Impossible, Plan, make_plan
from matching.assignment.terms import (
    EnvelopeEmpty,
    Exclude,
    FloorUnknown,
    Member,
    NothingToAssign,
    Pin,
    PinRefused,
    Terms,
)
from matching.assignment.words import LimitKind, PlanRemark, Proof, UnservedReason, Way
from matching.outcomes import CompanyActivity
from matching.records import KitItem, Opportunity
from matching.rules import Situation
from matching.vocabulary import OpportunityKind, Refusal
from tests.situations import (
    CASABLANCA,
    TANGER,
    TODAY,
    a_company,
    a_convention,
    an_opening,
    under_conventions,
)

PEOPLE = tuple(Member(id=f"p-{one}", town=(CASABLANCA, TANGER)[one % 2]) for one in range(4))
OPENINGS = tuple(an_opening(id=f"o-{one}", places=1, provider_id="c-1") for one in range(3))
KITS = tuple(
    an_opening(id=f"k-{one}", kind=OpportunityKind.ACTIVITY, cost_mad=Decimal(cost))
    for one, cost in enumerate(["10000.00", "15000.50", "9000"])
)
VALUES = np.array(
    [[0.9, 0.8, 0.1], [0.8, 0.7, 0.2], [0.7, 0.6, 0.3], [0.6, 0.5, 0.4]], dtype=np.float64
)


def judged(**known: object) -> Judged:
    """Everything allowed and suitable unless known otherwise."""
    plain: dict[str, object] = {
        "values": VALUES,
        "allowed": np.ones(VALUES.shape, dtype=np.bool_),
        "suitable": np.ones(VALUES.shape, dtype=np.bool_),
        "refusals": [{} for _ in PEOPLE],
    }
    return Judged(**{**plain, **known})  # type: ignore[arg-type] # plain keywords


def a_cohort(
    terms: Terms,
    options: tuple[Opportunity, ...] = OPENINGS,
    people: tuple[Member, ...] = PEOPLE,
    situation: Situation | None = None,
    **known: object,
) -> Cohort:
    return gather(people, options, judged(**known), terms, situation or Situation(), TODAY)


def a_plan(terms: Terms, **given: object) -> Plan:
    made = make_plan(a_cohort(terms, **given), every_town=terms.every_town)  # type: ignore[arg-type]
    assert isinstance(made, Plan)
    return made


def got(plan: Plan) -> dict[str, str | None]:
    return {line.person_id: line.option_id for line in plan.lines}


@given(st.permutations(range(4)), st.permutations(range(3)))
def test_a_plan_does_not_depend_on_the_order_of_its_input(
    people: list[int], options: list[int]
) -> None:
    grid = np.ix_(people, options)
    plan = make_plan(
        gather(
            [PEOPLE[one] for one in people],
            [OPENINGS[one] for one in options],
            judged(values=VALUES[grid]),
            Terms(),
            Situation(),
            TODAY,
        )
    )
    usual = a_plan(Terms())
    assert isinstance(plan, Plan)
    assert plan.lines == usual.lines
    assert plan.one_more == usual.one_more


def test_company_caps_count_who_is_in_progress() -> None:
    situation = Situation(
        companies={"c-1": a_company(max_pending=3)},
        activity={"c-1": CompanyActivity(pending=1)},
        taken={"o-2": 1},
    )
    plan = a_plan(Terms(), situation=situation)
    assert plan.figures[Way.PLAN].served == 2
    assert [(one.code, one.id) for one in plan.remarks] == [(PlanRemark.NO_PLACE_LEFT, "o-2")]
    without = [line for line in plan.lines if line.option_id is None]
    assert all(UnservedReason.COMPANY_FULL in line.reasons for line in without)


def test_a_cap_larger_than_the_places_is_said_and_limits_nothing() -> None:
    plan = a_plan(Terms(company_caps={"c-1": 50}))
    assert plan.figures[Way.PLAN].served == 3
    assert (PlanRemark.CAP_BEYOND_PLACES, "c-1") in {(one.code, one.id) for one in plan.remarks}


def test_a_company_takes_so_many_in_a_month() -> None:
    months = (date(2026, 12, 1), date(2026, 12, 15), date(2027, 1, 4))
    options = tuple(replace(one, starts_on=day) for one, day in zip(OPENINGS, months, strict=True))
    plan = a_plan(Terms(company_pace={"c-1": 1}), options=options)
    starts = [line.option_id for line in plan.lines if line.option_id]
    assert len(starts) == 2
    assert not {"o-0", "o-1"} <= set(starts)
    without = [line.reasons for line in plan.lines if line.option_id is None]
    assert all(UnservedReason.PACE_REACHED in reasons for reasons in without)


def test_a_plan_stays_within_what_a_convention_leaves_this_year() -> None:
    plan = a_plan(Terms(), situation=under_conventions(a_convention(), placed=499))
    assert plan.figures[Way.PLAN].served == 1
    without = [line for line in plan.lines if line.option_id is None]
    assert all(UnservedReason.QUOTA_REACHED in line.reasons for line in without)


def test_own_money_and_co_funding_leave_the_envelope() -> None:
    people = (
        replace(PEOPLE[0], own_contribution_mad=Decimal("2000"), co_funding_mad=Decimal("500.25")),
        replace(PEOPLE[1], own_contribution_mad=Decimal("99999")),
        *PEOPLE[2:],
    )
    terms = Terms(envelope_mad=Decimal("7499.75"))
    plan = a_plan(terms, options=KITS, people=people)
    granted = {line.person_id: line.granted_mad for line in plan.lines if line.option_id}
    assert granted == {"p-0": Decimal("7499.75"), "p-1": Decimal("0.00")}
    assert plan.left_mad == Decimal("0.00")
    lacking = next(line for line in plan.lines if line.person_id == "p-2")
    assert lacking.reasons == (UnservedReason.ENVELOPE_SPENT,)
    assert lacking.missing_mad == Decimal("9000.00")


def test_working_capital_is_paid_when_that_was_decided() -> None:
    kits = tuple(replace(one, working_capital_mad=Decimal("1000")) for one in KITS)
    terms = Terms(envelope_mad=Decimal(100000))
    plain = a_plan(terms, options=kits)
    more = a_plan(replace(terms, with_working_capital=True), options=kits)
    assert more.figures[Way.PLAN].spent == (plain.figures[Way.PLAN].spent or 0) + 4 * 100_000


def test_a_grant_cap_is_a_reason() -> None:
    terms = Terms(envelope_mad=Decimal(100000), grant_cap_mad=Decimal("8999.99"))
    assert {line.reasons for line in a_plan(terms, options=KITS).lines} == {
        (UnservedReason.ABOVE_GRANT_CAP,)
    }


def test_every_town_is_served_as_far_as_it_can_be() -> None:
    values = VALUES.copy()
    values[[1, 3]] /= 10
    terms = Terms(envelope_mad=Decimal(18000), every_town=True)
    plan = a_plan(terms, options=KITS, values=values)
    assert [(one.town, one.served) for one in plan.towns] == [("casablanca", 1), ("tanger", 1)]
    refused = np.ones(VALUES.shape, dtype=np.bool_)
    refused[[1, 3]] = False
    alone = a_plan(terms, options=KITS, allowed=refused)
    assert (PlanRemark.TOWN_AT_ZERO, "tanger") in {(one.code, one.id) for one in alone.remarks}


def test_floors_that_cannot_be_kept_give_remedies_instead_of_a_plan() -> None:
    terms = Terms(envelope_mad=Decimal(9500), town_floors={"tanger": 2})
    made = make_plan(a_cohort(terms, options=KITS))
    assert isinstance(made, Impossible)
    assert [one.releases[0].kind for one in made.remedies] == [
        LimitKind.ENVELOPE,
        LimitKind.TOWN_FLOOR,
    ]


def test_decisions_of_an_officer_are_kept_and_told() -> None:
    terms = Terms(
        pins=(Pin(person_id="p-3", option_id="o-0"),),
        excluded=(Exclude(person_id="p-0"), Exclude(person_id="p-1", option_id="o-1")),
    )
    plan = a_plan(terms)
    found = got(plan)
    assert found["p-3"] == "o-0"
    assert found["p-0"] is None
    assert found["p-1"] != "o-1"
    assert plan.lines[0].reasons == (UnservedReason.EXCLUDED,)
    assert plan.lines[3].is_pinned
    assert plan.proof is Proof.OPTIMAL


def test_what_the_rules_refuse_cannot_be_pinned_and_what_fits_little_can() -> None:
    nothing = np.zeros(VALUES.shape, dtype=np.bool_)
    terms = Terms(pins=(Pin(person_id="p-0", option_id="o-0"),))
    assert got(a_plan(terms, suitable=nothing))["p-0"] == "o-0"
    with pytest.raises(PinRefused):
        a_cohort(terms, allowed=nothing)


def test_who_may_have_nothing_is_told_by_which_rules() -> None:
    allowed = np.ones(VALUES.shape, dtype=np.bool_)
    allowed[0] = False
    refusals: list[dict[Refusal, int]] = [{Refusal.TOO_FAR: 3}, {}, {}, {}]
    plan = a_plan(Terms(), allowed=allowed, refusals=refusals)
    assert plan.lines[0].reasons == (UnservedReason.ALL_REFUSED,)
    assert plan.lines[0].refusals == {Refusal.TOO_FAR: 3}
    suitable = np.ones(VALUES.shape, dtype=np.bool_)
    suitable[1] = False
    assert a_plan(Terms(), suitable=suitable).lines[1].reasons == (UnservedReason.NONE_SUITABLE,)


def test_terms_that_cannot_be_used_are_refused() -> None:
    with pytest.raises(EnvelopeEmpty):
        a_cohort(Terms(envelope_mad=Decimal(0)), options=KITS)
    with pytest.raises(AmountNegative):
        a_cohort(Terms(envelope_mad=Decimal(-1)), options=KITS)
    with pytest.raises(FloorUnknown):
        a_cohort(Terms(town_floors={"safi": 1}))
    with pytest.raises(NothingToAssign):
        a_cohort(Terms(envelope_mad=Decimal(1)), options=OPENINGS)
    negative = (replace(KITS[0], cost_mad=Decimal("-1")), *KITS[1:])
    with pytest.raises(AmountNegative) as refusal:
        a_cohort(Terms(envelope_mad=Decimal(1)), options=negative)
    assert refusal.value.params == {"option_id": "k-0"}


def test_a_kit_without_a_price_is_left_out_and_named() -> None:
    unpriced = (replace(KITS[0], cost_mad=None), *KITS[1:])
    plan = a_plan(Terms(envelope_mad=Decimal(100000)), options=unpriced)
    assert "k-0" not in set(got(plan).values())
    assert [(one.code, one.id) for one in plan.remarks] == [(PlanRemark.PRICE_MISSING, "k-0")]


def test_a_kit_without_a_stated_price_costs_the_middle_of_its_items() -> None:
    item = KitItem(
        name="machine", quantity=1, price_low_mad=Decimal(5000), price_high_mad=Decimal("6000.01")
    )
    kits = (replace(KITS[0], cost_mad=None, kit=(item,)), *KITS[1:])
    plan = a_plan(Terms(envelope_mad=Decimal("5500.01")), options=kits)
    assert [line.granted_mad for line in plan.lines if line.option_id] == [Decimal("5500.01")]
