"""A text beside its folded form, so that what is found in one can be cut out of the other."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from matching.spelling import fold

_INVISIBLE = frozenset({"Mn", "Cf", "Lm"})
_APOSTROPHES = "\u2018\u2019\u02bc\u00b4"


@dataclass(frozen=True, slots=True)
class Shadow:
    """A text and what folding makes of each of its characters; punctuation stays."""

    text: str
    plain: str
    """Lower case, no accents, one form per Arabic letter, ASCII digits, straight apostrophes."""
    origins: Sequence[int]
    """For each character of `plain`, the position in `text` it comes from."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where `plain[start:end]`, not empty, lies in `text`."""
        return self.origins[start], self.origins[end - 1] + 1


def shadow_of(text: str) -> Shadow:
    """Fold a text character by character; what has no visible form of its own is left out."""
    if text.isascii():
        return Shadow(text, text.lower(), range(len(text)))
    parts = [_folded(sign) for sign in text]
    plain = "".join(parts)
    if len(plain) == len(parts) and all(parts):
        return Shadow(text, plain, range(len(plain)))
    origins = [position for position, part in enumerate(parts) for _ in part]
    return Shadow(text, plain, origins)


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    if sign.isascii():
        return sign.lower()
    if sign in _APOSTROPHES:
        return "'"
    folded = fold(sign)
    is_shown = not sign.isalnum() and unicodedata.category(sign) not in _INVISIBLE
    return folded or (sign if is_shown else "")
