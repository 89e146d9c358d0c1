"""Following up: whom to call again, and what people say they earn."""

from datetime import UTC, date
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import ConfigDict

from matching.follow_up import Due, IncomeBand
from service.actions.follow_up import MOST_DAYS_AHEAD, Earned, due_list, note_income
from service.api.doors import PREFIX, Asks, DoorsHere, LanguageHere
from service.api.examples_plans import DUE_LIST, INCOME, INCOME_OUT
from service.api.guard import GuardedRoute
from service.api.shapes_common import CodeOut, Day, Shape
from service.security import Action, Caller
from service.wording import Language


class DueOut(Shape):
    """A question that is to be asked."""

    profile_id: str
    opportunity_id: str
    milestone: CodeOut
    """The outcome to note when it still goes on."""
    due_on: date
    days_late: int
    """Negative when it lies ahead."""
    begun_on: date
    last_heard_on: date

    @classmethod
    def of(cls, due: Due, language: Language) -> Self:
        """As the wire writes it."""
        return cls(
            profile_id=due.profile_id,
            opportunity_id=due.opportunity_id,
            milestone=CodeOut.of(due.milestone, language),
            due_on=due.due_on,
            days_late=due.days_late,
            begun_on=due.begun_on,
            last_heard_on=due.last_heard_on,
        )


class DueListOut(Shape):
    """The questions to ask, the longest due first."""

    model_config = ConfigDict(json_schema_extra={"examples": [DUE_LIST]})

    items: list[DueOut]


class IncomeIn(Shape):
    """What somebody said they earn a month with an activity or a job, as a band."""

    model_config = ConfigDict(json_schema_extra={"examples": [INCOME]})

    profile_id: UUID
    opportunity_id: UUID
    band: IncomeBand
    happened_on: Day
    """The day on which they said it; not in the future."""


class IncomeOut(Shape):
    """An income as it was noted."""

    model_config = ConfigDict(json_schema_extra={"examples": [INCOME_OUT]})

    id: UUID
    profile_id: str
    opportunity_id: str
    band: IncomeBand
    happened_on: date


def follow_up_router() -> APIRouter:
    """The routes of follow-up."""
    router = APIRouter(prefix=PREFIX, route_class=GuardedRoute, tags=["follow-up"])
    router.add_api_route(
        "/follow-ups/due",
        due,
        methods=["GET"],
        summary="List whom to call again",
        description="Activities at 3, 6, 12 and 24 months, jobs at 1, 3, 6 and 12, of people in"
        " your territory; the answer is noted as an outcome.",
        operation_id="list-due-follow-ups",
    )
    router.add_api_route(
        "/incomes",
        earn,
        methods=["POST"],
        status_code=201,
        summary="Note an income",
        description="A coarse band, as the person says it; it changes no proposal.",
        operation_id="create-income",
    )
    return router


def due(
    doors: DoorsHere,
    caller: Annotated[Caller, Depends(Asks(Action.READ_PROFILES))],
    language: LanguageHere,
    horizon_days: Annotated[
        int, Query(ge=0, le=MOST_DAYS_AHEAD, description="Also what is due within so many days.")
    ] = 0,
) -> DueListOut:
    """Whom to call again."""
    today = doors.now().astimezone(UTC).date()
    found = due_list(doors.storage, caller=caller, today=today, horizon_days=horizon_days)
    return DueListOut(items=[DueOut.of(one, language) for one in found])


def earn(
    doors: DoorsHere,
    caller: Annotated[Caller, Depends(Asks(Action.NOTE_OUTCOMES))],
    body: IncomeIn,
) -> IncomeOut:
    """Note an income."""
    earned = Earned(
        profile_id=str(body.profile_id),
        opportunity_id=str(body.opportunity_id),
        band=body.band,
        happened_on=body.happened_on,
    )
    income = note_income(doors.storage, caller=caller, now=doors.now(), earned=earned)
    return IncomeOut(
        id=income.id,
        profile_id=income.profile_id,
        opportunity_id=income.opportunity_id,
        band=income.band,
        happened_on=income.happened_on,
    )
