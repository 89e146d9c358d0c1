"""Wire shapes of what is known around activities: kits, and what waits for a decision."""

from decimal import Decimal
from typing import Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from matching.records import KitItem
from service.actions.catalogue import ToReview
from service.api.examples import TO_REVIEW
from service.api.shapes_common import Dirhams, Line, LineOrNothing, Shape


class KitItemShape(Shape):
    """One line of the equipment of an activity."""

    name: Line
    quantity: int = Field(ge=1, le=10_000)
    price_low_mad: Dirhams
    """Of one piece."""
    price_high_mad: Dirhams
    """Equal to the other one when there is a quote."""
    source: LineOrNothing = ""
    """The quote or the list the price comes from, or that it is an estimate, with its date."""

    @model_validator(mode="after")
    def _lowest_first(self) -> Self:
        if self.price_low_mad > self.price_high_mad:
            raise PydanticCustomError("prices-upside-down", "lowest price above the highest")
        return self

    def item(self) -> KitItem:
        """As matching knows it."""
        return KitItem(**{name: getattr(self, name) for name in type(self).model_fields})


class KitItemOut(Shape):
    """One line of the equipment of an activity."""

    name: str
    quantity: int
    price_low_mad: Decimal
    price_high_mad: Decimal
    source: str

    @classmethod
    def of(cls, item: KitItem) -> Self:
        """A line of a kit."""
        return cls(
            name=item.name,
            quantity=item.quantity,
            price_low_mad=item.price_low_mad,
            price_high_mad=item.price_high_mad,
            source=item.source,
        )


class ToReviewOut(Shape):
    """An activity about which a person must decide something; it is proposed all the same."""

    id: str
    title: str
    fields: dict[str, str]
    """Field, and what was written there; empty when nothing was."""

    @classmethod
    def of(cls, found: ToReview) -> Self:
        """One activity."""
        return cls(id=found.activity.id, title=found.activity.title, fields=dict(found.fields))


class ReviewOut(Shape):
    """Activities whose sector is not known, or that have no price."""

    model_config = ConfigDict(json_schema_extra={"examples": [TO_REVIEW]})

    items: list[ToReviewOut]
