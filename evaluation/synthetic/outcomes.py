"""What happens to each shown line: looked at, proposed, refused or hired, kept, and then graded."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from evaluation.synthetic.people import Flags, Floats, Words
from evaluation.synthetic.truth import Truth
from matching.judgements import GradeSource, RefusedBy, Stage
from matching.vocabulary import DeclineReason

_PERSON_SAYS = (
    (DeclineReason.NOT_INTERESTED, 0.25),
    (DeclineReason.TOO_FAR, 0.20),
    (DeclineReason.PAY, 0.15),
    (DeclineReason.HOURS, 0.10),
    (DeclineReason.HIRED_ELSEWHERE, 0.10),
    (DeclineReason.IN_TRAINING, 0.05),
    (DeclineReason.NOT_REACHABLE, 0.15),
)
_KEPT = (
    (1, Stage.KEPT_1_MONTH),
    (3, Stage.KEPT_3_MONTHS),
    (6, Stage.KEPT_6_MONTHS),
    (12, Stage.KEPT_12_MONTHS),
)
_DAYS_PER_MONTH = 30.4375
_OFFICER_NOTES = 0.3
"""Share of the unsuitable lines an officer looks at of which "not suitable" is noted."""
_INTERVIEWS = 0.7
"""Share of the companies that answered which see the person; all that hire do."""
_TRIES = 0.4
"""Share of those seen who work on trial."""

Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Lines:
    """What is true of n shown lines, column by column, shape (n,) each."""

    truth: Truth
    looked_at: Floats
    """Probability that the officer looks at the line: of its rank; 1 where there is no list."""
    always_proposed: Flags
    """Came from elsewhere than a list."""
    shown_on: Days
    asks_for_extract: Flags
    """Of the company."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Happened:
    """What an institution would know of each line, shape (n,) each."""

    stage: Words
    refused_by: Words
    refusal: Words
    judged_on: Days
    """NaT when nothing happened."""
    grade: Floats
    """0..3; nan when nobody judged."""
    grade_source: Words
    proposed: Flags
    hired: Flags


def let_happen(lines: Lines, known_until: date, rng: np.random.Generator) -> Happened:
    """Draw what happens to each line, one independent of the other.

    Places are not used up and nobody is hired away, so that the value of any other order is known
    exactly; how crowded companies become is to be measured on what is shown.
    """
    n, truth = len(lines.shown_on), lines.truth
    chance = rng.random((8, n))
    looked = lines.always_proposed | (chance[0] < lines.looked_at)
    proposed = lines.always_proposed | (looked & (chance[1] < truth.chosen))
    agreed = proposed & (chance[2] < truth.accepts)
    replied = agreed & (chance[3] < truth.replies)
    hired = replied & (chance[4] < truth.taken)
    seen = hired | (replied & (chance[5] < _INTERVIEWS))
    tried = seen & (chance[6] < _TRIES)
    stage = np.full(n, Stage.SHOWN.value, dtype=object)
    reached = (
        (proposed, Stage.PROPOSED),
        (agreed, Stage.CONTACTED),
        (replied, Stage.REPLIED),
        (seen, Stage.INTERVIEW),
        (tried, Stage.TRIAL),
        (hired, Stage.HIRED),
    )
    for who, point in reached:
        stage[who] = point.value
    day, hired_on = _days(lines.shown_on, proposed, rng)
    day = _kept(stage, day, hired, hired_on, truth.leaves, known_until, rng)
    noted = looked & ~proposed & (truth.grade == 0) & (chance[7] < _OFFICER_NOTES)
    refused_by, refusal = _refusals(lines, noted, (proposed, agreed, replied, hired), rng)
    day[noted] = lines.shown_on[noted]
    grade, source = _grades(stage, refusal)
    return Happened(
        stage=stage,
        refused_by=refused_by,
        refusal=refusal,
        judged_on=day,
        grade=grade,
        grade_source=source,
        proposed=proposed,
        hired=hired,
    )


