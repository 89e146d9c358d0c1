"""Everything that a table of judgements lets one measure, in one go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from evaluation.calibration import Calibration, calibration_by_group, fit_platt, measure_calibration
from evaluation.congestion import Crowded, Crowding, measure_crowding
from evaluation.diversity import measure_diversity
from evaluation.fairness import AUDITED, Disparity, find_disparities
from evaluation.groups import ATTRIBUTES, Groups
from evaluation.judgements import Judgements
from evaluation.measured import Bools, Estimate, TooThin
from evaluation.probe import probe
from evaluation.representation import GroupLine, Ndkl, measure_groups, measure_ndkl
from evaluation.two_sided import BLINDLY, GOOD, LEARNED_LATER, TwoSided, measure_both_sides

PROBED = ("gender", "region")
STEPS = 5
"""Times that `measure_everything` tells how far it is."""

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMeasures:
    """What the audit labels add; every mapping is by attribute."""

    shares: Mapping[str, tuple[GroupLine, ...]]
    ndkl: Mapping[str, Ndkl | TooThin]
    calibration: Mapping[str, Mapping[str, Calibration | TooThin]]
    probes: Mapping[str, Mapping[str, Estimate]]
    disparities: tuple[Disparity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Every measure of one table."""

    lines: int
    people: int
    happened: Mapping[str, TwoSided]
    """Quality by what happened and what was said, by measure."""
    blind: Mapping[str, TwoSided]
    """Quality by blind grades, by measure."""
    crowding: Mapping[Crowded, Crowding | TooThin]
    diversity: Estimate
    calibration: Calibration | TooThin
    """Of the score read as a probability of a good pair, on people judged later than those it was
    fitted on."""
    groups: GroupMeasures | None
    """None without audit labels."""


def measure_everything(
    judgements: Judgements,
    groups: Groups | None = None,
    *,
    seed: int = 0,
    progress: Progress = lambda _: None,
) -> Measures:
    """Measure everything the table allows, and refuse the rest, each for itself.

    Args:
        judgements: The table.
        groups: Audit labels, of the same people.
        seed: The same seed gives the same figures.
        progress: Called `STEPS` times, with 1.

    Raises:
        UnknownId: nobody of the judgements is in the groups.
    """
    rng = np.random.default_rng(seed)
    happened = measure_both_sides(judgements, sources=LEARNED_LATER).estimates(rng)
    blind = measure_both_sides(judgements, sources=BLINDLY).estimates(rng)
    progress(1)
    crowding = {over: measure_crowding(judgements, over, rng) for over in Crowded}
    diversity = measure_diversity(judgements, rng)
    progress(1)
    later = _read_as_probability(judgements)
    calibration = (
        later if isinstance(later, TooThin) else measure_calibration(*_columns(*later), rng)
    )
    progress(1)
    by_group = None if groups is None else _by_group(judgements, groups, later, rng, seed, progress)
    if groups is None:
        progress(STEPS - 3)
    return Measures(
        lines=len(judgements),
        people=len(np.unique(judgements.profile_ids.astype(str))),
        happened=happened,
        blind=blind,
        crowding=crowding,
        diversity=diversity,
        calibration=calibration,
        groups=by_group,
    )


_Later = tuple[Judgements, np.ndarray]
"""Lines of people judged later, with the probability their score is read as."""


def _read_as_probability(judgements: Judgements) -> _Later | TooThin:
    """Fit a curve on the people judged first, and read the scores of the others by it."""
    graded = ~np.isnan(judgements.grade) & ~np.isnan(judgements.score)
    lines = judgements.where(graded & ~np.isnat(judgements.judged_on))
    if not len(lines):
        return TooThin("few-lines", 1, 0)
    earlier = _judged_first(lines)
    curve = fit_platt(lines.score[earlier], lines.grade[earlier] >= GOOD)
    if isinstance(curve, TooThin):
        return curve
    later = lines.where(~earlier)
    return later, curve(later.score)


def _judged_first(lines: Judgements) -> Bools:
    """Lines of the half of the people who were judged first: nobody is in both halves."""
    _, person = np.unique(lines.profile_ids.astype(str), return_inverse=True)
    first = np.full(int(person.max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(first, person, lines.judged_on.astype(np.int64))
    return np.asarray(first[person] <= np.median(first))


def _columns(lines: Judgements, said: np.ndarray) -> tuple[np.ndarray, Bools, np.ndarray]:
    return said, lines.grade >= GOOD, lines.profile_ids


def _by_group(
    judgements: Judgements,
    groups: Groups,
    later: _Later | TooThin,
    rng: np.random.Generator,
    seed: int,
    progress: Progress,
) -> GroupMeasures:
    labels = {name: groups.labels(name, judgements.profile_ids) for name in ATTRIBUTES}
    shares = {name: measure_groups(judgements, labels[name], rng) for name in ATTRIBUTES}
    calibration = {} if isinstance(later, TooThin) else _calibrations(groups, later, rng)
    progress(1)
    shown = judgements.rank > 0
    measured = GroupMeasures(
        shares=shares,
        ndkl={name: measure_ndkl(judgements, labels[name], rng) for name in AUDITED},
        calibration=calibration,
        probes={
            name: probe(
                judgements.features[shown],
                judgements.profile_ids[shown],
                labels[name][shown],
                seed,
            )
            for name in PROBED
        },
        disparities=find_disparities(judgements, groups),
    )
    progress(1)
    return measured


def _calibrations(
    groups: Groups, later: _Later, rng: np.random.Generator
) -> dict[str, Mapping[str, Calibration | TooThin]]:
    columns = _columns(*later)
    found = {name: groups.labels(name, columns[2]) for name in ATTRIBUTES if len(columns[2])}
    return {name: calibration_by_group(*columns, words, rng) for name, words in found.items()}
