"""The numbers that a release fixes: rules, evidence, ranking; evaluated together, not settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from matching.vocabulary import FeatureName, OpportunityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleParameters:
    """Where a limit lies when the person or the company did not say."""

    start_grace_days: int = 0
    """An opening may start this many days before the person is available."""
    silent_after_contacts: int = 10
    """A company with so many contacts and not one reply is not proposed any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceParameters:
    """When a statement supports a requirement, and how strongly."""

    trade_strength: float = 0.9
    """Both name the same concept. Below 1, so that a second statement still adds something."""
    spelling_threshold: float = 88.0
    """Token-set ratio of rapidfuzz, 0..100."""
    spelling_strength: float = 0.8
    spelling_floor: float = 0.5
    """Token-set ratio, 0..1, of two texts that have nothing to do with each other."""
    meaning_low: float = 0.15
    """Centred cosine below which two short texts have nothing to do with each other."""
    meaning_high: float = 0.65
    """Centred cosine of two ways to say the same."""
    whole_low: float = 0.0
    """Centred cosine at which closeness counts nothing, of a statement to a title or a whole
    advertisement."""
    whole_high: float = 1.0
    """The same at which it counts all: the same text."""
    meaning_threshold: float = 0.45
    """Centred cosine from which a statement supports a requirement."""
    meaning_strength: float = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingParameters:
    """An additive score: weight x value, and a neutral value where nothing is known."""

    weights: Mapping[FeatureName, float] = field(
        default_factory=lambda: {
            FeatureName.SEMANTIC: 0.22,
            FeatureName.LEXICAL: 0.10,
            FeatureName.COVERAGE: 0.26,
            FeatureName.CERTIFICATES: 0.06,
            FeatureName.EXPERIENCE: 0.08,
            FeatureName.WISH: 0.12,
            FeatureName.DISTANCE: 0.08,
            FeatureName.AVAILABILITY: 0.04,
            FeatureName.RESPONSE: 0.04,
        }
    )
    """Positive, sum to 1."""
    neutral: Mapping[FeatureName, float] = field(
        default_factory=lambda: {
            FeatureName.CERTIFICATES: 0.3,
            FeatureName.EXPERIENCE: 0.2,
            FeatureName.WISH: 0.4,
            FeatureName.DISTANCE: 0.5,
            FeatureName.AVAILABILITY: 0.7,
        }
    )
    """What an unknown value counts as; a feature that is always known needs none."""
    experience_months: float = 24.0
    """Relevant experience at which the feature reaches 1 - 1/e."""
    usual_distance_km: float = 50.0
    """Distance at which the feature falls to 0 when the person gave no maximum."""
    waiting_days: float = 120.0
    """Wait between availability and start at which the feature falls to 0."""
    response_prior_replies: float = 2.0
    response_prior_contacts: float = 4.0
    """A company without history counts as one that replied 2 times out of 4."""
    suitable_score: float = 0.40
    """A line below is not proposed, unless it is what the person wishes."""
    suitable_wish: float = 0.60
    """From this wish on, somebody who cannot do it yet may still be proposed it."""
    suitable_fit: float = 0.30
    """A line whose semantic, lexical, coverage and wish values all stay below is not proposed."""
    suitable_share: float = 0.0
    """A line below this share of the best score of the list is not proposed beside it."""
    stale_after_days: int = 270
    """A field stated longer ago is asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketParameters:
    """How far a place, a former start or a tool counts for an activity."""

    near_km: float = 10.0
    """Distance at which a kit that runs there counts 1/e of one in the same town."""
    reach_km: float = 40.0
    """A kit beyond counts nothing."""
    half_life_days: float = 730.0
    """Age at which a kit counts half: it found its customers, and leaves room again."""
    crowded_kits: float = 3.0
    """New kits in the same town that bring the room for another one to half."""
    prior_alive: float = 3.0
    prior_starts: float = 5.0
    """A sector in which nothing was followed counts as one where 3 of 5 outlived a year."""
    place_share: float = 0.3
    """What a place weighs in a contribution, where one must be owned or rented."""
    tool_spelling: float = 90.0
    """Token-set ratio, 0..100, from which a tool is a line of a kit."""
    tool_meaning: float = 0.63
    """Centred cosine from which it is."""


def _ranking_of_activities() -> RankingParameters:
    """Know-how and wish lead; what is local, and what the person brings, moves neighbours only."""
    return RankingParameters(
        weights={
            FeatureName.SEMANTIC: 0.24,
            FeatureName.LEXICAL: 0.03,
            FeatureName.COVERAGE: 0.12,
            FeatureName.CERTIFICATES: 0.04,
            FeatureName.EXPERIENCE: 0.08,
            FeatureName.WISH: 0.29,
            FeatureName.DISTANCE: 0.02,
            FeatureName.DEMAND: 0.05,
            FeatureName.SATURATION: 0.05,
            FeatureName.SURVIVAL: 0.04,
            FeatureName.CONTRIBUTION: 0.04,
        },
        neutral={
            FeatureName.CERTIFICATES: 0.3,
            FeatureName.EXPERIENCE: 0.2,
            FeatureName.WISH: 0.4,
            FeatureName.DISTANCE: 0.5,
            FeatureName.DEMAND: 0.5,
            FeatureName.SATURATION: 0.5,
            FeatureName.SURVIVAL: 0.6,
        },
        suitable_score=0.38,
        suitable_share=0.58,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityParameters:
    """What is different for activities: their own weights and thresholds, and what is local."""

    ranking: RankingParameters = field(default_factory=_ranking_of_activities)
    market: MarketParameters = field(default_factory=MarketParameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """All of them together, as a release carries them."""

    rules: RuleParameters = field(default_factory=RuleParameters)
    evidence: EvidenceParameters = field(default_factory=EvidenceParameters)
    ranking: RankingParameters = field(default_factory=RankingParameters)
    activities: ActivityParameters = field(default_factory=ActivityParameters)
    pool: int = 200
    """Lines that retrieval hands to the ranker; each shared trade may add as many."""
    lines_per_provider: int = 2
    """Lines of one company on the first page, unless nothing else fits."""
    nearest_excluded: int = 6

    def ranking_of(self, kind: OpportunityKind) -> RankingParameters:
        """Weights and thresholds for one kind."""
        return self.activities.ranking if kind is OpportunityKind.ACTIVITY else self.ranking
