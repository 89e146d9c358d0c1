"""Text to vectors: the prepared encoder, its centred form, and a hashing baseline."""

import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from matching.ports import Encoder, Vectors
from models.centring import Centre
from models.engines import TokenIds, load_engine
from models.manifest import EncoderManifest, verify
from models.trade_space import TradeSpace

Progress = Callable[[int], None]
"""Called with the number of texts that were just encoded; the calls add up to all of them."""

_CHUNK = 1024
"""Texts tokenised at a time, so that millions of them do not wait in memory as tokens."""
_BATCH_TOKENS = 384
"""Tokens run together, padding included; more only costs memory, measured on two cores."""
_WIDTH_STEP = 8
"""Batches are padded to a multiple of this: engines keep working memory for each width they saw."""
_CHARACTERS_PER_TOKEN = 200
"""Text far beyond the window is cut before it is tokenised; no 512 tokens are that long."""


class BatchEncoder(Encoder, Protocol):
    """An encoder that says how far it is, for lists that take minutes."""

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors: ...


class SentenceEncoder(BatchEncoder):
    """The prepared encoder, run by a graph engine. Safe to call from several threads.

    Args:
        folder: A folder that `models.preparation.prepare` returned.
        prefix: Put before every text; None for the one in the manifest.
        threads: Processors to use; None for all that this process may use.

    Raises:
        EncoderMissing: nothing was prepared there.
        EncoderDamaged: a file is not the one that was prepared.
    """

    def __init__(self, folder: Path, prefix: str | None = None, threads: int | None = None) -> None:
        from tokenizers import Tokenizer

        self.manifest: EncoderManifest = verify(folder)
        self.prefix = self.manifest.prefix if prefix is None else prefix
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(self.manifest.max_tokens)
        self._engine = load_engine(self.manifest.engine, folder, threads)
        self._workers = ThreadPoolExecutor(self._engine.workers, thread_name_prefix="encoder")

    @property
    def dim(self) -> int:
        return self.manifest.dim

    @property
    def revision(self) -> str:
        return self.manifest.revision(self.prefix)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        report = progress or _silence
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        written = [row for row, text in enumerate(texts) if not is_blank(text)]
        if len(written) < len(texts):
            report(len(texts) - len(written))
        for start in range(0, len(written), _CHUNK):
            rows = written[start : start + _CHUNK]
            tokens = self._tokens([texts[row] for row in rows])
            batches = list(_batches(tokens))
            for members, found in zip(batches, self._run(tokens, batches), strict=True):
                vectors[[rows[member] for member in members]] = found
                report(len(members))
        return vectors

    def count_tokens(self, text: str) -> int:
        """Tokens the model sees of a text, prefix and special ones included; at most the window."""
        return len(self._tokens([text])[0])

    def _tokens(self, texts: Sequence[str]) -> list[TokenIds]:
        longest = self.manifest.max_tokens * _CHARACTERS_PER_TOKEN
        prepared = [_writable(self.prefix + text[:longest]) for text in texts]
        encodings = self._tokenizer.encode_batch_fast(prepared)
        return [np.array(encoding.ids, dtype=np.int64) for encoding in encodings]

    def _run(self, tokens: Sequence[TokenIds], batches: Sequence[list[int]]) -> Iterable[Vectors]:
        padded = (self._pad([tokens[member] for member in members]) for members in batches)
        if len(batches) == 1:  # a single request is not worth handing to another thread
            return [self._engine.run(*next(padded))]
        return self._workers.map(lambda batch: self._engine.run(*batch), padded)

    def _pad(self, tokens: Sequence[TokenIds]) -> tuple[TokenIds, TokenIds]:
        longest = max(map(len, tokens))
        width = min(-(-longest // _WIDTH_STEP) * _WIDTH_STEP, self.manifest.max_tokens)
        ids = np.full((len(tokens), width), self.manifest.pad_id, dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, found in enumerate(tokens):
            ids[row, : len(found)] = found
            mask[row, : len(found)] = 1
        return ids, mask


class HashingEncoder(BatchEncoder):
    """Hashed character n-grams: a baseline without any learning, and a double for tests.

    Texts are similar when they share pieces of words of 3 to 5 letters, accents and case aside.

    Args:
        dim: Length of a vector, at least 1.
        seed: Another seed spreads the n-grams otherwise.
    """

    def __init__(self, dim: int = 256, seed: int = 0) -> None:
        self._dim = dim
        self._seed = seed

    @property
    def dim(self) -> int:
        return self._dim

    @property
    def revision(self) -> str:
        return f"hashing-{self._dim}-{self._seed}"

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        report = progress or _silence
        vectors = np.zeros((len(texts), self._dim), dtype=np.float32)
        for row, text in enumerate(texts):
            if not is_blank(text):
                vectors[row] = self._one(text)
            report(1)
        return vectors

    def _one(self, text: str) -> npt.NDArray[np.float32]:
        hashes = np.array(
            [zlib.crc32(gram.encode(errors="replace"), self._seed) for gram in _ngrams(text)],
            dtype=np.int64,
        )
        signs = np.where(hashes & (1 << 31), -1.0, 1.0)
        sums = np.bincount(hashes % self._dim, signs, self._dim)
        if not sums.any():  # opposite n-grams may cancel in few dimensions
            sums[hashes[0] % self._dim] = 1.0
        vector: npt.NDArray[np.float32] = (sums / np.linalg.norm(sums)).astype(np.float32)
        return vector


class CentredEncoder(Encoder):
    """Another encoder's vectors without what all texts of a language and a form have in common.

    Args:
        encoder: Whose vectors.
        centre: What to do with them.

    Raises:
        ValueError: the centre is for vectors of another length.
    """

    def __init__(self, encoder: Encoder, centre: Centre) -> None:
        if centre.dim != encoder.dim:
            raise ValueError(f"expected a centre of {encoder.dim} dimensions, got {centre.dim}")
        self._encoder = encoder
        self._centre = centre

    @property
    def dim(self) -> int:
        return self._encoder.dim

    @property
    def revision(self) -> str:
        return f"{self._encoder.revision}-centred-{self._centre.digest[:12]}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self._centre.apply(self._encoder.encode(texts))


class TradeEncoder(CentredEncoder):
    """Centred vectors, with the trades of each text beside.

    A text is put beside the examples of trades before it is drawn towards occupations: the space
    was fitted there.

    Args:
        encoder: Whose vectors.
        centre: What to do with them.
        space: Fitted on that encoder's vectors without form.

    Raises:
        ValueError: the centre or the space is for vectors of another length.
    """

    def __init__(self, encoder: Encoder, centre: Centre, space: TradeSpace) -> None:
        super().__init__(encoder, centre)
        if space.dim != encoder.dim:
            raise ValueError(f"expected a space of {encoder.dim} dimensions, got {space.dim}")
        self._space = space
        self._digest = space.digest

    @property
    def dim(self) -> int:
        return self._space.extended

    @property
    def revision(self) -> str:
        return f"{super().revision}-trades-{self._digest[:12]}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        plain = self._centre.take_form_out(self._encoder.encode(texts))
        return self._space.apply(plain, self._centre.draw(plain))


def centred_with_trades(encoder: Encoder, centre: Centre, space: TradeSpace | None) -> Encoder:
    """An encoder as a release has it: centred, and with trades beside when the release has them."""
    if space is None:
        return CentredEncoder(encoder, centre)
    return TradeEncoder(encoder, centre, space)


def is_blank(text: str) -> bool:
    """Whether nothing in the text can be seen: spaces, control and format characters only."""
    return all(unicodedata.category(character)[0] in "CZ" for character in text)


def _batches(tokens: Sequence[TokenIds]) -> Iterator[list[int]]:
    """Group texts of similar length, longest first, so that little is padding."""
    order = sorted(range(len(tokens)), key=lambda member: -len(tokens[member]))
    start = 0
    while start < len(order):
        width = len(tokens[order[start]])
        rows = max(1, _BATCH_TOKENS // (width + _WIDTH_STEP))
        yield order[start : start + rows]
        start += rows


def _ngrams(text: str) -> Iterator[str]:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    for word in plain.split():
        padded = f" {word} "
        for size in (3, 4, 5):
            yield from (padded[i : i + size] for i in range(max(1, len(padded) - size + 1)))


def _writable(text: str) -> str:
    """Replace lone surrogates, which JSON may carry and UTF-8 may not."""
    return text.encode(errors="replace").decode()


def _silence(count: int) -> None:
    """Progress that nobody asked for."""
