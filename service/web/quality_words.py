"""How pages write the figures of a report: names, numbers, intervals, findings, pictures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from babel.numbers import format_decimal, format_percent

from matching.disclosure import MINIMUM
from matching.reported import Figure, Kind, Section
from service.actions.laboratory.findings import Found
from service.actions.releases.compared import Line
from service.actions.spoken import region_name
from service.wording import Language
from service.wording.findings import FINDINGS
from service.wording.languages import LOCALES, Message
from service.wording.quality import CHAPTERS, COLUMNS, LACKING, ROWS, TABLES, isolated

_MARKS: Final = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))
"""Invisible marks of direction: numbers are isolated where they stand."""
_MINUS: Final = "\u2212"
_PATTERNS: Final[Mapping[Kind, str]] = {
    Kind.COUNT: "#,##0",
    Kind.FIGURE: "#,##0.00",
    Kind.SHARE: "#,##0.0 %",
    Kind.GAP: "+#,##0.0;-#,##0.0",
}
_POINTS: Final = Message("points", "نقطة", "points")
_WITHHELD: Final = Message("retenu", "محجوب", "withheld")
_FEW: Final = Message(
    "{had} sur {needed} nécessaires", "{had} من {needed} اللازمة", "{had} of {needed} needed"
)


@dataclass(frozen=True, slots=True)
class Words:
    """What writes a report in one language."""

    language: Language

    @property
    def is_from_right(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language is Language.ARABIC

    def value(self, figure: Figure) -> str:
        """The number alone, without its unit in points; a dash, or "withheld", without one."""
        if figure.value is None:
            return _WITHHELD.text(self.language) if figure.is_withheld else "–"
        return self._written(figure, figure.value)

    def interval(self, figure: Figure) -> str:
        """The 95 % interval; "" without one."""
        if figure.low is None or figure.high is None:
            return ""
        low, high = (self._written(figure, one) for one in (figure.low, figure.high))
        return f"[{low} ; {high}]"

    def rests_on(self, figure: Figure) -> str:
        """The interval and what the figure rests on, as far as they are told."""
        n = "" if figure.n is None else f"n\u00a0=\u00a0{self.number(figure.n, Kind.COUNT)}"
        return " · ".join(filter(None, (self.interval(figure), n)))

    def number(self, value: float, kind: Kind) -> str:
        """12 345, 0,71, 41,2 % or +3,4 as the language writes it; a gap is in points."""
        locale, pattern = LOCALES[self.language], _PATTERNS[kind]
        if kind is Kind.SHARE:
            written: str = format_percent(value, format=pattern, locale=locale)
        else:
            # Adding zero takes the sign from what is rounded to nothing.
            scaled = round(100 * value, 1) + 0.0 if kind is Kind.GAP else value
            written = format_decimal(scaled, format=pattern, locale=locale)
        return _plain(written)

    def axis(self, kind: Kind) -> Callable[[float], str]:
        """What writes the numbers of an axis; shares without decimals."""
        if kind is Kind.SHARE:
            return lambda share: _plain(
                format_percent(share, format="#,##0 %", locale=LOCALES[self.language])
            )
        return lambda value: self.number(value, kind) if value else "0"

    def lacking(self, figure: Figure) -> str:
        """Why there is no number; "" where there is one."""
        if not figure.lacking:
            return ""
        named = LACKING.get(figure.lacking)
        why = figure.lacking if named is None else named.text(self.language)
        if figure.needed is None or figure.had is None:
            return why
        few = _FEW.text(self.language).format(had=figure.had, needed=figure.needed)
        return f"{why} ({isolated(few) if not self.is_from_right else few})"

    def column(self, code: str) -> str:
        """Name of a column; ways to rank are columns as well as rows."""
        named = COLUMNS.get(code) or ROWS.get(code)
        return code if named is None else named.text(self.language)

    def row(self, code: str) -> str:
        """Name of a row: a word of ours, "attribute: group", a region, or the code itself."""
        if ": " in code:
            attribute, label = code.split(": ", 1)
            colon = " : " if self.language is Language.FRENCH else ": "
            return f"{self.table(attribute)}{colon}{self.row(label)}"
        named = ROWS.get(code) or TABLES.get(code)
        if named is not None:
            return named.text(self.language)
        region = region_name(code, self.language)
        return region if region != code else isolated(code)

    def table(self, code: str) -> str:
        """Name of a table: a label, an attribute, a side."""
        named = TABLES.get(code)
        return code if named is None else named.text(self.language)

    def told(self, figure: Figure) -> str:
        """The figure in a sentence: its number, its unit, its interval."""
        value = isolated(self.value(figure))
        if figure.value is not None and _is_in_points(figure):
            value = f"{value} {_POINTS.text(self.language)}"
        interval = self.interval(figure)
        return f"{value} {isolated(interval)}" if interval else value

    def about(self, figure: Figure) -> str:
        """What a figure is about, in full: chapter, row, column."""
        chapter = CHAPTERS.get(figure.section)
        parts = [] if chapter is None else [chapter.text(self.language)]
        return " – ".join([*parts, self._group(figure), self.column(figure.column)])

    def measure(self, line: Line) -> str:
        """What two releases are compared by."""
        if line.column in COLUMNS:
            return f"{self.table(line.table)} – {self.column(line.column)}"
        part = "" if line.row == "all" else f" ({self.row(line.row)})"
        return f"{self.row(line.column)} – {isolated(line.table)}{part}"

    def finding(self, found: Found) -> str:
        """A finding as a sentence."""
        blanks = {name: self.told(one) for name, one in found.figures.items()}
        for name, count in found.counts.items():
            blanks[name] = isolated(self.number(count, Kind.COUNT))
        for one in found.figures.values():
            blanks["group"] = self._group(one)
            blanks["treatment"] = self.column(one.column)
        return FINDINGS[found.finding.value].text(self.language).format(**blanks)

    def _written(self, figure: Figure, value: float) -> str:
        if figure.kind is not Kind.GAP or _is_in_points(figure):
            return self.number(value, figure.kind)
        signed = "+#,##0.00;-#,##0.00"
        rounded = round(value, 2) + 0.0
        return _plain(format_decimal(rounded, format=signed, locale=LOCALES[self.language]))

    def _group(self, figure: Figure) -> str:
        is_attribute = figure.table in TABLES and ": " not in figure.row
        return self.row(f"{figure.table}: {figure.row}" if is_attribute else figure.row)


def _is_in_points(figure: Figure) -> bool:
    """Whether it is a difference of shares; one of two measures is no share of anything."""
    return figure.kind is Kind.GAP and figure.section != Section.RANKERS


def _plain(written: str) -> str:
    return written.translate(_MARKS).replace("-", _MINUS)


def quality_words(language: Language) -> dict[str, Any]:
    """What the templates of reports are given besides a report."""
    return {"say": Words(language), "least": MINIMUM}
