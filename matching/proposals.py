"""What the flow answers: proposals with reasons and evidence, and what was kept out and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from matching.outcomes import History
from matching.records import Profile
from matching.vocabulary import (
    Confidence,
    ContractKind,
    Direction,
    EmptyCause,
    FeatureName,
    MissingField,
    OpportunityKind,
    ReasonCode,
    Refusal,
    StatementKind,
    SupportKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the asker narrows a shortlist to; an empty set, or None, narrows nothing."""

    sectors: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    contracts: frozenset[ContractKind] = frozenset()
    max_distance_km: float | None = None
    """From the town of the person, as the crow flies; at least 0."""
    max_weekly_hours: int | None = None
    """At least 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Everything a shortlist depends on besides the release and the catalogue."""

    profile: Profile
    kind: OpportunityKind
    today: date
    """Day on which places, expiries and starts are judged."""
    limit: int = 10
    filters: Filters = field(default_factory=Filters)
    history: History = field(default_factory=History)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One contribution to a score; the points of a proposal sum to its score exactly."""

    feature: FeatureName
    value: float | None
    """In [0, 1]; None when unknown, and the neutral value of the release then counts."""
    weight: float
    """Points at a value of 1: the most that the feature can give."""
    points: float
    """What the value, or the neutral one of the release, gives: weight x value where the ranker is
    a straight line, and a point of its curve where it was learned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """A requirement of the opportunity and the statement that supports it best."""

    requirement: str
    statement: str
    """Text of the statement as the profile has it."""
    statement_kind: StatementKind
    how: SupportKind
    strength: float
    """In (0, 1); comparable within one release only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Code and numbers, no sentence; wording belongs to the service."""

    code: ReasonCode
    feature: FeatureName
    is_for: bool
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One line of a shortlist."""

    profile_id: str
    opportunity_id: str
    rank: int
    """From 1."""
    score: float
    """In [0, 1]; comparable only within one shortlist, never a probability."""
    terms: tuple[Term, ...]
    reasons: tuple[Reason, ...]
    evidence: tuple[Support, ...]
    gaps: tuple[str, ...]
    """Requirements that no statement supports."""
    confidence: Confidence
    to_ask: tuple[MissingField, ...]
    """What is not known and matters for this line."""
    to_confirm: tuple[MissingField, ...]
    """What was stated so long ago that it may have changed, and matters for this line."""
    distance_km: float | None
    propensity: float = 1.0
    """Probability, in (0, 1], that this line was shown at this rank; below 1 where an order was
    varied (`matching.exploration`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """An opportunity (or a person) kept out, with every reason."""

    profile_id: str
    opportunity_id: str
    refusals: tuple[Refusal, ...]
    """At least one, in the order of the rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOut:
    """Some of what the rules refused, and how much there is in all."""

    considered: int
    """Lines of that kind that met the filters, before any rule."""
    total: int
    """Lines that a rule refused."""
    excluded: Mapping[Refusal, int]
    """How many each rule refused; one line may be counted under several."""
    found: int
    """Lines refused by the rule that was asked about; `total` when none was."""
    lines: tuple[Exclusion, ...]
    """Those asked for, closest first to what was looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlist:
    """The ordered proposals made for one subject at one moment."""

    direction: Direction
    subject_id: str
    """The profile, or the opportunity when people were asked for."""
    kind: OpportunityKind
    release_id: str
    proposals: tuple[Proposal, ...]
    considered: int
    """Lines of that kind that met the filters, before any rule."""
    allowed: int
    """Lines that no rule refused."""
    excluded: Mapping[Refusal, int]
    """How many each rule refused; one line may be counted under several."""
    nearest_excluded: tuple[Exclusion, ...]
    """The excluded lines closest to what was looked for, closest first."""
    to_ask: tuple[MissingField, ...]
    unmatched: tuple[str, ...]
    """Statements that no trade or skill of the alias table recognises."""
    cause: EmptyCause | None
    """Set when there is no proposal, or none that fits well enough."""
