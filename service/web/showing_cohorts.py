"""What the page of a plan writes coded things with: decisions as sentences, sums as amounts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from matching.assignment.money import dirhams
from service.actions.assigning.cohorts import Assignment
from service.actions.assigning.decisions import Former
from service.actions.assigning.results import PlanLine, PlanView
from service.actions.browsing import Somebody
from service.web.showing import called
from service.wording import Language
from service.wording.money import amount_text, count_text

_SHORT = 8


def plan_words(view: PlanView, language: Language) -> dict[str, Any]:
    """Names of what a plan names, and amounts to the centime."""
    names = _names(view.made, language)
    return {
        "money": lambda amount: amount_text(amount, language),
        "centimes": lambda count: amount_text(dirhams(count), language),
        "signed_money": lambda amount: _signed(amount, language),
        "more_or_less": lambda count: _sign(count) + count_text(abs(count), language),
        "named": lambda name: _named(names, name),
        "who": lambda one: _who(one.person, one.line.person_id),
        "whose": lambda former: _whose(former, view.people),
        "by_number": _by_number(view),
    }


def _names(made: Assignment, language: Language) -> dict[str, str]:
    script = "ar" if language is Language.ARABIC else "fr"
    return {**made.titles, **{code: one[script] for code, one in made.towns.items()}}


def _named(names: Mapping[str, str], name: str) -> str:
    """What an id reads like; the month of a company's pace stays beside its name."""
    first, _, rest = name.partition(" ")
    return " ".join(part for part in (names.get(first, ""), rest) if part)


def _who(person: Somebody | None, person_id: str) -> str:
    return called(person) if person else person_id[:_SHORT]


def _whose(former: Former, people: Mapping[str, Somebody]) -> str:
    person_id = former.person_id
    return _who(people.get(person_id), person_id) if person_id else ""


def _by_number(view: PlanView) -> dict[int, PlanLine]:
    """The lines of a page by number; decisions may name lines of other pages."""
    return {one.number: one for one in view.every_line}


def _signed(amount: Decimal, language: Language) -> str:
    """An amount more or less, its sign in front in every direction."""
    return _sign(amount) + amount_text(abs(amount), language)


def _sign(number: Decimal | int) -> str:
    if number == 0:
        return ""
    return "+" if number > 0 else "\N{MINUS SIGN}"
