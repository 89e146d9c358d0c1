"""People and those who accompany them: each mentor as many as they can, nobody left out for fit.

Fit is the score of the flow for the kind "mentor". What a person told their counsellor about whom
they would be accompanied by (a woman, nobody of their own district) never enters a record here: the
counsellor says which mentors to keep apart from whom, and matching is not told why.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from matching.assignment.terms import PersonNamedTwice
from matching.errors import EmptyProfile, InvalidInput
from matching.evidence import Floats
from matching.pipeline import Matcher
from matching.proposals import Proposal, Question
from matching.records import Opportunity, Profile
from matching.standing import Standing
from matching.vocabulary import MentorFlag, MentorlessCause, OpportunityKind, Refusal


class NoSuchMentor(InvalidInput):
    """A mentor to be kept apart, or whose places are limited, is not in the catalogue."""

    code = "no-such-mentor"


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorRequest:
    """A group to be shared out among mentors."""

    questions: Sequence[Question]
    """One for each person, of kind "mentor"."""
    max_each: int | None = None
    """People one mentor takes of this group at most; None for as many as they have places left."""
    apart: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Profile id to the mentors the counsellor keeps from this person; the reason is not known."""
    asked: frozenset[str] = frozenset()
    """People who were asked whom they would be accompanied by; those of `apart` were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accompanied:
    """One person with their mentor."""

    proposal: Proposal
    """The line of the flow; its rank is the mentor's among those allowed to this person, from 1."""
    flags: tuple[MentorFlag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentorless:
    """One person of the group without a mentor, and why."""

    profile_id: str
    cause: MentorlessCause
    refusals: Mapping[Refusal, int]
    """How many mentors each rule keeps out."""
    kept_apart: int
    """Mentors that the counsellor keeps apart and no rule does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorAssignment:
    """The group shared out: as many people served as can be, then the best total fit."""

    release_id: str
    lines: tuple[Accompanied, ...]
    """In the order of the people asked for."""
    unserved: tuple[Mentorless, ...]
    loads: Mapping[str, int]
    """People of this group by mentor, those with none left out."""
    caps: Mapping[str, int]
    """People each mentor of `loads` could take of this group."""


def assign_mentors(matcher: Matcher, asked: MentorRequest) -> MentorAssignment:
    """Share a group out among the mentors of the stock.

    First as many people as possible are served, then the sum of their scores is the largest; which
    of several equal solutions is found depends on nothing but the ids. Up to as many mentors as
    retrieval hands over (`Parameters.pool`) are looked at for each person.

    Raises:
        PersonNamedTwice: as its name says.
        NoSuchMentor: a mentor to be kept apart is not in the catalogue.
    """
    _check(matcher, asked)
    questions = sorted(asked.questions, key=lambda one: one.profile.id)
    mentors = matcher.stock.shelves[OpportunityKind.MENTOR].catalogue.opportunities
    standings = [_standing(matcher, question) for question in questions]
    scores = _scores(questions, standings, mentors, asked.apart)
    caps = _caps(matcher, mentors, len(questions), asked.max_each)
    chosen = dict(_chosen(scores, caps))
    served = {
        questions[row].profile.id: _line(
            matcher, questions[row], standings[row], scores[row], mentors[column], asked
        )
        for row, column in chosen.items()
    }
    unserved = {
        question.profile.id: _mentorless(question, standings[row], scores[row], asked)
        for row, question in enumerate(questions)
        if row not in chosen
    }
    order = [question.profile.id for question in asked.questions]
    loads = Counter(mentors[column].id for column in chosen.values())
    return MentorAssignment(
        release_id=matcher.release_id,
        lines=tuple(served[one] for one in order if one in served),
        unserved=tuple(unserved[one] for one in order if one in unserved),
        loads=dict(sorted(loads.items())),
        caps={
            mentor.id: caps[column] for column, mentor in enumerate(mentors) if mentor.id in loads
        },
    )


def _check(matcher: Matcher, asked: MentorRequest) -> None:
    seen: dict[str, int] = {}
    for line, question in enumerate(asked.questions, start=1):
        first_line = seen.setdefault(question.profile.id, line)
        if first_line != line:
            raise PersonNamedTwice(person_id=question.profile.id, line=line, first_line=first_line)
    known = matcher.stock.shelves[OpportunityKind.MENTOR].catalogue.row_of
    named = sorted(one for ids in asked.apart.values() for one in ids)
    for mentor_id in named:
        if mentor_id not in known:
            raise NoSuchMentor(mentor_id=mentor_id)


def _standing(matcher: Matcher, question: Question) -> Standing | None:
    try:
        return matcher.standing(question)
    except EmptyProfile:
        return None


def _scores(
    questions: Sequence[Question],
    standings: Sequence[Standing | None],
    mentors: Sequence[Opportunity],
    apart: Mapping[str, frozenset[str]],
) -> Floats:
    """Shape (people, mentors), in [0, 1]; nan where the pair may not be."""
    scores = np.full((len(questions), len(mentors)), np.nan)
    for row, (question, standing) in enumerate(zip(questions, standings, strict=True)):
        if standing is None:
            continue
        kept = apart.get(question.profile.id, frozenset())
        for column, mentor in enumerate(mentors):
            if mentor.id in standing.scores and mentor.id not in kept:
                scores[row, column] = standing.scores[mentor.id]
    return scores


def _caps(
    matcher: Matcher, mentors: Sequence[Opportunity], people: int, max_each: int | None
) -> list[int]:
    """People each mentor may take of the group: places left, within what the counsellor allows."""
    taken, most = matcher.stock.situation.taken, people if max_each is None else max_each
    left = [
        people if one.places is None else max(one.places - taken.get(one.id, 0), 0)
        for one in mentors
    ]
    return [min(one, most, people) for one in left]


def _chosen(scores: Floats, caps: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of a person and a mentor: the most pairs, and among those the largest sum of scores."""
    from scipy.optimize import linear_sum_assignment

    seats = np.repeat(np.arange(len(caps)), caps)
    if not len(seats) or not len(scores):
        return []
    wide = scores[:, seats]
    # One more person served outweighs any sum of scores, which lie in [0, 1].
    worth = np.where(np.isnan(wide), 0.0, wide + len(scores) + 1.0)
    rows, places = linear_sum_assignment(worth, maximize=True)
    pairs = zip(rows.tolist(), seats[places].tolist(), strict=True)
    return [(row, column) for row, column in pairs if not np.isnan(scores[row, column])]


def _line(
    matcher: Matcher,
    question: Question,
    standing: Standing | None,
    scores: Floats,
    mentor: Opportunity,
    asked: MentorRequest,
) -> Accompanied:
    proposal = matcher.proposal(question, mentor.id)
    better = int(np.nansum(scores > proposal.score))
    is_suitable = standing is not None and mentor.id in standing.order
    profile = question.profile
    return Accompanied(
        proposal=replace(proposal, rank=better + 1),
        flags=tuple(_flags(profile, mentor, proposal, asked, is_suitable=is_suitable)),
    )


def _flags(
    profile: Profile,
    mentor: Opportunity,
    proposal: Proposal,
    asked: MentorRequest,
    *,
    is_suitable: bool,
) -> Iterator[MentorFlag]:
    if mentor.required_languages and profile.languages is None:
        yield MentorFlag.LANGUAGE_NOT_KNOWN
    if profile.id not in asked.asked and profile.id not in asked.apart:
        yield MentorFlag.WISHES_NOT_ASKED
    if not is_suitable:
        yield MentorFlag.LITTLE_IN_COMMON
    if proposal.distance_km is None:
        yield MentorFlag.DISTANCE_NOT_KNOWN


def _mentorless(
    question: Question, standing: Standing | None, scores: Floats, asked: MentorRequest
) -> Mentorless:
    if standing is None:
        cause = MentorlessCause.NOTHING_STATED
    elif np.isnan(scores).all():
        cause = MentorlessCause.NOBODY_ALLOWED
    else:
        cause = MentorlessCause.MENTORS_FULL
    counts = (
        {refusal: int(mask.sum()) for refusal, mask in standing.masks.items()} if standing else {}
    )
    apart = asked.apart.get(question.profile.id, frozenset())
    return Mentorless(
        profile_id=question.profile.id,
        cause=cause,
        refusals=dict(
            Counter({one: count for one, count in counts.items() if count}).most_common()
        ),
        kept_apart=len(apart.intersection(standing.scores)) if standing else 0,
    )
