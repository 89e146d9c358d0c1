"""Is "likely" likely: probabilities beside what happened, and how to turn scores into them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.measured import (
    Bools,
    Estimate,
    Floats,
    Keys,
    TooThin,
    bootstrap_interval,
    bootstrap_ratio,
    bootstrap_statistic,
    cluster_totals,
)

BINS = 10
LEAST_IN_BIN = 30
"""Lines below which a bin shows no share: fewer bins are made, then no curve at all."""
LEAST_LINES = 2 * LEAST_IN_BIN
"""Lines below which calibration is not told."""
_SIMULATED = 200
"""Worlds in which the probabilities are true, to tell what error chance alone would show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Lines with similar probabilities."""

    lines: int
    said: float
    """Mean probability."""
    happened: Estimate
    """Share to which it happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How far probabilities can be taken at their word."""

    lines: int
    rate: float
    """Share of lines to which it happened."""
    brier: Estimate
    """Mean squared distance of probability and event; 0 is best."""
    brier_of_rate: float
    """The same for a model that always says `rate`: what knowing nothing of the pair costs."""
    ece: Estimate
    """Mean distance of said and happened over bins of equally many lines; 0 is best. Chance alone
    lifts it, so see `ece_by_chance`."""
    ece_by_chance: float
    """What it would be on average if every probability were true."""
    curve: tuple[Bin, ...]
    """From the least likely lines up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Platt:
    """Probability 1 / (1 + exp(-(slope x score + intercept)))."""

    slope: float
    intercept: float

    def __call__(self, scores: Floats) -> Floats:
        """Probabilities in (0, 1), shape as `scores`."""
        from scipy import special

        said: Floats = special.expit(self.slope * scores + self.intercept)
        return said


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Isotonic:
    """Probability that never falls with the score: straight lines between knots."""

    scores: Floats
    """Ascending; a score outside meets the ends."""
    probabilities: Floats
    """In [0, 1], never falling."""

    def __call__(self, scores: Floats) -> Floats:
        """Probabilities in [0, 1], shape as `scores`."""
        return np.asarray(np.interp(scores, self.scores, self.probabilities), dtype=np.float64)


