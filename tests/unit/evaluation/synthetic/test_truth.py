import numpy as np
import pytest

from evaluation.synthetic.orders import Bias, BiasIn, Distortion, ImpossibleWorld
from evaluation.synthetic.truth import plant, said_probability, true_calibration
from tests.unit.evaluation.synthetic.test_policies import a_truth
from tests.unit.evaluation.synthetic.worlds import a_world

WOMEN = np.array([[True, True, False]])


def a_bias(points: float, where: BiasIn = BiasIn.PROPOSED) -> Bias:
    return Bias(attribute="gender", group="female", points=points, where=where)


def test_points_are_taken_from_the_average_of_the_group() -> None:
    """Looked at once in two: 0.8 and 0.4 make 30 points per line shown; a third of it goes."""
    truth, shown = a_truth([0.8, 0.4, 0.6]), np.ones((1, 3))
    left = plant(truth, a_bias(10.0), WOMEN, shown, 0.5 * shown)
    assert left.chosen == pytest.approx(np.array([[0.8 * 2 / 3, 0.4 * 2 / 3, 0.6]]))
    assert left.hired == pytest.approx(truth.hired)


def test_points_of_hires_are_counted_on_what_was_proposed() -> None:
    truth, shown = a_truth([0.8, 0.4, 0.6], hired=0.5), np.ones((1, 3))
    left = plant(truth, a_bias(20.0, BiasIn.HIRED), WOMEN, shown, shown)
    assert left.hired == pytest.approx(np.array([[0.3, 0.3, 0.5]]))
    assert left.chosen == pytest.approx(truth.chosen)


def test_more_than_the_group_gets_cannot_be_taken() -> None:
    shown = np.ones((1, 3))
    with pytest.raises(ImpossibleWorld):
        plant(a_truth([0.1, 0.1, 0.9]), a_bias(10.0), WOMEN, shown, shown)


def test_the_curve_of_a_wrong_model_leads_back_to_the_truth() -> None:
    truth, wrong = a_world().truth, Distortion(slope=1.8, shift=0.4)
    said = said_probability(truth, wrong)
    assert true_calibration(said, wrong) == pytest.approx(truth.hired)
    assert np.abs(said - truth.hired).max() > 0.1


def test_grades_follow_suitability_and_all_four_occur() -> None:
    truth = a_world().truth
    order = np.argsort(truth.suitability, axis=None)
    assert (np.diff(truth.grade.ravel()[order]) >= 0).all()
    assert set(truth.grade.ravel()) == {0, 1, 2, 3}


def test_suitability_knows_no_group() -> None:
    """The same features, bias or not: what is planted is in what others do."""
    fair, unfair = a_world(), a_world(bias=a_bias(10.0))
    assert (fair.truth.suitability == unfair.truth.suitability).all()
    assert (fair.truth.grade == unfair.truth.grade).all()
