"""What is missing, and what closes it: every promise is the shortlist made afterwards."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.counterfactual import AtHand
from matching.errors import EmptyProfile
from matching.gaps import GapLimits, find_gaps
from matching.pipeline import Matcher
from matching.proposals import Question
from matching.records import Opportunity, Profile
from matching.rules import Situation
from matching.steps import Gaps
from matching.teaching import profile_after, taught_by
from matching.text import profile_text
from matching.vocabulary import (
    LackKind,
    LanguageCode,
    LanguageLevel,
    Licence,
    OpportunityKind,
    Refusal,
)
from tests.matchers import a_matcher, shortlist_for
from tests.records_drawn import catalogues_of_openings, profiles
from tests.situations import (
    TANGER,
    TODAY,
    a_certificate,
    a_profile,
    a_skill,
    an_experience,
    an_opening,
)

SOON = TODAY + timedelta(days=30)
LATER = TODAY + timedelta(days=120)
WELDERS = [
    an_opening(id=f"o-{number}", title="Soudeur", required_certificates=("CAP Soudure",))
    for number in range(4)
]
HELPER = an_opening(id="o-9", title="Aide-soudeur")


def a_training(title: str = "Soudure à l'arc", **asked: Any) -> Opportunity:
    plain = {"id": "t-1", "kind": OpportunityKind.TRAINING, "starts_on": SOON, "places": 8}
    return an_opening(title, **{**plain, **asked})


def a_beginner(**known: Any) -> Profile:
    """Somebody who welds and was asked about certificates: none."""
    return a_profile(a_skill("soudure à l'arc"), **{"has_certificates": False, **known})


def gaps_of(matcher: Matcher, profile: Profile, **asked: Any) -> Gaps:
    question = Question(profile=profile, kind=OpportunityKind.OPENING, today=TODAY)
    return find_gaps(matcher, question, **asked)


def test_a_certificate_that_is_missing_names_its_training_and_what_that_opens() -> None:
    matcher = a_matcher(*WELDERS, HELPER, a_training())

    found = gaps_of(matcher, a_beginner())

    step = next(one for one in found.steps if one.lack.kind is LackKind.CERTIFICATE)
    assert (step.lack.text, step.alone, len(step.asked_by)) == ("CAP Soudure", 4, 4)
    assert found.near_misses == 4
    assert step.effect.gained == 4
    assert step.courses == (0,)
    assert step.no_session is None
    assert found.courses[0].sessions == ("t-1",)
    assert found.courses[0].effect.gained == 4
    assert found.courses[0].effect.newly_allowed == 4
    assert {move.refusals for move in found.courses[0].effect.moves if move.before is None} == {
        (Refusal.CERTIFICATE_MISSING,)
    }


def test_what_is_promised_is_the_shortlist_made_once_the_training_is_over() -> None:
    training = a_training(skills=("soudure MIG", "lecture de plan"))
    openings = [
        *WELDERS,
        HELPER,
        an_opening(id="o-7", title="Tuyauteur", skills=("lecture de plan", "soudure MIG")),
    ]
    matcher = a_matcher(*openings, training)

    (course,) = gaps_of(matcher, a_beginner()).courses

    after = profile_after(a_beginner(), taught_by(training))
    now = {one.opportunity_id: one.rank for one in shortlist_for(matcher, a_beginner()).proposals}
    then = {one.opportunity_id: one.rank for one in shortlist_for(matcher, after).proposals}
    assert course.effect.moves
    for move in course.effect.moves:
        assert (now.get(move.opportunity_id), then[move.opportunity_id]) == (
            move.before,
            move.after,
        )
    assert course.effect.gained == len(then.keys() - now.keys())


@settings(max_examples=25)
@given(profile=profiles(), openings=catalogues_of_openings(), data=st.data())
def test_every_step_and_course_keeps_its_promise(
    profile: Profile, openings: list[Opportunity], data: st.DataObject
) -> None:
    skills = tuple(
        data.draw(st.lists(st.sampled_from(["zellige", "maçon", "soudure"]), max_size=2))
    )
    training = a_training("CAP soudure", id="t-9", skills=skills, starts_on=None, town=None)
    matcher = a_matcher(*openings, training)
    if not profile_text(profile):
        return

    found = gaps_of(matcher, profile)

    for course in found.courses:
        (session,) = {
            matcher.opportunity(OpportunityKind.TRAINING, one).title for one in course.sessions
        }
        assert session
        taught = taught_by(matcher.opportunity(OpportunityKind.TRAINING, course.sessions[0]))
        lines = shortlist_for(matcher, profile_after(profile, taught), limit=50).proposals
        ranks = {line.opportunity_id: line.rank for line in lines}
        for move in course.effect.moves:
            assert ranks[move.opportunity_id] == move.after


@settings(max_examples=40)
@given(profile=profiles(), openings=catalogues_of_openings())
def test_a_training_never_takes_away_what_is_allowed(
    profile: Profile, openings: list[Opportunity]
) -> None:
    matcher = a_matcher(*openings)
    taught = taught_by(a_training("Permis B et français oral", skills=("zellige",)))
    before = Question(profile=profile, kind=OpportunityKind.OPENING, today=TODAY)
    if not profile_text(profile):
        return

    now = matcher.standing(before)
    then = matcher.standing(replace(before, profile=profile_after(profile, taught)))

    assert not (now.allowed & ~then.allowed).any()


def test_a_list_that_was_never_asked_for_is_not_completed() -> None:
    taught = taught_by(a_training("Permis B et carte professionnelle", skills=("français oral",)))

    after = profile_after(a_profile(), taught)

    assert after.licences is None
    assert after.languages is None
    assert after.has_certificates is None
    assert {line.kind.value for line in after.statements} == {"skill"}


@pytest.mark.parametrize(
    ("title", "skills", "licences"),
    [
        ("Permis C et carte professionnelle", (), {Licence.C, Licence.PROFESSIONAL_DRIVER}),
        ("Chariot élévateur, formation et passage", (), {Licence.FORKLIFT}),
        ("Permis de conduire catégorie B", (), {Licence.B}),
        ("رخصة السياقة صنف ب", (), {Licence.B}),
        ("Logistique", ("CACES",), {Licence.FORKLIFT}),
        ("Taxi, permis de confiance", (), set()),
    ],
)
def test_a_training_gives_the_licences_it_names(
    title: str, skills: tuple[str, ...], licences: set[Licence]
) -> None:
    assert taught_by(a_training(title, skills=skills)).licences == licences


@pytest.mark.parametrize(
    ("text", "language", "level"),
    [
        ("français oral", LanguageCode.FRENCH, LanguageLevel.SPOKEN),
        ("anglais écrit", LanguageCode.ENGLISH, LanguageLevel.WRITTEN),
        ("français de service", LanguageCode.FRENCH, LanguageLevel.BASIC),
        ("اللغة الفرنسية", LanguageCode.FRENCH, LanguageLevel.BASIC),
    ],
)
def test_a_training_teaches_the_language_it_names_at_its_level(
    text: str, language: LanguageCode, level: LanguageLevel
) -> None:
    assert taught_by(a_training("Accueil", skills=(text,))).languages == {language: level}


def test_a_language_learned_never_lowers_the_one_known() -> None:
    known = {LanguageCode.FRENCH: LanguageLevel.WRITTEN}
    taught = taught_by(a_training("Accueil", skills=("français oral",)))
    assert profile_after(a_profile(languages=known), taught).languages == known


@pytest.mark.parametrize(
    ("session", "refusals", "too_late"),
    [
        (a_training(places=0), {Refusal.NO_PLACE_LEFT: 1}, 0),
        (a_training(town=TANGER), {Refusal.TOO_FAR: 1}, 0),
        (a_training(expires_on=TODAY - timedelta(days=1)), {Refusal.EXPIRED: 1}, 0),
        (a_training(starts_on=LATER), {}, 1),
    ],
)
def test_a_session_that_is_full_over_far_or_late_is_not_proposed_and_said_so(
    session: Opportunity, refusals: dict[Refusal, int], too_late: int
) -> None:
    matcher = a_matcher(*WELDERS, HELPER, session)

    found = gaps_of(
        matcher,
        a_beginner(max_distance_km=30.0),
        start_before=TODAY + timedelta(days=90),
    )

    assert found.courses == ()
    absent = found.steps[0].no_session
    assert absent is not None
    assert (absent.sessions, absent.refusals, absent.too_late) == (1, refusals, too_late)


def test_that_nothing_teaches_it_is_said() -> None:
    found = gaps_of(a_matcher(*WELDERS, a_training("Pâtisserie")), a_beginner())
    absent = found.steps[0].no_session
    assert absent is not None
    assert absent.sessions == 0


def test_an_opening_that_is_over_before_the_session_starts_is_not_promised() -> None:
    closing = replace(WELDERS[0], id="o-soon", expires_on=SOON - timedelta(days=1))
    starting = replace(WELDERS[0], id="o-start", starts_on=SOON - timedelta(days=1))
    matcher = a_matcher(closing, starting, WELDERS[1], a_training())

    (course,) = gaps_of(matcher, a_beginner()).courses

    assert [move.opportunity_id for move in course.effect.moves] == ["o-1"]
    assert course.effect.newly_allowed == 1


def test_sessions_of_one_course_are_named_together_the_first_to_start_first() -> None:
    sessions = [
        a_training(id="t-late", starts_on=LATER),
        a_training(id="t-soon"),
        a_training(id="t-full", places=0),
    ]
    found = gaps_of(a_matcher(*WELDERS, *sessions), a_beginner())
    assert [course.sessions for course in found.courses] == [("t-soon", "t-late")]


def test_the_course_that_opens_more_comes_first() -> None:
    openings = [
        *WELDERS,
        an_opening(id="o-8", title="Soudeur", required_licences=frozenset({Licence.B})),
    ]
    licence = a_training("Permis B", id="t-0")
    matcher = a_matcher(*openings, licence, a_training())

    found = gaps_of(matcher, a_beginner(licences=frozenset()))

    assert [course.sessions for course in found.courses] == [("t-1",), ("t-0",)]
    assert [course.effect.gained for course in found.courses] == [4, 1]


def test_two_things_missing_open_nothing_one_by_one() -> None:
    both = an_opening(
        title="Soudeur",
        required_certificates=("CAP Soudure",),
        required_licences=frozenset({Licence.B}),
    )
    found = gaps_of(a_matcher(both), a_beginner(licences=frozenset()))
    assert {step.lack.kind for step in found.steps} == {LackKind.CERTIFICATE, LackKind.LICENCE}
    assert [(step.alone, step.effect.gained) for step in found.steps] == [(0, 0), (0, 0)]


def test_a_heavier_licence_closes_what_it_includes() -> None:
    driver = an_opening(title="Soudeur", required_licences=frozenset({Licence.B}))
    found = gaps_of(a_matcher(driver, a_training("Permis C")), a_beginner(licences=frozenset()))
    assert found.steps[0].lack.licence is Licence.B
    assert found.steps[0].courses == (0,)


def test_a_language_that_is_missing_is_taught_at_the_level_asked_or_not_at_all() -> None:
    asked = an_opening(
        title="Soudeur", required_languages={LanguageCode.FRENCH: LanguageLevel.SPOKEN}
    )
    darija = a_beginner(languages={LanguageCode.DARIJA: LanguageLevel.SPOKEN})
    basic, oral = a_training("Français", id="t-b"), a_training("Français oral", id="t-o")

    assert gaps_of(a_matcher(asked, basic), darija).courses == ()
    (course,) = gaps_of(a_matcher(asked, basic, oral), darija).courses
    assert course.sessions == ("t-o",)


def test_a_skill_no_line_supports_is_taught_too() -> None:
    opening = an_opening(title="Soudeur", skills=("zellige",))
    found = gaps_of(a_matcher(opening, a_training("Zellige")), a_beginner())
    (step,) = found.steps
    assert (step.lack.kind, step.lack.text, step.alone) == (LackKind.SKILL, "zellige", 0)
    assert step.effect.gained == 1
    assert step.courses == (0,)
    assert step.no_session is None


def test_a_skill_that_would_change_nothing_is_counted_and_not_named() -> None:
    proposed = an_opening(title="soudure à l'arc", skills=("zellige",))
    found = gaps_of(a_matcher(proposed), a_beginner())
    assert found.proposed == 1
    assert found.steps == ()
    assert found.without_effect == 1


def test_a_training_that_only_opens_other_doors_is_counted_and_not_named() -> None:
    other = [
        an_opening(id=f"c-{number}", title="Agent de nettoyage", skills=("nettoyage",))
        for number in range(3)
    ]
    mixed = an_opening(id="o-5", title="soudure à l'arc", skills=("nettoyage",))
    cleaning = a_training("Nettoyage", id="t-c", skills=("nettoyage",))
    matcher = a_matcher(WELDERS[0], mixed, *other, cleaning, a_training())

    found = gaps_of(matcher, a_beginner())

    assert [course.sessions for course in found.courses] == [("t-1",)]
    assert found.courses[0].opened == 1
    # The skill, and the training that teaches it.
    assert found.without_effect == 2


def test_experience_without_the_certificate_may_be_validated_now() -> None:
    worked = a_beginner(statements=(an_experience("Soudeur en atelier", 30),))
    (step,) = gaps_of(a_matcher(*WELDERS), worked).steps
    assert step.validable is not None
    assert step.validable.months == 30


@pytest.mark.parametrize("months", [11, 12])
def test_too_short_an_experience_is_not_put_forward(months: int) -> None:
    worked = a_beginner(statements=(an_experience("Soudeur en atelier", months),))
    (step,) = gaps_of(a_matcher(*WELDERS), worked).steps
    assert (step.validable is not None) == (months >= 12)


def test_somebody_who_lacks_nothing_hears_so() -> None:
    found = gaps_of(a_matcher(*WELDERS), a_profile(a_certificate("CAP Soudure")))
    assert (found.steps, found.courses, found.near_misses, found.proposed) == ((), (), 0, 4)


def test_the_number_of_runs_is_bounded_and_what_is_left_is_counted() -> None:
    trainings = [a_training(f"Soudure {number}", id=f"t-{number}") for number in range(5)]
    found = gaps_of(a_matcher(*WELDERS, *trainings), a_beginner(), limits=GapLimits(courses=2))
    assert len(found.courses) + found.without_effect == 2
    assert found.untried == 3


def test_a_person_who_states_nothing_is_refused() -> None:
    with pytest.raises(EmptyProfile):
        gaps_of(a_matcher(*WELDERS), replace(a_profile(), statements=()))


def test_a_catalogue_without_trainings_or_openings_still_answers() -> None:
    assert gaps_of(a_matcher(), a_beginner()).steps == ()
    assert gaps_of(a_matcher(*WELDERS), a_beginner()).courses == ()


def test_seats_that_others_took_are_not_offered() -> None:
    matcher = a_matcher(*WELDERS, a_training(places=2), situation=Situation(taken={"t-1": 2}))
    assert gaps_of(matcher, a_beginner()).courses == ()


def test_another_memory_of_vectors_changes_no_answer_of_any_kind() -> None:
    activity = replace(HELPER, id="a-1", kind=OpportunityKind.ACTIVITY)
    matcher = a_matcher(*WELDERS, activity)
    for kind in (OpportunityKind.OPENING, OpportunityKind.ACTIVITY):
        question = Question(profile=a_profile(), kind=kind, today=TODAY)
        assert matcher.with_encoder(AtHand(matcher.encoder)).shortlist(
            question
        ) == matcher.shortlist(question)
