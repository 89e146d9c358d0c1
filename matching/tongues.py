"""In which language a text is written, from small words and spellings: for audits, never scores.

A guess good enough to compare groups: French and English in Latin letters, standard Arabic, and
Darija in either script. Nothing is loaded and nothing leaves the process.
"""

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from matching.records import Statement


class Tongue(StrEnum):
    """The language of somebody's texts."""

    FRENCH = "fr"
    ARABIC = "ar"
    DARIJA = "ary"
    ENGLISH = "en"
    MIXED = "mixed"
    """No language has three quarters of the texts."""


_MOSTLY: Final = 0.75
_WORD: Final = re.compile(r"[^\W_]+")
_ARABIC: Final = re.compile("[\u0600-\u06ff]")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORDS: Final = {
    Tongue.FRENCH: _listed(
        "à au aux avec chez dans de des du en et la le les l d ou par pour sans sur un une être"
        " faire ans mois travail cuisine aide agent chef métier atelier ouvrier garder"
    ),
    Tongue.ENGLISH: _listed(
        "the and of for with in on to a an at by from my i work worker make making fix attendant"
        " guide clerk years months helper cook clean drive driver small repair sell selling keeper"
    ),
    Tongue.DARIJA: _listed(
        "f dyal d b w kan ka ta bghit nkhdem khdam khdama khdemt 3ndi 3nd chi wahed walakin m3a"
        " men l bzaf mzyan li wla fel dial kont knt moul mol lkhedma nas ديال دابا بغيت خدام خدامة"
        " نخدم خدمت كنت عندي شي واحد مع لي ف ب د بزاف مزيان كان مول ولا باش حيت هاد"
    ),
}
_DARIJA_LATIN: Final = re.compile(
    r"[a-z][2379][a-z]|\b[379][a-z]|[a-z][379]\b|\bkan[a-z]{2}|\bkat[a-z]{2}|\bta?y[bcdfghjklmnpqrst]"
    r"|\bl[bcdfghjkmnpqrstvwxz][a-z]|([bdgjkqtz])\1[a-z]|\bkh|\bgh|[^s]ch?yy|ou[bcdfgkmnr]\b|\w+iya\b"
)
"""Digits for letters that French lacks, the present in ka-, the article written on, kh and gh."""
_DARIJA_ARABIC: Final = re.compile(
    r"[گڭڤپ]|\bكن[\u0600-\u06ff]{3}|\bكي[\u0600-\u06ff]{3}|\bفال|\bدال"
    r"|(?:^|\bو)ن(?!قل|سج|سي|جار|ظ|ش|قش|حات|خي|باتات|قاش|صب)[\u0600-\u06ff]{3}"
)
_FRENCH_LETTERS: Final = re.compile(r"[éèêëçàùîïôœ]|eur\b|euse\b|ier\b|ère\b|age\b|tion\b|ment\b")
_ENGLISH_LETTERS: Final = re.compile(r"ing\b|er\b|sh|ck|wo|th|ight|ee|oo|y\b")


def tongue_of(text: str) -> Tongue | None:
    """The language of one text; None when it has no letter."""
    lowered = text.lower()
    words = _WORD.findall(lowered)
    letters = [letter for letter in lowered if letter.isalpha()]
    if not letters:
        return None
    if 2 * len(_ARABIC.findall(lowered)) > len(letters):
        spoken = _points(words, Tongue.DARIJA) + 2 * len(_DARIJA_ARABIC.findall(lowered))
        return Tongue.DARIJA if spoken else Tongue.ARABIC
    points = {
        Tongue.FRENCH: _points(words, Tongue.FRENCH) + len(_FRENCH_LETTERS.findall(lowered)),
        Tongue.DARIJA: _points(words, Tongue.DARIJA) + 2 * len(_DARIJA_LATIN.findall(lowered)),
        Tongue.ENGLISH: _points(words, Tongue.ENGLISH) + len(_ENGLISH_LETTERS.findall(lowered)),
    }
    # Of equal points the first counts: most files are kept in French.
    return max(points, key=points.__getitem__)


def tongue_of_statements(statements: Iterable[Statement]) -> Tongue | None:
    """The language of somebody's texts together; None when there is nothing to read."""
    counts = Counter(found for one in statements if (found := tongue_of(one.text)) is not None)
    if not counts:
        return None
    tongue, most = counts.most_common(1)[0]
    return tongue if most >= _MOSTLY * counts.total() else Tongue.MIXED


def _points(words: Iterable[str], tongue: Tongue) -> int:
    return sum(word in _WORDS[tongue] for word in words)
