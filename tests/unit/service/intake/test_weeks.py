"""Parts of a week as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.records import Slot
from service.intake.cells import Fault, InvalidCell
from service.intake.weeks import slots_of

Short = tuple[int, float, float]


def short(written: str) -> list[Short]:
    """Weekday, first and last hour of each slot."""
    found = slots_of(written) or frozenset()
    return sorted((slot.weekday, slot.start_minute / 60, slot.end_minute / 60) for slot in found)


def every(days: range, start: float, end: float) -> list[Short]:
    return [(day, start, end) for day in days]


@pytest.mark.parametrize(
    ("written", "slots"),
    [
        ("lun-ven 08:00-17:00", every(range(5), 8, 17)),
        ("Lun–Ven 08:00–17:00", every(range(5), 8, 17)),
        ("du lundi au vendredi de 8h à 17h", every(range(5), 8, 17)),
        ("Mon-Fri 9am-5pm", every(range(5), 9, 17)),
        ("من الاثنين الى الجمعة 8-16", every(range(5), 8, 16)),
        ("mar 9h-12h", [(1, 9, 12)]),
        ("Tue 9-12", [(1, 9, 12)]),
        ("الثلاثاء 9-12", [(1, 9, 12)]),
        ("vendredi ٩-١٢", [(4, 9, 12)]),
        ("mer. 09.00-12.00", [(2, 9, 12)]),
        ("lun, mer et ven 8h30-12h", [(0, 8.5, 12), (2, 8.5, 12), (4, 8.5, 12)]),
        ("lun 08:00-12:00 et 14:00-18:00", [(0, 8, 12), (0, 14, 18)]),
        ("lun 9-12, mar 14-16", [(0, 9, 12), (1, 14, 16)]),
        ("lun 9-12 | mar 14-16", [(0, 9, 12), (1, 14, 16)]),
        ("mardi matin", [(1, 6, 12)]),
        ("lundi après-midi", [(0, 12, 18)]),
        ("tous les jours 8h-12h", every(range(7), 8, 12)),
        ("dim", [(6, 0, 24)]),
        ("sam 08:00-24:00", [(5, 8, 24)]),
        ("lun 22:00-00:00", [(0, 22, 24)]),
        ("22:00-06:00 ven", [(4, 22, 24), (5, 0, 6)]),
        ("dim 22:00-06:00", [(0, 0, 6), (6, 22, 24)]),
        ("sam-lun 9-10", [(0, 9, 10), (5, 9, 10), (6, 9, 10)]),
    ],
)
def test_hours_in_three_languages(written: str, slots: list[Short]) -> None:
    assert short(written) == slots


def test_none_and_empty_differ() -> None:
    assert slots_of("aucune") == frozenset()
    assert slots_of("") is None


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("9-12", Fault.NOT_A_SLOT),
        ("foo 9-12", Fault.NOT_A_SLOT),
        ("lun-foo 9-12", Fault.NOT_A_SLOT),
        ("selon planning", Fault.NOT_A_SLOT),
        ("lun 25:00-26:00", Fault.NO_SUCH_HOUR),
        ("lun 09:75-10:00", Fault.NO_SUCH_HOUR),
        ("lun 9-9", Fault.NO_SUCH_HOUR),
        ("lun 24:00-06:00", Fault.NO_SUCH_HOUR),
    ],
)
def test_what_cannot_be_understood_is_refused(written: str, fault: Fault) -> None:
    with pytest.raises(InvalidCell) as refused:
        slots_of(written)
    assert refused.value.fault is fault


DAYS = (
    ("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
)
SLOTS = st.builds(
    lambda day, start, length: Slot(
        weekday=day, start_minute=start, end_minute=min(start + length, 1440)
    ),
    st.integers(0, 6),
    st.integers(0, 1439),
    st.integers(1, 600),
)


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@pytest.mark.parametrize("names", DAYS, ids=["fr", "en", "ar"])
@given(slots=st.frozensets(SLOTS, min_size=1, max_size=6))
def test_slots_written_then_read_are_the_same(
    names: tuple[str, ...], slots: frozenset[Slot]
) -> None:
    written = " | ".join(
        f"{names[slot.weekday]} {clock(slot.start_minute)}-{clock(slot.end_minute)}"
        for slot in slots
    )
    assert slots_of(written) == slots


@given(st.text(max_size=40))
def test_any_text_gives_slots_or_a_clear_refusal(text: str) -> None:
    try:
        found = slots_of(text) or frozenset()
    except InvalidCell:
        return
    assert all(0 <= slot.start_minute < slot.end_minute <= 1440 for slot in found)
