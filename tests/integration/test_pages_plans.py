"""A life plan on pages: written version by version, read with its sums, signed, printed."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest

from matching.vocabulary import Role
from tests.api_fixtures import Api
from tests.counsellor_fixtures import HERE, PLAN, SEWING, TAILOR, furnished
from tests.page_fixtures import Browser, browser_of, form_token, pages, visible


@dataclass(frozen=True)
class Office:
    api: Api
    counsellor: Browser


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pages(tmp_path_factory.mktemp("office")) as api:
        furnished(api)
        yield Office(api=api, counsellor=browser_of(api, Role.COUNSELLOR, HERE))


@pytest.fixture
def person(office: Office) -> str:
    """Somebody about whom nothing was written yet."""
    return office.api.as_role(Role.OFFICER).create("/profiles", TAILOR)


def plan_path(person: str) -> str:
    return f"/personnes/{person}/projet"


def write(browser: Browser, person: str, **changed: Any) -> Any:
    return browser.post(plan_path(person), {**PLAN, **changed}, on=f"{plan_path(person)}/ecrire")


def test_a_plan_is_written_and_read_with_its_sums(office: Office, person: str) -> None:
    assert "Aucun projet de vie" in visible(office.counsellor.get(plan_path(person)).text)
    written = write(office.counsellor, person)
    assert (written.status_code, written.headers["location"]) == (303, plan_path(person))
    page = office.counsellor.get(plan_path(person))
    text = visible(page.text)
    for said in ("6 500,50", "8 300,50", "Reste à financer 5 800,50", "15 décembre 2026"):
        assert said in text.replace("\xa0", " "), said


def test_a_plan_begins_with_the_kit_of_an_activity_at_the_upper_prices(
    office: Office, person: str
) -> None:
    page = office.counsellor.get(f"{plan_path(person)}/ecrire?depuis={SEWING}").text
    assert 'value="machine à coudre plate industrielle"' in page
    assert 'value="6500.00"' in page
    assert f'name="fiche" value="{SEWING}"' in page
    assert "rien n’est encore enregistré" in visible(page)


def test_every_field_to_correct_is_said_in_the_reader_s_language_and_nothing_is_lost(
    office: Office, person: str
) -> None:
    wrong = {"prix": ["cher", "", "180"], "objectif": "", "commentaire": "gardé <mot à mot>"}
    form = {**PLAN, **wrong, "_jeton": form_token(office.counsellor.get("/mot-de-passe").text)}
    for language, fault in (("fr", "Donnez un nombre."), ("ar", "أدخلوا عددا.")):
        office.counsellor.post("/langue", {"langue": language}, on="/mot-de-passe")
        refused = office.counsellor.post_as_is(plan_path(person), form)
        text = visible(refused.text)
        assert refused.status_code == 422
        assert fault in text
        assert 'href="#prix-0"' in refused.text
        assert 'id="prix-0" aria-invalid="true" aria-describedby="faute-prix-0"' in refused.text
        assert 'value="cher"' in refused.text
        assert "gardé <mot à mot>" in text
    office.counsellor.post("/langue", {"langue": "fr"}, on="/mot-de-passe")
    assert "Aucun projet de vie" in visible(office.counsellor.get(plan_path(person)).text)


def test_more_money_than_the_plan_costs_is_said_with_the_excess(
    office: Office, person: str
) -> None:
    refused = write(office.counsellor, person, apport="50000")
    assert refused.status_code == 422
    assert "dépassent le coût du projet" in visible(refused.text)
    assert 'value="50000"' in refused.text


def test_lines_are_added_without_writing_anything(office: Office, person: str) -> None:
    more = write(office.counsellor, person, lignes="budget")
    assert more.status_code == 200
    assert len(re.findall('name="article"', more.text)) == 2 + 6
    assert 'value="6 500,50"' in more.text
    assert "Aucun projet de vie" in visible(office.counsellor.get(plan_path(person)).text)


def test_two_who_write_at_once_see_both_plans_and_nothing_is_lost(
    office: Office, person: str
) -> None:
    colleague = browser_of(office.api, Role.OFFICER, HERE)
    write(office.counsellor, person)
    theirs = {"base": "1", "intitule": "Atelier de retouche", "commentaire": "Leurs mots."}
    assert write(colleague, person, **theirs).status_code == 303
    mine = {"base": "1", "apport": "2000", "commentaire": "Mes mots."}
    conflict = write(office.counsellor, person, **mine)
    text = visible(conflict.text).replace("\xa0", " ")
    assert conflict.status_code == 412
    assert "gardé comme version 3, à côté de la version 2" in text
    assert "Atelier de retouche → Atelier de couture" in text
    assert "Leurs mots." in text
    assert "Mes mots." in text
    kept = visible(office.counsellor.get(f"{plan_path(person)}?version=3").text)
    assert "n’est pas en vigueur" in kept
    assert "2 000,00" in kept.replace("\xa0", " ")
    # The form of the conflict has read what is in force: sent again, it becomes the plan.
    assert 'name="base" value="2"' in conflict.text
    assert write(office.counsellor, person, **mine | {"base": "2"}).status_code == 303
    history = visible(office.counsellor.get(plan_path(person)).text)
    assert "Version 4" in history
    assert "gardée à côté" in history


def test_a_session_that_ends_while_a_plan_is_written_loses_no_line(
    office: Office, person: str
) -> None:
    browser = browser_of(office.api, Role.ADMINISTRATOR, HERE)
    token = form_token(browser.get(f"{plan_path(person)}/ecrire").text)
    with office.api.storage.begin() as work:
        account = work.accounts.find("administrator-ma-04")
        assert account is not None
        work.accounts.end_sessions_of(account.id)
    interrupted = browser.post_as_is(plan_path(person), {**PLAN, "_jeton": token})
    assert interrupted.status_code == 401
    found = re.search(r'name="garde" value="([^"]*)"', interrupted.text)
    assert found is not None
    kept = json.loads(unescape(found[1]))
    assert [value for name, value in kept if name == "prix"] == PLAN["prix"]
    assert [value for name, value in kept if name == "article"] == PLAN["article"]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_sheet_to_be_signed_is_a_pdf_and_a_workbook_in_two_languages(
    office: Office, person: str, language: str
) -> None:
    write(office.counsellor, person)
    for paper, head in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        path = f"{plan_path(person)}/fiche.{paper}?langue={language}&version=1"
        sheet = office.counsellor.get(path)
        assert sheet.status_code == 200
        assert sheet.content.startswith(head)
        assert len(sheet.content) > 4000
        assert sheet.headers["content-language"] == language
        assert person not in sheet.headers["content-disposition"]


def test_a_sheet_that_would_reveal_a_past_is_not_made_and_says_so(
    office: Office, person: str
) -> None:
    # The plan page shows what was written; a word of detention is taken out of every text first.
    write(office.counsellor, person, commentaire="Depuis ma sortie de prison je couds.")
    read = visible(office.counsellor.get(plan_path(person)).text)
    assert "sortie de prison" in read
    sheet = office.counsellor.get(f"{plan_path(person)}/fiche.html").text
    assert "prison" not in sheet


def test_a_signature_is_noted_once_and_never_of_tomorrow(office: Office, person: str) -> None:
    write(office.counsellor, person)
    path, form = f"{plan_path(person)}/signatures", {"version": "1", "partie": "person"}
    early = office.counsellor.post(path, {**form, "jour": "2026-11-21"}, on=plan_path(person))
    assert early.status_code == 422
    assert 'value="2026-11-21"' in early.text
    noted = office.counsellor.post(path, {**form, "jour": "2026-11-20"}, on=plan_path(person))
    assert noted.status_code == 303
    assert "La personne – 20 novembre 2026" in visible(
        office.counsellor.get(plan_path(person)).text
    )
    twice = office.counsellor.post(path, {**form, "jour": "2026-11-20"}, on=plan_path(person))
    assert twice.status_code == 409
    assert "a déjà signé" in visible(twice.text)


def test_a_version_that_is_none_is_a_page_that_says_so(office: Office, person: str) -> None:
    assert office.counsellor.get(f"{plan_path(person)}?version=7").status_code == 404
