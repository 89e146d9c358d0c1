"""Equipment is handed over, reported and followed up, with the same figures everywhere."""

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from matching.vocabulary import Role
from service.api.examples import ACTIVITY, PROFILE
from tests.api_fixtures import Api, Caller, problem, ready_api
from tests.rendered_pages import layer_of, text_of

HEADERS = "référence;date;activité;secteur;ville;article;quantité;prix unitaire;reçu"
PERIOD = "since=2026-11-01&until=2026-11-30"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with ready_api(tmp_path_factory.mktemp("hand-overs")) as running:
        yield running


@pytest.fixture(scope="module")
def officer(api: Api) -> Caller:
    return api.as_role(Role.OFFICER)


@pytest.fixture(scope="module")
def people(api: Api, officer: Caller) -> list[str]:
    """Thirty-two people, 27 men and 5 women."""
    found = [officer.create("/profiles", {**PROFILE, "home": "Casablanca"}) for _ in range(32)]
    with api.storage.begin() as work:
        groups = {
            person: {"gender": "female" if at < 5 else "male"} for at, person in enumerate(found)
        }
        work.groups.put_many(groups)
    return found


def sent(officer: Caller, lines: list[str], headers: str = HEADERS) -> Any:
    content = "\n".join([headers, *lines]).encode()
    files = {"file": ("remise.csv", content, "text/csv")}
    return officer.post("/hand-overs", files=files)


@pytest.fixture(scope="module")
def handed(officer: Caller, people: list[str]) -> dict[str, Any]:
    """The communiqué of Casablanca: 1,121,215.07 dirhams for 32 people, in one bad line less."""
    sectors = ["restauration"] * 14 + ["artisanat"] * 10 + ["services"] * 6 + ["commerce"] * 2
    lines = [
        f"{person};20/11/2026;Activité {at};{sector};Casablanca;Matériel {at};1;35 037,97;R-{at}"
        for at, (person, sector) in enumerate(zip(people, sectors, strict=True))
    ]
    lines[31] = lines[31].replace("35 037,97;R-31", "35.038,00;")
    lines.append(f"{people[0]};20/11/2026;;;Casablanca;Sans prix;1;;")
    response = sent(officer, lines)
    assert response.status_code == 201, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_the_file_is_kept_to_the_centime(handed: dict[str, Any]) -> None:
    assert (handed["people"], handed["total_mad"], handed["mean_mad"]) == (
        32,
        "1121215.07",
        "35037.97",
    )
    assert [(one["line"], one["code"]) for one in handed["rejected"]] == [(34, "field-missing")]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_list_register_and_receipts_say_the_same(
    officer: Caller, handed: dict[str, Any], language: str
) -> None:
    path = f"/hand-overs/{handed['id']}"
    asked = {"headers": {"Accept-Language": language}}
    answer = officer.get(f"{path}.pdf?with_receipts=true", **asked)
    assert answer.status_code == 200, answer.text
    printed = text_of(answer.content)
    # Once as a fact, and as the total of the list and of the register.
    assert printed.count("1 121 215,07") == 3
    assert "35 037,97" in printed
    assert "35 038,00" in printed
    book = load_workbook(io.BytesIO(officer.get(f"{path}.xlsx", **asked).content))
    sheet = book.worksheets[0]
    numbers = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert numbers.count(1121215.07) == 2
    assert sheet.sheet_view.rightToLeft is (language == "ar")
    again = officer.get(path).json()
    assert (again["total_mad"], len(again["items"])) == ("1121215.07", 32)


