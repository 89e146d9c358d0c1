"""What a report of the laboratory consists of: the seam between who writes and who shows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

WITHHELD: Final = "withheld"
"""What a figure lacks when it would tell of fewer people than may be shown, or give them away."""


class Kind(StrEnum):
    """How a number is written and read."""

    COUNT = "count"
    FIGURE = "figure"
    SHARE = "share"
    """In [0, 1]; written in per cent."""
    GAP = "gap"
    """In [-1, 1], between two shares; written in points of per cent, with its sign."""


class Section(StrEnum):
    """Chapters, in the order in which they are read."""

    FUNNEL = "funnel"
    REFUSALS = "refusals"
    RANKERS = "rankers"
    QUALITY = "quality"
    BLIND = "blind"
    GAPS = "gaps"
    EXPOSURE = "exposure"
    CROWDING = "crowding"
    LORENZ = "lorenz"
    CALIBRATION = "calibration"
    RELIABILITY = "reliability"
    INSTEAD = "instead"
    MIRROR = "mirror"
    GROUP_CALIBRATION = "group-calibration"
    PARTS = "parts"


COMPARED: Final = frozenset(
    {
        Section.QUALITY,
        Section.BLIND,
        Section.CALIBRATION,
        Section.EXPOSURE,
        Section.GAPS,
        Section.CROWDING,
        Section.MIRROR,
    }
)
"""Sections whose figures mean the same in every report, so that two can be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One cell of one table."""

    section: str
    """A `Section`, or one that a later laboratory added."""
    table: str
    """Which table of the section; "" when there is one."""
    row: str
    column: str
    kind: Kind
    value: float | None = None
    """None when it is refused or withheld; `lacking` says why."""
    low: float | None = None
    high: float | None = None
    """Ends of the 95 % interval; None for what is counted."""
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
        return (self.section, self.table, self.row, self.column)

    @property
    def is_withheld(self) -> bool:
        """Whether it is known, and kept from view."""
        return self.lacking == WITHHELD


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure in two reports."""

    before: Figure
    now: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What moved beyond chance, and out of how many figures that both reports give."""

    compared: int
    moved: tuple[Change, ...]


def plain(figure: Figure) -> dict[str, Any]:
    """A figure in plain types."""
    return {**asdict(figure), "section": str(figure.section), "kind": figure.kind.value}


def figures_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Figure, ...]:
    """Figures from what `plain` made.

    Raises:
        TypeError, ValueError, KeyError: they are something else.
    """
    return tuple(Figure(**{**row, "kind": Kind(row["kind"])}) for row in rows)


def changes_between(before: Sequence[Figure], now: Sequence[Figure]) -> Changes:
    """Figures of both whose 95 % intervals lie apart: what did not move more than chance is none.

    Stricter than a test of the difference.
    """
    known = {one.key: one for one in before if _is_told(one)}
    pairs = [
        Change(before=known[one.key], now=one) for one in now if _is_told(one) and one.key in known
    ]
    moved = tuple(one for one in pairs if lie_apart(one.before, one.now))
    return Changes(compared=len(pairs), moved=moved)


def lie_apart(one: Figure, other: Figure) -> bool:
    """Whether two intervals have no value in common; False where one of them is not known."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.low > other.high or one.high < other.low


def _is_told(figure: Figure) -> bool:
    return figure.section in COMPARED and figure.low is not None
