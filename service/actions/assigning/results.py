"""A plan as its reader needs it: each line beside the individual best, sums, and what changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final, TypeVar
from uuid import UUID

from matching.assignment.beside import Beside
from matching.assignment.planning import Line, Plan
from matching.assignment.words import Way
from matching.people import NOTHING_YET
from matching.vocabulary import OpportunityKind, RecordKind
from service.actions.assigning.cohorts import ASKING, Assignment, find_assignment
from service.actions.assigning.decisions import Draft, Step, read_draft
from service.actions.browsing import Sheet, Somebody, people_named
from service.actions.records import region_of_record
from service.security import Action, Caller, can, check_can
from service.storage import NoSuchAssignment, Storage
from service.wording import Language

PAGE_SIZE: Final = 50
_NONE: Final = Decimal(0)
_ItemT = TypeVar("_ItemT")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPlan:
    """A plan on the list of plans."""

    id: UUID
    based_on: UUID | None
    made_at: datetime
    is_own: bool
    """The caller made it."""
    kind: OpportunityKind
    people: int
    served: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One person of a plan."""

    number: int
    """By which decisions name the line."""
    line: Line
    person: Somebody | None
    """None when the caller may not read the person."""
    title: str
    provider: str
    best: Beside | None
    """None when nothing is open to the person, or nobody kept what was."""
    best_title: str
    best_provider: str
    step: Step | None
    """What is decided about it for the next plan."""
    is_noted: bool
    """It is in progress: noted as proposed, accepted or placed."""
    is_declined: bool

    @property
    def differs(self) -> bool:
        """Whether the plan gives something else than the individual best."""
        return self.best is not None and self.best.best_id != self.line.option_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What the people of a region, or of a company, get."""

    code: str | None
    """Of the region; name of the company. None when it is not known."""
    provider_id: str | None = None
    """Of the company of openings that are still there; None for every other share."""
    people: int
    served: int
    granted_mad: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one person gets now and got in the former plan; empty titles stand for nothing."""

    person: Somebody | None
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """This plan against the one whose decisions it took over."""

    former: Assignment
    changes: tuple[Change, ...]
    served: int
    """How many more people are served; negative when fewer are."""
    at_best: int
    """How many more get their individual best."""
    spent_mad: Decimal | None
    """How much more is granted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A whole plan, and one page of its lines."""

    made: Assignment
    is_own: bool
    draft: Draft
    lines: Sheet[PlanLine]
    """People who get something, by company, then by what they get; then those who do not."""
    every_line: tuple[PlanLine, ...]
    """All of them, on whatever page, in the order of the plan."""
    people: Mapping[str, Somebody]
    regions: tuple[Share, ...]
    providers: tuple[Share, ...]
    granted_mad: Decimal | None
    served_total: int
    at_best: int
    """People who get their individual best."""
    noted: int
    """Lines that are in progress."""
    changes: Changes | None
    """None for a first plan, or when the former one is gone or not the caller's."""

    @property
    def served(self) -> tuple[PlanLine, ...]:
        """People of this page who get something."""
        return tuple(one for one in self.lines.items if one.line.option_id is not None)

    @property
    def unserved(self) -> tuple[PlanLine, ...]:
        """People of this page who do not."""
        return tuple(one for one in self.lines.items if one.line.option_id is None)

    @property
    def plan(self) -> Plan | None:
        """None when no plan keeps all the limits."""
        return self.made.plan


def list_plans(storage: Storage, *, caller: Caller, number: int) -> Sheet[ListedPlan]:
    """Plans that the caller may read, latest first.

    Raises:
        NotAllowed: not the caller's to make any.
    """
    check_can(caller, Action.MAKE_SHORTLISTS)
    with storage.read() as work:
        listed = work.assignments.listed()
    found = [
        ListedPlan(
            id=one.id,
            based_on=one.based_on,
            made_at=one.made_at,
            is_own=one.made_by == caller.id,
            kind=one.kind,
            people=one.people,
            served=one.served,
        )
        for one in listed
        if all(can(caller, ASKING[one.kind], region) for region in one.regions)
    ]
    return _sheet(found, number)


def view_plan(
    storage: Storage,
    *,
    caller: Caller,
    assignment_id: UUID,
    language: Language,
    decisions: str = "",
    number: int | None = None,
) -> PlanView:
    """A plan with everything its page shows.

    Args:
        storage: Where from.
        caller: Who reads.
        assignment_id: Of the plan.
        language: In which activities are named, where they have a name in it.
        decisions: For the next plan, as `read_draft` reads them.
        number: Of the page of lines; None for all of them on one.

    Raises:
        MatchingError: as for `find_assignment` and `read_draft`.
    """
    made = _spoken(storage, find_assignment(storage, assignment_id, caller), language)
    draft = read_draft(made, decisions)
    ids = [one.profile_id for one in made.asked.people]
    people = people_named(storage, caller=caller, profile_ids=ids)
    lines = tuple(_lines(storage, made, draft, people))
    served = [one for one in lines if one.line.option_id is not None]
    unserved = [one for one in lines if one.line.option_id is None]
    return PlanView(
        made=made,
        is_own=made.made_by == caller.id,
        draft=draft,
        lines=_sheet([*sorted(served, key=_order), *sorted(unserved, key=_called)], number),
        every_line=lines,
        people=people,
        regions=_regions(lines),
        providers=_providers(served, _companies(storage, made)),
        granted_mad=_granted(served),
        served_total=len(served),
        at_best=_at_best(made),
        noted=sum(one.is_noted for one in served),
        changes=_changes(storage, caller, made, people, language),
    )


