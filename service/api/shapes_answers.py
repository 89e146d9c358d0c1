"""Wire shapes of what people said about a proposal, and of what happened next."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from matching.outcomes import Feedback, Outcome
from matching.vocabulary import Answer, DeclineReason, OutcomeKind
from service.api.examples import FEEDBACK, FEEDBACK_OUT, OUTCOME, OUTCOME_OUT
from service.api.shapes_common import Day, Shape

_DECLINES = frozenset({Answer.DECLINED_BY_PERSON, Answer.DECLINED_BY_COMPANY, Answer.NOT_SUITABLE})


class FeedbackIn(Shape):
    """What a user says about one opportunity for one person."""

    model_config = ConfigDict(json_schema_extra={"examples": [FEEDBACK]})

    profile_id: UUID
    opportunity_id: UUID
    shortlist_id: UUID | None = None
    """The shortlist on which it was shown; null when it came from elsewhere."""
    answer: Answer
    reason: DeclineReason | None = None
    """Only with a decline. No reason ever counts against the person."""

    @model_validator(mode="after")
    def _reason_goes_with_a_decline(self) -> Self:
        if self.reason is not None and self.answer not in _DECLINES:
            raise PydanticCustomError("reason-without-decline", "no decline")
        return self


class FeedbackOut(Shape):
    """An answer as it was noted."""

    model_config = ConfigDict(json_schema_extra={"examples": [FEEDBACK_OUT]})

    id: UUID
    profile_id: str
    opportunity_id: str
    shortlist_id: UUID | None
    answer: Answer
    reason: DeclineReason | None
    given_at: datetime

    @classmethod
    def of(cls, feedback: Feedback) -> Self:
        """An answer, without who gave it."""
        return cls(
            id=feedback.id,
            profile_id=feedback.profile_id,
            opportunity_id=feedback.opportunity_id,
            shortlist_id=feedback.shortlist_id,
            answer=feedback.answer,
            reason=feedback.reason,
            given_at=feedback.given_at,
        )


class OutcomeIn(Shape):
    """What happened between one person and one opportunity."""

    model_config = ConfigDict(json_schema_extra={"examples": [OUTCOME]})

    profile_id: UUID
    opportunity_id: UUID
    kind: OutcomeKind
    happened_on: Day
    """Not in the future."""


class OutcomeOut(Shape):
    """An outcome as it was noted."""

    model_config = ConfigDict(json_schema_extra={"examples": [OUTCOME_OUT]})

    id: UUID
    profile_id: str
    opportunity_id: str
    kind: OutcomeKind
    happened_on: date
    noted_at: datetime

    @classmethod
    def of(cls, outcome: Outcome) -> Self:
        """An outcome, without who noted it."""
        return cls(
            id=outcome.id,
            profile_id=outcome.profile_id,
            opportunity_id=outcome.opportunity_id,
            kind=outcome.kind,
            happened_on=outcome.happened_on,
            noted_at=outcome.noted_at,
        )
