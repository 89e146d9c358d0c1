"""A placement officer, in a real browser: finds a person, sees why, proposes, declines, undoes."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from matching.vocabulary import Role
from service.api.examples import COMPANY, OPENING
from tests.api_fixtures import Api
from tests.browser_fixtures import signed_in
from tests.page_fixtures import pages

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


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with pages(tmp_path_factory.mktemp("office")) as running:
        running.wait_until_ready()
        maker = running.as_role(Role.OFFICER)
        company = maker.create("/companies", {**COMPANY, "name": "Atelier (inventé)"})
        asked = {**PLAIN, "company_id": company}
        for title in ("Couturier / couturière", "Aide-couturière"):
            maker.create("/openings", {**asked, "title": title, "skills": ["couture"]})
        maker.create("/openings", {**asked, "title": "Couturière", "town": "Oujda"})
        yield running


@pytest.fixture
def person(api: Api) -> str:
    return api.as_role(Role.OFFICER).create("/profiles", TAILOR)


def line_of(page: Page, title: str) -> Any:
    return page.get_by_role("listitem").filter(
        has=page.get_by_role("heading", name=title, exact=True)
    )


def propose_decline_and_undo(page: Page, person: str) -> None:
    page.get_by_role("link", name="Personnes", exact=True).click()
    page.get_by_label("Référence").fill(person)
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_role("heading", name="Ce qui manque")).to_be_visible()
    page.get_by_role("link", name="Voir ce qu’on peut lui proposer").click()
    first = line_of(page, "Couturier / couturière")
    expect(first.get_by_text("compétence demandée sur 1")).to_be_visible()
    expect(page.get_by_text("Écartées : 1 sur 3")).to_be_visible()
    page.get_by_text("Voir les plus proches").click()
    expect(page.get_by_text("Couturière – Trop loin du domicile")).to_be_visible()

    first.get_by_role("button", name="Noter comme proposée").click()
    noted = page.locator("#en-cours")
    expect(noted.get_by_text("Proposée, en cours")).to_be_visible()

    second = line_of(page, "Aide-couturière")
    second.get_by_text("Décliner", exact=True).click()
    second.get_by_label("Pourquoi ?").select_option(label="Horaires")
    second.get_by_role("button", name="Noter le refus").click()
    expect(noted.get_by_text("(Horaires)")).to_be_visible()

    undo = "Annuler la réponse sur Couturier / couturière"
    noted.get_by_role("button", name=undo).click()
    expect(noted.get_by_text("Proposée, en cours")).to_have_count(0)
    expect(line_of(page, "Couturier / couturière")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_an_officer_proposes_declines_and_undoes(
    api: Api, address: str, browser: Browser, person: str, script: bool
) -> None:
    page = signed_in(browser, address, api, Role.OFFICER, "MA-04", script=script)
    propose_decline_and_undo(page, person)
    page.context.close()


def test_a_proposal_in_arabic_isolates_what_is_written_from_left_to_right(
    api: Api, address: str, browser: Browser, person: str
) -> None:
    page = signed_in(browser, address, api, Role.OFFICER, width=390)
    page.get_by_role("button", name="العربية").click()
    page.goto(f"/personnes/{person}/selection")
    expect(page.get_by_role("heading", name="ما تم استبعاده")).to_be_visible()
    title = page.locator("ol.lines h2 bdi").first
    expect(title).to_have_text("Couturier / couturière")
    page.get_by_role("button", name="تسجيل كمقترح").first.click()
    expect(page.locator("#en-cours").get_by_text("تم اقتراحه، قيد المتابعة")).to_be_visible()
    page.context.close()
