"""Wire shapes of advice about one person: what is missing, what to ask, both tracks."""

from collections.abc import Mapping
from datetime import date
from typing import Self

from pydantic import ConfigDict

from matching.ask_next import AnswerEffect, NextQuestion, Worth
from matching.counterfactual import Effect, Move
from matching.lacks import Lack
from matching.records import Opportunity
from matching.steps import Course, NoSession, Step
from matching.vocabulary import LanguageCode, LanguageLevel, Licence, OpportunityKind
from service.actions.advising import GapsShown
from service.api.examples_advice import GAPS_OUT, NEXT_QUESTION_OUT
from service.api.shapes_common import CodeOut, Shape, TownOut, codes
from service.api.shapes_shortlists import ExcludedOut, excluded
from service.wording import Language
from service.wording.advising import answer_text, effect_text, lack_text, move_text

_MOVES, _ASKED_BY = 10, 5
"""Moves and opportunities that are named; the counts tell of all."""

Records = Mapping[str, Opportunity]


class NamedOut(Shape):
    """An opportunity, as a line names it."""

    id: str
    title: str
    provider: str

    @classmethod
    def of(cls, one: Opportunity) -> Self:
        """Its name and whose it is."""
        return cls(id=one.id, title=one.title, provider=one.provider_name)


class MoveOut(Shape):
    """One opportunity that would stand better."""

    opportunity: NamedOut
    before: int | None
    """Its rank now; null when it is not proposed."""
    after: int
    refusals: list[CodeOut]
    """What keeps it out now."""
    text: str

    @classmethod
    def of(cls, move: Move, records: Records, language: Language) -> Self:
        """A move with the name of what moves."""
        one = records[move.opportunity_id]
        return cls(
            opportunity=NamedOut.of(one),
            before=move.before,
            after=move.after,
            refusals=codes(move.refusals, language),
            text=move_text(move, one.title, language),
        )


class EffectOut(Shape):
    """What a step or a training would change; the flow was run again on the changed profile."""

    gained: int
    """Proposed then and not now."""
    newly_allowed: int
    """Kept out by a rule now and by none then, suitable or not."""
    moves: list[MoveOut]
    """Those that score higher and stand higher, or are new; the first ten by their new rank."""
    text: str

    @classmethod
    def of(cls, effect: Effect, records: Records, language: Language) -> Self:
        """An effect in words and numbers."""
        titles = {move.opportunity_id: records[move.opportunity_id].title for move in effect.moves}
        return cls(
            gained=effect.gained,
            newly_allowed=effect.newly_allowed,
            moves=[MoveOut.of(one, records, language) for one in effect.moves[:_MOVES]],
            text=effect_text(effect, titles, language),
        )


class LackOut(Shape):
    """One thing that is asked for and not there."""

    kind: CodeOut
    text: str
    named: str
    """The certificate or the skill, as the opportunity names it."""
    licence: Licence | None
    language: LanguageCode | None
    level: LanguageLevel | None

    @classmethod
    def of(cls, lack: Lack, language: Language) -> Self:
        """A lack in words."""
        return cls(
            kind=CodeOut.of(lack.kind, language),
            text=lack_text(lack, language),
            named=lack.text,
            licence=lack.licence,
            language=lack.language,
            level=lack.level,
        )


class NoSessionOut(Shape):
    """Why no training can be named."""

    sessions: int
    """Sessions that teach it anywhere; 0 when nothing does."""
    too_late: int
    """Those that start on the day asked for or later."""
    refusals: list[ExcludedOut]
    """Full, over, too far …, and how many of them."""

    @classmethod
    def of(cls, found: NoSession, language: Language) -> Self:
        """The sessions there are, and what keeps them out."""
        return cls(
            sessions=found.sessions,
            too_late=found.too_late,
            refusals=excluded(found.refusals, language),
        )


class ValidableOut(Shape):
    """Experience that could be validated as the certificate now."""

    statement: str
    months: int | None
    """Null when its length is still to be asked."""


class StepOut(Shape):
    """One thing that is missing, what having it would change, and where it is taught."""

    lack: LackOut
    asked: int
    """Opportunities of the list, or nearly of it, that ask for it."""
    asked_by: list[NamedOut]
    """The first five of them."""
    alone: int
    """How many of them miss nothing else that a rule asks for."""
    effect: EffectOut
    courses: list[int]
    """Positions in `courses`, from 0."""
    no_session: NoSessionOut | None
    validable: ValidableOut | None

    @classmethod
    def of(cls, step: Step, records: Records, language: Language) -> Self:
        """A step in words."""
        line, absent = step.validable, step.no_session
        return cls(
            lack=LackOut.of(step.lack, language),
            asked=len(step.asked_by),
            asked_by=[NamedOut.of(records[one]) for one in step.asked_by[:_ASKED_BY]],
            alone=step.alone,
            effect=EffectOut.of(step.effect, records, language),
            courses=list(step.courses),
            no_session=absent and NoSessionOut.of(absent, language),
            validable=line and ValidableOut(statement=line.text, months=line.months),
        )


