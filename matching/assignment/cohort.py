"""From people, options and terms to a problem in numbers; what is wrong with them is said first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from matching.assignment.money import centimes
from matching.assignment.priorities import tier_of, tiers_of_groups, weight_of
from matching.assignment.problem import Ceiling, Floats, Floor, Ints, Problem
from matching.assignment.terms import (
    EnvelopeEmpty,
    FloorUnknown,
    Member,
    NothingToAssign,
    PinRefused,
    Terms,
    check_cohort,
    check_decisions,
)
from matching.assignment.words import LimitKind, PlanRemark
from matching.contribution import equipment_mad
from matching.ports import Mask
from matching.records import Opportunity
from matching.rules import Situation
from matching.vocabulary import Refusal

_CENTIME = Decimal("0.01")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Judged:
    """What the flow says of every person and option: rows as `members`, columns as `options`."""

    values: Floats
    """Shape (n, m): scores of the flow, in [0, 1]."""
    allowed: Mask
    """Shape (n, m): what no rule refuses."""
    suitable: Mask
    """Shape (n, m): what fits well enough to be proposed."""
    refusals: Sequence[Mapping[Refusal, int]]
    """Of each person: how many options each rule refuses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A remark about an option, a company or a town, by id."""

    code: PlanRemark
    id: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Cohort:
    """A problem, and what it leaves out."""

    problem: Problem
    members: tuple[Member, ...]
    """In the order of the problem's people."""
    options: tuple[Opportunity, ...]
    """In the order of the problem's options."""
    arrival: tuple[int, ...]
    """Positions of the people in the order in which the cohort names them."""
    ruled: Mask
    """Shape (n, m): what no rule refuses."""
    suitable: Mask
    """Shape (n, m)."""
    undecided: Mask
    """Shape (n, m): what no officer left out."""
    refusals: tuple[Mapping[Refusal, int], ...]
    left_out: tuple[str, ...]
    """People excluded from this plan, ascending."""
    tiers: Mapping[str, int]
    """The tier of each group that a priority names."""
    remarks: tuple[Noted, ...]


def gather(
    members: Sequence[Member],
    options: Sequence[Opportunity],
    judged: Judged,
    terms: Terms,
    situation: Situation,
    today: date,
) -> Cohort:
    """Put people, options and terms into one problem.

    Args:
        members: In the order in which they came.
        options: In any order, of one kind.
        judged: Of the same people and options.
        terms: What people decided.
        situation: Places taken, people in progress at companies, and conventions.
        today: Day on which conventions are looked at.

    Raises:
        InvalidInput: the cohort, the prices or the terms cannot be used; the code says why.
    """
    check_cohort(members)
    check_decisions(terms, [one.id for one in members], [one.id for one in options])
    envelope = _envelope(terms)
    left_out = {one.person_id for one in terms.excluded if one.person_id and not one.option_id}
    rows = [row for row in _order([one.id for one in members]) if members[row].id not in left_out]
    priced, columns = _priced(options, terms)
    if not columns:
        raise NothingToAssign
    kept = [members[row] for row in rows]
    offered = [options[column] for column in columns]
    grid = np.ix_(rows, columns)
    ruled, suitable = judged.allowed[grid], judged.suitable[grid]
    costs = None if envelope is None else _costs(kept, offered, terms)
    undecided = _undecided(kept, offered, terms)
    allowed = ruled & suitable & undecided
    if costs is not None and terms.grant_cap_mad is not None:
        allowed &= costs <= centimes(terms.grant_cap_mad, field="grant_cap_mad")
    pins = _pins(kept, offered, terms, ruled)
    for person, option in pins:
        allowed[person, option] = True
    limits, noted = _ceilings(offered, terms, situation)
    limits += _quotas(offered, situation, today)
    tiers = tiers_of_groups(terms.priorities)
    problem = Problem(
        people=tuple(one.id for one in kept),
        options=tuple(one.id for one in offered),
        values=judged.values[grid],
        allowed=allowed,
        ceilings=limits,
        floors=_floors(kept, terms),
        costs=costs,
        envelope=envelope,
        tiers=_tiers(kept, tiers),
        unranked=1 + max(tiers.values()) if tiers else None,
        weights=_weights(kept, terms),
        objective=terms.objective,
        least_value=terms.least_value,
        pins=pins,
        seconds=terms.seconds,
    )
    place_of = {row: place for place, row in enumerate(rows)}
    return Cohort(
        problem=problem,
        members=tuple(kept),
        options=tuple(offered),
        arrival=tuple(place_of[row] for row in range(len(members)) if row in place_of),
        ruled=ruled,
        suitable=suitable,
        undecided=undecided,
        refusals=tuple(judged.refusals[row] for row in rows),
        left_out=tuple(sorted(left_out)),
        tiers=tiers,
        remarks=(*priced, *noted),
    )


