"""Sharing out through the API: who may, what is kept, and conventions with their quotas."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from matching.vocabulary import Role
from service.api.examples import ACTIVITY, OPENING
from tests.api_fixtures import Api, Caller, problem, ready_api

WELDER = {"statements": [{"kind": "skill", "text": "soudure"}], "home": "Salé"}
PLAIN = {
    **OPENING,
    "company_id": None,
    "schedule": [],
    "required_languages": {},
    "demands": [],
    "title": "Soudeur",
    "description": "",
    "skills": ["soudure"],
    "starts_on": None,
    "places": 1,
}
KIT = {"title": "Soudeur", "skills": ["soudure"], "cost_mad": "10000.00"}


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with ready_api(tmp_path) as running:
        yield running


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.as_role(Role.OFFICER)


def people(officer: Caller, count: int = 2, **known: Any) -> list[str]:
    return [officer.create("/profiles", {**WELDER, **known}) for _ in range(count)]


def asked(kind: str, ids: list[str], **terms: Any) -> dict[str, Any]:
    return {"kind": kind, "people": [{"profile_id": one} for one in ids], "terms": terms}


def test_an_opening_is_shared_out_kept_read_again_and_solved_again(officer: Caller) -> None:
    opening = officer.create("/openings", PLAIN)
    first, second = people(officer)
    made = officer.post("/assignments", asked("opening", [second, first]))
    assert made.status_code == 201, made.text
    plan = made.json()["plan"]
    lines = {one["profile_id"]: one for one in plan["lines"]}
    # Both are worth the same: the first id has it.
    assert lines[min(first, second)]["opportunity_id"] == opening
    assert lines[max(first, second)]["reasons"][0]["code"] == "places-taken"
    assert plan["ties_by_id"]
    address = made.headers["Location"].removeprefix("/api/v1")
    assert officer.get(address).json() == made.json()
    decided = {"excluded": [{"profile_id": min(first, second)}]}
    again = officer.post(f"{address}/solve", decided)
    assert again.status_code == 201, again.text
    assert again.json()["based_on"] == made.json()["id"]
    moved = {one["profile_id"]: one["opportunity_id"] for one in again.json()["plan"]["lines"]}
    assert moved[max(first, second)] == opening
    assert officer.get(address).json() == made.json()


def test_officers_share_openings_out_and_counsellors_kits(api: Api, officer: Caller) -> None:
    api.as_role(Role.ADMINISTRATOR).create("/activities", {**ACTIVITY, **KIT})
    officer.create("/openings", PLAIN)
    ids = people(officer)
    counsellor = api.as_role(Role.COUNSELLOR)
    kits = asked("activity", ids, envelope_mad="15000")
    problem(officer.post("/assignments", kits), 403, "role-not-allowed")
    problem(counsellor.post("/assignments", asked("opening", ids)), 403, "role-not-allowed")
    made = counsellor.post("/assignments", kits)
    assert made.json()["plan"]["left_mad"] == "5000.00"
    problem(officer.get(f"/assignments/{made.json()['id']}"), 403, "role-not-allowed")
    problem(api.as_role(Role.ANALYST).post("/assignments", kits), 403, "role-not-allowed")


def test_nobody_shares_out_to_people_of_another_region(api: Api, officer: Caller) -> None:
    officer.create("/openings", PLAIN)
    ids = people(officer)
    elsewhere = api.as_role(Role.OFFICER, "MA-01")
    problem(elsewhere.post("/assignments", asked("opening", ids)), 403, "not-your-territory")
    made = officer.post("/assignments", asked("opening", ids)).json()
    problem(elsewhere.get(f"/assignments/{made['id']}"), 403, "not-your-territory")


def test_a_plan_disappears_with_a_person_of_it(officer: Caller) -> None:
    officer.create("/openings", PLAIN)
    ids = people(officer)
    made = officer.post("/assignments", asked("opening", ids)).json()
    assert officer.delete(f"/profiles/{ids[0]}", 1).status_code == 200
    problem(officer.get(f"/assignments/{made['id']}"), 404, "no-such-assignment")


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"envelope_mad": "0"}, "envelope-empty"),
        (
            {"priorities": [{"first": "a", "then": "b"}, {"first": "b", "then": "a"}]},
            "circular-priorities",
        ),
        (
            {"pins": [{"profile_id": str(uuid4()), "opportunity_id": str(uuid4())}]},
            "decision-unknown",
        ),
        ({"envelope_mad": "-1"}, "invalid-request"),
        ({"excluded": [{}]}, "invalid-request"),
        ({"town_floors": {"Atlantide": 1}}, "invalid-request"),
        ({"town_floors": {"Tanger": 1}}, "floor-unknown"),
    ],
)
def test_terms_that_cannot_be_kept_are_named(
    officer: Caller, terms: dict[str, Any], code: str
) -> None:
    officer.create("/openings", PLAIN)
    problem(officer.post("/assignments", asked("opening", people(officer), **terms)), 422, code)


def test_a_cohort_names_everybody_once_and_only_who_is_there(officer: Caller) -> None:
    officer.create("/openings", PLAIN)
    (one,) = people(officer, 1)
    problem(officer.post("/assignments", asked("opening", [])), 422, "empty-cohort")
    problem(officer.post("/assignments", asked("opening", [one, one])), 422, "person-named-twice")
    nobody = asked("opening", [str(uuid4())])
    problem(officer.post("/assignments", nobody), 404, "no-such-record")


def test_a_repeated_request_is_answered_once(officer: Caller) -> None:
    officer.create("/openings", PLAIN)
    body = asked("opening", people(officer))
    key = {"headers": {"Idempotency-Key": "cohort-0001"}}
    first = officer.post("/assignments", body, **key)
    second = officer.post("/assignments", body, **key)
    assert second.json() == first.json()
    assert second.headers["Idempotent-Replayed"] == "true"


def signed(officer: Caller, **changed: Any) -> dict[str, Any]:
    company = {"name": "Industrie Atlas (inventée)", "town": "Salé"}
    plain = {
        "company_id": officer.create("/companies", company),
        "yearly_quota": 1,
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
    }
    answer = officer.post("/conventions", {**plain, **changed})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def why_not(officer: Caller, person: str, opening: str) -> list[str]:
    answer = officer.get(f"/profiles/{person}/why-not/{opening}").json()
    return [one["code"] for one in answer["refusals"]]


def test_the_placement_after_the_last_of_a_quota_is_refused(officer: Caller) -> None:
    convention = signed(officer)
    opening = officer.create(
        "/openings", {**PLAIN, "company_id": convention["company_id"], "places": 9}
    )
    first, second = people(officer)
    assert why_not(officer, second, opening) == []
    said = {"profile_id": first, "opportunity_id": opening, "answer": "accepted"}
    assert officer.post("/feedback", said).status_code == 201
    assert why_not(officer, second, opening) == ["quota-reached"]
    used = officer.get("/conventions").json()["items"][0]
    assert (used["placed"], used["left"]) == (1, 0)
    late = officer.post("/feedback", {**said, "profile_id": second})
    problem(late, 409, "quota-reached")
    assert officer.post(f"/conventions/{convention['id']}/end").status_code == 204
    assert why_not(officer, second, opening) == []


def test_an_expired_convention_leaves_the_ranking_on_the_next_day(officer: Caller) -> None:
    # It is 20 November 2026.
    for ends_on, refused in (("2026-11-20", []), ("2026-11-19", ["convention-expired"])):
        company = signed(officer, ends_on=ends_on, yearly_quota=500)["company_id"]
        opening = officer.create("/openings", {**PLAIN, "company_id": company})
        (person,) = people(officer, 1)
        assert why_not(officer, person, opening) == refused
        shortlist = officer.post("/shortlists", {"profile_id": person}).json()
        shown = {one["opportunity_id"] for one in shortlist["proposals"]}
        assert (opening in shown) == (not refused)


def test_a_convention_has_a_company_and_days_in_order(officer: Caller) -> None:
    convention = signed(officer)
    body = {key: convention[key] for key in ("company_id", "yearly_quota", "starts_on", "ends_on")}
    backwards = officer.post("/conventions", {**body, "ends_on": "2025-12-31"})
    problem(backwards, 422, "convention-ends-before-start")
    problem(
        officer.post("/conventions", {**body, "company_id": str(uuid4())}), 422, "unknown-company"
    )
    problem(officer.post(f"/conventions/{uuid4()}/end"), 404, "no-such-convention")
