"""The form of a life plan: what was typed, kept as typed, and the plan it says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar
from uuid import UUID

from starlette.datastructures import FormData

from matching.life_plans import (
    NOTHING,
    BudgetLine,
    CoFunding,
    Commitment,
    FundingSource,
    LifePlan,
    PlannedTraining,
    PlanParty,
    PlanTrack,
    Step,
    StepState,
)
from service.intake.cells import InvalidCell, check_within, date_of, number_of, whole_number_of
from service.problems import Fault, invalid_request
from service.wording import printed
from service.wording.languages import Message

Row = Mapping[str, str]
_ValueT = TypeVar("_ValueT")
_WordT = TypeVar("_WordT", bound=StrEnum)

LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "budget": ("article", "quantite", "prix"),
    "cofinancement": ("source", "montant"),
    "etapes": ("etape", "pour_le", "etat"),
    "formations": ("formation", "debut", "fiche_formation"),
    "engagements": ("partie", "engagement"),
}
"""Lists of the form with the names of their columns; a line is the same position of each."""
LINES: Final = ("objectif", "voie", "intitule", "fiche", "fonds", "apport", "commentaire", "base")
NAMES: Final[Mapping[str, Message]] = {
    "objectif": printed.GOAL,
    "voie": printed.TRACK,
    "intitule": printed.PROJECT,
    "fonds": printed.WORKING_CAPITAL,
    "apport": printed.OWN_CONTRIBUTION,
    "commentaire": printed.COMMENT,
    "article": printed.ITEM,
    "quantite": printed.QUANTITY,
    "prix": printed.UNIT_PRICE,
    "source": printed.CO_FUNDING,
    "montant": printed.AMOUNT,
    "etape": printed.STEP,
    "pour_le": printed.DUE_ON,
    "etat": printed.STATE,
    "formation": printed.TRAINING,
    "debut": printed.STARTS_ON,
    "engagement": printed.COMMITMENTS,
    "partie": printed.COMMITMENTS,
}
"""How a fault names the field it is about."""
_CHOSEN_FOR_ALL: Final = frozenset({"etat", "partie"})
"""Columns that are never empty: they do not make a line of an empty one."""
_MOST_LINES: Final = 100
_LINE, _WORDS, _COMMENT = 300, 2000, 5000
_MOST_MAD: Final = 9_999_999_999
_BLANKS: Final = 2
_MORE_BLANKS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanForm:
    """What the form shows: every field as text."""

    lines: Mapping[str, str]
    """By the names of `LINES`."""
    lists: Mapping[str, tuple[Row, ...]]
    """By the names of `LISTS`; empty lines left out."""
    wanted: str = ""
    """The list for which more empty lines were asked."""

    @property
    def base_version(self) -> int:
        """The version that was read; 0 when none was, or when it cannot be told."""
        written = self.lines["base"]
        return int(written) if written.isascii() and written.isdigit() else 0

    def shown(self, name: str) -> list[Row]:
        """The lines of a list, and a few empty ones to write in."""
        blanks = _MORE_BLANKS if name == self.wanted else _BLANKS
        return [*self.lists[name], *[dict.fromkeys(LISTS[name], "")] * blanks]

    def plan(self) -> LifePlan:
        """What the form says.

        Raises:
            InvalidRequest: with every field to correct; its `parameter` is the id of the field.
        """
        return _Reader(self).plan()


def form_of_fields(fields: FormData) -> PlanForm:
    """The form as it was sent."""
    lists = {name: tuple(_rows(fields, columns)) for name, columns in LISTS.items()}
    lines = {name: _text(fields.get(name)) for name in LINES}
    return PlanForm(lines=lines, lists=lists, wanted=_text(fields.get("lignes")))


def form_of_plan(plan: LifePlan, base_version: int) -> PlanForm:
    """The form of a plan that is to be changed."""
    lines = {
        "objectif": plan.goal,
        "voie": plan.track.value,
        "intitule": plan.title,
        "fiche": plan.opportunity_id or "",
        "fonds": _amount(plan.working_capital_mad),
        "apport": _amount(plan.own_contribution_mad),
        "commentaire": plan.comment,
        "base": str(base_version),
    }
    lists: dict[str, tuple[Row, ...]] = {
        "budget": tuple(
            _row("budget", one.item, str(one.quantity), _amount(one.unit_price_mad))
            for one in plan.budget
        ),
        "cofinancement": tuple(
            _row("cofinancement", one.source.value, _amount(one.amount_mad))
            for one in plan.co_funding
        ),
        "etapes": tuple(
            _row("etapes", one.title, _day(one.due_on), one.state.value) for one in plan.steps
        ),
        "formations": tuple(
            _row("formations", one.title, _day(one.starts_on), one.opportunity_id or "")
            for one in plan.trainings
        ),
        "engagements": tuple(
            _row("engagements", one.party.value, one.text) for one in plan.commitments
        ),
    }
    return PlanForm(lines=lines, lists=lists)


def empty_form(base_version: int) -> PlanForm:
    """The form of a plan that begins with nothing."""
    lines = dict.fromkeys(LINES, "") | {"base": str(base_version), "voie": PlanTrack.ACTIVITY.value}
    return PlanForm(lines=lines, lists=dict.fromkeys(LISTS, ()))


@dataclass(slots=True)
class _Reader:
    """Reads one form, and gathers what is wrong with it."""

    form: PlanForm
    faults: list[Fault] = field(default_factory=list)

    def plan(self) -> LifePlan:
        lines = self.form.lines
        found = LifePlan(
            goal=self._words("objectif", lines["objectif"], _WORDS),
            track=self._word("voie", lines["voie"], PlanTrack, PlanTrack.ACTIVITY),
            title=self._words("intitule", lines["intitule"], _LINE),
            opportunity_id=self._id("intitule", lines["fiche"]),
            budget=tuple(self._each("budget", self._budget_line)),
            working_capital_mad=self._mad("fonds", lines["fonds"]) or NOTHING,
            own_contribution_mad=self._mad("apport", lines["apport"]) or NOTHING,
            co_funding=tuple(self._each("cofinancement", self._co_funding)),
            steps=tuple(self._each("etapes", self._step)),
            trainings=tuple(self._each("formations", self._training)),
            commitments=tuple(self._each("engagements", self._commitment)),
            comment=self._comment(lines["commentaire"]),
        )
        if self.faults:
            raise invalid_request(self.faults)
        return found

    def _budget_line(self, at: int, row: Row) -> BudgetLine:
        return BudgetLine(
            item=self._words(f"article-{at}", row["article"], _LINE),
            quantity=self._quantity(f"quantite-{at}", row["quantite"]),
            unit_price_mad=self._needed(f"prix-{at}", self._mad(f"prix-{at}", row["prix"])),
        )

    def _co_funding(self, at: int, row: Row) -> CoFunding:
        return CoFunding(
            source=self._word(f"source-{at}", row["source"], FundingSource, FundingSource.OTHER),
            amount_mad=self._needed(f"montant-{at}", self._mad(f"montant-{at}", row["montant"])),
        )

    def _step(self, at: int, row: Row) -> Step:
        return Step(
            title=self._words(f"etape-{at}", row["etape"], _LINE),
            due_on=self._date(f"pour_le-{at}", row["pour_le"]),
            state=self._word(f"etat-{at}", row["etat"], StepState, StepState.PLANNED),
        )

    def _training(self, at: int, row: Row) -> PlannedTraining:
        return PlannedTraining(
            title=self._words(f"formation-{at}", row["formation"], _LINE),
            starts_on=self._date(f"debut-{at}", row["debut"]),
            opportunity_id=self._id(f"formation-{at}", row["fiche_formation"]),
        )

    def _commitment(self, at: int, row: Row) -> Commitment:
        return Commitment(
            party=self._word(f"partie-{at}", row["partie"], PlanParty, PlanParty.PERSON),
            text=self._words(f"engagement-{at}", row["engagement"], _LINE),
        )

    def _each(self, name: str, read: Callable[[int, Row], _ValueT]) -> Iterator[_ValueT]:
        rows = self.form.lists[name]
        if len(rows) > _MOST_LINES:
            self._fault(f"{LISTS[name][0]}-0", "list-too-long", limit=_MOST_LINES)
            return
        yield from (read(at, row) for at, row in enumerate(rows))

    def _words(self, place: str, written: str, most: int) -> str:
        text = written.strip()
        if not text:
            self._fault(place, "field-missing")
        elif len(text) > most:
            self._fault(place, "text-too-long", limit=most)
        elif not _is_plain(text):
            self._fault(place, "not-plain-text")
        return text

    def _comment(self, written: str) -> str:
        """The person's own words: not even stripped."""
        if len(written) > _COMMENT:
            self._fault("commentaire", "text-too-long", limit=_COMMENT)
        if not _is_plain(written):
            self._fault("commentaire", "not-plain-text")
        return written

    def _mad(self, place: str, written: str) -> Decimal | None:
        try:
            found = number_of(written)
            if found is not None:
                check_within(found, 0, _MOST_MAD)
        except InvalidCell as error:
            self._fault(place, error.fault, **error.details)
            return NOTHING
        return found

    def _quantity(self, place: str, written: str) -> int:
        try:
            found = whole_number_of(written)
            if found is not None:
                check_within(found, 1, 10_000)
        except InvalidCell as error:
            self._fault(place, error.fault, **error.details)
            return 1
        return 1 if found is None else found

    def _date(self, place: str, written: str) -> date | None:
        try:
            return date_of(written)
        except InvalidCell as error:
            self._fault(place, error.fault, **error.details)
            return None

    def _word(self, place: str, written: str, words: type[_WordT], usual: _WordT) -> _WordT:
        if written in set(words):
            return words(written)
        self._fault(place, "field-missing" if not written else "field-invalid")
        return usual

    def _id(self, place: str, written: str) -> str | None:
        if not written:
            return None
        try:
            return str(UUID(written))
        except ValueError:
            self._fault(place, "not-an-id")
            return None

    def _needed(self, place: str, found: Decimal | None) -> Decimal:
        if found is None:
            self._fault(place, "field-missing")
        return found or NOTHING

    def _fault(self, place: str, code: str, **params: str | float | None) -> None:
        self.faults.append(Fault(code=str(code), parameter=place, params=params))


def _rows(fields: FormData, columns: Sequence[str]) -> Iterator[Row]:
    """The lines in which something was written."""
    columned = [[_text(one) for one in fields.getlist(name)] for name in columns]
    length = max(map(len, columned), default=0)
    for at in range(min(length, _MOST_LINES + 1)):
        row = {
            name: values[at] if at < len(values) else ""
            for name, values in zip(columns, columned, strict=True)
        }
        if any(value.strip() for name, value in row.items() if name not in _CHOSEN_FOR_ALL):
            yield row


def _row(name: str, *values: str) -> Row:
    return dict(zip(LISTS[name], values, strict=True))


def _text(value: object) -> str:
    """What a field holds, its line ends as everywhere else; a browser sends them in pairs."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def _is_plain(text: str) -> bool:
    return all(sign in "\n\t" or sign.isprintable() or ord(sign) > 0x9F for sign in text)


def _amount(amount: Decimal) -> str:
    return f"{amount:f}" if amount else ""


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
