"""Which trades a text speaks of, told by the examples it is nearest to, beside its vector.

People say what they do in words of their own, in the language they speak; a company names a trade.
An encoder finds the nearest example of a sentence within one language more surely than it finds
the title in another. So each text is also compared with examples of how trades are spoken of, in
every language, and the trades it resembles become further dimensions of its vector (explicit
semantic analysis: Gabrilovich and Markovitch 2007). Two texts that resemble examples of the same
trades are near, whatever the languages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matching.ports import Encoder, Vectors
from models.examples import (
    NEVER_NONE,
    Examples,
    ExamplesDamaged,
    encode_groups,
    load_examples,
    parts_of,
    round_examples,
    save_examples,
    unit_rows,
)

TEMPERATURE = 0.03
"""Of the softmax over trades; differences of cosine much below it do not tell trades apart."""
WEIGHT = 0.4
"""Of the agreement about trades, beside the cosine of the texts, which counts 1."""
NONE_OF_THEM = 0.6
"""Cosine at which a text is as likely to be of none of the trades as of the nearest one: a
chemist must not be told apart from a notary by which plumber they resemble more."""

_LEVELS = 5.0
"""On either side of zero. Of 27,856 examples, packed, that is 4.3 MB of numbers, and it finds
trades as surely as 127 levels do."""


@dataclass(frozen=True, eq=False, kw_only=True)
class TradeSpace:
    """Examples of how trades are spoken of, as vectors."""

    examples: Examples
    """A group for each trade. Releases written until 2026.11-trades reach to 127, later ones to
    5."""
    temperature: float = TEMPERATURE
    weight: float = WEIGHT
    none_of_them: float = NONE_OF_THEM
    """Cosine; `NEVER_NONE` in spaces that know no text of another trade."""

    @property
    def dim(self) -> int:
        """Length of the vectors it extends."""
        return self.examples.dim

    @property
    def extended(self) -> int:
        """Length of the vectors it gives."""
        return self.dim + self.examples.groups

    @property
    def digest(self) -> str:
        """SHA-256 of the numbers: the same digest gives the same vectors."""
        return self.examples.digest(self._numbers)

    @property
    def _numbers(self) -> tuple[float, ...]:
        """Temperature and weight; and where a text is of none of the trades, unless it never is."""
        told = (self.temperature, self.weight)
        return told if self.none_of_them == NEVER_NONE else (*told, self.none_of_them)

    def apply(self, vectors: Vectors, drawn: Vectors | None = None) -> Vectors:
        """Put the trades of each text beside its vector.

        The cosine of two results is (cosine of the texts + weight x agreement), divided by the two
        lengths; the agreement, in [0, 1], is that of the two distributions over trades
        (Bhattacharyya): the products of the square roots of their shares sum to it. What speaks of
        none of the trades agrees with nothing, and its own vector says the more.

        Args:
            vectors: Shape (n, dim), float32, rows of unit norm or zero.
            drawn: The same texts as they shall be compared, shape and norms alike, when that is
                otherwise than they are put beside the examples; None for `vectors`.

        Returns:
            Shape (n, extended), float32, rows of unit norm. A zero row (an empty text) stays zero.

        Raises:
            ValueError: the rows have another length.
        """
        extended = np.zeros((len(vectors), self.extended), dtype=np.float32)
        for part in parts_of(vectors, self.dim):
            shares = self.examples.shares(vectors[part], self.temperature, self.none_of_them)
            extended[part, self.dim :] = np.sqrt(shares)
        extended[:, : self.dim] = vectors if drawn is None else drawn
        extended[:, self.dim :] *= np.float32(np.sqrt(self.weight))
        extended[~vectors.any(axis=1)] = 0.0
        return unit_rows(extended)

    def save(self, path: Path) -> None:
        """Write the space to one file, complete before it takes its name."""
        save_examples(self.examples, self._numbers, path)


def fit_trade_space(
    encoder: Encoder,
    examples: Mapping[str, Sequence[str]],
    *,
    temperature: float = TEMPERATURE,
    weight: float = WEIGHT,
    none_of_them: float = NONE_OF_THEM,
) -> TradeSpace:
    """Encode the examples of each trade.

    Args:
        encoder: As people's texts will be encoded.
        examples: Trade -> how it is spoken of; at least one trade, each with at least one text.
        temperature: Above 0.
        weight: 0 or more.
        none_of_them: Cosine at which a text is as likely to be of none of the trades; -1: never.

    Raises:
        ValueError: a trade has no example, or there is no trade.
    """
    if not examples or not all(examples.values()):
        raise ValueError("every trade needs examples")
    return TradeSpace(
        examples=round_examples(encode_groups(encoder, examples.values()), _LEVELS),
        temperature=temperature,
        weight=weight,
        none_of_them=none_of_them,
    )


def load_trade_space(path: Path) -> TradeSpace:
    """Read what `TradeSpace.save` wrote.

    Raises:
        ExamplesDamaged: the file is missing, unreadable, or holds something else.
    """
    examples, numbers = load_examples(path)
    if len(numbers) not in (2, 3):
        raise ExamplesDamaged
    temperature, weight, none_of_them = (*numbers, NEVER_NONE)[:3]
    if temperature <= 0 or weight < 0 or not NEVER_NONE <= none_of_them <= 1.0:
        raise ExamplesDamaged
    return TradeSpace(
        examples=examples, temperature=temperature, weight=weight, none_of_them=none_of_them
    )
