"""The curve of a model whose mistake is known is found again, and a true one is not accused."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from evaluation.calibration import Calibration, Platt, fit_platt, measure_calibration
from evaluation.fairness import reached
from evaluation.measured import Estimate, Floats, Measured
from evaluation.proofs.coverage import Coverage, coverage_of
from evaluation.synthetic.orders import Distortion, WorldOrder
from evaluation.synthetic.truth import true_calibration
from evaluation.synthetic.world import World, make_world
from matching.judgements import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What several worlds with the same model let one think of it."""

    distortion: Distortion
    curve: Coverage
    """Of the bins of the reliability curves: distance of the true share to the measured one."""
    slope: float
    """Mean of what turns the logit of what is said into the true one; 1 / slope of the model."""
    true_slope: float
    accused: int
    """Worlds in which the error is larger than chance alone would make it."""
    worlds: int


def prove_calibration(
    order: WorldOrder, distortion: Distortion, worlds: int, progress: Callable[[int], None]
) -> Recovered:
    """Measure a model with a known mistake on the lines that were proposed, in several worlds.

    Args:
        order: Size of the worlds; its seed is the first one.
        distortion: How the model is wrong.
        worlds: How many.
        progress: Is told of each.
    """
    distances: list[Estimate] = []
    slopes: list[float] = []
    accused = 0
    for number in range(worlds):
        drawn = replace(order, seed=order.seed + number, distortion=distortion)
        said, hired, people = _proposed(make_world(drawn))
        found = measure_calibration(said, hired, people, np.random.default_rng([number, 2]))
        if isinstance(found, Calibration):
            distances += _distances(found, said, distortion)
            accused += isinstance(found.ece, Measured) and found.ece.low > found.ece_by_chance
        fitted = fit_platt(np.log(said / (1.0 - said)), hired)
        slopes += [fitted.slope] if isinstance(fitted, Platt) else []
        progress(1)
    return Recovered(
        distortion=distortion,
        curve=coverage_of(f"bins, slope {distortion.slope:g}", 0.0, distances),
        slope=float(np.mean(slopes)),
        true_slope=1.0 / distortion.slope,
        accused=accused,
        worlds=worlds,
    )


def _proposed(world: World) -> tuple[Floats, np.ndarray, np.ndarray]:
    lines = world.judgements.where(world.judgements.rank > 0)
    lines = lines.where(reached(lines.stage, Stage.PROPOSED))
    return lines.score, reached(lines.stage, Stage.HIRED), lines.profile_ids


def _distances(found: Calibration, said: Floats, distortion: Distortion) -> list[Estimate]:
    """Measured minus true share of each bin: 0 lies within when the truth lies within."""
    ordered, start = np.sort(said), 0
    distances: list[Estimate] = []
    for each in found.curve:
        inside = ordered[start : start + each.lines]
        start += each.lines
        true = float(true_calibration(inside, distortion).mean())
        share = each.happened
        distances.append(
            Measured(share.mean - true, share.low - true, share.high - true, share.n)
            if isinstance(share, Measured)
            else share
        )
    return distances
