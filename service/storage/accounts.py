"""Accounts of the pages, without their passwords, and who is signed in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from matching.errors import Conflict, NotFound
from matching.vocabulary import Role
from service.storage.columns import AnyRow
from service.storage.tables import AccountRow, SessionRow


class NoSuchAccount(NotFound):
    """There is no account with that login or id."""

    code = "no-such-account"


class LoginTaken(Conflict):
    """Another account has that login."""

    code = "login-taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who signs in to the pages."""

    id: UUID
    login: str
    """Lower case, without spaces; unique."""
    name: str
    """How the pages greet them; only they and administrators read it."""
    role: Role
    territory: frozenset[str] | None
    """Region codes; None for everywhere, an empty set for nowhere."""
    password_hash: str | None
    """Argon2id, with its parameters; None when another provider signs them in."""
    must_change: bool
    """The password was given by somebody else, and opens only the page that changes it."""
    failures: int = 0
    """Wrong passwords since the last right one."""
    locked_until: datetime | None = None
    created_at: datetime
    disabled_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A signed-in browser."""

    secret_sha256: str
    """64 hexadecimal digits; the secret itself is only in the browser."""
    account_id: UUID
    began_at: datetime
    used_at: datetime
    expires_at: datetime
    """First moment at which it is no longer accepted, however much it is used."""
    issuer: str | None = None
    """Who identified the person; None where a password did."""


class AccountStore:
    """The accounts and sessions of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, account: Account) -> None:
        """Keep a new account.

        Raises:
            LoginTaken: another account has its login.
        """
        try:
            self._connection.execute(insert(AccountRow), _values(account))
        except IntegrityError as error:
            raise LoginTaken from error

    def put(self, account: Account) -> None:
        """Replace an account by its id."""
        statement = update(AccountRow).where(AccountRow.id == account.id)
        self._connection.execute(statement.values(**_values(account)))

    def get(self, account_id: UUID) -> Account:
        """An account by its id.

        Raises:
            NoSuchAccount: there is none.
        """
        query = select(AccountRow.__table__).where(AccountRow.id == account_id)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NoSuchAccount(id=str(account_id))
        return _account(row)

    def find(self, login: str) -> Account | None:
        """The account with that login; None when there is none."""
        query = select(AccountRow.__table__).where(AccountRow.login == login)
        row = self._connection.execute(query).one_or_none()
        return _account(row) if row else None

    def list(self) -> "list[Account]":
        """Every account by login, disabled ones included."""
        query = select(AccountRow.__table__).order_by(AccountRow.login)
        return [_account(row) for row in self._connection.execute(query)]

    def begin_session(self, session: Session) -> None:
        """Keep a new session, and forget those that have expired."""
        self._connection.execute(
            delete(SessionRow).where(SessionRow.expires_at <= session.began_at)
        )
        row = {column.key: getattr(session, column.key) for column in SessionRow.__table__.columns}
        self._connection.execute(insert(SessionRow), row)

    def session(self, secret_sha256: str) -> Session | None:
        """The session with that secret, expired or not; None when there is none."""
        query = select(SessionRow.__table__).where(SessionRow.secret_sha256 == secret_sha256)
        row = self._connection.execute(query).one_or_none()
        return Session(**row._asdict()) if row else None

    def use_session(self, secret_sha256: str, at: datetime) -> None:
        """Note that a session was used."""
        statement = update(SessionRow).where(SessionRow.secret_sha256 == secret_sha256)
        self._connection.execute(statement.values(used_at=at))

    def end_session(self, secret_sha256: str) -> None:
        """End one session; nothing happens when there is none."""
        self._connection.execute(
            delete(SessionRow).where(SessionRow.secret_sha256 == secret_sha256)
        )

    def end_sessions_of(self, account_id: UUID) -> None:
        """End every session of an account."""
        self._connection.execute(delete(SessionRow).where(SessionRow.account_id == account_id))


def _values(account: Account) -> dict[str, object]:
    territory = None if account.territory is None else sorted(account.territory)
    row = {column.key: getattr(account, column.key) for column in AccountRow.__table__.columns}
    return row | {"territory": territory}


def _account(row: AnyRow) -> Account:
    fields = row._asdict()
    fields["role"] = Role(row.role)
    fields["territory"] = None if row.territory is None else frozenset(row.territory)
    return Account(**fields)
