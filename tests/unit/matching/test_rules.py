"""One test per rule: what it refuses, and that it refuses nothing that is not known."""

from datetime import timedelta
from typing import Any

import pytest

from matching.outcomes import CompanyActivity, History
from matching.parameters import RuleParameters
from matching.proposals import Question
from matching.records import Opportunity, Profile, Slot
from matching.rules import RULES, Case, Situation, judge
from matching.vocabulary import (
    ContractKind,
    Demand,
    LanguageCode,
    LanguageLevel,
    Licence,
    OpportunityKind,
    Refusal,
)
from tests.situations import (
    MOHAMMEDIA,
    TANGER,
    TODAY,
    TUESDAY_MORNING,
    a_certificate,
    a_company,
    a_convention,
    a_profile,
    an_opening,
    under_conventions,
)

SPEAKS_ARABIC = {LanguageCode.ARABIC: LanguageLevel.SPOKEN}
WRITES_FRENCH = {LanguageCode.FRENCH: LanguageLevel.WRITTEN}
AT_WORK = Slot(weekday=1, start_minute=8 * 60, end_minute=17 * 60)
SILENT = Situation(activity={"c-1": CompanyActivity(contacts=10, replies=0)})


def refusals(
    profile: Profile,
    opening: Opportunity,
    situation: Situation | None = None,
    history: History | None = None,
    holds: bool = False,
) -> set[Refusal]:
    case = Case(
        question=Question(
            profile=profile,
            kind=opening.kind,
            today=TODAY,
            history=history or History(),
        ),
        opportunity=opening,
        situation=situation or Situation(),
        parameters=RuleParameters(),
        holds=lambda _: holds,
    )
    return set(judge(case))


def soon(days: int) -> Any:
    return TODAY + timedelta(days=days)


REFUSED: list[tuple[Refusal, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    (
        Refusal.STARTS_BEFORE_AVAILABLE,
        {"available_from": soon(10)},
        {"starts_on": soon(9)},
        {},
    ),
    (
        Refusal.SLOT_UNAVAILABLE,
        {"unavailable": frozenset({TUESDAY_MORNING})},
        {"schedule": frozenset({AT_WORK})},
        {},
    ),
    (Refusal.TOO_FAR, {"max_distance_km": 20.0}, {"town": MOHAMMEDIA}, {}),
    (Refusal.REGION_NOT_ACCEPTED, {"accepted_regions": frozenset({"MA-06"})}, {"town": TANGER}, {}),
    (
        Refusal.LANGUAGE_MISSING,
        {"languages": SPEAKS_ARABIC},
        {"required_languages": WRITES_FRENCH},
        {},
    ),
    (
        Refusal.LICENCE_MISSING,
        {"licences": frozenset()},
        {"required_licences": frozenset({Licence.B})},
        {},
    ),
    (
        Refusal.CERTIFICATE_MISSING,
        {"has_certificates": False},
        {"required_certificates": ("CAP soudure",)},
        {},
    ),
    (
        Refusal.LEGAL_AGE_NOT_MET,
        {},
        {"legal_minimum_age": 18},
        {"history": History(legal_age_not_met=frozenset({"o-1"}))},
    ),
    (
        Refusal.FUNCTIONAL_LIMIT,
        {"ruled_out": frozenset({Demand.HEIGHTS})},
        {"demands": frozenset({Demand.HEIGHTS, Demand.LOUD_NOISE})},
        {},
    ),
    (
        Refusal.CONTRACT_NOT_ACCEPTED,
        {"contracts": frozenset({ContractKind.PERMANENT})},
        {"contract": ContractKind.TEMPORARY},
        {},
    ),
    (Refusal.TOO_MANY_HOURS, {"max_weekly_hours": 30}, {"weekly_hours": 31}, {}),
    (Refusal.NO_PLACE_LEFT, {}, {"places": 2}, {"situation": Situation(taken={"o-1": 2})}),
    (
        Refusal.COMPANY_PAUSED,
        {},
        {"provider_id": "c-1"},
        {"situation": Situation(companies={"c-1": a_company(is_paused=True)})},
    ),
    (
        Refusal.COMPANY_AT_CAP,
        {},
        {"provider_id": "c-1"},
        {
            "situation": Situation(
                companies={"c-1": a_company(max_pending=2)},
                activity={"c-1": CompanyActivity(pending=2)},
            )
        },
    ),
    (Refusal.COMPANY_SILENT, {}, {"provider_id": "c-1"}, {"situation": SILENT}),
    (
        Refusal.CONVENTION_EXPIRED,
        {},
        {"provider_id": "c-1"},
        {"situation": under_conventions(a_convention(ends_on=soon(-1)))},
    ),
    (
        Refusal.QUOTA_REACHED,
        {},
        {"provider_id": "c-1"},
        {"situation": under_conventions(a_convention(), placed=500)},
    ),
    (Refusal.EXPIRED, {}, {"expires_on": soon(-1)}, {}),
    (
        Refusal.ALREADY_PROPOSED,
        {},
        {},
        {"history": History(in_progress=frozenset({"o-1"}))},
    ),
    (Refusal.ALREADY_DECLINED, {}, {}, {"history": History(declined=frozenset({"o-1"}))}),
]

ACCEPTED: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    (
        "the last day of a convention, and its last placement",
        {},
        {"provider_id": "c-1"},
        {"situation": under_conventions(a_convention(ends_on=TODAY), placed=499)},
    ),
    (
        "an opening that the convention is not about",
        {},
        {"provider_id": "c-1", "sector": "services"},
        {
            "situation": under_conventions(
                a_convention(sectors=frozenset({"industry"}), ends_on=soon(-1)), placed=500
            )
        },
    ),
    (
        "an opening under another convention that still has placements",
        {},
        {"provider_id": "c-1"},
        {"situation": under_conventions(a_convention(), a_convention(id="v-2"), placed=500)},
    ),
    ("the day of availability", {"available_from": soon(10)}, {"starts_on": soon(10)}, {}),
    ("a start that is open", {"available_from": soon(10)}, {"starts_on": None}, {}),
    (
        "an afternoon job",
        {"unavailable": frozenset({TUESDAY_MORNING})},
        {"schedule": frozenset({Slot(weekday=1, start_minute=720, end_minute=1080)})},
        {},
    ),
    ("hours that can be arranged", {"unavailable": frozenset({TUESDAY_MORNING})}, {}, {}),
    ("a town within reach", {"max_distance_km": 25.0}, {"town": MOHAMMEDIA}, {}),
    (
        "a far town in an accepted region",
        {"max_distance_km": 5.0, "accepted_regions": frozenset({"MA-01"})},
        {"town": TANGER},
        {},
    ),
    (
        "a near town outside the accepted regions",
        {"max_distance_km": 25.0, "accepted_regions": frozenset({"MA-01"})},
        {"town": MOHAMMEDIA},
        {},
    ),
    (
        "Darija where Arabic is spoken",
        {"languages": {LanguageCode.DARIJA: LanguageLevel.SPOKEN}},
        {"required_languages": SPEAKS_ARABIC},
        {},
    ),
    (
        "a heavier licence",
        {"licences": frozenset({Licence.C})},
        {"required_licences": frozenset({Licence.B})},
        {},
    ),
    (
        "certificates never asked about",
        {"has_certificates": None},
        {"required_certificates": ("CAP soudure",)},
        {},
    ),
    (
        "a certificate that is held",
        {"has_certificates": True},
        {"required_certificates": ("CAP soudure",)},
        {"holds": True},
    ),
    ("a legal age nobody has denied", {}, {"legal_minimum_age": 18}, {}),
    ("the last place", {}, {"places": 2}, {"situation": Situation(taken={"o-1": 1})}),
    (
        "a company with one answer",
        {},
        {"provider_id": "c-1"},
        {"situation": Situation(activity={"c-1": CompanyActivity(contacts=50, replies=1)})},
    ),
    ("the last day", {}, {"expires_on": TODAY}, {}),
    ("the same hours", {"max_weekly_hours": 30}, {"weekly_hours": 30}, {}),
]


