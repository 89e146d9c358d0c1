"""Priorities, amounts and decisions: what is understood, and what is refused with its reason."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.assignment.money import AmountNegative, AmountUnreadable, centimes, dirhams
from matching.assignment.priorities import (
    CircularPriorities,
    Precedence,
    WeightOutOfRange,
    tier_of,
    tiers_of_groups,
    weight_of,
)
from matching.assignment.terms import (
    DecisionUnknown,
    EmptyCohort,
    Exclude,
    Member,
    PersonNamedTwice,
    Pin,
    PinnedAndExcluded,
    PinnedTwice,
    Terms,
    check_cohort,
    check_decisions,
)


def before(*pairs: str) -> list[Precedence]:
    """Rules written "a>b"."""
    return [Precedence(first=one[0], then=one[2]) for one in pairs]


def test_a_tier_comes_after_every_tier_before_it() -> None:
    assert tiers_of_groups(before("a>c", "b>c", "a>b", "c>d")) == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert tiers_of_groups([]) == {}


def test_a_person_has_the_first_tier_of_their_groups_and_nobody_is_forgotten() -> None:
    tiers = tiers_of_groups(before("a>b"))
    assert tier_of(frozenset("ab"), tiers) == 0
    assert tier_of(frozenset("b"), tiers) == 1
    assert tier_of(frozenset("x"), tiers) == 2
    assert tier_of(frozenset(), tiers) == 2


@pytest.mark.parametrize("rules", [("a>b", "b>a"), ("a>a",), ("a>b", "b>c", "c>a", "x>a")])
def test_a_circle_of_priorities_is_refused_with_its_groups(rules: tuple[str, ...]) -> None:
    with pytest.raises(CircularPriorities) as refusal:
        tiers_of_groups(before(*rules))
    named = str(refusal.value.params["groups"]).split(" > ")
    assert named[0] == named[-1]
    assert "x" not in named
    assert {f"{one}>{other}" for one, other in pairwise(named)} <= set(rules)


def test_the_largest_weight_of_a_person_counts() -> None:
    weights = {"a": 2.0, "b": 0.5}
    assert weight_of(frozenset("ab"), weights) == 2.0
    assert weight_of(frozenset("b"), weights) == 0.5
    assert weight_of(frozenset(), weights) == 1.0


@pytest.mark.parametrize("weight", [0.0, -1.0, 10.1, float("nan")])
def test_a_weight_out_of_range_is_refused(weight: float) -> None:
    with pytest.raises(WeightOutOfRange):
        weight_of(frozenset("a"), {"a": weight})


@given(st.integers(0, 10**12))
def test_centimes_are_exact_both_ways(amount: int) -> None:
    assert centimes(dirhams(amount)) == amount


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1.001", "1E+12", "-1E+12"])
def test_an_amount_that_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(AmountUnreadable):
        centimes(Decimal(amount))


def test_a_negative_amount_says_which_one_it_is() -> None:
    with pytest.raises(AmountNegative) as refusal:
        centimes(Decimal("-0.01"), option_id="k-1")
    assert refusal.value.params == {"option_id": "k-1"}


def test_a_cohort_names_everybody_once() -> None:
    with pytest.raises(EmptyCohort):
        check_cohort([])
    with pytest.raises(PersonNamedTwice) as refusal:
        check_cohort([Member(id="p-1"), Member(id="p-2"), Member(id="p-1")])
    assert refusal.value.params == {"person_id": "p-1", "line": 3, "first_line": 1}


@pytest.mark.parametrize(
    ("terms", "error"),
    [
        (Terms(pins=(Pin(person_id="x", option_id="o"),)), DecisionUnknown),
        (Terms(excluded=(Exclude(option_id="x"),)), DecisionUnknown),
        (Terms(excluded=(Exclude(),)), DecisionUnknown),
        (
            Terms(pins=(Pin(person_id="p", option_id="o"), Pin(person_id="p", option_id="k"))),
            PinnedTwice,
        ),
        (
            Terms(pins=(Pin(person_id="p", option_id="o"),), excluded=(Exclude(option_id="o"),)),
            PinnedAndExcluded,
        ),
        (
            Terms(pins=(Pin(person_id="p", option_id="o"),), excluded=(Exclude(person_id="p"),)),
            PinnedAndExcluded,
        ),
    ],
)
def test_decisions_that_contradict_each_other_are_refused(
    terms: Terms, error: type[Exception]
) -> None:
    with pytest.raises(error):
        check_decisions(terms, ["p"], ["o", "k"])


def test_leaving_out_another_option_contradicts_no_pin() -> None:
    terms = Terms(
        pins=(Pin(person_id="p", option_id="o"),),
        excluded=(Exclude(person_id="p", option_id="k"),),
    )
    check_decisions(terms, ["p"], ["o", "k"])
