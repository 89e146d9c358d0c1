"""An officer in the morning: who comes out, what is proposed to them, whose answer is awaited."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from matching.vocabulary import Role
from tests.browser_fixtures import check_usable, served, signed_in
from tests.tailors import REGION, TailorsOffice, a_tailors_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TailorsOffice]:
    with a_tailors_office(tmp_path_factory.mktemp("office")) as found:
        yield found


@pytest.fixture(scope="module")
def address(office: TailorsOffice) -> Iterator[str]:
    with served(office.api) as found:
        yield found


def the_block(page: Page, title: str) -> Locator:
    return page.get_by_role("region").filter(has=page.get_by_role("heading", name=title))


def spend_the_morning(page: Page) -> None:
    expect(page.get_by_role("heading", name="Ma journée")).to_be_visible()
    coming = the_block(page, "Bientôt disponibles")
    expect(coming.get_by_text("dans 11 jours").first).to_be_visible()
    coming.get_by_role("link", name="Voir").click()
    expect(page.get_by_text("Tri : d’abord celles qui sont disponibles")).to_be_visible()
    row = page.locator("tbody tr").filter(has_text="Rien encore proposé").first
    row.get_by_role("link").click()
    page.get_by_role("link", name="Voir ce qu’on peut lui proposer").click()
    title = page.locator("ol.lines h2 bdi").first.inner_text()
    page.get_by_role("button", name="Noter comme proposée").first.click()
    expect(page.locator("#en-cours").get_by_text("Proposée, en cours")).to_be_visible()

    page.get_by_role("link", name="Ma journée").click()
    waiting = the_block(page, "Réponses attendues")
    expect(waiting.get_by_text("depuis aujourd’hui").first).to_be_visible()
    waiting.get_by_role("link", name="Voir").click()
    page.get_by_role("row").filter(has_text=title).last.get_by_role("link").first.click()
    page.get_by_label("Réponse", exact=True).select_option(label="Acceptée")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#en-cours").get_by_text("Acceptée")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_an_officer_spends_the_morning(
    office: TailorsOffice, address: str, browser: Browser, script: bool
) -> None:
    office.somebody()
    page = signed_in(browser, address, office.api, Role.OFFICER, REGION, script=script)
    spend_the_morning(page)
    page.context.close()


def test_the_day_names_the_companies_that_can_take_somebody(
    office: TailorsOffice, address: str, browser: Browser
) -> None:
    page = signed_in(browser, address, office.api, Role.OFFICER, REGION)
    block = the_block(page, "Entreprises avec des places")
    block.get_by_role("link", name="Atelier (inventé)").click()
    expect(page.get_by_role("heading", name="Ses offres")).to_be_visible()
    expect(page.get_by_text("Personnes à la fois").first).to_be_visible()
    page.get_by_role("link", name="Aide-couturière").first.click()
    expect(page.get_by_role("heading", name="Personnes à qui elle convient")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("language", ["Français", "العربية"])
def test_every_page_of_the_day_can_be_used_by_everybody_in_both_directions(
    office: TailorsOffice, address: str, browser: Browser, language: str
) -> None:
    page = signed_in(browser, address, office.api, Role.OFFICER)
    page.get_by_role("button", name=language).click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "العربية" else "ltr")
    about = f"/personnes/{office.person}"
    addresses = (
        "/personnes?dispo=30&commune=Sal",
        f"{about}/selection?distance=30&contrat=seasonal",
        f"{about}/selection?genre=mentor",
        f"{about}/ecartees",
        f"{about}/comparer?a={office.full_time}&b={office.far}",
        f"{about}/comparer?offre={office.full_time}",
        f"/offres/{office.full_time}",
        f"/offres/{office.far}/ecartees?motif=too-far",
        "/entreprises?places=1",
    )
    for shown in addresses:
        check_usable(page, shown)
    page.context.close()
