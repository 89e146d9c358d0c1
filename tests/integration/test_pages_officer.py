"""What a placement officer sees and notes: people, proposals with reasons, offers, companies."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from matching.vocabulary import Role
from service.api.examples import COMPANY, OPENING
from tests.api_fixtures import Api
from tests.page_fixtures import Browser, browser_of, pages, visible

TAILOR: dict[str, Any] = {
    "statements": [
        {"kind": "skill", "text": "couture et retouches sur machine"},
        {"kind": "experience", "text": "Couturière en atelier", "months": 36},
    ],
    "home": "Salé",
    "max_distance_km": 30,
    "available_from": "2026-12-15",
}
PLAIN = {**OPENING, "schedule": [], "required_languages": {}, "demands": []}
TABS = ("opening", "activity", "training", "mentor")


@dataclass(frozen=True)
class Office:
    """A running office: people of two regions, one company, two openings."""

    api: Api
    officer: Browser
    tailor: str
    elsewhere: str
    free: str
    opening: str
    far: str
    company: str


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pages(tmp_path_factory.mktemp("office")) as api:
        api.wait_until_ready()
        maker = api.as_role(Role.OFFICER)
        company = maker.create("/companies", {**COMPANY, "name": "Atelier <inventé>"})
        asked = {**PLAIN, "company_id": company}
        tailoring = {"title": "Couturier / couturière", "skills": ["couture", "retouches"]}
        yield Office(
            api=api,
            officer=browser_of(api, Role.OFFICER, "MA-04"),
            tailor=maker.create("/profiles", TAILOR),
            elsewhere=maker.create("/profiles", {**TAILOR, "home": "Oujda"}),
            free=maker.create("/profiles", {**TAILOR, "available_from": "2026-01-05"}),
            opening=maker.create("/openings", {**asked, **tailoring}),
            far=maker.create("/openings", {**asked, "title": "Couturière", "town": "Oujda"}),
            company=company,
        )


@pytest.fixture
def person(office: Office) -> str:
    """Somebody about whom nothing was noted yet."""
    return office.api.as_role(Role.OFFICER).create("/profiles", TAILOR)


def answer_path(office: Office, person: str) -> str:
    return f"/personnes/{person}/reponses/{office.opening}"


def selection_path(person: str, tab: str = "opening") -> str:
    return f"/personnes/{person}/selection?genre={tab}"


def test_people_of_the_territory_are_listed_those_who_are_free_first(office: Office) -> None:
    text = office.officer.get("/personnes").text
    shown = re.findall(r'href="/personnes/([0-9a-f-]{36})"', text)
    assert shown[0] == office.free
    assert office.tailor in shown
    assert office.elsewhere not in shown
    assert "personnes de votre territoire. Tri :" in visible(text)
    assert "15 décembre 2026" in visible(text)


def test_a_reference_leads_straight_to_its_person_and_an_unknown_one_is_said(
    office: Office,
) -> None:
    found = office.officer.get(f"/personnes?cherche={office.tailor}")
    assert found.headers["location"] == f"/personnes/{office.tailor}"
    for nobody in (office.elsewhere, "P-000"):
        text = visible(office.officer.get(f"/personnes?cherche={nobody}").text)
        assert f"« {nobody} » dans votre territoire" in text


def test_a_person_s_page_says_what_is_known_and_what_is_missing(office: Office) -> None:
    text = visible(office.officer.get(f"/personnes/{office.tailor}").text)
    assert "couture et retouches sur machine" in text
    assert "Salé" in text
    missing = text.split("Ce qui manque")[1]
    assert "Contrats acceptés" in missing
    assert "Rien n’a encore été proposé." in missing


def test_a_proposal_shows_its_reasons_its_evidence_and_how_far_to_trust_it(
    office: Office,
) -> None:
    page = office.officer.get(selection_path(office.tailor))
    text = visible(page.text)
    assert page.status_code == 200
    assert "2 compétences demandées sur 2" in text
    assert "« couture et retouches sur machine »" in text
    assert "Confiance" in text
    assert "Tri : ce qui convient le mieux" in text
    assert "Atelier <inventé>" in text
    assert "Atelier <inventé>" not in page.text


def test_what_is_left_out_is_counted_and_opens_into_every_reason(office: Office) -> None:
    text = visible(office.officer.get(selection_path(office.tailor)).text)
    assert re.search(r"Écartées : 1 sur [23] — Trop loin du domicile \(1\)", text)
    assert "Couturière – Trop loin du domicile" in text


@pytest.mark.parametrize("tab", TABS)
def test_every_kind_of_proposal_has_its_tab(office: Office, tab: str) -> None:
    page = office.officer.get(selection_path(office.tailor, tab))
    assert page.status_code == 200
    assert f'genre={tab}" aria-current="page"' in page.text


def test_a_proposal_is_noted_shown_as_noted_and_can_be_undone(office: Office, person: str) -> None:
    path, list_path = answer_path(office, person), selection_path(person)
    noted = office.officer.post(path, {"reponse": "proposed"}, on=list_path)
    assert (noted.status_code, noted.headers["location"]) == (303, f"{list_path}#en-cours")
    text = visible(office.officer.get(list_path).text)
    assert "Proposée, en cours Couturier / couturière" in text
    assert "par vous" in text
    assert "Déjà proposée, en cours (1)" in text
    assert office.officer.post(path, {"reponse": "withdrawn"}, on=list_path).status_code == 303
    assert "Réponses déjà notées" not in visible(office.officer.get(list_path).text)


def test_a_decline_keeps_its_reason(office: Office, person: str) -> None:
    form = {"reponse": "declined-by-person", "motif": "hours"}
    assert office.officer.post(answer_path(office, person), form).status_code == 303
    text = visible(office.officer.get(f"/personnes/{person}").text)
    assert "Déclinée par la personne Couturier / couturière (Horaires)" in text


def test_what_a_colleague_answered_before_is_shown_and_what_was_chosen_is_kept(
    office: Office, person: str
) -> None:
    colleague = browser_of(office.api, Role.COUNSELLOR)
    form = {"reponse": "declined-by-company", "motif": "position-filled"}
    assert colleague.post(answer_path(office, person), form).status_code == 303
    conflict = office.officer.post(
        answer_path(office, person), {"reponse": "not-suitable", "motif": "skills"}
    )
    assert conflict.status_code == 409
    text = visible(conflict.text)
    assert "Avis déjà donné" in text
    assert "Déclinée par l’entreprise (Poste pourvu)" in text
    assert "par un collègue" in text
    assert 'value="not-suitable" selected' in conflict.text
    assert 'value="skills" selected' in conflict.text


def test_a_hiring_is_noted_on_its_day_and_a_day_to_come_is_refused(
    office: Office, person: str
) -> None:
    page, path = answer_path(office, person), f"/personnes/{person}/suites/{office.opening}"
    early = office.officer.post(path, {"suite": "hired", "jour": "2026-11-21"}, on=page)
    assert early.status_code == 422
    assert 'value="2026-11-21"' in early.text
    assert 'value="hired" selected' in early.text
    noted = office.officer.post(path, {"suite": "hired", "jour": "2026-11-18"}, on=page)
    assert (noted.status_code, noted.headers["location"]) == (303, page)
    assert "18 novembre 2026 – Embauche" in visible(office.officer.get(page).text)


def test_an_answer_about_somebody_elsewhere_is_refused(office: Office) -> None:
    path = f"/personnes/{office.elsewhere}/reponses/{office.opening}"
    own = answer_path(office, office.tailor)
    refused = office.officer.post(path, {"reponse": "proposed"}, on=own)
    assert refused.status_code == 403


def test_an_opening_s_page_names_the_people_of_the_territory_whom_it_fits(office: Office) -> None:
    text = office.officer.get(f"/offres/{office.opening}").text
    assert f"/personnes/{office.tailor}" in text
    assert office.elsewhere not in text
    assert "2 compétences demandées sur 2" in visible(text)


def test_openings_and_companies_are_listed_and_say_how_they_are_sorted(office: Office) -> None:
    offers = visible(office.officer.get("/offres").text)
    assert "offres en cours. Tri :" in offers
    companies = office.officer.get("/entreprises").text
    assert f"/entreprises/{office.company}" in companies
    assert re.search(r"\d entreprises?\. Tri : par nom\.", visible(companies))


def test_a_company_s_page_says_how_it_answers_with_its_numbers(office: Office, person: str) -> None:
    maker = office.api.as_role(Role.OFFICER)
    company = maker.create("/companies", {**COMPANY, "name": "Atelier silencieux"})
    opening = maker.create("/openings", {**PLAIN, "company_id": company, "title": "Tailleur"})
    path = f"/entreprises/{company}"
    assert "Jamais encore sollicitée" in visible(office.officer.get(path).text)
    form = {"reponse": "declined-by-company", "motif": "no-reply"}
    office.officer.post(f"/personnes/{person}/reponses/{opening}", form)
    text = visible(office.officer.get(path).text)
    assert "Sollicitée pour 1 personne : trop peu pour dire comment elle répond" in text
    assert "A répondu pour" not in text
    assert "Tailleur" in text
    for number in range(4):
        other = maker.create("/profiles", TAILOR)
        said = {"reponse": "declined-by-company", "motif": "skills" if number else "no-reply"}
        office.officer.post(f"/personnes/{other}/reponses/{opening}", said)
    text = visible(office.officer.get(path).text)
    assert "A répondu pour 3 des 5 personnes proposées" in text
    assert "Déclinée (5)" in text
    history = text.split("Ce qui lui a été proposé")[1]
    assert "Déclinée par l’entreprise (Pas de réponse)" in history
    assert "par vous" in history


def test_a_page_of_the_list_beyond_the_last_is_the_last(office: Office) -> None:
    assert office.officer.get("/personnes?feuille=99").status_code == 200
