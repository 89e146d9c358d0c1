import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.ports import Encoder, Vectors
from models.centring import (
    OCCUPATIONS_FILE,
    Centre,
    CentreDamaged,
    fit_centre,
    load_centre,
    save_centre,
)
from models.encoders import HashingEncoder
from models.occupations import fit_occupations
from models.releases import shipped_release


class Coordinates(Encoder):
    """Texts are written as numbers: "1 0 0" has the vector (1, 0, 0)."""

    dim = 3
    revision = "coordinates"

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = [[float(number) for number in text.split()] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(-1, 3)


def fitted(**registers: list[str]) -> Centre:
    return fit_centre(Coordinates(), registers, encoder_id="coordinates", fitted_on={})


def test_the_mean_counts_each_register_once_by_hand() -> None:
    """Means (1, 0, 0) of two texts and (0, 1, 0) of one: (0.5, 0.5, 0)."""
    centre = fitted(a=["1 0 0", "1 0 0"], b=["0 1 0"])
    assert centre.mean == pytest.approx([0.5, 0.5, 0])


def test_the_axis_of_two_registers_joins_their_means() -> None:
    axes = fitted(a=["1 0 0"], b=["0 1 0"]).axes
    assert axes.shape == (1, 3)
    assert abs(axes[0]) == pytest.approx([0.5**0.5, 0.5**0.5, 0])


def test_one_register_or_equal_ones_leave_the_mean_alone() -> None:
    assert fitted(a=["1 0 0", "0 1 0"]).axes.shape == (0, 3)
    assert fitted(a=["1 0 0"], b=["1 0 0"]).axes.shape == (0, 3)


def test_texts_that_differ_only_by_register_become_equal() -> None:
    """The first number is the language, the second the form, the third the subject."""
    centre = fitted(
        title_fr=["0 0 1", "0 0 -1"], title_ar=["1 0 1", "1 0 -1"], text_fr=["0 1 1", "0 1 -1"]
    )
    welding = centre.apply(Coordinates().encode(["0 0 1", "1 0 1", "0 1 1", "1 1 1"]))
    baking = centre.apply(Coordinates().encode(["0 0 -1", "1 0 -1"]))
    assert (welding @ welding.T).min() == pytest.approx(1, abs=1e-5)
    assert (welding @ baking.T).max() == pytest.approx(-1, abs=1e-5)


def test_an_empty_text_stays_zero_and_so_does_what_nothing_is_left_of() -> None:
    centre = fitted(a=["1 0 0"], b=["0 1 0"])
    found = centre.apply(Coordinates().encode(["0 0 0", "1 0 0", "0.5 0.5 0", "0 0 1"]))
    assert not found[:3].any()
    assert np.linalg.norm(found[3]) == pytest.approx(1)


@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_applied_rows_have_unit_norm_and_nothing_along_the_axes(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(count, 256)).astype(np.float32)
    encoder = HashingEncoder()
    centre = fit_centre(
        encoder,
        {
            "a": ["soudeur", "maçon"],
            "b": ["je sais souder", "je sais bâtir"],
            "c": ["لحام", "بناء"],
        },
        encoder_id="hashing",
        fitted_on={},
    )
    found = centre.apply(vectors)
    assert np.linalg.norm(found, axis=1) == pytest.approx(1, abs=1e-5)
    assert abs(found @ centre.axes.T).max() < 1e-5
    assert centre.axes @ centre.axes.T == pytest.approx(np.eye(2), abs=1e-5)


def test_rows_of_another_length_are_refused() -> None:
    centre = fitted(a=["1 0 0"])
    for wrong in (np.zeros((2, 4), np.float32), np.zeros(3, np.float32)):
        with pytest.raises(ValueError, match="expected shape"):
            centre.apply(wrong)


@pytest.mark.parametrize("registers", [{}, {"a": []}, {"a": ["1 0 0"], "b": []}])
def test_a_register_without_text_is_refused(registers: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="needs texts"):
        fitted(**registers)


def test_progress_adds_up_to_every_text() -> None:
    reported: list[int] = []
    fit_centre(
        HashingEncoder(8),
        {"a": ["x"] * 700, "b": ["y"] * 5},
        encoder_id="hashing",
        fitted_on={},
        progress=reported.append,
    )
    assert sum(reported) == 705
    assert len(reported) > 2


def saved(folder: Path) -> tuple[Centre, Path]:
    centre = fit_centre(
        HashingEncoder(16),
        {"a": ["soudeur"], "b": ["boulanger"]},
        encoder_id="hashing",
        fitted_on={"labels.csv": "0" * 64},
    )
    path = folder / "centre.npy"
    save_centre(centre, path)
    return centre, path


def test_what_is_saved_is_loaded_to_the_last_bit(tmp_path: Path) -> None:
    centre, path = saved(tmp_path)
    loaded = load_centre(path)
    assert np.array_equal(loaded.mean, centre.mean)
    assert np.array_equal(loaded.axes, centre.axes)
    assert (loaded.encoder_id, loaded.fitted_on) == (centre.encoder_id, centre.fitted_on)
    assert loaded.digest == centre.digest
    assert sorted(file.name for file in tmp_path.iterdir()) == ["centre.json", "centre.npy"]


def test_the_digest_changes_with_the_numbers(tmp_path: Path) -> None:
    centre, _ = saved(tmp_path)
    moved = Centre(centre.mean + np.float32(1e-6), centre.axes, "hashing", {})
    assert moved.digest != centre.digest


def test_a_flipped_byte_is_noticed(tmp_path: Path) -> None:
    _, path = saved(tmp_path)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(CentreDamaged) as caught:
        load_centre(path)
    assert caught.value.params == {"what": "checksum"}


@pytest.mark.parametrize("name", ["centre.npy", "centre.json"])
@pytest.mark.parametrize("content", [None, b"", b"[]", b"\x93NUMPY nonsense"])
def test_a_missing_or_foreign_file_is_damage(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    _, path = saved(tmp_path)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(CentreDamaged):
        load_centre(path)


def test_an_origin_of_another_shape_is_damage(tmp_path: Path) -> None:
    _, path = saved(tmp_path)
    origin = json.loads((tmp_path / "centre.json").read_text(encoding="utf-8"))
    (tmp_path / "centre.json").write_text(json.dumps({**origin, "axes": 7}), encoding="utf-8")
    with pytest.raises(CentreDamaged) as caught:
        load_centre(path)
    assert caught.value.params == {"what": "shape"}


def with_occupations(folder: Path) -> tuple[Centre, Path]:
    centre, path = saved(folder)
    drawing = fit_occupations(HashingEncoder(16), {"welder": ["soudeur"], "baker": ["boulanger"]})
    both = replace(centre, occupations=drawing)
    save_centre(both, path)
    return both, path


def test_what_is_left_is_drawn_towards_occupations(tmp_path: Path) -> None:
    both, _ = with_occupations(tmp_path)
    assert both.occupations is not None
    vectors = HashingEncoder(16).encode(["soudeuse", ""])
    without = replace(both, occupations=None)
    expected = both.occupations.apply(without.apply(vectors))
    np.testing.assert_array_equal(both.apply(vectors), expected)
    assert both.digest != without.digest


def test_occupations_are_saved_and_loaded_with_their_centre(tmp_path: Path) -> None:
    both, path = with_occupations(tmp_path)
    assert load_centre(path).digest == both.digest
    save_centre(replace(both, occupations=None), path)
    assert load_centre(path).occupations is None
    assert sorted(file.name for file in tmp_path.iterdir()) == ["centre.json", "centre.npy"]


def test_other_occupations_or_ones_that_are_not_noted_are_damage(tmp_path: Path) -> None:
    both, path = with_occupations(tmp_path)
    assert both.occupations is not None
    replace(both.occupations, weight=0.1).save(tmp_path / OCCUPATIONS_FILE)
    with pytest.raises(CentreDamaged) as caught:
        load_centre(path)
    assert caught.value.params == {"what": "occupations"}
    (tmp_path / OCCUPATIONS_FILE).unlink()
    with pytest.raises(CentreDamaged):
        load_centre(path)
    _, path = saved(tmp_path)
    both.occupations.save(tmp_path / OCCUPATIONS_FILE)
    with pytest.raises(CentreDamaged):
        load_centre(path)


def test_occupations_of_another_dimension_are_damage(tmp_path: Path) -> None:
    centre, path = saved(tmp_path)
    wider = fit_occupations(HashingEncoder(17), {"welder": ["soudeur"]})
    save_centre(replace(centre, occupations=wider), path)
    with pytest.raises(CentreDamaged) as caught:
        load_centre(path)
    assert caught.value.params == {"what": "occupations"}


def test_the_shipped_centre_fits_the_default_encoder() -> None:
    centre = load_centre(shipped_release() / "centre.npy")
    assert centre.dim == 384
    assert centre.axes @ centre.axes.T == pytest.approx(np.eye(len(centre.axes)), abs=1e-5)
    assert "frames.csv" in centre.fitted_on
