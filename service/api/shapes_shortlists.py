"""Wire shapes of questions and answers about who fits what, and why not."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from matching.proposals import Exclusion, Filters, Proposal, Reason, Shortlist, Support, Term
from matching.vocabulary import ContractKind, Direction, FeatureName, OpportunityKind, Refusal
from service.api.examples import PEOPLE_QUESTION, SHORTLIST_OUT, SHORTLIST_QUESTION, WHY_NOT_OUT
from service.api.places import PlaceReader
from service.api.sectors import Sector
from service.api.shapes_common import CodeOut, Line, RemovedOut, Shape, WeeklyHours, codes
from service.api.shapes_profiles import ProfileIn
from service.wording import Language, reason_text

Limit = Annotated[int, Field(ge=1, le=50)]


class FiltersIn(Shape):
    """What narrows a shortlist; an empty list narrows nothing."""

    sectors: frozenset[Sector] = frozenset()
    """Codes of `GET /vocabulary`, list `sector`."""
    regions: tuple[Line, ...] = Field(default=(), max_length=12)
    """Names or codes."""
    contracts: frozenset[ContractKind] = frozenset()
    max_distance_km: Annotated[float, Field(ge=0, le=2000)] | None = None
    """From the town of the person, as the crow flies."""
    max_weekly_hours: WeeklyHours | None = None

    def filters(self, places: PlaceReader) -> Filters:
        """As matching knows them; a region that is not understood becomes a fault of `places`."""
        return Filters(
            sectors=self.sectors,
            regions=places.regions(self.regions, "filters/regions") or frozenset(),
            contracts=self.contracts,
            max_distance_km=self.max_distance_km,
            max_weekly_hours=self.max_weekly_hours,
        )


class ShortlistIn(Shape):
    """Opportunities for a person: a stored one, or one described here and not kept as a profile."""

    model_config = ConfigDict(json_schema_extra={"examples": SHORTLIST_QUESTION})

    profile_id: UUID | None = None
    profile: ProfileIn | None = None
    """Given instead of `profile_id`."""
    kind: OpportunityKind = OpportunityKind.OPENING
    limit: Limit | None = None
    """Lines wanted; the operator's usual number when null."""
    filters: FiltersIn = FiltersIn()

    @model_validator(mode="after")
    def _one_person(self) -> Self:
        if (self.profile_id is None) == (self.profile is None):
            raise PydanticCustomError("one-profile-needed", "one of two")
        return self


class PeopleIn(Shape):
    """People for an opening."""

    model_config = ConfigDict(json_schema_extra={"examples": [PEOPLE_QUESTION]})

    opening_id: UUID
    limit: Limit | None = None
    """Lines wanted; the operator's usual number when null."""


class ReasonOut(CodeOut):
    """What speaks for or against a proposal."""

    is_for: bool
    feature: FeatureName
    numbers: dict[str, float]

    @classmethod
    def said(cls, reason: Reason, language: Language) -> Self:
        """A reason as a sentence, with its code and numbers."""
        return cls(
            code=reason.code.value,
            text=reason_text(reason, language),
            is_for=reason.is_for,
            feature=reason.feature,
            numbers=dict(reason.numbers),
        )


class SupportOut(Shape):
    """A requirement, and the statement of the profile that supports it best."""

    requirement: str
    statement: str
    statement_kind: CodeOut
    how: CodeOut
    strength: float
    """In (0, 1); comparable within one release only."""

    @classmethod
    def of(cls, support: Support, language: Language) -> Self:
        """One piece of evidence."""
        return cls(
            requirement=support.requirement,
            statement=support.statement,
            statement_kind=CodeOut.of(support.statement_kind, language),
            how=CodeOut.of(support.how, language),
            strength=support.strength,
        )


class TermOut(CodeOut):
    """One contribution to a score; the points of a line sum to its score."""

    value: float | None
    """In [0, 1]; null when unknown, and a neutral value then counts."""
    weight: float
    points: float

    @classmethod
    def worth(cls, term: Term, language: Language) -> Self:
        """One contribution."""
        word = CodeOut.of(term.feature, language)
        return cls(
            code=word.code,
            text=word.text,
            value=term.value,
            weight=term.weight,
            points=term.points,
        )


