"""What occupations are called, as a memory: a vector is drawn towards the ones it resembles.

An encoder of this size cannot keep all names of all occupations apart, in every language. A table
can: each text is compared with the names, and moves towards the middle of the occupations whose
names are near (smoothing by nearest neighbours; Khandelwal et al. 2020, "Generalization through
memorization"). Two names of one occupation come together, whatever their languages and words. A
text that names none, as most sentences do, stays where it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matching.ports import Encoder, Vectors
from models.examples import (
    Examples,
    ExamplesDamaged,
    encode_groups,
    load_examples,
    parts_of,
    round_examples,
    save_examples,
    unit_rows,
)

TEMPERATURE = 0.05
"""Of the softmax over occupations."""
WEIGHT = 0.5
"""Of the middle of the occupations, beside the vector itself, which counts 1."""
NONE_OF_THEM = 0.8
"""Cosine at which a text is as likely to name none of the occupations as the nearest one."""

_LEVELS = 3.0
"""On either side of zero. Of 40,250 names, packed, that is 4.9 MB."""
_ALIKE = 0.87
"""Cosine above which a second name of an occupation says nothing new: both genders of a title."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Occupations:
    """Names of occupations, as vectors."""

    names: Examples
    """A group for each occupation."""
    temperature: float = TEMPERATURE
    weight: float = WEIGHT
    none_of_them: float = NONE_OF_THEM

    @property
    def dim(self) -> int:
        """Length of the vectors it applies to."""
        return self.names.dim

    @property
    def digest(self) -> str:
        """SHA-256 of the numbers: the same digest gives the same vectors."""
        return self.names.digest(self._numbers)

    @property
    def _numbers(self) -> tuple[float, float, float]:
        return self.temperature, self.weight, self.none_of_them

    def apply(self, vectors: Vectors) -> Vectors:
        """Draw each row towards the occupations whose names it resembles.

        Args:
            vectors: Shape (n, dim), float32, rows of unit norm or zero.

        Returns:
            Shape (n, dim), float32, rows of unit norm. A zero row (an empty text) stays zero.

        Raises:
            ValueError: the rows have another length.
        """
        drawn = np.zeros_like(vectors)
        for part in parts_of(vectors, self.dim):
            shares = self.names.shares(vectors[part], self.temperature, self.none_of_them)
            drawn[part] = vectors[part] + np.float32(self.weight) * (shares @ self.names.means)
        drawn[~vectors.any(axis=1)] = 0.0
        return unit_rows(drawn)

    def save(self, path: Path) -> None:
        """Write the names to one file, complete before it takes its name."""
        save_examples(self.names, self._numbers, path)


def load_occupations(path: Path) -> Occupations:
    """Read what `Occupations.save` wrote.

    Raises:
        ExamplesDamaged: the file is missing, unreadable, or holds something else.
    """
    names, numbers = load_examples(path)
    if len(numbers) != 3:
        raise ExamplesDamaged
    temperature, weight, none_of_them = numbers
    if temperature <= 0 or weight < 0 or not -1.0 <= none_of_them <= 1.0:
        raise ExamplesDamaged
    return Occupations(
        names=names, temperature=temperature, weight=weight, none_of_them=none_of_them
    )


def fit_occupations(encoder: Encoder, names: Mapping[str, Sequence[str]]) -> Occupations:
    """Encode the names of each occupation; of those that are alike one is kept.

    Args:
        encoder: Gives centred vectors.
        names: Occupation -> what it is called, in every language; at least one occupation, each
            with at least one name that is not blank.

    Raises:
        ValueError: an occupation has no name, or there is no occupation.
    """
    if not names or not all(names.values()):
        raise ValueError("every occupation needs names")
    encoded = encode_groups(encoder, [tuple(dict.fromkeys(called)) for called in names.values()])
    return Occupations(names=round_examples([_unlike(vectors) for vectors in encoded], _LEVELS))


def _unlike(vectors: Vectors) -> Vectors:
    """The rows without those that are like one before them, the most typical ones first."""
    cosines = vectors @ vectors.T
    kept: list[int] = []
    for row in np.argsort(-cosines.mean(axis=1), kind="stable"):
        if not kept or cosines[row, kept].max() <= _ALIKE:
            kept.append(int(row))
    return vectors[kept]
