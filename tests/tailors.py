"""An office for journeys: tailors who come out soon, a company with places, in one region."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matching.vocabulary import Role
from service.api.examples import COMPANY, OPENING
from tests.api_fixtures import Api
from tests.page_fixtures import pages

REGION = "MA-04"
TAILOR: dict[str, Any] = {
    "statements": [
        {"kind": "skill", "text": "couture et retouches sur machine"},
        {"kind": "experience", "text": "Couturière en atelier", "months": 36},
    ],
    "home": "Salé",
    "max_distance_km": 30,
    "available_from": "2026-12-01",
}
_ASKED = {**OPENING, "schedule": [], "required_languages": {}, "demands": []}
_SEWING = {"skills": ["couture", "retouches"], "places": 3}


@dataclass(frozen=True)
class TailorsOffice:
    """An application that is running, and the records in it."""

    api: Api
    person: str
    """A tailor of Salé, available soon."""
    full_time: str
    part_time: str
    far: str
    """Too far from Salé."""
    company: str

    def somebody(self) -> str:
        """One more tailor, about whom nothing was noted."""
        return self.api.as_role(Role.OFFICER).create("/profiles", TAILOR)


@contextmanager
def a_tailors_office(folder: Path) -> Iterator[TailorsOffice]:
    """The office, its engine ready."""
    with pages(folder) as api:
        api.wait_until_ready()
        maker = api.as_role(Role.OFFICER)
        company = maker.create("/companies", {**COMPANY, "name": "Atelier (inventé)"})
        asked = {**_ASKED, **_SEWING, "company_id": company}
        half = {"title": "Aide-couturière", "weekly_hours": 20, "contract": "seasonal"}
        yield TailorsOffice(
            api=api,
            person=maker.create("/profiles", TAILOR),
            full_time=maker.create(
                "/openings", {**asked, "title": "Couturier / couturière", "weekly_hours": 44}
            ),
            part_time=maker.create("/openings", {**asked, **half}),
            far=maker.create("/openings", {**asked, "title": "Tailleur", "town": "Oujda"}),
            company=company,
        )
