"""Sharing places or kits out to a cohort, and keeping every plan with what it was made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID, uuid4

import numpy as np
from pydantic import TypeAdapter

from matching.assignment.beside import Beside, beside
from matching.assignment.cohort import Cohort, Judged, gather
from matching.assignment.planning import Impossible, Plan, make_plan
from matching.assignment.release import Remedy
from matching.assignment.terms import Exclude, Member, Pin, Terms, check_cohort
from matching.outcomes import History
from matching.people import NOTHING_YET
from matching.pipeline import Matcher
from matching.proposals import Question
from matching.records import Opportunity, Profile
from matching.vocabulary import OpportunityKind, RecordKind, Refusal
from service.actions.shortlisting import region_of
from service.actions.suspending import check_can_recommend
from service.runtime import Runtime
from service.security import Action, Caller, check_can
from service.storage import KeptAssignment, NoSuchRecord, Storage, Work

_TERMS = TypeAdapter(Terms)
_PLAN = TypeAdapter(Plan)
_REMEDIES = TypeAdapter(tuple[Remedy, ...])
_PEOPLE = TypeAdapter(tuple["Enrolled", ...])
_BESIDE = TypeAdapter(tuple[Beside, ...])

ASKING: Final[Mapping[OpportunityKind, Action]] = {
    OpportunityKind.OPENING: Action.ASSIGN_OPENINGS,
    OpportunityKind.TRAINING: Action.ASSIGN_OPENINGS,
    OpportunityKind.ACTIVITY: Action.ASSIGN_KITS,
    OpportunityKind.MENTOR: Action.ASSIGN_KITS,
}
"""Officers share openings out, counsellors kits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """A person of a cohort as the cohort names them."""

    profile_id: str
    groups: frozenset[str] = frozenset()
    own_contribution_mad: Decimal | None = None
    """None: what the profile says."""
    co_funding_mad: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A cohort, what may be shared out to it, and the terms."""

    kind: OpportunityKind
    people: tuple[Enrolled, ...]
    """In the order in which they came."""
    option_ids: tuple[str, ...] | None = None
    """None for everything of that kind."""
    terms: Terms = field(default_factory=Terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A plan as it was made."""

    id: UUID
    based_on: UUID | None
    made_at: datetime
    made_by: str
    """Id of the caller."""
    release_id: str
    asked: Asked
    plan: Plan | None
    """None when no plan keeps all the limits."""
    beside: tuple[Beside, ...]
    """What each person would have had alone; empty without a plan, and for plans made before this
    was kept."""
    remedies: tuple[Remedy, ...]
    titles: Mapping[str, str]
    """Title of each option, name of each company, by id."""
    providers: Mapping[str, str]
    """Name of the company or body of each option that has one, by id of the option."""
    towns: Mapping[str, Mapping[str, str]]
    """Names of the towns of the cohort, by code and language ("fr", "ar")."""
    town_of: Mapping[str, str]
    """Town code of each person whose town is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayedAssignment:
    """A plan as it was made, and as the engine in use makes it from the same inputs."""

    made: Assignment
    made_again: Plan | None
    same_release: bool

    @property
    def is_identical(self) -> bool:
        """Equal to the last centime and figure."""
        return self.made.plan == self.made_again


def make_assignment(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    asked: Asked,
    based_on: UUID | None = None,
) -> Assignment:
    """Share out what is asked, and keep the plan with everything needed to make it again.

    Raises:
        MatchingError: not allowed, no such person or option, bad terms, or the engine is not ready.
    """
    check_can(caller, ASKING[asked.kind])
    check_cohort([Member(id=one.profile_id) for one in asked.people])
    serving = runtime.serving()
    held = serving.inventory
    with storage.read() as work:
        profiles = _profiles(work, asked.people)
        check_can_recommend(work, caller, profiles, ASKING[asked.kind])
        histories = work.feedback.histories(held.feedback_revision)
    cohort = _gathered(serving.matcher, asked, profiles, histories, now.date())
    found = make_plan(cohort, every_town=asked.terms.every_town)
    made = Assignment(
        id=uuid4(),
        based_on=based_on,
        made_at=now,
        made_by=caller.id,
        release_id=serving.matcher.release_id,
        asked=asked,
        plan=None if isinstance(found, Impossible) else found,
        beside=() if isinstance(found, Impossible) else beside(cohort, found),
        remedies=found.remedies if isinstance(found, Impossible) else (),
        **_names(serving.matcher, cohort, profiles),
    )
    kept = KeptAssignment(
        id=made.id,
        based_on=based_on,
        made_at=now,
        made_by=caller.id,
        kind=asked.kind,
        release_id=made.release_id,
        records_revision=held.records_revision,
        feedback_revision=held.feedback_revision,
        inputs=_inputs(asked, now.date(), serving.encoder.revision),
        answer=_answer(made),
    )
    lines = {one.profile_id: None for one in asked.people}
    given = {} if made.plan is None else {one.person_id: one.option_id for one in made.plan.lines}
    with storage.begin() as work:
        work.assignments.add(kept, lines | given)
    return made


def solve_again(
    runtime: Runtime,
    storage: Storage,
    *,
    caller: Caller,
    now: datetime,
    assignment_id: UUID,
    pins: Sequence[Pin],
    excluded: Sequence[Exclude],
) -> Assignment:
    """Another plan for the same cohort under the same terms, with these decisions instead.

    The former plan stays as it was. People and options are read as they are now.

    Raises:
        MatchingError: as for `make_assignment`; no such plan, or it is not the caller's to see.
    """
    former = find_assignment(storage, assignment_id, caller)
    terms = replace(former.asked.terms, pins=tuple(pins), excluded=tuple(excluded))
    return make_assignment(
        runtime,
        storage,
        caller=caller,
        now=now,
        asked=replace(former.asked, terms=terms),
        based_on=assignment_id,
    )


def find_assignment(storage: Storage, assignment_id: UUID, caller: Caller) -> Assignment:
    """A plan as it was made.

    Raises:
        NoSuchAssignment: there is none, or a person of it was erased since.
        NotAllowed: it shares out what the caller may not, or to people elsewhere.
    """
    with storage.read() as work:
        kept = work.assignments.get(assignment_id)
        made = _read(kept)
        check_can(caller, ASKING[made.asked.kind])
        for profile in _profiles(work, made.asked.people):
            check_can(caller, ASKING[made.asked.kind], region_of(profile))
    return made


def replay_assignment(
    runtime: Runtime, storage: Storage, *, caller: Caller, assignment_id: UUID
) -> ReplayedAssignment:
    """Make a plan again over the records and answers of that moment.

    Raises:
        MatchingError: as for `find_assignment`, or the engine is not ready.
    """
    made = find_assignment(storage, assignment_id, caller)
    serving = runtime.serving()
    with storage.read() as work:
        kept = work.assignments.get(assignment_id)
        wanted = {one.profile_id for one in made.asked.people}
        then = work.records.as_of(kept.records_revision, [RecordKind.PROFILE])
        profiles = {one.id: one.profile for one in then if one.id in wanted}
        histories = work.feedback.histories(kept.feedback_revision)
    stock, _ = serving.stockroom.stock_as_of(kept.records_revision, kept.feedback_revision)
    ordered = [profiles[one.profile_id] for one in made.asked.people]
    day = date.fromisoformat(kept.inputs["today"])
    cohort = _gathered(serving.matcher.with_stock(stock), made.asked, ordered, histories, day)
    again = make_plan(cohort, every_town=made.asked.terms.every_town)
    return ReplayedAssignment(
        made=made,
        made_again=None if isinstance(again, Impossible) else again,
        same_release=kept.release_id == serving.matcher.release_id,
    )


def _profiles(work: Work, people: Sequence[Enrolled]) -> list[Profile]:
    """The people of a cohort, in its order.

    Raises:
        NoSuchRecord: one of them is not, or no longer, there.
    """
    found = work.records.get_many(RecordKind.PROFILE, [one.profile_id for one in people])
    for one in people:
        if one.profile_id not in found:
            raise NoSuchRecord(kind=RecordKind.PROFILE, id=one.profile_id)
    return [found[one.profile_id].profile for one in people]


def _gathered(
    matcher: Matcher,
    asked: Asked,
    profiles: Sequence[Profile],
    histories: Mapping[str, History],
    today: date,
) -> Cohort:
    catalogue = matcher.stock.shelves[asked.kind].catalogue
    options = _options(matcher, asked)
    rows = np.array([catalogue.row_of[one.id] for one in options], dtype=np.int64)
    shape = (len(profiles), len(options))
    values, allowed, suitable = (
        np.zeros(shape),
        np.zeros(shape, np.bool_),
        np.zeros(shape, np.bool_),
    )
    refusals: list[dict[Refusal, int]] = []
    for place, profile in enumerate(profiles):
        history = histories.get(profile.id, NOTHING_YET)
        found = matcher.appraise(
            Question(profile=profile, kind=asked.kind, today=today, history=history)
        )
        # Six digits, as retrieval keeps: what lies beyond depends on the machine.
        values[place] = np.round(found.scores[rows], 6)
        allowed[place], suitable[place] = found.allowed[rows], found.suitable[rows]
        counts = {rule: int(mask[rows].sum()) for rule, mask in found.refused.items()}
        refusals.append({rule: count for rule, count in counts.items() if count})
    judged = Judged(values=values, allowed=allowed, suitable=suitable, refusals=refusals)
    members = [_member(*pair) for pair in zip(asked.people, profiles, strict=True)]
    return gather(members, options, judged, asked.terms, matcher.stock.situation, today)


def _options(matcher: Matcher, asked: Asked) -> list[Opportunity]:
    if asked.option_ids is None:
        return list(matcher.stock.shelves[asked.kind].catalogue.opportunities)
    return [matcher.opportunity(asked.kind, one) for one in dict.fromkeys(asked.option_ids)]


def _member(enrolled: Enrolled, profile: Profile) -> Member:
    own = enrolled.own_contribution_mad
    return Member(
        id=profile.id,
        town=profile.home,
        groups=enrolled.groups,
        own_contribution_mad=profile.own_money_mad if own is None else own,
        co_funding_mad=enrolled.co_funding_mad,
    )


def _names(matcher: Matcher, cohort: Cohort, profiles: Sequence[Profile]) -> dict[str, Any]:
    companies = matcher.stock.situation.companies
    named = {one.provider_id for one in cohort.options if one.provider_id is not None}
    used = named & companies.keys()
    towns = {one.home.code: one.home for one in profiles if one.home}
    return {
        "titles": {one.id: one.title for one in cohort.options}
        | {one: companies[one].name for one in used},
        "providers": {one.id: one.provider_name for one in cohort.options if one.provider_name},
        "towns": {code: {"fr": one.name_fr, "ar": one.name_ar} for code, one in towns.items()},
        "town_of": {one.id: one.home.code for one in profiles if one.home},
    }


def _inputs(asked: Asked, today: date, encoder_revision: str) -> dict[str, Any]:
    return {
        "today": today.isoformat(),
        "encoder_revision": encoder_revision,
        "people": _PEOPLE.dump_python(asked.people, mode="json"),
        "option_ids": None if asked.option_ids is None else list(asked.option_ids),
        "terms": _TERMS.dump_python(asked.terms, mode="json"),
    }


def _answer(made: Assignment) -> dict[str, Any]:
    return {
        "plan": None if made.plan is None else _PLAN.dump_python(made.plan, mode="json"),
        "beside": _BESIDE.dump_python(made.beside, mode="json"),
        "remedies": _REMEDIES.dump_python(made.remedies, mode="json"),
        "titles": dict(made.titles),
        "providers": dict(made.providers),
        "towns": {code: dict(names) for code, names in made.towns.items()},
        "town_of": dict(made.town_of),
    }


def _read(kept: KeptAssignment) -> Assignment:
    inputs, answer = kept.inputs, kept.answer
    ids = inputs["option_ids"]
    asked = Asked(
        kind=kept.kind,
        people=_PEOPLE.validate_python(inputs["people"]),
        option_ids=None if ids is None else tuple(ids),
        terms=_TERMS.validate_python(inputs["terms"]),
    )
    plan = answer["plan"]
    return Assignment(
        id=kept.id,
        based_on=kept.based_on,
        made_at=kept.made_at,
        made_by=kept.made_by,
        release_id=kept.release_id,
        asked=asked,
        plan=None if plan is None else _PLAN.validate_python(plan),
        beside=_BESIDE.validate_python(answer.get("beside", ())),
        remedies=_REMEDIES.validate_python(answer["remedies"]),
        titles=answer["titles"],
        providers=answer["providers"],
        towns=answer["towns"],
        town_of=answer["town_of"],
    )
