"""Wire shapes of a group shared out among mentors, and of employment beside self-employment."""

from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field

from matching.mentoring import Accompanied, Mentorless
from service.actions.advising import TracksShown
from service.actions.mentoring import Group, MentorsShown
from service.actions.shortlisting import Shown
from service.api.examples_advice import MENTOR_QUESTION, MENTORS_OUT, TRACKS_OUT
from service.api.shapes_advice import NamedOut
from service.api.shapes_common import CodeOut, Shape, codes
from service.api.shapes_shortlists import (
    ExcludedOut,
    Limit,
    ReasonOut,
    ShortlistOut,
    TermOut,
    excluded,
)
from service.wording import Language

_CENTIME = Decimal("0.01")
_LARGEST_GROUP = 200
"""As many mentors as retrieval hands over for one person."""


class ApartIn(Shape):
    """Mentors to keep from one person; the reason is neither asked nor kept."""

    model_config = ConfigDict(json_schema_extra={"examples": MENTOR_QUESTION["apart"]})

    profile_id: UUID
    mentor_ids: Annotated[frozenset[UUID], Field(max_length=1_000)]


class MentorQuestionIn(Shape):
    """A group to be shared out among mentors."""

    model_config = ConfigDict(json_schema_extra={"examples": [MENTOR_QUESTION]})

    profile_ids: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=_LARGEST_GROUP)]
    max_each: Annotated[int, Field(ge=1, le=_LARGEST_GROUP)] | None = None
    """People one mentor takes of this group at most, within the places left; null for no limit."""
    apart: Annotated[tuple[ApartIn, ...], Field(max_length=_LARGEST_GROUP)] = ()
    """For this once. For good: the answer `not-suitable` about the mentor."""
    wishes_asked: frozenset[UUID] = frozenset()
    """People who were asked whom they would be accompanied by; those of `apart` were."""

    def group(self) -> Group:
        """As the action takes it; two entries about one person add up."""
        apart: dict[str, frozenset[str]] = {}
        for one in self.apart:
            kept = apart.get(str(one.profile_id), frozenset())
            apart[str(one.profile_id)] = kept | frozenset(map(str, one.mentor_ids))
        return Group(
            profile_ids=[str(one) for one in self.profile_ids],
            max_each=self.max_each,
            apart=apart,
            asked=frozenset(map(str, self.wishes_asked)),
        )


class AccompaniedOut(Shape):
    """One person with a mentor."""

    profile_id: str
    mentor: NamedOut
    rank: int
    """The mentor's among those this person may have, from 1."""
    confidence: CodeOut
    reasons: list[ReasonOut]
    distance_km: float | None
    flags: list[CodeOut]
    """What to look at before they are introduced."""

    @classmethod
    def of(cls, line: Accompanied, shown: MentorsShown, language: Language) -> Self:
        """A pair with its reasons."""
        proposal = line.proposal
        return cls(
            profile_id=proposal.profile_id,
            mentor=NamedOut.of(shown.mentors[proposal.opportunity_id]),
            rank=proposal.rank,
            confidence=CodeOut.of(proposal.confidence, language),
            reasons=[ReasonOut.said(one, language) for one in proposal.reasons],
            distance_km=proposal.distance_km,
            flags=codes(line.flags, language),
        )


class MentorlessOut(Shape):
    """One person of the group without a mentor, and why."""

    profile_id: str
    cause: CodeOut
    refusals: list[ExcludedOut]
    """How many mentors each rule keeps out."""
    kept_apart: int
    """Mentors that only the counsellor keeps out."""

    @classmethod
    def of(cls, one: Mentorless, language: Language) -> Self:
        """A person, and what stands in the way."""
        return cls(
            profile_id=one.profile_id,
            cause=CodeOut.of(one.cause, language),
            refusals=excluded(one.refusals, language),
            kept_apart=one.kept_apart,
        )


class LoadOut(Shape):
    """How many people of the group one mentor would accompany."""

    mentor: NamedOut
    people: int
    cap: int
    """How many of this group they could."""


class MentorsOut(Shape):
    """A group shared out: as many people served as can be, then the best total fit."""

    model_config = ConfigDict(json_schema_extra={"examples": [MENTORS_OUT]})

    release_id: str
    served: list[AccompaniedOut]
    unserved: list[MentorlessOut]
    loads: list[LoadOut]

    @classmethod
    def of(cls, shown: MentorsShown, language: Language) -> Self:
        """The whole answer."""
        found = shown.assignment
        return cls(
            release_id=found.release_id,
            served=[AccompaniedOut.of(one, shown, language) for one in found.lines],
            unserved=[MentorlessOut.of(one, language) for one in found.unserved],
            loads=[
                LoadOut(mentor=NamedOut.of(shown.mentors[one]), people=people, cap=found.caps[one])
                for one, people in found.loads.items()
            ],
        )


class TracksIn(Shape):
    """How much of each track is wanted."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"limit": 3}]})

    limit: Limit | None = None
    """Lines of each; the operator's usual number when null."""


class ComparedOut(CodeOut):
    """One term that means the same for a job and for an activity."""

    job: float | None
    """Of the first job, in [0, 1]; null when unknown or when there is none."""
    activity: float | None


class TrackOut(Shape):
    """One side: its shortlist, and what only this side has."""

    shortlist: ShortlistOut
    """Its scores are comparable within it only, never with the other side."""
    own: list[TermOut]
    """Terms of its first line that the other side does not have."""
    costs_mad: dict[str, Decimal]
    """Equipment of an activity in dirhams, by opportunity id, where it is known."""


class TracksOut(Shape):
    """Employment beside self-employment, from one release and one version of the profile."""

    model_config = ConfigDict(json_schema_extra={"examples": [TRACKS_OUT]})

    profile_id: str
    release_id: str
    compared: list[ComparedOut]
    """Term by term, first line against first line. There is no total."""
    jobs: TrackOut
    activities: TrackOut

    @classmethod
    def of(cls, shown: TracksShown, language: Language) -> Self:
        """Both sides."""
        found = shown.compared
        return cls(
            profile_id=found.jobs.subject_id,
            release_id=found.jobs.release_id,
            compared=[
                ComparedOut(
                    **CodeOut.of(one.feature, language).model_dump(),
                    job=one.job,
                    activity=one.activity,
                )
                for one in found.compared
            ],
            jobs=TrackOut(
                shortlist=_shortlist(shown.jobs, language),
                own=[TermOut.worth(one, language) for one in found.only_jobs],
                costs_mad=_costs(shown, shown.jobs),
            ),
            activities=TrackOut(
                shortlist=_shortlist(shown.activities, language),
                own=[TermOut.worth(one, language) for one in found.only_activities],
                costs_mad=_costs(shown, shown.activities),
            ),
        )


def _shortlist(shown: Shown, language: Language) -> ShortlistOut:
    return ShortlistOut.of(
        shown.shortlist,
        shortlist_id=shown.id,
        made_at=shown.made_at,
        records_behind=shown.records_behind,
        titles=shown.titles,
        providers=shown.providers,
        removed=[],
        language=language,
    )


def _costs(shown: TracksShown, side: Shown) -> dict[str, Decimal]:
    lines = (line.opportunity_id for line in side.shortlist.proposals)
    records = (shown.opportunities[one] for one in lines if one in shown.opportunities)
    costs = {one.id: one.cost_mad for one in records if one.cost_mad is not None}
    return {one: cost.quantize(_CENTIME) for one, cost in costs.items()}
