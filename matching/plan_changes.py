"""What differs between two versions of a plan, line by line."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from matching.life_plans import LifePlan
from matching.spelling import fold


class ChangeKind(StrEnum):
    """What happened to a part of a plan."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


Value = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """One difference."""

    kind: ChangeKind
    field: str
    """Name of a field of `LifePlan`."""
    item: str
    """The line of a list, by its name; empty for a field that is no list."""
    before: Mapping[str, Value]
    """Only what differs; empty when the line was added."""
    after: Mapping[str, Value]


_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "budget": ("item",),
    "co_funding": ("source",),
    "steps": ("title",),
    "trainings": ("title",),
    "commitments": ("party", "text"),
}
"""What makes two lines the same line: its price may change, its name may not."""
_NAMES: Final[Mapping[str, str]] = {name: keys[-1] for name, keys in _KEYS.items()}
"""The part by which a reader knows a line."""


def changes_between(before: LifePlan, after: LifePlan) -> tuple[PlanChange, ...]:
    """Every difference, in the order of the fields; none when both say the same.

    The order of the lines of a list means nothing. Of lines with the same name the first is
    compared with the first, the second with the second.
    """
    return tuple(
        change
        for one in fields(LifePlan)
        for change in _of_field(one.name, getattr(before, one.name), getattr(after, one.name))
    )


def _of_field(name: str, before: Any, after: Any) -> Iterator[PlanChange]:  # noqa: ANN401
    if name in _KEYS:
        yield from _of_list(name, before, after)
    elif before != after:
        yield PlanChange(
            kind=ChangeKind.CHANGED,
            field=name,
            item="",
            before={name: before},
            after={name: after},
        )


def _of_list(name: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[PlanChange]:
    old, new = _keyed(name, before), _keyed(name, after)
    for key, line in new.items():
        if key not in old:
            yield _change(ChangeKind.ADDED, name, line, {}, asdict(line))
        elif line != old[key]:
            was, now = asdict(old[key]), asdict(line)
            different = [part for part in now if now[part] != was[part]]
            yield _change(
                ChangeKind.CHANGED,
                name,
                line,
                {part: was[part] for part in different},
                {part: now[part] for part in different},
            )
    for key, line in old.items():
        if key not in new:
            yield _change(ChangeKind.REMOVED, name, line, asdict(line), {})


def _change(
    kind: ChangeKind,
    name: str,
    line: Any,  # noqa: ANN401 (a line of any of the lists)
    before: Mapping[str, Value],
    after: Mapping[str, Value],
) -> PlanChange:
    item = str(getattr(line, _NAMES[name]))
    return PlanChange(kind=kind, field=name, item=item, before=before, after=after)


def _keyed(name: str, lines: Sequence[Any]) -> dict[tuple[str, int], Any]:
    """Lines by what makes them the same, and by which of the same they are."""
    found: dict[tuple[str, int], Any] = {}
    counts: Counter[str] = Counter()
    for line in lines:
        words = [fold(str(getattr(line, part))) for part in _KEYS[name]]
        key = " ".join(words)
        counts[key] += 1
        found[key, counts[key]] = line
    return found
