"""Learning a ranking from what happened: one curve per feature, drawn towards the ranking in use.

The model is logistic in the expected grade (as a share of 3), which is what orders lists best when
gains are grades. Each feature has its own non-falling broken line; there are no interactions, so
the score stays a sum that an officer can read. Every slope is drawn towards what the ranking in use
gives the feature: few judgements change little, and a feature that says nothing keeps its weight.

Rejected: boosted trees with monotone terms. Their steps leave most values of a feature without
effect, so that taking away what a reason cites would often not lower the score.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.features import FEATURES
from matching.parameters import RankingParameters
from matching.ports import Ranker
from models.curves import Calibration, Curve, LearnedRanking
from models.training.past import (
    GOOD,
    LEAST_OF_A_KIND,
    Bools,
    Floats,
    Past,
    check_enough,
    judging_weights,
    times_judged,
)

HIGHEST: Final = 3.0
SMALLEST: Final = 0.02
"""Share of the points that stays with the weights in use, so that no cited reason ever counts 0."""
LATER: Final = 0.25
"""Share of the judged pairs, the latest, that calibrate and are not fitted on."""
STRENGTHS: Final = (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 100.0)
"""Pulls towards the ranking in use that are tried, weakest first; the last leaves it as it is."""
FOLDS: Final = 5
_QUANTILES: Final = (0.25, 0.5, 0.75)
_APART: Final = 0.05
"""Least distance of two knots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A ranking that was learned, and how."""

    ranking: LearnedRanking
    suitable_score: float
    """The score at which a line is barely worth proposing under the new ranking."""
    facts: Mapping[str, float] = field(default_factory=dict)
    """What was chosen and what it rests on, for the log of runs."""


def learn(
    past: Past, base: Ranker, ranking: RankingParameters, *, label: str, seed: int = 0
) -> Learned:
    """Fit curves on the earlier judgements, and what a score means on the later ones.

    Args:
        past: What was shown and judged up to one day; nobody's later lines are needed.
        base: The ranking in use, which the curves are drawn towards.
        ranking: Its parameters: neutral values, and the score from which a line is proposed.
        label: Which judgements these are.
        seed: Of the folds.

    Raises:
        TooFewJudgements: there are too few judged pairs, or people.
        OneClass: nearly all are good, or nearly none.
        PropensityMissing: a judged line was shown with an unknown probability.
    """
    check_enough(past)
    neutral = np.array([ranking.neutral.get(name, 0.0) for name in FEATURES])
    earlier, later = _in_time(past)
    weights = judging_weights(earlier, base)
    fitted = earlier.where(earlier.judged)
    counted = weights[earlier.judged] / times_judged(fitted.pair)
    prior = np.array([base.weights[name] for name in FEATURES])
    values = _known(fitted.features, neutral)
    task = _Task(
        basis=_Basis.over(fitted.features, values),
        values=values,
        target=fitted.grade / HIGHEST,
        weights=counted / counted.mean(),
        prior=prior,
    )
    strength, losses = _best_strength(task, fitted.person, seed)
    curves = _curves(task, task.fit(strength), prior)
    scores = _scores(curves, _known(past.features, neutral))
    calibration = _calibrated(later, _scores(curves, _known(later.features, neutral)))
    return Learned(
        ranking=LearnedRanking(
            curves=dict(zip(FEATURES, curves, strict=True)),
            label=label,
            judgements=len(fitted),
            people=len(np.unique(fitted.person)),
            fitted_until=date.fromordinal(int(past.day.max())),
            calibration=calibration,
        ),
        suitable_score=_barely(scores, base.points(past.features).sum(axis=1), ranking),
        facts={
            "judged earlier": float(len(fitted)),
            "judged later": float(later.judged.sum()),
            "effective judgements": float(counted.sum() ** 2 / (counted**2).sum()),
            "pull": strength,
            **{f"held-out loss at a pull of {pull}": loss for pull, loss in losses.items()},
        },
    )


def _in_time(past: Past) -> tuple[Past, Past]:
    """Earlier and later lines; whoever appears later is left out of the earlier ones."""
    judged_days = np.sort(past.day[past.judged])
    cut = judged_days[int(len(judged_days) * (1.0 - LATER))]
    later = past.day >= cut
    returning = np.isin(past.person, past.person[later & past.judged])
    return past.where(~later & ~returning), past.where(later)


def _known(features: Floats, neutral: Floats) -> Floats:
    known: Floats = np.where(np.isnan(features), neutral, features)
    return known


@dataclass(frozen=True, slots=True, eq=False)
class _Basis:
    """Ramps from 0 to 1 between the knots of each feature."""

    knots: tuple[Floats, ...]

    @classmethod
    def over(cls, features: Floats, values: Floats) -> "_Basis":
        return cls(tuple(map(_knots, features.T, values.T)))

    @property
    def owner(self) -> npt.NDArray[np.int64]:
        """Feature of each ramp, shape (ramps,)."""
        return np.repeat(np.arange(len(self.knots)), [len(one) - 1 for one in self.knots])

    @property
    def width(self) -> Floats:
        """Shape (ramps,)."""
        return np.concatenate([np.diff(one) for one in self.knots])

    def of(self, values: Floats) -> Floats:
        """How far each value went up each ramp, shape (n, ramps), in [0, 1]."""
        starts = np.concatenate([one[:-1] for one in self.knots])
        ramps: Floats = np.clip((values[:, self.owner] - starts) / self.width, 0.0, 1.0)
        return ramps


def _knots(stated: Floats, values: Floats) -> Floats:
    """0, some quantiles of what was stated, and 1; a feature that does not vary gets no knot."""
    if np.ptp(values) == 0.0:
        return np.array([0.0, 1.0])
    kept = [0.0]
    for knot in np.quantile(stated[~np.isnan(stated)], _QUANTILES).tolist():
        if knot - kept[-1] >= _APART and 1.0 - knot >= _APART:
            kept.append(round(knot, 3))
    return np.array([*kept, 1.0])


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Task:
    """Judged lines to fit on."""

    basis: _Basis
    values: Floats
    target: Floats
    """Shape (n,), in [0, 1]."""
    weights: Floats
    """Shape (n,), positive, about 1."""
    prior: Floats
    """Shape (features,): weights in use."""

    def fit(self, strength: float, rows: Bools | None = None) -> "_Fit":
        kept = np.ones(len(self.target), np.bool_) if rows is None else rows
        ramps = self.basis.of(self.values[kept])
        target, weights = self.target[kept], self.weights[kept]
        in_use = (self.values[kept] @ self.prior)[:, None]
        scale = _fitted(in_use, target, weights, np.zeros(1), np.full(1, 1e-3)).slopes[0]
        # Where the ranking in use says nothing, a scale of 1 still says where to be drawn to.
        start = max(float(scale), 1.0) * self.prior[self.basis.owner] * self.basis.width
        return _fitted(ramps, target, weights, start, strength / self.basis.width)

    def loss(self, fit: "_Fit", rows: Bools) -> Floats:
        """Logistic loss of each row, weighted."""
        logits = fit.intercept + self.basis.of(self.values[rows]) @ fit.slopes
        lost: Floats = np.logaddexp(0.0, logits) - self.target[rows] * logits
        return lost * self.weights[rows]


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    intercept: float
    slopes: Floats
    """Not negative, shape (ramps,)."""


def _fitted(columns: Floats, target: Floats, weights: Floats, start: Floats, pull: Floats) -> _Fit:
    """Logistic regression with slopes that are not negative, each pulled towards `start`."""
    from scipy import optimize

    total = weights.sum()

    def loss(parameters: Floats) -> tuple[float, Floats]:
        away = parameters[1:] - start
        logits = parameters[0] + columns @ parameters[1:]
        lost = weights @ (np.logaddexp(0.0, logits) - target * logits) / total
        errors = weights * (1.0 / (1.0 + np.exp(-logits)) - target) / total
        slope = np.concatenate([[errors.sum()], errors @ columns + pull * away])
        return float(lost + (pull * away) @ away / 2.0), slope

    bounds = [(-30.0, 30.0), *[(0.0, 60.0)] * columns.shape[1]]
    found = optimize.minimize(
        loss, np.concatenate([[0.0], start]), jac=True, method="L-BFGS-B", bounds=bounds
    )
    return _Fit(float(found.x[0]), found.x[1:])


def _best_strength(
    task: _Task, person: npt.NDArray[np.int64], seed: int
) -> tuple[float, dict[float, float]]:
    """The strongest pull whose held-out loss is within one standard error of the least one."""
    from sklearn.model_selection import GroupKFold

    folds = list(
        GroupKFold(FOLDS, shuffle=True, random_state=seed).split(task.values, groups=person)
    )
    losses: dict[float, Floats] = {}
    for strength in STRENGTHS:
        lost = np.zeros(len(person))
        for train, test in folds:
            rows = np.zeros(len(person), np.bool_)
            rows[train] = True
            lost[test] = task.loss(task.fit(strength, rows), ~rows)
        losses[strength] = lost
    means = {strength: float(lost.mean()) for strength, lost in losses.items()}
    best = min(means, key=means.__getitem__)
    # What is compared is the difference on the same lines: losses themselves vary far more.
    within = [
        strength
        for strength in STRENGTHS
        if means[strength] - means[best] <= _error(losses[strength] - losses[best])
    ]
    return max(within), means


def _error(differences: Floats) -> float:
    return float(differences.std() / np.sqrt(len(differences)))


def _curves(task: _Task, fit: _Fit, prior: Floats) -> list[Curve]:
    """Curves whose largest points sum to 1, with a small share as the weights in use have it."""
    basis = task.basis
    total = fit.slopes.sum()
    rises = fit.slopes / total if total > 0.0 else prior[basis.owner] * basis.width
    rises = (1.0 - SMALLEST) * rises + SMALLEST * prior[basis.owner] * basis.width
    rises /= rises.sum()
    return [
        Curve(tuple(knots.tolist()), (0.0, *np.cumsum(rises[basis.owner == number]).tolist()))
        for number, knots in enumerate(basis.knots)
    ]


def _scores(curves: list[Curve], values: Floats) -> Floats:
    columns = (
        np.interp(column, curve.knots, curve.points)
        for column, curve in zip(values.T, curves, strict=True)
    )
    return np.asarray(np.sum(list(columns), axis=0))


def _calibrated(later: Past, scores: Floats) -> Calibration | None:
    """Platt's curve on the later judgements; None where they are too few or of one kind."""
    from sklearn.linear_model import LogisticRegression

    judged = later.judged
    good = later.grade[judged] >= GOOD
    if min(int(good.sum()), int((~good).sum())) < LEAST_OF_A_KIND:
        return None
    weights = 1.0 / times_judged(later.pair[judged])
    fit = LogisticRegression(C=np.inf).fit(scores[judged][:, None], good, weights)
    slope, intercept = float(fit.coef_[0, 0]), float(fit.intercept_[0])
    if slope <= 0.0:
        return None
    days = later.day[judged]
    return Calibration(
        slope=slope,
        intercept=intercept,
        judgements=int(judged.sum()),
        since=date.fromordinal(int(days.min())),
        until=date.fromordinal(int(days.max())),
    )


def _barely(scores: Floats, before: Floats, ranking: RankingParameters) -> float:
    """The new score from which as many of the past lines are worth proposing as before."""
    below = max(float((before < ranking.suitable_score).mean()), SMALLEST)
    return round(float(np.quantile(scores, below)), 3)
