import math

import numpy as np
import pytest
from fairlearn.metrics import (  # type: ignore[import-untyped]
    MetricFrame,
    selection_rate,
    true_positive_rate,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from evaluation.fairness import exposure
from evaluation.judgements import Judgements
from evaluation.measured import Measured, TooThin
from evaluation.representation import GroupLine, Ndkl, Share, measure_groups, measure_ndkl, ndkl
from tests.judged import judged


def chance(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def drawn(seed: int, n: int = 600) -> tuple[Judgements, np.ndarray]:
    rng = chance(seed)
    person = rng.integers(0, 120, n)
    table = judged(
        person=[f"p{one}" for one in person],
        rank=rng.integers(0, 11, n),
        list_id=rng.integers(0, 60, n),
        grade=rng.integers(0, 4, n).astype(float),
        stage=rng.choice(["shown", "proposed", "hired"], n),
        direction=rng.choice(["people", "opportunities"], n),
    )
    return table, np.where(person < 50, "a", "b").astype(object)


def of(lines: tuple[GroupLine, ...], label: str, share: Share) -> float:
    (found,) = [line.figures[share] for line in lines if line.label == label]
    assert isinstance(found, Measured)
    return found.mean


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 500))
def test_rates_by_group_are_those_of_fairlearn(seed: int) -> None:
    table, labels = drawn(seed)
    found = measure_groups(table, labels, chance())
    shown = table.rank > 0
    proposed = table.stage != "shown"
    rates = MetricFrame(
        metrics=selection_rate,
        y_true=proposed[shown],
        y_pred=proposed[shown],
        sensitive_features=labels[shown].astype(str),
    ).by_group
    assert of(found, "a", Share.SELECTION_RATIO) == pytest.approx(rates["a"] / rates["b"])
    first = (table.rank > 0) & (table.rank <= 5)
    hits = MetricFrame(
        metrics=true_positive_rate,
        y_true=table.grade >= 2,
        y_pred=first,
        sensitive_features=labels.astype(str),
    ).by_group
    assert of(found, "a", Share.OPPORTUNITY_GAP) == pytest.approx(hits["a"] - hits["b"])


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 500))
def test_exposure_and_skew_are_plain_means(seed: int) -> None:
    table, labels = drawn(seed)
    found = measure_groups(table, labels, chance())
    listed = (table.rank > 0) & (table.direction == "people")
    seen, mine = exposure(table.rank), labels == "a"
    assert of(found, "a", Share.EXPOSURE_RATIO) == pytest.approx(
        seen[listed & mine].mean() / seen[listed & ~mine].mean()
    )
    good = table.grade >= 2
    assert of(found, "a", Share.EXPOSURE_OF_GOOD_RATIO) == pytest.approx(
        seen[good & mine].mean() / seen[good & ~mine].mean()
    )
    first = listed & (table.rank <= 5)
    assert of(found, "a", Share.SKEW) == pytest.approx(
        math.log(mine[first].mean() / mine[listed].mean())
    )


def test_a_small_group_has_no_figures_and_hides_another_count() -> None:
    people = ["x"] * 3 + ["y"] * 40 + ["z"] * 60
    table = judged(person=[f"p{at}" for at in range(103)], stage="proposed", direction="people")
    found = measure_groups(table, np.array(people, dtype=object), chance())
    assert [line.people for line in found] == [None, None, 60]
    assert found[0].figures[Share.EXPOSURE_RATIO] == TooThin("few-people", 30, 0)
    assert isinstance(found[1].figures[Share.EXPOSURE_RATIO], Measured)


def test_nothing_to_divide_by_is_undefined() -> None:
    table = judged(person=[f"p{at}" for at in range(80)], stage="shown")
    found = measure_groups(table, np.array(["a", "b"] * 40, dtype=object), chance())
    assert found[0].figures[Share.SELECTION_RATIO] == TooThin("undefined", 1000, 0)


def test_the_divergence_of_one_list_by_hand() -> None:
    """Half and half wanted; shown a, b: KL(1, 0) = log 2 with weight 1, then 0 with 1 / log2 3."""
    found = ndkl(np.array([0, 0]), np.array([0, 1]))
    assert found == pytest.approx([math.log(2) / (1 + 1 / math.log2(3))])


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), min_size=1, max_size=40))
def test_divergence_is_scipys_entropy_at_each_rank(rows: list[tuple[int, int]]) -> None:
    rows.sort(key=lambda row: row[0])
    lists, label = (np.array(column) for column in zip(*rows, strict=True))
    wanted = np.bincount(label, minlength=3) / len(label)
    present = wanted > 0
    for value, number in zip(ndkl(lists, label), np.unique(lists), strict=True):
        shown = label[lists == number]
        weights = 1 / np.log2(np.arange(2, len(shown) + 2))
        steps = [
            stats.entropy(np.bincount(shown[:at], minlength=3)[present], wanted[present])
            for at in range(1, len(shown) + 1)
        ]
        assert value == pytest.approx(weights @ steps / weights.sum(), abs=1e-12)


def test_random_lists_diverge_as_chance_does_and_sorted_ones_more() -> None:
    rng = chance(4)
    labels = rng.choice(["a", "b"], 600).astype(object)
    table = judged(
        person=[f"p{at}" for at in range(600)],
        opening=[f"o{at // 10}" for at in range(600)],
        list_id=np.arange(600) // 10,
        rank=np.tile(np.arange(1, 11), 60),
        direction="people",
    )
    found = measure_ndkl(table, labels, chance())
    assert isinstance(found, Ndkl)
    assert isinstance(found.measured, Measured)
    assert found.measured.low < found.by_chance < found.measured.high
    lowest = np.concatenate([np.sort(labels[at : at + 10]) for at in range(0, 600, 10)])
    unfair = measure_ndkl(table, lowest, chance())
    assert isinstance(unfair, Ndkl)
    assert isinstance(unfair.measured, Measured)
    assert unfair.measured.low > found.by_chance


def test_without_lists_of_people_or_with_one_label_there_is_nothing_to_mirror() -> None:
    table = judged(person=list("abc"))
    assert measure_ndkl(table, np.array(["x"] * 3, dtype=object), chance()) == TooThin(
        "no-list", 1, 0
    )
    turned = judged(person=list("abc"), direction="people")
    assert measure_ndkl(turned, np.array(["x"] * 3, dtype=object), chance()) == TooThin(
        "one-class", 2, 1
    )
