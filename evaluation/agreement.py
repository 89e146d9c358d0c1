"""Do people who grade blind agree: weighted kappa for two of them, alpha for all of them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import numpy.typing as npt
import typer

from evaluation.console import refusals
from evaluation.judgements import DuplicateGrade
from evaluation.measured import (
    Estimate,
    Measured,
    TooThin,
    bootstrap_statistic,
    cluster_totals,
)
from matching.judgements import GRADES
from models.training.files import BadLine, EmptyFile, read_columns

LEAST_PAIRS: Final = 20
"""Pairs graded by both below which no agreement is told: its interval would span half the scale."""
COLUMNS: Final = ("pair_id", "profile_id", "grader", "turn", "grade")
_TURNS: Final = ("1", "2", "3")
_SCALE: Final = len(GRADES)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades:
    """Grades given blind: a row for each pair, a column for each grader, nan where not graded.

    Third grades are left out: whoever settles knows that two others disagree.
    """

    table: Floats
    graders: tuple[str, ...]
    people: npt.NDArray[np.object_]
    """Whom each pair is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far graders agree; 1 is always, 0 is as by chance."""

    pairs: int
    """Graded by at least two."""
    same: Estimate
    """Share of pairs that two graders grade alike."""
    alpha: Estimate
    """Krippendorff's, ordinal, over all graders."""
    kappas: Mapping[tuple[str, str], Estimate]
    """Cohen's with quadratic weights, for every two graders who share a pair."""
    met: Floats
    """Shape (4, 4): how often one grade meets another, both ways."""


def read_grades(path: Path) -> Grades:
    """Read what `jisr export grades` writes.

    Raises:
        FileMissing, NotText, EmptyFile, ColumnMissing: as their names say.
        BadLine: a grade or a turn that is none, or a pair about two people.
        DuplicateGrade: somebody grades a pair twice.
    """
    grades: dict[str, dict[str, float]] = {}
    people: dict[str, str] = {}
    rows = read_columns(path.parent, path.name, COLUMNS)
    for line, (pair, person, grader, turn, grade) in enumerate(rows, start=2):
        known = {str(one) for one in GRADES}
        if not pair or not grader or turn not in _TURNS or grade not in known:
            raise BadLine(file=path.name, line=line)
        if people.setdefault(pair, person) != person:
            raise BadLine(file=path.name, line=line, column="profile_id")
        if turn == _TURNS[-1]:
            continue
        if grader in grades.setdefault(pair, {}):
            raise DuplicateGrade(file=path.name, line=line)
        grades[pair][grader] = float(grade)
    if not grades:
        raise EmptyFile(file=path.name)
    return _table(grades, people)


def _table(grades: Mapping[str, Mapping[str, float]], people: Mapping[str, str]) -> Grades:
    graders = sorted({grader for given in grades.values() for grader in given})
    table = [[given.get(grader, np.nan) for grader in graders] for given in grades.values()]
    return Grades(
        table=np.array(table),
        graders=tuple(graders),
        people=np.array([people[pair] for pair in grades], dtype=object),
    )


def measure_agreement(grades: Grades, seed: int = 0) -> Agreement:
    """Every measure of agreement, with intervals that draw whole people."""
    shared = (~np.isnan(grades.table)).sum(axis=1) > 1
    table, people = grades.table[shared], grades.people[shared]
    rng = np.random.default_rng(seed)
    met = coincidences(table)
    kappas = {}
    for one, other in combinations(range(len(grades.graders)), 2):
        columns = table[:, [one, other]]
        both = ~np.isnan(columns).any(axis=1)
        if both.any():
            named = (grades.graders[one], grades.graders[other])
            confused = confusions(columns[both])
            kappas[named] = _estimate(confused, people[both], weighted_kappa, rng)
    return Agreement(
        pairs=len(table),
        same=_estimate(met, people, share_alike, rng),
        alpha=_estimate(met, people, ordinal_alpha, rng),
        kappas=kappas,
        met=met.sum(axis=0),
    )


def confusions(table: Floats) -> Floats:
    """Which grade of the first meets which of the second.

    Args:
        table: Two columns of grades, shape (n, 2), without nan.

    Returns:
        Shape (n, 4, 4): a single 1 in each.
    """
    found = np.zeros((len(table), _SCALE, _SCALE))
    first, second = table.astype(np.int64).T
    found[np.arange(len(table)), first, second] = 1.0
    return found


