from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.measured import Estimate, Measured, TooThin
from evaluation.offpolicy import (
    Logged,
    OffPolicy,
    effective_lines,
    estimate_off_policy,
    telling_events,
)


def chance(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def mean(found: Estimate) -> float:
    assert isinstance(found, Measured)
    return found.mean


def estimated(logged: Logged) -> OffPolicy:
    found = estimate_off_policy(logged, chance())
    assert isinstance(found, OffPolicy)
    return found


def forty() -> Logged:
    """Forty lines shown with probability 1/2; the other ranking shows them with 1/4 or 3/4."""
    return Logged(
        reward=np.tile([1.0, 0.0, 0.0, 1.0], 10),
        propensity=np.full(40, 0.5),
        target=np.tile([0.75, 0.25, 0.75, 0.25], 10),
        people=np.arange(40),
        expected=np.tile([0.5, 0.5, 0.25, 0.25], 10),
        expected_of_target=np.tile([0.4, 0.2, 0.4, 0.2], 10),
    )


def test_forty_lines_by_hand() -> None:
    """Weights 3/2, 1/2, 3/2, 1/2. IPS (3/2 + 1/2) / 4; weights sum to 4 of 4, squares to 5 of 4.

    DR: .4 + 3/2 (1 - .5), .2 + 1/2 (0 - .5), .4 + 3/2 (0 - .25), .2 + 1/2 (1 - .25).
    """
    found = estimated(forty())
    assert mean(found.logged) == pytest.approx(1 / 2)
    assert mean(found.ips) == pytest.approx(1 / 2)
    assert mean(found.snips) == pytest.approx(1 / 2)
    assert mean(found.dr) == pytest.approx((1.15 - 0.05 + 0.025 + 0.575) / 4)
    assert found.effective == pytest.approx(40 * 16 / 20)
    assert mean(found.coverage) == pytest.approx(1)


@given(st.integers(0, 500))
def test_estimates_are_the_plain_sums(seed: int) -> None:
    rng = chance(seed)
    n = 200
    shown, target = rng.uniform(0.3, 1.0, n), rng.uniform(0.3, 1.0, n)
    reward, guess, other = rng.random(n), rng.random(n), rng.random(n)
    found = estimated(
        Logged(
            reward=reward,
            propensity=shown,
            target=target,
            people=np.arange(n),
            expected=guess,
            expected_of_target=other,
        )
    )
    weight = target / shown
    assert mean(found.ips) == pytest.approx(np.mean(weight * reward))
    assert mean(found.snips) == pytest.approx(np.average(reward, weights=weight))
    assert mean(found.dr) == pytest.approx(np.mean(other + weight * (reward - guess)))
    assert found.effective == pytest.approx(weight.sum() ** 2 / (weight**2).sum())


def test_the_ranking_that_showed_the_lines_is_worth_what_they_brought() -> None:
    same = replace(forty(), target=np.full(40, 0.5))
    found = estimated(same)
    assert mean(found.ips) == mean(found.snips) == mean(found.logged)
    assert found.effective == 40


def test_what_another_choice_would_bring_is_recovered() -> None:
    """Two things to show, worth .2 and .6, shown evenly; the other ranking shows the second .9."""
    covered = 0
    for seed in range(100):
        rng = chance(seed)
        second = rng.random(800) < 0.5
        logged = Logged(
            reward=(rng.random(800) < np.where(second, 0.6, 0.2)).astype(float),
            propensity=np.full(800, 0.5),
            target=np.where(second, 0.9, 0.1),
            people=np.arange(800) // 2,
        )
        found = estimate_off_policy(logged, rng)
        assert isinstance(found, OffPolicy)
        assert isinstance(found.snips, Measured)
        covered += found.snips.low <= 0.9 * 0.6 + 0.1 * 0.2 <= found.snips.high
    assert 90 <= covered <= 99


def test_without_a_model_there_is_no_doubly_robust_estimate() -> None:
    assert estimated(replace(forty(), expected=None)).dr == TooThin("no-model", 1, 0)


def test_one_unknown_propensity_is_a_refusal() -> None:
    shown = np.append(np.full(39, 0.5), np.nan)
    found = estimate_off_policy(replace(forty(), propensity=shown), chance())
    assert found == TooThin("no-propensity", 40, 39)


def test_few_effective_lines_are_a_refusal() -> None:
    """One line weighs as much as all the others: about four effective lines."""
    target = np.full(40, 0.01)
    target[0] = 0.5
    found = estimate_off_policy(replace(forty(), target=target), chance())
    assert found == TooThin("few-effective-lines", 30, int(effective_lines(target)))
    nothing = replace(forty(), target=np.zeros(40))
    assert estimate_off_policy(nothing, chance()) == TooThin("few-effective-lines", 30, 0)


def test_a_ranking_that_shows_what_was_never_shown_is_not_guessed_at() -> None:
    """Always the same line was shown; the other ranking shows it half the time."""
    always = replace(forty(), propensity=np.ones(40), target=np.full(40, 0.5))
    assert estimate_off_policy(always, chance()) == TooThin("little-coverage", 90, 50)


def test_telling_events_by_hand() -> None:
    """Rate 1/2. A line of weight 3/2: (1 + 1/4) / 2 and (1 + 1/16) / 2; of weight 1/2: 1/8, 1/32.

    One of each: (5/8 + 1/8)^2 / (17/32 + 1/32). Weight 1, rate 0.01: 10,000 lines, 100 events.
    """
    assert telling_events(np.array([1.5, 0.5]), 0.5) == pytest.approx(1.0)
    assert telling_events(np.ones(10_000), 0.01) == pytest.approx(100, rel=0.03)
    assert telling_events(np.ones(10), 0.0) == telling_events(np.ones(10), 1.0) == 0.0


def test_a_few_heavy_lines_that_brought_nothing_are_no_figure() -> None:
    """2,000 lines, 30 of which weigh fifty: 80 effective lines, and hardly an event."""
    target = np.append(np.full(1970, 0.25), np.ones(30))
    found = estimate_off_policy(
        Logged(
            reward=np.append(np.tile([1.0] + [0.0] * 19, 99)[:1970], np.zeros(30)),
            propensity=np.append(np.full(1970, 0.5), np.full(30, 0.02)),
            target=target,
            people=np.arange(2000),
        ),
        chance(),
    )
    assert found == TooThin("few-telling-events", 10, 1)


def test_five_lines_are_no_figure() -> None:
    ones = np.ones(5)
    few = Logged(reward=ones, propensity=ones, target=ones, people=np.arange(5))
    assert estimate_off_policy(few, chance()) == TooThin("few-effective-lines", 30, 5)


def test_numbers_that_are_no_probabilities_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="propensity"):
        estimate_off_policy(replace(forty(), propensity=np.zeros(40)), chance())
    with pytest.raises(ValueError, match="target"):
        estimate_off_policy(replace(forty(), target=np.full(40, 1.5)), chance())
    with pytest.raises(ValueError, match="lengths"):
        estimate_off_policy(replace(forty(), reward=np.ones(3)), chance())
