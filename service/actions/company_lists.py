"""The list that a company receives: who is proposed for its openings, and nothing about a past."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from matching.errors import Conflict, InvalidInput, Param
from matching.outcomes import History
from matching.records import Company, Opportunity, Statement
from matching.vocabulary import Answer, OutcomeKind, RecordKind, StatementKind
from service.actions.answers import Happened, Said, give_feedback, note_outcome
from service.actions.assigning.cohorts import Assignment, find_assignment
from service.actions.browsing import Somebody, somebody
from service.actions.leaving import check_can_leave, may_leave
from service.actions.life_plans.sheet import reference_of
from service.actions.records import region_of_record
from service.printing.documents import Cell, Document, Section, Table
from service.runtime import Runtime
from service.security import Action, Caller, can, check_can
from service.storage import Storage, Work
from service.wording import Language, label
from service.wording import company_lists as words
from service.wording.languages import Message
from service.wording.templates import filled


class NotProposedThere(InvalidInput):
    """Somebody who is to be on the list is not proposed to that company."""

    code = "not-proposed-there"


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """A person and an opening, by id."""

    profile_id: str
    opening_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidacy:
    """Somebody who may be put on the list of a company."""

    pair: Pair
    person: Somebody
    opening: Opportunity
    is_noted: bool
    """Noted as proposed, or accepted; else it comes from a plan that nobody kept yet."""
    left_out: int
    """Statements that would not leave, because they might tell what nobody there may learn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidacies:
    """Everybody who may be put on the list of a company."""

    company: Company
    lines: tuple[Candidacy, ...]
    """By opening, then by person."""

    def chosen(self, pairs: Sequence[Pair]) -> "Candidacies":
        """Those of them.

        Raises:
            NotProposedThere: somebody is not among them.
        """
        known = {one.pair for one in self.lines}
        if not set(pairs) <= known:
            raise NotProposedThere(count=len(set(pairs) - known))
        kept = tuple(one for one in self.lines if one.pair in set(pairs))
        return Candidacies(company=self.company, lines=kept)


def candidacies(
    storage: Storage, *, caller: Caller, company_id: str, assignment_id: UUID | None = None
) -> Candidacies:
    """Who is proposed for the openings of a company, in the caller's territory.

    Args:
        storage: Where from.
        caller: Who asks.
        company_id: Of the company.
        assignment_id: A plan whose lines for this company may be handed over too; None for none.

    Raises:
        NotAllowed: not the caller's to propose, or the plan is not theirs to read.
        NotFound: there is no such company or plan.
    """
    check_can(caller, Action.GIVE_FEEDBACK)
    plan = None if assignment_id is None else find_assignment(storage, assignment_id, caller)
    with storage.read(identity=True) as work:
        company = work.records.get(RecordKind.COMPANY, company_id).company
        openings = {
            one.id: one.opportunity
            for one in work.records.current([RecordKind.OPENING])
            if one.opportunity.provider_id == company_id
        }
        noted = _noted(work.feedback.histories(), openings)
        pairs = noted | _planned(plan, openings)
        lines = tuple(_candidacies(work, caller, pairs, noted, openings))
    return Candidacies(company=company, lines=lines)


def company_list(found: Candidacies, language: Language, today: date) -> Document:
    """The list as it leaves.

    People are named by a short reference that leads nowhere outside. Of what they said only
    know-how, experience and certificates leave, and of these nothing that might tell of a past, an
    illness or who they are.

    Raises:
        PastInDocument: something else in it would reveal a past.
    """
    document = _List(found, language, today).document()
    check_can_leave(document)
    return document


def note_handed_over(
    runtime: Runtime, storage: Storage, *, caller: Caller, now: datetime, found: Candidacies
) -> int:
    """Note that a company received a list: proposed where it was not yet, and contacted today.

    Returns:
        How many people that is new for; noting it twice on one day changes nothing.

    Raises:
        NotAllowed: not the caller's to note.
    """
    fresh = 0
    for one in found.lines:
        profile_id, opening_id = one.pair.profile_id, one.pair.opening_id
        said = Said(profile_id=profile_id, opportunity_id=opening_id, answer=Answer.PROPOSED)
        happened = Happened(
            profile_id=profile_id,
            opportunity_id=opening_id,
            kind=OutcomeKind.CONTACTED,
            happened_on=now.date(),
        )
        try:
            if not one.is_noted:
                give_feedback(runtime, storage, caller=caller, now=now, said=said)
            note_outcome(runtime, storage, caller=caller, now=now, happened=happened)
        except Conflict:
            # Noted today already, or answered by a colleague a moment ago: theirs stands.
            continue
        fresh += 1
    return fresh


