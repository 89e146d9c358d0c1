"""Equipment that was handed over: who got what, at which price, against which receipt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from matching.life_plans import NOTHING, to_centime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedItem:
    """One thing that somebody received."""

    person: str
    """Id or reference, never a name."""
    handed_on: date
    activity: str = ""
    sector: str | None = None
    """Code of the closed list; None when it is not known, and then the reports say so."""
    town: str = ""
    """Code of the town; empty when it is not known."""
    region: str | None = None
    item: str
    quantity: int = 1
    unit_price_mad: Decimal
    receipt: str = ""
    """Number of the receipt; empty while there is none."""

    @property
    def amount_mad(self) -> Decimal:
        """Quantity times price, to the centime."""
        return self.quantity * to_centime(self.unit_price_mad)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """All that one person received."""

    person: str
    items: tuple[HandedItem, ...]

    @property
    def amount_mad(self) -> Decimal:
        """What it is worth, to the centime."""
        return total_of(self.items)

    @property
    def first(self) -> HandedItem:
        """The item that says what the activity is, and where."""
        return self.items[0]

    @property
    def receipts(self) -> tuple[str, ...]:
        """Numbers of receipts, each once, in the order of the items."""
        return tuple(dict.fromkeys(one.receipt for one in self.items if one.receipt))

    @property
    def lacks_a_receipt(self) -> bool:
        """Whether something was handed over without one."""
        return any(not one.receipt for one in self.items)


def by_person(items: Iterable[HandedItem]) -> tuple[Received, ...]:
    """What each person received, in the order in which people first appear."""
    found: dict[str, list[HandedItem]] = {}
    for item in items:
        found.setdefault(item.person, []).append(item)
    return tuple(Received(person=person, items=tuple(listed)) for person, listed in found.items())


def total_of(items: Sequence[HandedItem]) -> Decimal:
    """The sum to the centime; 0.00 for nothing."""
    return sum((one.amount_mad for one in items), NOTHING)
