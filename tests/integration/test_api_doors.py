"""Who gets in, what they hear when they do not, and what every answer carries."""

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from matching.errors import MatchingError
from matching.vocabulary import Role
from models.encoders import BatchEncoder
from service.api.examples import COMPANY, PROFILE
from service.runtime import EncoderNotPrepared
from service.security import new_token
from service.settings import Settings
from tests.api_fixtures import API, NOW, Api, a_simple_encoder, problem, ready_api, running_api

PUBLIC = {("GET", "/health"), ("GET", "/ready")}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """One application for tests that leave nothing behind that another could notice."""
    with ready_api(tmp_path_factory.mktemp("api")) as running:
        yield running


def every_operation(api: Api) -> list[tuple[str, str]]:
    document = api.client.get(f"{API}/openapi.json").json()
    return [
        (method.upper(), path.removeprefix(API))
        for path, methods in document["paths"].items()
        for method in methods
    ]


def concrete(path: str) -> str:
    for name in ("record_id", "profile_id", "opportunity_id", "shortlist_id"):
        path = path.replace(f"{{{name}}}", str(uuid4()))
    return path.replace("{kind}", "profile")


def test_nothing_is_reachable_without_a_token_except_health_and_readiness(api: Api) -> None:
    for method, path in every_operation(api):
        if (method, path) in PUBLIC:
            continue
        answer = api.client.request(method, f"{API}{concrete(path)}")
        problem(answer, 401, "token-missing")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_body_is_not_even_read_without_a_token(api: Api) -> None:
    answer = api.client.post(f"{API}/profiles", content=b"{", headers={"Content-Type": "text/x"})
    problem(answer, 401, "token-missing")


@pytest.mark.parametrize(
    ("authorization", "code"),
    [
        ("Bearer jisr_nobody", "token-unknown"),
        ("Basic abc", "token-missing"),
        ("Bearer ", "token-missing"),
        ("", "token-missing"),
    ],
)
def test_a_token_that_is_not_ours_is_refused(api: Api, authorization: str, code: str) -> None:
    answer = api.client.get(f"{API}/openings", headers={"Authorization": authorization})
    problem(answer, 401, code)


def test_a_token_that_has_expired_is_refused(api: Api) -> None:
    secret, token = new_token("t", Role.OFFICER, None, now=NOW, expires_at=NOW)
    with api.storage.begin() as work:
        work.tokens.add(token)
    answer = api.client.get(f"{API}/openings", headers={"Authorization": f"Bearer {secret}"})
    problem(answer, 401, "token-expired")


@pytest.mark.parametrize(
    ("role", "method", "path"),
    [
        (Role.ANALYST, "GET", "/profiles"),
        (Role.ANALYST, "POST", "/shortlists"),
        (Role.ANALYST, "POST", "/feedback"),
        (Role.COUNSELLOR, "POST", "/openings"),
        (Role.COUNSELLOR, "POST", "/imports"),
        (Role.COUNSELLOR, "DELETE", "/profiles/{record_id}"),
        (Role.OFFICER, "POST", "/reload"),
        (Role.OFFICER, "GET", "/metrics"),
        (Role.ADMINISTRATOR, "POST", "/outcomes"),
    ],
)
def test_a_role_opens_only_its_own_doors(api: Api, role: Role, method: str, path: str) -> None:
    problem(api.as_role(role).ask(method, concrete(path)), 403, "role-not-allowed")


def test_health_answers_while_the_engine_is_loading_and_readiness_does_not(tmp_path: Path) -> None:
    go_on = Event()

    def slow(settings: Settings, learned: Path | None) -> BatchEncoder:
        go_on.wait(30)
        return a_simple_encoder(settings, learned)

    with running_api(tmp_path, slow) as api:
        assert api.client.get(f"{API}/health").json()["state"] == "loading"
        not_yet = api.client.get(f"{API}/ready")
        problem(not_yet, 503, "not-ready")
        assert int(not_yet.headers["Retry-After"]) > 0
        waiting = api.as_role(Role.OFFICER).post("/shortlists", {"profile": PROFILE})
        problem(waiting, 503, "index-building")
        written = api.as_role(Role.OFFICER).post("/profiles", PROFILE)
        assert written.status_code == 201
        go_on.set()
        api.wait_until_ready()
        assert api.client.get(f"{API}/health").json()["release_id"] == "test-1"


def test_a_release_that_is_missing_is_said_in_words_and_not_fatal(tmp_path: Path) -> None:
    with ready_api(tmp_path) as api:
        (tmp_path / "release" / "manifest.json").unlink()
        administrator = api.as_role(Role.ADMINISTRATOR)
        refused = problem(administrator.post("/reload"), 503, "no-release")
        assert refused["title"] == "Aucune version du moteur"
        health = api.client.get(f"{API}/health").json()
        assert health["state"] == "degraded"
        assert health["problems"] == [{"code": "no-release", "text": "Aucune version du moteur"}]
        assert api.client.get(f"{API}/ready").status_code == 200


