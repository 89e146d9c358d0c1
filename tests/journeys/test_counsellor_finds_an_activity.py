"""A counsellor, in a real browser: finds an activity for a person, reads its kit and its map."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from matching.vocabulary import Role
from tests.browser_fixtures import check_usable, served, signed_in
from tests.counsellor_fixtures import HERE, SEWING, Furnished, begin, furnished
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
def test_a_counsellor_finds_what_a_person_could_open_with_what_they_bring(
    office: Furnished, address: str, browser: Browser, script: bool
) -> None:
    page = signed_in(browser, address, office.api, Role.COUNSELLOR, HERE, script=script)
    page.get_by_role("link", name="Activités").click()
    page.get_by_label("Secteur").select_option(label="Artisanat")
    page.get_by_label("Apport de la personne (dirhams)").fill("3 000")
    page.get_by_label("Reste à financer, au plus (dirhams)").fill("25 000")
    page.get_by_label("Trier").select_option(label="par reste à financer, le plus petit d’abord")
    page.get_by_role("button", name="Afficher").click()
    expect(page.get_by_role("status")).to_contain_text("Tri : le plus petit reste à financer")
    expect(page.get_by_label("Région")).to_have_value(HERE)

    page.get_by_role("link", name="Couture à façon").click()
    expect(page.get_by_role("heading", name="Couture à façon", level=1)).to_be_visible()
    expect(page.get_by_role("row", name="surjeteuse 4 fils")).to_contain_text("5 500 à 8 000")
    expect(page.get_by_text("Les prix sont des estimations de leur date")).to_be_visible()
    drawing = page.get_by_role("img", name="Demande et kits par région")
    expect(drawing).to_be_visible()
    expect(page.get_by_role("row", name="Rabat-Salé-Kénitra")).to_contain_text("très forte")
    expect(page.get_by_role("link", name="Couture sur mesure")).to_be_visible()
    page.context.close()


def test_a_counsellor_goes_from_a_person_to_the_two_ways_side_by_side(
    office: Furnished, address: str, browser: Browser
) -> None:
    page = signed_in(browser, address, office.api, Role.COUNSELLOR, HERE)
    page.goto(f"/personnes/{office.tailor}")
    page.get_by_role("link", name="Emploi et activité, côte à côte").click()
    job = page.get_by_role("region", name="Un emploi salarié", exact=True)
    own = page.get_by_role("region", name="Une activité à son compte", exact=True)
    expect(job.get_by_role("heading", name="Couturière")).to_be_visible()
    line = own.get_by_role("listitem").filter(
        has=page.get_by_role("heading", name="Couture à façon")
    )
    expect(line).to_contain_text("La personne apporte")
    expect(line).to_contain_text("très forte (80 sur 100)")
    expect(page.get_by_text("Il n’y a pas de total")).to_be_visible()
    page.context.close()


def test_the_map_keeps_the_west_on_the_left_in_arabic(
    office: Furnished, address: str, browser: Browser
) -> None:
    page = signed_in(browser, address, office.api, Role.COUNSELLOR, HERE)
    places = {}
    for language, west, east in (("Français", "Rabat", "Oriental"), ("العربية", "الرباط", "الشرق")):
        page.get_by_role("button", name=language).click()
        page.goto(f"/activites/{SEWING}")
        drawing = page.locator("svg")
        boxes = [drawing.get_by_text(name, exact=True).bounding_box() for name in (west, east)]
        assert boxes[0] is not None
        assert boxes[1] is not None
        assert boxes[0]["x"] < boxes[1]["x"]
        places[language] = drawing.locator("rect").evaluate_all(
            "all => all.map(one => [one.getAttribute('x'), one.getAttribute('y')])"
        )
    assert places["Français"] == places["العربية"]
    page.context.close()


@pytest.mark.parametrize("language", ["Français", "العربية"])
def test_every_page_of_the_counsellor_can_be_used_by_everybody_in_both_directions(
    office: Furnished, address: str, browser: Browser, language: str
) -> None:
    begin(office.api, office.tailor, "2026-05-10" if language == "Français" else "2026-05-11")
    page = signed_in(browser, address, office.api, Role.COUNSELLOR)
    page.get_by_role("button", name=language).click()
    addresses = (
        "/activites?apport=beaucoup&region=MA-04",
        f"/activites/{SEWING}",
        "/suivi",
        f"/personnes/{office.tailor}/selection?genre=activity",
        f"/personnes/{office.tailor}/cote-a-cote",
        f"/personnes/{office.tailor}/manques",
        f"/personnes/{office.tailor}/manques?genre=activity",
    )
    for shown in addresses:
        check_usable(page, shown)
    page.context.close()
