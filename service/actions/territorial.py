"""The report of a territory in the form of the communiqués, as figures and as a document."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from matching.disclosure import MINIMUM
from matching.errors import InvalidInput, Param
from matching.handing_over import HandedItem
from matching.territorial import Part, Territorial, territorial_report
from service.actions.leaving import check_can_leave
from service.actions.spoken import gender_name, region_name, sector_name, town_name
from service.printing.documents import WITHHELD, Cell, Document, Section, Table
from service.security import Action, Caller, check_can
from service.storage import Storage
from service.wording import Language, date_text
from service.wording import printed as words
from service.wording.languages import Message
from service.wording.money import amount_text
from service.wording.templates import filled


class PeriodEndsBeforeStart(InvalidInput):
    """The last day of the period comes before its first."""

    code = "period-ends-before-start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a report is about."""

    since: date
    until: date
    """Both days included."""
    region: str | None = None
    """None for the whole country."""


_Name = Callable[[str | None, Language], str]
_TABLES: Final[tuple[tuple[str, Message, Message, _Name], ...]] = (
    ("by_sector", words.BY_SECTOR, words.SECTOR, sector_name),
    ("by_town", words.BY_TOWN, words.TOWN, town_name),
    ("by_gender", words.BY_GENDER, words.BENEFICIARIES, gender_name),
)


def territorial(storage: Storage, *, caller: Caller, scope: Scope) -> Territorial:
    """The figures of what was handed over in a territory and a period.

    Raises:
        NotAllowed: not the caller's to read.
        PeriodEndsBeforeStart: as its name says.
    """
    check_can(caller, Action.READ_REPORTS)
    if scope.until < scope.since:
        raise PeriodEndsBeforeStart
    regions = None if scope.region is None else frozenset({scope.region})
    with storage.read() as work:
        items = work.hand_overs.items(since=scope.since, until=scope.until, regions=regions)
        groups = work.groups.of({item.person for item in items})
    genders = {person: known["gender"] for person, known in groups.items() if "gender" in known}
    return territorial_report(items, genders)


def scope_of(items: Sequence[HandedItem]) -> Scope:
    """The period of a file; its region when all of it lies in one."""
    days = sorted(item.handed_on for item in items)
    regions = {item.region for item in items}
    return Scope(since=days[0], until=days[-1], region=regions.pop() if len(regions) == 1 else None)


def territorial_document(report: Territorial, scope: Scope, language: Language) -> Document:
    """The report on one page.

    Raises:
        PastInDocument: a text in it would reveal a past.
    """
    document = _Report(report, scope, language).document()
    check_can_leave(document)
    return document


class _Report:
    """A report in one language."""

    def __init__(self, report: Territorial, scope: Scope, language: Language) -> None:
        self._report = report
        self._scope = scope
        self._language = language

    def document(self) -> Document:
        return Document(
            language=self._language,
            title=self._say(words.TERRITORIAL),
            footer=self._say(words.TERRITORIAL),
            sections=tuple(self._sections()),
        )

    def _sections(self) -> Iterator[Section]:
        yield Section(facts=tuple(self._facts()))
        if self._report.people == 0:
            yield Section(paragraphs=(self._say(words.NOTHING_HANDED_OVER),))
            return
        for name, heading, column, named in _TABLES:
            parts: tuple[Part, ...] = getattr(self._report, name)
            if parts:
                yield Section(heading=self._say(heading), table=self._table(parts, column, named))
        if self._report.has_withheld:
            yield Section(paragraphs=(self._say(words.WITHHELD_NOTE, limit=MINIMUM),))

    def _facts(self) -> Iterator[tuple[str, Cell]]:
        scope, report = self._scope, self._report
        whole = self._say(words.WHOLE_COUNTRY)
        yield (
            self._say(words.TERRITORY),
            whole if scope.region is None else region_name(scope.region, self._language),
        )
        days: Mapping[str, str] = {
            "since": date_text(scope.since, self._language),
            "until": date_text(scope.until, self._language),
        }
        yield self._say(words.PERIOD), self._say(words.FROM_TO, **days)
        yield (
            self._say(words.BENEFICIARIES),
            WITHHELD if report.people is None else report.people,
        )
        if report.amount_mad is None:
            yield self._say(words.TOTAL_VALUE), WITHHELD
            return
        for name, amount in (
            (words.TOTAL_VALUE, report.amount_mad),
            (words.MEAN_VALUE, report.mean_mad),
        ):
            if amount is not None:
                written = amount_text(amount, self._language)
                yield self._say(name), self._say(words.DIRHAMS, amount=written)

    def _table(self, parts: Sequence[Part], column: Message, named: _Name) -> Table:
        rows: list[tuple[Cell, ...]] = [
            (
                named(part.name, self._language),
                WITHHELD if part.people is None else part.people,
                WITHHELD if part.amount_mad is None else part.amount_mad,
            )
            for part in parts
        ]
        rows.append((self._say(words.TOTAL), self._report.people, self._report.amount_mad))
        heads = (column, words.BENEFICIARIES, words.AMOUNT)
        return Table(
            headers=tuple(self._say(head) for head in heads),
            rows=tuple(rows),
            has_total=True,
            widths=(2, 1, 1),
        )

    def _say(self, message: Message, **params: Param) -> str:
        return filled(message, params, self._language)
