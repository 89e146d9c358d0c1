"""The three languages people read, and how numbers are written in each."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from babel.dates import format_date
from babel.numbers import format_decimal


class Language(StrEnum):
    """A language of the interface. French is the default; Arabic is written from right to left."""

    FRENCH = "fr"
    ARABIC = "ar"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Message:
    """One meaning in three languages. A text may hold `{names}` that numbers or codes replace."""

    fr: str
    ar: str
    en: str

    def text(self, language: Language) -> str:
        """The text in one language, its `{names}` not replaced."""
        return {Language.FRENCH: self.fr, Language.ARABIC: self.ar, Language.ENGLISH: self.en}[
            language
        ]


# Arabic as written in Morocco keeps the digits 0-9; plain "ar" would give eastern ones.
LOCALES = {Language.FRENCH: "fr", Language.ARABIC: "ar_MA", Language.ENGLISH: "en"}


def number_text(value: float, language: Language, decimals: int = 1) -> str:
    """Write a number as the language does: 12,5 in French, 12.5 in English."""
    pattern = "#,##0" if decimals == 0 else "#,##0." + "#" * decimals
    return format_decimal(value, format=pattern, locale=LOCALES[language])


def date_text(day: date, language: Language) -> str:
    """Write a day with the month in letters, so that 03/02 is never read the other way round."""
    return format_date(day, format="long", locale=LOCALES[language])


def language_asked(accept_language: str | None) -> Language:
    """Choose the language a browser or a program prefers; French when it names none of ours.

    Args:
        accept_language: Value of an `Accept-Language` header (RFC 9110), well formed or not.
    """
    ranked = sorted(_preferences(accept_language or ""), key=lambda item: -item[0])
    for weight, tag in ranked:
        primary = tag.split("-")[0].lower()
        # Moroccan Arabic has a code of its own; its readers read standard Arabic.
        primary = "ar" if primary == "ary" else primary
        if weight > 0 and primary in set(Language):
            return Language(primary)
    return Language.FRENCH


def _preferences(header: str) -> list[tuple[float, str]]:
    found = []
    for part in header.split(","):
        tag, _, parameter = part.strip().partition(";")
        found.append((_weight(parameter), tag.strip()))
    return found


def _weight(parameter: str) -> float:
    """The q of one preference in [0, 1]; 1 when absent, 0 when it cannot be read."""
    name, _, value = parameter.partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
