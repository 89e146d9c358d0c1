"""Groups of examples as vectors, kept small: which groups a text resembles, by its nearest ones."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.errors import NotReady
from matching.ports import Encoder, Vectors
from models.cosines import Comparer

Floats = npt.NDArray[np.float32]

NEVER_NONE = -1.0
"""Cosine that every text reaches: each is of one of the groups."""

_TOGETHER = 128
"""Texts compared with every example at a time; bounds memory."""


class ExamplesDamaged(NotReady):
    """A file of examples cannot be read, or holds something else."""

    code = "examples-damaged"


@dataclass(frozen=True, eq=False)
class Examples:
    """Directions of unit norm, in groups."""

    rows: npt.NDArray[np.int8]
    """Shape (n, dim): directions, each stretched and rounded; a group's follow each other."""
    starts: npt.NDArray[np.int32]
    """Shape (groups,): row of the first example of each group, strictly increasing from 0."""

    @property
    def dim(self) -> int:
        """Length of the vectors it is compared with."""
        return int(self.rows.shape[1])

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return len(self.starts)

    @cached_property
    def scales(self) -> Floats:
        """Shape (n,), float32: what turns each row into a direction of unit norm; 0 for zeros."""
        lengths = np.sqrt(np.einsum("ij,ij->i", self.rows, self.rows, dtype=np.float32))
        scales: Floats = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
        return scales

    @cached_property
    def means(self) -> Vectors:
        """Shape (groups, dim), float32: the mean direction of each group, of unit norm."""
        groups = np.split(self.rows, self.starts[1:])
        scales = np.split(self.scales, self.starts[1:])
        sums = [each @ group for each, group in zip(scales, groups, strict=True)]
        return unit_rows(np.stack(sums, dtype=np.float32))

    @cached_property
    def _comparer(self) -> Comparer:
        return Comparer(self.rows, self.scales)

    def cosines(self, vectors: Vectors) -> Floats:
        """How near each text is to each example.

        Args:
            vectors: Shape (m, dim), float32, rows of unit norm.

        Returns:
            Shape (m, n), in [-1, 1].
        """
        return self._comparer.cosines(vectors)

    def shares(self, vectors: Vectors, temperature: float, none: float) -> Floats:
        """How much a text is of each group: softmax over the nearest example of each.

        Args:
            vectors: Shape (n, dim), float32, rows of unit norm.
            temperature: Above 0; differences of cosine much below it do not tell groups apart.
            none: Cosine at which a text is as likely to be of no group as of the nearest one.

        Returns:
            Shape (n, groups), in [0, 1]; a row sums to 1 less the share of no group.
        """
        nearest = np.maximum.reduceat(self.cosines(vectors), self.starts, axis=1)
        best = nearest.max(axis=1, keepdims=True).clip(min=none)
        powers = np.exp((nearest - best) / temperature)
        rest = np.exp((none - best) / temperature)
        found: Floats = (powers / (powers.sum(axis=1, keepdims=True) + rest)).astype(np.float32)
        return found

    def digest(self, numbers: Sequence[float]) -> str:
        """SHA-256 of the examples and what goes with them.

        Of the numbers, not of a file: how a library packs them is its own affair.
        """
        found = hashlib.sha256(f"{self.rows.shape} {self.starts.shape}".encode())
        for part in (self.rows, self.starts.astype("<i4"), np.array(numbers, dtype="<f8")):
            found.update(np.ascontiguousarray(part).data)
        return found.hexdigest()


def encode_groups(encoder: Encoder, groups: Iterable[Sequence[str]]) -> list[Vectors]:
    """The vectors of each group's texts; all are encoded together, which is the quicker."""
    texts = [list(group) for group in groups]
    vectors = encoder.encode([text for group in texts for text in group])
    ends = np.cumsum([len(group) for group in texts])
    return np.split(vectors, ends[:-1])


def round_examples(groups: Sequence[Vectors], levels: float) -> Examples:
    """Examples with each number on one of few levels.

    Args:
        groups: Each of shape (n, dim), with at least one row.
        levels: On either side of zero, at most 127.
    """
    vectors = np.concatenate(groups)
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    stretched = vectors * (levels / np.maximum(largest, np.finfo(np.float32).tiny))
    starts = np.cumsum([0, *(len(group) for group in groups)])[:-1]
    return Examples(np.rint(stretched).astype(np.int8), starts.astype(np.int32))


def save_examples(examples: Examples, numbers: Sequence[float], path: Path) -> None:
    """Write examples, and what goes with them, to one file, complete before it takes its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        np.savez_compressed(
            file, examples=examples.rows, starts=examples.starts, numbers=np.array(numbers)
        )
    beside.replace(path)


def load_examples(path: Path) -> tuple[Examples, list[float]]:
    """Read what `save_examples` wrote.

    Raises:
        ExamplesDamaged: the file is missing, unreadable, or holds something else.
    """
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as parts:
            examples = Examples(parts["examples"], parts["starts"])
            numbers = [float(number) for number in parts["numbers"]]
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise ExamplesDamaged from error
    if not _is_sound(examples):
        raise ExamplesDamaged
    return examples, numbers


def unit_rows(vectors: Vectors) -> Vectors:
    """The same rows with unit norm; a zero row stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return scaled


def parts_of(vectors: Vectors, dim: int) -> Iterator[slice]:
    """Rows to compare with examples together.

    Raises:
        ValueError: the rows have another length.
    """
    if vectors.ndim != 2 or vectors.shape[1] != dim:
        raise ValueError(f"expected shape (n, {dim}), got {vectors.shape}")
    return (slice(start, start + _TOGETHER) for start in range(0, len(vectors), _TOGETHER))


def _is_sound(examples: Examples) -> bool:
    rows, starts = examples.rows, examples.starts
    return (
        rows.dtype == np.int8
        and rows.ndim == 2
        and starts.dtype == np.int32
        and starts.ndim == 1
        and len(starts) > 0
        and starts[0] == 0
        and bool((np.diff(starts) > 0).all())
        and int(starts[-1]) < len(rows)
    )
