"""Links between accounts and another service that identifies people; who is on their way to it."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from matching.errors import Conflict
from service.storage.tables import AccountLinkRow, DepartureRow

MOST_DEPARTURES: Final = 1000
"""Strangers may begin to sign in as often as they like: the oldest of more are dropped."""


class LinkTaken(Conflict):
    """That identity belongs to another account, or the account to another identity."""

    code = "link-taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLink:
    """Who an account's owner is at another service."""

    issuer: str
    """Its address, letter for letter."""
    subject: str
    """What it calls the person, letter for letter."""
    account_id: UUID
    linked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Departed:
    """A browser on its way to the other service, and what it is to bring back."""

    state_sha256: str
    browser_sha256: str
    nonce: str
    verifier: str
    onward: str
    kept: str
    """What a form had brought when the session ended; empty for nothing."""
    expires_at: datetime


class SignInStore:
    """Links and departures of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def link(self, link: AccountLink) -> None:
        """Keep a link.

        Raises:
            LinkTaken: the identity or the account has another one.
        """
        try:
            self._connection.execute(insert(AccountLinkRow), asdict(link))
        except IntegrityError as error:
            raise LinkTaken from error

    def find_link(self, issuer: str, subject: str) -> AccountLink | None:
        """The link of an identity; None when there is none."""
        query = select(AccountLinkRow.__table__).where(
            AccountLinkRow.issuer == issuer, AccountLinkRow.subject == subject
        )
        row = self._connection.execute(query).one_or_none()
        return AccountLink(**row._asdict()) if row else None

    def list_links(self) -> list[AccountLink]:
        """Every link, by service and what it calls people."""
        query = select(AccountLinkRow.__table__).order_by(
            AccountLinkRow.issuer, AccountLinkRow.subject
        )
        return [AccountLink(**row._asdict()) for row in self._connection.execute(query)]

    def unlink(self, account_id: UUID) -> int:
        """Drop every link of an account; how many there were."""
        statement = delete(AccountLinkRow).where(AccountLinkRow.account_id == account_id)
        return self._connection.execute(statement).rowcount

    def depart(self, departed: Departed, now: datetime) -> None:
        """Keep who leaves; forget those who never came back."""
        row = DepartureRow
        self._connection.execute(delete(row).where(row.expires_at <= now))
        count = self._connection.execute(select(func.count()).select_from(row)).scalar_one()
        if count >= MOST_DEPARTURES:
            oldest = select(row.state_sha256).order_by(row.expires_at).limit(1)
            self._connection.execute(delete(row).where(row.state_sha256.in_(oldest)))
        self._connection.execute(insert(row), asdict(departed))

    def take_back(self, state_sha256: str) -> Departed | None:
        """Who left with that state, once; None when nobody did, or they are back already."""
        mine = DepartureRow.state_sha256 == state_sha256
        query = select(DepartureRow.__table__).where(mine)
        row = self._connection.execute(query).one_or_none()
        self._connection.execute(delete(DepartureRow).where(mine))
        return Departed(**row._asdict()) if row else None
