"""Pictures as SVG text: they are part of the page, print at any size and need no program.

Every picture has a table under it that says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

_WIDTH, _HEIGHT, _EDGE = 420, 340, 46
_ROW, _LABEL = 24, 210
_INK, _LINE, _FOUND = "#1d4e6b", "#9aa7ad", "#b3441e"


@dataclass(frozen=True, slots=True)
class Dot:
    """A value with its interval; for a curve, where it stands."""

    label: str
    value: float
    low: float
    high: float
    at: float = 0.0
    is_found: bool = False


def reliability_plot(dots: Sequence[Dot], across: str, up: str) -> Markup:
    """What was said (across) and what happened (up), both from 0 to 1, beside the diagonal."""

    def x(value: float) -> float:
        return _EDGE + value * (_WIDTH - _EDGE - 12)

    def y(value: float) -> float:
        return _HEIGHT - _EDGE - value * (_HEIGHT - _EDGE - 12)

    parts = [
        _line(x(0), y(0), x(1), y(1), "5 4"),
        _line(x(0), y(0), x(1), y(0)),
        _line(x(0), y(0), x(0), y(1)),
    ]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts += [
            _text(x(tick), y(0) + 16, f"{tick:.0%}", "middle"),
            _text(x(0) - 6, y(tick) + 4, f"{tick:.0%}", "end"),
        ]
    for dot in dots:
        parts += [
            _line(x(dot.at), y(dot.low), x(dot.at), y(dot.high), colour=_INK),
            _circle(x(dot.at), y(dot.value), _INK),
        ]
    parts.append(_text((_WIDTH + _EDGE) / 2, _HEIGHT - 8, across, "middle"))
    parts.append(
        Markup('<g transform="translate(12 {}) rotate(-90)">{}</g>').format(
            (_HEIGHT - _EDGE) / 2, _text(0, 0, up, "middle")
        )
    )
    return _svg(_WIDTH, _HEIGHT, parts)


def interval_plot(dots: Sequence[Dot], equal: float) -> Markup:
    """One line for each dot with its interval, beside a rule where all would be equal."""
    ends = [equal, *(one.low for one in dots), *(one.high for one in dots)]
    low, high = min(ends), max(ends)
    spread = (high - low) or 1.0
    width, height = 640, _ROW * len(dots) + 34

    def x(value: float) -> float:
        return _LABEL + 20 + (value - low) / spread * (width - _LABEL - 50)

    parts = [_line(x(equal), 4, x(equal), height - 24, "5 4")]
    parts += [_text(x(one), height - 8, f"{one:.2f}", "middle") for one in (low, equal, high)]
    for number, dot in enumerate(dots):
        y = _ROW * number + 16
        colour = _FOUND if dot.is_found else _INK
        parts.append(_text(_LABEL, y + 4, dot.label, "end"))
        parts.append(_line(x(dot.low), y, x(dot.high), y, colour=colour))
        parts.append(_circle(x(dot.value), y, colour))
    return _svg(width, height, parts)


def bar_plot(dots: Sequence[Dot]) -> Markup:
    """One bar for each count, the longest first where they are given so."""
    longest = max((one.value for one in dots), default=1.0) or 1.0
    width, height = 640, _ROW * len(dots) + 8
    parts = []
    for number, dot in enumerate(dots):
        y = _ROW * number + 4
        length = dot.value / longest * (width - _LABEL - 90)
        parts.append(_text(_LABEL, y + 13, dot.label, "end"))
        parts.append(
            Markup('<rect x="{}" y="{}" width="{:.1f}" height="16" fill="{}"/>').format(
                _LABEL + 10, y, length, _INK
            )
        )
        parts.append(_text(_LABEL + 16 + length, y + 13, f"{dot.value:.0f}", "start"))
    return _svg(width, height, parts)


def _svg(width: float, height: float, parts: Sequence[Markup]) -> Markup:
    # A picture is drawn from left to right in every language.
    return Markup(
        '<svg direction="ltr" viewBox="0 0 {} {}" width="{}" aria-hidden="true">{}</svg>'
    ).format(width, height, width, Markup().join(parts))


def _line(
    x1: float, y1: float, x2: float, y2: float, dashes: str = "", colour: str = _LINE
) -> Markup:
    return Markup(
        '<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="{}" stroke-width="2" '
        'stroke-dasharray="{}"/>'
    ).format(x1, y1, x2, y2, colour, dashes)


def _circle(x: float, y: float, colour: str) -> Markup:
    return Markup('<circle cx="{:.1f}" cy="{:.1f}" r="4.5" fill="{}"/>').format(x, y, colour)


def _text(x: float, y: float, words: str, anchor: str) -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(
        x, y, anchor, words
    )