def measure_calibration(
    probabilities: Floats,
    happened: Bools,
    people: Keys,
    rng: np.random.Generator,
    bins: int = BINS,
) -> Calibration | TooThin:
    """Compare what was said with what happened.

    Args:
        probabilities: In [0, 1], shape (n,).
        happened: Shape (n,).
        people: Whom each line is about, shape (n,).
        rng: Draws resamples and simulated worlds.
        bins: At most so many, of equally many lines; fewer when a bin would hold less than
            `LEAST_IN_BIN`. Equal probabilities are never parted.

    Returns:
        `TooThin("few-lines")` below `LEAST_LINES`; `TooThin("one-class")` when it happened to all
        or to none.

    Raises:
        ValueError: a probability outside [0, 1], or other lengths.

    Source:
        Brier, Monthly Weather Review 78(1), 1950; ECE over bins of equal mass: Nixon et al., CVPR
        workshops 2019.
    """
    if not probabilities.shape == happened.shape == people.shape:
        raise ValueError("columns of several lengths")
    if len(probabilities) and not (0.0 <= probabilities.min() <= probabilities.max() <= 1.0):
        raise ValueError("a probability outside [0, 1]")
    if len(probabilities) < LEAST_LINES:
        return TooThin("few-lines", LEAST_LINES, len(probabilities))
    events = happened.astype(np.float64)
    rate = float(events.mean())
    if rate in (0.0, 1.0):
        return TooThin("one-class", 2, 1)
    place = equal_mass(probabilities, min(bins, len(probabilities) // LEAST_IN_BIN))
    return Calibration(
        lines=len(events),
        rate=rate,
        brier=bootstrap_interval((probabilities - events) ** 2, people, rng),
        brier_of_rate=rate * (1.0 - rate),
        ece=_ece_estimate(probabilities, events, people, place, rng),
        ece_by_chance=_ece_by_chance(probabilities, place, rng),
        curve=_curve(probabilities, events, people, place, rng),
    )


def calibration_by_group(
    probabilities: Floats,
    happened: Bools,
    people: Keys,
    labels: Keys,
    rng: np.random.Generator,
) -> dict[str, Calibration | TooThin]:
    """The same for the lines of each group; "" is no group."""
    words = labels.astype(str)
    found = {
        str(word): measure_calibration(
            probabilities[words == word], happened[words == word], people[words == word], rng
        )
        for word in np.unique(words)
        if word
    }
    return {
        word: one.of_a_group() if isinstance(one, TooThin) else one for word, one in found.items()
    }


def equal_mass(probabilities: Floats, bins: int) -> npt.NDArray[np.int64]:
    """Bin of each line, 0.. without gaps, of about equally many lines, by ascending probability.

    Lines with the same probability share the bin of the middle one of them; there may then be
    fewer bins.
    """
    from scipy import stats

    middle = (stats.rankdata(probabilities) - 0.5) / len(probabilities)
    coarse = np.minimum((middle * bins).astype(np.int64), bins - 1)
    _, place = np.unique(coarse, return_inverse=True)
    return np.asarray(place, dtype=np.int64)


def ece(probabilities: Floats, happened: Floats, place: npt.NDArray[np.int64]) -> float:
    """Mean over lines of the distance, in each bin, of what was said and what happened."""
    return float(np.abs(np.bincount(place, happened - probabilities)).sum() / len(place))


def fit_platt(scores: Floats, happened: Bools) -> Platt | TooThin:
    """Fit a logistic curve, drawn to the middle as if each class had one line more.

    Args:
        scores: Shape (n,).
        happened: Shape (n,).

    Returns:
        `TooThin("few-lines")` below `LEAST_LINES`; `TooThin("one-class")` when it happened to all
        or to none.

    Source:
        Platt, Advances in Large Margin Classifiers, 1999; Lin, Lin & Weng, Machine Learning 68,
        2007.
    """
    thin = _cannot_be_fitted(happened)
    if thin is not None:
        return thin
    from sklearn.linear_model import LogisticRegression

    yes = int(happened.sum())
    target = np.where(happened, (yes + 1) / (yes + 2), 1 / (len(happened) - yes + 2))
    # A line with target t is t of a line to which it happened and 1 - t of one it did not.
    line = np.concatenate([scores, scores])[:, None]
    label = np.repeat([1, 0], len(scores))
    model = LogisticRegression(C=np.inf)
    model.fit(line, label, sample_weight=np.concatenate([target, 1.0 - target]))
    return Platt(slope=float(model.coef_[0, 0]), intercept=float(model.intercept_[0]))


def fit_isotonic(scores: Floats, happened: Bools) -> Isotonic | TooThin:
    """Fit the never-falling curve closest to what happened; refuses as `fit_platt` does."""
    thin = _cannot_be_fitted(happened)
    if thin is not None:
        return thin
    from sklearn.isotonic import IsotonicRegression

    model = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip")
    model.fit(scores, happened.astype(np.float64))
    return Isotonic(
        scores=np.asarray(model.X_thresholds_, dtype=np.float64),
        probabilities=np.asarray(model.y_thresholds_, dtype=np.float64),
    )


def _cannot_be_fitted(happened: Bools) -> TooThin | None:
    if len(happened) < LEAST_LINES:
        return TooThin("few-lines", LEAST_LINES, len(happened))
    return None if 0 < happened.sum() < len(happened) else TooThin("one-class", 2, 1)


def _ece_estimate(
    probabilities: Floats,
    events: Floats,
    people: Keys,
    place: npt.NDArray[np.int64],
    rng: np.random.Generator,
) -> Estimate:
    """With the bins as they are; drawn people only change what is in them."""
    errors = np.zeros((len(events), int(place.max()) + 2))
    errors[np.arange(len(events)), place] = events - probabilities
    errors[:, -1] = 1.0

    def statistic(sums: Floats) -> Floats:
        return np.asarray(np.abs(sums[..., :-1]).sum(axis=-1) / sums[..., -1])

    totals = cluster_totals(errors, people)
    return bootstrap_statistic(totals, statistic, rng, recentred=True, within=(0.0, 1.0))


def _ece_by_chance(
    probabilities: Floats, place: npt.NDArray[np.int64], rng: np.random.Generator
) -> float:
    drawn = (
        ece(probabilities, (rng.random(len(place)) < probabilities).astype(np.float64), place)
        for _ in range(_SIMULATED)
    )
    return sum(drawn) / _SIMULATED


def _curve(
    probabilities: Floats,
    events: Floats,
    people: Keys,
    place: npt.NDArray[np.int64],
    rng: np.random.Generator,
) -> tuple[Bin, ...]:
    bins: list[Bin] = []
    for number in range(int(place.max()) + 1):
        inside = place == number
        columns = np.stack([events[inside], np.ones(inside.sum())], axis=1)
        happened = (
            bootstrap_ratio(cluster_totals(columns, people[inside]), rng)
            if inside.sum() >= LEAST_IN_BIN
            else TooThin("few-lines", LEAST_IN_BIN, int(inside.sum()))
        )
        said = float(probabilities[inside].mean())
        bins.append(Bin(lines=int(inside.sum()), said=said, happened=happened))
    return tuple(bins)
