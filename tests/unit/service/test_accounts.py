"""Accounts: a first password that must change, a lock after wrong ones, sessions that end."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from matching.vocabulary import Role
from service.actions.access.accounts import (
    FAILURES_BEFORE_LOCK,
    LOCK,
    AccountLocked,
    BadLogin,
    NewAccount,
    PasswordTooWeak,
    SessionExpired,
    WrongCredentials,
    change_password,
    create_account,
    reset_password,
    set_disabled,
    sign_in,
    sign_out,
    signed_in,
)
from service.security import Caller, RoleNotAllowed
from service.storage import Account, LoginTaken, Storage
from tests.storage_fixtures import migrated_storage

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
DAY = timedelta(hours=10)
IDLE = timedelta(hours=1)
ADMINISTRATOR = Caller(id="a", role=Role.ADMINISTRATOR, territory=None, name="")
OWN = "quatre mots sans rapport"


@pytest.fixture
def storage() -> Iterator[Storage]:
    with migrated_storage("sqlite") as made:
        yield made


def an_account(storage: Storage, login: str = "s.alaoui") -> tuple[str, Account]:
    wanted = NewAccount(login=login, name="Invented", role=Role.OFFICER, territory=None)
    return create_account(storage, caller=ADMINISTRATOR, now=NOW, wanted=wanted)


def enter(storage: Storage, password: str, now: datetime = NOW, login: str = "s.alaoui") -> str:
    return sign_in(storage, login=login, password=password, now=now, lifetime=DAY)


def who(storage: Storage, secret: str | None, now: datetime = NOW) -> Account:
    return signed_in(storage, secret=secret, now=now, idle=IDLE).account


def test_a_first_password_opens_the_account_and_says_that_it_must_change(storage: Storage) -> None:
    password, account = an_account(storage)
    found = who(storage, enter(storage, password))
    assert (found.id, found.must_change) == (account.id, True)
    assert password not in str(account)


def test_a_changed_password_replaces_the_first_and_ends_every_session(storage: Storage) -> None:
    first, account = an_account(storage)
    secret = enter(storage, first)
    change_password(storage, account_id=account.id, current=first, wanted=OWN, now=NOW)
    with pytest.raises(SessionExpired):
        who(storage, secret)
    with pytest.raises(WrongCredentials):
        enter(storage, first)
    assert not who(storage, enter(storage, OWN)).must_change


@pytest.mark.parametrize(
    "weak", ["court", "aaaaaaaaaaaaaaaa", "le-compte-s.alaoui-2026", "x" * 201]
)
def test_a_weak_password_is_refused(storage: Storage, weak: str) -> None:
    first, account = an_account(storage)
    with pytest.raises(PasswordTooWeak):
        change_password(storage, account_id=account.id, current=first, wanted=weak, now=NOW)


def test_wrong_passwords_lock_the_account_which_opens_again_by_itself(storage: Storage) -> None:
    password, _ = an_account(storage)
    for _ in range(FAILURES_BEFORE_LOCK):
        with pytest.raises(WrongCredentials):
            enter(storage, "wrong")
    with pytest.raises(AccountLocked):
        enter(storage, password)
    assert enter(storage, password, NOW + LOCK)


def test_a_right_password_forgets_the_wrong_ones_before(storage: Storage) -> None:
    password, _ = an_account(storage)
    for _ in range(3):
        for _ in range(FAILURES_BEFORE_LOCK - 1):
            with pytest.raises(WrongCredentials):
                enter(storage, "wrong")
        assert enter(storage, password)


def test_an_unknown_login_is_answered_like_a_wrong_password(storage: Storage) -> None:
    with pytest.raises(WrongCredentials):
        enter(storage, "anything", login="nobody")


def test_a_session_ends_when_it_is_not_used_and_after_its_lifetime(storage: Storage) -> None:
    password, _ = an_account(storage)
    secret = enter(storage, password)
    with pytest.raises(SessionExpired):
        who(storage, secret, NOW + IDLE)
    for hour in range(1, 11):
        moment = NOW + timedelta(minutes=59 * hour)
        who(storage, secret, moment)
    with pytest.raises(SessionExpired):
        who(storage, secret, NOW + DAY)


def test_signing_out_ends_the_session(storage: Storage) -> None:
    password, _ = an_account(storage)
    secret = enter(storage, password)
    sign_out(storage, secret=secret)
    with pytest.raises(SessionExpired):
        who(storage, secret)


def test_nobody_is_signed_in_without_a_secret(storage: Storage) -> None:
    for secret in (None, "", "invented"):
        with pytest.raises(SessionExpired):
            who(storage, secret)


def test_a_closed_account_is_out_at_once_and_stays_out(storage: Storage) -> None:
    password, account = an_account(storage)
    secret = enter(storage, password)
    set_disabled(storage, caller=ADMINISTRATOR, now=NOW, account_id=account.id, disabled=True)
    with pytest.raises(SessionExpired):
        who(storage, secret)
    with pytest.raises(WrongCredentials):
        enter(storage, password)
    set_disabled(storage, caller=ADMINISTRATOR, now=NOW, account_id=account.id, disabled=False)
    assert enter(storage, password)


def test_a_reset_opens_a_locked_account_with_a_new_first_password(storage: Storage) -> None:
    first, account = an_account(storage)
    for _ in range(FAILURES_BEFORE_LOCK):
        with pytest.raises(WrongCredentials):
            enter(storage, "wrong")
    second, _ = reset_password(storage, caller=ADMINISTRATOR, account_id=account.id)
    assert second != first
    assert who(storage, enter(storage, second)).must_change


def test_two_accounts_do_not_share_a_login(storage: Storage) -> None:
    an_account(storage)
    with pytest.raises(LoginTaken):
        an_account(storage, " S.ALAOUI ")


@pytest.mark.parametrize("login", ["", "ab", "deux mots", "é.tudiant", "x" * 41])
def test_a_login_that_cannot_be_one_is_refused(storage: Storage, login: str) -> None:
    with pytest.raises(BadLogin):
        an_account(storage, login)


def test_only_an_administrator_makes_accounts(storage: Storage) -> None:
    wanted = NewAccount(login="someone", name="", role=Role.OFFICER, territory=None)
    officer = Caller(id="o", role=Role.OFFICER, territory=None, name="")
    with pytest.raises(RoleNotAllowed):
        create_account(storage, caller=officer, now=NOW, wanted=wanted)
