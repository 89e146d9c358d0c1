"""What a world is asked to be: its size, its chance, and what is planted in it."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from matching.errors import InvalidInput

_BIAS = re.compile(r"(?P<attribute>[a-z-]+)(?:=(?P<group>[^:]+))?:(?P<points>\d+(?:\.\d+)?)")


class ImpossibleWorld(InvalidInput):
    """A world cannot be drawn with these numbers."""

    code = "impossible-world"


class UnreadableBias(InvalidInput):
    """A planted bias is written attribute:points or attribute=group:points."""

    code = "unreadable-bias"


class BiasIn(StrEnum):
    """Where the group is treated worse than equally qualified others."""

    PROPOSED = "proposed"
    """Officers choose its lines less often, at the same rank."""
    HIRED = "hired"
    """Companies hire it less often once proposed."""
    EXPOSURE = "exposure"
    """The ranker puts it lower on lists of people."""


PLANTABLE = {"gender": "female", "region": "MA-03"}
"""Attribute -> the group that is treated worse, unless another is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bias:
    """An injustice of known size."""

    attribute: str
    """A key of PLANTABLE."""
    group: str
    points: float
    """Percentage points, above 0: of the rate at which the group is proposed, or hired; for
    exposure, hundredths of what it would have."""
    where: BiasIn = BiasIn.PROPOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Distortion:
    """A model that is wrong in a known way: logit(said) = shift + slope x logit(true).

    Slope 1 and shift 0 say the truth; a slope above 1 is too sure of itself, a positive shift
    promises too much.
    """

    slope: float = 1.0
    """Above 0."""
    shift: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldOrder:
    """One world. The same order gives the same world, to the last bit."""

    people: int = 1000
    openings: int = 400
    seed: int = 0
    market_seed: int | None = None
    """Draws companies and openings; None follows `seed`. Fixed, it gives new people the same
    market."""
    lists_per_person: int = 2
    """Lists of opportunities; each opening gets one list of people besides."""
    lines: int = 10
    """Lines of a list."""
    pool: int | None = None
    """What the rules allow on a list, at least `lines`; None: what is shown, in any order."""
    exploration: float = 0.2
    """Probability that a list is varied."""
    margin: float | None = None
    """None: a varied list is drawn evenly from its pool. A number: two neighbours of nearly the
    same score change places, as in the service; other orders can then hardly be judged."""
    signal: float = 1.0
    """How much of suitability the features tell: 1 as usual, 0 nothing."""
    differences: float = 1.0
    """How far groups really differ in experience and distance: no bias, and easily taken for it."""
    unlisted: float = 0.02
    """Proposals that came from elsewhere than a list, per line shown; always proposed, so never
    comparable with lines that were."""
    graded_blind: float = 0.2
    """Share of the lists whose every line is graded blind."""
    grader_slip: float = 0.1
    """Probability that a blind grade is one off."""
    bias: Bias | None = None
    distortion: Distortion | None = None
    """The score is what this model says the probability of a hire is, once proposed; None for the
    additive score of the house, which is no probability."""
    first_day: date = date(2024, 1, 1)
    last_day: date = date(2025, 12, 31)
    """Lists are shown between the two."""
    known_until: date = date(2026, 3, 31)
    """Nothing later has been noted: who was hired lately may yet be kept."""

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn.

        Raises:
            ImpossibleWorld: too few people or openings for lists without repeats, or a share
                outside [0, 1].
        """
        if self.openings < 2 * self.pool_size * self.lists_per_person:
            raise ImpossibleWorld(openings=self.openings, needed=self.pool_size * 2)
        if self.people < 2 * self.pool_size:
            raise ImpossibleWorld(people=self.people, needed=self.pool_size * 2)
        if self.lines < 1 or self.lists_per_person < 1 or self.pool_size < self.lines:
            raise ImpossibleWorld(lines=self.lines, pool=self.pool_size)
        for share in (self.exploration, self.unlisted, self.graded_blind, self.grader_slip):
            if not 0.0 <= share <= 1.0:
                raise ImpossibleWorld(share=share)

    @property
    def pool_size(self) -> int:
        """Opportunities, or people, that one list is made from."""
        return self.lines if self.pool is None else self.pool


def read_bias(written: str, where: BiasIn = BiasIn.PROPOSED) -> Bias:
    """Read "gender:10" or "region=MA-06:10".

    Raises:
        UnreadableBias: another form, another attribute, or no points at all.
    """
    found = _BIAS.fullmatch(written.strip())
    if found is None or found["attribute"] not in PLANTABLE or float(found["points"]) <= 0:
        raise UnreadableBias()
    group = found["group"] or PLANTABLE[found["attribute"]]
    return Bias(
        attribute=found["attribute"], group=group, points=float(found["points"]), where=where
    )
