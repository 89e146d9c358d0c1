"""What texts share because of how they are written, taken out of their vectors.

Encoders trained by contrast put all texts into a narrow cone: their common mean says nothing. The
language of a text and its form (a job title, an advertisement, a sentence about oneself) move it
further, and hide whether two texts are about the same work. Each such *register* has a mean; the
few directions in which those means differ are the axes. Without mean and axes, a Darija sentence
and a French title are compared by their subject. Names of occupations, where a release has them,
then draw together what one occupation is called.
"""

import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.errors import NotReady
from matching.ports import Encoder, Vectors
from models.examples import ExamplesDamaged
from models.occupations import Occupations, load_occupations

OCCUPATIONS_FILE = "occupations.npz"
"""Beside the numbers of a centre that draws vectors towards occupations."""

_SMALLEST = 0.02
"""Axes along which the registers differ less, as a share of the widest difference, are chance."""
_BATCH = 256
"""Texts between two reports of progress."""


class CentreDamaged(NotReady):
    """The file of the centre is missing, or not the one that was fitted."""

    code = "centre-damaged"


@dataclass(frozen=True, slots=True, eq=False)
class Centre:
    """The mean of the usual texts, and the axes of their form."""

    mean: npt.NDArray[np.float32]
    """Shape (dim,): the mean of the registers' means, each register counting once."""
    axes: Vectors
    """Shape (k, dim), orthonormal rows, widest difference first; k is less than the registers."""
    encoder_id: str
    """Name of the model whose vectors it was fitted on; other models' vectors lie elsewhere."""
    fitted_on: Mapping[str, str]
    """Name of each source -> SHA-256 of its content."""
    occupations: Occupations | None = None
    """Applied to what is left; None for what is left alone."""

    @property
    def dim(self) -> int:
        """Length of the vectors it applies to."""
        return len(self.mean)

    @property
    def digest(self) -> str:
        """SHA-256 of the numbers: the same digest gives the same vectors."""
        numbers = hashlib.sha256(_packed(self))
        if self.occupations is not None:
            numbers.update(self.occupations.digest.encode())
        return numbers.hexdigest()

    def apply(self, vectors: Vectors) -> Vectors:
        """Take the form out of each row, and draw what is left towards occupations it names.

        Args:
            vectors: Shape (n, dim), as the encoder gave them.

        Returns:
            Shape (n, dim), rows of unit norm. A zero row (an empty text) stays zero; so does a row
            of which nothing is left.

        Raises:
            ValueError: the rows have another length.
        """
        return self.draw(self.take_form_out(vectors))

    def take_form_out(self, vectors: Vectors) -> Vectors:
        """Subtract the mean and the axes from each row, and scale it to unit norm again.

        Args, Returns, Raises: as `apply`.
        """
        if vectors.ndim != 2 or vectors.shape[1] != self.dim:
            raise ValueError(f"expected shape (n, {self.dim}), got {vectors.shape}")
        moved = vectors - self.mean
        moved -= (moved @ self.axes.T) @ self.axes
        norms = np.linalg.norm(moved, axis=1, keepdims=True)
        written = vectors.any(axis=1, keepdims=True) & (norms > 1e-6)
        scaled: Vectors = np.divide(moved, norms, out=np.zeros_like(moved), where=written)
        return scaled

    def draw(self, vectors: Vectors) -> Vectors:
        """Draw rows without form towards the occupations they name, where there are any."""
        return vectors if self.occupations is None else self.occupations.apply(vectors)


