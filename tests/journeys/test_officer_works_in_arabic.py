"""The day of an officer who reads Arabic, on a telephone and on a screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from matching.vocabulary import Role
from tests.browser_fixtures import served, signed_in
from tests.tailors import REGION, TailorsOffice, a_tailors_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TailorsOffice]:
    with a_tailors_office(tmp_path_factory.mktemp("office")) as found:
        yield found


@pytest.fixture(scope="module")
def address(office: TailorsOffice) -> Iterator[str]:
    with served(office.api) as found:
        yield found


@pytest.mark.parametrize("width", [1280, 390])
def test_an_officer_spends_a_day_in_arabic(
    office: TailorsOffice, address: str, browser: Browser, width: int
) -> None:
    person = office.somebody()
    page = signed_in(browser, address, office.api, Role.OFFICER, REGION, width=width)
    page.get_by_role("button", name="العربية").click()
    expect(page.get_by_role("heading", name="يومي")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_text("بعد 11 يوما").first).to_be_visible()

    page.get_by_role("link", name="الأشخاص", exact=True).click()
    page.get_by_text("حصر اللائحة").click()
    page.get_by_label("متفرغ").select_option(label="في غضون 30 يوما")
    page.get_by_label("الجماعة").fill("سلا")
    page.get_by_role("button", name="تطبيق").click()
    page.locator(f'a[href="/personnes/{person}"]').click()
    page.get_by_role("link", name="عرض ما يمكن اقتراحه عليه").click()
    boxes = page.get_by_role("checkbox", name="مقارنة")
    expect(boxes).to_have_count(2)
    for box in boxes.all():
        box.check()
    page.get_by_role("button", name="مقارنة الاقتراحين المختارين").click()
    expect(page.get_by_role("heading", name="مقارنة لفائدة")).to_be_visible()
    title = page.locator("thead bdi").first
    expect(title).to_have_text("Couturier / couturière")
    page.get_by_role("button", name="Couturier / couturière").click()
    expect(page.locator("#en-cours").get_by_text("تم اقتراحه، قيد المتابعة")).to_be_visible()
    page.get_by_role("link", name="يومي").click()
    expect(page.get_by_text("منذ اليوم").first).to_be_visible()
    page.context.close()
