"""One log of answers and outcomes, and how a new one changes where its pair stands."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, and_, func, insert, select, update

from matching.errors import Conflict
from matching.outcomes import Contact, Event, contact_shown, standing_after
from matching.vocabulary import DeclineReason, OpportunityKind
from service.storage import counters
from service.storage.counters import Counter
from service.storage.tables import EventRow, RecordRow

Family = Literal["feedback", "outcome"]


class AlreadyAnswered(Conflict):
    """This very answer or outcome was already noted; noting it twice would count it twice."""

    code = "already-answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """An answer or an outcome on its way into the log."""

    id: UUID
    family: Family
    event: Event
    reason: DeclineReason | None
    profile_id: str
    opportunity_id: str
    shortlist_id: UUID | None
    at: datetime
    happened_on: date
    actor: str


def append(connection: Connection, new: NewEvent) -> None:
    """Write an event, and let it take effect unless one about a later day already has.

    Raises:
        AlreadyAnswered: an event with this id is already in the log.
    """
    counters.lock(connection, Counter.FEEDBACK)
    if connection.scalar(select(EventRow.id).where(EventRow.id == new.id)) is not None:
        raise AlreadyAnswered(id=str(new.id))
    revision = counters.advance(connection, Counter.FEEDBACK)
    day = min(new.happened_on, new.at.astimezone(UTC).date())
    standing = standing_after(new.event)
    row = {
        "revision": revision,
        "id": new.id,
        "family": new.family,
        "code": new.event,
        "reason": new.reason,
        "profile_id": new.profile_id,
        "opportunity_id": new.opportunity_id,
        "company_id": _company_of(connection, new.opportunity_id),
        "shortlist_id": new.shortlist_id,
        "at": new.at,
        "happened_on": new.happened_on,
        "day": day,
        "actor": new.actor,
        "standing": standing,
        "until_revision": _taking_effect(connection, new, day, revision) if standing else None,
    }
    connection.execute(insert(EventRow), row | _first_signs(connection, new))


def _taking_effect(connection: Connection, new: NewEvent, day: date, revision: int) -> int | None:
    """End the event in effect; if that one is about a later day, end the new one as it begins."""
    in_effect = and_(
        EventRow.profile_id == new.profile_id,
        EventRow.opportunity_id == new.opportunity_id,
        EventRow.standing.is_not(None),
        EventRow.until_revision.is_(None),
    )
    latest_day = connection.scalar(select(EventRow.day).where(in_effect))
    if latest_day is not None and latest_day > day:
        return revision
    connection.execute(update(EventRow).where(in_effect).values(until_revision=revision))
    return None


def _first_signs(connection: Connection, new: NewEvent) -> dict[str, Any]:
    """Whether this is the first proof, for its pair, that the company was asked or has answered."""
    contact = contact_shown(new.event, new.reason)
    if contact is None:
        return {"shows_contact": 0, "shows_reply": 0}
    known = select(
        func.coalesce(func.max(EventRow.shows_contact), 0),
        func.coalesce(func.max(EventRow.shows_reply), 0),
    ).where(EventRow.profile_id == new.profile_id, EventRow.opportunity_id == new.opportunity_id)
    was_asked, has_answered = connection.execute(known).one()
    return {
        "shows_contact": int(not was_asked),
        "shows_reply": int(contact is Contact.ANSWERED and not has_answered),
    }


def _company_of(connection: Connection, opportunity_id: str) -> str | None:
    """The provider of the opportunity, also of one that is gone; None when it has none."""
    query = (
        select(RecordRow.provider_id)
        .where(
            RecordRow.kind.in_(list(OpportunityKind)),
            RecordRow.id == opportunity_id,
            RecordRow.document.is_not(None),
        )
        .order_by(RecordRow.version.desc())
        .limit(1)
    )
    return connection.scalar(query)
