"""The opportunities of one kind as columns, so that a rule is one operation over all of them."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from matching.geography import Place, distance_km
from matching.ports import Mask, Rows
from matching.records import Opportunity, Slot
from matching.text import further_names, requirements
from matching.vocabulary import ContractKind, Demand, LanguageCode, LanguageLevel, Licence
from matching.vocabulary import OpportunityKind as Kind

REQUIREMENTS = 12
"""Requirements kept per opportunity, the title first; an advertisement with more repeats itself."""
NAMES = 16
"""Further names kept per activity."""
KIT = 24
"""Lines of a kit that a person's own tools are compared with."""
NEVER = np.iinfo(np.int32).max
"""Day ordinal of what does not expire; number of places of what has no limit."""
NOTHING = -1

Ints = npt.NDArray[np.int32]
Word = TypeVar("Word", bound=Hashable)


def bits_of(chosen: Iterable[StrEnum], closed_list: type[StrEnum]) -> int:
    """A set of words of a closed list as bits, in the order of the list."""
    order = _positions(closed_list)
    return sum(1 << order[word] for word in set(chosen))


@cache
def _positions(closed_list: type[StrEnum]) -> dict[StrEnum, int]:
    return {word: position for position, word in enumerate(closed_list)}


def last_day(opportunity: Opportunity) -> date | None:
    """Last day on which it may be proposed: a training without one closes when it starts."""
    if opportunity.expires_on is None and opportunity.kind is Kind.TRAINING:
        return opportunity.starts_on
    return opportunity.expires_on


class Numbering(Generic[Word]):
    """Gives each distinct value a number, in order of arrival; numbers never change."""

    def __init__(self) -> None:
        self.values: list[Word] = []
        self._numbers: dict[Word, int] = {}

    def __len__(self) -> int:
        return len(self.values)

    def number(self, value: Word | None) -> int:
        """The number of a value, a new one when it was never seen; NOTHING for None."""
        if value is None:
            return NOTHING
        found = self._numbers.setdefault(value, len(self.values))
        if found == len(self.values):
            self.values.append(value)
        return found

    def known(self, values: Iterable[Word]) -> list[int]:
        """Numbers of those values that were seen."""
        return [self._numbers[value] for value in values if value in self._numbers]


Levels = tuple[tuple[LanguageCode, LanguageLevel], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Numberings:
    """What the columns point to. Few values serve many rows, so rules look at each value once."""

    places: Numbering[Place] = field(default_factory=Numbering)
    regions: Numbering[str] = field(default_factory=Numbering)
    sectors: Numbering[str] = field(default_factory=Numbering)
    providers: Numbering[str] = field(default_factory=Numbering)
    schedules: Numbering[frozenset[Slot]] = field(default_factory=Numbering)
    languages: Numbering[Levels] = field(default_factory=Numbering)
    certificates: Numbering[tuple[str, ...]] = field(default_factory=Numbering)
    phrases: Numbering[str] = field(default_factory=Numbering)
    """Requirements, further names and lines of kits, whose vectors are kept apart
    (`evidence.Phrases`)."""
    distances: dict[Place, list[float]] = field(default_factory=dict)
    """From a town to each place by number, as far as asked for; people live in few towns."""

    def distances_from(self, home: Place) -> list[float]:
        """Kilometres from a town centre to every place, by number."""
        known = self.distances.get(home, [])
        new = self.places.values[len(known) :]
        if new:
            known = [*known, *(distance_km(home, place) for place in new)]
            self.distances[home] = known
        return known


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Columns:
    """What rules and features read of n opportunities: int32, length n unless said otherwise."""

    place: Ints
    """Number of the town centre; NOTHING when unknown. So are the seven columns that follow."""
    region: Ints
    sector: Ints
    provider: Ints
    schedule: Ints
    languages: Ints
    certificates: Ints
    starts_on: Ints
    """Day ordinal; 0 when it may start at any time."""
    last_day: Ints
    """Day ordinal; NEVER when it does not expire."""
    weekly_hours: Ints
    """0 when unknown."""
    contract: Ints
    """One bit; 0 when unknown."""
    licences: Ints
    """Bits."""
    demands: Ints
    """Bits."""
    places: Ints
    """Places offered; NEVER when unlimited."""
    requirements: Ints
    """Shape (n, REQUIREMENTS): phrase numbers, padded with NOTHING; the first is the title."""
    names: Ints
    """Shape (n, NAMES): phrase numbers of what else it is called, padded with NOTHING."""
    kit: Ints
    """Shape (n, KIT): phrase numbers of the lines of its kit, padded with NOTHING."""

    def taken(self, rows: Rows | Mask) -> "Columns":
        """The same columns for some rows."""
        return Columns(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})

    def joined(self, other: "Columns") -> "Columns":
        """These rows, then the other's."""
        pairs = {f.name: (getattr(self, f.name), getattr(other, f.name)) for f in fields(self)}
        return Columns(**{name: np.concatenate(pair) for name, pair in pairs.items()})


