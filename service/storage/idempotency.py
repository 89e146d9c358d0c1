"""Answers kept so that a repeated write gets the first answer again, and is not done twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError

from matching.errors import Conflict
from service.storage.tables import IdempotencyRow


class IdempotencyKeyReused(Conflict):
    """The key was already used for another request."""

    code = "idempotency-key-reused"


class IdempotencyKeyBusy(Conflict):
    """The same request is being answered right now; repeat it to get its answer."""

    code = "idempotency-key-busy"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResponse:
    """The first answer to a request."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class IdempotencyStore:
    """The kept answers of one transaction; a key belongs to the caller who chose it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(
        self, key: str, actor: str, *, request_sha256: str, now: datetime
    ) -> StoredResponse | None:
        """The answer given before to this request; None when it is new, or too long ago.

        Raises:
            IdempotencyKeyReused: the key was given before with another request.
        """
        query = select(
            IdempotencyRow.request_sha256,
            IdempotencyRow.status,
            IdempotencyRow.body,
            IdempotencyRow.headers,
        ).where(
            IdempotencyRow.actor == actor,
            IdempotencyRow.key == key,
            IdempotencyRow.expires_at > now,
        )
        row = self._connection.execute(query).one_or_none()
        if row is None:
            return None
        if row.request_sha256 != request_sha256:
            raise IdempotencyKeyReused
        return StoredResponse(status=row.status, body=row.body, headers=row.headers)

    def keep(
        self,
        key: str,
        actor: str,
        *,
        request_sha256: str,
        response: StoredResponse,
        now: datetime,
        lifetime: timedelta,
    ) -> None:
        """Keep an answer, in the transaction of the write that it answers.

        Raises:
            IdempotencyKeyBusy: another transaction kept an answer under this key meanwhile. This
                one must be rolled back, or the write would be done twice.
        """
        self.forget_expired(now)
        row = {
            "actor": actor,
            "key": key,
            "request_sha256": request_sha256,
            "status": response.status,
            "body": response.body,
            "headers": dict(response.headers),
            "expires_at": now + lifetime,
        }
        try:
            self._connection.execute(insert(IdempotencyRow), row)
        except IntegrityError as error:
            raise IdempotencyKeyBusy from error

    def forget_expired(self, now: datetime) -> int:
        """Remove the answers that are too old to be asked for; return how many."""
        statement = delete(IdempotencyRow).where(IdempotencyRow.expires_at <= now)
        return self._connection.execute(statement).rowcount
