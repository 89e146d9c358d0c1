"""Which trainings teach what an activity asks for, with a seat left and not over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from matching.catalogue import NOTHING
from matching.evidence import supports
from matching.pipeline import Matcher
from matching.ports import Rows
from matching.records import Opportunity
from matching.vocabulary import OpportunityKind

MOST = 8
"""Trainings named for one activity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaches:
    """One training, and what it teaches of what is asked for."""

    training: Opportunity
    skills: tuple[str, ...]
    """In the words of the activity; at least one."""
    seats_left: int | None
    """None when there is no limit."""


def courses_for(matcher: Matcher, activity: Opportunity, today: date) -> tuple[Teaches, ...]:
    """Trainings that teach a skill of an activity: those that start first in front.

    A skill is taught where the title of a training, or a skill it names, would support it if the
    profile of a person said so. The title of the activity itself is not a skill.

    Args:
        matcher: Release and stock.
        activity: Of the stock or not; what the stock does not know is taught by nothing.
        today: Trainings that began, or can no longer be proposed, are left out.
    """
    catalogue = matcher.stock.shelves[OpportunityKind.ACTIVITY].catalogue
    row = catalogue.row_of.get(activity.id)
    if row is None:
        return ()
    asked = catalogue.columns.requirements[row][1:].astype(np.int64)
    found = _taught(matcher, asked[asked != NOTHING], today)
    ordered = sorted(found, key=lambda one: (one.training.starts_on or date.max, one.training.id))
    return tuple(ordered[:MOST])


def _taught(matcher: Matcher, asked: Rows, today: date) -> Iterator[Teaches]:
    trainings = matcher.stock.shelves[OpportunityKind.TRAINING].catalogue
    needs = trainings.columns.requirements
    used = np.unique(needs[needs != NOTHING])
    if not len(used) or not len(asked):
        return
    phrases = matcher.stock.phrases
    evidence = matcher.parameters.evidence
    strength = supports(phrases.some(used), phrases.some(asked), evidence).strength
    taken = matcher.stock.situation.taken
    for row, training in enumerate(trainings.opportunities):
        own = needs[row][needs[row] != NOTHING]
        is_taught = strength[np.searchsorted(used, own)].max(axis=0, initial=0.0) > 0.0
        left = _seats_left(training, taken.get(training.id, 0))
        if is_taught.any() and left != 0 and _is_ahead(training, today):
            skills = tuple(phrases.texts[asked[at]] for at in np.flatnonzero(is_taught))
            yield Teaches(training=training, skills=skills, seats_left=left)


def _seats_left(training: Opportunity, taken: int) -> int | None:
    return None if training.places is None else max(training.places - taken, 0)


def _is_ahead(training: Opportunity, today: date) -> bool:
    days = (training.starts_on, training.expires_on)
    return all(day is None or day >= today for day in days)
