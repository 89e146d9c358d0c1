"""What became of what was shown: how many people got how far, and who said no and why."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from evaluation.judgements import Judgements
from evaluation.measured import Bools
from evaluation.report.figures import Spot
from matching.disclosure import MINIMUM, suppressed_parts, suppressed_steps
from matching.judgements import Stage
from matching.reported import Figure, Section

_STAGES: Final = tuple(Stage)
_STARTS: Final = _STAGES.index(Stage.ACTIVITY_STARTED)
CHAINS: Final = {
    "employment": _STAGES[1:_STARTS],
    "activity": _STAGES[_STARTS:],
}
"""Steps to a job, and of an activity; who was shown anything stands before both."""


def funnel(judgements: Judgements) -> Iterator[Figure]:
    """People, and pairs, that got at least so far.

    A count is withheld when it, or its distance to the one above, is of fewer people than may be
    shown.
    """
    for chain, stages in CHAINS.items():
        reached = [_at_least(judgements, stage, stages) for stage in stages]
        if chain == "activity" and not reached[0].any():
            continue
        masks = [judgements.rank > 0, *reached]
        people = suppressed_steps([_people(judgements, mask) for mask in masks])
        rows = (Stage.SHOWN, *stages)
        for stage, mask, count in zip(rows, masks, people, strict=True):
            spot = Spot(section=Section.FUNNEL, table=chain, row=stage.value)
            yield spot.count("people", count)
            few = _people(judgements, mask) in range(1, MINIMUM)
            yield spot.count("pairs", None if few else int(mask.sum()))


def refusals(judgements: Judgements) -> Iterator[Figure]:
    """People by the reason that somebody gave for a no; a person may stand under several."""
    who, why = judgements.refused_by.astype(str), judgements.refusal.astype(str)
    for side in sorted(set(who) - {""}):
        mine = who == side
        reasons = sorted(set(why[mine]) - {""})
        counts = [_people(judgements, mine & (why == reason)) for reason in reasons]
        for reason, count in zip(reasons, suppressed_parts(counts), strict=True):
            yield Spot(section=Section.REFUSALS, table=side, row=reason).count("people", count)


def _at_least(judgements: Judgements, stage: Stage, chain: Sequence[Stage]) -> Bools:
    further = [one.value for one in chain[list(chain).index(stage) :]]
    mask: Bools = np.isin(judgements.stage.astype(str), further)
    return mask & (judgements.rank > 0)


def _people(judgements: Judgements, mask: Bools) -> int:
    return len(np.unique(judgements.profile_ids[mask].astype(str)))
