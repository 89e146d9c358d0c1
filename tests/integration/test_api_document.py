"""The OpenAPI document is complete, true, and changes only on purpose.

To record it again after a change of the API, and to review it like code:

    JISR_RECORD=1 .venv/bin/pytest tests/integration/test_api_document.py
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel

from models.encoders import HashingEncoder
from service.api import (
    routes_imports,
    routes_records,
    routes_service,
    shapes_advice,
    shapes_answers,
    shapes_assignments,
    shapes_cohorts,
    shapes_common,
    shapes_conventions,
    shapes_gradings,
    shapes_mentors,
    shapes_opportunities,
    shapes_profiles,
    shapes_shortlists,
    shapes_suspensions,
)
from service.api.doors import Asks
from service.api.guard import GuardedRoute
from service.api.router import api_routers
from service.app import assemble
from service.runtime import Runtime
from service.settings import Settings
from service.storage import Storage

GOLDEN = Path(__file__).parent.parent / "golden" / "openapi.json"
PUBLIC = {"/api/v1/health", "/api/v1/ready", "/api/v1/metrics"}
MODULES = (
    routes_imports,
    routes_records,
    routes_service,
    shapes_advice,
    shapes_answers,
    shapes_assignments,
    shapes_cohorts,
    shapes_common,
    shapes_gradings,
    shapes_mentors,
    shapes_conventions,
    shapes_opportunities,
    shapes_profiles,
    shapes_shortlists,
    shapes_suspensions,
)
SHAPES = {
    name: shape
    for module in MODULES
    for name, shape in vars(module).items()
    if isinstance(shape, type) and issubclass(shape, BaseModel)
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """An application that is described, never run."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("var"))
    storage = Storage(settings.database_url)
    return assemble(settings, storage, Runtime(settings, storage, lambda *_: HashingEncoder()))


@pytest.fixture(scope="module")
def document(app: FastAPI) -> dict[str, Any]:
    return app.openapi()


def problem_of(document: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """The content of a problem that an operation refers to."""
    name = answer["$ref"].removeprefix("#/components/responses/")
    content: dict[str, Any] = document["components"]["responses"][name]["content"]
    return content["application/problem+json"]  # type: ignore[no-any-return]


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def test_the_document_is_the_one_recorded(document: dict[str, Any]) -> None:
    written = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("JISR_RECORD"):
        GOLDEN.write_text(written, encoding="utf-8")
    assert json.loads(written) == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_anybody_may_read_it(app: FastAPI, document: dict[str, Any]) -> None:
    answer = TestClient(app).get("/api/v1/openapi.json")
    assert answer.json() == document


def test_every_operation_says_what_it_does(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        assert operation["summary"], name
        assert len(operation["description"]) > 20, name
        assert operation["tags"], name


def test_every_operation_has_its_own_id(document: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _, operation in operations(document)]
    assert len(ids) == len(set(ids))


def test_every_operation_lists_its_problems(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        problems = {
            status: answer
            for status, answer in operation["responses"].items()
            if not status.startswith("2")
        }
        assert "500" in problems, name
        for status, answer in problems.items():
            content = problem_of(document, answer)
            assert content["schema"] == {"$ref": "#/components/schemas/ProblemOut"}, (name, status)
            assert content["example"]["status"] == int(status), (name, status)


def test_every_json_body_and_answer_has_examples(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        answers = [
            answer for status, answer in operation["responses"].items() if status.startswith("2")
        ]
        for holder in (*answers, operation.get("requestBody", {})):
            for media_type, content in holder.get("content", {}).items():
                if media_type == "application/json":
                    assert content["examples"], name


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_example_is_accepted_by_the_shape_it_shows(name: str) -> None:
    shape = SHAPES[name]
    extra = shape.model_config.get("json_schema_extra")
    for example in extra["examples"] if isinstance(extra, dict) else []:  # type: ignore[union-attr]
        parsed = shape.model_validate_json(json.dumps(example))
        if name.endswith("Out"):
            assert parsed.model_dump(mode="json") == example


def test_every_shape_that_travels_has_an_example() -> None:
    parts = ("Opportunity", "Statement", "Filters", "Statement", "Record")
    bodies = [name for name in SHAPES if name.endswith("In") and not name.startswith(parts)]
    assert [name for name in bodies if not SHAPES[name].model_config.get("json_schema_extra")] == []


def test_every_problem_example_is_a_problem(document: dict[str, Any]) -> None:
    for response in document["components"]["responses"].values():
        example = response["content"]["application/problem+json"]["example"]
        shapes_common.ProblemOut.model_validate(example)


def test_every_route_but_three_is_guarded_and_names_its_action() -> None:
    routes = [route for router in api_routers() for route in router.routes]
    assert len(routes) > 35
    for route in routes:
        path = getattr(route, "path", "")
        if path in PUBLIC:
            continue
        assert isinstance(route, GuardedRoute), path
        asked = [one.call for one in route.dependant.dependencies if isinstance(one.call, Asks)]
        assert len({one.action for one in asked}) == 1, path


def test_no_route_hides_from_the_document(document: dict[str, Any]) -> None:
    routes = {getattr(route, "path", "") for router in api_routers() for route in router.routes}
    assert routes == set(document["paths"])
