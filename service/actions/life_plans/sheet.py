"""The life plan as a document: what the person, the counsellor and the institution sign."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from matching.errors import Param
from matching.life_plans import LifePlan, PlanParty, financing_of
from matching.plan_changes import PlanChange
from matching.vocabulary import RecordKind
from service.actions.leaving import check_can_leave, tells_of_a_past
from service.actions.life_plans.writing import PlanInFull, read_plan
from service.actions.records import region_of_record
from service.printing.documents import Cell, Document, Section, Table, cell_text
from service.security import Action, Caller, check_can
from service.storage import Identity, Storage
from service.wording import Language, date_text, label
from service.wording import printed as words
from service.wording.languages import Message
from service.wording.money import amount_text
from service.wording.templates import filled

_SIGNERS: Final = (PlanParty.PERSON, PlanParty.COUNSELLOR, PlanParty.INSTITUTION)
"""Boxes that every sheet has; a partner gets one where a partner commits to something."""
_ARROW: Final[Mapping[Language, str]] = {
    Language.FRENCH: "→",
    Language.ARABIC: "←",
    Language.ENGLISH: "→",
}


def plan_sheet(
    storage: Storage,
    *,
    caller: Caller,
    profile_id: str,
    version: int | None,
    language: Language,
    with_identity: bool = False,
) -> Document:
    """One version of a plan, to be read, printed and signed.

    The person is named by a short reference that leads nowhere outside; by their name only when it
    is asked for. Words of theirs that would reveal a past stay in the file.

    Raises:
        NoSuchRecord, NoSuchPlan: there is no such person, or no such version.
        NotAllowed: not the caller's to read (the identity least of all), or not there.
        PastInDocument: something else in it would reveal a past.
    """
    found = read_plan(storage, caller=caller, profile_id=profile_id, version=version)
    sheet = _Sheet(found, language)
    check_can_leave(sheet.document())
    if not with_identity:
        return sheet.document()
    return sheet.document(_identity(storage, caller, profile_id))


def reference_of(profile_id: str) -> str:
    """What a sheet calls a person: enough to find the file, and nothing about who it is."""
    return profile_id.replace("-", "")[:8].upper()


def _identity(storage: Storage, caller: Caller, profile_id: str) -> Identity | None:
    with storage.read(identity=True) as work:
        person = work.records.get(RecordKind.PROFILE, profile_id)
        check_can(caller, Action.READ_IDENTITY, region_of_record(person.record))
        return work.identities.of(profile_id)


def change_line(change: PlanChange, language: Language) -> str:
    """A difference between two versions, in words.

    Former words of the person are not repeated: of their comment only that it changed.
    """
    if change.field == "comment":
        return words.COMMENT_CHANGED.text(language)
    what = words.FIELDS[change.field].text(language)
    kind = label(change.kind, language)
    if not change.item:
        return f"{kind} – {what}: {_values(change, language)}"
    is_changed = change.before and change.after
    values = f" ({_values(change, language)})" if is_changed else ""
    return f"{kind} – {what}: {_item(change, language)}{values}"


def _item(change: PlanChange, language: Language) -> str:
    """The line of a list, in words; of co-funding its source is the name."""
    source = {**change.before, **change.after}.get("source")
    if change.field != "co_funding":
        return change.item
    return label(source, language) if isinstance(source, StrEnum) else change.item


def _values(change: PlanChange, language: Language) -> str:
    arrow = _ARROW[language]
    return " ; ".join(
        f"{_value(change.before[part], language)} {arrow} {_value(change.after[part], language)}"
        for part in change.after
    )


def _value(value: str | int | Decimal | date | None, language: Language) -> str:
    if isinstance(value, StrEnum):
        return label(value, language)
    return cell_text(value, language) or "–"


class _Sheet:
    """One version in one language."""

    def __init__(self, found: PlanInFull, language: Language) -> None:
        self._found = found
        self._plan = found.version.plan
        self._language = language

    def document(self, identity: Identity | None = None) -> Document:
        version = self._found.version
        return Document(
            language=self._language,
            title=self._say(words.LIFE_PLAN),
            subtitle=self._say(words.VERSION, version=version.version),
            footer=f"{self._say(words.LIFE_PLAN)} · {reference_of(version.profile_id)}",
            sections=tuple(self._sections(identity)),
        )

    def _sections(self, identity: Identity | None) -> Iterator[Section]:
        yield self._heading(identity)
        yield Section(heading=self._say(words.GOAL), paragraphs=(self._plan.goal,))
        if self._plan.budget:
            yield self._budget(self._plan)
        yield self._financing(self._plan)
        yield from self._what_is_done(self._plan)
        if self._plan.comment:
            yield Section(heading=self._say(words.COMMENT), paragraphs=(self._comment(),))
        if self._found.changes:
            yield self._changes()
        yield self._signatures()

    def _heading(self, identity: Identity | None) -> Section:
        version = self._found.version
        author = f"{self._label(version.role)} ({reference_of(version.actor)})"
        facts: list[tuple[Message, Cell]] = [
            (words.REFERENCE, reference_of(version.profile_id)),
            (words.TRACK, self._label(self._plan.track)),
            (words.PROJECT, self._plan.title),
            (words.WRITTEN_ON, version.at.date()),
            (words.WRITTEN_BY, author),
        ]
        if identity is not None:
            names = (identity.given_name, identity.family_name)
            facts.insert(1, (words.IDENTITY, " ".join(name for name in names if name)))
        remarks = (self._say(words.BESIDE),) if version.is_beside else ()
        named = tuple((self._say(name), value) for name, value in facts)
        return Section(facts=named, paragraphs=remarks)

    def _budget(self, plan: LifePlan) -> Section:
        heads = (words.ITEM, words.QUANTITY, words.UNIT_PRICE, words.AMOUNT)
        rows: list[tuple[Cell, ...]] = [
            (line.item, line.quantity, line.unit_price_mad, line.amount_mad) for line in plan.budget
        ]
        rows.append((self._say(words.TOTAL), None, None, financing_of(plan).equipment))
        table = Table(
            headers=tuple(self._say(head) for head in heads), rows=tuple(rows), has_total=True
        )
        return Section(heading=self._say(words.BUDGET), table=table)

    def _financing(self, plan: LifePlan) -> Section:
        parts = financing_of(plan)
        co_funding = self._say(words.CO_FUNDING)
        lines: list[tuple[str, Decimal]] = [
            (self._say(words.EQUIPMENT), parts.equipment),
            (self._say(words.WORKING_CAPITAL), parts.working_capital),
            (self._say(words.COST), parts.total),
            (self._say(words.OWN_CONTRIBUTION), parts.own_contribution),
            *(
                (f"{co_funding} – {self._label(one.source)}", one.amount_mad)
                for one in plan.co_funding
            ),
            (self._say(words.REQUESTED), parts.requested),
        ]
        table = Table(
            headers=(self._say(words.FINANCING), self._say(words.AMOUNT)),
            rows=tuple(lines),
            has_total=True,
        )
        return Section(table=table)

    def _what_is_done(self, plan: LifePlan) -> Iterator[Section]:
        if plan.steps:
            heads = (words.STEP, words.DUE_ON, words.STATE)
            steps = tuple((one.title, one.due_on, self._label(one.state)) for one in plan.steps)
            yield self._listed(words.STEPS, heads, steps)
        if plan.trainings:
            trainings = tuple((one.title, one.starts_on) for one in plan.trainings)
            yield self._listed(words.TRAININGS, (words.TRAINING, words.STARTS_ON), trainings)
        if plan.commitments:
            yield Section(
                heading=self._say(words.COMMITMENTS),
                facts=tuple((self._label(one.party), one.text) for one in plan.commitments),
            )

    def _listed(
        self, heading: Message, heads: tuple[Message, ...], rows: tuple[tuple[Cell, ...], ...]
    ) -> Section:
        table = Table(
            headers=tuple(self._say(head) for head in heads),
            rows=rows,
            widths=(3, *(1 for _ in heads[1:])),
        )
        return Section(heading=self._say(heading), table=table)

    def _comment(self) -> str:
        comment = self._plan.comment
        return self._say(words.COMMENT_KEPT) if tells_of_a_past(comment) else comment

    def _changes(self) -> Section:
        return Section(
            heading=self._say(words.CHANGES, version=self._found.version.base_version),
            points=tuple(change_line(one, self._language) for one in self._found.changes),
        )

    def _signatures(self) -> Section:
        signed = {one.party: one.signed_on for one in self._found.signatures}
        partners = {one.party for one in self._plan.commitments} | set(signed)
        parties = [*_SIGNERS, *([PlanParty.PARTNER] if PlanParty.PARTNER in partners else [])]
        return Section(
            heading=self._say(words.SIGNATURES),
            signatures=tuple(
                (self._label(party), self._signed(signed.get(party))) for party in parties
            ),
        )

    def _signed(self, day: date | None) -> str:
        if day is None:
            return ""
        return self._say(words.SIGNED_ON, day=date_text(day, self._language))

    def _label(self, word: StrEnum) -> str:
        return label(word, self._language)

    def _say(self, message: Message, **params: Param) -> str:
        return filled(message, params, self._language)


def dirhams(amount: Decimal, language: Language) -> str:
    """An amount with its unit."""
    return filled(words.DIRHAMS, {"amount": amount_text(amount, language)}, language)
