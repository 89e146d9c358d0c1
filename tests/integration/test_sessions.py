"""Sessions at a browser: never planted, never kept too long, ended everywhere at once."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from matching.vocabulary import Role
from service.actions.access.accounts import reset_password
from service.web.signing import SESSION_COOKIE, VISIT_COOKIE
from tests.api_fixtures import NOW, Api
from tests.page_fixtures import ADMINISTRATOR, PASSWORD, Browser, an_account, form_token, pages

OTHER = "encore quatre mots neufs"


class Clock:
    """The hour at which a test is."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[Api]:
    with pages(tmp_path_factory.mktemp("sessions"), now=clock) as running:
        for login in ("agente", "changeante"):
            an_account(running, login, Role.OFFICER)
        yield running


@pytest.fixture(autouse=True)
def at_nine(clock: Clock) -> Iterator[None]:
    yield
    clock.now = NOW


def a_browser(api: Api) -> Browser:
    return Browser(TestClient(api.app, base_url="https://jisr.test"))


def is_in(browser: Browser) -> bool:
    return browser.get("/aide").status_code == 200


def held(browser: Browser, name: str = SESSION_COOKIE) -> str:
    return browser.client.cookies[name]


def test_a_session_has_a_secret_that_nobody_knew_before(api: Api) -> None:
    browser = a_browser(api)
    browser.get("/connexion")
    visit = held(browser, VISIT_COOKIE)
    browser.client.cookies.set(SESSION_COOKIE, "planted-by-somebody-else", domain="jisr.test")
    browser.sign_in("agente")
    planted = a_browser(api)
    for known in (visit, "planted-by-somebody-else"):
        planted.client.cookies.set(SESSION_COOKIE, known, domain="jisr.test")
        assert not is_in(planted)


def test_signing_in_again_ends_the_session_before(api: Api) -> None:
    browser = a_browser(api)
    browser.sign_in("agente")
    before = held(browser)
    browser.sign_in("changeante")
    assert is_in(browser)
    old = a_browser(api)
    old.client.cookies.set(SESSION_COOKIE, before, domain="jisr.test")
    assert not is_in(old)


def test_cookies_cannot_be_planted_by_a_neighbouring_host(api: Api) -> None:
    browser = a_browser(api)
    for answer in (browser.get("/connexion"), browser.sign_in("agente")):
        for cookie in answer.headers.get_list("set-cookie"):
            assert cookie.startswith("__Host-")
            parts = {part.strip().lower() for part in cookie.split(";")}
            assert {"secure", "httponly", "samesite=lax", "path=/"} <= parts
            assert "domain" not in cookie.lower()


def test_a_new_password_ends_every_session_but_the_one_that_chose_it(api: Api) -> None:
    here, there = a_browser(api), a_browser(api)
    for browser in (here, there):
        browser.sign_in("changeante")
    form = {"actuel": PASSWORD, "nouveau": OTHER, "encore": OTHER}
    before = held(here)
    assert here.post("/mot-de-passe", form).status_code == 303
    assert is_in(here)
    assert held(here) != before
    assert not is_in(there)


def test_a_password_given_anew_ends_every_session(api: Api) -> None:
    an_account(api, "remplacee", Role.OFFICER)
    browser = a_browser(api)
    browser.sign_in("remplacee")
    with api.storage.read() as work:
        account = work.accounts.find("remplacee")
    assert account is not None
    reset_password(api.storage, caller=ADMINISTRATOR, account_id=account.id)
    assert not is_in(browser)


def test_a_page_that_nobody_uses_asks_to_sign_in_again(api: Api, clock: Clock) -> None:
    browser = a_browser(api)
    browser.sign_in("agente")
    clock.now = NOW + timedelta(minutes=59)
    assert is_in(browser)
    clock.now += timedelta(minutes=60)
    assert not is_in(browser)


def test_the_busiest_session_ends_with_the_day(api: Api, clock: Clock) -> None:
    browser = a_browser(api)
    browser.sign_in("agente")
    for half_hours in range(1, 20):
        clock.now = NOW + timedelta(minutes=30 * half_hours)
        assert is_in(browser)
    clock.now = NOW + timedelta(hours=10)
    assert not is_in(browser)


def test_a_token_of_the_api_opens_no_page_and_a_session_no_api(api: Api) -> None:
    token = api.token(Role.OFFICER)
    stranger = a_browser(api)
    answer = stranger.get("/aide", headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 303
    browser = a_browser(api)
    browser.sign_in("agente")
    assert browser.client.get("/api/v1/profiles").status_code == 401


def test_a_form_of_another_session_is_refused(api: Api) -> None:
    first, second = a_browser(api), a_browser(api)
    for browser in (first, second):
        browser.sign_in("agente")
    stolen = form_token(first.get("/aide").text)
    assert second.post_as_is("/deconnexion", {"_jeton": stolen}).status_code == 409
    assert is_in(second)


def test_somebody_whose_password_was_given_may_still_leave(api: Api) -> None:
    first = an_account(api, "premiere", Role.OFFICER, own=False)
    browser = a_browser(api)
    browser.sign_in("premiere", first)
    assert browser.post("/deconnexion", {}, on="/mot-de-passe").status_code == 303
    assert browser.get("/mot-de-passe").status_code == 303
