"""Each reason appears when its fact holds, carries its numbers, and not otherwise."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from matching.explanation import missing_fields, stale_fields
from matching.outcomes import CompanyActivity
from matching.proposals import Question, Reason
from matching.records import Opportunity, Profile
from matching.rules import Situation
from matching.vocabulary import FeatureName, MissingField, OpportunityKind, ReasonCode
from tests.matchers import a_matcher
from tests.situations import (
    CASABLANCA,
    MOHAMMEDIA,
    TANGER,
    TODAY,
    a_certificate,
    a_profile,
    a_skill,
    a_wish,
    an_experience,
    an_opening,
)

WELDING = a_skill("soudure à l'arc")


def reasons(
    profile: Profile, opening: Opportunity, situation: Situation | None = None
) -> dict[ReasonCode, Reason]:
    matcher = a_matcher(opening, situation=situation)
    question = Question(profile=profile, kind=OpportunityKind.OPENING, today=TODAY)
    return {one.code: one for one in matcher.proposal(question, opening.id).reasons}


def company(replies: int, contacts: int) -> Situation:
    return Situation(activity={"c-1": CompanyActivity(replies=replies, contacts=contacts)})


GIVEN: list[tuple[ReasonCode, bool, dict[str, float], Profile, Opportunity, dict[str, Any]]] = [
    (ReasonCode.SAME_TRADE, True, {}, a_profile(WELDING), an_opening("Soudeur"), {}),
    (
        ReasonCode.CLOSE_IN_MEANING,
        True,
        {},
        a_profile(a_skill("agent de tri postal")),
        an_opening("agent de tri postal"),
        {},
    ),
    (
        ReasonCode.CLOSE_IN_WORDS,
        True,
        {},
        a_profile(a_skill("agent de tri postal")),
        an_opening("agent de tri postal"),
        {},
    ),
    (
        ReasonCode.SKILLS_COVERED,
        True,
        {"covered": 1.0, "required": 2.0},
        a_profile(WELDING),
        an_opening("Soudeur", skills=("soudure à l'arc", "zellige")),
        {},
    ),
    (
        ReasonCode.SKILLS_MISSING,
        False,
        {"missing": 1.0, "required": 2.0},
        a_profile(WELDING),
        an_opening("Soudeur", skills=("soudure à l'arc", "zellige")),
        {},
    ),
    (
        ReasonCode.CERTIFICATE_HELD,
        True,
        {},
        a_profile(a_certificate("CAP soudure")),
        an_opening("Soudeur"),
        {},
    ),
    (
        ReasonCode.RELEVANT_EXPERIENCE,
        True,
        {"months": 30.0},
        a_profile(an_experience("soudeur", 30), an_experience("pêcheur", 99)),
        an_opening("Soudeur"),
        {},
    ),
    (
        ReasonCode.MATCHES_WISH,
        True,
        {},
        a_profile(WELDING, a_wish("soudeur")),
        an_opening("Soudeur"),
        {},
    ),
    (
        ReasonCode.NOT_THE_WISH,
        False,
        {},
        a_profile(WELDING, a_wish("zellige")),
        an_opening("Soudeur"),
        {},
    ),
    (
        ReasonCode.NEAR_HOME,
        True,
        {"distance_km": 0.0},
        a_profile(WELDING, home=CASABLANCA),
        an_opening(town=CASABLANCA),
        {},
    ),
    (
        ReasonCode.STARTS_IN_TIME,
        True,
        {"days": 10.0},
        a_profile(WELDING, available_from=TODAY),
        an_opening(starts_on=TODAY + timedelta(days=10)),
        {},
    ),
    (
        ReasonCode.LONG_WAIT,
        False,
        {"days": 100.0},
        a_profile(WELDING, available_from=TODAY),
        an_opening(starts_on=TODAY + timedelta(days=100)),
        {},
    ),
    (
        ReasonCode.COMPANY_REPLIES,
        True,
        {"replies": 7.0, "contacts": 9.0},
        a_profile(WELDING),
        an_opening(provider_id="c-1"),
        {"situation": company(7, 9)},
    ),
    (
        ReasonCode.COMPANY_RARELY_REPLIES,
        False,
        {"replies": 1.0, "contacts": 9.0},
        a_profile(WELDING),
        an_opening(provider_id="c-1"),
        {"situation": company(1, 9)},
    ),
]


@pytest.mark.parametrize(
    ("code", "is_for", "numbers", "profile", "opening", "rest"),
    GIVEN,
    ids=[case[0] for case in GIVEN],
)
def test_a_reason_is_given_with_its_numbers(
    code: ReasonCode,
    is_for: bool,
    numbers: dict[str, float],
    profile: Profile,
    opening: Opportunity,
    rest: dict[str, Any],
) -> None:
    found = reasons(profile, opening, **rest)[code]
    assert found.is_for is is_for
    assert found.numbers == numbers


def test_a_far_town_speaks_against() -> None:
    found = reasons(a_profile(WELDING, max_distance_km=300.0), an_opening(town=TANGER))
    far = found[ReasonCode.FAR_FROM_HOME]
    assert not far.is_for
    assert far.numbers["distance_km"] == pytest.approx(290, abs=10)
    assert ReasonCode.NEAR_HOME not in found


def test_distance_is_judged_beside_what_the_person_accepts() -> None:
    near_for_one = reasons(a_profile(WELDING, max_distance_km=100.0), an_opening(town=MOHAMMEDIA))
    far_for_another = reasons(a_profile(WELDING, max_distance_km=30.0), an_opening(town=MOHAMMEDIA))
    assert ReasonCode.NEAR_HOME in near_for_one
    assert ReasonCode.FAR_FROM_HOME in far_for_another


def test_nothing_unknown_gives_a_reason() -> None:
    unknown = replace(a_profile(WELDING), home=None)
    codes = set(reasons(unknown, an_opening()))
    silent = {
        ReasonCode.NEAR_HOME,
        ReasonCode.FAR_FROM_HOME,
        ReasonCode.STARTS_IN_TIME,
        ReasonCode.LONG_WAIT,
        ReasonCode.MATCHES_WISH,
        ReasonCode.NOT_THE_WISH,
        ReasonCode.COMPANY_REPLIES,
    }
    assert not codes & silent


def test_a_company_never_contacted_gives_no_reason() -> None:
    codes = reasons(a_profile(WELDING), an_opening(provider_id="c-1"), company(0, 0))
    assert ReasonCode.COMPANY_REPLIES not in codes


def test_what_speaks_for_comes_first_and_weightiest_first() -> None:
    opening = an_opening("Soudeur", skills=("soudure à l'arc", "zellige"), town=TANGER)
    profile = a_profile(WELDING, a_wish("soudeur"), max_distance_km=300.0)
    question = Question(profile=profile, kind=OpportunityKind.OPENING, today=TODAY)
    line = a_matcher(opening).proposal(question, opening.id)
    points = {term.feature: term.points for term in line.terms}
    sides = [one.is_for for one in line.reasons]
    assert sides == sorted(sides, reverse=True)
    in_favour = [points[one.feature] for one in line.reasons if one.is_for]
    assert in_favour == sorted(in_favour, reverse=True)
    assert points[FeatureName.DISTANCE] < points[FeatureName.COVERAGE]


def test_everything_not_asked_is_named() -> None:
    of_a_human = {MissingField.LEGAL_AGE}
    asked = set(missing_fields(Profile(id="p"), OpportunityKind.ACTIVITY))
    assert asked == set(MissingField) - of_a_human
    assert set(missing_fields(Profile(id="p"))) == asked - {MissingField.OWN_MEANS}


def test_an_undated_field_is_not_stale() -> None:
    old, fresh = TODAY - timedelta(days=271), TODAY - timedelta(days=270)
    profile = a_profile(noted_on={"licences": old, "languages": fresh})
    assert stale_fields(profile, TODAY, 270) == {MissingField.LICENCES}


def test_the_youngest_of_two_fields_decides() -> None:
    dated = {"max_distance_km": TODAY - timedelta(days=999), "accepted_regions": TODAY}
    assert stale_fields(a_profile(noted_on=dated), TODAY, 270) == frozenset()
