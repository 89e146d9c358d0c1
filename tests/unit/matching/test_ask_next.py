"""The one question to ask next: whoever answers it really changes the list."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.ask_next import FIRST, NextQuestion, ask_next, change_of
from matching.pipeline import Matcher
from matching.plausible import STILL_TRUE, Asked, plausible_answers
from matching.proposals import Question
from matching.records import Opportunity, Profile
from matching.text import profile_text
from matching.vocabulary import (
    AnswerForm,
    LanguageCode,
    LanguageLevel,
    Licence,
    MissingField,
    OpportunityKind,
)
from tests.matchers import a_matcher, shortlist_for
from tests.records_drawn import catalogues_of_openings, profiles
from tests.situations import TANGER, TODAY, a_profile, a_wish, an_opening

KNOWN: dict[str, Any] = {
    "languages": {LanguageCode.ARABIC: LanguageLevel.WRITTEN},
    "licences": frozenset(),
    "has_certificates": False,
    "max_distance_km": 30.0,
    "available_from": TODAY,
    "contracts": frozenset(),
    "ruled_out": frozenset(),
}
"""Everything but experience and wishes."""


def asked_of(matcher: Matcher, profile: Profile) -> NextQuestion:
    return ask_next(matcher, Question(profile=profile, kind=OpportunityKind.OPENING, today=TODAY))


def drivers_and_others() -> list[Opportunity]:
    licence = frozenset({Licence.B})
    return [
        an_opening(
            id=f"o-{number}",
            title="Soudeur",
            required_licences=licence if number < 3 else frozenset(),
        )
        for number in range(6)
    ]


def test_the_question_that_empties_half_of_the_list_is_asked_first() -> None:
    profile = a_profile(**{**KNOWN, "licences": None, "contracts": None})

    found = asked_of(a_matcher(*drivers_and_others()), profile)

    assert found.field is MissingField.LICENCES
    none = found.worths[0].answers[0]
    assert (none.form, none.first) == (AnswerForm.NONE, ("o-3", "o-4", "o-5"))
    assert none.change > 0.5


@settings(max_examples=30)
@given(profile=profiles(), openings=catalogues_of_openings())
def test_giving_an_answer_gives_the_list_that_was_foretold(
    profile: Profile, openings: list[Opportunity]
) -> None:
    matcher = a_matcher(*openings)
    if not profile_text(profile):
        return
    found = asked_of(matcher, profile)
    now = [line.opportunity_id for line in shortlist_for(matcher, profile, limit=FIRST).proposals]
    assert list(found.first) == now
    if found.field is None:
        return
    worth = found.worths[0]
    asked = Asked(
        profile=profile,
        today=TODAY,
        first=[
            matcher.opportunity(OpportunityKind.OPENING, one) for one in _order(matcher, profile)
        ],
        catalogue=matcher.stock.shelves[OpportunityKind.OPENING].catalogue.opportunities,
    )
    answers = plausible_answers(asked, worth.field, is_stale=worth.is_stale)
    changed = False
    for answer, effect in zip(answers, worth.answers, strict=True):
        lines = shortlist_for(matcher, answer.profile, limit=FIRST).proposals
        given_then = [line.opportunity_id for line in lines]
        assert given_then == list(effect.first)
        changed |= given_then != now
    assert changed


def _order(matcher: Matcher, profile: Profile) -> list[str]:
    lines = shortlist_for(matcher, profile, limit=10).proposals
    return [line.opportunity_id for line in lines]


def test_that_nothing_would_change_is_an_answer() -> None:
    profile = a_profile(**KNOWN)
    found = asked_of(a_matcher(an_opening()), profile)
    assert found.field is None
    assert {worth.change for worth in found.worths} == {0.0}


def test_the_same_question_is_asked_whatever_the_order_of_records() -> None:
    profile = a_profile(**{**KNOWN, "licences": None})
    openings = drivers_and_others()
    assert asked_of(a_matcher(*openings), profile) == asked_of(a_matcher(*openings[::-1]), profile)


def test_what_was_stated_long_ago_is_asked_again_and_most_often_still_holds() -> None:
    long_ago = TODAY - timedelta(days=400)
    profile = a_profile(**{**KNOWN, "noted_on": {"licences": long_ago}})

    found = asked_of(a_matcher(*drivers_and_others()), profile)

    worth = next(one for one in found.worths if one.field is MissingField.LICENCES)
    assert worth.is_stale
    assert (worth.answers[0].form, worth.answers[0].weight) == (AnswerForm.UNCHANGED, STILL_TRUE)
    assert worth.answers[0].change == 0.0


def test_somebody_who_only_wishes_is_asked_what_they_can_do() -> None:
    profile = a_profile(a_wish("soudeur"))
    found = asked_of(a_matcher(*drivers_and_others(), an_opening(id="o-x", town=TANGER)), profile)
    assert MissingField.SKILLS in {worth.field for worth in found.worths}


def test_a_known_field_is_never_asked() -> None:
    found = asked_of(a_matcher(*drivers_and_others()), a_profile(**KNOWN))
    assert {worth.field for worth in found.worths} <= {MissingField.EXPERIENCE, MissingField.WISHES}


@pytest.mark.parametrize(
    "field", [one for one in MissingField if one is not MissingField.LEGAL_AGE]
)
@pytest.mark.parametrize("is_stale", [True, False])
def test_the_weights_of_a_question_sum_to_one(field: MissingField, is_stale: bool) -> None:
    openings = [an_opening(required_certificates=("CAP Soudure",))]
    profile = a_profile(a_wish("soudeur"))
    asked = Asked(profile=profile, today=TODAY, first=openings, catalogue=openings)

    answers = plausible_answers(asked, field, is_stale=is_stale)

    if answers:
        assert sum(one.weight for one in answers) == pytest.approx(1.0)
        assert all(one.weight > 0.0 for one in answers)


def test_the_legal_age_is_no_question_about_a_person() -> None:
    asked = Asked(profile=a_profile(), today=TODAY, first=[], catalogue=[])
    assert plausible_answers(asked, MissingField.LEGAL_AGE, is_stale=False) == []


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [
        ("abcde", "abcde", 0.0),
        ("", "", 0.0),
        ("ab", "ab", 0.0),
        ("abcde", "vwxyz", 1.0),
        ("abcde", "", 1.0),
        # Depth 1: nothing in common; from depth 2 on the same two lines, of the longer list.
        ("ab", "ba", 1 / 5),
        # One of d lines is new at each depth from 5 on: only the last overlap is 4/5.
        ("abcde", "abcdz", (1 - 4 / 5) / 5),
        # The first line is new: overlaps 0, 1/2, 2/3, 3/4, 4/5.
        ("abcde", "zbcde", 1 - (0 + 1 / 2 + 2 / 3 + 3 / 4 + 4 / 5) / 5),
    ],
)
def test_change_is_counted_by_hand(now: str, then: str, expected: float) -> None:
    assert change_of(now, then) == pytest.approx(expected)


@given(
    now=st.lists(st.sampled_from("abcdefg"), unique=True, max_size=5),
    then=st.lists(st.sampled_from("abcdefg"), unique=True, max_size=5),
)
def test_change_is_bounded_the_same_both_ways_and_zero_only_for_the_same(
    now: list[str], then: list[str]
) -> None:
    assert 0.0 <= change_of(now, then) <= 1.0
    assert change_of(now, then) == change_of(then, now)
    assert (change_of(now, then) == 0.0) == (now == then)


def test_nothing_is_written_into_the_profile_that_was_asked_about() -> None:
    profile = a_profile(**{**KNOWN, "licences": None})
    same = replace(profile)
    asked_of(a_matcher(*drivers_and_others()), profile)
    assert profile == same


def test_own_means_are_asked_for_an_activity_and_not_for_a_job() -> None:
    activity = replace(an_opening(), id="a-1", kind=OpportunityKind.ACTIVITY)
    matcher = a_matcher(an_opening(), activity)
    for kind, is_asked in ((OpportunityKind.ACTIVITY, True), (OpportunityKind.OPENING, False)):
        found = ask_next(matcher, Question(profile=a_profile(), kind=kind, today=TODAY))
        asked = {worth.field for worth in found.worths}
        assert (MissingField.OWN_MEANS in asked) == is_asked


def test_what_is_known_of_own_means_is_not_asked_again() -> None:
    asked = Asked(
        profile=a_profile(own_money_mad=Decimal(900)), today=TODAY, first=[], catalogue=[]
    )
    answers = plausible_answers(asked, MissingField.OWN_MEANS, is_stale=False)
    assert {one.profile.own_money_mad for one in answers} == {Decimal(900)}
    assert AnswerForm.WITH_MAD not in {one.form for one in answers}
