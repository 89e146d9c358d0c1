"""Cosines of vectors with many stored directions, kept as small numbers."""

import importlib
import os
import threading

import numpy as np
import numpy.typing as npt

from matching.ports import Vectors
from models.engines import FIRST_USE, compile_graph
from models.offline import silent_openvino


class Comparer:
    """Cosines of vectors with many stored directions, computed on the small numbers they are.

    Widened to float32 the directions take five times the memory, and reading them takes longer
    than comparing. Products and sums are in float32 on every processor. Safe to call from several
    threads; one call runs at a time.

    Args:
        rows: Shape (n, dim): directions, each stretched; n at least 1.
        scales: Shape (n,): what turns each row into a direction of unit norm; 0 for a zero row.
    """

    def __init__(self, rows: npt.NDArray[np.int8], scales: npt.NDArray[np.float32]) -> None:
        openvino = silent_openvino()
        parts = importlib.import_module("openvino.opset13")
        vectors = parts.parameter([-1, rows.shape[1]], np.float32)
        self._rows = np.ascontiguousarray(rows)  # read where they lie, as long as this lives
        kept = parts.constant(self._rows, shared_memory=True)
        widened = parts.convert(kept, np.float32)
        directions = parts.multiply(widened, parts.constant(scales[:, np.newaxis]))
        product = parts.matmul(vectors, directions, transpose_a=False, transpose_b=True)
        graph = openvino.Model([product], [vectors], "cosines")
        self._request = compile_graph(graph, len(os.sched_getaffinity(0))).create_infer_request()
        self._turn = threading.Lock()
        with FIRST_USE:
            self.cosines(np.zeros((1, rows.shape[1]), dtype=np.float32))

    def cosines(self, vectors: Vectors) -> npt.NDArray[np.float32]:
        """Shape (m, n), in [-1, 1], for vectors of shape (m, dim), float32, of unit norm."""
        if not len(vectors):
            return np.zeros((0, len(self._rows)), dtype=np.float32)
        with self._turn:
            found = self._request.infer({0: vectors})
            return np.array(found[0], dtype=np.float32)
