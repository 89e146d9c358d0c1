"""A week as bits, so that two timetables are compared in one operation."""

from collections.abc import Iterable

from matching.records import Slot

QUARTERS_A_DAY = 96


def week_number(slots: Iterable[Slot]) -> int:
    """The quarters of an hour that `slots` touch, from Monday 00:00, one bit each; none gives 0.

    A quarter touched is a quarter taken: two slots that share a quarter count as meeting.
    """
    bits = 0
    for slot in slots:
        first = slot.weekday * QUARTERS_A_DAY + slot.start_minute // 15
        last = slot.weekday * QUARTERS_A_DAY + -(-slot.end_minute // 15)
        bits |= (1 << last) - (1 << first)
    return bits
