"""Errors as HTTP says them: the only code that knows statuses (RFC 9457 problem documents)."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from matching.errors import (
    Conflict,
    InvalidInput,
    MatchingError,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    NotReady,
)
from service.problems.faults import (
    Fault,
    ForbiddenField,
    InvalidRequest,
    invalid_request,
    json_pointer,
    place_fault,
    translated,
)
from service.wording import Language, error_text, fault_text, language_asked

__all__ = [
    "BodyTooLarge",
    "Fault",
    "ForbiddenField",
    "IfMatchMissing",
    "InvalidRequest",
    "MethodNotAllowed",
    "UnsupportedBody",
    "install",
    "invalid_request",
    "json_pointer",
    "place_fault",
    "problem_document",
    "problem_response",
    "status_of",
]

MEDIA_TYPE: Final = "application/problem+json"
RETRY_AFTER_SECONDS: Final = 5
"""A release loads in about this time; asking more often only slows it down."""


class UnreadableBody(InvalidInput):
    """The body is not what its content type says."""

    code = "unreadable-body"


class UnsupportedBody(InvalidInput):
    """The body is of a type this address does not read."""

    code = "unsupported-body"


class BodyTooLarge(InvalidInput):
    """The body is larger than the operator allows."""

    code = "body-too-large"


class IfMatchMissing(InvalidInput):
    """A record is replaced or removed only by someone who says which version was read."""

    code = "if-match-missing"


class MethodNotAllowed(InvalidInput):
    """The address exists, for other operations."""

    code = "method-not-allowed"


STATUSES: Final[Mapping[type[MatchingError], int]] = {
    InvalidInput: 422,
    NotAuthenticated: 401,
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    NotReady: 503,
    MatchingError: 500,
    UnsupportedBody: 415,
    BodyTooLarge: 413,
    IfMatchMissing: 428,
    MethodNotAllowed: 405,
}
_STATUS_OF_CODE: Final[Mapping[str, int]] = {
    # Only a failed If-Match raises it, and HTTP has a status of its own for that (RFC 9110).
    "record-changed": 412,
}
_ERROR_OF_STATUS: Final[Mapping[int, type[MatchingError]]] = {
    400: UnreadableBody,
    404: NotFound,
    405: MethodNotAllowed,
    413: BodyTooLarge,
    415: UnsupportedBody,
}


def status_of(error: type[MatchingError]) -> int:
    """The status of the nearest class above the error that has one."""
    if error.code in _STATUS_OF_CODE:
        return _STATUS_OF_CODE[error.code]
    return next(STATUSES[family] for family in error.__mro__ if family in STATUSES)


def problem_document(
    error: MatchingError, language: Language, instance: str | None = None
) -> dict[str, Any]:
    """The problem document of an error, in the language of its reader.

    Args:
        error: What happened.
        language: Language of `title`, `detail` and the details of `errors`.
        instance: Address at which it happened.
    """
    title, detail = error_text(error.code, error.params, language)
    document: dict[str, Any] = {
        "type": f"urn:jisr:problem:{error.code}",
        "title": title,
        "status": status_of(type(error)),
        "detail": detail,
        "instance": instance,
        "code": error.code,
        "params": error.params,
    }
    if isinstance(error, InvalidRequest):
        document["errors"] = [_fault_document(fault, language) for fault in error.faults]
    suggestions = getattr(error, "suggestions", ())
    if suggestions:
        document["suggestions"] = list(suggestions)
    return document


class ProblemPages(Protocol):
    """Makes pages of problems."""

    def is_for_page(self, request: Request) -> bool:
        """Whether whoever asks reads pages."""
        ...

    def problem_language(self, request: Request) -> Language:
        """The language of the reader."""
        ...

    def problem_page(self, request: Request, document: dict[str, Any]) -> Response:
        """The page of a problem document."""
        ...


def problem_response(request: Request, error: MatchingError) -> Response:
    """The answer to a request that failed, in the language it asks for."""
    # The line that logs the request reads it there; the code is public and holds nothing personal.
    request.state.problem_code = error.code
    pages: ProblemPages | None = getattr(request.app.state, "problem_pages", None)
    if pages is not None and pages.is_for_page(request):
        document = problem_document(error, pages.problem_language(request), request.url.path)
        return pages.problem_page(request, document)
    language = language_asked(request.headers.get("accept-language"))
    document = problem_document(error, language, request.url.path)
    headers = {"Content-Language": language.value, "Vary": "Accept-Language"}
    if document["status"] == STATUSES[NotReady]:
        headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    if document["status"] == STATUSES[NotAuthenticated]:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(
        document, status_code=document["status"], headers=headers, media_type=MEDIA_TYPE
    )


def install(
    app: FastAPI,
    *,
    is_forbidden: Callable[[str], bool],
    max_body_mb: int,
    pages: ProblemPages | None = None,
) -> None:
    """Make every error of the application a problem document, or the page of one.

    Args:
        app: The application.
        is_forbidden: Whether the name of an unknown field is one that must never be recorded.
        max_body_mb: Size limit named when a body is too large, in MiB.
        pages: Makes pages of problems, for whoever reads pages.
    """
    app.state.problem_pages = pages

    async def on_matching_error(request: Request, error: Exception) -> Response:
        known = error if isinstance(error, MatchingError) else MatchingError()
        return problem_response(request, known)

    async def on_invalid(request: Request, error: Exception) -> Response:
        found = error.errors() if isinstance(error, RequestValidationError) else ()
        return problem_response(request, invalid_request(translated(found, is_forbidden)))

    async def on_http(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        kind = _ERROR_OF_STATUS.get(status, MatchingError)
        known = kind(limit_mb=max_body_mb) if kind is BodyTooLarge else kind()
        response = problem_response(request, known)
        response.headers.update(getattr(error, "headers", None) or {})
        return response

    app.add_exception_handler(MatchingError, on_matching_error)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)


def _fault_document(fault: Fault, language: Language) -> dict[str, Any]:
    place = (
        {"pointer": fault.pointer} if fault.parameter is None else {"parameter": fault.parameter}
    )
    return {
        **place,
        "code": fault.code,
        "detail": fault_text(fault.code, fault.params, language),
        "params": dict(fault.params),
        "suggestions": list(fault.suggestions),
    }
