"""Signing in with a real OpenID Connect provider, and with everything it must never accept."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from matching.vocabulary import Role
from service.actions.access.accounts import set_disabled
from service.actions.access.identity_provider import CLOCK_SKEW_SECONDS
from service.actions.access.provider_sign_in import DEPARTURE, link_account
from service.storage import Account
from tests.api_fixtures import Api
from tests.identity_providers import (
    CLIENT_ID,
    CLIENT_SECRET,
    PASSWORD,
    Provider,
    a_key,
    a_provider,
)
from tests.page_fixtures import ADMINISTRATOR, Browser, an_account, pages, visible

OURS = "https://jisr.test"
BACK = "/connexion/retour"
NUMBERS = count()
Anyone = Callable[[], str]
pytestmark = pytest.mark.filterwarnings("default")


class Clock:
    """The machine's clock, or ahead of it."""

    ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with a_provider(tmp_path_factory.mktemp("provider")) as running:
        running.register(OURS)
        for name in ("amal", "nadia", "fermee", "bloquee", "inconnue", "reclamee", "autre"):
            running.person(name)
        yield running


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def api(
    tmp_path_factory: pytest.TempPathFactory, provider: Provider, clock: Clock
) -> Iterator[Api]:
    with pages(tmp_path_factory.mktemp("pages"), now=clock, **settings_for(provider)) as running:
        for name in ("amal", "nadia", "fermee", "bloquee"):
            linked(running, provider, name)
        yield running


@pytest.fixture(autouse=True)
def honest(provider: Provider, clock: Clock) -> Iterator[None]:
    yield
    provider.spoil = None
    clock.ahead = timedelta()


@pytest.fixture
def browser(api: Api) -> Browser:
    return Browser(TestClient(api.app, base_url=OURS))


@pytest.fixture
def anyone(api: Api, provider: Provider) -> Callable[[], str]:
    """Somebody new with a linked account: this provider signs one in once a second at most."""

    def make() -> str:
        name = f"personne-{next(NUMBERS)}"
        provider.person(name)
        linked(api, provider, name, own=False)
        return name

    return make


def settings_for(provider: Provider) -> dict[str, Any]:
    return {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT_ID,
        "oidc_client_secret": CLIENT_SECRET,
        "oidc_name": "Maison",
        "public_url": OURS,
    }


def account_of(api: Api, login: str) -> Account:
    with api.storage.read() as work:
        account = work.accounts.find(login)
    assert account is not None
    return account


def linked(api: Api, provider: Provider, login: str, *, own: bool = True) -> None:
    an_account(api, login, Role.OFFICER, own=own)
    link_account(
        api.storage,
        caller=ADMINISTRATOR,
        now=datetime.now(UTC),
        account_id=account_of(api, login).id,
        issuer=provider.issuer,
        subject=login,
    )


def leave(browser: Browser, onward: str = "/") -> str:
    """Press the button; the address to which the browser is sent."""
    page = browser.post("/connexion/fournisseur", {"suite": onward}, on="/connexion")
    assert page.status_code == 200, page.text
    found = re.search(r'<a class="button" href="([^"]+)"', page.text)
    assert found is not None
    address = unescape(found[1])
    assert page.headers["refresh"] == f"0; url={address}"
    return address


def identify(address: str, name: str, *, answer_given: str = "accept") -> str:
    """Type a name and a password on the provider's own pages, and consent; the way back."""
    with httpx2.Client(follow_redirects=False) as client:
        answer = client.get(address)
        for _ in range(12):
            while answer.is_redirect:
                onward = str(answer.next_request.url) if answer.next_request else ""
                if onward.startswith(OURS):
                    return onward.removeprefix(OURS)
                answer = client.get(onward)
            answer = client.post(str(answer.url), data=filled(answer.text, name, answer_given))
    raise AssertionError(answer.text[-2000:])


def filled(text: str, name: str, answer_given: str) -> dict[str, str]:
    """The form of a page of the provider, filled in."""
    tags = re.findall(r"<input[^>]*>", text)
    fields = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in tags]
    known = {"login": name, "password": PASSWORD}
    asked = {"answer": answer_given} if 'name="answer"' in text else {}
    return asked | {
        one["name"]: known.get(one["name"], unescape(one.get("value", "")))
        for one in fields
        if "name" in one
    }


def enter(browser: Browser, name: str) -> httpx2.Response:
    return browser.get(identify(leave(browser), name))


def is_out(browser: Browser) -> bool:
    return browser.get("/aide").status_code == 303


