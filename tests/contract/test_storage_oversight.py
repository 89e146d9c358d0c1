"""Suspensions and the trail, on every engine."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest

from matching.vocabulary import RecordKind, Role, SuspensionReason
from service.storage import (
    AlreadySuspended,
    NoSuchSuspension,
    Seen,
    Sought,
    Storage,
    Suspension,
)
from tests.situations import a_profile, a_skill
from tests.storage_fixtures import ENGINES, NOON, migrated_storage

PERSON = str(uuid4())


@pytest.fixture(params=ENGINES)
def storage(request: pytest.FixtureRequest) -> Iterator[Storage]:
    with migrated_storage(request.param) as opened:
        yield opened


def a_suspension(region: str | None, minutes: int = 0) -> Suspension:
    return Suspension(
        id=uuid4(),
        region=region,
        reason=SuspensionReason.DECIDED_ABOVE,
        note="",
        began_at=NOON + timedelta(minutes=minutes),
        began_by="somebody",
    )


def a_line(minutes: int, person: str | None = None, actor: str = "somebody") -> Seen:
    return Seen(
        id=uuid4(),
        at=NOON + timedelta(minutes=minutes),
        actor=actor,
        role=Role.OFFICER,
        action="read-profiles",
        is_write=False,
        route="/personnes/{profile_id}",
        person=person,
        thing=None,
        status=200,
    )


def test_a_region_is_suspended_once_at_a_time_and_everywhere_too(storage: Storage) -> None:
    for region in ("MA-04", None):
        with storage.begin() as work:
            work.suspensions.begin(a_suspension(region))
        with pytest.raises(AlreadySuspended), storage.begin() as work:
            work.suspensions.begin(a_suspension(region))
    with storage.read() as work:
        assert [one.region for one in work.suspensions.in_force()] == [None, "MA-04"]


def test_a_suspension_that_ended_keeps_its_first_end_and_may_begin_anew(storage: Storage) -> None:
    first = a_suspension("MA-04")
    later = NOON + timedelta(hours=1)
    with storage.begin() as work:
        work.suspensions.begin(first)
        ended = work.suspensions.end(first.id, at=later, by="another")
        assert (ended.ended_at, ended.ended_by) == (later, "another")
    with storage.begin() as work:
        again = work.suspensions.end(first.id, at=later + timedelta(hours=1), by="a third")
        assert (again.ended_at, again.ended_by) == (later, "another")
        work.suspensions.begin(a_suspension("MA-04", minutes=90))
    with storage.read() as work:
        assert len(work.suspensions.in_force()) == 1
        assert [one.ended_at for one in work.suspensions.latest(9)] == [None, later]
        assert len(work.suspensions.latest(1)) == 1


def test_a_suspension_that_never_was_cannot_end(storage: Storage) -> None:
    with pytest.raises(NoSuchSuspension), storage.begin() as work:
        work.suspensions.end(uuid4(), at=NOON, by="somebody")


def test_the_trail_is_filtered_and_paged_by_the_database_latest_first(storage: Storage) -> None:
    lines = [a_line(one, person=PERSON if one % 2 else None) for one in range(10)]
    with storage.begin() as work:
        for line in lines:
            work.audit.add(line)
        work.audit.add(a_line(99, actor="another"))
    with storage.read() as work:
        about = Sought(person=PERSON)
        assert work.audit.page(about, skipped=0, limit=2) == [lines[9], lines[7]]
        assert work.audit.page(about, skipped=4, limit=2) == [lines[1]]
        assert list(work.audit.each(about, limit=3)) == [lines[9], lines[7], lines[5]]
        between = Sought(since=lines[2].at, until=lines[4].at, actor="somebody")
        assert work.audit.page(between, skipped=0, limit=9) == [lines[3], lines[2]]
        assert work.audit.page(Sought(action="erase-profile"), skipped=0, limit=9) == []
        assert len(work.audit.page(Sought(actor="another"), skipped=0, limit=9)) == 1


def test_an_erased_person_is_no_longer_in_the_trail_but_who_looked_is(storage: Storage) -> None:
    with storage.begin() as work:
        profile = a_profile(a_skill("couture"), id=PERSON)
        work.records.put(RecordKind.PROFILE, profile, at=NOON, source="test", actor="somebody")
        work.audit.add(a_line(0, person=PERSON))
        work.audit.add(a_line(1, person="somebody-else"))
    with storage.begin() as work:
        work.records.erase(PERSON, at=NOON, actor="somebody")
    with storage.read() as work:
        kept = work.audit.page(Sought(), skipped=0, limit=9)
    assert [(one.actor, one.person) for one in kept] == [
        ("somebody", "somebody-else"),
        ("somebody", None),
    ]
