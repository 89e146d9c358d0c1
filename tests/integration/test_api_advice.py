"""Advice through the API: what is missing, what to ask, both tracks, mentors."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from matching.vocabulary import MentorFlag, Role
from service.api.examples import ACTIVITY, MENTOR, OPENING, TRAINING
from tests.api_fixtures import Api, Caller, problem, ready_api

PLAIN = {**OPENING, "company_id": None, "schedule": [], "required_languages": {}, "demands": []}
WELDER: dict[str, Any] = {
    "statements": [
        {"kind": "skill", "text": "soudure à l'arc"},
        {"kind": "experience", "text": "Soudeur en atelier", "months": 36},
    ],
    "home": "Salé",
    "max_distance_km": 30,
    "has_certificates": False,
    "licences": [],
}
JOB = {**PLAIN, "title": "Soudeur", "skills": [], "starts_on": None, "expires_on": None}
COURSE = {
    **TRAINING,
    "title": "Soudure à l'arc",
    "skills": ["soudure MIG"],
    "town": "Salé",
    "required_languages": {},
    "places": 1,
}


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with ready_api(tmp_path) as running:
        yield running


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.as_role(Role.OFFICER)


@pytest.fixture
def counsellor(api: Api) -> Caller:
    return api.as_role(Role.COUNSELLOR)


@pytest.fixture
def welder(officer: Caller) -> str:
    for number in range(3):
        officer.create(
            "/openings",
            {**JOB, "title": f"Soudeur {number}", "required_certificates": ["CAP Soudure"]},
        )
    officer.create("/openings", {**JOB, "required_licences": ["B"], "required_certificates": []})
    return officer.create("/profiles", WELDER)


def test_what_is_missing_is_named_with_its_training_and_what_that_opens(
    officer: Caller, counsellor: Caller, welder: str
) -> None:
    training = officer.create("/trainings", COURSE)

    found = counsellor.get(f"/profiles/{welder}/gaps").json()

    certificate = found["steps"][0]
    assert certificate["lack"]["text"] == "le certificat « CAP Soudure »"
    assert (certificate["alone"], certificate["effect"]["gained"]) == (3, 3)
    assert certificate["validable"] == {"statement": "Soudeur en atelier", "months": 36}
    (course,) = found["courses"]
    (session,) = course["sessions"]
    assert (session["id"], session["seats_left"]) == (training, 1)
    assert course["effect"]["gained"] == course["opened"] == 3
    assert course["effect"]["text"].startswith("3 propositions de plus")
    licence = found["steps"][1]
    assert licence["lack"]["licence"] == "B"
    assert licence["no_session"] == {"sessions": 0, "too_late": 0, "refusals": []}


def test_the_promise_is_kept_by_the_shortlist_made_afterwards(officer: Caller, welder: str) -> None:
    officer.create("/trainings", COURSE)
    (course,) = officer.get(f"/profiles/{welder}/gaps").json()["courses"]
    learned = [
        {"kind": "certificate", "text": COURSE["title"]},
        {"kind": "skill", "text": "soudure MIG"},
    ]
    after = {**WELDER, "statements": [*WELDER["statements"], *learned]}

    lines = officer.post("/shortlists", {"profile": after, "limit": 50}).json()["proposals"]

    ranks = {line["opportunity_id"]: line["rank"] for line in lines}
    assert course["effect"]["moves"]
    for move in course["effect"]["moves"]:
        assert ranks[move["opportunity"]["id"]] == move["after"]


def test_a_seat_taken_or_a_late_start_is_said(
    officer: Caller, counsellor: Caller, welder: str
) -> None:
    training = officer.create("/trainings", COURSE)
    other = officer.create("/profiles", WELDER)
    late = counsellor.get(f"/profiles/{welder}/gaps?start_before=2027-01-01").json()
    assert late["courses"] == []
    assert late["steps"][0]["no_session"]["too_late"] == 1

    said = {"profile_id": other, "opportunity_id": training, "answer": "accepted"}
    assert counsellor.post("/feedback", said).status_code == 201
    full = counsellor.get(f"/profiles/{welder}/gaps").json()
    assert [one["code"] for one in full["steps"][0]["no_session"]["refusals"]] == ["no-place-left"]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_advice_speaks_the_language_asked(counsellor: Caller, welder: str, language: str) -> None:
    header = {"Accept-Language": language}
    found = counsellor.get(f"/profiles/{welder}/gaps", headers=header)
    assert found.headers["Content-Language"] == language
    texts = {"fr": "le certificat", "ar": "شهادة", "en": "the certificate"}
    assert found.json()["steps"][0]["lack"]["text"].startswith(texts[language])


@pytest.mark.usefixtures("welder")
def test_the_question_to_ask_next_changes_the_list_once_it_is_answered(officer: Caller) -> None:
    unknown = {name: value for name, value in WELDER.items() if name != "licences"}
    for number in range(2):
        officer.create(
            "/openings", {**JOB, "title": f"Soudeur {number}", "required_licences": ["B"]}
        )
    profile = officer.create("/profiles", unknown)

    found = officer.get(f"/profiles/{profile}/ask-next").json()

    assert found["ask"]["code"] == "licences"
    best = found["questions"][0]
    assert sum(one["weight"] for one in best["answers"]) == pytest.approx(1.0)
    none = next(one for one in best["answers"] if one["form"] == "none")
    answered = {**unknown, "licences": []}
    lines = officer.post("/shortlists", {"profile": answered, "limit": 5}).json()["proposals"]
    assert [one["id"] for one in none["first"]] == [one["opportunity_id"] for one in lines]
    assert none["first"] != found["first"]


def test_that_there_is_nothing_to_ask_is_said(officer: Caller) -> None:
    officer.create("/openings", JOB)
    profile = officer.create("/profiles", WELDER)
    assert officer.get(f"/profiles/{profile}/ask-next?kind=activity").json()["ask"] is None


def test_both_tracks_come_from_one_release_and_are_kept_as_shown(
    officer: Caller, counsellor: Caller, welder: str
) -> None:
    officer.create("/openings", {**JOB, "required_certificates": []})
    officer.create(
        "/activities", {**ACTIVITY, "title": "Atelier de soudure", "skills": ["soudure"]}
    )

    answer = counsellor.post(f"/profiles/{welder}/side-by-side", {"limit": 3})

    assert answer.status_code == 200
    tracks = answer.json()
    jobs, activities = tracks["jobs"]["shortlist"], tracks["activities"]["shortlist"]
    assert (jobs["kind"], activities["kind"]) == ("opening", "activity")
    assert jobs["proposals"]
    assert activities["proposals"]
    assert jobs["release_id"] == activities["release_id"] == tracks["release_id"]
    for side in (jobs, activities):
        assert counsellor.get(f"/shortlists/{side['id']}").json() == side
    coverage = next(one for one in tracks["compared"] if one["code"] == "coverage")
    assert coverage["job"] is not None
    assert coverage["activity"] is not None
    assert list(tracks["activities"]["costs_mad"].values()) == ["18500.00"]
    assert "response" not in {one["code"] for one in tracks["activities"]["own"]}


def mentors_of(officer: Caller, count: int, **offered: Any) -> list[str]:
    plain = {**MENTOR, "required_languages": {}, "places": None}
    return [
        officer.create("/mentors", {**plain, "title": f"Artisan {number}", **offered})
        for number in range(count)
    ]


def test_twenty_people_and_eight_mentors_with_cap_three_are_all_served(
    officer: Caller, counsellor: Caller
) -> None:
    mentors_of(officer, 8)
    people = [officer.create("/profiles", WELDER) for _ in range(20)]

    found = counsellor.post("/mentor-assignments", {"profile_ids": people, "max_each": 3}).json()

    assert [one["profile_id"] for one in found["served"]] == people
    assert found["unserved"] == []
    assert max(one["people"] for one in found["loads"]) <= 3
    assert all(one["people"] <= one["cap"] for one in found["loads"])
    assert {flag["code"] for one in found["served"] for flag in one["flags"]} <= set(MentorFlag)


def test_a_mentor_to_keep_apart_and_one_declined_for_good_are_kept_out(
    officer: Caller, counsellor: Caller
) -> None:
    first, second = mentors_of(officer, 2)
    person = officer.create("/profiles", WELDER)
    apart = [{"profile_id": person, "mentor_ids": [first]}]

    once = counsellor.post("/mentor-assignments", {"profile_ids": [person], "apart": apart}).json()
    assert [one["mentor"]["id"] for one in once["served"]] == [second]
    assert "wishes-not-asked" not in {flag["code"] for flag in once["served"][0]["flags"]}

    said = {"profile_id": person, "opportunity_id": second, "answer": "not-suitable"}
    assert counsellor.post("/feedback", said).status_code == 201
    left = counsellor.post("/mentor-assignments", {"profile_ids": [person], "apart": apart}).json()
    (nobody,) = left["unserved"]
    assert nobody["cause"]["code"] == "nobody-allowed"
    assert nobody["kept_apart"] == 1
    assert [one["code"] for one in nobody["refusals"]] == ["already-declined"]


def test_a_key_keeps_no_text_about_a_person(counsellor: Caller, welder: str) -> None:
    headers = {"Idempotency-Key": "a-key-of-mine"}
    path = f"/profiles/{welder}/side-by-side"
    first, second = (counsellor.post(path, {}, headers=headers) for _ in range(2))
    assert first.json()["jobs"]["shortlist"]["id"] != second.json()["jobs"]["shortlist"]["id"]
    assert "Idempotent-Replayed" not in second.headers


@pytest.mark.parametrize("path", ["gaps", "ask-next"])
def test_a_person_of_another_region_or_an_unknown_one_is_not_spoken_of(
    api: Api, welder: str, path: str
) -> None:
    elsewhere = api.as_role(Role.COUNSELLOR, "MA-01")
    problem(elsewhere.get(f"/profiles/{welder}/{path}"), 403, "not-your-territory")
    problem(elsewhere.get(f"/profiles/{uuid4()}/{path}"), 404, "no-such-record")
    analyst = api.as_role(Role.ANALYST)
    problem(analyst.get(f"/profiles/{welder}/{path}"), 403, "role-not-allowed")


def test_groups_and_tracks_keep_to_the_territory_and_the_role(api: Api, welder: str) -> None:
    for caller, code in (
        (api.as_role(Role.OFFICER, "MA-01"), "not-your-territory"),
        (api.as_role(Role.ANALYST), "role-not-allowed"),
    ):
        problem(caller.post(f"/profiles/{welder}/side-by-side", {}), 403, code)
        problem(caller.post("/mentor-assignments", {"profile_ids": [welder]}), 403, code)


def test_a_group_that_is_not_one_is_refused(officer: Caller, counsellor: Caller) -> None:
    person = officer.create("/profiles", WELDER)
    twice = counsellor.post("/mentor-assignments", {"profile_ids": [person, person]})
    problem(twice, 422, "person-named-twice")
    nobody = counsellor.post("/mentor-assignments", {"profile_ids": []})
    problem(nobody, 422, "invalid-request")
    apart = [{"profile_id": person, "mentor_ids": [str(uuid4())]}]
    unknown = counsellor.post("/mentor-assignments", {"profile_ids": [person], "apart": apart})
    problem(unknown, 422, "no-such-mentor")
    gone = counsellor.post("/mentor-assignments", {"profile_ids": [str(uuid4())]})
    problem(gone, 404, "no-such-record")


@pytest.mark.parametrize("query", ["kind=mentor", "start_before=soon", "start_before=0206-01-01"])
def test_a_question_that_cannot_be_read_is_refused(
    counsellor: Caller, welder: str, query: str
) -> None:
    problem(counsellor.get(f"/profiles/{welder}/gaps?{query}"), 422, "invalid-request")
