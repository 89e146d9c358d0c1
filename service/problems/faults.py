"""What is wrong with one field of a request, whether our code or a library noticed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from matching.errors import AmbiguousPlace, InvalidInput, Param, UnknownPlace
from service.wording import is_fault

FORBIDDEN: Final = "forbidden-column"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing to correct, at a JSON pointer into the body or at a named parameter."""

    code: str
    pointer: str | None = None
    parameter: str | None = None
    params: Mapping[str, Param] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()
    """Values that would be accepted and look like the one given, best first."""


class InvalidRequest(InvalidInput):
    """Several fields may be wrong at once; a person corrects them all in one go."""

    code = "invalid-request"

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(count=len(faults))
        self.faults = tuple(faults)


class ForbiddenField(InvalidRequest):
    """A field of the request must not exist here: it could reveal or harm the person."""

    code = FORBIDDEN


def place_fault(error: UnknownPlace | AmbiguousPlace, pointer: str) -> Fault:
    """A place that was not understood, as a fault of the field that named it."""
    suggestions = tuple(getattr(error, "suggestions", ()))
    return Fault(code=error.code, pointer=pointer, params=error.params, suggestions=suggestions)


def invalid_request(faults: Sequence[Fault]) -> InvalidRequest:
    """The error that carries these faults; a forbidden field decides over all others."""
    forbidden = any(fault.code == FORBIDDEN for fault in faults)
    return ForbiddenField(faults) if forbidden else InvalidRequest(faults)


def translated(
    errors: Iterable[Mapping[str, Any]], is_forbidden: Callable[[str], bool]
) -> list[Fault]:
    """Say in our codes what the validation library found.

    Args:
        errors: As pydantic lists them: `type`, `loc` and `ctx`. Their English message is not read.
        is_forbidden: Whether the name of an unknown field is one that must never be recorded.
    """
    return [_fault(error, is_forbidden) for error in errors]


def json_pointer(parts: Iterable[object]) -> str:
    """A path into a JSON document (RFC 6901); the empty pointer is the whole document."""
    escaped = (str(part).replace("~", "~0").replace("/", "~1") for part in parts)
    return "".join(f"/{part}" for part in escaped)


def code_of(error_type: str) -> str:
    """Our code for a type of the validation library; types of our own are codes already."""
    return error_type if is_fault(error_type) else _CODES.get(error_type, "field-invalid")


_CODES: Final[Mapping[str, str]] = {
    library: ours
    for ours, libraries in {
        "field-missing": ["missing", "missing_argument"],
        "field-unknown": ["extra_forbidden", "unexpected_keyword_argument"],
        "unreadable-body": ["json_invalid"],
        "not-a-text": ["string_type", "bytes_type"],
        "not-plain-text": ["string_unicode", "bytes_invalid_encoding"],
        "text-too-short": ["string_too_short", "bytes_too_short"],
        "text-too-long": ["string_too_long", "bytes_too_long"],
        "not-the-format": ["string_pattern_mismatch", "string_not_ascii"],
        "not-a-whole-number": ["int_type", "int_parsing", "int_parsing_size", "int_from_float"],
        "not-a-number": [
            "float_type",
            "float_parsing",
            "finite_number",
            "decimal_type",
            "decimal_parsing",
        ],
        "number-too-small": ["greater_than", "greater_than_equal"],
        "number-too-large": ["less_than", "less_than_equal"],
        "too-many-digits": ["decimal_max_digits", "decimal_max_places", "decimal_whole_digits"],
        "not-in-list": ["enum", "literal_error"],
        "not-a-date": [
            "date_type",
            "date_parsing",
            "date_from_datetime_parsing",
            "date_from_datetime_inexact",
        ],
        "not-an-id": ["uuid_type", "uuid_parsing", "uuid_version"],
        "not-a-yes-or-no": ["bool_type", "bool_parsing"],
        "not-a-list": ["list_type", "tuple_type", "set_type", "frozen_set_type"],
        "not-an-object": [
            "dict_type",
            "mapping_type",
            "model_type",
            "model_attributes_type",
            "dataclass_type",
        ],
        # FastAPI says so of a text where a file should be; nothing of ours raises it.
        "not-a-file": ["value_error"],
        "list-too-short": ["too_short"],
        "list-too-long": ["too_long"],
    }.items()
    for library in libraries
}
_LIMITS = ("ge", "gt", "le", "lt", "min_length", "max_length", "max_digits", "decimal_places")
_SECTIONS = {"body": "pointer", "path": "parameter", "query": "parameter", "header": "parameter"}


def _fault(error: Mapping[str, Any], is_forbidden: Callable[[str], bool]) -> Fault:
    section, *path = error["loc"]
    parts = [part for part in path if part != "[key]"]
    code = code_of(error["type"])
    if code == "unreadable-body":
        return Fault(code=code, pointer="", params={"position": int(parts[0]) if parts else 0})
    if code == "field-unknown" and is_forbidden(str(parts[-1])):
        code = FORBIDDEN
    params = _params(error.get("ctx") or {})
    if _SECTIONS.get(section) == "parameter":
        return Fault(code=code, parameter=".".join(map(str, parts)), params=params)
    return Fault(code=code, pointer=json_pointer(parts), params=params)


def _params(context: Mapping[str, Any]) -> dict[str, Param]:
    found: dict[str, Param] = {}
    limits = [context[name] for name in _LIMITS if name in context]
    if limits and isinstance(limits[0], int | float | Decimal):
        found["limit"] = limits[0] if isinstance(limits[0], int) else float(limits[0])
    if "expected" in context:
        found["expected"] = str(context["expected"]).replace("'", "").replace(" or ", ", ")
    return found
