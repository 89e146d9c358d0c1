"""Learning from outcomes: it finds what is true, stays close to what is in use, or refuses."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from matching.features import FEATURES
from matching.parameters import RankingParameters
from matching.vocabulary import FeatureName
from models.rankers import AdditiveRanker, CurveRanker
from models.training.outcomes import SMALLEST, Learned, learn
from models.training.past import (
    MOST_WEIGHT,
    OneClass,
    Past,
    PropensityMissing,
    TooFewJudgements,
    judging_weights,
)
from tests.pasts import DISTANCE, FIRST_DAY, WISH, a_past

RANKING = RankingParameters()
BASE = AdditiveRanker.of(RANKING)


def learned_from(past: Past) -> Learned:
    return learn(past, BASE, RANKING, label="outcomes")


def ranker(found: Learned) -> CurveRanker:
    return CurveRanker(found.ranking, RANKING.neutral)


def test_what_makes_pairs_good_gets_the_weight() -> None:
    found = learned_from(a_past(200))
    weights = ranker(found).weights
    assert weights[FeatureName.WISH] > 0.6
    assert max(weights, key=weights.__getitem__) is FeatureName.WISH
    assert sum(weights.values()) == pytest.approx(1.0)


def test_every_feature_in_use_keeps_a_rise_everywhere() -> None:
    """Otherwise taking away what a reason cites might not lower the score."""
    for name, curve in learned_from(a_past(200)).ranking.curves.items():
        rises = np.diff(curve.points) / np.diff(curve.knots)
        if RANKING.weights.get(name, 0.0):
            assert (rises >= 0.99 * SMALLEST * RANKING.weights[name]).all()


def test_where_grades_say_nothing_the_ranking_in_use_stays() -> None:
    rng = np.random.default_rng(1)
    past = a_past(200)
    past = replace(past, grade=rng.integers(0, 4, len(past)).astype(np.float64))
    weights = ranker(learned_from(past)).weights
    assert weights == pytest.approx(dict(BASE.weights), abs=0.03)


def test_a_bend_is_found() -> None:
    """Only the upper half of the values makes a difference."""
    past = a_past(300)
    rng = np.random.default_rng(2)
    chance = np.where(past.features[:, DISTANCE] > 0.5, past.features[:, DISTANCE], 0.5)
    grade = rng.binomial(3, np.clip(2.0 * chance - 1.0, 0.05, 0.95)).astype(np.float64)
    curve = learned_from(replace(past, grade=grade)).ranking.curves[FeatureName.DISTANCE]
    low = np.interp(0.5, curve.knots, curve.points)
    assert low < 0.25 * curve.most


def test_nothing_is_learned_from_lines_later_than_it_says() -> None:
    past = a_past(200)
    found = learned_from(past)
    assert found.ranking.fitted_until == date.fromordinal(FIRST_DAY + 199)
    assert found.ranking.calibration is not None
    assert found.ranking.calibration.since == date.fromordinal(FIRST_DAY + 150)
    assert found.ranking.judgements == 150 * 5
    assert found.ranking.people == 150


def test_whoever_appears_later_too_is_not_fitted_on() -> None:
    """People 0..49 are judged again at the end: their first lists are left out."""
    past = a_past(200)
    person = np.where(past.person >= 150, past.person - 150, past.person)
    found = learned_from(replace(past, person=person))
    assert found.ranking.people == 100


def test_a_probability_is_about_right_on_lines_that_were_never_seen() -> None:
    found = learned_from(a_past(500))
    fresh = a_past(1500, seed=9)
    assert found.ranking.calibration is not None
    scores = ranker(found).points(fresh.features).sum(axis=1)
    said = np.array([found.ranking.calibration.probability(one) for one in scores.tolist()])
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        rows = (said >= low) & (said < low + 0.2)
        assert (fresh.grade[rows] >= 2).mean() == pytest.approx(said[rows].mean(), abs=0.09)


def test_few_later_judgements_give_no_probability() -> None:
    past = a_past(80, lines=2)
    late = past.day >= FIRST_DAY + 60
    grade = np.where(late, 0.0, past.grade)
    assert learned_from(replace(past, grade=grade)).ranking.calibration is None


def test_position_is_taken_into_account() -> None:
    """The list order favours near openings; only the wish decides. Lines far down, hardly ever
    judged, count more; the distance must not gain from having been on top."""
    past = a_past(800, from_the_top=True)
    weights = judging_weights(past, BASE)
    assert weights.max() <= MOST_WEIGHT
    assert weights.min() >= 1.0
    means = [weights[past.rank == rank].mean() for rank in (1, 3, 5)]
    assert means == sorted(means)
    assert means[0] == pytest.approx(1.0, abs=0.1)
    assert means[2] == pytest.approx(5**0.5, rel=0.25)


def test_a_rare_place_counts_more_and_a_pair_never_shown_counts_once() -> None:
    past = a_past(100)
    propensity = np.where(past.rank == 2, 0.25, 1.0)
    weights = judging_weights(replace(past, propensity=propensity), BASE)
    assert weights[past.rank == 2] == pytest.approx(4.0)
    assert (weights[past.rank != 2] == 1.0).all()
    unseen = replace(past, rank=np.zeros(len(past), np.int64))
    assert (judging_weights(unseen, BASE) == 1.0).all()


def test_the_threshold_follows_the_new_scores() -> None:
    """As many of the past lines stay worth proposing."""
    past = a_past(150)
    found = learned_from(past)
    after = (ranker(found).points(past.features).sum(axis=1) >= found.suitable_score).mean()
    before = (BASE.points(past.features).sum(axis=1) >= RANKING.suitable_score).mean()
    assert after == pytest.approx(before, abs=0.01)


def test_a_pair_that_was_shown_often_is_judged_once() -> None:
    past = a_past(200)
    twice = Past(
        **{name: np.concatenate([getattr(past, name)] * 2) for name in past.__dataclass_fields__}
    )
    once, again = learned_from(past).ranking, learned_from(twice).ranking
    for name in FEATURES:
        assert again.curves[name].most == pytest.approx(once.curves[name].most, abs=0.02)


def test_the_same_past_gives_the_same_ranking() -> None:
    past = a_past(60, lines=3)
    assert learned_from(past).ranking == learned_from(past).ranking


def test_too_little_is_refused_with_figures() -> None:
    with pytest.raises(TooFewJudgements) as refused:
        learned_from(a_past(20))
    assert refused.value.params == {"what": "people", "needed": 30, "had": 20}
    with pytest.raises(TooFewJudgements) as refused:
        learned_from(a_past(33, lines=3))
    assert refused.value.params == {"what": "pairs", "needed": 100, "had": 99}


def test_one_kind_of_grade_is_refused() -> None:
    past = a_past(100)
    with pytest.raises(OneClass):
        learned_from(replace(past, grade=np.where(past.pair < 10, 0.0, 3.0)))


def test_an_unknown_propensity_is_refused() -> None:
    past = a_past(100)
    with pytest.raises(PropensityMissing) as refused:
        learned_from(replace(past, propensity=np.where(past.pair < 7, np.nan, 1.0)))
    assert refused.value.params == {"lines": 7}


def test_unknown_values_count_as_neutral_ones() -> None:
    past = a_past(300)
    features = past.features.copy()
    features[::3, WISH] = np.nan
    found = learned_from(replace(past, features=features))
    assert ranker(found).weights[FeatureName.WISH] > 0.5
