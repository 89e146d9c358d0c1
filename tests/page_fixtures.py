"""A browser without script: follows cookies and forms of the pages."""

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from matching.vocabulary import Role
from service.actions.access.accounts import NewAccount, change_password, create_account
from service.security import Caller
from tests.api_fixtures import NOW, Api, running_api

PASSWORD = "quatre mots sans rapport"
_TOKEN = re.compile(r'name="_jeton" value="([0-9a-f]+)"')
_HTML = {"accept": "text/html"}
ADMINISTRATOR = Caller(id="tests", role=Role.ADMINISTRATOR, territory=None, name="")


@dataclass(frozen=True)
class Browser:
    """Somebody at a browser; cookies are kept, redirects are not followed."""

    client: TestClient

    def get(self, path: str, **given: Any) -> Response:
        headers = _HTML | given.pop("headers", {})
        response: Response = self.client.get(path, headers=headers, follow_redirects=False, **given)
        return response

    def post(self, path: str, form: Mapping[str, Any], *, on: str | None = None) -> Response:
        """Send a form with the token of the page it is on."""
        token = form_token(self.get(on or path).text)
        return self.post_as_is(path, {"_jeton": token, **form})

    def post_as_is(
        self, path: str, form: Mapping[str, Any], *, files: Mapping[str, Any] | None = None
    ) -> Response:
        response: Response = self.client.post(
            path, data=form, files=files, headers=_HTML, follow_redirects=False
        )
        return response

    def sign_in(self, login: str, password: str = PASSWORD) -> Response:
        form = {"identifiant": login, "mot_de_passe": password}
        return self.post("/connexion", form)


def form_token(text: str) -> str:
    """The token of the forms of a page."""
    found = _TOKEN.search(text)
    assert found is not None, text[:500]
    return found[1]


def visible(text: str) -> str:
    """What a reader sees: without tags, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@contextmanager
def pages(folder: Path, **settings: Any) -> Iterator[Api]:
    """The application as a browser reaches it: cookies need https."""
    with (
        running_api(folder, **settings) as api,
        TestClient(api.app, base_url="https://jisr.test") as client,
    ):
        yield Api(api.app, client, api.storage, api.logged)


def an_account(api: Api, login: str, role: Role, *regions: str, own: bool = True) -> str:
    """An account, its password already one's own unless told otherwise; its first password."""
    wanted = NewAccount(
        login=login, name=f"Compte {login}", role=role, territory=frozenset(regions) or None
    )
    first, account = create_account(api.storage, caller=ADMINISTRATOR, now=NOW, wanted=wanted)
    if own:
        change_password(api.storage, account_id=account.id, current=first, wanted=PASSWORD, now=NOW)
    return first


def login_of(role: Role, *regions: str) -> str:
    """With which `browser_of` signs in."""
    return f"{role.value}-{'-'.join(regions).lower() or 'partout'}"


def browser_of(api: Api, role: Role, *regions: str) -> Browser:
    """Somebody with that role, signed in."""
    login = login_of(role, *regions)
    an_account(api, login, role, *regions)
    browser = Browser(TestClient(api.app, base_url="https://jisr.test"))
    assert browser.sign_in(login).status_code == 303
    return browser
