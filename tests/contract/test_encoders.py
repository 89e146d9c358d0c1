"""Every encoder keeps the promises of the port, alone and as a release has it."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matching.ports import Encoder
from models.centring import Centre
from models.encoders import (
    BatchEncoder,
    CentredEncoder,
    HashingEncoder,
    SentenceEncoder,
    centred_with_trades,
)
from models.occupations import fit_occupations
from models.trade_space import fit_trade_space

TEXTS = [
    "soudeur à l’arc, deux ans d’atelier",
    "خياطة تقليدية وعصرية",
    "kan3ref nkheyet, 5 snin f sinaa taqlidiya",
    "warehouse operator with a forklift licence",
    "boulanger",
]
FORBIDDEN = (
    "openvino_telemetry",
    "torch",
    "transformers",
    "sentence_transformers",
    "scipy",
    "onnx",
    "sklearn",
    "pandas",
)


@pytest.fixture(scope="module")
def sentence_encoder(prepared_encoder: Path) -> SentenceEncoder:
    return SentenceEncoder(prepared_encoder)


def a_centre(encoder: Encoder) -> Centre:
    mean = encoder.encode(TEXTS).mean(axis=0)
    axes = np.zeros((0, encoder.dim), np.float32)
    plain = Centre(mean, axes, "hashing", {})
    names = {"welder": ["soudeur", "welder"], "cook": ["cuisinier", "cook"]}
    occupations = fit_occupations(CentredEncoder(encoder, plain), names)
    return replace(plain, occupations=occupations)


def with_trades(encoder: Encoder) -> Encoder:
    centre = a_centre(encoder)
    plain = CentredEncoder(encoder, replace(centre, occupations=None))
    space = fit_trade_space(plain, {"welding": ["je soude"], "cooking": ["je cuisine"]})
    return centred_with_trades(encoder, centre, space)


BATCH: list[Any] = ["hashing", pytest.param("sentence", marks=pytest.mark.encoder)]


@pytest.fixture(params=[*BATCH, "centred", "trades"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    makers: dict[str, Callable[[], Encoder]] = {
        "hashing": HashingEncoder,
        "centred": lambda: CentredEncoder(HashingEncoder(), a_centre(HashingEncoder())),
        "trades": lambda: with_trades(HashingEncoder()),
        "sentence": lambda: request.getfixturevalue("sentence_encoder"),
    }
    return makers[request.param]()


@pytest.fixture(params=BATCH)
def batch_encoder(request: pytest.FixtureRequest) -> BatchEncoder:
    if request.param == "hashing":
        return HashingEncoder()
    found: SentenceEncoder = request.getfixturevalue("sentence_encoder")
    return found


def test_no_text_gives_no_row(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dim)


def test_rows_are_float32_and_have_unit_length(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), encoder.dim)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("blank", ["", "   ", "\n\t", "\u00a0", "\u200b\u200f"])
def test_a_blank_text_gives_a_zero_row_among_the_others(encoder: Encoder, blank: str) -> None:
    vectors = encoder.encode([TEXTS[0], blank, TEXTS[1]])
    assert not vectors[1].any()
    assert np.linalg.norm(vectors[[0, 2]], axis=1) == pytest.approx(1.0, abs=1e-5)


def test_the_same_texts_give_the_same_bits(encoder: Encoder) -> None:
    assert np.array_equal(encoder.encode(TEXTS), encoder.encode(TEXTS))


def test_neighbours_do_not_change_a_row(encoder: Encoder) -> None:
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    together = encoder.encode([*TEXTS, "long " * 200])[: len(TEXTS)]
    assert np.sum(alone * together, axis=1) == pytest.approx(1.0, abs=1e-3)


def test_rows_keep_the_order_of_the_texts(encoder: Encoder) -> None:
    forward, backward = encoder.encode(TEXTS), encoder.encode(TEXTS[::-1])
    assert np.sum(forward * backward[::-1], axis=1) == pytest.approx(1.0, abs=1e-3)


def test_progress_adds_up_to_all_texts(batch_encoder: BatchEncoder) -> None:
    counts: list[int] = []
    batch_encoder.encode([*TEXTS, "", *TEXTS], counts.append)
    assert sum(counts) == 2 * len(TEXTS) + 1
    assert min(counts) >= 1


def test_threads_get_what_one_thread_gets(encoder: Encoder) -> None:
    expected = encoder.encode(TEXTS)
    with ThreadPoolExecutor(4) as callers:
        for found in callers.map(lambda _: encoder.encode(TEXTS), range(8)):
            assert np.array_equal(found, expected)


@pytest.mark.parametrize("odd", ["\ud800 soudeur", "\0soudeur", "😀", "焊工", "<s></s>"])
def test_odd_characters_are_encoded_not_refused(encoder: Encoder, odd: str) -> None:
    assert np.isfinite(encoder.encode([odd])).all()


@pytest.mark.parametrize("text", ["сварщик", "συγκολλητής", "焊工", "ⵜⵉⵎⵅⵉⵟ", "วิศวกร"])
def test_a_text_in_another_script_has_a_vector_like_any_other(
    encoder: BatchEncoder, text: str
) -> None:
    alone, beside = encoder.encode([text])[0], encoder.encode([text, *TEXTS])[0]
    assert np.linalg.norm(alone) == pytest.approx(1.0, abs=1e-5)
    assert float(alone @ beside) == pytest.approx(1.0, abs=1e-3)


def test_a_very_long_text_is_cut_not_refused(encoder: Encoder) -> None:
    (vector,) = encoder.encode(["menuisier " * 10_000])
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.encoder
def test_words_beyond_the_window_change_nothing(sentence_encoder: SentenceEncoder) -> None:
    window = "menuisier " * 10_000
    same, cut = sentence_encoder.encode([window, window + "infirmière de nuit"])
    assert sentence_encoder.count_tokens(window) == 512
    assert np.array_equal(same, cut)


@pytest.mark.encoder
def test_meaning_counts_more_than_language(sentence_encoder: SentenceEncoder) -> None:
    sewing = [
        "Couturière sur machine industrielle",
        "خياط على الماكينة الصناعية",
        "Sewing machine operator",
    ]
    driving = ["Chauffeur de camion", "سائق شاحنة", "Truck driver"]
    found = sentence_encoder.encode(sewing + driving)
    to_sewing, to_driving = found @ found[0], found @ found[3]
    assert min(to_sewing[1:3]) > max(to_sewing[3:])
    assert min(to_driving[4:]) > max(to_driving[:3])


@pytest.mark.encoder
def test_another_prefix_is_another_revision(
    sentence_encoder: SentenceEncoder, prepared_encoder: Path
) -> None:
    other = SentenceEncoder(prepared_encoder, prefix="passage: ", threads=1)
    assert other.revision != sentence_encoder.revision
    assert not np.allclose(other.encode(TEXTS), sentence_encoder.encode(TEXTS), atol=1e-3)


@pytest.mark.encoder
def test_serving_loads_no_learning_library(prepared_encoder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from models.encoders import SentenceEncoder;"
        f"SentenceEncoder(Path({str(prepared_encoder)!r})).encode(['soudeur']);"
        f"print([name for name in {FORBIDDEN!r} if sys.modules.get(name) is not None])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
