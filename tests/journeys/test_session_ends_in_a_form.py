"""A session ends in the middle of a form: what was written waits until its author is back."""

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


def end_sessions(office: TailorsOffice) -> None:
    with office.api.storage.begin() as work:
        for account in work.accounts.list():
            work.accounts.end_sessions_of(account.id)


def sign_in_again(page: Page, login: str) -> None:
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()


def opened(browser: Browser, address: str, office: TailorsOffice, login: str) -> Page:
    an_account(office.api, login, Role.OFFICER, REGION)
    page = browser.new_context(base_url=address, locale="fr-FR").new_page()
    page.goto("/connexion")
    sign_in_again(page, login)
    return page


def test_an_answer_written_before_the_session_ended_is_sent_after_it(
    office: TailorsOffice, address: str, browser: Browser
) -> None:
    person = office.somebody()
    page = opened(browser, address, office, "interrompue")
    page.goto(f"/personnes/{person}/reponses/{office.part_time}")
    page.get_by_label("Réponse", exact=True).select_option(label="Déclinée par la personne")
    page.get_by_label("Raison d’un refus").select_option(label="Horaires")
    end_sessions(office)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Ce que vous aviez écrit est gardé").first).to_be_visible()
    sign_in_again(page, "interrompue")
    expect(page.get_by_role("heading", name="Vous êtes reconnecté")).to_be_visible()
    page.get_by_role("button", name="Envoyer ce que j’avais écrit").click()
    expect(page.locator("#en-cours").get_by_text("(Horaires)")).to_be_visible()
    page.context.close()


def test_a_list_that_is_narrowed_after_the_session_ended_asks_to_sign_in_and_comes_back(
    office: TailorsOffice, address: str, browser: Browser
) -> None:
    page = opened(browser, address, office, "revenue")
    page.goto("/personnes")
    page.get_by_text("Réduire la liste").click()
    page.get_by_label("Disponible").select_option(label="D’ici 30 jours")
    end_sessions(office)
    page.get_by_role("button", name="Appliquer").click()
    expect(page.get_by_role("heading", name="Connexion")).to_be_visible()
    sign_in_again(page, "revenue")
    expect(page.get_by_role("heading", name="Personnes")).to_be_visible()
    expect(page.get_by_label("Disponible")).to_have_value("30")
    page.context.close()
