"""What judgements are derived from, read in one go: lines shown, everything noted, provenance."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from matching.outcomes import Event
from matching.vocabulary import (
    Answer,
    DeclineReason,
    Direction,
    OpportunityKind,
    OutcomeKind,
    RecordKind,
)
from service.storage.columns import AnyRow, AnySelect
from service.storage.tables import EventRow, RecordRow, ShortlistLineRow, ShortlistRow

_STREAMED = 500
Pair = tuple[str, str]
"""Person, opportunity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineKey:
    """That a pair was on a list."""

    shortlist_id: UUID
    shown_at: datetime
    pair: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class ListShown:
    """A shortlist made for a stored person or for an opportunity, with what a judgement keeps."""

    id: UUID
    shown_at: datetime
    direction: Direction
    subject_id: str
    kind: OpportunityKind | None
    release_id: str
    answer: Mapping[str, Any]
    """Empty when a person on it was erased since."""
    lines: tuple[tuple[int, str, float], ...]
    """Rank, record on the line, score; by rank."""

    def pair(self, record_id: str) -> Pair:
        """The pair of one line."""
        to_people = self.direction is Direction.PEOPLE
        return (record_id, self.subject_id) if to_people else (self.subject_id, record_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedEvent:
    """An answer or an outcome, as it stands in the log."""

    pair: Pair
    event: Event
    reason: DeclineReason | None
    shortlist_id: UUID | None
    at: datetime
    day: date
    revision: int


@dataclass(frozen=True, slots=True)
class Origin:
    """What an opportunity is, also one that was removed since."""

    kind: OpportunityKind
    company_id: str | None
    """Of an opening; None of anything else."""


class JudgingStore:
    """Reads for the table of judgements; everything large is streamed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def line_keys(self) -> Iterator[LineKey]:
        """Every line shown to or about a stored person, without what was on it."""
        query = (
            select(
                ShortlistRow.id,
                ShortlistRow.made_at,
                ShortlistRow.direction,
                ShortlistRow.subject_id,
                ShortlistLineRow.record_id,
            )
            .join(ShortlistLineRow, ShortlistLineRow.shortlist_id == ShortlistRow.id)
            .where(ShortlistRow.subject_id.is_not(None))
        )
        for shortlist_id, made_at, direction, subject_id, record_id in self._stream(query):
            pair = (record_id, subject_id) if direction == Direction.PEOPLE else None
            yield LineKey(
                shortlist_id=shortlist_id,
                shown_at=made_at,
                pair=pair or (subject_id, record_id),
            )

    def lists(self) -> Iterator[ListShown]:
        """Every shortlist about stored people, oldest first; a few are held at a time."""
        query = (
            select(ShortlistRow.__table__)
            .where(ShortlistRow.subject_id.is_not(None))
            .order_by(ShortlistRow.made_at, ShortlistRow.id)
            .execution_options(yield_per=_STREAMED)
        )
        for rows in self._connection.execute(query).partitions(_STREAMED):
            lines = self._lines([row.id for row in rows])
            yield from (_list(row, tuple(lines.get(row.id, ()))) for row in rows)

    def events(self) -> Iterator[NotedEvent]:
        """Every answer and outcome, in the order in which it was noted."""
        for row in self._stream(select(EventRow.__table__).order_by(EventRow.revision)):
            is_answer = row.family == "feedback"
            yield NotedEvent(
                pair=(row.profile_id, row.opportunity_id),
                event=Answer(row.code) if is_answer else OutcomeKind(row.code),
                reason=DeclineReason(row.reason) if row.reason else None,
                shortlist_id=row.shortlist_id,
                at=row.at,
                day=row.day,
                revision=row.revision,
            )

    def regions(self) -> dict[str, str | None]:
        """Region of every stored person; None where no town is known."""
        query = select(RecordRow.id, RecordRow.region).where(
            RecordRow.kind == RecordKind.PROFILE,
            RecordRow.until_revision.is_(None),
            RecordRow.document.is_not(None),
        )
        return {row.id: row.region for row in self._connection.execute(query)}

    def origins(self) -> dict[str, Origin]:
        """What every opportunity is, by its latest version that says something."""
        query = (
            select(RecordRow.id, RecordRow.kind, RecordRow.provider_id)
            .where(RecordRow.kind.in_(list(OpportunityKind)), RecordRow.document.is_not(None))
            .order_by(RecordRow.version)
        )
        return {
            opportunity_id: Origin(
                OpportunityKind(kind), provider_id if kind == OpportunityKind.OPENING else None
            )
            for opportunity_id, kind, provider_id in self._stream(query)
        }

    def _lines(self, shortlist_ids: list[UUID]) -> dict[UUID, list[tuple[int, str, float]]]:
        query = (
            select(
                ShortlistLineRow.shortlist_id,
                ShortlistLineRow.rank,
                ShortlistLineRow.record_id,
                ShortlistLineRow.score,
            )
            .where(ShortlistLineRow.shortlist_id.in_(shortlist_ids))
            .order_by(ShortlistLineRow.shortlist_id, ShortlistLineRow.rank)
        )
        found: dict[UUID, list[tuple[int, str, float]]] = {}
        for shortlist_id, rank, record_id, score in self._connection.execute(query):
            found.setdefault(shortlist_id, []).append((rank, record_id, score))
        return found

    def _stream(self, query: AnySelect) -> Iterator[AnyRow]:
        return iter(self._connection.execute(query.execution_options(yield_per=_STREAMED)))


def _list(row: AnyRow, lines: tuple[tuple[int, str, float], ...]) -> ListShown:
    return ListShown(
        id=row.id,
        shown_at=row.made_at,
        direction=Direction(row.direction),
        subject_id=row.subject_id,
        kind=OpportunityKind(row.kind) if row.kind else None,
        release_id=row.release_id,
        answer=row.answer,
        lines=lines,
    )
