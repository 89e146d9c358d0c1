"""A plan for a cohort with what its reader needs: lines, reasons, figures, what would change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from matching.assignment.changes import OneMore, full_ceilings, one_more, unserved
from matching.assignment.cohort import Cohort, Noted, town_groups
from matching.assignment.figures import Figures, best_for_each, figures_of, first_come
from matching.assignment.money import dirhams
from matching.assignment.priorities import tier_of
from matching.assignment.problem import NOBODY, UNITS, Floor, Ints, Problem
from matching.assignment.program import Program
from matching.assignment.release import Remedy, exceeded, remedies
from matching.assignment.solving import Solved, by_person, solve
from matching.assignment.words import (
    LimitKind,
    PlanRemark,
    Proof,
    UnservedReason,
    Way,
)
from matching.vocabulary import Refusal

_PAIRS_SOLVED_AGAIN = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one person of the cohort gets, or why nothing."""

    person_id: str
    option_id: str | None
    value: float | None
    """The score of the flow for this pair; comparable only within one person's options."""
    granted_mad: Decimal | None
    """What the pair takes from the envelope; None without an envelope or an option."""
    is_pinned: bool
    tier: int | None
    """0 goes first; None when there are no priorities."""
    reasons: tuple[UnservedReason, ...]
    """Without an option: at least one."""
    refusals: Mapping[Refusal, int]
    """Without anything allowed: how many options each rule refuses."""
    missing_mad: Decimal | None
    """What the cheapest option still open lacks; None when money closes none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Displacement:
    """What one more place would change for one person."""

    person_id: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneMorePlace:
    """The plan made again with one limit one higher."""

    kind: LimitKind
    id: str
    gain: float
    """Of the objective."""
    served: int
    """Of the number of people served."""
    moves: tuple[Displacement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TownShare:
    """What the people of one town get."""

    town: str
    """Its code."""
    people: int
    served: int
    granted_mad: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who gets what, how good that is, and how it compares."""

    lines: tuple[Line, ...]
    """Everybody of the cohort, in the order of their ids."""
    figures: Mapping[Way, Figures]
    objective: float
    """The sum of values times stated weights."""
    bound: float
    """No plan under the same terms reaches more."""
    gap: float
    """(bound - objective) / bound; 0 when the plan is proven the best."""
    proof: Proof
    lowest_value: float | None
    served_by_tier: tuple[int, ...]
    tiers: Mapping[str, int]
    """The tier of each group that a priority names."""
    ties_by_id: bool
    left_mad: Decimal | None
    """What the plan leaves in the envelope."""
    towns: tuple[TownShare, ...]
    one_more: tuple[OneMorePlace, ...]
    remarks: tuple[Noted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Impossible:
    """No plan keeps all the limits: which ones bind, and the least that would release them."""

    remedies: tuple[Remedy, ...]
    """Each is enough by itself; empty when nothing was found in the time given."""


def make_plan(cohort: Cohort, *, every_town: bool = False, what_if: int = 5) -> Plan | Impossible:
    """The best plan for a cohort, or what stands in the way of any.

    Args:
        cohort: Gathered from people, options and terms.
        every_town: One person of each town at least, as far as the limits allow.
        what_if: Full limits for which "one more place" is solved again, the most wanted first;
            none in a problem of more than 200,000 pairs.
    """
    problem, at_zero = _with_every_town(cohort) if every_town else (cohort.problem, ())
    solved = solve(problem)
    if solved is None:
        return Impossible(remedies=remedies(problem))
    left = None if problem.envelope is None else problem.envelope - problem.spent(solved.chosen)
    first = first_come(problem, cohort.arrival)
    noted = [*cohort.remarks, *at_zero]
    if solved.proof is not Proof.OPTIMAL:
        noted.append(Noted(code=PlanRemark.NOT_PROVEN, id=""))
    return Plan(
        lines=tuple(sorted(_lines(cohort, problem, solved), key=lambda line: line.person_id)),
        figures={
            Way.PLAN: figures_of(problem, solved.chosen),
            Way.BEST_FOR_EACH: figures_of(problem, best_for_each(problem)),
            Way.FIRST_COME: figures_of(problem, first),
        },
        objective=solved.reached / UNITS,
        bound=solved.bound / UNITS,
        gap=solved.gap,
        proof=solved.proof,
        lowest_value=solved.lowest_value,
        served_by_tier=solved.served_by_tier,
        tiers=cohort.tiers,
        ties_by_id=solved.ties_by_id,
        left_mad=None if left is None else dirhams(left),
        towns=tuple(_towns(cohort, problem, solved.chosen)),
        one_more=tuple(_one_more(problem, solved, what_if)),
        remarks=tuple(noted),
    )


def _with_every_town(cohort: Cohort) -> tuple[Problem, tuple[Noted, ...]]:
    """With a floor of one for each town but those that the limits leave at zero."""
    problem = cohort.problem
    stated = {one.id for one in problem.floors}
    wanted = [
        Floor(kind=LimitKind.TOWN_FLOOR, id=code, people=people, at_least=1)
        for code, people in town_groups(cohort.members).items()
        if code not in stated
    ]
    asked = problem.with_floors(wanted)
    nothing = by_person(problem.usable, np.zeros(len(problem.people)))
    found = Program(asked, nothing, elastic={LimitKind.TOWN_FLOOR: 1.0}).solve()
    if found is None:
        return problem, ()
    below = {one.id for one in exceeded(asked, found.chosen)} - stated
    kept = problem.with_floors([one for one in wanted if one.id not in below])
    return kept, tuple(Noted(code=PlanRemark.TOWN_AT_ZERO, id=code) for code in sorted(below))


def _lines(cohort: Cohort, problem: Problem, solved: Solved) -> Iterator[Line]:
    why = {one.person: one for one in unserved(problem, solved.chosen)}
    pinned = {person for person, _ in problem.pins}
    for place, member in enumerate(cohort.members):
        option = int(solved.chosen[place])
        is_served = option != NOBODY
        reasons = () if is_served else why[place].reasons or (_nothing_allowed(cohort, place),)
        missing = None if is_served else why[place].missing
        closed = bool(set(reasons) & {UnservedReason.ALL_REFUSED})
        granted = problem.costs is not None and problem.envelope is not None and is_served
        yield Line(
            person_id=member.id,
            option_id=problem.options[option] if is_served else None,
            value=float(problem.values[place, option]) if is_served else None,
            granted_mad=dirhams(int(problem.costs[place, option]))  # type: ignore[index]
            if granted
            else None,
            is_pinned=place in pinned,
            tier=tier_of(member.groups, cohort.tiers) if cohort.tiers else None,
            reasons=reasons,
            refusals=cohort.refusals[place] if closed else {},
            missing_mad=None if missing is None else dirhams(missing),
        )
    for person_id in cohort.left_out:
        yield Line(
            person_id=person_id,
            option_id=None,
            value=None,
            granted_mad=None,
            is_pinned=False,
            tier=None,
            reasons=(UnservedReason.EXCLUDED,),
            refusals={},
            missing_mad=None,
        )


def _nothing_allowed(cohort: Cohort, place: int) -> UnservedReason:
    """Why no option at all is open to a person."""
    ruled, suitable = cohort.ruled[place], cohort.suitable[place]
    if not ruled.any():
        return UnservedReason.ALL_REFUSED
    if not (ruled & suitable).any():
        return UnservedReason.NONE_SUITABLE
    if not (ruled & suitable & cohort.undecided[place]).any():
        return UnservedReason.EXCLUDED
    return UnservedReason.ABOVE_GRANT_CAP


def _towns(cohort: Cohort, problem: Problem, chosen: Ints) -> Iterator[TownShare]:
    for code, people in town_groups(cohort.members).items():
        served = [one for one in people if chosen[one] != NOBODY]
        granted = None
        if problem.envelope is not None and problem.costs is not None:
            granted = dirhams(sum(int(problem.costs[one, chosen[one]]) for one in served))
        yield TownShare(town=code, people=len(people), served=len(served), granted_mad=granted)


def _one_more(problem: Problem, solved: Solved, count: int) -> Iterator[OneMorePlace]:
    if problem.values.size > _PAIRS_SOLVED_AGAIN:
        return
    for number in full_ceilings(problem, solved.chosen)[:count]:
        found = one_more(problem, solved, number)
        if found is not None:
            yield _named(problem, found)


def _named(problem: Problem, found: OneMore) -> OneMorePlace:
    return OneMorePlace(
        kind=found.kind,
        id=found.id,
        gain=found.gain / UNITS,
        served=found.served,
        moves=tuple(
            Displacement(
                person_id=problem.people[one.person],
                before=None if one.before is None else problem.options[one.before],
                after=None if one.after is None else problem.options[one.after],
            )
            for one in found.moves
        ),
    )
