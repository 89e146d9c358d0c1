"""Advice over the invented people and companies, through the same actions as both doors."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

import pytest

from matching.outcomes import History
from matching.proposals import Question
from matching.records import Profile
from matching.teaching import profile_after, taught_by
from matching.vocabulary import OpportunityKind, Refusal
from service.actions.advising import ask_next, gaps, tracks
from service.actions.catalogue import stock_catalogue
from service.actions.demo import load_demo
from service.actions.mentoring import Group, share_out
from service.cli.operator import OPERATOR
from service.runtime import Runtime
from service.storage import Storage
from tests.runtimes import NOW, OFFICER, a_runtime, a_storage, settings_in

DEMO = tuple[Storage, Runtime]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DEMO]:
    settings = settings_in(tmp_path_factory.mktemp("demo"))
    storage = a_storage(settings)
    stock_catalogue(storage, caller=OPERATOR, now=NOW)
    load_demo(storage, caller=OPERATOR, now=NOW, step=lambda *_: None)
    yield storage, a_runtime(settings, storage)
    storage.close()


def some_people(runtime: Runtime) -> list[Profile]:
    people = runtime.serving().inventory.people.profiles
    return [one for one in people[::17] if one.statements]


def test_no_promise_about_an_invented_person_is_broken(demo: DEMO) -> None:
    storage, runtime = demo
    matcher = runtime.serving().matcher
    kept = 0
    for person in some_people(runtime):
        shown = gaps(
            runtime,
            storage,
            caller=OFFICER,
            now=NOW,
            profile_id=person.id,
            kind=OpportunityKind.OPENING,
            start_before=date(2027, 7, 1),
        )
        for course in shown.gaps.courses:
            training = shown.opportunities[course.sessions[0]]
            after = profile_after(person, taught_by(training))
            question = Question(
                profile=after, kind=OpportunityKind.OPENING, today=NOW.date(), limit=400
            )
            ranks = {
                line.opportunity_id: line.rank for line in matcher.shortlist(question).proposals
            }
            for move in course.effect.moves:
                assert ranks[move.opportunity_id] == move.after
                kept += 1
    assert kept > 10


def test_every_session_named_has_a_seat_in_reach_in_time_and_is_not_over(demo: DEMO) -> None:
    storage, runtime = demo
    matcher = runtime.serving().matcher
    named = 0
    for person in some_people(runtime):
        shown = gaps(
            runtime,
            storage,
            caller=OFFICER,
            now=NOW,
            profile_id=person.id,
            kind=OpportunityKind.OPENING,
            start_before=date(2027, 7, 1),
        )
        question = Question(
            profile=person,
            kind=OpportunityKind.TRAINING,
            today=NOW.date(),
            history=History(),
        )
        for course in shown.gaps.courses:
            for session_id in course.sessions:
                session = shown.opportunities[session_id]
                assert matcher.refusals(question, session) == ()
                assert session.starts_on is None or session.starts_on < date(2027, 7, 1)
                assert shown.seats_left[session_id] > 0
                named += 1
    assert named > 5


def test_a_licence_that_is_missing_is_found_whoever_it_keeps_out(demo: DEMO) -> None:
    storage, runtime = demo
    found = list(islice(_kept_out_by_a_licence(runtime), 5))
    assert len(found) == 5
    for person, near in found:
        shown = gaps(
            runtime,
            storage,
            caller=OFFICER,
            now=NOW,
            profile_id=person.id,
            kind=OpportunityKind.OPENING,
            start_before=None,
        )
        by_licence = [step for step in shown.gaps.steps if step.lack.licence is not None]
        assert {one for step in by_licence for one in step.asked_by} >= near


def _kept_out_by_a_licence(runtime: Runtime) -> Iterator[tuple[Profile, set[str]]]:
    """People, and what they would be proposed if no licence was asked."""
    matcher, rule = runtime.serving().matcher, Refusal.LICENCE_MISSING
    rows = matcher.stock.shelves[OpportunityKind.OPENING].catalogue.row_of
    for person in runtime.serving().inventory.people.profiles:
        question = Question(profile=person, kind=OpportunityKind.OPENING, today=NOW.date())
        if not person.statements or person.licences is None:
            continue
        lifted = matcher.standing(question, {rule})
        near = {one for one in lifted.order if lifted.masks[rule][rows[one]]}
        if near:
            yield person, near


@pytest.mark.parametrize("kind", [OpportunityKind.OPENING, OpportunityKind.ACTIVITY])
def test_a_question_is_asked_only_where_an_answer_changes_the_first_lines(
    demo: DEMO, kind: OpportunityKind
) -> None:
    storage, runtime = demo
    asked = set()
    for person in some_people(runtime):
        found = ask_next(
            runtime, storage, caller=OFFICER, now=NOW, profile_id=person.id, kind=kind
        ).answer
        asked.add(found.field)
        if found.field is not None:
            best = found.worths[0]
            assert best.field is found.field
            assert any(answer.first != found.first for answer in best.answers)
        assert all(worth.change <= 1.0 for worth in found.worths)
    assert len(asked) > 1


def test_both_tracks_of_an_invented_person_come_from_one_release(demo: DEMO) -> None:
    storage, runtime = demo
    for person in some_people(runtime)[:4]:
        shown = tracks(runtime, storage, caller=OFFICER, now=NOW, profile_id=person.id, limit=3)
        sides = (shown.jobs.shortlist, shown.activities.shortlist)
        assert {side.kind for side in sides} == {OpportunityKind.OPENING, OpportunityKind.ACTIVITY}
        assert len({side.release_id for side in sides}) == 1
        lines = [line for side in sides for line in side.proposals]
        assert {line.opportunity_id for line in lines} <= set(shown.opportunities)


def test_twenty_invented_people_find_a_mentor_within_places_and_a_cap_of_three(
    demo: DEMO,
) -> None:
    storage, runtime = demo
    matcher = runtime.serving().matcher
    mentors = matcher.stock.shelves[OpportunityKind.MENTOR].catalogue.opportunities
    profiles = runtime.serving().inventory.people.profiles
    people = [
        one
        for one in profiles
        if one.statements and one.max_distance_km is None and one.accepted_regions is None
    ][:20]
    assert len(people) == 20

    shown = share_out(
        runtime,
        storage,
        caller=OFFICER,
        now=NOW,
        group=Group(profile_ids=[one.id for one in people], max_each=3),
    )

    places = {one.id: one.places or 20 for one in mentors}
    assert len(shown.assignment.lines) == 20
    assert all(count <= min(places[one], 3) for one, count in shown.assignment.loads.items())
