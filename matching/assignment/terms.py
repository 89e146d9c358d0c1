"""What people decide before a plan is made: objective, money, limits, priorities, pins."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from matching.assignment.priorities import Precedence
from matching.assignment.words import Objective
from matching.errors import InvalidInput
from matching.geography import Town


class EmptyCohort(InvalidInput):
    """The cohort names nobody."""

    code = "empty-cohort"


class NothingToAssign(InvalidInput):
    """There is no option to share out."""

    code = "nothing-to-assign"


class PersonNamedTwice(InvalidInput):
    """The cohort names one person twice; `lines` counts from 1."""

    code = "person-named-twice"


class EnvelopeEmpty(InvalidInput):
    """The envelope holds nothing."""

    code = "envelope-empty"


class PinnedTwice(InvalidInput):
    """One person is pinned to two options."""

    code = "pinned-twice"


class PinnedAndExcluded(InvalidInput):
    """A person or a pair is both pinned and left out."""

    code = "pinned-and-excluded"


class DecisionUnknown(InvalidInput):
    """A pin or an exclusion names somebody or something that this cohort does not have."""

    code = "decision-unknown"


class PinRefused(InvalidInput):
    """A rule keeps the pinned option from the person: no officer can decide that away here."""

    code = "pin-refused"


class FloorUnknown(InvalidInput):
    """A floor names a town in which nobody of the cohort lives."""

    code = "floor-unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person of the cohort, with what was decided about them before the plan."""

    id: str
    town: Town | None = None
    groups: frozenset[str] = frozenset()
    """Short codes given by people, which priorities name; never read by matching."""
    own_contribution_mad: Decimal | None = None
    co_funding_mad: Decimal | None = None
    """What other bodies pay for this person's kit."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Pin:
    """A pair decided beforehand."""

    person_id: str
    option_id: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Exclude:
    """A person (without option), an option (without person) or a pair left out of a plan."""

    person_id: str = ""
    option_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Everything a plan depends on besides people, options and what they are worth together."""

    objective: Objective = Objective.TOTAL
    least_value: float = 0.0
    """In [0, 1]; read with `Objective.TOTAL_WITH_FLOOR` only."""
    envelope_mad: Decimal | None = None
    """None when no money is shared out."""
    grant_cap_mad: Decimal | None = None
    """The most one person may take from the envelope."""
    with_working_capital: bool = False
    """The envelope pays the working capital of an activity too, not only its equipment."""
    every_town: bool = False
    """One person of each town at least, as far as the limits allow; towns left out are named."""
    town_floors: Mapping[str, int] = field(default_factory=dict)
    """Town code -> people served at least; a plan that cannot keep them is not made."""
    company_caps: Mapping[str, int] = field(default_factory=dict)
    """Company id -> people of this plan at most, below what the company itself accepts."""
    company_pace: Mapping[str, int] = field(default_factory=dict)
    """Company id -> people who may start there in one month."""
    priorities: tuple[Precedence, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    """Group -> factor of the objective, in (0, 10]."""
    pins: tuple[Pin, ...] = ()
    excluded: tuple[Exclude, ...] = ()
    seconds: float = 60.0
    """Time for each step of the search; an answer not proven by then states its gap."""


def check_cohort(members: Iterable[Member]) -> None:
    """Check that the cohort names somebody, and everybody once.

    Raises:
        EmptyCohort, PersonNamedTwice: as their names say.
    """
    seen: dict[str, int] = {}
    for line, one in enumerate(members, start=1):
        if one.id in seen:
            raise PersonNamedTwice(person_id=one.id, line=line, first_line=seen[one.id])
        seen[one.id] = line
    if not seen:
        raise EmptyCohort


def check_decisions(terms: Terms, people: Iterable[str], options: Iterable[str]) -> None:
    """Check that pins and exclusions name people and options of the cohort, without contradiction.

    Raises:
        DecisionUnknown, PinnedTwice, PinnedAndExcluded: as their names say.
    """
    persons, offered = set(people), set(options)
    decided = [(one.person_id, one.option_id) for one in terms.pins]
    decided += [(one.person_id, one.option_id) for one in terms.excluded]
    for person_id, option_id in decided:
        unknown_person = bool(person_id) and person_id not in persons
        unknown_option = bool(option_id) and option_id not in offered
        if unknown_person or unknown_option or not (person_id or option_id):
            raise DecisionUnknown(person_id=person_id, option_id=option_id)
    pinned: dict[str, str] = {}
    for pin in terms.pins:
        if pinned.setdefault(pin.person_id, pin.option_id) != pin.option_id:
            raise PinnedTwice(person_id=pin.person_id)
    for one in terms.excluded:
        for pin in terms.pins:
            if one.person_id in {"", pin.person_id} and one.option_id in {"", pin.option_id}:
                raise PinnedAndExcluded(person_id=pin.person_id, option_id=pin.option_id)
