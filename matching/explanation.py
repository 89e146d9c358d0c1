"""Reasons, evidence, what to ask and how sure: codes and numbers from the table of the score."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from matching.evidence import HOW, Supports
from matching.features import FEATURES, Pairs
from matching.local_reasons import local_reasons
from matching.parameters import Parameters
from matching.proposals import Question, Reason, Support, Term
from matching.records import Opportunity, Profile
from matching.rules import certificates_are_known
from matching.text import know_how, requirements, wishes
from matching.vocabulary import (
    Confidence,
    FeatureName,
    MissingField,
    OpportunityKind,
    ReasonCode,
    SupportKind,
)

NOTED_FIELDS: Mapping[MissingField, tuple[str, ...]] = {
    MissingField.SKILLS: ("statements",),
    MissingField.LANGUAGES: ("languages",),
    MissingField.LICENCES: ("licences",),
    MissingField.HOME: ("home",),
    MissingField.MOBILITY: ("max_distance_km", "accepted_regions"),
    MissingField.AVAILABILITY: ("available_from",),
    MissingField.CONTRACTS: ("contracts",),
    MissingField.FUNCTIONAL_LIMITS: ("ruled_out",),
    MissingField.OWN_MEANS: ("own_tools", "own_premises", "own_money_mad"),
}
"""Fields of a profile behind each question, whose age is kept in `noted_on`."""

_STRONG, _SOME = 0.45, 0.2
"""Coverage from which the evidence is called strong, or more than nothing."""
_SHOWN = 0.5
"""Value from which a soft feature is worth a reason."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Line:
    """One scored pair: its place in `pairs`, its terms and the opportunity."""

    question: Question
    opportunity: Opportunity
    pairs: Pairs
    position: int
    terms: Mapping[FeatureName, Term]

    def value(self, feature: FeatureName) -> float | None:
        """Value of a feature; None when unknown, or not one of this kind."""
        return self.terms[feature].value if feature in self.terms else None

    def known(self, feature: FeatureName) -> float:
        """Value of a feature that is never unknown, or 0."""
        return self.value(feature) or 0.0


def terms_of(
    table: np.ndarray,
    points: np.ndarray,
    weights: Mapping[FeatureName, float],
    features: Collection[FeatureName] = FEATURES,
) -> dict[FeatureName, Term]:
    """The terms of one row of a feature table, those named, in the order of the features."""
    return {
        feature: Term(
            feature=feature,
            value=None if np.isnan(value) else float(value),
            weight=weights[feature],
            points=float(point),
        )
        for feature, value, point in zip(FEATURES, table, points, strict=True)
        if feature in features
    }


def evidence_of(line: Line) -> tuple[tuple[Support, ...], tuple[str, ...]]:
    """For each requirement the statement that supports it best, and those without one."""
    found: list[Support] = []
    gaps: list[str] = []
    strength, how = line.pairs.supports.strength, line.pairs.supports.how
    needs = line.pairs.needs[line.position]
    for number, text in zip(needs, requirements(line.opportunity), strict=False):
        best = _best_statement(line.pairs.supports, int(number))
        if best is None:
            gaps.append(text)
            continue
        statement = line.pairs.statements[best]
        found.append(
            Support(
                requirement=text,
                statement=statement.text,
                statement_kind=statement.kind,
                how=HOW[how[best, number]],
                strength=float(strength[best, number]),
            )
        )
    return tuple(found), tuple(gap for gap in gaps if gap != line.opportunity.title)


def _best_statement(compared: Supports, requirement: int) -> int | None:
    """The strongest support; among equals the closest in meaning. None where nothing supports."""
    strength, cosine = compared.strength[:, requirement], compared.cosine[:, requirement]
    if not len(strength) or strength.max() <= 0.0:
        return None
    return int(np.lexsort((cosine, strength))[-1])