def _spoken(storage: Storage, made: Assignment, language: Language) -> Assignment:
    """The plan with its activities named in the language of its reader, as far as they are."""
    if made.asked.kind is not OpportunityKind.ACTIVITY or language is Language.FRENCH:
        return made
    with storage.read() as work:
        found = work.records.get_many(RecordKind.ACTIVITY, list(made.titles))
    names = {
        one.id: one.opportunity.title_ar
        if language is Language.ARABIC
        else one.opportunity.title_en
        for one in found.values()
    }
    return replace(
        made, titles={**made.titles, **{key: name for key, name in names.items() if name}}
    )


def _lines(
    storage: Storage, made: Assignment, draft: Draft, people: Mapping[str, Somebody]
) -> Iterator[PlanLine]:
    if made.plan is None:
        return
    with storage.read() as work:
        histories = work.feedback.histories()
    best = {one.person_id: one for one in made.beside}
    for number, line in enumerate(made.plan.lines):
        alone = best.get(line.person_id)
        history = histories.get(line.person_id, NOTHING_YET)
        option = line.option_id or ""
        best_id = alone.best_id if alone else ""
        yield PlanLine(
            number=number,
            line=line,
            person=people.get(line.person_id),
            title=made.titles.get(option, ""),
            provider=made.providers.get(option, ""),
            best=alone,
            best_title=made.titles.get(best_id, ""),
            best_provider=made.providers.get(best_id, ""),
            step=draft.of_line(number),
            is_noted=option in history.in_progress,
            is_declined=option in history.declined,
        )


def _order(one: PlanLine) -> tuple[str, str, str]:
    return (one.provider.casefold(), one.title.casefold(), _called(one))


def _called(one: PlanLine) -> str:
    reference = one.person.reference if one.person else None
    return reference or one.line.person_id


def _regions(lines: Iterable[PlanLine]) -> tuple[Share, ...]:
    by_region: dict[str | None, list[PlanLine]] = {}
    for one in lines:
        region = region_of_record(one.person.profile) if one.person else None
        by_region.setdefault(region, []).append(one)
    ordered = sorted(by_region, key=lambda code: (code is None, code or ""))
    return tuple(_share(code, by_region[code]) for code in ordered)


def _companies(storage: Storage, made: Assignment) -> dict[str, str]:
    """Id of the company of each opening that a plan gives, by id of the opening."""
    if made.plan is None or made.asked.kind is not OpportunityKind.OPENING:
        return {}
    given = {line.option_id for line in made.plan.lines if line.option_id}
    with storage.read() as work:
        found = work.records.get_many(RecordKind.OPENING, given)
    openings = [one.opportunity for one in found.values()]
    return {one.id: one.provider_id for one in openings if one.provider_id}


def _providers(served: Iterable[PlanLine], companies: Mapping[str, str]) -> tuple[Share, ...]:
    """Companies and bodies; what nobody provides, such as activities, is left out."""
    by_name: dict[str, list[PlanLine]] = {}
    for one in served:
        if one.provider:
            by_name.setdefault(one.provider, []).append(one)
    return tuple(
        replace(
            _share(name, by_name[name]),
            provider_id=companies.get(by_name[name][0].line.option_id or ""),
        )
        for name in sorted(by_name, key=str.casefold)
    )


def _share(code: str | None, lines: Sequence[PlanLine]) -> Share:
    served = [one for one in lines if one.line.option_id is not None]
    return Share(code=code, people=len(lines), served=len(served), granted_mad=_granted(served))


def _granted(lines: Iterable[PlanLine]) -> Decimal | None:
    """The sum of what the lines take from the envelope; None when there is no envelope."""
    amounts = [one.line.granted_mad for one in lines if one.line.granted_mad is not None]
    return sum(amounts, _NONE) if amounts else None


def _at_best(made: Assignment) -> int:
    return sum(one.rank == 1 for one in made.beside)


def _changes(
    storage: Storage,
    caller: Caller,
    made: Assignment,
    people: Mapping[str, Somebody],
    language: Language,
) -> Changes | None:
    if made.based_on is None or made.plan is None:
        return None
    try:
        former = _spoken(storage, find_assignment(storage, made.based_on, caller), language)
    except NoSuchAssignment:
        return None
    if former.plan is None:
        return None
    before = {line.person_id: line.option_id or "" for line in former.plan.lines}
    moved = [
        Change(
            person=people.get(line.person_id),
            before=former.titles.get(before.get(line.person_id, ""), ""),
            after=made.titles.get(line.option_id or "", ""),
        )
        for line in made.plan.lines
        if before.get(line.person_id, "") != (line.option_id or "")
    ]
    served = [plan.figures[Way.PLAN].served for plan in (made.plan, former.plan)]
    spent = [_spent(plan) for plan in (made.plan, former.plan)]
    return Changes(
        former=former,
        changes=tuple(moved),
        served=served[0] - served[1],
        at_best=_at_best(made) - _at_best(former),
        spent_mad=None if spent[0] is None or spent[1] is None else spent[0] - spent[1],
    )


def _spent(plan: Plan) -> Decimal | None:
    amounts = [one.granted_mad for one in plan.lines if one.granted_mad is not None]
    return sum(amounts, _NONE) if amounts else None


def _sheet(found: Sequence[_ItemT], number: int | None) -> Sheet[_ItemT]:
    if number is None:
        return Sheet(items=tuple(found), number=1, pages=1, total=len(found))
    pages = max(-(-len(found) // PAGE_SIZE), 1)
    number = min(max(number, 1), pages)
    start = (number - 1) * PAGE_SIZE
    items = tuple(found[start : start + PAGE_SIZE])
    return Sheet(items=items, number=number, pages=pages, total=len(found))
