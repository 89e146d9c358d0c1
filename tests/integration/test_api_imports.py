"""Files in, through the same door as everything else."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from openpyxl import load_workbook

from matching.vocabulary import RecordKind, Role
from service.api.routes_imports import XLSX
from tests.api_fixtures import Api, Caller, problem, ready_api

COMPANIES = """Référence;Nom;Secteur;Commune;Plafond en cours;En pause
E-1;Atelier Al Amal (inventé);artisanat;Salé;3;non
E-2;Boulangerie (inventée);restauration;Rabat;;non
E-3;Garage (inventé);astrologie;Fès;1;non
"""


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with ready_api(tmp_path) as running:
        yield running


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.as_role(Role.OFFICER)


def send(
    caller: Caller, content: str | bytes, name: str = "entreprises.csv", **form: Any
) -> Response:
    given = form.pop("headers", {})
    files = {"file": (name, content.encode() if isinstance(content, str) else content)}
    data = {"kind": "company", **form}
    return caller.ask("POST", "/imports", files=files, data=data, headers=given)


def test_good_lines_are_in_and_bad_lines_are_named(officer: Caller) -> None:
    report = send(officer, COMPANIES).json()
    assert (report["accepted"], report["created"]) == (2, 2)
    (refused,) = report["rejected"]
    assert (refused["line"], refused["column"], refused["code"]) == (4, "Secteur", "not-in-list")
    assert refused["shown"] == "astrologie"
    assert refused["message"].startswith("Choisissez parmi")
    assert len(officer.get("/companies").json()["items"]) == 2


def test_messages_come_in_the_language_asked(officer: Caller) -> None:
    report = send(officer, COMPANIES, headers={"Accept-Language": "en"}).json()
    assert report["rejected"][0]["message"].startswith("Choose among")


def test_a_dry_run_says_the_same_and_writes_nothing(officer: Caller) -> None:
    report = send(officer, COMPANIES, dry_run="true").json()
    assert (report["dry_run"], report["accepted"], report["import_id"]) == (True, 2, None)
    assert officer.get("/companies").json()["items"] == []


def test_the_same_file_again_changes_nothing(officer: Caller) -> None:
    send(officer, COMPANIES)
    again = send(officer, COMPANIES).json()
    assert (again["created"], again["changed"], again["unchanged"]) == (0, 0, 2)


def test_a_forbidden_column_refuses_the_whole_file(officer: Caller) -> None:
    content = "Référence;Compétences;N° d'écrou\nP-1;couture;12345\n"
    answer = send(officer, content, kind="profile")
    assert problem(answer, 422, "forbidden-column")["title"] == "Information interdite"
    assert officer.get("/profiles").json()["items"] == []


def test_a_file_of_an_unknown_type_is_a_problem(officer: Caller) -> None:
    problem(send(officer, COMPANIES, name="entreprises.pdf"), 422, "unknown-file-type")
    problem(send(officer, "", name="vide.csv"), 422, "empty-file")


def test_a_file_with_too_many_lines_is_a_problem(tmp_path: Path) -> None:
    with ready_api(tmp_path / "small", import_line_limit=2) as api:
        problem(send(api.as_role(Role.OFFICER), COMPANIES), 422, "file-too-large")


@pytest.mark.parametrize(
    ("form", "pointer", "code"),
    [
        ({"kind": "dragon"}, "/kind", "not-in-list"),
        ({"dry_run": "perhaps"}, "/dry_run", "not-a-yes-or-no"),
    ],
)
def test_a_form_that_is_wrong_says_where(
    officer: Caller, form: dict[str, str], pointer: str, code: str
) -> None:
    (fault,) = problem(send(officer, COMPANIES, **form), 422, "invalid-request")["errors"]
    assert (fault["pointer"], fault["code"]) == (pointer, code)


def test_a_form_without_a_file_says_so(officer: Caller) -> None:
    files = {"other": ("x.csv", b"x")}
    answer = officer.ask("POST", "/imports", files=files, data={"kind": "company"})
    faults = problem(answer, 422, "invalid-request")["errors"]
    assert {"pointer": "/file", "code": "field-missing"}.items() <= faults[0].items()


def test_a_file_given_as_text_is_not_a_file(officer: Caller) -> None:
    files = {"other": ("x.csv", b"x")}
    answer = officer.ask("POST", "/imports", files=files, data={"kind": "company", "file": "x"})
    codes = {
        one["code"]
        for one in problem(answer, 422, "invalid-request")["errors"]
        if one["pointer"] == "/file"
    }
    assert codes == {"not-a-file"}


def test_json_is_not_a_form(officer: Caller) -> None:
    problem(officer.post("/imports", {"kind": "company"}), 415, "unsupported-body")


def test_a_form_that_is_broken_is_a_problem_of_the_caller(officer: Caller) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = officer.ask("POST", "/imports", content=b"--y\r\nnonsense", headers=headers)
    assert answer.status_code == 422


def test_lines_outside_the_territory_are_refused_one_by_one(api: Api) -> None:
    report = send(api.as_role(Role.OFFICER, "MA-03"), COMPANIES).json()
    assert report["accepted"] == 0
    assert {one["code"] for one in report["rejected"]} >= {"not-your-territory"}


def test_what_was_imported_is_proposed_at_once(officer: Caller) -> None:
    content = "Référence;Intitulé;Compétences;Commune\nO-1;Soudeur;soudure à l'arc;Salé\n"
    report = send(officer, content, name="offres.csv", kind="opening").json()
    assert report["accepted"] == 1, report
    profile = {"statements": [{"kind": "skill", "text": "soudure à l'arc"}], "home": "Salé"}
    shortlist = officer.post("/shortlists", {"profile": profile}).json()
    assert [line["title"] for line in shortlist["proposals"]] == ["Soudeur"]


@pytest.mark.parametrize("kind", RecordKind)
def test_every_kind_has_an_empty_spreadsheet(officer: Caller, kind: RecordKind) -> None:
    answer = officer.get(f"/imports/templates/{kind.value}", headers={"Accept-Language": "ar"})
    assert answer.headers["Content-Type"] == XLSX
    assert f"jisr-{kind.value}.xlsx" in answer.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.content))
    assert book.worksheets[0].sheet_view.rightToLeft


def test_a_kind_that_does_not_exist_has_none(officer: Caller) -> None:
    (fault,) = problem(officer.get("/imports/templates/dragon"), 422, "invalid-request")["errors"]
    assert fault["parameter"] == "kind"
