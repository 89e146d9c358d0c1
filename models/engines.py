"""The programs that run an encoder graph: which ones there are, and how each is loaded.

And what compares vectors with many stored ones, which the same programs do best.
"""

import importlib
import os
import queue
import threading
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from matching.ports import Vectors
from models.graphs import GROUP, INPUTS
from models.offline import silent_openvino

TokenIds = npt.NDArray[np.int64]
"""Shape (texts, tokens)."""

_THREADS_PER_WORKER = 4
"""A batch is too small to keep more threads busy; each worker costs some 60 MB of memory."""
_MAX_WORKERS = 4

_SHAPES_KEPT = 32
"""Batch shapes whose compiled code is kept; without a limit a service keeps growing."""


# OpenVINO's Python binding sets up its tables of types at the first inference, and two threads that
# do so at once wait for each other for ever: one has the interpreter lock, one the table's.
_FIRST_USE = threading.Lock()
_WARM_UP: TokenIds = np.ones((1, 8), dtype=np.int64)


class EngineKind(StrEnum):
    """The engines that an encoder may be prepared for."""

    OPENVINO_BF16 = "openvino-bf16"
    """Products in bfloat16; best where the processor has matrix units for it (AMX)."""
    OPENVINO_INT8 = "openvino-int8"
    """Weights in 8 bits, activations quantised in groups while running; best with VNNI alone."""
    OPENVINO_INT8_BF16 = "openvino-int8-bf16"
    """The same with everything else in bfloat16."""
    OPENVINO_FP32 = "openvino-fp32"
    ONNXRUNTIME_FP32 = "onnxruntime-fp32"
    """Runs anywhere."""


REFERENCE = EngineKind.ONNXRUNTIME_FP32
"""Full precision: what the others are compared with."""

FILES: dict[EngineKind, tuple[str, ...]] = {
    EngineKind.OPENVINO_BF16: ("graph.xml", "graph.bin"),
    EngineKind.OPENVINO_INT8: ("graph-int8.xml", "graph-int8.bin"),
    EngineKind.OPENVINO_INT8_BF16: ("graph-int8.xml", "graph-int8.bin"),
    EngineKind.OPENVINO_FP32: ("graph.xml", "graph.bin"),
    EngineKind.ONNXRUNTIME_FP32: ("graph.onnx",),
}
"""The graph an engine reads, in the encoder's folder; the first file is the one it opens."""


class Engine(Protocol):
    """Runs one graph; may be called from several threads."""

    @property
    def workers(self) -> int:
        """Batches that may run at the same time with profit."""
        ...

    def run(self, ids: TokenIds, mask: TokenIds) -> Vectors:
        """Unit vectors of padded texts, one row each; `mask` is 1 on a token, 0 on padding."""
        ...


def usable_engines() -> tuple[EngineKind, ...]:
    """The engines that make sense on this processor; the reference is always among them."""
    openvino = silent_openvino()
    offered = set(openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES"))
    needs = {
        kind: {unit for unit in ("BF16", "INT8") if unit.lower() in kind} for kind in EngineKind
    }
    return tuple(kind for kind in EngineKind if needs[kind] <= offered)


def load_engine(kind: EngineKind, folder: Path, threads: int | None = None) -> Engine:
    """Load the graph of an encoder.

    Args:
        kind: The engine; its files lie in the folder.
        folder: A prepared encoder.
        threads: Processors to use; None for those this process may use.
    """
    path = folder / FILES[kind][0]
    count = threads or len(os.sched_getaffinity(0))
    if kind is EngineKind.ONNXRUNTIME_FP32:
        return OnnxRuntimeEngine(path, count)
    return OpenVinoEngine(path, kind, count)


class OpenVinoEngine(Engine):
    """OpenVINO with one request per worker; a call waits for a free request."""

    def __init__(self, path: Path, kind: EngineKind, threads: int) -> None:
        openvino = silent_openvino()
        self._workers = min(max(1, threads // _THREADS_PER_WORKER), _MAX_WORKERS)
        settings = {
            "NUM_STREAMS": self._workers,
            "INFERENCE_NUM_THREADS": threads,
            "INFERENCE_PRECISION_HINT": "bf16" if "bf16" in kind else "f32",
            "CPU_RUNTIME_CACHE_CAPACITY": _SHAPES_KEPT,
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": GROUP if "int8" in kind else 0,
        }
        core = openvino.Core()
        model = core.compile_model(core.read_model(path), "CPU", settings)
        self._free: queue.SimpleQueue[Any] = queue.SimpleQueue()
        for _ in range(self._workers):
            self._free.put(model.create_infer_request())
        with _FIRST_USE:
            for _ in range(self._workers):
                self.run(_WARM_UP, _WARM_UP)

    @property
    def workers(self) -> int:
        return self._workers

    def run(self, ids: TokenIds, mask: TokenIds) -> Vectors:
        request = self._free.get()
        try:
            found = request.infer(dict(zip(INPUTS, (ids, mask), strict=True)))
            vectors: Vectors = np.array(found[0], dtype=np.float32)
        finally:
            self._free.put(request)
        return vectors


class OnnxRuntimeEngine(Engine):
    """onnxruntime: one batch at a time, spread over all threads."""

    def __init__(self, path: Path, threads: int) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # An arena keeps the largest batch ever seen; the memory of the service matters more.
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )

    @property
    def workers(self) -> int:
        return 1

    def run(self, ids: TokenIds, mask: TokenIds) -> Vectors:
        (found,) = self._session.run(None, dict(zip(INPUTS, (ids, mask), strict=True)))
        vectors: Vectors = found
        return vectors


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
        settings = {
            "NUM_STREAMS": 1,
            "INFERENCE_NUM_THREADS": len(os.sched_getaffinity(0)),
            "INFERENCE_PRECISION_HINT": "f32",
            "CPU_RUNTIME_CACHE_CAPACITY": _SHAPES_KEPT,
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": 0,
        }
        model = openvino.Model([product], [vectors], "cosines")
        self._request = openvino.Core().compile_model(model, "CPU", settings).create_infer_request()
        self._turn = threading.Lock()
        with _FIRST_USE:
            self.cosines(np.zeros((1, rows.shape[1]), dtype=np.float32))

    def cosines(self, vectors: Vectors) -> npt.NDArray[np.float32]:
        """Shape (m, n), in [-1, 1], for vectors of shape (m, dim), float32, of unit norm."""
        if not len(vectors):
            return np.zeros((0, len(self._rows)), dtype=np.float32)
        with self._turn:
            found = self._request.infer({0: vectors})
            return np.array(found[0], dtype=np.float32)
