"""The engine follows storage, swaps whole, refuses what disagrees, and says where it stands."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Thread
from uuid import uuid4

import pytest

from matching.outcomes import Feedback
from matching.proposals import Filters
from matching.vocabulary import Answer, OpportunityKind, RecordKind, Refusal
from models.encoders import HashingEncoder
from models.releases import ReleaseMismatch
from service.actions.releases.replay import replay
from service.actions.shortlisting import (
    Shown,
    find_shown,
    make_people_shortlist,
    make_shortlist,
    why_not,
)
from service.runtime import Runtime, Starting, State
from service.settings import Settings
from service.storage import NoSuchRecord, Storage
from tests.runtimes import (
    DIM,
    NOW,
    OFFICER,
    a_release,
    a_runtime,
    a_storage,
    keep,
    settings_in,
)
from tests.situations import a_company, a_profile, a_skill, an_opening

WELDER = a_profile(a_skill("soudure à l'arc"), id="5b0f8a1e-0000-4000-8000-000000000001")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


@pytest.fixture
def storage(settings: Settings) -> Storage:
    return a_storage(settings)


@pytest.fixture
def runtime(settings: Settings, storage: Storage) -> Runtime:
    company = a_company(max_pending=1)
    keep(storage, WELDER, company, an_opening("Soudeur", id="o-1", provider_id="c-1"))
    return a_runtime(settings, storage)


def shortlist(runtime: Runtime, storage: Storage, limit: int = 10) -> Shown:
    return make_shortlist(
        runtime,
        storage,
        caller=OFFICER,
        now=NOW,
        kind=OpportunityKind.OPENING,
        limit=limit,
        filters=Filters(),
        profile_id=WELDER.id,
    )


def proposed(shown: Shown) -> list[str]:
    return [line.opportunity_id for line in shown.shortlist.proposals]


def test_a_new_opening_is_found_after_a_refresh(runtime: Runtime, storage: Storage) -> None:
    keep(storage, an_opening("Soudeur industriel", id="o-2"))
    assert runtime.health().records_behind == 1
    assert proposed(shortlist(runtime, storage)) == ["o-1"]
    runtime.refresh()
    assert runtime.health().records_behind == 0
    assert set(proposed(shortlist(runtime, storage))) == {"o-1", "o-2"}


def test_refreshing_step_by_step_equals_loading_anew(
    runtime: Runtime, storage: Storage, settings: Settings
) -> None:
    keep(storage, an_opening("Boulanger", id="o-2"), an_opening("Couturière", id="o-0"))
    runtime.refresh()
    keep(storage, an_opening("Soudeur TIG", id="o-2"), replace(WELDER, max_distance_km=20.0))
    with storage.begin() as work:
        work.records.delete(
            RecordKind.OPENING, "o-0", expected_version=1, at=NOW, source="test", actor="officer"
        )
    runtime.refresh()
    anew = a_runtime(settings, storage)
    assert shortlist(runtime, storage).shortlist == shortlist(anew, storage).shortlist
    assert runtime.health().opportunities == anew.health().opportunities == 2


def test_an_answer_counts_at_once(runtime: Runtime, storage: Storage) -> None:
    with storage.begin() as work:
        work.feedback.add(
            Feedback(
                id=uuid4(),
                profile_id=WELDER.id,
                opportunity_id="o-1",
                answer=Answer.PROPOSED,
                given_at=NOW,
                given_by="officer",
            )
        )
    runtime.refresh()
    shown = shortlist(runtime, storage)
    assert proposed(shown) == []
    refusals = {one.opportunity_id: one.refusals for one in shown.shortlist.nearest_excluded}
    assert refusals == {"o-1": (Refusal.COMPANY_AT_CAP, Refusal.ALREADY_PROPOSED)}


def test_an_erased_person_is_gone_from_the_engine(runtime: Runtime, storage: Storage) -> None:
    with storage.begin() as work:
        work.records.erase(WELDER.id, at=NOW, actor="officer")
    runtime.refresh()
    assert runtime.health().people == 0
    with pytest.raises(NoSuchRecord):
        shortlist(runtime, storage)


def test_what_was_shown_is_kept_and_found_again(runtime: Runtime, storage: Storage) -> None:
    shown = shortlist(runtime, storage)
    assert find_shown(storage, shown.id, OFFICER) == shown


def test_a_shortlist_is_made_again_bit_for_bit_after_everything_changed(
    runtime: Runtime, storage: Storage
) -> None:
    shown = shortlist(runtime, storage)
    keep(
        storage,
        an_opening("Boulanger", id="o-1", provider_id="c-1"),
        an_opening("Soudeur", id="o-3"),
        replace(WELDER, statements=(a_skill("couture"),)),
        a_company(is_paused=True),
    )
    with storage.begin() as work:
        work.feedback.add(
            Feedback(
                id=uuid4(),
                profile_id=WELDER.id,
                opportunity_id="o-1",
                answer=Answer.NOT_SUITABLE,
                given_at=NOW,
                given_by="officer",
            )
        )
    runtime.refresh()
    assert proposed(shortlist(runtime, storage)) != proposed(shown)
    again = replay(runtime, storage, shown.id)
    assert again.is_identical
    assert again.same_release
    assert again.same_encoder


def test_an_inline_profile_leaves_no_vector_and_is_replayed(
    runtime: Runtime, storage: Storage
) -> None:
    passing = a_profile(a_skill("soudure de portails en passant"), id="inline")
    shown = make_shortlist(
        runtime,
        storage,
        caller=OFFICER,
        now=NOW,
        kind=OpportunityKind.OPENING,
        limit=5,
        filters=Filters(),
        profile=passing,
    )
    with storage.read() as work:
        keys, _ = work.vectors.load_all(runtime.serving().encoder.revision)
    # WELDER: the profile and its statement are one text; the opening and its title are another.
    assert len(keys) == 2
    assert replay(runtime, storage, shown.id).is_identical


def test_people_for_an_opening_have_the_score_they_see(runtime: Runtime, storage: Storage) -> None:
    mine = shortlist(runtime, storage).shortlist.proposals[0]
    people = make_people_shortlist(
        runtime, storage, caller=OFFICER, now=NOW, opening_id="o-1", limit=5
    )
    assert people.shortlist.proposals == (mine,)


def test_why_not_names_every_reason_and_the_line_it_would_be(
    runtime: Runtime, storage: Storage
) -> None:
    keep(storage, an_opening("Soudeur", id="o-1", provider_id="c-1", places=0))
    runtime.refresh()
    answer = why_not(
        runtime, storage, caller=OFFICER, now=NOW, profile_id=WELDER.id, opportunity_id="o-1"
    )
    assert answer.refusals == (Refusal.NO_PLACE_LEFT,)
    assert answer.proposal is not None
    assert answer.proposal.evidence


def test_before_loading_nothing_answers_and_health_says_so(
    settings: Settings, storage: Storage
) -> None:
    runtime = Runtime(settings, storage, load=lambda *_: HashingEncoder(DIM))
    assert runtime.health().state is State.LOADING
    with pytest.raises(Starting):
        runtime.serving()


def test_a_bad_release_is_refused_and_the_old_one_stays(
    runtime: Runtime, settings: Settings
) -> None:
    assert settings.release_dir is not None
    a_release(settings.release_dir, "test-2")
    manifest = settings.release_dir / "manifest.json"
    written = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(written | {"text_version": 999}))
    with pytest.raises(ReleaseMismatch):
        runtime.reload()
    health = runtime.health()
    assert (health.state, health.release_id) == (State.DEGRADED, "test-1")
    assert health.problems == ("release-mismatch",)
    manifest.write_text(json.dumps(written))
    assert runtime.reload().release_id == "test-2"
    assert runtime.health().state is State.READY


def test_readers_never_see_half_a_swap(runtime: Runtime, storage: Storage) -> None:
    failures: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(30):
                shown = shortlist(runtime, storage)
                assert proposed(shown)
        except BaseException as error:
            failures.append(error)

    readers = [Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(10):
        keep(storage, an_opening("Soudeur", id=f"o-{number + 2}"))
        runtime.refresh()
    for reader in readers:
        reader.join()
    assert failures == []


@pytest.mark.parametrize("damage", ["missing", "cut", "flipped"])
def test_a_damaged_snapshot_is_built_again(
    runtime: Runtime, storage: Storage, settings: Settings, damage: str
) -> None:
    before = shortlist(runtime, storage).shortlist
    snapshot = settings.data_dir / "index" / "opening.faiss"
    content = bytearray(snapshot.read_bytes())
    if damage == "missing":
        snapshot.unlink()
    elif damage == "cut":
        snapshot.write_bytes(content[:-7])
    else:
        content[-1] ^= 1
        snapshot.write_bytes(content)
    assert shortlist(a_runtime(settings, storage), storage).shortlist == before
    assert snapshot.is_file()


def test_another_process_is_followed(settings: Settings, storage: Storage) -> None:
    runtime = Runtime(settings, storage, load=lambda *_: HashingEncoder(DIM))
    runtime.start()
    try:
        other = Storage(settings.database_url)
        keep(other, WELDER, an_opening("Soudeur"))
        other.close()
        seen = _wait(lambda: runtime.health().opportunities == 1)
    finally:
        runtime.stop()
    assert seen


def _wait(holds: Callable[[], bool], seconds: float = 10.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


def test_another_encoder_gets_a_centre_of_its_own_once(tmp_path: Path) -> None:
    settings = settings_in(tmp_path).model_copy(update={"encoder": "another"})
    storage = a_storage(settings)
    keep(storage, WELDER, an_opening("Soudeur", id="o-1"))
    runtime = Runtime(settings, storage, load=lambda *_: HashingEncoder(DIM // 2))
    runtime.load()
    health = runtime.health()
    assert health.state is State.READY
    assert health.release_id == f"test-1+{HashingEncoder(DIM // 2).revision}"
    assert proposed(shortlist(runtime, storage)) == ["o-1"]
    (kept,) = (tmp_path / "centres").glob("*.npy")
    written = kept.stat().st_mtime_ns
    runtime.load()
    assert kept.stat().st_mtime_ns == written


def test_an_encoder_of_another_length_is_refused(settings: Settings, storage: Storage) -> None:
    runtime = Runtime(settings, storage, load=lambda *_: HashingEncoder(DIM // 2))
    with pytest.raises(ReleaseMismatch):
        runtime.load()
    assert runtime.health().state is State.FAILED
