"""Making shortlists, and keeping what was shown with everything needed to make it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from pydantic import TypeAdapter

from matching.exploration import Exploration, varied
from matching.outcomes import History
from matching.people import PeopleQuestion, people_shortlist
from matching.ports import Vectors
from matching.proposals import Filters, Proposal, Question, Shortlist
from matching.records import Profile
from matching.text import opportunity_text, profile_text
from matching.vocabulary import Direction, OpportunityKind, RecordKind, Refusal
from service.actions.suspending import check_can_recommend, reach_of
from service.runtime import Beside, Runtime, Serving, ask_beside
from service.security import Action, Caller, NotYourTerritory, check_can
from service.storage import NoSuchRecord, NoSuchShortlist, ShownLine, ShownShortlist, Storage, Work

SHORTLIST = TypeAdapter(Shortlist)
PROFILE = TypeAdapter(Profile)
FILTERS = TypeAdapter(Filters)
EXPLORATION = TypeAdapter(Exploration)
BESIDE = TypeAdapter(Beside)
CHALLENGER: Final = "challenger"
"""Where a kept answer has the order of the release that ranked beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A shortlist as an officer sees it."""

    id: UUID
    made_at: datetime
    shortlist: Shortlist
    titles: Mapping[str, str]
    """Opportunity id to title, for every line and every exclusion."""
    providers: Mapping[str, str]
    """Opportunity id to the name of its company or body, where there is one."""
    records_behind: int
    """Changes in storage that this answer has not seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """Every reason to keep one opportunity from one person, and the line it would be."""

    profile_id: str
    opportunity_id: str
    refusals: tuple[Refusal, ...]
    proposal: Proposal | None
    """None when the profile states nothing to compare."""
    release_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """The person a question is about, and how to find the same person again."""

    profile: Profile
    history: History
    inputs: dict[str, Any]
    subject_id: str | None


def make_shortlist(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    kind: OpportunityKind,
    limit: int,
    filters: Filters,
    profile_id: str | None = None,
    profile: Profile | None = None,
) -> Shown:
    """Propose opportunities to a stored person or to a profile given inline; keep what was shown.

    Args:
        runtime: Holds the engine in use.
        storage: Where people and their history are.
        caller: Must be allowed to make shortlists where the person lives.
        now: Aware.
        kind: What to propose.
        limit: Lines at most.
        filters: What to narrow to.
        profile_id: A stored person; or else
        profile: one that is not stored, and has no history.

    Raises:
        MatchingError: not allowed, no such person, nothing stated, or the engine is not ready.
        ValueError: neither or both of `profile_id` and `profile` are given.
    """
    (shown,) = make_shortlists(
        runtime,
        storage,
        caller=caller,
        now=now,
        kinds=(kind,),
        limit=limit,
        filters=filters,
        profile_id=profile_id,
        profile=profile,
    )
    return shown


def make_shortlists(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    kinds: Sequence[OpportunityKind],
    limit: int,
    filters: Filters,
    profile_id: str | None = None,
    profile: Profile | None = None,
) -> tuple[Shown, ...]:
    """The same for several kinds, from one release, one stock and one version of the profile.

    Raises:
        MatchingError: not allowed, no such person, nothing stated, or the engine is not ready.
        ValueError: neither or both of `profile_id` and `profile` are given.
    """
    if (profile_id is None) == (profile is None):
        raise ValueError("give either profile_id or profile")
    serving = runtime.serving()
    with storage.read() as work:
        asker = _inline(profile) if profile else stored_asker(work, serving, profile_id or "")
        check_can_recommend(work, caller, [asker.profile])
    inputs = asker.inputs | {
        "today": now.date().isoformat(),
        "limit": limit,
        "filters": FILTERS.dump_python(filters, mode="json"),
    }
    found = []
    for kind in kinds:
        question = Question(
            profile=asker.profile,
            kind=kind,
            today=now.date(),
            limit=limit,
            filters=filters,
            history=asker.history,
        )
        shortlist = serving.matcher.shortlist(question)
        shown = _shown(serving, shortlist, now, runtime.records_behind())
        beside = ask_beside(serving.challenger, question)
        found.append((_varied(shown, runtime.exploration), beside))
    inputs |= {"exploration": EXPLORATION.dump_python(runtime.exploration)}
    for shown, beside in found:
        _keep(storage, serving, shown, inputs, asker.subject_id, caller, beside)
    return tuple(shown for shown, _ in found)


