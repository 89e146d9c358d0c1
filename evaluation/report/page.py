"""The report as one page: no script, nothing loaded, the same numbers as the files beside it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from evaluation.report.contents import Contents
from evaluation.report.names import column_name, lacking_name, row_name
from evaluation.report.numbers import day_text, interval_text, number_text, value_text
from evaluation.report.plots import Dot, bar_plot, interval_plot, reliability_plot
from evaluation.report.summary import summary
from evaluation.report.words import LIMITS, PLAIN, SECTIONS, TABLES, TITLE, Language
from matching.reported import Change, Changes, Figure, Kind, Section

_PLOTTED = {
    Section.FUNNEL: ("pairs",),
    Section.REFUSALS: ("people",),
    Section.EXPOSURE: ("exposure-ratio",),
    Section.GAPS: ("proposed",),
    Section.RELIABILITY: ("said", "happened"),
}
"""The columns that are drawn."""
_EQUAL = {Section.EXPOSURE: 1.0, Section.GAPS: 0.0}
"""Where all would be equal."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as it is read."""

    value: str
    interval: str = ""
    n: str = ""
    mark: str = ""
    """\u25b2 or \u25bc beside what is beyond chance."""
    look: str = ""
    """Class of the cell: "better", "found", "worst", or none."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under headings; the first column names the row."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    plot: Markup | None = None
    plotted: str = ""
    """The columns that the picture shows."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section of the report."""

    title: str
    intro: str
    tables: tuple[Table, ...]


def page(contents: Contents, changes: Changes | None, language: Language, made_on: date) -> str:
    """The page as HTML text."""
    environment = Environment(
        loader=PackageLoader("evaluation.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = _Wording(language)
    rendered: str = environment.get_template("page.html").render(
        language=language.value,
        direction="rtl" if language is Language.ARABIC else "ltr",
        title=TITLE.text(language),
        made_on=day_text(made_on, language),
        facts=list(words.facts(contents)),
        summary=list(summary(contents, language)),
        chapters=list(words.chapters(contents.figures)),
        changes=None if changes is None else words.changes(changes),
        thin=words.thin(contents.figures),
        limits=[one.text(language) for one in LIMITS],
        say={name: one.text(language) for name, one in PLAIN.items()},
    )
    return rendered


class _Wording:
    """A report in one language."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def facts(self, contents: Contents) -> Iterator[tuple[str, str]]:
        extent = contents.extent
        if extent.first_day and extent.last_day:
            days = (date.fromisoformat(one) for one in (extent.first_day, extent.last_day))
            yield self._say("period"), " – ".join(day_text(day, self._language) for day in days)
        for name in ("lines", "people", "openings", "companies", "lists"):
            count = number_text(getattr(extent, name), Kind.COUNT, self._language)
            yield self._say(name), count
        yield self._say("release"), contents.release_id
        yield self._say("shown-by"), ", ".join(extent.releases) or "–"

    def chapters(self, figures: Sequence[Figure]) -> Iterator[Chapter]:
        for section in Section:
            mine = [one for one in figures if one.section == section]
            if not mine:
                continue
            title, intro = SECTIONS[section.value]
            names = dict.fromkeys(one.table for one in mine)
            tables = (self._table([one for one in mine if one.table == name]) for name in names)
            yield Chapter(title.text(self._language), intro.text(self._language), tuple(tables))

    def changes(self, changes: Changes) -> Chapter:
        intro = self._say("changes-intro").format(compared=changes.compared)
        rows = tuple(self._change(one) for one in changes.moved)
        table = Table("", (self._say("before"), self._say("now")), rows)
        told = intro if rows else f"{intro} {self._say('no-change')}"
        return Chapter(self._say("changes"), told, (table,) if rows else ())

    def thin(self, figures: Sequence[Figure]) -> Chapter | None:
        lacking = Counter(one.lacking for one in figures if one.lacking)
        if not lacking:
            return None
        intro = self._say("thin-intro").format(count=lacking.total())
        rows = tuple(
            (
                lacking_name(code, self._language),
                (Cell(number_text(count, Kind.COUNT, self._language)),),
            )
            for code, count in lacking.most_common()
        )
        return Chapter(self._say("thin"), intro, (Table("", (self._say("count"),), rows),))

    def _table(self, figures: Sequence[Figure]) -> Table:
        columns = tuple(dict.fromkeys(one.column for one in figures))
        rows = dict.fromkeys(one.row for one in figures)
        cells = {(one.row, one.column): one for one in figures}
        section, name = Section(figures[0].section), figures[0].table
        return Table(
            caption=TABLES[name].text(self._language) if name else "",
            headings=tuple(column_name(one, self._language) for one in columns),
            rows=tuple(
                (
                    row_name(row, self._language),
                    tuple(self._cell(cells.get((row, column))) for column in columns),
                )
                for row in rows
            ),
            plot=self._plot(section, figures),
            plotted=" / ".join(
                column_name(one, self._language) for one in _PLOTTED.get(section, ())
            ),
        )

    def _cell(self, figure: Figure | None) -> Cell:
        if figure is None:
            return Cell("")
        n = "" if figure.n is None else number_text(figure.n, Kind.COUNT, self._language)
        return Cell(
            value=value_text(figure, self._language),
            interval=interval_text(figure, self._language),
            n=n,
            mark=_mark(figure),
            look=_look(figure),
        )

    def _change(self, change: Change) -> tuple[str, tuple[Cell, ...]]:
        now = change.now
        title = SECTIONS[now.section][0].text(self._language)
        row = row_name(
            f"{now.table}: {now.row}" if now.table in TABLES else now.row, self._language
        )
        column = column_name(now.column, self._language)
        return f"{title} – {row} – {column}", (self._cell(change.before), self._cell(now))

    def _plot(self, section: Section, figures: Sequence[Figure]) -> Markup | None:
        if section is Section.RELIABILITY:
            across, up = (column_name(one, self._language) for one in ("said", "happened"))
            return reliability_plot(self._curve(figures), across, up)
        if section not in _PLOTTED:
            return None
        drawn = [one for one in figures if one.column in _PLOTTED[section] and one.row != "shown"]
        dots = self._dots([one for one in drawn if one.value])
        if not dots:
            return None
        return interval_plot(dots, _EQUAL[section]) if section in _EQUAL else bar_plot(dots)

    def _dots(self, figures: Sequence[Figure]) -> list[Dot]:
        return [self._dot(one, one.value) for one in figures if one.value is not None]

    def _dot(self, figure: Figure, value: float) -> Dot:
        scale = 100.0 if figure.kind is Kind.GAP else 1.0
        low = value if figure.low is None else figure.low
        high = value if figure.high is None else figure.high
        return Dot(
            row_name(figure.row, self._language),
            scale * value,
            scale * low,
            scale * high,
            is_found=figure.is_found,
        )

    def _curve(self, figures: Sequence[Figure]) -> list[Dot]:
        said = {one.row: one.value for one in figures if one.column == "said"}
        return [
            Dot("", one.value, one.low or 0.0, one.high or 0.0, at=said[one.row] or 0.0)
            for one in figures
            if one.column == "happened" and one.value is not None
        ]

    def _say(self, name: str) -> str:
        return PLAIN[name].text(self._language)


def _mark(figure: Figure) -> str:
    if not figure.is_found or figure.value is None:
        return ""
    return "\u25b2" if figure.value > 0 else "\u25bc"


def _look(figure: Figure) -> str:
    if figure.is_found:
        is_gain = figure.section == Section.RANKERS and (figure.value or 0.0) > 0
        return "better" if is_gain else "found"
    return "worst" if figure.column == "worse" else ""
