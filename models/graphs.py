"""A sentence-transformers model as a graph: export, compact word table, 8-bit weights."""

import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from models.offline import silent_openvino

if TYPE_CHECKING:
    import onnx
    import torch
    from sentence_transformers import SentenceTransformer

Arrays = dict[str, npt.NDArray[np.generic]]

INPUTS = ("input_ids", "attention_mask")
"""Both int64, shape (texts, tokens); the mask is 1 on a token and 0 on padding."""
OUTPUT = "embedding"
"""float32, shape (texts, dim), rows of unit norm."""

GROUP = 64
"""Numbers that share a scale in products with 8 bits, of weights and of activations. Measured on an
adapted encoder: one scale per column loses two thirds more; groups of weights smaller than those of
activations make the engine compute in full precision. Of activations, 32 take a fifth more time and
128 lose half as much again."""

_OPSET = 17
_BLOCK = 32
"""Numbers of the word table that share one scale; the default model's own weights use the same."""
_LARGE_TABLE = 4096
"""Rows from which an embedding table is worth storing in 8 bits."""


def export_graph(model: "SentenceTransformer", path: Path) -> None:
    """Write the whole model, pooling and normalisation included, as an ONNX graph.

    The word table is stored in 8 bits with one scale per 32 numbers, because it is three quarters
    of the memory; the largest number of a block is exact, the others within 1/256 of it.
    """
    import onnx
    import torch

    example = torch.tensor([[0, 5, 6, 2], [0, 5, 2, 1]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    axes = {name: {0: "texts", 1: "tokens"} for name in INPUTS}
    # The exporter warns about its own age and about tracing sizes that never vary here.
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _whole(model).eval(),
            (example, mask),
            str(path),
            dynamo=False,
            opset_version=_OPSET,
            input_names=list(INPUTS),
            output_names=[OUTPUT],
            dynamic_axes={**axes, OUTPUT: {0: "texts"}},
        )
    graph = onnx.load(str(path))
    _compact_tables(graph)
    onnx.save(graph, str(path))


def write_int8(source: Path, target: Path) -> None:
    """Copy a graph with the matrices of its products in 8 bits, a scale per 64 rows of a column.

    Activations stay as they are: the engine quantises them while it runs, in groups, which is what
    keeps the vectors faithful.
    """
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(source))
    stored = {tensor.name: tensor for tensor in graph.graph.initializer}
    nodes: list[onnx.NodeProto] = []
    replaced: set[str] = set()
    for node in graph.graph.node:
        name = node.input[1] if node.op_type == "MatMul" else ""
        if name in stored:
            if name not in replaced:
                matrix = numpy_helper.to_array(stored[name])
                levels, scales = quantise_columns(matrix)
                shape = np.array(matrix.shape, dtype=np.int64)
                parts: Arrays = {"levels": levels, "scales": scales, "shape": shape}
                _store(graph, {f"{name}.{part}": array for part, array in parts.items()})
                nodes.extend(_restored(name))
                replaced.add(name)
            node.input[1] = f"{name}.restored"
        nodes.append(node)
    _replace_nodes(graph, nodes)
    _drop(graph, replaced)
    onnx.save(graph, str(target))


def write_openvino(source: Path, target: Path) -> None:
    """Copy a graph in OpenVINO's own form (`.xml` and `.bin`), which loads by mapping."""
    openvino = silent_openvino()
    openvino.save_model(openvino.Core().read_model(source), target, compress_to_fp16=False)


