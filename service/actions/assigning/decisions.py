"""Pins and exclusions on the way from one plan to the next, written short enough for an address.

Each decision is a letter and the number of a line of the plan, or of a former decision:
`f3.e5.d0` fixes line 3, leaves the person of line 5 out and undoes the first former decision.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from matching.assignment.planning import Line, Plan
from matching.assignment.terms import DecisionUnknown, Exclude, Pin, Terms
from service.actions.assigning.cohorts import Assignment

_WORD: Final = re.compile(r"([fbeprd])(\d{1,5})")
_MOST: Final = 500


class Verb(StrEnum):
    """What is decided about a line."""

    PIN = "f"
    """The person gets what the plan gives them."""
    PIN_BEST = "b"
    """The person gets their best option."""
    LEAVE_PERSON = "e"
    """The person is left out of the next plan."""
    LEAVE_PAIR = "p"
    """The person does not get what the plan gives them."""
    LEAVE_OPTION = "r"
    """Nobody gets what the plan gives this person."""
    UNDO = "d"
    """A former decision no longer counts; the number is its own."""


@dataclass(frozen=True, slots=True)
class Step:
    """One decision about the plan shown."""

    verb: Verb
    number: int

    def __str__(self) -> str:
        return f"{self.verb}{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A decision under which the plan shown was made."""

    number: int
    pin: Pin | None = None
    excluded: Exclude | None = None
    is_undone: bool = False

    @property
    def person_id(self) -> str:
        """Whom it is about; empty when it is about an option."""
        one = self.pin or self.excluded
        return one.person_id if one else ""

    @property
    def option_id(self) -> str:
        """What it is about; empty when it is about a person."""
        one = self.pin or self.excluded
        return one.option_id if one else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The decisions for the next plan."""

    steps: tuple[Step, ...]
    formers: tuple[Former, ...]
    """With those undone marked."""
    pins: tuple[Pin, ...]
    excluded: tuple[Exclude, ...]

    def of_line(self, number: int) -> Step | None:
        """What is decided about a line; None when nothing new is."""
        return next((one for one in self.steps if _is_about(one, number)), None)

    def with_step(self, verb: str, number: int) -> str:
        """The decisions once this one is taken, in place of another about the same line."""
        added = Step(Verb(verb), number)
        kept = [one for one in self.steps if not _excludes(one, added)]
        return _written([*kept, added])

    def without_step(self, step: Step) -> str:
        """The decisions once this one is no longer taken."""
        return _written(one for one in self.steps if one != step)

    def __str__(self) -> str:
        return _written(self.steps)


def read_draft(made: Assignment, written: str) -> Draft:
    """Read the decisions about a plan.

    Raises:
        DecisionUnknown: something is decided about a line or a decision that there is not.
    """
    formers = _formers(made.asked.terms)
    steps = _steps(written)
    lines = () if made.plan is None else made.plan.lines
    best = {one.person_id: one.best_id for one in made.beside}
    _check(steps, lines, len(formers))
    undone = {one.number for one in steps if one.verb is Verb.UNDO}
    decided = [_decided(one, lines, best) for one in steps if one.verb is not Verb.UNDO]
    anew = {one.person_id for one in decided if one.person_id}
    marked = tuple(
        Former(
            number=one.number,
            pin=one.pin,
            excluded=one.excluded,
            is_undone=one.number in undone or _is_replaced(one, anew),
        )
        for one in formers
    )
    kept = [one for one in marked if not one.is_undone]
    return Draft(
        steps=steps,
        formers=marked,
        pins=(
            *(one.pin for one in kept if one.pin),
            *(one for one in decided if isinstance(one, Pin)),
        ),
        excluded=(
            *(one.excluded for one in kept if one.excluded),
            *(one for one in decided if isinstance(one, Exclude)),
        ),
    )


def number_of_lines(plan: Plan) -> dict[str, int]:
    """The number by which decisions name the line of each person."""
    return {line.person_id: number for number, line in enumerate(plan.lines)}


def _steps(written: str) -> tuple[Step, ...]:
    words = [word for word in written.split(".") if word]
    found = [_WORD.fullmatch(word) for word in words[:_MOST]]
    if len(words) > _MOST or not all(found):
        raise DecisionUnknown(person_id="", option_id="")
    return tuple(dict.fromkeys(Step(Verb(one[1]), int(one[2])) for one in found if one))


def _check(steps: Iterable[Step], lines: tuple[Line, ...], formers: int) -> None:
    for one in steps:
        within = formers if one.verb is Verb.UNDO else len(lines)
        if one.number >= within:
            raise DecisionUnknown(person_id="", option_id="")


def _decided(step: Step, lines: tuple[Line, ...], best: dict[str, str]) -> Pin | Exclude:
    line = lines[step.number]
    person_id = line.person_id
    if step.verb is Verb.LEAVE_PERSON:
        return Exclude(person_id=person_id)
    option_id = best.get(person_id) if step.verb is Verb.PIN_BEST else line.option_id
    if option_id is None:
        raise DecisionUnknown(person_id=person_id, option_id="")
    if step.verb is Verb.LEAVE_OPTION:
        return Exclude(option_id=option_id)
    if step.verb is Verb.LEAVE_PAIR:
        return Exclude(person_id=person_id, option_id=option_id)
    return Pin(person_id=person_id, option_id=option_id)


def _formers(terms: Terms) -> tuple[Former, ...]:
    pins = [Former(number=number, pin=pin) for number, pin in enumerate(terms.pins)]
    excluded = [
        Former(number=number, excluded=one)
        for number, one in enumerate(terms.excluded, start=len(pins))
    ]
    return (*pins, *excluded)


def _is_replaced(former: Former, anew: set[str]) -> bool:
    """A new decision about a person stands in place of a pin, or of leaving them out."""
    leaves_out = former.excluded is not None and not former.excluded.option_id
    return (former.pin is not None or leaves_out) and former.person_id in anew


def _is_about(step: Step, number: int) -> bool:
    return step.verb is not Verb.UNDO and step.number == number


def _excludes(step: Step, other: Step) -> bool:
    """Whether two decisions cannot both be taken: both are about one line."""
    is_line = step.verb is not Verb.UNDO and other.verb is not Verb.UNDO
    return step == other or (is_line and step.number == other.number)


def _written(steps: Iterable[Step]) -> str:
    return ".".join(str(one) for one in steps)
