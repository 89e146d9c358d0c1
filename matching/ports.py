"""What the flow needs from models. Implementations subclass these, and broken promises show."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from matching.vocabulary import FeatureName

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
            Array (len(texts), dim); rows of unit norm. An empty or blank text gives a zero row,
            which is similar to nothing. Texts beyond the encoder's window are cut, never refused.
            The same text gives the same row whatever its neighbours, within 1e-3 cosine.
        """
        ...


class VectorIndex(Protocol):
    """Exact inner-product search over the rows of one catalogue."""

    def __len__(self) -> int: ...

    def vectors(self, rows: Rows) -> Vectors:
        """The vectors of some rows, in that order, shape (len(rows), dim)."""
        ...

    def search(
        self, query: Vectors, limit: int, allowed: Mask | None = None
    ) -> tuple[Rows, npt.NDArray[np.float32]]:
        """Find the rows most similar to one query.

        Args:
            query: One vector, shape (dim,), unit norm.
            limit: At most this many rows, at least 1.
            allowed: Shape (len(index),); None allows every row.

        Returns:
            Rows and their inner products, best first; equal products by row number. Shorter than
            `limit` when fewer rows are allowed.

        Raises:
            ValueError: a shape disagrees with the index.
        """
        ...


class Ranker(Protocol):
    """Features to points. Additive: the score of a line is the sum of its points, nothing else."""

    @property
    def weights(self) -> Mapping[FeatureName, float]:
        """Largest number of points each feature can give."""
        ...

    def points(self, table: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Points per line and feature.

        Args:
            table: Shape (n, number of features), in [0, 1], nan where unknown.

        Returns:
            Same shape, finite; an unknown value gives its feature's neutral points.
        """
        ...
