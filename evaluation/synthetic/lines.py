"""The lines of the judgements table: what an institution would have noted in an invented world."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from evaluation.judgements import Judgements
from evaluation.synthetic.market import Market
from evaluation.synthetic.orders import WorldOrder
from evaluation.synthetic.outcomes import Happened, Lines, grade_blind, let_happen
from evaluation.synthetic.pairs import Pools
from evaluation.synthetic.people import Flags, Floats, Numbers, People, Words, draw_ids
from evaluation.synthetic.policies import attention
from evaluation.synthetic.truth import Truth
from matching.features import FEATURES
from matching.judgements import GradeSource
from matching.vocabulary import Direction, OpportunityKind

RELEASE = "synthetic"
_DAYS_BETWEEN_LISTS = 30
_FIRST_HOUR, _LAST_HOUR = 8, 17
"""Lists are made in working hours, UTC."""


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The pairs of l pools of k, and what is true and visible of them."""

    order: WorldOrder
    people: People
    market: Market
    pools: Pools
    visible: Floats
    """Shape (l, k, len(FEATURES))."""
    truth: Truth
    scores: Floats
    """Shape (l, k)."""


def judge_listed(
    known: Known, shown: Numbers, propensity: Floats, rng: np.random.Generator
) -> Judgements:
    """The lines of all lists, list by list, rank by rank.

    Args:
        known: Pools of the lists.
        shown: Columns of the pools by rank, shape (l, lines).
        propensity: Of each line at its rank, shape (l, lines).
        rng: Draws the moments, the ids of the lists, what happens, and who grades.
    """
    lists, lines = shown.shape
    at = _moments(known, rng)
    picked = (np.arange(lists)[:, None] * known.scores.shape[1] + shown).ravel()
    rank = np.tile(np.arange(lines), lists)
    happened = _happened(known, picked, np.repeat(at, lines), attention(lines)[rank], rng)
    grade, source = _graded(known, picked, happened, lines, rng)
    direction = np.where(known.pools.of_people, Direction.PEOPLE.value, Direction.OPPORTUNITIES)
    return Judgements(
        list_id=np.repeat(np.arange(lists), lines),
        shortlist_ids=np.repeat(draw_ids(lists, rng), lines),
        shown_at=np.repeat(at, lines),
        direction=np.repeat(np.array([str(one) for one in direction], dtype=object), lines),
        rank=(rank + 1).astype(np.int32),
        score=known.scores.ravel()[picked],
        propensity=propensity.ravel(),
        release_ids=_same(RELEASE, len(picked)),
        grade=grade,
        grade_source=source,
        **_shared(known, picked, happened),
    )


def judge_unlisted(known: Known, rng: np.random.Generator) -> Judgements:
    """What was proposed without a list: all pairs of the pools."""
    n = known.scores.size
    at = np.repeat(_moments(known, rng), known.scores.shape[1])
    happened = _happened(known, np.arange(n), at, None, rng)
    return Judgements(
        list_id=np.full(n, -1, dtype=np.int64),
        shortlist_ids=_same("", n),
        shown_at=np.full(n, "NaT", dtype="datetime64[s]"),
        direction=_same(Direction.OPPORTUNITIES.value, n),
        rank=np.zeros(n, dtype=np.int32),
        score=np.full(n, np.nan),
        propensity=np.full(n, np.nan),
        release_ids=_same("", n),
        grade=happened.grade,
        grade_source=happened.grade_source,
        **_shared(known, np.arange(n), happened),
    )


def joined(first: Judgements, second: Judgements) -> Judgements:
    """The lines of both, in this order."""
    names = [one.name for one in fields(Judgements)]
    both = {name: (getattr(first, name), getattr(second, name)) for name in names}
    return Judgements(**{name: np.concatenate(pair) for name, pair in both.items()})


def _moments(known: Known, rng: np.random.Generator) -> npt.NDArray[np.datetime64]:
    """When each list is shown, shape (l,): a person's own follow each other by months."""
    order, pools = known.order, known.pools
    arrives = known.people.arrives[pools.person[:, 0]]
    share = np.where(pools.of_people, rng.random(len(pools)), arrives)
    first, last = np.datetime64(order.first_day, "D"), np.datetime64(order.last_day, "D")
    days = int((last - first).astype(int)) + 1
    offset = np.floor(share * days).astype(int) + _DAYS_BETWEEN_LISTS * pools.number
    day = np.minimum(first + offset, last)
    seconds = rng.integers(_FIRST_HOUR * 3600, _LAST_HOUR * 3600, len(pools))
    return np.asarray(day.astype("datetime64[s]") + seconds)


def _happened(
    known: Known,
    picked: Numbers,
    shown_at: npt.NDArray[np.datetime64],
    looked_at: Floats | None,
    rng: np.random.Generator,
) -> Happened:
    """`looked_at` is None for what is proposed in any case."""
    truth = {
        one.name: getattr(known.truth, one.name).ravel()[picked] for one in fields(known.truth)
    }
    company = known.market.company[known.pools.opening.ravel()[picked]]
    always: Flags = np.full(len(picked), looked_at is None)
    lines = Lines(
        truth=Truth(**truth),
        looked_at=np.ones(len(picked)) if looked_at is None else looked_at,
        always_proposed=always,
        shown_on=shown_at.astype("datetime64[D]"),
        asks_for_extract=known.market.asks_for_extract[company],
    )
    return let_happen(lines, known.order.known_until, rng)


def _graded(
    known: Known, picked: Numbers, happened: Happened, lines: int, rng: np.random.Generator
) -> tuple[Floats, Words]:
    """Grades given blind where a list was chosen for it, from what happened elsewhere."""
    blind = np.repeat(rng.random(len(known.pools)) < known.order.graded_blind, lines)
    given = grade_blind(known.truth.grade.ravel()[picked], known.order.grader_slip, rng)
    source = np.where(blind, GradeSource.BLIND.value, happened.grade_source)
    return np.where(blind, given, happened.grade), source


def _shared(known: Known, picked: Numbers, happened: Happened) -> dict[str, Any]:
    """Columns that a line has whether it was on a list or not."""
    opening = known.pools.opening.ravel()[picked]
    return {
        "kind": _same(OpportunityKind.OPENING.value, len(picked)),
        "profile_ids": known.people.ids[known.pools.person.ravel()[picked]],
        "opportunity_ids": known.market.opening_ids[opening],
        "company_ids": known.market.company_ids[known.market.company[opening]],
        "stage": happened.stage,
        "refused_by": happened.refused_by,
        "refusal": happened.refusal,
        "judged_on": happened.judged_on,
        "features": known.visible.reshape(-1, len(FEATURES))[picked],
    }


def _same(word: str, count: int) -> Words:
    return np.full(count, word, dtype=object)