def _noted(
    histories: Mapping[str, History], openings: Mapping[str, Opportunity]
) -> dict[Pair, None]:
    """Pairs in progress with a company; whoever works already is on no list."""
    return {
        Pair(profile_id, opening_id): None
        for profile_id, history in histories.items()
        if not history.hired
        for opening_id in history.in_progress & openings.keys()
    }


def _planned(plan: Assignment | None, openings: Mapping[str, Opportunity]) -> dict[Pair, None]:
    lines = () if plan is None or plan.plan is None else plan.plan.lines
    return {
        Pair(one.person_id, one.option_id): None
        for one in lines
        if one.option_id is not None and one.option_id in openings
    }


def _candidacies(
    work: Work,
    caller: Caller,
    pairs: Mapping[Pair, None],
    noted: Mapping[Pair, None],
    openings: Mapping[str, Opportunity],
) -> Iterator[Candidacy]:
    people = work.records.get_many(RecordKind.PROFILE, {one.profile_id for one in pairs})
    for pair in sorted(
        pairs, key=lambda one: (openings[one.opening_id].title, one.opening_id, one.profile_id)
    ):
        stored = people.get(pair.profile_id)
        if stored is None or not can(caller, Action.GIVE_FEEDBACK, region_of_record(stored.record)):
            continue
        statements = [one for one in stored.profile.statements if one.kind in _LEAVING]
        yield Candidacy(
            pair=pair,
            person=somebody(work, caller, stored.profile),
            opening=openings[pair.opening_id],
            is_noted=pair in noted,
            left_out=sum(not may_leave(one.text) for one in statements),
        )


_KNOW_HOW = frozenset({StatementKind.SKILL, StatementKind.CERTIFICATE})
_LEAVING = _KNOW_HOW | {StatementKind.EXPERIENCE}
"""What leaves of what a person said; a wish is between us."""


class _List:
    """One list in one language."""

    def __init__(self, found: Candidacies, language: Language, today: date) -> None:
        self._found = found
        self._language = language
        self._today = today

    def document(self) -> Document:
        return Document(
            language=self._language,
            title=self._say(words.TITLE),
            footer=self._say(words.TITLE),
            sections=tuple(self._sections()),
        )

    def _sections(self) -> Iterator[Section]:
        people = {one.pair.profile_id for one in self._found.lines}
        facts: list[tuple[Message, Cell]] = [
            (words.FOR, self._found.company.name),
            (words.ON, self._today),
            (words.PROFILES, len(people)),
        ]
        yield Section(
            facts=tuple((self._say(name), value) for name, value in facts),
            paragraphs=(self._say(words.ANSWER),),
        )
        by_opening: dict[str, list[Candidacy]] = {}
        for one in self._found.lines:
            by_opening.setdefault(one.opening.id, []).append(one)
        for lines in by_opening.values():
            yield self._opening(lines)

    def _opening(self, lines: Sequence[Candidacy]) -> Section:
        heads = (
            words.REFERENCE,
            words.KNOW_HOW,
            words.EXPERIENCE,
            words.LANGUAGES,
            words.AVAILABLE,
            words.INTERVIEW,
        )
        table = Table(
            headers=tuple(self._say(head) for head in heads),
            rows=tuple(self._row(one) for one in lines),
            widths=(0, 3, 3, 2, 1, 1),
        )
        heading = self._say(words.OPENING, title=lines[0].opening.title)
        return Section(heading=heading, table=table)

    def _row(self, one: Candidacy) -> tuple[Cell, ...]:
        profile = one.person.profile
        said = [line for line in profile.statements if may_leave(line.text)]
        spoken = (
            f"{label(code, self._language)} ({label(level, self._language)})"
            for code, level in (profile.languages or {}).items()
        )
        driven = (
            f"{self._say(words.LICENCE)} {label(code, self._language)}"
            for code in sorted(profile.licences or ())
        )
        return (
            reference_of(profile.id),
            _listed(self._text(line) for line in said if line.kind in _KNOW_HOW),
            _listed(self._text(line) for line in said if line.kind is StatementKind.EXPERIENCE),
            _listed([*spoken, *driven]),
            self._available(profile.available_from),
            None,
        )

    def _text(self, line: Statement) -> str:
        if line.months is None:
            return line.text
        return self._say(words.MONTHS, text=line.text, months=line.months)

    def _available(self, day: date | None) -> Cell:
        if day is None:
            return self._say(words.TO_AGREE)
        return self._say(words.NOW) if day <= self._today else day

    def _say(self, message: Message, **params: Param) -> str:
        return filled(message, params, self._language)


def _listed(parts: Iterable[str]) -> str:
    return " · ".join(parts)
