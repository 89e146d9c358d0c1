"""The day of an officer: who comes out, who waits, who can receive; narrowed and compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient

from matching.vocabulary import Role
from service.api.examples import COMPANY, OPENING
from service.security import Action
from service.storage import Sought
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
ASKED = {"title": "Couturier / couturière", "skills": ["couture", "retouches"]}
REGION = {"hx-request": "true"}


@dataclass(frozen=True)
class Office:
    """A running office: people who come out, two near openings and one far away."""

    api: Api
    officer: Browser
    soon: str
    free: str
    unknown: str
    elsewhere: str
    company: str
    near: str
    part_time: str
    far: str


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pages(tmp_path_factory.mktemp("day")) as api:
        api.wait_until_ready()
        maker = api.as_role(Role.OFFICER)
        company = maker.create("/companies", {**COMPANY, "name": "Atelier inventé"})
        asked = {**PLAIN, **ASKED, "company_id": company, "places": 2, "weekly_hours": 44}
        half = {"title": "Aide-couturière", "weekly_hours": 20, "contract": "seasonal"}
        yield Office(
            api=api,
            officer=browser_of(api, Role.OFFICER, "MA-04"),
            soon=maker.create("/profiles", TAILOR),
            free=maker.create("/profiles", {**TAILOR, "available_from": "2026-01-05"}),
            unknown=maker.create("/profiles", {**TAILOR, "available_from": None, "home": "Témara"}),
            elsewhere=maker.create("/profiles", {**TAILOR, "home": "Oujda"}),
            company=company,
            near=maker.create("/openings", asked),
            part_time=maker.create("/openings", {**asked, **half}),
            far=maker.create("/openings", {**asked, "title": "Tailleur", "town": "Oujda"}),
        )


@pytest.fixture
def person(office: Office) -> str:
    """Somebody about whom nothing was noted yet."""
    return office.api.as_role(Role.OFFICER).create("/profiles", TAILOR)


def people_on(text: str) -> set[str]:
    return set(re.findall(r'href="/personnes/([0-9a-f-]{36})"', text))


def test_an_officer_s_day_is_where_they_arrive(office: Office) -> None:
    for role in (Role.OFFICER, Role.COUNSELLOR):
        browser = browser_of(office.api, role, "MA-08")
        assert browser.get("/").headers["location"] == "/ma-journee"
        assert browser.get("/ma-journee").status_code == 200


def test_the_day_says_who_comes_out_how_soon_and_what_is_proposed(office: Office) -> None:
    text = visible(office.officer.get("/ma-journee").text)
    coming = text.split("Bientôt disponibles")[1].split("Réponses attendues")[0]
    assert "Tri : la date la plus proche d’abord" in coming
    assert "dans 25 jours" in coming
    assert "15 décembre 2026" in coming
    assert "Rien encore proposé" in coming
    assert "déjà disponible n’a encore reçu aucune proposition" in coming


def test_the_day_stays_within_the_territory(office: Office) -> None:
    page = office.officer.get("/ma-journee").text
    assert office.soon in page
    assert office.elsewhere not in page


def test_an_answer_is_awaited_until_it_comes(office: Office, person: str) -> None:
    path = f"/personnes/{person}/reponses/{office.part_time}"
    office.officer.post(path, {"reponse": "proposed"})
    day = office.officer.get("/ma-journee").text
    assert path in day
    waiting = visible(day).split("Réponses attendues")[1].split("Entreprises avec")[0]
    assert "Aide-couturière depuis aujourd’hui" in waiting
    assert "Atelier inventé · par vous" in waiting
    listed = visible(office.officer.get("/en-attente").text)
    assert "proposition sans réponse. Tri : la plus ancienne d’abord." in listed
    office.officer.post(path, {"reponse": "withdrawn"})
    assert path not in office.officer.get("/ma-journee").text


def test_a_company_receives_until_its_places_are_taken(office: Office) -> None:
    maker = office.api.as_role(Role.OFFICER)
    named = {**COMPANY, "name": "Atelier d’une place"}
    company = maker.create("/companies", {**named, "max_pending": 5})
    opening = maker.create("/openings", {**PLAIN, **ASKED, "company_id": company, "places": 1})
    listed = visible(office.officer.get("/entreprises?places=1").text)
    assert re.search(r"Atelier d’une place .{0,60}peut recevoir 1 personne 1 0", listed)
    taker = maker.create("/profiles", TAILOR)
    office.officer.post(f"/personnes/{taker}/reponses/{opening}", {"reponse": "accepted"})
    assert company not in office.officer.get("/entreprises?places=1").text
    assert company in office.officer.get("/entreprises").text
    assert "Places 1 Places prises 1" in visible(office.officer.get(f"/offres/{opening}").text)


def test_an_empty_day_says_so_kindly_and_what_to_do(office: Office) -> None:
    text = visible(browser_of(office.api, Role.OFFICER, "MA-11").get("/ma-journee").text)
    assert "Personne ne devient disponible dans les 30 jours." in text
    assert "Aucune réponse n’est attendue" in text
    assert "Aucune entreprise n’a de place libre dans votre territoire." in text
    assert "importez de nouvelles offres" in text


@pytest.mark.parametrize(
    ("query", "who"),
    [
        ("dispo=maintenant", "free"),
        ("dispo=30", "soon"),
        ("dispo=inconnue", "unknown"),
        ("commune=T%C3%A9mara", "unknown"),
        ("manque=availability", "unknown"),
    ],
)
def test_people_are_narrowed_by_a_form_that_needs_no_script(
    office: Office, query: str, who: str
) -> None:
    page = office.officer.get(f"/personnes?{query}&region=").text
    named = {name: getattr(office, name) for name in ("soon", "free", "unknown")}
    assert {name for name, one in named.items() if one in people_on(page)} == {who}
    assert "<details" in page.split("Réduire la liste")[0][-80:]
    assert " open>" in page.split("Réduire la liste")[0][-80:]


def test_people_without_a_proposal_are_found_and_leave_the_list_once_they_have_one(
    office: Office, person: str
) -> None:
    path = "/personnes?sans=1"
    assert person in people_on(office.officer.get(path).text)
    office.officer.post(f"/personnes/{person}/reponses/{office.far}", {"reponse": "proposed"})
    assert person not in people_on(office.officer.get(path).text)
    assert "1 proposition en cours" in visible(office.officer.get("/personnes").text)


def test_a_town_that_nobody_knows_is_said_with_what_it_may_be(office: Office) -> None:
    text = visible(office.officer.get("/personnes?commune=Sal%C3%A9e+la+Neuve").text)
    assert "« Salée la Neuve » n’a pas réduit la liste." in text


@pytest.mark.parametrize("wrong", ["dispo=demain", "manque=tout", "region=MA-4", "feuille=zero"])
def test_what_a_list_cannot_be_narrowed_to_is_said_in_the_reader_s_language(
    office: Office, wrong: str
) -> None:
    arabic = {"accept-language": "ar"}
    refused = office.officer.get(f"/personnes?{wrong}", headers=arabic)
    assert refused.status_code == 422
    assert 'lang="ar"' in refused.text


@pytest.mark.parametrize("path", ["/personnes", "selection"])
def test_script_replaces_only_the_list_and_history_gets_the_whole_page(
    office: Office, path: str
) -> None:
    address = f"/personnes/{office.soon}/selection" if path == "selection" else path
    region = office.officer.get(address, headers=REGION)
    assert "<html" not in region.text
    assert "<h1" not in region.text
    assert "HX-Request" in region.headers["vary"]
    restored = office.officer.get(address, headers={**REGION, "hx-history-restore-request": "true"})
    assert "<html" in restored.text
    assert 'aria-live="polite"' in restored.text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"near", "part_time"}),
        ("heures=20&distance=&region=", {"part_time"}),
        ("contrat=seasonal", {"part_time"}),
        ("distance=30", {"near", "part_time"}),
        ("secteur=transport", set()),
        ("region=MA-02", set()),
    ],
)
def test_a_shortlist_is_narrowed_by_a_form(
    office: Office, person: str, query: str, shown: set[str]
) -> None:
    text = office.officer.get(f"/personnes/{person}/selection?genre=opening&{query}").text
    proposed = text.split("Ce qui est écarté")[0]
    found = {name for name in ("near", "part_time") if getattr(office, name) in proposed}
    assert found == shown
    assert ("Liste réduite" in text) is bool(query)


def test_an_answer_leads_back_to_the_narrowed_list(office: Office, person: str) -> None:
    here = f"/personnes/{person}/selection"
    page = office.officer.get(f"{here}?heures=20").text
    back = re.search(r'name="retour" value="([^"]+)"', page)
    assert back is not None
    form = {"reponse": "proposed", "retour": back[1].replace("&amp;", "&")}
    noted = office.officer.post(
        f"/personnes/{person}/reponses/{office.part_time}", form, on=f"{here}?heures=20"
    )
    assert noted.headers["location"] == f"{here}?genre=opening&heures=20#en-cours"
    away = {"reponse": "withdrawn", "retour": "https://evil.test/"}
    noted = office.officer.post(f"/personnes/{person}/reponses/{office.part_time}", away, on=here)
    assert noted.headers["location"] == f"{here}?genre=opening#en-cours"


def test_boxes_ticked_on_the_list_lead_to_two_side_by_side(office: Office, person: str) -> None:
    page = office.officer.get(f"/personnes/{person}/selection").text
    assert page.count('type="checkbox" form="comparer"') == 2
    path = f"/personnes/{person}/comparer"
    ticked = office.officer.get(f"{path}?offre={office.near}&offre={office.part_time}")
    address = f"{path}?a={office.near}&b={office.part_time}"
    assert (ticked.status_code, ticked.headers["location"]) == (303, address)
    text = visible(office.officer.get(address).text)
    assert "Couturier / couturière · Atelier inventé" in text
    assert "Heures par semaine 44 20" in text
    assert "« couture et retouches sur machine »" in text
    assert "Ce qui l’écarte Rien ne l’écarte. Rien ne l’écarte." in text
    assert "Confiance" in text


def test_what_is_kept_out_can_be_compared_and_says_why(office: Office, person: str) -> None:
    address = f"/personnes/{person}/comparer?a={office.near}&b={office.far}"
    text = visible(office.officer.get(address).text)
    assert "Ce qui l’écarte Rien ne l’écarte. Trop loin du domicile" in text
    assert "Noter « Couturier / couturière » comme proposée" in text
    assert "Noter « Tailleur » comme proposée" not in text


def test_one_box_is_not_enough_and_the_same_twice_is_nothing(office: Office, person: str) -> None:
    path = f"/personnes/{person}/comparer"
    assert "Vous avez coché 1 ligne." in visible(
        office.officer.get(f"{path}?offre={office.near}").text
    )
    same = office.officer.get(f"{path}?a={office.near}&b={office.near}")
    assert same.status_code == 422
    assert "Choisissez deux propositions différentes" in visible(same.text)


def test_every_line_kept_out_is_reached_by_its_reason(office: Office, person: str) -> None:
    form = {"reponse": "declined-by-person", "motif": "hours"}
    office.officer.post(f"/personnes/{person}/reponses/{office.far}", form)
    shown = office.officer.get(f"/personnes/{person}/selection").text
    address = f"/personnes/{person}/ecartees?genre=opening"
    assert f"{address.replace('&', '&amp;')}&amp;motif=too-far" in shown
    everything = visible(office.officer.get(address).text)
    assert re.search(
        r"Tailleur Atelier inventé Oujda Trop loin du domicile Déjà décliné", everything
    )
    near = office.officer.get(f"{address}&motif=licence-missing")
    assert "Rien n’a été écarté pour cette raison." in visible(near.text)
    assert office.far in office.officer.get(f"{address}&motif=already-declined").text
    assert office.officer.get(f"{address}&motif=bad").status_code == 422


def test_people_kept_from_an_opening_are_listed_within_the_territory(office: Office) -> None:
    address = f"/offres/{office.far}/ecartees"
    page = office.officer.get(f"{address}?motif=too-far").text
    assert office.soon in people_on(page)
    assert office.elsewhere not in page
    assert "Trop loin du domicile" in visible(page)
    assert f"{address}?motif=too-far" in office.officer.get(f"/offres/{office.far}").text


def test_an_analyst_sees_how_a_company_answers_and_nobody_by_name(office: Office) -> None:
    analyst = browser_of(office.api, Role.ANALYST)
    page = analyst.get(f"/entreprises/{office.company}").text
    assert "Personnes à la fois" in page
    assert "Ce qui lui a été proposé" not in page
    assert people_on(page) == set()


def test_a_company_whose_convention_is_over_receives_nobody(office: Office) -> None:
    maker = office.api.as_role(Role.OFFICER)
    company = maker.create("/companies", {**COMPANY, "name": "Atelier sous convention"})
    maker.create("/openings", {**PLAIN, **ASKED, "company_id": company, "places": 4})
    assert company in office.officer.get("/entreprises?places=1").text
    over = {"company_id": company, "yearly_quota": 5, "sectors": []}
    signed = maker.post(
        "/conventions", {**over, "starts_on": "2025-01-01", "ends_on": "2025-12-31"}
    )
    assert signed.status_code == 201, signed.text
    assert company not in office.officer.get("/entreprises?places=1").text
    text = visible(office.officer.get(f"/entreprises/{company}").text)
    assert "Sa convention est terminée ou a atteint son nombre de l’année" in text


def test_a_script_is_told_of_an_error_and_of_an_ended_session_as_a_reader_is(
    office: Office,
) -> None:
    asked = {**REGION, "accept": "*/*"}
    wrong = office.officer.get("/personnes?dispo=demain", headers=asked)
    assert wrong.status_code == 422
    assert 'id="contenu"' in wrong.text
    stranger = Browser(TestClient(office.api.app, base_url="https://jisr.test"))
    ended = stranger.get("/personnes?dispo=30", headers=asked)
    assert ended.status_code == 204
    assert ended.headers["hx-redirect"] == "/connexion?suite=%2Fpersonnes%3Fdispo%3D30"


def test_the_trail_says_that_people_were_seen_wherever_a_page_names_them(office: Office) -> None:
    analyst = browser_of(office.api, Role.ANALYST, "MA-04")
    opened = {
        "/ma-journee": "/ma-journee",
        f"/entreprises/{office.company}": "/entreprises/{company_id}",
        f"/offres/{office.near}": "/offres/{opportunity_id}",
    }
    for address in opened:
        office.officer.get(address)
        analyst.get(address)
    with office.api.storage.read() as work:
        sought = Sought(action=Action.READ_PROFILES)
        lines = list(work.audit.each(sought, limit=10_000))
    seen = {one.route for one in lines if one.role is Role.OFFICER}
    assert set(opened.values()) <= seen
    assert {one.route for one in lines if one.role is Role.ANALYST} <= {"/ma-journee"}
    assert all(one.status == 403 for one in lines if one.role is Role.ANALYST)


def test_somebody_of_whom_nothing_is_known_is_asked_first(office: Office) -> None:
    maker = office.api.as_role(Role.OFFICER)
    silent = maker.create("/profiles", {**TAILOR, "statements": []})
    here = f"/personnes/{silent}"
    for path in (f"{here}/selection", f"{here}/ecartees"):
        assert office.officer.get(path).headers["location"] == here
    text = visible(office.officer.get(here).text)
    assert "une seule ligne suffit pour lui proposer quelque chose" in text
    assert "Voir ce qu’on peut lui proposer" not in text
    side = f"{here}/comparer?a={office.near}&b={office.part_time}"
    assert "Confiance – –" in visible(office.officer.get(side).text)
