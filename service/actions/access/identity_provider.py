"""A service elsewhere that proves who somebody is: OpenID Connect, authorization code with PKCE.

Nothing here is imported or asked while no provider is configured.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from matching.errors import NotAuthenticated, NotReady
from service.logs import logger
from service.settings import Settings

if TYPE_CHECKING:
    from authlib.integrations.httpx_client import OAuth2Client
    from joserfc.jwk import KeySet
    from joserfc.jwt import Token
    from pydantic import SecretStr

RETURN_PATH: Final = "/connexion/retour"
"""Where the provider sends people back to; registered there under the public address."""
CLOCK_SKEW_SECONDS: Final = 120
"""How far the clocks of two machines may lie apart."""
SIGNATURES: Final = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)
"""With a key of the provider that we never hold; "none" and shared secrets are not among them."""
_PATIENCE_SECONDS: Final = 5.0
_KNOWN_SECONDS: Final = 3600.0
"""How long what the provider says of itself is believed; a key that it withdrew is gone by then."""
_SECRET_BYTES: Final = 32
_LONGEST_SUBJECT: Final = 255


class ProviderUnreachable(NotReady):
    """The provider does not answer, or what it answers is not OpenID Connect."""

    code = "provider-unreachable"


class IdentityNotProven(NotAuthenticated):
    """The provider, or somebody in its name, gave no proof that holds."""

    code = "identity-not-proven"


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A person on their way to the provider, and what only this service knows of it."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who somebody is at the provider, proven."""

    issuer: str
    subject: str
    """Never given to anybody else there."""
    claims: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the provider published."""

    metadata: Mapping[str, Any]
    keys: "KeySet"
    read_at: float


class IdentityProvider:
    """One provider. Safe to share between threads."""

    def __init__(
        self, *, issuer: str, client_id: str, client_secret: "SecretStr", public_url: str
    ) -> None:
        """Keep the terms; nothing is asked yet.

        Args:
            issuer: Its address, letter for letter as it names itself.
            client_id: What it calls this service.
            client_secret: Given with it.
            public_url: Address of this service for browsers.
        """
        self.issuer = issuer
        self._client_id = client_id
        self._client_secret = client_secret
        self._public_url = public_url.rstrip("/")
        self._lock = Lock()
        self._known: _Known | None = None

    @classmethod
    def of(cls, settings: Settings) -> "IdentityProvider | None":
        """The provider that is configured; None when there is none."""
        issuer, client_id = settings.oidc_issuer, settings.oidc_client_id
        secret, public_url = settings.oidc_client_secret, settings.public_url
        if issuer is None or client_id is None or secret is None or public_url is None:
            return None
        return cls(issuer=issuer, client_id=client_id, client_secret=secret, public_url=public_url)

    def depart(self, language: str) -> Departure:
        """Where to send somebody who signs in, with fresh secrets.

        Raises:
            ProviderUnreachable: as its name says.
        """
        known = self._published()
        state, nonce, verifier = (secrets.token_urlsafe(_SECRET_BYTES) for _ in range(3))
        with self._client(known) as client:
            address, _ = client.create_authorization_url(
                known.metadata["authorization_endpoint"],
                state=state,
                code_verifier=verifier,
                nonce=nonce,
                ui_locales=language,
            )
        return Departure(address=address, state=state, nonce=nonce, verifier=verifier)

    def prove(self, *, code: str, nonce: str, verifier: str, now: datetime) -> Identity:
        """Exchange the code that a browser brought back for a proof, and check it.

        Args:
            code: Of the provider, for one use.
            nonce: Of the departure; the proof must name it.
            verifier: Of the departure; the provider checks that both requests come from us.
            now: Aware.

        Raises:
            ProviderUnreachable: as its name says.
            IdentityNotProven: the code is refused, or the proof does not hold.
        """
        known = self._published()
        with _failures_named(), self._client(known) as client:
            answer = client.fetch_token(
                known.metadata["token_endpoint"], code=code, code_verifier=verifier
            )
            claims = self._checked(answer, nonce, now)
        return Identity(issuer=self.issuer, subject=claims["sub"], claims=claims)

    def farewell(self, language: str) -> str | None:
        """Where somebody ends their session at the provider too; None when it has no such place.

        Raises:
            ProviderUnreachable: as its name says.
        """
        from authlib.common.urls import add_params_to_uri

        endpoint = self._published().metadata.get("end_session_endpoint")
        if not endpoint:
            return None
        asked = {
            "client_id": self._client_id,
            "post_logout_redirect_uri": f"{self._public_url}/connexion",
            "ui_locales": language,
        }
        return str(add_params_to_uri(endpoint, asked.items()))

    def _checked(self, answer: Mapping[str, Any], nonce: str, now: datetime) -> dict[str, Any]:
        """The statements of a proof once every one that must hold does."""
        from authlib.oidc.core import CodeIDToken

        token = self._decoded(str(answer.get("id_token") or ""))
        wanted = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self._client_id},
        }
        given = {
            "nonce": nonce,
            "client_id": self._client_id,
            "access_token": answer.get("access_token"),
        }
        claims = CodeIDToken(token.claims, token.header, wanted, given)
        claims.validate(now=int(now.timestamp()), leeway=CLOCK_SKEW_SECONDS)
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
            raise _refused("subject")
        return dict(claims)

    def _decoded(self, written: str) -> "Token":
        """A proof whose signature holds; keys that are not known yet are asked for once."""
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jws import JWSRegistry

        registry = JWSRegistry(algorithms=list(SIGNATURES), strict_check_header=False)
        known = self._published()
        try:
            return jwt.decode(written, known.keys, registry=registry)
        except JoseError:
            fresh = self._published(after=known)
            return jwt.decode(written, fresh.keys, registry=registry)

    def _published(self, after: _Known | None = None) -> _Known:
        """What the provider says of itself, asked again when it is old or is `after`."""
        with self._lock:
            known = self._known
            is_old = known is None or monotonic() - known.read_at > _KNOWN_SECONDS
            if known is None or is_old or known is after:
                known = self._known = self._asked()
            return known

    def _asked(self) -> _Known:
        import httpx2
        from joserfc.jwk import KeySet

        address = self.issuer.rstrip("/") + "/.well-known/openid-configuration"
        with _failures_named(), httpx2.Client(timeout=_PATIENCE_SECONDS) as client:
            metadata = client.get(address).raise_for_status().json()
            self._check_metadata(metadata)
            keys = KeySet.import_key_set(client.get(metadata["jwks_uri"]).raise_for_status().json())
        return _Known(metadata, keys, monotonic())

    def _check_metadata(self, metadata: Mapping[str, Any]) -> None:
        if metadata.get("issuer") != self.issuer:
            raise _unreachable("issuer")
        own_scheme = urlsplit(self.issuer).scheme
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if urlsplit(str(metadata.get(name))).scheme not in {"https", own_scheme}:
                raise _unreachable(name.replace("_", "-"))

    def _client(self, known: _Known) -> "OAuth2Client":
        from authlib.integrations.httpx_client import OAuth2Client

        offered = known.metadata.get("token_endpoint_auth_methods_supported") or ()
        in_body = "client_secret_post" in offered and "client_secret_basic" not in offered
        return OAuth2Client(
            client_id=self._client_id,
            client_secret=self._client_secret.get_secret_value(),
            token_endpoint_auth_method="client_secret_post" if in_body else "client_secret_basic",
            scope="openid profile",
            redirect_uri=self._public_url + RETURN_PATH,
            code_challenge_method="S256",
            timeout=_PATIENCE_SECONDS,
        )


@contextmanager
def _failures_named() -> Iterator[None]:
    """Turn what libraries report into errors of ours; the log learns which kind it was."""
    from authlib.common.errors import AuthlibBaseError
    from httpx2 import HTTPError, InvalidURL
    from joserfc.errors import JoseError

    try:
        yield
    except JoseError as error:
        raise _refused(str(getattr(error, "claim", None) or error.error or "token")) from error
    except AuthlibBaseError as error:
        raise _refused(str(error.error or "code")) from error
    except (HTTPError, InvalidURL, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unreachable(type(error).__name__) from error


def _refused(why: str) -> IdentityNotProven:
    logger().warning("identity-refused", code=why)
    return IdentityNotProven()


def _unreachable(why: str) -> ProviderUnreachable:
    logger().warning("provider-unreachable", code=why)
    return ProviderUnreachable()
