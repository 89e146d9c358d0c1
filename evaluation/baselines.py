"""Ways to rank documents for a query, from chance to the encoder: the ladder to climb."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from matching.ports import Encoder, Vectors
from matching.spelling import fold
from models.centring import Centre

if TYPE_CHECKING:
    from evaluation.hybrid import HybridParts

Scores = npt.NDArray[np.float32]
"""Shape (queries, documents)."""
Progress = Callable[[int], None]
"""Called with the number of texts that were just read."""

Part = TypeVar("Part")

_TOGETHER = 256
"""Texts encoded between two reports of progress."""


class RankerName(StrEnum):
    """The baselines, simplest first, then what the product does."""

    RANDOM = "random"
    BM25 = "bm25"
    TFIDF_CHAR = "tfidf-char"
    ENCODER = "encoder"
    ENCODER_CENTRED = "encoder-centred"
    HYBRID = "hybrid"


ENCODED = frozenset({RankerName.ENCODER, RankerName.ENCODER_CENTRED, RankerName.HYBRID})
"""Those that need an encoder."""
CENTRED = frozenset({RankerName.ENCODER_CENTRED, RankerName.HYBRID})
"""Those that need the centre of a release, too."""


class Ranker(Protocol):
    """Scores fixed documents for any queries."""

    def score(self, queries: Sequence[str]) -> Scores:
        """Score every document for each query.

        Returns:
            Shape (len(queries), documents). Higher is better; -inf marks a document that the ranker
            does not find at all.
        """
        ...


class RandomRanker(Ranker):
    """Chance: what a measure gives without any knowledge."""

    def __init__(self, documents: Sequence[str], rng: np.random.Generator) -> None:
        self._count = len(documents)
        self._rng = rng

    def score(self, queries: Sequence[str]) -> Scores:
        return self._rng.random((len(queries), self._count), dtype=np.float32)


class Bm25Ranker(Ranker):
    """Shared words, weighted by rarity and length; a document without one is not found.

    Args:
        documents: At least one has a word.
    """

    def __init__(self, documents: Sequence[str]) -> None:
        import bm25s

        self._index = bm25s.BM25()
        self._index.index([fold(text).split() for text in documents], show_progress=False)
        self._count = len(documents)

    def score(self, queries: Sequence[str]) -> Scores:
        scores = np.zeros((len(queries), self._count), dtype=np.float32)
        for row, query in enumerate(queries):
            known = [word for word in fold(query).split() if word in self._index.vocab_dict]
            if known:
                scores[row] = self._index.get_scores(known)
        return _found(scores)


class TfidfCharRanker(Ranker):
    """Shared pieces of words (2 to 4 letters), weighted by rarity: robust to spelling and endings.

    Args:
        documents: At least one has a word.
    """

    def __init__(self, documents: Sequence[str]) -> None:
        from sklearn.feature_extraction.text import (
            TfidfVectorizer,
        )

        self._vectorizer = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(2, 4),
            preprocessor=fold,
            sublinear_tf=True,
            dtype=np.float32,
        )
        self._weights = self._vectorizer.fit_transform(documents).T.tocsr()

    def score(self, queries: Sequence[str]) -> Scores:
        scores: Scores = (self._vectorizer.transform(queries) @ self._weights).toarray()
        return _found(scores)


class EncoderRanker(Ranker):
    """Cosine similarity of vectors, raw or centred."""

    def __init__(
        self, documents: Sequence[str], encode: Callable[[Sequence[str]], Vectors]
    ) -> None:
        self._encode = encode
        self._vectors = encode(documents)

    def score(self, queries: Sequence[str]) -> Scores:
        scores: Scores = self._encode(queries) @ self._vectors.T
        return scores


class Memory(Encoder):
    """An encoder that reads each text once, however many rankers and data sets ask."""

    def __init__(self, encoder: Encoder, progress: Progress) -> None:
        self._encoder = encoder
        self._progress = progress
        self._known: dict[str, Vectors] = {}

    @property
    def dim(self) -> int:
        """The encoder's."""
        return self._encoder.dim

    @property
    def revision(self) -> str:
        """The encoder's."""
        return self._encoder.revision

    def unread(self, texts: Sequence[str]) -> int:
        """How many of the texts have not been encoded yet."""
        return len({text for text in texts if text not in self._known})

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts, shape (len(texts), dim); those already known cost nothing."""
        fresh = list(dict.fromkeys(text for text in texts if text not in self._known))
        for start in range(0, len(fresh), _TOGETHER):
            part = fresh[start : start + _TOGETHER]
            self._known.update(zip(part, self._encoder.encode(part), strict=True))
            self._progress(len(part))
        vectors = np.zeros((len(texts), self._encoder.dim), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self._known[text]
        return vectors


def make_ranker(
    name: RankerName,
    documents: Sequence[str],
    *,
    rng: np.random.Generator,
    memory: Memory | None,
    centre: Centre | None,
    hybrid: "HybridParts | None" = None,
) -> Ranker:
    """Prepare a ranker for some documents.

    Args:
        name: Which.
        documents: What it ranks.
        rng: Of the ranker that draws.
        memory: The encoder; the rankers of `ENCODED` need it.
        centre: Those of `CENTRED` need it.
        hybrid: What the product's ranking needs besides.

    Raises:
        ValueError: the ranker needs a part that is not given.
    """

    def encoder() -> Memory:
        return _given(memory, "an encoder")

    def centred() -> Centre:
        return _given(centre, "a centre")

    makers: Mapping[RankerName, Callable[[], Ranker]] = {
        RankerName.RANDOM: lambda: RandomRanker(documents, rng),
        RankerName.BM25: lambda: Bm25Ranker(documents),
        RankerName.TFIDF_CHAR: lambda: TfidfCharRanker(documents),
        RankerName.ENCODER: lambda: EncoderRanker(documents, encoder().encode),
        RankerName.ENCODER_CENTRED: lambda: _centred(documents, encoder(), centred()),
        RankerName.HYBRID: lambda: _hybrid(documents, encoder(), centred(), hybrid),
    }
    return makers[name]()


def _centred(documents: Sequence[str], memory: Memory, centre: Centre) -> Ranker:
    from models.encoders import CentredEncoder

    return EncoderRanker(documents, CentredEncoder(memory, centre).encode)


def _hybrid(
    documents: Sequence[str], memory: Memory, centre: Centre, parts: "HybridParts | None"
) -> Ranker:
    from evaluation.hybrid import HybridRanker

    given = _given(parts, "trades and parameters")
    return HybridRanker(documents, given.reading(memory, centre), given)


def _given(part: Part | None, what: str) -> Part:
    if part is None:
        raise ValueError(f"this ranker needs {what}")
    return part


def _found(scores: Scores) -> Scores:
    """Mark what shares nothing with the query."""
    return np.where(scores > 0, scores, np.float32(-np.inf))
