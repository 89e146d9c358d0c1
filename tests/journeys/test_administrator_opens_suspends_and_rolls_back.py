"""An administrator opens an account, stops recommendations in a region, and goes back a release."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from matching.vocabulary import Role
from service.api.examples import COMPANY, OPENING
from tests.api_fixtures import Api
from tests.browser_fixtures import grave_issues, signed_in
from tests.overseen import two_releases
from tests.page_fixtures import PASSWORD, pages

SEWING = {"statements": [{"kind": "skill", "text": "couture"}], "home": "Salé"}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    folder = tmp_path_factory.mktemp("office")
    with pages(folder, release_dir=None) as running:
        two_releases(running, folder / "releases")
        running.app.state.doors.runtime.load()
        running.wait_until_ready()
        maker = running.as_role(Role.OFFICER)
        company = maker.create("/companies", COMPANY)
        opening = {**OPENING, "company_id": company, "title": "Couturière", "skills": ["couture"]}
        maker.create("/openings", {**opening, "schedule": [], "required_languages": {}})
        yield running


@pytest.fixture(scope="module")
def person(api: Api) -> str:
    return api.as_role(Role.OFFICER).create("/profiles", SEWING)


def test_an_account_is_opened_and_its_user_must_choose_a_password(
    api: Api, address: str, browser: Browser
) -> None:
    page = signed_in(browser, address, api, Role.ADMINISTRATOR)
    page.get_by_role("link", name="Administration").click()
    page.get_by_role("link", name="Comptes", exact=True).click()
    page.get_by_label("Identifiant").fill("salma.b")
    page.get_by_label("Nom affiché").fill("Salma (inventée)")
    page.get_by_label("Rôle").select_option(label="Conseiller, conseillère")
    page.get_by_role("button", name="Ouvrir le compte").click()
    expect(page.get_by_role("alert")).to_contain_text("Aucune région choisie")
    page.get_by_label("Rabat-Salé-Kénitra").check()
    page.get_by_role("button", name="Ouvrir le compte").click()
    first = page.locator("code.secret").inner_text()
    page.goto("/administration/comptes")
    expect(page.get_by_text(first)).to_have_count(0)
    page.context.close()

    user = browser.new_context(base_url=address, locale="fr-FR").new_page()
    user.goto("/connexion")
    user.get_by_label("Identifiant").fill("salma.b")
    user.get_by_label("Mot de passe").fill(first)
    user.get_by_role("button", name="Se connecter").click()
    expect(user.get_by_role("heading", name="Changer de mot de passe")).to_be_visible()
    user.goto("/personnes")
    expect(user.get_by_role("heading", name="Changer de mot de passe")).to_be_visible()
    user.get_by_label("Mot de passe actuel").fill(first)
    user.get_by_label("Nouveau mot de passe").fill(PASSWORD)
    user.get_by_label("Le nouveau, encore une fois").fill(PASSWORD)
    user.get_by_role("button", name="Changer").click()
    user.goto("/personnes")
    expect(user.get_by_role("heading", name="Personnes", level=1)).to_be_visible()
    user.context.close()


def test_an_officer_of_a_suspended_region_reads_why_and_goes_on_with_the_rest(
    api: Api, address: str, browser: Browser, person: str
) -> None:
    administrator = signed_in(browser, address, api, Role.ADMINISTRATOR)
    officer = signed_in(browser, address, api, Role.OFFICER, "MA-04")
    officer.goto(f"/personnes/{person}/selection")
    expect(officer.get_by_role("heading", name="Couturière")).to_be_visible()

    administrator.goto("/administration/suspensions")
    administrator.get_by_label("Où ?").select_option(label="Rabat-Salé-Kénitra")
    administrator.get_by_label("Pourquoi ?").select_option(index=1)
    administrator.get_by_label("Note pour les collègues").fill("Examen jusqu’à jeudi.")
    administrator.get_by_role("button", name="Suspendre les propositions").click()
    resume = administrator.get_by_role("button", name="Reprendre les propositions")
    expect(resume).to_be_visible()

    officer.goto(f"/personnes/{person}")
    notice = officer.get_by_role("status")
    expect(notice).to_contain_text("Propositions suspendues : Rabat-Salé-Kénitra.")
    expect(notice).to_contain_text("Des propositions sont mises en doute et examinées")
    expect(notice).to_contain_text("Examen jusqu’à jeudi.")
    expect(officer.get_by_role("heading", name="Ce qui manque")).to_be_visible()
    officer.get_by_role("link", name="Voir ce qu’on peut lui proposer").click()
    expect(officer.get_by_role("heading", name="Propositions suspendues")).to_be_visible()
    assert grave_issues(officer) == []

    resume.click()
    expect(administrator.get_by_text("ouvertes partout")).to_be_visible()
    officer.reload()
    expect(officer.get_by_role("heading", name="Couturière")).to_be_visible()
    officer.context.close()
    administrator.context.close()


def test_a_release_is_rolled_back_after_reading_what_changes(
    api: Api, address: str, browser: Browser
) -> None:
    page = signed_in(browser, address, api, Role.ADMINISTRATOR)
    page.goto("/administration/versions")
    in_use = page.get_by_role("region", name="En service")
    expect(in_use).to_contain_text("version-2")
    page.get_by_role("link", name="Revenir à la version d’avant").click()
    expect(page.get_by_text("Réglages différents")).to_be_visible()
    expect(page.get_by_text("version-1", exact=True)).to_be_visible()
    page.get_by_role("button", name="Revenir à cette version").click()
    expect(in_use).to_contain_text("version-1")
    assert api.app.state.doors.runtime.release.id == "version-1"
    page.get_by_role("link", name="Journal").click()
    expect(page.get_by_role("cell", name="Service et versions").first).to_be_visible()
    page.context.close()
