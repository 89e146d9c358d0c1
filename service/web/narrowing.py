"""What a form narrows a list to, read from an address and written back into one."""

from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Query, Request
from pydantic import BeforeValidator, Field

from matching.proposals import Filters
from matching.vocabulary import ContractKind, OpportunityKind

_FARTHEST_KM: Final = 2000
_MOST_HOURS: Final = 80


def _or_none(value: object) -> object:
    """A field that a form left empty is a field that was not filled in."""
    return None if value == "" else value


Blank = BeforeValidator(_or_none)
"""Of a field that a form may leave empty."""
RegionCode = Annotated[Annotated[str, Field(pattern=r"^MA-\d\d$")] | None, Blank, Query()]
_Kilometres = Annotated[float, Field(ge=0, le=_FARTHEST_KM)]
_Hours = Annotated[int, Field(ge=1, le=_MOST_HOURS)]
SheetNumber = Annotated[int, Query(ge=1, le=100_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """The filters of a shortlist, and how the reader's address says them."""

    kind: OpportunityKind
    filters: Filters
    sectors: tuple[str, ...]
    region: str | None
    contracts: tuple[ContractKind, ...]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for beyond the kind."""
        return self.filters != Filters()

    def query(self, **more: str) -> str:
        """The same as the part of an address after the question mark."""
        filters = self.filters
        distance, hours = filters.max_distance_km, filters.max_weekly_hours
        pairs = [
            ("genre", self.kind.value),
            *(("secteur", one) for one in self.sectors),
            ("region", self.region or ""),
            *(("contrat", one.value) for one in self.contracts),
            ("distance", "" if distance is None else f"{distance:g}"),
            ("heures", "" if hours is None else str(hours)),
            *more.items(),
        ]
        return urlencode([(name, value) for name, value in pairs if value])


def narrowing(
    genre: OpportunityKind = OpportunityKind.OPENING,
    secteur: Annotated[tuple[str, ...], Query(max_length=20)] = (),
    region: RegionCode = None,
    contrat: Annotated[tuple[ContractKind, ...], Query(max_length=20)] = (),
    distance: Annotated[_Kilometres | None, Blank, Query()] = None,
    heures: Annotated[_Hours | None, Blank, Query()] = None,
) -> Narrowing:
    """A dependency: what the form of a shortlist asked for."""
    filters = Filters(
        sectors=frozenset(secteur),
        regions=frozenset({region} if region else ()),
        contracts=frozenset(contrat),
        max_distance_km=distance,
        max_weekly_hours=heures,
    )
    return Narrowing(kind=genre, filters=filters, sectors=secteur, region=region, contracts=contrat)


def wants_region(request: Request) -> bool:
    """Whether only the list is replaced; whoever goes back in their history gets the whole page."""
    headers = request.headers
    return "hx-request" in headers and "hx-history-restore-request" not in headers