def test_whoever_the_provider_identifies_enters_the_account_linked_to_them(
    browser: Browser,
) -> None:
    address = leave(browser, "/aide?partie=2")
    asked = parse_qs(urlsplit(address).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 32
    assert len(asked["nonce"][0]) >= 32
    assert asked["redirect_uri"] == [OURS + BACK]
    entered = browser.get(identify(address, "amal"))
    assert (entered.status_code, entered.headers["location"]) == (303, "/aide?partie=2")
    assert "Compte amal" in visible(browser.get("/aide").text)


def test_a_session_of_the_provider_s_people_is_like_any_other(
    browser: Browser, anyone: Anyone
) -> None:
    set_cookie = enter(browser, anyone()).headers["set-cookie"]
    assert all(word in set_cookie for word in ("Secure", "HttpOnly", "SameSite=lax"))


SPOILT: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "of-another-sign-in"},
    "no nonce": {"nonce": None},
    "another audience": {"aud": ["another-service"]},
    "another authorised party": {"azp": "another-service"},
    "several audiences and no authorised party": {"aud": [CLIENT_ID, "another-service"]},
    "another issuer": {"iss": "https://evil.test"},
    "no issuer": {"iss": None},
    "expired": {"exp": 1_000_000_000},
    "no expiry": {"exp": None},
    "given in the future": {"iat": 4_000_000_000},
    "no subject": {"sub": None},
    "an empty subject": {"sub": ""},
    "a subject that is no text": {"sub": 7},
    "a subject that is too long": {"sub": "a" * 256},
    "the digest of another access token": {"at_hash": "bm90LXRoaXMtb25l"},
}


@pytest.mark.parametrize("claims", SPOILT.values(), ids=SPOILT.keys())
def test_a_proof_that_does_not_hold_opens_nothing(
    browser: Browser, provider: Provider, anyone: Anyone, claims: dict[str, Any]
) -> None:
    provider.changes(**claims)
    refused = enter(browser, anyone())
    assert refused.status_code == 401
    assert "Votre identité n’a pas été confirmée" in visible(refused.text)
    assert is_out(browser)


def unsigned(provider: Provider, written: str) -> str:
    return jwt.encode(
        {"alg": "none"}, provider.claims_of(written), provider.key, algorithms=["none"]
    )


def signed_with_a_shared_secret(provider: Provider, written: str) -> str:
    # The classic mistake: what the provider publishes, taken for a secret shared with it.
    public = OctKey.import_key(str(provider.key.as_dict(private=False)["n"]))
    return jwt.encode({"alg": "HS256"}, provider.claims_of(written), public)


def signed_by_a_stranger(provider: Provider, written: str) -> str:
    named = a_key().as_dict(private=True, kid=provider.key.kid)
    stranger = RSAKey.import_key({name: value for name, value in named.items() if value})
    return provider.signed(provider.claims_of(written), stranger)


def bent(_provider: Provider, written: str) -> str:
    head, _, rest = written.partition(".")
    return f"{head}.{rest[::-1]}"


def absent(_provider: Provider, _written: str) -> str:
    return ""


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
@pytest.mark.parametrize(
    "forge", [unsigned, signed_with_a_shared_secret, signed_by_a_stranger, bent, absent]
)
def test_a_forged_proof_opens_nothing(
    browser: Browser, provider: Provider, anyone: Anyone, forge: Any
) -> None:
    provider.spoil = lambda written: str(forge(provider, written))
    refused = enter(browser, anyone())
    assert refused.status_code == 401
    assert is_out(browser)


def test_a_proof_may_be_as_old_as_two_clocks_lie_apart(
    browser: Browser, provider: Provider, anyone: Anyone
) -> None:
    now = int(datetime.now(UTC).timestamp())
    provider.changes(exp=now - CLOCK_SKEW_SECONDS + 30, iat=now - 600)
    assert enter(browser, anyone()).status_code == 303
    provider.changes(iat=now + CLOCK_SKEW_SECONDS - 30)
    assert enter(browser, anyone()).status_code == 303


def test_keys_that_change_are_asked_for_again(
    browser: Browser, provider: Provider, anyone: Anyone
) -> None:
    assert enter(browser, anyone()).status_code == 303
    provider.rotate()
    assert enter(browser, anyone()).status_code == 303
    assert enter(browser, anyone()).status_code == 303
    assert provider.answered.count("/oauth/jwks.json") >= 2