def coincidences(table: Floats) -> Floats:
    """Which grades of one pair meet, counted so that each grade counts once.

    Args:
        table: Shape (n, graders), nan where not graded, at least two grades in each row.

    Returns:
        Shape (n, 4, 4), symmetric: every two grades of a pair both ways, divided by the number of
        its grades less one.
    """
    given = np.stack([table == grade for grade in GRADES], axis=2).sum(axis=1).astype(np.float64)
    met = given[:, :, None] * given[:, None, :]
    met[:, range(_SCALE), range(_SCALE)] -= given
    weighted: Floats = met / (given.sum(axis=1) - 1.0)[:, None, None]
    return weighted


def weighted_kappa(confusion: Floats) -> Floats:
    """Cohen's kappa with quadratic weights.

    Args:
        confusion: Shape (..., 4, 4).

    Returns:
        At most 1; nan where no disagreement can be expected: both always gave one same grade.

    Source:
        Cohen, Psychological Bulletin 70(4), 1968.
    """
    grades = np.arange(_SCALE)
    far = ((grades[:, None] - grades) ** 2).astype(np.float64)
    rows, columns = confusion.sum(axis=-1), confusion.sum(axis=-2)
    expected = (far * rows[..., :, None] * columns[..., None, :]).sum(axis=(-2, -1))
    total = confusion.sum(axis=(-2, -1))
    return _one_less((far * confusion).sum(axis=(-2, -1)) * total, expected)


def ordinal_alpha(met: Floats) -> Floats:
    """Krippendorff's alpha for ordered grades.

    Args:
        met: Coincidences, shape (..., 4, 4).

    Returns:
        At most 1; nan where all grades are the same: nothing could have disagreed.

    Source:
        Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, section D.
    """
    given = met.sum(axis=-1)
    total = given.sum(axis=-1)
    up_to = np.cumsum(given, axis=-1) - given / 2.0
    far = (up_to[..., :, None] - up_to[..., None, :]) ** 2
    expected = (far * given[..., :, None] * given[..., None, :]).sum(axis=(-2, -1))
    return _one_less((total - 1.0) * (far * met).sum(axis=(-2, -1)), expected)


def share_alike(met: Floats) -> Floats:
    """Share of meetings of two grades in which they are the same; nan where none meet.

    Args:
        met: Coincidences, shape (..., 4, 4).
    """
    total = met.sum(axis=(-2, -1))
    apart = total - np.trace(met, axis1=-2, axis2=-1)
    return _one_less(apart, total)


def agreement_as_json(found: Agreement) -> str:
    """For programs."""
    document = {
        "pairs": found.pairs,
        "same": asdict(found.same),
        "alpha": asdict(found.alpha),
        "kappas": [
            {"graders": list(named), **asdict(kappa)} for named, kappa in found.kappas.items()
        ],
        "met": found.met.tolist(),
    }
    return json.dumps(document, indent=2)


def agree(
    file: Annotated[Path, typer.Argument(help="What `jisr export grades` writes.")],
    as_document: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    seed: Annotated[int, typer.Option(help="Same seed, same intervals.")] = 0,
) -> None:
    """Say how far people who graded blind agree, with intervals; 1 is always, 0 as by chance."""
    with refusals():
        found = measure_agreement(read_grades(file), seed)
    if as_document:
        typer.echo(agreement_as_json(found))
        return
    typer.echo(f"pairs graded twice\t{found.pairs}")
    typer.echo(f"graded alike\t{_written(found.same)}")
    typer.echo(f"Krippendorff's alpha\t{_written(found.alpha)}")
    for (one, other), kappa in found.kappas.items():
        typer.echo(f"Cohen's kappa, {one} and {other}\t{_written(kappa)}")


def _estimate(
    matrices: Floats,
    people: npt.NDArray[np.object_],
    statistic: Callable[[Floats], Floats],
    rng: np.random.Generator,
) -> Estimate:
    """A statistic of summed matrices, or the refusal to tell it from so few pairs."""
    if len(matrices) < LEAST_PAIRS:
        return TooThin("few-pairs", LEAST_PAIRS, len(matrices))
    flat = matrices.reshape(len(matrices), _SCALE * _SCALE)
    totals = cluster_totals(flat, people)
    return bootstrap_statistic(
        totals, lambda sums: statistic(sums.reshape(*sums.shape[:-1], _SCALE, _SCALE)), rng
    )


def _one_less(part: Floats, whole: Floats) -> Floats:
    """1 - part / whole; nan where the whole is nothing."""
    nothing = np.full(np.shape(whole), np.nan)
    share: Floats = 1.0 - np.divide(part, whole, out=nothing, where=np.asarray(whole) > 0)
    return share


def _written(estimate: Estimate) -> str:
    if isinstance(estimate, Measured):
        return f"{estimate.mean:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"
    return f"not told: {estimate.code}, {estimate.had} of {estimate.needed} needed"
