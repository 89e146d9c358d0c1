"""What was shown, how far it went and how good it was: one table with fixed columns.

The table is the seam between the service, which writes it, and the laboratory, which reads it.

How a grade comes about, from 0 (not suitable) to 3 (placed and kept):

- Steps are not verdicts: a pair that was only shown, proposed, contacted or replied to has none.
- 3 when the person was kept, or the activity alive, at any check; 2 when hired, or started; 1 when
  an interview or a trial took place, or when the proposal stands accepted.
- 0 when the officer finds the pair not suitable, or when somebody declines because of skills, and
  nothing later says otherwise.
- A decline for another reason says nothing about suitability and is left aside. A company that
  asked for a record extract leaves no grade at all below 2: what would have come is not known,
  and its refusal must never teach anything.
- Withdrawing is an undo: what was said and done before it counts no more.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TextIO
from uuid import UUID

from matching.outcomes import Event
from matching.vocabulary import (
    Answer,
    DeclineReason,
    Direction,
    FeatureName,
    OpportunityKind,
    OutcomeKind,
)


class Stage(StrEnum):
    """The furthest point a pair has reached, nearest first; jobs and activities do not mix."""

    SHOWN = "shown"
    PROPOSED = "proposed"
    CONTACTED = "contacted"
    REPLIED = "replied"
    INTERVIEW = "interview"
    TRIAL = "trial"
    HIRED = "hired"
    KEPT_1_MONTH = "kept-1-month"
    KEPT_3_MONTHS = "kept-3-months"
    KEPT_6_MONTHS = "kept-6-months"
    KEPT_12_MONTHS = "kept-12-months"
    ACTIVITY_STARTED = "activity-started"
    ACTIVITY_ALIVE_3_MONTHS = "activity-alive-3-months"
    ACTIVITY_ALIVE_6_MONTHS = "activity-alive-6-months"
    ACTIVITY_ALIVE_12_MONTHS = "activity-alive-12-months"
    ACTIVITY_ALIVE_24_MONTHS = "activity-alive-24-months"


class RefusedBy(StrEnum):
    """Who said no."""

    PERSON = "person"
    COMPANY = "company"
    OFFICER = "officer"


class GradeSource(StrEnum):
    """Where a grade comes from."""

    OUTCOME = "outcome"
    FEEDBACK = "feedback"
    BLIND = "blind"
    """Given by people who saw neither scores nor ranks."""


GRADES: Final = (0, 1, 2, 3)
"""Not suitable, possible, good, placed and kept."""
FEATURE_PREFIX: Final = "feature_"
FIXED_COLUMNS: Final = (
    "shortlist_id",
    "shown_at",
    "direction",
    "kind",
    "profile_id",
    "opportunity_id",
    "company_id",
    "release_id",
    "rank",
    "score",
    "propensity",
    "stage",
    "refused_by",
    "refusal",
    "judged_on",
    "grade",
    "grade_source",
)
JUDGEMENT_COLUMNS: Final = (*FIXED_COLUMNS, *(FEATURE_PREFIX + name for name in FeatureName))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one pair."""

    stage: Stage | None = None
    """None when nothing is known to have happened."""
    refused_by: RefusedBy | None = None
    refusal: DeclineReason | None = None
    judged_on: date | None = None
    """Day of the last event that counts; None when there is none."""
    grade: int | None = None
    """0..3; None when nobody has judged."""
    grade_source: GradeSource | None = None
    """Set exactly when there is a grade."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A line that was shown, or a pair that something happened to without having been shown."""

    shortlist_id: UUID | None = None
    """None when the pair was never shown; `shown_at`, `rank` and `score` are then None too."""
    shown_at: datetime | None = None
    """Aware."""
    direction: Direction
    """Of a pair never shown: opportunities."""
    kind: OpportunityKind
    profile_id: str
    opportunity_id: str
    company_id: str | None = None
    release_id: str | None = None
    rank: int | None = None
    """From 1."""
    score: float | None = None
    propensity: float | None = None
    """Probability, in (0, 1], that the line was shown at this rank; None when not known."""
    verdict: Verdict = field(default_factory=Verdict)
    features: Mapping[FeatureName, float | None] = field(default_factory=dict)
    """As shown, in [0, 1]; None, or absent, when unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An answer or an outcome, reduced to what a judgement depends on."""

    event: Event
    day: date
    reason: DeclineReason | None = None


def write_judgements(rows: Iterable[Judgement], file: TextIO) -> int:
    """Write the table as CSV, line by line.

    Args:
        rows: May be a generator over more lines than fit into memory.
        file: Opened with `newline=""`.

    Returns:
        The number of lines, without the header.
    """
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(JUDGEMENT_COLUMNS)
    written = 0
    for row in rows:
        writer.writerow(cells(row))
        written += 1
    return written


def cells(row: Judgement) -> tuple[str, ...]:
    """The cells of one line, in the order of the columns; empty for what is not known."""
    verdict = row.verdict
    fixed = (
        row.shortlist_id,
        row.shown_at.isoformat() if row.shown_at else None,
        row.direction,
        row.kind,
        row.profile_id,
        row.opportunity_id,
        row.company_id,
        row.release_id,
        row.rank,
        row.score,
        row.propensity,
        verdict.stage,
        verdict.refused_by,
        verdict.refusal,
        verdict.judged_on,
        verdict.grade,
        verdict.grade_source,
    )
    features = (row.features.get(name) for name in FeatureName)
    return tuple("" if one is None else str(one) for one in (*fixed, *features))