def figures_of_text(text: str) -> set[str]:
    found: list[str] = re.findall(r"\d[\d\xa0]*,\d\d", text)
    return {one.replace("\xa0", "").replace(",", ".") for one in found}


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.usefixtures("handed")
def test_json_pdf_and_workbook_have_the_same_figures(api: Api, language: str) -> None:
    analyst = api.as_role(Role.ANALYST)
    path = "/reports/territorial"
    asked = {"headers": {"Accept-Language": language}}
    report = analyst.get(f"{path}?{PERIOD}&region=MA-06", **asked).json()
    assert (report["people"], report["amount_mad"]) == (32, "1121215.07")
    tables = ("by_sector", "by_town", "by_gender")
    in_json = {report["amount_mad"], report["mean_mad"]} | {
        part["amount_mad"] for name in tables for part in report[name] if part["amount_mad"]
    }
    printed = layer_of(analyst.get(f"{path}.pdf?{PERIOD}&region=MA-06", **asked).content)
    assert figures_of_text(printed) == in_json
    content = analyst.get(f"{path}.xlsx?{PERIOD}&region=MA-06", **asked).content
    cells = [c for r in load_workbook(io.BytesIO(content)).worksheets[0].values for c in r]
    in_book = {f"{Decimal(str(cell)):.2f}" for cell in cells if isinstance(cell, float)}
    assert in_book == in_json - {report["mean_mad"]}
    page = analyst.get(f"{path}.html?{PERIOD}&region=MA-06", **asked).text
    assert "1\xa0121\xa0215,07" in page


@pytest.mark.usefixtures("handed")
def test_small_sectors_are_withheld_and_take_one_along(api: Api) -> None:
    report = api.as_role(Role.ANALYST).get(f"/reports/territorial?{PERIOD}").json()
    shown = {part["code"]: part["people"] for part in report["by_sector"]}
    assert shown == {"restauration": 14, "artisanat": 10, "services": None, "commerce": None}
    assert {part["code"]: part["people"] for part in report["by_gender"]} == {
        "male": 27,
        "female": 5,
    }
    assert report["withheld_below"] == 5


def test_a_report_without_anybody_says_so(api: Api) -> None:
    analyst = api.as_role(Role.ANALYST)
    empty = analyst.get("/reports/territorial?since=2020-01-01&until=2020-12-31").json()
    assert (empty["people"], empty["amount_mad"], empty["mean_mad"]) == (0, "0.00", None)
    backwards = analyst.get("/reports/territorial?since=2020-02-01&until=2020-01-01")
    problem(backwards, 422, "period-ends-before-start")
    nowhere = analyst.get(f"/reports/territorial?{PERIOD}&region=Atlantis")
    problem(nowhere, 422, "invalid-request")


def test_nobody_unknown_receives_anything(officer: Caller, handed: dict[str, Any]) -> None:
    line = "X-404;20/11/2026;;services;Casablanca;Perceuse;1;900,00;"
    problem(sent(officer, [line]), 404, "no-such-record")
    assert officer.get(f"/hand-overs/{handed['id']}").json()["people"] == 32


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ("référence;article;prix;motif d'incarcération", "sentence"),
        ("référence;article;prix;cin", "national-id"),
    ],
)
def test_a_column_that_must_not_exist_refuses_the_file(
    officer: Caller, people: list[str], headers: str, why: str
) -> None:
    refused = problem(sent(officer, [f"{people[0]};Scie;100;x"], headers), 422, "forbidden-column")
    assert refused["params"]["why"] == why


def test_prices_quantities_sectors_and_texts_are_checked(
    officer: Caller, people: list[str]
) -> None:
    person = people[7]
    answer = sent(
        officer,
        [
            f"{person};20/11/2026;;;Casablanca;Scie;1;-5,00;",
            f"{person};20/11/2026;;;Casablanca;Scie;0;5,00;",
            f"{person};20/11/2026;;;Casablanca;Scie;1;beaucoup;",
            f"{person};20/11/2027;vente;astrologie;Casablanca;Scie de la prison d'Oukacha;2;5,05;",
        ],
    ).json()
    assert [(one["line"], one["code"]) for one in answer["rejected"]] == [
        (2, "number-too-small"),
        (3, "number-too-small"),
        (4, "not-a-number"),
    ]
    assert answer["sectors_to_review"] == [5]
    (item,) = answer["items"]
    assert (item["item"], item["sector"], item["amount_mad"]) == ("Scie", None, "10.10")


