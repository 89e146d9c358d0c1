"""Answers and outcomes in and out, and what they mean for the next shortlist."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    func,
    literal,
    or_,
    select,
    union_all,
)

from matching.outcomes import (
    HOLDS_A_PLACE,
    IN_PROGRESS,
    PENDING,
    CompanyActivity,
    Feedback,
    History,
    Outcome,
    Standing,
)
from matching.vocabulary import Answer, DeclineReason, OutcomeKind
from service.storage import counters, events
from service.storage.columns import AnyRow, AnySelect
from service.storage.counters import Counter
from service.storage.events import Family, NewEvent
from service.storage.tables import CONTACTS, ErasedPairsRow, EventRow

_STREAMED = 2000
_Fact = tuple[str, str | None, str]
"""Opportunity, standing in effect (None for an answer about the legal age), code of the event."""
_LEGAL_AGE = (Answer.LEGAL_AGE_CONFIRMED, Answer.LEGAL_AGE_NOT_MET)


class FeedbackStore:
    """Answers, and the questions the matcher asks about answers and outcomes together.

    These questions take `as_of`, a revision: the reply is then the one that was true at that
    revision, so that a shortlist can be made again. Erased people are the exception: they are gone
    from every revision, but for the places they hold and the contacts of the companies.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def revision(self) -> int:
        """The revision of the last answer or outcome; one look-up."""
        return counters.read(self._connection, Counter.FEEDBACK)

    def add(self, feedback: Feedback) -> None:
        """Note an answer.

        Raises:
            AlreadyAnswered: an answer with this id is already noted.
        """
        events.append(
            self._connection,
            NewEvent(
                id=feedback.id,
                family="feedback",
                event=feedback.answer,
                reason=feedback.reason,
                profile_id=feedback.profile_id,
                opportunity_id=feedback.opportunity_id,
                shortlist_id=feedback.shortlist_id,
                at=feedback.given_at,
                happened_on=feedback.given_at.astimezone(UTC).date(),
                actor=feedback.given_by,
            ),
        )

    def of_profile(self, profile_id: str) -> list[Feedback]:
        """What was answered for that person, in the order in which it was noted."""
        query = _logged("feedback").where(EventRow.profile_id == profile_id)
        return [_feedback(row) for row in self._connection.execute(query)]

    def of_shortlist(self, shortlist_id: UUID) -> list[Feedback]:
        """What was answered about that shortlist, in the order in which it was noted."""
        query = _logged("feedback").where(EventRow.shortlist_id == shortlist_id)
        return [_feedback(row) for row in self._connection.execute(query)]

    def all(self) -> Iterator[Feedback]:
        """Every answer, in the order in which it was noted, streamed."""
        return (_feedback(row) for row in _stream(self._connection, _logged("feedback")))

    def history_of(self, profile_id: str, as_of: int | None = None) -> History:
        """What is already known between that person and the opportunities.

        Per opportunity the latest answer or outcome counts: by day, then by the order in which they
        were noted.
        """
        query = _history(as_of).where(EventRow.profile_id == profile_id)
        return _folded([(row[0], row[1], row[2]) for row in self._connection.execute(query)])

    def histories(self, as_of: int | None = None) -> dict[str, History]:
        """The same for everybody about whom anything was noted, by profile id."""
        facts: dict[str, list[_Fact]] = {}
        query = _history(as_of).add_columns(EventRow.profile_id)
        for *fact, profile_id in _stream(self._connection, query):
            facts.setdefault(profile_id, []).append((fact[0], fact[1], fact[2]))
        return {profile_id: _folded(known) for profile_id, known in facts.items()}

    def company_activity(self, as_of: int | None = None) -> dict[str, CompanyActivity]:
        """What is going on with every company about which anything was noted."""
        parts = union_all(_pending(as_of), _contacts(as_of), _erased_contacts()).subquery()
        query = select(
            parts.c.company_id,
            func.sum(parts.c.pending),
            func.sum(parts.c.contacts),
            func.sum(parts.c.replies),
        ).group_by(parts.c.company_id)
        return {
            company_id: CompanyActivity(
                pending=int(pending), contacts=int(contacts), replies=int(replies)
            )
            for company_id, pending, contacts, replies in self._connection.execute(query)
        }

    def places_taken(self, as_of: int | None = None) -> dict[str, int]:
        """Places accepted or filled, by opportunity; opportunities without any are left out."""
        query = places_held(as_of)
        return {
            opportunity_id: int(places)
            for opportunity_id, places in self._connection.execute(query)
        }


