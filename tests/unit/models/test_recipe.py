"""Which engine is chosen, by hand."""

import numpy as np
import pytest

from models.engines import EngineKind
from models.manifest import Measure
from models.recipe import agreement, best_engine

SIZES = {
    EngineKind.OPENVINO_BF16: 142,
    EngineKind.OPENVINO_INT8: 78,
    EngineKind.OPENVINO_INT8_BF16: 78,
    EngineKind.OPENVINO_FP32: 142,
    EngineKind.ONNXRUNTIME_FP32: 142,
}
REFERENCE = Measure(EngineKind.ONNXRUNTIME_FP32, 40.0, 40.0, 1.0)


def test_the_fastest_engine_wins() -> None:
    fast = Measure(EngineKind.OPENVINO_BF16, 5.0, 5.0, 0.9999)
    slow = Measure(EngineKind.OPENVINO_INT8, 10.0, 10.0, 0.9999)
    assert best_engine([REFERENCE, fast, slow], SIZES) is EngineKind.OPENVINO_BF16


def test_one_text_counts_as_much_as_a_batch() -> None:
    """sqrt(4 * 16) = 8 against sqrt(10 * 10) = 10."""
    uneven = Measure(EngineKind.OPENVINO_BF16, 4.0, 16.0, 0.9999)
    even = Measure(EngineKind.OPENVINO_INT8, 10.0, 10.0, 0.9999)
    assert best_engine([REFERENCE, uneven, even], SIZES) is EngineKind.OPENVINO_BF16


def test_equally_fast_engines_are_told_apart_by_memory() -> None:
    larger = Measure(EngineKind.OPENVINO_BF16, 10.0, 10.0, 0.9999)
    smaller = Measure(EngineKind.OPENVINO_INT8, 10.5, 10.5, 0.9999)
    assert best_engine([REFERENCE, larger, smaller], SIZES) is EngineKind.OPENVINO_INT8


def test_an_unfaithful_engine_is_never_chosen() -> None:
    unfaithful = Measure(EngineKind.OPENVINO_INT8, 1.0, 1.0, 0.9949)
    assert best_engine([REFERENCE, unfaithful], SIZES) is EngineKind.ONNXRUNTIME_FP32


def test_agreement_is_measured_from_the_mean_of_the_reference() -> None:
    """(1, 1) and (1, -1) differ from their mean (1, 0) by (0, 1) and (0, -1) only."""
    expected = np.array([[1.0, 1.0], [1.0, -1.0]], np.float32)
    turned = np.array([[2.0, 1.0], [1.0, -1.0]], np.float32)
    assert agreement(expected, expected) == 1.0
    assert agreement(turned, expected) == pytest.approx(0.5**0.5)


def test_what_all_texts_share_hides_no_error() -> None:
    apart = np.array([[0.0, 1.0], [0.0, -1.0]], np.float32)
    error = np.array([[0.1, 0.0], [0.0, 0.0]], np.float32)
    shared = np.array([10.0, 0.0], np.float32)
    assert agreement(apart + shared + error, apart + shared) == pytest.approx(
        agreement(apart + error, apart), abs=1e-5
    )


def test_a_model_that_gives_every_text_the_same_vector_agrees_with_itself() -> None:
    same = np.ones((3, 4), np.float32)
    assert agreement(same, same) == 1.0
