"""A placement officer, in a browser: shares out, pins, leaves out, solves again, hands over."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from matching.vocabulary import Role
from service.api.examples import COMPANY, OPENING
from tests.api_fixtures import Api
from tests.browser_fixtures import check_usable, signed_in
from tests.page_fixtures import pages

SEWER: dict[str, Any] = {
    "statements": [
        {"kind": "skill", "text": "couture et retouches sur machine"},
        {"kind": "experience", "text": "Couturière en atelier", "months": 36},
    ],
    "home": "Salé",
    "available_from": "2026-12-15",
}
PLAIN = {
    **OPENING,
    "schedule": [],
    "required_languages": {},
    "demands": [],
    "skills": ["couture"],
    "starts_on": None,
    "places": 1,
}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with pages(tmp_path_factory.mktemp("office")) as running:
        running.wait_until_ready()
        maker = running.as_role(Role.OFFICER)
        for name, title in (
            ("Atelier (inventé)", "Couturière"),
            ("Mode (inventée)", "Aide-couturière"),
        ):
            company = maker.create("/companies", {**COMPANY, "name": name})
            maker.create("/openings", {**PLAIN, "company_id": company, "title": title})
        yield running


@pytest.fixture(scope="module")
def people(api: Api) -> list[str]:
    maker = api.as_role(Role.OFFICER)
    return [maker.create("/profiles", SEWER) for _ in range(3)]


def gather(page: Page, people: list[str]) -> None:
    page.get_by_role("link", name="Cohortes").first.click()
    page.get_by_role("link", name="Réunir une cohorte").click()
    page.get_by_label("Personnes : une référence par ligne").fill("\n".join(people))
    page.get_by_role("button", name="Répartir").click()
    expect(page.get_by_role("heading", name="Qui reçoit quoi")).to_be_visible()


def rows(page: Page) -> Locator:
    return page.locator("table.sharing tbody tr")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_an_officer_pins_one_leaves_one_out_and_solves_again(
    api: Api, address: str, browser: Browser, people: list[str], script: bool
) -> None:
    page = signed_in(browser, address, api, Role.OFFICER, "MA-04", script=script)
    gather(page, people)
    expect(page.get_by_text("2 sur 3").first).to_be_visible()
    expect(rows(page)).to_have_count(3)
    pinned = rows(page).nth(0).get_by_role("link").inner_text()
    left_out = rows(page).nth(1).get_by_role("link").inner_text()

    rows(page).nth(0).get_by_role("button", name="Fixer").click()
    expect(page.get_by_role("status").first).to_contain_text("1 décision à appliquer")
    expect(page).to_have_url(re.compile("decisions=f"))
    rows(page).nth(1).get_by_text("Autre décision").click()
    rows(page).nth(1).get_by_role("button", name="Laisser la personne de côté").click()
    expect(page.get_by_role("status").first).to_contain_text("2 décisions à appliquer")
    page.get_by_role("button", name="Recalculer", exact=True).click()

    change = page.locator("#change")
    expect(change.get_by_text("2 personnes concernées.")).to_be_visible()
    expect(change.get_by_text(left_out)).to_be_visible()
    decided = page.locator("#decisions")
    expect(decided.get_by_text("En vigueur")).to_have_count(2)
    expect(rows(page).filter(has_text=pinned).get_by_text("Fixée", exact=True)).to_be_visible()
    expect(rows(page).filter(has_text=left_out)).to_contain_text("Laissée de côté par décision")

    decided.get_by_role("button", name=re.compile(f"{left_out}")).click()
    expect(decided.get_by_text("Ne comptera plus")).to_be_visible()
    page.get_by_role("button", name="Recalculer", exact=True).click()
    expect(rows(page).filter(has_text=left_out).get_by_text("C’est celui-ci")).to_have_count(0)
    expect(page.locator("#decisions").get_by_text("En vigueur")).to_have_count(1)
    page.context.close()


def test_an_officer_keeps_a_plan_and_hands_a_list_over(
    api: Api, address: str, browser: Browser
) -> None:
    maker = api.as_role(Role.OFFICER)
    company = maker.create("/companies", {**COMPANY, "name": "Confection (inventée)"})
    maker.create("/openings", {**PLAIN, "company_id": company, "title": "Ourleuse", "places": 9})
    some = [maker.create("/profiles", SEWER) for _ in range(2)]
    page = signed_in(browser, address, api, Role.OFFICER, "MA-04")
    gather(page, some)
    page.get_by_role("button", name="Je retiens cette répartition").click()
    expect(page.locator("#retenue")).to_contain_text("2 sur 2")
    page.get_by_role("link", name="Préparer la liste à lui remettre").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Profils à remettre à")
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Langue de la liste").select_option("ar")
    page.get_by_role("button", name="Lire la liste avant de la remettre").click()
    leaving = page.get_by_role("article")
    expect(leaving).to_have_attribute("dir", "rtl")
    expect(leaving).to_contain_text("مؤهلات مقترحة")
    expect(leaving).to_contain_text("couture et retouches sur machine")
    link = page.get_by_role("link", name="Télécharger en PDF").get_attribute("href")
    answer = page.request.get(f"{address}{link}")
    assert answer.headers["content-type"] == "application/pdf"
    assert 'filename="profils-ar.pdf"' in answer.headers["content-disposition"]
    page.get_by_role("button", name="J’ai remis cette liste").click()
    expect(page.get_by_text("La remise est notée pour 1 personne.")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("language", ["Français", "العربية"])
def test_the_pages_of_a_cohort_can_be_used_by_everybody_in_both_directions(
    api: Api, address: str, browser: Browser, people: list[str], language: str
) -> None:
    page = signed_in(browser, address, api, Role.OFFICER)
    gather(page, people)
    plan = page.url
    page.get_by_role("link", name="Préparer la liste à lui remettre").first.click()
    choice = page.url
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Lire la liste avant de la remettre").click()
    preview = page.url
    page.goto("/cohortes/nouvelle")
    page.get_by_role("button", name=language).click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "العربية" else "ltr")
    shown = (plan, f"{plan}?decisions=f0.e1", choice, preview)
    for one in shown:
        check_usable(page, one)
    page.context.close()
