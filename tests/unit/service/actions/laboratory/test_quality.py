"""A report is read whole or refused; what moved is told only when intervals lie apart."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from matching.reported import Figure, Kind, Section, changes_between, lie_apart
from matching.vocabulary import Role
from service.actions.laboratory.quality import (
    Quality,
    before,
    others,
    quality_of,
    read_quality,
    slices,
)
from service.actions.laboratory.reports import DamagedReport, NoSuchReport
from service.security import Caller, RoleNotAllowed
from service.wording import Language
from tests.reports import DOCUMENT, write_document

ANALYST = Caller(id="a", role=Role.ANALYST, territory=None, name="")
FIGURE: dict[str, Any] = {
    "section": "quality",
    "table": "",
    "row": "ndcg@5",
    "column": "worse",
    "kind": "figure",
    "value": 0.7,
    "low": 0.6,
    "high": 0.8,
    "n": 40,
    "lacking": "",
    "needed": None,
    "had": None,
    "is_found": False,
}


def a_report(*figures: dict[str, Any], **more: Any) -> Quality:
    return quality_of({**DOCUMENT, "figures": [{**FIGURE, **one} for one in figures], **more})


def test_a_report_is_read_with_its_days_and_its_kinds() -> None:
    extent = {**DOCUMENT["extent"], "first_day": "2026-01-01", "last_day": ""}
    quality = a_report({}, extent=extent)
    assert quality.extent.first_day is not None
    assert quality.extent.first_day.isoformat() == "2026-01-01"
    assert quality.extent.last_day is None
    assert quality.figures[0].kind is Kind.FIGURE


@pytest.mark.parametrize(
    "broken",
    [
        {"figures": [{"section": "quality"}]},
        {"figures": [{**FIGURE, "kind": "colour"}]},
        {"figures": [{**FIGURE, "surprise": 1}]},
        {"figures": 3},
        {"extent": {}},
        {"extent": {**DOCUMENT["extent"], "last_day": "yesterday"}},
        {"language": "de"},
        {"made_on": "?"},
        {"release_id": None, "limits": None},
    ],
)
def test_what_the_laboratory_does_not_write_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(DamagedReport):
        quality_of({**DOCUMENT, **broken})


def test_a_table_keeps_the_order_of_the_report_and_may_have_holes() -> None:
    (grid,) = a_report(
        {"row": "b", "column": "y"}, {"row": "a", "column": "x"}, {"row": "b", "column": "x"}
    ).grids(Section.QUALITY)
    assert grid.columns == ("y", "x")
    assert list(grid.rows) == ["b", "a"]
    assert [one.row for one in grid.column("y")] == ["b"]


def test_a_section_that_is_not_there_has_no_table() -> None:
    quality = a_report({})
    assert quality.grids(Section.GAPS) == []
    assert quality.figure(Section.GAPS, "female", "proposed", table="gender") is None


def test_parts_are_sorted_by_what_they_are_parts_of() -> None:
    part = {"section": "parts", "table": "outcomes", "column": "hybrid"}
    ((label, found),) = slices(
        a_report(
            {**part, "row": "cold people"},
            {**part, "row": "gender: female"},
            {**part, "row": "gender: male"},
            {**part, "row": "age_band: 50+"},
        )
    )
    assert label == "outcomes"
    assert [(name, list(grid.rows)) for name, grid in found] == [
        ("", ["cold people"]),
        ("gender", ["female", "male"]),
        ("age_band", ["50+"]),
    ]


@pytest.mark.parametrize(
    ("other", "apart"),
    [
        ((0.81, 0.9), True),
        ((0.1, 0.59), True),
        ((0.8, 0.9), False),
        ((0.5, 0.61), False),
        ((0.65, 0.7), False),
        ((None, None), False),
    ],
)
def test_intervals_that_share_a_value_show_no_difference(
    other: tuple[float | None, float | None], apart: bool
) -> None:
    one = a_report({}).figures[0]
    beside = replace(one, low=other[0], high=other[1])
    assert lie_apart(one, beside) is apart
    assert lie_apart(beside, one) is apart


def test_only_figures_of_both_reports_are_compared() -> None:
    older = a_report({"value": 0.3, "low": 0.2, "high": 0.4}, {"row": "mrr"})
    newer = a_report({}, {"row": "map"}, {"section": "rankers"}, {"low": None, "row": "mrr"})
    changes = changes_between(older.figures, newer.figures)
    assert changes.compared == 1
    assert [(one.before.value, one.now.value) for one in changes.moved] == [(0.3, 0.7)]


def test_the_report_before_is_about_an_earlier_time_in_the_same_language(tmp_path: Path) -> None:
    for name, made, language in (
        ("quality-2026-03-31-fr", "2026-04-01", "fr"),
        ("quality-2026-03-31-ar", "2026-04-01", "ar"),
        ("quality-2025-12-31-ar", "2026-01-01", "ar"),
        ("quality-2025-12-31-fr", "2026-01-01", "fr"),
        ("quality-2026-06-30-fr", "2026-07-01", "fr"),
    ):
        write_document(tmp_path, id=name, made_on=made, language=language)
    (tmp_path / "quality-broken.json").write_text("{", "utf-8")
    quality = read_quality(tmp_path, ANALYST, "quality-2026-03-31-fr", Language.FRENCH)
    found = others(tmp_path, ANALYST, quality)
    assert [one.id for one in found] == ["quality-2026-06-30-fr", "quality-2025-12-31-fr"]
    older = before(found, quality)
    assert older is not None
    assert older.id == "quality-2025-12-31-fr"
    assert before(found[:1], quality) is None


def test_nobody_else_reads_and_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    write_document(tmp_path)
    officer = replace(ANALYST, role=Role.OFFICER)
    with pytest.raises(RoleNotAllowed):
        read_quality(tmp_path, officer, "quality-2026-03-31-fr", Language.FRENCH)
    with pytest.raises(NoSuchReport):
        read_quality(tmp_path, ANALYST, "quality-1999-01-01-fr", Language.FRENCH)


def test_a_withheld_figure_says_so() -> None:
    figure = Figure(
        section="exposure", table="", row="r", column="people", kind=Kind.COUNT, lacking="withheld"
    )
    assert figure.is_withheld
    assert not replace(figure, lacking="few-people").is_withheld
