"""A plan as tables: the same on a screen and in a workbook, in the reader's language."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from matching.assignment.figures import Figures
from matching.assignment.money import dirhams
from matching.assignment.planning import Line, OneMorePlace, Plan
from matching.assignment.release import Release
from matching.assignment.words import LimitKind, Way
from service.actions.assigning.cohorts import Assignment
from service.wording import Language, label
from service.wording import cohorts as words
from service.wording.languages import Message, number_text
from service.wording.money import amount_text
from service.wording.templates import filled

Value = str | int | float | Decimal | None
_AMOUNT_FORMAT: Final = "# ##0.00"
_MOVES_NAMED: Final = 8


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A title, headers and rows; amounts stay numbers until they are shown."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWriter:
    """Writes one plan in one language."""

    made: Assignment
    language: Language
    people: Mapping[str, str]
    """Profile id to the reference a reader knows; ids are shown for the others."""

    def tables(self) -> list[PlanTable]:
        """Everything that is to be read, the plan first."""
        plan = self.made.plan
        if plan is None:
            return [self._table(words.REMEDIES, (words.LIMIT, words.BY), self._remedies())]
        found = [
            self._table(words.PLAN, self._columns(plan), self._lines(plan)),
            self._table(words.COMPARED, _COMPARED, self._ways(plan)),
        ]
        if plan.towns:
            headers = (words.TOWN, words.PEOPLE, words.SERVED, words.GRANTED)
            found.append(self._table(words.TOWNS, headers, self._towns(plan)))
        if plan.one_more:
            headers = (words.LIMIT, words.GAIN, words.SERVED, words.MOVES)
            found.append(self._table(words.ONE_MORE, headers, self._one_more(plan)))
        if plan.remarks:
            rows = ((label(one.code, self.language), self._name(one.id)) for one in plan.remarks)
            found.append(self._table(words.REMARKS, (words.REMARKS, words.LIMIT), rows))
        return found

    def sentences(self) -> Iterator[str]:
        """What stands above the tables: how good the plan is, its money, its priorities."""
        plan, terms = self.made.plan, self.made.asked.terms
        if plan is not None:
            figures = plan.figures[Way.PLAN]
            yield self._said(
                words.HEADING,
                kind=label(self.made.asked.kind, self.language),
                served=figures.served,
                people=len(plan.lines),
                objective=label(terms.objective, self.language),
                proof=label(plan.proof, self.language),
                gap=number_text(100 * plan.gap, self.language, decimals=3),
            )
            if terms.envelope_mad is not None and plan.left_mad is not None:
                yield self._said(
                    words.MONEY,
                    spent=amount_text(terms.envelope_mad - plan.left_mad, self.language),
                    envelope=amount_text(terms.envelope_mad, self.language),
                    left=amount_text(plan.left_mad, self.language),
                )
            if plan.lowest_value is not None:
                value = number_text(plan.lowest_value, self.language, decimals=3)
                yield self._said(words.LOWEST, value=value)
            if plan.tiers:
                yield self._said(words.TIERS, tiers=" > ".join(_in_order(plan.tiers)))
            if terms.weights:
                listed = (
                    f"{group} × {number_text(weight, self.language)}"
                    for group, weight in sorted(terms.weights.items())
                )
                yield self._said(words.WEIGHTS, weights=", ".join(listed))
        yield self._said(words.ORIGIN, id=str(self.made.id), release=self.made.release_id)

    def shown(self, value: Value) -> str:
        """A value as the language writes it."""
        if value is None:
            return ""
        if isinstance(value, Decimal):
            return amount_text(value, self.language)
        if isinstance(value, float):
            return number_text(value, self.language, decimals=3)
        return str(value)

    def _columns(self, plan: Plan) -> tuple[Message, ...]:
        optional = ((words.GRANTED, plan.left_mad is not None), (words.TIER, bool(plan.tiers)))
        more = tuple(header for header, is_used in optional if is_used)
        return (words.PERSON, words.TOWN, words.GETS, words.PROVIDER, words.VALUE, *more, words.WHY)

    def _lines(self, plan: Plan) -> Iterator[tuple[Value, ...]]:
        for one in plan.lines:
            option = one.option_id or ""
            money = (one.granted_mad,) if plan.left_mad is not None else ()
            tier = (None if one.tier is None else one.tier + 1,) if plan.tiers else ()
            yield (
                self._person(one.person_id),
                self._name(self.made.town_of.get(one.person_id, "")),
                self.made.titles.get(option, option),
                self.made.providers.get(option, ""),
                one.value,
                *money,
                *tier,
                self._why(one),
            )

    def _why(self, line: Line) -> str:
        said = [label(reason, self.language) for reason in line.reasons]
        if line.is_pinned:
            said.append(words.PINNED.text(self.language))
        counted = sorted(line.refusals.items(), key=lambda item: (-item[1], item[0]))
        said += [f"{label(rule, self.language)} ({count})" for rule, count in counted[:3]]
        if line.missing_mad is not None:
            amount = amount_text(line.missing_mad, self.language)
            said.append(self._said(words.MISSING_MONEY, amount=amount))
        return " ; ".join(said)

    def _ways(self, plan: Plan) -> Iterator[tuple[Value, ...]]:
        for way in Way:
            figures = plan.figures[way]
            yield (
                label(way, self.language),
                figures.total,
                figures.served,
                figures.unserved,
                figures.worst_served,
                figures.gini,
                None if figures.spent is None else dirhams(figures.spent),
                self._over(figures),
            )

    def _over(self, figures: Figures) -> str:
        parts = [str(figures.overbooked)] if figures.overbooked else []
        if figures.overspent:
            parts.append(amount_text(dirhams(figures.overspent), self.language))
        return " ; ".join(parts)

    def _towns(self, plan: Plan) -> Iterator[tuple[Value, ...]]:
        for one in plan.towns:
            yield (self._name(one.town), one.people, one.served, one.granted_mad)

    def _one_more(self, plan: Plan) -> Iterator[tuple[Value, ...]]:
        for one in plan.one_more:
            limit = self._limit(one.kind, one.id)
            yield (limit, one.gain, one.served, self._moves(one))

    def _moves(self, one: OneMorePlace) -> str:
        nothing = words.NOTHING.text(self.language)
        named = [
            f"{self._person(move.person_id)} : {self._option(move.before) or nothing} → "
            f"{self._option(move.after) or nothing}"
            for move in one.moves[:_MOVES_NAMED]
        ]
        more = len(one.moves) - len(named)
        return " ; ".join([*named, f"+ {more}"] if more else named)

    def _remedies(self) -> Iterator[tuple[Value, ...]]:
        for remedy in self.made.remedies:
            limits = (self._limit(one.kind, one.id) for one in remedy.releases)
            amounts = (self._by(one) for one in remedy.releases)
            yield (" + ".join(limits), " + ".join(amounts))

    def _by(self, release: Release) -> str:
        if release.kind is LimitKind.ENVELOPE:
            return f"{amount_text(dirhams(release.by), self.language)} MAD"
        return str(release.by)

    def _limit(self, kind: LimitKind, name: str) -> str:
        said = label(kind, self.language)
        found = self._name(name)
        return f"{said} : {found}" if found else said

    def _name(self, name: str) -> str:
        """What an id reads like; the month of a company's pace stays beside its name."""
        if name in self.made.towns:
            script = "ar" if self.language is Language.ARABIC else "fr"
            return self.made.towns[name][script]
        first, _, rest = name.partition(" ")
        titled = self.made.titles.get(first, first)
        return f"{titled} {rest}" if rest else titled

    def _option(self, option_id: str | None) -> str:
        return self.made.titles.get(option_id or "", option_id or "")

    def _person(self, person_id: str) -> str:
        return self.people.get(person_id, person_id)

    def _table(
        self, title: Message, headers: Sequence[Message], rows: Iterator[tuple[Value, ...]]
    ) -> PlanTable:
        written = tuple(header.text(self.language) for header in headers)
        return PlanTable(title.text(self.language), written, tuple(rows))

    def _said(self, message: Message, **params: str | int | float) -> str:
        return filled(message, params, self.language)


