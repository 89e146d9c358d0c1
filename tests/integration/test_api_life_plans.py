"""A plan is written by several people over time, and printed for all of them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from matching.records import KitItem, Opportunity
from matching.vocabulary import OpportunityKind, RecordKind, Role
from service.api.examples import PROFILE
from service.api.examples_plans import PLAN
from tests.api_fixtures import NOW, Api, Caller, problem, ready_api
from tests.rendered_pages import text_of


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with ready_api(tmp_path_factory.mktemp("plans")) as running:
        yield running


@pytest.fixture(scope="module")
def counsellor(api: Api) -> Caller:
    return api.as_role(Role.COUNSELLOR)


def a_person(counsellor: Caller, home: str = "Salé") -> str:
    return counsellor.create("/profiles", {**PROFILE, "home": home})


def plan(**changed: Any) -> dict[str, Any]:
    return {**PLAN, "opportunity_id": None, **changed}


def test_a_plan_is_written_and_read_with_its_sums(counsellor: Caller) -> None:
    path = f"/profiles/{a_person(counsellor)}/life-plan"
    problem(counsellor.get(path), 404, "no-such-plan")
    written = counsellor.put(path, plan(), 0)
    assert (written.status_code, written.headers["etag"]) == (200, '"1"')
    read = counsellor.get(path).json()
    assert read["financing"] == {
        "equipment_mad": "12505.00",
        "working_capital_mad": "2000.00",
        "total_mad": "14505.00",
        "own_contribution_mad": "1500.00",
        "co_funding_mad": "3000.00",
        "requested_mad": "10005.00",
    }
    assert (read["version"], read["in_force"], read["changes"]) == (1, 1, [])
    assert read["author_role"] == "counsellor"


def test_a_second_version_shows_what_changed_and_who_wrote_it(api: Api, counsellor: Caller) -> None:
    path = f"/profiles/{a_person(counsellor)}/life-plan"
    counsellor.put(path, plan(), 0)
    officer = api.as_role(Role.OFFICER)
    dearer = [{**PLAN["budget"][0], "unit_price_mad": "7000.00"}, *PLAN["budget"][1:]]
    steps = [*PLAN["steps"], {"title": "Ouvrir"}]
    assert officer.put(path, plan(budget=dearer, steps=steps), 1).status_code == 200
    first, second = counsellor.get(f"{path}/versions").json()["versions"]
    assert first["author_id"] != second["author_id"]
    assert second["author_role"] == "officer"
    assert [(one["kind"], one["field"]) for one in second["changes"]] == [
        ("changed", "budget"),
        ("added", "steps"),
    ]
    assert second["changes"][0]["before"] == {"unit_price_mad": "6500.00"}
    assert second["changes"][0]["after"] == {"unit_price_mad": "7000.00"}
    printed = text_of(counsellor.get(f"{path}.pdf").content)
    assert "Ce qui a changé depuis la version 1" in printed
    assert "6 500,00 → 7 000,00" in printed
    assert "Chargé(e) de placement" in printed


def test_what_was_written_on_an_older_version_is_kept_beside(api: Api, counsellor: Caller) -> None:
    path = f"/profiles/{a_person(counsellor)}/life-plan"
    counsellor.put(path, plan(), 0)
    counsellor.put(path, plan(title="Atelier de retouche"), 1)
    other = api.as_role(Role.COUNSELLOR)
    late = problem(other.put(path, plan(title="Atelier de broderie"), 1), 412, "record-changed")
    assert late["params"] | {"id": ""} == {
        "kind": "life-plan",
        "id": "",
        "expected": 1,
        "current": 2,
        "kept_as": 3,
    }
    again = problem(other.put(path, plan(title="Atelier de broderie"), 1), 412, "record-changed")
    assert again["params"]["kept_as"] == 3
    assert counsellor.get(path).json()["plan"]["title"] == "Atelier de retouche"
    beside = counsellor.get(f"{path}?version=3").json()
    assert (beside["is_beside"], beside["plan"]["title"]) == (True, "Atelier de broderie")
    assert counsellor.put(path, beside["plan"], 2).json()["version"] == 4


def test_the_same_plan_again_makes_no_version(counsellor: Caller) -> None:
    path = f"/profiles/{a_person(counsellor)}/life-plan"
    assert counsellor.put(path, plan(), 0).json()["version"] == 1
    assert counsellor.put(path, plan(), 1).json()["version"] == 1
    assert len(counsellor.get(f"{path}/versions").json()["versions"]) == 1


@pytest.mark.parametrize(
    "comment",
    [
        "  Je veux ouvrir à mon compte, pas plus tard !  \n\nبغيت نخدم مع ختي.",
        "Depuis ma sortie de prison personne ne me rappelle.",
    ],
)
def test_the_persons_own_words_are_kept_to_the_letter(counsellor: Caller, comment: str) -> None:
    path = f"/profiles/{a_person(counsellor)}/life-plan"
    counsellor.put(path, plan(comment=comment), 0)
    assert counsellor.get(path).json()["plan"]["comment"] == comment


def test_words_about_a_past_stay_in_the_file(counsellor: Caller) -> None:
    path = f"/profiles/{a_person(counsellor)}/life-plan"
    told = {
        "goal": "Ouvrir un atelier après ma sortie de prison",
        "comment": "En prison j'ai appris la couture.",
        "commitments": [{"party": "person", "text": "Ne plus penser à la détention"}],
    }
    removed = counsellor.put(path, plan(**told), 0).json()["removed"]
    assert {one["field"] for one in removed} == {"/goal", "/commitments/0/text"}
    for form in ("pdf", "html", "xlsx"):
        answer = counsellor.get(f"{path}.{form}")
        assert answer.status_code == 200
    shown = text_of(counsellor.get(f"{path}.pdf").content)
    page = counsellor.get(f"{path}.html").text
    for text in (shown, page):
        assert "prison" not in text
        assert "détention" not in text
        assert "Conservé tel quel au dossier." in text


def test_the_sheet_names_nobody_unless_it_is_asked_for(api: Api, counsellor: Caller) -> None:
    from service.storage import Identity

    person = a_person(counsellor)
    with api.storage.begin(identity=True) as work:
        work.identities.put_many(
            [Identity(profile_id=person, family_name="Inventé", given_name="Yassine")]
        )
    path = f"/profiles/{person}/life-plan"
    counsellor.put(path, plan(), 0)
    plain = text_of(counsellor.get(f"{path}.pdf").content)
    assert "Yassine" not in plain
    assert person.replace("-", "")[:8].upper() in plain
    named = text_of(counsellor.get(f"{path}.pdf?with_identity=true").content)
    assert "Yassine Inventé" in named
    administrator = api.as_role(Role.ADMINISTRATOR)
    refused = administrator.get(f"{path}.pdf?with_identity=true")
    problem(refused, 403, "role-not-allowed")


def test_each_form_is_given_by_extension_or_by_accept(counsellor: Caller) -> None:
    path = f"/profiles/{a_person(counsellor)}/life-plan"
    counsellor.put(path, plan(), 0)
    pdf = counsellor.get(path, headers={"Accept": "application/pdf"})
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.content == counsellor.get(f"{path}.pdf").content
    page = counsellor.get(path, headers={"Accept": "text/html", "Accept-Language": "ar"})
    assert 'dir="rtl"' in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    json = counsellor.get(path, headers={"Accept": "application/json, text/html"})
    assert json.json()["version"] == 1


def test_a_text_is_never_run_as_markup(counsellor: Caller) -> None:
    path = f"/profiles/{a_person(counsellor)}/life-plan"
    evil = '<script>alert("1")</script> #set page(width: 1pt) $x$ = @y 日本'
    assert counsellor.put(path, plan(goal=evil), 0).status_code == 200
    page = counsellor.get(f"{path}.html").text
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "#set page(width: 1pt) $x$" in text_of(counsellor.get(f"{path}.pdf").content)


def test_more_money_than_the_budget_is_refused(counsellor: Caller) -> None:
    path = f"/profiles/{a_person(counsellor)}/life-plan"
    refused = counsellor.put(path, plan(own_contribution_mad="11505.01"), 0)
    assert problem(refused, 422, "funding-exceeds-budget")["params"] == {"excess_mad": "0.01"}
    assert counsellor.put(path, plan(own_contribution_mad="11505.00"), 0).status_code == 200


def test_a_negative_price_and_a_fraction_of_a_centime_are_refused(counsellor: Caller) -> None:
    path = f"/profiles/{a_person(counsellor)}/life-plan"
    for price in ("-1.00", "1.001"):
        budget = [{"item": "Machine", "unit_price_mad": price}]
        problem(counsellor.put(path, plan(budget=budget), 0), 422, "invalid-request")


def test_a_signature_belongs_to_one_version(counsellor: Caller) -> None:
    path = f"/profiles/{a_person(counsellor)}/life-plan"
    counsellor.put(path, plan(), 0)
    signature = {"version": 1, "party": "person", "signed_on": "2026-11-20"}
    assert counsellor.post(f"{path}/signatures", signature).status_code == 201
    problem(counsellor.post(f"{path}/signatures", signature), 409, "already-signed")
    tomorrow = {**signature, "party": "counsellor", "signed_on": "2026-11-21"}
    problem(counsellor.post(f"{path}/signatures", tomorrow), 422, "date-in-future")
    unknown = {**signature, "version": 9}
    problem(counsellor.post(f"{path}/signatures", unknown), 404, "no-such-plan")
    counsellor.put(path, plan(title="Atelier de retouche"), 1)
    first, second = counsellor.get(f"{path}/versions").json()["versions"]
    assert [one["party"] for one in first["signatures"]] == ["person"]
    assert second["signatures"] == []


def test_a_plan_stays_in_its_region(api: Api, counsellor: Caller) -> None:
    path = f"/profiles/{a_person(counsellor)}/life-plan"
    counsellor.put(path, plan(), 0)
    elsewhere = api.as_role(Role.COUNSELLOR, "MA-01")
    problem(elsewhere.get(path), 403, "not-your-territory")
    problem(elsewhere.put(path, plan(), 1), 403, "not-your-territory")
    problem(elsewhere.get(f"{path}.pdf"), 403, "not-your-territory")
    problem(api.as_role(Role.ANALYST).get(path), 403, "role-not-allowed")


def test_erasing_a_person_erases_the_plan(api: Api, counsellor: Caller) -> None:
    person = a_person(counsellor)
    path = f"/profiles/{person}/life-plan"
    counsellor.put(path, plan(comment="fil d’or"), 0)
    counsellor.post(
        f"{path}/signatures", {"version": 1, "party": "person", "signed_on": "2026-11-20"}
    )
    erased = api.as_role(Role.OFFICER).delete(f"/profiles/{person}", 1)
    assert erased.status_code == 200
    problem(counsellor.get(path), 404, "no-such-record")
    with api.storage.read() as work:
        assert work.life_plans.versions(person) == []
        assert work.life_plans.signatures(person, 1) == []


def test_a_draft_starts_from_the_kit_of_an_activity(api: Api, counsellor: Caller) -> None:
    kit = (
        KitItem(
            name="Poste à souder",
            quantity=2,
            price_low_mad=Decimal("1500.00"),
            price_high_mad=Decimal("1850.50"),
        ),
    )
    activity = Opportunity(
        id=str(uuid4()),
        kind=OpportunityKind.ACTIVITY,
        title="Atelier de soudure",
        kit=kit,
        working_capital_mad=Decimal("2000.00"),
        permits=("Autorisation de la commune",),
    )
    with api.storage.begin() as work:
        work.records.put(RecordKind.ACTIVITY, activity, at=NOW, source="test", actor="test")
    path = f"/profiles/{a_person(counsellor)}/life-plan"
    draft = counsellor.get(f"{path}/draft?opportunity_id={activity.id}").json()
    assert draft["budget"] == [
        {"item": "Poste à souder", "quantity": 2, "unit_price_mad": "1850.50"}
    ]
    assert [step["title"] for step in draft["steps"]] == ["Autorisation de la commune"]
    problem(counsellor.get(path), 404, "no-such-plan")
    assert counsellor.put(path, draft, 0).status_code == 200
    assert counsellor.get(path).json()["financing"]["requested_mad"] == "5701.00"
