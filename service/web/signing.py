"""Who is at the browser: a cookie, a token in every form, and what happens when a session ended."""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from matching.errors import Conflict
from service.actions.access.accounts import (
    PasswordMustChange,
    SessionExpired,
    SignedIn,
    signed_in,
)
from service.doors import doors_of, noting
from service.security import Action, Caller, check_can

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

SESSION_COOKIE: Final = "__Host-jisr_session"
"""The prefix makes browsers refuse one that a neighbouring host or plain HTTP would plant."""
VISIT_COOKIE: Final = "__Host-jisr_visite"
"""Of somebody who is not signed in yet: ties the sign-in form to their browser."""
CSRF_FIELD: Final = "_jeton"
CSRF_HEADER: Final = "X-Jeton"
SIGN_IN: Final = "/connexion"
PASSWORD: Final = "/mot-de-passe"  # noqa: S105 - an address
SIGN_OUT: Final = "/deconnexion"
_BEFORE_A_PASSWORD: Final = frozenset({PASSWORD, SIGN_OUT})
"""Open to whoever has not chosen their password yet."""
_WRITES: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class FormNotOurs(Conflict):
    """The form does not carry the token of this browser: it is old, or somebody else made it."""

    code = "form-not-ours"


class PageRoute(APIRoute):
    """A page for somebody who is signed in; a form on it must be ours."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            try:
                signed = await run_in_threadpool(_signed, request)
            except SessionExpired as error:
                return await _signed_out(request, error)
            request.state.signed = signed
            request.state.caller = signed.caller
            if signed.account.must_change and request.url.path not in _BEFORE_A_PASSWORD:
                if request.method in _WRITES:
                    raise PasswordMustChange
                return RedirectResponse(PASSWORD, status_code=303)
            await check_form(request)
            return await noting(request, handle)

        return guarded


class PublicPageRoute(APIRoute):
    """A page for anybody; a form on it must be ours all the same."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            await check_form(request)
            return await handle(request)

        return guarded


class Sees:
    """A dependency that names the action of a page, and gives the caller once it is permitted."""

    def __init__(self, action: Action) -> None:
        self.action = action

    def __call__(self, request: Request) -> Caller:
        caller: Caller = request.state.caller
        request.state.action = self.action
        check_can(caller, self.action)
        return caller


def signed_of(request: Request) -> SignedIn | None:
    """Who is signed in; None on a page for anybody."""
    found: SignedIn | None = getattr(request.state, "signed", None)
    return found


def anybody(request: Request) -> SignedIn:
    """A dependency of pages that every account may see: its own."""
    signed = signed_of(request)
    if signed is None:
        raise SessionExpired
    return signed


def csrf_of(request: Request) -> str:
    """The token that forms of this browser carry; no other site can know it."""
    return csrf_for(browser_secret(request))


def csrf_for(secret: str) -> str:
    """The token of forms in a browser that holds this secret."""
    return hashlib.sha256(b"form:" + secret.encode()).hexdigest()


async def check_form(request: Request) -> None:
    """Check that a form was made by us for this browser.

    Raises:
        FormNotOurs: it carries no token, or another one.
    """
    if request.method not in _WRITES:
        return
    given = request.headers.get(CSRF_HEADER) or str((await request.form()).get(CSRF_FIELD, ""))
    if not hmac.compare_digest(given.encode(), csrf_of(request).encode()):
        raise FormNotOurs


def remember_session(response: Response, secret: str, lifetime: timedelta) -> None:
    """Give the secret of a session to the browser."""
    _set(response, SESSION_COOKIE, secret, int(lifetime.total_seconds()))


def forget_session(response: Response) -> None:
    """Take the secret of a session back."""
    response.delete_cookie(SESSION_COOKIE, path="/", secure=True, httponly=True, samesite="lax")


def remember_visit(request: Request, response: Response) -> None:
    """Tie a browser that is not signed in to its form, where it is not yet."""
    if VISIT_COOKIE not in request.cookies:
        _set(response, VISIT_COOKIE, browser_secret(request), None)


def safe_path(wanted: str | None) -> str:
    """An address on this service to go on to; the first page when it is not one of ours."""
    text = wanted or "/"
    is_ours = text.startswith("/") and not text.startswith(("//", "/\\")) and "\n" not in text
    return text if is_ours and not text.startswith(SIGN_IN) else "/"


def idle_of(request: Request) -> timedelta:
    """How long a session may go unused."""
    return timedelta(minutes=doors_of(request).settings.session_idle_minutes)


def lifetime_of(request: Request) -> timedelta:
    """How long a session may last at all."""
    return timedelta(hours=doors_of(request).settings.session_lifetime_hours)


def _signed(request: Request) -> SignedIn:
    doors = doors_of(request)
    secret = request.cookies.get(SESSION_COOKIE)
    return signed_in(doors.storage, secret=secret, now=doors.now(), idle=idle_of(request))


async def _signed_out(request: Request, error: SessionExpired) -> Response:
    """Ask to sign in; what a form had brought waits on the page meanwhile."""
    if request.method not in _WRITES:
        address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        sign_in = f"{SIGN_IN}?suite={quote(address, safe='')}"
        if "hx-request" in request.headers:
            # A region would otherwise be replaced by the page that asks to sign in.
            return Response(status_code=204, headers={"HX-Redirect": sign_in})
        return RedirectResponse(sign_in, status_code=303)
    request.state.kept_form = [
        (name, value)
        for name, value in (await request.form()).multi_items()
        if isinstance(value, str) and name != CSRF_FIELD
    ]
    raise error


def browser_secret(request: Request) -> str:
    """The secret this browser already holds, or one drawn for it now."""
    held = request.cookies.get(SESSION_COOKIE) or request.cookies.get(VISIT_COOKIE)
    if held:
        return held
    drawn: str | None = getattr(request.state, "drawn_secret", None)
    if drawn is None:
        drawn = secrets.token_urlsafe(32)
        request.state.drawn_secret = drawn
    return drawn


def _set(response: Response, name: str, value: str, seconds: int | None) -> None:
    # Lax, not strict: somebody who follows a link in a message is still signed in.
    response.set_cookie(
        name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="lax"
    )
