"""Are lists good for both sides: people's openings, and openings' people, from the same scores.

A ranking can serve people well and companies badly. Both are measured on the same judged pairs with
the same scores, and the worse side is the one to look at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from evaluation.judgements import Judgements
from evaluation.measured import (
    Estimate,
    Floats,
    Keys,
    Measured,
    TooThin,
    bootstrap_interval,
    paired_interval,
)
from matching.judgements import GradeSource

GOOD: Final = 2
"""Grade from which a pair counts as good: good, or placed and kept."""
CUTS: Final = (3, 5, 10)
"""Lines an officer reads."""
LEARNED_LATER: Final = (GradeSource.OUTCOME, GradeSource.FEEDBACK)
"""What happened and what was said: it holds what employers did, their injustice too."""
BLINDLY: Final = (GradeSource.BLIND,)
"""What people judged who saw no score."""


class Side(StrEnum):
    """Who asks."""

    PERSON = "person"
    """Openings are ordered for a person."""
    OPENING = "opening"
    """People are ordered for an opening."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SideValues:
    """Every measure on every query of one side."""

    subjects: npt.NDArray[np.str_]
    """The people, or the openings, that are asked for; shape (q,)."""
    values: Mapping[str, Floats]
    """Name of the measure ("ndcg@5") -> values in [0, 1], shape (q,)."""
    left_out: int
    """Subjects whose judged pairs all have one grade: every order is as good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoSided:
    """A measure on both sides."""

    person: Estimate
    opening: Estimate

    @property
    def worse(self) -> Estimate:
        """The lower side; a side that is too thin to tell is the worse one."""
        if isinstance(self.person, TooThin) or isinstance(self.opening, TooThin):
            return self.person if isinstance(self.person, TooThin) else self.opening
        return min(self.person, self.opening, key=lambda one: one.mean)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class BothSides:
    """Every measure on every query of both sides, for intervals and for comparisons."""

    person: SideValues
    opening: SideValues

    def estimates(self, rng: np.random.Generator) -> dict[str, TwoSided]:
        """Means over queries, with intervals over the people (or openings) that are asked for."""
        return {
            name: TwoSided(
                person=bootstrap_interval(self.person.values[name], self.person.subjects, rng),
                opening=bootstrap_interval(self.opening.values[name], self.opening.subjects, rng),
            )
            for name in self.person.values
        }


def measure_both_sides(
    judgements: Judgements,
    *,
    scores: Floats | None = None,
    sources: Sequence[GradeSource] = LEARNED_LATER,
    cuts: Sequence[int] = CUTS,
    good: int = GOOD,
) -> BothSides:
    """Order the judged pairs of each person, and of each opening, by score, and measure.

    Only judged pairs are ordered: what nobody judged says nothing for or against an order. A pair
    that stands on several lists counts once, with its last line. A pair without score was never
    shown: it is found by no list, and counts among what there was to find. Equal scores are in the
    order of ids, as lists are.

    Args:
        judgements: Lines of any kind and direction.
        scores: Another ranking's numbers for the same lines, higher first, shape (lines,), nan
            where it has none; the table's own without.
        sources: Whose grades count. What happened and blind grades are two labels: report both.
        cuts: Lines that count in nDCG and recall.
        good: Grade from which a pair is good, for MRR, MAP and recall.

    Returns:
        Values of the subjects with two different grades among their pairs, in their order.
        MRR, MAP and recall are nan for a subject without a good pair: they are not defined.

    Raises:
        ValueError: scores of another length.

    Source:
        Judged pairs only: Sakai, SIGIR 2007 (condensed lists).
    """
    used = judgements.score if scores is None else scores
    if len(used) != len(judgements):
        raise ValueError(f"{len(used)} scores for {len(judgements)} lines")
    counted = np.isin(judgements.grade_source.astype(str), [str(one) for one in sources])
    lines, used = judgements.where(counted), used[counted]
    people, openings = lines.profile_ids.astype(str), lines.opportunity_ids.astype(str)
    last = _last_of_each_pair(people, openings)
    pairs = (people[last], openings[last], lines.grade[last].astype(np.int64), used[last])
    return BothSides(
        person=_measure_side(*pairs, cuts, good),
        opening=_measure_side(pairs[1], pairs[0], *pairs[2:], cuts, good),
    )


def compare_sides(
    ours: BothSides, theirs: BothSides, rng: np.random.Generator
) -> dict[str, TwoSided]:
    """Our values minus theirs on the same queries, with paired intervals.

    Raises:
        ValueError: they are not about the same queries.
    """
    return {
        name: TwoSided(
            person=_difference(ours.person, theirs.person, name, rng),
            opening=_difference(ours.opening, theirs.opening, name, rng),
        )
        for name in ours.person.values
    }


def worse_mean(found: TwoSided) -> float | None:
    """Mean of the worse side; None where a side is too thin."""
    worse = found.worse
    return worse.mean if isinstance(worse, Measured) else None


def _difference(
    ours: SideValues, theirs: SideValues, name: str, rng: np.random.Generator
) -> Estimate:
    if not np.array_equal(ours.subjects, theirs.subjects):
        raise ValueError("two rankings of other queries")
    return paired_interval(ours.values[name], theirs.values[name], ours.subjects, rng)


def _last_of_each_pair(people: Keys, openings: Keys) -> npt.NDArray[np.int64]:
    pairs = np.char.add(np.char.add(people.astype(str), "\t"), openings.astype(str))
    _, last = np.unique(pairs[::-1], return_index=True)
    return np.asarray(np.sort(len(pairs) - 1 - last), dtype=np.int64)


def _measure_side(
    subjects: npt.NDArray[np.str_],
    items: npt.NDArray[np.str_],
    grades: npt.NDArray[np.int64],
    scores: Floats,
    cuts: Sequence[int],
    good: int,
) -> SideValues:
    names, row = np.unique(subjects, return_inverse=True)
    low, high = np.full(len(names), 9), np.full(len(names), -1)
    np.minimum.at(low, row, grades)
    np.maximum.at(high, row, grades)
    telling = low < high
    kept = np.flatnonzero(telling[row])
    ranked = kept[np.lexsort((items[kept], -np.nan_to_num(scores[kept], nan=-np.inf), row[kept]))]
    values = _values(names, row[ranked], items[ranked], grades[ranked], scores[ranked], cuts, good)
    undefined = (high < good)[telling]
    for name, column in values.items():
        values[name] = column[telling]
        if not name.startswith("ndcg"):
            values[name][undefined] = np.nan
    return SideValues(
        subjects=names[telling], values=values, left_out=int(len(names) - telling.sum())
    )


def _values(
    names: npt.NDArray[np.str_],
    row: npt.NDArray[np.int64],
    items: npt.NDArray[np.str_],
    grades: npt.NDArray[np.int64],
    scores: Floats,
    cuts: Sequence[int],
    good: int,
) -> dict[str, Floats]:
    """Every measure of every subject, shape (len(names),); lines come best first, by subject."""
    import ir_measures
    from ir_measures import AP, RR, R, nDCG

    measures = {RR(rel=good): "mrr", AP(rel=good): "map"}
    measures |= {nDCG @ cut: f"ndcg@{cut}" for cut in cuts}
    measures |= {R(rel=good) @ cut: f"recall@{cut}" for cut in cuts}
    grade_of: dict[str, dict[str, int]] = {}
    run: dict[str, dict[str, float]] = {}
    # The tool orders by score and equal scores by id; falling numbers keep our order.
    lines = zip(row.tolist(), items.tolist(), grades.tolist(), np.isnan(scores), strict=True)
    for place, (subject, item, grade, unfound) in enumerate(lines):
        grade_of.setdefault(str(subject), {})[item] = grade
        run.setdefault(str(subject), {})
        if not unfound:
            run[str(subject)][item] = -float(place)
    values = {name: np.zeros(len(names)) for name in measures.values()}
    for found in ir_measures.iter_calc(list(measures), grade_of, run) if grade_of else ():
        values[measures[found.measure]][int(found.query_id)] = found.value
    return values
