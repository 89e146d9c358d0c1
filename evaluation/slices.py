"""Groups of queries worth a line of their own: the language they are in, and how long they are.

A mean over all queries hides whom a ranking serves badly: Darija behind French, single words behind
whole sentences.
"""

from enum import StrEnum

from matching.spelling import fold

_LONGEST_SHORT, _LONGEST_MIDDLE = 3, 10
"""Words."""
_ARABIC = ("\u0600", "\u06ff")
"""First and last letter of the script's block; what lies outside is taken for Latin."""


class Language(StrEnum):
    """What a query is written in: what its id says, else its script."""

    FRENCH = "fr"
    ARABIC = "ar"
    ENGLISH = "en"
    DARIJA = "ary"
    DARIJA_LATIN = "dl"
    """Darija in Latin letters."""
    DARIJA_ARABIC = "da"
    """Darija in Arabic script."""
    ARABIC_SCRIPT = "arabic-script"
    LATIN_SCRIPT = "latin-script"
    NO_LETTERS = "no-letters"


class Length(StrEnum):
    """How many words a query has; one without any is among the shortest."""

    SHORT = "1-3 words"
    MIDDLE = "4-10 words"
    LONG = "11 words and more"


_NAMED = {each.value: each for each in Language if len(each.value) <= len(Language.DARIJA)}


def language_of(identifier: str, text: str) -> Language:
    """The language that the id begins with ("fr-12"), else the script of most letters."""
    beginning, dash, _ = identifier.partition("-")
    if dash and beginning in _NAMED:
        return _NAMED[beginning]
    letters = [letter for letter in text if letter.isalpha()]
    if not letters:
        return Language.NO_LETTERS
    first, last = _ARABIC
    arabic = sum(first <= letter <= last for letter in letters)
    return Language.ARABIC_SCRIPT if 2 * arabic > len(letters) else Language.LATIN_SCRIPT


def length_of(text: str) -> Length:
    """The band of the number of words, punctuation aside."""
    words = len(fold(text).split())
    if words <= _LONGEST_SHORT:
        return Length.SHORT
    return Length.MIDDLE if words <= _LONGEST_MIDDLE else Length.LONG
