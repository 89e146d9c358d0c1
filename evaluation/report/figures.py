"""Every number of a report, once: its table, its CSV and its JSON are written from these."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from evaluation.measured import Estimate, TooThin
from matching.reported import WITHHELD, Kind, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One cell of one table."""

    section: Section
    table: str
    """Which table of the section; "" when there is one."""
    row: str
    column: str
    kind: Kind
    value: float | None = None
    """None when it is refused or withheld."""
    low: float | None = None
    high: float | None = None
    n: int | None = None
    """What it rests on: people or openings; None for what is counted, and about groups."""
    lacking: str = ""
    """Code of the refusal to answer."""
    needed: int | None = None
    had: int | None = None
    is_found: bool = False
    """A gap, or a difference, beyond chance after correction for all that were looked at."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it is about: the same in two reports."""
        return (self.section.value, self.table, self.row, self.column)


COLUMNS = tuple(one.name for one in fields(Figure))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where figures go: a section, a table, a row."""

    section: Section
    row: str
    table: str = ""
    is_about_a_group: bool = False
    """Then no figure says on how many people it rests: the row says it, or withholds it."""

    def count(self, column: str, count: int | None) -> Figure:
        """A count, or None where it may not be shown."""
        return self._figure(column, Kind.COUNT, count, "" if count is not None else WITHHELD)

    def number(self, column: str, value: float, kind: Kind = Kind.FIGURE) -> Figure:
        """A number without interval; nan is refused."""
        return self._figure(
            column, kind, value if math.isfinite(value) else None, _UNLESS[math.isfinite(value)]
        )

    def withheld(self, column: str, kind: Kind = Kind.FIGURE) -> Figure:
        """A figure that would tell of too few people."""
        return self._figure(column, kind, None, WITHHELD)

    def estimate(
        self,
        column: str,
        found: Estimate,
        kind: Kind = Kind.FIGURE,
        *,
        is_found: bool = False,
    ) -> Figure:
        """A figure with its interval, or what is lacking."""
        told = not self.is_about_a_group
        if isinstance(found, TooThin):
            return Figure(
                section=self.section,
                table=self.table,
                row=self.row,
                column=column,
                kind=kind,
                lacking=found.code,
                needed=found.needed if told else None,
                had=found.had if told else None,
            )
        return Figure(
            section=self.section,
            table=self.table,
            row=self.row,
            column=column,
            kind=kind,
            value=found.mean,
            low=found.low,
            high=found.high,
            n=found.n if told else None,
            is_found=is_found,
        )

    def _figure(self, column: str, kind: Kind, value: float | None, lacking: str) -> Figure:
        return Figure(
            section=self.section,
            table=self.table,
            row=self.row,
            column=column,
            kind=kind,
            value=value,
            lacking=lacking,
        )


_UNLESS = {True: "", False: "undefined"}


def plain(figure: Figure) -> dict[str, Any]:
    """A figure in plain types."""
    return {**asdict(figure), "section": figure.section.value, "kind": figure.kind.value}


def figures_of(rows: Iterable[Mapping[str, Any]]) -> list[Figure]:
    """Figures from what `plain` made.

    Raises:
        TypeError, ValueError, KeyError: they are something else.
    """
    return [
        Figure(**{**row, "section": Section(row["section"]), "kind": Kind(row["kind"])})
        for row in rows
    ]
