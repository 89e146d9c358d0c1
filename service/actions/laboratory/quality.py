"""A report of the laboratory, read: every figure with its interval, or with what it lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from matching.reported import Figure, Section, figures_of
from service.actions.laboratory.reports import DamagedReport, Listed, list_reports, read_report
from service.security import Caller
from service.wording import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One table of a report; a cell may be missing."""

    section: str
    name: str
    """Which table of the section; "" when there is one."""
    columns: tuple[str, ...]
    rows: Mapping[str, Mapping[str, Figure]]

    @property
    def has_withheld(self) -> bool:
        """Whether a cell is kept from view."""
        return any(one.is_withheld for row in self.rows.values() for one in row.values())

    def column(self, name: str) -> list[Figure]:
        """The cells of one column, in the order of the rows."""
        return [row[name] for row in self.rows.values() if name in row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """What a report rests on."""

    lines: int
    people: int
    openings: int
    companies: int
    lists: int
    first_day: date | None
    last_day: date | None
    releases: tuple[str, ...]
    """Those that made the lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """A report of the laboratory."""

    id: str
    title: str
    language: Language
    made_on: date
    release_id: str
    """The release that was compared with simpler rankings."""
    extent: Extent
    learned_beats_rules: bool | None
    """None when nothing could be compared."""
    limits: tuple[str, ...]
    figures: tuple[Figure, ...]

    def grids(self, section: Section) -> list[Grid]:
        """The tables of a section, in the order of the report; none when it has no such section."""
        mine = [one for one in self.figures if one.section == section.value]
        names = dict.fromkeys(one.table for one in mine)
        return [_grid([one for one in mine if one.table == name]) for name in names]

    def figure(self, section: Section, row: str, column: str, table: str = "") -> Figure | None:
        """One figure; None when the report does not have it."""
        key = (section.value, table, row, column)
        return next((one for one in self.figures if one.key == key), None)

    def has(self, section: Section) -> bool:
        """Whether the report has that section at all."""
        return any(one.section == section.value for one in self.figures)


def slices(quality: Quality) -> list[tuple[str, list[tuple[str, Grid]]]]:
    """Quality for parts of the people: by label, then by attribute; "" for seen before or not."""
    found = []
    for grid in quality.grids(Section.PARTS):
        parts: dict[str, list[Figure]] = {}
        for row, cells in grid.rows.items():
            attribute, _, label = row.rpartition(": ")
            parts.setdefault(attribute, []).extend(
                replace(one, row=label) for one in cells.values()
            )
        found.append((grid.name, [(name, _grid(figures)) for name, figures in parts.items()]))
    return found


def read_quality(folder: Path, caller: Caller, name: str, language: Language) -> Quality:
    """A report of the folder; `NEWEST` stands for the newest.

    Raises:
        NotAllowed: not the caller's to read.
        NoSuchReport: there is none of that name.
        DamagedReport: it is not what the laboratory writes.
    """
    return quality_of(read_report(folder, caller, name, language))


def quality_of(document: Mapping[str, Any]) -> Quality:
    """A report from its document.

    Raises:
        DamagedReport: it is not what the laboratory writes.
    """
    try:
        return Quality(
            id=document["id"],
            title=document["title"],
            language=Language(document["language"]),
            made_on=date.fromisoformat(document["made_on"]),
            release_id=document["release_id"],
            extent=_extent(document["extent"]),
            learned_beats_rules=document["learned_beats_rules"],
            limits=tuple(document["limits"]),
            figures=figures_of(document["figures"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedReport from error


def others(folder: Path, caller: Caller, quality: Quality) -> list[Listed]:
    """Reports about another time that can be compared with this one, the newest first.

    The same report in another language is not another report; of a report in several languages the
    one in the language of this one is named.

    Raises:
        NotAllowed: not the caller's to read.
    """
    found: dict[str, Listed] = {}
    for one in list_reports(folder, caller):
        about = _about(one.id)
        if not one.is_readable or about == _about(quality.id):
            continue
        if about not in found or one.language is quality.language:
            found[about] = one
    return list(found.values())


def before(listed: Sequence[Listed], quality: Quality) -> Listed | None:
    """The newest report that tells about an earlier time; None when this is the first."""
    return next((one for one in listed if _about(one.id) < _about(quality.id)), None)


def _about(report_id: str) -> str:
    """The id without its language."""
    return report_id.rsplit("-", 1)[0]


def _grid(figures: Sequence[Figure]) -> Grid:
    rows: dict[str, dict[str, Figure]] = {}
    for one in figures:
        rows.setdefault(one.row, {})[one.column] = one
    return Grid(
        section=figures[0].section,
        name=figures[0].table,
        columns=tuple(dict.fromkeys(one.column for one in figures)),
        rows=rows,
    )


def _extent(written: Mapping[str, Any]) -> Extent:
    days = {name: _day(written[name]) for name in ("first_day", "last_day")}
    return Extent(**{**written, **days, "releases": tuple(written["releases"])})


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
