"""Everything that rules keep out, a page at a time: no line is left that nobody can look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from matching.people import people_kept_out
from matching.proposals import Filters, KeptOut, Question
from matching.records import Opportunity
from matching.vocabulary import OpportunityKind, Refusal
from service.actions.browsing import PAGE_SIZE, Somebody, pages_of, people_named
from service.actions.shortlisting import people_asked, stored_asker
from service.actions.suspending import check_can_recommend
from service.runtime import Runtime
from service.security import Caller
from service.storage import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOutSheet:
    """One page of what is kept from a person, with the records it names."""

    kept_out: KeptOut
    number: int
    """From 1."""
    pages: int
    opportunities: Mapping[str, Opportunity]
    """By id: those on the lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleKeptOutSheet:
    """One page of the people who are kept from an opening."""

    kept_out: KeptOut
    number: int
    """From 1."""
    pages: int
    opening: Opportunity
    people: Mapping[str, Somebody]
    """By id: those on the lines whom the caller may read."""


def kept_out_sheet(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    profile_id: str,
    kind: OpportunityKind,
    filters: Filters,
    refusal: Refusal | None,
    number: int,
) -> KeptOutSheet:
    """What is kept from a stored person, and every reason.

    Args:
        runtime: Holds the engine in use.
        storage: Where people and their history are.
        caller: Must be allowed to make shortlists where the person lives.
        now: Aware.
        profile_id: A stored person.
        kind: Of what.
        filters: What the list is narrowed to first.
        refusal: Only what this rule refuses; None for all.
        number: Of the page, from 1; beyond the last one, the last.

    Raises:
        MatchingError: not allowed, no such person, nothing stated, or the engine is not ready.
    """
    serving = runtime.serving()
    with storage.read() as work:
        asker = stored_asker(work, serving, profile_id)
        check_can_recommend(work, caller, [asker.profile])
    question = Question(
        profile=asker.profile,
        kind=kind,
        today=now.date(),
        filters=filters,
        history=asker.history,
    )

    def page(number: int) -> KeptOut:
        offset = (number - 1) * PAGE_SIZE
        return serving.matcher.kept_out(question, refusal, offset, PAGE_SIZE)

    found = page(number)
    pages = pages_of(found.found)
    if number > pages:
        number, found = pages, page(pages)
    return KeptOutSheet(
        kept_out=found,
        number=number,
        pages=pages,
        opportunities={
            one.opportunity_id: serving.matcher.opportunity(kind, one.opportunity_id)
            for one in found.lines
        },
    )


def people_kept_out_sheet(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    opening_id: str,
    refusal: Refusal | None,
    number: int,
) -> PeopleKeptOutSheet:
    """Who of the caller's territory is kept from an opening, and every reason.

    Raises:
        MatchingError: not allowed, no such opening, or the engine is not ready.
    """
    serving = runtime.serving()
    asked, query = people_asked(storage, serving, caller, now, opening_id, PAGE_SIZE)
    people = serving.inventory.people

    def page(number: int) -> KeptOut:
        offset = (number - 1) * PAGE_SIZE
        return people_kept_out(serving.matcher, people, query, asked, refusal, offset, PAGE_SIZE)

    found = page(number)
    pages = pages_of(found.found)
    if number > pages:
        number, found = pages, page(pages)
    ids = [one.profile_id for one in found.lines]
    return PeopleKeptOutSheet(
        kept_out=found,
        number=number,
        pages=pages,
        opening=asked.opportunity,
        people=people_named(storage, caller=caller, profile_ids=ids),
    )
