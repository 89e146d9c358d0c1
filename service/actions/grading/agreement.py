"""How far the people who grade a round agree, for the analyst who made it."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import isnan
from string import ascii_uppercase
from typing import Final
from uuid import UUID

import numpy as np

from matching.raters import (
    Floats,
    coincidences,
    confusions,
    ordinal_alpha,
    share_alike,
    weighted_kappa,
)
from service.security import Action, Caller, check_can
from service.storage import Grading, Progress, Storage
from service.storage.grades import GRADERS

LEAST_PAIRS: Final = 20
"""Graded by both; with fewer no agreement is told, because a few pairs would decide it."""
_SOLID, _TENTATIVE = 0.8, 0.667
"""Above the first conclusions are safe, above the second they are tentative.

Source: Krippendorff, Content Analysis, 4th edition, 2018, chapter 12.
"""


class Band(StrEnum):
    """What a measure of agreement allows to conclude."""

    SOLID = "solid"
    TENTATIVE = "tentative"
    WEAK = "weak"
    UNTOLD = "untold"
    """Too few pairs, or everybody always gave one same grade."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure of agreement."""

    pairs: int
    """Graded by at least two of the people in question."""
    value: float | None
    """At most 1; 0 is as by chance. None when it is not told."""

    @property
    def band(self) -> Band:
        """What it allows to conclude."""
        if self.value is None:
            return Band.UNTOLD
        if self.value >= _SOLID:
            return Band.SOLID
        return Band.TENTATIVE if self.value >= _TENTATIVE else Band.WEAK


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """Two people who graded the same pairs, named by letters only."""

    one: str
    other: str
    kappa: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundAgreement:
    """A round, how far it is, and how far its graders agree."""

    grading: Grading
    progress: Progress
    graders: int
    """People who gave a first or second grade."""
    alike: Measure
    """Share of meetings of two grades in which they are the same, in [0, 1]; no band."""
    alpha: Measure
    kappas: tuple[Between, ...]
    met: tuple[tuple[float, ...], ...]
    """How often one grade meets another, both ways; 4 rows of 4."""


def round_agreement(storage: Storage, *, caller: Caller, grading_id: UUID) -> RoundAgreement:
    """How far the graders of a round agree; third grades are left out, they are not blind.

    Raises:
        RoleNotAllowed: not the caller's to see.
        NoSuchGrading: there is none with that id.
    """
    check_can(caller, Action.MAKE_GRADINGS)
    with storage.read() as work:
        grading = work.grades.get(grading_id)
        progress = work.grades.progress(grading_id)
        rows = [
            {one.grader: float(one.grade) for one in given if one.turn <= GRADERS}
            for _, given in work.grades.graded(grading_id)
        ]
    graders = sorted({name for row in rows for name in row})
    table = np.array([[row.get(name, np.nan) for name in graders] for row in rows])
    shared = table[(~np.isnan(table)).sum(axis=1) > 1] if graders else np.zeros((0, 1))
    met = coincidences(shared)
    return RoundAgreement(
        grading=grading,
        progress=progress,
        graders=len(graders),
        alike=_measure(len(shared), share_alike(met.sum(axis=0))),
        alpha=_measure(len(shared), ordinal_alpha(met.sum(axis=0))),
        kappas=tuple(_kappas(table, graders)),
        met=tuple(tuple(float(one) for one in row) for row in met.sum(axis=0)),
    )


def _kappas(table: Floats, graders: list[str]) -> list[Between]:
    found = []
    for one, other in combinations(range(len(graders)), 2):
        columns = table[:, [one, other]]
        both = columns[~np.isnan(columns).any(axis=1)]
        if len(both):
            kappa = _measure(len(both), weighted_kappa(confusions(both).sum(axis=0)))
            found.append(Between(one=_letter(one), other=_letter(other), kappa=kappa))
    return found


def _measure(pairs: int, value: Floats | float) -> Measure:
    is_told = pairs >= LEAST_PAIRS and not isnan(float(value))
    return Measure(pairs=pairs, value=float(value) if is_told else None)


def _letter(index: int) -> str:
    """A, B, … Z, then numbers: graders are not named, so that nobody is compared with another."""
    return ascii_uppercase[index] if index < len(ascii_uppercase) else str(index + 1)
