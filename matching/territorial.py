"""The figures of a communiqué: people, dirhams, sectors, towns, women, men; small ones hidden."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from matching.disclosure import MINIMUM, suppressed, suppressed_parts
from matching.handing_over import HandedItem, Received, by_person
from matching.life_plans import NOTHING

_CENTIME: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One line of a table; both figures are None when they are withheld."""

    name: str | None
    """A sector, a town or a gender; None when it is not known."""
    people: int | None
    amount_mad: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Territorial:
    """A report; each person counts once, under the sector and the town of their first item."""

    people: int | None
    """None when there are some, and fewer than the minimum; then nothing else is shown either."""
    amount_mad: Decimal | None
    """Dirhams to the centime; the parts that are shown, and those that are not, add up to it."""
    mean_mad: Decimal | None
    """Per person, rounded half up; None also when there is nobody."""
    by_sector: tuple[Part, ...] = ()
    by_town: tuple[Part, ...] = ()
    by_gender: tuple[Part, ...] = ()
    has_withheld: bool = False


def territorial_report(
    items: Sequence[HandedItem], genders: Mapping[str, str], minimum: int = MINIMUM
) -> Territorial:
    """Count what was handed over, without telling about anybody.

    Each table adds up to the total, so a cell below the minimum takes the next smallest with it.
    Reports about overlapping territories or periods can still be subtracted from one another: give
    out one partition of the country and of the year, not several.

    Args:
        items: What was handed over.
        genders: Person to gender, for those who are known.
        minimum: Smallest number of people that is shown.
    """
    people = by_person(items)
    shown = suppressed(len(people), minimum)
    if shown is None:
        return Territorial(people=None, amount_mad=None, mean_mad=None, has_withheld=True)
    amount = sum((one.amount_mad for one in people), NOTHING)
    tables = [
        _parts(people, key, minimum)
        for key in (
            lambda one: one.first.sector,
            lambda one: one.first.town or None,
            lambda one: genders.get(one.person),
        )
    ]
    return Territorial(
        people=shown,
        amount_mad=amount,
        mean_mad=mean_of(amount, shown),
        by_sector=tables[0],
        by_town=tables[1],
        by_gender=tables[2],
        has_withheld=any(part.people is None for table in tables for part in table),
    )


def mean_of(amount: Decimal, people: int) -> Decimal | None:
    """What falls on each, rounded half up to the centime; None when there is nobody."""
    return (amount / people).quantize(_CENTIME, ROUND_HALF_UP) if people else None


def _parts(
    people: Sequence[Received], key: Callable[[Received], str | None], minimum: int
) -> tuple[Part, ...]:
    """A table, its largest parts first as they may be shown, what is not known last.

    Parts that are withheld are ordered by name: their order would otherwise tell of their size.
    """
    groups: dict[str | None, list[Received]] = defaultdict(list)
    for one in people:
        groups[key(one)].append(one)
    counts = suppressed_parts([len(group) for group in groups.values()], minimum)
    parts = [
        Part(
            name=name,
            people=count,
            amount_mad=None if count is None else sum((one.amount_mad for one in group), NOTHING),
        )
        for (name, group), count in zip(groups.items(), counts, strict=True)
    ]
    return tuple(
        sorted(parts, key=lambda part: (part.name is None, -(part.people or 0), part.name or ""))
    )
