"""Releases beside one another: which one is in use since when, and what each was measured at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from matching.errors import NotReady
from matching.reported import Figure, Kind, Section, lie_apart
from models.promotion import Promotion, RegistryDamaged, published_folders, read_promotion
from models.releases import Release, load_release, shipped_release
from service.actions.laboratory.quality import read_quality
from service.actions.laboratory.reports import list_reports
from service.runtime import Health
from service.security import Action, Caller, check_can
from service.settings import Settings

MOST_REPORTS: Final = 12
"""Newest reports that are looked through for what each release was measured at here."""
_RANKER: Final = "hybrid"
"""What the service does, among the rankings that a release was measured with."""
_BENCHMARK: Final = "benchmark"


class Place(StrEnum):
    """Where a release stands."""

    IN_USE = "in-use"
    BEFORE = "before"
    """In use before: the way back."""
    WAITING = "waiting"
    """Kept by the registry, not in use."""
    SHIPPED = "shipped"
    """Came with the software."""


class Verdict(StrEnum):
    """What a measure says of two releases. Intervals that share a value show no difference."""

    BETTER = "better"
    WORSE = "worse"
    NONE = "none"
    UNKNOWN = "unknown"
    """One of them was not measured so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A release that can be read."""

    id: str
    made_on: date
    by: str
    place: Place
    since: datetime | None = None
    """When it was put into use; None when nobody did, or it is not in use."""
    measures: tuple[Figure, ...] = ()
    """On public and own sets: `table` is the set, `row` the part, `column` the measure."""
    here: tuple[Figure, ...] = ()
    """On the judgements of this office, by the newest report about it."""
    report: str = ""
    """Id of that report; "" when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A measure of two releases."""

    table: str
    row: str
    column: str
    first: Figure | None
    second: Figure | None
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two releases, measure by measure."""

    first: Known
    second: Known
    lines: tuple[Line, ...]
    counts: Mapping[Verdict, int] = field(default_factory=dict)


def known_releases(settings: Settings, health: Health, caller: Caller) -> list[Known]:
    """Every release that can be read: the one in use first, then the newest.

    One that is damaged, or disagrees with the code, is left out: it cannot be compared.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_QUALITY)
    promotion = _promotion(settings.registry_dir)
    found: dict[str, Known] = {}
    for folder in _folders(settings):
        try:
            release = load_release(folder)
        except NotReady:
            continue
        if release.id not in found:
            found[release.id] = _known(release, folder, promotion, health)
    ordered = sorted(found.values(), key=lambda one: (one.made_on, one.id), reverse=True)
    return sorted(ordered, key=lambda one: one.place is not Place.IN_USE)


def with_reports(folder: Path, caller: Caller, releases: Sequence[Known]) -> list[Known]:
    """The same releases with what the newest report about each found here.

    Raises:
        NotAllowed: not the caller's to read.
    """
    found: dict[str, tuple[str, tuple[Figure, ...]]] = {}
    listed = [one for one in list_reports(folder, caller) if one.is_readable]
    for one in listed[:MOST_REPORTS]:
        quality = read_quality(folder, caller, one.id, one.language)
        if quality.release_id in found:
            continue
        figures = tuple(
            figure
            for figure in quality.figures
            if figure.section == Section.RANKERS and figure.row == _RANKER
        )
        found[quality.release_id] = (one.id, figures)
    return [
        replace(one, report=found[one.id][0], here=found[one.id][1]) if one.id in found else one
        for one in releases
    ]


def compare(first: Known, second: Known) -> Compared:
    """Two releases, measure by measure; each measure is the better the higher it is."""
    lines = tuple(_lines(first, second))
    counts = {verdict: sum(one.verdict is verdict for one in lines) for verdict in Verdict}
    return Compared(first=first, second=second, lines=lines, counts=counts)


def measures_of(written: Mapping[str, Any]) -> Iterator[Figure]:
    """The figures of a manifest that have an interval; what else it holds is passed over."""
    for name, parts in written.items():
        for part, rankers in _mappings(parts):
            queries = rankers.get("queries")
            for column, ends in _mappings_of_lists(rankers.get(_RANKER)):
                mean, low, high = ends
                yield Figure(
                    section=_BENCHMARK,
                    table=name,
                    row=part,
                    column=column,
                    kind=Kind.FIGURE,
                    value=mean,
                    low=low,
                    high=high,
                    n=queries if isinstance(queries, int) else None,
                )


def _mappings(value: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        yield from ((str(key), one) for key, one in value.items() if isinstance(one, Mapping))


def _mappings_of_lists(value: object) -> Iterator[tuple[str, tuple[float, float, float]]]:
    if not isinstance(value, Mapping):
        return
    for key, one in value.items():
        if isinstance(one, list | tuple) and len(one) == 3:
            mean, low, high = (float(end) for end in one)
            yield str(key), (mean, low, high)


def _lines(first: Known, second: Known) -> Iterator[Line]:
    for mine, other in ((first.here, second.here), (first.measures, second.measures)):
        theirs = {one.key: one for one in other}
        ours = {one.key: one for one in mine}
        for key in dict.fromkeys([*ours, *theirs]):
            figure, beside = ours.get(key), theirs.get(key)
            if _is_compared(figure) or _is_compared(beside):
                verdict = _verdict(figure, beside)
                yield Line(
                    table=key[1],
                    row=key[2],
                    column=key[3],
                    first=figure,
                    second=beside,
                    verdict=verdict,
                )


def _is_compared(figure: Figure | None) -> bool:
    return figure is not None and figure.kind is Kind.FIGURE and figure.low is not None


def _verdict(first: Figure | None, second: Figure | None) -> Verdict:
    if first is None or second is None or first.low is None or second.low is None:
        return Verdict.UNKNOWN
    if not lie_apart(first, second):
        return Verdict.NONE
    return Verdict.BETTER if second.low > first.low else Verdict.WORSE


def _known(release: Release, folder: Path, promotion: Promotion | None, health: Health) -> Known:
    place, since, by = _place(release.id, folder, promotion, health), None, release.promoted_by
    if place is Place.IN_USE and promotion and promotion.published.release_id == release.id:
        since, by = promotion.at, promotion.by
    return Known(
        id=release.id,
        made_on=release.made_on,
        by=by,
        place=place,
        since=since,
        measures=tuple(measures_of(release.measures)),
    )


def _place(release_id: str, folder: Path, promotion: Promotion | None, health: Health) -> Place:
    if release_id == health.release_id:
        return Place.IN_USE
    if promotion and any(one.release_id == release_id for one in promotion.earlier):
        return Place.BEFORE
    return Place.SHIPPED if folder == shipped_release() else Place.WAITING


def _folders(settings: Settings) -> list[Path]:
    named = (settings.release_dir, settings.shadow_release_dir)
    kept = published_folders(settings.registry_dir)
    return [*(one for one in named if one is not None), *kept, shipped_release()]


def _promotion(store: Path) -> Promotion | None:
    try:
        return read_promotion(store)
    except RegistryDamaged:
        return None
