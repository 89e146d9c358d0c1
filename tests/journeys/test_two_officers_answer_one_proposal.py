"""Two officers answer one proposal: the second sees what the first noted, and loses nothing."""

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


def test_the_second_of_two_officers_sees_the_conflict(
    office: TailorsOffice, address: str, browser: Browser
) -> None:
    path = f"/personnes/{office.somebody()}/reponses/{office.full_time}"
    first = signed_in(browser, address, office.api, Role.OFFICER, REGION)
    second = signed_in(browser, address, office.api, Role.OFFICER, REGION)
    for page in (first, second):
        page.goto(path)
    answer(first, "Déclinée par la personne", "Horaires")
    expect(first.locator("#en-cours").get_by_text("(Horaires)")).to_be_visible()

    answer(second, "Ne convient pas", "Compétences")
    expect(second.get_by_role("alert")).to_be_visible()
    standing = second.locator(".card").filter(has_text="Réponse en vigueur")
    expect(standing).to_contain_text("Déclinée par la personne (Horaires)")
    expect(standing).to_contain_text("par un collègue")
    expect(second.get_by_label("Réponse", exact=True)).to_have_value("not-suitable")
    expect(second.get_by_label("Raison d’un refus")).to_have_value("skills")

    second.get_by_role("button", name="Annuler cette réponse").click()
    second.goto(path)
    answer(second, "Ne convient pas", "Compétences")
    expect(second.locator("#en-cours").get_by_text("(Compétences)")).to_be_visible()
    for page in (first, second):
        page.context.close()


def answer(page: Page, said: str, why: str) -> None:
    page.get_by_label("Réponse", exact=True).select_option(label=said)
    page.get_by_label("Raison d’un refus").select_option(label=why)
    page.get_by_role("button", name="Enregistrer").click()
