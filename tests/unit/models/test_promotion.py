"""One small file says which release is in use."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.promotion import (
    POINTER_FILE,
    Promotion,
    Published,
    RegistryDamaged,
    Verb,
    load_published,
    pointer_stamp,
    published_folder,
    read_promotion,
    write_promotion,
)
from models.releases import NoRelease, ReleaseMismatch, fingerprint
from tests.runtimes import a_release

FIRST = Published(version=1, release_id="a", fingerprint="1" * 64)
SECOND = Published(version=2, release_id="b", fingerprint="2" * 64)


def a_promotion(number: int = 1) -> Promotion:
    return Promotion(
        number=number,
        verb=Verb.PROMOTE,
        by="Équipe",
        at=datetime(2026, 11, 21, 23, 0, tzinfo=UTC),
        published=SECOND,
        earlier=(FIRST,),
    )


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write_promotion(tmp_path, a_promotion())
    assert read_promotion(tmp_path) == a_promotion()


def test_before_any_promotion_there_is_none(tmp_path: Path) -> None:
    assert read_promotion(tmp_path) is None
    assert pointer_stamp(tmp_path) is None
    assert read_promotion(tmp_path / "nowhere") is None


def test_every_promotion_changes_the_stamp(tmp_path: Path) -> None:
    before = pointer_stamp(tmp_path)
    for number in range(5):
        write_promotion(tmp_path, a_promotion(number))
        assert pointer_stamp(tmp_path) != before
        before = pointer_stamp(tmp_path)
        assert pointer_stamp(tmp_path) == before


@pytest.mark.parametrize("part", ["number", "verb", "by", "at", "published", "earlier", "format"])
def test_a_file_that_lacks_something_is_damaged(tmp_path: Path, part: str) -> None:
    write_promotion(tmp_path, a_promotion())
    written = json.loads((tmp_path / POINTER_FILE).read_text())
    del written[part]
    (tmp_path / POINTER_FILE).write_text(json.dumps(written))
    with pytest.raises(RegistryDamaged):
        read_promotion(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff", b'{"format": 99}'])
def test_a_file_that_cannot_be_understood_is_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / POINTER_FILE).write_bytes(content)
    with pytest.raises(RegistryDamaged):
        read_promotion(tmp_path)


def test_a_promotion_that_is_interrupted_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_promotion(tmp_path, a_promotion(1))

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            write_promotion(tmp_path, a_promotion(2))
    assert read_promotion(tmp_path) == a_promotion(1)


def test_a_published_release_is_loaded_only_as_it_was_published(tmp_path: Path) -> None:
    mark = fingerprint(a_release(tmp_path / "a", "a"))
    published = Published(version=1, release_id="a", fingerprint=mark)
    with pytest.raises(NoRelease):
        load_published(tmp_path, published)
    kept = a_release(published_folder(tmp_path, mark), "a")
    assert load_published(tmp_path, published).id == "a"
    manifest = kept / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"tests"', '"nobody"'))
    with pytest.raises(ReleaseMismatch) as refused:
        load_published(tmp_path, published)
    assert refused.value.params == {"what": "fingerprint"}
