"""Taking personal data out of a record before it is kept, and saying where something was taken."""

from collections.abc import Iterator
from dataclasses import dataclass

from matching.errors import InvalidInput
from matching.records import Opportunity, Profile
from service.intake.scrub import (
    SCRUBBED_LINES,
    SCRUBBED_LISTS,
    RemovedKind,
    scrub,
    scrub_opportunity,
    scrub_profile,
)
from service.storage import Record


class NothingLeft(InvalidInput):
    """A title held nothing but personal data."""

    code = "nothing-left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What kinds of things were taken out of one text; what they were, nobody keeps."""

    field: str
    """JSON pointer of the text in the record."""
    kinds: tuple[RemovedKind, ...]


def cleaned(record: Record) -> tuple[Record, tuple[Removal, ...]]:
    """The record with its texts scrubbed, and what was taken out of which.

    Raises:
        NothingLeft: nothing is left of the title of an opportunity.
    """
    removals = tuple(_removals(record))
    if isinstance(record, Profile):
        return scrub_profile(record)[0], removals
    if isinstance(record, Opportunity):
        opportunity, _ = scrub_opportunity(record)
        if not opportunity.title:
            raise NothingLeft(id=record.id)
        return opportunity, removals
    return record, removals


def _removals(record: Record) -> Iterator[Removal]:
    for field, text in _texts(record):
        kinds = scrub(text).removed
        if kinds:
            yield Removal(field=field, kinds=kinds)


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    """Every free text of a record with its pointer; the name of a company is not one."""
    if isinstance(record, Profile):
        for position, statement in enumerate(record.statements):
            yield f"/statements/{position}/text", statement.text
        for position, tool in enumerate(record.own_tools or ()):
            yield f"/own_tools/{position}", tool
    elif isinstance(record, Opportunity):
        yield from _texts_of_opportunity(record)


def _texts_of_opportunity(record: Opportunity) -> Iterator[tuple[str, str]]:
    for name in SCRUBBED_LINES:
        yield f"/{name}", getattr(record, name)
    for name in SCRUBBED_LISTS:
        for position, text in enumerate(getattr(record, name)):
            yield f"/{name}/{position}", text
    for position, item in enumerate(record.kit):
        yield f"/kit/{position}/name", item.name
        yield f"/kit/{position}/source", item.source
