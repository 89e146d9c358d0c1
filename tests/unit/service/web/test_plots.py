"""Pictures: where marks stand, what is left out, what is read aloud."""

import xml.etree.ElementTree as ET
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from service.web.plots import Frame, Point, bars, funnel, intervals, lorenz, reliability

FRAME = Frame(key="p", title="Titre", desc="Ce que l’on voit")
FROM_RIGHT = Frame(key="p", title="عنوان", desc="وصف", is_from_right=True)
NOTHING = Markup("")


def drawn(picture: Markup) -> ET.Element:
    assert picture
    return ET.fromstring(picture)


def found(picture: Markup, tag: str, look: str = "") -> list[ET.Element]:
    marks = drawn(picture).iter(tag)
    return [one for one in marks if not look or look in one.get("class", "").split(" ")]


def number(element: ET.Element, name: str) -> float:
    return float(element.get(name, "nan"))


def points(*values: float) -> list[Point]:
    return [Point(label=f"g{at}", value=value) for at, value in enumerate(values)]


def test_a_picture_names_itself_and_says_what_it_shows() -> None:
    picture = drawn(intervals(FRAME, points(1.0, 2.0)))
    assert picture.get("role") == "img"
    named = {one.get("id"): one.text for one in picture if one.tag in {"title", "desc"}}
    assert named == {"p-t": "Titre", "p-d": "Ce que l’on voit"}
    assert picture.get("aria-labelledby") == "p-t p-d"


def test_no_picture_carries_a_style_of_its_own() -> None:
    pictures = (
        intervals(FRAME, points(1.0), 0.0),
        bars(FRAME, points(1.0)),
        funnel(FRAME, points(3.0, 2.0), (5.0, None)),
        reliability(FRAME, points(0.5), "x", "y"),
        lorenz(FRAME, [(0.5, 0.2)], "x", "y"),
    )
    for picture in pictures:
        assert "style=" not in picture
        assert "<script" not in picture


def test_words_are_escaped() -> None:
    picture = intervals(FRAME, [Point(label="<b>", value=1.0)])
    assert "&lt;b&gt;" in picture
    assert found(picture, "b") == []


@pytest.mark.parametrize("undefined", [[], points(nan), points(inf, -inf)])
def test_without_anything_finite_there_is_no_picture(undefined: list[Point]) -> None:
    assert intervals(FRAME, undefined, 0.0) == NOTHING
    assert bars(FRAME, undefined) == NOTHING
    assert funnel(FRAME, undefined, (1.0,)) == NOTHING
    assert reliability(FRAME, undefined, "x", "y") == NOTHING


@pytest.mark.parametrize("shares", [[], [(nan, 0.5)], [(0.0, 0.0), (1.0, 1.0)]])
def test_a_curve_without_an_inner_point_is_not_drawn(shares: list[tuple[float, float]]) -> None:
    assert lorenz(FRAME, shares, "x", "y") == NOTHING


def test_what_is_not_finite_is_left_out_and_the_rest_stays() -> None:
    assert len(found(intervals(FRAME, points(1.0, nan, 3.0)), "circle")) == 2
    assert len(found(bars(FRAME, points(1.0, nan, 3.0)), "rect", "bar")) == 2


def test_one_point_alone_stands_in_the_middle() -> None:
    (mark,) = found(intervals(FRAME, points(0.7)), "circle")
    assert number(mark, "cx") == 180.0


def test_marks_stand_by_their_values_from_left_to_right() -> None:
    """From 0 to 10 over 336 units that begin at 12: 5 stands at 12 + 168."""
    marks = found(intervals(FRAME, points(0.0, 5.0, 10.0)), "circle")
    assert [number(one, "cx") for one in marks] == [12.0, 180.0, 348.0]
    assert [number(one, "cy") for one in marks] == [24.0, 64.0, 104.0]


def test_an_interval_runs_from_its_low_end_to_its_high_one() -> None:
    one = Point(label="g", value=0.0, low=-5.0, high=5.0)
    (line,) = found(intervals(FRAME, [one], 0.0), "line", "interval")
    assert (number(line, "x1"), number(line, "x2")) == (12.0, 348.0)
    (rule,) = found(intervals(FRAME, [one], 0.0), "line", "equal")
    assert number(rule, "x1") == number(rule, "x2") == 180.0


def test_an_end_that_is_not_known_is_the_value_itself() -> None:
    one = Point(label="g", value=1.0, low=None, high=nan)
    (line,) = found(intervals(FRAME, [one, *points(0.0, 2.0)]), "line", "interval")[:1]
    assert number(line, "x1") == number(line, "x2") == 180.0


