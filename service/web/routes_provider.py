"""Signing in with another service: to it, and back."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from matching.errors import MatchingError
from service.actions.access.accounts import AccountLocked
from service.actions.access.identity_provider import (
    RETURN_PATH,
    IdentityNotProven,
    IdentityProvider,
    ProviderUnreachable,
)
from service.actions.access.provider_sign_in import (
    AccountClosed,
    AccountNotLinked,
    Brought,
    SignInNotBegun,
    enter,
    leave_to_sign_in,
    take_back,
)
from service.doors import Doors
from service.problems import problem_document, status_of
from service.web.languages import page_language
from service.web.leaving import leave
from service.web.rendering import page
from service.web.routes_session import (
    DoorsHere,
    LongText,
    Text,
    go_on,
    kept_fields,
    sign_in_context,
)
from service.web.signing import (
    PublicPageRoute,
    browser_secret,
    lifetime_of,
    remember_visit,
    safe_path,
)
from service.web.static_files import NoSuchPage

OUT = "/connexion/fournisseur"
Given = Annotated[str, Query(max_length=4000)]
_REFUSALS = (
    AccountClosed,
    AccountLocked,
    AccountNotLinked,
    IdentityNotProven,
    ProviderUnreachable,
)


def provider_router() -> APIRouter:
    """The way out and the way back, for whoever is not signed in yet."""
    router = APIRouter(route_class=PublicPageRoute, include_in_schema=False)
    router.add_api_route(OUT, go_out, methods=["POST"])
    router.add_api_route(RETURN_PATH, come_back, methods=["GET"])
    return router


def go_out(request: Request, doors: DoorsHere, suite: Text = "/", garde: LongText = "") -> Response:
    """Leave to sign in; what a form had brought waits here."""
    provider, onward = _provider(doors), safe_path(suite)
    try:
        address = leave_to_sign_in(
            doors.storage,
            provider,
            browser=browser_secret(request),
            onward=onward,
            kept=garde,
            language=page_language(request).value,
            now=doors.now(),
        )
    except ProviderUnreachable as error:
        return _refused(request, error, onward, garde)
    return leave(request, doors, address, is_end=False)


def come_back(
    request: Request,
    doors: DoorsHere,
    state: Given = "",
    code: Given = "",
    error: Given = "",
    iss: Given = "",
) -> Response:
    """Come back with a proof, and begin a session if it holds."""
    provider = _provider(doors)
    try:
        departed = take_back(
            doors.storage, state=state, browser=browser_secret(request), now=doors.now()
        )
    except SignInNotBegun as problem:
        return _refused(request, problem, "/", "")
    try:
        secret = enter(
            doors.storage,
            provider,
            departed=departed,
            brought=Brought(code=code, error=error, issuer=iss),
            login_claim=doors.settings.oidc_login_claim,
            now=doors.now(),
            lifetime=lifetime_of(request),
        )
    except _REFUSALS as problem:
        return _refused(request, problem, departed.onward, departed.kept)
    return go_on(request, secret, departed.onward, kept_fields(departed.kept))


def _provider(doors: Doors) -> IdentityProvider:
    """The other service.

    Raises:
        NoSuchPage: there is none, and these addresses are nothing.
    """
    if doors.provider is None:
        raise NoSuchPage
    return doors.provider


def _refused(request: Request, error: MatchingError, onward: str, kept: str) -> Response:
    """The sign-in page with what went wrong; a password still opens it."""
    document = problem_document(error, page_language(request))
    request.state.problem_code = error.code
    context = sign_in_context(request, onward, kept_fields(kept)) | {"problem": document}
    response = page(request, "connexion.html", context, status=status_of(type(error)))
    remember_visit(request, response)
    return response