class OutcomeStore:
    """What happened after the proposals. Its revision is that of `FeedbackStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, outcome: Outcome) -> None:
        """Note what happened.

        Raises:
            AlreadyAnswered: an outcome with this id is already noted.
        """
        events.append(
            self._connection,
            NewEvent(
                id=outcome.id,
                family="outcome",
                event=outcome.kind,
                reason=None,
                profile_id=outcome.profile_id,
                opportunity_id=outcome.opportunity_id,
                shortlist_id=None,
                at=outcome.noted_at,
                happened_on=outcome.happened_on,
                actor=outcome.noted_by,
            ),
        )

    def of_profile(self, profile_id: str) -> list[Outcome]:
        """What happened to that person, in the order in which it was noted."""
        query = _logged("outcome").where(EventRow.profile_id == profile_id)
        return [_outcome(row) for row in self._connection.execute(query)]

    def all(self) -> Iterator[Outcome]:
        """Everything that happened, in the order in which it was noted, streamed."""
        return (_outcome(row) for row in _stream(self._connection, _logged("outcome")))


def places_held(as_of: int | None = None) -> AnySelect:
    """Places accepted or filled: `opportunity_id` and `places`, where there are any."""
    held = (
        select(EventRow.opportunity_id, func.count().label("places"))
        .where(_in_effect(as_of), EventRow.standing.in_(sorted(HOLDS_A_PLACE)))
        .group_by(EventRow.opportunity_id)
    )
    by_the_erased = (
        select(ErasedPairsRow.opportunity_id, func.sum(ErasedPairsRow.places).label("places"))
        .where(ErasedPairsRow.places > 0)
        .group_by(ErasedPairsRow.opportunity_id)
    )
    parts = union_all(held, by_the_erased).subquery()
    return select(parts.c.opportunity_id, func.sum(parts.c.places).label("places")).group_by(
        parts.c.opportunity_id
    )


def _history(as_of: int | None) -> AnySelect:
    query = (
        select(EventRow.opportunity_id, EventRow.standing, EventRow.code)
        .where(or_(_in_effect(as_of), EventRow.code.in_(_LEGAL_AGE)))
        .order_by(EventRow.day, EventRow.revision)
    )
    return query if as_of is None else query.where(EventRow.revision <= as_of)


def _folded(facts: Sequence[_Fact]) -> History:
    standings: dict[str, Standing] = {}
    legal_ages: dict[str, str] = {}
    for opportunity_id, standing, code in facts:
        if standing is None:
            legal_ages[opportunity_id] = code
        else:
            standings[opportunity_id] = Standing(standing)
    return History(
        in_progress=_where(standings, IN_PROGRESS),
        declined=_where(standings, {Standing.DECLINED}),
        legal_age_not_met=_where(legal_ages, {Answer.LEGAL_AGE_NOT_MET}),
        legal_age_confirmed=_where(legal_ages, {Answer.LEGAL_AGE_CONFIRMED}),
        hired=Standing.PLACED in standings.values(),
    )


def _in_effect(as_of: int | None) -> ColumnElement[bool]:
    if as_of is None:
        return and_(EventRow.standing.is_not(None), EventRow.until_revision.is_(None))
    return and_(
        EventRow.standing.is_not(None),
        EventRow.revision <= as_of,
        or_(EventRow.until_revision.is_(None), EventRow.until_revision > as_of),
    )


def _pending(as_of: int | None) -> AnySelect:
    nothing = literal(0)
    return (
        select(
            EventRow.company_id,
            func.count().label("pending"),
            nothing.label("contacts"),
            nothing.label("replies"),
        )
        .where(
            _in_effect(as_of),
            EventRow.standing.in_(sorted(PENDING)),
            EventRow.company_id.is_not(None),
        )
        .group_by(EventRow.company_id)
    )


def _contacts(as_of: int | None) -> AnySelect:
    in_time = [] if as_of is None else [EventRow.revision <= as_of]
    return (
        select(
            EventRow.company_id,
            literal(0),
            func.sum(EventRow.shows_contact),
            func.sum(EventRow.shows_reply),
        )
        .where(CONTACTS, EventRow.company_id.is_not(None), *in_time)
        .group_by(EventRow.company_id)
    )


def _erased_contacts() -> AnySelect:
    return select(
        ErasedPairsRow.company_id, literal(0), ErasedPairsRow.contacts, ErasedPairsRow.replies
    ).where(ErasedPairsRow.company_id != "", ErasedPairsRow.contacts > 0)


def _where(found: dict[str, Any], wanted: frozenset[Any] | set[Any]) -> frozenset[str]:
    return frozenset(key for key, value in found.items() if value in wanted)


def _logged(family: Family) -> AnySelect:
    return select(EventRow.__table__).where(EventRow.family == family).order_by(EventRow.revision)


def _stream(connection: Connection, query: AnySelect) -> Iterator[AnyRow]:
    return iter(connection.execute(query.execution_options(yield_per=_STREAMED)))


def _feedback(row: AnyRow) -> Feedback:
    return Feedback(
        id=row.id,
        profile_id=row.profile_id,
        opportunity_id=row.opportunity_id,
        shortlist_id=row.shortlist_id,
        answer=Answer(row.code),
        reason=DeclineReason(row.reason) if row.reason else None,
        given_at=row.at,
        given_by=row.actor,
    )


def _outcome(row: AnyRow) -> Outcome:
    return Outcome(
        id=row.id,
        profile_id=row.profile_id,
        opportunity_id=row.opportunity_id,
        kind=OutcomeKind(row.code),
        happened_on=row.happened_on,
        noted_at=row.at,
        noted_by=row.actor,
    )
