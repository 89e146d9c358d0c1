"""Ask this next: the one open question whose answer would most change the first five lines.

Every plausible answer is put into the profile and the whole flow is run again. That nothing would
change is an answer too: then there is no reason to ask.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from matching.counterfactual import AtHand
from matching.explanation import missing_fields, stale_fields
from matching.pipeline import Matcher
from matching.plausible import Asked, Plausible, plausible_answers
from matching.proposals import Question
from matching.text import profile_text
from matching.vocabulary import AnswerForm, MissingField, OpportunityKind

FIRST = 5
"""Lines whose change counts: what an officer reads before anything else."""
_LOOKED_AT = 10
"""Lines from which plausible wishes and certificates are taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEffect:
    """What one answer would do."""

    form: AnswerForm
    words: tuple[StrEnum, ...]
    text: str
    number: float | None
    weight: float
    """How much it is to be expected; those of a question sum to 1. Not measured."""
    change: float
    """Of the first lines, in [0, 1]; see `change_of`."""
    first: tuple[str, ...]
    """Ids of the first lines once it is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What one question is worth."""

    field: MissingField
    is_stale: bool
    """Something was stated, so long ago that it may have changed."""
    change: float
    """Expected over its answers, in [0, 1]; comparable between questions for one list."""
    answers: tuple[AnswerEffect, ...]
    """In the order in which they are usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextQuestion:
    """What to ask next about one person, for one kind of opportunity."""

    profile_id: str
    kind: OpportunityKind
    release_id: str
    field: MissingField | None
    """None when no plausible answer to any open question would change the first lines."""
    first: tuple[str, ...]
    """Ids of the first lines now."""
    worths: tuple[Worth, ...]
    """Every open question with plausible answers, the most useful first; equal ones in the order
    of the closed list."""
    runs: int
    """How often the flow was asked."""


def ask_next(matcher: Matcher, question: Question) -> NextQuestion:
    """Find the question to ask next.

    Raises:
        EmptyProfile: the profile states neither know-how nor wish; that is what to ask first.
    """
    at_hand = AtHand(matcher.encoder)
    matcher = matcher.with_encoder(at_hand)
    order = matcher.standing(question).order
    open_questions = _open_questions(matcher, question, order)
    profiles = [one.profile for _, _, answers in open_questions for one in answers]
    lines = (line.text for profile in profiles for line in profile.statements)
    at_hand.learn([*map(profile_text, profiles), *lines])
    worths = [
        _worth(matcher, question, order[:FIRST], field, answers, is_stale=is_stale)
        for field, is_stale, answers in open_questions
    ]
    worths.sort(key=lambda worth: -worth.change)
    best = worths[0] if worths and worths[0].change > 0.0 else None
    return NextQuestion(
        profile_id=question.profile.id,
        kind=question.kind,
        release_id=matcher.release_id,
        field=best.field if best else None,
        first=order[:FIRST],
        worths=tuple(worths),
        runs=1 + len(profiles),
    )


def _open_questions(
    matcher: Matcher, question: Question, order: Sequence[str]
) -> list[tuple[MissingField, bool, list[Plausible]]]:
    """Fields that are unknown or old, with their plausible answers, in the order of the list."""
    profile, after_days = question.profile, matcher.parameters.ranking.stale_after_days
    stale = stale_fields(profile, question.today, after_days)
    missing = missing_fields(profile, question.kind)
    asked = Asked(
        profile=profile,
        today=question.today,
        first=[matcher.opportunity(question.kind, one) for one in order[:_LOOKED_AT]],
        catalogue=matcher.stock.shelves[question.kind].catalogue.opportunities,
    )
    found = []
    for field in MissingField:
        if field in missing or field in stale:
            is_stale = field not in missing
            answers = plausible_answers(asked, field, is_stale=is_stale)
            found.append((field, is_stale, answers))
    return [one for one in found if one[2]]


def _worth(
    matcher: Matcher,
    question: Question,
    now: Sequence[str],
    field: MissingField,
    answers: Sequence[Plausible],
    *,
    is_stale: bool,
) -> Worth:
    effects = tuple(_effect(matcher, question, now, answer) for answer in answers)
    return Worth(
        field=field,
        is_stale=is_stale,
        change=sum(one.weight * one.change for one in effects),
        answers=effects,
    )


def _effect(
    matcher: Matcher, question: Question, now: Sequence[str], answer: Plausible
) -> AnswerEffect:
    then = Question(
        profile=answer.profile,
        kind=question.kind,
        today=question.today,
        filters=question.filters,
        history=question.history,
    )
    first = matcher.standing(then).order[:FIRST]
    return AnswerEffect(
        form=answer.form,
        words=answer.words,
        text=answer.text,
        number=answer.number,
        weight=answer.weight,
        change=change_of(now, first),
        first=first,
    )


def change_of(now: Sequence[str], then: Sequence[str], depth: int = FIRST) -> float:
    """How much a list changed at its top: 1 minus the average overlap of both.

    The overlap at depth d is the share of the first d lines that both have, over the longer of the
    two; it is averaged over d = 1..depth, so that the first line weighs most. 0 for the same lines
    in the same order (two empty lists too), 1 for nothing in common.
    """
    overlaps = []
    for d in range(1, depth + 1):
        longer = max(len(now[:d]), len(then[:d]))
        common = len(set(now[:d]) & set(then[:d]))
        overlaps.append(common / longer if longer else 1.0)
    return 1.0 - sum(overlaps) / depth
