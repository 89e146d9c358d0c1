"""The form of a life plan: kept as typed, read as people write."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData

from matching.life_plans import LifePlan, PlanParty, PlanTrack, StepState
from service.api.examples_plans import PLAN
from service.api.shapes_life_plans import LifePlanIn
from service.problems import Fault, InvalidRequest
from service.web.plan_form import LINES, LISTS, PlanForm, empty_form, form_of_fields, form_of_plan

ACTIVITY_ID = "0b7f9f3e-12d5-5c0b-8e1e-9a5a4f1c2d02"
LEAST = {"objectif": "Vivre de mon atelier", "voie": "activity", "intitule": "Atelier"}


def fields(**given: Any) -> FormData:
    """A form as a browser sends it: one pair for each value of a list."""
    pairs = []
    for name, value in (LEAST | given).items():
        pairs += [(name, one) for one in (value if isinstance(value, list) else [value])]
    return FormData(pairs)


def read(**given: Any) -> LifePlan:
    return form_of_fields(fields(**given)).plan()


def faults(**given: Any) -> dict[str | None, str]:
    with pytest.raises(InvalidRequest) as refused:
        read(**given)
    return {one.parameter: one.code for one in refused.value.faults}


def test_a_plan_comes_back_from_its_form_as_it_was() -> None:
    plan = LifePlanIn.model_validate(PLAN).plan()
    form = form_of_plan(plan, 3)
    sent = {
        column: [row[column] for row in form.shown(name)]
        for name, columns in LISTS.items()
        for column in columns
    }
    again = form_of_fields(fields(**dict(form.lines), **sent))
    assert again.plan() == plan
    assert again.base_version == 3


def test_the_least_that_a_plan_says_is_a_goal_and_a_title() -> None:
    plan = read()
    assert (plan.goal, plan.track) == ("Vivre de mon atelier", PlanTrack.ACTIVITY)
    assert (plan.budget, plan.steps, plan.commitments) == ((), (), ())
    assert faults(objectif=" ", intitule="") == {
        "objectif": "field-missing",
        "intitule": "field-missing",
    }


@pytest.mark.parametrize(
    ("written", "amount"),
    [("6500", "6500"), ("6 500,50", "6500.50"), ("6.500,5 DH", "6500.50"), ("٦٥٠٠", "6500")],
)
def test_a_price_is_read_as_people_write_it(written: str, amount: str) -> None:
    plan = read(article=["Machine"], quantite=["2"], prix=[written])
    assert plan.budget[0].unit_price_mad == Decimal(amount)
    assert plan.budget[0].quantity == 2


def test_an_empty_line_is_no_line_and_a_quantity_not_written_is_one() -> None:
    plan = read(article=["", "Machine", ""], quantite=["", "", ""], prix=["", "10", ""])
    assert [(one.item, one.quantity) for one in plan.budget] == [("Machine", 1)]


def test_a_state_or_a_party_alone_makes_no_line() -> None:
    plan = read(
        etape=["", "Ouvrir"],
        pour_le=["", "2026-12-15"],
        etat=["planned", "done"],
        partie=["person", "counsellor"],
        engagement=["", "Une visite chaque mois"],
    )
    assert [(one.title, one.due_on, one.state) for one in plan.steps] == [
        ("Ouvrir", date(2026, 12, 15), StepState.DONE)
    ]
    assert [one.party for one in plan.commitments] == [PlanParty.COUNSELLOR]


def test_every_field_to_correct_is_named_at_once_by_its_line() -> None:
    found = faults(
        article=["Machine", "", "Fil"],
        quantite=["0", "", "une"],
        prix=["cher", "12", ""],
        etape=[""],
        pour_le=["2026-13-40"],
        etat=["planned"],
        source=["", "indh"],
        montant=["100", ""],
        apport="beaucoup",
        fonds="-3",
        fiche="rien",
    )
    assert found == {
        "quantite-0": "number-too-small",
        "prix-0": "not-a-number",
        "article-1": "field-missing",
        "quantite-2": "not-a-number",
        "prix-2": "field-missing",
        "etape-0": "field-missing",
        "pour_le-0": "not-a-date",
        "source-0": "field-missing",
        "montant-1": "field-missing",
        "apport": "not-a-number",
        "fonds": "number-too-small",
        "intitule": "not-an-id",
    }


@pytest.mark.parametrize(
    ("given", "place", "code"),
    [
        ({"objectif": "a" * 2001}, "objectif", "text-too-long"),
        ({"intitule": "a" * 301}, "intitule", "text-too-long"),
        ({"intitule": "a\x00b"}, "intitule", "not-plain-text"),
        ({"commentaire": "a" * 5001}, "commentaire", "text-too-long"),
        ({"commentaire": "\x00"}, "commentaire", "not-plain-text"),
        ({"voie": "retraite"}, "voie", "field-invalid"),
        ({"article": ["x"] * 101, "prix": ["1"] * 101}, "article-0", "list-too-long"),
    ],
)
def test_what_is_too_long_or_not_a_text_is_said(
    given: dict[str, Any], place: str, code: str
) -> None:
    assert faults(**given) == {place: code}


def test_the_words_of_the_person_are_not_even_stripped() -> None:
    said = "  Je veux\r\nembaucher. "
    assert read(commentaire=said).comment == "  Je veux\nembaucher. "


def test_a_training_and_a_plan_keep_their_records_of_the_catalogue() -> None:
    plan = read(fiche=ACTIVITY_ID, formation=["Comptes"], debut=[""], fiche_formation=[ACTIVITY_ID])
    assert plan.opportunity_id == ACTIVITY_ID
    assert plan.trainings[0].opportunity_id == ACTIVITY_ID


def test_lines_to_write_in_follow_those_that_are_written_and_more_when_asked() -> None:
    form = form_of_fields(fields(article=["Machine"], prix=["1"], lignes="budget"))
    assert [row["article"] for row in form.shown("budget")] == ["Machine", *[""] * 6]
    assert len(form.shown("etapes")) == 2


@pytest.mark.parametrize("written", ["", "trois", "-1", "²"])
def test_a_base_that_is_no_number_is_none(written: str) -> None:
    assert form_of_fields(fields(base=written)).base_version == 0


def test_an_empty_form_can_be_shown_and_says_nothing_yet() -> None:
    form = empty_form(0)
    assert set(form.lines) == set(LINES)
    assert all(not any(row.values()) for name in LISTS for row in form.shown(name))


def problems_of(form: PlanForm) -> tuple[Fault, ...]:
    try:
        form.plan()
    except InvalidRequest as refused:
        return refused.faults
    return ()


@given(st.lists(st.tuples(st.sampled_from(sorted({*LINES, *sum(LISTS.values(), ())})), st.text())))
def test_whatever_is_sent_is_a_plan_or_names_what_to_correct(pairs: list[tuple[str, str]]) -> None:
    form = form_of_fields(FormData(list[Any](pairs)))
    assert set(form.lines) == set(LINES)
    assert problems_of(form) or form.plan().goal
