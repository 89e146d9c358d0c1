"""Wire shapes of suspensions of recommendations."""

from datetime import datetime
from typing import Any, Final, Self
from uuid import UUID

from pydantic import ConfigDict, Field

from matching.vocabulary import SuspensionReason
from service.api.shapes_common import Shape
from service.storage import Suspension

SUSPENSION: Final[dict[str, Any]] = {
    "region": "MA-04",
    "reason": "records-wrong",
    "note": "Le fichier de novembre est repris.",
}
SUSPENSION_OUT: Final[dict[str, Any]] = {
    "id": "6f7a8b9c-0d1e-4f2a-9b3c-5d6e7f8a9b21",
    **SUSPENSION,
    "began_at": "2026-11-20T09:30:00Z",
    "began_by": "1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d",
    "ended_at": None,
    "ended_by": None,
}


class SuspensionIn(Shape):
    """Where recommendations are to stop, and why."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUSPENSION]})

    region: str | None = Field(max_length=10)
    """Code of `GET /vocabulary`; null for everywhere."""
    reason: SuspensionReason
    note: str = Field(default="", max_length=500)
    """Shown to colleagues beside the reason; names nobody."""


class SuspensionOut(Shape):
    """A suspension, in force or ended."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUSPENSION_OUT]})

    id: UUID
    region: str | None
    """Null for everywhere."""
    reason: SuspensionReason
    note: str
    began_at: datetime
    began_by: str
    """Id of an account or a token."""
    ended_at: datetime | None
    """Null while it is in force."""
    ended_by: str | None

    @classmethod
    def of(cls, suspension: Suspension) -> Self:
        """A suspension as it is kept."""
        return cls(
            id=suspension.id,
            region=suspension.region,
            reason=suspension.reason,
            note=suspension.note,
            began_at=suspension.began_at,
            began_by=suspension.began_by,
            ended_at=suspension.ended_at,
            ended_by=suspension.ended_by,
        )


class SuspensionsOut(Shape):
    """The last suspensions, latest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [SUSPENSION_OUT]}]})

    items: list[SuspensionOut]
