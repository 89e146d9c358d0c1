"""Pictures of figures as SVG text: part of the page, light, printable, read aloud by their title.

Every function is pure: numbers and words in, markup out. A picture names itself (`title`) and says
what it shows (`desc`); it is never the only place of a number, which stands in a table beside it.
What is found beyond chance differs by shape as well as by colour.

Time and numbers run from left to right in every language, so a picture is drawn that way in every
language; labels stand at the side where the language begins. What has no finite value is left out,
and a picture without anything to draw is an empty text, for which the page says why.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

from markupsafe import Markup

Written = Callable[[float], str]
"""How the reader's language writes a number of the axis."""

_WIDTH: Final = 360.0
"""Of every picture, in its own units: about one to one on a telephone."""
_EDGE: Final = 12.0
_LABEL: Final = 16.0
"""Height of a line of text."""
_ROW: Final = 40.0
"""Height of a label with its mark under it."""
_AXIS: Final = 34.0
_BAR: Final = 14.0
_SQUARE: Final = 300.0
_MARGIN: Final = 46.0
"""Of a square picture, for what stands beside its axes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value with its interval; without one, the value alone."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    at: float = 0.0
    """Where it stands from left to right; of curves only."""
    told: str = ""
    """The value as the reader's language writes it; beside the label."""
    is_found: bool = False
    """Beyond chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every picture needs besides its numbers."""

    key: str
    """Of the picture on its page: letters, digits and dashes."""
    title: str
    desc: str
    written: Written = str
    is_from_right: bool = False
    """Whether labels begin at the right."""


def intervals(frame: Frame, points: Iterable[Point], equal: float | None = None) -> Markup:
    """One line for each value: its label, its interval, its mark.

    Args:
        frame: Title and words.
        points: From top to bottom; those that are not finite are left out.
        equal: Where a rule is drawn, as zero for differences; None for none.
    """
    drawn = _finite(points)
    if not drawn:
        return Markup("")
    ends = [end for one in drawn for end in _ends(one)]
    x = _scale([*ends, *([] if equal is None else [equal])])
    bottom = _ROW * len(drawn) + 4.0
    parts: list[Markup] = []
    for number, one in enumerate(drawn):
        top = _ROW * number
        if equal is not None:
            parts.append(_line(x(equal), top + _LABEL, x(equal), top + _ROW, "equal"))
        parts += _row(frame, one, top, x)
    low, high = min(ends), max(ends)
    marks = dict.fromkeys((low, high) if equal is None else (low, equal, high))
    parts += _ticks(frame, marks, x, bottom)
    return _svg(frame, bottom + _AXIS, parts)


def bars(frame: Frame, points: Iterable[Point], whole: float | None = None) -> Markup:
    """One bar for each value from zero; values below zero count as zero.

    Args:
        frame: Title and words.
        points: From top to bottom; those that are not finite are left out.
        whole: What a full bar stands for; the longest bar unless told.
    """
    drawn = _finite(points)
    if not drawn:
        return Markup("")
    longest = max([one.value for one in drawn]) if whole is None else whole
    parts: list[Markup] = []
    for number, one in enumerate(drawn):
        top = _ROW * number
        length = _length(one.value, longest)
        parts += [_named(frame, one, top), _rail(top), _bar(length, top, one)]
    return _svg(frame, _ROW * len(drawn) + 4.0, parts)


def funnel(frame: Frame, points: Sequence[Point], targets: Sequence[float | None] = ()) -> Markup:
    """Steps of which each holds the next, as bars of the first; a target is a stroke across.

    Args:
        frame: Title and words.
        points: From the first step on; those that are not finite are left out.
        targets: One for each point, in the same unit; None, or none at all, for no target.
    """
    aims = [*targets, *([None] * (len(points) - len(targets)))]
    kept = [(one, aim) for one, aim in zip(points, aims, strict=False) if isfinite(one.value)]
    if not kept:
        return Markup("")
    whole = max([one.value for one, _ in kept] + [aim for _, aim in kept if aim is not None])
    parts: list[Markup] = []
    for number, (one, aim) in enumerate(kept):
        top = _ROW * number
        parts += [_named(frame, one, top), _rail(top), _bar(_length(one.value, whole), top, one)]
        if aim is not None:
            at = _EDGE + _length(aim, whole)
            parts.append(_line(at, top + _LABEL + 1, at, top + _LABEL + _BAR + 5, "target"))
    return _svg(frame, _ROW * len(kept) + 4.0, parts)


