"""A counsellor, in Arabic and in a real browser: shares kits out within an envelope."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from matching.vocabulary import Role
from service.api.examples import ACTIVITY
from tests.api_fixtures import Api
from tests.browser_fixtures import grave_issues, signed_in
from tests.page_fixtures import pages

SEWER: dict[str, Any] = {
    "statements": [{"kind": "skill", "text": "couture et retouches sur machine"}],
    "home": "Salé",
    "own_money_mad": "500.00",
}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with pages(tmp_path_factory.mktemp("kits")) as running:
        running.wait_until_ready()
        kit = {**ACTIVITY, "cost_mad": "12500.25", "kit": [], "title_ar": "خياطة منزلية"}
        running.as_role(Role.ADMINISTRATOR).create("/activities", kit)
        yield running


def test_a_counsellor_shares_kits_out_within_an_envelope_in_arabic(
    api: Api, address: str, browser: Browser
) -> None:
    maker = api.as_role(Role.OFFICER)
    people = [maker.create("/profiles", SEWER) for _ in range(3)]
    page = signed_in(browser, address, api, Role.COUNSELLOR, "MA-04", width=390)
    page.get_by_role("button", name="العربية").click()
    page.get_by_role("link", name="الأفواج").first.click()
    page.get_by_role("link", name="تكوين فوج").click()
    page.get_by_label("أنشطة ومعداتها").check()
    page.get_by_label("الأشخاص: مرجع واحد في كل سطر").fill("\n".join([*people, "X-404"]))
    page.get_by_label("الغلاف المالي بالدرهم").fill("24 000,50")
    page.get_by_role("button", name="توزيع", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("لا أحد يحمل هذا المرجع.")
    expect(page.get_by_label("الغلاف المالي بالدرهم")).to_have_value("24 000,50")
    page.get_by_label("الأشخاص: مرجع واحد في كل سطر").fill("\n".join(people))
    page.get_by_role("button", name="توزيع", exact=True).click()

    summary = page.locator("dl.facts").first
    # Two kits at 12 500,25 less 500,00 each: the envelope is used to the last centime.
    expect(summary).to_contain_text("24\u00a0000,50")
    expect(summary).to_contain_text("0,00")
    amounts = page.locator("table.sharing tbody td.n")
    expect(amounts.filter(has_text="12\u00a0000,25")).to_have_count(2)
    expect(page.get_by_text("خياطة منزلية").first).to_be_visible()
    expect(page.get_by_text("نفد الغلاف المالي").first).to_be_visible()
    assert grave_issues(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    page.get_by_role("button", name="أعتمد هذا التوزيع").click()
    expect(page.locator("#retenue")).to_contain_text("2 من أصل 2")
    link = page.get_by_role("link", name="لائحة تسليم المعدات").get_attribute("href")
    answer = page.request.get(f"{address}{link}")
    assert answer.status == 200
    assert 'filename="remise-ar.pdf"' in answer.headers["content-disposition"]
    page.context.close()
