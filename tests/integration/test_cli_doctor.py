"""The doctor: what is missing, what to do, and nothing that should not be shown."""

import json
from pathlib import Path
from socket import create_server
from typing import Any

import pytest
from typer.testing import CliRunner

from service.actions.doctor import State, Subject, diagnose
from service.cli.commands import app
from service.wording import commands as words
from tests.cli_fixtures import Installation, an_installation
from tests.runtimes import a_release


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return an_installation(tmp_path, monkeypatch)


def findings(*arguments: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """Exit status, and what was found by subject (the last of each)."""
    result = CliRunner().invoke(app, ["doctor", "--json", *arguments])
    listed = json.loads(result.stdout)["findings"]
    return result.exit_code, {one["subject"]: one for one in listed}


@pytest.mark.usefixtures("installation")
def test_what_is_missing_is_named_with_what_to_do() -> None:
    status, found = findings()

    assert status == 1
    assert found["encoder"]["code"] == "encoder-missing"
    assert "jisr prepare" in found["encoder"]["advice"]
    assert found["database"]["state"] == "ok"
    assert found["records"]["code"] == "no-records"


def test_without_a_database_the_rest_is_still_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JISR_DATA_DIR", str(tmp_path / "not" / "made"))

    status, found = findings()

    assert status == 1
    assert found["database"]["code"] == "database-missing"
    assert found["disk"]["state"] == "ok"


def test_it_works_when_settings_are_invalid_and_says_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JISR_PORT", "99999")

    status, found = findings("--language", "en")

    assert status == 1
    assert found["setting"]["shown"] == "JISR_PORT"
    assert "65,535" in found["setting"]["advice"]
    assert found["python"]["state"] == "ok"


@pytest.mark.usefixtures("installation")
def test_a_misspelled_setting_is_pointed_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JISR_PROT", "8001")

    _, found = findings()

    assert (found["variable"]["shown"], found["variable"]["state"]) == ("JISR_PROT", "look")


def test_passwords_are_masked(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JISR_DATABASE_URL", "postgresql://jisr:s3cret@127.0.0.1:1/jisr")

    printed = installation.run("doctor")

    assert "s3cret" not in printed.output
    assert "jisr:***@127.0.0.1" in printed.stdout


@pytest.mark.usefixtures("installation")
def test_an_address_of_no_known_database_is_one_line_among_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JISR_DATABASE_URL", "mysql://somewhere")

    _, found = findings()

    assert found["database"]["code"] == "database-address-unreadable"
    assert "port" in found


def test_a_damaged_database_is_told_apart_from_a_missing_one(installation: Installation) -> None:
    (installation.folder / "jisr.db").write_bytes(b"not a database" * 1000)

    _, found = findings()

    assert found["database"]["code"] == "database-damaged"


def test_the_release_in_use_is_named(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JISR_RELEASE_DIR", str(a_release(installation.folder / "release")))

    _, found = findings()

    assert "test-1" in found["release"]["shown"]


@pytest.mark.usefixtures("installation")
def test_a_port_that_somebody_has_is_worth_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    with create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("JISR_PORT", str(taken.getsockname()[1]))
        _, found = findings()

    assert (found["port"]["code"], found["port"]["state"]) == ("port-in-use", "look")


@pytest.mark.usefixtures("installation")
def test_versions_other_than_those_tried_together_are_listed(tmp_path: Path) -> None:
    constraints = tmp_path / "constraints.txt"
    constraints.write_text("# tried together\ntyper==0.0.1\nnot-installed-at-all==1.0\n")

    listed = diagnose({}, constraints).findings

    other = [one for one in listed if one.code == "package-other-version"]
    assert len(other) == 1
    assert "typer" in other[0].shown
    assert "(0.0.1)" in other[0].shown
    assert "not-installed" not in other[0].shown


def test_every_subject_and_state_has_a_name() -> None:
    assert set(words.SUBJECTS) == {subject.value for subject in Subject}
    assert set(words.STATES) == {state.value for state in State}