def test_what_is_beyond_chance_differs_by_shape() -> None:
    picture = intervals(FRAME, [Point(label="g", value=1.0, is_found=True), *points(2.0)])
    assert len(found(picture, "polygon", "found")) == 1
    assert len(found(picture, "circle")) == 1


def test_labels_stand_where_the_language_begins_and_numbers_do_not_move() -> None:
    told = [Point(label="نساء", value=1.0, told="1,0"), *points(2.0)]
    left, right = intervals(FRAME, told), intervals(FROM_RIGHT, told)
    label, value = (found(right, "text", look)[0] for look in ("label", "told"))
    assert (label.get("direction"), number(label, "x"), label.get("text-anchor")) == (
        "rtl",
        348.0,
        "start",
    )
    assert (value.get("direction"), number(value, "x"), value.get("text-anchor")) == (
        "ltr",
        12.0,
        "start",
    )
    assert number(found(left, "text", "label")[0], "x") == 12.0
    marks = [[number(one, "cx") for one in found(each, "circle")] for each in (left, right)]
    assert marks[0] == marks[1]


def test_bars_begin_at_zero_and_the_longest_is_whole() -> None:
    long, half, below = found(bars(FRAME, points(8.0, 4.0, -3.0)), "rect", "bar")
    assert [number(one, "width") for one in (long, half, below)] == [336.0, 168.0, 0.0]


def test_bars_of_nothing_are_empty() -> None:
    assert [
        number(one, "width") for one in found(bars(FRAME, points(0.0, 0.0)), "rect", "bar")
    ] == [
        0.0,
        0.0,
    ]


def test_a_target_is_a_stroke_across_and_lengthens_the_scale() -> None:
    """A target of 100 beside 50 people: the bar is half, the stroke at the end."""
    picture = funnel(FRAME, points(50.0, 25.0), (100.0, 50.0))
    assert [number(one, "width") for one in found(picture, "rect", "bar")] == [168.0, 84.0]
    assert [number(one, "x1") for one in found(picture, "line", "target")] == [348.0, 180.0]


def test_a_step_without_target_has_no_stroke() -> None:
    assert len(found(funnel(FRAME, points(3.0, 2.0, 1.0), (5.0, None)), "line", "target")) == 1


def test_a_step_that_is_withheld_takes_its_target_along() -> None:
    picture = funnel(FRAME, points(8.0, nan, 4.0), (None, 100.0, None))
    assert [number(one, "width") for one in found(picture, "rect", "bar")] == [336.0, 168.0]


def test_reliability_stands_on_the_diagonal_when_what_is_said_happens() -> None:
    said = [Point(label="", at=share, value=share) for share in (0.0, 0.5, 1.0)]
    marks = found(reliability(FRAME, said, "annoncé", "arrivé"), "circle")
    (rule,) = found(reliability(FRAME, said, "annoncé", "arrivé"), "line", "equal")
    assert number(marks[0], "cx") == number(rule, "x1")
    assert number(marks[0], "cy") == number(rule, "y1")
    assert number(marks[2], "cx") == number(rule, "x2")
    assert number(marks[2], "cy") == number(rule, "y2")
    assert number(marks[1], "cx") == pytest.approx((number(rule, "x1") + number(rule, "x2")) / 2)


def test_a_lorenz_curve_begins_and_ends_at_the_corners() -> None:
    picture = lorenz(FRAME, [(0.8, 0.5), (0.2, 0.05)], "x", "y")
    (curve,) = found(picture, "polyline", "curve")
    corners = [tuple(map(float, one.split(","))) for one in curve.get("points", "").split()]
    (rule,) = found(picture, "line", "equal")
    assert corners[0] == (number(rule, "x1"), number(rule, "y1"))
    assert corners[-1] == (number(rule, "x2"), number(rule, "y2"))
    assert [x for x, _ in corners] == sorted(x for x, _ in corners)


@given(
    st.lists(st.floats(allow_nan=True, allow_infinity=True, width=32), max_size=12),
    st.one_of(st.none(), st.floats(-1e6, 1e6)),
)
def test_every_picture_is_well_formed_and_inside_its_frame(
    values: list[float], equal: float | None
) -> None:
    for picture in (intervals(FRAME, points(*values), equal), bars(FROM_RIGHT, points(*values))):
        if picture:
            for one in found(picture, "circle"):
                assert 0.0 <= number(one, "cx") <= 360.0
            for one in found(picture, "rect", "bar"):
                assert 0.0 <= number(one, "width") <= 336.05
