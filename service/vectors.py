"""Vectors that are remembered: a text is encoded once, and looked up ever after."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from threading import BoundedSemaphore, Lock

import numpy as np

from matching.ports import Encoder, Vectors
from service.storage import Storage

Progress = Callable[[int, int], None]
"""Called with how many are done, of how many."""

_AT_HAND = 8192
"""Vectors kept in memory, the most recently used; 12 MB at 384 dimensions."""
_LOOKED_UP = 1000
"""Texts looked up in one statement."""
_BATCH = 256
"""Texts encoded between two writes, so that an interruption loses seconds."""


def text_key(text: str) -> str:
    """What a text is remembered under, 64 hexadecimal digits; says nothing about the text."""
    return hashlib.sha256(text.encode()).hexdigest()


class RememberingEncoder(Encoder):
    """An encoder that looks into memory, then into storage, before it encodes.

    Only `learn` writes to storage: what is asked in passing (an inline profile) leaves no trace.
    """

    def __init__(self, encoder: Encoder, storage: Storage, simultaneous: int) -> None:
        """`simultaneous`: encodings at the same time; the others wait their turn."""
        self._encoder = encoder
        self._storage = storage
        self._turns = BoundedSemaphore(simultaneous)
        self._at_hand: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    @property
    def dim(self) -> int:
        return self._encoder.dim

    @property
    def revision(self) -> str:
        return self._encoder.revision

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)
        for start in range(0, len(texts), _LOOKED_UP):
            part = texts[start : start + _LOOKED_UP]
            # A long list is a catalogue being built: it would push out what requests ask for.
            found = self._looked_up(part, keep_at_hand=len(texts) <= _LOOKED_UP)
            rows[start : start + len(part)] = [found[text_key(text)] for text in part]
        return rows

    def forget(self) -> None:
        """Empty the memory; storage stays. For when a person was erased."""
        with self._lock:
            self._at_hand.clear()

    def _looked_up(self, texts: Sequence[str], *, keep_at_hand: bool) -> dict[str, Vectors]:
        wanted = {text_key(text): text for text in texts}
        known = self._recent(wanted)
        absent = {key: text for key, text in wanted.items() if key not in known}
        if not absent:
            return known
        with self._storage.read() as work:
            stored = work.vectors.get_many(absent.keys(), self.revision)
        unknown = {key: text for key, text in absent.items() if key not in stored}
        found = {**stored, **self._encoded(unknown)}
        if keep_at_hand:
            self._remember(found)
        return {**known, **found}

    def learn(
        self,
        owned: Iterable[tuple[str, str | None]],
        progress: Progress | None = None,
    ) -> None:
        """Encode what storage does not hold yet, and keep it there.

        Args:
            owned: Pairs of a text and the profile it belongs to (None when it is nobody's), so that
                erasing a person finds their vectors.
            progress: Told after each batch.
        """
        owners: dict[str, set[str]] = {}
        texts: dict[str, str] = {}
        for text, profile_id in owned:
            key = text_key(text)
            texts[key] = text
            owners.setdefault(key, set()).update([profile_id] if profile_id else [])
        with self._storage.read() as work:
            stored = work.vectors.known(self.revision).intersection(texts)
        known = [(key, owner) for key in sorted(stored) for owner in sorted(owners[key])]
        if known:
            with self._storage.begin() as work:
                work.vectors.put_many({}, self.revision, known)
        missing = [key for key in texts if key not in stored]
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            vectors = self._encoded({key: texts[key] for key in batch})
            pairs = [(key, owner) for key in batch for owner in sorted(owners[key])]
            with self._storage.begin() as work:
                work.vectors.put_many(vectors, self.revision, pairs)
            if progress:
                progress(min(start + _BATCH, len(missing)), len(missing))

    def _encoded(self, texts: dict[str, str]) -> dict[str, Vectors]:
        if not texts:
            return {}
        with self._turns:
            vectors = self._encoder.encode(list(texts.values()))
        return dict(zip(texts, vectors, strict=True))

    def _recent(self, keys: Iterable[str]) -> dict[str, Vectors]:
        with self._lock:
            found = {key: self._at_hand[key] for key in keys if key in self._at_hand}
            for key in found:
                self._at_hand.move_to_end(key)
        return found

    def _remember(self, found: dict[str, Vectors]) -> None:
        with self._lock:
            self._at_hand.update(found)
            while len(self._at_hand) > _AT_HAND:
                self._at_hand.popitem(last=False)
