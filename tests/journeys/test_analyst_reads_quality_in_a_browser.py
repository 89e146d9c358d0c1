"""An analyst, in a real browser: reads quality and fairness, exports, compares releases."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from matching.vocabulary import Role
from tests.api_fixtures import API, Api
from tests.browser_fixtures import check_usable, signed_in
from tests.page_fixtures import pages
from tests.reports import SHIPPED, write_reports

REPORT = "/qualite/rapports/quality-2026-03-31-fr"
ADDRESSES = (
    "/qualite/versions",
    REPORT,
    f"{REPORT}/tranches",
    f"{REPORT}/equite",
    f"{REPORT}/exposition",
    f"{REPORT}/parcours",
    f"{REPORT}/changements",
)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    folder = tmp_path_factory.mktemp("laboratory")
    write_reports(folder / "reports")
    with pages(folder, reports_dir=folder / "reports") as running:
        running.wait_until_ready()
        yield running


def read_quality_and_fairness(page: Page) -> None:
    expect(page.get_by_role("heading", name="Qualité des propositions")).to_be_visible()
    worrying = page.get_by_role("region", name="Ce qui inquiète")
    expect(worrying.get_by_text("Femmes – Être proposé")).to_be_visible()
    worrying.get_by_role("link").first.click()

    expect(page.get_by_role("link", name="Équité")).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("heading", name="Pourquoi des chiffres sont retenus")).to_be_visible()
    picture = page.get_by_role("img", name="Femmes et hommes · Être proposé")
    expect(picture.locator("polygon.found")).to_have_count(1)
    women = page.get_by_role("row", name="Femmes").first
    expect(women.get_by_text("au-delà du hasard")).to_be_visible()

    page.get_by_role("link", name="Les listes").click()
    expect(page.get_by_role("img", name="Courbe de fiabilité")).to_be_visible()
    page.get_by_role("link", name="Répartition").click()
    expect(page.get_by_role("img", name="Entreprises")).to_be_visible()
    page.get_by_role("link", name="Suites données").click()
    expect(page.get_by_role("img", name="Vers un emploi")).to_be_visible()
    page.get_by_role("link", name="Ce qui a changé").click()
    expect(page.get_by_role("cell", name="plus haut").first).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_an_analyst_reads_quality_and_fairness_and_exports(
    api: Api, address: str, browser: Browser, tmp_path: Path, script: bool
) -> None:
    page = signed_in(browser, address, api, Role.ANALYST, script=script)
    read_quality_and_fairness(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tableau (CSV)").click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert saved.name == "quality-2026-03-31-fr.csv"
    table = api.as_role(Role.ANALYST).get("/reports/quality-2026-03-31-fr.csv")
    assert saved.read_bytes() == table.content
    page.get_by_role("link", name="L’essentiel").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Ce qui a été montré et noté (CSV)").click()
    assert waiting.value.suggested_filename == "jugements.csv"
    page.context.close()


def test_an_analyst_compares_releases(api: Api, address: str, browser: Browser) -> None:
    page = signed_in(browser, address, api, Role.ANALYST)
    page.get_by_role("link", name="Comparer les versions").click()
    row = page.get_by_role("row").filter(has=page.get_by_text("test-1", exact=True)).first
    expect(row.get_by_text("En service")).to_be_visible()
    page.get_by_label("Celle-ci").select_option(SHIPPED)
    page.get_by_label("À côté de celle-là").select_option("test-1")
    page.get_by_role("button", name="Comparer").click()
    expect(page).to_have_url(re.compile(f"a={re.escape(SHIPPED)}"))
    heads = page.get_by_role("region", name="Côte à côte").get_by_role("columnheader")
    assert heads.all_inner_texts()[1:3] == [SHIPPED, "test-1"]
    expect(page.get_by_text("pas comparable").first).to_be_visible()
    used = api.client.get(f"{API}/health").json()["release_id"]
    assert used == "test-1"
    page.context.close()


@pytest.mark.parametrize("language", ["Français", "العربية"])
def test_every_page_of_the_analyst_can_be_used_by_everybody_in_both_directions(
    api: Api, address: str, browser: Browser, language: str
) -> None:
    page = signed_in(browser, address, api, Role.ANALYST)
    page.get_by_role("button", name=language).click()
    for shown in ADDRESSES:
        check_usable(page, shown)
    page.context.close()


def test_in_arabic_labels_begin_at_the_right_and_numbers_run_as_everywhere(
    api: Api, address: str, browser: Browser
) -> None:
    page = signed_in(browser, address, api, Role.ANALYST, width=390)
    places = {}
    for language in ("Français", "العربية"):
        page.get_by_role("button", name=language).click()
        page.goto(f"{REPORT}/equite")
        picture = page.locator("svg.plot").first
        shown = (picture, picture.locator("text.label").first, picture.locator("polygon"))
        boxes = [one.bounding_box() for one in shown]
        frame, label, mark = (one for one in boxes if one is not None)
        middle = frame["x"] + frame["width"] / 2
        places[language] = (label["x"] > middle, round(mark["x"] - frame["x"]))
    assert places["Français"][0] is False
    assert places["العربية"][0] is True
    assert places["Français"][1] == places["العربية"][1]
    expect(page.get_by_role("heading", name="لماذا تُحجب أرقام")).to_be_visible()
    page.context.close()
