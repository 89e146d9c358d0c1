"""A counsellor, in a real browser: finds what is missing, the training, and whom to call again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from matching.vocabulary import Role
from tests.browser_fixtures import served, signed_in
from tests.counsellor_fixtures import HERE, TAILOR, Furnished, begin, furnished
from tests.page_fixtures import pages


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    with pages(tmp_path_factory.mktemp("office")) as running:
        yield furnished(running)


@pytest.fixture(scope="module")
def address(office: Furnished) -> Iterator[str]:
    with served(office.api) as found:
        yield found


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_counsellor_finds_what_is_missing_and_the_training_that_closes_it(
    office: Furnished, address: str, browser: Browser, script: bool
) -> None:
    page = signed_in(browser, address, office.api, Role.COUNSELLOR, HERE, script=script)
    page.goto(f"/personnes/{office.tailor}")
    page.get_by_role("link", name="Ce qui lui manque").click()
    page.get_by_role("link", name="Activité", exact=True).click()
    step = page.get_by_role("listitem").filter(
        has=page.get_by_role("heading", name="Compétence – prise de mesures")
    )
    expect(step).to_contain_text("rang")
    expect(step.get_by_text("Formation qui y mène :")).to_be_visible()
    expect(page.get_by_role("heading", name="À demander ensuite")).to_be_visible()

    step.get_by_role("link", name="Couture sur mesure").click()
    expect(page.get_by_role("heading", name="Couture sur mesure", level=1)).to_be_visible()
    page.context.close()


def test_a_counsellor_calls_again_and_notes_that_the_activity_lives(
    office: Furnished, address: str, browser: Browser
) -> None:
    person = office.api.as_role(Role.OFFICER).create("/profiles", TAILOR)
    begin(office.api, person)
    page = signed_in(browser, address, office.api, Role.COUNSELLOR, HERE)
    page.get_by_role("link", name="Suivi").click()
    line = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=person[:8]))
    expect(line).to_contain_text("10 jours de retard")
    line.get_by_label("Revenu, tel que dit").select_option(
        label="De 1 500 à 3 000 dirhams par mois"
    )
    line.get_by_role("button", name="Noter ce que dit").click()
    expect(page.get_by_role("link", name=person[:8])).to_have_count(0)
    page.get_by_label("Montrer aussi ce qui vient").select_option(label="dans les 90 jours")
    page.get_by_role("button", name="Afficher").click()
    expect(page.get_by_role("link", name=person[:8])).to_have_count(0)
    page.goto(f"/personnes/{person}")
    expect(page.get_by_role("heading", name="Où en sont les propositions")).to_be_visible()
    page.context.close()
