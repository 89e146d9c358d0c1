"""Asking who fits what, and why not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from matching.vocabulary import Role
from service.api.examples import OPENING
from tests.api_fixtures import Api, Caller, problem, ready_api

TAILOR: dict[str, Any] = {
    "statements": [
        {"kind": "skill", "text": "couture et retouches sur machine"},
        {"kind": "experience", "text": "Couturière en atelier", "months": 36},
    ],
    "home": "Salé",
    "max_distance_km": 30,
}
OPENINGS: dict[str, dict[str, Any]] = {
    "tailor": {"title": "Couturier / couturière", "skills": ["couture", "retouches"]},
    "welder": {"title": "Soudeur", "skills": ["soudure à l'arc"]},
    "far": {"title": "Couturière", "skills": ["couture"], "town": "Oujda"},
}
PLAIN = {**OPENING, "company_id": None, "schedule": [], "required_languages": {}, "demands": []}


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with ready_api(tmp_path) as running:
        yield running


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.as_role(Role.OFFICER)


@pytest.fixture
def openings(officer: Caller) -> dict[str, str]:
    return {
        name: officer.create("/openings", {**PLAIN, **asked}) for name, asked in OPENINGS.items()
    }


def test_a_stored_person_gets_what_fits_with_reasons(
    officer: Caller, openings: dict[str, str]
) -> None:
    profile_id = officer.create("/profiles", TAILOR)
    answer = officer.post("/shortlists", {"profile_id": profile_id})
    assert answer.status_code == 201
    shortlist = answer.json()
    first = shortlist["proposals"][0]
    assert first["opportunity_id"] == openings["tailor"]
    assert first["title"] == "Couturier / couturière"
    assert first["rank"] == 1
    assert sum(term["points"] for term in first["terms"]) == pytest.approx(first["score"])
    assert "2 compétences demandées sur 2" in [one["text"] for one in first["reasons"]]
    assert shortlist["release_id"] == "test-1"
    assert shortlist["records_behind"] == 0
    assert shortlist["subject_id"] == profile_id


def test_what_was_kept_out_is_counted_and_the_nearest_is_named(
    officer: Caller, openings: dict[str, str]
) -> None:
    shortlist = officer.post("/shortlists", {"profile": TAILOR}).json()
    assert shortlist["excluded"] == [
        {"code": "too-far", "text": "Trop loin du domicile", "count": 1}
    ]
    (near,) = shortlist["nearest_excluded"]
    assert (near["opportunity_id"], near["title"]) == (openings["far"], "Couturière")
    assert near["refusals"] == [{"code": "too-far", "text": "Trop loin du domicile"}]


@pytest.mark.usefixtures("openings")
def test_the_texts_come_in_the_language_asked_and_the_codes_do_not_change(officer: Caller) -> None:
    answers = {
        language: officer.post(
            "/shortlists", {"profile": TAILOR}, headers={"Accept-Language": language}
        )
        for language in ("fr", "ar", "en")
    }
    refusals = {language: one.json()["excluded"][0] for language, one in answers.items()}
    assert refusals["ar"]["text"] == "بعيد جدا عن محل السكنى"
    assert refusals["en"]["text"] == "Too far from home"
    assert {one["code"] for one in refusals.values()} == {"too-far"}
    assert answers["ar"].headers["Content-Language"] == "ar"


def test_an_inline_profile_is_cleaned_and_not_kept_as_a_profile(officer: Caller) -> None:
    profile = {"statements": [{"kind": "skill", "text": "couture, tél 0661223344"}]}
    answer = officer.post("/shortlists", {"profile": profile})
    (removed,) = answer.json()["removed"]
    assert removed["field"] == "/statements/0/text"
    assert [kind["code"] for kind in removed["kinds"]] == ["phone"]
    assert "0661223344" not in answer.text
    assert officer.get("/profiles").json()["items"] == []


def test_nothing_to_propose_is_an_answer_with_its_cause(officer: Caller) -> None:
    shortlist = officer.post("/shortlists", {"profile": TAILOR, "kind": "mentor"}).json()
    assert shortlist["proposals"] == []
    assert shortlist["cause"]["code"] == "nothing-in-catalogue"


def test_filters_and_limit_narrow_the_answer(officer: Caller, openings: dict[str, str]) -> None:
    anywhere = {**TAILOR, "max_distance_km": None}
    body = {"profile": anywhere, "limit": 1, "filters": {"regions": ["L'Oriental"]}}
    shortlist = officer.post("/shortlists", body).json()
    assert [one["opportunity_id"] for one in shortlist["proposals"]] == [openings["far"]]
    assert shortlist["considered"] == 1
    near = officer.post(
        "/shortlists", {"profile": anywhere, "filters": {"max_distance_km": 50}}
    ).json()
    assert openings["far"] not in {one["opportunity_id"] for one in near["proposals"]}
    short = officer.post(
        "/shortlists", {"profile": anywhere, "filters": {"max_weekly_hours": 1}}
    ).json()
    assert (short["considered"], short["proposals"]) == (0, [])


def test_the_usual_number_of_lines_is_the_operators(tmp_path: Path) -> None:
    with ready_api(tmp_path / "other", shortlist_limit=1) as api:
        officer = api.as_role(Role.OFFICER)
        for _ in range(2):
            officer.create("/openings", {**PLAIN, **OPENINGS["tailor"]})
        assert len(officer.post("/shortlists", {"profile": TAILOR}).json()["proposals"]) == 1
        more = officer.post("/shortlists", {"profile": TAILOR, "limit": 2}).json()
        assert len(more["proposals"]) == 2


@pytest.mark.parametrize("body", [{}, {"profile_id": str(uuid4()), "profile": TAILOR}])
def test_exactly_one_person_is_needed(officer: Caller, body: dict[str, Any]) -> None:
    (fault,) = problem(officer.post("/shortlists", body), 422, "invalid-request")["errors"]
    assert fault["code"] == "one-profile-needed"


@pytest.mark.usefixtures("openings")
def test_a_profile_that_says_nothing_is_refused(officer: Caller) -> None:
    problem(officer.post("/shortlists", {"profile": {"home": "Salé"}}), 422, "empty-profile")


def test_a_place_inside_an_inline_profile_is_named_by_its_whole_pointer(officer: Caller) -> None:
    answer = officer.post("/shortlists", {"profile": {**TAILOR, "home": "Zzzzville"}})
    (fault,) = problem(answer, 422, "invalid-request")["errors"]
    assert fault["pointer"] == "/profile/home"


def test_a_region_to_filter_by_must_exist(officer: Caller) -> None:
    answer = officer.post("/shortlists", {"profile": TAILOR, "filters": {"regions": ["Narnia"]}})
    (fault,) = problem(answer, 422, "invalid-request")["errors"]
    assert fault["pointer"] == "/filters/regions/0"


@pytest.mark.parametrize("limit", [0, 51, "many"])
def test_a_limit_out_of_range_is_refused(officer: Caller, limit: object) -> None:
    answer = officer.post("/shortlists", {"profile": TAILOR, "limit": limit})
    (fault,) = problem(answer, 422, "invalid-request")["errors"]
    assert fault["pointer"] == "/limit"


def test_people_for_an_opening_come_by_the_same_score(
    officer: Caller, openings: dict[str, str]
) -> None:
    profile_id = officer.create("/profiles", TAILOR)
    for_person = officer.post("/shortlists", {"profile_id": profile_id}).json()
    for_opening = officer.post("/shortlists/people", {"opening_id": openings["tailor"]}).json()
    assert for_opening["direction"] == "people"
    assert for_opening["subject_id"] == openings["tailor"]
    (line,) = for_opening["proposals"]
    assert line["profile_id"] == profile_id
    assert line["score"] == for_person["proposals"][0]["score"]


def test_a_shortlist_is_read_again_as_it_was_shown(
    officer: Caller, openings: dict[str, str]
) -> None:
    shown = officer.post("/shortlists", {"profile": TAILOR})
    officer.put(
        f"/openings/{openings['tailor']}",
        {**PLAIN, **OPENINGS["tailor"], "title": "Retoucheuse"},
        version=1,
    )
    assert officer.get(f"/shortlists/{shown.json()['id']}").json() == shown.json()
    assert shown.headers["Location"] == f"/api/v1/shortlists/{shown.json()['id']}"


def test_why_not_gives_every_reason(officer: Caller, openings: dict[str, str]) -> None:
    profile_id = officer.create("/profiles", {**TAILOR, "contracts": ["cdi"]})
    answer = officer.get(f"/profiles/{profile_id}/why-not/{openings['far']}").json()
    assert [one["code"] for one in answer["refusals"]] == ["too-far", "contract-not-accepted"]
    assert answer["proposal"]["title"] == "Couturière"
    nothing = officer.get(f"/profiles/{profile_id}/why-not/{uuid4()}")
    assert problem(nothing, 404, "no-such-opportunity")["title"] == "Proposition introuvable"


def test_unknown_people_openings_and_shortlists_are_not_found(officer: Caller) -> None:
    stranger = str(uuid4())
    problem(officer.post("/shortlists", {"profile_id": stranger}), 404, "no-such-record")
    nobody = officer.post("/shortlists/people", {"opening_id": stranger})
    assert nobody.status_code == 404
    problem(officer.get(f"/shortlists/{stranger}"), 404, "no-such-shortlist")


def test_a_territory_limits_shortlists_too(api: Api, openings: dict[str, str]) -> None:
    here, there = api.as_role(Role.OFFICER, "MA-04"), api.as_role(Role.OFFICER, "MA-03")
    profile_id = here.create("/profiles", TAILOR)
    shown = here.post("/shortlists", {"profile_id": profile_id}).json()

    refused = "not-your-territory"
    problem(there.post("/shortlists", {"profile_id": profile_id}), 403, refused)
    problem(there.post("/shortlists", {"profile": TAILOR}), 403, refused)
    problem(there.get(f"/profiles/{profile_id}/why-not/{openings['far']}"), 403, refused)
    problem(there.get(f"/shortlists/{shown['id']}"), 403, refused)
    people = there.post("/shortlists/people", {"opening_id": openings["tailor"]}).json()
    assert people["proposals"] == []


def test_people_shown_to_one_territory_are_not_read_from_another(
    api: Api, openings: dict[str, str]
) -> None:
    here, there = api.as_role(Role.OFFICER, "MA-04"), api.as_role(Role.OFFICER, "MA-03")
    here.create("/profiles", TAILOR)
    shown = here.post("/shortlists/people", {"opening_id": openings["tailor"]}).json()
    assert len(shown["proposals"]) == 1
    problem(there.get(f"/shortlists/{shown['id']}"), 403, "not-your-territory")
