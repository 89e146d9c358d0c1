"""Wire shapes of cohorts, terms and plans."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from matching.assignment.figures import Figures
from matching.assignment.money import dirhams
from matching.assignment.planning import Displacement, Line, OneMorePlace, Plan, TownShare
from matching.assignment.priorities import HEAVIEST, Precedence
from matching.assignment.release import Release, Remedy
from matching.assignment.terms import Exclude, Pin, Terms
from matching.assignment.words import LimitKind, Objective, Way
from matching.vocabulary import OpportunityKind
from service.actions.assigning import Asked, Assignment, Enrolled
from service.api.examples_assignments import ASSIGNMENT, ASSIGNMENT_OUT, DECISIONS
from service.api.places import PlaceReader
from service.api.shapes_common import CodeOut, Dirhams, Places, Shape, codes
from service.wording import Language

Group = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
"""A short code that people give, "certified"; it must not tell what the law forbids to keep."""
Share = Annotated[float, Field(ge=0, le=1)]
_MOST_PEOPLE: Final = 5_000
_MOST_OPTIONS: Final = 10_000


class EnrolledIn(Shape):
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


class PrecedenceIn(Shape):
    """People of one group are served before people of another."""

    first: Group
    then: Group


class PinIn(Shape):
    """A pair decided beforehand."""

    profile_id: UUID
    opportunity_id: UUID

    def pin(self) -> Pin:
        """As matching knows it."""
        return Pin(person_id=str(self.profile_id), option_id=str(self.opportunity_id))


class ExcludeIn(Shape):
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


class TermsIn(Shape):
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
    priorities: Annotated[tuple[PrecedenceIn, ...], Field(max_length=100)] = ()
    weights: dict[Group, Annotated[float, Field(gt=0, le=HEAVIEST)]] = Field(default_factory=dict)
    """Group, and factor of the objective; shown values do not change."""
    pins: Annotated[tuple[PinIn, ...], Field(max_length=_MOST_PEOPLE)] = ()
    excluded: Annotated[tuple[ExcludeIn, ...], Field(max_length=_MOST_PEOPLE)] = ()

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
    people: Annotated[tuple[EnrolledIn, ...], Field(max_length=_MOST_PEOPLE)]
    """In the order in which they came."""
    option_ids: Annotated[tuple[UUID, ...], Field(max_length=_MOST_OPTIONS)] | None = None
    """What may be shared out; everything of that kind when null."""
    terms: TermsIn = TermsIn()

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

    pins: Annotated[tuple[PinIn, ...], Field(max_length=_MOST_PEOPLE)] = ()
    excluded: Annotated[tuple[ExcludeIn, ...], Field(max_length=_MOST_PEOPLE)] = ()


class CountedOut(CodeOut):
    """How many options a rule refuses."""

    count: int


class LineOut(Shape):
    """What one person gets, or why nothing."""

    profile_id: str
    opportunity_id: str | None
    title: str
    provider: str
    value: float | None
    """The score of the flow; comparable only within this person's options, no percentage."""
    granted_mad: Decimal | None
    is_pinned: bool
    tier: int | None
    """0 goes first; null without priorities."""
    reasons: list[CodeOut]
    refusals: list[CountedOut]
    missing_mad: Decimal | None
    """What the cheapest option still open lacks."""

    @classmethod
    def of(cls, line: Line, made: Assignment, language: Language) -> Self:
        """A line with the name of what is given."""
        option = line.option_id or ""
        return cls(
            profile_id=line.person_id,
            opportunity_id=line.option_id,
            title=made.titles.get(option, ""),
            provider=made.providers.get(option, ""),
            value=line.value,
            granted_mad=line.granted_mad,
            is_pinned=line.is_pinned,
            tier=line.tier,
            reasons=codes(line.reasons, language),
            refusals=[
                CountedOut(**CodeOut.of(rule, language).model_dump(), count=count)
                for rule, count in line.refusals.items()
            ],
            missing_mad=line.missing_mad,
        )


class WayOut(CodeOut):
    """One way to share out the same options, in numbers."""

    total: float
    served: int
    unserved: int
    worst_served: float | None
    gini: float | None
    spent_mad: Decimal | None
    overbooked: int
    """People beyond the limits; 0 for a plan that can be carried out."""
    overspent_mad: Decimal

    @classmethod
    def measured(cls, way: Way, figures: Figures, language: Language) -> Self:
        """One way."""
        return cls(
            **CodeOut.of(way, language).model_dump(),
            total=figures.total,
            served=figures.served,
            unserved=figures.unserved,
            worst_served=figures.worst_served,
            gini=figures.gini,
            spent_mad=None if figures.spent is None else dirhams(figures.spent),
            overbooked=figures.overbooked,
            overspent_mad=dirhams(figures.overspent),
        )


