"""What people said, what happened next, and what both mean for the next shortlist."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from matching.vocabulary import Answer, DeclineReason, OutcomeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a user says about one opportunity for one person."""

    id: UUID
    profile_id: str
    opportunity_id: str
    shortlist_id: UUID | None = None
    """The shortlist on which it was shown; None when it came from elsewhere."""
    answer: Answer
    reason: DeclineReason | None = None
    given_at: datetime
    """Aware."""
    given_by: str
    """Id of the caller, never a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What happened between one person and one opportunity."""

    id: UUID
    profile_id: str
    opportunity_id: str
    kind: OutcomeKind
    happened_on: date
    noted_at: datetime
    """Aware."""
    noted_by: str
    """Id of the caller, never a name."""


class Standing(StrEnum):
    """Where a person and an opportunity stand after the latest event that changes it."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    """By the person, the company or the officer; the reasons never count against the person."""
    PLACED = "placed"
    """Hired, or the activity runs."""
    ENDED = "ended"
    """The person left, or the activity stopped."""
    OPEN = "open"
    """Withdrawn: as if it had never been proposed."""


IN_PROGRESS = frozenset({Standing.PROPOSED, Standing.ACCEPTED, Standing.PLACED})
"""Must not be proposed again."""
PENDING = frozenset({Standing.PROPOSED, Standing.ACCEPTED})
"""Waits for an answer, and counts against the company's cap."""
HOLDS_A_PLACE = frozenset({Standing.ACCEPTED, Standing.PLACED})
"""Uses up one of the places of the opportunity."""

Event = Answer | OutcomeKind

_STANDING_AFTER: Mapping[Event, Standing] = MappingProxyType(
    {
        Answer.PROPOSED: Standing.PROPOSED,
        Answer.ACCEPTED: Standing.ACCEPTED,
        Answer.DECLINED_BY_PERSON: Standing.DECLINED,
        Answer.DECLINED_BY_COMPANY: Standing.DECLINED,
        Answer.NOT_SUITABLE: Standing.DECLINED,
        Answer.WITHDRAWN: Standing.OPEN,
        OutcomeKind.HIRED: Standing.PLACED,
        OutcomeKind.NOT_HIRED: Standing.DECLINED,
        OutcomeKind.KEPT_1_MONTH: Standing.PLACED,
        OutcomeKind.KEPT_3_MONTHS: Standing.PLACED,
        OutcomeKind.KEPT_6_MONTHS: Standing.PLACED,
        OutcomeKind.KEPT_12_MONTHS: Standing.PLACED,
        OutcomeKind.LEFT: Standing.ENDED,
        OutcomeKind.ACTIVITY_STARTED: Standing.PLACED,
        OutcomeKind.ACTIVITY_ALIVE_3_MONTHS: Standing.PLACED,
        OutcomeKind.ACTIVITY_ALIVE_6_MONTHS: Standing.PLACED,
        OutcomeKind.ACTIVITY_ALIVE_12_MONTHS: Standing.PLACED,
        OutcomeKind.ACTIVITY_ALIVE_24_MONTHS: Standing.PLACED,
        OutcomeKind.ACTIVITY_STOPPED: Standing.ENDED,
    }
)


def standing_after(event: Event) -> Standing | None:
    """Where the pair stands once this has happened.

    Returns:
        None when the event changes nothing about it: a contact, a reply, an interview or a trial
        leave the proposal where it was, and a legal age is another question than the proposal.
    """
    return _STANDING_AFTER.get(event)


class Contact(StrEnum):
    """What an event proves about the exchange with the company."""

    ASKED = "asked"
    ANSWERED = "answered"
    """The company answered, whatever it answered; it had therefore been asked."""


def contact_shown(event: Event, reason: DeclineReason | None = None) -> Contact | None:
    """What the event proves about the company's replies; None when it proves nothing.

    A company "declines" without replying when the officer gave up waiting (`no-reply`).
    """
    if event is Answer.DECLINED_BY_COMPANY:
        return Contact.ASKED if reason is DeclineReason.NO_REPLY else Contact.ANSWERED
    if event is OutcomeKind.CONTACTED:
        return Contact.ASKED
    is_answer = event in _ANSWERS_OF_A_COMPANY
    return Contact.ANSWERED if is_answer else None


_ANSWERS_OF_A_COMPANY: frozenset[Event] = frozenset(
    {
        OutcomeKind.REPLIED,
        OutcomeKind.INTERVIEW,
        OutcomeKind.TRIAL,
        OutcomeKind.HIRED,
        OutcomeKind.NOT_HIRED,
        OutcomeKind.KEPT_1_MONTH,
        OutcomeKind.KEPT_3_MONTHS,
        OutcomeKind.KEPT_6_MONTHS,
        OutcomeKind.KEPT_12_MONTHS,
        OutcomeKind.LEFT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is already known between one person and the opportunities; sets of opportunity ids."""

    in_progress: frozenset[str] = frozenset()
    """Proposed, accepted or placed, and not withdrawn since."""
    declined: frozenset[str] = frozenset()
    """By the person, the company or the officer, and not withdrawn or proposed again since."""
    legal_age_not_met: frozenset[str] = frozenset()
    legal_age_confirmed: frozenset[str] = frozenset()
    """The latest of the two answers about the legal age wins; a withdrawal does not touch it."""
    hired: bool = False
    """The person works, or runs an activity, through at least one opportunity now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyActivity:
    """What is going on with one company; counts of (person, opportunity) pairs."""

    pending: int = 0
    """Proposed or accepted, and not decided yet."""
    contacts: int = 0
    """Pairs for which the company was asked."""
    replies: int = 0
    """Pairs for which it answered, 0..contacts."""