def reliability(frame: Frame, points: Iterable[Point], across: str, up: str) -> Markup:
    """What was announced (across) and what happened (up), both in [0, 1], beside the diagonal.

    Args:
        frame: Title and words; `written` writes 0 to 1.
        points: `at` is what was announced, `value` what happened; others are left out.
        across: Name of the axis that runs from left to right.
        up: Name of the axis that rises.
    """
    drawn = [one for one in _finite(points) if isfinite(one.at)]
    if not drawn:
        return Markup("")
    parts = [*_square(frame, across, up), _line(_x(0), _y(0), _x(1), _y(1), "equal")]
    for one in drawn:
        low, high = _ends(one)
        parts.append(_line(_x(one.at), _y(low), _x(one.at), _y(high), "interval"))
        parts.append(_mark(_x(one.at), _y(one.value), one.is_found))
    return _svg(frame, _SQUARE + 16.0, parts)


def lorenz(frame: Frame, shares: Sequence[tuple[float, float]], across: str, up: str) -> Markup:
    """How evenly something is shared out: the least served first, beside perfect equality.

    Args:
        frame: Title and words; `written` writes 0 to 1.
        shares: Share of those who are there and their share of the whole, both in [0, 1] and
            rising; (0, 0) and (1, 1) are added.
        across: Name of the axis that runs from left to right.
        up: Name of the axis that rises.
    """
    inner = [(a, b) for a, b in shares if isfinite(a) and isfinite(b) and 0.0 < a < 1.0]
    if not inner:
        return Markup("")
    corners = [(0.0, 0.0), *sorted(inner), (1.0, 1.0)]
    path = " ".join(f"{_x(a):.1f},{_y(b):.1f}" for a, b in corners)
    curve = Markup('<polyline class="curve" points="{}"/>').format(path)
    diagonal = _line(_x(0), _y(0), _x(1), _y(1), "equal")
    dots = [_mark(_x(a), _y(b), is_found=False) for a, b in inner]
    return _svg(frame, _SQUARE + 16.0, [*_square(frame, across, up), diagonal, curve, *dots])


def _finite(points: Iterable[Point]) -> list[Point]:
    return [one for one in points if isfinite(one.value)]


def _ends(point: Point) -> tuple[float, float]:
    """The interval of a point; the point itself where an end is not known."""
    low = point.low if point.low is not None and isfinite(point.low) else point.value
    high = point.high if point.high is not None and isfinite(point.high) else point.value
    return low, high


def _scale(values: Sequence[float]) -> Callable[[float], float]:
    """From values to places across; values that are all alike stand in the middle."""
    low, high = min(values), max(values)
    if high == low:
        return lambda _: _WIDTH / 2
    return lambda value: _EDGE + (value - low) / (high - low) * (_WIDTH - 2 * _EDGE)


def _length(value: float, whole: float) -> float:
    return max(value, 0.0) / whole * (_WIDTH - 2 * _EDGE) if whole > 0 else 0.0


def _x(share: float) -> float:
    return _MARGIN + share * (_SQUARE - _MARGIN - _EDGE)


def _y(share: float) -> float:
    return _SQUARE - _MARGIN - share * (_SQUARE - _MARGIN - _EDGE)


def _row(frame: Frame, one: Point, top: float, x: Callable[[float], float]) -> list[Markup]:
    low, high = _ends(one)
    middle = top + _LABEL + 8.0
    look = "interval found" if one.is_found else "interval"
    return [
        _named(frame, one, top),
        _line(x(low), middle, x(high), middle, look),
        _mark(x(one.value), middle, one.is_found),
    ]


def _named(frame: Frame, one: Point, top: float) -> Markup:
    """The label where the language begins, the value where it ends."""
    start, end = (_WIDTH - _EDGE, _EDGE) if frame.is_from_right else (_EDGE, _WIDTH - _EDGE)
    label = _text(start, top + 12.0, one.label, _anchor(frame, at_start=True), frame.is_from_right)
    if not one.told:
        return label
    return label + _text(end, top + 12.0, one.told, _anchor(frame, at_start=False), False, "told")


