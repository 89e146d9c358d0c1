"""Noting what was said about a proposal, and what happened next."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from matching.vocabulary import Role
from service.api.examples import ACTIVITY, COMPANY, OPENING, PROFILE
from tests.api_fixtures import Api, Caller, problem, ready_api


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with ready_api(tmp_path) as running:
        yield running


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.as_role(Role.OFFICER)


def an_opening(officer: Caller, **asked: Any) -> str:
    return officer.create("/openings", {**OPENING, "company_id": None, "places": 1, **asked})


def a_pair(officer: Caller, **asked: Any) -> dict[str, str]:
    return {
        "profile_id": officer.create("/profiles", PROFILE),
        "opportunity_id": an_opening(officer, **asked),
    }


def test_an_answer_is_noted(officer: Caller) -> None:
    pair = a_pair(officer)
    answer = officer.post("/feedback", {**pair, "answer": "declined-by-person", "reason": "pay"})
    assert answer.status_code == 201
    noted = answer.json()
    assert noted["given_at"] == "2026-11-20T09:30:00Z"
    assert {name: noted[name] for name in pair} == pair
    assert (noted["answer"], noted["reason"]) == ("declined-by-person", "pay")


def test_what_was_proposed_is_not_proposed_again_until_it_is_withdrawn(officer: Caller) -> None:
    pair = a_pair(officer)

    def proposed() -> list[str]:
        shown = officer.post("/shortlists", {"profile_id": pair["profile_id"]}).json()
        return [line["opportunity_id"] for line in shown["proposals"]]

    assert proposed() == [pair["opportunity_id"]]
    officer.post("/feedback", {**pair, "answer": "proposed"})
    assert proposed() == []
    why = officer.get(f"/profiles/{pair['profile_id']}/why-not/{pair['opportunity_id']}").json()
    assert [one["code"] for one in why["refusals"]] == ["already-proposed"]
    officer.post("/feedback", {**pair, "answer": "withdrawn"})
    assert proposed() == [pair["opportunity_id"]]


@pytest.mark.parametrize(
    ("before", "then"),
    [
        (["proposed"], "proposed"),
        (["accepted"], "accepted"),
        (["proposed", "accepted"], "proposed"),
        (["proposed", "accepted"], "not-suitable"),
        (["declined-by-person"], "accepted"),
        (["declined-by-company"], "declined-by-person"),
        (["legal-age-confirmed"], "legal-age-confirmed"),
    ],
)
def test_an_answer_that_repeats_or_contradicts_the_one_in_force_is_a_conflict(
    officer: Caller, before: list[str], then: str
) -> None:
    pair = a_pair(officer)
    for answer in before:
        assert officer.post("/feedback", {**pair, "answer": answer}).status_code == 201
    problem(officer.post("/feedback", {**pair, "answer": then}), 409, "already-answered")


@pytest.mark.parametrize(
    "answers",
    [
        ["proposed", "accepted", "declined-by-person", "withdrawn", "accepted"],
        ["declined-by-person", "proposed", "accepted", "withdrawn"],
        ["not-suitable", "withdrawn", "not-suitable"],
        ["legal-age-not-met", "legal-age-confirmed", "proposed"],
        ["proposed", "legal-age-confirmed", "accepted"],
    ],
)
def test_a_change_of_mind_is_noted_in_order(officer: Caller, answers: list[str]) -> None:
    pair = a_pair(officer)
    statuses = [
        officer.post("/feedback", {**pair, "answer": answer}).status_code for answer in answers
    ]
    assert statuses == [201] * len(answers)


def test_there_must_be_something_to_withdraw(officer: Caller) -> None:
    pair = a_pair(officer)
    problem(officer.post("/feedback", {**pair, "answer": "withdrawn"}), 409, "nothing-to-withdraw")


def test_nobody_is_sent_to_a_place_that_is_taken(officer: Caller) -> None:
    opening_id = an_opening(officer, places=1)
    first, second = (officer.create("/profiles", PROFILE) for _ in range(2))

    def accept(profile_id: str) -> Any:
        body = {"profile_id": profile_id, "opportunity_id": opening_id, "answer": "accepted"}
        return officer.post("/feedback", body)

    assert accept(first).status_code == 201
    refused = problem(accept(second), 409, "no-place-left")
    assert refused["params"] == {"opportunity_id": opening_id, "places": 1}
    freed = {"profile_id": first, "opportunity_id": opening_id, "answer": "withdrawn"}
    officer.post("/feedback", freed)
    assert accept(second).status_code == 201


def test_a_refused_acceptance_leaves_nothing_behind(officer: Caller) -> None:
    opening_id = an_opening(officer, places=0)
    pair = {"profile_id": officer.create("/profiles", PROFILE), "opportunity_id": opening_id}
    problem(officer.post("/feedback", {**pair, "answer": "accepted"}), 409, "no-place-left")
    problem(officer.post("/feedback", {**pair, "answer": "withdrawn"}), 409, "nothing-to-withdraw")


def test_an_answer_about_a_shortlist_must_be_about_its_person(officer: Caller) -> None:
    pair = a_pair(officer)
    shown = officer.post("/shortlists", {"profile_id": pair["profile_id"]}).json()
    said = {**pair, "answer": "proposed", "shortlist_id": shown["id"]}
    assert officer.post("/feedback", said).json()["shortlist_id"] == shown["id"]
    other = {**said, "profile_id": officer.create("/profiles", PROFILE)}
    problem(officer.post("/feedback", other), 422, "not-on-shortlist")
    nowhere = {**said, "answer": "accepted", "shortlist_id": str(uuid4())}
    problem(officer.post("/feedback", nowhere), 404, "no-such-shortlist")


def test_an_answer_about_people_shown_must_be_about_that_opening(officer: Caller) -> None:
    pair = a_pair(officer)
    body = {"opening_id": pair["opportunity_id"]}
    shown = officer.post("/shortlists/people", body).json()
    said = {**pair, "answer": "proposed", "shortlist_id": shown["id"]}
    problem(
        officer.post("/feedback", {**said, "opportunity_id": an_opening(officer)}),
        422,
        "not-on-shortlist",
    )
    assert officer.post("/feedback", said).status_code == 201


@pytest.mark.parametrize("unknown", ["profile_id", "opportunity_id"])
@pytest.mark.parametrize("path", ["/feedback", "/outcomes"])
def test_unknown_people_and_opportunities_are_not_found(
    officer: Caller, unknown: str, path: str
) -> None:
    said = {"answer": "proposed"} if path == "/feedback" else dict(HIRED)
    body = {**a_pair(officer), **said, unknown: str(uuid4())}
    problem(officer.post(path, body), 404, "no-such-record")


def test_a_reason_goes_only_with_a_decline(officer: Caller) -> None:
    body = {**a_pair(officer), "answer": "accepted", "reason": "pay"}
    (fault,) = problem(officer.post("/feedback", body), 422, "invalid-request")["errors"]
    assert fault["code"] == "reason-without-decline"


HIRED = {"kind": "hired", "happened_on": "2026-11-18"}


def test_an_outcome_is_noted_and_the_person_is_placed(officer: Caller) -> None:
    pair = a_pair(officer)
    noted = officer.post("/outcomes", {**pair, **HIRED})
    assert noted.status_code == 201
    assert noted.json()["happened_on"] == "2026-11-18"
    shown = officer.post("/shortlists", {"profile_id": pair["profile_id"]}).json()
    assert shown["proposals"] == []
    accepted = officer.post("/feedback", {**pair, "answer": "accepted"})
    problem(accepted, 409, "already-answered")


def test_the_same_outcome_on_the_same_day_is_noted_once(officer: Caller) -> None:
    pair = a_pair(officer)
    officer.post("/outcomes", {**pair, **HIRED})
    problem(officer.post("/outcomes", {**pair, **HIRED}), 409, "already-noted")
    later = {**pair, "kind": "kept-1-month", "happened_on": "2026-11-20"}
    assert officer.post("/outcomes", later).status_code == 201


def test_an_outcome_is_not_noted_before_it_happens(officer: Caller) -> None:
    body = {**a_pair(officer), **HIRED, "happened_on": "2026-11-21"}
    problem(officer.post("/outcomes", body), 422, "date-in-future")


def test_an_outcome_goes_with_its_kind_of_opportunity(officer: Caller) -> None:
    job = a_pair(officer)
    project = {**job, "opportunity_id": officer.create("/activities", ACTIVITY)}
    started = {"kind": "activity-started", "happened_on": "2026-11-18"}
    problem(officer.post("/outcomes", {**job, **started}), 422, "outcome-not-for-kind")
    problem(officer.post("/outcomes", {**project, **HIRED}), 422, "outcome-not-for-kind")
    assert officer.post("/outcomes", {**project, **started}).status_code == 201


def test_a_company_that_replied_is_said_to_reply(officer: Caller) -> None:
    company_id = officer.create("/companies", COMPANY)
    first, second = (an_opening(officer, company_id=company_id) for _ in range(2))
    profile_id = officer.create("/profiles", PROFILE)
    replied = {"kind": "replied", "happened_on": "2026-11-18"}
    officer.post("/outcomes", {"profile_id": profile_id, "opportunity_id": first, **replied})
    answer = officer.get(f"/profiles/{profile_id}/why-not/{second}").json()
    said = [reason["text"] for reason in answer["proposal"]["reasons"]]
    assert "l’entreprise a répondu 1 fois sur 1" in said


def test_a_territory_limits_answers_too(api: Api, officer: Caller) -> None:
    pair = a_pair(officer)
    there = api.as_role(Role.COUNSELLOR, "MA-03")
    refused = "not-your-territory"
    problem(there.post("/feedback", {**pair, "answer": "proposed"}), 403, refused)
    problem(there.post("/outcomes", {**pair, **HIRED}), 403, refused)
