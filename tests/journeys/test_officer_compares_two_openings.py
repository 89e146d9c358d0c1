"""An officer narrows a shortlist, compares two openings and proposes one of them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from matching.vocabulary import Role
from tests.browser_fixtures import served, signed_in
from tests.tailors import REGION, TailorsOffice, a_tailors_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TailorsOffice]:
    with a_tailors_office(tmp_path_factory.mktemp("office")) as found:
        yield found


@pytest.fixture(scope="module")
def address(office: TailorsOffice) -> Iterator[str]:
    with served(office.api) as found:
        yield found


def narrowed(page: Page, person: str) -> None:
    page.goto(f"/personnes/{person}/selection")
    page.get_by_text("Réduire la liste").click()
    page.get_by_label("Heures par semaine, au plus").fill("20")
    page.get_by_role("button", name="Appliquer").click()
    expect(page.get_by_text("Liste réduite : 1 possibilité répond au filtre.")).to_be_visible()
    expect(page.locator("ol.lines > li")).to_have_count(1)


def compared(page: Page, person: str) -> None:
    page.goto(f"/personnes/{person}/selection")
    for title in ("Couturier / couturière", "Aide-couturière"):
        page.get_by_label(f"Comparer {title}").check()
    page.get_by_role("button", name="Comparer les deux lignes cochées").click()
    expect(page.get_by_role("heading", name="Comparer pour")).to_be_visible()
    hours = page.get_by_role("row").filter(has_text="Heures par semaine")
    expect(hours).to_contain_text("44")
    expect(hours).to_contain_text("20")
    expect(page.get_by_text("« couture et retouches sur machine »").first).to_be_visible()
    page.get_by_role("button", name="Noter « Aide-couturière » comme proposée").click()
    noted = page.locator("#en-cours")
    expect(noted.get_by_text("Aide-couturière")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_an_officer_narrows_compares_and_proposes(
    office: TailorsOffice, address: str, browser: Browser, script: bool
) -> None:
    page = signed_in(browser, address, office.api, Role.OFFICER, REGION, script=script)
    person = office.somebody()
    narrowed(page, person)
    compared(page, person)
    page.context.close()


def test_script_replaces_only_the_list_and_going_back_gives_the_whole_page(
    office: TailorsOffice, address: str, browser: Browser
) -> None:
    page = signed_in(browser, address, office.api, Role.OFFICER, REGION)
    here = f"/personnes/{office.somebody()}/selection"
    page.goto(here)
    page.evaluate("window.stayed = true")
    page.get_by_text("Réduire la liste").click()
    page.get_by_label("Saisonnier").check()
    page.get_by_role("button", name="Appliquer").click()
    expect(page.get_by_text("Liste réduite : 1 possibilité répond au filtre.")).to_be_visible()
    assert page.evaluate("window.stayed") is True
    expect(page).to_have_url(re.compile("contrat=seasonal"))
    page.go_back()
    expect(page.locator("ol.lines > li")).to_have_count(2)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_forward()
    expect(page.locator("ol.lines > li")).to_have_count(1)
    expect(page.get_by_role("navigation", name="Menu principal")).to_be_visible()
    page.context.close()


def test_a_filter_that_is_refused_says_so_in_place_of_the_page(
    office: TailorsOffice, address: str, browser: Browser
) -> None:
    page = signed_in(browser, address, office.api, Role.OFFICER, REGION)
    page.goto(f"/personnes/{office.person}/selection")
    page.get_by_text("Réduire la liste").click()
    page.get_by_label("À moins de (km)").evaluate("field => field.removeAttribute('max')")
    page.get_by_label("À moins de (km)").fill("90000")
    page.get_by_role("button", name="Appliquer").click()
    expect(page.get_by_role("heading", name="Demande à corriger")).to_be_visible()
    expect(page.get_by_role("navigation", name="Menu principal")).to_be_visible()
    assert page.locator("main").count() == 1
    page.context.close()


def test_everything_kept_out_is_reached_from_the_counts(
    office: TailorsOffice, address: str, browser: Browser
) -> None:
    page = signed_in(browser, address, office.api, Role.OFFICER, REGION)
    page.goto(f"/personnes/{office.somebody()}/selection")
    page.get_by_role("link", name="Trop loin du domicile (1)").click()
    row = page.get_by_role("row").filter(has_text="Tailleur")
    expect(row.get_by_text("Trop loin du domicile")).to_be_visible()
    expect(page.get_by_role("link", name="Toutes (1)")).to_be_visible()
    page.context.close()
