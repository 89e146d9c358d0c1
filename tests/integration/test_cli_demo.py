"""The invented people and companies: brought in once, as a user would, and then left alone."""

import stat
from pathlib import Path

import pytest

from matching.vocabulary import RecordKind
from service.actions.demo import FILES, demo_profile, demo_token, load_demo
from service.actions.imports.reports import ImportReport
from service.cli.operator import OPERATOR, now
from service.intake.shipped_activities import shipped_activities
from service.security import authenticate
from service.storage import Storage
from tests.cli_fixtures import Installation, an_installation

COUNTS = {
    RecordKind.PROFILE: 333,
    RecordKind.COMPANY: 120,
    RecordKind.OPENING: 220,
    RecordKind.ACTIVITY: len(shipped_activities()),
    RecordKind.TRAINING: 80,
    RecordKind.MENTOR: 20,
}


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return an_installation(tmp_path, monkeypatch)


@pytest.fixture
def storage(installation: Installation) -> Storage:
    return installation.storage()


def loaded(storage: Storage) -> list[ImportReport]:
    return load_demo(storage, caller=OPERATOR, now=now(), step=lambda *_: None)


def token(storage: Storage, folder: Path) -> str:
    return demo_token(storage, folder, caller=OPERATOR, now=now(), lifetime_days=365)


def counts(storage: Storage) -> dict[RecordKind, int]:
    with storage.read() as work:
        return {kind: work.records.count(kind) for kind in RecordKind}


def test_every_invented_line_comes_in_and_openings_know_their_company(storage: Storage) -> None:
    reports = loaded(storage)

    assert [report.rejected for report in reports] == [()] * len(FILES)
    assert counts(storage) == COUNTS
    with storage.read() as work:
        openings = [one.opportunity for one in work.records.current([RecordKind.OPENING])]
    assert all("(inventée)" in opening.provider_name for opening in openings)
    storage.close()


def test_a_second_run_imports_nothing_and_keeps_what_was_changed(storage: Storage) -> None:
    loaded(storage)
    person = demo_profile(storage)
    assert person is not None
    with storage.begin() as work:
        work.records.erase(person, at=now(), actor="cli")

    assert loaded(storage) == []
    assert counts(storage)[RecordKind.PROFILE] == 332
    assert demo_profile(storage) not in {None, person}
    storage.close()


def test_an_interrupted_first_run_is_completed(storage: Storage) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, _: int) -> None:
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        load_demo(storage, caller=OPERATOR, now=now(), step=stop)

    assert [report.kind for report in loaded(storage)] == [kind for kind, _ in FILES[2:]]
    assert counts(storage) == COUNTS
    storage.close()


def test_a_database_with_somebody_s_own_records_is_left_alone(
    installation: Installation, storage: Storage
) -> None:
    own = installation.folder / "entreprises.csv"
    own.write_text("Référence;Nom\nE-1;Atelier\n", encoding="utf-8")
    installation.run("import", "companies", own)

    assert loaded(storage) == []
    assert sum(n for kind, n in counts(storage).items() if kind is not RecordKind.ACTIVITY) == 1
    assert demo_profile(storage) is None
    storage.close()


def test_the_token_is_an_officer_s_the_same_on_every_run_and_its_owner_s_alone(
    installation: Installation, storage: Storage
) -> None:
    secret = token(storage, installation.folder)

    assert token(storage, installation.folder) == secret
    kept = installation.folder / "demo-token"
    assert kept.read_text() == secret
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with storage.read() as work:
        assert authenticate(work, secret, now()).role == "officer"
    storage.close()


def test_a_token_that_is_no_longer_accepted_is_drawn_anew(
    installation: Installation, storage: Storage
) -> None:
    secret = token(storage, installation.folder)
    with storage.begin() as work:
        work.tokens.revoke(work.tokens.list()[0].id, at=now())

    assert token(storage, installation.folder) not in {secret, ""}
    storage.close()


def test_the_command_prints_a_line_that_can_be_pasted_into_a_shell(
    installation: Installation, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(storage)
    storage.close()
    monkeypatch.setenv("JISR_HOST", "0.0.0.0")
    monkeypatch.setenv("JISR_PORT", "8123")

    printed = installation.run("demo")
    answered = installation.asked("demo")

    requests = [line for line in printed.stdout.splitlines() if line.startswith("curl ")]
    assert requests == [answered["request"]]
    assert answered["address"] == "http://127.0.0.1:8123"
    assert f"Bearer {answered['token']}" in requests[0]
    assert "conservées" in printed.stderr