def _days(shown_on: Days, proposed: Flags, rng: np.random.Generator) -> tuple[Days, Days]:
    """The day of the last event so far, NaT without any, and the day of a hire."""
    n = len(shown_on)
    day = np.where(proposed, shown_on + rng.integers(0, 30, n), np.datetime64("NaT", "D"))
    return day, shown_on + rng.integers(20, 60, n)


def _kept(
    stage: Words,
    day: Days,
    hired: Flags,
    hired_on: Days,
    leaves: Floats,
    known_until: date,
    rng: np.random.Generator,
) -> Days:
    """Move `stage` on for those who stay and whose check lies before the end; the day of it."""
    stays = rng.exponential(1.0, len(leaves)) / leaves
    day = np.where(hired, hired_on, day)
    for months, point in _KEPT:
        checked_on = hired_on + round(months * _DAYS_PER_MONTH)
        checked = hired & (stays >= months) & (checked_on <= np.datetime64(known_until, "D"))
        stage[checked] = point.value
        day = np.where(checked, checked_on, day)
    return day


def _refusals(
    lines: Lines, noted: Flags, reached: tuple[Flags, ...], rng: np.random.Generator
) -> tuple[Words, Words]:
    """Who said no, and why. A company that is unjust gives no reason of its own."""
    proposed, agreed, replied, hired = reached
    n = len(lines.shown_on)
    refused_by, refusal = np.full(n, "", dtype=object), np.full(n, "", dtype=object)
    reasons, shares = zip(*_PERSON_SAYS, strict=True)
    said = rng.choice(np.array([reason.value for reason in reasons], dtype=object), n, p=shares)
    unskilled = (lines.truth.grade <= 1) & (rng.random(n) < 0.4)
    asked = lines.asks_for_extract & (rng.random(n) < 0.5)
    turned_down = np.where(unskilled, DeclineReason.SKILLS.value, DeclineReason.POSITION_FILLED)
    turned_down = np.where(asked, DeclineReason.RECORD_EXTRACT_ASKED.value, turned_down)
    cases = (
        (noted, RefusedBy.OFFICER, np.full(n, DeclineReason.SKILLS.value, dtype=object)),
        (proposed & ~agreed, RefusedBy.PERSON, said),
        (agreed & ~replied, RefusedBy.COMPANY, np.full(n, DeclineReason.NO_REPLY, dtype=object)),
        (replied & ~hired, RefusedBy.COMPANY, turned_down),
    )
    for who, by, why in cases:
        refused_by[who] = by.value
        refusal[who] = [str(reason) for reason in why[who]]
    return refused_by, refusal


def _grades(stage: Words, refusal: Words) -> tuple[Floats, Words]:
    """The grades that `matching.judgements.judge` derives from the same events, in columns."""
    seen = np.isin(stage.astype(str), [Stage.INTERVIEW.value, Stage.TRIAL.value])
    hired = stage == Stage.HIRED.value
    kept = np.isin(stage.astype(str), [point.value for _, point in _KEPT])
    unskilled = ~hired & ~kept & (refusal == DeclineReason.SKILLS.value)
    silenced = refusal == DeclineReason.RECORD_EXTRACT_ASKED.value
    cases = (
        (kept, 3.0, GradeSource.OUTCOME),
        (hired, 2.0, GradeSource.OUTCOME),
        (unskilled, 0.0, GradeSource.FEEDBACK),
        (seen & ~unskilled & ~silenced, 1.0, GradeSource.OUTCOME),
    )
    grade, source = np.full(len(stage), np.nan), np.full(len(stage), "", dtype=object)
    for who, given, come_from in cases:
        grade[who], source[who] = given, come_from.value
    return grade, source


def grade_blind(grade: npt.NDArray[np.int64], slip: float, rng: np.random.Generator) -> Floats:
    """True grades as people give them who may be one off with probability `slip`; 0..3."""
    off = np.where(rng.random(len(grade)) < slip, rng.choice([-1, 1], len(grade)), 0)
    return np.clip(grade + off, 0, 3).astype(np.float64)
