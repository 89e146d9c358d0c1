"""Record to text: the only place that chooses what encoders read. An allow-list."""

import re
from collections.abc import Sequence

from matching.ports import Encoder, Vectors
from matching.records import Opportunity, Profile, Statement
from matching.trades import TradeTable
from matching.vocabulary import StatementKind

TEXT_VERSION = 1
"""Raised whenever the text made from an unchanged record changes."""
DESCRIPTION_WORDS = 60
"""Beyond these an advertisement speaks of the company, and dilutes the job."""

_BOTH_GENDERS = re.compile(r"\b((\w{3})[\w’'-]*)\s?/\s?\2[\w’'-]*", re.IGNORECASE)
_ENDINGS = re.compile(r"(?<=\w{3})(?:\([a-zé]{1,6}\)|[·•][a-zé]{1,6}(?:[·•]s)?)|\s*\(?[HF]/[HF]\)?")


class PlainWords(Encoder):
    """An encoder that is given texts as it reads them best: one gender, French names of trades.

    "Boulanger/boulangère" is read as "Boulanger", and "khiata" as "khiata (couture)".
    """

    def __init__(self, encoder: Encoder, trades: TradeTable) -> None:
        self._encoder = encoder
        self._trades = trades

    @property
    def dim(self) -> int:
        return self._encoder.dim

    @property
    def revision(self) -> str:
        return f"{self._encoder.revision}-text{TEXT_VERSION}-{self._trades.version}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode([self.read(text) for text in texts])

    def read(self, text: str) -> str:
        """What is put before the encoder."""
        return self._trades.expand(_ENDINGS.sub("", _BOTH_GENDERS.sub(r"\1", text)))


def know_how(profile: Profile) -> tuple[Statement, ...]:
    """What the person can do: skills, experience and certificates, in the profile's order."""
    return tuple(line for line in profile.statements if line.kind is not StatementKind.WISH)


def wishes(profile: Profile) -> tuple[Statement, ...]:
    """What the person wants to do."""
    return tuple(line for line in profile.statements if line.kind is StatementKind.WISH)


def profile_text(profile: Profile) -> str:
    """What retrieval looks for: know-how leads, wishes follow. Empty when nothing was stated."""
    return ". ".join(line.text for line in (*know_how(profile), *wishes(profile)))


def opportunity_text(opportunity: Opportunity) -> str:
    """What retrieval finds: title, skills, and the beginning of the description."""
    description = " ".join(opportunity.description.split()[:DESCRIPTION_WORDS])
    parts = (opportunity.title, ", ".join(opportunity.skills), description)
    return ". ".join(part for part in parts if part)


def requirements(opportunity: Opportunity) -> tuple[str, ...]:
    """What evidence must support: the job itself, then each skill asked for, without duplicates."""
    return tuple(dict.fromkeys((opportunity.title, *opportunity.skills)))


def further_names(opportunity: Opportunity) -> tuple[str, ...]:
    """What else it is called, in other languages and in Darija; none when the title says all."""
    names = (opportunity.title_ar, opportunity.title_en, *opportunity.aliases)
    return tuple(dict.fromkeys(name for name in names if name and name != opportunity.title))
