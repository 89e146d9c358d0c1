"""Shortlists, vectors, kept answers and imports, on SQLite and on PostgreSQL."""

import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError

from matching.outcomes import Feedback
from matching.vocabulary import Answer, Direction, OpportunityKind, RecordKind
from service.storage import (
    IdempotencyKeyBusy,
    IdempotencyKeyReused,
    ImportedFile,
    NoSuchShortlist,
    NoSuchToken,
    ShownLine,
    ShownShortlist,
    Storage,
    StoredResponse,
)
from tests.storage_fixtures import ENGINES, NOON, migrated_storage

SHARED_BY_EXAMPLES = [HealthCheck.function_scoped_fixture]


@pytest.fixture(params=ENGINES)
def storage(request: pytest.FixtureRequest) -> Iterator[Storage]:
    with migrated_storage(request.param) as storage:
        yield storage


def a_shown_shortlist(
    shortlist_id: UUID | None = None, *, minutes: int = 0, scores: tuple[float, ...] = (0.7, 0.1)
) -> ShownShortlist:
    return ShownShortlist(
        id=shortlist_id or uuid4(),
        made_at=NOON + timedelta(minutes=minutes),
        direction=Direction.OPPORTUNITIES,
        subject_id="p",
        kind=OpportunityKind.OPENING,
        release_id="release-1",
        records_revision=12,
        feedback_revision=3,
        inputs={"limit": 10, "profile_version": 2, "text": "soudeur à l’arc, لحام"},
        lines=tuple(
            ShownLine(
                record_id=f"opening-{rank}",
                version=rank,
                rank=rank,
                score=score,
                contributions={"semantic": score / 3, "lexical": None},
            )
            for rank, score in enumerate(scores, 1)
        ),
        answer={"lines": [{"reasons": ["skill"], "score": scores[0] if scores else None}]},
        shown_to="officer-1",
    )


def test_a_shortlist_comes_back_whole(storage: Storage) -> None:
    shown = a_shown_shortlist()
    for_nobody = replace(a_shown_shortlist(scores=()), subject_id=None, kind=None)
    with storage.begin() as work:
        work.shortlists.add(shown)
        work.shortlists.add(for_nobody)
    with storage.read() as work:
        assert work.shortlists.get(shown.id) == shown
        assert work.shortlists.get(for_nobody.id) == for_nobody


# SQLite keeps no sign of zero, and no comparison sees one: adding zero takes it away.
@given(score=st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0))
@settings(max_examples=50, deadline=None, suppress_health_check=SHARED_BY_EXAMPLES)
def test_numbers_survive_bit_for_bit(storage: Storage, score: float) -> None:
    shown = a_shown_shortlist(scores=(score,))
    with storage.begin() as work:
        work.shortlists.add(shown)
        back = work.shortlists.get(shown.id)
    numbers = (
        back.lines[0].score,
        back.lines[0].contributions["semantic"],
        back.answer["lines"][0]["score"],
    )
    assert struct.pack("<3d", *numbers) == struct.pack("<3d", score, score / 3, score)


