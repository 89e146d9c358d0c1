"""The cache of vectors: deleting it loses only time."""

from collections.abc import Collection, Mapping

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, delete, insert, select

from service.storage.chunks import chunks
from service.storage.tables import VectorOwnerRow, VectorRow

Vector = npt.NDArray[np.float32]
"""Shape (dim,), float32."""

_STORED = np.dtype("<f4")
_BATCH = 1000


class VectorStore:
    """Vectors by the key of their text and the revision of the encoder that made them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get_many(self, text_keys: Collection[str], encoder_revision: str) -> dict[str, Vector]:
        """The vectors that are known; keys that are not are left out. Arrays are read-only."""
        found: dict[str, Vector] = {}
        for keys in chunks(set(text_keys)):
            query = select(VectorRow.text_key, VectorRow.vector).where(
                VectorRow.encoder_revision == encoder_revision, VectorRow.text_key.in_(keys)
            )
            found.update((key, _vector(blob)) for key, blob in self._connection.execute(query))
        return found

    def known(self, encoder_revision: str) -> set[str]:
        """Keys of every text that this encoder was given."""
        query = select(VectorRow.text_key).where(VectorRow.encoder_revision == encoder_revision)
        return set(self._connection.scalars(query))

    def load_all(self, encoder_revision: str) -> tuple[list[str], npt.NDArray[np.float32]]:
        """Every vector of an encoder at once.

        Returns:
            The keys, in no particular order, and a writable array (len(keys), dim) in the same
            order; shape (0, 0) when there is none.
        """
        query = select(VectorRow.text_key, VectorRow.vector).where(
            VectorRow.encoder_revision == encoder_revision
        )
        keys: list[str] = []
        blobs = bytearray()
        for key, blob in self._connection.execute(query.execution_options(yield_per=_BATCH)):
            keys.append(key)
            blobs += blob
        rows = np.frombuffer(blobs, dtype=_STORED).astype(np.float32, copy=False)
        return keys, rows.reshape(len(keys), -1) if keys else rows.reshape(0, 0)

    def put_many(
        self,
        vectors: Mapping[str, Vector],
        encoder_revision: str,
        owners: Collection[tuple[str, str]] = (),
    ) -> None:
        """Keep vectors; one that is already there is replaced.

        Args:
            vectors: Key of the text (64 hexadecimal digits) to its vector, shape (dim,), float32.
            encoder_revision: What made them.
            owners: (key of the text, profile id) pairs. They must be given for texts of people: it
                is how erasing a person finds their vectors.

        Raises:
            ValueError: a vector does not have one dimension.
        """
        for keys in chunks(vectors, _BATCH):
            rows = [
                {
                    "encoder_revision": encoder_revision,
                    "text_key": key,
                    "vector": _blob(vectors[key]),
                }
                for key in keys
            ]
            self._delete(keys, encoder_revision)
            self._connection.execute(insert(VectorRow), rows)
        for pairs in chunks(dict.fromkeys(owners), _BATCH):
            self._own(pairs)

    def forget(self, *, except_revision: str) -> int:
        """Remove the vectors of all other encoders; return how many there were."""
        statement = delete(VectorRow).where(VectorRow.encoder_revision != except_revision)
        removed = self._connection.execute(statement).rowcount
        orphaned = VectorOwnerRow.text_key.not_in(select(VectorRow.text_key))
        self._connection.execute(delete(VectorOwnerRow).where(orphaned))
        return removed

    def _delete(self, keys: list[str], encoder_revision: str) -> None:
        statement = delete(VectorRow).where(
            VectorRow.encoder_revision == encoder_revision, VectorRow.text_key.in_(keys)
        )
        self._connection.execute(statement)

    def _own(self, pairs: list[tuple[str, str]]) -> None:
        query = select(VectorOwnerRow.text_key, VectorOwnerRow.owner_id).where(
            VectorOwnerRow.text_key.in_({key for key, _ in pairs})
        )
        known = {(key, owner) for key, owner in self._connection.execute(query)}
        rows = [
            {"text_key": key, "owner_id": owner}
            for key, owner in pairs
            if (key, owner) not in known
        ]
        if rows:
            self._connection.execute(insert(VectorOwnerRow), rows)


def _blob(vector: Vector) -> bytes:
    if vector.ndim != 1:
        raise ValueError(f"expected shape (dim,), got {vector.shape}")
    return vector.astype(_STORED, copy=False).tobytes()


def _vector(blob: bytes) -> Vector:
    return np.frombuffer(blob, dtype=_STORED).astype(np.float32, copy=False)
