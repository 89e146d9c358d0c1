"""No body makes the service fail: whatever is sent, the answer is made or the caller is told."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.vocabulary import Role
from service.api.examples import (
    ACTIVITY,
    COMPANY,
    FEEDBACK,
    OPENING,
    OUTCOME,
    PROFILE,
    SHORTLIST_QUESTION,
    TRAINING,
)
from tests.api_fixtures import Caller, ready_api

Json = Any
BODIES: dict[str, Json] = {
    "/profiles": PROFILE,
    "/companies": COMPANY,
    "/openings": {**OPENING, "company_id": None},
    "/activities": ACTIVITY,
    "/trainings": TRAINING,
    "/shortlists": SHORTLIST_QUESTION[1],
    "/feedback": FEEDBACK,
    "/outcomes": OUTCOME,
}
ODD = [
    "",
    " ",
    "\u0000",
    "٢٠٢٦-٠١-٠١",
    "9" * 400,
    "-0",
    "NaN",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "🧵" * 100,
    "\u202eabc",
    -1,
    2**63,
    10**400,
    1e308,
    -0.0,
    0.1,
    True,
    None,
    [],
    {},
    [[]],
    {"": ""},
    [None] * 300,
]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def officer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    with ready_api(tmp_path_factory.mktemp("api")) as api:
        yield api.as_role(Role.OFFICER)


def places(body: Json, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place of a document, the document itself first."""
    yield path
    inside = (
        body.items()
        if isinstance(body, dict)
        else enumerate(body)
        if isinstance(body, list)
        else ()
    )
    for key, value in inside:
        yield from places(value, (*path, key))


def changed(body: Json, path: tuple[str | int, ...], value: Json) -> Json:
    """The document with another value at that place."""
    if not path:
        return value
    copy = deepcopy(body)
    holder = copy
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return copy


def sent(officer: Caller, path: str, body: Json) -> int:
    content = json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    status: int = officer.ask("POST", path, content=content, headers=headers).status_code
    return status


@pytest.mark.parametrize("path", BODIES)
def test_an_odd_value_anywhere_is_taken_or_refused(officer: Caller, path: str) -> None:
    for place in places(BODIES[path]):
        for odd in ODD:
            status = sent(officer, path, changed(BODIES[path], place, odd))
            assert status in {201, 404, 409, 422}, (place, odd)


@pytest.mark.parametrize("path", BODIES)
@given(body=DOCUMENTS)
def test_any_document_is_taken_or_refused(officer: Caller, path: str, body: Json) -> None:
    assert sent(officer, path, body) in {201, 404, 409, 422}