def fit_centre(
    encoder: Encoder,
    registers: Mapping[str, Sequence[str]],
    *,
    encoder_id: str,
    fitted_on: Mapping[str, str],
    most_axes: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Centre:
    """Fit a centre on texts of every language and form that will be compared.

    Args:
        encoder: Gives the vectors; sums are kept in float64.
        registers: Name of a register -> its texts, one or more, none blank; what they are about
            should vary.
        encoder_id: Name of the encoder's model.
        fitted_on: Name of each source -> SHA-256 of its content.
        most_axes: Axes kept at most; 0 for the mean alone, None for all that are not chance.
        progress: Called with the number of texts that were just encoded.

    Raises:
        ValueError: there is no register, or one has no text.
    """
    if not registers or not all(registers.values()):
        raise ValueError("every register needs texts")
    means = np.stack([_mean(encoder, texts, progress) for texts in registers.values()])
    mean = means.mean(axis=0)
    _, widths, directions = np.linalg.svd(means - mean, full_matrices=False)
    kept = directions[: len(registers) - 1][widths[: len(registers) - 1] > _SMALLEST * widths[0]]
    kept = kept[:most_axes]
    return Centre(mean.astype(np.float32), kept.astype(np.float32), encoder_id, dict(fitted_on))


def save_centre(centre: Centre, path: Path) -> None:
    """Write the numbers to `path` (mean, then axes), and beside it their origin and occupations.

    Each file is complete before it takes its name.
    """
    numbers = _packed(centre)
    origin: dict[str, Any] = {
        "encoder_id": centre.encoder_id,
        "dim": centre.dim,
        "axes": len(centre.axes),
        "sha256": hashlib.sha256(numbers).hexdigest(),
        "fitted_on": dict(sorted(centre.fitted_on.items())),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    if centre.occupations is None:
        path.with_name(OCCUPATIONS_FILE).unlink(missing_ok=True)
    else:
        origin["occupations"] = centre.occupations.digest
        centre.occupations.save(path.with_name(OCCUPATIONS_FILE))
    _replace(path, numbers)
    _replace(_origin_path(path), (json.dumps(origin, indent=2) + "\n").encode())


def load_centre(path: Path) -> Centre:
    """Read a centre that `save_centre` wrote.

    Raises:
        CentreDamaged: a file is missing or unreadable, or the two disagree; `what` says which.
    """
    try:
        numbers = path.read_bytes()
        origin = json.loads(_origin_path(path).read_bytes())
        expected, shape = origin["sha256"], (1 + origin["axes"], origin["dim"])
        encoder_id, fitted_on = str(origin["encoder_id"]), dict(origin["fitted_on"])
        noted = str(origin.get("occupations", ""))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CentreDamaged(what="file") from error
    if hashlib.sha256(numbers).hexdigest() != expected:
        raise CentreDamaged(what="checksum")
    rows: Vectors = np.load(io.BytesIO(numbers), allow_pickle=False)
    if rows.shape != shape or rows.dtype != np.float32:
        raise CentreDamaged(what="shape")
    occupations = _occupations(path, noted)
    if occupations is not None and occupations.dim != shape[1]:
        raise CentreDamaged(what="occupations")
    return Centre(rows[0], rows[1:], encoder_id, fitted_on, occupations)


def _occupations(path: Path, noted: str) -> Occupations | None:
    """Those beside a centre: occupations that it does not note are as wrong as missing ones."""
    beside = path.with_name(OCCUPATIONS_FILE)
    if not noted and not beside.exists():
        return None
    try:
        found = load_occupations(beside)
    except ExamplesDamaged as error:
        raise CentreDamaged(what="occupations") from error
    if found.digest != noted:
        raise CentreDamaged(what="occupations")
    return found


def _mean(
    encoder: Encoder, texts: Sequence[str], progress: Callable[[int], None] | None
) -> npt.NDArray[np.float64]:
    total = np.zeros(encoder.dim, dtype=np.float64)
    for part in _parts(texts):
        total += encoder.encode(part).sum(axis=0, dtype=np.float64)
        if progress is not None:
            progress(len(part))
    mean: npt.NDArray[np.float64] = total / len(texts)
    return mean


def _parts(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), _BATCH):
        yield texts[start : start + _BATCH]


def _packed(centre: Centre) -> bytes:
    written = io.BytesIO()
    np.save(written, np.vstack([centre.mean, centre.axes]).astype("<f4"), allow_pickle=False)
    return written.getvalue()


def _origin_path(path: Path) -> Path:
    return path.with_suffix(".json")


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
