"""One person beside k opportunities: everything the features are made from, gathered once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.catalogue import NOTHING, Catalogue, Ints
from matching.evidence import Floats, Phrases, Supports, supports
from matching.features import Numbers, Pairs
from matching.local import Local
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
    local: Local | None = None,
) -> Pairs:
    """Put one person beside some rows of a shelf.

    Args:
        person: Whom for.
        rows: Shape (k,).
        distance_km: Of those rows, shape (k,), nan when unknown.
        shelf: Where the rows are.
        stock: Phrases of the requirements, and what companies answered.
        parameters: Of the release.
        local: What is known around activities; None for the other kinds.
    """
    catalogue = shelf.catalogue
    required = catalogue.columns.requirements[rows]
    names = catalogue.columns.names[rows]
    used = np.unique(np.concatenate([required, names], axis=1))
    used = used[used != NOTHING]
    phrases = stock.phrases.some(used)
    needs = _places(required, used)
    doing, needed = with_names(
        supports(person.doing, phrases, parameters.evidence), needs, _places(names, used)
    )
    wanting, _ = with_names(
        supports(person.wanting, phrases, parameters.evidence), needs, _places(names, used)
    )
    return Pairs(
        profile=person.profile,
        statements=know_how(person.profile),
        doing=person.doing,
        wanting=person.wanting,
        supports=doing,
        wished=wanting,
        needs=needed,
        vectors=shelf.index.vectors(rows),
        distance_km=distance_km,
        starts_on=catalogue.columns.starts_on[rows].astype(np.int64),
        activity=_activities(rows, catalogue, stock.situation),
        local=local,
    )


def _places(numbers: Ints, used: Numbers) -> Numbers:
    """Where each phrase number is among those used, of the same shape; NOTHING stays."""
    places: Numbers = np.searchsorted(used, numbers).astype(np.int64)
    return np.where(numbers == NOTHING, NOTHING, places)


def with_names(compared: Supports, needs: Numbers, names: Numbers) -> tuple[Supports, Numbers]:
    """Let each further name of an opportunity speak for its title, where it is closer.

    Args:
        compared: Statements against m phrases.
        needs: Shape (k, r): places of the requirements, the title first; -1 pads.
        names: Shape (k, a): places of further names; -1 pads.

    Returns:
        The same with a column more for each opportunity that has further names, and `needs` with
        its title there. What has none is left as it was, to the last bit.
    """
    named = np.flatnonzero((names != NOTHING).any(axis=1))
    if not len(named):
        return compared, needs
    needs = needs.copy()
    columns = [np.append(needs[row, 0], names[row][names[row] != NOTHING]) for row in named]
    needs[named, 0] = compared.strength.shape[1] + np.arange(len(named))
    return compared.with_best_of(columns), needs


def _activities(
    rows: Rows, catalogue: Catalogue, situation: Situation
) -> Sequence[CompanyActivity | None]:
    providers = (catalogue.opportunities[row].provider_id for row in rows)
    nothing_yet = CompanyActivity()
    return [situation.activity.get(one, nothing_yet) if one else None for one in providers]