def judge(happenings: Sequence[Happening], *, shown: bool) -> Verdict:
    """Derive what became of a pair from everything noted about it.

    Args:
        happenings: In the order in which they took effect.
        shown: Whether the pair was on a shortlist.
    """
    counted = list(_since_withdrawn(happenings))
    stages = [stage for one in counted if (stage := _stage_proved(one)) is not None]
    if shown:
        stages.append(Stage.SHOWN)
    stage = max(stages, key=_ORDER.__getitem__, default=None)
    refused_by, refusal = _refusal_in_force(counted)
    grade, source = _grade(counted, stage, refused_by, refusal)
    return Verdict(
        stage=stage,
        refused_by=refused_by,
        refusal=refusal,
        judged_on=max((one.day for one in counted), default=None),
        grade=grade,
        grade_source=source,
    )


_ORDER: Final = {stage: place for place, stage in enumerate(Stage)}
_INTERVIEWED, _HIRED = _ORDER[Stage.INTERVIEW], _ORDER[Stage.HIRED]
_ABOUT_AGE: Final = frozenset({Answer.LEGAL_AGE_CONFIRMED, Answer.LEGAL_AGE_NOT_MET})
_PLACED: Final = frozenset({Stage.HIRED, Stage.ACTIVITY_STARTED})
_PROVES: Final[Mapping[Event, Stage]] = {
    Answer.PROPOSED: Stage.PROPOSED,
    Answer.ACCEPTED: Stage.PROPOSED,
    Answer.DECLINED_BY_PERSON: Stage.PROPOSED,
    Answer.DECLINED_BY_COMPANY: Stage.REPLIED,
    OutcomeKind.NOT_HIRED: Stage.REPLIED,
    OutcomeKind.LEFT: Stage.HIRED,
    OutcomeKind.ACTIVITY_STOPPED: Stage.ACTIVITY_STARTED,
    **{kind: Stage(kind.value) for kind in OutcomeKind if kind.value in set(Stage)},
}
_DECLINES: Final[Mapping[Event, RefusedBy]] = {
    Answer.DECLINED_BY_PERSON: RefusedBy.PERSON,
    Answer.DECLINED_BY_COMPANY: RefusedBy.COMPANY,
    Answer.NOT_SUITABLE: RefusedBy.OFFICER,
    OutcomeKind.NOT_HIRED: RefusedBy.COMPANY,
}
_ENDS_A_REFUSAL: Final[frozenset[Event]] = frozenset(
    {
        Answer.PROPOSED,
        Answer.ACCEPTED,
        *(event for event, stage in _PROVES.items() if _ORDER[stage] >= _HIRED),
    }
)
"""After one of these the former no is no longer the last word."""
_OFFICER_JUDGES: Final = frozenset(
    {
        None,
        DeclineReason.NOT_INTERESTED,
        DeclineReason.TOO_FAR,
        DeclineReason.PAY,
        DeclineReason.HOURS,
        DeclineReason.SKILLS,
        DeclineReason.OTHER,
    }
)
"""Reasons with which "not suitable" is about the pair; the others are about the moment."""


def _since_withdrawn(happenings: Sequence[Happening]) -> Iterator[Happening]:
    """What counts: after the last withdrawal, without the question of the legal age."""
    withdrawn = [at for at, one in enumerate(happenings) if one.event is Answer.WITHDRAWN]
    start = withdrawn[-1] + 1 if withdrawn else 0
    return (one for one in happenings[start:] if one.event not in _ABOUT_AGE)


def _stage_proved(one: Happening) -> Stage | None:
    """The point that this proves; a company that does not reply was at least contacted."""
    if one.event is Answer.DECLINED_BY_COMPANY and one.reason is DeclineReason.NO_REPLY:
        return Stage.CONTACTED
    return _PROVES.get(one.event)


def _refusal_in_force(
    counted: Sequence[Happening],
) -> tuple[RefusedBy | None, DeclineReason | None]:
    refused_by, refusal = None, None
    for one in counted:
        by = _DECLINES.get(one.event)
        if by is not None:
            # "Not hired" carries no reason; the one that the company gave before still stands.
            refusal = one.reason or (refusal if by is refused_by else None)
            refused_by = by
        elif one.event in _ENDS_A_REFUSAL:
            refused_by, refusal = None, None
    return refused_by, refusal


def _grade(
    counted: Sequence[Happening],
    stage: Stage | None,
    refused_by: RefusedBy | None,
    refusal: DeclineReason | None,
) -> tuple[int | None, GradeSource | None]:
    reached = -1 if stage is None else _ORDER[stage]
    if reached >= _HIRED:
        return 2 if stage in _PLACED else 3, GradeSource.OUTCOME
    if refusal is DeclineReason.RECORD_EXTRACT_ASKED:
        return None, None
    if refusal is DeclineReason.SKILLS or (
        refused_by is RefusedBy.OFFICER and refusal in _OFFICER_JUDGES
    ):
        return 0, GradeSource.FEEDBACK
    if reached >= _INTERVIEWED:
        return 1, GradeSource.OUTCOME
    accepted = refused_by is None and any(one.event is Answer.ACCEPTED for one in counted)
    return (1, GradeSource.FEEDBACK) if accepted else (None, None)
