from math import log2

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, ndcg_score

from evaluation.measured import Measured, TooThin
from evaluation.two_sided import BLINDLY, BothSides, TwoSided, compare_sides, measure_both_sides
from tests.judged import judged

OUTCOME = "outcome"


def chance() -> np.random.Generator:
    return np.random.default_rng(0)


def four_pairs(**changed: object) -> BothSides:
    """Two people, two openings; scores put a before b for p, and q the other way round."""
    columns: dict[str, object] = {
        "person": ["p", "p", "q", "q"],
        "opening": ["a", "b", "a", "b"],
        "score": [0.9, 0.1, 0.2, 0.8],
        "grade": [0.0, 3.0, 1.0, 2.0],
        "grade_source": OUTCOME,
    }
    return measure_both_sides(judged(**{**columns, **changed}))


def test_a_person_by_hand() -> None:
    """p sees a (0) then b (3): nDCG = (3 / log2 3) / 3, reciprocal rank 1/2. q sees b (2) first."""
    found = four_pairs().person
    assert found.subjects.tolist() == ["p", "q"]
    assert found.values["ndcg@3"] == pytest.approx([1 / log2(3), 1.0])
    assert found.values["mrr"] == pytest.approx([1 / 2, 1])
    assert found.values["map"] == pytest.approx([1 / 2, 1])
    assert found.values["recall@3"] == pytest.approx([1, 1])


def test_an_opening_by_hand() -> None:
    """a gets p (0) before q (1), and nobody good: binary measures are not defined for it."""
    found = four_pairs().opening
    assert found.subjects.tolist() == ["a", "b"]
    assert found.values["ndcg@3"] == pytest.approx(
        [1 / log2(3), (2 + 3 / log2(3)) / (3 + 2 / log2(3))]
    )
    assert np.isnan(found.values["mrr"][0])
    assert found.values["mrr"][1] == 1


def test_a_pair_without_score_was_not_found() -> None:
    found = four_pairs(score=[0.9, np.nan, 0.2, 0.8]).person
    assert found.values["recall@10"].tolist() == [0, 1]
    assert found.values["ndcg@10"][0] == 0


def test_who_has_one_grade_only_says_nothing_about_an_order() -> None:
    found = four_pairs(grade=[3.0, 3.0, 1.0, 2.0])
    assert found.person.subjects.tolist() == ["q"]
    assert found.person.left_out == 1


def test_lines_that_nobody_judged_do_not_count() -> None:
    found = four_pairs(grade_source=["", OUTCOME, OUTCOME, OUTCOME])
    assert found.person.subjects.tolist() == ["q"]


def test_blind_grades_are_another_label() -> None:
    table = judged(person=["p", "p"], opening=["a", "b"], grade=[0.0, 3.0], grade_source="blind")
    assert not len(measure_both_sides(table).person.subjects)
    assert len(measure_both_sides(table, sources=BLINDLY).person.subjects) == 1


def test_a_pair_on_two_lists_counts_once_with_its_last_line() -> None:
    table = judged(
        person=["p", "p", "p"],
        opening=["a", "b", "a"],
        score=[0.9, 0.5, 0.1],
        grade=[0.0, 3.0, 0.0],
        grade_source=OUTCOME,
        list_id=[0, 0, 1],
    )
    assert measure_both_sides(table).person.values["mrr"].tolist() == [1]


def test_equal_scores_stand_in_the_order_of_ids() -> None:
    found = four_pairs(score=0.5).person
    assert found.values["mrr"].tolist() == [1 / 2, 1 / 2]


def test_another_ranking_is_measured_on_the_same_pairs_and_compared() -> None:
    people = [f"p{at // 2}" for at in range(60)]
    table = judged(
        person=people,
        opening=[f"o{at % 4}" for at in range(60)],
        score=[0.9, 0.1] * 30,
        grade=[0.0, 3.0] * 30,
        grade_source=OUTCOME,
    )
    ours = measure_both_sides(table, scores=np.array([0.1, 0.9] * 30))
    found = compare_sides(ours, measure_both_sides(table), chance())["mrr"]
    assert found.person == Measured(0.5, 0.5, 0.5, 30)
    assert isinstance(found.opening, TooThin)
    with pytest.raises(ValueError, match="scores for"):
        measure_both_sides(table, scores=np.zeros(3))
    with pytest.raises(ValueError, match="other queries"):
        compare_sides(ours, four_pairs(), chance())


def test_the_worse_side_is_the_lower_or_the_thinner() -> None:
    low, high = Measured(0.2, 0.1, 0.3, 50), Measured(0.8, 0.7, 0.9, 50)
    thin = TooThin("few-people", 10, 3)
    assert TwoSided(person=high, opening=low).worse is low
    assert TwoSided(person=thin, opening=low).worse is thin
    assert TwoSided(person=low, opening=thin).worse is thin


def test_five_rows_are_no_figure() -> None:
    table = judged(
        person=list("ppqqq"), grade=[0.0, 3.0, 1.0, 2.0, 2.0], grade_source=OUTCOME, score=0.5
    )
    found = measure_both_sides(table).estimates(chance())
    assert all(isinstance(both.person, TooThin) for both in found.values())
    assert all(isinstance(both.opening, TooThin) for both in found.values())


@settings(max_examples=40)
@given(st.lists(st.integers(0, 3), min_size=3, max_size=14), st.integers(0, 1000))
def test_one_person_is_measured_as_scikit_learn_does(grades: list[int], seed: int) -> None:
    scores = np.random.default_rng(seed).permutation(len(grades)) / len(grades)
    table = judged(person=["p"] * len(grades), score=scores, grade=grades, grade_source=OUTCOME)
    found = measure_both_sides(table).person
    if len(set(grades)) == 1:
        assert found.left_out == 1
        return
    good = np.array(grades) >= 2
    for cut in (3, 5, 10):
        expected = ndcg_score([grades], [scores], k=cut)
        assert found.values[f"ndcg@{cut}"][0] == pytest.approx(expected)
        first = np.argsort(-scores)[:cut]
        if good.any():
            assert found.values[f"recall@{cut}"][0] == pytest.approx(good[first].sum() / good.sum())
    if good.any():
        assert found.values["map"][0] == pytest.approx(average_precision_score(good, scores))
        assert found.values["mrr"][0] == pytest.approx(
            1 / (1 + np.flatnonzero(good[np.argsort(-scores)])[0])
        )
