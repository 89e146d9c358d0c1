"""What starting an activity costs: equipment at its lower and upper prices, and the first stock."""

from dataclasses import dataclass
from decimal import Decimal

from matching.contribution import equipment_mad
from matching.records import Opportunity

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCost:
    """Dirhams needed before the first customer."""

    equipment_low: Decimal
    equipment_high: Decimal
    """At least `equipment_low`; equal to it where there is one price only."""
    equipment: Decimal
    """What is reckoned with: as stated, or else the middle of the kit."""
    working_capital: Decimal

    @property
    def low(self) -> Decimal:
        """The least it costs."""
        return self.equipment_low + self.working_capital

    @property
    def high(self) -> Decimal:
        """The most it costs."""
        return self.equipment_high + self.working_capital

    @property
    def total(self) -> Decimal:
        """What is reckoned with."""
        return self.equipment + self.working_capital

    def left(self, own_money: Decimal) -> Decimal:
        """What remains to be funded beside so much of one's own; never negative."""
        return max(self.total - own_money, _NOTHING)


def start_cost(activity: Opportunity) -> StartCost | None:
    """The cost of an activity; None when neither its kit nor its cost is known."""
    equipment = equipment_mad(activity)
    if equipment is None:
        return None
    low = high = equipment
    if activity.kit:
        low = sum((one.quantity * one.price_low_mad for one in activity.kit), _NOTHING)
        high = sum((one.quantity * one.price_high_mad for one in activity.kit), _NOTHING)
    return StartCost(
        equipment_low=min(low, equipment),
        equipment_high=max(high, equipment),
        equipment=equipment,
        working_capital=activity.working_capital_mad or _NOTHING,
    )
