"""`jisr-lab prove`: the laboratory put to the test on invented worlds."""

import json
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from evaluation.console import WIDTH, progress_bar, refusals, task

if TYPE_CHECKING:
    from evaluation.proofs.coverage import Coverage
    from evaluation.synthetic.orders import WorldOrder

Lines = list[dict[str, str | int | float]]
_SLOPES = (1.0, 2.0, 0.5)
"""Of models that say the truth, are too sure, and are not sure enough."""


class Proof(StrEnum):
    """What is asked."""

    DETECTION = "detection"
    """Is planted injustice found, and nothing where there is none?"""
    COVERAGE = "coverage"
    """Do intervals hold the truth?"""
    CALIBRATION = "calibration"
    """Is the curve of a known model found again?"""


def prove(
    proof: Annotated[Proof, typer.Argument(help="What to put to the test.")],
    people: Annotated[int, typer.Option(min=20, help="Of each world.")] = 500,
    openings: Annotated[int, typer.Option(min=40, help="Of each world.")] = 250,
    worlds: Annotated[int, typer.Option(min=1, help="For each question of detection.")] = 20,
    draws: Annotated[int, typer.Option(min=1, help="For each interval.")] = 200,
    points: Annotated[float, typer.Option(min=0.1, help="Size of what is planted.")] = 10.0,
    new_markets: Annotated[
        bool, typer.Option("--new-markets", help="Draw other companies each time, too.")
    ] = False,
    seed: Annotated[int, typer.Option(min=0, help="Same seed, same worlds.")] = 0,
    as_document: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Invent worlds whose truth is known, and see whether the laboratory finds it. Minutes."""
    from evaluation.synthetic.orders import WorldOrder

    with refusals(), progress_bar() as bar:
        order = WorldOrder(people=people, openings=openings, seed=seed)
        if proof is Proof.DETECTION:
            lines = _detection(order, worlds, points, bar)
        elif proof is Proof.COVERAGE:
            lines = _coverage(order, draws, points, new_markets, bar)
        else:
            lines = _calibration(order, worlds, bar)
    if as_document:
        typer.echo(json.dumps(lines, indent=2))
        return
    table = Table(*lines[0]) if lines else Table()
    for line in lines:
        table.add_row(*(_written(cell) for cell in line.values()))
    Console(width=WIDTH).print(table)


def _detection(order: "WorldOrder", worlds: int, points: float, bar: Progress) -> Lines:
    from evaluation.proofs.detection import prove_detection, usual_biases

    biases = usual_biases(points)
    tell = task(bar, "worlds searched", worlds * len(biases))
    found = (prove_detection(order, bias, worlds, tell) for bias in biases)
    return [
        {
            "planted": one.bias.attribute if one.bias else "nothing",
            "group": one.bias.group if one.bias else "",
            "in": one.bias.where.value if one.bias else "",
            "points": one.bias.points if one.bias else 0.0,
            "worlds": one.worlds,
            "judgements": one.judgements,
            "found": one.found,
            "false alarms": one.false_alarms,
        }
        for one in found
    ]


def _coverage(
    order: "WorldOrder", draws: int, points: float, new_markets: bool, bar: Progress
) -> Lines:
    from evaluation.proofs.coverage import prove_coverage, prove_difference
    from evaluation.proofs.detection import usual_biases

    # Every line is graded, without slips, so that nothing but chance lies between figure and truth.
    graded = replace(order, graded_blind=1.0, grader_slip=0.0, unlisted=0.0)
    tell = task(bar, "worlds drawn", draws)
    found = prove_coverage(graded, draws, tell, new_markets=new_markets)
    planted = [bias for bias in usual_biases(points) if bias is not None]
    tell = task(bar, "biased worlds drawn", draws * len(planted))
    found += [prove_difference(order, bias, draws, tell) for bias in planted]
    return [_covered(one) for one in found]


def _calibration(order: "WorldOrder", worlds: int, bar: Progress) -> Lines:
    from evaluation.proofs.calibration import prove_calibration
    from evaluation.synthetic.orders import Distortion

    tell = task(bar, "worlds measured", worlds * len(_SLOPES))
    found = (prove_calibration(order, Distortion(slope=slope), worlds, tell) for slope in _SLOPES)
    return [
        _covered(one.curve)
        | {
            "slope found": one.slope,
            "true slope": one.true_slope,
            "worlds": one.worlds,
            "called miscalibrated": one.accused,
        }
        for one in found
    ]


def _covered(one: "Coverage") -> dict[str, str | int | float]:
    return {
        "figure": one.name,
        "truth": one.truth,
        "mean": one.mean,
        "width": one.width,
        "draws": one.draws,
        "refused": one.refused,
        "covered": one.share,
    }


def _written(cell: str | float) -> str:
    return f"{cell:.4f}" if isinstance(cell, float) else str(cell)
