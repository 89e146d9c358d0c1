"""What is found to be missing: steps, the trainings that teach them, and what each would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matching.counterfactual import Effect
from matching.lacks import Lack
from matching.records import Statement
from matching.vocabulary import OpportunityKind, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSession:
    """Why no training can be named for a step."""

    sessions: int
    """Sessions that teach it, wherever and whenever; 0 when nothing does."""
    refusals: Mapping[Refusal, int]
    """How many of them each rule keeps out: full, over, too far …"""
    too_late: int
    """How many start after the day asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that is missing, and what having it would change."""

    lack: Lack
    asked_by: tuple[str, ...]
    """Opportunities of the list, or nearly of it, that ask for it; best first."""
    alone: int
    """How many of them miss nothing else that a rule asks for."""
    effect: Effect
    courses: tuple[int, ...]
    """Positions in `Gaps.courses` of the trainings that teach it."""
    no_session: NoSession | None
    """Set when no training teaches it with a seat left, in reach and in time."""
    validable: Statement | None
    """Experience that could be validated as this certificate now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One training, in its next sessions, and what having followed it would change."""

    sessions: tuple[str, ...]
    """Ids of trainings that teach the same, in the order in which they start."""
    effect: Effect
    """Of the first session: what is over before it starts is not counted."""
    opened: int
    """How many of what it opens miss something that it teaches; the others are other doors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """The answer for one person and one kind of opportunity."""

    profile_id: str
    kind: OpportunityKind
    release_id: str
    start_before: date | None
    proposed: int
    """Opportunities proposed now."""
    near_misses: int
    """Opportunities that would be proposed if what can be learned were there."""
    steps: tuple[Step, ...]
    """Those that open most by themselves first; a skill that would help nothing that asks for it
    is not named."""
    courses: tuple[Course, ...]
    """Those that open most of what misses what they teach first, then most of anything; one that
    would help nothing that misses it is not named."""
    without_effect: int
    """Skills and trainings that were tried and left out: nothing that misses them would stand
    better, whatever other doors they open."""
    untried: int
    """Steps and trainings beyond the limits."""
