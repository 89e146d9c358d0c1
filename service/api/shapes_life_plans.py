"""Wire shapes of life plans."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic_core import to_jsonable_python

from matching.life_plans import (
    BudgetLine,
    CoFunding,
    Commitment,
    FundingSource,
    LifePlan,
    PlannedTraining,
    PlanParty,
    PlanTrack,
    Step,
    StepState,
    financing_of,
)
from matching.plan_changes import ChangeKind
from matching.vocabulary import Role
from service.actions.life_plans.writing import PlanInFull
from service.api.examples_plans import HISTORY, PLAN, PLAN_OUT, PLAN_WRITTEN, SIGNATURE, SIGNED
from service.api.shapes_common import Day, Dirhams, Line, RemovedOut, Shape, Words
from service.storage import Signature

_MOST_LINES = 100
Comment = Annotated[str, StringConstraints(max_length=5000)]
"""Not even stripped: it is kept as it was said."""
Quantity = Annotated[int, Field(ge=1, le=10_000)]


class BudgetLineShape(Shape):
    """One thing to be bought."""

    item: Line
    quantity: Quantity = 1
    unit_price_mad: Dirhams


class CoFundingShape(Shape):
    """What somebody else pays."""

    source: FundingSource
    amount_mad: Dirhams


class StepShape(Shape):
    """Something to be done on the way."""

    title: Line
    due_on: Day | None = None
    state: StepState = StepState.PLANNED


class PlannedTrainingShape(Shape):
    """A training that belongs to the plan."""

    title: Line
    starts_on: Day | None = None
    opportunity_id: UUID | None = None
    """The training of the catalogue, when it is one of it."""


class CommitmentShape(Shape):
    """What one of the parties promises."""

    party: PlanParty
    text: Line


class LifePlanIn(Shape):
    """All that one version says."""

    model_config = ConfigDict(json_schema_extra={"examples": [PLAN]})

    goal: Words
    track: PlanTrack
    title: Line
    """The activity or the job."""
    opportunity_id: UUID | None = None
    """The activity or the opening of the catalogue, when it is one of it."""
    budget: Annotated[tuple[BudgetLineShape, ...], Field(max_length=_MOST_LINES)] = ()
    working_capital_mad: Dirhams = Decimal(0)
    own_contribution_mad: Dirhams = Decimal(0)
    co_funding: Annotated[tuple[CoFundingShape, ...], Field(max_length=20)] = ()
    steps: Annotated[tuple[StepShape, ...], Field(max_length=_MOST_LINES)] = ()
    trainings: Annotated[tuple[PlannedTrainingShape, ...], Field(max_length=20)] = ()
    commitments: Annotated[tuple[CommitmentShape, ...], Field(max_length=50)] = ()
    comment: Comment = ""
    """The person's own words: kept verbatim, and left out of printed sheets that would reveal a
    past through them."""

    @classmethod
    def of(cls, plan: LifePlan) -> Self:
        """As the wire writes it."""
        return cls.model_validate(to_jsonable_python(plan))

    def plan(self) -> LifePlan:
        """As matching knows it."""
        return LifePlan(
            goal=self.goal,
            track=self.track,
            title=self.title,
            opportunity_id=_text(self.opportunity_id),
            budget=tuple(BudgetLine(**dict(one)) for one in self.budget),
            working_capital_mad=self.working_capital_mad,
            own_contribution_mad=self.own_contribution_mad,
            co_funding=tuple(CoFunding(**dict(one)) for one in self.co_funding),
            steps=tuple(Step(**dict(one)) for one in self.steps),
            trainings=tuple(
                PlannedTraining(
                    title=one.title,
                    starts_on=one.starts_on,
                    opportunity_id=_text(one.opportunity_id),
                )
                for one in self.trainings
            ),
            commitments=tuple(Commitment(**dict(one)) for one in self.commitments),
            comment=self.comment,
        )


class PlanWrittenOut(Shape):
    """What became of a plan that was written."""

    model_config = ConfigDict(json_schema_extra={"examples": [PLAN_WRITTEN]})

    profile_id: str
    version: int
    """Also the ETag."""
    removed: list[RemovedOut]
    """Personal data that was taken out of the texts before anything was kept."""


class FinancingOut(Shape):
    """What the plan costs and who pays, in dirhams."""

    equipment_mad: Decimal
    working_capital_mad: Decimal
    total_mad: Decimal
    own_contribution_mad: Decimal
    co_funding_mad: Decimal
    requested_mad: Decimal
    """What is left to be funded."""


class ChangeOut(Shape):
    """One difference from the version that the author had read."""

    kind: ChangeKind
    field: str
    item: str
    """The line of a list; empty for a field that is no list."""
    before: dict[str, Any]
    after: dict[str, Any]


class SignatureOut(Shape):
    """That one of the parties signed this version."""

    model_config = ConfigDict(json_schema_extra={"examples": [SIGNED]})

    party: PlanParty
    version: int
    signed_on: date

    @classmethod
    def of(cls, signature: Signature) -> Self:
        """A signature, without who noted it."""
        return cls(party=signature.party, version=signature.version, signed_on=signature.signed_on)


class LifePlanOut(Shape):
    """One version, with its origin, its sums, its differences and its signatures."""

    model_config = ConfigDict(json_schema_extra={"examples": [PLAN_OUT]})

    profile_id: str
    version: int
    base_version: int
    """The version its author had read; 0 for none."""
    in_force: int
    """The version in force now."""
    is_beside: bool
    """Written by somebody who had not read the version in force: kept, and not in force."""
    written_at: datetime
    author_id: str
    author_role: Role
    plan: LifePlanIn
    financing: FinancingOut
    changes: list[ChangeOut]
    signatures: list[SignatureOut]

    @classmethod
    def of(cls, found: PlanInFull) -> Self:
        """As the wire writes it."""
        version = found.version
        parts = financing_of(version.plan)
        return cls(
            profile_id=version.profile_id,
            version=version.version,
            base_version=version.base_version,
            in_force=found.in_force,
            is_beside=version.is_beside,
            written_at=version.at,
            author_id=version.actor,
            author_role=version.role,
            plan=LifePlanIn.of(version.plan),
            financing=FinancingOut(
                equipment_mad=parts.equipment,
                working_capital_mad=parts.working_capital,
                total_mad=parts.total,
                own_contribution_mad=parts.own_contribution,
                co_funding_mad=parts.co_funding,
                requested_mad=parts.requested,
            ),
            changes=[
                ChangeOut(
                    kind=one.kind,
                    field=one.field,
                    item=one.item,
                    before=to_jsonable_python(one.before),
                    after=to_jsonable_python(one.after),
                )
                for one in found.changes
            ],
            signatures=[SignatureOut.of(one) for one in found.signatures],
        )


class HistoryOut(Shape):
    """Every version, the oldest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [HISTORY]})

    versions: list[LifePlanOut]


class SignatureIn(Shape):
    """That one of the parties signed one version, on paper."""

    model_config = ConfigDict(json_schema_extra={"examples": [SIGNATURE]})

    version: Annotated[int, Field(ge=1)]
    party: PlanParty
    signed_on: Day
    """Not in the future."""


def _text(identifier: UUID | None) -> str | None:
    return None if identifier is None else str(identifier)