class ReleaseOut(CodeOut):
    """A limit, and by how much it must give way."""

    id: str
    name: str
    by: int
    """Places or people; for an envelope see `by_mad`."""
    by_mad: Decimal | None

    @classmethod
    def named(cls, release: Release, names: Mapping[str, str], language: Language) -> Self:
        """A limit with the name of what it limits."""
        is_money = release.kind is LimitKind.ENVELOPE
        return cls(
            **CodeOut.of(release.kind, language).model_dump(),
            id=release.id,
            name=names.get(release.id, ""),
            by=release.by,
            by_mad=dirhams(release.by) if is_money else None,
        )


class RemedyOut(Shape):
    """Limits that, given way together, leave a plan; the smallest of their kind."""

    alone: bool
    """Nothing else has to change."""
    releases: list[ReleaseOut]

    @classmethod
    def of(cls, remedy: Remedy, names: Mapping[str, str], language: Language) -> Self:
        """One remedy."""
        return cls(
            alone=remedy.alone,
            releases=[ReleaseOut.named(one, names, language) for one in remedy.releases],
        )


class MoveOut(Shape):
    """What changes for one person; null stands for nothing."""

    profile_id: str
    before: str | None
    after: str | None

    @classmethod
    def of(cls, move: Displacement) -> Self:
        """One change."""
        return cls(profile_id=move.person_id, before=move.before, after=move.after)


class OneMoreOut(CodeOut):
    """The plan solved again with one limit one higher."""

    id: str
    name: str
    gain: float
    served: int
    moves: list[MoveOut]
    """Who ends with null is displaced."""

    @classmethod
    def named(cls, one: OneMorePlace, names: Mapping[str, str], language: Language) -> Self:
        """One limit."""
        return cls(
            **CodeOut.of(one.kind, language).model_dump(),
            id=one.id,
            name=names.get(one.id, ""),
            gain=one.gain,
            served=one.served,
            moves=[MoveOut.of(move) for move in one.moves],
        )


class TownShareOut(Shape):
    """What the people of one town get."""

    town: str
    name: str
    people: int
    served: int
    granted_mad: Decimal | None

    @classmethod
    def of(cls, share: TownShare, names: Mapping[str, str]) -> Self:
        """One town."""
        return cls(
            town=share.town,
            name=names.get(share.town, ""),
            people=share.people,
            served=share.served,
            granted_mad=share.granted_mad,
        )


class NotedOut(CodeOut):
    """A remark about an option, a company or a town."""

    id: str
    name: str


class PlanOut(Shape):
    """Who gets what, how good that is, and how it compares."""

    lines: list[LineOut]
    ways: list[WayOut]
    objective: float
    bound: float
    """No plan under the same terms reaches more."""
    gap: float
    """In proportion; 0 when the plan is proven the best."""
    proof: CodeOut
    lowest_value: float | None
    served_by_tier: list[int]
    tiers: dict[str, int]
    ties_by_id: bool
    left_mad: Decimal | None
    towns: list[TownShareOut]
    one_more: list[OneMoreOut]
    remarks: list[NotedOut]

    @classmethod
    def of(cls, plan: Plan, made: Assignment, language: Language) -> Self:
        """A plan with names."""
        names = names_in(made, language)
        return cls(
            lines=[LineOut.of(one, made, language) for one in plan.lines],
            ways=[WayOut.measured(way, plan.figures[way], language) for way in Way],
            objective=plan.objective,
            bound=plan.bound,
            gap=plan.gap,
            proof=CodeOut.of(plan.proof, language),
            lowest_value=plan.lowest_value,
            served_by_tier=list(plan.served_by_tier),
            tiers=dict(plan.tiers),
            ties_by_id=plan.ties_by_id,
            left_mad=plan.left_mad,
            towns=[TownShareOut.of(one, names) for one in plan.towns],
            one_more=[OneMoreOut.named(one, names, language) for one in plan.one_more],
            remarks=[
                NotedOut(
                    **CodeOut.of(one.code, language).model_dump(),
                    id=one.id,
                    name=names.get(one.id, ""),
                )
                for one in plan.remarks
            ],
        )


class AssignmentOut(Shape):
    """A plan as it was made."""

    model_config = ConfigDict(json_schema_extra={"examples": [ASSIGNMENT_OUT]})

    id: UUID
    based_on: UUID | None
    made_at: str
    kind: OpportunityKind
    release_id: str
    plan: PlanOut | None
    """Null when no plan keeps all the limits; `remedies` then say what would release them."""
    remedies: list[RemedyOut]

    @classmethod
    def of(cls, made: Assignment, language: Language) -> Self:
        """As it was made, in one language."""
        names = names_in(made, language)
        return cls(
            id=made.id,
            based_on=made.based_on,
            made_at=made.made_at.isoformat(),
            kind=made.asked.kind,
            release_id=made.release_id,
            plan=None if made.plan is None else PlanOut.of(made.plan, made, language),
            remedies=[RemedyOut.of(one, names, language) for one in made.remedies],
        )


def names_in(made: Assignment, language: Language) -> dict[str, str]:
    """Titles, companies and towns by id, in one language."""
    script = "ar" if language is Language.ARABIC else "fr"
    return {**made.titles, **{code: names[script] for code, names in made.towns.items()}}
