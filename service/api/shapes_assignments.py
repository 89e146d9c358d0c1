"""Wire shapes of plans for cohorts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Self
from uuid import UUID

from pydantic import ConfigDict

from matching.assignment.figures import Figures
from matching.assignment.money import dirhams
from matching.assignment.planning import Displacement, Line, OneMorePlace, Plan, TownShare
from matching.assignment.release import Release, Remedy
from matching.assignment.words import LimitKind, Way
from matching.vocabulary import OpportunityKind
from service.actions.assigning.cohorts import Assignment
from service.api.examples_assignments import ASSIGNMENT_OUT
from service.api.shapes_common import CodeOut, Shape, codes
from service.wording import Language


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