def _anchor(frame: Frame, *, at_start: bool) -> str:
    # Texts from right to left begin at their right, so "start" is right for a label there; a value
    # is written from left to right in every language.
    if at_start:
        return "start"
    return "start" if frame.is_from_right else "end"


def _rail(top: float) -> Markup:
    return Markup('<rect class="rail" x="{}" y="{}" width="{}" height="{}" rx="2"/>').format(
        _EDGE, top + _LABEL + 3, _WIDTH - 2 * _EDGE, _BAR
    )


def _bar(length: float, top: float, one: Point) -> Markup:
    look = "bar found" if one.is_found else "bar"
    return Markup('<rect class="{}" x="{}" y="{}" width="{:.1f}" height="{}" rx="2"/>').format(
        look, _EDGE, top + _LABEL + 3, length, _BAR
    )


def _ticks(
    frame: Frame, marks: Iterable[float], x: Callable[[float], float], top: float
) -> list[Markup]:
    parts: list[Markup] = [_line(_EDGE, top, _WIDTH - _EDGE, top, "axis")]
    taken = -_WIDTH
    for value in sorted(marks):
        written = frame.written(value)
        room = 4.0 * len(written) + 4.0
        at = min(max(x(value), room), _WIDTH - room)
        parts.append(_line(x(value), top, x(value), top + 5, "axis"))
        if at - room >= taken:
            parts.append(_text(at, top + 20, written, "middle", False, "tick"))
            taken = at + room
    return parts


def _square(frame: Frame, across: str, up: str) -> list[Markup]:
    parts = [
        _line(_x(0), _y(0), _x(1), _y(0), "axis"),
        _line(_x(0), _y(0), _x(0), _y(1), "axis"),
    ]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        written = frame.written(tick)
        parts.append(_text(_x(tick), _y(0) + 18, written, "middle", False, "tick"))
        parts.append(_text(_x(0) - 6, _y(tick) + 4, written, "end", False, "tick"))
    middle = (_x(0) + _x(1)) / 2
    parts.append(_text(middle, _SQUARE + 6, across, "middle", frame.is_from_right))
    turned = _text(0, 0, up, "middle", frame.is_from_right)
    height = (_y(0) + _y(1)) / 2
    parts.append(
        Markup('<g transform="translate(10 {:.1f}) rotate(-90)">{}</g>').format(height, turned)
    )
    return parts


def _mark(x: float, y: float, is_found: bool) -> Markup:
    """A ring; a full diamond for what is found beyond chance."""
    if is_found:
        corners = f"{x:.1f},{y - 7:.1f} {x + 7:.1f},{y:.1f} {x:.1f},{y + 7:.1f} {x - 7:.1f},{y:.1f}"
        return Markup('<polygon class="mark found" points="{}"/>').format(corners)
    return Markup('<circle class="mark" cx="{:.1f}" cy="{:.1f}" r="4.5"/>').format(x, y)


def _line(x1: float, y1: float, x2: float, y2: float, look: str) -> Markup:
    return Markup('<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>').format(
        look, x1, y1, x2, y2
    )


def _text(
    x: float, y: float, words: str, anchor: str, from_right: bool = False, look: str = "label"
) -> Markup:
    direction = "rtl" if from_right else "ltr"
    return Markup(
        '<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}" direction="{}">{}</text>'
    ).format(look, x, y, anchor, direction, words)


def _svg(frame: Frame, height: float, parts: Sequence[Markup]) -> Markup:
    return Markup(
        '<svg class="plot" role="img" aria-labelledby="{key}-t {key}-d" direction="ltr"'
        ' viewBox="0 0 {width:.0f} {height:.0f}">'
        '<title id="{key}-t">{title}</title><desc id="{key}-d">{desc}</desc>{parts}</svg>'
    ).format(
        key=frame.key,
        width=_WIDTH,
        height=height,
        title=frame.title,
        desc=frame.desc,
        parts=Markup("").join(parts),
    )
