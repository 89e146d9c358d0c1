"""Trades and skills by whatever people call them: French, Arabic, English, Darija in both scripts.

The table ships with the service and is passed in. It recognises names; what a name leaves open, and
every text it does not know, is the encoder's part.
"""

import csv
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Literal

from rapidfuzz.distance import OSA

from matching.spelling import key, sound

Label = Literal["fr", "ar", "en"]

_CACHE = 32_768
_LINKS = frozenset(
    sound("a al au aux d de del des dial du dyal el en f fi l la le les of the un une").split()
)
_ATTACHED = ("l", "و", "ل", "ف", "ب", "ك")
"""The article and the particles that Arabic writes together with the next word."""
_VOWELS = re.compile(r"[aeiu]")
# Ordinary words that are one slip away from the name of a trade.
_ORDINARY = frozenset(
    sound(
        "acheter barrique bâtonnier chauffer coordonner croupier developer développer embauche"
        " fendeur figurent fireman forming framing géométrie greffier guardian literie mailing"
        " maquette mariage meilleur orchestra plonger pression programme régaleur remarque"
        " repousseur traiter tuilier typographe typographie"
    ).split()
)
_SHORTEST_STEM = 3
_SHORTEST_TYPO = 7
_SHORTEST_MISSPELT = 6


class TradeKind(StrEnum):
    """A trade is a living; a skill is a part of one or several."""

    TRADE = "trade"
    SKILL = "skill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A trade or a skill, with its names."""

    code: str
    kind: TradeKind
    sector: str
    """Code of one of the eight sectors."""
    label_fr: str
    label_ar: str
    label_en: str
    rome: str
    """Closest ROME 4.0 occupation, as "B1803"."""
    isco: str
    """ISCO-08 unit group, four digits."""
    aliases: tuple[str, ...]
    """Other names; the three labels are names too."""

    @property
    def names(self) -> tuple[str, ...]:
        """Labels and aliases, in any script."""
        return (self.label_fr, self.label_ar, self.label_en, *self.aliases)


def words_of(text: str) -> tuple[str, ...]:
    """The words by which names are compared: as they sound, without articles and prepositions."""
    return tuple(word for word in sound(text).split() if word not in _LINKS)


class TradeTable:
    """Finds trades and skills in free text."""

    def __init__(self, trades: Sequence[Trade], version: str) -> None:
        """Index every name of every trade.

        Args:
            trades: Codes are unique. Two trades may share a name; both are then found.
            version: Changes whenever the trades do; part of the release.
        """
        self.trades = tuple(trades)
        self.version = version
        self._by_code = {trade.code: trade for trade in self.trades}
        self._names: dict[tuple[str, ...], tuple[int, ...]] = {}
        self._reach: dict[str, int] = {}
        for number, trade in enumerate(self.trades):
            for words in {words_of(name) for name in trade.names} - {()}:
                self._names[words] = (*self._names.get(words, ()), number)
                self._reach[words[0]] = max(self._reach.get(words[0], 0), len(words))
        self._misspelt: dict[str, list[str]] = defaultdict(list)
        for word in sorted({words[0] for words in self._names if len(words) == 1}):
            if len(word) >= _SHORTEST_MISSPELT:
                self._misspelt[_consonants(word)].append(word)
        self.numbers = lru_cache(maxsize=_CACHE)(self._numbers)
        self._readings = lru_cache(maxsize=_CACHE)(self._find_readings)

    @classmethod
    def read(cls, path: Path) -> "TradeTable":
        """Read a CSV file in UTF-8 with the columns of `from_rows`."""
        data = path.read_bytes()
        rows = csv.DictReader(data.decode("utf-8").splitlines())
        return cls.from_rows(rows, version=hashlib.sha256(data).hexdigest()[:12])

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]], version: str) -> "TradeTable":
        """Build a table from mappings that have the fields of `Trade`, aliases separated by "|".

        Raises:
            KeyError: a column is missing.
            ValueError: a kind is neither "trade" nor "skill", or a code appears twice.
        """
        trades = [_trade(row) for row in rows]
        if len({trade.code for trade in trades}) < len(trades):
            raise ValueError("the codes of trades are not unique")
        return cls(trades, version)

    def __len__(self) -> int:
        return len(self.trades)

    def find(self, text: str) -> tuple[Trade, ...]:
        """The trades and skills that a text names, in the order of the text, each once.

        The longest name wins ("peinture automobile" is no "peinture") and names are whole words. A
        word of seven letters or more may hold one slip that leaves its consonants ("pinteure").
        """
        return tuple(self.trades[number] for number in self.numbers(text))

    def expand(self, text: str) -> str:
        """The text, followed by the French labels of what it names unless it says them already.

        Encoders have read much French and little Darija: "khiata" gives "khiata (couture)".
        """
        said = f" {key(text)} "
        missing = [
            trade.label_fr for trade in self.find(text) if f" {key(trade.label_fr)} " not in said
        ]
        return f"{text} ({', '.join(missing)})" if missing else text

    def trade(self, code: str) -> Trade:
        """The trade or skill with this code.

        Raises:
            KeyError: no trade has it.
        """
        return self._by_code[code]

    def label(self, code: str, language: Label) -> str:
        """The name of a trade or skill on a screen.

        Raises:
            KeyError: no trade has this code.
        """
        trade = self.trade(code)
        return {"fr": trade.label_fr, "ar": trade.label_ar, "en": trade.label_en}[language]

    def _numbers(self, text: str) -> tuple[int, ...]:
        """`find`, as positions in `trades`."""
        words = words_of(text)
        found: dict[int, None] = {}
        start = 0
        while start < len(words):
            numbers, length = self._longest_at(words, start)
            found.update(dict.fromkeys(numbers))
            start += length
        return tuple(found)

    def _longest_at(self, words: Sequence[str], start: int) -> tuple[tuple[int, ...], int]:
        """The trades of the longest name that begins at a word, and how many words it takes."""
        for first in self._readings(words[start]):
            for length in range(self._reach[first], 0, -1):
                name = (first, *words[start + 1 : start + length])
                if name in self._names:
                    return self._names[name], len(name)
        return (), 1

    def _find_readings(self, word: str) -> tuple[str, ...]:
        """The word as names begin: itself, without what is attached to it, or corrected."""
        stem = word[1:]
        is_attached = word.startswith(_ATTACHED) and len(stem) >= _SHORTEST_STEM
        readings = [form for form in (word, stem if is_attached else word) if form in self._reach]
        return tuple(readings or self._corrected(word))

    def _corrected(self, word: str) -> Iterator[str]:
        if len(word) < _SHORTEST_TYPO or word in _ORDINARY:
            return
        for name in self._misspelt.get(_consonants(word), ()):
            if name[0] == word[0] and OSA.distance(word, name) == 1:
                yield name


def _consonants(word: str) -> str:
    """What a slip between vowels, or of two letters, leaves; "plombié" is heard as "plombier"."""
    return "".join(sorted(_VOWELS.sub("", word.removesuffix("r"))))


def _trade(row: Mapping[str, str]) -> Trade:
    return Trade(
        code=row["code"],
        kind=TradeKind(row["kind"]),
        sector=row["sector"],
        label_fr=row["label_fr"],
        label_ar=row["label_ar"],
        label_en=row["label_en"],
        rome=row["rome"],
        isco=row["isco"],
        aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
    )