class ProposalOut(Shape):
    """One line of a shortlist."""

    rank: int
    profile_id: str
    opportunity_id: str
    title: str
    """Of the opportunity; empty when it is gone since."""
    provider: str
    """The company or body that offers it."""
    score: float
    """Comparable only within this shortlist; not a probability and not a percentage."""
    confidence: CodeOut
    reasons: list[ReasonOut]
    evidence: list[SupportOut]
    gaps: list[str]
    """Requirements that nothing in the profile supports."""
    to_ask: list[CodeOut]
    """What is not known and matters for this line."""
    to_confirm: list[CodeOut]
    """What was stated so long ago that it may have changed, and matters for this line."""
    distance_km: float | None
    terms: list[TermOut]

    @classmethod
    def of(cls, proposal: Proposal, title: str, provider: str, language: Language) -> Self:
        """A proposal with the name of what is proposed."""
        return cls(
            rank=proposal.rank,
            profile_id=proposal.profile_id,
            opportunity_id=proposal.opportunity_id,
            title=title,
            provider=provider,
            score=proposal.score,
            confidence=CodeOut.of(proposal.confidence, language),
            reasons=[ReasonOut.said(one, language) for one in proposal.reasons],
            evidence=[SupportOut.of(one, language) for one in proposal.evidence],
            gaps=list(proposal.gaps),
            to_ask=codes(proposal.to_ask, language),
            to_confirm=codes(proposal.to_confirm, language),
            distance_km=proposal.distance_km,
            terms=[TermOut.worth(one, language) for one in proposal.terms],
        )


class ExcludedOut(CodeOut):
    """How many a rule kept out; one line may be counted under several rules."""

    count: int


class ExclusionOut(Shape):
    """One of the excluded lines closest to what was looked for, with every reason."""

    profile_id: str
    opportunity_id: str
    title: str
    refusals: list[CodeOut]

    @classmethod
    def of(cls, exclusion: Exclusion, title: str, language: Language) -> Self:
        """An exclusion with the name of what was excluded."""
        return cls(
            profile_id=exclusion.profile_id,
            opportunity_id=exclusion.opportunity_id,
            title=title,
            refusals=codes(exclusion.refusals, language),
        )


class ShortlistOut(Shape):
    """Ordered proposals, what was kept out and why, and what is worth asking."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHORTLIST_OUT]})

    id: UUID
    made_at: datetime
    direction: Direction
    subject_id: str
    """The profile, or the opening when people were asked for."""
    kind: OpportunityKind
    release_id: str
    """The release of the engine that answered."""
    records_behind: int
    """Changes of records not taken into account yet; 0 when the answer is up to date."""
    proposals: list[ProposalOut]
    considered: int
    """Lines that met the filters, before any rule."""
    allowed: int
    """Lines that no rule refused."""
    excluded: list[ExcludedOut]
    nearest_excluded: list[ExclusionOut]
    """Closest first."""
    to_ask: list[CodeOut]
    unmatched: list[str]
    """Statements in which no known trade or skill was recognised; they still count as text."""
    cause: CodeOut | None
    """Why there is nothing, or nothing that fits well enough."""
    removed: list[RemovedOut] = Field(default_factory=list)
    """For an inline profile: what was taken out of its texts."""

    @classmethod
    def of(
        cls,
        shortlist: Shortlist,
        *,
        shortlist_id: UUID,
        made_at: datetime,
        records_behind: int,
        titles: Mapping[str, str],
        providers: Mapping[str, str],
        removed: list[RemovedOut],
        language: Language,
    ) -> Self:
        """A shortlist as it was shown."""
        return cls(
            id=shortlist_id,
            made_at=made_at,
            direction=shortlist.direction,
            subject_id=shortlist.subject_id,
            kind=shortlist.kind,
            release_id=shortlist.release_id,
            records_behind=records_behind,
            proposals=[
                ProposalOut.of(
                    one,
                    titles.get(one.opportunity_id, ""),
                    providers.get(one.opportunity_id, ""),
                    language,
                )
                for one in shortlist.proposals
            ],
            considered=shortlist.considered,
            allowed=shortlist.allowed,
            excluded=excluded(shortlist.excluded, language),
            nearest_excluded=[
                ExclusionOut.of(one, titles.get(one.opportunity_id, ""), language)
                for one in shortlist.nearest_excluded
            ],
            to_ask=codes(shortlist.to_ask, language),
            unmatched=list(shortlist.unmatched),
            cause=None if shortlist.cause is None else CodeOut.of(shortlist.cause, language),
            removed=removed,
        )


class WhyNotOut(Shape):
    """Why an opportunity is not proposed to a person; or the line it would be."""

    model_config = ConfigDict(json_schema_extra={"examples": [WHY_NOT_OUT]})

    profile_id: str
    opportunity_id: str
    release_id: str
    refusals: list[CodeOut]
    """Every reason; empty when nothing keeps it out."""
    proposal: ProposalOut | None
    """How it would be shown; null when it is kept out."""


def excluded(counts: Mapping[Refusal, int], language: Language) -> list[ExcludedOut]:
    """The largest count first, equal counts in the order of the rules."""
    order = list(Refusal)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], order.index(item[0])))
    return [
        ExcludedOut(**CodeOut.of(refusal, language).model_dump(), count=count)
        for refusal, count in ranked
    ]
