"""Accounts with which a newcomer sees the pages of the demonstration at once."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from matching.vocabulary import Role
from service.actions.access.accounts import (
    NewAccount,
    create_ready_account,
    find_account,
    opens_with,
)
from service.security import Action, Caller, check_can
from service.storage import Storage

LOGINS: Final[Mapping[Role, str]] = {
    Role.OFFICER: "agent",
    Role.COUNSELLOR: "conseil",
    Role.ANALYST: "analyse",
    Role.ADMINISTRATOR: "admin",
}
_KEPT_IN: Final = "demo-accounts.json"
_OWNER_ONLY: Final = 0o600
_PASSWORD_BYTES: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """An account of the demonstration, with the password that opens it."""

    login: str
    role: Role
    password: str


def demo_accounts(
    storage: Storage, data_dir: Path, *, caller: Caller, now: datetime
) -> list[DemoAccount]:
    """One account for each role; the same passwords on every run.

    They are drawn once and kept in a file that only its owner may read. An account that somebody
    else made under one of these logins, or whose password was changed or which was closed since,
    is left alone and not named.

    Raises:
        RoleNotAllowed: not the caller's to make.
        NotReady: the database is missing, damaged, outdated or busy.
    """
    check_can(caller, Action.MANAGE_TOKENS)
    kept = _kept(data_dir / _KEPT_IN)
    found = []
    for role, login in LOGINS.items():
        account = find_account(storage, caller=caller, login=login)
        if account is None:
            wanted = NewAccount(login=login, name=login, role=role, territory=None)
            account = create_ready_account(
                storage, caller=caller, now=now, wanted=wanted, password=kept[login]
            )
        if opens_with(account, kept[login]):
            found.append(DemoAccount(login=login, role=account.role, password=kept[login]))
    return found


def _kept(path: Path) -> dict[str, str]:
    """The passwords by login, drawn and kept first where there are none."""
    kept = _read(path)
    missing = [login for login in LOGINS.values() if login not in kept]
    if missing:
        # Kept before they are used: an account whose password nobody holds would stay shut.
        kept |= {login: secrets.token_urlsafe(_PASSWORD_BYTES) for login in missing}
        path.touch(_OWNER_ONLY)
        path.chmod(_OWNER_ONLY)
        path.write_text(json.dumps(kept), encoding="ascii")
    return kept


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="ascii"))
        return {str(login): str(password) for login, password in found.items()}
    except (FileNotFoundError, ValueError, AttributeError):
        return {}
