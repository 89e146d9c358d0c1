"""Is anybody treated worse than equally qualified others: proposed less, hired less, put lower.

A difference between groups proves nothing by itself: groups differ in trade, distance, experience.
Lines are therefore compared as far as the allowed features, the score and the rank say the same of
them; what is left for a group is its gap. Many gaps are looked at, and the more one looks at, the
more chance shows: each is called found only if chance would hardly show any so wide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from evaluation.groups import Groups
from evaluation.judgements import Judgements
from evaluation.measured import (
    CONFIDENCE,
    Bools,
    Estimate,
    Floats,
    Measured,
    TooThin,
)
from matching.judgements import Stage
from matching.vocabulary import Direction

AUDITED: Final = ("gender", "age_band", "education", "region", "language")
"""Attributes looked at. Completeness is not one: it is what the features themselves show."""
CHANCE: Final = 0.01
"""Probability, at most, that a fair institution is told of any gap: one report in a hundred."""
LEAST_PEOPLE: Final = 30
"""People in a group, and outside it, below which its gap is not told."""
_LEVELS: Final = 8
"""Ranks from this one on are one."""
_TINY: Final = 1e-9


class Treatment(StrEnum):
    """What may be worse for a group, each between 0 and 1."""

    PROPOSED = "proposed"
    """Whether an officer proposes a line that was shown."""
    HIRED = "hired"
    """Whether a company hires (or an activity starts) once proposed; compared within companies."""
    EXPOSURE = "exposure"
    """1 / log2(rank + 1) in lists of people for an opening; compared within lists, and never by
    score or rank, which are what is examined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disparity:
    """How a group fares beside equally qualified others."""

    attribute: str
    label: str
    treatment: Treatment
    gap: Estimate
    """Group minus others, in [-1, 1]: -0.1 is ten points less. Its interval is for this gap alone;
    `n` counts the people of the group."""
    p_value: float
    """Chance of a gap as wide among equals, after Holm's correction for all gaps looked at; 1 where
    it is not told."""
    is_found: bool
    """Whether that is below the level asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class _Comparison:
    """Lines of one treatment; all arrays over n lines."""

    outcome: Floats
    """What is left of it between comparable lines."""
    qualified: Floats
    """What makes lines comparable: orthonormal columns, shape (n, m)."""
    within: npt.NDArray[np.int64] | None
    """Lines are only compared with those that share this number."""
    person: npt.NDArray[np.int64]
    """Number of whom the line is about."""

    @property
    def people(self) -> int:
        """How many people the lines are about."""
        return int(self.person.max(initial=-1)) + 1


def find_disparities(
    judgements: Judgements,
    groups: Groups,
    *,
    attributes: Sequence[str] = AUDITED,
    chance: float = CHANCE,
) -> tuple[Disparity, ...]:
    """Gaps of every group in every treatment, the surest first.

    The gap is the coefficient of the group in a linear regression on what makes lines comparable:
    each feature, whether it is known, its square; the score and the rank (not for exposure); and
    how much these together promise, up to its cube. Errors are as wide as whole people make them.
    An attribute with two labels is one comparison: the label that fares worse is named.

    Args:
        judgements: Lines about people of any group.
        groups: To which groups they belong; people without a label are compared with nobody.
        attributes: Which of `evaluation.groups.ATTRIBUTES` to look at.
        chance: Probability, at most, that a fair institution is told of any gap at all.

    Returns:
        One entry per group and treatment that any line is about. `TooThin("few-people")` where
        fewer than `LEAST_PEOPLE` are in the group or outside it; `TooThin("no-variation")` where
        all are treated alike.

    Raises:
        UnknownId: nobody of the judgements is in the groups.

    Source:
        Partialling out: Frisch & Waugh, Econometrica 1(4), 1933; errors by person: Liang & Zeger,
        Biometrika 73(1), 1986, with the small-sample factor of Stata; Holm, Scandinavian Journal
        of Statistics 6(2), 1979.
    """
    found: list[Disparity] = []
    for treatment in Treatment:
        lines, within, qualifying = _examined(judgements, treatment)
        if not len(lines):
            continue
        comparison = _comparison(lines, treatment, within, qualifying)
        for attribute in attributes:
            labels = groups.labels(attribute, lines.profile_ids)
            found += _gaps(comparison, treatment, attribute, labels)
    return _corrected(found, chance)


def reached(stages: npt.NDArray[np.object_], least: Stage) -> Bools:
    """Whether each line went at least so far; "" went nowhere."""
    order = list(Stage)
    far = {str(stage) for stage in order[order.index(least) :]}
    return np.isin(stages.astype(str), sorted(far))


def exposure(rank: npt.NDArray[Any]) -> Floats:
    """1 / log2(rank + 1), in [0, 1]; 0 for a pair never shown (rank 0)."""
    shown = rank > 0
    return np.where(shown, 1.0 / np.log2(np.where(shown, rank, 1) + 1.0), 0.0)


def holm(p_values: Floats) -> Floats:
    """Holm's step-down correction, shape as given; each at most 1."""
    order = np.argsort(p_values, kind="stable")
    raised = p_values[order] * np.arange(len(p_values), 0, -1)
    corrected = np.empty(len(p_values))
    corrected[order] = np.minimum(np.maximum.accumulate(raised), 1.0)
    return corrected


