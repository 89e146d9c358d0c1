"""Graded lines as questions: measured by hand, and only over what somebody judged."""

from dataclasses import replace
from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.paired import holm_known
from evaluation.queries import Side, ndcg, queries, reciprocal_rank
from tests.tables import a_table, together


def test_ndcg_and_reciprocal_rank_by_hand() -> None:
    """One person; shown b (grade 1), a (3), c (0), d (not judged).

    DCG = 1 + 3 / log2(3); ideal = 3 + 1 / log2(3). The first good pair stands second."""
    table = a_table(1, lines=4)
    table = replace(table, grade=np.array([3.0, 1.0, 0.0, np.nan]))
    found = queries(table, Side.PERSON)
    scores = np.array([0.5, 0.9, 0.1, 1.0])[found.rows]
    ties = np.zeros(len(found.rows))
    expected = (1.0 + 3.0 / log2(3)) / (3.0 + 1.0 / log2(3))
    assert ndcg(found, scores, ties) == pytest.approx([expected])
    assert reciprocal_rank(found, scores, ties) == pytest.approx([0.5])


def test_the_top_counts_and_what_is_below_does_not() -> None:
    table = replace(a_table(1, lines=3), grade=np.array([0.0, 0.0, 2.0]))
    found = queries(table, Side.PERSON)
    scores = np.array([0.9, 0.8, 0.7])[found.rows]
    assert ndcg(found, scores, np.zeros(3), top=2) == pytest.approx([0.0])
    assert ndcg(found, scores, np.zeros(3), top=3) == pytest.approx([1.0 / log2(4)])


def test_no_good_pair_has_no_reciprocal_rank() -> None:
    table = replace(a_table(1, lines=2), grade=np.array([0.0, 1.0]))
    found = queries(table, Side.PERSON)
    assert np.isnan(reciprocal_rank(found, np.zeros(2), np.zeros(2))).all()


def test_questions_whose_answers_do_not_differ_are_left_out() -> None:
    table = a_table(3, lines=2)
    grade = np.array([2.0, 2.0, 1.0, np.nan, 0.0, 3.0])
    found = queries(replace(table, grade=grade), Side.PERSON)
    assert found.who.tolist() == ["p-2"]
    nothing = queries(replace(table, grade=np.full(6, np.nan)), Side.PERSON)
    assert len(nothing) == 0
    assert ndcg(nothing, np.zeros(0), np.zeros(0)).shape == (0,)


def test_a_pair_counts_once_with_its_blind_grade() -> None:
    shown = replace(a_table(1, lines=2), grade=np.array([3.0, 0.0]))
    blind = replace(
        shown,
        grade=np.array([1.0, 2.0]),
        grade_source=np.array(["blind", "blind"], object),
        judged_on=shown.judged_on - 30,
    )
    found = queries(together(shown, blind), Side.PERSON)
    assert sorted(found.grade.tolist()) == [1.0, 2.0]


def test_the_other_side_asks_for_people() -> None:
    table = a_table(80, lines=2)
    found = queries(table, Side.OPPORTUNITY)
    assert set(found.who) <= {f"o-{number}" for number in range(40)}
    assert (np.diff(np.append(found.starts, len(found.rows))) >= 2).all()


@given(st.integers(0, 10_000))
def test_the_order_of_the_grades_is_perfect_and_no_order_is_better(seed: int) -> None:
    table = a_table(12, lines=6, seed=seed)
    found = queries(table, Side.PERSON)
    ties = np.random.default_rng(seed).random(len(found.rows))
    assert ndcg(found, found.grade, ties) == pytest.approx(np.ones(len(found)))
    drawn = ndcg(found, ties, ties)
    assert ((drawn >= 0.0) & (drawn <= 1.0 + 1e-12)).all()


def test_holm_by_hand() -> None:
    """Sorted .01, .02, .04: times 3, 2, 1; never falling. What is unknown counts for nothing."""
    assert holm_known([0.04, float("nan"), 0.01, 0.02])[2:] == pytest.approx([0.03, 0.04])
    assert holm_known([0.04, 0.01, 0.02])[0] == pytest.approx(0.04)
    assert np.isnan(holm_known([float("nan")])[0])
    assert holm_known([0.9, 0.8]) == [1.0, 1.0]
