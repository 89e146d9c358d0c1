"""Parts of a week as people write them: "lun-ven 08:00-17:00", "mar 9h-12h", "الثلاثاء 9-12"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from matching.records import Slot
from matching.spelling import fold
from service.intake.cells import Fault, InvalidCell, ascii_digits, folded_words, known_text, list_of
from service.intake.tables import RawCell

_MIDNIGHT = 24 * 60
_DAYS = tuple(
    folded_words(listed)
    for listed in (
        "lun|lundi|lundis|mon|monday|mondays|الاثنين|الإثنين|اثنين|letnin|ltnin|tnin",
        "mar|mardi|mardis|tue|tues|tuesday|tuesdays|الثلاثاء|ثلاثاء|tlat|tlata",
        "mer|mercredi|mercredis|wed|wednesday|wednesdays|الأربعاء|الاربعاء|أربعاء|larb3|l2arb3a",
        "jeu|jeudi|jeudis|thu|thur|thurs|thursday|thursdays|الخميس|خميس|lkhmis|khmis",
        "ven|vend|vendredi|vendredis|fri|friday|fridays|الجمعة|جمعة|jem3a|jm3a",
        "sam|samedi|samedis|sat|saturday|saturdays|السبت|سبت|sebt|sbt",
        "dim|dimanche|dimanches|sun|sunday|sundays|الأحد|الاحد|أحد|l7ed|lhad",
    )
)
_WEEKDAY = {name: number for number, names in enumerate(_DAYS) for name in names}
_EVERY_DAY = folded_words(
    "tous les jours|chaque jour|7j/7|every day|daily|كل يوم|كل الأيام|kol nhar"
)
_NAMED_HOURS = {
    name: hours
    for names, hours in (
        ("matin|matinée|matins|morning|mornings|صباحا|الصباح|sbah", (6 * 60, 12 * 60)),
        ("après-midi|afternoon|afternoons|بعد الزوال|مساء|l3chiya", (12 * 60, 18 * 60)),
        ("soir|soirée|soirs|evening|evenings|ليلا", (18 * 60, 22 * 60)),
        ("nuit|nuits|night|nights|الليل|lil", (22 * 60, 6 * 60)),
        ("toute la journée|journée|all day|طول اليوم|nhar kaml", (0, _MIDNIGHT)),
    )
    for name in folded_words(names)
}
_FILLERS = folded_words("le|les|de|et|and|from|on|entre|between|du|و|من|يوم|nhar|h|l|la")

_TIME = r"(\d{1,2})\s?(?:[:h.](\d{2})?)?\s?(am|pm)?"
_TIMES = re.compile(rf"{_TIME}\s*(?:[-–—]|a|au|to|jusqu'?a|till|حتي|الي|ل)\s*{_TIME}(?!\d)")
_DAY_RANGE = re.compile(r"([^\W\d_]+)\.?\s*(?:[-–—]|\b(?:au|a|to|الي|ل)\b)\s*([^\W\d_]+)")
_PHRASES = "|".join(
    name.replace(" ", "[ -]")
    for name in sorted(_EVERY_DAY | _NAMED_HOURS.keys(), key=len, reverse=True)
)
_TOKEN = re.compile(
    rf"(?P<times>{_TIMES.pattern})|(?P<phrase>\b(?:{_PHRASES})\b)|(?P<days>{_DAY_RANGE.pattern})"
    r"|(?P<word>[^\W_]+)|(?P<sign>\S)"
)


@dataclass(slots=True)
class _Part:
    """Days and hours read so far; they multiply."""

    days: list[int] = field(default_factory=list)
    hours: list[tuple[int, int]] = field(default_factory=list)

    def slots(self) -> Iterable[Slot]:
        if not self.days:
            raise InvalidCell(Fault.NOT_A_SLOT)
        for day in self.days:
            for start, end in self.hours or [(0, _MIDNIGHT)]:
                yield from _split_over_midnight(day, start, end)


def slots_of(cell: RawCell) -> frozenset[Slot] | None:
    """The parts of the week named in a cell; a night is split at midnight.

    Days come alone, listed or as a range, in French, English or Arabic, before or after the hours;
    a day without hours is the whole day. "matin" is 6-12, "après-midi" 12-18, "soir" 18-22, "nuit"
    22-6. "aucun" gives the empty set, an empty cell None.

    Raises:
        InvalidCell: NOT_A_SLOT, or NO_SUCH_HOUR for an hour that does not exist.
    """
    items = list_of(cell)
    if items is None or known_text(cell) is None:
        return None
    return frozenset(slot for item in items for slot in _slots_in(item))


def _slots_in(item: str) -> Iterable[Slot]:
    parts = [_Part()]
    for token in _TOKEN.finditer(_plain(item)):
        if token["times"]:
            parts[-1].hours.append(_hours(token["times"]))
        elif (hours := _NAMED_HOURS.get(fold(token["phrase"] or ""))) is not None:
            parts[-1].hours.append(hours)
        elif days := _days(token):
            if parts[-1].days and parts[-1].hours:
                parts.append(_Part())
            parts[-1].days.extend(days)
        elif not (token["sign"] or fold(token[0]) in _FILLERS):
            raise InvalidCell(Fault.NOT_A_SLOT)
    return (slot for part in parts for slot in part.slots())


def _plain(text: str) -> str:
    """Folded word by word, so that the signs of hours and ranges stay."""
    return re.sub(r"[^\W\d_]+", lambda word: fold(word[0]) or word[0], ascii_digits(text.lower()))


def _days(token: re.Match[str]) -> Sequence[int]:
    """The weekdays a token names; none when it names something else."""
    if token["phrase"]:
        return range(7)
    if token["days"]:
        return _day_range(token["days"])
    return [day] if (day := _WEEKDAY.get(fold(token[0]))) is not None else []


def _day_range(text: str) -> Sequence[int]:
    found = _DAY_RANGE.fullmatch(text)
    ends = [_WEEKDAY.get(fold(word)) for word in found.groups()] if found else []
    if not ends or None in ends:
        raise InvalidCell(Fault.NOT_A_SLOT)
    first, last = (day for day in ends if day is not None)
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def _hours(text: str) -> tuple[int, int]:
    found = _TIMES.fullmatch(text)
    if found is None:
        raise InvalidCell(Fault.NOT_A_SLOT)
    start_hour, start_minute, start_half, end_hour, end_minute, end_half = found.groups()
    start = _minute(start_hour, start_minute, start_half)
    end = _minute(end_hour, end_minute, end_half)
    if start in {end, _MIDNIGHT}:
        raise InvalidCell(Fault.NO_SUCH_HOUR)
    return start, end


def _minute(hour: str, minute: str | None, half: str | None) -> int:
    hours = int(hour) % 12 + 12 * (half == "pm") if half else int(hour)
    found = hours * 60 + int(minute or 0)
    if found > _MIDNIGHT or int(minute or 0) > 59:
        raise InvalidCell(Fault.NO_SUCH_HOUR)
    return found


def _split_over_midnight(day: int, start: int, end: int) -> Iterable[Slot]:
    if start < end:
        yield Slot(weekday=day, start_minute=start, end_minute=end)
        return
    yield Slot(weekday=day, start_minute=start, end_minute=_MIDNIGHT)
    if end > 0:
        yield Slot(weekday=(day + 1) % 7, start_minute=0, end_minute=end)
