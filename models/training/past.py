"""What was shown and judged, as a ranking learns from it, and how much each line counts.

A line is judged only when somebody looked at it, and people look at the top. How likely a line was
to be judged at its rank, with its score, is estimated from all shown lines; where an order was
varied on purpose, the logged probability counts too. Lines count by the inverse of both, within
bounds. What was never shown counts once.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.errors import InvalidInput
from matching.ports import Ranker

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

LEAST_JUDGED: Final = 100
"""Judged pairs below which nothing is learned."""
LEAST_PEOPLE: Final = 30
LEAST_OF_A_KIND: Final = 15
"""Judged pairs that are good (2, 3), and that are not (0, 1), below which nothing is learned."""
GOOD: Final = 2.0
"""Grade from which a pair is good; probabilities are about this."""
MOST_WEIGHT: Final = 10.0
"""A line counts at most so many times as much as one that was certain to be judged."""


class TooFewJudgements(InvalidInput):
    """Too few judged pairs, or people, to learn from; `needed` and `had` count `what`."""

    code = "too-few-judgements"


class OneClass(InvalidInput):
    """Judged pairs are nearly all good, or nearly none is: nothing tells them apart."""

    code = "one-class"


class PropensityMissing(InvalidInput):
    """Judged lines were shown with a probability that nobody noted, and cannot be weighed."""

    code = "propensity-missing"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Past:
    """Lines that were shown or judged. Position i is the same line everywhere, n in all."""

    features: Floats
    """Shape (n, features); nan where unknown."""
    grade: Floats
    """Shape (n,), 0..3; nan where nobody judged."""
    rank: npt.NDArray[np.int64]
    """Shape (n,); 0 for a pair that was never shown."""
    propensity: Floats
    """Shape (n,), (0, 1]; nan where unknown."""
    person: npt.NDArray[np.int64]
    """Shape (n,): number of the person."""
    pair: npt.NDArray[np.int64]
    """Shape (n,): number of the (person, opportunity) pair."""
    day: npt.NDArray[np.int64]
    """Shape (n,): ordinal of the day on which the line was shown, or else judged."""

    def __len__(self) -> int:
        return len(self.grade)

    @property
    def judged(self) -> Bools:
        """Shape (n,)."""
        judged: Bools = ~np.isnan(self.grade)
        return judged

    def where(self, mask: Bools) -> "Past":
        """The lines that a mask keeps."""
        return Past(**{name: getattr(self, name)[mask] for name in self.__dataclass_fields__})


def judging_weights(past: Past, base: Ranker) -> Floats:
    """How much each line counts so that judged lines speak for all shown ones, shape (n,).

    The chance to be judged is logistic in the logarithm of the rank and in the score of the
    ranking in use; it is estimated on shown lines. Its inverse, times that of the logged
    propensity, is the weight, at least 1 and at most `MOST_WEIGHT`. A pair never shown weighs 1.

    Source:
        Selection by position: Joachims, Swaminathan & Schnabel, WSDM 2017; bounds: Ionides,
        Journal of Computational and Graphical Statistics 17(2), 2008.
    """
    from sklearn.linear_model import LogisticRegression

    shown = past.rank > 0
    weights = np.ones(len(past))
    if not shown.any():
        return weights
    score = base.points(past.features[shown]).sum(axis=1)
    seen = np.stack([np.log2(past.rank[shown] + 1.0), score], axis=1)
    judged = past.judged[shown]
    chance = np.ones(len(judged))
    if not judged.all():
        found = LogisticRegression().fit(seen, judged)
        chance = found.predict_proba(seen)[:, 1]
    # Weights count relative to each other: what is likeliest to be judged weighs 1.
    relative = chance / chance[judged].max(initial=chance.min())
    propensity = np.nan_to_num(past.propensity[shown], nan=1.0)
    weights[shown] = np.clip(1.0 / (relative * propensity), 1.0, MOST_WEIGHT)
    return weights


def check_enough(past: Past) -> None:
    """See that there is something to learn from.

    Raises:
        TooFewJudgements: there are too few judged pairs, or people.
        OneClass: nearly all are good, or nearly none.
        PropensityMissing: a judged line was shown with an unknown probability.
    """
    judged = past.where(past.judged)
    pairs, people = len(np.unique(judged.pair)), len(np.unique(judged.person))
    if pairs < LEAST_JUDGED:
        raise TooFewJudgements(what="pairs", needed=LEAST_JUDGED, had=pairs)
    if people < LEAST_PEOPLE:
        raise TooFewJudgements(what="people", needed=LEAST_PEOPLE, had=people)
    good = judged.grade >= GOOD
    fewer = min(len(np.unique(judged.pair[good])), len(np.unique(judged.pair[~good])))
    if fewer < LEAST_OF_A_KIND:
        raise OneClass(needed=LEAST_OF_A_KIND, had=fewer)
    unknown = int((np.isnan(judged.propensity) & (judged.rank > 0)).sum())
    if unknown:
        raise PropensityMissing(lines=unknown)


def times_judged(pairs: npt.NDArray[np.int64]) -> Floats:
    """How often each line's pair occurs: a pair shown ten times is still judged once."""
    _, number, counts = np.unique(pairs, return_inverse=True, return_counts=True)
    times: Floats = counts[number].astype(np.float64)
    return times
