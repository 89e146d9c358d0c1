"""Every page, for every role, in and out of the territory: nothing is open that was not opened."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from matching.vocabulary import Role
from tests.page_fixtures import Browser
from tests.page_matrix import (
    COMPUTED,
    ELSEWHERE,
    EVERY_ACCOUNT,
    HERE,
    OF_A_PERSON,
    PUBLIC,
    ROLES,
    WITH_A_SECRET,
    EverybodysOffice,
    an_office_of_everybody,
    routes,
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EverybodysOffice]:
    with an_office_of_everybody(tmp_path_factory.mktemp("roles")) as running:
        yield running


def test_every_page_has_its_roles_written_down() -> None:
    assert set(routes()) == PUBLIC | EVERY_ACCOUNT | set(ROLES)


@pytest.mark.parametrize("name", sorted(ROLES))
@pytest.mark.parametrize("role", list(Role))
def test_a_page_opens_to_its_roles_and_to_nobody_else(
    office: EverybodysOffice, role: Role, name: str
) -> None:
    status = office.ask(role, HERE, name)
    if role not in ROLES[name]:
        assert status == 403
    else:
        # The same answer given twice is a conflict, which only somebody who may answer learns.
        shows = name.startswith("GET") or name in {*WITH_A_SECRET, *COMPUTED}
        assert status in ({200} if shows else {303, 409})


@pytest.mark.parametrize("name", OF_A_PERSON)
@pytest.mark.parametrize("role", list(Role))
def test_nobody_opens_a_page_about_a_person_of_another_territory(
    office: EverybodysOffice, role: Role, name: str
) -> None:
    assert office.ask(role, ELSEWHERE, name) == 403


@pytest.mark.parametrize("name", sorted({*ROLES, *EVERY_ACCOUNT}))
def test_a_stranger_opens_none_of_them(office: EverybodysOffice, name: str) -> None:
    stranger = Browser(TestClient(office.api.app, base_url="https://jisr.test"))
    method, path = name.split(" ")
    address = path.format_map(office.ids)
    if method == "GET":
        answer = stranger.get(address)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/connexion?suite=")
    else:
        assert stranger.post_as_is(address, {}).status_code == 401


@pytest.mark.parametrize("role", list(Role))
def test_the_menu_leads_each_role_only_to_pages_that_open(
    office: EverybodysOffice, role: Role
) -> None:
    browser = office.browsers[role, HERE]
    menu = browser.get("/aide").text.split("<nav")[1].split("</nav>")[0]
    for part in menu.split('href="')[1:]:
        assert browser.get(part.split('"')[0]).status_code == 200


def test_an_officer_of_another_territory_is_shown_nobody_for_an_opening(
    office: EverybodysOffice,
) -> None:
    path = f"/offres/{office.ids['opportunity_id']}"
    assert office.ids["profile_id"] not in office.browsers[Role.OFFICER, ELSEWHERE].get(path).text
    assert office.ids["profile_id"] in office.browsers[Role.OFFICER, HERE].get(path).text
