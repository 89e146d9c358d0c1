"""Lists a page at a time, on SQLite and on PostgreSQL: the same order, the same choice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.explanation import missing_fields
from matching.outcomes import Feedback, Outcome, Standing
from matching.records import Profile
from matching.vocabulary import (
    Answer,
    DeclineReason,
    MissingField,
    OutcomeKind,
    RecordKind,
)
from service.storage import PeopleWanted, Storage
from service.storage.documents import to_document
from tests.storage_fixtures import (
    DAY,
    ENGINES,
    FES,
    NOON,
    SAFI,
    a_company,
    a_profile,
    an_opening,
    migrated_storage,
)
from tests.storage_strategies import profiles

BY: Any = {"at": NOON, "source": "import-1", "actor": "officer-1"}
QUARTER = replace(FES, code="231.01.05")
ASKED = [one for one in MissingField if one not in {MissingField.OWN_MEANS, MissingField.LEGAL_AGE}]


@pytest.fixture(params=ENGINES, scope="module")
def shared(request: pytest.FixtureRequest) -> Iterator[Storage]:
    with migrated_storage(request.param) as storage:
        yield storage


@pytest.fixture(params=ENGINES)
def storage(request: pytest.FixtureRequest) -> Iterator[Storage]:
    with migrated_storage(request.param) as storage:
        yield storage


def available(profile_id: str, day: date | None, home: Any = FES) -> Profile:
    return replace(a_profile(profile_id, home=home), available_from=day)


def put(storage: Storage, kind: RecordKind, *records: Any) -> None:
    with storage.begin() as work:
        work.records.put_many(kind, records, **BY)


def answer(storage: Storage, person: str, offer: str, said: Answer, days_ago: int = 0) -> None:
    with storage.begin() as work:
        work.feedback.add(
            Feedback(
                id=uuid4(),
                profile_id=person,
                opportunity_id=offer,
                answer=said,
                reason=DeclineReason.HOURS if said is Answer.DECLINED_BY_PERSON else None,
                given_at=NOON - timedelta(days=days_ago),
                given_by="officer-1",
            )
        )


def ids(storage: Storage, offset: int = 0, limit: int = 100, **wanted: Any) -> list[str]:
    with storage.read() as work:
        found = work.listings.people(PeopleWanted(**wanted), DAY, offset, limit)
        everybody = work.listings.people(PeopleWanted(**wanted), DAY, 0, 100)
        assert found.total == everybody.total == len(everybody.items)
    return [one.id for one in found.items]


@pytest.fixture
def people(storage: Storage) -> Storage:
    put(
        storage,
        RecordKind.PROFILE,
        available("d", None),
        available("c", DAY + timedelta(days=9), SAFI),
        available("b", DAY - timedelta(days=400), None),
        available("a", DAY, QUARTER),
        available("e", DAY + timedelta(days=40)),
    )
    return storage


def test_whoever_is_free_is_free_today_and_an_unknown_day_comes_last(people: Storage) -> None:
    assert ids(people) == ["a", "b", "c", "e", "d"]
    assert ids(people, offset=1, limit=2) == ["b", "c"]
    assert ids(people, offset=9, limit=2) == []


def test_a_territory_holds_its_people_and_those_whose_town_is_not_known(people: Storage) -> None:
    assert ids(people, territory=frozenset({"MA-07"})) == ["b", "c"]
    assert ids(people, territory=frozenset()) == []
    assert ids(people, region="MA-07") == ["c"]
    assert ids(people, territory=frozenset({"MA-03"}), region="MA-07") == []


def test_the_town_of_a_province_means_every_commune_in_it(people: Storage) -> None:
    assert ids(people, town="231") == ["a", "e", "d"]
    assert ids(people, town="231.01.05") == ["a"]
    assert ids(people, town="23") == []


def test_people_are_chosen_by_the_day_on_which_they_become_available(people: Storage) -> None:
    assert ids(people, days=(DAY, DAY + timedelta(days=9))) == ["a", "c"]
    assert ids(people, is_day_unknown=True) == ["d"]


def test_what_was_withdrawn_was_never_proposed(people: Storage) -> None:
    answer(people, "a", "x", Answer.PROPOSED)
    answer(people, "b", "x", Answer.PROPOSED)
    answer(people, "b", "x", Answer.WITHDRAWN)
    answer(people, "c", "x", Answer.DECLINED_BY_PERSON)
    answer(people, "e", "x", Answer.LEGAL_AGE_CONFIRMED)
    assert ids(people, is_without_proposal=True) == ["b", "e", "d"]
    with people.read() as work:
        assert work.standings.of_people(["a", "b", "c", "nobody"]) == {
            "a": {Standing.PROPOSED: 1},
            "c": {Standing.DECLINED: 1},
        }


# No door lets a NUL in, which PostgreSQL cannot hold.
readable = profiles.filter(lambda one: "\\u0000" not in to_document(one))


@settings(max_examples=8)
@given(drawn=st.lists(readable, min_size=4, max_size=8))
def test_what_is_missing_is_what_the_explanation_says(
    shared: Storage, drawn: list[Profile]
) -> None:
    drawn = [replace(one, id=f"{number}-{uuid4()}") for number, one in enumerate(drawn)]
    put(shared, RecordKind.PROFILE, *drawn)
    mine = {one.id for one in drawn}
    with shared.read() as work:
        for missing in ASKED:
            wanted = PeopleWanted(missing=missing)
            found = {one.id for one in work.listings.people(wanted, DAY, 0, 5000).items}
            expected = {one.id for one in drawn if missing in missing_fields(one)}
            assert found & mine == expected, missing


def test_openings_that_expire_first_are_in_front_and_the_expired_are_gone(storage: Storage) -> None:
    def expiring(name: str, days: int | None, **given: Any) -> Any:
        last = None if days is None else DAY + timedelta(days=days)
        return replace(an_opening(name, **given), expires_on=last)

    put(
        storage,
        RecordKind.OPENING,
        expiring("b", None),
        expiring("a", None, title="soudeur"),
        expiring("late", 30, company="other"),
        expiring("today", 0),
        expiring("gone", -1),
    )
    with storage.read() as work:
        found = work.listings.openings(DAY, 0, 10)
        assert [one.id for one in found.items] == ["today", "late", "a", "b"]
        assert found.total == 4
        own = work.listings.openings(DAY, 1, 10, "company-1")
        assert [one.id for one in own.items] == ["a", "b"]
        assert own.total == 3


def test_companies_are_in_the_order_of_their_names(storage: Storage) -> None:
    named = {"1": "zellige", "2": "Atelier", "3": "boulangerie"}
    put(
        storage,
        RecordKind.COMPANY,
        *(replace(a_company(key), name=name) for key, name in named.items()),
    )
    with storage.read() as work:
        assert [one.id for one in work.listings.companies(0, 10).items] == ["2", "3", "1"]
        assert [one.id for one in work.listings.companies(1, 1).items] == ["3"]
        assert work.listings.companies(3, 1).total == 3


def receiving(
    storage: Storage, territory: Any = None, without: frozenset[str] = frozenset()
) -> dict[str, tuple[int, int | None, int]]:
    with storage.read() as work:
        found = work.listings.receiving(DAY, territory, without, 0, 100)
        assert found.total == len(found.items)
    return {one.company.id: (one.openings, one.places, one.pending) for one in found.items}


def test_a_company_receives_as_many_as_its_places_and_its_cap_allow(storage: Storage) -> None:
    cap = {"free": None, "capped": 1, "full": 2, "open": None, "paused": None, "closed": None}
    put(
        storage,
        RecordKind.COMPANY,
        *(
            replace(a_company(name), max_pending=most, is_paused=name == "paused")
            for name, most in cap.items()
        ),
    )
    openings = [replace(an_opening(f"{name}-1", company=name), places=4) for name in cap]
    put(
        storage,
        RecordKind.OPENING,
        *openings,
        replace(an_opening("free-2", company="free"), places=2),
        replace(an_opening("free-far", company="free"), places=1, town=SAFI),
        replace(an_opening("free-old", company="free"), expires_on=DAY - timedelta(days=1)),
        replace(an_opening("open-1", company="open"), places=None),
        replace(an_opening("closed-1", company="closed"), places=1),
        an_opening("of-nobody", company=None),
    )
    put(storage, RecordKind.PROFILE, *(available(f"p{number}", DAY) for number in range(4)))
    answer(storage, "p0", "free-1", Answer.ACCEPTED)
    answer(storage, "p0", "full-1", Answer.PROPOSED)
    answer(storage, "p1", "full-1", Answer.PROPOSED)
    answer(storage, "p2", "closed-1", Answer.ACCEPTED)
    answer(storage, "p3", "capped-1", Answer.DECLINED_BY_PERSON)
    assert receiving(storage) == {
        "open": (1, None, 0),
        "free": (3, 6, 1),
        "capped": (1, 1, 0),
    }
    assert list(receiving(storage)) == ["open", "free", "capped"]
    assert receiving(storage, frozenset({"MA-07"})) == {"free": (1, 1, 1)}
    assert receiving(storage, frozenset()) == {}
    assert set(receiving(storage, without=frozenset({"free"}))) == {"open", "capped"}


def test_answers_are_awaited_the_oldest_proposal_first(people: Storage) -> None:
    put(people, RecordKind.OPENING, an_opening("x"), an_opening("y"))
    answer(people, "c", "x", Answer.PROPOSED, days_ago=2)
    answer(people, "a", "x", Answer.PROPOSED, days_ago=5)
    answer(people, "b", "y", Answer.PROPOSED, days_ago=1)
    answer(people, "e", "y", Answer.PROPOSED, days_ago=9)
    answer(people, "e", "y", Answer.ACCEPTED)
    with people.begin() as work:
        work.outcomes.add(
            Outcome(
                id=uuid4(),
                profile_id="a",
                opportunity_id="x",
                kind=OutcomeKind.INTERVIEW,
                happened_on=DAY,
                noted_at=NOON,
                noted_by="officer-1",
            )
        )
    with people.read() as work:
        found = work.standings.awaited(None, 0, 10)
        assert [(one.profile_id, one.opportunity_id) for one in found] == [
            ("a", "x"),
            ("c", "x"),
            ("b", "y"),
        ]
        assert found[0].happened_on == DAY - timedelta(days=5)
        assert found[0].company_id == "company-1"
        assert work.standings.count_awaited(None) == 3
        south = frozenset({"MA-07"})
        assert [one.profile_id for one in work.standings.awaited(south, 0, 10)] == ["c", "b"]
        assert work.standings.count_awaited(south) == 2
        assert work.standings.count_awaited(frozenset()) == 0


def test_a_company_s_history_names_people_of_the_territory_and_counts_all(people: Storage) -> None:
    put(people, RecordKind.OPENING, an_opening("x"), an_opening("y", company="other"))
    answer(people, "c", "x", Answer.DECLINED_BY_PERSON, days_ago=1)
    answer(people, "a", "x", Answer.PROPOSED)
    answer(people, "a", "y", Answer.PROPOSED)
    answer(people, "e", "x", Answer.PROPOSED)
    answer(people, "e", "x", Answer.WITHDRAWN)
    with people.read() as work:
        found = work.standings.with_company("company-1", None, 0, 10)
        assert [(one.profile_id, one.event, one.reason) for one in found] == [
            ("a", Answer.PROPOSED, None),
            ("c", Answer.DECLINED_BY_PERSON, DeclineReason.HOURS),
        ]
        assert work.standings.of_company("company-1") == {
            Standing.PROPOSED: 1,
            Standing.DECLINED: 1,
        }
        north = frozenset({"MA-03"})
        assert work.standings.count_with_company("company-1", north) == 1
        assert [
            one.profile_id for one in work.standings.with_company("company-1", north, 0, 9)
        ] == ["a"]