def test_a_file_without_a_usable_line_is_refused(officer: Caller, people: list[str]) -> None:
    refused = sent(officer, [f"{people[0]};;;;;Scie;1;;"])
    found = problem(refused, 422, "nothing-handed-over")
    assert found["params"] == {"line": 2, "fault": "field-missing"}


def test_who_may_record_read_and_report(api: Api, handed: dict[str, Any]) -> None:
    elsewhere = api.as_role(Role.OFFICER, "MA-01")
    problem(elsewhere.get(f"/hand-overs/{handed['id']}"), 403, "not-your-territory")
    problem(
        api.as_role(Role.COUNSELLOR).get(f"/reports/territorial?{PERIOD}"), 403, "role-not-allowed"
    )
    analyst = api.as_role(Role.ANALYST)
    problem(analyst.get(f"/hand-overs/{handed['id']}"), 403, "role-not-allowed")
    missing = api.as_role(Role.OFFICER).get("/hand-overs/9d3b5f71-8c2e-4a60-b1d4-7e9f0a2c4d04")
    problem(missing, 404, "no-such-hand-over")


def test_activities_are_followed_up(api: Api, officer: Caller) -> None:
    counsellor = api.as_role(Role.COUNSELLOR)
    pair = {
        "profile_id": officer.create("/profiles", {**PROFILE, "home": "Salé"}),
        "opportunity_id": officer.create("/activities", ACTIVITY),
    }
    started = {**pair, "kind": "activity-started", "happened_on": "2026-05-15"}
    assert counsellor.post("/outcomes", started).status_code == 201
    (due,) = counsellor.get("/follow-ups/due").json()["items"]
    assert due["milestone"] == {
        "code": "activity-alive-6-months",
        "text": "Activité en vie après 6 mois",
    }
    assert (due["due_on"], due["days_late"]) == ("2026-11-15", 5)
    assert api.as_role(Role.COUNSELLOR, "MA-01").get("/follow-ups/due").json()["items"] == []
    alive = {**pair, "kind": "activity-alive-6-months", "happened_on": "2026-11-20"}
    assert counsellor.post("/outcomes", alive).status_code == 201
    assert counsellor.get("/follow-ups/due").json()["items"] == []
    ahead = counsellor.get("/follow-ups/due?horizon_days=366").json()["items"]
    assert [one["milestone"]["code"] for one in ahead] == ["activity-alive-12-months"]


def test_an_income_is_a_band_and_goes_with_the_person(api: Api, officer: Caller) -> None:
    counsellor = api.as_role(Role.COUNSELLOR)
    pair = {
        "profile_id": officer.create("/profiles", {**PROFILE, "home": "Salé"}),
        "opportunity_id": officer.create("/activities", ACTIVITY),
    }
    income = {**pair, "band": "1500-3000", "happened_on": "2026-11-20"}
    assert counsellor.post("/incomes", income).status_code == 201
    problem(counsellor.post("/incomes", {**income, "band": "2750.50"}), 422, "invalid-request")
    tomorrow = {**income, "happened_on": "2026-11-21"}
    problem(counsellor.post("/incomes", tomorrow), 422, "date-in-future")
    problem(api.as_role(Role.ANALYST).post("/incomes", income), 403, "role-not-allowed")
    with api.storage.read() as work:
        assert len(work.incomes.of_profile(pair["profile_id"])) == 1
    assert officer.delete(f"/profiles/{pair['profile_id']}", 1).status_code == 200
    with api.storage.read() as work:
        assert work.incomes.of_profile(pair["profile_id"]) == []


def test_what_an_erased_person_received_is_erased(officer: Caller) -> None:
    person = officer.create("/profiles", {**PROFILE, "home": "Agadir"})
    made = sent(officer, [f"{person};20/11/2025;;services;Agadir;Perceuse;1;900,00;R"]).json()
    assert officer.get(f"/hand-overs/{made['id']}").json()["total_mad"] == "900.00"
    officer.delete(f"/profiles/{person}", 1)
    problem(officer.get(f"/hand-overs/{made['id']}"), 404, "no-such-hand-over")
