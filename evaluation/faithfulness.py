"""Are the reasons true: take a cited statement away, and the score must fall.

A reason that could be left out without loss was no reason. And what is cited should nearly be
enough: keep only that, and most of the score should stay.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from evaluation.measured import Estimate, TooThin, bootstrap_interval, share_interval
from matching.pipeline import Matcher
from matching.proposals import Proposal, Question
from matching.records import Profile
from matching.vocabulary import StatementKind

_Cited = tuple[StatementKind, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Faithfulness:
    """What the cited statements of shown lines are worth."""

    lines: int
    """Lines looked at."""
    uncited: int
    """Lines that cite no statement: nothing can be taken away."""
    deletions: int
    """Cited statements taken away, one at a time."""
    unfaithful: int
    """Deletions after which the score did not fall; must be 0."""
    faithful: Estimate
    """Share of the deletions that lowered the score, over people; `TooThin("no-citation")`."""
    sufficiency: Estimate
    """Mean share of its score that a line keeps when only what it cites (and the wishes) is left;
    1 when the rest adds nothing."""


def measure_faithfulness(
    matcher: Matcher, shown: Iterable[tuple[Question, str]], rng: np.random.Generator
) -> Faithfulness:
    """Take away and keep what lines cite, with the matcher that makes them.

    Args:
        matcher: Its stock has the opportunities.
        shown: Questions, each with the id of an opportunity to look at.
        rng: Draws the resamples, whole people.

    Raises:
        NoSuchOpportunity: an id is not in the stock.
    """
    people: list[str] = []
    fell: list[bool] = []
    citing: list[str] = []
    kept: list[float] = []
    lines = 0
    for question, opportunity_id in shown:
        lines += 1
        line = matcher.proposal(question, opportunity_id)
        cited = _cited(line)
        if not cited or line.score <= 0.0:
            continue
        for one in cited:
            left = _score(matcher, question, opportunity_id, _without(question.profile, one))
            fell.append(left < line.score)
            people.append(question.profile.id)
        only = _score(matcher, question, opportunity_id, _only(question.profile, cited))
        kept.append(only / line.score)
        citing.append(question.profile.id)
    return Faithfulness(
        lines=lines,
        uncited=lines - len(kept),
        deletions=len(fell),
        unfaithful=len(fell) - sum(fell),
        faithful=(
            share_interval(np.array(fell), np.array(people, dtype=object))
            if fell
            else TooThin("no-citation", 1, 0)
        ),
        sufficiency=bootstrap_interval(np.array(kept), np.array(citing, dtype=object), rng),
    )


def _cited(line: Proposal) -> tuple[_Cited, ...]:
    return tuple(dict.fromkeys((one.statement_kind, one.statement) for one in line.evidence))


def _without(profile: Profile, cited: _Cited) -> Profile:
    left = tuple(one for one in profile.statements if (one.kind, one.text) != cited)
    return replace(profile, statements=left)


def _only(profile: Profile, cited: tuple[_Cited, ...]) -> Profile:
    left = tuple(
        one
        for one in profile.statements
        if one.kind is StatementKind.WISH or (one.kind, one.text) in cited
    )
    return replace(profile, statements=left)


def _score(matcher: Matcher, question: Question, opportunity_id: str, profile: Profile) -> float:
    return matcher.proposal(replace(question, profile=profile), opportunity_id).score