def _skill_reasons(
    line: Line, evidence: tuple[Support, ...], gaps: tuple[str, ...]
) -> Iterator[Reason]:
    title = line.opportunity.title
    same = any(one.requirement == title and one.how is SupportKind.TRADE for one in evidence)
    covered = sum(1 for one in evidence if one.requirement != title)
    if same:
        yield Reason(code=ReasonCode.SAME_TRADE, feature=FeatureName.COVERAGE, is_for=True)
    if covered:
        numbers = {"covered": float(covered), "required": float(covered + len(gaps))}
        yield Reason(
            code=ReasonCode.SKILLS_COVERED,
            feature=FeatureName.COVERAGE,
            is_for=True,
            numbers=numbers,
        )
    if gaps:
        yield Reason(
            code=ReasonCode.SKILLS_MISSING,
            feature=FeatureName.COVERAGE,
            is_for=False,
            numbers={"missing": float(len(gaps)), "required": float(covered + len(gaps))},
        )
    if line.known(FeatureName.LEXICAL) >= _SHOWN and not same:
        yield Reason(code=ReasonCode.CLOSE_IN_WORDS, feature=FeatureName.LEXICAL, is_for=True)
    if line.known(FeatureName.SEMANTIC) >= _SHOWN:
        yield Reason(code=ReasonCode.CLOSE_IN_MEANING, feature=FeatureName.SEMANTIC, is_for=True)


def _background_reasons(line: Line, parameters: Parameters) -> Iterator[Reason]:
    neutral = parameters.ranking_of(line.question.kind).neutral
    certificates, experience = FeatureName.CERTIFICATES, FeatureName.EXPERIENCE
    if line.known(certificates) > neutral[certificates]:
        yield Reason(code=ReasonCode.CERTIFICATE_HELD, feature=certificates, is_for=True)
    if line.known(experience) > neutral[experience]:
        months = sum(_relevant_months(line))
        yield Reason(
            code=ReasonCode.RELEVANT_EXPERIENCE,
            feature=experience,
            is_for=True,
            numbers={"months": float(months)},
        )
    wish = line.value(FeatureName.WISH)
    if wish is not None and wish > neutral[FeatureName.WISH]:
        yield Reason(code=ReasonCode.MATCHES_WISH, feature=FeatureName.WISH, is_for=True)
    elif wish is not None and wish < neutral[FeatureName.WISH] / 2:
        yield Reason(code=ReasonCode.NOT_THE_WISH, feature=FeatureName.WISH, is_for=False)


def _relevant_months(line: Line) -> Iterator[int]:
    needs = line.pairs.needs[line.position]
    used = needs[needs >= 0]
    for statement, strength in zip(
        line.pairs.statements, line.pairs.supports.strength, strict=True
    ):
        if statement.months and strength[used].max(initial=0.0) > 0.0:
            yield statement.months


def _circumstance_reasons(line: Line) -> Iterator[Reason]:
    yield from _distance_reason(line)
    yield from _start_reason(line)
    activity = line.pairs.activity[line.position]
    if activity is not None and activity.contacts:
        replies = line.known(FeatureName.RESPONSE) >= _SHOWN
        yield Reason(
            code=ReasonCode.COMPANY_REPLIES if replies else ReasonCode.COMPANY_RARELY_REPLIES,
            feature=FeatureName.RESPONSE,
            is_for=replies,
            numbers={"replies": float(activity.replies), "contacts": float(activity.contacts)},
        )


def _start_reason(line: Line) -> Iterator[Reason]:
    starts, available = line.opportunity.starts_on, line.question.profile.available_from
    if starts is None or available is None or starts < available:
        return
    in_time = line.known(FeatureName.AVAILABILITY) >= _SHOWN
    yield Reason(
        code=ReasonCode.STARTS_IN_TIME if in_time else ReasonCode.LONG_WAIT,
        feature=FeatureName.AVAILABILITY,
        is_for=in_time,
        numbers={"days": float((starts - available).days)},
    )


def _distance_reason(line: Line) -> Iterator[Reason]:
    value = line.value(FeatureName.DISTANCE)
    if value is not None:
        near = value >= _SHOWN
        yield Reason(
            code=ReasonCode.NEAR_HOME if near else ReasonCode.FAR_FROM_HOME,
            feature=FeatureName.DISTANCE,
            is_for=near,
            numbers={"distance_km": float(line.pairs.distance_km[line.position])},
        )


def reasons_of(
    line: Line, evidence: tuple[Support, ...], gaps: tuple[str, ...], parameters: Parameters
) -> tuple[Reason, ...]:
    """What speaks for the line, weightiest first, then what speaks against it."""
    found = [
        *_skill_reasons(line, evidence, gaps),
        *_background_reasons(line, parameters),
        *_circumstance_reasons(line),
        *local_reasons(line.pairs.local, line.position, line.terms),
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_for, -line.terms[one.feature].points)))


