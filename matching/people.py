"""The other direction: people for one opportunity, from the same rules and the same score."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from matching.outcomes import History
from matching.pipeline import Matcher, empty_cause
from matching.ports import Mask, VectorIndex, Vectors
from matching.proposals import Exclusion, KeptOut, Proposal, Question, Shortlist
from matching.records import Opportunity, Profile
from matching.vocabulary import Direction, Refusal

NOTHING_YET = History()


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Profiles ordered by id, with the index over their vectors, row by row."""

    profiles: Sequence[Profile]
    index: VectorIndex


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PeopleQuestion:
    """Who fits one opportunity, among whom, on which day."""

    opportunity: Opportunity
    today: date
    limit: int
    regions: frozenset[str] | None = None
    """Only people who live there; None for everybody."""
    histories: Mapping[str, History]
    """By profile id; a person who is not named has none."""
    unplaced: bool = True
    """Whether those whose town is not known are looked at too."""

    def about(self, profile: Profile) -> Question:
        """The same question, asked for one person."""
        return Question(
            profile=profile,
            kind=self.opportunity.kind,
            today=self.today,
            limit=1,
            history=self.histories.get(profile.id, NOTHING_YET),
        )


def people_shortlist(
    matcher: Matcher, people: People, query: Vectors, asked: PeopleQuestion
) -> Shortlist:
    """Propose people for an opportunity, best first, and say who was kept out and why.

    Args:
        matcher: Release and stock; the opportunity is in it.
        people: Whom to look among.
        query: Vector of the opportunity, shape (dim,).
        asked: The question.
    """
    wanted, refusals = _refusals(matcher, people, asked)
    allowed = wanted.copy()
    allowed[[row for row, found in refusals.items() if found]] = False
    kept = _ranked(matcher, people, query, asked, allowed)
    return Shortlist(
        direction=Direction.PEOPLE,
        subject_id=asked.opportunity.id,
        kind=asked.opportunity.kind,
        release_id=matcher.release_id,
        proposals=tuple(kept[: asked.limit]),
        considered=int(wanted.sum()),
        allowed=int(allowed.sum()),
        excluded=_counts(refusals),
        nearest_excluded=_nearest(
            people, query, asked, wanted & ~allowed, refusals, matcher.parameters.nearest_excluded
        ),
        to_ask=(),
        unmatched=(),
        cause=empty_cause(int(wanted.sum()), int(allowed.sum()), len(kept)),
    )


def people_kept_out(
    matcher: Matcher,
    people: People,
    query: Vectors,
    asked: PeopleQuestion,
    refusal: Refusal | None,
    offset: int,
    limit: int,
) -> KeptOut:
    """Whom the rules keep from an opportunity, each with all of their reasons, closest first.

    Args:
        matcher: Release and stock; the opportunity is in it.
        people: Whom to look among.
        query: Vector of the opportunity, shape (dim,).
        asked: The question; its `limit` is not read.
        refusal: Only those whom this rule refuses; None for all.
        offset: People to pass over.
        limit: At most this many, at least 1.
    """
    wanted, refusals = _refusals(matcher, people, asked)
    refused = {row: found for row, found in refusals.items() if found}
    mask = np.zeros(len(wanted), dtype=np.bool_)
    mask[[row for row, found in refused.items() if refusal is None or refusal in found]] = True
    return KeptOut(
        considered=int(wanted.sum()),
        total=len(refused),
        excluded=_counts(refused),
        found=int(mask.sum()),
        lines=_nearest(people, query, asked, mask, refused, offset + limit)[offset:],
    )


def _refusals(
    matcher: Matcher, people: People, asked: PeopleQuestion
) -> tuple[Mask, dict[int, tuple[Refusal, ...]]]:
    """Who is looked at, and per row of theirs every reason to keep them out."""
    wanted = np.array([_is_within(one, asked) for one in people.profiles], dtype=np.bool_)
    return wanted, {
        row: matcher.refusals(asked.about(people.profiles[row]), asked.opportunity)
        for row in np.flatnonzero(wanted).tolist()
    }


def _counts(refusals: Mapping[int, tuple[Refusal, ...]]) -> dict[Refusal, int]:
    counts = Counter(refusal for found in refusals.values() for refusal in found)
    return dict(counts.most_common())


def _is_within(profile: Profile, asked: PeopleQuestion) -> bool:
    if profile.home is None:
        return asked.unplaced
    return asked.regions is None or profile.home.region in asked.regions


def _ranked(
    matcher: Matcher, people: People, query: Vectors, asked: PeopleQuestion, allowed: Mask
) -> list[Proposal]:
    rows, _ = people.index.search(query, matcher.parameters.pool, allowed)
    lines: list[Proposal] = []
    for row in rows:
        question = asked.about(people.profiles[row])
        found = matcher.suitable_proposal(question, asked.opportunity.id)
        if found is not None:
            lines.append(found)
    lines.sort(key=lambda line: (-line.score, line.profile_id))
    return [replace(line, rank=rank) for rank, line in enumerate(lines, start=1)]


def _nearest(
    people: People,
    query: Vectors,
    asked: PeopleQuestion,
    excluded: Mask,
    refusals: Mapping[int, tuple[Refusal, ...]],
    limit: int,
) -> tuple[Exclusion, ...]:
    rows, _ = people.index.search(query, limit, excluded)
    return tuple(
        Exclusion(
            profile_id=people.profiles[row].id,
            opportunity_id=asked.opportunity.id,
            refusals=refusals[int(row)],
        )
        for row in rows
    )
