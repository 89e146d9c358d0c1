"""An analyst reads what the laboratory wrote; nobody else does, and a damaged file says so."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from matching.vocabulary import Role
from tests.api_fixtures import Api, Caller, problem, ready_api

DOCUMENT = {
    "format": 1,
    "title": "Qualité",
    "language": "fr",
    "made_on": "2026-04-01",
    "release_id": "2026.11-occupations",
    "extent": {"lines": 5},
    "learned_beats_rules": None,
    "summary": [],
    "limits": [],
    "changes": None,
    "figures": [],
}


def write_reports(found: Path) -> None:
    found.mkdir()
    for name, more in (
        ("quality-2026-02-28-fr", {"made_on": "2026-03-01"}),
        ("quality-2026-03-31-fr", {}),
        ("quality-2026-03-31-ar", {"language": "ar"}),
    ):
        (found / f"{name}.json").write_text(json.dumps({**DOCUMENT, "id": name, **more}), "utf-8")
        (found / f"{name}.html").write_text(f"<p>{name}</p>", "utf-8")
        (found / f"{name}.csv").write_text("section\n", "utf-8")
    (found / "quality-broken.json").write_text("{", "utf-8")
    (found / "elsewhere.json").write_text("{}", "utf-8")


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    folder = tmp_path_factory.mktemp("reports")
    write_reports(folder / "reports")
    with ready_api(folder, reports_dir=folder / "reports") as running:
        yield running


@pytest.fixture(scope="module")
def analyst(api: Api) -> Caller:
    return api.as_role(Role.ANALYST)


def test_reports_are_listed_newest_first_and_damage_is_told(analyst: Caller) -> None:
    listed = analyst.get("/reports").json()["items"]
    assert [(one["id"], one["is_readable"]) for one in listed] == [
        ("quality-2026-03-31-fr", True),
        ("quality-2026-03-31-ar", True),
        ("quality-2026-02-28-fr", True),
        ("quality-broken", False),
    ]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_newest_is_given_in_the_readers_language(analyst: Caller, language: str) -> None:
    answer = analyst.get("/reports/quality", headers={"Accept-Language": language})
    assert answer.json()["language"] == language
    page = analyst.get(
        "/reports/quality", headers={"Accept-Language": language, "Accept": "text/html"}
    )
    assert page.text == f"<p>quality-2026-03-31-{language}</p>"
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_forms_are_asked_for_by_their_ending(analyst: Caller) -> None:
    table = analyst.get("/reports/quality-2026-02-28-fr.csv")
    assert table.text == "section\n"
    assert table.headers["content-type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("name", ["quality-2020-01-01-fr", "elsewhere", "quality-2026.html"])
def test_what_is_not_there_is_not_found(analyst: Caller, name: str) -> None:
    assert problem(analyst.get(f"/reports/{name}"), 404, "no-such-report")


def test_a_damaged_report_is_a_clear_problem(analyst: Caller) -> None:
    assert problem(analyst.get("/reports/quality-broken"), 500, "damaged-report")
    assert problem(analyst.get("/reports/quality-broken.html"), 500, "damaged-report")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANALYST])
def test_others_read_none(api: Api, role: Role) -> None:
    caller = api.as_role(role)
    for path in ("/reports", "/reports/quality", "/reports/quality-2026-03-31-fr.csv"):
        assert problem(caller.get(path), 403, "role-not-allowed")
