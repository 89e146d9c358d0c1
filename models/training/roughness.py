"""Texts as people type them: accents left out, letters dropped, doubled or confused."""

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np

from models.training.chance import pick
from models.training.titles import capitals, without_accents

Change: TypeAlias = Callable[[np.random.Generator, str], str]

CHANGES = (0.3, 0.45, 0.25)
"""How often nothing, one thing or two things change."""

_WORD = re.compile(r"[^\W_]{4,}")
"""Shorter words are left alone: one letter less and nobody could read them."""
_PUNCTUATION = re.compile(r"[,;:.!?،؛؟()«»\"]+(?=\s|$)|(?<=\s)[(«\"]|^[(«\"]")
_MARKS = re.compile("[\u064b-\u0652\u0640]")

_NEIGHBOURS = {
    "a": "zq", "b": "vn", "c": "xv", "d": "sf", "e": "rz", "f": "dg", "g": "fh", "h": "gj",
    "i": "uo", "j": "hk", "k": "jl", "l": "km", "m": "l", "n": "b", "o": "ip", "p": "o",
    "q": "s", "r": "et", "s": "qd", "t": "ry", "u": "yi", "v": "cb", "w": "x", "x": "wc",
    "y": "tu", "z": "ae",
    "ا": "لت", "ب": "يل", "ت": "نا", "ن": "تم", "م": "نك", "ك": "م", "ل": "با", "ي": "بس",
    "س": "يش", "ش": "س", "ه": "عخ", "ع": "هغ", "غ": "عف", "ف": "غق", "ق": "فث", "ح": "جخ",
    "خ": "حه", "ج": "حد", "د": "جذ", "ر": "زؤ", "و": "رة",
}  # fmt: skip
"""Keys beside each other on the French (AZERTY) and the Arabic keyboard."""

_FRENCH_SOUNDS = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"eau", "o"), (r"ph", "f"), (r"qu(?=[eiéè])", "k"), (r"tion", "sion"),
        (r"(?<=[a-zéè])([cflmnprt])\1(?=[a-zéè])", r"\1"), (r"(?<=[aeiouyé])ss(?=[aeiouyé])", "s"),
        (r"ai", "é"), (r"(?<=\w\w)er$", "é"), (r"(?<=\w\w\w)é$", "er"), (r"c(?=[aour])", "k"),
        (r"ç", "s"), (r"^h(?=[aeiouéèêô])", ""), (r"g(?=[eiéè])", "j"), (r"(?<=\w\w\w)[sx]$", ""),
        (r"(?<=\w\w[^ieé])e$", ""), (r"en(?=[cdgst])", "an"), (r"an(?=[cdgst])", "en"),
        (r"oi", "oua"), (r"(?<=[aeiouyé])s(?=[aeiouyé])", "z"), (r"y", "i"), (r"au", "o"),
        (r"eu(?=r)", "e"), (r"ain", "in"), (r"th", "t"), (r"ch(?=[rn])", "k"),
    )
)  # fmt: skip
"""Spellings by ear, each applied to one word."""

_ARABIC_CONFUSIONS = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"ة(?!\w)", "ه"), (r"ى(?!\w)", "ي"), (r"(?<=\w\w)ي(?!\w)", "ى"), (r"[أإآ]", "ا"),
        (r"ئ", "ي"), (r"ؤ", "و"), (r"(?<=\w\w)اء(?!\w)", "ا"), (r"ه(?!\w)", "ة"),
        (r"ظ", "ض"), (r"ث", "ت"), (r"ذ", "د"),
    )
)  # fmt: skip


