"""Pictures of the main pages, to look at: `python -m tests.screenshots [FOLDER]`.

An office with the demonstration's data is opened in a process of its own, looked at in Chromium in
French and in Arabic, wide and narrow, and closed. A page that does not answer, or that is wider
than its window, is an error.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from matching.vocabulary import Role
from models.learned import learned_part
from models.preparation import prepared
from models.releases import shipped_release
from service.settings import Settings
from tests.browser_fixtures import chromium, page_of
from tests.offices import Office, an_office

FOLDER = Path("build/screenshots")
WIDTHS = (1280, 390)
LANGUAGES = {"fr": "fr-FR", "ar": "ar-MA"}
PERSON = "DEMO-P-129"
"""Somebody for whom there is something to propose."""


@dataclass(frozen=True)
class Shot:
    """A page to look at."""

    name: str
    address: str
    """{person}, {opening} and {company} stand for those of one shortlist."""
    role: Role | None = Role.OFFICER
    """Who looks; None for somebody who is not signed in."""


SHOTS = (
    Shot("connexion", "/connexion", None),
    Shot("ma-journee", "/ma-journee"),
    Shot("personnes", "/personnes"),
    Shot("personne", "/personnes/{person}"),
    Shot("selection", "/personnes/{person}/selection"),
    Shot("offre", "/offres/{opening}"),
    Shot("entreprise", "/entreprises/{company}"),
    Shot("cohorte", "/cohortes/nouvelle"),
    Shot("import", "/imports"),
    Shot("activites", "/activites", Role.COUNSELLOR),
    Shot("cote-a-cote", "/personnes/{person}/cote-a-cote", Role.COUNSELLOR),
    Shot("projet", "/personnes/{person}/projet/ecrire", Role.COUNSELLOR),
    Shot("qualite", "/qualite", Role.ANALYST),
    Shot("administration", "/administration/journal", Role.ADMINISTRATOR),
)


def take(folder: Path) -> list[str]:
    """Take every picture; what is wrong with them, in words."""
    encoder_dir = Settings().encoder_dir
    if prepared(encoder_dir, None, learned_part(shipped_release())) is None:
        return ["no encoder is prepared: run `jisr prepare` first"]
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="jisr-") as data,
        an_office(Path(data), encoder_dir) as office,
        chromium() as browser,
    ):
        blanks = _blanks(browser, office)
        return [
            wrong
            for language, width in product(LANGUAGES, WIDTHS)
            for wrong in _series(browser, office, folder, blanks, language, width)
        ]


def _series(
    browser: Browser,
    office: Office,
    folder: Path,
    blanks: dict[str, str],
    language: str,
    width: int,
) -> Iterator[str]:
    """Every page in one language at one width."""
    for role in dict.fromkeys(shot.role for shot in SHOTS):
        page = _at_work(browser, office, role, language, width)
        for shot in SHOTS:
            if shot.role is role:
                name = f"{shot.name}-{language}-{width}"
                answer = page.goto(shot.address.format_map(blanks))
                if answer is None or answer.status != 200:
                    yield f"{name}: {answer.status if answer else 'no answer'}"
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    yield f"{name}: wider than its window"
                page.screenshot(path=folder / f"{name}.png", full_page=True)
        page.context.close()


def _at_work(
    browser: Browser, office: Office, role: Role | None, language: str, width: int
) -> Page:
    locale = LANGUAGES[language]
    if role is not None:
        account = office.accounts[role]
        return page_of(browser, office.address, *account, locale=locale, width=width)
    size = ViewportSize(width=width, height=900)
    return browser.new_context(base_url=office.address, locale=locale, viewport=size).new_page()


def _blanks(browser: Browser, office: Office) -> dict[str, str]:
    """What the addresses leave open: a person, the first opening proposed, its company."""
    page = _at_work(browser, office, Role.OFFICER, "fr", WIDTHS[0])
    with office.storage.read(identity=True) as work:
        person = work.identities.find(PERSON)
    page.goto(f"/personnes/{person}/selection")
    opening = _last_part(page, "main a[href^='/offres/']")
    page.goto(f"/offres/{opening}")
    company = _last_part(page, "main a[href^='/entreprises/']")
    page.context.close()
    return {"person": str(person), "opening": opening, "company": company}


def _last_part(page: Page, link: str) -> str:
    """The id at the end of the first such link."""
    address = page.locator(link).first.get_attribute("href") or ""
    return address.partition("?")[0].rsplit("/", 1)[-1]


def main() -> int:
    """Take the pictures and say where they are; 1 when something is wrong with one."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    wrong = take(folder)
    lines = wrong or [f"{len(list(folder.glob('*.png')))} pictures in {folder}"]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
