"""Judgements as a ranking learns from them and is tested on: by label, before and after a day."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from evaluation.judgements import Judgements
from matching.errors import InvalidInput
from matching.judgements import GradeSource
from matching.vocabulary import OpportunityKind
from models.training.past import Past

Bools = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

_EPOCH = date(1970, 1, 1).toordinal()
"""Days of numpy are counted from here."""


class Label(StrEnum):
    """Which grades are believed. Both are always reported: each has its own bias."""

    OUTCOMES = "outcomes"
    """What happened. Carries what companies did, just or not."""
    SUITABILITY = "suitability"
    """What officers said, and what people graded without seeing ranks or scores."""


SOURCES = {
    Label.OUTCOMES: (GradeSource.OUTCOME, GradeSource.FEEDBACK),
    Label.SUITABILITY: (GradeSource.BLIND, GradeSource.FEEDBACK),
}
"""An officer's "not suitable" belongs to both: without it, outcomes would know no bad pair."""


class NothingJudged(InvalidInput):
    """No pair is judged by this label, or none was shown after this day."""

    code = "nothing-judged"


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Judgements of one label, before and after a day; nobody is in both."""

    until: np.datetime64
    """Last day of what is learned from."""
    train: Judgements
    """Shown until that day to people who are not tested; grades of later days are left out."""
    test: Judgements
    """Shown after it. Pairs never shown are tested when they were judged after it."""
    is_cold_person: Bools
    """Shape (test lines,): nothing was ever shown to them before."""
    is_cold_company: Bools
    """Shape (test lines,): no line of theirs was learned from. Without a company: False."""


def days_of(judgements: Judgements) -> npt.NDArray[np.datetime64]:
    """The day a line was shown, or judged when it never was, shape (n,); NaT when neither."""
    shown = judgements.shown_at.astype("datetime64[D]")
    days: npt.NDArray[np.datetime64] = np.where(np.isnat(shown), judgements.judged_on, shown)
    return days


def of_label(judgements: Judgements, label: Label) -> Judgements:
    """The lines as one label sees them: grades of other sources are unknown.

    Lines that only hold a blind grade say nothing about what officers looked at, so they are left
    out where blind grades are not believed. Activities are left out: they are ranked by weights of
    their own, which are not learned yet.
    """
    judgements = judgements.where(judgements.kind != OpportunityKind.ACTIVITY)
    source = judgements.grade_source
    believed = np.isin(source.astype(str), [*SOURCES[label], ""])
    kept = believed | (source != GradeSource.BLIND)
    found = judgements.where(kept)
    return _graded(found, np.where(believed[kept], found.grade, np.nan))


def split_by_time(
    judgements: Judgements, label: Label, until: np.datetime64 | None = None
) -> Split:
    """Divide judgements in time, and by person.

    Args:
        judgements: All of them.
        label: Whose grades count.
        until: Last day to learn from; None for the day that leaves 30 % of the judged lines.

    Raises:
        NothingJudged: there is no judged line on one of the sides.
    """
    lines = of_label(judgements, label)
    days = days_of(lines)
    judged = ~np.isnan(lines.grade) & ~np.isnat(days)
    if not judged.any():
        raise NothingJudged(label=label)
    cut = np.sort(days[judged])[int(judged.sum() * 0.7)] if until is None else until + 1
    after = days >= cut
    if not (judged & after).any():
        raise NothingJudged(label=label)
    tested = np.isin(lines.profile_ids.astype(str), lines.profile_ids[after & judged].astype(str))
    train = known_until(lines.where(~after & ~tested & ~np.isnat(days)), cut - 1)
    test = lines.where(after)
    people = test.profile_ids.astype(str)
    companies = test.company_ids.astype(str)
    learned_from = train.company_ids[~np.isnan(train.grade)].astype(str)
    return Split(
        until=cut - 1,
        train=train,
        test=test,
        is_cold_person=~np.isin(people, lines.profile_ids[~after].astype(str)),
        is_cold_company=~np.isin(companies, learned_from) & (companies != ""),
    )


def known_until(judgements: Judgements, until: np.datetime64) -> Judgements:
    """The same lines as they were known at the end of a day: what was judged later is not."""
    later = judgements.judged_on > until
    return _graded(judgements, np.where(later, np.nan, judgements.grade))


def past_of(judgements: Judgements, label: Label) -> Past:
    """Numbers to learn from; lines without any day are left out.

    Raises:
        NothingJudged: no line is judged.
    """
    lines = of_label(judgements, label)
    lines = lines.where(~np.isnat(days_of(lines)))
    if np.isnan(lines.grade).all():
        raise NothingJudged(label=label)
    return Past(
        features=lines.features,
        grade=lines.grade,
        rank=lines.rank.astype(np.int64),
        propensity=lines.propensity,
        person=numbered(lines.profile_ids),
        pair=numbered(pairs_of(lines)),
        day=days_of(lines).astype(np.int64) + _EPOCH,
    )


def pairs_of(judgements: Judgements) -> npt.NDArray[np.object_]:
    """A name for each (person, opportunity) pair, shape (n,)."""
    pairs: npt.NDArray[np.object_] = judgements.profile_ids + "\t" + judgements.opportunity_ids
    return pairs


def numbered(names: npt.NDArray[np.object_]) -> Numbers:
    """A number from 0 for each different name, shape (n,)."""
    _, numbers = np.unique(names.astype(str), return_inverse=True)
    return numbers.astype(np.int64)


def _graded(judgements: Judgements, grade: npt.NDArray[np.float64]) -> Judgements:
    return replace(judgements, grade=grade)
