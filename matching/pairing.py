"""One person beside k opportunities: everything the features are made from, gathered once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.catalogue import NOTHING, Catalogue
from matching.evidence import Floats, Phrases, supports
from matching.features import Numbers, Pairs
from matching.outcomes import CompanyActivity
from matching.parameters import Parameters
from matching.ports import Encoder, Rows
from matching.records import Profile
from matching.rules import Situation
from matching.stock import Shelf, Stock
from matching.text import know_how, wishes
from matching.trades import TradeTable


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Person:
    """A profile with its statements encoded."""

    profile: Profile
    doing: Phrases
    """Know-how, in the profile's order."""
    wanting: Phrases
    """Wishes, in the profile's order."""


def read_person(profile: Profile, encoder: Encoder, trades: TradeTable) -> Person:
    """Encode what a person knows and wants, line by line."""
    doing, wanting = know_how(profile), wishes(profile)
    texts = [line.text for line in (*doing, *wanting)]
    read = Phrases.read(texts, encoder, trades)
    return Person(
        profile=profile,
        doing=read.some(range(len(doing))),
        wanting=read.some(range(len(doing), len(texts))),
    )


def pair(
    person: Person,
    rows: Rows,
    distance_km: Floats,
    shelf: Shelf,
    stock: Stock,
    parameters: Parameters,
) -> Pairs:
    """Put one person beside some rows of a shelf.

    Args:
        person: Whom for.
        rows: Shape (k,).
        distance_km: Of those rows, shape (k,), nan when unknown.
        shelf: Where the rows are.
        stock: Phrases of the requirements, and what companies answered.
        parameters: Of the release.
    """
    catalogue = shelf.catalogue
    wanted = catalogue.columns.requirements[rows]
    used, places = np.unique(wanted[wanted != NOTHING], return_inverse=True)
    needs: Numbers = np.full(wanted.shape, NOTHING, dtype=np.int64)
    needs[wanted != NOTHING] = places
    required = stock.phrases.some(used)
    return Pairs(
        profile=person.profile,
        statements=know_how(person.profile),
        doing=person.doing,
        wanting=person.wanting,
        supports=supports(person.doing, required, parameters.evidence),
        wished=supports(person.wanting, required, parameters.evidence),
        needs=needs,
        vectors=shelf.index.vectors(rows),
        distance_km=distance_km,
        starts_on=catalogue.columns.starts_on[rows].astype(np.int64),
        activity=_activities(rows, catalogue, stock.situation),
    )


def _activities(
    rows: Rows, catalogue: Catalogue, situation: Situation
) -> Sequence[CompanyActivity | None]:
    providers = (catalogue.opportunities[row].provider_id for row in rows)
    nothing_yet = CompanyActivity()
    return [situation.activity.get(one, nothing_yet) if one else None for one in providers]