class Catalogue:
    """Opportunities of one kind, ordered by id, with their columns. Never changes once built."""

    def __init__(
        self, opportunities: Sequence[Opportunity], columns: Columns, numbers: Numberings
    ) -> None:
        self.opportunities = opportunities
        self.columns = columns
        self.numbers = numbers
        self.row_of = {item.id: row for row, item in enumerate(opportunities)}

    def __len__(self) -> int:
        return len(self.opportunities)

    @classmethod
    def build(
        cls, opportunities: Iterable[Opportunity], numbers: Numberings | None = None
    ) -> "Catalogue":
        """Put opportunities into columns. The order given does not matter: rows follow ids."""
        numbers = numbers or Numberings()
        ordered = sorted(opportunities, key=lambda item: item.id)
        return cls(ordered, _columns(ordered, numbers), numbers)

    def updated(
        self, changed: Iterable[Opportunity], removed: Iterable[str] = ()
    ) -> tuple["Catalogue", Rows]:
        """A catalogue with some opportunities replaced, added or removed.

        Returns:
            The catalogue, and for each of its rows the row it had here (NOTHING for those that are
            new or changed), so that vectors can follow without being computed again.
        """
        fresh = {item.id: item for item in changed}
        gone = {*removed, *fresh}
        kept = np.array([item.id not in gone for item in self.opportunities], dtype=np.bool_)
        added = list(fresh.values())
        together = [item for item in self.opportunities if item.id not in gone] + added
        columns = self.columns.taken(kept).joined(_columns(added, self.numbers))
        before = np.concatenate([np.flatnonzero(kept), np.full(len(added), NOTHING)])
        order = np.array(sorted(range(len(together)), key=lambda row: together[row].id), np.int64)
        ordered = [together[row] for row in order]
        catalogue = Catalogue(ordered, columns.taken(order), self.numbers)
        return catalogue, before[order].astype(np.int64)


def _columns(items: Sequence[Opportunity], numbers: Numberings) -> Columns:
    def ints(read: Callable[[Opportunity], int]) -> Ints:
        return np.fromiter((read(item) for item in items), dtype=np.int32, count=len(items))

    def phrases(read: Callable[[Opportunity], Sequence[str]], width: int) -> Ints:
        rows = ([numbers.phrases.number(text) for text in read(item)[:width]] for item in items)
        padded = [[*found, *[NOTHING] * (width - len(found))] for found in rows]
        return np.array(padded, dtype=np.int32).reshape(len(items), width)

    return Columns(
        place=ints(lambda item: numbers.places.number(item.town.place if item.town else None)),
        region=ints(lambda item: numbers.regions.number(item.town.region if item.town else None)),
        sector=ints(lambda item: numbers.sectors.number(item.sector)),
        provider=ints(lambda item: numbers.providers.number(item.provider_id)),
        schedule=ints(lambda item: numbers.schedules.number(item.schedule or None)),
        languages=ints(lambda item: numbers.languages.number(_levels(item.required_languages))),
        certificates=ints(
            lambda item: numbers.certificates.number(item.required_certificates or None)
        ),
        starts_on=ints(lambda item: item.starts_on.toordinal() if item.starts_on else 0),
        last_day=ints(lambda item: _ordinal(last_day(item))),
        weekly_hours=ints(lambda item: item.weekly_hours or 0),
        contract=ints(lambda item: bits_of([item.contract] if item.contract else [], ContractKind)),
        licences=ints(lambda item: bits_of(item.required_licences, Licence)),
        demands=ints(lambda item: bits_of(item.demands, Demand)),
        places=ints(lambda item: NEVER if item.places is None else item.places),
        requirements=phrases(requirements, REQUIREMENTS),
        names=phrases(further_names, NAMES),
        kit=phrases(lambda item: [line.name for line in item.kit], KIT),
    )


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else NEVER


def _levels(languages: Mapping[LanguageCode, LanguageLevel]) -> Levels | None:
    return tuple(sorted(languages.items())) or None
