"""Windows of days, and pages of a list."""

from datetime import date

import pytest

from matching.vocabulary import MissingField, Role
from service.actions.browsing import (
    PAGE_SIZE,
    PeopleFilter,
    Window,
    at_page,
    days_of,
    pages_of,
    sheet_of,
)
from service.security import Caller
from service.storage import Listed

TODAY = date(2026, 11, 20)


def test_a_window_begins_after_today_and_ends_on_its_last_day() -> None:
    assert days_of(Window.WEEK, TODAY) == (date(2026, 11, 21), date(2026, 11, 27))
    assert days_of(Window.QUARTER, TODAY) == (date(2026, 11, 21), date(2027, 2, 18))
    now = days_of(Window.NOW, TODAY)
    assert now is not None
    assert now[1] == TODAY
    assert days_of(Window.UNKNOWN, TODAY) is days_of(None, TODAY) is None


def test_a_filter_never_leaves_the_territory() -> None:
    caller = Caller(id="o", role=Role.OFFICER, territory=frozenset({"MA-04"}), name="")
    asked = PeopleFilter(region="MA-02", window=Window.UNKNOWN, missing=MissingField.HOME)
    wanted = asked.wanted(caller, TODAY)
    assert (wanted.territory, wanted.region) == (frozenset({"MA-04"}), "MA-02")
    assert (wanted.is_day_unknown, wanted.days) == (True, None)
    assert wanted.missing is MissingField.HOME


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (PAGE_SIZE, 1), (PAGE_SIZE + 1, 2)])
def test_a_list_has_at_least_one_page(total: int, pages: int) -> None:
    assert pages_of(total) == pages
    assert at_page(99, total) == (pages, (pages - 1) * PAGE_SIZE)
    assert at_page(0, total) == (1, 0)


def test_a_page_beyond_the_last_is_the_last() -> None:
    lines = tuple(range(PAGE_SIZE + 3))
    asked: list[int] = []

    def read(offset: int) -> Listed[int]:
        asked.append(offset)
        return Listed(items=lines[offset : offset + PAGE_SIZE], total=len(lines))

    assert sheet_of(1, read).items == lines[:PAGE_SIZE]
    last = sheet_of(7, read)
    assert (last.items, last.number, last.pages, last.total) == (
        lines[PAGE_SIZE:],
        2,
        2,
        len(lines),
    )
    assert asked == [0, 6 * PAGE_SIZE, PAGE_SIZE]
