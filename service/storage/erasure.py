"""Erasing a person: every table at once, and what little stays."""

from collections import Counter as Tally
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Text, and_, cast, delete, insert, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from matching.outcomes import HOLDS_A_PLACE
from matching.vocabulary import RecordKind
from service.storage import counters
from service.storage.counters import Counter
from service.storage.import_jobs import forget_people_in_files
from service.storage.tables import (
    AssignmentLineRow,
    AssignmentRow,
    AuditRow,
    ErasedDayRow,
    ErasedPairsRow,
    ErasureRow,
    EventRow,
    GradeRow,
    GradingPairRow,
    GroupRow,
    HandedItemRow,
    IdentityRow,
    IncomeRow,
    LifePlanRow,
    PlanSignatureRow,
    RecordRow,
    ShortlistLineRow,
    ShortlistRow,
    VectorOwnerRow,
    VectorRow,
)

_SHORTLIST = "shortlist"
"""The code under which shortlists made for erased people are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """How much was removed about one person."""

    versions: int
    identities: int
    groups: int
    vectors: int
    shortlists: int
    """Shortlists made for the person, removed whole."""
    redacted_shortlists: int
    """Shortlists made for an opportunity, on which the person appeared: their texts are removed."""
    events: int
    """Answers and outcomes; only counts by day, and the places held, stay."""
    plans: int = 0
    """Versions of the life plan, their signatures, incomes said, and items received."""
    grades: int = 0
    """Given blind, to pairs of which the person was one."""
    assignments: int = 0
    """Plans for cohorts in which the person was: only their dates stay."""


def erase_person(connection: Connection, profile_id: str, *, at: datetime, actor: str) -> Erased:
    """Remove everything about a person.

    What stays cannot be put together again: the number of events by day, without the opportunity;
    and by opportunity, without the day, the places held and the contacts and replies of its
    company, so that nobody is sent to a place that is taken.
    """
    # Both locks, always in this order: no answer about this person can slip in between.
    counters.lock(connection, Counter.RECORDS)
    counters.lock(connection, Counter.FEEDBACK)
    _keep_counts(connection, profile_id)
    _forget_in_trail(connection, profile_id)
    forget_people_in_files(connection, at)
    erased = Erased(
        versions=_delete_versions(connection, profile_id),
        identities=_delete(connection, IdentityRow.profile_id, profile_id),
        groups=_delete(connection, GroupRow.profile_id, profile_id),
        vectors=_delete_vectors(connection, profile_id),
        events=_delete(connection, EventRow.profile_id, profile_id),
        shortlists=_delete(connection, ShortlistRow.subject_id, profile_id),
        redacted_shortlists=_redact_shortlists(connection, profile_id),
        plans=_delete_plans(connection, profile_id),
        grades=_delete_graded(connection, profile_id),
        assignments=_redact_assignments(connection, profile_id),
    )
    revision = counters.advance(connection, Counter.RECORDS)
    counters.advance(connection, Counter.FEEDBACK)
    connection.execute(insert(ErasureRow), {"revision": revision, "at": at, "actor": actor})
    return erased


def _keep_counts(connection: Connection, profile_id: str) -> None:
    made = select(ShortlistRow.made_at).where(ShortlistRow.subject_id == profile_id)
    days = Tally((moment.date(), _SHORTLIST) for moment in connection.scalars(made))
    events = select(
        EventRow.day,
        EventRow.code,
        EventRow.opportunity_id,
        EventRow.company_id,
        EventRow.standing.in_(sorted(HOLDS_A_PLACE)) & EventRow.until_revision.is_(None),
        EventRow.shows_contact,
        EventRow.shows_reply,
    ).where(EventRow.profile_id == profile_id)
    pairs: dict[tuple[str, str], Tally[str]] = {}
    for day, code, opportunity_id, company_id, holds, contact, reply in connection.execute(events):
        days[day, code] += 1
        pair = pairs.setdefault((opportunity_id, company_id or ""), Tally())
        pair.update(places=int(bool(holds)), contacts=contact, replies=reply)
    _add_days(connection, days)
    _add_pairs(connection, pairs)


def _add_days(connection: Connection, days: Tally[tuple[date, str]]) -> None:
    for (day, code), number in days.items():
        key = and_(ErasedDayRow.day == day, ErasedDayRow.code == code)
        more = update(ErasedDayRow).where(key).values(count=ErasedDayRow.count + number)
        if connection.execute(more).rowcount == 0:
            row = {"day": day, "code": code, "count": number}
            connection.execute(insert(ErasedDayRow), row)


def _add_pairs(connection: Connection, pairs: dict[tuple[str, str], Tally[str]]) -> None:
    for (opportunity_id, company_id), tally in pairs.items():
        key = and_(
            ErasedPairsRow.opportunity_id == opportunity_id,
            ErasedPairsRow.company_id == company_id,
        )
        more = (
            update(ErasedPairsRow)
            .where(key)
            .values(
                places=ErasedPairsRow.places + tally["places"],
                contacts=ErasedPairsRow.contacts + tally["contacts"],
                replies=ErasedPairsRow.replies + tally["replies"],
            )
        )
        if connection.execute(more).rowcount == 0:
            row = {
                "opportunity_id": opportunity_id,
                "company_id": company_id,
                "places": tally["places"],
                "contacts": tally["contacts"],
                "replies": tally["replies"],
            }
            connection.execute(insert(ErasedPairsRow), row)


def _delete(connection: Connection, column: InstrumentedAttribute[Any], value: str) -> int:
    statement = delete(column.class_).where(column == value)
    return connection.execute(statement).rowcount


def _delete_plans(connection: Connection, profile_id: str) -> int:
    # Signatures first: the database would take them along with their plan, uncounted.
    owners = (
        PlanSignatureRow.profile_id,
        LifePlanRow.profile_id,
        IncomeRow.profile_id,
        HandedItemRow.profile_id,
    )
    return sum(_delete(connection, owner, profile_id) for owner in owners)


def _delete_graded(connection: Connection, profile_id: str) -> int:
    pairs = select(GradingPairRow.id).where(GradingPairRow.profile_id == profile_id)
    removed = connection.execute(delete(GradeRow).where(GradeRow.pair_id.in_(pairs))).rowcount
    _delete(connection, GradingPairRow.profile_id, profile_id)
    return removed


def _forget_in_trail(connection: Connection, profile_id: str) -> None:
    """Who did what and when stays; about whom does not."""
    named = or_(AuditRow.person == profile_id, AuditRow.thing == profile_id)
    connection.execute(update(AuditRow).where(named).values(person=None, thing=None))


def _delete_versions(connection: Connection, profile_id: str) -> int:
    statement = delete(RecordRow).where(
        RecordRow.kind == RecordKind.PROFILE, RecordRow.id == profile_id
    )
    return connection.execute(statement).rowcount


def _delete_vectors(connection: Connection, profile_id: str) -> int:
    owned = select(VectorOwnerRow.text_key).where(VectorOwnerRow.owner_id == profile_id)
    shared = select(VectorOwnerRow.text_key).where(
        VectorOwnerRow.owner_id != profile_id, VectorOwnerRow.text_key.in_(owned)
    )
    statement = delete(VectorRow).where(
        VectorRow.text_key.in_(owned), VectorRow.text_key.not_in(shared)
    )
    removed = connection.execute(statement).rowcount
    _delete(connection, VectorOwnerRow.owner_id, profile_id)
    return removed


def _redact_assignments(connection: Connection, profile_id: str) -> int:
    """Empty the plans that share something out to the person, and what they were made from."""
    theirs = select(AssignmentLineRow.assignment_id).where(
        AssignmentLineRow.profile_id == profile_id
    )
    emptied = (
        update(AssignmentRow)
        .where(AssignmentRow.id.in_(theirs))
        .values(inputs={}, answer={}, is_redacted=True)
    )
    redacted = connection.execute(emptied).rowcount
    _delete(connection, AssignmentLineRow.profile_id, profile_id)
    return redacted


def _redact_shortlists(connection: Connection, profile_id: str) -> int:
    """Empty the texts that may quote the person; the lines of the others keep their ranks."""
    on_a_line = select(ShortlistLineRow.shortlist_id).where(
        ShortlistLineRow.record_id == profile_id
    )
    mentioned = or_(
        ShortlistRow.id.in_(on_a_line),
        # The answer also names people who were kept out, and they have no line.
        cast(ShortlistRow.answer, Text).contains(profile_id, autoescape=True),
        cast(ShortlistRow.inputs, Text).contains(profile_id, autoescape=True),
    )
    emptied = update(ShortlistRow).where(mentioned).values(inputs={}, answer={}, is_redacted=True)
    redacted = connection.execute(emptied).rowcount
    _delete(connection, ShortlistLineRow.record_id, profile_id)
    return redacted
