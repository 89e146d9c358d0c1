"""A counsellor, in a real browser: writes a life plan, meets a colleague's, prints it in Arabic."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from matching.vocabulary import Role
from service.api.examples_plans import PLAN
from tests.browser_fixtures import check_usable, grave_issues, served, signed_in
from tests.counsellor_fixtures import HERE, SEWING, TAILOR, Furnished, furnished
from tests.page_fixtures import pages
from tests.rendered_pages import pages_of, text_of


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    with pages(tmp_path_factory.mktemp("office")) as running:
        yield furnished(running)


@pytest.fixture(scope="module")
def address(office: Furnished) -> Iterator[str]:
    with served(office.api) as found:
        yield found


@pytest.fixture
def person(office: Furnished) -> str:
    return office.api.as_role(Role.OFFICER).create("/profiles", TAILOR)


def write_with_kit(page: Page, person: str) -> None:
    """From a person to a first version that begins with the kit of an activity."""
    page.goto(f"/personnes/{person}/selection?genre=activity")
    line = page.get_by_role("listitem").filter(
        has=page.get_by_role("heading", name="Couture à façon", exact=True)
    )
    line.get_by_role("link", name="Écrire un projet de vie").click()
    expect(page.get_by_text("Rempli d’après le catalogue")).to_be_visible()
    expect(page.locator("#prix-0")).to_have_value("6500.00")
    page.get_by_label("Objectif, avec les mots de la personne").fill("Vivre de mon atelier")
    page.locator("#etape-0").fill("Trouver le local")
    page.locator("#pour_le-0").fill("2026-12-15")
    page.get_by_label("Apport personnel (dirhams)").fill("beaucoup")
    page.get_by_role("button", name="Enregistrer cette version").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Apport personnel – Donnez un nombre.")
    summary.get_by_role("link", name="Apport personnel").click()
    page.get_by_label("Apport personnel (dirhams)").fill("3 000,50")
    page.get_by_role("button", name="Enregistrer cette version").click()
    expect(page.get_by_role("heading", name="Projet de vie de", level=1)).to_be_visible()
    expect(page.get_by_role("row", name="Apport personnel")).to_contain_text("3 000,50")
    expect(page.get_by_role("row", name="Trouver le local")).to_contain_text("15 décembre 2026")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_counsellor_writes_a_plan_from_an_activity(
    office: Furnished, address: str, browser: Browser, person: str, script: bool
) -> None:
    page = signed_in(browser, address, office.api, Role.COUNSELLOR, HERE, script=script)
    write_with_kit(page, person)
    page.get_by_role("link", name="Écrire une nouvelle version").click()
    page.get_by_role("button", name="Ajouter des lignes : Les étapes").click()
    expect(page.locator('input[name="etape"]')).to_have_count(1 + 6)
    page.locator("#etape-1").fill("Ouvrir")
    page.get_by_role("button", name="Enregistrer cette version").click()
    changed = page.get_by_role("region", name="Ce qui a changé depuis la version 1")
    expect(changed).to_contain_text("Ouvrir")
    page.get_by_label("Quel jour ?").fill("2026-11-20")
    page.get_by_role("button", name="Noter la signature").click()
    expect(page.locator("#signatures")).to_contain_text("La personne – 20 novembre 2026")
    page.context.close()


def test_the_sheet_is_downloaded_in_french_and_in_arabic_and_says_what_was_written(
    office: Furnished, address: str, browser: Browser, person: str, tmp_path: Path
) -> None:
    plan = {**PLAN, "opportunity_id": SEWING}
    office.api.as_role(Role.COUNSELLOR).put(f"/profiles/{person}/life-plan", plan, 0)
    page = signed_in(browser, address, office.api, Role.COUNSELLOR, HERE)
    page.get_by_role("button", name="العربية").click()
    page.goto(f"/personnes/{person}/projet")
    expect(page.get_by_role("heading", name="مشروع حياة", level=1)).to_be_visible()
    for link, said in (("PDF بالفرنسية", "Projet de vie"), ("PDF بالعربية", "12 505,00")):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=link).click()
        kept = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(kept)
        content = kept.read_bytes()
        assert kept.suffix == ".pdf"
        assert pages_of(content) >= 1
        assert said in text_of(content)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="XLSX بالعربية").click()
    assert waiting.value.suggested_filename.endswith("-ar.xlsx")
    page.context.close()


def test_on_paper_only_the_plan_is_left(
    office: Furnished, address: str, browser: Browser, person: str
) -> None:
    plan = {**PLAN, "opportunity_id": SEWING}
    office.api.as_role(Role.COUNSELLOR).put(f"/profiles/{person}/life-plan", plan, 0)
    page = signed_in(browser, address, office.api, Role.COUNSELLOR, HERE)
    page.goto(f"/personnes/{person}/projet")
    page.emulate_media(media="print")
    for gone in ("Écrire une nouvelle version", "Toutes les versions", "Noter la signature"):
        expect(page.get_by_text(gone)).to_be_hidden()
    expect(page.get_by_role("heading", name="Matériel et budget")).to_be_visible()
    expect(page.get_by_text("10 005,00")).to_be_visible()
    page.context.close()


def test_two_who_write_at_once_lose_nothing(
    office: Furnished, address: str, browser: Browser, person: str
) -> None:
    plan = {**PLAN, "opportunity_id": None}
    colleague = office.api.as_role(Role.OFFICER)
    colleague.put(f"/profiles/{person}/life-plan", plan, 0)
    page = signed_in(browser, address, office.api, Role.COUNSELLOR, HERE)
    page.goto(f"/personnes/{person}/projet/ecrire")
    page.get_by_label("Activité ou emploi").fill("Atelier à deux")
    colleague.put(f"/profiles/{person}/life-plan", {**plan, "title": "Atelier de retouche"}, 1)
    page.get_by_role("button", name="Enregistrer cette version").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("gardé comme version 3, à côté de la version 2")
    expect(alert).to_contain_text("Atelier de retouche → Atelier à deux")
    assert grave_issues(page) == []
    page.get_by_role("button", name="Enregistrer cette version").click()
    expect(page.get_by_text("Version 4, écrite le")).to_be_visible()
    expect(page.get_by_role("link", name="Version 3")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("language", ["Français", "العربية"])
def test_every_page_of_a_plan_can_be_used_by_everybody_in_both_directions(
    office: Furnished, address: str, browser: Browser, person: str, language: str
) -> None:
    maker = office.api.as_role(Role.COUNSELLOR)
    page = signed_in(browser, address, office.api, Role.COUNSELLOR)
    page.get_by_role("button", name=language).click()
    root = f"/personnes/{person}/projet"
    for version in (0, 1):
        if version:
            maker.put(f"/profiles/{person}/life-plan", {**PLAN, "opportunity_id": SEWING}, 0)
        for shown in (root, f"{root}/ecrire", f"{root}/ecrire?depuis={SEWING}"):
            check_usable(page, shown)
    page.context.close()