def workbook(writer: PlanWriter) -> bytes:
    """A plan as XLSX: one sheet per table, amounts as numbers, right to left in Arabic."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.remove(book.worksheets[0])
    for number, table in enumerate(writer.tables()):
        # A name of a sheet has at most 31 characters, and not these.
        sheet = book.create_sheet(table.title[:31].translate(str.maketrans("", "", "[]:*?/\\")))
        sheet.sheet_view.rightToLeft = writer.language is Language.ARABIC
        if not number:
            for sentence in writer.sentences():
                sheet.append([sentence])
        sheet.append(list(table.headers))
        for cell in sheet[sheet.max_row]:
            cell.font = Font(bold=True)
        for row in table.rows:
            sheet.append([_cell(value) for value in row])
            for place, value in enumerate(row, start=1):
                if isinstance(value, Decimal):
                    sheet.cell(sheet.max_row, place).number_format = _AMOUNT_FORMAT
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cell(value: Value) -> Value:
    """A text is never run as a formula."""
    is_formula = isinstance(value, str) and value.startswith(("=", "+", "-", "@"))
    return f" {value}" if is_formula else value


def _in_order(tiers: Mapping[str, int]) -> list[str]:
    """Groups of each tier, joined by "=", first tier first."""
    by_tier: dict[int, list[str]] = {}
    for group, tier in sorted(tiers.items()):
        by_tier.setdefault(tier, []).append(group)
    return [" = ".join(by_tier[tier]) for tier in sorted(by_tier)]


_COMPARED: Final = (
    words.WAY,
    words.TOTAL,
    words.SERVED,
    words.UNSERVED,
    words.WORST,
    words.GINI,
    words.SPENT,
    words.OVER,
)
