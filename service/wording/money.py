"""Dirhams and counts as people write them: 1 121 215,07 in French and in Arabic."""

from decimal import Decimal
from typing import Final

from babel.numbers import format_decimal

from service.wording.languages import LOCALES, Language

SPACE: Final = "\u00a0"
"""Between groups of three digits. It does not break, and it keeps the groups in order between
words written from right to left; an ordinary space would print 215,07 121 1."""


def amount_text(amount: Decimal, language: Language) -> str:
    """An amount to the centime, without its unit."""
    return _grouped(amount, "#,##0.00", language)


def count_text(count: int, language: Language) -> str:
    """A whole number."""
    return _grouped(count, "#,##0", language)


def _grouped(value: Decimal | int, pattern: str, language: Language) -> str:
    if language is Language.ENGLISH:
        return format_decimal(value, format=pattern, locale=LOCALES[language])
    # Arabic as printed in Morocco groups like French; its locale would put points there.
    written = format_decimal(value, format=pattern, locale=LOCALES[Language.FRENCH])
    return written.replace("\u202f", SPACE)
