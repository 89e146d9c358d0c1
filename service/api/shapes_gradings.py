"""Wire shapes of blind grading. None tells a score, a ranker, or what somebody else found."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import ConfigDict, Field

from matching.vocabulary import OpportunityKind
from service.actions.grading.rounds import DEEPEST, MOST_PEOPLE, Case, Round
from service.actions.grading.sheet import opportunity_lines, profile_lines
from service.api.examples_gradings import (
    CASE_OUT,
    GRADE,
    GRADE_OUT,
    GRADING,
    GRADING_OUT,
    GRADINGS_OUT,
)
from service.api.shapes_common import Shape
from service.storage import Graded, Grading, Progress
from service.wording import Language
from service.wording.gradings import GRADE_MEANINGS


class GradingIn(Shape):
    """What a round of blind grading is made of."""

    model_config = ConfigDict(json_schema_extra={"examples": [GRADING]})

    kind: OpportunityKind = OpportunityKind.OPENING
    people: int = Field(default=25, ge=1, le=MOST_PEOPLE)
    """Drawn in your territory, among those who state something."""
    depth: int = Field(default=5, ge=1, le=DEEPEST)
    """Lines of each ranker for each person."""
    seed: int = Field(default=0, ge=0, le=2**31)
    """The same one draws the same people, and puts the same pairs in the same order."""

    def asked(self) -> Round:
        """As the action knows it."""
        return Round(kind=self.kind, people=self.people, depth=self.depth, seed=self.seed)


class GradingOut(Shape):
    """A round, and how far it is; counts of pairs."""

    model_config = ConfigDict(json_schema_extra={"examples": [GRADING_OUT]})

    id: UUID
    made_at: datetime
    kind: OpportunityKind
    release_id: str
    """Whose ranking is one of those pooled."""
    pairs: int
    once: int
    """Graded by one person."""
    agreed: int
    """Graded alike by two."""
    disputed: int
    """Graded differently by two, and not settled."""
    settled: int
    """By a third person."""

    @classmethod
    def of(cls, grading: Grading, progress: Progress) -> Self:
        """A round, without who made it."""
        return cls(
            id=grading.id,
            made_at=grading.made_at,
            kind=grading.kind,
            release_id=grading.release_id,
            pairs=progress.pairs,
            once=progress.once,
            agreed=progress.agreed,
            disputed=progress.disputed,
            settled=progress.settled,
        )


class GradingsOut(Shape):
    """Every round, latest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [GRADINGS_OUT]})

    items: list[GradingOut]


class GradeMeaningOut(Shape):
    """What a grade means."""

    grade: int
    text: str
    """In the language asked for."""


class CaseOut(Shape):
    """A pair to be graded, as plain text."""

    model_config = ConfigDict(json_schema_extra={"examples": [CASE_OUT]})

    grading_id: UUID
    pair_id: UUID
    position: int
    """In the shuffled order."""
    person: list[str]
    """What may be known of the person, line by line; nothing that says who it is."""
    proposal: list[str]
    """What is proposed; the company is not named."""
    grades: list[GradeMeaningOut]

    @classmethod
    def of(cls, grading_id: UUID, case: Case, language: Language) -> Self:
        """A pair, worded."""
        return cls(
            grading_id=grading_id,
            pair_id=case.pair_id,
            position=case.position,
            person=profile_lines(case.profile, language),
            proposal=opportunity_lines(case.opportunity, language),
            grades=[
                GradeMeaningOut(grade=grade, text=meaning.text(language))
                for grade, meaning in GRADE_MEANINGS.items()
            ],
        )


class GradeIn(Shape):
    """What you find of a pair."""

    model_config = ConfigDict(json_schema_extra={"examples": [GRADE]})

    grade: int = Field(ge=0, le=3)
    """0 not suitable, 1 possible, 2 good, 3 very good."""


class GradeOut(Shape):
    """Your grade as it was noted."""

    model_config = ConfigDict(json_schema_extra={"examples": [GRADE_OUT]})

    pair_id: UUID
    grade: int
    given_at: datetime

    @classmethod
    def of(cls, graded: Graded) -> Self:
        """A grade, without its turn: who is first or third says what others did."""
        return cls(pair_id=graded.pair_id, grade=graded.grade, given_at=graded.given_at)
