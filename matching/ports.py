"""What the flow needs from models. Implementations subclass these, so a broken promise shows at once."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""Shape (n, dim), float32, rows of unit L2 norm or zero."""
Mask = npt.NDArray[np.bool_]
"""Shape (n,), True where a row may be returned."""
Rows = npt.NDArray[np.int64]
"""Row numbers in a catalogue, shape (k,)."""


class Encoder(Protocol):
    """Text to vectors."""

    @property
    def dim(self) -> int:
        """Length of a vector."""
        ...

    @property
    def revision(self) -> str:
        """Changes whenever the same text could give another vector; part of every cache key."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts, in order.

        Returns:
            Array (len(texts), dim); rows of unit norm. An empty or blank text gives a zero row, which is
            similar to nothing. Texts beyond the encoder's window are cut, never refused. The same text
            gives the same row whatever its neighbours, within 1e-3 cosine.
        """
        ...


class VectorIndex(Protocol):
    """Exact inner-product search over the rows of one catalogue."""

    def __len__(self) -> int: ...

    def search(self, query: Vectors, limit: int, allowed: Mask | None = None) -> tuple[Rows, npt.NDArray[np.float32]]:
        """Find the rows most similar to one query.

        Args:
            query: One vector, shape (dim,), unit norm.
            limit: At most this many rows, at least 1.
            allowed: Shape (len(index),); None allows every row.

        Returns:
            Rows and their inner products, best first; equal products by row number. Shorter than `limit`
            when fewer rows are allowed.

        Raises:
            ValueError: a shape disagrees with the index.
        """
        ...
