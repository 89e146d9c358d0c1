"""A write that is repeated with its key is answered again, and done once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response

from matching.vocabulary import Role
from service.api.examples import COMPANY, MENTOR, OPENING, PROFILE
from tests.api_fixtures import Api, Caller, problem, ready_api

KEY = "order-0001"


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with ready_api(tmp_path) as running:
        yield running


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.as_role(Role.OFFICER)


def keyed(caller: Caller, path: str, body: Any, key: str = KEY) -> Response:
    return caller.post(path, body, headers={"Idempotency-Key": key})


def test_a_repeated_write_gets_the_first_answer_and_is_done_once(officer: Caller) -> None:
    first = keyed(officer, "/companies", COMPANY)
    again = keyed(officer, "/companies", COMPANY)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    for name in ("Location", "ETag", "Content-Type"):
        assert again.headers[name] == first.headers[name]
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(officer.get("/companies").json()["items"]) == 1


def test_another_body_under_the_same_key_is_a_conflict(officer: Caller) -> None:
    keyed(officer, "/companies", COMPANY)
    other = keyed(officer, "/companies", {**COMPANY, "is_paused": True})
    problem(other, 409, "idempotency-key-reused")


def test_another_address_under_the_same_key_is_a_conflict(officer: Caller) -> None:
    keyed(officer, "/mentors", MENTOR)
    problem(keyed(officer, "/trainings", MENTOR), 409, "idempotency-key-reused")


def test_keys_belong_to_the_one_who_chose_them(api: Api, officer: Caller) -> None:
    first = keyed(officer, "/companies", COMPANY).json()
    second = keyed(api.as_role(Role.OFFICER), "/companies", COMPANY).json()
    assert first["id"] != second["id"]


def test_a_write_that_failed_may_be_tried_again_under_its_key(officer: Caller) -> None:
    problem(keyed(officer, "/openings", OPENING), 422, "unknown-company")
    written = keyed(officer, "/openings", {**OPENING, "company_id": None})
    assert written.status_code == 201


def test_an_answer_given_twice_is_noted_once(officer: Caller) -> None:
    pair = {
        "profile_id": officer.create("/profiles", PROFILE),
        "opportunity_id": officer.create("/openings", {**OPENING, "company_id": None}),
    }
    body = {**pair, "answer": "proposed"}
    first, again = (keyed(officer, "/feedback", body) for _ in range(2))
    assert (again.status_code, again.json()) == (201, first.json())
    problem(officer.post("/feedback", body), 409, "already-answered")


def test_a_shortlist_asked_twice_is_made_once(officer: Caller) -> None:
    profile_id = officer.create("/profiles", PROFILE)
    first, again = (keyed(officer, "/shortlists", {"profile_id": profile_id}) for _ in range(2))
    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"


def test_what_is_kept_for_a_repeated_request_says_nothing_about_the_person(
    api: Api, officer: Caller
) -> None:
    profile_id = officer.create("/profiles", PROFILE)
    body = {"profile_id": profile_id}
    keyed(officer, "/shortlists", body)
    assert officer.delete(f"/profiles/{profile_id}", version=1).status_code == 200
    problem(keyed(officer, "/shortlists", body), 404, "no-such-shortlist")
    database = Path(api.app.state.doors.storage._path)
    written = b"".join(part.read_bytes() for part in database.parent.glob(f"{database.name}*"))
    assert b"couture sur machine industrielle" not in written


def test_a_file_sent_twice_is_the_same_whatever_separates_its_parts(officer: Caller) -> None:
    def send(boundary: str) -> Response:
        parts = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="kind"\r\n\r\ncompany\r\n'
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
            f"Référence;Nom\nE-1;Atelier (inventé)\n\r\n--{boundary}--\r\n"
        )
        headers = {
            "Idempotency-Key": KEY,
            "Content-Type": f"multipart/form-data; boundary={boundary}",
        }
        return officer.ask("POST", "/imports", content=parts.encode(), headers=headers)

    first, again = send("aaaa"), send("bbbb")
    assert first.json()["created"] == 1, first.text
    assert again.json() == first.json()


@pytest.mark.parametrize("key", ["short", "x" * 201, "with space in it", "clé-accentuée"])
def test_a_key_that_could_be_a_mistake_is_refused(officer: Caller, key: str) -> None:
    headers = {"Idempotency-Key": key.encode()}
    answer = officer.ask("POST", "/companies", json=COMPANY, headers=headers)
    (fault,) = problem(answer, 422, "invalid-request")["errors"]
    assert fault["parameter"] == "Idempotency-Key"
    assert officer.get("/companies").json()["items"] == []


def test_two_at_the_same_moment_are_done_once(officer: Caller) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: keyed(officer, "/companies", COMPANY), range(4)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(officer.get("/companies").json()["items"]) == 1