def _examined(
    judgements: Judgements, treatment: Treatment
) -> tuple[Judgements, npt.NDArray[np.object_] | None, bool]:
    """The lines, what they are compared within, and whether score and rank make them comparable."""
    if treatment is Treatment.PROPOSED:
        return judgements.where(judgements.rank > 0), None, True
    if treatment is Treatment.HIRED:
        lines = judgements.where(reached(judgements.stage, Stage.PROPOSED))
        return lines, lines.company_ids, True
    people = (judgements.rank > 0) & (judgements.direction == Direction.PEOPLE.value)
    lines = judgements.where(people)
    return lines, lines.list_id.astype(object), False


def _comparison(
    lines: Judgements,
    treatment: Treatment,
    within: npt.NDArray[np.object_] | None,
    qualifying: bool,
) -> _Comparison:
    if treatment is Treatment.EXPOSURE:
        outcome = exposure(lines.rank)
    else:
        least = Stage.PROPOSED if treatment is Treatment.PROPOSED else Stage.HIRED
        outcome = reached(lines.stage, least).astype(np.float64)
    number = None
    if within is not None:
        number = np.unique(within.astype(str), return_inverse=True)[1].astype(np.int64)
    columns = [np.ones((len(lines), 1)), *_values(lines.features)]
    if qualifying:
        columns += [*_values(lines.score[:, None]), *_ranks(lines.rank)]
    simple = np.concatenate(columns, axis=1)
    promised = _fitted(simple, outcome)[:, None]
    bent = [promised**2, promised**3]
    if qualifying:
        bent += [promised * rank for rank in _ranks(lines.rank)]
    qualified = _orthonormal(_centred(np.concatenate([simple, *bent], axis=1), number))
    return _Comparison(
        outcome=_without(_centred(outcome[:, None], number), qualified)[:, 0],
        qualified=qualified,
        within=number,
        person=np.unique(lines.profile_ids.astype(str), return_inverse=True)[1].astype(np.int64),
    )


def _values(table: Floats) -> list[Floats]:
    """Values, their squares and whether they are known; unknown ones stand at 0."""
    known = ~np.isnan(table)
    values = np.where(known, table, 0.0)
    return [values, values**2, known.astype(np.float64)]


def _ranks(rank: npt.NDArray[Any]) -> list[Floats]:
    """One column per rank, the last for all further down; none for pairs never shown."""
    least = np.minimum(rank, _LEVELS)
    return [(least == level).astype(np.float64)[:, None] for level in range(1, _LEVELS + 1)]


def _fitted(columns: Floats, outcome: Floats) -> Floats:
    return outcome - _without(outcome[:, None], _orthonormal(columns))[:, 0]


def _orthonormal(columns: Floats) -> Floats:
    """Orthonormal columns that span the same, from (n, m) to (n, rank).

    Through the m x m products, so that 100,000 lines cost two multiplications.
    """
    scale = np.sqrt((columns**2).sum(axis=0))
    unit = columns[:, scale > _TINY] / scale[scale > _TINY]
    strength, directions = np.linalg.eigh(unit.T @ unit)
    kept = strength > _TINY
    return np.asarray(unit @ (directions[:, kept] / np.sqrt(strength[kept])))