def test_a_key_that_was_withdrawn_signs_nothing_any_more(
    browser: Browser, provider: Provider, anyone: Anyone
) -> None:
    withdrawn = provider.key
    provider.rotate()
    provider.spoil = lambda written: provider.signed(provider.claims_of(written), withdrawn)
    # Believed at most until the next sign-in with the new key, or for an hour.
    provider.spoil, spoilt = None, provider.spoil
    assert enter(browser, anyone()).status_code == 303
    provider.spoil = spoilt
    assert enter(browser, anyone()).status_code == 401


def test_a_way_back_is_of_use_once(browser: Browser, anyone: Anyone) -> None:
    back = identify(leave(browser), anyone())
    assert browser.get(back).status_code == 303
    again = browser.get(back)
    assert again.status_code == 409
    assert "Connexion à reprendre" in visible(again.text)


def test_a_way_back_is_of_use_in_the_browser_that_left_only(api: Api, browser: Browser) -> None:
    back = identify(leave(browser), "amal")
    victim = Browser(TestClient(api.app, base_url=OURS))
    victim.get("/connexion")
    assert victim.get(back).status_code == 409
    assert is_out(victim)


def test_a_way_back_is_of_use_for_a_few_minutes(browser: Browser, clock: Clock) -> None:
    back = identify(leave(browser), "amal")
    clock.ahead = DEPARTURE
    assert browser.get(back).status_code == 409


@pytest.mark.parametrize("query", ["", "?code=a", "?state=invented&code=a", "?error=x&state=y"])
def test_a_way_back_without_a_way_out_is_nothing(browser: Browser, query: str) -> None:
    assert browser.get(BACK + query).status_code == 409
    assert is_out(browser)


def test_a_code_of_somebody_else_is_refused_by_the_provider(browser: Browser, api: Api) -> None:
    other = Browser(TestClient(api.app, base_url=OURS))
    stolen = parse_qs(urlsplit(identify(leave(other), "nadia")).query)["code"][0]
    own = parse_qs(urlsplit(identify(leave(browser), "amal")).query)["state"][0]
    refused = browser.get(f"{BACK}?code={stolen}&state={own}")
    assert refused.status_code == 401
    assert is_out(browser)


def test_an_answer_in_the_name_of_another_provider_is_refused(browser: Browser) -> None:
    back = identify(leave(browser), "amal")
    spoilt = re.sub(r"&iss=[^&]*", "", back) + "&iss=https%3A%2F%2Fevil.test"
    assert browser.get(spoilt).status_code == 401


def test_whoever_does_not_consent_is_back_on_the_form(browser: Browser) -> None:
    refused = browser.get(identify(leave(browser), "autre", answer_given="deny"))
    assert refused.status_code == 401
    assert "Votre identité n’a pas été confirmée" in visible(refused.text)
    assert 'name="mot_de_passe"' in refused.text


def test_nobody_gets_an_account_by_being_somebody_elsewhere(browser: Browser, api: Api) -> None:
    refused = enter(browser, "inconnue")
    assert refused.status_code == 403
    assert "Aucun compte n’est relié à vous" in visible(refused.text)
    assert is_out(browser)
    with api.storage.read() as work:
        assert work.accounts.find("inconnue") is None


def test_a_login_that_the_provider_states_opens_nothing_unless_that_was_configured(
    browser: Browser, api: Api, provider: Provider
) -> None:
    an_account(api, "reclamee", Role.OFFICER)
    provider.person("avide")
    provider.changes(preferred_username="reclamee")
    assert enter(browser, "avide").status_code == 403


def test_a_closed_account_stays_closed(browser: Browser, api: Api) -> None:
    account = account_of(api, "fermee")
    now = datetime.now(UTC)
    set_disabled(api.storage, caller=ADMINISTRATOR, now=now, account_id=account.id, disabled=True)
    refused = enter(browser, "fermee")
    assert refused.status_code == 403
    assert "Compte fermé" in visible(refused.text)


def test_a_locked_account_stays_locked(browser: Browser) -> None:
    for _ in range(5):
        browser.sign_in("bloquee", "wrong")
    refused = enter(browser, "bloquee")
    assert refused.status_code == 401
    assert "Compte fermé pour un moment" in visible(refused.text)


def test_what_a_form_had_brought_waits_while_its_author_is_identified(browser: Browser) -> None:
    kept = '[["note", "un texte <long> & \\"cité\\""]]'
    form = {"suite": "/aide", "garde": kept}
    page = browser.post("/connexion/fournisseur", form, on="/connexion")
    address = re.search(r'<a class="button" href="([^"]+)"', page.text)
    assert address is not None
    resumed = browser.get(identify(unescape(address[1]), "amal"))
    assert resumed.status_code == 200
    assert "un texte &lt;long&gt; &amp; &#34;cité&#34;" in resumed.text


