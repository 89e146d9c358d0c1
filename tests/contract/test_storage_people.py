"""Groups, identities and the erasure of people, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from sqlalchemy import create_engine, inspect, select, table, text

from matching.outcomes import CompanyActivity, Feedback, History, Outcome
from matching.vocabulary import Answer, Direction, OpportunityKind, OutcomeKind, RecordKind
from service.storage import (
    Erased,
    Identity,
    NoSuchRecord,
    NoSuchShortlist,
    ReferenceTaken,
    ShownLine,
    ShownShortlist,
    Storage,
)
from tests.storage_fixtures import DAY, ENGINES, NOON, a_profile, an_opening, migrated_storage

BY: Any = {"source": "import-1", "actor": "officer-1"}


@pytest.fixture(params=ENGINES)
def storage(request: pytest.FixtureRequest) -> Iterator[Storage]:
    with migrated_storage(request.param) as storage:
        yield storage


def an_identity(profile_id: str = "p", reference: str | None = "R-1") -> Identity:
    return Identity(
        profile_id=profile_id,
        reference=reference,
        family_name="Inventé",
        given_name="يوسف",
        phone="+212600000000",
    )


def test_groups_are_kept_apart_and_read_back(storage: Storage) -> None:
    with storage.begin() as work:
        work.groups.put_many(
            {
                "p": {"gender": "f", "age_band": "25-34", "education": "primary"},
                "q": {"gender": "m", "age_band": None},
                "r": {},
            }
        )
        work.groups.put_many({"q": {"education": "none"}})
    with storage.read() as work:
        assert work.groups.of(["p", "q", "r", "nobody"]) == {
            "p": {"gender": "f", "age_band": "25-34", "education": "primary"},
            "q": {"education": "none"},
        }


def test_no_other_attribute_slips_in(storage: Storage) -> None:
    with storage.begin() as work, pytest.raises(ValueError, match="gender"):
        work.groups.put_many({"p": {"religion": "x"}})


def test_identities_need_to_be_asked_for(storage: Storage) -> None:
    with storage.begin() as work, pytest.raises(RuntimeError):
        _ = work.identities
    with storage.read() as work, pytest.raises(RuntimeError):
        _ = work.identities


def test_an_identity_is_found_by_its_reference(storage: Storage) -> None:
    with storage.begin(identity=True) as work:
        work.identities.put_many([an_identity(), an_identity("q", None), an_identity("r", None)])
    with storage.read(identity=True) as work:
        assert work.identities.of("p") == an_identity()
        assert work.identities.find("R-1") == "p"
        assert work.identities.find("R-2") is None
        assert work.identities.find_many(["R-1", "R-2"]) == {"R-1": "p"}
        assert work.identities.of("nobody") is None


def test_an_identity_is_replaced_whole(storage: Storage) -> None:
    with storage.begin(identity=True) as work:
        work.identities.put_many([an_identity()])
        work.identities.put_many([Identity("p", "R-2", "Autre")])
        assert work.identities.of("p") == Identity("p", "R-2", "Autre")
        assert work.identities.find("R-1") is None
        assert work.identities.delete("p")
        assert not work.identities.delete("p")
        assert work.identities.of("p") is None


def test_two_people_do_not_share_a_reference(storage: Storage) -> None:
    with storage.begin(identity=True) as work:
        work.identities.put_many([an_identity("p", "R-1")])
    with storage.begin(identity=True) as work, pytest.raises(ReferenceTaken):
        work.identities.put_many([an_identity("q", "R-1")])
    with storage.begin(identity=True) as work, pytest.raises(ReferenceTaken):
        work.identities.put_many([an_identity("q", "R-9"), an_identity("r", "R-9")])


def test_two_people_may_exchange_references(storage: Storage) -> None:
    with storage.begin(identity=True) as work:
        work.identities.put_many([an_identity("p", "R-1"), an_identity("q", "R-2")])
        work.identities.put_many([an_identity("p", "R-2"), an_identity("q", "R-1")])
        assert work.identities.find_many(["R-1", "R-2"]) == {"R-1": "q", "R-2": "p"}


def a_shortlist(subject: str, *records: str, answer: str) -> ShownShortlist:
    direction = Direction.PEOPLE if subject == "opening-1" else Direction.OPPORTUNITIES
    return ShownShortlist(
        id=uuid4(),
        made_at=NOON,
        direction=direction,
        subject_id=subject,
        kind=OpportunityKind.OPENING,
        release_id="release-1",
        records_revision=1,
        feedback_revision=0,
        inputs={"limit": 10},
        lines=tuple(
            ShownLine(record_id=record, version=1, rank=rank, score=0.5)
            for rank, record in enumerate(records, 1)
        ),
        answer={"text": answer},
        shown_to="officer-1",
    )


@pytest.fixture
def shown(storage: Storage) -> dict[str, UUID]:
    """Everything the storage can know about "gone-person", and the same about "other-person"."""
    shortlists = {
        "for gone": a_shortlist("gone-person", "opening-1", answer="secret-statement"),
        "for other": a_shortlist("other-person", "opening-1", answer="hers"),
        "on a line": a_shortlist("opening-1", "other-person", "gone-person", answer="both"),
        "kept out": a_shortlist("opening-1", "other-person", answer="not gone-person: too far"),
        "without": a_shortlist("opening-1", "other-person", answer="only hers"),
    }
    with storage.begin(identity=True) as work:
        work.records.put(RecordKind.OPENING, an_opening(), at=NOON, **BY)
        for person in ("gone-person", "other-person"):
            work.records.put(RecordKind.PROFILE, a_profile(person), at=NOON, **BY)
            changed = a_profile(person, skill="secret-statement")
            work.records.put(RecordKind.PROFILE, changed, at=NOON, **BY)
            work.groups.put_many({person: {"gender": "f"}})
            work.identities.put_many([an_identity(person, f"reference of {person}")])
        vectors = {key: np.ones(3, dtype=np.float32) for key in ("hers", "shared", "gone", "none")}
        owners = [
            ("hers", "other-person"),
            ("shared", "other-person"),
            ("shared", "gone-person"),
            ("gone", "gone-person"),
        ]
        work.vectors.put_many(vectors, "encoder-1", owners)
        work.vectors.put_many({"gone": vectors["gone"]}, "encoder-2", [("gone", "gone-person")])
        for shortlist in shortlists.values():
            work.shortlists.add(shortlist)
        for person in ("gone-person", "other-person"):
            answer = Feedback(
                id=uuid4(),
                profile_id=person,
                opportunity_id="opening-1",
                shortlist_id=shortlists["on a line"].id,
                answer=Answer.ACCEPTED,
                given_at=NOON,
                given_by="officer-1",
            )
            work.feedback.add(answer)
            for kind in (OutcomeKind.CONTACTED, OutcomeKind.HIRED):
                noted = Outcome(
                    id=uuid4(),
                    profile_id=person,
                    opportunity_id="opening-1",
                    kind=kind,
                    happened_on=DAY,
                    noted_at=NOON,
                    noted_by="officer-1",
                )
                work.outcomes.add(noted)
    return {name: shortlist.id for name, shortlist in shortlists.items()}


def erase(storage: Storage, profile_id: str) -> Erased:
    with storage.begin() as work:
        return work.records.erase(profile_id, at=NOON + timedelta(days=1), actor="officer-2")


def every_cell(storage: Storage) -> dict[str, list[tuple[object, ...]]]:
    engine = create_engine(storage._url)
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        cells = {
            name: [
                tuple(row) for row in connection.execute(select(text("*")).select_from(table(name)))
            ]
            for name in names
        }
    engine.dispose()
    return cells


@pytest.mark.usefixtures("shown")
def test_an_erasure_says_what_it_removed(storage: Storage) -> None:
    assert erase(storage, "gone-person") == Erased(
        versions=2,
        identities=1,
        groups=1,
        vectors=2,
        shortlists=1,
        redacted_shortlists=2,
        events=3,
    )
    assert erase(storage, "gone-person") == Erased(
        versions=0,
        identities=0,
        groups=0,
        vectors=0,
        shortlists=0,
        redacted_shortlists=0,
        events=0,
    )


@pytest.mark.usefixtures("shown")
def test_nothing_that_names_an_erased_person_stays(storage: Storage) -> None:
    before = {name for name, rows in every_cell(storage).items() if "gone-person" in repr(rows)}
    assert before == {
        "records",
        "groups",
        "identities",
        "vector_owners",
        "shortlists",
        "shortlist_lines",
        "events",
    }
    erase(storage, "gone-person")
    assert "gone-person" not in repr(every_cell(storage))


@pytest.mark.usefixtures("shown")
def test_only_counts_stay_of_an_erased_person(storage: Storage) -> None:
    erase(storage, "gone-person")
    cells = every_cell(storage)
    # PostgreSQL gives dates, SQLite their text.
    days = {(str(day), code, count) for day, code, count in cells["erased_days"]}
    assert days == {
        (str(DAY), "shortlist", 1),
        (str(DAY), "accepted", 1),
        (str(DAY), "contacted", 1),
        (str(DAY), "hired", 1),
    }
    assert cells["erased_pairs"] == [("opening-1", "company-1", 1, 1, 1)]
    erase(storage, "other-person")
    assert every_cell(storage)["erased_pairs"] == [("opening-1", "company-1", 2, 2, 2)]


@pytest.mark.usefixtures("shown")
def test_an_erased_person_still_holds_a_place(storage: Storage) -> None:
    with storage.read() as work:
        activity, places = work.feedback.company_activity(), work.feedback.places_taken()
    assert activity == {"company-1": CompanyActivity(pending=0, contacts=2, replies=2)}
    assert places == {"opening-1": 2}
    for person in ("gone-person", "other-person"):
        erase(storage, person)
        with storage.read() as work:
            assert work.feedback.company_activity() == activity
            assert work.feedback.places_taken() == places
            assert work.feedback.history_of(person) == History()


def test_what_others_see_of_an_erased_person(storage: Storage, shown: dict[str, UUID]) -> None:
    with storage.read() as work:
        before = {name: work.shortlists.get(key) for name, key in shown.items()}
    erase(storage, "gone-person")
    with storage.read() as work:
        with pytest.raises(NoSuchRecord):
            work.records.get(RecordKind.PROFILE, "gone-person")
        with pytest.raises(NoSuchShortlist):
            work.shortlists.get(shown["for gone"])
        assert work.shortlists.get(shown["for other"]) == before["for other"]
        assert work.shortlists.get(shown["without"]) == before["without"]
        on_a_line = work.shortlists.get(shown["on a line"])
        assert on_a_line == replace(
            before["on a line"],
            lines=before["on a line"].lines[:1],
            inputs={},
            answer={},
            is_redacted=True,
        )
        assert work.shortlists.get(shown["kept out"]).is_redacted
        keys = ["hers", "shared", "gone", "none"]
        assert work.vectors.get_many(keys, "encoder-1").keys() == {"hers", "shared", "none"}
        assert work.vectors.get_many(keys, "encoder-2").keys() == set()


@pytest.mark.usefixtures("shown")
def test_an_erasure_is_announced_without_a_name(storage: Storage) -> None:
    with storage.read() as work:
        assert work.records.last_erasure() == 0
        known, answered = work.records.revision(), work.feedback.revision()
    erase(storage, "gone-person")
    with storage.read() as work:
        assert work.records.last_erasure() == work.records.revision() == known + 1
        assert work.feedback.revision() == answered + 1
        assert list(work.records.changed_since(known, [RecordKind.PROFILE])) == []


def test_people_with_one_answer_each_are_added_up(storage: Storage) -> None:
    with storage.begin() as work:
        for person in ("a", "b"):
            answer = Feedback(
                id=uuid4(),
                profile_id=person,
                opportunity_id="opening-1",
                answer=Answer.ACCEPTED,
                given_at=NOON,
                given_by="officer-1",
            )
            work.feedback.add(answer)
    for person in ("a", "b"):
        assert erase(storage, person).events == 1
    with storage.read() as work:
        assert work.feedback.places_taken() == {"opening-1": 2}


@pytest.mark.usefixtures("shown")
def test_an_erased_person_may_come_back_as_somebody_new(storage: Storage) -> None:
    erase(storage, "gone-person")
    with storage.begin() as work:
        put = work.records.put(
            RecordKind.PROFILE, a_profile("gone-person"), at=NOON + timedelta(days=9), **BY
        )
        assert (put.change, put.version) == ("created", 1)
        day = date(2026, 3, 11)
        assert work.records.get(RecordKind.PROFILE, "gone-person").profile.noted_on["home"] == day
