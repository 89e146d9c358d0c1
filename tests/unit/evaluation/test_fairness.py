import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.fairness import Disparity, Treatment, exposure, find_disparities, holm, reached
from evaluation.groups import Groups
from evaluation.judgements import Judgements
from evaluation.measured import Measured, TooThin
from matching.features import FEATURES
from matching.judgements import Stage
from tests.judged import grouped, judged


def an_office(
    seed: int, *, less: float = 0.0, skilled: float = 0.0, people: int = 400
) -> tuple[Judgements, Groups]:
    """Ten lines for each person; women may be proposed less, and may bring other skills."""
    rng = np.random.default_rng(seed)
    women = rng.random(people) < 0.4
    skill = rng.random(people) + skilled * women
    person = np.repeat(np.arange(people), 10)
    features = np.full((len(person), len(FEATURES)), np.nan)
    features[:, 0] = np.clip(0.5 * skill[person] + 0.5 * rng.random(len(person)), 0, 1)
    likely = 0.15 + 0.4 * features[:, 0] - less * women[person]
    proposed = rng.random(len(person)) < likely
    table = judged(
        person=[f"p{one:04}" for one in person],
        opening=[f"o{at % 50}" for at in range(len(person))],
        score=features[:, 0],
        features=features,
        stage=["proposed" if one else "shown" for one in proposed],
    )
    return table, grouped(
        [f"p{one:04}" for one in range(people)],
        gender=["female" if one else "male" for one in women],
    )


def of_proposals(found: tuple[Disparity, ...]) -> Disparity:
    (one,) = [each for each in found if each.treatment is Treatment.PROPOSED]
    return one


def test_ten_points_less_for_equals_are_found() -> None:
    one = of_proposals(find_disparities(*an_office(0, less=0.1)))
    assert one.is_found
    assert (one.attribute, one.label) == ("gender", "female")
    assert isinstance(one.gap, Measured)
    assert one.gap.low < -0.1 < one.gap.high < 0


def test_other_skills_are_no_injustice() -> None:
    """Women are proposed eight points more often, because they bring more."""
    table, groups = an_office(0, skilled=0.4)
    women = groups.labels("gender", table.profile_ids) == "female"
    proposed = reached(table.stage, Stage.PROPOSED)
    assert proposed[women].mean() - proposed[~women].mean() > 0.05
    assert not of_proposals(find_disparities(table, groups)).is_found


def test_fair_offices_raise_hardly_any_alarm() -> None:
    found = [of_proposals(find_disparities(*an_office(seed, people=120))) for seed in range(40)]
    assert sum(one.is_found for one in found) <= 1
    assert sum(one.p_value < 0.05 for one in found) <= 6


def test_lines_about_the_same_person_are_not_taken_for_many_people() -> None:
    """An officer knows each person: whole people are proposed, or not, whoever they are."""
    alarms = 0
    for seed in range(40):
        table, groups = an_office(seed, people=80)
        lucky = np.random.default_rng(seed + 100).random(80) < 0.5
        number = np.array([int(one[1:]) for one in table.profile_ids])
        stages = ["proposed" if one else "shown" for one in lucky[number]]
        table = judged(
            person=table.profile_ids,
            opening=table.opportunity_ids,
            score=table.score,
            features=table.features,
            stage=stages,
        )
        alarms += of_proposals(find_disparities(table, groups)).p_value < 0.05
    assert alarms <= 6


def test_a_single_comparison_is_a_plain_regression() -> None:
    """Without anything else to compare by, the gap is the difference of two means."""
    rng = np.random.default_rng(1)
    people = 100
    women = np.arange(people) < 50
    proposed = rng.random(people) < 0.5
    table = judged(
        person=[f"p{at:03}" for at in range(people)],
        rank=1,
        stage=["proposed" if one else "shown" for one in proposed],
    )
    groups = grouped(list(table.profile_ids), gender=["f" if one else "m" for one in women])
    one = of_proposals(find_disparities(table, groups))
    assert isinstance(one.gap, Measured)
    expected = proposed[women].mean() - proposed[~women].mean()
    assert one.gap.mean == pytest.approx(expected if one.label == "f" else -expected)
    assert one.gap.mean <= 0


def test_people_put_lower_are_found_in_lists_of_people() -> None:
    """Sixty openings, twelve people each; women lose two ranks out of twelve for nothing."""
    rng = np.random.default_rng(3)
    person = np.concatenate([rng.choice(150, 12, replace=False) for _ in range(60)])
    lists = np.repeat(np.arange(60), 12)
    women = np.arange(150) < 60
    wished = rng.random(len(person)) + 0.25 * women[person]
    rank = np.array([(wished[lists == one] <= wished[at]).sum() for at, one in enumerate(lists)])
    table = judged(
        person=[f"p{one:03}" for one in person],
        opening=[f"o{one:02}" for one in lists],
        list_id=lists,
        rank=rank,
        direction="people",
    )
    groups = grouped(
        [f"p{one:03}" for one in range(150)], gender=["f" if one else "m" for one in women]
    )
    (one,) = [
        each for each in find_disparities(table, groups) if each.treatment is Treatment.EXPOSURE
    ]
    assert one.is_found
    assert one.label == "f"


def test_a_group_of_nine_is_not_told_and_its_size_neither() -> None:
    table, groups = an_office(0, people=60)
    labels = ["a"] * 9 + ["b"] * 51
    few = grouped(list(groups.profile_ids), region=labels)
    one = of_proposals(find_disparities(table, few))
    assert one.gap == TooThin("few-people", 30, 0)
    assert (one.p_value, one.is_found) == (1, False)


def test_one_label_or_none_is_no_comparison() -> None:
    table, groups = an_office(0, people=60)
    assert find_disparities(table, grouped(list(groups.profile_ids), gender=["f"] * 60)) == ()
    assert find_disparities(table, grouped(list(groups.profile_ids))) == ()


def test_all_treated_alike_is_no_variation() -> None:
    table, groups = an_office(0, people=80)
    alike = judged(person=table.profile_ids, opening=table.opportunity_ids, stage="shown")
    assert of_proposals(find_disparities(alike, groups)).gap == TooThin("no-variation", 2, 1)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_is_the_definition(p_values: list[float]) -> None:
    found = holm(np.array(p_values))
    ordered = sorted(p_values)
    m = len(ordered)
    for p_value, corrected in zip(p_values, found, strict=True):
        place = ordered.index(p_value) if p_values.count(p_value) == 1 else None
        if place is not None:
            expected = max(min(1.0, (m - at) * ordered[at]) for at in range(place + 1))
            assert corrected == pytest.approx(expected)
    assert (found >= np.array(p_values)).all()


def test_stages_and_exposure_by_hand() -> None:
    stages = np.array(["", "shown", "hired", "kept-1-month", "activity-started"], dtype=object)
    assert reached(stages, Stage.HIRED).tolist() == [False, False, True, True, True]
    assert exposure(np.array([0, 1, 3])) == pytest.approx([0, 1, 1 / 2])
