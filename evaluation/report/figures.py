"""Every number of a report, once: its table, its CSV and its JSON are written from these."""

import math
from dataclasses import dataclass, fields

from evaluation.measured import Estimate, TooThin
from matching.reported import WITHHELD, Figure, Kind, Section

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
