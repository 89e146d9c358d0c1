"""An officer, in a real browser: checks a file, corrects three lines, imports; comes back later."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from matching.vocabulary import RecordKind, Role
from service.actions.imports.files import import_file
from service.actions.imports.reports import ImportReport, Steps
from tests.api_fixtures import Api
from tests.browser_fixtures import grave_issues, signed_in
from tests.page_fixtures import pages

HEADER = "Référence;Nom;Prénom;Commune;Compétences;Langues;Mis à jour le\n"
READING = 60_000
"""Milliseconds for which a file may be read on a busy machine."""
DROP = """([name, text]) => {
  const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const carried = new DataTransfer();
  for (const one of name.split("|")) { carried.items.add(new File([bytes], one)); }
  const zone = document.querySelector(".drop");
  for (const type of ["dragenter", "dragover", "drop"]) {
    const dragged = { dataTransfer: carried, bubbles: true, cancelable: true };
    zone.dispatchEvent(new DragEvent(type, dragged));
  }
}"""


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with pages(tmp_path_factory.mktemp("office"), max_upload_mb=2) as running:
        running.wait_until_ready()
        yield running


def people(count: int, name: str = "A") -> str:
    lines = (
        f"{name}-{number};Inventé;Amina;Salé;couture sur machine;arabe: écrit;02/11/2026\n"
        for number in range(count)
    )
    return HEADER + "".join(lines)


def with_three_bad_lines(name: str) -> str:
    return (
        people(4, name)
        + f"{name}-x;Inventé;Karim;Atlantide;soudure;arabe;02/11/2026\n"
        + f"{name}-y;Inventé;Nadia;Salé;soudure;klingon;02/11/2026\n"
        + f"{name}-z;Inventé;Omar;Salé;soudure;arabe;demain peut-être\n"
    )


def a_file(folder: Path, text: str) -> Path:
    path = folder / "personnes.csv"
    path.write_text(text, encoding="utf-8")
    return path


def send(page: Page, file: Path, button: str = "Vérifier") -> None:
    page.goto("/imports")
    page.locator("#fichier").set_input_files(file)
    page.get_by_role("button", name=button, exact=True).click()


def refreshed_until(page: Page, heading: str) -> None:
    """Follow a file as somebody without script does."""
    for _ in range(300):
        if page.get_by_role("heading", name=heading).count():
            return
        page.wait_for_timeout(100)
        page.get_by_role("link", name="Actualiser").click()
    raise AssertionError(page.content())


def known(api: Api, reference: str) -> bool:
    with api.storage.read(identity=True) as work:
        return work.identities.find(reference) is not None


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_an_officer_corrects_three_lines_and_imports(
    api: Api, address: str, browser: Browser, tmp_path: Path, script: bool
) -> None:
    name = "S" if script else "N"
    page = signed_in(browser, address, api, Role.OFFICER, "MA-04", script=script)

    def wait_for(heading: str) -> None:
        if script:
            expect(page.get_by_role("heading", name=heading)).to_be_visible(timeout=READING)
        else:
            refreshed_until(page, heading)

    page.get_by_role("link", name="Imports").click()
    send(page, a_file(tmp_path, with_three_bad_lines(name)))
    wait_for("Fichier vérifié")
    expect(page.get_by_text("Rien n’est encore écrit")).to_be_visible()
    rows = page.get_by_role("region", name="Lignes à corriger").locator("tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("Vérifiez l’orthographe")
    expect(rows.nth(1)).to_contain_text("Choisissez parmi : arabe, darija")
    expect(rows.nth(2)).to_contain_text("Donnez une date comme 15/03/2026.")
    assert not known(api, f"{name}-0")

    with page.expect_download() as awaited:
        page.get_by_role("link", name="Télécharger les lignes à corriger").click()
    corrected = tmp_path / "a-corriger.xlsx"
    awaited.value.save_as(corrected)
    page.get_by_role("button", name="Importer les 4 bonnes lignes").click()
    wait_for("Import terminé")
    assert known(api, f"{name}-0")
    assert not known(api, f"{name}-x")

    book = load_workbook(corrected)
    sheet = book.worksheets[0]
    assert [str(cell.value)[:5] for cell in sheet["H"][1:]] == ["Ligne"] * 3
    sheet["D2"], sheet["F3"], sheet["G4"] = "Rabat", "darija", "02/11/2026"
    book.save(corrected)
    page.get_by_role("link", name="Envoyer un autre fichier").click()
    send(page, corrected)
    wait_for("Fichier vérifié")
    page.get_by_role("button", name="Importer les 3 lignes").click()
    wait_for("Import terminé")
    assert all(known(api, f"{name}-{one}") for one in "xyz")
    page.context.close()


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Whoever reads a file stops at its middle until this is set, however quick the machine."""
    event = Event()

    def read_half(*given: Any, steps: Steps, **others: Any) -> ImportReport:
        def reading(done: int, total: int) -> None:
            if steps.reading is not None:
                steps.reading(done, total)
            if 2 * done >= total:
                event.wait(READING / 1000)

        return import_file(*given, steps=replace(steps, reading=reading), **others)

    monkeypatch.setattr("service.actions.imports.worker.import_file", read_half)
    yield event
    event.set()


