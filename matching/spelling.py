"""One form for the many spellings of a word: accents, Arabic letters, gendered and plural forms.

Nothing here knows a trade or a place. Every function is total and fast, and all but `sound` are
idempotent, so that a text may pass through at import, in an index and in a query and meet itself.
"""

import re
import unicodedata
from functools import lru_cache

_CACHE = 65_536
_DIGIT_LETTERS = str.maketrans({"2": "a", "3": "a", "5": "kh", "7": "h", "9": "k"})
_SAME_SOUND = (
    ("sch", "ch"),
    ("sh", "ch"),
    ("ph", "f"),
    ("q", "k"),
    ("ou", "u"),
    ("o", "u"),
    ("w", "u"),
    ("y", "i"),
)
_HARD_C = re.compile("c(?![heiy])")
_DOUBLE = re.compile(r"(.)\1+")
_DROPPED = frozenset({"Mn", "Cf"})
"""Accents, Arabic vowel signs and hamzas (after decomposition), and invisible marks."""

# What decomposition leaves apart although readers take it for the same letter: the Arabic alef, ya
# and ta marbuta, the Persian and Moroccan letters for k, g, p and v, and the Latin ligatures.
_LETTERS = (
    dict.fromkeys(map(ord, "ٱ"), "ا")
    | dict.fromkeys(map(ord, "ىیېے"), "ي")
    | dict.fromkeys(map(ord, "ةەہھ"), "ه")
    | dict.fromkeys(map(ord, "کگڭݣګ"), "ك")
    | dict.fromkeys(map(ord, "ڤڥ"), "ف")
    | dict.fromkeys(map(ord, "ءـ"), "")
    | str.maketrans({"پ": "ب", "چ": "ش", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
)
_LONG_ENDINGS = "se|euse|ice|rice|trice|ere|iere|ne|ienne|le|ve|ive|te"
_ENDING = re.compile(
    # "soudeur(se)", "coiffeur / se", "vendeur·euse", "opérateur-trice": the stem says it all.
    rf"(?<=\w\w\w)(?:\s?[(/]\s?-?|[-.\u00b7\u2022\u2027\u22c5\u2219\u2024])(?:e|{_LONG_ENDINGS})s?"
    r"(?:[.\u00b7]s)?(?!\w)\)?"
)
_MASCULINE = {
    "trice": "teur",
    "euse": "eur",
    "ere": "er",
    "enne": "en",
    "onne": "on",
    "anne": "an",
    "elle": "el",
    "ive": "if",
    "ante": "ant",
    "ente": "ent",
}
_FEMININE = re.compile(rf"(?:(?<=\w\w\w)|(?<=^ag))({'|'.join(_MASCULINE)})(?=[sx]*$)")
_FINAL_EE = re.compile(r"(?<=\w\w\w)ee+(?=[sx]*$)")
_ARTICLE = "(?:[وبف]?ال|لل)"
_STEM = "[\u0621-\u064a]{3}"
_LEADING_ARTICLE = re.compile(rf"^{_ARTICLE}(?!{_ARTICLE}{_STEM})(?={_STEM})")
_WORD = re.compile(r"[^\W_]+")
# Two genders of one name; shorter words are repeated on purpose ("tuk tuk").
_TWICE = re.compile(r"\b(\w{5,}(?: \w{3,}){0,2})(?: (?:(?:ou|et|or) )?\1\b)+")


def _plain(text: str) -> str:
    """Lower case without accents or ligatures; punctuation stays."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(
        letter for letter in decomposed if unicodedata.category(letter) not in _DROPPED
    ).translate(_LETTERS)


def _words(plain: str) -> list[str]:
    """Runs of letters and digits, digits in ASCII."""
    if not plain.isascii():
        plain = "".join(str(unicodedata.decimal(letter, letter)) for letter in plain)
    return _WORD.findall(plain)


def _masculine(word: str) -> str:
    if not word.rstrip("sx").endswith("e"):
        return word
    return _FEMININE.sub(lambda ending: _MASCULINE[ending[1]], _FINAL_EE.sub("e", word))


def _singular(word: str) -> str:
    """The word without plural mark, or without article when it is Arabic."""
    if word[-1] in "sx" and word.isascii():
        stem = word.rstrip("sx")
        return stem if len(stem) > 2 else word
    return _LEADING_ARTICLE.sub("", word)


@lru_cache(maxsize=_CACHE)
def fold(text: str) -> str:
    """The text without what spelling varies in: case, accents, punctuation, Arabic letter forms.

    Words are separated by one space. Digits are ASCII; those that stand for letters in Darija
    ("7ddad") stay. A text without letter or digit folds to "".
    """
    return " ".join(_words(_plain(text)))


@lru_cache(maxsize=_CACHE)
def gender_neutral(text: str) -> str:
    """The folded text in which both genders of a French word have the masculine form.

    "boulanger/boulangère", "Boulanger(ère)" and "boulangère" all give "boulanger". Words that only
    look feminine change too ("matière" gives "matier"), the same way everywhere: the result is for
    comparison, never for a screen.
    """
    neutral = " ".join(map(_masculine, _words(_ENDING.sub("", _plain(text)))))
    while (once := _TWICE.sub(r"\1", neutral)) != neutral:
        neutral = once
    return neutral


@lru_cache(maxsize=_CACHE)
def key(text: str) -> str:
    """What two spellings of one thing share: `gender_neutral`, singular, Arabic without article."""
    return " ".join(_singular(word) for word in gender_neutral(text).split())


@lru_cache(maxsize=_CACHE)
def sound(text: str) -> str:
    """`key` as it sounds, for Darija typed in Latin letters, where nobody agrees on a spelling.

    "7ddad", "hddad" and "hdad", or "soudour", "souddour" and "sodor", give one form. Letters that
    French and English keep apart are merged too, so that it serves to find known words, not to
    compare unknown ones. Numbers that stand alone are left.
    """
    return " ".join(_heard(word) for word in key(text).split())


def _heard(word: str) -> str:
    if not word.isascii() or word.isdigit():
        return word
    word = _HARD_C.sub("k", _DOUBLE.sub(r"\1", word.translate(_DIGIT_LETTERS)))
    for written, heard in _SAME_SOUND:
        word = word.replace(written, heard)
    return _DOUBLE.sub(r"\1", word)
