"""Invented people: the groups an audit compares, and what they can do."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np
import numpy.typing as npt

from matching.vocabulary import FeatureName

Floats = npt.NDArray[np.float64]
Words = npt.NDArray[np.object_]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

TRADES = 12
"""Trades of the invented market, all alike; what differs is who knows which."""
REGIONS = tuple(f"MA-{number:02d}" for number in range(1, 13))
REGION_SHARES = (0.105, 0.068, 0.125, 0.135, 0.074, 0.203, 0.134, 0.048, 0.079, 0.013, 0.011, 0.005)
"""About the shares of Morocco's population."""
REMOTE = ("MA-05", "MA-08")
"""Where workplaces lie further apart: a real difference, and no bias."""
ASKED = (
    FeatureName.CERTIFICATES,
    FeatureName.EXPERIENCE,
    FeatureName.WISH,
    FeatureName.AVAILABILITY,
)
"""Features that are unknown when a person was not asked."""
_UNKNOWN = 0.03
"""Share of people who did not say their gender, and so on."""
_ATTRIBUTES: dict[str, dict[str, float]] = {
    "gender": {"female": 0.25, "male": 0.75},
    "age_band": {"18-24": 0.22, "25-34": 0.36, "35-49": 0.30, "50+": 0.12},
    "education": {
        "none": 0.12,
        "primary": 0.28,
        "lower-secondary": 0.24,
        "upper-secondary": 0.12,
        "baccalaureate": 0.06,
        "vocational": 0.14,
        "higher": 0.04,
    },
    "region": dict(zip(REGIONS, REGION_SHARES, strict=True)),
    "language": {"fr": 0.40, "ar": 0.22, "ary": 0.18, "en": 0.02, "mixed": 0.18},
    "completeness": {"low": 0.30, "medium": 0.45, "high": 0.25},
}
ATTRIBUTES = tuple(_ATTRIBUTES)
_ALWAYS_KNOWN = frozenset({"language", "completeness"})
_SCHOOLED = frozenset({"baccalaureate", "vocational", "higher"})


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class People:
    """Columns over n people."""

    ids: Words
    """Shape (n,): UUIDs as text."""
    groups: dict[str, Words]
    """Attribute -> shape (n,): code of the group, "" where it is not known to anybody's audit.
    What is unknown still has an effect where the world gives it one (`is_in`)."""
    truly: dict[str, Words]
    """The same without gaps."""
    trade: Numbers
    """Shape (n,), 0..TRADES-1."""
    skill: Floats
    """Shape (n,): standard scores."""
    experience: Floats
    """Shape (n,): standard scores, lower in groups that worked less."""
    unasked: Flags
    """Shape (n, len(ASKED)): whether nobody asked the person about that feature."""
    arrives: Floats
    """Shape (n,): share of the period after which the person is first looked after, in [0, 1]."""

    def __len__(self) -> int:
        return len(self.ids)

    def is_in(self, attribute: str, group: str) -> Flags:
        """Who belongs to a group, whether an audit knows it or not; shape (n,)."""
        return np.asarray(self.truly[attribute] == group, dtype=np.bool_)


def draw_people(n: int, differences: float, rng: np.random.Generator) -> People:
    """Draw n people; `differences` scales how far groups differ in experience, 0 for not at all."""
    truly = {
        name: rng.choice(np.array(list(shares), dtype=object), n, p=_sums_to_one(shares))
        for name, shares in _ATTRIBUTES.items()
    }
    schooled = np.isin(truly["education"].astype(str), sorted(_SCHOOLED))
    young, old = truly["age_band"] == "18-24", truly["age_band"] == "50+"
    shifted = -0.5 * (truly["gender"] == "female") - 0.6 * young + 0.4 * old
    open_questions = {"low": 0.5, "medium": 0.2, "high": 0.05}
    unasked = np.array([open_questions[band] for band in truly["completeness"]])
    return People(
        ids=draw_ids(n, rng),
        groups={name: _with_gaps(name, values, rng) for name, values in truly.items()},
        truly=truly,
        trade=rng.integers(TRADES, size=n),
        skill=rng.normal(size=n) + 0.4 * schooled,
        experience=rng.normal(size=n) + differences * shifted,
        unasked=rng.random((n, len(ASKED))) < unasked[:, None],
        arrives=rng.random(n),
    )


def draw_ids(n: int, rng: np.random.Generator) -> Words:
    """N UUIDs (version 4) as text, shape (n,), the same for the same state."""
    drawn = rng.bytes(16 * n)
    cut = (drawn[start : start + 16] for start in range(0, 16 * n, 16))
    return np.array([str(UUID(bytes=each, version=4)) for each in cut], dtype=object)


def _sums_to_one(shares: dict[str, float]) -> Floats:
    values = np.array(list(shares.values()))
    return np.asarray(values / values.sum())


def _with_gaps(name: str, values: Words, rng: np.random.Generator) -> Words:
    if name in _ALWAYS_KNOWN:
        return values
    return np.where(rng.random(len(values)) < _UNKNOWN, "", values)
