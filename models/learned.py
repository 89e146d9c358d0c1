"""The learned part of an encoder: what training changed in the layers, as small differences."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.errors import InvalidInput, NotReady
from models.manifest import checksum

LEARNED_FILE = "layers.safetensors"
"""Name of the learned part in the folder of a release."""
FORMAT = 1
"""Changes when code and file would no longer understand each other."""
BITS = 5
"""Of one difference. Measured with matrices that training moved by 1.5 to 6 %: rounding costs at
most 0.00006 of cosine, a fifth of what the served engine's own rounding costs. 4 bits save 2.7 MB
of 13.8 and cost four times as much; 8 bits of the weights themselves take 21 MB and cost 0.001."""

_NAME = "jisr-e5-small"
_WEIGHTS = "model.safetensors"
_WORDS = "word_embeddings.weight"
_SCALES = ".scales"
_HEADER = "jisr"
"""The only key of the file's metadata: with several, the library writes them in random order."""

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]
Tensors = dict[str, npt.NDArray[Any]]


class LearnedDamaged(NotReady):
    """The learned part cannot be read, or is not what was written; install the release again."""

    code = "learned-damaged"


class LearnedForAnotherBase(NotReady):
    """The learned part was trained from other weights than these."""

    code = "learned-for-another-base"


class NotOnlyLayers(InvalidInput):
    """The two models differ in something that a learned part cannot hold; `why` says in what."""

    code = "learned-not-only-layers"


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedFacts:
    """What the header of a learned part says."""

    base_sha256: str
    """Of the weights it was trained from, by name and content, however they were written."""
    content_sha256: str
    """Of the tensors of this file."""
    tensors: tuple[str, ...]
    """The ones that training changed, by name."""
    parameters: int
    """Numbers in them."""
    max_error: float
    """Largest distance of a restored weight from the trained one."""
    relative_error: float
    """Root mean square of these distances, over that of the differences themselves."""
    bits: int = BITS
    format: int = FORMAT


def learned_part(release: Path) -> Path | None:
    """The learned part in the folder of a release, or None when it leaves the encoder as it is."""
    path = release / LEARNED_FILE
    return path if path.is_file() else None


def learned_checksum(path: Path) -> str:
    """SHA-256 of a learned part, in hexadecimal.

    Raises:
        LearnedDamaged: it cannot be read.
    """
    try:
        return checksum(path)
    except OSError as error:
        raise LearnedDamaged(file=path.name) from error


def learned_id(sha256: str) -> str:
    """Readable name of the default encoder with a learned part."""
    return f"{_NAME}-{sha256[:8]}"


def write_learned(
    base: Path, adapted: Sequence[Path], out: Path, share: float = 1.0
) -> LearnedFacts:
    """Write what training changed, on average over models: the same models give the same bytes.

    Differences of a matrix are rounded to 5 bits with one scale per output row; vectors (biases,
    normalisations) are kept as 32-bit differences. What training left alone takes no place.

    Args:
        base: Sentence-transformers folder that training started from.
        adapted: Folders of the same model after training, at least one. The mean of several stages
            of one training is often better than any of them (Izmailov et al. 2018, "Averaging
            weights leads to wider optima and better generalization").
        out: The file to write; its folder must exist.
        share: Of each difference that is kept, in (0, 1]: on the line between the two models, texts
            unlike those trained on are often understood better than at its end (Wortsman et al.
            2022, "Robust fine-tuning of zero-shot models").

    Raises:
        NotOnlyLayers: the word table changed, a tensor is missing, new, of another shape or not
            finite, or a folder has no weights.
    """
    from safetensors.numpy import save_file

    before = _weights(base)
    after = _mean([_like(before, _weights(folder)) for folder in adapted])
    stored: Tensors = {}
    worst, missed, moved, count = 0.0, 0.0, 0.0, 0
    changed = tuple(name for name in sorted(before) if _is_changed(name, before, after))
    for name in changed:
        difference = (after[name] - before[name]) * np.float32(share)
        parts = _pack(name, difference)
        stored |= parts
        error = np.abs(_unpack(name, parts, difference.shape) - difference)
        worst = max(worst, float(error.max()))
        missed += float(np.sum(error.astype(np.float64) ** 2))
        moved += float(np.sum(difference.astype(np.float64) ** 2))
        count += difference.size
    facts = LearnedFacts(
        base_sha256=_digest(before),
        content_sha256=_digest(stored),
        tensors=changed,
        parameters=count,
        max_error=worst,
        relative_error=(missed / moved) ** 0.5 if moved else 0.0,
    )
    beside = out.with_name(f"{out.name}.new")
    save_file(stored, beside, {_HEADER: json.dumps(asdict(facts), sort_keys=True)})
    beside.replace(out)
    return facts


