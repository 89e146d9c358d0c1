"""How long: "(3 ans)", "18 mois", "2 years", "3 سنوات" to months."""

import re
from collections.abc import Iterable, Iterator, Mapping

from service.intake.cells import folded_words
from service.intake.shadows import shadow_of

_MONTHS_PER_DAY = 12 / 365.25


def _numbered(*listed: tuple[str, float]) -> Mapping[str, float]:
    return {name: value for names, value in listed for name in folded_words(names)}


_UNITS = _numbered(
    ("an|ans|année|années|year|years|yr|yrs|سنة|سنوات|سنين|عام|أعوام|snin|3am|3wam|sna", 12.0),
    ("mois|month|months|شهر|أشهر|شهور|شهرا|chhor|chhour|chhar|chher|shhor", 1.0),
    ("semaine|semaines|week|weeks|أسبوع|أسابيع|simana|simanat", 7 * _MONTHS_PER_DAY),
    ("jour|jours|day|days|يوم|أيام|nhar|iyam", _MONTHS_PER_DAY),
)
_DUALS = _numbered(
    ("سنتين|سنتان|عامين|عامان|3amayn|3amin", 24.0), ("شهرين|شهران|chahrayn|chehrin", 2.0)
)
_NUMBERS = _numbered(
    ("un|une|one|a|واحد|واحدة|wa7ed|wahed", 1.0),
    ("deux|two|juj|jouj|zouj", 2.0),
    ("trois|three|ثلاث|ثلاثة|tlata|tlat", 3.0),
    ("quatre|four|أربع|أربعة|rb3a|reb3", 4.0),
    ("cinq|five|خمس|خمسة|khamsa|khems", 5.0),
    ("six|ست|ستة|setta", 6.0),
    ("sept|seven|سبع|سبعة|seb3a", 7.0),
    ("huit|eight|ثمان|ثمانية|tmanya", 8.0),
    ("neuf|nine|تسع|تسعة|tes3a", 9.0),
    ("dix|ten|عشر|عشرة|3achra", 10.0),
)
_HALVES = folded_words("et demi|et demie|and a half|و نصف|ونصف|w noss|w nass")


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


_PIECE = re.compile(
    rf"(?<![\w,.])(?:(?P<dual>{_one_of(_DUALS)})"
    rf"|(?:(?P<digits>\d{{1,2}}(?:[.,]\d)?)\s*|(?P<word>{_one_of(_NUMBERS)})\s+)"
    rf"(?P<unit>{_one_of(_UNITS)}))\b(?P<half>\s(?:{_one_of(_HALVES)})\b)?"
)
_AND = re.compile(r"[\s,]*(?:\b(?:et|and|w|و)\b)?\s*")
_OPENS = re.compile(r"[(\[]\s*(?:(?:environ|plus de|pendant|about|for)\s)?\s*$")
_CLOSES = re.compile(r"\s*(?:et plus|environ|dexperience|d'experience)?\s*[)\]]")
_LEADS_IN = re.compile(
    r"(?:^|[,:;|–—-]|\b(?:pendant|durant|depuis|environ|presque|experience de|experience|exp de|"
    r"exp|plus de|for|over|since|لمده|مده|منذ|تجربه))\s*$"
)
_NO_LENGTH = re.compile(r"\b(?:de|d|a|des|entre|et|ou|of|aged|under|from|to|من|عمر|عمره)\W*$")


def split_duration(text: str) -> tuple[str, int | None]:
    """The length stated in a line of a profile, in whole months, at least one; None without.

    A length in brackets is cut out of the text. Elsewhere the text stays as it is, and a length
    counts only at the end, at the beginning or after a word like "pendant": the two years of
    "garde d'enfants de 2 ans" are the children's.
    """
    shadow = shadow_of(text)
    for first, end, months in _lengths(shadow.plain):
        opens = _OPENS.search(shadow.plain, 0, first)
        closes = _CLOSES.match(shadow.plain, end)
        if opens and closes:
            start, stop = shadow.original(opens.start(), closes.end())
            rest = " ".join((text[:start] + " " + text[stop:]).split())
            return rest.replace(" ,", ","), months
        if _is_a_length(shadow.plain, first, end):
            return text, months
    return text, None


def _is_a_length(plain: str, first: int, end: int) -> bool:
    if _LEADS_IN.search(plain, 0, first):
        return True
    return not plain[end:].strip(" .)") and not _NO_LENGTH.search(plain, 0, first)


def _lengths(plain: str) -> Iterator[tuple[int, int, int]]:
    """Every length named: where it begins, where it ends, its months; "2 ans et 6 mois" is one."""
    pieces = [(piece.start(), piece.end(), _months(piece)) for piece in _PIECE.finditer(plain)]
    while pieces:
        start, end, months = pieces.pop(0)
        while pieces and _AND.fullmatch(plain, end, pieces[0][0]):
            _, end, more = pieces.pop(0)
            months += more
        yield start, end, max(round(months), 1)


def _months(piece: re.Match[str]) -> float:
    if piece["dual"]:
        return _DUALS[piece["dual"]]
    unit = _UNITS[piece["unit"]]
    number = (
        float(piece["digits"].replace(",", ".")) if piece["digits"] else _NUMBERS[piece["word"]]
    )
    return number * unit + (unit / 2 if piece["half"] else 0)
