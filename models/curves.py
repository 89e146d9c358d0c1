"""A ranking that was learned from outcomes: one curve per feature, kept in a release as a file.

A curve consists of straight lines and never falls, so that a statement can only add, and the score
stays a sum of points that a reader can add up.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from math import exp, isfinite
from pathlib import Path
from typing import Any

from matching.errors import NotReady
from matching.features import FEATURES
from matching.vocabulary import FeatureName

RANKER_FILE = "ranker.json"
FORMAT = 1
"""Of the file; raised when its fields change."""
_TOGETHER = 1e-9
"""How far from 1 the largest points of all curves may sum."""


class CurvesDamaged(NotReady):
    """The file with the learned ranking cannot be read or understood."""

    code = "curves-damaged"


@dataclass(frozen=True, slots=True)
class Curve:
    """Points of one feature, straight between the knots."""

    knots: tuple[float, ...]
    """Values of the feature, rising, from 0 to 1."""
    points: tuple[float, ...]
    """At each knot; from 0, never falling."""

    def __post_init__(self) -> None:
        """Refuse a curve that falls, or that does not span [0, 1]."""
        if len(self.knots) != len(self.points) or len(self.knots) < 2:
            raise ValueError("a curve needs as many points as knots, two at least")
        if not all(map(isfinite, (*self.knots, *self.points))):
            raise ValueError("a knot or a point is not finite")
        if (self.knots[0], self.knots[-1], self.points[0]) != (0.0, 1.0, 0.0):
            raise ValueError("a curve begins at 0, 0 and ends at a value of 1")
        if any(a >= b for a, b in zip(self.knots, self.knots[1:], strict=False)):
            raise ValueError("knots must rise")
        if any(a > b for a, b in zip(self.points, self.points[1:], strict=False)):
            raise ValueError("a curve must not fall")

    @property
    def most(self) -> float:
        """Points at a value of 1."""
        return self.points[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What a score said about later judgements: the only place where it becomes a probability."""

    slope: float
    """Not negative: a higher score is never less likely to be good."""
    intercept: float
    judgements: int
    """How many it was fitted on, all later than those that the curves were fitted on."""
    since: date
    until: date

    def probability(self, score: float) -> float:
        """Probability that a line with this score is judged good (a grade of 2 or 3)."""
        logit = self.slope * score + self.intercept
        if logit < 0.0:
            return exp(logit) / (1.0 + exp(logit))
        return 1.0 / (1.0 + exp(-logit))


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedRanking:
    """Curves for every feature, and what they were fitted on."""

    curves: Mapping[FeatureName, Curve]
    """Every feature has one; their largest points sum to 1."""
    label: str
    """Which judgements were believed."""
    judgements: int
    people: int
    fitted_until: date
    """Nothing later was looked at, calibration included."""
    calibration: Calibration | None = None
    """None where later judgements were too few: then no score is a probability."""

    def __post_init__(self) -> None:
        """Refuse curves that leave a feature out, or do not share out one point."""
        if set(self.curves) != set(FEATURES):
            raise ValueError("every feature needs one curve")
        if abs(sum(curve.most for curve in self.curves.values()) - 1.0) > _TOGETHER:
            raise ValueError("the largest points must sum to 1")


def write_curves(ranking: LearnedRanking, path: Path) -> None:
    """Write a learned ranking; `read_curves` gives back the same numbers to the last bit."""
    content = {
        "format": FORMAT,
        **asdict(ranking),
        "curves": {name: asdict(ranking.curves[name]) for name in FEATURES},
    }
    text = json.dumps(content, indent=1, default=date.isoformat)
    path.write_text(text + "\n", encoding="utf-8")


def read_curves(path: Path) -> LearnedRanking:
    """Read a learned ranking.

    Raises:
        CurvesDamaged: it is missing, of another format, or no ranking.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found.pop("format") != FORMAT:
            raise CurvesDamaged(what="format")
        return _ranking(found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CurvesDamaged(what="content") from error


def curves_checksum(path: Path) -> str:
    """SHA-256 of the file; "" when there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def _ranking(found: Mapping[str, Any]) -> LearnedRanking:
    curves = {
        FeatureName(name): Curve(tuple(one["knots"]), tuple(one["points"]))
        for name, one in found["curves"].items()
    }
    calibration = found["calibration"]
    given = {
        "curves": curves,
        "fitted_until": date.fromisoformat(found["fitted_until"]),
        "calibration": None if calibration is None else _calibration(calibration),
    }
    return LearnedRanking(**{**found, **given})


def _calibration(found: Mapping[str, Any]) -> Calibration:
    days = {name: date.fromisoformat(found[name]) for name in ("since", "until")}
    return Calibration(**{**found, **days})
