"""What happens around every request: an id, a size limit, a log line, two measures."""

import re
from time import perf_counter
from typing import Final
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from matching.errors import MatchingError
from service.api.metrics import Metrics
from service.logs import error_fields, logger
from service.problems import BodyTooLarge, problem_response

ID_HEADER: Final = "X-Request-ID"
_ID = re.compile(r"[A-Za-z0-9._\-]{1,64}")
_NO_ROUTE: Final = "none"


class RequestFrame:
    """Outermost middleware. It never reads a body, and logs ids, codes and numbers only."""

    def __init__(self, app: ASGIApp, metrics: Metrics, max_body_bytes: int) -> None:
        self._app = app
        self._metrics = metrics
        self._max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        request_id = _request_id(scope)
        status = 500
        answered = False

        async def send_with_id(message: Message) -> None:
            nonlocal status, answered
            if message["type"] == "http.response.start":
                status, answered = message["status"], True
                headers = MutableHeaders(scope=message)
                headers[ID_HEADER] = request_id
                headers.setdefault("Cache-Control", "no-store")
                headers["X-Content-Type-Options"] = "nosniff"
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._answer(scope, receive, send_with_id)
            except Exception as error:
                logger().error("defect", **error_fields(error))
                if not answered:
                    response = problem_response(Request(scope), MatchingError())
                    await response(scope, receive, send_with_id)
            self._note(scope, status, perf_counter() - started)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = Headers(scope=scope).get("content-length", "")
        if length.isdecimal() and int(length) > self._max_body_bytes:
            error = BodyTooLarge(limit_mb=self._max_body_bytes // 2**20)
            await problem_response(Request(scope), error)(scope, receive, send)
            return
        await self._app(scope, self._limited(receive), send)

    def _limited(self, receive: Receive) -> Receive:
        """Stop reading a body that does not say how long it is, once it is too long."""
        total = 0

        async def receive_some() -> Message:
            nonlocal total
            message = await receive()
            total += len(message.get("body", b""))
            if total > self._max_body_bytes:
                # Of this type, because the framework hides every other error raised while it reads.
                raise HTTPException(413)
            return message

        return receive_some

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        state = scope.get("state", {})
        route = getattr(scope.get("route"), "path", _NO_ROUTE)
        method = scope["method"] if route != _NO_ROUTE else _NO_ROUTE
        self._metrics.observe(method, route, status, seconds)
        caller = state.get("caller")
        logger().info(
            "request",
            method=method,
            route=route,
            status=status,
            duration_ms=round(seconds * 1000, 1),
            caller_id=caller.id if caller else None,
            code=state.get("problem_code"),
        )


def _request_id(scope: Scope) -> str:
    """The id the caller gave, when it can be logged as it is; a new one otherwise."""
    given = Headers(scope=scope).get(ID_HEADER, "")
    return given if _ID.fullmatch(given) else uuid4().hex
