"""Numbers as each language writes them."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from evaluation.report.words import LOCALES, WITHHELD_WORD, Language
from matching.reported import WITHHELD, Figure, Kind

_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))
"""Invisible marks of direction: the page isolates its numbers itself."""
_MINUS = "\u2212"


def number_text(value: float, kind: Kind, language: Language) -> str:
    """12 345, 0,712, 41,2 % or +3,4, as the language writes it."""
    locale = LOCALES[language]
    if kind is Kind.COUNT:
        written = format_decimal(value, format="#,##0", locale=locale)
    elif kind is Kind.SHARE:
        written = format_percent(value, format="#,##0.0 %", locale=locale)
    elif kind is Kind.GAP:
        # Adding zero takes the sign from what is rounded to nothing.
        written = format_decimal(
            round(100 * value, 1) + 0.0, format="+#,##0.0;-#,##0.0", locale=locale
        )
    else:
        written = format_decimal(value, format="#,##0.000", locale=locale)
    plain: str = written.translate(_MARKS).replace("-", _MINUS)
    return plain


def day_text(day: date, language: Language) -> str:
    """A day with the month in letters."""
    written: str = format_date(day, format="long", locale=LOCALES[language])
    return written


def value_text(figure: Figure, language: Language) -> str:
    """The figure, or the sign of what is missing."""
    if figure.value is None:
        return WITHHELD_WORD.text(language) if figure.lacking == WITHHELD else "–"
    return number_text(figure.value, figure.kind, language)


def interval_text(figure: Figure, language: Language) -> str:
    """The interval in brackets; "" without one."""
    if figure.low is None or figure.high is None:
        return ""
    ends = (number_text(end, figure.kind, language) for end in (figure.low, figure.high))
    return f"[{' ; '.join(ends)}]"
