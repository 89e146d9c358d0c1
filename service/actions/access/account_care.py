"""What an administrator changes about an account that exists; never about their own."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from matching.errors import Conflict
from matching.vocabulary import Role
from service.actions.access.accounts import set_disabled
from service.security import Action, Caller, check_can
from service.storage import Account, Storage


class OwnAccount(Conflict):
    """Nobody closes or demotes the account they are signed in with: who would open it again?"""

    code = "own-account"


def get_account(storage: Storage, *, caller: Caller, account_id: UUID) -> Account:
    """One account.

    Raises:
        RoleNotAllowed: not the caller's to see.
        NoSuchAccount: there is none with that id.
    """
    check_can(caller, Action.MANAGE_TOKENS)
    with storage.read() as work:
        return work.accounts.get(account_id)


def change_duties(
    storage: Storage,
    *,
    caller: Caller,
    account_id: UUID,
    role: Role,
    territory: frozenset[str] | None,
) -> Account:
    """Give an account another role or other regions; it signs in again to have them.

    Raises:
        RoleNotAllowed: not the caller's to do.
        NoSuchAccount: there is none with that id.
        OwnAccount: it is the caller's.
    """
    _check_other(caller, account_id)
    with storage.begin() as work:
        account = replace(work.accounts.get(account_id), role=role, territory=territory)
        work.accounts.put(account)
        work.accounts.end_sessions_of(account_id)
    return account


def unlock(storage: Storage, *, caller: Caller, account_id: UUID) -> Account:
    """Open an account that too many wrong passwords have locked; its password stays.

    Raises:
        RoleNotAllowed: not the caller's to do.
        NoSuchAccount: there is none with that id.
    """
    check_can(caller, Action.MANAGE_TOKENS)
    with storage.begin() as work:
        account = replace(work.accounts.get(account_id), failures=0, locked_until=None)
        work.accounts.put(account)
    return account


def close_account(
    storage: Storage, *, caller: Caller, now: datetime, account_id: UUID, closed: bool
) -> Account:
    """Close an account, or open it again.

    Raises:
        RoleNotAllowed: not the caller's to do.
        NoSuchAccount: there is none with that id.
        OwnAccount: it is the caller's.
    """
    _check_other(caller, account_id)
    return set_disabled(storage, caller=caller, now=now, account_id=account_id, disabled=closed)


def _check_other(caller: Caller, account_id: UUID) -> None:
    check_can(caller, Action.MANAGE_TOKENS)
    if caller.id == str(account_id):
        raise OwnAccount
