"""A plan for a cohort as a document: to be read, discussed and signed by whoever decides."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from matching.errors import Param
from matching.vocabulary import OpportunityKind
from service.actions.assigning.results import PlanLine, PlanView, Share
from service.actions.life_plans.sheet import dirhams, reference_of
from service.actions.spoken import region_name
from service.printing.documents import Cell, Document, Section, Table
from service.wording import Language, label
from service.wording import cohort_papers as words
from service.wording.languages import Message
from service.wording.templates import filled

_NOTHING: Final = Decimal(0)


def plan_document(view: PlanView, language: Language) -> Document:
    """A whole plan; `view` must hold all of its lines on one page.

    People are named by the references that whoever asked may read, else by a short id.
    """
    return _PlanSheet(view, language).document()


class _PlanSheet:
    """One plan in one language."""

    def __init__(self, view: PlanView, language: Language) -> None:
        self._view = view
        self._language = language
        self._has_money = view.made.asked.terms.envelope_mad is not None

    def document(self) -> Document:
        return Document(
            language=self._language,
            title=self._say(words.TITLE),
            footer=f"{self._say(words.TITLE)} · {reference_of(str(self._view.made.id))}",
            sections=tuple(self._sections()),
        )

    def _sections(self) -> Iterator[Section]:
        yield self._facts()
        if self._view.plan is None:
            yield Section(paragraphs=(self._say(words.IMPOSSIBLE),))
            return
        yield self._served()
        if self._view.unserved:
            yield self._unserved()
        yield self._shares(words.BY_REGION, words.REGION, self._view.regions, self._region)
        if self._view.providers:
            yield self._shares(
                words.BY_PROVIDER, words.PROVIDER, self._view.providers, lambda name: name or ""
            )
        yield Section(signatures=((self._say(words.DECIDED_BY), ""),))

    def _facts(self) -> Section:
        view, terms = self._view, self._view.made.asked.terms
        facts: list[tuple[Message, Cell]] = [
            (words.SHARED_OUT, label(view.made.asked.kind, self._language)),
            (words.MADE_ON, view.made.made_at.date()),
            (words.PEOPLE, len(view.made.asked.people)),
        ]
        if view.plan is not None:
            facts += [(words.SERVED, view.served_total), (words.AT_BEST, view.at_best)]
        if terms.envelope_mad is not None:
            granted = view.granted_mad or _NOTHING
            facts += [
                (words.ENVELOPE, dirhams(terms.envelope_mad, self._language)),
                (words.GRANTED, dirhams(granted, self._language)),
                (words.LEFT, dirhams(terms.envelope_mad - granted, self._language)),
            ]
        return Section(facts=tuple((self._say(name), value) for name, value in facts))

    def _served(self) -> Section:
        heads = [words.PERSON, words.GETS]
        has_provider = self._view.made.asked.kind is not OpportunityKind.ACTIVITY
        heads += [words.PROVIDER] if has_provider else []
        heads += [words.AMOUNT] if self._has_money else []
        heads += [words.BEST, words.WHY]
        rows = [
            (
                _called(one),
                one.title,
                *((one.provider,) if has_provider else ()),
                *((one.line.granted_mad,) if self._has_money else ()),
                one.best_title if one.differs else self._say(words.SAME),
                self._why(one),
            )
            for one in self._view.served
        ]
        return self._table(words.WHO_GETS, heads, rows)

    def _unserved(self) -> Section:
        rows = [
            (
                _called(one),
                one.best_title,
                " ; ".join(label(reason, self._language) for reason in one.line.reasons),
            )
            for one in self._view.unserved
        ]
        return self._table(words.WITHOUT, (words.PERSON, words.BEST, words.WHY), rows)

    def _shares(
        self,
        heading: Message,
        first: Message,
        shares: Sequence[Share],
        named: Callable[[str | None], str],
    ) -> Section:
        money = (words.AMOUNT,) if self._has_money else ()
        rows = [
            (
                named(one.code),
                one.people,
                one.served,
                *((one.granted_mad or _NOTHING,) if self._has_money else ()),
            )
            for one in shares
        ]
        return self._table(heading, (first, words.PEOPLE, words.SERVED, *money), rows)

    def _why(self, one: PlanLine) -> str:
        if one.line.is_pinned:
            return self._say(words.FIXED)
        if not one.differs or one.best is None:
            return ""
        said = [label(reason, self._language) for reason in one.best.obstacles]
        return " ; ".join(said) or self._say(words.AS_A_WHOLE)

    def _region(self, code: str | None) -> str:
        return region_name(code, self._language) if code else self._say(words.NOT_KNOWN)

    def _table(
        self, heading: Message, heads: Sequence[Message], rows: Sequence[tuple[Cell, ...]]
    ) -> Section:
        table = Table(headers=tuple(self._say(one) for one in heads), rows=tuple(rows))
        return Section(heading=self._say(heading), table=table)

    def _say(self, message: Message, **params: Param) -> str:
        return filled(message, params, self._language)


def _called(one: PlanLine) -> str:
    reference = one.person.reference if one.person else None
    return reference or reference_of(one.line.person_id)