class SessionOut(NamedOut):
    """One session of a training."""

    town: TownOut | None
    starts_on: date | None
    enrol_until: date | None
    seats_left: int | None
    """Null when there is no limit."""

    @classmethod
    def session(cls, one: Opportunity, seats_left: int | None) -> Self:
        """A session with its seats."""
        return cls(
            id=one.id,
            title=one.title,
            provider=one.provider_name,
            town=TownOut.of(one.town),
            starts_on=one.starts_on,
            enrol_until=one.expires_on,
            seats_left=seats_left,
        )


class CourseOut(Shape):
    """One training in its next sessions, and what having followed it would change."""

    title: str
    skills: list[str]
    sessions: list[SessionOut]
    """The first to start first."""
    effect: EffectOut
    """Of the first session: what is over before it starts is not counted."""
    opened: int
    """How many of what it opens miss something that it teaches; the others are other doors."""

    @classmethod
    def of(cls, course: Course, shown: GapsShown, language: Language) -> Self:
        """A course with its sessions."""
        sessions = [shown.opportunities[one] for one in course.sessions]
        return cls(
            title=sessions[0].title,
            skills=list(sessions[0].skills),
            sessions=[SessionOut.session(one, shown.seats_left.get(one.id)) for one in sessions],
            effect=EffectOut.of(course.effect, shown.opportunities, language),
            opened=course.opened,
        )


class GapsOut(Shape):
    """What is missing for a person, and what closes it."""

    model_config = ConfigDict(json_schema_extra={"examples": [GAPS_OUT]})

    profile_id: str
    kind: OpportunityKind
    release_id: str
    start_before: date | None
    proposed: int
    """Proposed now."""
    near_misses: int
    """Would be proposed too if what can be learned were there."""
    steps: list[StepOut]
    """Those that open most by themselves first; a skill that would help nothing is not named."""
    courses: list[CourseOut]
    """Those that open most of what misses what they teach first."""
    without_effect: int
    """Skills and trainings that were tried: nothing that misses them would stand better."""
    untried: int
    """Steps and trainings beyond the limit."""

    @classmethod
    def of(cls, shown: GapsShown, language: Language) -> Self:
        """The whole answer."""
        found, records = shown.gaps, shown.opportunities
        return cls(
            profile_id=found.profile_id,
            kind=found.kind,
            release_id=found.release_id,
            start_before=found.start_before,
            proposed=found.proposed,
            near_misses=found.near_misses,
            steps=[StepOut.of(one, records, language) for one in found.steps],
            courses=[CourseOut.of(one, shown, language) for one in found.courses],
            without_effect=found.without_effect,
            untried=found.untried,
        )


class PlausibleOut(Shape):
    """One plausible answer, and what it would do."""

    form: str
    text: str
    weight: float
    """How usual it is taken to be; those of a question sum to 1. A convention, not a measure."""
    change: float
    """Of the first five lines, 0 to 1: 1 minus the average overlap at depths 1 to 5."""
    first: list[NamedOut]
    """The first lines once it is given."""

    @classmethod
    def of(cls, answer: AnswerEffect, records: Records, language: Language) -> Self:
        """An answer in words."""
        return cls(
            form=answer.form.value,
            text=answer_text(answer, language),
            weight=answer.weight,
            change=answer.change,
            first=[NamedOut.of(records[one]) for one in answer.first],
        )


class OpenQuestionOut(Shape):
    """One open question, and what asking it is worth."""

    field: CodeOut
    is_stale: bool
    """It was answered so long ago that it may have changed."""
    change: float
    """Expected over its answers, 0 to 1."""
    answers: list[PlausibleOut]

    @classmethod
    def of(cls, worth: Worth, records: Records, language: Language) -> Self:
        """A question in words."""
        return cls(
            field=CodeOut.of(worth.field, language),
            is_stale=worth.is_stale,
            change=worth.change,
            answers=[PlausibleOut.of(one, records, language) for one in worth.answers],
        )


class NextQuestionOut(Shape):
    """What to ask next."""

    model_config = ConfigDict(json_schema_extra={"examples": [NEXT_QUESTION_OUT]})

    profile_id: str
    kind: OpportunityKind
    release_id: str
    ask: CodeOut | None
    """Null when no plausible answer would change the first five lines."""
    first: list[NamedOut]
    """The first lines now."""
    questions: list[OpenQuestionOut]
    """Every open question that was tried, the most useful first."""

    @classmethod
    def of(cls, answer: NextQuestion, records: Records, language: Language) -> Self:
        """The whole answer."""
        return cls(
            profile_id=answer.profile_id,
            kind=answer.kind,
            release_id=answer.release_id,
            ask=answer.field and CodeOut.of(answer.field, language),
            first=[NamedOut.of(records[one]) for one in answer.first],
            questions=[OpenQuestionOut.of(one, records, language) for one in answer.worths],
        )
