"""Calling again: the questions that are due, whom and what they are about, and the answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from matching.follow_up import Due, IncomeBand
from matching.records import Opportunity
from matching.vocabulary import OpportunityKind, OutcomeKind, RecordKind
from service.actions.answers import Happened, note_outcome
from service.actions.browsing import Sheet, Somebody, people_named
from service.actions.follow_up import Earned, due_list, note_income
from service.actions.paging import sheet_of
from service.runtime import Runtime
from service.security import Caller
from service.storage import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One question to ask."""

    due: Due
    somebody: Somebody
    opportunity: Opportunity | None
    """None when it is gone."""

    @property
    def ended(self) -> OutcomeKind:
        """What is noted when it does not go on."""
        is_activity = self.due.milestone.value.startswith("activity")
        return OutcomeKind.ACTIVITY_STOPPED if is_activity else OutcomeKind.LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What somebody answered when they were called."""

    profile_id: str
    opportunity_id: str
    kind: OutcomeKind
    happened_on: date
    band: IncomeBand | None
    """What they say they earn a month; None when nobody asked."""


def calls_sheet(
    storage: Storage, *, caller: Caller, today: date, horizon_days: int, number: int
) -> Sheet[Call]:
    """The questions to ask in the caller's territory: the longest due first.

    Raises:
        NotAllowed: not the caller's to read.
    """
    found = due_list(storage, caller=caller, today=today, horizon_days=horizon_days)
    sheet = sheet_of(found, number)
    people = people_named(
        storage, caller=caller, profile_ids={one.profile_id for one in sheet.items}
    )
    records = _opportunities(storage, {one.opportunity_id for one in sheet.items})
    items = tuple(
        Call(
            due=one,
            somebody=people[one.profile_id],
            opportunity=records.get(one.opportunity_id),
        )
        for one in sheet.items
        if one.profile_id in people
    )
    return Sheet(items=items, number=sheet.number, pages=sheet.pages, total=sheet.total)


def note_heard(
    runtime: Runtime, storage: Storage, *, caller: Caller, now: datetime, heard: Heard
) -> None:
    """Note how it goes, and what the person says they earn where they were asked.

    Raises:
        NotAllowed: not the caller's to note, or not there.
        NotFound: no such person or opportunity.
        DateInFuture, OutcomeNotForKind, AlreadyNoted: as their names say; nothing is then noted.
    """
    happened = Happened(
        profile_id=heard.profile_id,
        opportunity_id=heard.opportunity_id,
        kind=heard.kind,
        happened_on=heard.happened_on,
    )
    note_outcome(runtime, storage, caller=caller, now=now, happened=happened)
    if heard.band is not None:
        earned = Earned(
            profile_id=heard.profile_id,
            opportunity_id=heard.opportunity_id,
            band=heard.band,
            happened_on=heard.happened_on,
        )
        note_income(storage, caller=caller, now=now, earned=earned)


def _opportunities(storage: Storage, ids: set[str]) -> Mapping[str, Opportunity]:
    with storage.read() as work:
        return {
            one.id: one.opportunity
            for kind in (OpportunityKind.ACTIVITY, OpportunityKind.OPENING)
            for one in work.records.get_many(RecordKind(kind.value), sorted(ids)).values()
        }
