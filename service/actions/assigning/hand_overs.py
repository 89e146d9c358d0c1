"""From a plan that gives activities to the list of equipment that is handed over and signed for."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from matching.assignment.planning import Line
from matching.contribution import equipment_mad
from matching.errors import InvalidInput
from matching.handing_over import HandedItem
from matching.records import KitItem, Opportunity, Profile
from matching.vocabulary import OpportunityKind, RecordKind
from service.actions.assigning.cohorts import Assignment, find_assignment
from service.security import Caller
from service.storage import Storage

_CENTIME: Final = Decimal("0.01")


class NoEquipment(InvalidInput):
    """The plan gives nobody an activity."""

    code = "no-equipment"


def items_of_plan(
    storage: Storage, *, caller: Caller, assignment_id: UUID, handed_on: date
) -> tuple[HandedItem, ...]:
    """The equipment of everybody to whom a plan gives an activity, item by item.

    Prices are those of the catalogue today, whole: what people bring themselves is not taken off,
    for they sign for all that they receive. An activity that has been removed since is one line at
    what the plan granted for it.

    Args:
        storage: Where from.
        caller: Who asks.
        assignment_id: Of the plan.
        handed_on: Day of the hand-over, as the list will say.

    Raises:
        NoEquipment: nobody gets an activity.
        MatchingError: as for `find_assignment`.
    """
    made = find_assignment(storage, assignment_id, caller)
    lines = _lines(made)
    if not lines:
        raise NoEquipment
    with storage.read() as work:
        activities = work.records.get_many(
            RecordKind.ACTIVITY, {line.option_id for line in lines if line.option_id}
        )
        people = work.records.get_many(RecordKind.PROFILE, {line.person_id for line in lines})
    known = {one.id: one.opportunity for one in activities.values()}
    return tuple(
        item
        for line in lines
        for item in _items(made, line, known, people[line.person_id].profile, handed_on)
    )


def _lines(made: Assignment) -> list[Line]:
    if made.plan is None or made.asked.kind is not OpportunityKind.ACTIVITY:
        return []
    return [line for line in made.plan.lines if line.option_id is not None]


def _items(
    made: Assignment,
    line: Line,
    known: Mapping[str, Opportunity],
    person: Profile,
    handed_on: date,
) -> Iterator[HandedItem]:
    activity = known.get(line.option_id or "")
    title = made.titles.get(line.option_id or "", "")
    granted = line.granted_mad or Decimal(0)
    for name, quantity, price in _kit(activity) if activity else [(title, 1, granted)]:
        yield HandedItem(
            person=person.id,
            handed_on=handed_on,
            activity=title,
            sector=activity.sector if activity else None,
            town=person.home.code if person.home else "",
            region=person.home.region if person.home else None,
            item=name,
            quantity=quantity,
            unit_price_mad=price,
        )


def _kit(activity: Opportunity) -> list[tuple[str, int, Decimal]]:
    """Name, quantity and price of one piece: item by item where that makes the stated price."""
    items = [(one.name, one.quantity, _price(one)) for one in activity.kit]
    stated = activity.cost_mad
    if items and stated in {None, sum(quantity * price for _, quantity, price in items)}:
        return items
    whole = equipment_mad(activity) or Decimal(0)
    return [(activity.title, 1, whole.quantize(_CENTIME, ROUND_HALF_UP))]


def _price(item: KitItem) -> Decimal:
    middle = (item.price_low_mad + item.price_high_mad) / 2
    return middle.quantize(_CENTIME, ROUND_HALF_UP)
