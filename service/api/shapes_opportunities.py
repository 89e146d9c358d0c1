"""Wire shapes of companies and of the four kinds of opportunities."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from matching.records import Company, Opportunity
from matching.vocabulary import (
    ContractKind,
    Demand,
    LanguageCode,
    LanguageLevel,
    Licence,
    OpportunityKind,
    Space,
)
from service.api.examples import (
    ACTIVITY,
    COMPANY,
    COMPANY_OUT,
    MENTOR,
    OPENING,
    OPPORTUNITY_OUT,
    TRAINING,
)
from service.api.places import PlaceReader
from service.api.sectors import Sector
from service.api.shapes_activities import KitItemOut, KitItemShape
from service.api.shapes_common import (
    Age,
    Day,
    Dirhams,
    Line,
    LineOrNothing,
    Lines,
    Paragraph,
    Places,
    Shape,
    Slots,
    SlotShape,
    TownOut,
    WeeklyHours,
    in_order,
    slots,
)
from service.storage import Stored

NomenclatureCode = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{0,5}$")]


class CompanyIn(Shape):
    """A partner company, with what an officer decided about it."""

    model_config = ConfigDict(json_schema_extra={"examples": [COMPANY]})

    name: Line
    sector: Sector | None = None
    """A code of `GET /vocabulary`, list `sector`."""
    town: Line | None = None
    """A name, "name, province", or a code."""
    max_pending: int | None = Field(default=None, ge=0, le=1000)
    """People who may be in progress at the same time; null when there is no cap."""
    is_paused: bool = False

    def record(self, company_id: str, places: PlaceReader) -> Company:
        """As matching knows it; a town that is not understood becomes a fault of `places`."""
        return Company(
            id=company_id,
            name=self.name,
            sector=self.sector,
            town=places.town(self.town, "town"),
            max_pending=self.max_pending,
            is_paused=self.is_paused,
        )


class CompanyOut(Shape):
    """A version of a company."""

    model_config = ConfigDict(json_schema_extra={"examples": [COMPANY_OUT]})

    id: str
    version: int
    updated_at: datetime
    name: str
    sector: str | None
    town: TownOut | None
    max_pending: int | None
    is_paused: bool

    @classmethod
    def of(cls, stored: Stored) -> Self:
        """A stored company."""
        company = stored.company
        return cls(
            id=company.id,
            version=stored.version,
            updated_at=stored.at,
            name=company.name,
            sector=company.sector,
            town=TownOut.of(company.town),
            max_pending=company.max_pending,
            is_paused=company.is_paused,
        )


class OpportunityIn(Shape):
    """What the four kinds share."""

    kind: ClassVar[OpportunityKind]

    title: Line
    description: Paragraph = ""
    skills: Lines = ()
    """Asked for (opening, activity), taught (training) or passed on (mentor); free text."""
    sector: Sector | None = None
    """A code of `GET /vocabulary`, list `sector`."""
    town: Line | None = None
    """A name, "name, province", or a code; null when it may be anywhere."""

    def record(self, opportunity_id: str, places: PlaceReader) -> Opportunity:
        """As matching knows it; a town that is not understood becomes a fault of `places`."""
        given = {name: getattr(self, name) for name in type(self).model_fields}
        given["town"] = places.town(self.town, "town")
        if "schedule" in given:
            given["schedule"] = slots(given["schedule"])
        if "kit" in given:
            given["kit"] = tuple(one.item() for one in given["kit"])
        if "company_id" in given:
            company_id = given.pop("company_id")
            given["provider_id"] = None if company_id is None else str(company_id)
        return Opportunity(id=opportunity_id, kind=self.kind, **given)


class OpeningIn(OpportunityIn):
    """An open position at a partner company."""

    model_config = ConfigDict(json_schema_extra={"examples": [OPENING]})
    kind: ClassVar[OpportunityKind] = OpportunityKind.OPENING

    company_id: UUID | None = None
    """The partner company; null when it is not known yet."""
    starts_on: Day | None = None
    """Null: as soon as possible."""
    expires_on: Day | None = None
    """Last day on which it may be proposed."""
    places: Places | None = None
    """Null when there is no limit."""
    schedule: Slots = ()
    """Fixed hours; empty when they can be arranged."""
    weekly_hours: WeeklyHours | None = None
    contract: ContractKind | None = None
    required_languages: dict[LanguageCode, LanguageLevel] = Field(default_factory=dict)
    required_licences: frozenset[Licence] = frozenset()
    required_certificates: Lines = ()
    """All of them are needed; free text."""
    legal_minimum_age: Age | None = None
    """A legal fact about the job, in years; a human confirms it for a person."""
    demands: frozenset[Demand] = frozenset()
    """What the job asks of the body or the day."""
    asks_record_extract: bool = False
    """Known to officers, so that it can be renegotiated."""


class ActivityIn(OpportunityIn):
    """A micro-project: a trade with its kit and its cost."""

    model_config = ConfigDict(json_schema_extra={"examples": [ACTIVITY]})
    kind: ClassVar[OpportunityKind] = OpportunityKind.ACTIVITY

    places: Places | None = None
    required_licences: frozenset[Licence] = frozenset()
    required_certificates: Lines = ()
    demands: frozenset[Demand] = frozenset()
    cost_mad: Dirhams | None = None
    """Equipment, in dirhams."""
    kit: Annotated[tuple[KitItemShape, ...], Field(max_length=100)] = ()
    """The equipment, item by item."""
    working_capital_mad: Dirhams | None = None
    """First stock and first weeks, beside the equipment."""
    permits: Lines = ()
    """Authorisations to ask for, in words; none of them keeps anybody out."""
    space: Space | None = None
    """Where it is carried on."""
    co_funding: Lines = ()
    """Who usually funds a part."""
    isco: NomenclatureCode = ""
    """ISCO-08 unit group."""
    rome: NomenclatureCode = ""
    title_ar: LineOrNothing = ""
    title_en: LineOrNothing = ""
    aliases: Lines = ()
    """What people call it, in Darija as well: it is recognised by these, too."""


class TrainingIn(OpportunityIn):
    """A session with seats, a place and a date."""

    model_config = ConfigDict(json_schema_extra={"examples": [TRAINING]})
    kind: ClassVar[OpportunityKind] = OpportunityKind.TRAINING

    provider_name: LineOrNothing = ""
    """The body that offers it."""
    starts_on: Day | None = None
    expires_on: Day | None = None
    """Last day to register."""
    places: Places | None = None
    schedule: Slots = ()
    weekly_hours: WeeklyHours | None = None
    required_languages: dict[LanguageCode, LanguageLevel] = Field(default_factory=dict)
    required_certificates: Lines = ()


class MentorIn(OpportunityIn):
    """A person who accompanies others in a trade, without a name here."""

    model_config = ConfigDict(json_schema_extra={"examples": [MENTOR]})
    kind: ClassVar[OpportunityKind] = OpportunityKind.MENTOR

    provider_name: LineOrNothing = ""
    """The body through which the mentor is reached."""
    places: Places | None = None
    """People accompanied at the same time."""
    required_languages: dict[LanguageCode, LanguageLevel] = Field(default_factory=dict)


class OpportunityOut(Shape):
    """A version of an opportunity; one shape for four kinds, empty where a kind uses nothing."""

    model_config = ConfigDict(json_schema_extra={"examples": [OPPORTUNITY_OUT]})

    id: str
    version: int
    updated_at: datetime
    kind: OpportunityKind
    title: str
    description: str
    skills: list[str]
    company_id: str | None
    provider_name: str
    sector: str | None
    town: TownOut | None
    starts_on: date | None
    expires_on: date | None
    places: int | None
    schedule: list[SlotShape]
    weekly_hours: int | None
    contract: ContractKind | None
    required_languages: dict[LanguageCode, LanguageLevel]
    required_licences: list[Licence]
    required_certificates: list[str]
    legal_minimum_age: int | None
    demands: list[Demand]
    asks_record_extract: bool
    cost_mad: Decimal | None
    kit: list[KitItemOut]
    working_capital_mad: Decimal | None
    permits: list[str]
    space: Space | None
    co_funding: list[str]
    isco: str
    rome: str
    title_ar: str
    title_en: str
    aliases: list[str]
    to_review: dict[str, str]
    """Fields that a person must still decide, and what was written there."""

    @classmethod
    def of(cls, stored: Stored) -> Self:
        """A stored opportunity, sets in a fixed order."""
        item = stored.opportunity
        return cls(
            id=item.id,
            version=stored.version,
            updated_at=stored.at,
            kind=item.kind,
            title=item.title,
            description=item.description,
            skills=list(item.skills),
            company_id=item.provider_id,
            provider_name=item.provider_name,
            sector=item.sector,
            town=TownOut.of(item.town),
            starts_on=item.starts_on,
            expires_on=item.expires_on,
            places=item.places,
            schedule=[SlotShape.of(slot) for slot in sorted(item.schedule)],
            weekly_hours=item.weekly_hours,
            contract=item.contract,
            required_languages=dict(item.required_languages),
            required_licences=in_order(item.required_licences) or [],
            required_certificates=list(item.required_certificates),
            legal_minimum_age=item.legal_minimum_age,
            demands=in_order(item.demands) or [],
            asks_record_extract=item.asks_record_extract,
            cost_mad=item.cost_mad,
            kit=[KitItemOut.of(one) for one in item.kit],
            working_capital_mad=item.working_capital_mad,
            permits=list(item.permits),
            space=item.space,
            co_funding=list(item.co_funding),
            isco=item.isco,
            rome=item.rome,
            title_ar=item.title_ar,
            title_en=item.title_en,
            aliases=list(item.aliases),
            to_review=dict(item.to_review),
        )
