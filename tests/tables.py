"""Tables of judgements made by hand, from pasts in which it is known what makes a pair good."""

from dataclasses import fields
from typing import Any
from uuid import UUID

import numpy as np

from evaluation.groups import ATTRIBUTES, Groups
from evaluation.judgements import Judgements
from tests.pasts import a_past

FIRST = np.datetime64("2026-01-01", "D")


def a_table(people: int = 120, **asked: Any) -> Judgements:
    """One list per person, one a day; outcomes follow the truth of `a_past`."""
    past = a_past(people, **asked)
    count = len(past)
    judged = ~np.isnan(past.grade)
    day = FIRST + past.person
    return Judgements(
        list_id=past.person,
        shortlist_ids=np.array([str(UUID(int=one)) for one in past.person.tolist()], object),
        shown_at=day.astype("datetime64[s]"),
        direction=np.full(count, "opportunities", object),
        kind=np.full(count, "opening", object),
        profile_ids=names("p", past.person),
        opportunity_ids=names("o", past.pair % 40),
        company_ids=names("c", past.pair % 8),
        release_ids=np.full(count, "test-1", object),
        rank=past.rank.astype(np.int32),
        score=past.features.mean(axis=1),
        propensity=past.propensity,
        stage=np.where(judged, "interview", "shown").astype(object),
        refused_by=np.full(count, "", object),
        refusal=np.full(count, "", object),
        judged_on=np.where(judged, day, np.datetime64("NaT", "D")),
        grade=past.grade,
        grade_source=np.where(judged, "outcome", "").astype(object),
        features=past.features,
    )


def names(letter: str, numbers: Any) -> Any:
    """ "p-0", "p-1", … as objects."""
    return np.array([f"{letter}-{number}" for number in numbers.tolist()], dtype=object)


def together(*tables: Judgements) -> Judgements:
    """Tables under one another; lists keep their numbers."""
    columns = {
        one.name: np.concatenate([getattr(table, one.name) for table in tables])
        for one in fields(Judgements)
    }
    return Judgements(**columns)


def some_groups(people: int, **known: list[str]) -> Groups:
    """Nothing is known of people but what is given, repeated."""
    columns = {
        name: np.array(np.resize(known.get(name, [""]), people), dtype=object)
        for name in ATTRIBUTES
    }
    return Groups(profile_ids=names("p", np.arange(people)), **columns)