def test_an_engine_that_cannot_load_says_what_is_missing(tmp_path: Path) -> None:
    def missing(_settings: Settings, _learned: Path | None) -> BatchEncoder:
        raise EncoderNotPrepared

    with running_api(tmp_path, missing) as api:
        while (health := api.client.get(f"{API}/health").json())["state"] == "loading":
            time.sleep(0.02)
        assert health["state"] == "failed"
        assert health["problems"] == [{"code": "encoder-missing", "text": "Encodeur absent"}]
        refused = problem(api.client.get(f"{API}/ready"), 503, "not-ready")
        assert refused["params"] == {"state": "failed", "problems": "encoder-missing"}


def test_an_administrator_loads_the_release_again(api: Api) -> None:
    answer = api.as_role(Role.ADMINISTRATOR).post("/reload")
    assert answer.status_code == 200
    assert answer.json()["state"] == "ready"


def test_measures_need_a_token_or_the_same_machine_without_a_proxy(api: Api) -> None:
    local = TestClient(api.app, client=("127.0.0.1", 50_000))
    far = TestClient(api.app, client=("192.0.2.7", 50_000))
    assert local.get(f"{API}/metrics").status_code == 200
    assert far.get(f"{API}/metrics").status_code == 401
    behind = local.get(f"{API}/metrics", headers={"X-Forwarded-For": "192.0.2.7"})
    assert behind.status_code == 401
    assert api.as_role(Role.ANALYST).get("/metrics").status_code == 200


def test_measures_name_routes_and_the_state_of_the_engine_and_no_ids(api: Api) -> None:
    stranger = str(uuid4())
    api.as_role(Role.OFFICER).get(f"/profiles/{stranger}")
    page = api.as_role(Role.ADMINISTRATOR).get("/metrics").text
    route = 'method="GET",route="/api/v1/profiles/{record_id}",status="404"'
    assert f"jisr_requests_total{{{route}}}" in page
    assert 'jisr_state{state="ready"} 1.0' in page
    assert 'jisr_release{release_id="test-1"} 1.0' in page
    assert "jisr_request_seconds_bucket" in page
    assert stranger not in page


def test_an_address_that_does_not_exist_is_a_problem_too(api: Api) -> None:
    document = problem(api.client.get("/nowhere"), 404, "not-found")
    assert document["instance"] == "/nowhere"


def test_an_operation_that_does_not_exist_says_which_ones_do(api: Api) -> None:
    answer = api.client.request("PATCH", f"{API}/health")
    problem(answer, 405, "method-not-allowed")
    assert answer.headers["Allow"] == "GET"


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fr-MA", "Jeton absent"),
        ("ar", "لا يوجد رمز دخول"),
        ("en-GB, fr;q=0.5", "No token"),
        ("de", "Jeton absent"),
    ],
)
def test_problems_are_worded_in_the_language_asked(api: Api, language: str, title: str) -> None:
    answer = api.client.get(f"{API}/openings", headers={"Accept-Language": language})
    assert answer.json()["title"] == title
    assert answer.headers["Vary"] == "Accept-Language"


def test_the_closed_lists_come_in_the_language_asked(api: Api) -> None:
    analyst = api.as_role(Role.ANALYST)
    found = analyst.get("/vocabulary", headers={"Accept-Language": "en"}).json()
    assert {"code": "too-far", "text": "Too far from home"} in found["lists"]["refusal"]
    assert {"code": "cdi", "text": "Permanent contract"} in found["lists"]["contract-kind"]
    assert "restauration" in {word["code"] for word in found["lists"]["sector"]}
    assert len(found["regions"]) == 12


def test_a_request_keeps_its_id_and_gets_one_when_it_has_none(api: Api) -> None:
    given = api.client.get(f"{API}/health", headers={"X-Request-ID": "call-42"})
    assert given.headers["X-Request-ID"] == "call-42"
    fresh = api.client.get(f"{API}/health").headers["X-Request-ID"]
    assert len(fresh) == 32


@pytest.mark.parametrize("unsafe", ["with space", "é", "x" * 65, "a\tb"])
def test_an_id_that_could_not_be_logged_is_replaced(api: Api, unsafe: str) -> None:
    headers = [(b"X-Request-ID", unsafe.encode())]
    answer = api.client.get(f"{API}/health", headers=headers)
    assert answer.headers["X-Request-ID"] != unsafe


def test_nothing_is_cached_or_sniffed(api: Api) -> None:
    headers = api.client.get(f"{API}/health").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_defect_is_a_500_without_a_word_about_it(tmp_path: Path) -> None:
    with ready_api(tmp_path) as api:

        def broken() -> None:
            raise ZeroDivisionError("Amina divided by zero")

        api.app.add_api_route("/broken", broken)
        answer = api.client.get("/broken", headers={"Accept-Language": "en"})
        assert problem(answer, 500, MatchingError.code)["title"] == "An error on our side"
        assert answer.headers["X-Request-ID"]
        assert "ZeroDivisionError" in api.logged.getvalue()
        assert "Amina" not in answer.text + api.logged.getvalue()


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_that_is_not_json_is_refused_by_its_type(api: Api, content_type: str) -> None:
    headers = {"Content-Type": content_type}
    answer = api.as_role(Role.OFFICER).ask("POST", "/profiles", content=b"{}", headers=headers)
    problem(answer, 415, "unsupported-body")


