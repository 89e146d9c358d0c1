"""Planted injustice is found, and none is reported where none is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from evaluation.fairness import Disparity, find_disparities
from evaluation.measured import Measured
from evaluation.synthetic.orders import Bias, BiasIn, WorldOrder
from evaluation.synthetic.world import make_world


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """What was found in several worlds that differ in nothing but chance."""

    bias: Bias | None
    """None where everybody was fair."""
    worlds: int
    judgements: int
    """In one world, on average."""
    found: int
    """Worlds in which the group was named, at the step, as treated worse."""
    false_alarms: int
    """Worlds in which something else was reported: another step, or another attribute."""


def prove_detection(
    order: WorldOrder, bias: Bias | None, worlds: int, progress: Callable[[int], None]
) -> Detection:
    """Look for disparities in so many worlds, with the same injustice or with none.

    Args:
        order: Its seed is the first one; its own bias is replaced.
        bias: What is planted.
        worlds: How many.
        progress: Is told of each world.
    """
    found = alarms = judgements = 0
    for reported, lines in _reports(replace(order, bias=bias), worlds):
        planted = [one for one in reported if bias is not None and _names(one, bias)]
        found += bool(planted)
        alarms += any(bias is None or _is_else(one, bias) for one in reported)
        judgements += lines
        progress(1)
    return Detection(
        bias=bias,
        worlds=worlds,
        judgements=round(judgements / worlds),
        found=found,
        false_alarms=alarms,
    )


def _reports(order: WorldOrder, worlds: int) -> Iterator[tuple[list[Disparity], int]]:
    for number in range(worlds):
        world = make_world(replace(order, seed=order.seed + number))
        compared = find_disparities(world.judgements, world.groups)
        yield [one for one in compared if one.is_found], len(world.judgements)


def _names(reported: Disparity, bias: Bias) -> bool:
    """Whether this is what was planted: the group, the step and the direction."""
    worse = isinstance(reported.gap, Measured) and reported.gap.mean < 0.0
    return not _is_else(reported, bias) and reported.label == bias.group and worse


def _is_else(reported: Disparity, bias: Bias) -> bool:
    """Another step or attribute. That others of the attribute gain is no false alarm."""
    return reported.treatment.value != bias.where.value or reported.attribute != bias.attribute


def usual_biases(points: float) -> list[Bias | None]:
    """None at all; then women, and one region, at each step."""
    groups = (("gender", "female"), ("region", "MA-03"))
    planted = [
        Bias(attribute=attribute, group=group, points=points, where=where)
        for attribute, group in groups
        for where in BiasIn
    ]
    return [None, *planted]
