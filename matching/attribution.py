"""Which list an answer or an outcome belongs to, when a pair was shown several times."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from matching.judgements import Happening


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """The pair was on this shortlist."""

    shortlist_id: UUID
    shown_at: datetime
    """Aware."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """Something noted about the pair."""

    happening: Happening
    at: datetime
    """When it was noted; aware."""
    order: int
    """Of notes about the same moment: the later one is greater."""
    shortlist_id: UUID | None = None
    """The list it names, when it names one."""

    @property
    def moment(self) -> datetime:
        """When it took place: of an earlier day only the day is known, and all of it counts."""
        return min(self.at, end_of(self.happening.day))


def attribute(
    showings: Iterable[Showing], notes: Iterable[Noted]
) -> Mapping[UUID | None, list[Happening]]:
    """Give each note to one list: the one it names, or else the one that was last spoken of.

    A list is spoken of when it is shown, and when a note names it. So what follows an answer stays
    with the list of that answer, though another list showed the pair in between.

    Returns:
        List -> what happened to it, in the order in which it took place. Under None: what happened
        before the pair was ever shown. Lists to which nothing happened are left out.
    """
    known = {one.shortlist_id: one.shown_at for one in showings}
    turns: list[tuple[datetime, int, Noted | UUID]] = [
        (shown_at, -1, shortlist_id) for shortlist_id, shown_at in known.items()
    ]
    turns += [(note.moment, note.order, note) for note in notes]
    given: dict[UUID | None, list[Happening]] = {}
    current: UUID | None = None
    for _, _, turn in sorted(turns, key=lambda one: one[:2]):
        if isinstance(turn, UUID):
            current = turn
            continue
        if turn.shortlist_id in known:
            current = turn.shortlist_id
        given.setdefault(current, []).append(turn.happening)
    return given


def end_of(day: date) -> datetime:
    """The last moment of a day, UTC."""
    return datetime.combine(day, time.max, UTC)
