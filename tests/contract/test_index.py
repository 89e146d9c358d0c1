"""Every index gives exactly what the numpy reference gives, with and without a mask."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.ports import VectorIndex, Vectors
from models.index import ExactIndex, FaissIndex, IndexDamaged, IndexOutdated

Make = Callable[[Vectors], VectorIndex]
DIM = 16


@pytest.fixture(params=[ExactIndex, FaissIndex.of], ids=["exact", "faiss"])
def make(request: pytest.FixtureRequest) -> Make:
    chosen: Make = request.param
    return chosen


def vectors_of(seed: int, rows: int, distinct: int) -> Vectors:
    """Unit rows of small integers, many of them equal, so that products tie exactly."""
    rng = np.random.default_rng(seed)
    some = rng.integers(-2, 3, size=(distinct, DIM)).astype(np.float32)
    some[:, 0] += (np.abs(some).sum(axis=1) == 0).astype(np.float32)
    some /= np.linalg.norm(some, axis=1, keepdims=True)
    chosen: Vectors = some[rng.integers(0, distinct, size=rows)]
    return chosen


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    rows=st.integers(1, 80),
    distinct=st.integers(1, 40),
    limit=st.integers(1, 90),
    share=st.sampled_from([None, 0.0, 0.05, 0.5, 1.0]),
)
def test_faiss_equals_the_reference(
    seed: int, rows: int, distinct: int, limit: int, share: float | None
) -> None:
    vectors = vectors_of(seed, rows, distinct)
    query = vectors_of(seed + 1, 1, 1)[0]
    allowed = None if share is None else np.random.default_rng(seed).random(rows) < share
    found, products = FaissIndex.of(vectors).search(query, limit, allowed)
    expected, reference = ExactIndex(vectors).search(query, limit, allowed)
    assert np.allclose(products, reference, atol=1e-6)
    # Rows may differ only where the two sums of a product differ in their last digit.
    assert np.allclose(vectors[found] @ query, vectors[expected] @ query, atol=1e-6)
    assert len(set(found.tolist())) == len(found)


def test_best_come_first_and_equals_by_row(make: Make) -> None:
    vectors = np.eye(3, 4, dtype=np.float32)[[0, 1, 0, 2, 0]]
    rows, products = make(vectors).search(vectors[0], 2)
    assert rows.tolist() == [0, 2]
    assert products.tolist() == [1.0, 1.0]


def test_only_allowed_rows_are_found(make: Make) -> None:
    vectors = np.eye(4, dtype=np.float32)
    allowed = np.array([False, True, False, True])
    rows, _ = make(vectors).search(vectors[0], 10, allowed)
    assert rows.tolist() == [1, 3]


def test_nothing_allowed_finds_nothing(make: Make) -> None:
    rows, products = make(np.eye(4, dtype=np.float32)).search(
        np.ones(4, np.float32), 3, np.zeros(4, np.bool_)
    )
    assert rows.shape == products.shape == (0,)


def test_an_empty_index_finds_nothing(make: Make) -> None:
    index = make(np.zeros((0, 4), dtype=np.float32))
    assert len(index) == 0
    assert index.search(np.ones(4, np.float32), 3)[0].shape == (0,)
    assert index.vectors(np.zeros(0, np.int64)).shape == (0, 4)


@pytest.mark.parametrize(
    ("query", "limit", "allowed"),
    [
        (np.ones(3, np.float32), 1, None),
        (np.ones(4, np.float32), 0, None),
        (np.ones(4, np.float32), 1, np.ones(5, np.bool_)),
    ],
    ids=["query", "limit", "mask"],
)
def test_shapes_that_disagree_are_refused(
    make: Make, query: Vectors, limit: int, allowed: np.ndarray | None
) -> None:
    with pytest.raises(ValueError, match="expected"):
        make(np.eye(4, dtype=np.float32)).search(query, limit, allowed)


def test_vectors_come_back_in_the_order_asked(make: Make) -> None:
    vectors = np.eye(4, dtype=np.float32)
    assert np.array_equal(make(vectors).vectors(np.array([2, 0])), vectors[[2, 0]])


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "opening.faiss"
    FaissIndex.of(np.eye(4, dtype=np.float32)).save(path, "texts-1")
    return path


def test_a_kept_index_comes_back(kept: Path) -> None:
    rows, _ = FaissIndex.load(kept, "texts-1").search(np.eye(4, dtype=np.float32)[2], 1)
    assert rows.tolist() == [2]


def test_an_index_of_other_texts_is_refused(kept: Path) -> None:
    with pytest.raises(IndexOutdated):
        FaissIndex.load(kept, "texts-2")
    with pytest.raises(IndexOutdated):
        FaissIndex.load(kept.with_name("absent.faiss"), "texts-1")


def test_a_flipped_byte_is_noticed(kept: Path) -> None:
    written = bytearray(kept.read_bytes())
    written[-3] ^= 1
    kept.write_bytes(written)
    with pytest.raises(IndexDamaged):
        FaissIndex.load(kept, "texts-1")


def test_a_file_cut_short_is_noticed(kept: Path) -> None:
    kept.write_bytes(kept.read_bytes()[:-10])
    with pytest.raises(IndexDamaged):
        FaissIndex.load(kept, "texts-1")


def test_a_label_cut_short_is_noticed(kept: Path) -> None:
    label = kept.with_suffix(".faiss.json")
    label.write_bytes(label.read_bytes()[:5])
    with pytest.raises(IndexDamaged):
        FaissIndex.load(kept, "texts-1")
