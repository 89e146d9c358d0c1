"""Signing in with another service: who it proves somebody to be is matched to an account of ours.

Nobody gets an account by it: roles and territories are given here, by an administrator.
"""

import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from matching.errors import Conflict, NotAllowed
from service.actions.access.accounts import AccountLocked, begin_session, minutes_locked, sha256
from service.actions.access.identity_provider import Identity, IdentityNotProven, IdentityProvider
from service.logs import logger
from service.security import Action, Caller, check_can
from service.storage import Account, AccountLink, Departed, LinkTaken, Storage

DEPARTURE: Final = timedelta(minutes=10)
"""How long somebody may take at the other service."""


class SignInNotBegun(Conflict):
    """This browser did not leave to sign in, left too long ago, or is back already."""

    code = "sign-in-not-begun"


class AccountNotLinked(NotAllowed):
    """Who they are is proven, and no account is linked to it."""

    code = "account-not-linked"


class AccountClosed(NotAllowed):
    """Who they are is proven, and an administrator has closed their account."""

    code = "account-closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a browser brings back from the other service."""

    code: str
    error: str
    """In the code words of OAuth 2.0; empty when there is none."""
    issuer: str
    """Whose answer it says to be (RFC 9207); empty when it does not say."""


def leave_to_sign_in(
    storage: Storage,
    provider: IdentityProvider,
    *,
    browser: str,
    onward: str,
    kept: str,
    language: str,
    now: datetime,
) -> str:
    """Remember who leaves for the other service, and say where that is.

    Args:
        storage: Where departures are kept.
        provider: The other service.
        browser: Secret that only this browser holds.
        onward: Where they go on to afterwards.
        kept: What a form had brought when the session ended; empty for nothing.
        language: Of the other service's pages, where it speaks it.
        now: Aware.

    Raises:
        ProviderUnreachable: as its name says; nothing is remembered.
    """
    departure = provider.depart(language)
    departed = Departed(
        state_sha256=sha256(departure.state),
        browser_sha256=sha256(browser),
        nonce=departure.nonce,
        verifier=departure.verifier,
        onward=onward,
        kept=kept,
        expires_at=now + DEPARTURE,
    )
    with storage.begin() as work:
        work.sign_ins.depart(departed, now)
    return departure.address


def take_back(storage: Storage, *, state: str, browser: str, now: datetime) -> Departed:
    """Who comes back from the other service; only once, and only in the browser that left.

    Raises:
        SignInNotBegun: nobody left with that state, or not from this browser, or too long ago.
    """
    with storage.begin() as work:
        departed = work.sign_ins.take_back(sha256(state))
    if departed is None or departed.expires_at <= now:
        raise SignInNotBegun
    if not hmac.compare_digest(departed.browser_sha256, sha256(browser)):
        raise SignInNotBegun
    return departed


def enter(
    storage: Storage,
    provider: IdentityProvider,
    *,
    departed: Departed,
    brought: Brought,
    login_claim: str | None,
    now: datetime,
    lifetime: timedelta,
) -> str:
    """Check the proof of the other service and begin a session; returns its secret.

    Args:
        storage: Where accounts and links are.
        provider: The other service.
        departed: Who left.
        brought: What their browser brings back.
        login_claim: Statement that is a login here, for accounts without a link; None for none.
        now: Aware.
        lifetime: Of the session.

    Raises:
        ProviderUnreachable: as its name says.
        IdentityNotProven: the other service refused, or its proof does not hold.
        AccountNotLinked: nobody here is linked to it.
        AccountClosed, AccountLocked: somebody is, and may not enter.
    """
    if brought.error or brought.issuer not in {"", provider.issuer} or not brought.code:
        logger().warning("identity-refused", code=brought.error or "answer")
        raise IdentityNotProven
    identity = provider.prove(
        code=brought.code, nonce=departed.nonce, verifier=departed.verifier, now=now
    )
    account = _account_of(storage, identity, login_claim, now)
    if account.disabled_at is not None:
        raise AccountClosed
    if account.locked_until is not None and account.locked_until > now:
        raise AccountLocked(minutes=minutes_locked())
    return begin_session(storage, account, now, lifetime, issuer=provider.issuer)


def link_account(
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    account_id: UUID,
    issuer: str,
    subject: str,
    without_password: bool = False,
) -> AccountLink:
    """Let somebody whom the other service identifies enter an account.

    Args:
        storage: Where links are kept.
        caller: Who links.
        now: Aware.
        account_id: Whose account.
        issuer: Address of the other service, letter for letter.
        subject: What it calls them, letter for letter.
        without_password: The account is entered in no other way from now on.

    Raises:
        RoleNotAllowed: not the caller's to do.
        NoSuchAccount: there is none with that id.
        LinkTaken: the identity or the account has another link there.
    """
    check_can(caller, Action.MANAGE_TOKENS)
    link = AccountLink(issuer=issuer, subject=subject, account_id=account_id, linked_at=now)
    with storage.begin() as work:
        account = work.accounts.get(account_id)
        work.sign_ins.link(link)
        if without_password:
            work.accounts.put(replace(account, password_hash=None, must_change=False))
            work.accounts.end_sessions_of(account_id)
    return link


def unlink_account(storage: Storage, *, caller: Caller, account_id: UUID) -> int:
    """Drop the links of an account, and end its sessions; how many links there were.

    Raises:
        RoleNotAllowed: not the caller's to do.
        NoSuchAccount: there is none with that id.
    """
    check_can(caller, Action.MANAGE_TOKENS)
    with storage.begin() as work:
        work.accounts.get(account_id)
        count = work.sign_ins.unlink(account_id)
        work.accounts.end_sessions_of(account_id)
    return count


def list_links(storage: Storage, *, caller: Caller) -> list[AccountLink]:
    """Every link.

    Raises:
        RoleNotAllowed: not the caller's to see.
    """
    check_can(caller, Action.MANAGE_TOKENS)
    with storage.read() as work:
        return work.sign_ins.list_links()


def _account_of(
    storage: Storage, identity: Identity, login_claim: str | None, now: datetime
) -> Account:
    """The account linked to an identity, or whose login the other service states."""
    with storage.read() as work:
        link = work.sign_ins.find_link(identity.issuer, identity.subject)
        if link is not None:
            return work.accounts.get(link.account_id)
    stated = identity.claims.get(login_claim) if login_claim else None
    if not isinstance(stated, str):
        raise AccountNotLinked
    with storage.begin() as work:
        account = work.accounts.find(stated.strip().lower())
        if account is None or account.disabled_at is not None:
            raise AccountNotLinked
        # Kept from the first time: a login that the other service gives to somebody else later
        # does not open the account of whoever had it before.
        try:
            work.sign_ins.link(
                AccountLink(
                    issuer=identity.issuer,
                    subject=identity.subject,
                    account_id=account.id,
                    linked_at=now,
                )
            )
        except LinkTaken as error:
            raise AccountNotLinked from error
    return account
