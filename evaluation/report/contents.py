"""What a report says: every measure that the table allows, as figures."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from evaluation.calibration import Calibration
from evaluation.congestion import Crowded, Crowding, Spread
from evaluation.groups import Groups
from evaluation.judgements import Judgements
from evaluation.ladder import Climb, Ladder, Line, is_better
from evaluation.measured import Measured, TooThin
from evaluation.measuring import STEPS as MEASURING_STEPS
from evaluation.measuring import GroupMeasures, Measures, measure_everything
from evaluation.past import Label, NothingJudged
from evaluation.queries import Side
from evaluation.report.figures import Spot
from evaluation.report.happened import funnel, refusals
from evaluation.report.instead import Instead, had_it_ranked
from evaluation.representation import Share
from evaluation.rungs import Rung
from evaluation.two_sided import TwoSided
from matching.reported import Figure, Kind, Section
from models.releases import Release

STEPS = MEASURING_STEPS + 2 + len(Label) * len(Rung)
"""Times that `make_contents` tells how far it is."""
_GAP_SHARES = (Share.OPPORTUNITY_GAP,)
_PROVIDERS = (Crowded.COMPANIES, Crowded.OPPORTUNITIES)
"""Over whom it is told how unevenly lines fall; nobody is drawn among people."""
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """What the table holds."""

    lines: int
    people: int
    openings: int
    companies: int
    lists: int
    first_day: str
    """ISO date of the first list; "" when nothing was shown."""
    last_day: str
    """ISO date of the last list or event; "" when there is none."""
    releases: tuple[str, ...]
    """Whose lists these are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A report before it is worded."""

    extent: Extent
    release_id: str
    """The release compared with simpler rankings."""
    has_groups: bool
    learned_beats_rules: bool | None
    """None when nothing could be compared."""
    figures: tuple[Figure, ...]


def make_contents(
    judgements: Judgements,
    groups: Groups | None,
    release: Release,
    *,
    seed: int = 0,
    progress: Progress = lambda _: None,
) -> Contents:
    """Measure everything.

    Args:
        judgements: The table.
        groups: Audit labels of the same people; what is by group is left out without them.
        release: Compared with simpler rankings, and asked what it would have brought.
        seed: The same seed gives the same figures.
        progress: Called with how many of `STEPS` are done.

    Raises:
        UnknownId: nobody of the judgements is in the groups.
    """
    measures = measure_everything(judgements, groups, seed=seed, progress=progress)
    instead = had_it_ranked(judgements, release, np.random.default_rng(seed))
    progress(1)
    ladders = tuple(
        _climbed(judgements, Climb(release=release, groups=groups, seed=seed), progress)
    )
    figures = (
        *_of_ladders(ladders),
        *_of_measures(measures),
        *funnel(judgements),
        *refusals(judgements),
        *_of_instead(instead),
    )
    progress(1)
    return Contents(
        extent=extent_of(judgements),
        release_id=release.id,
        has_groups=groups is not None,
        learned_beats_rules=_verdict(ladders),
        figures=figures,
    )


def _verdict(ladders: tuple[Ladder, ...]) -> bool | None:
    lines = (line for one in ladders for line in one.lines if line.part == "all")
    if not any(line.rung is Rung.LEARNED and isinstance(line.ndcg, Measured) for line in lines):
        return None
    return any(one.learned_beats_rules for one in ladders)


def extent_of(judgements: Judgements) -> Extent:
    """Count what the table holds."""
    shown = judgements.shown_at[~np.isnat(judgements.shown_at)].astype("datetime64[D]")
    judged = judgements.judged_on[~np.isnat(judgements.judged_on)]
    days = np.concatenate([shown, judged.astype("datetime64[D]")])
    releases = np.unique(judgements.release_ids.astype(str))
    return Extent(
        lines=len(judgements),
        people=len(np.unique(judgements.profile_ids.astype(str))),
        openings=len(np.unique(judgements.opportunity_ids.astype(str))),
        companies=len(set(judgements.company_ids.astype(str)) - {""}),
        lists=len(set(judgements.list_id.tolist()) - {-1}),
        first_day=str(shown.min()) if len(shown) else "",
        last_day=str(days.max()) if len(days) else "",
        releases=tuple(str(one) for one in releases if one),
    )


def _climbed(judgements: Judgements, climb: Climb, progress: Progress) -> Iterator[Ladder]:
    for label in Label:
        done = 0

        def tell(count: int) -> None:
            nonlocal done
            done += count
            progress(count)

        with suppress(NothingJudged):
            yield climb.climb(judgements, label, tell)
        progress(len(Rung) - done)


def _of_ladders(ladders: tuple[Ladder, ...]) -> Iterator[Figure]:
    for ladder in ladders:
        yield from _of_all(ladder)
        for line in ladder.lines:
            if line.part != "all":
                spot = Spot(
                    section=Section.PARTS,
                    table=ladder.label.value,
                    row=line.part,
                    is_about_a_group=True,
                )
                yield spot.estimate(line.rung.value, line.ndcg)


def _of_all(ladder: Ladder) -> Iterator[Figure]:
    for rung in Rung:
        lines = {one.side: one for one in ladder.lines if (one.part, one.rung) == ("all", rung)}
        if len(lines) < len(Side):
            continue
        spot = Spot(section=Section.RANKERS, table=ladder.label.value, row=rung.value)
        person, opening = (lines[side] for side in Side)
        both = TwoSided(person=person.ndcg, opening=opening.ndcg)
        yield spot.estimate("person", both.person)
        yield spot.estimate("opening", both.opening)
        yield spot.estimate("worse", both.worse)
        yield from _against_rules(spot, person, "person-minus-rules")
        yield from _against_rules(spot, opening, "opening-minus-rules")


def _against_rules(spot: Spot, line: Line, column: str) -> Iterator[Figure]:
    if line.against_rules is not None:
        yield spot.estimate(
            column,
            line.against_rules.difference,
            Kind.GAP,
            is_found=is_better(line.against_rules),
        )


def _of_measures(measures: Measures) -> Iterator[Figure]:
    yield from _both_sides(Section.QUALITY, measures.happened)
    yield from _both_sides(Section.BLIND, measures.blind)
    yield from _of_calibration(measures.calibration)
    if measures.groups is not None:
        yield from _of_groups(measures.groups)
    for over, crowding in measures.crowding.items():
        spot = Spot(section=Section.CROWDING, row=over.value)
        yield from _of_crowding(spot, crowding)
    for over in _PROVIDERS:
        yield from _of_lorenz(over, measures.crowding[over])
    spot = Spot(section=Section.CROWDING, row="lists")
    yield spot.estimate("diversity", measures.diversity, Kind.SHARE)


def _both_sides(section: Section, found: Mapping[str, TwoSided]) -> Iterator[Figure]:
    for measure, both in found.items():
        spot = Spot(section=section, row=measure)
        yield spot.estimate("person", both.person)
        yield spot.estimate("opening", both.opening)
        yield spot.estimate("worse", both.worse)


def _of_crowding(spot: Spot, found: Crowding | TooThin) -> Iterator[Figure]:
    if isinstance(found, TooThin):
        yield spot.estimate(Spread.COVERAGE.value, found)
        return
    yield spot.count("there", found.there)
    yield spot.count("lines", found.lines)
    yield spot.count("max-load", found.max_load)
    for each in Spread:
        share = each in {Spread.COVERAGE, Spread.MAX_SHARE}
        yield spot.estimate(each.value, found.figures[each], Kind.SHARE if share else Kind.FIGURE)


def _of_lorenz(over: Crowded, found: Crowding | TooThin) -> Iterator[Figure]:
    if isinstance(found, TooThin):
        return
    for number, share in enumerate(found.lorenz, start=1):
        part = f"{100 * number // len(found.lorenz)}%"
        spot = Spot(section=Section.LORENZ, table=over.value, row=part)
        yield spot.number("share", share, Kind.SHARE)


def _of_calibration(found: Calibration | TooThin) -> Iterator[Figure]:
    spot = Spot(section=Section.CALIBRATION, row="all")
    if isinstance(found, TooThin):
        yield spot.estimate("brier", found)
        return
    yield spot.number("rate", found.rate, Kind.SHARE)
    yield spot.estimate("brier", found.brier)
    yield spot.number("brier-of-rate", found.brier_of_rate)
    yield spot.estimate("ece", found.ece)
    yield spot.number("ece-by-chance", found.ece_by_chance)
    for number, one in enumerate(found.curve, start=1):
        spot = Spot(section=Section.RELIABILITY, row=str(number))
        yield spot.count("lines", one.lines)
        yield spot.number("said", one.said, Kind.SHARE)
        yield spot.estimate("happened", one.happened, Kind.SHARE)


def _of_groups(groups: GroupMeasures) -> Iterator[Figure]:
    for attribute, lines in groups.shares.items():
        for line in lines:
            spot = _group(Section.EXPOSURE, attribute, line.label)
            yield spot.count("people", line.people)
            for share in Share:
                kind = Kind.GAP if share in _GAP_SHARES else Kind.FIGURE
                yield spot.estimate(share.value, line.figures[share], kind)
    for one in groups.disparities:
        spot = _group(Section.GAPS, one.attribute, one.label)
        yield spot.estimate(one.treatment.value, one.gap, Kind.GAP, is_found=one.is_found)
    yield from _of_mirrors(groups)
    yield from _of_group_calibration(groups)


def _of_mirrors(groups: GroupMeasures) -> Iterator[Figure]:
    for attribute, ndkl in groups.ndkl.items():
        spot = _group(Section.MIRROR, "ndkl", attribute)
        if isinstance(ndkl, TooThin):
            yield spot.estimate("ndkl", ndkl)
        else:
            yield spot.estimate("ndkl", ndkl.measured)
            yield spot.number("by-chance", ndkl.by_chance)
    for attribute, guesses in groups.probes.items():
        for label, area in guesses.items():
            row = f"{attribute}: {label}" if label else attribute
            yield _group(Section.MIRROR, "probe", row).estimate("auc", area)


def _of_group_calibration(groups: GroupMeasures) -> Iterator[Figure]:
    for attribute, found in groups.calibration.items():
        for label, one in found.items():
            spot = _group(Section.GROUP_CALIBRATION, attribute, label)
            if isinstance(one, TooThin) or not isinstance(one.brier, Measured):
                yield spot.estimate("ece", one if isinstance(one, TooThin) else one.brier)
                continue
            yield spot.number("rate", one.rate, Kind.SHARE)
            yield spot.estimate("brier", one.brier)
            yield spot.estimate("ece", one.ece)
            yield spot.number("ece-by-chance", one.ece_by_chance)


def _group(section: Section, table: str, row: str) -> Spot:
    return Spot(section=section, table=table, row=row, is_about_a_group=True)


def _of_instead(instead: Instead) -> Iterator[Figure]:
    for row, found in (("proposed", instead.proposed), ("hired", instead.hired)):
        spot = Spot(section=Section.INSTEAD, row=row)
        if isinstance(found, TooThin):
            yield spot.estimate("snips", found, Kind.SHARE)
            continue
        yield spot.estimate("logged", found.logged, Kind.SHARE)
        yield spot.estimate("ips", found.ips, Kind.SHARE)
        yield spot.estimate("snips", found.snips, Kind.SHARE)
        yield spot.count("effective", int(found.effective))
        yield spot.estimate("coverage", found.coverage)
