"""The past of records: versions, days and revisions, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from matching.vocabulary import RecordKind
from service.storage import NoSuchRecord, Put, RecordChanged, Removed, Storage, Stored
from tests.storage_fixtures import (
    DAY,
    ENGINES,
    NOON,
    SAFI,
    a_company,
    a_profile,
    an_opening,
    migrated_storage,
)

PROFILE, COMPANY, OPENING = RecordKind.PROFILE, RecordKind.COMPANY, RecordKind.OPENING
BY: Any = {"source": "import-1", "actor": "officer-1"}
NOW: Any = {"at": NOON, **BY}


@pytest.fixture(params=ENGINES)
def storage(request: pytest.FixtureRequest) -> Iterator[Storage]:
    with migrated_storage(request.param) as storage:
        yield storage


def test_a_new_profile_dates_what_it_says(storage: Storage) -> None:
    asked = date(2026, 2, 20)
    with storage.begin() as work:
        work.records.put(PROFILE, replace(a_profile("p"), noted_on={"home": asked}), **NOW)
        noted_on = work.records.get(PROFILE, "p").profile.noted_on
    assert noted_on == {
        "statements": DAY,
        "home": asked,
        "max_distance_km": DAY,
        "available_from": DAY,
        "unavailable": DAY,
        "languages": DAY,
        "licences": DAY,
    }


def test_a_changed_profile_dates_only_what_changed(storage: Storage) -> None:
    with storage.begin() as work:
        work.records.put(PROFILE, a_profile("p"), **NOW)
        held = work.records.get(PROFILE, "p").profile
        # As an edit does: the dates that were read come back with the changed fields.
        edited = replace(held, home=SAFI, licences=None, max_weekly_hours=40)
        asked = date(2026, 3, 9)
        edited = replace(edited, noted_on={**edited.noted_on, "max_weekly_hours": asked})
        work.records.put(PROFILE, edited, at=NOON + timedelta(days=10), **BY)
        noted_on = work.records.get(PROFILE, "p").profile.noted_on
    assert noted_on == {
        "statements": DAY,
        "home": DAY + timedelta(days=10),
        "max_distance_km": DAY,
        "available_from": DAY,
        "unavailable": DAY,
        "languages": DAY,
        "max_weekly_hours": asked,
    }


def test_the_profile_on_a_day_is_the_last_one_of_that_day(storage: Storage) -> None:
    skills = ("soudeur", "ferronnier", "boulanger")
    moments = (NOON, NOON + timedelta(hours=6), NOON + timedelta(days=2))
    for skill, at in zip(skills, moments, strict=True):
        with storage.begin() as work:
            work.records.put(PROFILE, a_profile("p", skill=skill), at=at, **BY)
    with storage.read() as work:
        found = [
            work.records.on_day(PROFILE, "p", DAY + timedelta(days=days)).profile.statements[0].text
            for days in (0, 1, 2, 300)
        ]
        with pytest.raises(NoSuchRecord):
            work.records.on_day(PROFILE, "p", DAY - timedelta(days=1))
    assert found == ["ferronnier", "ferronnier", "boulanger", "boulanger"]


def test_what_is_deleted_is_gone_but_its_past_stays(storage: Storage) -> None:
    with storage.begin() as work:
        work.records.put(OPENING, an_opening(), **NOW)
    with storage.begin() as work, pytest.raises(RecordChanged):
        work.records.delete(OPENING, "opening-1", expected_version=2, **NOW)
    with storage.begin() as work:
        removed = work.records.delete(OPENING, "opening-1", expected_version=1, **NOW)
    assert removed == Removed(id="opening-1", kind=OPENING, version=2, at=NOON, revision=2)
    with storage.begin() as work:
        with pytest.raises(NoSuchRecord):
            work.records.get(OPENING, "opening-1")
        with pytest.raises(NoSuchRecord):
            work.records.get_version(OPENING, "opening-1", 2)
        with pytest.raises(NoSuchRecord):
            work.records.delete(OPENING, "opening-1", **NOW)
        assert work.records.get_version(OPENING, "opening-1", 1).record == an_opening()
        assert work.records.count(OPENING) == 0
        assert list(work.records.current([OPENING])) == []
        back = work.records.put(OPENING, an_opening(), **NOW)
    assert back == Put(id="opening-1", change="created", version=3)


def test_a_profile_is_not_deleted_but_erased(storage: Storage) -> None:
    with storage.begin() as work, pytest.raises(TypeError):
        work.records.delete(PROFILE, "p", **NOW)


def test_the_past_can_be_listed(storage: Storage) -> None:
    """Revisions: 1 both put, 2 the opening changes, 3 it is deleted, 4 the company changes."""
    with storage.begin() as work:
        work.records.put(COMPANY, a_company(), **NOW)
    with storage.begin() as work:
        work.records.put(OPENING, an_opening(), **NOW)
    with storage.begin() as work:
        work.records.put(OPENING, an_opening(title="Soudeuse"), **NOW)
    with storage.begin() as work:
        work.records.delete(OPENING, "opening-1", **NOW)
    with storage.begin() as work:
        work.records.put(COMPANY, replace(a_company(), is_paused=True), **NOW)

    def titles(revision: int) -> list[str | bool]:
        with storage.read() as work:
            listed = list(work.records.as_of(revision, [COMPANY, OPENING]))
        return [
            stored.company.is_paused if stored.kind is COMPANY else stored.opportunity.title
            for stored in listed
        ]

    assert [titles(revision) for revision in range(6)] == [
        [],
        [False],
        [False, "Soudeur"],
        [False, "Soudeuse"],
        [False],
        [True],
    ]


def test_a_revision_shows_the_last_version_it_wrote(storage: Storage) -> None:
    with storage.begin() as work:
        work.records.put_many(OPENING, [an_opening(), an_opening(title="Soudeuse")], **NOW)
        assert work.records.revision() == 1
        listed = list(work.records.as_of(1, [OPENING]))
    assert [stored.opportunity.title for stored in listed] == ["Soudeuse"]


def test_what_changed_since_a_revision_is_told_once(storage: Storage) -> None:
    with storage.begin() as work:
        work.records.put_many(OPENING, [an_opening(each) for each in "abc"], **NOW)
        known = work.records.revision()
        work.records.put(PROFILE, a_profile("p"), **NOW)
        work.records.put(OPENING, an_opening("c", title="x"), **NOW)
        work.records.delete(OPENING, "b", **NOW)
        work.records.put(OPENING, an_opening("c", title="y"), **NOW)
    with storage.read() as work:
        changes = list(work.records.changed_since(known, [OPENING]))
        assert list(work.records.changed_since(work.records.revision(), [*RecordKind])) == []
    assert [(type(change), change.id, change.version) for change in changes] == [
        (Removed, "b", 2),
        (Stored, "c", 3),
    ]