@pytest.mark.parametrize("score", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused(storage: Storage, score: float) -> None:
    with storage.begin() as work, pytest.raises(ValueError, match="finite"):
        work.shortlists.add(a_shown_shortlist(scores=(score,)))


def test_shortlists_of_a_person_come_latest_first(storage: Storage) -> None:
    shown = [a_shown_shortlist(minutes=minutes) for minutes in (5, 1, 9)]
    with storage.begin() as work:
        for each in shown:
            work.shortlists.add(each)
        work.shortlists.add(replace(a_shown_shortlist(), subject_id="q"))
        assert work.shortlists.of_profile("p", 2) == [shown[2], shown[0]]
        assert work.shortlists.of_profile("nobody", 2) == []


def test_ids_of_shortlists_page_through_all(storage: Storage) -> None:
    ids = {UUID(int=number << 96) for number in range(7)}
    found: list[UUID] = []
    with storage.begin() as work:
        for shortlist_id in ids:
            work.shortlists.add(a_shown_shortlist(shortlist_id))
        while page := work.shortlists.ids(found[-1] if found else None, 3):
            found += page
    assert found == sorted(ids)


def test_a_shortlist_that_was_not_shown_is_not_found(storage: Storage) -> None:
    with storage.read() as work, pytest.raises(NoSuchShortlist):
        work.shortlists.get(UUID(int=1))


def test_answers_are_found_by_their_shortlist(storage: Storage) -> None:
    shown = a_shown_shortlist()
    feedback = Feedback(
        id=uuid4(),
        profile_id="p",
        opportunity_id="opening-1",
        shortlist_id=shown.id,
        answer=Answer.PROPOSED,
        given_at=NOON,
        given_by="officer-1",
    )
    with storage.begin() as work:
        work.shortlists.add(shown)
        work.feedback.add(feedback)
        assert work.feedback.of_shortlist(shown.id) == [feedback]
        assert work.feedback.of_shortlist(UUID(int=1)) == []


def test_vectors_come_back_bit_for_bit(storage: Storage) -> None:
    rng = np.random.default_rng(7)
    vectors = {f"{number:064x}": row for number, row in enumerate(rng.random((20, 8), np.float32))}
    with storage.begin() as work:
        work.vectors.put_many(vectors, "encoder-1")
    with storage.read() as work:
        found = work.vectors.get_many([*vectors, "f" * 64], "encoder-1")
        keys, rows = work.vectors.load_all("encoder-1")
        assert work.vectors.get_many(vectors, "encoder-2") == {}
    assert found.keys() == vectors.keys() == set(keys)
    assert all(found[key].tobytes() == vectors[key].tobytes() for key in vectors)
    assert rows.shape == (20, 8)
    assert rows.dtype == np.float32
    assert rows.tobytes() == np.stack([vectors[key] for key in keys]).tobytes()


def test_no_vectors_are_an_empty_array(storage: Storage) -> None:
    with storage.read() as work:
        keys, rows = work.vectors.load_all("encoder-1")
        assert work.vectors.get_many([], "encoder-1") == {}
    assert (keys, rows.shape) == ([], (0, 0))


def test_a_vector_that_is_put_again_is_replaced(storage: Storage) -> None:
    with storage.begin() as work:
        for value in (1.0, 2.0):
            vector = np.full(3, value, dtype=np.float32)
            work.vectors.put_many({"a": vector}, "encoder-1", [("a", "p"), ("a", "p")])
        assert work.vectors.get_many(["a"], "encoder-1")["a"].tolist() == [2.0, 2.0, 2.0]


def test_vectors_of_other_encoders_are_forgotten(storage: Storage) -> None:
    vector = np.ones(3, dtype=np.float32)
    with storage.begin() as work:
        work.vectors.put_many({"a": vector, "b": vector}, "old", [("b", "p")])
        work.vectors.put_many({"a": vector}, "new", [("a", "p")])
        assert work.vectors.forget(except_revision="new") == 2
        assert work.vectors.get_many(["a", "b"], "old") == {}
        assert work.vectors.get_many(["a", "b"], "new").keys() == {"a"}
        assert work.records.erase("p", at=NOON, actor="officer-1").vectors == 1


def test_a_matrix_is_not_a_vector(storage: Storage) -> None:
    with storage.begin() as work, pytest.raises(ValueError, match="shape"):
        work.vectors.put_many({"a": np.ones((2, 3), dtype=np.float32)}, "encoder-1")


def keep(storage: Storage, key: str, request: str, actor: str = "officer-1") -> None:
    with storage.begin() as work:
        work.idempotency.keep(
            key,
            actor,
            request_sha256=request,
            response=StoredResponse(status=201, body=b'{"id":1}', headers={"ETag": '"1"'}),
            now=NOON,
            lifetime=timedelta(days=1),
        )


def test_a_repeated_request_gets_the_first_answer(storage: Storage) -> None:
    keep(storage, "key", "request")
    with storage.read() as work:
        find = work.idempotency.find
        last_moment = NOON + timedelta(hours=24, microseconds=-1)
        assert find("key", "officer-1", request_sha256="request", now=last_moment) == (
            StoredResponse(status=201, body=b'{"id":1}', headers={"ETag": '"1"'})
        )
        assert find("other", "officer-1", request_sha256="request", now=NOON) is None
        assert find("key", "officer-2", request_sha256="another", now=NOON) is None


def test_a_key_that_comes_with_another_request_is_refused(storage: Storage) -> None:
    keep(storage, "key", "request")
    with storage.read() as work, pytest.raises(IdempotencyKeyReused):
        work.idempotency.find("key", "officer-1", request_sha256="another", now=NOON)


def test_an_expired_answer_is_forgotten(storage: Storage) -> None:
    keep(storage, "key", "request")
    tomorrow = NOON + timedelta(days=1)
    with storage.begin() as work:
        found = work.idempotency.find("key", "officer-1", request_sha256="another", now=tomorrow)
        assert found is None
        assert work.idempotency.forget_expired(tomorrow) == 1
    keep(storage, "key", "another")


def test_a_write_is_not_answered_twice(storage: Storage) -> None:
    keep(storage, "key", "request")
    with pytest.raises(IdempotencyKeyBusy):
        keep(storage, "key", "request")
    keep(storage, "key", "request", actor="officer-2")


def test_imports_are_listed_latest_first(storage: Storage) -> None:
    imports = [
        ImportedFile(
            id=uuid4(),
            kind=RecordKind.OPENING,
            name_sha256="a" * 64,
            sha256="b" * 64,
            at=NOON + timedelta(minutes=minutes),
            actor="officer-1",
            accepted=220,
            rejected=minutes,
        )
        for minutes in (3, 1, 2)
    ]
    with storage.begin() as work:
        for imported in imports:
            work.imports.add(imported)
        assert work.imports.latest(2) == [imports[0], imports[2]]


def test_a_moment_without_a_time_zone_is_refused(storage: Storage) -> None:
    naive = NOON.replace(tzinfo=None)
    with storage.begin() as work, pytest.raises(StatementError, match="time zone"):
        work.shortlists.add(replace(a_shown_shortlist(), made_at=naive))


def test_a_token_that_does_not_exist_is_not_revoked(storage: Storage) -> None:
    with storage.begin() as work, pytest.raises(NoSuchToken):
        work.tokens.revoke(UUID(int=1), at=NOON)
