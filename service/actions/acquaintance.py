"""One person as an officer knows them, and where they stand with what was proposed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from matching.outcomes import Event, Standing, standing_after
from matching.vocabulary import DeclineReason, OpportunityKind, RecordKind
from service.actions.browsing import Somebody, somebody
from service.actions.records import region_of_record
from service.security import Action, Caller, check_can
from service.storage import Storage, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One thing noted between the person and one opportunity."""

    opportunity_id: str
    title: str | None
    """None when the opportunity is gone."""
    event: Event
    reason: DeclineReason | None
    happened_on: date
    at: datetime
    """When it was noted."""
    by: str
    """Id of the caller who noted it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """A person, and what was noted about proposals to them."""

    somebody: Somebody
    noted: tuple[Noted, ...]
    """Latest first."""

    def in_force(self) -> tuple[Noted, ...]:
        """For each opportunity the event that says where the pair stands, unless withdrawn."""
        found: dict[str, Noted] = {}
        for one in self.noted:
            if standing_after(one.event) is not None:
                found.setdefault(one.opportunity_id, one)
        return tuple(
            one for one in found.values() if standing_after(one.event) is not Standing.OPEN
        )

    def with_opportunity(self, opportunity_id: str) -> tuple[Noted, ...]:
        """What was noted about one opportunity, latest first."""
        return tuple(one for one in self.noted if one.opportunity_id == opportunity_id)


def acquaintance(storage: Storage, *, caller: Caller, profile_id: str) -> Acquaintance:
    """What is known of a person, what is missing, and what was noted.

    Raises:
        NoSuchRecord: there is nobody with that id.
        NotAllowed: not the caller's to read, or not there.
    """
    with storage.read(identity=True) as work:
        profile = work.records.get(RecordKind.PROFILE, profile_id).profile
        check_can(caller, Action.READ_PROFILES, region_of_record(profile))
        return Acquaintance(
            somebody=somebody(work, caller, profile), noted=_noted(work, profile_id)
        )


def _noted(work: Work, profile_id: str) -> tuple[Noted, ...]:
    answers = work.feedback.of_profile(profile_id)
    outcomes = work.outcomes.of_profile(profile_id)
    seen = {one.opportunity_id for one in answers} | {one.opportunity_id for one in outcomes}
    titles = titles_of(work, seen)
    found = [
        Noted(
            opportunity_id=one.opportunity_id,
            title=titles.get(one.opportunity_id),
            event=one.answer,
            reason=one.reason,
            happened_on=one.given_at.astimezone(UTC).date(),
            at=one.given_at,
            by=one.given_by,
        )
        for one in answers
    ] + [
        Noted(
            opportunity_id=one.opportunity_id,
            title=titles.get(one.opportunity_id),
            event=one.kind,
            reason=None,
            happened_on=one.happened_on,
            at=one.noted_at,
            by=one.noted_by,
        )
        for one in outcomes
    ]
    # Sorted, then turned round: of two things of one moment the one noted last comes first.
    found.sort(key=lambda one: (one.happened_on, one.at))
    found.reverse()
    return tuple(found)


def titles_of(work: Work, opportunity_ids: Iterable[str]) -> dict[str, str]:
    """Titles by id, of those that are still there."""
    wanted = sorted(set(opportunity_ids))
    return {
        one.id: one.opportunity.title
        for kind in OpportunityKind
        for one in work.records.get_many(RecordKind(kind.value), wanted).values()
    }
