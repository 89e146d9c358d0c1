"""The catalogue that ships is complete and believable, and refused when a line of it is wrong."""

import csv
import re
from collections import Counter
from pathlib import Path
from statistics import mean

import pytest

from matching.contribution import equipment_mad
from matching.records import Opportunity
from matching.trades import TradeTable
from matching.vocabulary import Demand, Licence, RecordKind, Space
from service.intake.identifiers import id_of
from service.intake.shipped_activities import ShippedCatalogueWrong, shipped_activities
from service.reference import activities_path, kit_items_path, sectors_path, trades_path

ACTIVITIES = shipped_activities()
ARABIC = re.compile("[\u0600-\u06ff]")
LATIN = re.compile("[a-z]", re.IGNORECASE)
Row = dict[str, str]


def whole_cost(activity: Opportunity) -> float:
    return float((equipment_mad(activity) or 0) + (activity.working_capital_mad or 0))


def test_there_are_at_least_eighty_in_all_eight_sectors() -> None:
    with sectors_path().open(encoding="utf-8", newline="") as lines:
        sectors = {row["code"] for row in csv.DictReader(lines)}
    assert len(ACTIVITIES) >= 80
    counts = Counter(one.sector for one in ACTIVITIES)
    assert set(counts) == sectors
    assert min(counts.values()) >= 4


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda one: one.title_en)
def test_an_activity_says_all_that_a_counsellor_asks(activity: Opportunity) -> None:
    assert ARABIC.search(activity.title_ar)
    assert LATIN.search(activity.title_en)
    assert any(ARABIC.search(name) for name in activity.aliases)
    assert any(LATIN.search(name) for name in activity.aliases)
    assert len(activity.kit) >= 3
    assert len(activity.skills) >= 3
    assert activity.permits
    assert activity.co_funding
    assert isinstance(activity.space, Space)
    assert re.fullmatch(r"\d{4}", activity.isco)
    assert re.fullmatch(r"[A-Z]\d{4}", activity.rome)
    assert all(isinstance(one, Demand) for one in activity.demands)
    assert all(isinstance(one, Licence) for one in activity.required_licences)


def test_every_price_says_where_it_comes_from_and_when() -> None:
    sources = {item.source for one in ACTIVITIES for item in one.kit}
    assert sources == {"estimation, 2026-11"}


def test_kits_cost_what_press_reports_say_that_kits_cost() -> None:
    """Hand-overs of 32, 35, 20 and 27 people cost 35.0 to 45.7 thousand dirhams each; with the
    smaller aids of 2014 to 2019 they go down to 15.6 thousand a head."""
    costs = [whole_cost(one) for one in ACTIVITIES]
    assert 30_000 <= mean(costs) <= 40_000
    assert min(costs) >= 8_000
    assert max(costs) <= 60_000


def test_the_work_of_an_activity_is_known_to_the_table_of_trades() -> None:
    trades = TradeTable.read(trades_path())
    unknown = [one.title for one in ACTIVITIES if not trades.find(one.title)]
    assert len(unknown) <= 4, unknown
    assert not [one.title for one in ACTIVITIES if not trades.find(", ".join(one.skills))]


def test_no_document_of_an_activity_tells_of_a_past() -> None:
    said = " ".join(
        [
            *(text for one in ACTIVITIES for text in (*one.permits, *one.co_funding)),
            *(one.description for one in ACTIVITIES),
        ]
    )
    assert not re.search("détenu|prison|pénitenti|casier|libér", said, re.IGNORECASE)


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _written(folder: Path, name: str, rows: list[Row]) -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize(
    ("file", "field", "value"),
    [
        ("activities", "title_ar", ""),
        ("activities", "title_en", " "),
        ("activities", "price_source", ""),
        ("activities", "sector", "bricolage"),
        ("activities", "space", "moon"),
        ("activities", "demands", "genius"),
        ("activities", "working_capital_mad", "-1"),
        ("activities", "working_capital_mad", "10.005"),
        ("activities", "code", "caftans"),
        ("kit_items", "price_low_mad", "99999999"),
        ("kit_items", "price_high_mad", "beaucoup"),
        ("kit_items", "quantity", "0"),
        ("kit_items", "source", ""),
        ("kit_items", "activity", "nothing-of-ours"),
    ],
)
def test_a_wrong_line_refuses_the_whole_catalogue(
    tmp_path: Path, file: str, field: str, value: str
) -> None:
    tables = {"activities": _rows(activities_path()), "kit_items": _rows(kit_items_path())}
    tables[file][0] = tables[file][0] | {field: value}
    paths = [_written(tmp_path, f"{name}.csv", rows) for name, rows in tables.items()]
    with pytest.raises(ShippedCatalogueWrong):
        shipped_activities(*paths)


def test_an_activity_keeps_its_id_for_whoever_imports_it_under_its_code() -> None:
    codes = [row["code"] for row in _rows(activities_path())]
    assert [one.id for one in ACTIVITIES] == [id_of(RecordKind.ACTIVITY, code) for code in codes]
