"""Decisions written in an address: one for each line, read back, undone, never about nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from matching.assignment.beside import Beside, beside
from matching.assignment.planning import Plan, make_plan
from matching.assignment.terms import DecisionUnknown, Exclude, Pin, Terms
from matching.vocabulary import OpportunityKind
from service.actions.assigning.cohorts import Asked, Assignment, Enrolled
from service.actions.assigning.decisions import Step, Verb, read_draft
from tests.unit.matching.assignment.test_cohort import a_cohort

TERMS = Terms(pins=(Pin(person_id="p-0", option_id="o-0"),), excluded=(Exclude(person_id="p-3"),))


def made_under(terms: Terms) -> Assignment:
    """Lines 0 to 3 are those of p-0 to p-3; three of them get o-0, o-1 and o-2."""
    cohort = a_cohort(terms)
    plan = make_plan(cohort)
    assert isinstance(plan, Plan)
    found: tuple[Beside, ...] = beside(cohort, plan)
    return Assignment(
        id=uuid4(),
        based_on=None,
        made_at=datetime(2026, 11, 20, tzinfo=UTC),
        made_by="somebody",
        release_id="r",
        asked=Asked(
            kind=OpportunityKind.OPENING,
            people=tuple(Enrolled(profile_id=f"p-{one}") for one in range(4)),
            terms=terms,
        ),
        plan=plan,
        beside=found,
        remedies=(),
        titles={},
        providers={},
        towns={},
        town_of={},
    )


def given(made: Assignment, number: int) -> str:
    assert made.plan is not None
    option = made.plan.lines[number].option_id
    assert option is not None
    return option


def test_nothing_written_keeps_the_former_decisions() -> None:
    draft = read_draft(made_under(TERMS), "")
    assert (draft.pins, draft.excluded) == (TERMS.pins, TERMS.excluded)
    assert str(draft) == ""


def test_each_verb_says_what_it_means() -> None:
    made = made_under(Terms())
    fixed = read_draft(made, "f1.e0")
    assert fixed.pins == (Pin(person_id="p-1", option_id=given(made, 1)),)
    assert fixed.excluded == (Exclude(person_id="p-0"),)
    best = read_draft(made, "b3")
    assert best.pins == (Pin(person_id="p-3", option_id="o-0"),)
    assert read_draft(made, "p1").excluded == (Exclude(person_id="p-1", option_id=given(made, 1)),)
    assert read_draft(made, "r1").excluded == (Exclude(option_id=given(made, 1)),)


def test_a_new_decision_about_a_line_stands_in_place_of_the_one_before() -> None:
    draft = read_draft(made_under(Terms()), "f1.e0")
    assert draft.with_step("e", 1) == "e0.e1"
    assert draft.with_step("f", 1) == "e0.f1"
    assert draft.without_step(Step(Verb.PIN, 1)) == "e0"
    assert draft.of_line(1) == Step(Verb.PIN, 1)
    assert draft.of_line(2) is None


def test_a_former_decision_is_undone_by_its_number_or_by_another_about_the_person() -> None:
    made = made_under(TERMS)
    undone = read_draft(made, "d1")
    assert [one.is_undone for one in undone.formers] == [False, True]
    assert undone.excluded == ()
    assert undone.with_step("d", 0) == "d1.d0"
    replaced = read_draft(made, "e0")
    assert replaced.formers[0].is_undone
    assert replaced.pins == ()
    assert replaced.excluded == (*TERMS.excluded, Exclude(person_id="p-0"))


@pytest.mark.parametrize("written", ["f4", "d2", "z1", "f", "1", "f1,e2", "f1 e2", "b3.b99999"])
def test_what_decides_about_nothing_here_is_refused(written: str) -> None:
    with pytest.raises(DecisionUnknown):
        read_draft(made_under(TERMS), written)


def test_somebody_without_anything_cannot_keep_it() -> None:
    made = made_under(Terms())
    assert made.plan is not None
    nobody = next(number for number, line in enumerate(made.plan.lines) if line.option_id is None)
    for verb in ("f", "p", "r"):
        with pytest.raises(DecisionUnknown):
            read_draft(made, f"{verb}{nobody}")
    with pytest.raises(DecisionUnknown):
        read_draft(replace(made, beside=()), f"b{nobody}")


def test_a_plan_that_there_is_not_can_only_lose_its_decisions() -> None:
    made = replace(made_under(TERMS), plan=None, beside=())
    assert read_draft(made, "d0").pins == ()
    with pytest.raises(DecisionUnknown):
        read_draft(made, "f0")