@pytest.mark.parametrize(
    "content",
    [b"{bad", b"\xff\xfe", b'{"statements": ' + b"[" * 100_000, b'{"months": ' + b"9" * 5000],
    ids=["not-json", "not-utf-8", "too-deep", "too-many-digits"],
)
def test_a_body_that_cannot_be_read_is_a_problem_of_the_caller(api: Api, content: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = api.as_role(Role.OFFICER).ask("POST", "/profiles", content=content, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["code"] in {"invalid-request", "unreadable-body"}


def test_a_body_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with ready_api(tmp_path, max_upload_mb=1) as api:
        officer = api.as_role(Role.OFFICER)
        answer = officer.post("/companies", {**COMPANY, "name": "x" * 2**20})
        assert problem(answer, 413, "body-too-large")["params"] == {"limit_mb": 1}


def test_a_body_that_hides_its_length_is_cut_at_the_limit(tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(20):
            yield b" " * 2**17

    with ready_api(tmp_path, max_upload_mb=1) as api:
        headers = {"Content-Type": "application/json"}
        officer = api.as_role(Role.OFFICER)
        answer = officer.ask("POST", "/companies", content=chunks(), headers=headers)
        assert problem(answer, 413, "body-too-large")["params"] == {"limit_mb": 1}


def test_several_faults_are_named_at_once_with_their_places(api: Api) -> None:
    body: dict[str, Any] = {
        "statements": [{"kind": "talent", "text": "  "}],
        "max_distance_km": -1,
        "available_from": "13/02/2026",
        "unavailable": [{"weekday": 7, "start": "09:00", "end": "08:00"}],
        "languages": {"tlh": "spoken"},
        "taille": 180,
    }
    answer = api.as_role(Role.OFFICER).post("/profiles", body, headers={"Accept-Language": "en"})
    faults = {one["pointer"]: one for one in problem(answer, 422, "invalid-request")["errors"]}
    assert {pointer: one["code"] for pointer, one in faults.items()} == {
        "/statements/0/kind": "not-in-list",
        "/statements/0/text": "text-too-short",
        "/max_distance_km": "number-too-small",
        "/available_from": "not-a-date",
        "/unavailable/0/weekday": "number-too-large",
        "/languages/tlh": "not-in-list",
        "/taille": "field-unknown",
    }
    assert faults["/statements/0/kind"]["detail"] == (
        "Choose among: skill, experience, certificate, wish."
    )
    assert faults["/max_distance_km"]["detail"] == "Give at least 0."


def test_places_that_are_not_understood_are_named_together_with_suggestions(api: Api) -> None:
    body = {**PROFILE, "home": "Zzzzville", "accepted_regions": ["Fès-Meknès", "Narnia"]}
    answer = api.as_role(Role.OFFICER).post("/profiles", body)
    faults = problem(answer, 422, "invalid-request")["errors"]
    assert [one["pointer"] for one in faults] == ["/home", "/accepted_regions/1"]
    near = api.as_role(Role.OFFICER).post("/companies", {**COMPANY, "town": "Inezganne Sud"})
    (fault,) = problem(near, 422, "invalid-request")["errors"]
    assert fault["suggestions"]


@pytest.mark.parametrize(
    "name",
    ["motif_incarceration", "cin", "numero_ecrou", "religion", "etablissement_penitentiaire"],
)
def test_a_field_that_could_harm_the_person_is_refused_by_its_name(api: Api, name: str) -> None:
    officer = api.as_role(Role.OFFICER)
    for path, body in (
        ("/profiles", {**PROFILE, name: "x"}),
        ("/shortlists", {"profile": {**PROFILE, name: "x"}}),
    ):
        document = problem(officer.post(path, body), 422, "forbidden-column")
        assert document["errors"][0]["pointer"].endswith(f"/{name}")


@pytest.mark.parametrize("text", ["coudre\u0000", "\ud800", "sonner\u0007"])
def test_a_text_that_storage_could_not_keep_is_refused(api: Api, text: str) -> None:
    content = b'{"statements": [{"kind": "skill", "text": "%s"}]}' % (
        text.encode("unicode_escape").replace(b"\\x", b"\\u00")
    )
    headers = {"Content-Type": "application/json"}
    answer = api.as_role(Role.OFFICER).ask("POST", "/profiles", content=content, headers=headers)
    faults = problem(answer, 422, "invalid-request")["errors"]
    assert faults[0]["code"] in {"not-plain-text", "unreadable-body", "not-a-text"}


def test_the_words_of_the_library_never_reach_anybody(api: Api) -> None:
    officer = api.as_role(Role.OFFICER)
    bodies: list[Any] = [[], None, "x", 3, {"statements": 3}, {"statements": [3]}, {"home": 3}]
    for body in bodies:
        answer = officer.ask("POST", "/profiles", json=body)
        assert answer.status_code == 422
        for english in ("Input should", "a valid", "Field required", "JSON decode"):
            assert english not in answer.text
