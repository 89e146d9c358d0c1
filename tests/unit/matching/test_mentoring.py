"""People and mentors: everybody who can be is served, nobody takes more than they can."""

from collections import Counter
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.assignment.terms import PersonNamedTwice
from matching.mentoring import MentorAssignment, MentorRequest, NoSuchMentor, assign_mentors
from matching.outcomes import History
from matching.pipeline import Matcher
from matching.proposals import Question
from matching.records import Opportunity, Profile
from matching.rules import Situation
from matching.vocabulary import (
    LanguageCode,
    LanguageLevel,
    MentorFlag,
    MentorlessCause,
    OpportunityKind,
    Refusal,
)
from tests.matchers import a_matcher
from tests.situations import CASABLANCA, TANGER, TODAY, a_profile, a_skill, an_opening

TRADES = ("soudure", "couture", "coiffure", "maçonnerie", "cuisine")


def a_mentor(identifier: str, trade: str = "soudure", **offered: Any) -> Opportunity:
    plain = {"id": identifier, "kind": OpportunityKind.MENTOR, "places": 3}
    return an_opening(f"Artisan, {trade}", skills=(trade,), **{**plain, **offered})


def a_person(number: int, trade: str = "soudure", **known: Any) -> Profile:
    return a_profile(a_skill(trade), **{"id": f"p-{number:02}", **known})


def shared(
    matcher: Matcher, people: list[Profile], history: History | None = None, **asked: Any
) -> MentorAssignment:
    questions = [
        Question(
            profile=one,
            kind=OpportunityKind.MENTOR,
            today=TODAY,
            history=history or History(),
        )
        for one in people
    ]
    return assign_mentors(matcher, MentorRequest(questions=questions, **asked))


def test_twenty_people_and_eight_mentors_with_cap_three_are_all_served() -> None:
    mentors = [a_mentor(f"m-{number}", TRADES[number % 5], places=None) for number in range(8)]
    people = [a_person(number, TRADES[number % 5]) for number in range(20)]

    found = shared(a_matcher(*mentors), people, max_each=3)

    assert len(found.lines) == 20
    assert found.unserved == ()
    assert max(found.loads.values()) <= 3
    assert sum(found.loads.values()) == 20


def test_everybody_is_served_before_anybody_is_served_well() -> None:
    near = a_mentor("m-1", places=1)
    weak = a_mentor(
        "m-2", "cuisine", places=1, required_languages={LanguageCode.FRENCH: LanguageLevel.SPOKEN}
    )
    speaks = a_person(1, languages={LanguageCode.FRENCH: LanguageLevel.SPOKEN})
    silent = a_person(2, "couture", languages={LanguageCode.DARIJA: LanguageLevel.SPOKEN})

    found = shared(a_matcher(near, weak), [speaks, silent])

    pairs = {line.proposal.profile_id: line.proposal.opportunity_id for line in found.lines}
    assert pairs == {"p-01": "m-2", "p-02": "m-1"}


@settings(max_examples=30)
@given(
    places=st.lists(st.integers(0, 2), min_size=1, max_size=3),
    trades=st.lists(st.sampled_from(TRADES), min_size=1, max_size=4),
    data=st.data(),
)
def test_no_other_way_serves_more_or_better(
    places: list[int], trades: list[str], data: st.DataObject
) -> None:
    mentors = [
        a_mentor(f"m-{number}", data.draw(st.sampled_from(TRADES)), places=count)
        for number, count in enumerate(places)
    ]
    people = [a_person(number, trade) for number, trade in enumerate(trades)]
    kept = data.draw(st.sets(st.sampled_from([one.id for one in mentors])))
    apart = {people[0].id: frozenset(kept)}
    matcher = a_matcher(*mentors)

    found = shared(matcher, people, apart=apart)

    best = _by_brute_force(matcher, people, mentors, apart)
    total = sum(line.proposal.score for line in found.lines)
    assert (len(found.lines), round(total, 9)) == (best[0], round(best[1], 9))
    loads = Counter(line.proposal.opportunity_id for line in found.lines)
    assert loads == found.loads
    assert all(loads[one.id] <= (one.places or 0) for one in mentors)
    assert not any(
        line.proposal.opportunity_id in apart.get(line.proposal.profile_id, ())
        for line in found.lines
    )


def _by_brute_force(
    matcher: Matcher,
    people: list[Profile],
    mentors: list[Opportunity],
    apart: dict[str, frozenset[str]],
) -> tuple[int, float]:
    seats = [one for one in mentors for _ in range(one.places or 0)]
    seats_or_none = [*seats, *[None] * len(people)]
    best = (0, 0.0)
    questions = {
        one.id: Question(profile=one, kind=OpportunityKind.MENTOR, today=TODAY) for one in people
    }
    scores = {
        (one.id, mentor.id): matcher.proposal(questions[one.id], mentor.id).score
        for one in people
        for mentor in mentors
        if mentor.id not in apart.get(one.id, ())
    }
    for order in set(permutations(range(len(seats_or_none)), len(people))):
        pairs = [
            (one.id, seat.id)
            for one, place in zip(people, order, strict=True)
            if (seat := seats_or_none[place]) is not None
        ]
        if all(pair in scores for pair in pairs):
            best = max(best, (len(pairs), float(np.sum([scores[pair] for pair in pairs]))))
    return best


