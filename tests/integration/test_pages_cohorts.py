"""Sharing out on pages: gathering a cohort, reading a plan, deciding, keeping, handing over."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from matching.records import Profile
from matching.vocabulary import RecordKind, Role
from service.api.examples import ACTIVITY, COMPANY, OPENING
from tests.api_fixtures import NOW, Api
from tests.page_fixtures import Browser, browser_of, pages, visible

NEW = "/cohortes/nouvelle"
SEWER: dict[str, Any] = {
    "statements": [{"kind": "skill", "text": "couture et retouches sur machine"}],
    "home": "Salé",
    "available_from": "2026-12-15",
}
PLAIN = {
    **OPENING,
    "schedule": [],
    "required_languages": {},
    "demands": [],
    "skills": ["couture"],
    "starts_on": None,
}


@dataclass(frozen=True)
class Office:
    """Three people who sew, one place as a sewer and one as a hand."""

    api: Api
    officer: Browser
    counsellor: Browser
    company: str
    people: list[str]
    elsewhere: str


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pages(tmp_path_factory.mktemp("cohorts")) as api:
        api.wait_until_ready()
        maker = api.as_role(Role.OFFICER)
        company = maker.create("/companies", {**COMPANY, "name": "Atelier <inventé>"})
        asked = {**PLAIN, "company_id": company, "places": 1}
        maker.create("/openings", {**asked, "title": "Couturière"})
        maker.create("/openings", {**asked, "title": "Aide-couturière"})
        kit = {**ACTIVITY, "cost_mad": "10000.33", "kit": [], "skills": ["couture"]}
        api.as_role(Role.ADMINISTRATOR).create("/activities", kit)
        yield Office(
            api=api,
            officer=browser_of(api, Role.OFFICER, "MA-04"),
            counsellor=browser_of(api, Role.COUNSELLOR, "MA-04"),
            company=company,
            people=sorted(maker.create("/profiles", SEWER) for _ in range(3)),
            elsewhere=maker.create("/profiles", {**SEWER, "home": "Oujda"}),
        )


def shared_out(browser: Browser, kind: str, people: list[str], **form: str) -> str:
    """The address of a plan."""
    sent = {"genre": kind, "personnes": "\n".join(people), **form}
    answer = browser.post("/cohortes", sent, on=NEW)
    assert answer.status_code == 303, visible(answer.text)
    address: str = answer.headers["location"]
    return address


def solved_again(browser: Browser, plan: str, decisions: str) -> Any:
    return browser.post(f"{plan}/recalculer", {"decisions": decisions}, on=plan)


def rows_of(text: str) -> dict[str, str]:
    """What each line of the tables says, by the address of its person."""
    found = re.findall(r'<tr id="ligne-\d+".*?</tr>', text, re.DOTALL)
    return {re.findall(r"/personnes/([0-9a-f-]{36})", row)[0]: visible(row) for row in found}


def number_of(text: str, person: str) -> int:
    """By which decisions name the line of a person."""
    row = next(
        row for row in re.findall(r'<tr id="ligne-\d+".*?</tr>', text, re.DOTALL) if person in row
    )
    return int(row.split('id="ligne-')[1].split('"')[0])


def test_every_line_that_names_nobody_is_told_and_nothing_typed_is_lost(office: Office) -> None:
    twins = [Profile(id=f"abcdef12-0000-4000-8000-00000000000{one}") for one in (1, 2)]
    with office.api.storage.begin() as work:
        work.records.put_many(RecordKind.PROFILE, twins, at=NOW, source="tests", actor="tests")
    person = office.people[0]
    typed = f"{person}\n\nX-404\n{person[:8]}\n{office.elsewhere}\nabcdef12"
    form = {"genre": "opening", "personnes": typed, "du": "2026-12-01", "objectif": "worst-off"}
    answer = office.officer.post("/cohortes", form, on=NEW)
    assert answer.status_code == 422
    text = visible(answer.text)
    assert "4 lignes sont à corriger" in text
    assert "Ligne 3, « X-404 » – personne ne porte cette référence." in text
    assert "Ligne 4, " in text
    assert "déjà nommée à la ligne 1." in text
    assert "Ligne 5, " in text
    assert "cette personne n’est pas de votre territoire." in text
    assert "Ligne 6, « abcdef12 » – plusieurs personnes peuvent être désignées" in text
    assert "Donnez les deux dates, ou aucune." in text
    assert typed in answer.text.replace("\r", "")
    assert 'value="2026-12-01"' in answer.text
    assert 'value="worst-off" selected' in answer.text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "Personne n’est nommé."),
        ({"du": "2026-12-20", "au": "2026-12-01"}, "Le dernier jour vient avant le premier."),
        ({"du": "bientôt", "au": "2026-12-01"}, "Cette date ne se lit pas."),
        ({"du": "2031-01-01", "au": "2031-02-01"}, "Personne n’est nommé."),
    ],
)
def test_days_that_name_nobody_are_told(office: Office, form: dict[str, str], said: str) -> None:
    answer = office.officer.post("/cohortes", {"genre": "opening", **form}, on=NEW)
    assert answer.status_code == 422
    assert said in visible(answer.text)


def test_everybody_of_the_territory_who_becomes_available_is_taken_once(office: Office) -> None:
    plan = shared_out(
        office.officer, "opening", [office.people[1]], du="2026-12-15", au="2026-12-15"
    )
    shown = rows_of(office.officer.get(plan).text)
    assert set(office.people) <= set(shown)
    assert office.elsewhere not in shown


def test_a_plan_stands_beside_the_best_of_each_and_says_why_it_differs(office: Office) -> None:
    plan = shared_out(office.officer, "opening", office.people)
    text = office.officer.get(plan).text
    rows = list(rows_of(text).values())
    assert sum("C’est celui-ci" in row for row in rows) == 1
    second = next(row for row in rows if "Reçoit son choix n° 2 sur 2" in row)
    assert "Places attribuées à d’autres" in second
    assert "(attribuée à 1 autre personne)" in second
    without = rows[-1]
    assert without.count("Places attribuées à d’autres") == 2
    shown = visible(text)
    assert "Personnes servies 2 sur 3" in shown
    assert "Ont leur meilleur choix 1 sur les 3" in shown
    assert "Rabat-Salé-Kénitra 2 sur 3" in shown
    assert "Atelier <inventé>" in shown
    assert "score" not in shown.lower()


def test_decisions_are_shown_undone_and_carried_in_the_address_alone(office: Office) -> None:
    plan = shared_out(office.officer, "opening", office.people)
    text = office.officer.get(plan).text
    first, second = (number_of(text, one) for one in office.people[:2])
    shown = visible(office.officer.get(f"{plan}?decisions=f{first}.e{second}").text)
    assert "2 décisions à appliquer" in shown
    assert f"{office.people[1][:8]} est laissée de côté" in shown
    one = office.officer.get(f"{plan}?decisions=f{first}.e{second}").text
    assert f'value="e{second}"' in one
    assert "décisions à appliquer" not in visible(office.officer.get(plan).text)
    region = office.officer.get(f"{plan}?decisions=f{first}", headers={"HX-Request": "true"}).text
    assert region.lstrip().startswith('<div id="repartition"')
    whole = office.officer.get(
        plan, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )
    assert "<html" in whole.text


@pytest.mark.parametrize("written", ["f99", "x1", "d0", "f1.f1.zz", "b99999"])
def test_decisions_about_nothing_here_are_refused(office: Office, written: str) -> None:
    plan = shared_out(office.officer, "opening", office.people)
    assert office.officer.get(f"{plan}?decisions={written}").status_code == 422


def test_solving_again_keeps_decisions_and_says_what_changed(office: Office) -> None:
    plan = shared_out(office.officer, "opening", office.people)
    text = office.officer.get(plan).text
    rows = rows_of(text)
    best = next(one for one in rows if "C’est celui-ci" in rows[one])
    without = next(one for one in rows if "Fixer" not in rows[one])
    decisions = f"e{number_of(text, best)}"
    again = solved_again(office.officer, plan, decisions)
    assert again.status_code == 303
    page = office.officer.get(again.headers["location"])
    shown = visible(page.text)
    assert "la répartition précédente" in shown
    assert "Personnes servies : 0" in shown
    assert f"{best[:8]} – avant :" in shown
    assert f"{best[:8]} est laissée de côté" in shown
    assert "Laissée de côté par décision" in rows_of(page.text)[best]
    assert (
        "Reçoit" in rows_of(page.text)[without] or "C’est celui-ci" in rows_of(page.text)[without]
    )
    undone = solved_again(office.officer, again.headers["location"].split("#")[0], "d0")
    back = rows_of(office.officer.get(undone.headers["location"]).text)
    assert back == rows


def test_two_pins_on_one_place_are_an_answer_that_says_what_would_release_them(
    office: Office,
) -> None:
    plan = shared_out(office.officer, "opening", office.people)
    text = office.officer.get(plan).text
    rows = rows_of(text)
    best = next(one for one in rows if "C’est celui-ci" in rows[one])
    other = next(one for one in rows if "Reçoit son choix n° 2" in rows[one])
    decisions = f"f{number_of(text, best)}.b{number_of(text, other)}"
    again = solved_again(office.officer, plan, decisions)
    page = office.officer.get(again.headers["location"])
    shown = visible(page.text)
    assert "Aucune répartition ne respecte toutes les limites à la fois." in shown
    assert "Places de l’offre" in shown
    assert "1 place de plus" in shown
    assert "En vigueur" in shown


def test_what_cannot_be_decided_is_told_and_the_decisions_stay(office: Office) -> None:
    plan = shared_out(office.officer, "opening", office.people)
    rows = rows_of(office.officer.get(plan).text)
    best = next(one for one in rows if "C’est celui-ci" in rows[one])
    number = number_of(office.officer.get(plan).text, best)
    pinned = solved_again(office.officer, plan, f"f{number}").headers["location"].split("#")[0]
    # Nobody is to get what this person was fixed on.
    page = solved_again(office.officer, pinned, f"r{number}")
    assert page.status_code == 422
    shown = visible(page.text)
    assert "Fixée et écartée" in shown
    assert "vos décisions sont gardées ci-dessous" in shown
    assert f'value="r{number}"' in page.text


def test_keeping_a_plan_notes_its_lines_once_and_writes_over_nothing(office: Office) -> None:
    maker = office.api.as_role(Role.OFFICER)
    company = maker.create("/companies", {**COMPANY, "name": "Confection"})
    for title in ("Couturière", "Ourleuse"):
        maker.create("/openings", {**PLAIN, "company_id": company, "title": title, "places": 1})
    people = [maker.create("/profiles", SEWER) for _ in range(2)]
    plan = shared_out(office.officer, "opening", people)
    rows = rows_of(office.officer.get(plan).text)
    assert len(rows) == 2
    given = office.api.as_role(Role.OFFICER).get(f"/assignments/{plan.split('/')[-1]}").json()
    refused = given["plan"]["lines"][0]
    said = {
        "profile_id": refused["profile_id"],
        "opportunity_id": refused["opportunity_id"],
        "answer": "declined-by-person",
        "reason": "pay",
    }
    assert maker.post("/feedback", said).status_code == 201
    assert "notées comme proposées : 0 sur 2" in visible(office.officer.get(plan).text)
    for _ in range(2):
        kept = office.officer.post(f"{plan}/retenir", {}, on=plan)
        assert kept.status_code == 303
    text = visible(office.officer.get(plan).text)
    assert "notées comme proposées : 1 sur 2" in text
    assert "Déclinée depuis" in text
    person = visible(office.officer.get(f"/personnes/{refused['profile_id']}").text)
    assert "Déclinée par la personne" in person


def test_kits_are_shared_out_within_an_envelope_to_the_centime(office: Office) -> None:
    plan = shared_out(office.counsellor, "activity", office.people, enveloppe="20 000,66")
    shown = visible(office.counsellor.get(plan).text)
    assert "Attribué 20\xa0000,66 dirhams".replace("\xa0", " ") in shown.replace("\xa0", " ")
    assert "Reste 0,00 dirhams" in shown
    short = shared_out(office.counsellor, "activity", office.people, enveloppe="20000.65")
    text = visible(office.counsellor.get(short).text).replace("\xa0", " ")
    assert "Attribué 10 000,33 dirhams" in text
    assert "Enveloppe épuisée" in text
    assert "il manque 0,01 dirhams" in text


@pytest.mark.parametrize(
    ("envelope", "said"),
    [("0", "Enveloppe de 0 dirham"), ("-5", "Montant négatif"), ("beaucoup", "ne se lit pas")],
)
def test_an_envelope_that_cannot_be_shared_out_is_told(
    office: Office, envelope: str, said: str
) -> None:
    form = {
        "genre": "activity",
        "personnes": office.people[0],
        "enveloppe": envelope,
    }
    answer = office.counsellor.post("/cohortes", form, on=NEW)
    assert answer.status_code == 422
    assert said in visible(answer.text)
    assert f'value="{envelope}"' in answer.text


def test_each_role_shares_out_what_is_its_own(office: Office) -> None:
    officer, counsellor = (
        visible(one.get(NEW).text) for one in (office.officer, office.counsellor)
    )
    assert "Des offres d’emploi" in officer
    assert "Enveloppe" not in officer
    assert "Des activités et leur matériel" in counsellor
    assert "Des offres d’emploi" not in counsellor
    form = {"genre": "opening", "personnes": office.people[0]}
    assert office.counsellor.post("/cohortes", form, on=NEW).status_code == 403
    kits = shared_out(office.counsellor, "activity", office.people[:1])
    assert office.officer.get(kits).status_code == 403
    assert kits not in office.officer.get("/cohortes").text
    assert kits in office.counsellor.get("/cohortes").text
    elsewhere = browser_of(office.api, Role.COUNSELLOR, "MA-02")
    assert elsewhere.get(kits).status_code == 403
    assert kits not in elsewhere.get("/cohortes").text


def test_a_plan_in_arabic_reads_from_the_right_with_its_own_words(office: Office) -> None:
    plan = shared_out(office.counsellor, "activity", office.people, enveloppe="10000.33")
    arabic = browser_of(office.api, Role.COUNSELLOR)
    arabic.client.cookies.set("langue", "ar")
    text = arabic.get(plan).text
    assert 'dir="rtl"' in text
    assert "الغلاف المالي <bdi>10\xa0000,33</bdi>" in re.sub(r"</?d[td]>", " ", text).replace(
        "  ", " "
    )
    form = {"genre": "activity", "personnes": "X-404"}
    refused = arabic.post("/cohortes", form, on=NEW)
    assert "لا أحد يحمل هذا المرجع." in visible(refused.text)


def test_a_plan_is_printed_with_its_sums(office: Office) -> None:
    plan = shared_out(office.counsellor, "activity", office.people, enveloppe="25000")
    for paper in ("pdf", "html"):
        answer = office.counsellor.get(f"{plan}/repartition.{paper}")
        assert answer.status_code == 200
        assert 'filename="repartition-fr' in answer.headers["content-disposition"]
    book = load_workbook(
        io.BytesIO(office.counsellor.get(f"{plan}/repartition.xlsx").content)
    ).worksheets[0]
    cells = [cell for row in book.values for cell in row if cell is not None]
    assert cells.count(10000.33) == 2
    assert 20000.66 in cells


def test_equipment_is_listed_from_a_plan_item_by_item(office: Office) -> None:
    items = [
        {
            "name": name,
            "quantity": count,
            "price_low_mad": low,
            "price_high_mad": high,
            "source": "estimation",
        }
        for name, count, low, high in (
            ("machine", 1, "4000.00", "5000.01"),
            ("ciseaux", 2, "100", "100"),
        )
    ]
    kit = {**ACTIVITY, "title": "Broderie", "cost_mad": None, "kit": items, "skills": ["couture"]}
    made = office.api.as_role(Role.ADMINISTRATOR).create("/activities", kit)
    counsellor = office.api.as_role(Role.COUNSELLOR)
    pin = {"profile_id": office.people[0], "opportunity_id": made}
    body = {
        "kind": "activity",
        "people": [{"profile_id": office.people[0]}],
        "terms": {"pins": [pin], "envelope_mad": "9000"},
    }
    plan = counsellor.create("/assignments", body)
    answer = office.counsellor.get(f"/cohortes/{plan}/materiel.xlsx?jour=2026-12-01")
    assert answer.status_code == 200
    cells = [
        cell
        for row in load_workbook(io.BytesIO(answer.content)).worksheets[0].values
        for cell in row
        if cell is not None
    ]
    assert {"machine", "ciseaux", "Broderie", "1 décembre 2026"} <= set(map(str, cells))
    # The middle of 4 000,00 and 5 000,01 lies between two centimes.
    assert Decimal("4700.01") in {Decimal(str(cell)) for cell in cells if isinstance(cell, float)}


def test_a_plan_without_equipment_has_none_to_hand_over(office: Office) -> None:
    counsellor = office.api.as_role(Role.COUNSELLOR)
    body = {
        "kind": "activity",
        "people": [{"profile_id": office.people[0]}],
        "terms": {"excluded": [{"profile_id": office.people[0]}]},
    }
    plan = counsellor.create("/assignments", body)
    refused = office.counsellor.get(f"/cohortes/{plan}/materiel.pdf")
    assert refused.status_code == 422
    assert "Aucun matériel à remettre" in visible(refused.text)


def test_a_list_for_a_company_starts_from_a_plan_and_is_noted(office: Office) -> None:
    maker = office.api.as_role(Role.OFFICER)
    company = maker.create("/companies", {**COMPANY, "name": "Mode du Nord"})
    maker.create("/openings", {**PLAIN, "company_id": company, "title": "Couturière", "places": 6})
    # Equally good places elsewhere are four, so that two of six people must come here.
    people = [maker.create("/profiles", SEWER) for _ in range(6)]
    plan = shared_out(office.officer, "opening", people)
    path = f"/entreprises/{company}/profils"
    assert f"{path}?repartition={plan.split('/')[-1]}" in office.officer.get(plan).text
    assert "Personne de votre territoire n’est proposé" in visible(office.officer.get(path).text)
    assert f'href="{path}"' in office.officer.get(f"/entreprises/{company}").text
    chosen = f"{path}?repartition={plan.split('/')[-1]}"
    pairs = re.findall(r'name="paire" value="([^"]+)"', office.officer.get(chosen).text)
    mine = [one for one in pairs if one.split(":")[0] in people]
    nobody = office.officer.get(f"{path}/apercu?repartition={plan.split('/')[-1]}")
    assert nobody.status_code == 422
    assert "Cochez au moins une personne." in visible(nobody.text)
    form = {"paire": mine, "repartition": plan.split("/")[-1]}
    noted = office.officer.post(path, form, on="/mot-de-passe")
    assert noted.headers["location"] == f"{path}?remis={len(mine)}"
    assert office.officer.post(path, form, on="/mot-de-passe").headers["location"].endswith("=0")
    person = mine[0].split(":")[0]
    assert "Proposée" in visible(office.officer.get(f"/personnes/{person}").text)
    assert mine[0] in office.officer.get(path).text


def test_nobody_is_put_on_the_list_of_a_company_that_they_are_not_proposed_to(
    office: Office,
) -> None:
    stray = f"{office.people[0]}:{office.people[1]}"
    path = f"/entreprises/{office.company}/profils"
    for address in (f"{path}/apercu?paire={stray}", f"{path}/profils.pdf?paire={stray}"):
        refused = office.officer.get(address)
        assert refused.status_code == 422
        assert "Pas proposée à cette entreprise" in visible(refused.text)


def test_a_large_cohort_is_read_page_by_page_and_keeps_its_decisions(office: Office) -> None:
    maker = office.api.as_role(Role.OFFICER)
    people = [maker.create("/profiles", SEWER) for _ in range(52)]
    plan = shared_out(office.officer, "opening", people)
    first = office.officer.get(f"{plan}?decisions=e0").text
    second = office.officer.get(f"{plan}?feuille=2&decisions=e0").text
    assert (len(rows_of(first)), len(rows_of(second))) == (50, 2)
    assert set(people) == set(rows_of(first)) | set(rows_of(second))
    assert "Page 1 sur 2" in visible(first)
    assert "feuille=2&amp;decisions=e0" in first
    assert "1 décision à appliquer" in visible(second)
    assert "Les personnes servies sont sur les pages précédentes." in visible(second)
    printed = office.officer.get(f"{plan}/repartition.html").text
    assert printed.count("<tr>") > 52
