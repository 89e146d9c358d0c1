"""Giving, listing and taking back the right to speak to the service."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from matching.vocabulary import Role
from service.security import Action, Caller, check_can, new_token
from service.storage import Storage, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A token as it is asked for."""

    name: str
    """Whose it is; nobody but administrators reads it."""
    role: Role
    territory: frozenset[str] | None
    """Region codes; None for everywhere."""
    lifetime_days: int
    """At least 1."""


def create_token(
    storage: Storage, *, caller: Caller, now: datetime, wanted: Wanted
) -> tuple[str, Token]:
    """Draw a token and keep all of it but its secret.

    Returns:
        The secret, which is kept nowhere and must be shown now, and the token.

    Raises:
        RoleNotAllowed: not the caller's to give.
    """
    check_can(caller, Action.MANAGE_TOKENS)
    secret, token = new_token(
        wanted.name,
        wanted.role,
        wanted.territory,
        now=now,
        expires_at=now + timedelta(days=wanted.lifetime_days),
    )
    with storage.begin() as work:
        work.tokens.add(token)
    return secret, token


def revoke_token(storage: Storage, *, caller: Caller, now: datetime, token_id: UUID) -> Token:
    """End a token at once; one that was revoked before keeps its first date.

    Raises:
        RoleNotAllowed: not the caller's to take back.
        NoSuchToken: there is none with that id.
    """
    check_can(caller, Action.MANAGE_TOKENS)
    with storage.begin() as work:
        return work.tokens.revoke(token_id, at=now)


def list_tokens(storage: Storage, *, caller: Caller) -> list[Token]:
    """Every token, oldest first, revoked and expired ones included.

    Raises:
        RoleNotAllowed: not the caller's to see.
    """
    check_can(caller, Action.MANAGE_TOKENS)
    with storage.read() as work:
        return work.tokens.list()
