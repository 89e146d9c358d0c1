from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.diversity import label_diversity, measure_diversity, vector_diversity
from evaluation.measured import Measured, TooThin
from tests.judged import judged

lines = st.lists(st.tuples(st.integers(0, 3), st.sampled_from("abc")), min_size=1, max_size=25)


def chance() -> np.random.Generator:
    return np.random.default_rng(0)


def test_three_lines_by_hand() -> None:
    """Companies a, a, b: two of the three pairs differ."""
    found = label_diversity(np.array([4, 4, 4]), np.array(["a", "a", "b"], dtype=object))
    assert found.tolist() == pytest.approx([2 / 3])


def test_a_list_of_one_line_has_no_pair() -> None:
    found = label_diversity(np.array([1, 2, 2]), np.array(["a", "a", "b"], dtype=object))
    assert np.isnan(found[0])
    assert found[1] == 1
    assert np.isnan(vector_diversity(np.array([1]), np.eye(2)[:1])[0])
    assert len(label_diversity(np.array([], dtype=int), np.array([], dtype=object))) == 0


@given(lines)
def test_pairs_are_counted_as_one_counts_them(rows: list[tuple[int, str]]) -> None:
    lists, labels = (np.array(column) for column in zip(*rows, strict=True))
    found = label_diversity(lists, labels.astype(object))
    for value, number in zip(found, np.unique(lists), strict=True):
        pairs = list(combinations(labels[lists == number], 2))
        if pairs:
            assert value == pytest.approx(np.mean([left != right for left, right in pairs]))
        else:
            assert np.isnan(value)


@given(st.integers(0, 1000))
def test_closeness_is_averaged_over_pairs(seed: int) -> None:
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(9, 4))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    lists = rng.integers(0, 3, 9)
    found = vector_diversity(lists, vectors)
    for value, number in zip(found, np.unique(lists), strict=True):
        pairs = list(combinations(vectors[lists == number], 2))
        if pairs:
            assert value == pytest.approx(np.mean([1 - left @ right for left, right in pairs]))


def test_the_first_lines_of_lists_for_people_are_averaged_over_lists() -> None:
    table = judged(person=[f"p{at // 3}" for at in range(36)], company=["a", "a", "b"] * 12)
    found = measure_diversity(table, chance())
    assert isinstance(found, Measured)
    assert found.mean == pytest.approx(2 / 3)
    assert found.n == 12
    first = measure_diversity(table, chance(), first=2)
    assert isinstance(first, Measured)
    assert first.mean == 0


def test_other_labels_may_be_what_must_differ() -> None:
    table = judged(person=[f"p{at // 2}" for at in range(24)], company=["a", "a"] * 12)
    trades = {f"o{at}": "soudure" if at % 2 else "cuisine" for at in range(24)}
    found = measure_diversity(table, chance(), labels=trades)
    assert isinstance(found, Measured)
    assert found.mean == 1


def test_without_a_list_of_two_lines_there_is_no_figure() -> None:
    assert measure_diversity(judged(person=list("abcdefghijklm")), chance()) == TooThin(
        "no-list", 1, 0
    )
