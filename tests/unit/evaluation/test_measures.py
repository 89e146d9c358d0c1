from math import isnan, log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.measures import Measure, bootstrap_interval, compare, measure

GRADES = {"q": {"a": 3, "b": 1, "c": 0}}


def chance() -> np.random.Generator:
    return np.random.default_rng(0)


def value(each: Measure, *ranked: str) -> float:
    return float(measure({"q": list(ranked)}, GRADES)[each][0])


def test_reciprocal_rank_by_hand() -> None:
    """c is judged useless, x is unjudged: the first relevant document is third."""
    assert value(Measure.MRR, "c", "x", "b", "a") == pytest.approx(1 / 3)


def test_average_precision_by_hand() -> None:
    """Relevant at ranks 2 and 4: (1/2 + 2/4) / 2."""
    assert value(Measure.MAP, "x", "a", "c", "b") == pytest.approx((1 / 2 + 2 / 4) / 2)


def test_a_relevant_document_that_is_not_found_lowers_average_precision() -> None:
    assert value(Measure.MAP, "a") == pytest.approx((1 + 0) / 2)


def test_ndcg_by_hand() -> None:
    """Shown b, a. DCG = 1/log2(2) + 3/log2(3); ideal = 3/log2(2) + 1/log2(3)."""
    expected = (1 + 3 / log2(3)) / (3 + 1 / log2(3))
    assert value(Measure.NDCG_10, "b", "a") == pytest.approx(expected)


def test_ndcg_and_recall_look_at_ten_lines_only() -> None:
    nine = [f"x{number}" for number in range(9)]
    assert value(Measure.RECALL_10, *nine, "a", "b") == pytest.approx(1 / 2)
    assert value(Measure.NDCG_10, *nine, "x9", "a", "b") == 0


def test_success_looks_at_the_first_line_only() -> None:
    assert value(Measure.SUCCESS_1, "b", "a") == 1
    assert value(Measure.SUCCESS_1, "x", "a") == 0


def test_the_order_of_the_run_counts_and_not_the_order_of_ids() -> None:
    many = [f"d{number:03}" for number in range(300)]
    found = measure({"q": [*many, "a"]}, GRADES)
    assert found[Measure.MRR][0] == pytest.approx(1 / 301)


def test_a_query_without_ranking_found_nothing() -> None:
    grades = {"q": {"a": 1}, "lost": {"a": 1}, "empty": {"a": 1}}
    found = measure({"q": ["a"], "empty": []}, grades)
    for each in Measure:
        assert found[each].tolist() == [1, 0, 0]


def test_values_come_in_the_order_of_the_grades() -> None:
    grades = {"z": {"a": 1}, "a": {"a": 1}, "m": {"a": 1}}
    run = {"a": ["x", "a"], "m": ["x", "y", "a"], "z": ["a"]}
    assert measure(run, grades)[Measure.MRR] == pytest.approx([1, 1 / 2, 1 / 3])


def test_no_query_gives_no_value() -> None:
    assert all(len(values) == 0 for values in measure({}, {}).values())


def test_a_query_without_relevant_document_is_refused() -> None:
    with pytest.raises(ValueError, match="no relevant"):
        measure({"q": ["a"]}, {"q": {"a": 0}})


@given(st.dictionaries(st.text("abcdef", min_size=1), st.integers(1, 3), min_size=1, max_size=10))
def test_the_ideal_order_scores_one_on_everything(grades: dict[str, int]) -> None:
    ideal = sorted(grades, key=lambda document: -grades[document])
    for values in measure({"q": ideal}, {"q": grades}).values():
        assert values[0] == pytest.approx(1)


def test_the_interval_holds_the_mean_and_narrows_with_more_queries() -> None:
    values = chance().random(400)
    few, many = (bootstrap_interval(part, chance()) for part in (values[:20], values))
    assert few.low < few.mean < few.high
    assert many.high - many.low < few.high - few.low


def test_the_interval_of_half_zeros_and_half_ones_is_that_of_a_coin() -> None:
    """100 tosses: 1.96 standard deviations are 1.96 * sqrt(0.25 / 100) = 0.098."""
    found = bootstrap_interval(np.repeat([0.0, 1.0], 50), chance())
    assert found.mean == 0.5
    assert found.low == pytest.approx(0.402, abs=0.015)
    assert found.high == pytest.approx(0.598, abs=0.015)


def test_the_same_seed_gives_the_same_interval() -> None:
    values = chance().random(50)
    assert bootstrap_interval(values, chance()) == bootstrap_interval(values, chance())


def test_no_query_has_no_mean_and_one_query_has_no_interval() -> None:
    assert isnan(bootstrap_interval(np.array([]), chance()).mean)
    alone = bootstrap_interval(np.array([0.5]), chance())
    assert alone.mean == 0.5
    assert isnan(alone.low)
    assert isnan(alone.high)


def test_the_paired_test_by_hand() -> None:
    """Three gains: of the 8 ways to exchange, only none and all are as wide."""
    found = compare(np.array([0.4, 0.5, 0.9]), np.array([0.1, 0.1, 0.2]), chance())
    assert found.p_value == pytest.approx(2 / 8)
    assert found.difference.mean == pytest.approx((0.3 + 0.4 + 0.7) / 3)


def test_queries_on_which_both_agree_do_not_change_the_p_value() -> None:
    gains, nothing = np.array([0.3, 0.4, 0.7]), np.zeros(20)
    alone = compare(gains, np.zeros(3), chance())
    among = compare(np.concatenate([gains, nothing]), np.zeros(23), chance())
    assert among.p_value == alone.p_value


def test_a_clear_gain_is_beyond_chance_and_noise_is_not() -> None:
    noise = chance().normal(0, 0.1, 200)
    assert compare(noise + 0.1, np.zeros(200), chance()).p_value < 0.001
    assert compare(noise - noise.mean(), np.zeros(200), chance()).p_value > 0.5


def test_equal_rankings_have_p_value_one_and_a_single_query_none() -> None:
    same = np.array([0.2, 0.4, 1.0])
    assert compare(same, same, chance()).p_value == 1
    assert compare(np.array([0.9, 0.4]), np.array([0.1, 0.4]), chance()).p_value == 1
    assert isnan(compare(np.array([0.9]), np.array([0.1]), chance()).p_value)
    assert isnan(compare(np.array([]), np.array([]), chance()).p_value)


def test_rankings_of_different_queries_are_not_compared() -> None:
    with pytest.raises(ValueError, match="against"):
        compare(np.zeros(3), np.zeros(2), chance())