def test_nothing_secret_reaches_the_log(browser: Browser, api: Api) -> None:
    api.logged.truncate(0)
    back = identify(leave(browser), "amal")
    browser.get(back)
    query = parse_qs(urlsplit(back).query)
    written = api.logged.getvalue()
    assert "/connexion/retour" in written
    for secret in (CLIENT_SECRET, PASSWORD, query["code"][0], query["state"][0]):
        assert secret not in written


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_went_wrong_is_said_in_the_reader_s_language(browser: Browser, language: str) -> None:
    answer = browser.get(BACK, headers={"accept-language": language})
    assert f'lang="{language}"' in answer.text
    assert "Connexion" not in visible(answer.text)


def test_signing_out_leads_to_the_end_of_the_session_over_there(
    browser: Browser, provider: Provider, anyone: Anyone
) -> None:
    enter(browser, anyone())
    gone = browser.post("/deconnexion", {}, on="/mot-de-passe")
    assert gone.status_code == 200
    address = unescape(gone.headers["refresh"]).removeprefix("0; url=")
    assert address.startswith(f"{provider.issuer}/oauth/end_session?")
    asked = parse_qs(urlsplit(address).query)
    assert asked["post_logout_redirect_uri"] == [f"{OURS}/connexion"]
    assert is_out(browser)


def test_somebody_with_a_password_signs_out_here_only(browser: Browser) -> None:
    browser.sign_in("amal")
    gone = browser.post("/deconnexion", {}, on="/aide")
    assert (gone.status_code, gone.headers["location"]) == (303, "/connexion")


def test_no_page_lets_a_form_go_anywhere_else(browser: Browser) -> None:
    page = browser.post("/connexion/fournisseur", {}, on="/connexion")
    assert "form-action 'self';" in page.headers["content-security-policy"]
    assert re.findall(r'<form[^>]*action="([^"]*)"', page.text) == ["/langue"]


def test_a_login_that_the_provider_states_opens_that_account_once_that_was_configured(
    tmp_path: Path, provider: Provider, clock: Clock
) -> None:
    configured = settings_for(provider) | {"oidc_login_claim": "preferred_username"}
    for name in ("declaree", "usurpatrice", "egaree"):
        provider.person(name)
    with pages(tmp_path, now=clock, **configured) as api:
        an_account(api, "declaree", Role.OFFICER)
        browser = Browser(TestClient(api.app, base_url=OURS))
        assert enter(browser, "declaree").status_code == 303
        # Whoever is given that login over there afterwards is somebody else.
        provider.changes(preferred_username="declaree")
        other = Browser(TestClient(api.app, base_url=OURS))
        assert enter(other, "usurpatrice").status_code == 403
        provider.changes(preferred_username="nobody-here")
        assert enter(other, "egaree").status_code == 403


def test_a_provider_that_is_down_keeps_nobody_from_a_password(
    tmp_path: Path, provider: Provider, clock: Clock
) -> None:
    configured = settings_for(provider) | {"oidc_issuer": "http://127.0.0.1:9"}
    with pages(tmp_path, now=clock, **configured) as api:
        an_account(api, "amal", Role.OFFICER)
        browser = Browser(TestClient(api.app, base_url=OURS))
        form = {"suite": "/aide", "garde": '[["note", "déjà écrit"]]'}
        refused = browser.post("/connexion/fournisseur", form, on="/connexion")
        assert refused.status_code == 503
        assert "L’autre service ne répond pas" in visible(refused.text)
        assert "déjà écrit" in refused.text
        assert browser.sign_in("amal").status_code == 303
        assert browser.get("/aide").status_code == 200


def test_a_provider_that_calls_itself_something_else_is_not_believed(
    tmp_path: Path, provider: Provider, clock: Clock
) -> None:
    configured = settings_for(provider) | {
        "oidc_issuer": provider.issuer.replace("127.0.0.1", "localhost")
    }
    with pages(tmp_path, now=clock, **configured) as api:
        browser = Browser(TestClient(api.app, base_url=OURS))
        refused = browser.post("/connexion/fournisseur", {}, on="/connexion")
        assert refused.status_code == 503


def test_without_a_provider_there_is_neither_button_nor_way(tmp_path: Path) -> None:
    with pages(tmp_path) as api:
        browser = Browser(TestClient(api.app, base_url=OURS))
        assert "/connexion/fournisseur" not in browser.get("/connexion").text
        assert browser.post("/connexion/fournisseur", {}, on="/connexion").status_code == 404
        assert browser.get(BACK).status_code == 404
