"""A plan beside the best of each: what people would have had alone, and what keeps it from them."""

from decimal import Decimal

import numpy as np

from matching.assignment.beside import Beside, beside
from matching.assignment.planning import Plan, make_plan
from matching.assignment.terms import Exclude, Pin, Terms
from matching.assignment.words import UnservedReason
from tests.unit.matching.assignment.test_cohort import KITS, OPENINGS, VALUES, a_cohort


def seen(terms: Terms, **given: object) -> dict[str, Beside]:
    cohort = a_cohort(terms, **given)  # type: ignore[arg-type] # plain keywords
    plan = make_plan(cohort)
    assert isinstance(plan, Plan)
    return {one.person_id: one for one in beside(cohort, plan)}


def test_whoever_gets_their_best_has_rank_one_and_nothing_between() -> None:
    found = seen(Terms())
    best = [one for one in found.values() if one.rank == 1]
    assert [one.best_id for one in best] == ["o-0"]
    assert best[0].obstacles == ()
    assert best[0].taken_by == 1


def test_whoever_gets_less_learns_that_the_place_went_to_another() -> None:
    found = seen(Terms())
    assert {one.rank for one in found.values()} == {1, 2, 3, None}
    for one in found.values():
        assert one.best_id == "o-0"
        assert one.open == 3
        if one.rank != 1:
            assert one.obstacles == (UnservedReason.PLACES_TAKEN,)


def test_a_cap_over_both_options_keeps_from_neither() -> None:
    found = seen(Terms(company_caps={"c-1": 2}))
    served = [one for one in found.values() if one.rank not in {None, 1}]
    unserved = [one for one in found.values() if one.rank is None]
    assert all(one.obstacles == (UnservedReason.PLACES_TAKEN,) for one in served)
    both = (UnservedReason.PLACES_TAKEN, UnservedReason.COMPANY_FULL)
    assert all(one.obstacles == both for one in unserved)


def test_of_equal_options_the_one_that_is_given_is_the_best() -> None:
    found = seen(Terms(), values=np.full(VALUES.shape, 0.5))
    assert {one.rank for one in found.values()} == {1, None}
    for one in found.values():
        assert (one.obstacles == ()) == (one.rank == 1)


def test_a_pin_and_an_exclusion_are_said_to_be_decisions() -> None:
    terms = Terms(
        pins=(Pin(person_id="p-0", option_id="o-2"),),
        excluded=(Exclude(person_id="p-1", option_id="o-0"),),
    )
    found = seen(terms)
    assert found["p-0"].rank == 3
    assert found["p-1"].obstacles == (UnservedReason.EXCLUDED,)


def test_whoever_is_left_out_or_has_nothing_open_is_not_compared() -> None:
    suitable = np.ones(VALUES.shape, dtype=np.bool_)
    suitable[2] = False
    found = seen(Terms(excluded=(Exclude(person_id="p-0"),)), suitable=suitable)
    assert set(found) == {"p-1", "p-3"}


def test_an_envelope_keeps_from_what_it_cannot_pay() -> None:
    values = np.array([[0.5, 0.9, 0.1]] * 4)
    found = seen(Terms(envelope_mad=Decimal("10000")), options=KITS, values=values)
    assert {one.best_id for one in found.values()} == {"k-1"}
    assert all(one.obstacles == (UnservedReason.ENVELOPE_SPENT,) for one in found.values())
    capped = seen(
        Terms(envelope_mad=Decimal("90000"), grant_cap_mad=Decimal("12000")),
        options=KITS,
        values=values,
    )
    assert all(one.obstacles == (UnservedReason.ABOVE_GRANT_CAP,) for one in capped.values())
    assert {one.rank for one in capped.values()} == {2}


def test_nothing_stands_between_when_the_whole_gains_by_it() -> None:
    # p-0 could have o-0, but everybody together is better off when they take o-1.
    values = np.array([[0.9, 0.8], [0.9, 0.1]])
    people = a_cohort(Terms()).members[:2]
    options = OPENINGS[:2]
    cohort = a_cohort(
        Terms(),
        options=options,
        people=people,
        values=values,
        allowed=np.ones((2, 2), dtype=np.bool_),
        suitable=np.ones((2, 2), dtype=np.bool_),
        refusals=[{}, {}],
    )
    plan = make_plan(cohort)
    assert isinstance(plan, Plan)
    first = beside(cohort, plan)[0]
    assert (first.best_id, first.rank, first.taken_by) == ("o-0", 2, 1)
