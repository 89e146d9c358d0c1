"""A world as files: the two tables an institution would bring, and beside them what is true."""

import csv
import json
import math
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import numpy as np

from evaluation.groups import ATTRIBUTES, GROUP_COLUMNS
from evaluation.judgements import Judgements
from evaluation.synthetic.people import People
from evaluation.synthetic.policies import Policy, Reward, one_feature
from evaluation.synthetic.world import World
from matching.features import FEATURES
from matching.judgements import (
    GradeSource,
    Judgement,
    RefusedBy,
    Stage,
    Verdict,
    write_judgements,
)
from matching.vocabulary import DeclineReason, Direction, FeatureName, OpportunityKind

JUDGEMENTS_FILE = "judgements.csv"
GROUPS_FILE = "groups.csv"
TRUTH_FILE = "truth.csv"
WORLD_FILE = "world.json"
TRUTH_COLUMNS = (
    "shortlist_id",
    "rank",
    "profile_id",
    "opportunity_id",
    "grade",
    "chosen_once_looked_at",
    "hired_once_proposed",
    "kept_6_months_once_proposed",
)
_TELL_EVERY = 1000
_DIGITS = 6


def write_world(world: World, folder: Path, progress: Callable[[int], None]) -> None:
    """Write the tables, the truth of each line shown, and what was ordered and planted.

    Args:
        world: A world.
        folder: Made if it is not there; files of these names are replaced.
        progress: Is told how many more judgements were written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / JUDGEMENTS_FILE).open("w", encoding="utf-8", newline="") as file:
        write_judgements(_told(rows(world.judgements), progress), file)
    with (folder / GROUPS_FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(GROUP_COLUMNS)
        writer.writerows(_groups(world.people))
    with (folder / TRUTH_FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(TRUTH_COLUMNS)
        writer.writerows(_truths(world))
    described = json.dumps(description(world), indent=2)
    (folder / WORLD_FILE).write_text(described + "\n", encoding="utf-8")


def rows(judgements: Judgements) -> Iterator[Judgement]:
    """The lines of the table, one by one."""
    lists = {one: UUID(one) for one in dict.fromkeys(judgements.shortlist_ids) if one}
    features = judgements.features.round(_DIGITS).tolist()
    days = judgements.judged_on.astype(object)
    moments = judgements.shown_at.astype(object)
    for at, listed in enumerate(judgements.shortlist_ids):
        shown = bool(listed)
        yield Judgement(
            shortlist_id=lists.get(listed),
            shown_at=_aware(moments[at]) if shown else None,
            direction=Direction(judgements.direction[at]),
            kind=OpportunityKind(judgements.kind[at]),
            profile_id=judgements.profile_ids[at],
            opportunity_id=judgements.opportunity_ids[at],
            company_id=judgements.company_ids[at],
            release_id=judgements.release_ids[at] or None,
            rank=int(judgements.rank[at]) if shown else None,
            score=_known(judgements.score[at]),
            propensity=_known(judgements.propensity[at]),
            verdict=_verdict(judgements, at, days[at]),
            features=_features(features[at]),
        )


def description(world: World) -> dict[str, object]:
    """What was ordered, and the true value of three orders: shown, known truth, wish alone."""
    order = asdict(world.order)
    dates = {name: value.isoformat() for name, value in order.items() if isinstance(value, date)}
    policies = {
        "shown": world.policy,
        "truth": Policy(world.truth.suitability),
        "wish": Policy(one_feature(world.features.visible, FeatureName.WISH)),
    }
    return {
        "order": order | dates,
        "judgements": len(world.judgements),
        "lists": len(world.pools),
        "value_per_line": {
            name: {reward.value: float(world.values(policy, reward).mean()) for reward in Reward}
            for name, policy in policies.items()
        },
    }


def _told(lines: Iterator[Judgement], progress: Callable[[int], None]) -> Iterator[Judgement]:
    number = 0
    for number, line in enumerate(lines, start=1):
        yield line
        if number % _TELL_EVERY == 0:
            progress(_TELL_EVERY)
    progress(number % _TELL_EVERY)


def _verdict(judgements: Judgements, at: int, day: date | None) -> Verdict:
    graded = not math.isnan(judgements.grade[at])
    return Verdict(
        stage=Stage(judgements.stage[at]),
        refused_by=RefusedBy(judgements.refused_by[at]) if judgements.refused_by[at] else None,
        refusal=DeclineReason(judgements.refusal[at]) if judgements.refusal[at] else None,
        judged_on=day,
        grade=int(judgements.grade[at]) if graded else None,
        grade_source=GradeSource(judgements.grade_source[at]) if graded else None,
    )


def _features(values: list[float]) -> dict[FeatureName, float | None]:
    return {name: _known(value) for name, value in zip(FEATURES, values, strict=True)}


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _groups(people: People) -> Iterator[tuple[str, ...]]:
    columns = (people.groups[name] for name in ATTRIBUTES)
    return zip(people.ids, *columns, strict=True)


def _truths(world: World) -> Iterator[tuple[object, ...]]:
    judgements, truth = world.judgements, world.truth
    shown = int((judgements.rank > 0).sum())
    numbers = (truth.chosen, truth.hired, truth.kept(6))
    return zip(
        judgements.shortlist_ids[:shown],
        judgements.rank[:shown].tolist(),
        judgements.profile_ids[:shown],
        judgements.opportunity_ids[:shown],
        world.of_lines(truth.grade).tolist(),
        *(np.round(world.of_lines(one), _DIGITS).tolist() for one in numbers),
        strict=True,
    )
