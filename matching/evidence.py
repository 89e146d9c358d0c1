"""Which statement of the profile supports which requirement, how, and how strongly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from matching.parameters import EvidenceParameters
from matching.ports import Encoder, Vectors
from matching.records import Profile
from matching.spelling import key
from matching.trades import TradeKind, TradeTable
from matching.vocabulary import StatementKind, SupportKind

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
HOW = (SupportKind.TRADE, SupportKind.SPELLING, SupportKind.MEANING)


class Phrases:
    """Short texts (statements, requirements) with all that is needed to compare them."""

    def __init__(
        self,
        texts: Sequence[str],
        keys: Sequence[str],
        vectors: Vectors,
        concepts: Bools,
        are_trades: Bools,
    ) -> None:
        self.texts = texts
        self.keys = keys
        """Spelling keys, one per text."""
        self.vectors = vectors
        """Shape (m, dim)."""
        self.concepts = concepts
        """Shape (m, concepts of the alias table): its trades and skills."""
        self.are_trades = are_trades
        """Shape (concepts,): which of them are trades."""

    def __len__(self) -> int:
        return len(self.texts)

    @classmethod
    def read(cls, texts: Sequence[str], encoder: Encoder, trades: TradeTable) -> "Phrases":
        """Encode texts and find the concepts they name."""
        vectors = encoder.encode(texts)
        named = np.zeros((len(texts), len(trades)), dtype=np.bool_)
        for row, text in enumerate(texts):
            named[row, trades.numbers(text)] = True
        are_trades = np.array([one.kind is TradeKind.TRADE for one in trades.trades], np.bool_)
        keys = tuple(key(text) for text in texts)
        return cls(tuple(texts), keys, vectors, named, are_trades)

    def with_more(self, texts: Sequence[str], encoder: Encoder, trades: TradeTable) -> "Phrases":
        """The same phrases in the same order, then these."""
        if not texts:
            return self
        more = Phrases.read(texts, encoder, trades)
        return Phrases(
            (*self.texts, *more.texts),
            (*self.keys, *more.keys),
            np.concatenate([self.vectors, more.vectors]),
            np.concatenate([self.concepts, more.concepts]),
            self.are_trades,
        )

    def some(self, rows: Sequence[int] | npt.NDArray[np.int64]) -> "Phrases":
        """The phrases of those rows, in that order."""
        texts, keys = [self.texts[row] for row in rows], [self.keys[row] for row in rows]
        return Phrases(texts, keys, self.vectors[rows], self.concepts[rows], self.are_trades)

    def share_a_concept(self, others: "Phrases") -> Bools:
        """Shape (m, m of the others): whether two texts name the same trade or skill.

        A text of the others that names a trade asks for the trade: a skill named beside it is not
        enough ("Spanish" in "Spanish-speaking receptionist").
        """
        theirs = others.concepts[:, self.are_trades]
        same_trade = _common(self.concepts[:, self.are_trades], theirs)
        any_concept = _common(self.concepts, others.concepts)
        return np.where(_any(theirs)[None, :], same_trade, any_concept)

    def are_other_trades(self, others: "Phrases") -> Bools:
        """Shape (m, m of the others): whether both name trades, and none in common.

        Short titles resemble each other by their form: "aide-boucher" and "aide-menuisier" are near
        for any encoder. Where the alias table knows better, it is believed.
        """
        mine, theirs = self.concepts[:, self.are_trades], others.concepts[:, self.are_trades]
        both = _any(mine)[:, None] & _any(theirs)[None, :]
        return both & ~_common(mine, theirs)


@dataclass(frozen=True, slots=True, eq=False)
class Supports:
    """Statements (first axis) against requirements (second axis)."""

    strength: Floats
    """Shape (s, m), in [0, 1); 0 where a statement does not support a requirement."""
    how: npt.NDArray[np.int8]
    """Shape (s, m): position in HOW of the strongest kind; meaningless where strength is 0."""
    spelling: Floats
    """Shape (s, m): token-set ratio in [0, 1]."""
    cosine: Floats
    """Shape (s, m)."""
    other_trades: Bools
    """Shape (s, m): both name trades, and none in common."""

    def coverage(self) -> Floats:
        """How far each requirement is supported, shape (m,), in [0, 1).

        Supports combine as independent chances do (1 minus the product of the complements): each
        further statement adds something, so taking one away always lowers the value.
        """
        combined: Floats = 1.0 - np.prod(1.0 - self.strength, axis=0)
        return combined

    def with_best_of(self, groups: Sequence[npt.NDArray[np.int64]]) -> "Supports":
        """The same, and for each group of requirements one more that its best one stands for."""
        strength, how, spelling, cosine, others = (
            [column]
            for column in (self.strength, self.how, self.spelling, self.cosine, self.other_trades)
        )
        lines = np.arange(len(self.strength))
        for group in groups:
            best = group[self.strength[:, group].argmax(axis=1)]
            strength.append(self.strength[lines, best][:, None])
            how.append(self.how[lines, best][:, None])
            spelling.append(self.spelling[:, group].max(axis=1, keepdims=True))
            # A name of another trade says nothing against a name that is close.
            alike = np.where(self.other_trades[:, group], -1.0, self.cosine[:, group])
            cosine.append(alike.max(axis=1, keepdims=True))
            others.append(np.asarray(self.other_trades[:, group].all(axis=1))[:, None])
        return Supports(
            strength=np.concatenate(strength, axis=1),
            how=np.concatenate(how, axis=1),
            spelling=np.concatenate(spelling, axis=1),
            cosine=np.concatenate(cosine, axis=1),
            other_trades=np.concatenate(others, axis=1),
        )


def rows_product(left: Vectors, right: Vectors) -> Floats:
    """Inner products, shape (len(left), len(right)), the same for a pair whatever surrounds it.

    A matrix product may add in another order for other shapes. In double precision that moves the
    sixteenth digit only, so six digits are kept: a shortlist can then be replayed bit for bit.
    """
    return np.round(left.astype(np.float64) @ right.astype(np.float64).T, 6)


def _any(named: Bools) -> Bools:
    return np.asarray(named.any(axis=1))


def _common(left: Bools, right: Bools) -> Bools:
    return np.asarray((left.astype(np.float32) @ right.astype(np.float32).T) > 0)


def supports(statements: Phrases, required: Phrases, parameters: EvidenceParameters) -> Supports:
    """Compare every statement with every requirement by concept, by spelling and by meaning."""
    shape = (len(statements), len(required))
    shared = statements.share_a_concept(required)
    spelling = (
        process.cdist(statements.keys, required.keys, scorer=fuzz.token_set_ratio, dtype=np.float32)
        .astype(np.float64)
        .reshape(shape)
    )
    cosine = rows_product(statements.vectors, required.vectors)
    meaning = scaled(cosine, parameters.meaning_low, parameters.meaning_high)
    others = statements.are_other_trades(required)
    close = (cosine >= parameters.meaning_threshold) & ~others
    kinds = np.stack(
        [
            np.where(shared, parameters.trade_strength, 0.0),
            np.where(
                spelling >= parameters.spelling_threshold,
                parameters.spelling_strength * spelling / 100.0,
                0.0,
            ),
            np.where(close, parameters.meaning_strength * meaning, 0.0),
        ]
    )
    return Supports(
        strength=kinds.max(axis=0),
        how=kinds.argmax(axis=0).astype(np.int8),
        spelling=spelling / 100.0,
        cosine=cosine,
        other_trades=others,
    )


def scaled(values: Floats, low: float, high: float) -> Floats:
    """Map [low, high] to [0, 1] in a straight line; values outside meet the ends."""
    return np.clip((values - low) / (high - low), 0.0, 1.0)


def held_certificates(
    profile: Profile, trades: TradeTable, parameters: EvidenceParameters
) -> Callable[[str], bool]:
    """Whether the profile holds the certificate named: same concept, or nearly the same words.

    Closeness in meaning is not enough for a hard limit.
    """
    lines = [line for line in profile.statements if line.kind is StatementKind.CERTIFICATE]

    @cache
    def mine() -> tuple[frozenset[int], tuple[str, ...]]:
        named = frozenset(number for line in lines for number in trades.numbers(line.text))
        return named, tuple(key(line.text) for line in lines)

    def holds(required: str) -> bool:
        named, keys = mine()
        if named.intersection(trades.numbers(required)):
            return True
        ratios = (fuzz.token_set_ratio(one, key(required)) for one in keys)
        return any(ratio >= parameters.spelling_threshold for ratio in ratios)

    return holds
