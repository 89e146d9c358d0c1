"""Around k activities for one person: the market of the town, and the person's own means."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from matching.catalogue import NOTHING, Catalogue
from matching.contribution import Contribution, are_tools, contribution
from matching.evidence import Floats, Phrases
from matching.market import Market, Nearby, Survival, demand_levels, nearby, survival
from matching.parameters import MarketParameters
from matching.ports import Rows
from matching.records import Profile


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Local:
    """What is known around k activities."""

    demand: Floats
    """Shape (k,), in [0, 1]; nan when unknown."""
    nearby: Nearby
    survival: Survival
    contribution: Contribution


def around(
    profile: Profile,
    tools: Phrases,
    rows: Rows,
    catalogue: Catalogue,
    phrases: Phrases,
    market: Market,
    today: date,
    parameters: MarketParameters,
) -> Local:
    """Look around for one person and k rows of the catalogue of activities.

    An activity that has no town is carried on where the person lives.

    Args:
        profile: Whom for.
        tools: What the profile says of tools, to be compared.
        rows: Shape (k,).
        catalogue: Of activities.
        phrases: Everything the catalogue numbers, lines of kits among them.
        market: Of the moment.
        today: Day on which kits still run and first years are over.
        parameters: Of the release.
    """
    activities = [catalogue.opportunities[row] for row in rows]
    towns = [one.town or profile.home for one in activities]
    sectors = [one.sector for one in activities]
    return Local(
        demand=demand_levels(market, [town.region if town else None for town in towns], sectors),
        nearby=nearby(
            market,
            [one.id for one in activities],
            [town.place if town else None for town in towns],
            today,
            parameters,
        ),
        survival=survival(
            market,
            [(one.id, one.sector) for one in activities],
            {one.id: one.sector for one in catalogue.opportunities},
            today,
            parameters,
        ),
        contribution=contribution(
            profile, activities, _owned(tools, rows, catalogue, phrases, parameters)
        ),
    )


def _owned(
    tools: Phrases,
    rows: Rows,
    catalogue: Catalogue,
    phrases: Phrases,
    parameters: MarketParameters,
) -> list[list[int]]:
    """For each row, the lines of its kit that are one of the tools."""
    kits = catalogue.columns.kit[rows]
    used = np.unique(kits[kits != NOTHING])
    is_owned = np.zeros(len(phrases) + 1, dtype=np.bool_)
    is_owned[used] = are_tools(phrases.some(used), tools, parameters) if len(tools) else False
    # NOTHING points at the last place, which stays False.
    return [np.flatnonzero(line).tolist() for line in is_owned[kits]]
