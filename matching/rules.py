"""Hard limits, one function each: every rule is asked, every refusal is kept.

`masks.py` holds the same rules over whole columns; a property test keeps the two equal. Missing
data never excludes: a rule refuses only on what is known on both sides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from matching.catalogue import last_day
from matching.conventions import Conventions
from matching.geography import distance_km
from matching.market import Market
from matching.outcomes import CompanyActivity
from matching.parameters import RuleParameters
from matching.proposals import Question
from matching.records import Company, Opportunity, Profile
from matching.schedule import week_number
from matching.vocabulary import LanguageCode, LanguageLevel, Licence, Refusal, StatementKind

_LEVELS = {level: rank for rank, level in enumerate(LanguageLevel, start=1)}
_IMPLIED_LICENCES = {Licence.C: Licence.B, Licence.D: Licence.B, Licence.E: Licence.B}


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is true today of companies and places, from decisions and answers."""

    companies: Mapping[str, Company] = field(default_factory=dict)
    activity: Mapping[str, CompanyActivity] = field(default_factory=dict)
    taken: Mapping[str, int] = field(default_factory=dict)
    """Places already taken, by opportunity."""
    conventions: Conventions = field(default_factory=Conventions)
    market: Market = field(default_factory=Market)
    """Demand, and kits already funded; it orders activities and refuses none."""

    def is_at_cap(self, company_id: str) -> bool:
        """As many people in progress as the company accepts at once."""
        company, activity = self.companies.get(company_id), self.activity.get(company_id)
        cap = company.max_pending if company else None
        return cap is not None and (activity.pending if activity else 0) >= cap

    def is_silent(self, company_id: str, after_contacts: int) -> bool:
        """Contacted often enough, and never replied."""
        activity = self.activity.get(company_id)
        return bool(activity and activity.contacts >= after_contacts and activity.replies == 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One person and one opportunity, with what the rules may look at."""

    question: Question
    opportunity: Opportunity
    situation: Situation
    parameters: RuleParameters
    holds: Callable[[str], bool]
    """Whether a certificate statement of the profile is the certificate named."""


def certificates_are_known(profile: Profile) -> bool:
    """Whether the person was asked about certificates."""
    stated = any(line.kind is StatementKind.CERTIFICATE for line in profile.statements)
    return stated or profile.has_certificates is not None


def held_licences(licences: frozenset[Licence]) -> frozenset[Licence]:
    """With those that a heavier category includes."""
    return licences | {_IMPLIED_LICENCES[held] for held in licences if held in _IMPLIED_LICENCES}


def spoken_levels(languages: Mapping[LanguageCode, LanguageLevel]) -> dict[LanguageCode, int]:
    """Level 1..3 by language. Arabic and Darija each stand in for the other, in speech."""
    levels = {code: _LEVELS[level] for code, level in languages.items()}
    both = (LanguageCode.ARABIC, LanguageCode.DARIJA)
    speech = min(max(levels.get(code, 0) for code in both), _LEVELS[LanguageLevel.SPOKEN])
    lifted = {code: max(levels.get(code, 0), speech) for code in both}
    return levels | {code: level for code, level in lifted.items() if level}


def lacks_language(
    spoken: Mapping[LanguageCode, int], required: Mapping[LanguageCode, LanguageLevel]
) -> bool:
    """Whether a required language is missing, or not known far enough."""
    return any(spoken.get(code, 0) < _LEVELS[level] for code, level in required.items())


def distance_of(profile: Profile, opportunity: Opportunity) -> float | None:
    """Kilometres between the two town centres; None when one is unknown."""
    home = profile.home.place if profile.home else None
    place = opportunity.town.place if opportunity.town else None
    return distance_km(home, place) if home and place else None


def _starts_before_available(case: Case) -> bool:
    available, starts = case.question.profile.available_from, case.opportunity.starts_on
    if available is None or starts is None:
        return False
    return starts.toordinal() + case.parameters.start_grace_days < available.toordinal()


def _slot_unavailable(case: Case) -> bool:
    taken = week_number(case.question.profile.unavailable)
    return bool(taken & week_number(case.opportunity.schedule))


def _is_in_accepted_region(case: Case) -> bool:
    accepted, town = case.question.profile.accepted_regions, case.opportunity.town
    return bool(accepted and town and town.region in accepted)


def _too_far(case: Case) -> bool:
    limit = case.question.profile.max_distance_km
    distance = distance_of(case.question.profile, case.opportunity)
    if limit is None or distance is None or _is_in_accepted_region(case):
        return False
    return distance > limit


def _region_not_accepted(case: Case) -> bool:
    profile, town = case.question.profile, case.opportunity.town
    if profile.accepted_regions is None or town is None or _is_in_accepted_region(case):
        return False
    return profile.max_distance_km is None or distance_of(profile, case.opportunity) is None


def _language_missing(case: Case) -> bool:
    languages = case.question.profile.languages
    if languages is None:
        return False
    return lacks_language(spoken_levels(languages), case.opportunity.required_languages)


def _licence_missing(case: Case) -> bool:
    licences = case.question.profile.licences
    if licences is None:
        return False
    return not case.opportunity.required_licences <= held_licences(licences)


def _certificate_missing(case: Case) -> bool:
    if not certificates_are_known(case.question.profile):
        return False
    return not all(case.holds(required) for required in case.opportunity.required_certificates)


def _functional_limit(case: Case) -> bool:
    return bool((case.question.profile.ruled_out or frozenset()) & case.opportunity.demands)


def _contract_not_accepted(case: Case) -> bool:
    accepted, contract = case.question.profile.contracts, case.opportunity.contract
    return accepted is not None and contract is not None and contract not in accepted


def _too_many_hours(case: Case) -> bool:
    limit, hours = case.question.profile.max_weekly_hours, case.opportunity.weekly_hours
    return limit is not None and hours is not None and hours > limit


def _no_place_left(case: Case) -> bool:
    places = case.opportunity.places
    return places is not None and case.situation.taken.get(case.opportunity.id, 0) >= places


def _company_paused(case: Case) -> bool:
    company = case.situation.companies.get(case.opportunity.provider_id or "")
    return bool(company and company.is_paused)


def _company_at_cap(case: Case) -> bool:
    return case.situation.is_at_cap(case.opportunity.provider_id or "")


def _company_silent(case: Case) -> bool:
    company = case.opportunity.provider_id or ""
    return case.situation.is_silent(company, case.parameters.silent_after_contacts)


def _convention_expired(case: Case) -> bool:
    return case.situation.conventions.has_expired(case.opportunity, case.question.today)


def _quota_reached(case: Case) -> bool:
    return case.situation.conventions.is_at_quota(case.opportunity, case.question.today)


def _expired(case: Case) -> bool:
    day = last_day(case.opportunity)
    return day is not None and day < case.question.today


def _legal_age_not_met(case: Case) -> bool:
    return case.opportunity.id in case.question.history.legal_age_not_met


RULES: Mapping[Refusal, Callable[[Case], bool]] = {
    Refusal.STARTS_BEFORE_AVAILABLE: _starts_before_available,
    Refusal.SLOT_UNAVAILABLE: _slot_unavailable,
    Refusal.TOO_FAR: _too_far,
    Refusal.REGION_NOT_ACCEPTED: _region_not_accepted,
    Refusal.LANGUAGE_MISSING: _language_missing,
    Refusal.LICENCE_MISSING: _licence_missing,
    Refusal.CERTIFICATE_MISSING: _certificate_missing,
    Refusal.LEGAL_AGE_NOT_MET: lambda case: (
        case.opportunity.id in case.question.history.legal_age_not_met
    ),
    Refusal.FUNCTIONAL_LIMIT: _functional_limit,
    Refusal.CONTRACT_NOT_ACCEPTED: _contract_not_accepted,
    Refusal.TOO_MANY_HOURS: _too_many_hours,
    Refusal.NO_PLACE_LEFT: _no_place_left,
    Refusal.COMPANY_PAUSED: _company_paused,
    Refusal.COMPANY_AT_CAP: _company_at_cap,
    Refusal.COMPANY_SILENT: _company_silent,
    Refusal.CONVENTION_EXPIRED: _convention_expired,
    Refusal.QUOTA_REACHED: _quota_reached,
    Refusal.EXPIRED: _expired,
    Refusal.ALREADY_PROPOSED: lambda case: case.opportunity.id in case.question.history.in_progress,
    Refusal.ALREADY_DECLINED: lambda case: case.opportunity.id in case.question.history.declined,
}


def judge(case: Case) -> tuple[Refusal, ...]:
    """Every reason to keep this opportunity from this person, in the order of the rules."""
    return tuple(refusal for refusal, refuses in RULES.items() if refuses(case))
