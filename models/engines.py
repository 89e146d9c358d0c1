"""The programs that run an encoder graph: which ones there are, and how each is loaded."""

import os
import queue
import threading
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

from matching.ports import Vectors
from models.graphs import GROUP, INPUTS
from models.offline import silent_openvino

if TYPE_CHECKING:
    import openvino

TokenIds = npt.NDArray[np.int64]
"""Shape (texts, tokens)."""

_THREADS_PER_WORKER = 4
"""A batch is too small to keep more threads busy; each worker costs some 60 MB of memory."""
_MAX_WORKERS = 4

_SHAPES_KEPT = 32
"""Batch shapes whose compiled code is kept; without a limit a service keeps growing."""

FIRST_USE = threading.Lock()
"""Held while something compiled by OpenVINO runs for the first time. Its Python binding sets up its
tables of types then, and two threads that do so at once wait for each other for ever: one has the
interpreter lock, one the table's."""
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


def compile_graph(
    graph: "openvino.Model",
    threads: int,
    *,
    requests: int = 1,
    precision: Literal["f32", "bf16"] = "f32",
    group: int = 0,
) -> "openvino.CompiledModel":
    """Compile one of OpenVINO's models for the processors of this machine.

    Args:
        graph: Read or built by OpenVINO.
        threads: Processors to use.
        requests: Calls that may run at the same time.
        precision: Of products and sums.
        group: Activations that share a scale in products with 8 bits; 0 keeps them as they are.
    """
    settings = {
        "NUM_STREAMS": requests,
        "INFERENCE_NUM_THREADS": threads,
        "INFERENCE_PRECISION_HINT": precision,
        "CPU_RUNTIME_CACHE_CAPACITY": _SHAPES_KEPT,
        "DYNAMIC_QUANTIZATION_GROUP_SIZE": group,
    }
    return silent_openvino().Core().compile_model(graph, "CPU", settings)


class OpenVinoEngine(Engine):
    """OpenVINO with one request per worker; a call waits for a free request."""

    def __init__(self, path: Path, kind: EngineKind, threads: int) -> None:
        self._workers = min(max(1, threads // _THREADS_PER_WORKER), _MAX_WORKERS)
        model = compile_graph(
            silent_openvino().Core().read_model(path),
            threads,
            requests=self._workers,
            precision="bf16" if "bf16" in kind else "f32",
            group=GROUP if "int8" in kind else 0,
        )
        self._free: queue.SimpleQueue[Any] = queue.SimpleQueue()
        for _ in range(self._workers):
            self._free.put(model.create_infer_request())
        with FIRST_USE:
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
