"""Shortlists as they were shown: what was proposed, in which order, from which inputs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from math import isfinite
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select

from matching.errors import NotFound
from matching.vocabulary import Direction, OpportunityKind
from service.storage.columns import AnyRow, AnySelect
from service.storage.tables import ShortlistLineRow, ShortlistRow

Json = dict[str, Any]
"""A JSON object; numbers come back bit for bit."""


class NoSuchShortlist(NotFound):
    """No shortlist was shown under that id."""

    code = "no-such-shortlist"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """One line as it was shown."""

    record_id: str
    """The opportunity, or the profile when people are on the lines."""
    version: int
    """The version of that record which was ranked."""
    rank: int
    """1 for the first line; unique within the shortlist."""
    score: float
    """Kept bit for bit."""
    contributions: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownShortlist:
    """A shortlist with everything needed to make it again."""

    id: UUID
    made_at: datetime
    direction: Direction
    subject_id: str | None
    """Profile or opportunity it was made for; None for a profile given inline and not stored."""
    kind: OpportunityKind | None
    """Kind of the opportunities in play; None when all kinds were."""
    release_id: str
    records_revision: int
    feedback_revision: int
    inputs: Json
    """The query, and the version of the profile or the inline profile."""
    lines: tuple[ShownLine, ...]
    """By rank. A rank is missing where an erased person stood."""
    answer: Json
    """The whole answer, for display."""
    shown_to: str
    is_redacted: bool = False
    """A person on it was erased: `inputs` and `answer` are empty, and it cannot be made again."""


class ShortlistStore:
    """The shortlists of one transaction; what was shown does not change."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, shown: ShownShortlist) -> None:
        """Keep a shortlist that is about to be shown.

        Raises:
            ValueError: a score is not finite; it could be neither ranked nor read back.
        """
        if not all(isfinite(line.score) for line in shown.lines):
            raise ValueError("a score is not finite")
        lines = [asdict(line) | {"shortlist_id": shown.id} for line in shown.lines]
        row = {column.key: getattr(shown, column.key) for column in ShortlistRow.__table__.columns}
        self._connection.execute(insert(ShortlistRow), row)
        if lines:
            self._connection.execute(insert(ShortlistLineRow), lines)

    def get(self, shortlist_id: UUID) -> ShownShortlist:
        """The shortlist shown under that id.

        Raises:
            NoSuchShortlist: there is none, or the person it was made for was erased.
        """
        found = self._load(select(ShortlistRow.__table__).where(ShortlistRow.id == shortlist_id))
        if not found:
            raise NoSuchShortlist(id=str(shortlist_id))
        return found[0]

    def of_profile(self, profile_id: str, limit: int) -> list[ShownShortlist]:
        """The shortlists made for that person, latest first."""
        query = (
            select(ShortlistRow.__table__)
            .where(ShortlistRow.subject_id == profile_id)
            .order_by(ShortlistRow.made_at.desc(), ShortlistRow.id)
            .limit(limit)
        )
        return self._load(query)

    def ids(self, after: UUID | None, limit: int) -> list[UUID]:
        """The next ids, in a fixed order; `after` is the last id of the page before."""
        query = select(ShortlistRow.id).order_by(ShortlistRow.id).limit(limit)
        if after is not None:
            query = query.where(ShortlistRow.id > after)
        return list(self._connection.scalars(query))

    def latest(self, limit: int) -> list[UUID]:
        """Ids of shortlists of opportunities that can be made again, latest first."""
        query = (
            select(ShortlistRow.id)
            .where(
                ShortlistRow.direction == Direction.OPPORTUNITIES.value,
                ShortlistRow.kind.is_not(None),
                ShortlistRow.is_redacted.is_(False),
            )
            .order_by(ShortlistRow.made_at.desc(), ShortlistRow.id)
            .limit(limit)
        )
        return list(self._connection.scalars(query))

    def _load(self, query: AnySelect) -> list[ShownShortlist]:
        rows = self._connection.execute(query).all()
        lines = self._lines([row.id for row in rows])
        return [_shown(row, tuple(lines.get(row.id, ()))) for row in rows]

    def _lines(self, shortlist_ids: Sequence[UUID]) -> dict[UUID, list[ShownLine]]:
        query = (
            select(ShortlistLineRow.__table__)
            .where(ShortlistLineRow.shortlist_id.in_(shortlist_ids))
            .order_by(ShortlistLineRow.shortlist_id, ShortlistLineRow.rank)
        )
        lines: dict[UUID, list[ShownLine]] = {}
        for row in self._connection.execute(query):
            fields = row._asdict()
            lines.setdefault(fields.pop("shortlist_id"), []).append(ShownLine(**fields))
        return lines


def _shown(row: AnyRow, lines: tuple[ShownLine, ...]) -> ShownShortlist:
    fields = row._asdict()
    fields["direction"] = Direction(row.direction)
    fields["kind"] = OpportunityKind(row.kind) if row.kind else None
    return ShownShortlist(lines=lines, **fields)
