"""Judged pasts made by hand, in which it is known what makes a pair good."""

import numpy as np

from matching.features import FEATURES
from matching.vocabulary import FeatureName
from models.training.past import Past

WISH = FEATURES.index(FeatureName.WISH)
DISTANCE = FEATURES.index(FeatureName.DISTANCE)
FIRST_DAY = 739_000


def a_past(
    people: int = 150,
    *,
    lines: int = 5,
    seed: int = 0,
    truth: dict[int, float] | None = None,
    from_the_top: bool = False,
) -> Past:
    """Lists in a random order; grades follow `truth`: column -> slope of the logit, WISH usually.

    `from_the_top`: a line is judged with probability 1 / sqrt(rank), and not always.
    """
    rng = np.random.default_rng(seed)
    count = people * lines
    features = rng.random((count, len(FEATURES)))
    logit = sum(
        (slope * (features[:, column] - 0.5) for column, slope in (truth or {WISH: 8.0}).items()),
        np.zeros(count),
    )
    grade = rng.binomial(3, 1.0 / (1.0 + np.exp(-logit))).astype(np.float64)
    rank = np.tile(np.arange(1, lines + 1), people)
    if from_the_top:
        grade[rng.random(count) > 1.0 / rank**0.5] = np.nan
    return Past(
        features=features,
        grade=grade,
        rank=rank,
        propensity=np.ones(count),
        person=np.repeat(np.arange(people), lines),
        pair=np.arange(count),
        day=FIRST_DAY + np.repeat(np.arange(people), lines),
    )