def test_a_long_import_goes_on_while_its_tab_is_closed(
    api: Api, address: str, browser: Browser, tmp_path: Path, go_on: Event
) -> None:
    page = signed_in(browser, address, api, Role.OFFICER, "MA-04")
    send(page, a_file(tmp_path, people(5_000, "L")))
    expect(page.locator("#suivi")).to_be_visible()
    assert grave_issues(page) == []
    expect(page.get_by_text("lignes lues sur 5 000")).to_be_visible(timeout=READING)
    page.close()
    go_on.set()

    page = page.context.new_page()
    page.goto("/imports")
    page.locator("tbody th a").first.click()
    expect(page.get_by_role("heading", name="Fichier vérifié")).to_be_visible(timeout=READING)
    go_on.clear()
    page.get_by_role("button", name="Importer les 5 000 lignes").click()
    expect(page.get_by_role("heading", name="Import en cours")).to_be_visible()
    path = page.url.removeprefix(address)
    page.close()
    go_on.set()

    page = page.context.new_page()
    page.goto("/imports")
    page.locator(f'tbody a[href="{path}"]').click()
    expect(page.get_by_role("heading", name="Import terminé")).to_be_visible(timeout=READING)
    expect(page.locator("dd").first).to_have_text("5 000")
    with api.storage.read() as work:
        assert work.records.count(RecordKind.PROFILE) >= 5_000
    page.context.close()


def dropped(page: Page, name: str, text: str) -> None:
    page.evaluate(DROP, [name, base64.b64encode(text.encode()).decode()])


def test_a_file_is_dropped_and_one_that_will_not_do_is_said_at_once(
    api: Api, address: str, browser: Browser
) -> None:
    page = signed_in(browser, address, api, Role.ADMINISTRATOR)
    page.goto("/imports")
    page.get_by_label("Que contient le fichier ?").select_option(label="Entreprises")
    warning = page.get_by_role("alert")
    dropped(page, "a.csv|b.csv", "x")
    expect(warning).to_have_text("Déposez un seul fichier à la fois.")
    dropped(page, "a.csv", "x" * 2**21)
    expect(warning).to_contain_text("trop lourd : au plus 2 Mio")
    page.get_by_role("button", name="Vérifier").click()
    expect(page).to_have_url(f"{address}/imports")

    dropped(page, "entreprises.csv", "Référence;Nom\nE-1;Atelier Nour (inventé)\n")
    expect(warning).to_be_hidden()
    expect(page.get_by_role("button", name="Vérifier")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Importer la ligne")).to_be_visible(timeout=READING)
    page.context.close()


def test_a_file_that_is_too_heavy_is_told_to_a_browser_without_script(
    api: Api, address: str, browser: Browser, tmp_path: Path
) -> None:
    page = signed_in(browser, address, api, Role.OFFICER, script=False)
    send(page, a_file(tmp_path, "x" * (6 * 2**20)))
    expect(page.get_by_role("heading", name="Contenu trop volumineux")).to_be_visible()
    page.context.close()


def test_a_file_that_waits_is_given_up_before_it_is_read(
    api: Api, address: str, browser: Browser, tmp_path: Path
) -> None:
    page = signed_in(browser, address, api, Role.OFFICER, "MA-04")
    send(page, a_file(tmp_path, people(5_000, "G")))
    page.get_by_role("button", name="Abandonner ce fichier").click()
    expect(page.get_by_role("heading", name="Fichier abandonné")).to_be_visible()
    page.goto("/imports")
    expect(page.locator("tbody tr").first).to_contain_text("rien n’est gardé")
    page.context.close()


def test_an_officer_imports_in_arabic_on_a_telephone(
    api: Api, address: str, browser: Browser, tmp_path: Path
) -> None:
    page = signed_in(browser, address, api, Role.OFFICER, "MA-04", width=390)
    page.get_by_role("button", name="العربية").click()
    send(page, a_file(tmp_path, with_three_bad_lines("R")), "تحقق")
    expect(page.get_by_role("heading", name="تم التحقق من الملف")).to_be_visible(timeout=READING)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    rows = page.get_by_role("region", name="الأسطر الواجب تصحيحها").locator("tbody tr")
    expect(rows.nth(0).locator("bdi").last).to_have_text("Atlantide")
    page.get_by_role("button", name="استيراد 4 أسطر سليمة").click()
    expect(page.get_by_role("heading", name="انتهى الاستيراد")).to_be_visible(timeout=READING)
    assert known(api, "R-0")
    page.context.close()


@pytest.mark.parametrize("language", ["Français", "العربية"])
def test_every_page_about_files_can_be_used_by_everybody_in_both_directions(
    api: Api, address: str, browser: Browser, tmp_path: Path, language: str
) -> None:
    page = signed_in(browser, address, api, Role.ADMINISTRATOR)
    headings = "#compte, .notice.bad"
    send(page, a_file(tmp_path, with_three_bad_lines("W")))
    page.locator(headings).first.wait_for(timeout=READING)
    checked = page.url
    send(page, a_file(tmp_path, "Référence;Délit\nA-1;x\n"))
    page.locator(headings).first.wait_for(timeout=READING)
    refused = page.url
    page.get_by_role("button", name=language).click()
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for shown in ("/imports", checked, refused):
            page.goto(shown)
            assert grave_issues(page) == [], (shown, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, shown
            assert page.locator("h1").count() == 1, shown
    page.context.close()
