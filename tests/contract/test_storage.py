"""What the records of a storage promise, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from matching.records import Profile
from matching.vocabulary import LanguageCode, LanguageLevel, OpportunityKind, RecordKind
from service.storage import NoSuchRecord, Put, Record, RecordChanged, Storage, Stored
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
from tests.storage_strategies import kind_of, records, undated

PROFILE, COMPANY, OPENING = RecordKind.PROFILE, RecordKind.COMPANY, RecordKind.OPENING
BY: Any = {"source": "import-1", "actor": "officer-1"}
NOW: Any = {"at": NOON, **BY}


@pytest.fixture(params=ENGINES)
def storage(request: pytest.FixtureRequest) -> Iterator[Storage]:
    with migrated_storage(request.param) as storage:
        yield storage


def test_a_record_comes_back_with_its_origin(storage: Storage) -> None:
    with storage.begin() as work:
        put = work.records.put(OPENING, an_opening(), **NOW)
    assert put == Put(id="opening-1", change="created", version=1)
    with storage.read() as work:
        assert work.records.get(OPENING, "opening-1") == Stored(
            record=an_opening(),
            kind=OPENING,
            version=1,
            at=NOON,
            source="import-1",
            actor="officer-1",
            revision=1,
        )


def test_an_exception_undoes_the_whole_action(storage: Storage) -> None:
    def put_then_fail() -> None:
        with storage.begin() as work:
            work.records.put(COMPANY, a_company(), **NOW)
            work.records.put(OPENING, a_company(), **NOW)

    with pytest.raises(TypeError):
        put_then_fail()
    with storage.read() as work:
        assert (work.records.count(COMPANY), work.records.revision()) == (0, 0)


def test_reading_cannot_write(storage: Storage) -> None:
    with pytest.raises(DBAPIError), storage.read() as work:
        work.records.put(COMPANY, a_company(), **NOW)


def test_a_reader_sees_one_moment(storage: Storage) -> None:
    with storage.read() as reader:
        assert reader.records.revision() == 0
        with storage.begin() as work:
            work.records.put(COMPANY, a_company(), **NOW)
        assert (reader.records.revision(), reader.records.count(COMPANY)) == (0, 0)
    with storage.read() as reader:
        assert (reader.records.revision(), reader.records.count(COMPANY)) == (1, 1)


def test_the_same_content_appends_nothing(storage: Storage) -> None:
    later: Any = {"at": NOON + timedelta(days=3), **BY}
    profile = a_profile("p")
    with storage.begin() as work:
        work.records.put(PROFILE, profile, **NOW)
        again = work.records.put(PROFILE, profile, **later)
        redated = replace(profile, noted_on={"home": date(2026, 1, 1)})
        assert work.records.put(PROFILE, redated, **later) == again
        assert again == Put(id="p", change="unchanged", version=1)
        assert work.records.get(PROFILE, "p").at == NOON
        assert work.records.revision() == 1


def test_numbers_and_sets_that_are_equal_are_the_same_content(storage: Storage) -> None:
    opening = an_opening()
    same = replace(opening, cost_mad=Decimal("1250.5000"), skills=tuple(opening.skills))
    with storage.begin() as work:
        work.records.put(OPENING, opening, **NOW)
        assert work.records.put(OPENING, same, **NOW).change == "unchanged"
        rounded = replace(a_profile("p"), max_distance_km=25)
        work.records.put(PROFILE, rounded, **NOW)
        assert work.records.put(PROFILE, a_profile("p"), **NOW).change == "unchanged"


def test_changed_content_appends_a_version(storage: Storage) -> None:
    with storage.begin() as work:
        work.records.put(OPENING, an_opening(), **NOW)
    with storage.begin() as work:
        put = work.records.put(OPENING, an_opening(title="Soudeuse"), **NOW)
    assert put == Put(id="opening-1", change="changed", version=2)
    with storage.read() as work:
        now = work.records.get(OPENING, "opening-1")
        before = work.records.get_version(OPENING, "opening-1", 1)
    assert (now.opportunity.title, now.version, now.revision) == ("Soudeuse", 2, 2)
    assert (before.opportunity.title, before.version, before.revision) == ("Soudeur", 1, 1)


@pytest.mark.parametrize("kind", RecordKind)
def test_what_was_never_put_is_not_found(storage: Storage, kind: RecordKind) -> None:
    with storage.read() as work:
        with pytest.raises(NoSuchRecord) as refusal:
            work.records.get(kind, "nobody")
        with pytest.raises(NoSuchRecord):
            work.records.get_version(kind, "nobody", 1)
        with pytest.raises(NoSuchRecord):
            work.records.on_day(kind, "nobody", DAY)
    assert refusal.value.params == {"kind": kind, "id": "nobody"}


def test_one_id_may_serve_two_kinds(storage: Storage) -> None:
    with storage.begin() as work:
        work.records.put(COMPANY, a_company("x"), **NOW)
        work.records.put(OPENING, an_opening("x"), **NOW)
        assert work.records.get(COMPANY, "x").company == a_company("x")
        assert work.records.get(OPENING, "x").opportunity == an_opening("x")


def test_a_record_is_kept_under_its_own_kind_only(storage: Storage) -> None:
    training = replace(an_opening(), kind=OpportunityKind.TRAINING)
    with storage.begin() as work:
        for kind, record in ((OPENING, training), (COMPANY, an_opening()), (PROFILE, a_company())):
            with pytest.raises(TypeError):
                work.records.put(kind, record, **NOW)
        work.records.put(RecordKind.TRAINING, training, **NOW)
        with pytest.raises(TypeError):
            _ = work.records.get(RecordKind.TRAINING, "opening-1").company


def test_a_batch_answers_line_by_line(storage: Storage) -> None:
    with storage.begin() as work:
        work.records.put(OPENING, an_opening("b"), **NOW)
        puts = work.records.put_many(
            OPENING,
            iter(
                [
                    an_opening("a"),
                    an_opening("b"),
                    an_opening("b", title="Boulanger"),
                    an_opening("a", title="Menuisier"),
                    an_opening("a", title="Menuisier"),
                ]
            ),
            **NOW,
        )
        changes = [(put.id, put.change, put.version) for put in puts]
        assert work.records.get(OPENING, "a").opportunity.title == "Menuisier"
        assert work.records.get_version(OPENING, "a", 1).opportunity.title == "Soudeur"
    assert changes == [
        ("a", "created", 1),
        ("b", "unchanged", 1),
        ("b", "changed", 2),
        ("a", "changed", 2),
        ("a", "unchanged", 2),
    ]


def test_an_empty_batch_writes_nothing(storage: Storage) -> None:
    with storage.begin() as work:
        assert work.records.put_many(OPENING, [], **NOW) == []
        assert work.records.revision() == 0


def test_a_replacement_needs_the_version_that_was_read(storage: Storage) -> None:
    with storage.begin() as work:
        work.records.put(OPENING, an_opening(), **NOW)
        put = work.records.replace(OPENING, an_opening(title="A"), expected_version=1, **NOW)
        assert put.version == 2
    with storage.begin() as work, pytest.raises(RecordChanged) as refusal:
        work.records.replace(OPENING, an_opening(title="B"), expected_version=1, **NOW)
    assert refusal.value.params == {
        "kind": "opening",
        "id": "opening-1",
        "expected": 1,
        "current": 2,
    }
    with storage.begin() as work, pytest.raises(NoSuchRecord):
        work.records.replace(OPENING, an_opening("none"), expected_version=1, **NOW)


def test_pages_follow_one_another_by_code_point(storage: Storage) -> None:
    ids = ["Z", "a", "B-10", "B-9", "é", "b"]
    with storage.begin() as work:
        work.records.put_many(OPENING, [an_opening(each) for each in ids], **NOW)
    pages: list[list[str]] = []
    after = None
    with storage.read() as work:
        while page := work.records.page(OPENING, regions=None, after=after, limit=4):
            pages.append([stored.id for stored in page])
            after = page[-1].id
    assert pages == [["B-10", "B-9", "Z", "a"], ["b", "é"]]


def test_a_page_stops_at_the_border_of_the_territory(storage: Storage) -> None:
    with storage.begin() as work:
        work.records.put(PROFILE, a_profile("in-fes", home=FES), **NOW)
        work.records.put(PROFILE, a_profile("in-safi", home=SAFI), **NOW)
        work.records.put(PROFILE, a_profile("unknown", home=None), **NOW)
        work.records.put(PROFILE, a_profile("moved", home=SAFI), **NOW)
        work.records.put(PROFILE, a_profile("moved", home=FES), **NOW)

    def ids(regions: frozenset[str] | None) -> list[str]:
        with storage.read() as work:
            page = work.records.page(PROFILE, regions=regions, after=None, limit=10)
        return [stored.id for stored in page]

    assert ids(None) == ["in-fes", "in-safi", "moved", "unknown"]
    assert ids(frozenset({"MA-03"})) == ["in-fes", "moved", "unknown"]
    assert ids(frozenset({"MA-07"})) == ["in-safi", "unknown"]
    assert ids(frozenset()) == ["unknown"]


def test_many_are_found_at_once(storage: Storage) -> None:
    with storage.begin() as work:
        work.records.put_many(OPENING, [an_opening(each) for each in "abc"], **NOW)
        work.records.delete(OPENING, "b", **NOW)
        found = work.records.get_many(OPENING, ["c", "b", "a", "none"])
    assert {key: stored.id for key, stored in found.items()} == {"a": "a", "c": "c"}


def test_everything_in_force_is_streamed_in_order(storage: Storage) -> None:
    with storage.begin() as work:
        work.records.put_many(OPENING, [an_opening(f"o{n:04}") for n in range(2500)], **NOW)
        work.records.put(COMPANY, a_company(), **NOW)
        work.records.put(PROFILE, a_profile("p"), **NOW)
    with storage.read() as work:
        listed = [stored.id for stored in work.records.current([OPENING, COMPANY])]
    assert listed == ["company-1", *[f"o{n:04}" for n in range(2500)]]


def test_a_profile_read_back_is_the_profile_that_was_put(storage: Storage) -> None:
    profile = replace(
        a_profile("p"),
        languages={LanguageCode.ARABIC: LanguageLevel.WRITTEN},
        ruled_out=frozenset(),
    )
    with storage.begin() as work:
        work.records.put(PROFILE, profile, **NOW)
        back = work.records.get(PROFILE, "p").profile
    assert replace(back, noted_on={}) == profile
    assert isinstance(back, Profile)


@given(st.lists(records, max_size=8, unique_by=lambda record: (kind_of(record), record.id)))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_put_comes_back(storage: Storage, batch: list[Record]) -> None:
    with storage.begin() as work:
        for record in batch:
            kind = kind_of(record)
            work.records.put(kind, record, **NOW)
            assert undated(work.records.get(kind, record.id).record) == record
            assert work.records.put(kind, record, **NOW).change == "unchanged"
