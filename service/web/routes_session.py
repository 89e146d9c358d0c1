"""Signing in and out, one's own password, the language of the pages."""

import json
from functools import partial
from typing import Annotated, Final

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from service.actions.access.accounts import (
    SHORTEST_PASSWORD,
    AccountLocked,
    PasswordTooWeak,
    SignedIn,
    WrongCredentials,
    change_password,
    sign_in,
    sign_out,
)
from service.doors import Doors, doors_of
from service.problems import problem_document, status_of
from service.web.languages import COOKIE, page_language
from service.web.leaving import farewell
from service.web.rendering import page
from service.web.signing import (
    PASSWORD,
    SESSION_COOKIE,
    SIGN_IN,
    SIGN_OUT,
    PageRoute,
    PublicPageRoute,
    anybody,
    csrf_for,
    forget_session,
    lifetime_of,
    remember_session,
    remember_visit,
    safe_path,
)
from service.wording import Language

DoorsHere = Annotated[Doors, Depends(doors_of)]
SignedHere = Annotated[SignedIn, Depends(anybody)]
Text = Annotated[str, Form(max_length=400)]
LongText = Annotated[str, Form(max_length=200_000)]

_PASSWORDS: Final = CapacityLimiter(2)
"""Passwords checked at the same time: each takes 64 MiB and the better part of a core."""
_LANGUAGE_SECONDS = 365 * 24 * 3600


def public_session_router() -> APIRouter:
    """Pages that somebody who is not signed in may see."""
    router = APIRouter(route_class=PublicPageRoute, include_in_schema=False)
    router.add_api_route(SIGN_IN, ask_sign_in, methods=["GET"])
    router.add_api_route(SIGN_IN, do_sign_in, methods=["POST"])
    router.add_api_route("/langue", choose_language, methods=["POST"])
    return router


def session_router() -> APIRouter:
    """Pages about one's own session."""
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    router.add_api_route(SIGN_OUT, do_sign_out, methods=["POST"])
    router.add_api_route(PASSWORD, ask_password, methods=["GET"])
    router.add_api_route(PASSWORD, do_change_password, methods=["POST"])
    return router


def ask_sign_in(request: Request, suite: str = "/") -> Response:
    """The page that asks who it is."""
    response = page(request, "connexion.html", sign_in_context(request, safe_path(suite)))
    remember_visit(request, response)
    return response


async def do_sign_in(
    request: Request,
    doors: DoorsHere,
    identifiant: Text = "",
    mot_de_passe: Text = "",
    suite: Text = "/",
    garde: LongText = "",
) -> Response:
    """Begin a session, and go on to where the person was."""
    onward, kept = safe_path(suite), kept_fields(garde)
    check = partial(
        sign_in,
        doors.storage,
        login=identifiant,
        password=mot_de_passe,
        now=doors.now(),
        lifetime=lifetime_of(request),
    )
    try:
        # Outside the threads of other pages: those go on while a whole office signs in.
        secret = await to_thread.run_sync(check, limiter=_PASSWORDS)
    except (WrongCredentials, AccountLocked) as error:
        problem = problem_document(error, page_language(request))
        context = sign_in_context(request, onward, kept)
        context |= {"problem": problem, "login": identifiant}
        return page(request, "connexion.html", context, status=status_of(type(error)))
    return await run_in_threadpool(go_on, request, secret, onward, kept)


def go_on(request: Request, secret: str, onward: str, kept: list[tuple[str, str]]) -> Response:
    """Give the browser its new session, and lead on; what a form had brought is shown first.

    The session that the browser held before ends.
    """
    sign_out(doors_of(request).storage, secret=request.cookies.get(SESSION_COOKIE))
    response: Response
    if kept:
        context = {"onward": onward, "kept": kept, "csrf": csrf_for(secret)}
        response = page(request, "reprise.html", context)
    else:
        response = RedirectResponse(onward, status_code=303)
    remember_session(response, secret, lifetime_of(request))
    return response


def do_sign_out(request: Request, doors: DoorsHere) -> Response:
    """End the session, and the one at the service that had identified the person."""
    issuer = sign_out(doors.storage, secret=request.cookies.get(SESSION_COOKIE))
    response = farewell(request, doors, issuer) or RedirectResponse(SIGN_IN, status_code=303)
    forget_session(response)
    return response


def ask_password(request: Request, signed: SignedHere) -> Response:
    """The page that changes one's own password."""
    return page(request, "mot_de_passe.html", _password_context(signed))


def do_change_password(
    request: Request,
    doors: DoorsHere,
    signed: SignedHere,
    actuel: Text = "",
    nouveau: Text = "",
    encore: Text = "",
) -> Response:
    """Replace the password; every session ends, and a new one begins here."""
    context = _password_context(signed)
    if nouveau != encore:
        return page(request, "mot_de_passe.html", context | {"differ": True}, status=422)
    now = doors.now()
    try:
        change_password(
            doors.storage, account_id=signed.account.id, current=actuel, wanted=nouveau, now=now
        )
        secret = sign_in(
            doors.storage,
            login=signed.account.login,
            password=nouveau,
            now=now,
            lifetime=lifetime_of(request),
        )
    except (WrongCredentials, PasswordTooWeak) as error:
        problem = problem_document(error, page_language(request))
        return page(request, "mot_de_passe.html", context | {"problem": problem}, status=422)
    response = RedirectResponse("/", status_code=303)
    remember_session(response, secret, lifetime_of(request))
    return response


def choose_language(langue: Annotated[Language, Form()], suite: Text = "/") -> Response:
    """Keep the language the reader chose."""
    onward = suite if suite.startswith(SIGN_IN) else safe_path(suite)
    response = RedirectResponse(onward, status_code=303)
    response.set_cookie(
        COOKIE, langue.value, max_age=_LANGUAGE_SECONDS, path="/", secure=True, samesite="lax"
    )
    return response


def sign_in_context(
    request: Request, onward: str, kept: list[tuple[str, str]] | None = None
) -> dict[str, object]:
    """What the sign-in page shows: where to go on to, and what waits to be sent again."""
    doors = doors_of(request)
    return {
        "provider": doors.settings.oidc_name if doors.provider else None,
        "onward": onward,
        "kept": json.dumps(kept, ensure_ascii=False) if kept else "",
        "problem": None,
        "login": "",
    }


def kept_fields(written: str) -> list[tuple[str, str]]:
    """Fields that waited while their author signed in; none when they cannot be read."""
    try:
        found = json.loads(written) if written else []
        return [(str(name), str(value)) for name, value in found]
    except (ValueError, TypeError):
        return []


def _password_context(signed: SignedIn) -> dict[str, object]:
    return {
        "least": SHORTEST_PASSWORD,
        "must_change": signed.account.must_change,
        "has_password": signed.account.password_hash is not None,
        "differ": False,
        "problem": None,
    }
