"""What routes of the API are handed besides: who is asking, and in which language."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Header, Request, Response
from fastapi.security.utils import get_authorization_scheme_param

from matching.errors import InvalidInput
from service.doors import Doors, doors_of
from service.problems import Fault, IfMatchMissing, invalid_request
from service.security import Action, Caller, authenticate, check_can
from service.wording import Language, language_asked

PREFIX: Final = "/api/v1"
"""Of every address of the API."""


def identify(request: Request) -> Caller:
    """Find who is asking, by the bearer token of the request.

    Raises:
        NotAuthenticated: there is no token, or it is not accepted.
    """
    doors = doors_of(request)
    scheme, secret = get_authorization_scheme_param(request.headers.get("authorization"))
    with doors.storage.read() as work:
        return authenticate(work, secret if scheme.lower() == "bearer" else None, doors.now())


class Asks:
    """A dependency that names the action of a route, and gives the caller once it is permitted.

    A route without one is refused by `GuardedRoute`: nothing is open because someone forgot.
    """

    def __init__(self, action: Action) -> None:
        self.action = action

    def __call__(self, request: Request) -> Caller:
        caller: Caller = request.state.caller
        request.state.action = self.action
        check_can(caller, self.action)
        return caller


def language_of(request: Request, response: Response) -> Language:
    """The language asked for; the answer says which one it is in."""
    language = language_asked(request.headers.get("accept-language"))
    response.headers["Content-Language"] = language.value
    response.headers["Vary"] = "Accept-Language"
    return language


def expected_version(
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description='ETag of the version that was read, for example `"3"`.',
            max_length=200,
        ),
    ] = None,
) -> int:
    """The version that the caller has read; replacing or removing blindly is refused.

    Raises:
        IfMatchMissing: the header is absent, or accepts any version.
        InvalidInput: it is not an ETag of ours.
    """
    if if_match is None or if_match.strip() == "*":
        raise IfMatchMissing
    version = if_match.strip().removeprefix("W/").strip('"')
    if not version.isdecimal() or len(version) > _LONGEST_VERSION:
        raise _not_an_etag()
    return int(version)


def etag(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


def _not_an_etag() -> InvalidInput:
    return invalid_request([Fault(code="not-the-format", parameter="If-Match")])


_LONGEST_VERSION = 9

DoorsHere = Annotated[Doors, Depends(doors_of)]
LanguageHere = Annotated[Language, Depends(language_of)]
ExpectedVersion = Annotated[int, Depends(expected_version)]


def replayed_id(request: Request) -> UUID | None:
    """Id of what the first request with this idempotency key made; None for a first request."""
    found: UUID | None = getattr(request.state, "replayed_id", None)
    return found


ReplayedId = Annotated[UUID | None, Depends(replayed_id)]
