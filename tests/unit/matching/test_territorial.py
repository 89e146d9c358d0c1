"""What a communiqué says: sums to the centime, and nothing about few people."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.handing_over import HandedItem, by_person, total_of
from matching.territorial import mean_of, territorial_report

DAY = date(2026, 11, 20)


def item(person: str, price: str = "100.00", **given: Any) -> HandedItem:
    return HandedItem(
        person=person, handed_on=DAY, item="outil", unit_price_mad=Decimal(price), **given
    )


def people(number: int, start: int = 0, **given: Any) -> list[HandedItem]:
    return [item(f"p{start + at}", **given) for at in range(number)]


def test_the_thirty_two_of_casablanca() -> None:
    """31 × 35,037.97 = 1,086,177.07, and 35,038.00 more = 1,121,215.07; /32 = 35,037.9709…"""
    items = [item(f"p{at}", "35037.97") for at in range(31)] + [item("p31", "35038.00")]
    report = territorial_report(items, {})
    assert (report.people, report.amount_mad) == (32, Decimal("1121215.07"))
    assert report.mean_mad == Decimal("35037.97")


def test_what_one_person_received_is_counted_once() -> None:
    items = [item("p", "10.10", quantity=3), item("p", "0.05"), item("q")]
    first, second = by_person(items)
    assert (first.amount_mad, second.amount_mad) == (Decimal("30.35"), Decimal("100.00"))
    assert total_of(items) == Decimal("130.35")


def test_a_small_cell_takes_the_next_smallest_with_it() -> None:
    items = (
        people(10, sector="services")
        + people(6, 10, sector="commerce")
        + people(2, 16, sector="artisanat")
    )
    shown = {part.name: part.people for part in territorial_report(items, {}).by_sector}
    assert shown == {"services": 10, "commerce": None, "artisanat": None}


def test_dirhams_are_withheld_with_their_people() -> None:
    items = people(10, sector="services") + people(3, 10, sector="commerce")
    report = territorial_report(items, {})
    assert report.has_withheld
    for part in report.by_sector:
        assert (part.people is None) == (part.amount_mad is None)


def test_nothing_is_said_about_a_handful() -> None:
    report = territorial_report(people(4, sector="services"), {"p0": "female"})
    assert (report.people, report.amount_mad, report.mean_mad) == (None, None, None)
    assert not (report.by_sector)
    assert not (report.by_town)
    assert not (report.by_gender)


def test_nothing_handed_over_is_nothing() -> None:
    report = territorial_report([], {})
    assert (report.people, report.amount_mad, report.mean_mad) == (0, Decimal("0.00"), None)
    assert mean_of(Decimal("1.00"), 0) is None


def test_women_and_men_and_those_who_did_not_say() -> None:
    genders = {f"p{at}": "female" if at < 7 else "male" for at in range(14)}
    report = territorial_report(people(20), genders)
    assert {part.name: part.people for part in report.by_gender} == {
        "female": 7,
        "male": 7,
        None: 6,
    }
    assert report.by_gender[-1].name is None


SECTORS = st.sampled_from(["services", "commerce", "artisanat", "agriculture", None])


@given(st.lists(st.tuples(SECTORS, st.integers(1, 10**7)), max_size=60))
def test_no_table_gives_a_small_cell_away(lines: list[tuple[str | None, int]]) -> None:
    items = [
        item(f"p{at}", f"{Decimal(price) / 100:.2f}", sector=sector)
        for at, (sector, price) in enumerate(lines)
    ]
    report = territorial_report(items, {})
    if report.people is None:
        assert len(items) in range(1, 5)
        return
    shown = [part.people for part in report.by_sector if part.people is not None]
    hidden = [part for part in report.by_sector if part.people is None]
    assert all(count >= 5 for count in shown)
    left = report.people - sum(shown)
    assert left == 0 if not hidden else (len(hidden) > 1 and left >= 5)


@given(st.lists(st.tuples(SECTORS, st.integers(1, 10**7)), min_size=25, max_size=60))
def test_shown_and_hidden_dirhams_add_up_to_the_centime(
    lines: list[tuple[str | None, int]],
) -> None:
    items = [
        item(f"p{at}", f"{Decimal(price) / 100:.2f}", sector=sector)
        for at, (sector, price) in enumerate(lines)
    ]
    report = territorial_report(items, {})
    assert report.amount_mad == Decimal(sum(price for _, price in lines)) / 100
    hidden = {part.name for part in report.by_sector if part.people is None}
    shown = sum(part.amount_mad for part in report.by_sector if part.amount_mad is not None)
    kept = total_of([one for one in items if one.sector in hidden])
    assert shown + kept == report.amount_mad


def test_a_fraction_of_a_centime_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="centime"):
        _ = item("p", "0.001").amount_mad
