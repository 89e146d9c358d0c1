"""Records one by one: versions, preconditions, pages, territory, erasure."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from matching.vocabulary import Role
from service.api.examples import ACTIVITY, COMPANY, MENTOR, OPENING, PROFILE, TRAINING
from tests.api_fixtures import Api, Caller, problem, ready_api

BODIES: dict[str, dict[str, Any]] = {
    "profiles": PROFILE,
    "companies": COMPANY,
    "openings": {**OPENING, "company_id": None},
    "activities": ACTIVITY,
    "trainings": TRAINING,
    "mentors": MENTOR,
}
RABAT, FES = "MA-04", "MA-03"


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with ready_api(tmp_path) as running:
        yield running


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.as_role(Role.OFFICER)


@pytest.mark.parametrize("path", BODIES)
def test_a_record_is_added_read_replaced_and_removed(officer: Caller, path: str) -> None:
    body = BODIES[path]
    added = officer.post(f"/{path}", body)
    record_id = added.json()["id"]
    assert added.headers["Location"] == f"/api/v1/{path}/{record_id}"
    assert added.headers["ETag"] == '"1"'

    read = officer.get(f"/{path}/{record_id}")
    assert read.headers["ETag"] == '"1"'
    for field in ("title", "name", "max_distance_km"):
        assert read.json().get(field) == body.get(field)

    more = {"max_distance_km": 40} if path == "profiles" else {"sector": "services"}
    changed = {**body, **more}
    replaced = officer.put(f"/{path}/{record_id}", changed, version=1)
    assert (replaced.status_code, replaced.headers["ETag"]) == (200, '"2"')

    removed = officer.delete(f"/{path}/{record_id}", version=2)
    assert removed.status_code in {200, 204}
    problem(officer.get(f"/{path}/{record_id}"), 404, "no-such-record")


def test_what_comes_out_is_what_went_in(officer: Caller) -> None:
    record_id = officer.create("/profiles", PROFILE)
    read = officer.get(f"/profiles/{record_id}").json()
    assert read["home"]["name_fr"] == "Salé"
    assert read["home"]["region"] == RABAT
    assert [one["text"] for one in read["statements"]] == [
        one["text"] for one in PROFILE["statements"]
    ]
    for field in ("unavailable", "languages", "licences", "available_from", "ruled_out"):
        assert read[field] == PROFILE[field]
    assert sorted(read["contracts"]) == sorted(PROFILE["contracts"])
    assert read["has_certificates"] is None
    assert read["noted_on"]["home"] == "2026-11-20"


def test_not_asked_and_none_are_kept_apart(officer: Caller) -> None:
    record_id = officer.create("/profiles", {"licences": [], "languages": {}})
    read = officer.get(f"/profiles/{record_id}").json()
    assert (read["licences"], read["languages"]) == ([], {})
    assert (read["contracts"], read["ruled_out"], read["home"]) == (None, None, None)


def test_a_region_may_be_given_by_name_or_by_code(officer: Caller) -> None:
    body = {"accepted_regions": ["Fès-Meknès", "MA-04", "الدار البيضاء-سطات"]}
    record_id = officer.create("/profiles", body)
    regions = officer.get(f"/profiles/{record_id}").json()["accepted_regions"]
    assert regions == ["MA-03", "MA-04", "MA-06"]


def test_a_sector_may_be_given_by_name_and_must_exist(officer: Caller) -> None:
    record_id = officer.create("/companies", {**COMPANY, "sector": "Restauration"})
    assert officer.get(f"/companies/{record_id}").json()["sector"] == "restauration"
    answer = officer.post("/companies", {**COMPANY, "sector": "astrologie"})
    (fault,) = problem(answer, 422, "invalid-request")["errors"]
    assert (fault["pointer"], fault["code"]) == ("/sector", "not-in-list")
    assert "restauration" in fault["params"]["expected"]


def test_replacing_or_removing_needs_the_version_that_was_read(officer: Caller) -> None:
    record_id = officer.create("/companies", COMPANY)
    problem(officer.put(f"/companies/{record_id}", COMPANY, version=None), 428, "if-match-missing")
    problem(officer.delete(f"/companies/{record_id}", version=None), 428, "if-match-missing")
    stale = officer.put(f"/companies/{record_id}", {**COMPANY, "is_paused": True}, version=7)
    params = problem(stale, 412, "record-changed")["params"]
    assert (params["expected"], params["current"]) == (7, 1)
    problem(officer.delete(f"/companies/{record_id}", version=7), 412, "record-changed")


@pytest.mark.parametrize("given", ["*", "abc", '"x"', '"-1"', '"1", "2"', '"99999999999999"'])
def test_a_precondition_that_names_no_version_is_refused(officer: Caller, given: str) -> None:
    record_id = officer.create("/companies", COMPANY)
    answer = officer.ask("DELETE", f"/companies/{record_id}", headers={"If-Match": given})
    assert answer.status_code in {422, 428}
    assert officer.get(f"/companies/{record_id}").status_code == 200


def test_of_two_who_read_the_same_version_the_second_is_told(officer: Caller, api: Api) -> None:
    record_id = officer.create("/profiles", PROFILE)
    colleague = api.as_role(Role.COUNSELLOR)
    first = officer.put(f"/profiles/{record_id}", {**PROFILE, "max_distance_km": 30}, version=1)
    second = colleague.put(f"/profiles/{record_id}", {**PROFILE, "home": "Rabat"}, version=1)
    assert first.status_code == 200
    problem(second, 412, "record-changed")
    assert officer.get(f"/profiles/{record_id}").json()["home"]["name_fr"] == "Salé"


def test_a_record_that_says_the_same_keeps_its_version(officer: Caller) -> None:
    record_id = officer.create("/openings", BODIES["openings"])
    again = officer.put(f"/openings/{record_id}", BODIES["openings"], version=1)
    assert again.json()["version"] == 1


def test_the_profile_on_a_day_can_be_read(officer: Caller) -> None:
    record_id = officer.create("/profiles", PROFILE)
    assert officer.get(f"/profiles/{record_id}?on=2026-11-20").json()["version"] == 1
    before = officer.get(f"/profiles/{record_id}?on=2026-11-19")
    problem(before, 404, "no-such-record")
    wrong = problem(officer.get(f"/profiles/{record_id}?on=13/02/2023"), 422, "invalid-request")
    assert wrong["errors"][0]["parameter"] == "on"


def test_a_list_is_read_page_by_page_without_losing_or_repeating(officer: Caller) -> None:
    made = {officer.create("/mentors", {**MENTOR, "title": f"Mentor {n}"}) for n in range(5)}
    seen: list[str] = []
    address = "/mentors?limit=2"
    while address:
        page = officer.get(address).json()
        assert len(page["items"]) <= 2
        seen += [item["id"] for item in page["items"]]
        after = page["next_after"]
        address = f"/mentors?limit=2&after={after}" if after else ""
    assert seen == sorted(made)


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "after=nobody"])
def test_a_page_that_makes_no_sense_is_refused(officer: Caller, query: str) -> None:
    (fault,) = problem(officer.get(f"/mentors?{query}"), 422, "invalid-request")["errors"]
    assert fault["parameter"] == query.split("=")[0]


@pytest.mark.parametrize("path", BODIES)
def test_an_id_that_nobody_has_is_not_found(officer: Caller, path: str) -> None:
    problem(officer.get(f"/{path}/{uuid4()}"), 404, "no-such-record")
    problem(officer.put(f"/{path}/{uuid4()}", BODIES[path], version=1), 404, "no-such-record")
    problem(officer.delete(f"/{path}/{uuid4()}", version=1), 404, "no-such-record")


def test_an_id_is_found_only_under_its_own_kind(officer: Caller) -> None:
    record_id = officer.create("/trainings", TRAINING)
    problem(officer.get(f"/mentors/{record_id}"), 404, "no-such-record")


def test_an_opening_bears_the_name_of_its_company(officer: Caller) -> None:
    company_id = officer.create("/companies", COMPANY)
    opening_id = officer.create("/openings", {**OPENING, "company_id": company_id})
    read = officer.get(f"/openings/{opening_id}").json()
    assert (read["company_id"], read["provider_name"]) == (company_id, COMPANY["name"])


def test_an_opening_of_a_company_that_does_not_exist_is_refused(officer: Caller) -> None:
    problem(officer.post("/openings", OPENING), 422, "unknown-company")
    assert officer.get("/openings").json()["items"] == []


def test_personal_data_is_taken_out_and_the_answer_says_where(officer: Caller) -> None:
    secrets = ("0661223344", "amina@example.ma", "BK123456")
    body = {
        "statements": [
            {"kind": "skill", "text": "couture"},
            {"kind": "experience", "text": f"couturière, tél {secrets[0]}, {secrets[1]}"},
            {"kind": "wish", "text": f"atelier, CIN {secrets[2]}"},
        ]
    }
    written = officer.post("/profiles", body, headers={"Accept-Language": "en"})
    removed = {one["field"]: one["kinds"] for one in written.json()["removed"]}
    assert removed == {
        "/statements/1/text": [
            {"code": "phone", "text": "telephone number"},
            {"code": "email", "text": "e-mail address"},
        ],
        "/statements/2/text": [{"code": "national-id", "text": "national id"}],
    }
    kept = officer.get(f"/profiles/{written.json()['id']}").text
    for secret in secrets:
        assert secret not in written.text + kept
    assert "couturière" in kept


def test_a_title_that_is_only_personal_data_is_refused(officer: Caller) -> None:
    answer = officer.post("/mentors", {**MENTOR, "title": "0661223344"})
    problem(answer, 422, "nothing-left")


def test_a_territory_limits_what_is_read_and_written(api: Api, officer: Caller) -> None:
    here, there = api.as_role(Role.OFFICER, RABAT), api.as_role(Role.OFFICER, FES)
    record_id = here.create("/profiles", PROFILE)
    assert here.get(f"/profiles/{record_id}").status_code == 200
    assert [one["id"] for one in here.get("/profiles").json()["items"]] == [record_id]

    assert there.get("/profiles").json()["items"] == []
    problem(there.get(f"/profiles/{record_id}"), 403, "not-your-territory")
    problem(there.get(f"/profiles/{record_id}?on=2026-11-20"), 403, "not-your-territory")
    problem(there.put(f"/profiles/{record_id}", PROFILE, version=1), 403, "not-your-territory")
    problem(there.delete(f"/profiles/{record_id}", version=1), 403, "not-your-territory")
    problem(there.post("/profiles", PROFILE), 403, "not-your-territory")
    moved = here.put(f"/profiles/{record_id}", {**PROFILE, "home": "Fès"}, version=1)
    problem(moved, 403, "not-your-territory")
    assert officer.get(f"/profiles/{record_id}").json()["version"] == 1


def test_an_opening_across_the_border_may_be_read_but_not_changed(api: Api) -> None:
    here, there = api.as_role(Role.OFFICER, RABAT), api.as_role(Role.OFFICER, FES)
    opening_id = here.create("/openings", BODIES["openings"])
    assert there.get(f"/openings/{opening_id}").status_code == 200
    changed = {**BODIES["openings"], "places": 9}
    problem(there.put(f"/openings/{opening_id}", changed, version=1), 403, "not-your-territory")


def test_erasing_a_person_says_how_much_was_removed(officer: Caller) -> None:
    record_id = officer.create("/profiles", PROFILE)
    officer.put(f"/profiles/{record_id}", {**PROFILE, "max_distance_km": 5}, version=1)
    problem(officer.delete(f"/profiles/{record_id}", version=1), 412, "record-changed")
    erased = officer.delete(f"/profiles/{record_id}", version=2).json()
    assert erased["versions"] == 2
    problem(officer.get(f"/profiles/{record_id}?on=2026-11-20"), 404, "no-such-record")
