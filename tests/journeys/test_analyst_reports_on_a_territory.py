"""An analyst, in a real browser: reads what was handed over, sends it, and counts a programme."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from matching.vocabulary import Role
from service.api.examples import PROFILE
from tests.api_fixtures import Api
from tests.browser_fixtures import check_usable, signed_in
from tests.page_fixtures import pages
from tests.rendered_pages import text_of

ADDRESSES = ("/bilans", "/bilans/programme?mobilisees=100&projets=50&parrainees=20")


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with pages(tmp_path_factory.mktemp("territory")) as running:
        maker = running.as_role(Role.OFFICER)
        lines = ["référence;date;activité;secteur;ville;article;quantité;prix unitaire;reçu"]
        for at in range(12):
            person = maker.create("/profiles", {**PROFILE, "home": "Casablanca"})
            sector = "artisanat" if at < 6 else "services"
            lines.append(f"{person};20/11/2026;A;{sector};Casablanca;Matériel;1;1 000,50;R-{at}")
        files = {"file": ("remise.csv", "\n".join(lines).encode(), "text/csv")}
        assert maker.post("/hand-overs", files=files).status_code == 201
        yield running


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_an_analyst_reads_a_territory_and_sends_its_report(
    api: Api, address: str, browser: Browser, script: bool
) -> None:
    page = signed_in(browser, address, api, Role.ANALYST, script=script)
    page.get_by_role("link", name="Bilans").click()
    page.get_by_label("Région").select_option(label="Casablanca-Settat")
    page.get_by_role("button", name="Afficher").click()
    row = page.get_by_role("region", name="Par secteur").get_by_role("row", name="Artisanat")
    expect(row.get_by_role("cell", name="6 003,00")).to_be_visible()
    link = page.get_by_role("link", name="Imprimer (PDF)").get_attribute("href") or ""
    printed = page.request.get(address + link)
    assert printed.status == 200
    assert "12 006,00" in text_of(printed.body())
    query = "since=2026-01-01&until=2026-11-20&region=MA-06"
    told = api.as_role(Role.ANALYST).get(f"/reports/territorial?{query}").json()
    assert (told["people"], told["amount_mad"]) == (12, "12006.00")
    page.context.close()


def test_the_steps_of_a_programme_are_drawn_beside_their_targets(
    api: Api, address: str, browser: Browser
) -> None:
    """100 to mobilise, 50 plans, 20 with a mentor."""
    page = signed_in(browser, address, api, Role.ANALYST)
    page.goto("/bilans")
    page.get_by_role("link", name="Étapes d’un programme").click()
    page.get_by_label("Objectif : personnes mobilisées").fill("100")
    page.get_by_label("Objectif : projets de vie").fill("50")
    page.get_by_label("Objectif : personnes parrainées").fill("20")
    page.get_by_role("button", name="Afficher").click()
    picture = page.get_by_role("img", name="Étapes d’un programme")
    expect(picture.locator("line.target")).to_have_count(3)
    first = page.get_by_role("row", name="Personnes mobilisées")
    expect(first.get_by_role("cell", name="12", exact=True)).to_be_visible()
    expect(first.get_by_text("reste :")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("language", ["Français", "العربية"])
def test_both_pages_can_be_used_by_everybody_in_both_directions(
    api: Api, address: str, browser: Browser, language: str
) -> None:
    page = signed_in(browser, address, api, Role.ANALYST)
    page.get_by_role("button", name=language).click()
    for shown in ADDRESSES:
        check_usable(page, shown)
    page.context.close()
