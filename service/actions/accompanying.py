"""Mentors on a page: who they are, how many places they have, and a group shared out among them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from matching.records import Opportunity
from matching.vocabulary import RecordKind
from service.actions.browsing import Somebody, find_person, people_named
from service.actions.mentoring import Group, MentorsShown, share_out
from service.runtime import Runtime
from service.security import Action, Caller, check_can
from service.storage import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorLine:
    """One mentor on a list."""

    mentor: Opportunity
    places_left: int | None
    """People they could still accompany; None when there is no limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedOut:
    """A group shared out, with the people it names."""

    shown: MentorsShown
    people: Mapping[str, Somebody]
    unknown: tuple[str, ...]
    """References of nobody in the caller's territory, as they were written."""


def mentors_listed(storage: Storage, *, caller: Caller, today: date) -> tuple[MentorLine, ...]:
    """Mentors who may be proposed, by name.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.MAKE_SHORTLISTS)
    with storage.read() as work:
        found = [one.opportunity for one in work.records.current([RecordKind.MENTOR])]
        taken = work.feedback.places_taken()
    live = [one for one in found if one.expires_on is None or one.expires_on >= today]
    return tuple(
        MentorLine(
            mentor=one,
            places_left=None if one.places is None else max(one.places - taken.get(one.id, 0), 0),
        )
        for one in sorted(live, key=lambda one: (one.title.casefold(), one.id))
    )


def share_out_named(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    references: tuple[str, ...],
    max_each: int | None,
) -> SharedOut:
    """Share out the people whom a counsellor names by their references; nothing is kept.

    Args:
        runtime: Holds the engine in use.
        storage: Where people and their history are.
        caller: Must be allowed to make shortlists where each of them lives.
        now: Aware.
        references: As a file, or this service, calls them; one named twice counts once.
        max_each: People one mentor takes of this group at most; None for as many as they can.

    Raises:
        MatchingError: not allowed, or the engine is not ready.
    """
    named = {one: find_person(storage, caller=caller, reference=one) for one in references}
    known = tuple(dict.fromkeys(one for one in named.values() if one is not None))
    group = Group(profile_ids=known, max_each=max_each)
    return SharedOut(
        shown=share_out(runtime, storage, caller=caller, now=now, group=group),
        people=people_named(storage, caller=caller, profile_ids=known),
        unknown=tuple(one for one, found in named.items() if found is None),
    )
