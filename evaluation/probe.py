"""Can one guess from the features of a ranking who a person is: what is left out may come back.

A feature that tells gender or region as well as a label would let a ranking use what it must not
know. The probe tries to guess; it should not do better than a coin.
"""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from evaluation.measured import CONFIDENCE, Bools, Estimate, Floats, Keys, Measured, TooThin

TARGET: Final = 0.55
"""AUC up to which guessing is no better than it may be."""
LEAST_PEOPLE: Final = 30
"""People with a label, and without it, below which nothing is guessed."""
_FOLDS: Final = 5


def probe(features: Floats, people: Keys, labels: Keys, seed: int = 0) -> dict[str, Estimate]:
    """How well each label is guessed from a person's features: the AUC, with its interval.

    Each person is one line: means of their features, and how often each is known. The guess is the
    mean of a linear model's and of boosted trees', each fitted on other people.

    Args:
        features: Of lines, shape (n, m); nan where unknown.
        people: Whom each line is about, shape (n,).
        labels: The person's label on each line, shape (n,); "" where it is not known: left out.
        seed: Deals people into folds.

    Returns:
        Label -> AUC of "has the label", in [0, 1]: 0.5 tells nothing. With two labels only the
        first, as the other's is the same. `TooThin("few-people")` below `LEAST_PEOPLE` on either
        side, and `TooThin("one-class")` under "" when there is only one label.

    Source:
        Interval: DeLong, DeLong & Clarke-Pearson, Biometrics 44(3), 1988.
    """
    table, words = _by_person(features, people, labels)
    names = [str(name) for name in np.unique(words)]
    if len(names) < 2:
        return {"": TooThin("one-class", 2, len(names))}
    asked = names[:1] if len(names) == 2 else names
    return {name: _guessed(table, words == name, seed) for name in asked}


def is_recoverable(found: Estimate) -> bool:
    """Whether the label is guessed better than `TARGET`, beyond chance."""
    return isinstance(found, Measured) and found.low > TARGET


def area_under_curve(guesses: Floats, labels: Bools) -> Measured:
    """Chance that a line with the label is guessed above one without, ties counting half.

    Args:
        guesses: Higher for the label, shape (n,).
        labels: Of both kinds, at least two each.
    """
    from scipy import stats

    yes, no = guesses[labels], guesses[~labels]
    ranks = stats.rankdata(guesses)
    above = (ranks[labels] - stats.rankdata(yes)) / len(no)
    below = 1.0 - (ranks[~labels] - stats.rankdata(no)) / len(yes)
    area = float(above.mean())
    error = np.sqrt(above.var(ddof=1) / len(yes) + below.var(ddof=1) / len(no))
    reach = float(stats.norm.ppf((1.0 + CONFIDENCE) / 2.0) * error)
    return Measured(area, max(0.0, area - reach), min(1.0, area + reach), len(labels))


def _by_person(features: Floats, people: Keys, labels: Keys) -> tuple[Floats, npt.NDArray[np.str_]]:
    kept = labels.astype(str) != ""
    _, first, person = np.unique(people[kept].astype(str), return_index=True, return_inverse=True)
    values = features[kept]
    known = ~np.isnan(values)
    lines = np.bincount(person, minlength=len(first))[:, None]
    times = _sums(known.astype(np.float64), person, len(first))
    totals = _sums(np.where(known, values, 0.0), person, len(first))
    everybody = totals.sum(axis=0) / np.maximum(times.sum(axis=0), 1.0)
    means = np.where(times > 0, totals / np.maximum(times, 1.0), everybody)
    return np.concatenate([means, times / lines], axis=1), labels[kept][first].astype(str)


def _sums(columns: Floats, number: npt.NDArray[np.int64], count: int) -> Floats:
    return np.stack([np.bincount(number, column, count) for column in columns.T], axis=1)


def _guessed(table: Floats, has_label: Bools, seed: int) -> Estimate:
    fewest = int(min(has_label.sum(), (~has_label).sum()))
    if fewest < LEAST_PEOPLE:
        return TooThin("few-people", LEAST_PEOPLE, fewest).of_a_group()
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=seed)
    # So small a table costs more to share between cores than to read on one.
    with threadpool_limits(1):
        guesses = [
            cross_val_predict(model, table, has_label, cv=folds, method="predict_proba")[:, 1]
            for model in _models(seed)
        ]
    return area_under_curve(np.mean(guesses, axis=0), has_label)


def _models(seed: int) -> tuple[Any, Any]:
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    trees = HistGradientBoostingClassifier(
        max_iter=40, max_leaf_nodes=8, min_samples_leaf=20, random_state=seed
    )
    return make_pipeline(StandardScaler(), LogisticRegression(C=0.5, max_iter=500)), trees
