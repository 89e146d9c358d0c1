"""What an order is worth, by hand and by drawing it many times."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.synthetic.orders import ImpossibleWorld
from evaluation.synthetic.policies import (
    Policy,
    Reward,
    attention,
    draw_shown,
    exposure,
    lowered,
    placement,
    ranks,
    true_values,
)
from evaluation.synthetic.truth import Truth


def a_truth(chosen: list[float], hired: float = 0.5) -> Truth:
    """One list; everybody agrees and every company answers."""
    shape = (1, len(chosen))
    return Truth(
        suitability=np.zeros(shape),
        grade=np.zeros(shape, dtype=np.int64),
        chosen=np.array([chosen]),
        accepts=np.ones(shape),
        replies=np.ones(shape),
        taken=np.full(shape, hired),
        leaves=np.full(shape, np.log(2.0) / 6.0),
    )


def test_ranks_fall_with_the_score_and_ties_keep_their_order() -> None:
    assert ranks(np.array([[1.0, 3.0, 3.0, 2.0]])).tolist() == [[3, 0, 1, 2]]


def test_attention_and_exposure_by_hand() -> None:
    assert attention(2) == pytest.approx([1.0, 2.0**-0.7])
    assert exposure(3) == pytest.approx([1.0, 1.0 / np.log2(3.0), 0.5])


def test_the_value_of_an_order_by_hand() -> None:
    """Best first: (0.8 x 1 + 0.4 x 2^-0.7) / 2 lines; a hire is half of it, kept six months half
    again."""
    truth, policy = a_truth([0.4, 0.8]), Policy(np.array([[1.0, 2.0]]))
    proposed = (0.8 + 0.4 * 2.0**-0.7) / 2
    assert true_values(truth, policy, Reward.PROPOSED, 2) == pytest.approx([proposed])
    assert true_values(truth, policy, Reward.HIRED, 2) == pytest.approx([proposed / 2])
    assert true_values(truth, policy, Reward.KEPT_6_MONTHS, 2) == pytest.approx([proposed / 4])


def test_an_even_order_puts_each_pair_everywhere() -> None:
    even = Policy(np.array([[3.0, 2.0, 1.0]]), exploration=1.0)
    assert placement(even, 2) == pytest.approx(np.full((1, 3, 2), 1 / 3))


def test_neighbours_change_places_below_the_first_line_only() -> None:
    """Of four lines only the last two are close: they are exchanged in one list of five."""
    near = Policy(np.array([[0.90, 0.89, 0.50, 0.49]]), exploration=0.2, margin=0.02)
    expected = np.eye(4)
    expected[2:, 2:] = [[0.8, 0.2], [0.2, 0.8]]
    assert placement(near, 4)[0] == pytest.approx(expected)


@given(
    st.integers(0, 2**32),
    st.floats(0.0, 1.0),
    st.one_of(st.none(), st.floats(0.0, 1.0)),
    st.integers(1, 6),
)
def test_every_line_shows_exactly_one_pair(
    seed: int, exploration: float, margin: float | None, lines: int
) -> None:
    scores = np.random.default_rng(seed).random((3, 6))
    likely = placement(Policy(scores, exploration, margin), lines)
    assert likely.sum(axis=1) == pytest.approx(np.ones((3, lines)))
    assert likely.min() >= 0.0


@pytest.mark.parametrize("margin", [None, 0.3])
def test_lines_are_shown_as_often_as_their_probability_says(margin: float | None) -> None:
    """20,000 draws of one pool: shares within five standard errors, at most 0.018."""
    scores = np.tile([[0.1, 0.9, 0.5, 0.4, 0.35]], (20_000, 1))
    policy = Policy(scores, 0.5, margin)
    shown, propensity = draw_shown(policy, 4, np.random.default_rng(0))
    likely = placement(policy, 4)[0]
    for rank in range(4):
        drawn = np.bincount(shown[:, rank], minlength=5) / len(shown)
        assert drawn == pytest.approx(likely[:, rank], abs=0.018)
    assert propensity == pytest.approx(likely[shown, np.arange(4)])


def test_a_group_is_put_lower_by_as_much_as_was_ordered() -> None:
    rng = np.random.default_rng(3)
    fair = Policy(rng.random((500, 10)), exploration=0.2)
    inside = rng.random((500, 10)) < 0.3
    unfair = lowered(fair, inside, 10, points=10.0)
    before, after = (
        (placement(policy, 10) @ exposure(10))[inside].mean() for policy in (fair, unfair)
    )
    assert after == pytest.approx(0.90 * before, rel=0.001)


def test_more_exposure_than_there_is_cannot_be_taken() -> None:
    with pytest.raises(ImpossibleWorld):
        lowered(Policy(np.array([[2.0, 1.0]])), np.array([[True, False]]), 2, points=90.0)
