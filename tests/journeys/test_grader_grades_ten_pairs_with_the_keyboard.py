"""A counsellor grades ten pairs with the keys 0 to 3, changes one, skips one, and comes back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from matching.vocabulary import Role
from service.api.examples import COMPANY, OPENING
from tests.api_fixtures import Api
from tests.browser_fixtures import signed_in
from tests.overseen import a_round
from tests.page_fixtures import pages

TRADES = ("couture", "soudure", "cuisine", "maçonnerie", "jardinage", "menuiserie")


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with pages(tmp_path_factory.mktemp("office")) as running:
        running.wait_until_ready()
        maker = running.as_role(Role.OFFICER)
        company = maker.create("/companies", COMPANY)
        for trade in TRADES:
            opening = {**OPENING, "company_id": company, "title": trade, "skills": [trade]}
            maker.create("/openings", {**opening, "schedule": [], "required_languages": {}})
            stated = {"statements": [{"kind": "skill", "text": trade}], "home": "Salé"}
            maker.create("/profiles", stated)
        yield running


@pytest.fixture(scope="module")
def grading(api: Api) -> str:
    return a_round(api)[0]


def grades(api: Api) -> list[int]:
    """Grades of the counsellor, in the order of the pairs."""
    with api.storage.read() as work:
        [round_] = work.grades.all()
        account = next(one for one in work.accounts.list() if one.role is Role.COUNSELLOR)
        return [
            one.grade
            for _, given in work.grades.graded(round_.id)
            for one in given
            if one.grader == str(account.id)
        ]


def answered(page: Page, key: str, link: str | None = None) -> None:
    """Press a key, on a link or anywhere, and wait for the next page and its script."""
    with page.expect_event("load"):
        if link:
            page.get_by_role("link", name=link).press(key)
        else:
            page.keyboard.press(key)


@pytest.mark.usefixtures("grading")
def test_ten_pairs_are_graded_without_touching_the_mouse(
    api: Api, address: str, browser: Browser
) -> None:
    page = signed_in(browser, address, api, Role.COUNSELLOR, "MA-04")
    page.goto("/notations")
    answered(page, "Enter", link="Noter les")
    for done in range(10):
        expect(page.get_by_text(f"Notées par vous : {done}.")).to_be_visible()
        answered(page, str(done % 4))
    expect(page.get_by_text("Notées par vous : 10.")).to_be_visible()
    assert grades(api) == [0, 1, 2, 3, 0, 1, 2, 3, 0, 1]

    answered(page, "Enter", link="Revenir à la précédente")
    expect(page.locator("#notes [aria-pressed]")).to_have_count(1)
    answered(page, "3")
    expect(page.get_by_text("Notées par vous : 10.")).to_be_visible()
    assert grades(api)[9] == 3

    title = page.get_by_role("heading", level=2).nth(1).inner_text()
    answered(page, "Enter", link="Passer")
    expect(page.get_by_text("Notées par vous : 10.")).to_be_visible()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.get_by_label("Noter avec les touches").press("Space")
    page.keyboard.press("2")
    page.goto("/notations")
    answered(page, "Enter", link="Noter les")
    assert page.get_by_role("heading", level=2).nth(1).inner_text() == title
    assert "POST" not in sent
    assert len(grades(api)) == 10
    page.context.close()


def test_grading_works_without_script(
    api: Api, grading: str, address: str, browser: Browser
) -> None:
    page = signed_in(browser, address, api, Role.OFFICER, "MA-04", script=False)
    page.goto(f"/notations/{grading}/noter")
    expect(page.get_by_label("Noter avec les touches")).to_be_hidden()
    page.get_by_role("button", name="2 –").click()
    expect(page.get_by_text("Notées par vous : 1.")).to_be_visible()
    page.context.close()
