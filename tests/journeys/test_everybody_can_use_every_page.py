"""Every page that somebody may open, in both directions: no obstacle, no sideways scroll."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from matching.vocabulary import Role
from tests.browser_fixtures import check_usable, chromium, page_of, served
from tests.page_fixtures import login_of
from tests.page_matrix import (
    EVERY_ACCOUNT,
    HEADERS,
    HERE,
    QUERIES,
    ROLES,
    EverybodysOffice,
    a_checked_file,
    an_office_of_everybody,
)

LOCALES = {"fr-FR": "ltr", "ar-MA": "rtl"}
FILES = {
    "GET /administration/journal/fichier",
    "GET /bilans/remises.{paper}",
    "GET /cohortes/{assignment_id}/repartition.{paper}",
    "GET /cohortes/{kits_id}/materiel.{paper}",
    "GET /entreprises/{company_id}/profils/profils.{paper}",
    "GET /imports/modeles/{kind}",
    "GET /imports/{import_id}/a-corriger.xlsx",
    "GET /personnes/{profile_id}/projet/fiche.{paper}",
    "GET /qualite/groupes.csv",
    "GET /qualite/jugements.csv",
    "GET /qualite/rapports/{report_id}.{form}",
}
"""Addresses of files to keep; their tests are elsewhere."""
PAGES = sorted(
    name
    for name in {*ROLES, *EVERY_ACCOUNT} - FILES - set(HEADERS)
    if name.startswith("GET ") and name != "GET /"
)
UNTIDY = {
    "/nulle-part": 404,
    "/personnes/00000000-0000-4000-8000-000000000000": 404,
    "/personnes?feuille=0": 422,
    "/administration": 403,
}
"""Addresses that are answered with a problem, for an officer, and its status."""


@dataclass(frozen=True)
class Visitors:
    """A page of each role in each language, signed in."""

    office: EverybodysOffice
    pages: dict[tuple[Role, str], Page]

    def address(self, role: Role, name: str) -> str:
        """Where a page is, with something of the office on it."""
        ids = self.office.ids
        if "{import_id}" in name:
            # Files are shown to whoever sent them.
            ids = ids | {"import_id": a_checked_file(self.office.browsers[role, HERE])}
        path = name.removeprefix("GET ") + QUERIES.get(name, "")
        return path.format_map(ids)


@pytest.fixture(scope="module")
def visitors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitors]:
    with (
        an_office_of_everybody(tmp_path_factory.mktemp("everybody")) as office,
        served(office.api) as address,
        chromium() as browser,
    ):
        pages = {
            (role, locale): page_of(browser, address, login_of(role, HERE), locale=locale)
            for role in Role
            for locale in LOCALES
        }
        yield Visitors(office, pages)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_obstacle(visitors: Visitors, name: str, locale: str) -> None:
    role = next(role for role in Role if role in ROLES.get(name, frozenset(Role)))
    look(visitors.pages[role, locale], visitors.address(role, name), locale, 200)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("address", "status"), UNTIDY.items())
def test_a_problem_has_no_obstacle(
    visitors: Visitors, address: str, status: int, locale: str
) -> None:
    look(visitors.pages[Role.OFFICER, locale], address, locale, status)


def look(page: Page, address: str, locale: str, status: int) -> None:
    check_usable(page, address, status)
    assert page.locator("html").get_attribute("dir") == LOCALES[locale]
