"""Bearer tokens, without their secrets."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from matching.errors import NotFound
from matching.vocabulary import Role
from service.storage.columns import AnyRow
from service.storage.tables import TokenRow


class NoSuchToken(NotFound):
    """There is no token with that id."""

    code = "no-such-token"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """The right to speak to the service in a role, for a territory."""

    id: UUID
    name: str
    """Whose it is, in the words of the administrator."""
    role: Role
    territory: frozenset[str] | None
    """Region codes; None for everywhere. An empty set is nowhere."""
    secret_sha256: str
    """64 hexadecimal digits."""
    created_at: datetime
    expires_at: datetime | None = None
    """First moment at which it is no longer accepted; None when it does not expire."""
    revoked_at: datetime | None = None


class TokenStore:
    """The tokens of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, token: Token) -> None:
        """Keep a new token."""
        territory = None if token.territory is None else sorted(token.territory)
        row = {column.key: getattr(token, column.key) for column in TokenRow.__table__.columns}
        self._connection.execute(insert(TokenRow), row | {"territory": territory})

    def find_by_hash(self, secret_sha256: str) -> Token | None:
        """The token with that secret, whatever its state; None when there is none."""
        query = select(TokenRow.__table__).where(TokenRow.secret_sha256 == secret_sha256)
        row = self._connection.execute(query).one_or_none()
        return _token(row) if row else None

    def list(self) -> "list[Token]":
        """Every token, oldest first, revoked and expired ones included."""
        query = select(TokenRow.__table__).order_by(TokenRow.created_at, TokenRow.id)
        return [_token(row) for row in self._connection.execute(query)]

    def revoke(self, token_id: UUID, *, at: datetime) -> Token:
        """End a token; one that was revoked before keeps its first date.

        Raises:
            NoSuchToken: there is no token with that id.
        """
        statement = (
            update(TokenRow)
            .where(TokenRow.id == token_id, TokenRow.revoked_at.is_(None))
            .values(revoked_at=at)
        )
        self._connection.execute(statement)
        query = select(TokenRow.__table__).where(TokenRow.id == token_id)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NoSuchToken(id=str(token_id))
        return _token(row)


def _token(row: AnyRow) -> Token:
    fields = row._asdict()
    fields["role"] = Role(row.role)
    fields["territory"] = None if row.territory is None else frozenset(row.territory)
    return Token(**fields)