def apply_learned(base: Path, learned: Path, out: Path) -> None:
    """Write the sentence-transformers folder of the base with its learned part.

    Args:
        base: The folder of the base; its tokenizer and settings are kept.
        learned: What `write_learned` wrote.
        out: Folder to fill; made when missing.

    Raises:
        LearnedDamaged: the file cannot be read, or a name, type, shape or checksum is wrong.
        LearnedForAnotherBase: it was trained from other weights.
        NotOnlyLayers: the folder of the base has no weights.
    """
    from safetensors.numpy import save_file

    facts, stored = _read(learned)
    weights = _weights(base)
    if _digest(weights) != facts.base_sha256:
        raise LearnedForAnotherBase(file=learned.name)
    for name in facts.tensors:
        try:
            weights[name] = weights[name] + _unpack(name, stored, weights[name].shape)
        except (KeyError, ValueError) as error:
            raise LearnedDamaged(file=learned.name, tensor=name) from error
    shutil.copytree(base, out, ignore=shutil.ignore_patterns(_WEIGHTS), dirs_exist_ok=True)
    save_file(weights, out / _WEIGHTS, {"format": "pt"})


def read_facts(learned: Path) -> LearnedFacts:
    """What a learned part says about itself, after its content was compared with its checksum.

    Raises:
        LearnedDamaged: it cannot be read, or is not what was written.
    """
    return _read(learned)[0]


def _read(path: Path) -> tuple[LearnedFacts, Tensors]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="np") as file:
            header = json.loads((file.metadata() or {})[_HEADER])
            stored: Tensors = file.get_tensors()
        facts = LearnedFacts(**{**header, "tensors": tuple(header["tensors"])})
    except (SafetensorError, OSError, ValueError, KeyError, TypeError) as error:
        raise LearnedDamaged(file=path.name) from error
    if (facts.format, facts.bits, facts.content_sha256) != (FORMAT, BITS, _digest(stored)):
        raise LearnedDamaged(file=path.name)
    return facts, stored


def _weights(folder: Path) -> Tensors:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        found: Tensors = load_file(folder / _WEIGHTS)
    except (SafetensorError, OSError, TypeError) as error:  # numpy has no bfloat16
        raise NotOnlyLayers(why="no-weights", folder=folder.name) from error
    return found


def _like(before: Tensors, after: Tensors) -> Tensors:
    """The second, once it is known to have the tensors of the first."""
    if before.keys() != after.keys():
        raise NotOnlyLayers(why="names", tensor=min(before.keys() ^ after.keys()))
    for name in before:
        if before[name].shape != after[name].shape:
            raise NotOnlyLayers(why="shape", tensor=name)
        if before[name].dtype != after[name].dtype:
            raise NotOnlyLayers(why="number-type", tensor=name)
    return after


def _mean(models: Sequence[Tensors]) -> Tensors:
    """Of each tensor; one that is the same in all stays as it is, to the last bit."""
    first = models[0]
    if len(models) == 1:
        return first
    return {
        name: first[name]
        + np.mean([one[name] - first[name] for one in models], axis=0).astype(first[name].dtype)
        for name in first
    }


def _is_changed(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    if np.array_equal(before[name], after[name]):
        return False
    if name.endswith(_WORDS):
        raise NotOnlyLayers(why="word-table", tensor=name)
    if not np.isfinite(after[name]).all():
        raise NotOnlyLayers(why="not-finite", tensor=name)
    return True


def _pack(name: str, difference: Floats) -> Tensors:
    if difference.ndim != 2:
        return {name: difference}
    limit = 2 ** (BITS - 1) - 1
    largest = np.abs(difference).max(axis=1)
    scales = np.where(largest > 0, largest / limit, 1).astype(np.float32)
    levels = np.round(difference / scales[:, None]).astype(np.int64) + limit
    bits = levels.reshape(-1, 1) >> np.arange(BITS) & 1
    return {name: np.packbits(bits.astype(np.uint8)), f"{name}{_SCALES}": scales}


def _unpack(name: str, stored: Tensors, shape: tuple[int, ...]) -> Floats:
    """Restore a difference.

    Raises:
        KeyError, ValueError: it is not there, of another type or length, or not finite.
    """
    found = stored[name]
    if len(shape) != 2:
        return _checked(found, np.float32, shape)
    count = shape[0] * shape[1]
    packed = _checked(found, np.uint8, (-(-count * BITS // 8),))
    scales = _checked(stored[f"{name}{_SCALES}"], np.float32, shape[:1])
    bits = np.unpackbits(packed, count=count * BITS).reshape(count, BITS)
    levels = bits @ (1 << np.arange(BITS)) - (2 ** (BITS - 1) - 1)
    restored: Floats = levels.reshape(shape).astype(np.float32) * scales[:, None]
    return restored


def _checked(found: npt.NDArray[Any], kind: type, shape: tuple[int, ...]) -> npt.NDArray[Any]:
    if found.dtype != kind or found.shape != shape:
        raise ValueError(f"expected {kind} {shape}, got {found.dtype} {found.shape}")
    if not np.isfinite(found).all():
        raise ValueError("not finite")
    return found


def _digest(tensors: Tensors) -> str:
    """SHA-256 of names, types, shapes and numbers; the order in the file does not matter."""
    found = hashlib.sha256()
    for part in _parts(tensors):
        found.update(part)
    return found.hexdigest()


def _parts(tensors: Tensors) -> Iterator[bytes | memoryview]:
    for name in sorted(tensors):
        array = np.ascontiguousarray(tensors[name])
        yield json.dumps([name, array.dtype.str, array.shape]).encode()
        yield array.data
