"""What is written about requests never says anything about a person."""

import json
from pathlib import Path
from typing import Any

import pytest

from matching.vocabulary import Role
from service.api.examples import OPENING
from tests.api_fixtures import Api, ready_api

WORDS = (
    "Amina",
    "Benchekroun",
    "0661223344",
    "amina.b@example.ma",
    "BK482913",
    "couturière",
    "خياطة",
    "khiata",
    "Oukacha",
    "Salé",
)


def a_telling_profile() -> dict[str, Any]:
    return {
        "statements": [
            {"kind": "skill", "text": "Amina Benchekroun, couturière خياطة khiata"},
            {"kind": "experience", "text": "tél 0661223344, amina.b@example.ma, CIN BK482913"},
            {"kind": "wish", "text": "après Oukacha, un atelier à Salé"},
        ],
        "home": "Salé",
    }


@pytest.fixture
def api(tmp_path: Path) -> Any:
    with ready_api(tmp_path) as running:
        yield running


def lines(api: Api) -> list[dict[str, Any]]:
    return [json.loads(line) for line in api.logged.getvalue().splitlines()]


def test_a_line_says_who_asked_what_and_how_it_ended(api: Api) -> None:
    officer = api.as_role(Role.OFFICER)
    officer.get("/openings", headers={"X-Request-ID": "call-42"})
    line = next(line for line in lines(api) if line.get("request_id") == "call-42")
    assert line["event"] == "request"
    assert (line["method"], line["route"], line["status"]) == ("GET", "/api/v1/openings", 200)
    assert line["duration_ms"] >= 0
    assert len(line["caller_id"]) == 36
    assert officer.secret not in api.logged.getvalue()


def test_a_problem_is_logged_by_its_code(api: Api) -> None:
    api.client.get("/api/v1/openings", headers={"X-Request-ID": "call-43"})
    line = next(line for line in lines(api) if line.get("request_id") == "call-43")
    assert (line["status"], line["code"], line["caller_id"]) == (401, "token-missing", None)


def test_nothing_a_person_said_is_in_the_logs(api: Api, capfd: pytest.CaptureFixture[str]) -> None:
    officer = api.as_role(Role.OFFICER)
    profile = a_telling_profile()
    opening_id = officer.create("/openings", {**OPENING, "company_id": None})
    profile_id = officer.create("/profiles", profile)
    officer.put(f"/profiles/{profile_id}", {**profile, "max_distance_km": 9}, version=1)
    officer.post("/shortlists", {"profile": profile})
    officer.post("/shortlists", {"profile_id": profile_id})
    officer.post("/shortlists/people", {"opening_id": opening_id})
    officer.get(f"/profiles/{profile_id}/why-not/{opening_id}")
    officer.post("/profiles", {**profile, "Amina": "Benchekroun", "home": "Amina"})
    officer.post("/profiles", {**profile, "home": "Amina Benchekroun"})
    officer.get("/profiles/Amina?after=Benchekroun")
    officer.get("/Amina/Benchekroun")
    content = "Référence;Compétences;Commune\nAmina;couturière 0661223344;Benchekroun\n".encode()
    files = {"file": ("Amina Benchekroun.csv", content)}
    officer.ask("POST", "/imports", files=files, data={"kind": "profile"})
    officer.delete(f"/profiles/{profile_id}", version=2)

    written = api.logged.getvalue() + "".join(capfd.readouterr())
    assert len(lines(api)) >= 13
    for word in WORDS:
        assert word not in written
        assert json.dumps(word)[1:-1] not in written
