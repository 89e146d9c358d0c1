"""An officer with a keyboard only: from signing in to a proposal that is noted."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from matching.vocabulary import Role
from tests.browser_fixtures import served
from tests.page_fixtures import PASSWORD, an_account
from tests.tailors import REGION, TailorsOffice, a_tailors_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TailorsOffice]:
    with a_tailors_office(tmp_path_factory.mktemp("office")) as found:
        yield found


@pytest.fixture(scope="module")
def address(office: TailorsOffice) -> Iterator[str]:
    with served(office.api) as found:
        yield found


FOCUSED = "document.activeElement"
_MOST_STEPS = 150


def tab_to(page: Page, *, text: str = "", name: str = "") -> None:
    """Press Tab until something with that text, or that name of a field, has the focus."""
    for _ in range(_MOST_STEPS):
        page.keyboard.press("Tab")
        shown = page.evaluate(f"({FOCUSED}.getAttribute('aria-label') || {FOCUSED}.innerText)")
        field = page.evaluate(f"{FOCUSED}.name || ''")
        if (text and text in (shown or "")) or (name and name == field):
            assert is_outlined(page), text or name
            return
    raise AssertionError(f"the keyboard does not reach {text or name}")


def is_outlined(page: Page) -> bool:
    """Whether a reader sees where the focus is."""
    return bool(
        page.evaluate(
            f"(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2)"
            f"(getComputedStyle({FOCUSED}))"
        )
    )


def test_an_officer_proposes_without_a_mouse(
    office: TailorsOffice, address: str, browser: Browser
) -> None:
    person = office.somebody()
    an_account(office.api, "clavier", Role.OFFICER, REGION)
    page = browser.new_context(base_url=address, locale="fr-FR").new_page()
    page.goto("/connexion")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.className") == "skip"
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.id") == "contenu"
    tab_to(page, name="identifiant")
    page.keyboard.type("clavier")
    tab_to(page, name="mot_de_passe")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ma journée")).to_be_visible()

    tab_to(page, text="Personnes")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Référence")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, name="cherche")
    page.keyboard.type(person)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ce qui manque")).to_be_visible()
    tab_to(page, text="Voir ce qu’on peut lui proposer")
    page.keyboard.press("Enter")
    expect(page.locator("ol.lines")).to_be_visible()

    tab_to(page, name="offre")
    page.keyboard.press("Space")
    assert page.evaluate(f"{FOCUSED}.checked") is True
    tab_to(page, text="Décliner")
    page.keyboard.press("Space")
    tab_to(page, name="motif")
    tab_to(page, text="Noter comme proposée")
    page.keyboard.press("Space")
    expect(page.locator("#en-cours").get_by_text("Proposée, en cours")).to_be_visible()
    page.context.close()
