"""The baseline and the centred encoder by hand; a prepared folder that is missing or damaged."""

from pathlib import Path

import numpy as np
import pytest

from matching.ports import Vectors
from models.centring import Centre
from models.encoders import CentredEncoder, HashingEncoder, SentenceEncoder, is_blank
from models.engines import EngineKind
from models.manifest import (
    EncoderDamaged,
    EncoderManifest,
    EncoderMissing,
    checksum,
    read_manifest,
    write_manifest,
)


def a_manifest(**facts: object) -> EncoderManifest:
    usual: dict[str, object] = {
        "id": "invented/encoder",
        "dim": 4,
        "max_tokens": 16,
        "pad_id": 1,
        "prefix": "query: ",
        "engine": EngineKind.ONNXRUNTIME_FP32,
        "files": {"tokenizer.json": "0" * 64},
    }
    return EncoderManifest(**{**usual, **facts})  # type: ignore[arg-type]  # a factory of situations


def test_spelling_close_is_closer_than_another_word() -> None:
    baker, bakers, welder = HashingEncoder().encode(["Boulanger", "boulangère", "soudeur"])
    assert baker @ bakers > 0.5 > baker @ welder


def test_case_and_accents_do_not_count_for_the_baseline() -> None:
    plain, marked = HashingEncoder().encode(["eleve", "ÉLÈVE"])
    assert np.array_equal(plain, marked)


def test_another_seed_is_another_revision_and_other_vectors() -> None:
    one, other = HashingEncoder(seed=0), HashingEncoder(seed=1)
    assert one.revision != other.revision
    assert not np.allclose(one.encode(["soudeur"]), other.encode(["soudeur"]))


def test_one_dimension_still_gives_unit_rows() -> None:
    vectors = HashingEncoder(dim=1).encode(["soudeur", "maçon", "ab"])
    assert np.abs(vectors).ravel().tolist() == [1.0, 1.0, 1.0]


def a_centre(mean: Vectors) -> Centre:
    """A mean and no axes."""
    return Centre(mean, np.zeros((0, len(mean)), np.float32), "hashing", {})


def test_centring_subtracts_and_scales_by_hand() -> None:
    """(v - c) / |v - c| with v a unit vector of the baseline and c half of it is v again."""
    inner = HashingEncoder(dim=8)
    (vector,) = inner.encode(["soudeur"])
    assert CentredEncoder(inner, a_centre(vector / 2)).encode(["soudeur"])[0] == pytest.approx(
        vector
    )


def test_a_text_equal_to_the_centre_is_similar_to_nothing() -> None:
    inner = HashingEncoder(dim=8)
    (vector,) = inner.encode(["soudeur"])
    assert not CentredEncoder(inner, a_centre(vector)).encode(["soudeur"]).any()


def test_another_centre_is_another_revision() -> None:
    inner = HashingEncoder(dim=2)
    one = CentredEncoder(inner, a_centre(np.array([0.5, 0.0], np.float32)))
    other = CentredEncoder(inner, a_centre(np.array([0.0, 0.5], np.float32)))
    assert len({inner.revision, one.revision, other.revision}) == 3


def test_a_centre_of_another_length_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="expected a centre of 8 dimensions"):
        CentredEncoder(HashingEncoder(dim=8), a_centre(np.zeros(7, np.float32)))


@pytest.mark.parametrize(
    ("text", "blank"), [("", True), (" \n\u200b", True), ("a", False), ("++", False), ("و", False)]
)
def test_only_what_cannot_be_seen_is_blank(text: str, blank: bool) -> None:
    assert is_blank(text) is blank


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_manifest(tmp_path, a_manifest())
    assert read_manifest(tmp_path) == a_manifest()


@pytest.mark.parametrize(
    "change",
    [
        {"files": {"tokenizer.json": "1" * 64}},
        {"engine": EngineKind.OPENVINO_INT8},
        {"max_tokens": 8},
        {"id": "invented/other"},
    ],
)
def test_whatever_could_change_a_vector_changes_the_revision(change: dict[str, object]) -> None:
    assert a_manifest(**change).revision("query: ") != a_manifest().revision("query: ")
    assert a_manifest().revision("passage: ") != a_manifest().revision("query: ")


def test_a_folder_without_encoder_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissing):
        SentenceEncoder(tmp_path)
    with pytest.raises(EncoderMissing):
        SentenceEncoder(tmp_path / "nowhere")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 1}', '{"format": 99}'])
def test_a_manifest_that_makes_no_sense_is_damage(tmp_path: Path, content: str) -> None:
    (tmp_path / "encoder.json").write_text(content)
    with pytest.raises(EncoderDamaged) as raised:
        SentenceEncoder(tmp_path)
    assert raised.value.params == {"file": "encoder.json"}


def test_a_flipped_byte_is_noticed_before_anything_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "tokenizer.json"
    file.write_bytes(b"good")
    write_manifest(tmp_path, a_manifest(files={file.name: checksum(file)}))
    file.write_bytes(b"gold")
    with pytest.raises(EncoderDamaged) as raised:
        SentenceEncoder(tmp_path)
    assert raised.value.params == {"file": "tokenizer.json"}


def test_a_file_that_is_gone_is_damage(tmp_path: Path) -> None:
    write_manifest(tmp_path, a_manifest())
    with pytest.raises(EncoderDamaged):
        SentenceEncoder(tmp_path)
