"""The plan a person makes with a counsellor: a goal, what it costs, who does what until when.

Texts are free of personal data before they come here, but for one: `comment` holds the person's own
words and is kept as they were said. It is never encoded, never scored and not in any export.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from matching.errors import InvalidInput
from matching.records import Opportunity
from matching.vocabulary import OpportunityKind

NOTHING: Final = Decimal("0.00")
_CENTIME: Final = Decimal("0.01")


class PlanTrack(StrEnum):
    """The two ways to an income."""

    EMPLOYMENT = "employment"
    ACTIVITY = "activity"


class FundingSource(StrEnum):
    """Who pays a part beside the person and the envelope."""

    INDH = "indh"
    """National initiative for human development."""
    LOCAL_AUTHORITY = "local-authority"
    ASSOCIATION = "association"
    MICROCREDIT = "microcredit"
    COMPANY = "company"
    FAMILY = "family"
    OTHER = "other"


class PlanParty(StrEnum):
    """Who commits to something, and signs."""

    PERSON = "person"
    COUNSELLOR = "counsellor"
    INSTITUTION = "institution"
    PARTNER = "partner"


class StepState(StrEnum):
    """Where a step of a plan stands."""

    PLANNED = "planned"
    DONE = "done"
    DROPPED = "dropped"


class FundingExceedsBudget(InvalidInput):
    """The person and the co-funders together give more than the plan costs."""

    code = "funding-exceeds-budget"


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """One thing to be bought."""

    item: str
    quantity: int = 1
    """At least 1."""
    unit_price_mad: Decimal
    """Not negative; to the centime."""

    @property
    def amount_mad(self) -> Decimal:
        """Quantity times price."""
        return self.quantity * to_centime(self.unit_price_mad)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoFunding:
    """What somebody else pays."""

    source: FundingSource
    amount_mad: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something to be done on the way."""

    title: str
    due_on: date | None = None
    state: StepState = StepState.PLANNED


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTraining:
    """A training that belongs to the plan."""

    title: str
    starts_on: date | None = None
    opportunity_id: str | None = None
    """The training of the catalogue, when it is one of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What one of the parties promises."""

    party: PlanParty
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LifePlan:
    """What one version of a plan says; whose it is, when and by whom is kept beside it."""

    goal: str
    track: PlanTrack
    title: str
    """The activity or the job, as a person says it."""
    opportunity_id: str | None = None
    """The activity or the opening of the catalogue, when it is one of it."""
    budget: tuple[BudgetLine, ...] = ()
    working_capital_mad: Decimal = NOTHING
    own_contribution_mad: Decimal = NOTHING
    co_funding: tuple[CoFunding, ...] = ()
    steps: tuple[Step, ...] = ()
    trainings: tuple[PlannedTraining, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    comment: str = ""
    """The person's own words, kept verbatim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Financing:
    """What a plan costs and who pays, in dirhams to the centime; the four parts add up."""

    equipment: Decimal
    working_capital: Decimal
    own_contribution: Decimal
    co_funding: Decimal
    requested: Decimal
    """What is left for the envelope; never negative."""

    @property
    def total(self) -> Decimal:
        """What the plan costs: equipment and working capital."""
        return self.equipment + self.working_capital


def financing_of(plan: LifePlan) -> Financing:
    """Add up a plan.

    Raises:
        FundingExceedsBudget: the person and the co-funders give more than it costs.
    """
    equipment = sum((line.amount_mad for line in plan.budget), NOTHING)
    working_capital = to_centime(plan.working_capital_mad)
    own = to_centime(plan.own_contribution_mad)
    others = sum((to_centime(one.amount_mad) for one in plan.co_funding), NOTHING)
    requested = equipment + working_capital - own - others
    if requested < 0:
        raise FundingExceedsBudget(excess_mad=f"{-requested:f}")
    return Financing(
        equipment=equipment,
        working_capital=working_capital,
        own_contribution=own,
        co_funding=others,
        requested=requested,
    )


def drafted(opportunity: Opportunity) -> LifePlan:
    """A first plan for an opportunity: its kit at the upper price, its permits as steps.

    Nothing is known yet of what the person brings; a counsellor and the person complete it.
    """
    is_activity = opportunity.kind is OpportunityKind.ACTIVITY
    return LifePlan(
        goal=opportunity.title,
        track=PlanTrack.ACTIVITY if is_activity else PlanTrack.EMPLOYMENT,
        title=opportunity.title,
        opportunity_id=opportunity.id,
        budget=tuple(
            BudgetLine(
                item=one.name, quantity=one.quantity, unit_price_mad=to_centime(one.price_high_mad)
            )
            for one in opportunity.kit
        ),
        working_capital_mad=opportunity.working_capital_mad or NOTHING,
        steps=tuple(Step(title=permit) for permit in opportunity.permits),
    )


def to_centime(amount: Decimal) -> Decimal:
    """The amount with two decimals.

    Raises:
        ValueError: it has more than two; nothing is rounded in silence.
    """
    exact = amount.quantize(_CENTIME)
    if exact != amount:
        raise ValueError(f"{amount} is not to the centime")
    return exact
