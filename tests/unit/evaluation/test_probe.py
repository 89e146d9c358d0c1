import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from evaluation.measured import Measured, TooThin
from evaluation.probe import area_under_curve, is_recoverable, probe


def some_people(
    seed: int, told: float, people: int = 300
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Three lines each; the first feature tells the label so much, the second is often unknown."""
    rng = np.random.default_rng(seed)
    is_a = rng.random(people) < 0.5
    person = np.repeat(np.arange(people), 3)
    features = rng.random((len(person), 4))
    features[:, 0] += told * is_a[person]
    features[rng.random(len(person)) < 0.3, 1] = np.nan
    return features, person, np.where(is_a, "a", "b").astype(object)[person]


def test_what_features_do_not_tell_is_not_guessed() -> None:
    found = probe(*some_people(0, 0.0))
    assert list(found) == ["a"]
    assert not is_recoverable(found["a"])
    assert isinstance(found["a"], Measured)
    assert found["a"].low < 0.5 < found["a"].high


def test_what_a_feature_tells_is_guessed() -> None:
    found = probe(*some_people(0, 0.5))
    assert is_recoverable(found["a"])


def test_what_is_left_unknown_may_tell_as_well() -> None:
    features, people, labels = some_people(0, 0.0)
    features[labels == "a", 2] = np.nan
    assert is_recoverable(probe(features, people, labels)["a"])


def test_lines_are_guessed_by_other_people_only() -> None:
    """A number that names the person would tell everything if lines were dealt into folds."""
    features, people, labels = some_people(1, 0.0)
    named = np.column_stack([features, (people * 7919) % 300])
    assert not is_recoverable(probe(named, people, labels)["a"])


def test_few_people_and_one_label_are_no_figure() -> None:
    features, people, labels = some_people(0, 0.0, people=40)
    assert probe(features, people, labels)["a"] == TooThin("few-people", 30, 10)
    assert probe(features, people, np.full(120, "a", dtype=object)) == {
        "": TooThin("one-class", 2, 1)
    }
    assert probe(features, people, np.full(120, "", dtype=object)) == {
        "": TooThin("one-class", 2, 0)
    }


def test_people_without_a_label_are_left_out() -> None:
    features, people, labels = some_people(0, 0.0)
    unknown = np.where(people % 5 == 0, "", labels).astype(object)
    found = probe(features, people, unknown)["a"]
    assert isinstance(found, Measured)
    assert found.n == 240


def test_three_labels_are_each_guessed_against_the_others() -> None:
    features, people, labels = some_people(0, 0.5)
    three = np.where(people % 3 == 0, "c", labels).astype(object)
    assert list(probe(features, people, three)) == ["a", "b", "c"]


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=6, max_size=60))
def test_the_area_is_that_of_scikit_learn(rows: list[tuple[int, bool]]) -> None:
    guesses, labels = (np.array(column) for column in zip(*rows, strict=True))
    if not 2 <= labels.sum() <= len(labels) - 2:
        return
    found = area_under_curve(guesses.astype(float), labels)
    assert found.mean == pytest.approx(roc_auc_score(labels, guesses))
    assert 0 <= found.low <= found.mean <= found.high <= 1


def test_the_interval_covers_the_true_area() -> None:
    """Two normal laws one apart: the true area is Phi(1 / sqrt 2) = 0.7602."""
    covered = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        labels = np.arange(160) < 60
        found = area_under_curve(rng.normal(size=160) + labels, labels)
        covered += found.low <= 0.7602 <= found.high
    assert 180 <= covered <= 198