def missing_fields(
    profile: Profile, kind: OpportunityKind = OpportunityKind.OPENING
) -> tuple[MissingField, ...]:
    """What is not known of a person and serves that kind, in the order of the closed list."""
    own_means = (profile.own_tools, profile.own_premises, profile.own_money_mad)
    is_for_oneself = kind is OpportunityKind.ACTIVITY
    absent = {
        MissingField.SKILLS: not know_how(profile),
        MissingField.EXPERIENCE: not any(line.months for line in profile.statements),
        MissingField.CERTIFICATES: not certificates_are_known(profile),
        MissingField.LANGUAGES: profile.languages is None,
        MissingField.LICENCES: profile.licences is None,
        MissingField.WISHES: not wishes(profile),
        MissingField.HOME: profile.home is None,
        MissingField.MOBILITY: profile.max_distance_km is None and profile.accepted_regions is None,
        MissingField.AVAILABILITY: profile.available_from is None,
        MissingField.CONTRACTS: profile.contracts is None,
        MissingField.FUNCTIONAL_LIMITS: profile.ruled_out is None,
        MissingField.OWN_MEANS: is_for_oneself and None in own_means,
    }
    return tuple(missing for missing in MissingField if absent.get(missing))


def stale_fields(profile: Profile, today: date, after_days: int) -> frozenset[MissingField]:
    """Questions answered so long ago that the answer may not hold; undated is not stale."""
    limit = today - timedelta(days=after_days)
    noted = profile.noted_on
    return frozenset(
        missing
        for missing, names in NOTED_FIELDS.items()
        if any(name in noted for name in names)
        and max(noted[name] for name in names if name in noted) < limit
    )


_MATTERS: Mapping[MissingField, Callable[[Opportunity], bool]] = {
    MissingField.SKILLS: lambda item: bool(item.title),
    MissingField.CERTIFICATES: lambda item: bool(item.required_certificates),
    MissingField.LANGUAGES: lambda item: bool(item.required_languages),
    MissingField.LICENCES: lambda item: bool(item.required_licences),
    MissingField.HOME: lambda item: item.town is not None,
    MissingField.MOBILITY: lambda item: item.town is not None,
    MissingField.AVAILABILITY: lambda item: item.starts_on is not None,
    MissingField.CONTRACTS: lambda item: item.contract is not None,
    MissingField.FUNCTIONAL_LIMITS: lambda item: bool(item.demands),
    MissingField.OWN_MEANS: lambda item: item.kind is OpportunityKind.ACTIVITY,
}
"""When a question matters for a line; the others never keep anyone out."""


def _matters(missing: MissingField, opportunity: Opportunity) -> bool:
    return missing in _MATTERS and _MATTERS[missing](opportunity)


def mattering(unsure: Iterable[MissingField], opportunity: Opportunity) -> tuple[MissingField, ...]:
    """Those open questions that could change this line, in the order of the closed list."""
    asked = set(unsure)
    return tuple(one for one in MissingField if one in asked and _matters(one, opportunity))


def legal_age_is_open(question: Question, opportunity: Opportunity) -> bool:
    """Whether a person must still check the legal minimum age for this pair."""
    confirmed = opportunity.id in question.history.legal_age_confirmed
    return opportunity.legal_minimum_age is not None and not confirmed


def _title_is_supported(line: Line) -> bool:
    title = line.pairs.needs[line.position, 0]
    return bool(line.pairs.supports.strength[:, title].max(initial=0.0) > 0.0)


def confidence_of(line: Line, questions: int) -> Confidence:
    """A band: strong evidence for the job itself, in reach, and few open questions is high.

    Hardly any evidence, or many questions, is low.
    """
    coverage = line.known(FeatureName.COVERAGE)
    in_reach = line.value(FeatureName.DISTANCE) != 0.0
    if coverage >= _STRONG and _title_is_supported(line) and in_reach and questions <= 1:
        return Confidence.HIGH
    many = questions >= 4 and coverage < _STRONG
    if coverage < _SOME or many or not line.pairs.statements:
        return Confidence.LOW
    return Confidence.MEDIUM
