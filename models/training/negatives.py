"""Names of occupations that are near and wrong: what the encoder must learn to tell apart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from matching.ports import Vectors
from models.training.concepts import Concept
from models.training.groups import Group
from models.training.leaks import Forbidden
from models.training.pairs import Pair, Task
from models.training.splits import split_of

NEIGHBOURS = 24
"""Wrong occupations that are kept for each, nearest first."""
TASKS = (Task.TITLES, Task.DESCRIPTIONS, Task.REQUIREMENTS, Task.PROFILES)
"""Whose concepts are occupations of ESCO."""
_GROUPED = 0.35
"""Share of names that get the name of a group which the occupation belongs to instead: near, and
yet no name of it. "Welders and flame cutters" are a chapter of statistics, nobody's trade."""
_DIGITS = (2, 3, 4)
"""Of the codes of such groups."""


def near_and_wrong(
    occupations: Sequence[Concept], encode: Callable[[Sequence[str]], Vectors]
) -> dict[str, tuple[int, ...]]:
    """For each occupation that is trained on, the nearest others that are not nearly the same.

    Occupations of the same ISCO unit group are left out: many of them are what a person would call
    the same job.

    Args:
        occupations: All of them; those kept aside neither get nor give negatives.
        encode: Texts to vectors of unit norm, shape (n, dim).

    Returns:
        URI -> rows of `occupations`, nearest first, at most `NEIGHBOURS`.
    """
    rows = [row for row, one in enumerate(occupations) if split_of(one.uri) == "train"]
    kept = [occupations[row] for row in rows]
    vectors = _mean_vectors(kept, encode)
    groups = np.array([one.isco for one in kept])
    found = {}
    for number, one in enumerate(kept):
        cosines = vectors @ vectors[number]
        cosines[groups == groups[number]] = -np.inf
        nearest: npt.NDArray[np.int64] = np.argsort(-cosines)[:NEIGHBOURS]
        found[one.uri] = tuple(
            rows[other] for other in nearest.tolist() if np.isfinite(cosines[other])
        )
    return found


def with_negatives(
    pairs: Mapping[Task, Sequence[Pair]],
    occupations: Sequence[Concept],
    wrong: Mapping[str, Sequence[int]],
    groups: Mapping[str, Group],
    forbidden: Forbidden,
    rng: np.random.Generator,
) -> dict[Task, list[Pair]]:
    """Give each pair about an occupation a wrong name, in the language of the right one.

    A pair for which there is none gets a name of any other occupation. Pairs of two names get the
    name of one of the occupation's own groups now and then.

    Args:
        pairs: As they were drawn.
        occupations: All of them.
        wrong: As `near_and_wrong` gives it.
        groups: Of ISCO, by code.
        forbidden: Texts that must not be trained on.
        rng: Same state, same negatives.
    """
    codes = {one.uri: one.isco for one in occupations}
    anyone = [row for found in wrong.values() for row in found]
    drawn: dict[Task, list[Pair]] = {}
    for task, found in pairs.items():
        drawn[task] = list(found)
        if task in TASKS:
            drawn[task] = [
                _with_negative(pair, wrong.get(pair.concept) or anyone, occupations, forbidden, rng)
                for pair in found
            ]
    if Task.TITLES in drawn:
        drawn[Task.TITLES] = [
            _with_group(pair, codes[pair.concept], groups, forbidden, rng)
            for pair in drawn[Task.TITLES]
        ]
    return drawn


def _with_group(
    pair: Pair,
    code: str,
    groups: Mapping[str, Group],
    forbidden: Forbidden,
    rng: np.random.Generator,
) -> Pair:
    """The same pair, or with the name of a group that the occupation belongs to."""
    if rng.random() >= _GROUPED:
        return pair
    group = groups.get(code[: int(rng.choice(_DIGITS))])
    name = group.names.get(pair.language, "") if group else ""
    return replace(pair, negative=name) if name and name not in forbidden else pair


def _with_negative(
    pair: Pair,
    rows: Sequence[int],
    occupations: Sequence[Concept],
    forbidden: Forbidden,
    rng: np.random.Generator,
) -> Pair:
    for row in rng.permutation(len(rows)).tolist():
        names = occupations[rows[row]].names.get(pair.language, ())
        fair = [name for name in names if name not in forbidden and name != pair.positive]
        if fair:
            return replace(pair, negative=fair[int(rng.integers(len(fair)))])
    raise ValueError(f"no occupation has a name in {pair.language}")


def _mean_vectors(
    occupations: Sequence[Concept], encode: Callable[[Sequence[str]], Vectors]
) -> Vectors:
    """Mean of the preferred names' vectors over the languages, of unit norm."""
    names = [names[0] for one in occupations for names in one.names.values()]
    owners = np.repeat(np.arange(len(occupations)), [len(one.names) for one in occupations])
    vectors = encode(names)
    sums = np.zeros((len(occupations), vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, owners, vectors)
    scaled: Vectors = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    return scaled