def make_people_shortlist(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    opening_id: str,
    limit: int,
) -> Shown:
    """Propose people of the caller's territory for one opening; keep what was shown.

    Raises:
        MatchingError: not allowed, no such opening, or the engine is not ready.
    """
    serving = runtime.serving()
    asked, query = people_asked(storage, serving, caller, now, opening_id, limit)
    shortlist = people_shortlist(serving.matcher, serving.inventory.people, query, asked)
    inputs = {
        "today": asked.today.isoformat(),
        "limit": limit,
        "regions": sorted(asked.regions) if asked.regions is not None else None,
    }
    shown = _shown(serving, shortlist, now, runtime.records_behind())
    _keep(storage, serving, shown, inputs, opening_id, caller)
    return shown


def people_asked(
    storage: Storage,
    serving: Serving,
    caller: Caller,
    now: datetime,
    opening_id: str,
    limit: int,
) -> tuple[PeopleQuestion, Vectors]:
    """Who of the caller's territory fits one opening: the question, and what retrieval looks for.

    Raises:
        NotAllowed: not the caller's to ask.
        NoSuchOpportunity: there is no such opening.
    """
    check_can(caller, Action.MAKE_SHORTLISTS)
    opening = serving.matcher.opportunity(OpportunityKind.OPENING, opening_id)
    with storage.read() as work:
        reach = reach_of(work, caller)
        histories = work.feedback.histories(serving.inventory.feedback_revision)
    asked = PeopleQuestion(
        opportunity=opening,
        today=now.date(),
        limit=limit,
        regions=reach.regions,
        histories=histories,
        unplaced=reach.unplaced,
    )
    query: Vectors = serving.matcher.encoder.encode([opportunity_text(opening)])[0]
    return asked, query


def why_not(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    profile_id: str,
    opportunity_id: str,
) -> WhyNot:
    """Say why an opportunity is kept from a person, and what line it would be otherwise.

    Raises:
        MatchingError: not allowed, no such person or opportunity, or the engine is not ready.
    """
    serving = runtime.serving()
    with storage.read() as work:
        asker = stored_asker(work, serving, profile_id)
        check_can_recommend(work, caller, [asker.profile])
    matcher = serving.matcher
    question = Question(
        profile=asker.profile,
        kind=matcher.kind_of(opportunity_id),
        today=now.date(),
        history=asker.history,
    )
    stated = bool(profile_text(asker.profile))
    return WhyNot(
        profile_id=profile_id,
        opportunity_id=opportunity_id,
        refusals=matcher.why_not(question, opportunity_id),
        proposal=matcher.proposal(question, opportunity_id) if stated else None,
        release_id=matcher.release_id,
    )


def find_shown(storage: Storage, shortlist_id: UUID, caller: Caller) -> Shown:
    """A shortlist as it was shown.

    Raises:
        NoSuchShortlist: there is none, or a person on it was erased since.
        NotAllowed: it is about a person outside the caller's territory.
    """
    with storage.read() as work:
        kept = work.shortlists.get(shortlist_id)
        if kept.is_redacted:
            raise NoSuchShortlist(shortlist_id=str(shortlist_id))
        if kept.direction is Direction.PEOPLE:
            _check_reaches_all(caller, kept)
        else:
            check_can(caller, Action.MAKE_SHORTLISTS, _region_of_subject(work, kept))
    return Shown(
        id=kept.id,
        made_at=kept.made_at,
        shortlist=SHORTLIST.validate_python(kept.answer["shortlist"]),
        titles=kept.answer["titles"],
        providers=kept.answer["providers"],
        records_behind=kept.answer["records_behind"],
    )


