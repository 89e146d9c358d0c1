"""Small problems, drawn or stated, and their best plans by trying everything."""

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
from hypothesis import strategies as st

from matching.assignment.problem import (
    NOBODY,
    UNITS,
    Ceiling,
    Floats,
    Floor,
    Ints,
    Problem,
    keeps_limits,
    worth,
)
from matching.assignment.words import LimitKind, Objective


def a_problem(values: Sequence[Sequence[float]] | Floats, **stated: object) -> Problem:
    """People p0, p1, … and options o0, o1, …; everything allowed unless stated."""
    table: Floats = np.array(values, dtype=np.float64)
    people, options = table.shape
    plain = {
        "people": tuple(f"p{one:04}" for one in range(people)),
        "options": tuple(f"o{one:04}" for one in range(options)),
        "values": table,
        "allowed": np.ones(table.shape, dtype=np.bool_),
    }
    return Problem(**{**plain, **stated})  # type: ignore[arg-type] # plain keywords


def places(*counts: int) -> tuple[Ceiling, ...]:
    """So many places at each option."""
    return tuple(
        Ceiling(kind=LimitKind.PLACES, id=f"o{one:04}", options=(one,), at_most=count)
        for one, count in enumerate(counts)
    )


def a_cap(company: str, options: Sequence[int], at_most: int) -> Ceiling:
    return Ceiling(kind=LimitKind.COMPANY_CAP, id=company, options=tuple(options), at_most=at_most)


def a_floor(town: str, people: Sequence[int], at_least: int) -> Floor:
    return Floor(kind=LimitKind.TOWN_FLOOR, id=town, people=tuple(people), at_least=at_least)


def a_large_problem(people: int, options: int, seed: int = 0, **stated: object) -> Problem:
    """A cohort as large as asked: a third of the pairs allowed, scarce places, companies' caps."""
    drawn = np.random.default_rng(seed)
    fits = drawn.beta(2, 4, (people, options)) * 0.7 + drawn.random(options) * 0.3
    values: Floats = np.asarray(np.rint(np.clip(fits, 0, 1) * 1e6) / 1e6, dtype=np.float64)
    count = drawn.integers(1, 5, options)
    company = drawn.integers(0, max(options // 4, 1), options)
    caps = [
        a_cap(f"c{one:04}", np.flatnonzero(company == one).tolist(), max(1, int(total) // 2))
        for one, total in enumerate(np.bincount(company, count).tolist())
        if total
    ]
    return a_problem(
        values,
        allowed=drawn.random((people, options)) < 0.3,
        ceilings=(*places(*count.tolist()), *caps),
        **stated,
    )


def every_plan(problem: Problem) -> Iterator[Ints]:
    """Every plan that keeps the limits; only for a handful of people."""
    usable = problem.usable
    choices = [[NOBODY, *np.flatnonzero(row).tolist()] for row in usable]
    for one in product(*choices):
        chosen = np.array(one, dtype=np.int64)
        if keeps_limits(problem, chosen):
            yield chosen


def worth_of(problem: Problem, chosen: Ints) -> tuple[float, ...]:
    """What is compared between plans, the most important first; larger is better."""
    served = chosen != NOBODY
    tiers = np.zeros(len(chosen), int) if problem.tiers is None else problem.tiers
    is_total = problem.objective is Objective.TOTAL
    counted = [
        float((served & (tiers == tier)).sum())
        for tier in np.unique(tiers).tolist()
        if not (is_total and (problem.tiers is None or tier == problem.unranked))
    ]
    lowest: list[float] = []
    if problem.objective is Objective.WORST_OFF:
        pinned = [person for person, _ in problem.pins]
        free = np.setdiff1d(np.flatnonzero(served), pinned)
        lowest = [float(worth(problem, chosen)[free].min(initial=1.0))]
    gains = problem.gains()[np.flatnonzero(served), chosen[served]].sum()
    return (*counted, *lowest, float(gains) / UNITS)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to five people and four options, with every kind of limit, possible together or not."""
    people, options = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    shape = (people, options)
    levels = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.5, 0.75, 1.0])
    values = np.array(draw(st.lists(levels, min_size=people * options, max_size=people * options)))
    flags = draw(st.lists(st.booleans(), min_size=people * options, max_size=people * options))
    counts = draw(st.lists(st.integers(0, 2), min_size=options, max_size=options))
    ceilings = list(places(*counts))
    if options > 1 and draw(st.booleans()):
        ceilings.append(a_cap("c", range(draw(st.integers(2, options))), draw(st.integers(0, 3))))
    if options > 2 and draw(st.booleans()):
        ceilings.append(a_cap("crossing", [0, options - 1], draw(st.integers(0, 2))))
    stated: dict[str, object] = {
        "allowed": np.array(flags).reshape(shape),
        "ceilings": tuple(ceilings),
        "objective": draw(st.sampled_from(list(Objective))),
        "least_value": draw(st.sampled_from([0.0, 0.2, 0.6])),
    }
    if draw(st.booleans()):
        costs = draw(
            st.lists(st.integers(0, 400), min_size=people * options, max_size=people * options)
        )
        stated |= {
            "costs": np.array(costs, dtype=np.int64).reshape(shape),
            "envelope": draw(st.integers(1, 900)),
        }
    if draw(st.booleans()):
        stated |= {
            "tiers": np.array(draw(st.lists(st.integers(0, 2), min_size=people, max_size=people))),
            "unranked": 2,
        }
    if draw(st.booleans()):
        stated["weights"] = np.array(
            draw(st.lists(st.sampled_from([0.5, 1.0, 2.0]), min_size=people, max_size=people))
        )
    if draw(st.booleans()):
        stated["floors"] = (a_floor("t", range(draw(st.integers(1, people))), 1),)
    allowed = np.argwhere(np.array(flags).reshape(shape))
    if len(allowed) and draw(st.booleans()):
        person, option = allowed[draw(st.integers(0, len(allowed) - 1))].tolist()
        stated["pins"] = ((person, option),)
    return a_problem(values.reshape(shape).tolist(), **stated)
