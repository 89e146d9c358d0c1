"""What was handed over to people, item by item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select

from matching.errors import NotFound
from matching.handing_over import HandedItem
from service.storage import counters
from service.storage.columns import AnyRow, AnySelect
from service.storage.counters import Counter
from service.storage.tables import HandedItemRow

_CENTIMES = 100


class NoSuchHandOver(NotFound):
    """Nothing was handed over under that id, or nothing of it is left."""

    code = "no-such-hand-over"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """One occasion on which things were handed over."""

    id: UUID
    items: tuple[HandedItem, ...]
    at: datetime
    """When it was noted."""
    actor: str


class HandOverStore:
    """Hand-overs, written once; what belongs to an erased person is gone from them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, handed: HandedOver) -> None:
        """Note a hand-over; at least one item."""
        # Under the lock of records nobody is erased between this and the check of who they are.
        counters.lock(self._connection, Counter.RECORDS)
        rows = [_row(handed, position, item) for position, item in enumerate(handed.items)]
        self._connection.execute(insert(HandedItemRow), rows)

    def get(self, hand_over_id: UUID) -> HandedOver:
        """A hand-over.

        Raises:
            NoSuchHandOver: there is none, or everybody in it was erased.
        """
        query = select(HandedItemRow.__table__).where(HandedItemRow.hand_over_id == hand_over_id)
        rows = self._rows(query)
        if not rows:
            raise NoSuchHandOver(id=str(hand_over_id))
        return HandedOver(
            id=hand_over_id,
            items=tuple(_item(row) for row in rows),
            at=rows[0].at,
            actor=rows[0].actor,
        )

    def items(
        self, *, since: date, until: date, regions: frozenset[str] | None = None
    ) -> list[HandedItem]:
        """What was handed over from one day to another, both included; None is every region."""
        query = select(HandedItemRow.__table__).where(
            HandedItemRow.handed_on >= since, HandedItemRow.handed_on <= until
        )
        if regions is not None:
            query = query.where(HandedItemRow.region.in_(sorted(regions)))
        return [_item(row) for row in self._rows(query)]

    def _rows(self, query: AnySelect) -> Sequence[AnyRow]:
        ordered = query.order_by(
            HandedItemRow.handed_on, HandedItemRow.hand_over_id, HandedItemRow.position
        )
        return self._connection.execute(ordered).all()


def _row(handed: HandedOver, position: int, item: HandedItem) -> dict[str, Any]:
    return {
        "hand_over_id": handed.id,
        "position": position,
        "profile_id": item.person,
        "handed_on": item.handed_on,
        "activity": item.activity,
        "sector": item.sector,
        "town": item.town,
        "region": item.region,
        "item": item.item,
        "quantity": item.quantity,
        "unit_price_centimes": int(item.unit_price_mad * _CENTIMES),
        "receipt": item.receipt,
        "at": handed.at,
        "actor": handed.actor,
    }


def _item(row: AnyRow) -> HandedItem:
    return HandedItem(
        person=row.profile_id,
        handed_on=row.handed_on,
        activity=row.activity,
        sector=row.sector,
        town=row.town,
        region=row.region,
        item=row.item,
        quantity=row.quantity,
        unit_price_mad=Decimal(row.unit_price_centimes) / _CENTIMES,
        receipt=row.receipt,
    )
