"""Wire shapes of people, as matching may know them: no name, no past, no address."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field

from matching.records import Profile, Statement
from matching.vocabulary import (
    ContractKind,
    Demand,
    LanguageCode,
    LanguageLevel,
    Licence,
    Space,
    StatementKind,
)
from service.api.examples import PROFILE, PROFILE_OUT
from service.api.places import PlaceReader
from service.api.shapes_common import (
    Day,
    Dirhams,
    Line,
    Lines,
    Shape,
    Slots,
    SlotShape,
    TownOut,
    WeeklyHours,
    Words,
    in_order,
    slots,
)
from service.storage import Stored

ProfileField = Literal[
    "statements",
    "home",
    "max_distance_km",
    "accepted_regions",
    "available_from",
    "unavailable",
    "max_weekly_hours",
    "languages",
    "licences",
    "has_certificates",
    "contracts",
    "ruled_out",
    "own_tools",
    "own_premises",
    "own_money_mad",
]
"""Fields whose age is kept."""

_TAKEN_AS_THEY_ARE = (
    "max_distance_km",
    "available_from",
    "max_weekly_hours",
    "languages",
    "licences",
    "has_certificates",
    "contracts",
    "ruled_out",
    "own_tools",
    "own_premises",
    "own_money_mad",
    "noted_on",
)


class StatementIn(Shape):
    """One line of a profile: what a requirement may rest on."""

    kind: StatementKind
    text: Words
    """Free text in French, Arabic, English or Darija; personal data in it is removed on arrival."""
    months: int | None = Field(default=None, ge=0, le=720)
    """Length of the experience or of the training; null when not known."""

    def statement(self) -> Statement:
        """As matching knows it."""
        return Statement(kind=self.kind, text=self.text, months=self.months)


class ProfileIn(Shape):
    """A person looking for work. A field left out was not asked; an empty list was: none."""

    model_config = ConfigDict(json_schema_extra={"examples": [PROFILE]})

    statements: tuple[StatementIn, ...] = Field(default=(), max_length=200)
    """Skills, experience, certificates and wishes."""
    home: Line | None = None
    """Town of residence after release: a name, "name, province", or a code. Never an address."""
    max_distance_km: float | None = Field(default=None, ge=0, le=2000, allow_inf_nan=False)
    """As the crow flies between town centres."""
    accepted_regions: Annotated[tuple[Line, ...], Field(max_length=12)] | None = None
    """Names or codes; a place in one of them is accepted whatever its distance."""
    available_from: Day | None = None
    unavailable: Slots = ()
    """Parts of the week already taken; never why."""
    max_weekly_hours: WeeklyHours | None = None
    languages: dict[LanguageCode, LanguageLevel] | None = None
    licences: frozenset[Licence] | None = None
    has_certificates: bool | None = None
    """False: asked, and there is none."""
    contracts: frozenset[ContractKind] | None = None
    """Contracts accepted; null when any may be proposed."""
    ruled_out: frozenset[Demand] | None = None
    """What a job must not ask of this person; never why."""
    own_tools: Lines | None = None
    """Tools and vehicles the person has for an activity of their own."""
    own_premises: frozenset[Space] | None = None
    """Places the person may use for it."""
    own_money_mad: Dirhams | None = None
    """What the person can put into it, in dirhams."""
    noted_on: dict[ProfileField, Day] = Field(default_factory=dict)
    """Day on which a field was last stated or confirmed; today when it is left out."""

    def record(self, profile_id: str, places: PlaceReader) -> Profile:
        """As matching knows it; a place that is not understood becomes a fault of `places`."""
        return Profile(
            id=profile_id,
            statements=tuple(one.statement() for one in self.statements),
            home=places.town(self.home, "home"),
            accepted_regions=places.regions(self.accepted_regions, "accepted_regions"),
            unavailable=slots(self.unavailable),
            **{name: getattr(self, name) for name in _TAKEN_AS_THEY_ARE},
        )


class StatementOut(Shape):
    """One line of a profile."""

    kind: StatementKind
    text: str
    months: int | None


class ProfileOut(Shape):
    """A version of a profile."""

    model_config = ConfigDict(json_schema_extra={"examples": [PROFILE_OUT]})

    id: str
    version: int
    updated_at: datetime
    statements: list[StatementOut]
    home: TownOut | None
    max_distance_km: float | None
    accepted_regions: list[str] | None
    """Codes of regions."""
    available_from: date | None
    unavailable: list[SlotShape]
    max_weekly_hours: int | None
    languages: dict[LanguageCode, LanguageLevel] | None
    licences: list[Licence] | None
    has_certificates: bool | None
    contracts: list[ContractKind] | None
    ruled_out: list[Demand] | None
    own_tools: list[str] | None
    own_premises: list[Space] | None
    own_money_mad: Decimal | None
    noted_on: dict[str, date]

    @classmethod
    def of(cls, stored: Stored) -> Self:
        """A stored profile, sets in a fixed order."""
        profile = stored.profile
        return cls(
            id=profile.id,
            version=stored.version,
            updated_at=stored.at,
            statements=[
                StatementOut(kind=one.kind, text=one.text, months=one.months)
                for one in profile.statements
            ],
            home=TownOut.of(profile.home),
            max_distance_km=profile.max_distance_km,
            accepted_regions=in_order(profile.accepted_regions),
            available_from=profile.available_from,
            unavailable=[SlotShape.of(slot) for slot in sorted(profile.unavailable)],
            max_weekly_hours=profile.max_weekly_hours,
            languages=None if profile.languages is None else dict(profile.languages),
            licences=in_order(profile.licences),
            has_certificates=profile.has_certificates,
            contracts=in_order(profile.contracts),
            ruled_out=in_order(profile.ruled_out),
            own_tools=None if profile.own_tools is None else list(profile.own_tools),
            own_premises=in_order(profile.own_premises),
            own_money_mad=profile.own_money_mad,
            noted_on=dict(profile.noted_on),
        )
