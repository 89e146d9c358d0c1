from typing import get_args

import pytest
from pydantic_core import core_schema

from matching.errors import (
    AmbiguousPlace,
    Conflict,
    EmptyProfile,
    InvalidInput,
    MatchingError,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    NotReady,
    UnknownPlace,
)
from service.problems import (
    BodyTooLarge,
    Fault,
    ForbiddenField,
    IfMatchMissing,
    MethodNotAllowed,
    UnsupportedBody,
    invalid_request,
    json_pointer,
    place_fault,
    problem_document,
    status_of,
)
from service.problems.faults import code_of, translated
from service.storage import NoSuchRecord, RecordChanged
from service.wording import Language, is_fault


class Unheard(MatchingError):
    code = "unheard"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InvalidInput, 422),
        (EmptyProfile, 422),
        (NotAuthenticated, 401),
        (NotAllowed, 403),
        (NotFound, 404),
        (NoSuchRecord, 404),
        (Conflict, 409),
        (RecordChanged, 412),
        (NotReady, 503),
        (Unheard, 500),
        (MatchingError, 500),
        (UnsupportedBody, 415),
        (BodyTooLarge, 413),
        (IfMatchMissing, 428),
        (MethodNotAllowed, 405),
    ],
)
def test_the_family_decides_the_status(error: type[MatchingError], status: int) -> None:
    assert status_of(error) == status


def test_a_document_says_what_happened_and_what_to_do() -> None:
    document = problem_document(NoSuchRecord(kind="profile", id="x"), Language.ENGLISH, "/p/x")
    assert document == {
        "type": "urn:jisr:problem:no-such-record",
        "title": "No such record",
        "status": 404,
        "detail": "No record has this identifier, or it was removed.",
        "instance": "/p/x",
        "code": "no-such-record",
        "params": {"kind": "profile", "id": "x"},
    }


def test_faults_are_listed_with_their_place_in_the_language_asked() -> None:
    error = invalid_request(
        [
            Fault(code="text-too-long", pointer="/title", params={"limit": 300}),
            Fault(code="not-an-id", parameter="record_id"),
        ]
    )
    title, long = problem_document(error, Language.ENGLISH)["errors"]
    assert title["pointer"] == "/title"
    assert title["detail"] == "Give at most 300 characters."
    assert long["parameter"] == "record_id"
    assert "pointer" not in long


def test_a_place_that_was_not_understood_keeps_its_suggestions() -> None:
    error = UnknownPlace()
    error.suggestions = ("Inezgane",)  # type: ignore[attr-defined]  # set by the gazetteer's own
    assert place_fault(error, "/home").suggestions == ("Inezgane",)
    assert place_fault(AmbiguousPlace(candidates=3), "/home").params == {"candidates": 3}
    assert problem_document(error, Language.FRENCH)["suggestions"] == ["Inezgane"]


def test_a_forbidden_field_decides_over_all_others() -> None:
    error = invalid_request([Fault(code="field-missing"), Fault(code="forbidden-column")])
    assert isinstance(error, ForbiddenField)
    assert error.code == "forbidden-column"


def test_a_pointer_escapes_what_json_pointers_escape() -> None:
    assert json_pointer(["a/b", 0, "c~d"]) == "/a~1b/0/c~0d"
    assert json_pointer([]) == ""


@pytest.mark.parametrize("error_type", get_args(core_schema.ErrorType))
def test_every_type_of_the_library_becomes_a_code_of_ours(error_type: str) -> None:
    assert is_fault(code_of(error_type))


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            {"type": "missing", "loc": ("body", "title")},
            Fault(code="field-missing", pointer="/title"),
        ),
        (
            {"type": "extra_forbidden", "loc": ("body", "profile", "taille")},
            Fault(code="field-unknown", pointer="/profile/taille"),
        ),
        (
            {"type": "extra_forbidden", "loc": ("body", "cin")},
            Fault(code="forbidden-column", pointer="/cin"),
        ),
        (
            {
                "type": "enum",
                "loc": ("body", "languages", "xx", "[key]"),
                "ctx": {"expected": "'a' or 'b'"},
            },
            Fault(code="not-in-list", pointer="/languages/xx", params={"expected": "a, b"}),
        ),
        (
            {"type": "less_than_equal", "loc": ("query", "limit"), "ctx": {"le": 200}},
            Fault(code="number-too-large", parameter="limit", params={"limit": 200}),
        ),
        (
            {"type": "json_invalid", "loc": ("body", 17), "ctx": {"error": "Expecting value"}},
            Fault(code="unreadable-body", pointer="", params={"position": 17}),
        ),
        (
            {"type": "slot-ends-before-start", "loc": ("body", "unavailable", 0)},
            Fault(code="slot-ends-before-start", pointer="/unavailable/0"),
        ),
        (
            {"type": "assertion_error", "loc": ("body",), "ctx": {"error": ValueError("secret")}},
            Fault(code="field-invalid", pointer=""),
        ),
    ],
)
def test_what_the_library_found_is_said_in_our_codes(
    error: dict[str, object], expected: Fault
) -> None:
    assert translated([error], lambda name: name == "cin") == [expected]
