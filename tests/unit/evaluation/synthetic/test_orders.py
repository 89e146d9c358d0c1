import pytest

from evaluation.synthetic.orders import (
    Bias,
    BiasIn,
    ImpossibleWorld,
    UnreadableBias,
    WorldOrder,
    read_bias,
)


def test_a_bias_is_read_with_its_usual_group() -> None:
    assert read_bias("gender:10") == Bias(attribute="gender", group="female", points=10.0)


def test_a_bias_may_name_its_group_and_its_place() -> None:
    written = read_bias("region=MA-06:7.5", BiasIn.HIRED)
    assert written == Bias(attribute="region", group="MA-06", points=7.5, where=BiasIn.HIRED)


@pytest.mark.parametrize("written", ["gender", "gender:", "gender:0", "height:10", "gender:-5", ""])
def test_what_is_no_bias_is_refused(written: str) -> None:
    with pytest.raises(UnreadableBias):
        read_bias(written)


@pytest.mark.parametrize(
    "impossible",
    [
        {"openings": 39},
        {"people": 19},
        {"lines": 0},
        {"pool": 9},
        {"lists_per_person": 0},
        {"exploration": 1.1},
        {"graded_blind": -0.1},
    ],
)
def test_a_world_that_cannot_be_drawn_is_refused(impossible: dict[str, int]) -> None:
    with pytest.raises(ImpossibleWorld):
        WorldOrder(**impossible)  # type: ignore[arg-type]  # each key names a number
