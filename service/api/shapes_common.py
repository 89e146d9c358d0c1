"""Wire shapes that several doors share, and the types of their fields."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from matching.errors import Param
from matching.geography import Town
from matching.records import Slot
from service.actions.cleaning import Removal
from service.wording import Language, label, removed_text

Word = TypeVar("Word", bound=str)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_EARLIEST, _LATEST = 1950, 2199
_CLOCK = r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"


def _plain(text: str) -> str:
    """A text without control characters, which PostgreSQL refuses and which no one reads."""
    if _CONTROL.search(text):
        raise PydanticCustomError("not-plain-text", "control character")
    return text


def _plausible(day: date) -> date:
    """A day within a working life or a plan; "0206" for "2026" is a typing mistake."""
    if not _EARLIEST <= day.year <= _LATEST:
        raise PydanticCustomError("date-out-of-range", "not a plausible year")
    return day


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(_plain),
]
Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    AfterValidator(_plain),
]
LineOrNothing = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(_plain)
]
Paragraph = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=10_000), AfterValidator(_plain)
]
Lines = Annotated[tuple[Line, ...], Field(max_length=100)]
Places = Annotated[int, Field(ge=0, le=10_000)]
WeeklyHours = Annotated[int, Field(ge=1, le=80)]
Age = Annotated[int, Field(ge=15, le=99)]
Dirhams = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]
Day = Annotated[date, AfterValidator(_plausible)]


class Shape(BaseModel):
    """What travels: unknown fields are refused, never dropped in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class CodeOut(Shape):
    """A word of a closed list, and how a person reads it."""

    code: str
    text: str
    """In the language asked for."""

    @classmethod
    def of(cls, word: StrEnum, language: Language) -> Self:
        """One word, worded."""
        return cls(code=word.value, text=label(word, language))


def codes(words: Iterable[StrEnum], language: Language) -> list[CodeOut]:
    """Several words, worded, in the order given."""
    return [CodeOut.of(word, language) for word in words]


class SlotShape(Shape):
    """A part of the week. A night is two slots: until 24:00, and from 00:00 of the next day."""

    weekday: int = Field(ge=0, le=6)
    """0 is Monday, 6 is Sunday."""
    start: str = Field(pattern=_CLOCK)
    """Included, "08:00"."""
    end: str = Field(pattern=_CLOCK)
    """Excluded, after `start`; "24:00" is midnight at the end of the day."""

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if _minutes(self.end) <= _minutes(self.start):
            raise PydanticCustomError("slot-ends-before-start", "ends before it starts")
        return self

    def slot(self) -> Slot:
        """As matching knows it."""
        return Slot(
            weekday=self.weekday,
            start_minute=_minutes(self.start),
            end_minute=_minutes(self.end),
        )

    @classmethod
    def of(cls, slot: Slot) -> Self:
        """As the wire writes it."""
        return cls(
            weekday=slot.weekday, start=_clock(slot.start_minute), end=_clock(slot.end_minute)
        )


Slots = Annotated[tuple[SlotShape, ...], Field(max_length=100)]


class TownOut(Shape):
    """A town or commune of Morocco."""

    code: str
    name_fr: str
    name_ar: str
    province: str
    """Code of the province or prefecture."""
    region: str
    """Code of the region, "MA-01".."MA-12"."""

    @classmethod
    def of(cls, town: Town | None) -> Self | None:
        """A town, without its coordinates."""
        if town is None:
            return None
        return cls(
            code=town.code,
            name_fr=town.name_fr,
            name_ar=town.name_ar,
            province=town.province,
            region=town.region,
        )


class FaultOut(Shape):
    """One thing to correct."""

    pointer: str | None = None
    """JSON pointer into the body sent."""
    parameter: str | None = None
    """Name of a parameter of the address, or of a header."""
    code: str
    detail: str
    params: dict[str, Param] = Field(default_factory=dict)
    suggestions: list[str] = Field(default_factory=list)


class ProblemOut(BaseModel):
    """A problem document (RFC 9457)."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    type: str
    title: str
    """What happened, in the language asked for."""
    status: int
    detail: str
    """What to do next, in the language asked for."""
    instance: str | None = None
    """Address at which it happened."""
    code: str
    """Never changes meaning; programs decide on it."""
    params: dict[str, Param] = Field(default_factory=dict)
    """Ids and numbers."""
    errors: list[FaultOut] = Field(default_factory=list)
    """For invalid input: every field to correct."""
    suggestions: list[str] = Field(default_factory=list)
    """For a place that was not understood: close names."""


class RemovedOut(Shape):
    """What was taken out of a text before anything was kept: the kind, never the text."""

    field: str
    """JSON pointer of the text in the body sent."""
    kinds: list[CodeOut]


def removed_shapes(removals: Iterable[Removal], language: Language) -> list[RemovedOut]:
    """Where something was taken out of a text, in words."""
    return [
        RemovedOut(
            field=one.field,
            kinds=[
                CodeOut(code=kind.value, text=removed_text(kind.value, language))
                for kind in one.kinds
            ],
        )
        for one in removals
    ]


def slots(shapes: Iterable[SlotShape]) -> frozenset[Slot]:
    """Parts of a week, as matching knows them."""
    return frozenset(one.slot() for one in shapes)


def in_order(words: frozenset[Word] | None) -> list[Word] | None:
    """A set in alphabetic order, so that the same record always reads the same; None stays None."""
    return None if words is None else sorted(words)


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
