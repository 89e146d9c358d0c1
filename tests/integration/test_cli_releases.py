"""`jisr release`: releases are kept, put into service and taken out again from a terminal."""

from pathlib import Path

import pytest

from models.learned import learned_part
from models.releases import compose_release, load_release, shipped_release
from service.settings import Settings
from tests.cli_fixtures import Installation, an_installation
from tests.registries import a_registry, published_as
from tests.runtimes import a_release


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    found = an_installation(tmp_path, monkeypatch)
    a_registry(tmp_path / "registry")
    return found


@pytest.fixture
def with_encoder(prepared_encoder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JISR_ENCODER_DIR", str(prepared_encoder.parent.resolve()))


def test_an_empty_registry_says_which_release_runs(installation: Installation) -> None:
    assert installation.asked("release", "list") == []
    assert installation.asked("release", "current") is None
    assert "livrée avec le programme" in installation.run("release", "list").stderr
    assert "livrée avec le programme" in installation.run("release", "current").stderr


@pytest.mark.encoder
@pytest.mark.usefixtures("with_encoder")
def test_a_release_is_published_and_promoted_after_it_answered(installation: Installation) -> None:
    name = load_release(shipped_release()).id
    published = installation.asked("release", "publish", shipped_release(), "--by", "Amal")
    assert (published["version"], published["release_id"]) == (1, name)
    promoted = installation.asked("release", "promote", name, "--by", "Omar")
    assert (promoted["version"], promoted["by"], promoted["earlier"]) == (1, "Omar", [])
    assert [one["state"] for one in installation.asked("release", "list")] == ["current"]
    told = [(event["verb"], event["by"]) for event in installation.asked("release", "history")]
    assert told == [("publish", "Amal"), ("promote", "Omar")]
    assert f"{name} (n° 1)" in installation.run("release", "current").stdout
    assert name in installation.run("doctor").stdout


def test_a_release_whose_encoder_is_not_prepared_names_the_command(
    installation: Installation, tmp_path: Path
) -> None:
    folder = a_release(tmp_path / "trained", "trained")
    refused = installation.run("release", "publish", folder)
    assert refused.exit_code == 1
    assert "[encoder-not-prepared]" in refused.stderr
    assert f"jisr prepare --release {folder}" in refused.stderr.replace("\n", " ")


@pytest.mark.encoder
@pytest.mark.usefixtures("with_encoder")
def test_a_release_of_another_dimension_is_refused_with_the_part_at_fault(
    installation: Installation, tmp_path: Path
) -> None:
    short = load_release(a_release(tmp_path / "short", "short"))
    compose_release(
        tmp_path / "trained",
        release_id="trained",
        made_on=short.made_on,
        promoted_by="tests",
        centre=short.centre,
        parameters=short.parameters,
        measures={},
        learned=learned_part(shipped_release()),
    )
    refused = installation.run("release", "publish", tmp_path / "trained")
    assert refused.exit_code == 1
    assert "En cause : encoder-dimension." in refused.stderr
    assert "[release-mismatch]" in refused.stderr
    assert installation.asked("release", "list") == []


def test_a_folder_without_a_release_is_refused(installation: Installation, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused = installation.run("release", "publish", tmp_path / "empty")
    assert refused.exit_code == 1
    assert "[no-release]" in refused.stderr
    assert installation.run("release", "publish", tmp_path / "nowhere").exit_code == 2


def test_an_unknown_version_is_refused(installation: Installation) -> None:
    refused = installation.run("release", "promote", "7")
    assert refused.exit_code == 1
    assert "[no-such-version]" in refused.stderr
    assert installation.run("prepare", "--release", "7").exit_code == 1


def test_there_is_no_way_back_before_a_second_release(installation: Installation) -> None:
    refused = installation.run("release", "rollback")
    assert refused.exit_code == 1
    assert "[nothing-to-roll-back]" in refused.stderr


def test_tables_name_what_is_in_service_and_who_decided(
    installation: Installation, tmp_path: Path
) -> None:
    registry = a_registry(tmp_path / "registry")
    published_as(registry, tmp_path, "first", "second", "third")
    registry.promote(1, by="Amal")
    registry.promote(2, by="Omar")
    listed = installation.run("release", "list").stdout
    rows = [line.split("│") for line in listed.splitlines() if line.startswith("│")]
    states = {row[2].strip(): row[3].strip() for row in rows}
    assert states == {"first": "en service avant", "second": "en service", "third": "conservée"}
    history = installation.run("release", "history").stdout
    assert "promue" in history
    assert "Omar" in history


def test_a_folder_in_the_settings_is_said_to_come_first(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JISR_RELEASE_DIR", str(a_release(tmp_path / "mine")))
    assert "JISR_RELEASE_DIR" in installation.run("release", "current").stderr


def test_the_registry_follows_the_data_folder(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path).registry_dir == tmp_path / "registry"
    assert Settings(registry_dir=tmp_path / "shared").registry_dir == tmp_path / "shared"