def quantise_columns(
    matrix: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Round a (rows, columns) matrix to 8 bits, one scale per 64 rows of a column.

    Returns:
        Levels, shape (groups, rows / groups, columns), and scales, shape (groups, 1, columns). A
        matrix whose rows are no multiple of 64 is one group.
    """
    rows, columns = matrix.shape
    groups = rows // GROUP if rows % GROUP == 0 else 1
    parts = matrix.reshape(groups, -1, columns)
    largest = np.abs(parts).max(axis=1, keepdims=True)
    scales = np.where(largest > 0, largest / 127, 1).astype(np.float32)
    return np.round(parts / scales).astype(np.int8), scales


def quantise_blocks(
    table: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Round a (rows, dim) table to 8 bits, one scale per block of 32 numbers.

    The number farthest from zero falls on level -128, so that a table which came from blocks of
    signed 4-bit levels is stored without any loss.

    Returns:
        Levels, shape (rows, dim / 32, 32), and scales, shape (rows, dim / 32, 1).

    Raises:
        ValueError: dim is not a multiple of 32.
    """
    if table.shape[1] % _BLOCK:
        raise ValueError(f"expected a multiple of {_BLOCK} columns, got {table.shape}")
    blocks = table.reshape(len(table), -1, _BLOCK)
    farthest = np.abs(blocks).argmax(axis=-1)[..., None]
    extreme = np.take_along_axis(blocks, farthest, axis=-1)
    scales = np.where(extreme != 0, extreme / -128, 1).astype(np.float32)
    return np.clip(np.round(blocks / scales), -128, 127).astype(np.int8), scales


def _whole(model: "SentenceTransformer") -> "torch.nn.Module":
    import torch

    class Whole(torch.nn.Module):
        """Token ids and mask in, unit vectors out."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(
            self, input_ids: "torch.Tensor", attention_mask: "torch.Tensor"
        ) -> "torch.Tensor":
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            pooled = self.model(features)["sentence_embedding"]
            return torch.nn.functional.normalize(pooled, dim=-1)

    return Whole()


def _compact_tables(graph: "onnx.ModelProto") -> None:
    """Store each large table that is only looked up by row in 8 bits."""
    from onnx import numpy_helper

    stored = {tensor.name: tensor for tensor in graph.graph.initializer}
    nodes = []
    replaced = set()
    for node in graph.graph.node:
        name = node.input[0] if node.op_type == "Gather" else ""
        tensor = stored.get(name)
        if tensor is None or not _is_large_table(tensor):
            nodes.append(node)
            continue
        levels, scales = quantise_blocks(numpy_helper.to_array(tensor))
        shape = np.array([0, 0, tensor.dims[1]], dtype=np.int64)
        parts: Arrays = {f"{name}.levels": levels, f"{name}.scales": scales, f"{name}.shape": shape}
        _store(graph, parts)
        nodes.extend(_look_up(name, node))
        replaced.add(name)
    _replace_nodes(graph, nodes)
    _drop(graph, replaced)


def _restored(name: str) -> Iterable["onnx.NodeProto"]:
    from onnx import TensorProto, helper

    floats, scaled = f"{name}.floats", f"{name}.scaled"
    yield helper.make_node("Cast", [f"{name}.levels"], [floats], to=TensorProto.FLOAT)
    yield helper.make_node("Mul", [floats, f"{name}.scales"], [scaled])
    yield helper.make_node("Reshape", [scaled, f"{name}.shape"], [f"{name}.restored"])


def _is_large_table(tensor: "onnx.TensorProto") -> bool:
    rows, *rest = tensor.dims
    return len(rest) == 1 and rows >= _LARGE_TABLE and rest[0] % _BLOCK == 0


def _look_up(name: str, gather: "onnx.NodeProto") -> Iterable["onnx.NodeProto"]:
    from onnx import TensorProto, helper

    ids, output = gather.input[1], gather.output[0]
    yield helper.make_node("Gather", [f"{name}.levels", ids], [f"{name}.found"], axis=0)
    yield helper.make_node("Gather", [f"{name}.scales", ids], [f"{name}.found_scales"], axis=0)
    yield helper.make_node("Cast", [f"{name}.found"], [f"{name}.floats"], to=TensorProto.FLOAT)
    scaled = f"{name}.scaled"
    yield helper.make_node("Mul", [f"{name}.floats", f"{name}.found_scales"], [scaled])
    yield helper.make_node("Reshape", [scaled, f"{name}.shape"], [output])


def _store(graph: "onnx.ModelProto", arrays: Arrays) -> None:
    from onnx import numpy_helper

    graph.graph.initializer.extend(
        numpy_helper.from_array(array, name) for name, array in arrays.items()
    )


def _replace_nodes(graph: "onnx.ModelProto", nodes: Iterable["onnx.NodeProto"]) -> None:
    kept = list(nodes)
    del graph.graph.node[:]
    graph.graph.node.extend(kept)


def _drop(graph: "onnx.ModelProto", names: set[str]) -> None:
    kept = [tensor for tensor in graph.graph.initializer if tensor.name not in names]
    del graph.graph.initializer[:]
    graph.graph.initializer.extend(kept)