def _without(values: Floats, columns: Floats) -> Floats:
    """What is left of values, shape (n, v), once orthonormal columns, shape (n, m), are out."""
    return np.asarray(values - columns @ (columns.T @ values))


def _centred(values: Floats, within: npt.NDArray[np.int64] | None) -> Floats:
    """Values minus their mean within each company or list."""
    if within is None or len(within) == 0:
        return values
    count = np.bincount(within)
    sums = [np.bincount(within, column) for column in values.T]
    return np.asarray(values - (np.stack(sums, axis=1) / count[:, None])[within])


def _gaps(
    comparison: _Comparison,
    treatment: Treatment,
    attribute: str,
    labels: npt.NDArray[np.object_],
) -> list[Disparity]:
    words, label = np.unique(labels.astype(str), return_inverse=True)
    names = [str(word) for word in words if word]
    if len(names) < 2:
        return []
    sides = _sides(comparison, label, len(words))
    people = np.bincount(np.unique(np.stack([label, comparison.person]), axis=1)[0])
    known = int(people[words != ""].sum())
    estimates = {
        str(word): _gap(comparison, sides, words == "", number, (int(people[number]), known))
        for number, word in enumerate(words)
        if word
    }
    if len(names) == 2:
        worse = min(names, key=lambda name: _mean(estimates[name][0]))
        estimates = {worse: estimates[worse]}
    return [
        Disparity(
            attribute=attribute,
            label=name,
            treatment=treatment,
            gap=gap,
            p_value=p_value,
            is_found=False,
        )
        for name, (gap, p_value) in estimates.items()
    ]


def _sides(comparison: _Comparison, label: npt.NDArray[np.int64], labels: int) -> Floats:
    """Membership in each label as far as nothing else tells it, shape (n, labels)."""
    members = (label[:, None] == np.arange(labels)).astype(np.float64)
    return _without(_centred(members, comparison.within), comparison.qualified)


def _mean(gap: Estimate) -> float:
    return gap.mean if isinstance(gap, Measured) else 0.0


def _gap(
    comparison: _Comparison,
    sides: Floats,
    unknown: Bools,
    number: int,
    people: tuple[int, int],
) -> tuple[Estimate, float]:
    """The group's coefficient with its interval, and the probability of one as wide by chance."""
    from scipy import stats

    inside, known = people
    fewest = min(inside, known - inside)
    if fewest < LEAST_PEOPLE:
        return TooThin("few-people", LEAST_PEOPLE, fewest).of_a_group(), 1.0
    # Lines of people without a label stay comparable lines; they are on neither side.
    neither = _orthonormal(sides[:, unknown])
    group = _without(sides[:, [number]], neither)[:, 0]
    outcome = _without(comparison.outcome[:, None], neither)[:, 0]
    spread = float((group**2).sum())
    if spread < _TINY or float((outcome**2).sum()) < _TINY:
        return TooThin("no-variation", 2, 1), 1.0
    gap = float(group @ outcome) / spread
    pulls = np.bincount(comparison.person, group * (outcome - gap * group))
    clusters, lines = comparison.people, len(group)
    freedom = max(1, lines - comparison.qualified.shape[1] - 2)
    small = clusters / (clusters - 1) * (lines - 1) / freedom
    error = float(np.sqrt(small * (pulls**2).sum())) / spread
    reach = float(stats.t.ppf((1.0 + CONFIDENCE) / 2.0, clusters - 1)) * error
    p_value = 2.0 * float(stats.t.sf(abs(gap) / error, clusters - 1)) if error > _TINY else 1.0
    return Measured(gap, gap - reach, gap + reach, inside), p_value


def _corrected(found: Sequence[Disparity], chance: float) -> tuple[Disparity, ...]:
    told = [one for one in found if isinstance(one.gap, Measured)]
    p_values = holm(np.array([one.p_value for one in told]))
    corrected: Mapping[int, float] = {
        id(one): float(p_value) for one, p_value in zip(told, p_values, strict=True)
    }
    final = (
        Disparity(
            attribute=one.attribute,
            label=one.label,
            treatment=one.treatment,
            gap=one.gap,
            p_value=corrected.get(id(one), 1.0),
            is_found=corrected.get(id(one), 1.0) < chance,
        )
        for one in found
    )
    return tuple(sorted(final, key=lambda one: (one.p_value, one.attribute, one.label)))
