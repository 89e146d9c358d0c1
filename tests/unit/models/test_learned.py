"""The learned part: small, exact enough, the same bytes each time, and refused when it is wrong."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from models.learned import (
    BITS,
    LEARNED_FILE,
    LearnedDamaged,
    LearnedForAnotherBase,
    NotOnlyLayers,
    _digest,
    apply_learned,
    learned_checksum,
    learned_id,
    learned_part,
    read_facts,
    write_learned,
)

Tensors = dict[str, npt.NDArray[Any]]
WORDS = "embeddings.word_embeddings.weight"
MATRIX = "encoder.layer.0.output.dense.weight"
BIAS = "encoder.layer.0.output.dense.bias"
UNTOUCHED = "pooler.dense.weight"
LIMIT = 2 ** (BITS - 1) - 1


def a_model(folder: Path, **changed: npt.NDArray[Any]) -> Path:
    """Weights of a very small encoder, as sentence-transformers lays them out."""
    rng = np.random.default_rng(0)
    shapes = {WORDS: (20, 8), MATRIX: (8, 13), BIAS: (8,), UNTOUCHED: (8, 8)}
    weights: Tensors = {
        name: rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()
    }
    folder.mkdir()
    save_file(weights | changed, folder / "model.safetensors", {"format": "pt"})
    (folder / "tokenizer.json").write_text(f"of {folder.name}")
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text("{}")
    return folder


def weights_of(folder: Path) -> Tensors:
    found: Tensors = load_file(folder / "model.safetensors")
    return found


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return a_model(tmp_path / "base")


@pytest.fixture
def adapted(base: Path, tmp_path: Path) -> Path:
    """The base after a little training: a matrix with one row left alone, and a bias."""
    rng = np.random.default_rng(1)
    before = weights_of(base)
    moved = before[MATRIX] + rng.normal(scale=0.03, size=before[MATRIX].shape).astype(np.float32)
    moved[3] = before[MATRIX][3]
    return a_model(tmp_path / "adapted", **{MATRIX: moved, BIAS: before[BIAS] + np.float32(0.01)})


@pytest.fixture
def learned(base: Path, adapted: Path, tmp_path: Path) -> Path:
    path = tmp_path / LEARNED_FILE
    write_learned(base, [adapted], path)
    return path


def rewrite(path: Path, header: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
    """The same file with other tensors or another header; None removes a tensor."""
    with safe_open(path, framework="np") as file:
        written = json.loads(file.metadata()["jisr"])
        tensors = {**file.get_tensors(), **changed}
    kept = {name: found for name, found in tensors.items() if found is not None}
    save_file(kept, path, {"jisr": json.dumps({**written, **header})})


def test_applying_gives_back_what_training_made(
    base: Path, adapted: Path, learned: Path, tmp_path: Path
) -> None:
    apply_learned(base, learned, tmp_path / "made")
    found, expected, before = (weights_of(f) for f in (tmp_path / "made", adapted, base))
    assert found.keys() == expected.keys()
    assert np.array_equal(found[WORDS], before[WORDS])
    assert np.array_equal(found[UNTOUCHED], before[UNTOUCHED])
    assert found[BIAS] == pytest.approx(expected[BIAS], abs=1e-7)
    assert np.array_equal(found[MATRIX][3], before[MATRIX][3])
    # Half a level of the row's largest difference, and a little for the addition itself.
    half = np.abs(expected[MATRIX] - before[MATRIX]).max(axis=1, keepdims=True) / LIMIT / 2
    assert (np.abs(found[MATRIX] - expected[MATRIX]) <= half + 1e-6).all()


def test_tokenizer_and_settings_are_those_of_the_base(
    base: Path, learned: Path, tmp_path: Path
) -> None:
    made = tmp_path / "made"
    apply_learned(base, learned, made)
    assert (made / "tokenizer.json").read_text() == "of base"
    assert (made / "1_Pooling" / "config.json").is_file()


def test_rounding_by_hand(base: Path, tmp_path: Path) -> None:
    """A row whose largest difference is one per level keeps whole differences exactly."""
    before = weights_of(base)
    before[MATRIX][:] = 0
    levels = np.zeros_like(before[MATRIX])
    levels[0, :4] = [LIMIT, -LIMIT, 1, 0.4]
    zeros = a_model(tmp_path / "zeros", **{MATRIX: before[MATRIX]})
    moved = a_model(tmp_path / "moved", **{MATRIX: levels})
    facts = write_learned(zeros, [moved], tmp_path / LEARNED_FILE)
    apply_learned(zeros, tmp_path / LEARNED_FILE, tmp_path / "made")
    assert weights_of(tmp_path / "made")[MATRIX][0, :4].tolist() == [LIMIT, -LIMIT, 1, 0]
    assert facts.max_error == pytest.approx(0.4)
    assert facts.relative_error == pytest.approx(0.4 / (2 * LIMIT**2 + 1.16) ** 0.5)


def test_only_what_changed_is_kept_and_said(base: Path, adapted: Path, tmp_path: Path) -> None:
    path = tmp_path / LEARNED_FILE
    facts = write_learned(base, [adapted], path)
    assert facts.tensors == (BIAS, MATRIX)
    assert facts.parameters == 8 + 8 * 13
    assert 0 < facts.relative_error < 0.08
    assert facts == read_facts(path)
    stored = load_file(path)
    assert set(stored) == {BIAS, MATRIX, f"{MATRIX}.scales"}
    assert stored[MATRIX].nbytes == 8 * 13 * BITS // 8


def test_the_same_models_give_the_same_bytes(base: Path, adapted: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_learned(base, [adapted], tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert learned_checksum(tmp_path / "one") == learned_checksum(tmp_path / "two")


def test_of_several_models_the_mean_is_kept(base: Path, tmp_path: Path) -> None:
    before = weights_of(base)
    moves = [np.full_like(before[BIAS], move) for move in (0.5, 1.5)]
    models = [
        a_model(tmp_path / f"pass-{number}", **{BIAS: before[BIAS] + move})
        for number, move in enumerate(moves)
    ]
    facts = write_learned(base, models, tmp_path / LEARNED_FILE, share=0.5)
    assert facts.tensors == (BIAS,)
    apply_learned(base, tmp_path / LEARNED_FILE, tmp_path / "made")
    np.testing.assert_allclose(weights_of(tmp_path / "made")[BIAS], before[BIAS] + 0.5, atol=1e-6)


def test_training_that_changed_nothing_gives_the_base_back(base: Path, tmp_path: Path) -> None:
    facts = write_learned(base, [a_model(tmp_path / "same")], tmp_path / LEARNED_FILE)
    assert (facts.tensors, facts.max_error, facts.relative_error) == ((), 0, 0)
    apply_learned(base, tmp_path / LEARNED_FILE, tmp_path / "made")
    before = weights_of(base)
    for name, found in weights_of(tmp_path / "made").items():
        assert np.array_equal(found, before[name])


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        (WORDS, np.zeros((20, 8), np.float32), "word-table"),
        (WORDS, np.zeros((21, 8), np.float32), "shape"),
        (MATRIX, np.zeros((13, 8), np.float32), "shape"),
        (MATRIX, np.zeros((8, 13), np.float16), "number-type"),
        (BIAS, np.full(8, np.nan, np.float32), "not-finite"),
        (BIAS, np.full(8, np.inf, np.float32), "not-finite"),
        ("encoder.layer.1.output.dense.bias", np.zeros(8, np.float32), "names"),
    ],
)
def test_what_a_learned_part_cannot_hold_is_refused(
    base: Path, tmp_path: Path, name: str, value: npt.NDArray[Any], why: str
) -> None:
    other = a_model(tmp_path / "other", **{name: value})
    with pytest.raises(NotOnlyLayers) as raised:
        write_learned(base, [other], tmp_path / LEARNED_FILE)
    assert raised.value.params == {"why": why, "tensor": name}
    assert not (tmp_path / LEARNED_FILE).exists()


def test_a_folder_without_weights_is_refused(base: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotOnlyLayers) as raised:
        write_learned(base, [tmp_path / "empty"], tmp_path / LEARNED_FILE)
    assert raised.value.params == {"why": "no-weights", "folder": "empty"}


@pytest.mark.parametrize("kept", [0, 4, 200, -1])
def test_a_truncated_file_is_refused(base: Path, learned: Path, tmp_path: Path, kept: int) -> None:
    learned.write_bytes(learned.read_bytes()[:kept])
    with pytest.raises(LearnedDamaged):
        apply_learned(base, learned, tmp_path / "made")
    assert not (tmp_path / "made").exists()


def test_a_changed_byte_is_refused(base: Path, learned: Path, tmp_path: Path) -> None:
    data = bytearray(learned.read_bytes())
    data[-1] ^= 1
    learned.write_bytes(data)
    with pytest.raises(LearnedDamaged) as raised:
        apply_learned(base, learned, tmp_path / "made")
    assert raised.value.params == {"file": LEARNED_FILE}


def test_a_file_that_is_not_there_is_said_to_be_damaged(tmp_path: Path) -> None:
    with pytest.raises(LearnedDamaged):
        read_facts(tmp_path / "nothing")
    with pytest.raises(LearnedDamaged):
        learned_checksum(tmp_path / "nothing")


def test_any_other_safetensors_file_is_refused(base: Path) -> None:
    with pytest.raises(LearnedDamaged):
        read_facts(base / "model.safetensors")


@pytest.mark.parametrize("header", [{"format": 2}, {"bits": 9}, {"unheard": 1}, {"tensors": None}])
def test_another_format_is_refused(learned: Path, header: dict[str, Any]) -> None:
    rewrite(learned, header, {})
    with pytest.raises(LearnedDamaged):
        read_facts(learned)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (MATRIX, None),
        (f"{MATRIX}.scales", None),
        (MATRIX, np.zeros(8 * 13 * BITS // 8 - 1, np.uint8)),
        (MATRIX, np.zeros(8 * 13 * BITS // 8, np.int8)),
        (f"{MATRIX}.scales", np.ones(8, np.float64)),
        (f"{MATRIX}.scales", np.ones(9, np.float32)),
        (f"{MATRIX}.scales", np.full(8, np.nan, np.float32)),
        (BIAS, np.full(8, np.inf, np.float32)),
        (BIAS, np.zeros(9, np.float32)),
        (BIAS, np.zeros(8, np.float16)),
    ],
)
def test_a_wrong_type_or_shape_is_refused_even_under_a_right_checksum(
    base: Path, learned: Path, tmp_path: Path, name: str, value: npt.NDArray[Any] | None
) -> None:
    rewrite(learned, {}, {name: value})
    rewrite(learned, {"content_sha256": _digest(load_file(learned))}, {})
    with pytest.raises(LearnedDamaged) as raised:
        apply_learned(base, learned, tmp_path / "made")
    assert raised.value.params["tensor"] in {MATRIX, BIAS}
    assert not (tmp_path / "made").exists()


def test_a_tensor_that_the_base_does_not_have_is_refused(
    base: Path, learned: Path, tmp_path: Path
) -> None:
    rewrite(learned, {"tensors": ["encoder.layer.99.bias"]}, {})
    with pytest.raises(LearnedDamaged) as raised:
        apply_learned(base, learned, tmp_path / "made")
    assert raised.value.params["tensor"] == "encoder.layer.99.bias"


def test_another_base_is_refused(learned: Path, tmp_path: Path) -> None:
    other = a_model(tmp_path / "other", **{UNTOUCHED: np.zeros((8, 8), np.float32)})
    with pytest.raises(LearnedForAnotherBase):
        apply_learned(other, learned, tmp_path / "made")
    assert not (tmp_path / "made").exists()


def test_the_same_base_written_in_another_order_is_the_same(
    base: Path, learned: Path, tmp_path: Path
) -> None:
    weights = weights_of(base)
    save_file(weights, base / "model.safetensors", {"format": "pt", "written": "again"})
    apply_learned(base, learned, tmp_path / "made")
    assert (tmp_path / "made" / "model.safetensors").is_file()


def test_the_learned_part_of_a_release_is_found_when_there_is_one(tmp_path: Path) -> None:
    assert learned_part(tmp_path) is None
    (tmp_path / LEARNED_FILE).write_bytes(b"")
    assert learned_part(tmp_path) == tmp_path / LEARNED_FILE


def test_the_name_says_which_learned_part() -> None:
    assert learned_id("0123456789abcdef") == "jisr-e5-small-01234567"
