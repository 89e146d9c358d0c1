"""Accounts of the pages: made by an administrator, opened with a password of one's own."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from matching.errors import InvalidInput, NotAllowed, NotAuthenticated
from matching.vocabulary import Role
from service.security import Action, Caller, check_can
from service.storage import Account, Session, Storage

if TYPE_CHECKING:
    from argon2 import PasswordHasher

FAILURES_BEFORE_LOCK: Final = 5
"""Wrong passwords in a row after which the account is locked for a while."""
LOCK: Final = timedelta(minutes=15)
SHORTEST_PASSWORD: Final = 12
"""Characters; NIST SP 800-63B asks for length, not for kinds of characters."""
LONGEST_PASSWORD: Final = 200
_USED_EVERY: Final = timedelta(minutes=1)
"""A session's last use is written at most so often: reading pages should not wait for a writer."""
_SECRET_BYTES: Final = 32
_FIRST_PASSWORD_BYTES: Final = 12


class WrongCredentials(NotAuthenticated):
    """No account has that login with that password; which of the two is wrong is not said."""

    code = "wrong-credentials"


class AccountLocked(NotAuthenticated):
    """Too many wrong passwords in a row; the account opens again by itself."""

    code = "account-locked"


class SessionExpired(NotAuthenticated):
    """There is no session, or it ended."""

    code = "session-expired"


class PasswordMustChange(NotAllowed):
    """The password was given by somebody else; it opens only the page that changes it."""

    code = "password-must-change"


class PasswordTooWeak(InvalidInput):
    """The new password is too short or too long, or is the login or the password before."""

    code = "password-too-weak"