def town_groups(members: Sequence[Member]) -> dict[str, tuple[int, ...]]:
    """Positions of the people of each town, by town code, in the order of the codes."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(members):
        if one.town is not None:
            found[one.town.code].append(place)
    return {code: tuple(found[code]) for code in sorted(found)}


def _order(ids: Sequence[str]) -> list[int]:
    return sorted(range(len(ids)), key=lambda place: ids[place])


def _envelope(terms: Terms) -> int | None:
    if terms.envelope_mad is None:
        return None
    envelope = centimes(terms.envelope_mad, field="envelope_mad")
    if envelope == 0:
        raise EnvelopeEmpty
    return envelope


def _priced(options: Sequence[Opportunity], terms: Terms) -> tuple[tuple[Noted, ...], list[int]]:
    """Positions of the options that can be shared out, and remarks about the others."""
    order = _order([one.id for one in options])
    if terms.envelope_mad is None:
        return (), order
    missing = [place for place in order if equipment_mad(options[place]) is None]
    noted = tuple(Noted(code=PlanRemark.PRICE_MISSING, id=options[one].id) for one in missing)
    return noted, [place for place in order if place not in missing]


def _costs(members: Sequence[Member], options: Sequence[Opportunity], terms: Terms) -> Ints:
    """Centimes that each pair takes from the envelope: the price less what others bring."""
    prices = [_price(one, terms) for one in options]
    brought = [
        centimes(one.own_contribution_mad or Decimal(0), person_id=one.id)
        + centimes(one.co_funding_mad or Decimal(0), person_id=one.id)
        for one in members
    ]
    left = np.array(prices, dtype=np.int64)[None, :] - np.array(brought, dtype=np.int64)[:, None]
    costs: Ints = np.maximum(left, 0)
    return costs


def _price(option: Opportunity, terms: Terms) -> int:
    stated = option.cost_mad
    if stated is None:
        # The middle of a kit's price ranges may lie between two centimes.
        stated = (equipment_mad(option) or Decimal(0)).quantize(_CENTIME, ROUND_HALF_UP)
    price = centimes(stated, option_id=option.id)
    capital = option.working_capital_mad if terms.with_working_capital else None
    return price + centimes(capital or Decimal(0), option_id=option.id)


def _undecided(members: Sequence[Member], options: Sequence[Opportunity], terms: Terms) -> Mask:
    """What no exclusion closes, shape (n, m)."""
    is_open = np.ones((len(members), len(options)), dtype=np.bool_)
    person = {one.id: place for place, one in enumerate(members)}
    option = {one.id: place for place, one in enumerate(options)}
    for one in terms.excluded:
        if one.option_id in option and not one.person_id:
            is_open[:, option[one.option_id]] = False
        elif one.option_id in option and one.person_id in person:
            is_open[person[one.person_id], option[one.option_id]] = False
    return is_open


def _pins(
    members: Sequence[Member], options: Sequence[Opportunity], terms: Terms, ruled: Mask
) -> tuple[tuple[int, int], ...]:
    person = {one.id: place for place, one in enumerate(members)}
    option = {one.id: place for place, one in enumerate(options)}
    found = []
    for one in sorted(set(terms.pins)):
        pair = (person[one.person_id], option.get(one.option_id, -1))
        # An option without a price is not here either.
        if pair[1] < 0 or not ruled[pair]:
            raise PinRefused(person_id=one.person_id, option_id=one.option_id)
        found.append(pair)
    return tuple(found)


def _ceilings(
    options: Sequence[Opportunity], terms: Terms, situation: Situation
) -> tuple[tuple[Ceiling, ...], tuple[Noted, ...]]:
    places = [_left(one, situation) for one in options]
    limits = [
        Ceiling(kind=LimitKind.PLACES, id=one.id, options=(place,), at_most=left)
        for place, (one, left) in enumerate(zip(options, places, strict=True))
        if left is not None
    ]
    noted = [Noted(code=PlanRemark.NO_PLACE_LEFT, id=one.id) for one in limits if one.at_most == 0]
    by_company: dict[str, list[int]] = defaultdict(list)
    for place, option in enumerate(options):
        if option.provider_id is not None:
            by_company[option.provider_id].append(place)
    for company_id in sorted(by_company):
        members = by_company[company_id]
        limits += _paces(company_id, members, options, terms)
        cap = _cap(company_id, terms, situation)
        if cap is None:
            continue
        limits.append(
            Ceiling(kind=LimitKind.COMPANY_CAP, id=company_id, options=tuple(members), at_most=cap)
        )
        if company_id in terms.company_caps and _is_beyond(
            terms.company_caps[company_id], [places[one] for one in members]
        ):
            noted.append(Noted(code=PlanRemark.CAP_BEYOND_PLACES, id=company_id))
    return tuple(limits), tuple(noted)


def _quotas(
    options: Sequence[Opportunity], situation: Situation, today: date
) -> tuple[Ceiling, ...]:
    """What conventions leave this year; openings under the same conventions share it."""
    shared: dict[tuple[str, ...], list[int]] = defaultdict(list)
    left: dict[tuple[str, ...], int] = {}
    for place, option in enumerate(options):
        signed = situation.conventions.in_force(option, today)
        if signed:
            key = tuple(one.id for one in signed)
            shared[key].append(place)
            left[key] = sum(situation.conventions.left(one, today) for one in signed)
    return tuple(
        Ceiling(
            kind=LimitKind.CONVENTION_QUOTA,
            id=key[0],
            options=tuple(shared[key]),
            at_most=left[key],
        )
        for key in sorted(shared)
    )


def _left(option: Opportunity, situation: Situation) -> int | None:
    if option.places is None:
        return None
    return max(0, option.places - situation.taken.get(option.id, 0))


def _is_beyond(cap: int, places: Sequence[int | None]) -> bool:
    known = [one for one in places if one is not None]
    return len(known) == len(places) and cap > sum(known)


def _cap(company_id: str, terms: Terms, situation: Situation) -> int | None:
    """The smaller of what the company accepts beside who is in progress, and what was stated."""
    company = situation.companies.get(company_id)
    activity = situation.activity.get(company_id)
    stated = terms.company_caps.get(company_id)
    own = company.max_pending if company else None
    accepted = None if own is None else max(0, own - (activity.pending if activity else 0))
    caps = [one for one in (stated, accepted) if one is not None]
    return min(caps, default=None)


def _paces(
    company_id: str, members: Sequence[int], options: Sequence[Opportunity], terms: Terms
) -> Iterator[Ceiling]:
    """One ceiling per month in which the company has starts; without a start there is no pace."""
    if company_id not in terms.company_pace:
        return
    months: dict[date, list[int]] = defaultdict(list)
    for place in members:
        starts_on = options[place].starts_on
        if starts_on is not None:
            months[starts_on.replace(day=1)].append(place)
    for month in sorted(months):
        yield Ceiling(
            kind=LimitKind.COMPANY_PACE,
            id=f"{company_id} {month:%Y-%m}",
            options=tuple(months[month]),
            at_most=terms.company_pace[company_id],
        )


def _floors(members: Sequence[Member], terms: Terms) -> tuple[Floor, ...]:
    towns = town_groups(members)
    for code in terms.town_floors:
        if code not in towns:
            raise FloorUnknown(town=code)
    return tuple(
        Floor(
            kind=LimitKind.TOWN_FLOOR,
            id=code,
            people=towns[code],
            at_least=terms.town_floors[code],
        )
        for code in sorted(terms.town_floors)
        if terms.town_floors[code] > 0
    )


def _tiers(members: Sequence[Member], tiers: Mapping[str, int]) -> Ints | None:
    if not tiers:
        return None
    return np.array([tier_of(one.groups, tiers) for one in members], dtype=np.int64)


def _weights(members: Sequence[Member], terms: Terms) -> Floats | None:
    if not terms.weights:
        return None
    return np.array([weight_of(one.groups, terms.weights) for one in members])
