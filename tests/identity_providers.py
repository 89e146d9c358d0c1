"""A real OpenID Connect provider (Canaille) on this machine, honest unless a test spoils it."""

import json
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from flask import Flask
from joserfc import jwt
from joserfc.jwk import JWKRegistry, RSAKey
from werkzeug.wrappers import Response

CLIENT_ID, CLIENT_SECRET = "jisr-tests", "invented-secret-of-the-service"
PASSWORD = "mot de passe chez le fournisseur"
Claims = dict[str, Any]
_SIGNATURE = "RS512"


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing: addresses hold codes."""


def a_key() -> RSAKey:
    """A fresh key that signs proofs."""
    key = JWKRegistry.generate_key("RSA", 2048)
    assert isinstance(key, RSAKey)
    key.ensure_kid()
    return key


@dataclass
class Provider:
    """The provider while it runs, and what a test may spoil in its proofs."""

    issuer: str
    app: Flask
    key: RSAKey
    spoil: Callable[[str], str] | None = None
    """Turns each proof that it gives into another one."""
    answered: list[str] = field(default_factory=list)
    """Paths asked for, in order."""

    def person(self, user_name: str) -> None:
        """Somebody whom the provider knows."""
        with self.app.app_context():
            user = models.User(
                user_name=user_name,
                family_name="Inventé",
                display_name=user_name,
                emails=[f"{user_name}@exemple.test"],
                password=PASSWORD,
            )
            Backend.instance.save(user)

    def register(self, public_url: str) -> None:
        """Make the service known there."""
        with self.app.app_context():
            client = models.Client(
                client_id=CLIENT_ID,
                client_secret=CLIENT_SECRET,
                client_id_issued_at=datetime.now(UTC),
                client_name="Jisr",
                client_uri="https://jisr.test",
                redirect_uris=[f"{public_url}/connexion/retour"],
                post_logout_redirect_uris=[f"{public_url}/connexion"],
                grant_types=["authorization_code"],
                response_types=["code"],
                scope=["openid", "profile"],
                token_endpoint_auth_method="client_secret_basic",
            )
            Backend.instance.save(client)
            client.audience = [client]
            Backend.instance.save(client)

    def changes(self, **claims: Any) -> None:
        """Give proofs that state something else, rightly signed."""

        def spoil(written: str) -> str:
            kept = self.claims_of(written)
            return self.signed({k: v for k, v in (kept | claims).items() if v is not None})

        self.spoil = spoil

    def claims_of(self, written: str) -> Claims:
        return jwt.decode(written, self.key, algorithms=[_SIGNATURE]).claims

    def signed(self, claims: Claims, key: RSAKey | None = None) -> str:
        used = key or self.key
        header = {"alg": _SIGNATURE, "kid": used.kid}
        return jwt.encode(header, claims, used, algorithms=[_SIGNATURE])

    def rotate(self) -> None:
        """Sign with a new key from now on, and publish no other."""
        self.key = a_key()
        self.app.config["CANAILLE_OIDC"]["ACTIVE_JWKS"] = [self.key.as_dict(private=True)]

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.answered.append(environ["PATH_INFO"])
        if self.spoil is None or environ["PATH_INFO"] != "/oauth/token":
            return self.app(environ, start)
        answered = Response.from_app(self.app, environ)
        answer = json.loads(answered.get_data())
        if "id_token" in answer:
            answer["id_token"] = self.spoil(answer["id_token"])
        answered.set_data(json.dumps(answer))
        return answered(environ, start)


@contextmanager
def a_provider(folder: Path) -> Iterator[Provider]:
    """A provider on a free port of this machine, until the block ends."""
    key = a_key()
    with pytest.MonkeyPatch.context() as patch:
        # Its library asks for this before it speaks without TLS, even within one machine.
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        port = _free_port()
        app = create_app(config=_config(folder, port, key), env_file=None, env_prefix="NONE_")
        provider = Provider(issuer=f"http://127.0.0.1:{port}", app=app, key=key)
        server = make_server(
            "127.0.0.1", port, provider, server_class=WSGIServer, handler_class=_Silent
        )
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            server.server_close()
            thread.join(timeout=10)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def _config(folder: Path, port: int, key: RSAKey) -> dict[str, Any]:
    return {
        "SECRET_KEY": "invented-for-the-tests-only",
        "ENV_FILE": None,
        "PREFERRED_URL_SCHEME": "http",
        "SERVER_NAME": f"127.0.0.1:{port}",
        "CANAILLE": {
            "DATABASE": "sql",
            "JAVASCRIPT": False,
            "ACL": {"DEFAULT": {"PERMISSIONS": ["use_oidc"]}},
            "LOGGING": {"version": 1, "disable_existing_loggers": False},
        },
        "CANAILLE_SQL": {
            "DATABASE_URI": f"sqlite:///{folder / 'provider.db'}",
            "PASSWORD_HASH_PARAMS": {"pbkdf2_sha512__rounds": 1000},
        },
        "CANAILLE_OIDC": {"ACTIVE_JWKS": [key.as_dict(private=True)]},
    }
