"""Exact search under a mask. Approximate graphs lose most of what a selective mask allows."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.errors import NotReady
from matching.ports import Mask, Rows, VectorIndex, Vectors

Similarities = npt.NDArray[np.float32]


class IndexDamaged(NotReady):
    """The file of an index is cut short or altered; it is rebuilt from the vectors in storage."""

    code = "index-damaged"


class IndexOutdated(NotReady):
    """No index was kept for these texts and this encoder."""

    code = "index-outdated"


def _checked(query: Vectors, limit: int, allowed: Mask | None, shape: tuple[int, int]) -> None:
    if query.shape != (shape[1],):
        raise ValueError(f"expected a query of shape ({shape[1]},), got {query.shape}")
    if limit < 1:
        raise ValueError(f"expected a limit of at least 1, got {limit}")
    if allowed is not None and allowed.shape != (shape[0],):
        raise ValueError(f"expected a mask of shape ({shape[0]},), got {allowed.shape}")


def _by_row_when_equal(rows: Rows, similarities: Similarities) -> tuple[Rows, Similarities]:
    order = np.lexsort((rows, -similarities))
    return rows[order], similarities[order]


class ExactIndex(VectorIndex):
    """Numpy, obviously right: the reference that the others must equal."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = np.ascontiguousarray(vectors, dtype=np.float32)

    def __len__(self) -> int:
        return len(self._vectors)

    def vectors(self, rows: Rows) -> Vectors:
        return self._vectors[rows]

    def search(
        self, query: Vectors, limit: int, allowed: Mask | None = None
    ) -> tuple[Rows, Similarities]:
        _checked(query, limit, allowed, self._vectors.shape)
        rows = np.arange(len(self)) if allowed is None else np.flatnonzero(allowed)
        products = (self._vectors[rows] @ query).astype(np.float32)
        found, similarities = _by_row_when_equal(rows, products)
        return found[:limit], similarities[:limit]


class FaissIndex(VectorIndex):
    """FAISS flat inner product; the mask travels as a bitmap, so only allowed rows are compared."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401 - FAISS ships no types
        """Keep a flat inner-product index; `of` builds one."""
        import faiss

        self._faiss = faiss
        self._index = index

    @classmethod
    def of(cls, vectors: Vectors) -> "FaissIndex":
        """Index vectors, shape (n, dim); row numbers are theirs."""
        import faiss

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def all_vectors(self) -> Vectors:
        """Every vector, shape (n, dim), without copying; read only."""
        flat = self._faiss.rev_swig_ptr(self._index.get_xb(), len(self) * self._index.d)
        view: Vectors = flat.reshape(len(self), self._index.d)
        view.flags.writeable = False
        return view

    def vectors(self, rows: Rows) -> Vectors:
        return self.all_vectors[rows] if len(self) else np.zeros((0, self._index.d), np.float32)

    def search(
        self, query: Vectors, limit: int, allowed: Mask | None = None
    ) -> tuple[Rows, Similarities]:
        _checked(query, limit, allowed, (len(self), self._index.d))
        possible = len(self) if allowed is None else int(allowed.sum())
        if possible == 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        only = self._only(allowed)
        # One more than asked shows whether the last place is shared with rows that would be cut.
        asked = min(limit + 1, possible)
        products, rows = self._index.search(query[None, :], asked, params=only)
        if asked > limit and products[0, limit] == products[0, limit - 1]:
            return self._with_all_equal(query, products[0, limit], limit, only)
        found, similarities = _by_row_when_equal(rows[0], products[0])
        return found[:limit], similarities[:limit]

    def _with_all_equal(
        self,
        query: Vectors,
        last: np.float32,
        limit: int,
        only: Any,  # noqa: ANN401 - FAISS ships no types
    ) -> tuple[Rows, Similarities]:
        """Everything down to the last product asked for, cut by row number."""
        below = float(np.nextafter(last, np.float32(-np.inf)))
        _, products, rows = self._index.range_search(query[None, :], below, params=only)
        found, similarities = _by_row_when_equal(rows, products)
        return found[:limit], similarities[:limit]

    def _only(self, allowed: Mask | None) -> Any:  # noqa: ANN401 - FAISS ships no types
        if allowed is None:
            return None
        bitmap = np.packbits(allowed, bitorder="little")
        # The stubs describe the C++ constructors, not the Python ones around them.
        faiss: Any = self._faiss
        return faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bitmap))

    def save(self, path: Path, fingerprint: str) -> None:
        """Write the index, then beside it what it holds; each whole or not at all.

        Args:
            path: Where to.
            fingerprint: Of the texts and the encoder behind the vectors, for `load` to compare.
        """
        written = self._faiss.serialize_index(self._index).tobytes()
        label = {"sha256": hashlib.sha256(written).hexdigest(), "fingerprint": fingerprint}
        # The label goes last: after a crash in between it does not fit, and `load` refuses both.
        _replace(path, written)
        _replace(_label_path(path), json.dumps(label).encode())

    @classmethod
    def load(cls, path: Path, fingerprint: str) -> "FaissIndex":
        """Read an index that `save` wrote.

        Raises:
            IndexOutdated: there is none, or it holds something else.
            IndexDamaged: a file is cut short or altered.
        """
        import faiss

        try:
            written, label = path.read_bytes(), json.loads(_label_path(path).read_bytes())
        except OSError as error:
            raise IndexOutdated from error
        except ValueError as error:
            raise IndexDamaged from error
        # A flipped byte would load silently: only the checksum tells.
        if label.get("sha256") != hashlib.sha256(written).hexdigest():
            raise IndexDamaged
        if label.get("fingerprint") != fingerprint:
            raise IndexOutdated
        return cls(faiss.deserialize_index(np.frombuffer(written, dtype=np.uint8)))


def _label_path(path: Path) -> Path:
    return path.with_suffix(path.suffix + ".json")


def _replace(path: Path, content: bytes) -> None:
    """Write beside, make durable, then rename: readers see the old file or the new one."""
    beside = path.with_suffix(path.suffix + ".part")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