def roughen(rng: np.random.Generator, text: str, language: str) -> str:
    """The text with zero, one or two mistakes of somebody who types fast or learned by ear.

    Words of three letters and less keep their letters: only capitals, accents, hamzas and
    punctuation may change there. A text that cannot be changed, and one of which nothing would be
    left, comes back as it is.

    Args:
        rng: The source of chance; one seed gives one result.
        text: Any text, also empty.
        language: "fr", "en", "ar", "darija-latin" or "darija-arabic": which mistakes are usual.
    """
    changes, shares = _HABITS[language]
    count = int(rng.choice(len(CHANGES), p=CHANGES))
    rough = text
    for _ in range(count):
        rough = changes[int(rng.choice(len(changes), p=shares))](rng, rough)
    return rough if rough.strip() else text


def _accents(_: np.random.Generator, text: str) -> str:
    return without_accents(text)


def _small(_: np.random.Generator, text: str) -> str:
    return text.lower()


def _capitals(_: np.random.Generator, text: str) -> str:
    return capitals(text)


def _unpunctuated(_: np.random.Generator, text: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", text).split())


def _by_ear(rng: np.random.Generator, text: str) -> str:
    return _in_one_word(rng, text, _heard)


def _mistyped(rng: np.random.Generator, text: str) -> str:
    return _in_one_word(rng, text, pick(rng, (_dropped, _doubled, _swapped, _neighbour)))


def _confused(rng: np.random.Generator, text: str) -> str:
    """One Arabic letter for another, through the whole text: a habit, not an accident."""
    usual = [rule for rule in _ARABIC_CONFUSIONS if rule[0].search(text)]
    if not usual:
        return text
    pattern, written = pick(rng, usual)
    return _WORD.sub(lambda word: pattern.sub(written, word[0]), text)


def _hamzas(_: np.random.Generator, text: str) -> str:
    return re.sub("[أإآ]", "ا", _MARKS.sub("", text))


def _in_one_word(rng: np.random.Generator, text: str, change: Change) -> str:
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = pick(rng, words)
    return text[: word.start()] + change(rng, word[0]) + text[word.end() :]


def _heard(rng: np.random.Generator, word: str) -> str:
    usual = [rule for rule in _FRENCH_SOUNDS if rule[0].search(word)]
    if not usual:
        return word
    pattern, written = pick(rng, usual)
    return pattern.sub(written, word, count=1)


def _inside(rng: np.random.Generator, word: str) -> int | None:
    """The place of a letter that is not the first; None when all the others are digits."""
    places = [place for place, letter in enumerate(word) if place and letter.isalpha()]
    return pick(rng, places) if places else None


def _dropped(rng: np.random.Generator, word: str) -> str:
    place = _inside(rng, word)
    return word if place is None else word[:place] + word[place + 1 :]


def _doubled(rng: np.random.Generator, word: str) -> str:
    place = _inside(rng, word)
    return word if place is None else word[:place] + word[place] + word[place:]


def _swapped(rng: np.random.Generator, word: str) -> str:
    place = int(rng.integers(1, len(word) - 1))
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _neighbour(rng: np.random.Generator, word: str) -> str:
    place = _inside(rng, word)
    if place is None or word[place] not in _NEIGHBOURS:
        return word
    return word[:place] + pick(rng, _NEIGHBOURS[word[place]]) + word[place + 1 :]


_HABITS: Mapping[str, tuple[tuple[Change, ...], tuple[float, ...]]] = {
    "fr": (
        (_accents, _small, _capitals, _unpunctuated, _by_ear, _mistyped),
        (0.3, 0.1, 0.05, 0.1, 0.25, 0.2),
    ),
    "en": ((_small, _capitals, _unpunctuated, _mistyped), (0.25, 0.05, 0.2, 0.5)),
    "ar": ((_confused, _hamzas, _unpunctuated, _mistyped), (0.4, 0.3, 0.1, 0.2)),
    "darija-latin": ((_accents, _small, _unpunctuated, _mistyped), (0.2, 0.2, 0.2, 0.4)),
    "darija-arabic": ((_confused, _hamzas, _unpunctuated, _mistyped), (0.4, 0.3, 0.1, 0.2)),
}
"""For each language the usual changes and how often each is made."""
