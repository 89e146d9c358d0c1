"""Someone asks to be forgotten: an officer erases them, and only counts are left."""

from pathlib import Path
from typing import Any

import pytest

from matching.vocabulary import Role
from service.api.examples import OPENING
from tests.api_fixtures import Api, problem, ready_api

SAID = "broderie au fil de soie apprise chez ma tante"


@pytest.fixture
def api(tmp_path: Path) -> Any:
    with ready_api(tmp_path) as running:
        yield running


def test_nothing_is_left_of_a_person_but_counts(api: Api) -> None:
    officer = api.as_role(Role.OFFICER)
    opening = {**OPENING, "company_id": None, "title": "Brodeuse", "skills": ["broderie"]}
    opening_id = officer.create("/openings", {**opening, "places": 1})
    profile = {"statements": [{"kind": "skill", "text": SAID}], "home": "Salé"}
    profile_id = officer.create("/profiles", profile)
    shown = officer.post("/shortlists", {"profile_id": profile_id}).json()
    people = officer.post("/shortlists/people", {"opening_id": opening_id}).json()
    assert [line["profile_id"] for line in people["proposals"]] == [profile_id]
    pair = {"profile_id": profile_id, "opportunity_id": opening_id}
    said = {**pair, "answer": "accepted", "shortlist_id": shown["id"]}
    assert officer.post("/feedback", said).status_code == 201

    erased = officer.delete(f"/profiles/{profile_id}", version=1).json()
    assert erased["versions"] == 1
    assert (erased["shortlists"], erased["redacted_shortlists"], erased["events"]) == (1, 1, 1)

    problem(officer.get(f"/profiles/{profile_id}"), 404, "no-such-record")
    problem(officer.get(f"/profiles/{profile_id}?on=2026-11-20"), 404, "no-such-record")
    problem(officer.post("/shortlists", {"profile_id": profile_id}), 404, "no-such-record")
    problem(officer.get(f"/shortlists/{shown['id']}"), 404, "no-such-shortlist")
    problem(officer.get(f"/shortlists/{people['id']}"), 404, "no-such-shortlist")
    assert officer.get("/profiles").json()["items"] == []
    now = officer.post("/shortlists/people", {"opening_id": opening_id}).json()
    assert now["proposals"] == []

    somebody = officer.create("/profiles", {**profile, "home": "Rabat"})
    full = officer.post("/feedback", {**pair, "profile_id": somebody, "answer": "accepted"})
    problem(full, 409, "no-place-left")