class BadLogin(InvalidInput):
    """A login has 3 to 40 letters a-z, digits, points, dashes and underscores."""

    code = "bad-login"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account as an administrator asks for it."""

    login: str
    name: str
    role: Role
    territory: frozenset[str] | None
    """Region codes; None for everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Somebody at a browser."""

    account: Account
    caller: Caller


def create_account(
    storage: Storage, *, caller: Caller, now: datetime, wanted: NewAccount
) -> tuple[str, Account]:
    """Make an account with a first password, which must be changed when it is first used.

    Returns:
        The first password, to be shown once and kept nowhere, and the account.

    Raises:
        RoleNotAllowed: not the caller's to make.
        BadLogin: the login cannot be one.
        LoginTaken: another account has it.
    """
    check_can(caller, Action.MANAGE_TOKENS)
    password = secrets.token_urlsafe(_FIRST_PASSWORD_BYTES)
    account = _new(wanted, password, now)
    with storage.begin() as work:
        work.accounts.add(account)
    return password, account


def create_ready_account(
    storage: Storage, *, caller: Caller, now: datetime, wanted: NewAccount, password: str
) -> Account:
    """Make an account whose owner already holds its password, and need not change it.

    Raises:
        RoleNotAllowed: not the caller's to make.
        BadLogin: the login cannot be one.
        LoginTaken: another account has it.
    """
    check_can(caller, Action.MANAGE_TOKENS)
    account = replace(_new(wanted, password, now), must_change=False)
    with storage.begin() as work:
        work.accounts.add(account)
    return account


def find_account(storage: Storage, *, caller: Caller, login: str) -> Account | None:
    """The account with that login, however it is capitalised; None when there is none.

    Raises:
        RoleNotAllowed: not the caller's to see.
    """
    check_can(caller, Action.MANAGE_TOKENS)
    with storage.read() as work:
        return work.accounts.find(login.strip().lower())


def opens_with(account: Account, password: str) -> bool:
    """Whether that password opens the account; never when it is closed."""
    return _verified(account, password)


def list_accounts(storage: Storage, *, caller: Caller) -> list[Account]:
    """Every account by login, disabled ones included.

    Raises:
        RoleNotAllowed: not the caller's to see.
    """
    check_can(caller, Action.MANAGE_TOKENS)
    with storage.read() as work:
        return work.accounts.list()


def reset_password(storage: Storage, *, caller: Caller, account_id: UUID) -> tuple[str, Account]:
    """Give a new first password, open a locked account, and end its sessions.

    Raises:
        RoleNotAllowed: not the caller's to do.
        NoSuchAccount: there is none with that id.
    """
    check_can(caller, Action.MANAGE_TOKENS)
    password = secrets.token_urlsafe(_FIRST_PASSWORD_BYTES)
    hashed = _hasher().hash(password)
    with storage.begin() as work:
        account = replace(
            work.accounts.get(account_id),
            password_hash=hashed,
            must_change=True,
            failures=0,
            locked_until=None,
        )
        work.accounts.put(account)
        work.accounts.end_sessions_of(account_id)
    return password, account


def set_disabled(
    storage: Storage, *, caller: Caller, now: datetime, account_id: UUID, disabled: bool
) -> Account:
    """Close an account and end its sessions, or open it again.

    Raises:
        RoleNotAllowed: not the caller's to do.
        NoSuchAccount: there is none with that id.
    """
    check_can(caller, Action.MANAGE_TOKENS)
    with storage.begin() as work:
        before = work.accounts.get(account_id)
        account = replace(before, disabled_at=(before.disabled_at or now) if disabled else None)
        work.accounts.put(account)
        if disabled:
            work.accounts.end_sessions_of(account_id)
    return account


def sign_in(
    storage: Storage, *, login: str, password: str, now: datetime, lifetime: timedelta
) -> str:
    """Check a password and begin a session.

    A wrong password counts; `FAILURES_BEFORE_LOCK` of them in a row lock the account for `LOCK`.
    An unknown login takes as long as a wrong password, and is answered with the same words.

    Returns:
        The secret of the session, for the browser only.

    Raises:
        WrongCredentials: the two do not belong together, or the account is closed.
        AccountLocked: too many wrong passwords.
    """
    with storage.read() as work:
        account = work.accounts.find(login.strip().lower())
    if account is not None and account.locked_until is not None and account.locked_until > now:
        raise AccountLocked(minutes=minutes_locked())
    is_right = _verified(account, password)
    if account is None or not is_right:
        if account is not None:
            _count_failure(storage, account.id, now)
        raise WrongCredentials
    return begin_session(storage, account, now, lifetime)


def begin_session(
    storage: Storage,
    account: Account,
    now: datetime,
    lifetime: timedelta,
    *,
    issuer: str | None = None,
) -> str:
    """Begin a session for somebody whose identity was just proven; returns its secret.

    Args:
        storage: Where sessions are kept.
        account: Whose it is.
        now: Aware.
        lifetime: How long it lasts at most.
        issuer: Who proved the identity; None for a password.
    """
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    session = Session(
        secret_sha256=sha256(secret),
        account_id=account.id,
        began_at=now,
        used_at=now,
        expires_at=now + lifetime,
        issuer=issuer,
    )
    with storage.begin() as work:
        work.accounts.put(replace(work.accounts.get(account.id), failures=0, locked_until=None))
        work.accounts.begin_session(session)
    return secret


def signed_in(storage: Storage, *, secret: str | None, now: datetime, idle: timedelta) -> SignedIn:
    """Who is at the browser that carries that secret.

    Raises:
        SessionExpired: nobody; the session ended, was not used for `idle`, or never was.
    """
    if not secret:
        raise SessionExpired
    key = sha256(secret)
    with storage.read() as work:
        session = work.accounts.session(key)
        account = None if session is None else work.accounts.get(session.account_id)
    if session is None or account is None or account.disabled_at is not None:
        raise SessionExpired
    if session.expires_at <= now or session.used_at + idle <= now:
        raise SessionExpired
    if now - session.used_at >= _USED_EVERY:
        with storage.begin() as work:
            work.accounts.use_session(key, now)
    return SignedIn(account=account, caller=_caller(account))


def sign_out(storage: Storage, *, secret: str | None) -> str | None:
    """End a session; nothing happens when there is none.

    Returns:
        Who had identified the person; None where a password did, or nobody.
    """
    if not secret:
        return None
    key = sha256(secret)
    with storage.begin() as work:
        session = work.accounts.session(key)
        work.accounts.end_session(key)
    return None if session is None else session.issuer


def change_password(
    storage: Storage, *, account_id: UUID, current: str, wanted: str, now: datetime
) -> None:
    """Replace one's own password, and end the other sessions.

    Raises:
        WrongCredentials: the current password is another one.
        PasswordTooWeak: the new one is; `least` is the shortest length allowed.
    """
    with storage.read() as work:
        account = work.accounts.get(account_id)
    if not _verified(account, current):
        _count_failure(storage, account.id, now)
        raise WrongCredentials
    _check_password(account, current, wanted)
    hashed = _hasher().hash(wanted)
    with storage.begin() as work:
        fresh = work.accounts.get(account_id)
        work.accounts.put(replace(fresh, password_hash=hashed, must_change=False, failures=0))
        work.accounts.end_sessions_of(account_id)


def _caller(account: Account) -> Caller:
    return Caller(
        id=str(account.id), role=account.role, territory=account.territory, name=account.name
    )


def _new(wanted: NewAccount, password: str, now: datetime) -> Account:
    login = _login(wanted.login)
    return Account(
        id=uuid4(),
        login=login,
        name=wanted.name.strip() or login,
        role=wanted.role,
        territory=wanted.territory,
        password_hash=_hasher().hash(password),
        must_change=True,
        created_at=now,
    )


def _login(written: str) -> str:
    login = written.strip().lower()
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789._-")
    if not 3 <= len(login) <= 40 or not set(login) <= allowed:
        raise BadLogin
    return login


def _check_password(account: Account, current: str, wanted: str) -> None:
    fits = SHORTEST_PASSWORD <= len(wanted) <= LONGEST_PASSWORD
    is_own = wanted != current and account.login not in wanted.lower()
    if not fits or not is_own or len(set(wanted)) < SHORTEST_PASSWORD // 2:
        raise PasswordTooWeak(least=SHORTEST_PASSWORD)


def _verified(account: Account | None, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError

    known = account is not None and account.password_hash and account.disabled_at is None
    hashed = account.password_hash if account is not None and known else _nobodys_hash()
    try:
        _hasher().verify(str(hashed), password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False
    return bool(known)


def _count_failure(storage: Storage, account_id: UUID, now: datetime) -> None:
    with storage.begin() as work:
        account = work.accounts.get(account_id)
        work.accounts.put(_failed(account, now))


def _failed(account: Account, now: datetime) -> Account:
    failures = account.failures + 1
    if failures < FAILURES_BEFORE_LOCK:
        return replace(account, failures=failures)
    return replace(account, failures=0, locked_until=now + LOCK)


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys_hash() -> str:
    """Checked when there is no account, so that an answer takes as long as if there were one."""
    return _hasher().hash(secrets.token_urlsafe(_SECRET_BYTES))


def minutes_locked() -> int:
    """Minutes after which a locked account opens by itself, at most."""
    return int(LOCK.total_seconds() // 60)


def sha256(secret: str) -> str:
    """What is kept of a secret: 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()
