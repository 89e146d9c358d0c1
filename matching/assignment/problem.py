"""An assignment as numbers: people x options, and the limits that bind them together."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from matching.assignment.words import LimitKind, Objective
from matching.ports import Mask

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

UNITS = 1_000_000
"""Values are counted in millionths, so that sums are exact and equal totals are equal."""
NOBODY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """At most so many people over some options."""

    kind: LimitKind
    id: str
    """Of the option, the company, or the company and the month."""
    options: tuple[int, ...]
    at_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """At least so many of some people are served."""

    kind: LimitKind
    id: str
    people: tuple[int, ...]
    at_least: int


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Problem:
    """Who may have what, what it is worth, and under which limits.

    People and options stand in the order of their ids: the answer does not depend on the order in
    which they were given, and equal answers are told apart by ids.
    """

    people: tuple[str, ...]
    """Ids, ascending, distinct; n of them."""
    options: tuple[str, ...]
    """Ids, ascending, distinct; m of them."""
    values: Floats
    """Shape (n, m), in [0, 1]; what is not allowed may hold anything."""
    allowed: Mask
    """Shape (n, m)."""
    ceilings: tuple[Ceiling, ...] = ()
    floors: tuple[Floor, ...] = ()
    costs: Ints | None = None
    """Shape (n, m): centimes that a pair takes from the envelope, not negative."""
    envelope: int | None = None
    """Centimes; None when there is none. It needs `costs`."""
    tiers: Ints | None = None
    """Shape (n,): 0 is served first; None when nobody goes before anybody."""
    unranked: int | None = None
    """The tier of people whom no priority names; None when every tier was stated."""
    weights: Floats | None = None
    """Shape (n,), in (0, 10]: stated factors of the objective, never of a shown value."""
    objective: Objective = Objective.TOTAL
    least_value: float = 0.0
    """With a floor: pairs below are not used, unless pinned."""
    pins: tuple[tuple[int, int], ...] = ()
    """Pairs (person, option) decided beforehand; one per person at most."""
    seconds: float = field(default=60.0)
    """Time after which the search for a better answer stops; the gap is then stated."""

    def __post_init__(self) -> None:
        shape = (len(self.people), len(self.options))
        if self.values.shape != shape or self.allowed.shape != shape:
            raise ValueError(f"values and allowed are not of shape {shape}")
        if list(self.people) != sorted(set(self.people)):
            raise ValueError("people are not in the order of their ids")
        if list(self.options) != sorted(set(self.options)):
            raise ValueError("options are not in the order of their ids")
        if self.envelope is not None and self.costs is None:
            raise ValueError("an envelope needs costs")

    @property
    def usable(self) -> Mask:
        """Pairs that a plan may use, shape (n, m): allowed, above the floor, not pinned away."""
        usable = self.allowed.copy()
        if self.objective is Objective.TOTAL_WITH_FLOOR:
            usable &= self.values >= self.least_value
        for person, option in self.pins:
            usable[person] = False
            usable[person, option] = True
        return usable

    def gains(self) -> Floats:
        """What each pair adds to the objective, in whole millionths, shape (n, m)."""
        weights = 1.0 if self.weights is None else self.weights[:, None]
        gains: Floats = np.rint(self.values * weights * UNITS)
        return gains

    def with_floors(self, floors: Sequence[Floor]) -> "Problem":
        """The same problem with more floors."""
        return replace(self, floors=(*self.floors, *floors))

    def spent(self, chosen: Ints) -> int:
        """Centimes that a plan takes from the envelope."""
        if self.costs is None:
            return 0
        served = np.flatnonzero(chosen != NOBODY)
        return int(self.costs[served, chosen[served]].sum())


def worth(problem: Problem, chosen: Ints) -> Floats:
    """Value of each person under a plan, shape (n,); 0 for a person without an option."""
    values = np.zeros(len(problem.people))
    served = np.flatnonzero(chosen != NOBODY)
    values[served] = problem.values[served, chosen[served]]
    return values


def keeps_limits(problem: Problem, chosen: Ints) -> bool:
    """Whether a plan keeps every limit, counted in whole numbers."""
    used = np.bincount(chosen[chosen != NOBODY], minlength=len(problem.options))
    under = all(used[list(one.options)].sum() <= one.at_most for one in problem.ceilings)
    over = all((chosen[list(one.people)] != NOBODY).sum() >= one.at_least for one in problem.floors)
    afforded = problem.envelope is None or problem.spent(chosen) <= problem.envelope
    pinned = all(chosen[person] == option for person, option in problem.pins)
    return bool(under and over and afforded and pinned)
