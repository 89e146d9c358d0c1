"""Everything that can be proposed at one moment, with the index that finds it."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.catalogue import Catalogue
from matching.evidence import Phrases
from matching.ports import VectorIndex
from matching.rules import Situation
from matching.vocabulary import OpportunityKind


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """The opportunities of one kind with the index over their vectors, row by row."""

    catalogue: Catalogue
    index: VectorIndex


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Stock:
    """Everything that can be proposed at one moment."""

    shelves: Mapping[OpportunityKind, Shelf]
    phrases: Phrases
    """Every requirement that the catalogues number."""
    situation: Situation
