"""What is learned from an invented world is worth something in that world."""

import numpy as np

from evaluation.past import Label, past_of
from evaluation.synthetic.orders import WorldOrder
from evaluation.synthetic.policies import Policy, Reward, house_scores
from evaluation.synthetic.world import make_world
from matching.parameters import RankingParameters
from models.rankers import AdditiveRanker, CurveRanker
from models.training.outcomes import learn

RANKING = RankingParameters()


def test_a_learned_order_brings_more_hires_than_the_one_that_was_shown() -> None:
    """Its true worth, not what a sample of outcomes says."""
    world = make_world(WorldOrder(people=300, seed=1))
    past = past_of(world.judgements, Label.OUTCOMES)
    found = learn(past, AdditiveRanker.of(RANKING), RANKING, label=Label.OUTCOMES)
    visible = world.features.visible
    points = CurveRanker(found.ranking, RANKING.neutral).points(
        visible.reshape(-1, visible.shape[-1])
    )
    learned = Policy(points.sum(axis=1).reshape(visible.shape[:2]))
    shown = Policy(house_scores(visible))
    worth = {one: float(np.mean(world.values(one, Reward.HIRED))) for one in (learned, shown)}
    assert worth[learned] > worth[shown]