def region_of(profile: Profile) -> str | None:
    """Region of residence, which decides whose territory a person belongs to."""
    return profile.home.region if profile.home else None


def _check_reaches_all(caller: Caller, kept: ShownShortlist) -> None:
    """People of every region that was looked at may be on the list."""
    check_can(caller, Action.MAKE_SHORTLISTS)
    shown = kept.inputs.get("regions")
    if caller.territory is not None and (shown is None or not caller.territory.issuperset(shown)):
        raise NotYourTerritory(action=Action.MAKE_SHORTLISTS, region=None)


def _region_of_subject(work: Work, kept: ShownShortlist) -> str | None:
    if kept.subject_id is None:
        return region_of(PROFILE.validate_python(kept.inputs["profile"]))
    try:
        return region_of(work.records.get(RecordKind.PROFILE, kept.subject_id).profile)
    except NoSuchRecord as error:
        raise NoSuchShortlist(shortlist_id=str(kept.id)) from error


def stored_asker(work: Work, serving: Serving, profile_id: str) -> Asker:
    """A person of storage, with the history that the stock in use knows.

    Raises:
        NoSuchRecord: there is none with that id.
    """
    stored = work.records.get(RecordKind.PROFILE, profile_id)
    return Asker(
        profile=stored.profile,
        history=work.feedback.history_of(profile_id, serving.inventory.feedback_revision),
        inputs={"profile_version": stored.version},
        subject_id=profile_id,
    )


def _inline(profile: Profile) -> Asker:
    inputs = {"profile": PROFILE.dump_python(profile, mode="json")}
    return Asker(profile=profile, history=History(), inputs=inputs, subject_id=None)


def _shown(serving: Serving, shortlist: Shortlist, now: datetime, behind: int) -> Shown:
    ids = {line.opportunity_id for line in shortlist.proposals}
    ids |= {line.opportunity_id for line in shortlist.nearest_excluded}
    opportunities = [serving.matcher.opportunity(shortlist.kind, one) for one in sorted(ids)]
    return Shown(
        id=uuid4(),
        made_at=now,
        shortlist=shortlist,
        titles={one.id: one.title for one in opportunities},
        providers={one.id: one.provider_name for one in opportunities if one.provider_name},
        records_behind=behind,
    )


def _varied(shown: Shown, exploration: Exploration) -> Shown:
    lines = varied(shown.shortlist.proposals, exploration, shown.id)
    return replace(shown, shortlist=replace(shown.shortlist, proposals=lines))


def _keep(
    storage: Storage,
    serving: Serving,
    shown: Shown,
    inputs: dict[str, Any],
    subject_id: str | None,
    caller: Caller,
    beside: Beside | None = None,
) -> None:
    shortlist = shown.shortlist
    with storage.begin() as work:
        work.shortlists.add(
            ShownShortlist(
                id=shown.id,
                made_at=shown.made_at,
                direction=shortlist.direction,
                subject_id=subject_id,
                kind=shortlist.kind,
                release_id=shortlist.release_id,
                records_revision=serving.inventory.records_revision,
                feedback_revision=serving.inventory.feedback_revision,
                inputs=inputs | {"encoder_revision": serving.encoder.revision},
                lines=tuple(_line(serving, shortlist, line) for line in shortlist.proposals),
                answer={
                    "shortlist": SHORTLIST.dump_python(shortlist, mode="json"),
                    "titles": dict(shown.titles),
                    "providers": dict(shown.providers),
                    "records_behind": shown.records_behind,
                }
                | ({} if beside is None else {CHALLENGER: BESIDE.dump_python(beside, mode="json")}),
                shown_to=caller.id,
            )
        )


def _line(serving: Serving, shortlist: Shortlist, line: Proposal) -> ShownLine:
    to_people = shortlist.direction is Direction.PEOPLE
    record_id = line.profile_id if to_people else line.opportunity_id
    return ShownLine(
        record_id=record_id,
        version=serving.inventory.versions[record_id],
        rank=line.rank,
        score=line.score,
        contributions={term.feature.value: term.points for term in line.terms},
    )
