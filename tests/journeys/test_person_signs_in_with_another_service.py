"""Somebody signs in with a real OpenID Connect provider, in a real browser, and out again."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from matching.vocabulary import Role
from service.actions.access.accounts import find_account
from service.actions.access.identity_provider import IdentityProvider
from service.actions.access.provider_sign_in import link_account
from tests.api_fixtures import Api
from tests.browser_fixtures import check_shown, served
from tests.identity_providers import CLIENT_ID, CLIENT_SECRET, PASSWORD, Provider, a_provider
from tests.page_fixtures import ADMINISTRATOR, an_account, pages

pytestmark = pytest.mark.filterwarnings("default")
SIGN_IN = "Se connecter avec Maison de l’emploi"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with a_provider(tmp_path_factory.mktemp("provider")) as running:
        for name in ("amal", "karim", "inconnue"):
            running.person(name)
        yield running


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory, provider: Provider) -> Iterator[Api]:
    configured = {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT_ID,
        "oidc_client_secret": CLIENT_SECRET,
        "oidc_name": "Maison de l’emploi",
        "public_url": "http://127.0.0.1",
    }
    folder = tmp_path_factory.mktemp("office")
    with pages(folder, now=lambda: datetime.now(UTC), **configured) as running:
        running.wait_until_ready()
        for login in ("amal", "karim"):
            an_account(running, login, Role.OFFICER)
            account = find_account(running.storage, caller=ADMINISTRATOR, login=login)
            assert account is not None
            link_account(
                running.storage,
                caller=ADMINISTRATOR,
                now=datetime.now(UTC),
                account_id=account.id,
                issuer=provider.issuer,
                subject=login,
            )
        yield running


@pytest.fixture(scope="module")
def address(api: Api, provider: Provider) -> Iterator[str]:
    with served(api) as found:
        # The port is known only now; an operator writes it into the settings.
        doors = api.app.state.doors
        told = doors.settings.model_copy(update={"public_url": found})
        object.__setattr__(doors, "provider", IdentityProvider.of(told))
        provider.register(found)
        yield found


def at_the_door(browser: Browser, address: str, *, script: bool = True) -> Page:
    context: BrowserContext = browser.new_context(
        base_url=address, locale="fr-FR", java_script_enabled=script
    )
    page = context.new_page()
    page.goto("/connexion?suite=%2Faide")
    return page


def be_identified(page: Page, name: str) -> None:
    """Fill in the provider's own pages."""
    page.locator("input[name=login]").fill(name)
    page.keyboard.press("Enter")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("button[value=accept]").click()


@pytest.mark.parametrize(("name", "script"), [("amal", True), ("karim", False)])
def test_somebody_is_identified_elsewhere_works_here_and_leaves_both(
    browser: Browser, address: str, provider: Provider, name: str, script: bool
) -> None:
    page = at_the_door(browser, address, script=script)
    page.get_by_role("button", name=SIGN_IN).click()
    page.wait_for_url(f"{provider.issuer}/**")
    be_identified(page, name)
    page.wait_for_url(f"{address}/aide")
    expect(page.get_by_role("link", name=f"Compte {name}")).to_be_visible()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(f"{provider.issuer}/**")
    page.goto(f"{address}/aide")
    expect(page.get_by_role("heading", name="Connexion")).to_be_visible()
    page.context.close()


def test_somebody_without_an_account_here_reads_what_to_do(browser: Browser, address: str) -> None:
    page = at_the_door(browser, address)
    page.get_by_role("button", name=SIGN_IN).click()
    be_identified(page, "inconnue")
    expect(page.get_by_role("alert")).to_contain_text("Demandez à l’administrateur")
    expect(page.get_by_label("Identifiant")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("language", ["Français", "العربية"])
def test_the_way_out_can_be_taken_by_everybody_in_both_directions(
    browser: Browser, address: str, language: str
) -> None:
    page = at_the_door(browser, address)
    page.get_by_role("button", name=language).click()
    page.route("**/connexion/fournisseur", _without_going_on)
    check_shown(page)
    page.locator("form[action='/connexion/fournisseur'] button").click()
    expect(page.locator("main a.button")).to_be_visible()
    check_shown(page)
    page.context.close()


def _without_going_on(route: Route) -> None:
    """The page as it is for a browser that does not go on by itself."""
    answer = route.fetch()
    headers = {k: v for k, v in answer.headers.items() if k != "refresh"}
    route.fulfill(response=answer, headers=headers)
