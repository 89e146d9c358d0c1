"""Plans and conventions in and out, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest

from matching.conventions import Convention
from matching.outcomes import Feedback, Outcome
from matching.vocabulary import Answer, OpportunityKind, OutcomeKind, RecordKind
from service.storage import (
    KeptAssignment,
    NoSuchAssignment,
    NoSuchConvention,
    Storage,
    Work,
)
from tests.storage_fixtures import (
    DAY,
    ENGINES,
    NOON,
    a_company,
    a_profile,
    an_opening,
    migrated_storage,
)

SECTORS: dict[str, str | None] = {"1": "batiment", "2": "services"}


@pytest.fixture(params=ENGINES)
def storage(request: pytest.FixtureRequest) -> Iterator[Storage]:
    """Openings "1" and "2" of "company-1"."""
    with migrated_storage(request.param) as storage:
        with storage.begin() as work:
            openings = [an_opening(key, company="company-1") for key in SECTORS]
            put = partial(work.records.put_many, at=NOON, source="import-1", actor="officer-1")
            put(RecordKind.OPENING, openings)
            put(RecordKind.COMPANY, [a_company()])
        yield storage


def a_convention(**signed: object) -> Convention:
    plain: dict[str, object] = {
        "id": str(uuid4()),
        "company_id": "company-1",
        "yearly_quota": 2,
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2027, 12, 31),
    }
    return Convention(**{**plain, **signed})  # type: ignore[arg-type] # plain keywords


def says(work: Work, answer: Answer, about: str, to: str, days: int = 0) -> None:
    work.feedback.add(
        Feedback(
            id=uuid4(),
            profile_id=to,
            opportunity_id=about,
            answer=answer,
            given_at=NOON + timedelta(days=days),
            given_by="officer-1",
        )
    )


def happens(work: Work, kind: OutcomeKind, about: str, to: str, days: int) -> None:
    work.outcomes.add(
        Outcome(
            id=uuid4(),
            profile_id=to,
            opportunity_id=about,
            kind=kind,
            happened_on=DAY + timedelta(days=days),
            noted_at=NOON + timedelta(days=days),
            noted_by="officer-1",
        )
    )


def test_a_convention_comes_back_as_it_was_signed(storage: Storage) -> None:
    signed = a_convention(sectors=frozenset({"batiment", "services"}))
    with storage.begin() as work:
        before = work.records.revision()
        work.conventions.add(signed, at=NOON, actor="officer-1")
        assert work.records.revision() == before + 1
    with storage.read() as work:
        assert work.conventions.all() == [signed]
        assert work.conventions.all(before) == []


def test_what_is_taken_back_still_held_before(storage: Storage) -> None:
    signed = a_convention()
    with storage.begin() as work:
        work.conventions.add(signed, at=NOON, actor="officer-1")
    with storage.read() as work:
        held = work.records.revision()
    with storage.begin() as work:
        work.conventions.remove(UUID(signed.id))
    with storage.read() as work:
        assert work.conventions.all() == []
        assert work.conventions.all(held) == [signed]
    with pytest.raises(NoSuchConvention), storage.begin() as work:
        work.conventions.remove(UUID(signed.id))


def test_a_placement_counts_once_in_the_year_in_which_it_began(storage: Storage) -> None:
    everything, building = a_convention(), a_convention(sectors=frozenset({"batiment"}))
    with storage.begin() as work:
        for one in (everything, building):
            work.conventions.add(one, at=NOON, actor="officer-1")
        says(work, Answer.ACCEPTED, "1", "kept")
        happens(work, OutcomeKind.HIRED, "1", "kept", 10)
        happens(work, OutcomeKind.KEPT_12_MONTHS, "1", "kept", 375)
        says(work, Answer.ACCEPTED, "2", "left")
        happens(work, OutcomeKind.HIRED, "2", "left", 20)
        happens(work, OutcomeKind.LEFT, "2", "left", 40)
        says(work, Answer.PROPOSED, "1", "waiting")
        says(work, Answer.ACCEPTED, "1", "withdrawn")
        says(work, Answer.WITHDRAWN, "1", "withdrawn", 1)
        says(work, Answer.ACCEPTED, "1", "next-year", 330)
    with storage.read() as work:
        placed = work.conventions.counted(SECTORS).placed
        early = work.conventions.counted(SECTORS, feedback_as_of=1).placed
    assert placed == {
        (everything.id, 2026): 2,
        (everything.id, 2027): 1,
        (building.id, 2026): 1,
        (building.id, 2027): 1,
    }
    assert early == {(everything.id, 2026): 1, (building.id, 2026): 1}


def test_a_placement_on_an_opening_that_is_gone_counts_for_every_convention(
    storage: Storage,
) -> None:
    services = a_convention(sectors=frozenset({"services"}))
    with storage.begin() as work:
        work.conventions.add(services, at=NOON, actor="officer-1")
        says(work, Answer.ACCEPTED, "1", "p")
    with storage.read() as work:
        assert work.conventions.counted(SECTORS).placed == {}
        assert work.conventions.counted({}).placed == {(services.id, 2026): 1}


def a_plan() -> KeptAssignment:
    return KeptAssignment(
        id=uuid4(),
        based_on=None,
        made_at=NOON,
        made_by="officer-1",
        kind=OpportunityKind.OPENING,
        release_id="r",
        records_revision=1,
        feedback_revision=0,
        inputs={"today": "2026-03-02"},
        answer={"plan": None},
    )


def test_a_plan_comes_back_and_the_latest_comes_first(storage: Storage) -> None:
    first = a_plan()
    second = replace(a_plan(), based_on=first.id, made_at=NOON + timedelta(hours=1), id=uuid4())
    with storage.begin() as work:
        work.assignments.add(first, {"p": "1", "q": None})
        work.assignments.add(second, {})
    with storage.read() as work:
        assert work.assignments.get(first.id) == first
        assert work.assignments.latest(5) == [second, first]
        with pytest.raises(NoSuchAssignment):
            work.assignments.get(uuid4())


def test_plans_are_listed_with_counts_and_with_where_their_people_live(storage: Storage) -> None:
    profile, first = a_profile(), a_plan()
    second = replace(a_plan(), based_on=first.id, made_at=NOON + timedelta(hours=1), id=uuid4())
    with storage.begin() as work:
        origin = {"source": "import-1", "actor": "officer-1"}
        work.records.put(RecordKind.PROFILE, profile, at=NOON, **origin)
        work.assignments.add(first, {profile.id: "1", "q": None, "r": "2"})
        work.assignments.add(second, {profile.id: None})
    home = profile.home.region if profile.home else None
    with storage.read() as work:
        latest, former = work.assignments.listed()
    assert (latest.id, latest.based_on, latest.people, latest.served) == (second.id, first.id, 1, 0)
    assert latest.regions == {home}
    assert (former.id, former.people, former.served) == (first.id, 3, 2)
    assert former.regions == {home, None}
    with storage.begin() as work:
        work.records.erase(profile.id, at=NOON, actor="officer-1")
    with storage.read() as work:
        assert work.assignments.listed() == []


def test_erasing_a_person_empties_the_plans_they_were_in(storage: Storage) -> None:
    profile, mine, other = a_profile(), a_plan(), a_plan()
    with storage.begin() as work:
        origin = {"source": "import-1", "actor": "officer-1"}
        work.records.put(RecordKind.PROFILE, profile, at=NOON, **origin)
        work.assignments.add(mine, {profile.id: None, "q": "1"})
        work.assignments.add(other, {"q": "2"})
    with storage.begin() as work:
        erased = work.records.erase(profile.id, at=NOON, actor="officer-1")
    assert erased.assignments == 1
    with storage.read() as work:
        assert work.assignments.latest(5) == [other]
        with pytest.raises(NoSuchAssignment):
            work.assignments.get(mine.id)
