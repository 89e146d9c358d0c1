"""Who goes first, as people stated it: groups before groups, or weights; never part of a score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Final

from matching.errors import InvalidInput

HEAVIEST: Final = 10.0


class CircularPriorities(InvalidInput):
    """One group goes before another that goes before it."""

    code = "circular-priorities"


class WeightOutOfRange(InvalidInput):
    """The weight of a group is not above 0 and at most 10."""

    code = "weight-out-of-range"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Precedence:
    """People of the first group are served before people of the other."""

    first: str
    then: str


def tiers_of_groups(rules: Sequence[Precedence]) -> dict[str, int]:
    """The tier of every group that a rule names: 0 first, always after every group before it.

    Raises:
        CircularPriorities: no order keeps all the rules; `groups` names one circle.
    """
    before: dict[str, set[str]] = {}
    for rule in sorted(rules):
        before.setdefault(rule.first, set())
        before.setdefault(rule.then, set()).add(rule.first)
    try:
        order = list(TopologicalSorter(before).static_order())
    except CycleError as error:
        raise CircularPriorities(groups=" > ".join(error.args[1])) from error
    tiers: dict[str, int] = {}
    for group in order:
        tiers[group] = 1 + max((tiers[one] for one in before[group]), default=-1)
    return tiers


def tier_of(groups: frozenset[str], tiers: Mapping[str, int]) -> int:
    """The first tier of a person's groups; after all of them when no rule names any."""
    last = 1 + max(tiers.values(), default=-1)
    return min((tiers[one] for one in groups if one in tiers), default=last)


def weight_of(groups: frozenset[str], weights: Mapping[str, float]) -> float:
    """The largest stated weight of a person's groups; 1 when none is stated.

    Raises:
        WeightOutOfRange: it is not in (0, 10].
    """
    for group, weight in weights.items():
        if not 0.0 < weight <= HEAVIEST:
            raise WeightOutOfRange(group=group)
    return max((weights[one] for one in groups if one in weights), default=1.0)
