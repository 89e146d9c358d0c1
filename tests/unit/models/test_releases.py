"""A release is whole, agrees with itself and with the code, or is not loaded."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matching.errors import NotReady
from matching.parameters import Parameters
from models.centring import OCCUPATIONS_FILE, Centre
from models.curves import RANKER_FILE
from models.examples import Examples
from models.learned import LEARNED_FILE, LearnedDamaged
from models.occupations import Occupations
from models.releases import (
    CARD_FILE,
    CENTRE_FILE,
    FILES,
    FORMAT,
    FORMAT_WITH_RANKER,
    MANIFEST_FILE,
    TRADES_FILE,
    NoRelease,
    Release,
    ReleaseMismatch,
    compose_release,
    fingerprint,
    load_release,
    shipped_release,
)
from models.trade_space import TradeSpace
from tests.rankings import a_ranking

DIM = 8


def a_centre(dim: int = DIM, value: float = 0.0) -> Centre:
    mean = np.full(dim, value, np.float32)
    return Centre(mean, np.zeros((0, dim), np.float32), "a/model", {"labels.csv": "0" * 64})


def some_examples(dim: int, *starts: int) -> Examples:
    return Examples(np.eye(3, dim, dtype=np.int8) * 5, np.array(starts, dtype=np.int32))


def a_space(dim: int = DIM) -> TradeSpace:
    return TradeSpace(examples=some_examples(dim, 0, 2))


def some_occupations() -> Occupations:
    return Occupations(names=some_examples(DIM, 0, 1))


def composed(folder: Path, name: str = "test-1", **parts: Any) -> Release:
    given: dict[str, Any] = {
        "release_id": name,
        "made_on": date(2026, 11, 21),
        "promoted_by": "tests",
        "centre": a_centre(),
        "parameters": Parameters(),
        "measures": {"MRR": 0.5},
    }
    return compose_release(folder, **(given | parts))


@pytest.fixture
def learned(tmp_path: Path) -> Path:
    path = tmp_path / "trained.safetensors"
    path.write_bytes(b"differences")
    return path


@pytest.fixture
def whole(tmp_path: Path, learned: Path) -> Path:
    """A folder with a release that has every file it may have."""
    folder = tmp_path / "whole"
    parts: dict[str, Any] = {
        "centre": replace(a_centre(), occupations=some_occupations()),
        "learned": learned,
        "card": "# A card\n",
        "ranking": a_ranking(),
        "trade_space": a_space(),
    }
    composed(folder, **parts)
    return folder


def rewritten(folder: Path, **changes: Any) -> None:
    path = folder / MANIFEST_FILE
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_what_is_composed_is_read_again(tmp_path: Path, learned: Path) -> None:
    release = composed(tmp_path / "r", learned=learned, card="# A card\n")
    again = load_release(tmp_path / "r")
    assert (again.id, again.measures, again.card) == ("test-1", {"MRR": 0.5}, "# A card\n")
    assert again.parameters == release.parameters == Parameters()
    assert (again.encoder.id, again.encoder.dim) == ("a/model", DIM)
    assert again.learned == tmp_path / "r" / LEARNED_FILE
    assert again.learned.read_bytes() == b"differences"


def test_a_release_may_have_neither_learned_part_nor_card(tmp_path: Path) -> None:
    release = composed(tmp_path / "r")
    assert (release.learned, release.card, release.encoder.learned_sha256) == (None, "", "")


def test_the_release_that_ships_is_loadable() -> None:
    assert load_release(shipped_release()).id


def test_a_release_is_replaced_with_all_its_files(whole: Path) -> None:
    composed(whole, "test-2")
    assert load_release(whole).id == "test-2"
    assert {path.name for path in whole.iterdir()} == {MANIFEST_FILE, CENTRE_FILE, "centre.json"}


def test_a_learned_part_that_lies_in_the_folder_already_is_kept(whole: Path) -> None:
    composed(whole, "test-2", learned=whole / LEARNED_FILE)
    release = load_release(whole)
    assert release.learned is not None
    assert release.learned.read_bytes() == b"differences"


def test_a_learned_part_that_is_not_there_makes_no_release(tmp_path: Path) -> None:
    with pytest.raises(LearnedDamaged):
        composed(tmp_path / "r", learned=tmp_path / "nowhere.safetensors")
    with pytest.raises(NoRelease):
        load_release(tmp_path / "r")


@pytest.mark.parametrize("name", ["", "à la main", "a/b", ".hidden", "x" * 65, "two\nlines", 7])
def test_an_id_that_answers_could_not_name_is_refused(tmp_path: Path, name: Any) -> None:
    composed(tmp_path / "r")
    rewritten(tmp_path / "r", id=name)
    with pytest.raises(ReleaseMismatch):
        load_release(tmp_path / "r")


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (lambda folder: (folder / LEARNED_FILE).write_bytes(b"others"), "learned-checksum"),
        (lambda folder: (folder / LEARNED_FILE).unlink(), "learned-checksum"),
        (lambda folder: (folder / CENTRE_FILE).write_bytes(b"others"), "centre"),
        (lambda folder: (folder / CENTRE_FILE).unlink(), "centre"),
        (lambda folder: (folder / OCCUPATIONS_FILE).write_bytes(b"others"), "centre"),
        (lambda folder: (folder / OCCUPATIONS_FILE).unlink(), "centre"),
        (lambda folder: (folder / CARD_FILE).write_bytes(b"\xff\xfe\xff"), "manifest"),
        (lambda folder: rewritten(folder, format=1), "format"),
        (lambda folder: rewritten(folder, text_version=999), "text-version"),
        (lambda folder: rewritten(folder, features=["semantic"]), "features"),
        (lambda folder: rewritten(folder, parameters={}), "manifest"),
        (lambda folder: rewritten(folder, encoder={"id": "a/model"}), "EncoderNeeds"),
        (lambda folder: rewritten(folder, made_on="some day"), "manifest"),
    ],
)
def test_what_disagrees_is_refused_and_named(
    whole: Path, damage: Callable[[Path], None], what: str
) -> None:
    damage(whole)
    with pytest.raises(ReleaseMismatch) as refused:
        load_release(whole)
    assert refused.value.params == {"what": what}


def test_a_learned_part_that_the_manifest_does_not_know_is_refused(tmp_path: Path) -> None:
    composed(tmp_path / "r")
    (tmp_path / "r" / LEARNED_FILE).write_bytes(b"differences")
    with pytest.raises(ReleaseMismatch):
        load_release(tmp_path / "r")


def test_a_centre_of_another_release_or_dimension_is_refused(tmp_path: Path) -> None:
    composed(tmp_path / "r")
    for number, other in enumerate((a_centre(value=0.5), a_centre(dim=DIM + 1))):
        composed(tmp_path / f"other-{number}", centre=other)
        for name in (CENTRE_FILE, "centre.json"):
            shutil.copyfile(tmp_path / f"other-{number}" / name, tmp_path / "r" / name)
        with pytest.raises(ReleaseMismatch) as refused:
            load_release(tmp_path / "r")
        assert refused.value.params["what"] == "centre-checksum"


def test_a_release_never_leans_on_the_defaults_of_the_code(tmp_path: Path) -> None:
    composed(tmp_path / "r")
    written = json.loads((tmp_path / "r" / MANIFEST_FILE).read_text())
    del written["parameters"]["ranking"]["usual_distance_km"]
    (tmp_path / "r" / MANIFEST_FILE).write_text(json.dumps(written))
    with pytest.raises(ReleaseMismatch):
        load_release(tmp_path / "r")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", None])
def test_without_a_readable_manifest_there_is_no_release(
    tmp_path: Path, content: bytes | None
) -> None:
    composed(tmp_path / "r")
    if content is None:
        (tmp_path / "r" / MANIFEST_FILE).unlink()
    else:
        (tmp_path / "r" / MANIFEST_FILE).write_bytes(content)
    with pytest.raises(NoRelease):
        load_release(tmp_path / "r")


def test_the_fingerprint_is_of_every_file_of_the_release_and_of_no_other(whole: Path) -> None:
    before = fingerprint(whole)
    (whole / "notes.txt").write_text("not part of it")
    assert fingerprint(whole) == before
    for name in FILES:
        kept = (whole / name).read_bytes()
        (whole / name).write_bytes(kept + b" ")
        assert fingerprint(whole) != before
        (whole / name).unlink()
        assert fingerprint(whole) != before
        (whole / name).write_bytes(kept)
    assert fingerprint(whole) == before


def test_a_trade_space_is_read_again(whole: Path) -> None:
    space = load_release(whole).trade_space
    assert space is not None
    assert space.digest == a_space().digest


def test_another_trade_space_is_refused(whole: Path) -> None:
    TradeSpace(examples=some_examples(DIM, 0, 1)).save(whole / TRADES_FILE)
    with pytest.raises(ReleaseMismatch) as caught:
        load_release(whole)
    assert caught.value.params["what"] == "trades-checksum"


def test_a_trade_space_that_is_missing_or_not_announced_is_refused(
    whole: Path, tmp_path: Path
) -> None:
    (whole / TRADES_FILE).rename(tmp_path / "space")
    with pytest.raises(ReleaseMismatch):
        load_release(whole)
    composed(tmp_path / "without")
    (tmp_path / "space").rename(tmp_path / "without" / TRADES_FILE)
    with pytest.raises(ReleaseMismatch):
        load_release(tmp_path / "without")


def test_a_trade_space_of_another_dimension_makes_no_release(tmp_path: Path) -> None:
    with pytest.raises(ReleaseMismatch):
        composed(tmp_path / "r", trade_space=a_space(DIM + 1))


class Interrupted(BaseException):
    """As when the machine is switched off."""


@contextmanager
def interrupted_at(step: int, monkeypatch: pytest.MonkeyPatch, *, halfway: bool) -> Iterator[None]:
    """The given change to the disk does not happen, or only half of it; those before it do."""
    steps = iter(range(10_000))

    def counted(owner: Any, name: str, half: Callable[..., None] | None) -> None:
        real = getattr(owner, name)

        def change(*given: Any, **named: Any) -> Any:
            if next(steps) == step:
                if halfway and half is not None:
                    half(*given)
                raise Interrupted
            return real(*given, **named)

        patched.setattr(owner, name, change)

    def half_bytes(path: Path, data: bytes) -> None:
        with path.open("wb") as file:
            file.write(data[: len(data) // 2])

    def half_text(path: Path, text: str) -> None:
        half_bytes(path, text.encode())

    def half_copy(source: Path, target: Path) -> None:
        half_bytes(Path(target), Path(source).read_bytes())

    with monkeypatch.context() as patched:
        counted(Path, "write_bytes", half_bytes)
        counted(Path, "write_text", half_text)
        counted(Path, "replace", None)
        counted(Path, "unlink", None)
        counted(shutil, "copyfile", half_copy)
        yield


@pytest.mark.parametrize("halfway", [False, True])
@pytest.mark.parametrize("had_one", [False, True])
def test_a_release_written_halfway_is_never_loaded(
    tmp_path: Path, learned: Path, monkeypatch: pytest.MonkeyPatch, had_one: bool, halfway: bool
) -> None:
    """Whatever the write is stopped at, one finds the old release whole, the new whole, or none."""
    other = tmp_path / "other.safetensors"
    other.write_bytes(b"older differences")
    found: list[str | None] = []
    for step in range(100):
        folder = tmp_path / f"{step}"
        if had_one:
            composed(folder, "old", centre=a_centre(value=0.5), learned=other, card="old")
        try:
            with interrupted_at(step, monkeypatch, halfway=halfway):
                composed(folder, "new", learned=learned, card="new")
            is_done = True
        except Interrupted:
            is_done = False
        found.append(_loaded(folder, learned, other))
        if is_done:
            break
    assert found[-1] == "new"
    assert found[0] == ("old" if had_one else None)
    assert None in found
    assert len(found) > 8
    assert found == sorted(found, key=("old", None, "new").index)


def _loaded(folder: Path, learned: Path, other: Path) -> str | None:
    try:
        release = load_release(folder)
    except NotReady:
        return None
    parts = {"old": other, "new": learned}[release.id]
    assert release.learned is not None
    assert release.learned.read_bytes() == parts.read_bytes()
    assert release.card == release.id
    return release.id


def test_a_learned_ranking_is_kept_and_named_by_the_manifest(tmp_path: Path) -> None:
    composed(tmp_path / "r", ranking=a_ranking())
    assert load_release(tmp_path / "r").ranking == a_ranking()
    manifest = json.loads((tmp_path / "r" / MANIFEST_FILE).read_text())
    assert manifest["format"] == FORMAT_WITH_RANKER
    composed(tmp_path / "r", "test-2")
    assert load_release(tmp_path / "r").ranking is None
    assert not (tmp_path / "r" / RANKER_FILE).exists()


def test_a_release_without_learned_ranking_is_still_of_the_former_format(tmp_path: Path) -> None:
    composed(tmp_path / "r")
    manifest = json.loads((tmp_path / "r" / MANIFEST_FILE).read_text())
    assert manifest["format"] == FORMAT
    assert "ranker" not in manifest


def test_a_learned_ranking_that_is_missing_changed_or_unannounced_is_refused(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "r"
    composed(folder, ranking=a_ranking())
    ranker = (folder / RANKER_FILE).read_text()
    (folder / RANKER_FILE).write_text(ranker + " ")
    assert _refused(folder) == "ranker-checksum"
    (folder / RANKER_FILE).unlink()
    assert _refused(folder) == "ranker-checksum"
    composed(folder)
    (folder / RANKER_FILE).write_text(ranker)
    assert _refused(folder) == "ranker-checksum"


def _refused(folder: Path) -> object:
    with pytest.raises(ReleaseMismatch) as refused:
        load_release(folder)
    return refused.value.params["what"]
