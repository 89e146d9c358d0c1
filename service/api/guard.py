"""What every protected request passes before its body is read: a token, a type, a key."""

import asyncio
import hashlib
import re
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, ClassVar, Final
from uuid import UUID
from weakref import WeakValueDictionary

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from service.api.doors import identify
from service.doors import doors_of, noting
from service.problems import Fault, UnsupportedBody, invalid_request
from service.security import Caller
from service.storage import StoredResponse

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

KEY_HEADER: Final = "Idempotency-Key"
REPLAYED_HEADER: Final = "Idempotent-Replayed"
_KEY = re.compile(r"[\x21-\x7e]{8,200}")
_LIFETIME: Final = timedelta(hours=24)
_KEPT_HEADERS: Final = ("content-type", "location", "etag", "content-language")
_WRITES_WITH_A_BODY: Final = frozenset({"POST", "PUT"})
_REREAD: Final = "reread"
"""Marks kept answers that are read again from storage instead of being kept word for word."""

# One process serves; two requests with one key wait for each other here.
_busy: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()


class GuardedRoute(APIRoute):
    """A route that needs a token. Its action is checked by its `Asks` dependency."""

    content_type: ClassVar[str] = "application/json"
    """What a body must be."""
    is_done_once: ClassVar[bool] = True
    """Whether a request with a key that was seen is answered as before, and not done again."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            request.state.caller = await run_in_threadpool(identify, request)
            _check_content_type(request, self.content_type)
            key = request.headers.get(KEY_HEADER)
            if request.method != "POST" or key is None or not self.is_done_once:
                return await noting(request, handle)
            return await noting(request, lambda again: _once(again, key, handle))

        return guarded


class UploadRoute(GuardedRoute):
    """A guarded route that takes a file."""

    content_type: ClassVar[str] = "multipart/form-data"


def reread_when_repeated(request: Request) -> None:
    """Keep only the address of what was made, not the answer: it holds texts about a person.

    A dependency. A repeated request reads it again, and finds nothing once the person is erased.
    """
    request.state.is_reread = True


def _check_content_type(request: Request, expected: str) -> None:
    """Refuse a body of a type that would be taken for an empty one.

    Raises:
        UnsupportedBody: it is another one than `expected`.
    """
    has_body = request.headers.get("content-length", "0") != "0" or (
        "transfer-encoding" in request.headers
    )
    if request.method not in _WRITES_WITH_A_BODY or not has_body:
        return
    given = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if given != expected:
        raise UnsupportedBody(expected=expected)


async def _once(request: Request, key: str, handle: Handler) -> Response:
    """Answer a repeated request with its first answer, without doing the work twice.

    The answer is kept right after the work is committed. Should the process die between the two,
    a repeated request does the work again, as one without a key would.
    """
    if not _KEY.fullmatch(key):
        raise invalid_request([Fault(code="not-the-format", parameter=KEY_HEADER)])
    caller: Caller = request.state.caller
    fingerprint = _fingerprint(request, await request.body())
    lock = _busy.setdefault((caller.id, key), asyncio.Lock())
    async with lock:
        kept = await run_in_threadpool(_find, request, key, caller, fingerprint)
        if kept is not None and _REREAD not in kept.headers:
            return Response(kept.body, status_code=kept.status, headers=_replayed(kept))
        if kept is not None:
            request.state.replayed_id = UUID(kept.headers["location"].rsplit("/", 1)[-1])
        response = await handle(request)
        if kept is None:
            await run_in_threadpool(_keep, request, key, caller, fingerprint, response)
        else:
            response.headers[REPLAYED_HEADER] = "true"
        return response


def _find(request: Request, key: str, caller: Caller, fingerprint: str) -> StoredResponse | None:
    doors = doors_of(request)
    with doors.storage.read() as work:
        return work.idempotency.find(key, caller.id, request_sha256=fingerprint, now=doors.now())


def _keep(request: Request, key: str, caller: Caller, fingerprint: str, response: Response) -> None:
    doors = doors_of(request)
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    body = bytes(response.body)
    if getattr(request.state, "is_reread", False):
        headers[_REREAD], body = "yes", b""
    kept = StoredResponse(status=response.status_code, body=body, headers=headers)
    with doors.storage.begin() as work:
        work.idempotency.keep(
            key,
            caller.id,
            request_sha256=fingerprint,
            response=kept,
            now=doors.now(),
            lifetime=_LIFETIME,
        )


def _fingerprint(request: Request, body: bytes) -> str:
    """What makes two requests the same: address and content, whatever parts a form."""
    _, _, boundary = request.headers.get("content-type", "").partition("boundary=")
    content = body.replace(boundary.strip('"').encode(), b"") if boundary else body
    address = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
    return hashlib.sha256(address + content).hexdigest()


def _replayed(kept: StoredResponse) -> dict[str, str]:
    return {**kept.headers, REPLAYED_HEADER: "true"}
