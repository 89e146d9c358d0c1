"""Signing in at a browser: nothing without an account, and nothing lost when a session ends."""

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from fastapi.testclient import TestClient

from matching.vocabulary import Role
from service.web.rendering import CONTENT_POLICY
from service.wording import Language
from tests.api_fixtures import Api
from tests.page_fixtures import PASSWORD, Browser, an_account, form_token, pages, visible


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with pages(tmp_path_factory.mktemp("pages")) as running:
        an_account(running, "agente", Role.OFFICER)
        yield running


@pytest.fixture
def browser(api: Api) -> Browser:
    return Browser(TestClient(api.app, base_url="https://jisr.test"))


def test_a_stranger_is_asked_to_sign_in_and_taken_back_to_where_they_were(browser: Browser) -> None:
    response = browser.get("/aide?partie=2")
    assert response.status_code == 303
    assert response.headers["location"] == "/connexion?suite=%2Faide%3Fpartie%3D2"
    token = form_token(browser.get(response.headers["location"]).text)
    form = {"identifiant": "agente", "mot_de_passe": PASSWORD, "suite": "/aide?partie=2"}
    entered = browser.post_as_is("/connexion", {"_jeton": token, **form})
    assert (entered.status_code, entered.headers["location"]) == (303, "/aide?partie=2")
    assert browser.get("/aide").status_code == 200


def test_wrong_credentials_are_said_on_the_form_and_the_login_is_kept(browser: Browser) -> None:
    response = browser.sign_in("agente", "wrong")
    assert response.status_code == 401
    assert "Identifiant ou mot de passe incorrect" in visible(response.text)
    assert 'value="agente"' in response.text
    assert "wrong" not in response.text


def test_cookies_are_for_this_service_only(browser: Browser) -> None:
    set_cookie = browser.sign_in("agente").headers["set-cookie"]
    assert "Secure" in set_cookie
    assert "HttpOnly" in set_cookie
    assert "SameSite=lax" in set_cookie


def test_pages_allow_nothing_inline_and_nothing_from_elsewhere(browser: Browser) -> None:
    response = browser.get("/connexion")
    assert response.headers["content-security-policy"] == CONTENT_POLICY
    assert "unsafe" not in CONTENT_POLICY
    assert not re.search(r"<script(?![^>]*src=\"/statique/)", response.text)
    assert not re.search(r"style=\"|<style|https?://|\son\w+=", response.text)


@pytest.mark.parametrize("onward", ["//evil.test", "https://evil.test", "/\\evil.test", "evil"])
def test_nobody_is_led_away_from_the_service(browser: Browser, onward: str) -> None:
    token = form_token(browser.get("/connexion").text)
    form = {"identifiant": "agente", "mot_de_passe": PASSWORD, "suite": onward}
    response = browser.post_as_is("/connexion", {"_jeton": token, **form})
    assert (response.status_code, response.headers["location"]) == (303, "/")


def test_a_form_of_another_site_is_refused(browser: Browser) -> None:
    form = {"identifiant": "agente", "mot_de_passe": PASSWORD}
    browser.get("/connexion")
    response = browser.post_as_is("/connexion", {"_jeton": "0" * 64, **form})
    assert response.status_code == 409
    assert "Formulaire périmé" in visible(response.text)
    assert browser.get("/aide").status_code == 303


def test_a_first_password_opens_only_the_page_that_changes_it(api: Api, browser: Browser) -> None:
    first = an_account(api, "nouvelle", Role.COUNSELLOR, own=False)
    browser.sign_in("nouvelle", first)
    assert browser.get("/aide").headers["location"] == "/mot-de-passe"
    form = {"actuel": first, "nouveau": PASSWORD, "encore": PASSWORD + "x"}
    assert "ne sont pas les mêmes" in visible(browser.post("/mot-de-passe", form).text)
    weak = browser.post("/mot-de-passe", {"actuel": first, "nouveau": "court", "encore": "court"})
    assert "Mot de passe trop simple" in visible(weak.text)
    changed = browser.post(
        "/mot-de-passe", {"actuel": first, "nouveau": PASSWORD, "encore": PASSWORD}
    )
    assert changed.headers["location"] == "/"
    assert browser.get("/aide").status_code == 200


def test_signing_out_closes_the_pages(browser: Browser) -> None:
    browser.sign_in("agente")
    assert browser.post("/deconnexion", {}, on="/aide").status_code == 303
    assert browser.get("/aide").status_code == 303


def test_a_session_that_ends_in_the_middle_of_a_form_loses_nothing(
    api: Api, browser: Browser
) -> None:
    browser.sign_in("agente")
    token = form_token(browser.get("/mot-de-passe").text)
    with api.storage.begin() as work:
        account = work.accounts.find("agente")
        assert account is not None
        work.accounts.end_sessions_of(account.id)
    written = {"actuel": "un texte <long>", "nouveau": "déjà écrit", "encore": 'é & "”'}
    interrupted = browser.post_as_is("/mot-de-passe", {"_jeton": token, **written})
    assert interrupted.status_code == 401
    assert "est gardé" in visible(interrupted.text)
    found = re.search(r'name="garde" value="([^"]*)"', interrupted.text)
    assert found is not None
    kept = unescape(found[1])
    assert dict(json.loads(kept)) == written
    form = {
        "_jeton": form_token(interrupted.text),
        "identifiant": "agente",
        "mot_de_passe": PASSWORD,
        "suite": "/mot-de-passe",
        "garde": kept,
    }
    resumed = browser.post_as_is("/connexion", form)
    assert resumed.status_code == 200
    again = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', resumed.text))
    sent = {name: unescape(again[name]) for name in ("_jeton", *written)}
    assert {name: sent[name] for name in written} == written
    assert browser.post_as_is("/mot-de-passe", sent).status_code == 422


@pytest.mark.parametrize("language", list(Language))
def test_the_pages_speak_the_language_chosen(browser: Browser, language: Language) -> None:
    browser.post("/langue", {"langue": language.value, "suite": "/connexion"}, on="/connexion")
    response = browser.get("/connexion")
    assert f'lang="{language}"' in response.text
    assert ('dir="rtl"' in response.text.split("<head>")[0]) is (language is Language.ARABIC)
    assert response.headers["content-language"] == language.value


def test_an_address_that_is_nothing_is_a_page_that_says_so(browser: Browser) -> None:
    response = browser.get("/rien", headers={"accept-language": "ar"})
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert 'lang="ar"' in response.text


def test_the_first_page_is_light(browser: Browser) -> None:
    page = browser.get("/connexion")
    files = re.findall(r'(?:href|src)="(/statique/[\w.]+)"', page.text)
    assert len(files) == 3
    packed = {"accept-encoding": "gzip"}
    sizes = [int(browser.get(name, headers=packed).headers["content-length"]) for name in files]
    assert len(page.content) + sum(sizes) < 60_000


def test_a_file_is_the_same_packed_or_not(browser: Browser) -> None:
    packed = browser.get("/statique/style.css", headers={"accept-encoding": "gzip"})
    plain = browser.get("/statique/style.css", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
