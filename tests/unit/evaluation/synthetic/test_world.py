"""An invented world is the same again, is what it says, and hangs together as a real one does."""

from datetime import timedelta

import numpy as np
import pytest

from evaluation.judgements import Judgements
from evaluation.synthetic.files import rows
from evaluation.synthetic.orders import Bias, BiasIn, Distortion
from evaluation.synthetic.policies import Policy, Reward
from evaluation.synthetic.world import STEPS, World, make_world
from matching.judgements import Happening, Judgement, Stage, judge
from matching.outcomes import Event
from matching.vocabulary import Answer, DeclineReason, OutcomeKind
from tests.unit.evaluation.synthetic.worlds import a_world

PROPOSED, HIRED = (
    {stage.value for stage in list(Stage)[list(Stage).index(first) :]}
    for first in (Stage.PROPOSED, Stage.HIRED)
)


def shares(judgements: Judgements, reached: set[str]) -> np.ndarray:
    return np.isin(judgements.stage.astype(str), sorted(reached))


@pytest.fixture(scope="module")
def world() -> World:
    return a_world()


@pytest.fixture(scope="module")
def large() -> World:
    return a_world(people=2000, openings=800, unlisted=0.0)


def test_the_same_seed_gives_the_same_world(world: World) -> None:
    again = a_world()
    assert list(rows(again.judgements)) == list(rows(world.judgements))
    assert not set(a_world(seed=8).judgements.profile_ids) & set(world.judgements.profile_ids)


def test_new_people_can_meet_the_same_market() -> None:
    one, two = (a_world(seed=seed, market_seed=5) for seed in (1, 2))
    assert (one.market.opening_ids == two.market.opening_ids).all()
    assert not set(one.people.ids) & set(two.people.ids)


def test_progress_is_told() -> None:
    told: list[int] = []
    make_world(a_world().order, told.append)
    assert told == [1] * STEPS


def test_no_pair_is_on_two_lists_and_none_of_the_unlisted_on_one(world: World) -> None:
    judgements = world.judgements
    pairs = set(zip(judgements.profile_ids, judgements.opportunity_ids, strict=True))
    assert len(pairs) == len(judgements)
    assert (judgements.rank == 0).sum() > 0


def test_each_list_has_its_ranks_once(world: World) -> None:
    listed = world.judgements.where(world.judgements.rank > 0)
    assert (listed.rank.reshape(-1, 10) == np.arange(1, 11)).all()
    assert (np.diff(listed.list_id.reshape(-1, 10), axis=1) == 0).all()


def test_features_lie_between_nothing_and_all_and_some_are_unknown(world: World) -> None:
    features = world.judgements.features
    known = features[~np.isnan(features)]
    assert ((known >= 0.0) & (known <= 1.0)).all()
    assert 0.05 < np.isnan(features[:, 3]).mean() < 0.5


def test_nothing_is_noted_before_it_is_shown_or_after_the_end(world: World) -> None:
    judgements = world.judgements
    happened = ~np.isnat(judgements.judged_on) & (judgements.rank > 0)
    shown_on = judgements.shown_at.astype("datetime64[D]")
    assert (judgements.judged_on[happened] >= shown_on[happened]).all()
    assert judgements.judged_on[happened].max() <= np.datetime64(world.order.known_until)


def test_what_is_seen_agrees_with_what_is_true(large: World) -> None:
    """25,000 and more lines: shares within 0.015 of what was expected."""
    expected = {
        reward: large.values(large.policy, reward).mean()
        for reward in (Reward.PROPOSED, Reward.HIRED)
    }
    assert shares(large.judgements, PROPOSED).mean() == pytest.approx(
        expected[Reward.PROPOSED], abs=0.015
    )
    assert shares(large.judgements, HIRED).mean() == pytest.approx(expected[Reward.HIRED], abs=0.01)


def test_the_target_of_the_policy_that_was_shown_is_the_propensity(world: World) -> None:
    listed = world.judgements.where(world.judgements.rank > 0)
    assert world.target(world.policy) == pytest.approx(listed.propensity)


def test_the_truth_of_a_line_is_that_of_its_pair(world: World) -> None:
    people = world.of_lines(world.pools.person)
    listed = world.judgements.where(world.judgements.rank > 0)
    assert (world.people.ids[people] == listed.profile_ids).all()


def test_to_know_the_truth_is_worth_more_than_to_know_nothing(world: World) -> None:
    best = world.values(Policy(world.truth.chosen), Reward.PROPOSED).mean()
    worst = world.values(Policy(-world.truth.chosen), Reward.PROPOSED).mean()
    assert best > world.values(world.policy, Reward.PROPOSED).mean() > worst


@pytest.mark.parametrize("where", [BiasIn.PROPOSED, BiasIn.HIRED])
def test_a_bias_changes_nothing_for_the_others(where: BiasIn) -> None:
    fair = a_world()
    bias = Bias(attribute="gender", group="female", points=5.0, where=where)
    unfair = a_world(bias=bias)
    others = ~fair.people.is_in("gender", "female")[fair.pools.person]
    assert (fair.truth.chosen == unfair.truth.chosen)[others].all()
    assert (fair.truth.hired == unfair.truth.hired)[others].all()
    assert (fair.shown == unfair.shown).all()


def test_a_known_model_is_the_score() -> None:
    world = a_world(distortion=Distortion())
    listed = world.judgements.where(world.judgements.rank > 0)
    assert listed.score == pytest.approx(world.of_lines(world.truth.hired))


def test_without_signal_features_tell_nothing_of_suitability() -> None:
    """3,800 pairs: a correlation of chance stays below 0.1."""
    world = a_world(signal=0.0)
    told = world.features.complete[..., 2].ravel()
    assert abs(np.corrcoef(told, world.truth.suitability.ravel())[0, 1]) < 0.1


def events(line: Judgement) -> list[Happening]:
    """What an institution would have noted to come to this verdict."""
    verdict, day = line.verdict, line.verdict.judged_on
    if day is None or verdict.stage is None:
        return []
    noted: list[tuple[Event, DeclineReason | None]] = []
    order = list(Stage)
    if order.index(verdict.stage) >= order.index(Stage.PROPOSED):
        noted.append((Answer.PROPOSED, None))
    reached = order[order.index(Stage.CONTACTED) : order.index(verdict.stage) + 1]
    noted += [(OutcomeKind(stage.value), None) for stage in reached]
    said = {
        "person": Answer.DECLINED_BY_PERSON,
        "company": Answer.DECLINED_BY_COMPANY,
        "officer": Answer.NOT_SUITABLE,
    }
    if verdict.refused_by is not None:
        noted.append((said[verdict.refused_by], verdict.refusal))
    return [
        Happening(event=event, day=day - timedelta(days=len(noted) - at), reason=reason)
        for at, (event, reason) in enumerate(noted, start=1)
    ]


def test_verdicts_are_those_that_the_service_would_derive() -> None:
    for line in rows(a_world(graded_blind=0.0).judgements):
        derived = judge(events(line), shown=line.rank is not None)
        assert derived == line.verdict
