"""Preparing never leaves a half-made encoder, whenever it is interrupted."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from models import base, preparation
from models.engines import EngineKind
from models.learned import LearnedDamaged, learned_checksum, learned_id
from models.manifest import EncoderDamaged, EncoderManifest, checksum, write_manifest
from models.preparation import Report, Step, check, prepare, prepared, run_steps

KILLED = """
import os, signal, sys
from pathlib import Path
from models.preparation import Step, run_steps

def first(folder, work, report):
    (folder / "one").write_text("complete")

def second(folder, work, report):
    (folder / "two").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)

run_steps(Path(sys.argv[1]), [Step("first", first), Step("second", second)], lambda *_: None)
"""


def silent(step: str, done: int, total: int) -> None:
    """Progress that no test looks at."""


def an_encoder_folder(folder: Path) -> None:
    (folder / "tokenizer.json").write_text("{}")
    write_manifest(
        folder,
        EncoderManifest(
            id="invented/encoder",
            dim=4,
            max_tokens=16,
            pad_id=1,
            prefix="",
            engine=EngineKind.ONNXRUNTIME_FP32,
            files={"tokenizer.json": checksum(folder / "tokenizer.json")},
        ),
    )


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps that ran, of a preparation that only writes an empty encoder."""
    ran: list[str] = []

    def bring(_folder: Path, _work: Path, _report: Report) -> None:
        ran.append("model")

    def finish(folder: Path, _work: Path, _report: Report) -> None:
        ran.append("engine")
        an_encoder_folder(folder)

    steps = [Step("model", bring), Step("engine", finish)]
    monkeypatch.setattr(preparation, "_steps", lambda _source, _learned: steps)
    return ran


def test_a_second_preparation_finds_the_first_and_does_nothing(
    tmp_path: Path, runs: list[str]
) -> None:
    assert prepared(tmp_path, None) is None
    folder = prepare(tmp_path, None, silent)
    assert prepare(tmp_path, None, silent) == folder == prepared(tmp_path, None)
    assert runs == ["model", "engine"]


@pytest.mark.usefixtures("runs")
def test_another_source_is_another_folder(tmp_path: Path) -> None:
    assert prepare(tmp_path, None, silent) != prepare(tmp_path, "some/model", silent)


@pytest.mark.usefixtures("runs")
def test_a_local_source_that_changes_is_prepared_again(tmp_path: Path) -> None:
    source = tmp_path / "mine"
    source.mkdir()
    before = prepare(tmp_path / "cache", str(source), silent)
    (source / "weights").write_text("trained")
    assert prepared(tmp_path / "cache", str(source)) is None
    assert prepare(tmp_path / "cache", str(source), silent) != before


@pytest.mark.usefixtures("runs")
def test_each_learned_part_is_a_folder_of_its_own_with_its_name(tmp_path: Path) -> None:
    learned = tmp_path / "layers"
    learned.write_bytes(b"one")
    plain = prepare(tmp_path / "cache", None, silent)
    first = prepare(tmp_path / "cache", None, silent, learned=learned)
    learned.write_bytes(b"two")
    assert prepared(tmp_path / "cache", None, learned) is None
    second = prepare(tmp_path / "cache", None, silent, learned=learned)
    assert len({plain, first, second}) == 3
    assert prepared(tmp_path / "cache", None) == plain
    assert second.name.startswith(f"{learned_id(learned_checksum(learned))}-")


@pytest.mark.usefixtures("runs")
def test_another_encoder_is_taken_without_the_learned_part_of_the_default_one(
    tmp_path: Path,
) -> None:
    learned = tmp_path / "layers"
    learned.write_bytes(b"one")
    named = prepare(tmp_path, "some/model", silent, learned=learned)
    assert named == prepared(tmp_path, "some/model") == prepared(tmp_path, "some/model", learned)


def test_a_learned_part_that_cannot_be_read_is_said_before_anything_is_made(
    tmp_path: Path,
) -> None:
    with pytest.raises(LearnedDamaged):
        prepare(tmp_path / "cache", None, silent, learned=tmp_path / "nothing")
    assert not (tmp_path / "cache").exists()


@pytest.mark.usefixtures("runs")
def test_only_the_prepared_folder_is_left(tmp_path: Path) -> None:
    folder = prepare(tmp_path, None, silent)
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == [folder]


@pytest.mark.usefixtures("runs")
def test_a_missing_file_is_prepared_again(tmp_path: Path) -> None:
    folder = prepare(tmp_path, None, silent)
    (folder / "tokenizer.json").unlink()
    assert prepared(tmp_path, None) is None
    assert prepare(tmp_path, None, silent) == folder
    assert check(folder).id == "invented/encoder"


@pytest.mark.usefixtures("runs")
def test_a_damaged_file_is_found_by_the_check_and_mended_on_demand(tmp_path: Path) -> None:
    folder = prepare(tmp_path, None, silent)
    (folder / "tokenizer.json").write_text("[]")
    with pytest.raises(EncoderDamaged):
        check(folder)
    assert check(prepare(tmp_path, None, silent, rebuild=True)).dim == 4


def test_a_killed_preparation_continues_after_its_last_complete_step(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (tmp_path / "first" / "one").read_text() == "complete"
    assert not (tmp_path / "second").exists()

    def first(_folder: Path, _work: Path, _report: Report) -> None:
        raise AssertionError("a complete step must not run again")

    def second(folder: Path, work: Path, _report: Report) -> None:
        assert not list(folder.iterdir())
        shutil.copy(work / "first" / "one", folder / "two")

    run_steps(tmp_path, [Step("first", first), Step("second", second)], silent)
    assert (tmp_path / "second" / "two").read_text() == "complete"


def test_a_step_that_fails_leaves_no_result(tmp_path: Path) -> None:
    def fail(folder: Path, _work: Path, _report: Report) -> None:
        (folder / "half").write_text("half")
        raise base.BaseMissing

    with pytest.raises(base.BaseMissing):
        run_steps(tmp_path, [Step("model", fail)], silent)
    assert not (tmp_path / "model").exists()
