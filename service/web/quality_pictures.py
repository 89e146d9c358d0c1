"""Pictures of the tables of a report: which column is drawn, and what a picture says of itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from matching.reported import Figure, Kind
from service.actions.laboratory.quality import Grid
from service.web import plots
from service.web.plots import Frame, Point
from service.web.quality_words import Words
from service.wording.languages import Message

_SPAN: Final = Message(
    "De haut en bas : {count} valeurs, de {low} à {high}. Les nombres sont dans le tableau.",
    "من الأعلى إلى الأسفل: {count} قيم، من {low} إلى {high}. الأرقام في الجدول.",
    "From top to bottom: {count} values, from {low} to {high}. The numbers are in the table.",
)
_NOTABLE: Final = Message(
    " Au-delà du hasard : {names}.", " بما يفوق الصدفة: {names}.", " Beyond chance: {names}."
)


@dataclass(frozen=True, slots=True)
class Pictures:
    """What draws the tables of a report for a reader."""

    say: Words

    def intervals(
        self, key: str, title: str, grid: Grid, column: str, equal: float | None = None
    ) -> Markup:
        """One column of a table with its intervals; nothing when no row has a value."""
        figures = _known(grid.column(column))
        kind = figures[0].kind if figures else Kind.FIGURE
        return plots.intervals(self._frame(key, title, figures, kind), self._points(figures), equal)

    def bars(self, key: str, title: str, grid: Grid, column: str) -> Markup:
        """One column of counts, the largest first."""
        figures = sorted(_known(grid.column(column)), key=lambda one: -(one.value or 0.0))
        return plots.bars(self._frame(key, title, figures, Kind.COUNT), self._points(figures))

    def funnel(self, key: str, title: str, grid: Grid) -> Markup:
        """The people of every step that may be shown."""
        figures = _known(grid.column("people"))
        return plots.funnel(self._frame(key, title, figures, Kind.COUNT), self._points(figures))

    def reliability(self, key: str, title: str, grid: Grid) -> Markup:
        """What was announced and what happened."""
        rows = [one for one in grid.rows.values() if {"said", "happened"} <= set(one)]
        points = [
            Point(
                label="",
                at=row["said"].value,
                value=row["happened"].value,
                low=row["happened"].low,
                high=row["happened"].high,
            )
            for row in rows
            if row["said"].value is not None and row["happened"].value is not None
        ]
        figures = _known([row["happened"] for row in rows])
        return plots.reliability(
            self._frame(key, title, figures, Kind.SHARE),
            points,
            self.say.column("said"),
            self.say.column("happened"),
        )

    def lorenz(self, key: str, title: str, grid: Grid) -> Markup:
        """How unevenly lines fall on those who could be shown."""
        figures = _known(grid.column("share"))
        shares = [
            (float(one.row.rstrip("%")) / 100.0, one.value)
            for one in figures
            if one.value is not None
        ]
        return plots.lorenz(
            self._frame(key, title, figures, Kind.SHARE),
            shares,
            self.say.row(grid.name),
            self.say.column("share"),
        )

    def _points(self, figures: Sequence[Figure]) -> list[Point]:
        return [
            Point(
                label=self.say.row(one.row),
                value=one.value,
                low=one.low,
                high=one.high,
                told=self.say.value(one),
                is_found=one.is_found,
            )
            for one in figures
            if one.value is not None
        ]

    def _frame(self, key: str, title: str, figures: Sequence[Figure], kind: Kind) -> Frame:
        return Frame(
            key=key,
            title=title,
            desc=self._desc(figures, kind),
            written=self.say.axis(kind),
            is_from_right=self.say.is_from_right,
        )

    def _desc(self, figures: Sequence[Figure], kind: Kind) -> str:
        values = [one.value for one in figures if one.value is not None]
        if not values:
            return ""
        ends = {name: self.say.number(end, kind) for name, end in _ends(values)}
        text = _SPAN.text(self.say.language).format(count=len(values), **ends)
        found = [self.say.row(one.row) for one in figures if one.is_found]
        if not found:
            return text
        return text + _NOTABLE.text(self.say.language).format(names=", ".join(found))


def _known(figures: Sequence[Figure]) -> list[Figure]:
    return [one for one in figures if one.value is not None]


def _ends(values: Sequence[float]) -> tuple[tuple[str, float], tuple[str, float]]:
    return ("low", min(values)), ("high", max(values))
