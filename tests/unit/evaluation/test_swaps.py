from dataclasses import replace

from evaluation.swaps import Swap, compare_twins, neighbour_of, swap_profiles
from matching.proposals import Question
from matching.records import Profile
from matching.vocabulary import OpportunityKind
from tests.matchers import a_matcher
from tests.situations import (
    CASABLANCA,
    MOHAMMEDIA,
    TANGER,
    TODAY,
    a_profile,
    a_skill,
    an_experience,
    an_opening,
)

OPENINGS = (
    an_opening("Soudeur", id="o-1", skills=("soudure à l'arc",)),
    an_opening("Cuisinier", id="o-2", town=MOHAMMEDIA),
    an_opening("Couturière", id="o-3", town=TANGER),
)


def asked(profile: Profile) -> Question:
    return Question(profile=profile, kind=OpportunityKind.OPENING, today=TODAY)


PEOPLE = [
    asked(a_profile(id="a", max_distance_km=40.0)),
    asked(a_profile(an_experience("aide cuisinier", months=7), id="b")),
    asked(a_profile(a_skill("couture"), id="c", home=None)),
]


def test_ids_and_neighbouring_communes_change_nothing() -> None:
    reference, commune = swap_profiles(a_matcher(*OPENINGS), PEOPLE)
    assert (reference.swap, reference.twins, reference.changed) == (Swap.REFERENCE, 3, 0)
    assert (commune.swap, commune.twins, commune.changed) == (Swap.COMMUNE, 2, 0)
    assert reference.holds
    assert commune.holds
    assert reference.max_change == commune.max_change == 0


def test_the_neighbour_has_the_same_centre_and_region_and_another_name() -> None:
    other = neighbour_of(CASABLANCA)
    assert (other.place, other.region) == (CASABLANCA.place, CASABLANCA.region)
    assert other.code != CASABLANCA.code
    assert other.name_fr != CASABLANCA.name_fr


def test_twins_that_differ_in_what_counts_are_seen_to_differ() -> None:
    other = replace(PEOPLE[0].profile, statements=(a_skill("cuisine"),))
    found = compare_twins(a_matcher(*OPENINGS), Swap.NAME, [(PEOPLE[0], asked(other))])
    assert (found.twins, found.changed, found.holds) == (1, 1, False)


def test_a_score_that_moves_is_measured_by_how_much() -> None:
    other = replace(PEOPLE[0].profile, home=MOHAMMEDIA)
    matcher = a_matcher(OPENINGS[0])
    found = compare_twins(matcher, Swap.COMMUNE, [(PEOPLE[0], asked(other))])
    one, two = (matcher.shortlist(each).proposals for each in (PEOPLE[0], asked(other)))
    assert found.max_change == abs(one[0].score - two[0].score) > 0


def test_twins_who_state_nothing_both_get_no_list() -> None:
    nobody = asked(Profile(id="n"))
    found = compare_twins(a_matcher(*OPENINGS), Swap.NAME, [(nobody, nobody)])
    assert found.holds
    some = compare_twins(a_matcher(*OPENINGS), Swap.NAME, [(nobody, PEOPLE[0])])
    assert some.changed == 1


def test_nothing_compared_is_nothing_proved() -> None:
    assert not compare_twins(a_matcher(*OPENINGS), Swap.NAME, []).holds
