"""A release whose ranking is learned from judgements: fitted, kept, and described."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from evaluation.judgements import Judgements
from evaluation.past import Label, days_of, known_until, past_of
from models.rankers import CurveRanker, ranker_of
from models.releases import Release, load_release, write_release
from models.training.outcomes import Learned, learn

_MEASURES = "ranking"
"""Where the measures of a release have what its ranking was learned from."""
_CARD = """
## Ranking

The ranking was learned from {judgements} judgements ({label}) about {people} people, known on
{until}. Each feature has one curve that never falls; the curves are drawn towards the ranking of
{base}, as far as held-out judgements asked for. Lines far down a list, which are looked at less,
count more. {probability}

It learned from what officers and companies did. What they never tried it cannot know, and what they
did unjustly it may repeat: it is put into use only through `jisr-lab gate`.
"""
_CALIBRATED = (
    "What a score means was fitted on {judgements} later judgements ({since} to {until});"
    " only there is it a probability, and of a good grade."
)
_NOT_CALIBRATED = "Later judgements were too few to say what a score means: it is no probability."


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningOrder:
    """What is to be learned, and by whom it is answered for."""

    base: Path
    """Folder of the release in use: its encoder, its rules and its weights."""
    release_id: str
    made_on: date
    promoted_by: str
    label: Label = Label.OUTCOMES
    until: np.datetime64 | None = None
    """Nothing later is looked at: what comes later is for the gate. None for everything."""
    seed: int = 0


def learn_release(
    order: LearningOrder, judgements: Judgements, out: Path
) -> tuple[Release, Learned]:
    """Learn a ranking and make a release of it, everything else as in the release in use.

    Raises:
        NothingJudged: no judgement has this label.
        TooFewJudgements, OneClass, PropensityMissing: there is nothing to learn from.
        ReleaseMismatch: the base is no release.
    """
    base = load_release(order.base)
    lines = judgements
    if order.until is not None:
        lines = known_until(judgements.where(days_of(judgements) <= order.until), order.until)
    found = learn(
        past_of(lines, order.label),
        ranker_of(base),
        base.parameters.ranking,
        label=order.label,
        seed=order.seed,
    )
    return _composed(order, base, found, out), found


def _composed(order: LearningOrder, base: Release, found: Learned, out: Path) -> Release:
    ranking = replace(
        base.parameters.ranking,
        weights=dict(CurveRanker(found.ranking, base.parameters.ranking.neutral).weights),
        suitable_score=found.suitable_score,
    )
    made = replace(
        base,
        id=order.release_id,
        made_on=order.made_on,
        promoted_by=order.promoted_by,
        parameters=replace(base.parameters, ranking=ranking),
        measures={**base.measures, _MEASURES: dict(found.facts)},
        ranking=found.ranking,
        card=base.card + _card(base, found),
    )
    write_release(made, out)
    return load_release(out)


def _card(base: Release, found: Learned) -> str:
    ranking = found.ranking
    calibration = ranking.calibration
    probability = (
        _NOT_CALIBRATED
        if calibration is None
        else _CALIBRATED.format(
            judgements=calibration.judgements, since=calibration.since, until=calibration.until
        )
    )
    return _CARD.format(
        judgements=ranking.judgements,
        people=ranking.people,
        label=ranking.label,
        until=ranking.fitted_until,
        base=base.id,
        probability=probability,
    )