@pytest.mark.parametrize(
    ("refusal", "known", "asked", "rest"), REFUSED, ids=[case[0] for case in REFUSED]
)
def test_a_rule_refuses(
    refusal: Refusal, known: dict[str, Any], asked: dict[str, Any], rest: dict[str, Any]
) -> None:
    assert refusals(a_profile(**known), an_opening(**asked), **rest) == {refusal}


@pytest.mark.parametrize(("known", "asked", "rest"), [case[1:] for case in ACCEPTED])
def test_the_rules_accept(
    known: dict[str, Any], asked: dict[str, Any], rest: dict[str, Any]
) -> None:
    assert refusals(a_profile(**known), an_opening(**asked), **rest) == set()


def test_every_refusal_has_a_rule_and_a_test() -> None:
    assert set(RULES) == set(Refusal)
    assert {case[0] for case in REFUSED} == set(Refusal)


@pytest.mark.parametrize("asked", [case[2] for case in REFUSED])
def test_missing_data_never_excludes(asked: dict[str, Any]) -> None:
    unknown = Profile(id="p-1")
    assert refusals(unknown, an_opening(**asked)) <= {Refusal.EXPIRED}


def test_every_reason_is_kept() -> None:
    profile = a_profile(max_weekly_hours=10, max_distance_km=10.0)
    opening = an_opening(weekly_hours=40, town=TANGER, expires_on=soon(-1))
    expected = {Refusal.TOO_MANY_HOURS, Refusal.TOO_FAR, Refusal.EXPIRED}
    assert refusals(profile, opening) == expected


def test_a_certificate_stated_counts_as_asked() -> None:
    opening = an_opening(required_certificates=("Habilitation électrique",))
    profile = a_profile(a_certificate("CAP soudure"))
    assert refusals(profile, opening) == {Refusal.CERTIFICATE_MISSING}


def test_a_training_closes_when_it_starts() -> None:
    training = an_opening(kind=OpportunityKind.TRAINING, starts_on=soon(-1))
    assert refusals(a_profile(), training) == {Refusal.EXPIRED}
