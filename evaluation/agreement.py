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
from matching.raters import (
    Floats,
    coincidences,
    confusions,
    ordinal_alpha,
    share_alike,
    weighted_kappa,
)
from models.training.files import BadLine, EmptyFile, read_columns

LEAST_PAIRS: Final = 20
"""Pairs graded by both below which no agreement is told: its interval would span half the scale."""
COLUMNS: Final = ("pair_id", "profile_id", "grader", "turn", "grade")
_TURNS: Final = ("1", "2", "3")
_SCALE: Final = len(GRADES)


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


def _written(estimate: Estimate) -> str:
    if isinstance(estimate, Measured):
        return f"{estimate.mean:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"
    return f"not told: {estimate.code}, {estimate.had} of {estimate.needed} needed"
