"""Wire shapes of conventions with companies."""

from datetime import date
from typing import Annotated, Any, Final, Self
from uuid import UUID

from pydantic import ConfigDict, Field

from service.actions.conventions import UsedConvention
from service.api.sectors import Sector
from service.api.shapes_common import Day, Shape

_COMPANY: Final = "3d2f3d4e-8a3b-4a86-8d8e-0d9b0c1d2e3f"
CONVENTION: Final[dict[str, Any]] = {
    "company_id": _COMPANY,
    "sectors": ["artisanat"],
    "yearly_quota": 500,
    "starts_on": "2026-01-01",
    "ends_on": "2028-12-31",
}
CONVENTION_OUT: Final[dict[str, Any]] = {
    "id": "7c9e6679-7425-40de-944b-e07fc1f90ae8",
    **CONVENTION,
    "company": "Atelier Al Amal (inventé)",
    "placed": 12,
    "left": 488,
    "is_in_force": True,
}


class ConventionIn(Shape):
    """What a company signed."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONVENTION]})

    company_id: UUID
    sectors: frozenset[Sector] = frozenset()
    """Codes of `GET /vocabulary`; empty when it covers every opening of the company."""
    yearly_quota: Annotated[int, Field(ge=1, le=100_000)]
    """Placements in a calendar year."""
    starts_on: Day
    ends_on: Day
    """Last day, included."""


class ConventionOut(Shape):
    """A convention, and how far it is used this year."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONVENTION_OUT]})

    id: str
    company_id: str
    company: str
    sectors: list[str]
    yearly_quota: int
    starts_on: date
    ends_on: date
    placed: int
    """People placed under it this calendar year."""
    left: int
    is_in_force: bool

    @classmethod
    def of(cls, used: UsedConvention) -> Self:
        """A convention as it stands."""
        signed = used.convention
        return cls(
            id=signed.id,
            company_id=signed.company_id,
            company=used.company,
            sectors=sorted(signed.sectors),
            yearly_quota=signed.yearly_quota,
            starts_on=signed.starts_on,
            ends_on=signed.ends_on,
            placed=used.placed,
            left=used.left,
            is_in_force=used.is_in_force,
        )


class ConventionsOut(Shape):
    """Every convention, those that end first at the top."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [CONVENTION_OUT]}]})

    items: list[ConventionOut]
