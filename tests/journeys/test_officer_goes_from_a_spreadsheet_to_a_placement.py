"""An officer of Rabat-Salé-Kénitra brings files, proposes, hears back, and notes what happened."""

from pathlib import Path
from typing import Any

import pytest

import service.demo
from matching.vocabulary import Role
from tests.api_fixtures import Api, Caller, problem, ready_api

DEMO = Path(service.demo.__file__).parent


@pytest.fixture
def api(tmp_path: Path) -> Any:
    with ready_api(tmp_path) as running:
        yield running


def bring(caller: Caller, kind: str, name: str, **form: str) -> dict[str, Any]:
    files = {"file": (name, (DEMO / name).read_bytes())}
    answer = caller.ask("POST", "/imports", files=files, data={"kind": kind, **form})
    assert answer.status_code == 200, answer.text
    report: dict[str, Any] = answer.json()
    return report


def test_from_a_spreadsheet_to_a_placement(api: Api) -> None:
    everywhere = api.as_role(Role.ADMINISTRATOR)
    assert bring(everywhere, "company", "companies.csv")["rejected"] == []
    assert bring(everywhere, "opening", "openings.csv")["rejected"] == []
    assert bring(everywhere, "profile", "profiles.csv", dry_run="true")["accepted"] == 333
    assert bring(everywhere, "profile", "profiles.csv")["created"] == 333

    officer = api.as_role(Role.OFFICER, "MA-04")
    people = officer.get("/profiles?limit=200").json()["items"]
    assert 0 < len(people) < 333
    assert {person["home"]["region"] for person in people} == {"MA-04"}

    shown = [
        shortlist
        for person in people
        if (shortlist := officer.post("/shortlists", {"profile_id": person["id"]}).json())[
            "proposals"
        ]
    ]
    assert len(shown) > len(people) / 3
    for shortlist in shown:
        assert all(line["reasons"] for line in shortlist["proposals"])
        providers = [line["provider"] for line in shortlist["proposals"] if line["provider"]]
        assert shortlist["considered"] == 220
        assert len(providers) <= 10

    line, shortlist = shown[0]["proposals"][0], shown[0]
    pair = {name: line[name] for name in ("profile_id", "opportunity_id")}
    said = {**pair, "shortlist_id": shortlist["id"]}
    assert officer.post("/feedback", {**said, "answer": "proposed"}).status_code == 201
    assert officer.post("/feedback", {**said, "answer": "accepted"}).status_code == 201
    for kind, day in (("interview", "2026-11-17"), ("hired", "2026-11-19")):
        body = {**pair, "kind": kind, "happened_on": day}
        assert officer.post("/outcomes", body).status_code == 201

    again = officer.post("/shortlists", {"profile_id": pair["profile_id"]}).json()
    assert pair["opportunity_id"] not in {one["opportunity_id"] for one in again["proposals"]}
    why = officer.get(f"/profiles/{pair['profile_id']}/why-not/{pair['opportunity_id']}").json()
    assert "already-proposed" in {one["code"] for one in why["refusals"]}
    assert officer.get(f"/shortlists/{shortlist['id']}").json()["proposals"][0]["rank"] == 1

    other = api.as_role(Role.OFFICER, "MA-01")
    problem(other.get(f"/profiles/{pair['profile_id']}"), 403, "not-your-territory")
