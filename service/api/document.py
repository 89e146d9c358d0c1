"""The OpenAPI document: what FastAPI derives, plus tokens, keys, problems and their examples."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from matching.errors import MatchingError, NotReady
from service.api.doors import PREFIX
from service.api.examples import PROBLEM
from service.api.guard import KEY_HEADER
from service.api.shapes_common import FaultOut, ProblemOut
from service.problems import BodyTooLarge, IfMatchMissing, UnsupportedBody, problem_document
from service.security import RoleNotAllowed, TokenMissing
from service.storage import AlreadyAnswered, NoSuchRecord, RecordChanged
from service.wording import Language

Document = dict[str, Any]

TITLE: Final = "Jisr"
VERSION: Final = "1.0"
"""Of the API, not of the program: it rises when the API does."""
DESCRIPTION: Final = """
Proposes, to people who look for work, the openings, activities, trainings and mentors that fit what
they can do and want to do, and says why, why not, and how sure it is.

- Every address but `/health` and `/ready` needs a bearer token (`jisr token create`).
- A record carries its version as `ETag`; replacing or removing it needs that version in `If-Match`.
- A `POST` with an `Idempotency-Key` may be repeated: it is done once.
- Texts for people come in the language of `Accept-Language`: `fr` (default), `ar` or `en`.
- Every error is a problem document (RFC 9457) with a `code` that never changes meaning.
"""
_PROBLEMS: Final[Mapping[int, str]] = {
    401: "No token, or one that is not accepted.",
    403: "Another role, or another territory.",
    404: "There is nothing at this address.",
    409: "Look again, then decide.",
    412: "The record has another version by now.",
    413: "The body is too large.",
    415: "The body is of another type.",
    422: "The fields listed in `errors` are to be corrected.",
    428: "`If-Match` is missing.",
    500: "A defect on our side.",
    503: "The service recovers; try again after `Retry-After` seconds.",
}
_TYPICAL: Final[Mapping[int, type[MatchingError]]] = {
    401: TokenMissing,
    403: RoleNotAllowed,
    404: NoSuchRecord,
    409: AlreadyAnswered,
    412: RecordChanged,
    413: BodyTooLarge,
    415: UnsupportedBody,
    428: IfMatchMissing,
    500: MatchingError,
    503: NotReady,
}
_RECORDS: Final = frozenset(
    {"profiles", "companies", "openings", "activities", "trainings", "mentors"}
)
_VERSIONED: Final = frozenset({"create", "read", "replace"})
_PUBLIC: Final = frozenset({"read-health", "read-readiness"})
_RECOMMENDS: Final = frozenset({"read-why-not", "read-gaps", "read-next-question"})
"""Operations that only read, and may be suspended all the same."""
_MAY_BE_PUBLIC: Final = frozenset({"read-metrics"})
_PROBLEM_SCHEMA: Final = {"$ref": "#/components/schemas/ProblemOut"}


def describe(app: FastAPI) -> Document:
    """The document of an application, made once."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            description=DESCRIPTION,
            routes=app.routes,
        )
        _add_components(document)
        for path, method, operation in _operations(document):
            _complete(path, method, operation, document["components"]["schemas"])
        app.openapi_schema = document
    return app.openapi_schema


def _operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _complete(path: str, method: str, operation: Document, schemas: Document) -> None:
    operation["security"] = _security(operation["operationId"])
    operation.setdefault("parameters", []).append(_header("Accept-Language", "`fr`, `ar` or `en`."))
    if method == "post":
        help_text = "8 to 200 visible characters; a repeated request is answered, not done again."
        operation["parameters"].append(_header(KEY_HEADER, help_text))
    for status, response in operation["responses"].items():
        if status.startswith("2"):
            _show_examples(response, schemas)
            response["headers"] = _headers(operation, status)
    _show_examples(operation.get("requestBody", {}), schemas)
    for status in sorted(_statuses(path, method, operation)):
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/Problem{status}"}


def _show_examples(holder: Document, schemas: Document) -> None:
    """Put the examples of a shape where readers of the document look for them."""
    content = holder.get("content", {}).get("application/json")
    if content is None:
        return
    name = content["schema"]["$ref"].rsplit("/", 1)[-1]
    examples = _examples(schemas[name], schemas)
    content["examples"] = {
        f"{number}": {"value": example} for number, example in enumerate(examples, start=1)
    }


def _examples(schema: Document, schemas: Document) -> list[Any]:
    """Those of a shape; a page shows one of the records it holds."""
    if "examples" in schema:
        return list(schema["examples"])
    items = schema["properties"]["items"]["items"]["$ref"].rsplit("/", 1)[-1]
    return [{"items": schemas[items]["examples"][:1], "next_after": None}]


def _headers(operation: Document, status: str) -> Document:
    """Headers of an answer that programs need."""
    named = {"X-Request-ID": "Name it when you report a problem."}
    if operation["operationId"].split("-")[0] in _VERSIONED and operation["tags"][0] in _RECORDS:
        named["ETag"] = "The version; give it in `If-Match`."
    if status == "201":
        named["Location"] = "Address of what was made; not given for answers and files."
    return {
        name: {"description": description, "schema": {"type": "string"}}
        for name, description in named.items()
    }


def _problem(status: int) -> Document:
    content: Document = {"schema": _PROBLEM_SCHEMA, "example": _problem_example(status)}
    return {
        "description": _PROBLEMS[status],
        "content": {"application/problem+json": content},
    }


def _problem_example(status: int) -> Document:
    """What the service itself would say."""
    if status == PROBLEM["status"]:
        return dict(PROBLEM)
    return problem_document(_TYPICAL[status](), Language.FRENCH, f"{PREFIX}/…")


def _security(operation_id: str) -> list[dict[str, list[str]]]:
    if operation_id in _PUBLIC:
        return []
    return [{}, {"token": []}] if operation_id in _MAY_BE_PUBLIC else [{"token": []}]


def _statuses(path: str, method: str, operation: Document) -> set[int]:
    """Every status with which the operation may fail."""
    found = {500}
    if operation["operationId"] not in _PUBLIC:
        found |= {401, 403, 503}
    if operation["operationId"] == "read-readiness":
        found |= {503}
    if operation["operationId"] in _RECOMMENDS:
        found |= {409}
    if "{" in path:
        found |= {404, 422}
    if method == "get" and len(operation["parameters"]) > 1:
        found |= {422}
    if method == "post":
        found |= {404, 409, 422}
    found |= _of_writing(method, operation)
    if "requestBody" in operation:
        found |= {413, 415, 422}
    return found


def _of_writing(method: str, operation: Document) -> set[int]:
    """Statuses of a write: a version to be named, or something that may be in the way."""
    if any(one["name"] == "If-Match" for one in operation["parameters"]):
        return {412, 428}
    return {409} if method == "put" else set()


def _header(name: str, description: str) -> Document:
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": description,
        "schema": {"type": "string"},
    }


def _add_components(document: Document) -> None:
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for shape in (FaultOut, ProblemOut):
        schema = shape.model_json_schema(ref_template="#/components/schemas/{model}")
        schema.pop("$defs", None)
        schemas[shape.__name__] = schema
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    components["schemas"] = dict(sorted(schemas.items()))
    components["responses"] = {f"Problem{status}": _problem(status) for status in _PROBLEMS}
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "`jisr token create`."}
    }
