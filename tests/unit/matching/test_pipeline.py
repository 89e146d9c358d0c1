"""What every shortlist keeps to, whatever the people and the openings."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.errors import EmptyProfile
from matching.features import FEATURES, LOCAL_FEATURES
from matching.outcomes import History
from matching.parameters import Parameters, RankingParameters
from matching.pipeline import NoSuchOpportunity
from matching.proposals import Filters, Proposal, Question
from matching.records import Opportunity, Profile
from matching.vocabulary import (
    Confidence,
    Direction,
    EmptyCause,
    FeatureName,
    MissingField,
    OpportunityKind,
    ReasonCode,
    Refusal,
)
from tests.matchers import a_matcher, people_for, shortlist_for
from tests.records_drawn import catalogues_of_openings, profiles
from tests.situations import (
    TANGER,
    TODAY,
    a_certificate,
    a_profile,
    a_skill,
    a_wish,
    an_experience,
    an_opening,
)

OPEN_TO_ALL = Parameters(ranking=RankingParameters(suitable_score=0.0, suitable_fit=0.0))
"""Nothing is too weak to be proposed, so that properties see every line."""
FEW = settings(max_examples=40)


def points_of(line: Proposal) -> dict[FeatureName, float]:
    return {term.feature: term.points for term in line.terms}


@FEW
@given(profile=profiles(), openings=catalogues_of_openings())
def test_the_points_shown_sum_to_the_score_exactly(
    profile: Profile, openings: list[Opportunity]
) -> None:
    matcher = a_matcher(*openings, parameters=OPEN_TO_ALL)
    for line in shortlist_for(matcher, profile).proposals:
        assert sum(term.points for term in line.terms) == line.score
        assert [term.feature for term in line.terms] == [
            name for name in FEATURES if name not in LOCAL_FEATURES
        ]
        assert all(term.value is None or 0 <= term.value <= 1 for term in line.terms)


@FEW
@given(profile=profiles(), openings=catalogues_of_openings())
def test_removing_a_cited_piece_of_evidence_lowers_the_score(
    profile: Profile, openings: list[Opportunity]
) -> None:
    matcher = a_matcher(*openings, parameters=OPEN_TO_ALL)
    question = Question(profile=profile, kind=OpportunityKind.OPENING, today=TODAY)
    for line in matcher.shortlist(question).proposals:
        for support in line.evidence:
            left = tuple(
                one
                for one in profile.statements
                if (one.kind, one.text) != (support.statement_kind, support.statement)
            )
            without = replace(question, profile=replace(profile, statements=left))
            poorer = matcher.proposal(without, line.opportunity_id)
            assert poorer.score < line.score


@FEW
@given(profile=profiles(), openings=catalogues_of_openings(), data=st.data())
def test_the_order_of_records_changes_nothing(
    profile: Profile, openings: list[Opportunity], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(openings))
    given_first = shortlist_for(a_matcher(*openings, parameters=OPEN_TO_ALL), profile)
    given_later = shortlist_for(a_matcher(*shuffled, parameters=OPEN_TO_ALL), profile)
    assert given_first == given_later


@FEW
@given(profile=profiles(), openings=catalogues_of_openings(), limit=st.integers(1, 8))
def test_a_shorter_list_proposes_nothing_else(
    profile: Profile, openings: list[Opportunity], limit: int
) -> None:
    matcher = a_matcher(*openings, parameters=OPEN_TO_ALL)
    proposed = {line.opportunity_id for line in shortlist_for(matcher, profile).proposals}
    shorter = shortlist_for(matcher, profile, limit=limit).proposals
    assert len(shorter) <= limit
    assert {line.opportunity_id for line in shorter} <= proposed


@FEW
@given(profile=profiles(), openings=catalogues_of_openings())
def test_no_rule_is_ever_broken_and_nothing_disappears(
    profile: Profile, openings: list[Opportunity]
) -> None:
    matcher = a_matcher(*openings, parameters=OPEN_TO_ALL)
    question = Question(profile=profile, kind=OpportunityKind.OPENING, today=TODAY, limit=50)
    made = matcher.shortlist(question)
    of_kind = [one for one in openings if one.kind is OpportunityKind.OPENING]
    refused = {one.id: matcher.why_not(question, one.id) for one in of_kind}
    assert made.considered == len(of_kind)
    assert made.allowed == sum(1 for found in refused.values() if not found)
    assert not any(refused[line.opportunity_id] for line in made.proposals)
    assert len(made.proposals) == made.allowed
    for exclusion in made.nearest_excluded:
        assert exclusion.refusals == refused[exclusion.opportunity_id] != ()
    for refusal in Refusal:
        expected = sum(1 for found in refused.values() if refusal in found)
        assert made.excluded.get(refusal, 0) == expected


@FEW
@given(profile=profiles(), openings=catalogues_of_openings())
def test_both_directions_give_the_same_score(profile: Profile, openings: list[Opportunity]) -> None:
    matcher = a_matcher(*openings, parameters=OPEN_TO_ALL)
    made = shortlist_for(matcher, profile, limit=50)
    for line in made.proposals:
        opening = matcher.opportunity(OpportunityKind.OPENING, line.opportunity_id)
        back = people_for(matcher, opening, [profile, replace(a_profile(), id="p-2")])
        assert back.direction is Direction.PEOPLE
        found = {one.profile_id: one for one in back.proposals}[profile.id]
        assert replace(found, rank=line.rank) == line


@FEW
@given(profile=profiles(), openings=catalogues_of_openings())
def test_wishes_change_only_the_wish(profile: Profile, openings: list[Opportunity]) -> None:
    matcher = a_matcher(*openings, parameters=OPEN_TO_ALL)
    wishing = replace(profile, statements=(*profile.statements, a_wish("zellige")))
    for opening in openings:
        question = Question(profile=profile, kind=opening.kind, today=TODAY)
        before = points_of(matcher.proposal(question, opening.id))
        after = points_of(matcher.proposal(replace(question, profile=wishing), opening.id))
        before.pop(FeatureName.WISH)
        after.pop(FeatureName.WISH)
        assert before == after


def test_the_same_trade_comes_first_in_four_languages() -> None:
    matcher = a_matcher(
        an_opening("Soudeur", id="soudeur"),
        an_opening("Couturière", id="couture"),
        an_opening("Boulanger", id="pain"),
    )
    for text in ("khiata", "خياطة", "couture", "sewing"):
        made = shortlist_for(matcher, a_profile(a_skill(text)))
        assert made.proposals[0].opportunity_id == "couture", text
        assert made.unmatched == ()


def test_a_statement_nobody_recognises_is_shown() -> None:
    made = shortlist_for(a_matcher(an_opening()), a_profile(a_skill("soudure"), a_skill("qwzx")))
    assert made.unmatched == ("qwzx",)


def test_a_profile_without_statements_is_refused() -> None:
    with pytest.raises(EmptyProfile):
        shortlist_for(a_matcher(an_opening()), Profile(id="p-1"))


def test_at_most_two_lines_of_one_company_unless_nothing_else_fits() -> None:
    many = [an_opening(id=f"a-{number}", provider_id="c-1") for number in range(5)]
    other = an_opening(id="b", provider_id="c-2")
    mixed = shortlist_for(a_matcher(*many, other), a_profile(), limit=3).proposals
    assert sorted(line.opportunity_id[0] for line in mixed) == ["a", "a", "b"]
    alone = shortlist_for(a_matcher(*many), a_profile(), limit=3).proposals
    assert len(alone) == 3


@pytest.mark.parametrize(
    ("openings", "cause"),
    [
        ([], EmptyCause.NOTHING_IN_CATALOGUE),
        ([an_opening(places=0)], EmptyCause.ALL_EXCLUDED),
        ([an_opening("Infirmier anesthésiste", town=TANGER)], EmptyCause.NONE_SUITABLE),
    ],
    ids=["nothing", "excluded", "unsuitable"],
)
def test_no_suitable_match_is_an_answer(openings: list[Opportunity], cause: EmptyCause) -> None:
    made = shortlist_for(a_matcher(*openings), a_profile())
    assert made.proposals == ()
    assert made.cause is cause


def test_who_only_has_a_wish_is_proposed_it_with_low_confidence() -> None:
    matcher = a_matcher(an_opening("Soudeur", id="wished"), an_opening("Boulanger", id="other"))
    made = shortlist_for(matcher, a_profile(a_wish("apprendre la soudure")))
    assert [line.opportunity_id for line in made.proposals] == ["wished"]
    assert made.proposals[0].confidence is Confidence.LOW


def test_filters_are_not_exclusions() -> None:
    matcher = a_matcher(
        an_opening(id="a", sector="batiment"), an_opening(id="b", sector="artisanat")
    )
    made = shortlist_for(matcher, a_profile(), filters=Filters(sectors=frozenset({"batiment"})))
    assert made.considered == 1
    assert made.excluded == {}
    assert [line.opportunity_id for line in made.proposals] == ["a"]


def test_evidence_names_the_statement_and_gaps_name_the_requirement() -> None:
    opening = an_opening("Soudeur", skills=("soudure à l'arc", "lecture de plan"))
    profile = a_profile(a_skill("soudure à l'arc"), an_experience("soudeur en atelier", 36))
    line = shortlist_for(a_matcher(opening), profile).proposals[0]
    supported = {one.requirement: one.statement for one in line.evidence}
    assert supported["soudure à l'arc"] == "soudure à l'arc"
    assert line.gaps == ("lecture de plan",)
    codes = {reason.code: reason for reason in line.reasons}
    assert codes[ReasonCode.SKILLS_COVERED].numbers == {"covered": 1.0, "required": 2.0}
    assert codes[ReasonCode.SKILLS_MISSING].is_for is False
    assert codes[ReasonCode.RELEVANT_EXPERIENCE].numbers == {"months": 36.0}


def test_missing_data_lowers_confidence_and_is_named() -> None:
    asks_much = an_opening(
        starts_on=TODAY,
        required_certificates=("CAP soudure",),
        legal_minimum_age=18,
        required_licences=frozenset(),
    )
    known = a_profile(
        a_skill("soudure à l'arc"),
        a_certificate("CAP soudure"),
        available_from=TODAY,
        max_distance_km=30.0,
    )
    unknown = a_profile()
    confirmed = History(legal_age_confirmed=frozenset({"o-1"}))
    matcher = a_matcher(asks_much)
    sure = shortlist_for(matcher, known, history=confirmed).proposals[0]
    unsure = shortlist_for(matcher, unknown).proposals[0]
    assert (sure.confidence, sure.to_ask) == (Confidence.HIGH, ())
    assert unsure.confidence is Confidence.MEDIUM
    assert set(unsure.to_ask) == {
        MissingField.CERTIFICATES,
        MissingField.MOBILITY,
        MissingField.AVAILABILITY,
        MissingField.LEGAL_AGE,
    }


def test_an_old_answer_is_asked_again() -> None:
    opening = an_opening(starts_on=TODAY)
    old = a_profile(available_from=TODAY, noted_on={"available_from": TODAY.replace(year=2024)})
    fresh = a_profile(available_from=TODAY, noted_on={"available_from": TODAY})
    matcher = a_matcher(opening)
    asked = shortlist_for(matcher, old).proposals[0]
    assert asked.to_confirm == (MissingField.AVAILABILITY,)
    assert MissingField.AVAILABILITY not in asked.to_ask
    assert shortlist_for(matcher, fresh).proposals[0].to_confirm == ()


def test_an_unknown_opportunity_is_named_as_such() -> None:
    question = Question(profile=a_profile(), kind=OpportunityKind.OPENING, today=TODAY)
    with pytest.raises(NoSuchOpportunity):
        a_matcher().why_not(question, "nowhere")


def test_people_of_other_regions_are_not_considered() -> None:
    opening = an_opening()
    here, away = a_profile(id="here"), a_profile(id="away", home=TANGER)
    made = people_for(a_matcher(opening), opening, [here, away], regions=frozenset({"MA-06"}))
    assert made.considered == 1
    assert [line.profile_id for line in made.proposals] == ["here"]


def test_people_kept_out_are_counted_and_named_with_every_reason() -> None:
    opening = an_opening(weekly_hours=40)
    tired = a_profile(id="tired", max_weekly_hours=20)
    known = {"tired": History(declined=frozenset({"o-1"}))}
    made = people_for(a_matcher(opening), opening, [tired], histories=known)
    assert made.cause is EmptyCause.ALL_EXCLUDED
    assert made.nearest_excluded[0].profile_id == "tired"
    expected = {Refusal.TOO_MANY_HOURS: 1, Refusal.ALREADY_DECLINED: 1}
    assert made.excluded == expected


@FEW
@given(profile=profiles(), openings=catalogues_of_openings())
def test_a_better_opening_is_never_pushed_out_by_a_new_one(
    profile: Profile, openings: list[Opportunity]
) -> None:
    assume(openings)
    plain = [replace(one, provider_id=None) for one in openings]
    before = shortlist_for(a_matcher(*plain[1:], parameters=OPEN_TO_ALL), profile, limit=3)
    after = shortlist_for(a_matcher(*plain, parameters=OPEN_TO_ALL), profile, limit=3)
    kept = {line.opportunity_id for line in after.proposals}
    worst = min((line.score for line in after.proposals), default=0.0)
    for line in before.proposals:
        assert line.opportunity_id in kept or line.score <= worst


@FEW
@given(profile=profiles(), openings=catalogues_of_openings())
def test_a_release_may_show_nothing_of_what_was_excluded(
    profile: Profile, openings: list[Opportunity]
) -> None:
    silent = replace(OPEN_TO_ALL, nearest_excluded=0)
    question = Question(profile=profile, kind=OpportunityKind.OPENING, today=TODAY)
    made = a_matcher(*openings, parameters=silent).shortlist(question)
    assert made.nearest_excluded == ()
