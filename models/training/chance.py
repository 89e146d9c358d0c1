"""Draws from sequences with numpy's generator, so that one seed gives one text."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


def pick(rng: np.random.Generator, choices: Sequence[T]) -> T:
    """One element, each as likely as the others. The sequence must not be empty."""
    return choices[int(rng.integers(len(choices)))]


def happens(rng: np.random.Generator, share: float) -> bool:
    """True in this share of draws, in [0, 1]."""
    return bool(rng.random() < share)
