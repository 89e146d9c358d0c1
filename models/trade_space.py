"""Which trades a text speaks of, told by the examples it is nearest to, beside its vector.

People say what they do in words of their own, in the language they speak; a company names a trade.
An encoder finds the nearest example of a sentence within one language more surely than it finds
the title in another. So each text is also compared with examples of how trades are spoken of, in
every language, and the trades it resembles become further dimensions of its vector (explicit
semantic analysis: Gabrilovich and Markovitch 2007). Two texts that resemble examples of the same
trades are near, whatever the languages.
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.errors import NotReady
from matching.ports import Encoder, Vectors

TEMPERATURE = 0.03
"""Of the softmax over trades; differences of cosine much below it do not tell trades apart."""
WEIGHT = 0.4
"""Of the agreement about trades, beside the cosine of the texts, which counts 1."""

MOST_EXAMPLES = 12_500
"""Kept of all trades together: 5 MB."""

_TOGETHER = 1024
"""Texts compared with every example at a time; bounds memory."""
_LEVELS = 127.0


class TradeSpaceDamaged(NotReady):
    """The file of the trade space cannot be read."""

    code = "trade-space-damaged"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TradeSpace:
    """Examples of how trades are spoken of, as vectors."""

    examples: npt.NDArray[np.int8]
    """Shape (n, dim): cosines' rows times 127, rounded; those of one trade follow each other."""
    starts: npt.NDArray[np.int32]
    """Shape (trades,): row of the first example of each trade, strictly increasing from 0."""
    temperature: float = TEMPERATURE
    weight: float = WEIGHT

    @property
    def dim(self) -> int:
        """Length of the vectors it extends."""
        return int(self.examples.shape[1])

    @property
    def extended(self) -> int:
        """Length of the vectors it gives."""
        return self.dim + len(self.starts)

    @property
    def digest(self) -> str:
        """SHA-256 of the numbers: the same digest gives the same vectors.

        Of the numbers, not of the file: how a library packs them is its own affair.
        """
        numbers = np.array([self.temperature, self.weight], dtype="<f8")
        found = hashlib.sha256(f"{self.examples.shape} {self.starts.shape}".encode())
        for part in (self.examples, self.starts.astype("<i4"), numbers):
            found.update(np.ascontiguousarray(part).tobytes())
        return found.hexdigest()

    def apply(self, vectors: Vectors) -> Vectors:
        """Put the trades of each text beside its vector.

        The cosine of two results is (cosine of the texts + weight x agreement) / (1 + weight); the
        agreement, in [0, 1], is that of the two distributions over trades (Bhattacharyya).

        Args:
            vectors: Shape (n, dim), float32, rows of unit norm or zero.

        Returns:
            Shape (n, extended), float32, rows of unit norm. A zero row (an empty text) stays zero.

        Raises:
            ValueError: the rows have another length.
        """
        if vectors.ndim != 2 or vectors.shape[1] != self.dim:
            raise ValueError(f"expected shape (n, {self.dim}), got {vectors.shape}")
        examples = self.examples.astype(np.float32).T / np.float32(_LEVELS)
        extended = np.zeros((len(vectors), self.extended), dtype=np.float32)
        for start in range(0, len(vectors), _TOGETHER):
            part = slice(start, start + _TOGETHER)
            nearest = np.maximum.reduceat(vectors[part] @ examples, self.starts, axis=1)
            extended[part, self.dim :] = self._shares(nearest)
        extended[:, : self.dim] = vectors
        extended[:, self.dim :] *= np.float32(np.sqrt(self.weight))
        extended[~vectors.any(axis=1)] = 0.0
        extended /= np.float32(np.sqrt(1.0 + self.weight))
        return extended

    def _shares(self, nearest: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Square roots of the softmax of each row: their products sum to the agreement."""
        best = nearest.max(axis=1, keepdims=True)
        powers = np.exp((nearest - best) / self.temperature)
        shares: npt.NDArray[np.float32] = np.sqrt(powers / powers.sum(axis=1, keepdims=True))
        return shares


class TradeEncoder(Encoder):
    """Another encoder's vectors, with the trades of each text beside.

    Args:
        encoder: Gives vectors of unit norm.
        space: Fitted on that encoder.

    Raises:
        ValueError: the space is for vectors of another length.
    """

    def __init__(self, encoder: Encoder, space: TradeSpace) -> None:
        if space.dim != encoder.dim:
            raise ValueError(f"expected a space of {encoder.dim} dimensions, got {space.dim}")
        self._encoder = encoder
        self._space = space
        self._digest = space.digest

    @property
    def dim(self) -> int:
        return self._space.extended

    @property
    def revision(self) -> str:
        return f"{self._encoder.revision}-trades-{self._digest[:12]}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self._space.apply(self._encoder.encode(texts))


def fit_trade_space(
    encoder: Encoder,
    examples: Mapping[str, Sequence[str]],
    *,
    temperature: float = TEMPERATURE,
    weight: float = WEIGHT,
    most: int = MOST_EXAMPLES,
) -> TradeSpace:
    """Encode examples of each trade, taken evenly from its list when there are too many.

    Args:
        encoder: As people's texts will be encoded.
        examples: Trade -> how it is spoken of; at least one trade, each with at least one text.
        temperature: Above 0.
        weight: 0 or more.
        most: Examples kept of all trades together, besides the first of each.

    Raises:
        ValueError: a trade has no example, or there is no trade.
    """
    if not examples or not all(examples.values()):
        raise ValueError("every trade needs examples")
    texts = [text for spoken in examples.values() for text in spoken]
    starts = np.cumsum([0, *(len(spoken) for spoken in examples.values())])[:-1]
    even = np.linspace(0, len(texts) - 1, min(most, len(texts))).astype(np.int64)
    kept = np.union1d(even, starts)
    vectors = encoder.encode([texts[row] for row in kept])
    rounded = np.rint(vectors * _LEVELS).clip(-_LEVELS, _LEVELS)
    return TradeSpace(
        examples=rounded.astype(np.int8),
        starts=np.searchsorted(kept, starts).astype(np.int32),
        temperature=temperature,
        weight=weight,
    )


def save_trade_space(space: TradeSpace, path: Path) -> None:
    """Write the space to one file, complete before it takes its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    numbers = np.array([space.temperature, space.weight], dtype=np.float64)
    with beside.open("wb") as file:
        np.savez(file, examples=space.examples, starts=space.starts, numbers=numbers)
    beside.replace(path)


def load_trade_space(path: Path) -> TradeSpace:
    """Read what `save_trade_space` wrote.

    Raises:
        TradeSpaceDamaged: the file is missing, unreadable, or holds something else.
    """
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as parts:
            numbers = parts["numbers"]
            space = TradeSpace(
                examples=parts["examples"],
                starts=parts["starts"],
                temperature=float(numbers[0]),
                weight=float(numbers[1]),
            )
    except (OSError, ValueError, KeyError, IndexError, zipfile.BadZipFile) as error:
        raise TradeSpaceDamaged from error
    if not _is_sound(space):
        raise TradeSpaceDamaged
    return space


def _is_sound(space: TradeSpace) -> bool:
    rows, starts = space.examples, space.starts
    return (
        rows.dtype == np.int8
        and rows.ndim == 2
        and starts.dtype == np.int32
        and starts.ndim == 1
        and len(starts) > 0
        and starts[0] == 0
        and bool((np.diff(starts) > 0).all())
        and int(starts[-1]) < len(rows)
        and space.temperature > 0
        and space.weight >= 0
    )