def test_the_same_group_gives_the_same_pairs_in_any_order() -> None:
    mentors = [a_mentor(f"m-{number}", places=1) for number in range(3)]
    people = [a_person(number) for number in range(3)]

    one = shared(a_matcher(*mentors), people)
    other = shared(a_matcher(*mentors[::-1]), people[::-1])

    assert {line.proposal.profile_id: line for line in one.lines} == {
        line.proposal.profile_id: line for line in other.lines
    }
    assert [line.proposal.profile_id for line in other.lines] == ["p-02", "p-01", "p-00"]


def test_whoever_the_counsellor_keeps_apart_never_meets_and_no_reason_is_known() -> None:
    matcher = a_matcher(a_mentor("m-1"), a_mentor("m-2", "couture"))
    found = shared(matcher, [a_person(1)], apart={"p-01": frozenset({"m-1"})})
    assert [line.proposal.opportunity_id for line in found.lines] == ["m-2"]
    # The second-best for this trade, the first of those this person may have.
    assert found.lines[0].proposal.rank == 1


def test_a_mentor_declined_for_good_is_kept_out_by_the_rule() -> None:
    matcher = a_matcher(a_mentor("m-1"))
    history = History(declined=frozenset({"m-1"}))
    (left,) = shared(matcher, [a_person(1)], history=history).unserved
    assert left.cause is MentorlessCause.NOBODY_ALLOWED
    assert left.refusals == {Refusal.ALREADY_DECLINED: 1}


def test_places_already_taken_are_not_given_again() -> None:
    matcher = a_matcher(a_mentor("m-1", places=2), situation=Situation(taken={"m-1": 1}))
    found = shared(matcher, [a_person(1), a_person(2)])
    assert found.loads == {"m-1": 1}
    assert found.caps == {"m-1": 1}
    assert [one.cause for one in found.unserved] == [MentorlessCause.MENTORS_FULL]


def test_whoever_states_nothing_is_named_and_the_others_are_served() -> None:
    silent = Profile(id="p-09")
    found = shared(a_matcher(a_mentor("m-1")), [silent, a_person(1)])
    assert [one.cause for one in found.unserved] == [MentorlessCause.NOTHING_STATED]
    assert len(found.lines) == 1


def test_what_to_look_at_before_an_introduction_is_flagged() -> None:
    french = {LanguageCode.FRENCH: LanguageLevel.SPOKEN}
    matcher = a_matcher(a_mentor("m-1", "cuisine", required_languages=french, town=None))

    (line,) = shared(matcher, [a_person(1)]).lines
    assert set(line.flags) == set(MentorFlag)

    known = a_person(1, "cuisine", languages=french)
    near = a_matcher(a_mentor("m-1", "cuisine", required_languages=french, town=CASABLANCA))
    (line,) = shared(near, [known], asked=frozenset({"p-01"})).lines
    assert line.flags == ()


def test_a_mentor_whose_language_the_person_lacks_is_refused() -> None:
    french = {LanguageCode.FRENCH: LanguageLevel.SPOKEN}
    person = a_person(1, languages={LanguageCode.DARIJA: LanguageLevel.SPOKEN})
    (left,) = shared(a_matcher(a_mentor("m-1", required_languages=french)), [person]).unserved
    assert left.refusals == {Refusal.LANGUAGE_MISSING: 1}


def test_a_mentor_out_of_reach_is_refused() -> None:
    matcher = a_matcher(a_mentor("m-1", town=TANGER))
    (left,) = shared(matcher, [a_person(1, max_distance_km=30.0)]).unserved
    assert left.refusals == {Refusal.TOO_FAR: 1}


def test_somebody_named_twice_is_refused_with_both_places() -> None:
    with pytest.raises(PersonNamedTwice) as caught:
        shared(a_matcher(a_mentor("m-1")), [a_person(1), a_person(2), a_person(1)])
    assert (caught.value.params["line"], caught.value.params["first_line"]) == (3, 1)


def test_an_unknown_mentor_to_keep_apart_is_refused() -> None:
    with pytest.raises(NoSuchMentor):
        shared(a_matcher(a_mentor("m-1")), [a_person(1)], apart={"p-01": frozenset({"m-7"})})


def test_no_mentor_and_nobody_are_answers() -> None:
    assert shared(a_matcher(a_mentor("m-1")), []).lines == ()
    (left,) = shared(a_matcher(), [a_person(1)]).unserved
    assert left.cause is MentorlessCause.NOBODY_ALLOWED
