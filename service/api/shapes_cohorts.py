"""Wire shapes of cohorts, terms and decisions."""

from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from matching.assignment.priorities import HEAVIEST, Precedence
from matching.assignment.terms import Exclude, Pin, Terms
from matching.assignment.words import Objective
from matching.vocabulary import OpportunityKind
from service.actions.assigning.cohorts import Asked, Enrolled
from service.api.examples_assignments import ASSIGNMENT, DECISIONS
from service.api.places import PlaceReader
from service.api.shapes_common import Dirhams, Places, Shape

Group = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
"""A short code that people give, "certified"; it must not tell what the law forbids to keep."""
Share = Annotated[float, Field(ge=0, le=1)]
_MOST_PEOPLE: Final = 5_000
_MOST_OPTIONS: Final = 10_000


class EnrolledShape(Shape):
    """A person of a cohort."""

    profile_id: UUID
    groups: Annotated[tuple[Group, ...], Field(max_length=20)] = ()
    """Groups that priorities and weights name."""
    own_contribution_mad: Dirhams | None = None
    """What the person brings; what the profile says when null."""
    co_funding_mad: Dirhams | None = None
    """What other bodies pay for this person."""

    def enrolled(self) -> Enrolled:
        """As actions know it."""
        return Enrolled(
            profile_id=str(self.profile_id),
            groups=frozenset(self.groups),
            own_contribution_mad=self.own_contribution_mad,
            co_funding_mad=self.co_funding_mad,
        )


class PrecedenceShape(Shape):
    """People of one group are served before people of another."""

    first: Group
    then: Group


class PinShape(Shape):
    """A pair decided beforehand."""

    profile_id: UUID
    opportunity_id: UUID

    def pin(self) -> Pin:
        """As matching knows it."""
        return Pin(person_id=str(self.profile_id), option_id=str(self.opportunity_id))


class ExcludeShape(Shape):
    """A person, an option, or a pair left out."""

    profile_id: UUID | None = None
    opportunity_id: UUID | None = None

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if self.profile_id is None and self.opportunity_id is None:
            raise PydanticCustomError("field-missing", "nothing named")
        return self

    def exclude(self) -> Exclude:
        """As matching knows it."""
        person, option = self.profile_id, self.opportunity_id
        return Exclude(
            person_id="" if person is None else str(person),
            option_id="" if option is None else str(option),
        )


class TermsShape(Shape):
    """What people decide before a plan is made."""

    objective: Objective = Objective.TOTAL
    least_value: Share = 0.0
    """For the objective `total-with-floor`."""
    envelope_mad: Dirhams | None = None
    """Money shared out; no money when null."""
    grant_cap_mad: Dirhams | None = None
    """The most one person may take from the envelope."""
    with_working_capital: bool = False
    every_town: bool = False
    """One person of each town at least, as far as the limits allow."""
    town_floors: Annotated[dict[str, Places], Field(max_length=200)] = Field(default_factory=dict)
    """Name or code of a town, and people served there at least."""
    company_caps: Annotated[dict[UUID, Places], Field(max_length=1000)] = Field(
        default_factory=dict
    )
    company_pace: Annotated[dict[UUID, Places], Field(max_length=1000)] = Field(
        default_factory=dict
    )
    """Id of a company, and people who may start there in one month."""
    priorities: Annotated[tuple[PrecedenceShape, ...], Field(max_length=100)] = ()
    weights: dict[Group, Annotated[float, Field(gt=0, le=HEAVIEST)]] = Field(default_factory=dict)
    """Group, and factor of the objective; shown values do not change."""
    pins: Annotated[tuple[PinShape, ...], Field(max_length=_MOST_PEOPLE)] = ()
    excluded: Annotated[tuple[ExcludeShape, ...], Field(max_length=_MOST_PEOPLE)] = ()

    def terms(self, places: PlaceReader) -> Terms:
        """As matching knows them; a town that is not understood becomes a fault of `places`."""
        towns = {
            name: places.town(name, f"town_floors/{name}") for name in sorted(self.town_floors)
        }
        return Terms(
            objective=self.objective,
            least_value=self.least_value,
            envelope_mad=self.envelope_mad,
            grant_cap_mad=self.grant_cap_mad,
            with_working_capital=self.with_working_capital,
            every_town=self.every_town,
            town_floors={town.code: self.town_floors[name] for name, town in towns.items() if town},
            company_caps={str(one): cap for one, cap in self.company_caps.items()},
            company_pace={str(one): pace for one, pace in self.company_pace.items()},
            priorities=tuple(Precedence(first=one.first, then=one.then) for one in self.priorities),
            weights=dict(self.weights),
            pins=tuple(one.pin() for one in self.pins),
            excluded=tuple(one.exclude() for one in self.excluded),
        )


class AssignmentIn(Shape):
    """A cohort, what may be shared out to it, and the terms."""

    model_config = ConfigDict(json_schema_extra={"examples": [ASSIGNMENT]})

    kind: OpportunityKind
    people: Annotated[tuple[EnrolledShape, ...], Field(max_length=_MOST_PEOPLE)]
    """In the order in which they came."""
    option_ids: Annotated[tuple[UUID, ...], Field(max_length=_MOST_OPTIONS)] | None = None
    """What may be shared out; everything of that kind when null."""
    terms: TermsShape = TermsShape()

    def asked(self, places: PlaceReader) -> Asked:
        """As actions know it."""
        ids = self.option_ids
        return Asked(
            kind=self.kind,
            people=tuple(one.enrolled() for one in self.people),
            option_ids=None if ids is None else tuple(str(one) for one in ids),
            terms=self.terms.terms(places),
        )


class DecisionsIn(Shape):
    """Decisions under which the same cohort is shared out again, in place of the former ones."""

    model_config = ConfigDict(json_schema_extra={"examples": [DECISIONS]})

    pins: Annotated[tuple[PinShape, ...], Field(max_length=_MOST_PEOPLE)] = ()
    excluded: Annotated[tuple[ExcludeShape, ...], Field(max_length=_MOST_PEOPLE)] = ()
