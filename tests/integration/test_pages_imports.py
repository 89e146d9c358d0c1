"""Files sent on a page: checked, corrected, imported; refused plainly; never twice, never elsewhere."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx2 import Response

from matching.vocabulary import Role
from tests.api_fixtures import Api
from tests.page_fixtures import Browser, browser_of, form_token, pages, visible

HEADER = "Référence;Nom;Prénom;Commune;Compétences;Mis à jour le\n"
GOOD = "A-1;Inventé;Amina;Salé;couture;02/11/2026\n"
COMPANIES = "Référence;Nom\nE-1;Atelier Nour (inventé)\n"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Office:
    api: Api
    officer: Browser
    """Of the region MA-04."""
    everywhere: Browser


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pages(tmp_path_factory.mktemp("imports"), max_upload_mb=1) as api:
        api.wait_until_ready()
        yield Office(
            api=api,
            officer=browser_of(api, Role.OFFICER, "MA-04"),
            everywhere=browser_of(api, Role.ADMINISTRATOR),
        )


def line(number: str, **changed: str) -> str:
    cells = {"nom": "Inventé", "prenom": "Amina", "commune": "Salé", "sait": "couture"} | changed
    return f"{number};{';'.join(cells.values())};02/11/2026\n"


def send(
    browser: Browser,
    content: str | bytes,
    name: str = "fichier.csv",
    *,
    kind: str = "profile",
    form_id: UUID | None = None,
    language: str = "fr",
) -> Response:
    page = browser.get("/imports", headers={"accept-language": language})
    form = {"_jeton": form_token(page.text), "genre": kind, "envoi": str(form_id or uuid4())}
    data = content if isinstance(content, bytes) else content.encode()
    answer: Response = browser.client.post(
        "/imports",
        data=form,
        files={"fichier": (name, data)},
        headers={"accept": "text/html", "accept-language": language},
        follow_redirects=False,
    )
    return answer


def ended(browser: Browser, address: str) -> Response:
    """The page of a file once it is read."""
    deadline = time.monotonic() + 60
    while "Où en est-on" in (page := browser.get(address)).text:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return page


def checked(browser: Browser, content: str | bytes, name: str = "fichier.csv", **how: Any) -> str:
    """The address of a file that was sent and checked."""
    answer = send(browser, content, name, **how)
    assert answer.status_code == 303, visible(answer.text)
    address: str = answer.headers["location"]
    ended(browser, address)
    return address


def imported(browser: Browser, address: str) -> Response:
    answer = browser.post(f"{address}/importer", {}, on=address)
    assert answer.status_code == 303
    return ended(browser, answer.headers["location"])


def known(api: Api, reference: str) -> bool:
    with api.storage.read(identity=True) as work:
        return work.identities.find(reference) is not None


def test_a_file_is_checked_first_and_written_when_somebody_says_so(office: Office) -> None:
    address = checked(office.officer, HEADER + line("B-1") + line("B-2", commune="Atlantide"))
    page = office.officer.get(address)
    text = visible(page.text)
    assert "Rien n’est encore écrit" in text
    assert "Fiches ajoutées 1" in text
    assert "Lignes refusées 1" in text
    assert "3 Commune" in text
    assert "Écrit : « Atlantide »" in text
    assert not known(office.api, "B-1")

    done = visible(imported(office.officer, address).text)
    assert "Les bonnes lignes sont écrites" in done
    assert known(office.api, "B-1")
    assert not known(office.api, "B-2")
