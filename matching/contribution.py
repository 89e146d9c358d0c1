"""What a person brings to an activity of their own: tools of its kit, a place, money."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from matching.evidence import Bools, Floats, Phrases, rows_product
from matching.parameters import MarketParameters
from matching.records import KitItem, Opportunity, Profile
from matching.vocabulary import Space

OWN_OR_RENTED = frozenset({Space.PREMISES, Space.LAND})
"""Places that somebody must own or rent before the activity can begin."""
_TWO = Decimal(2)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Contribution:
    """What one person brings to k activities."""

    tools: npt.NDArray[np.int64]
    """Shape (k,): lines of the kit that the person already has."""
    brought_mad: Floats
    """Shape (k,): worth of these lines, and own money as far as it is needed."""
    share: Floats
    """Shape (k,), in [0, 1]: of what the start costs; nan when neither was asked or nothing has a
    price."""
    place: Floats
    """Shape (k,): 1 where the place that is needed is there, 0 where it is not; nan when it was not
    asked, or none is needed."""


def middle_price_mad(item: KitItem) -> Decimal:
    """Middle of the price range of one line of a kit, all its pieces together."""
    return item.quantity * (item.price_low_mad + item.price_high_mad) / _TWO


def equipment_mad(activity: Opportunity) -> Decimal | None:
    """What the equipment costs: as stated, or else the middle of its kit; None when unknown."""
    if activity.cost_mad is not None:
        return activity.cost_mad
    return sum(map(middle_price_mad, activity.kit), Decimal(0)) if activity.kit else None


def contribution(
    profile: Profile, activities: Sequence[Opportunity], owned: Sequence[Sequence[int]]
) -> Contribution:
    """Put what a person has beside what each activity needs.

    Args:
        profile: Whose tools, places and money.
        activities: k of them.
        owned: For each, the lines of its kit that the person already has.
    """
    money = [_brought(profile, one, lines) for one, lines in zip(activities, owned, strict=True)]
    return Contribution(
        tools=np.array([len(lines) for lines in owned], dtype=np.int64),
        brought_mad=np.array([float(brought) for brought, _ in money], dtype=np.float64),
        share=np.array([share for _, share in money], dtype=np.float64),
        place=np.array([_place(profile, one) for one in activities], dtype=np.float64),
    )


def are_tools(kit: Phrases, tools: Phrases, parameters: MarketParameters) -> Bools:
    """Which lines of kits are one of the tools, by their words or their meaning; shape (m,).

    A trade that both name is not enough: a needle is no sewing machine.
    """
    if not len(tools) or not len(kit):
        return np.zeros(len(kit), dtype=np.bool_)
    spelling = process.cdist(tools.keys, kit.keys, scorer=fuzz.token_set_ratio)
    cosine = rows_product(tools.vectors, kit.vectors)
    same = (spelling >= parameters.tool_spelling) | (cosine >= parameters.tool_meaning)
    return np.asarray(same.any(axis=0))


def _brought(
    profile: Profile, activity: Opportunity, owned: Sequence[int]
) -> tuple[Decimal, float]:
    """Dirhams brought, at most what is needed, and the share of it; (0, nan) when unknown."""
    equipment = equipment_mad(activity)
    needed = (equipment or Decimal(0)) + (activity.working_capital_mad or Decimal(0))
    asked = profile.own_tools is not None or profile.own_money_mad is not None
    if not asked or not needed:
        return Decimal(0), float("nan")
    worth = sum((middle_price_mad(activity.kit[line]) for line in owned), Decimal(0))
    money = profile.own_money_mad or Decimal(0)
    brought = min(worth + money, needed)
    return brought, float(brought / needed)


def _place(profile: Profile, activity: Opportunity) -> float:
    if profile.own_premises is None or activity.space not in OWN_OR_RENTED:
        return float("nan")
    return float(activity.space in profile.own_premises)
