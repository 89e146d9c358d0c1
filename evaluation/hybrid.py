"""The product's own ranking, over the plain texts of a benchmark.

A query becomes a profile with its know-how and nothing else, a document an opening with title and
description. What compares them is `matching`, with the parameters of a release: no rule, distance
or date says anything about such pairs, so their order is that of meaning, words and evidence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from evaluation.baselines import Ranker, Scores
from matching.catalogue import Catalogue, Numberings
from matching.evidence import Floats, Phrases
from matching.features import FEATURES, feature_table
from matching.pairing import pair, read_person
from matching.parameters import Parameters
from matching.ports import Encoder, Rows
from matching.records import Opportunity, Profile, Statement
from matching.rules import Situation
from matching.stock import Shelf, Stock
from matching.text import PlainWords, opportunity_text
from matching.trades import TradeTable
from matching.vocabulary import OpportunityKind, StatementKind
from models.centring import Centre
from models.encoders import centred_with_trades
from models.index import ExactIndex
from models.rankers import AdditiveRanker
from models.trade_space import TradeSpace
from models.training.concepts import Concepts
from models.training.ranker import (
    KNOW_HOW,
    Material,
    Ranked,
    draw_material,
    fit_evidence,
    fit_ranking,
    labels_apart,
)

_BELOW = 2.0
"""Taken from the similarity of what was not retrieved: it follows, in the order of meaning."""
_SENTENCE = re.compile(r"(?<!\b\w)\.\s+|\n+")
"""Where a title ends; a point after a single letter or digit belongs to a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HybridParts:
    """What the product's ranking is made of, besides the encoder."""

    trades: TradeTable
    """Its concepts are evidence, whatever language or script names them."""
    parameters: Parameters
    """Of a release."""
    trade_space: TradeSpace | None = None
    """Of the same release; None when it has none."""

    def reading(self, encoder: Encoder, centre: Centre) -> Encoder:
        """An encoder as the product reads texts with it.

        Args:
            encoder: Gives vectors as they are.
            centre: Of the release.
        """
        return PlainWords(centred_with_trades(encoder, centre, self.trade_space), self.trades)


def opening_of(place: int, text: str) -> Opportunity:
    """A document as the product would keep it: its first sentence is the title."""
    title, *more = _SENTENCE.split(text.strip(), maxsplit=1)
    return Opportunity(
        id=f"{place:09d}",
        kind=OpportunityKind.OPENING,
        title=title,
        description=" ".join(more),
    )


def profile_of(text: str) -> Profile:
    """A query as the product would keep it: one statement.

    A sentence is understood as a whole: the best of its clauses found half as many occupations by
    lists of skills as the sentence did, and the mean of the clauses a quarter fewer.
    """
    return Profile(id="query", statements=(Statement(kind=StatementKind.SKILL, text=text),))


class HybridIndex:
    """Openings that any query can be put beside.

    Args:
        openings: Their ids are in the order of their positions.
        encoder: As the product has it: centred, and given plain words.
        parts: Trades and parameters.
    """

    def __init__(
        self, openings: Sequence[Opportunity], encoder: Encoder, parts: HybridParts
    ) -> None:
        self._encoder, self._parts = encoder, parts
        numbers = Numberings()
        catalogue = Catalogue.build(openings, numbers)
        vectors = encoder.encode([opportunity_text(one) for one in catalogue.opportunities])
        self._vectors = vectors
        self._shelf = Shelf(catalogue, ExactIndex(vectors))
        self._stock = Stock(
            shelves={OpportunityKind.OPENING: self._shelf},
            phrases=Phrases.read(numbers.phrases.values, encoder, parts.trades),
            situation=Situation(),
        )

    def similarities(self, queries: Sequence[str]) -> Scores:
        """Cosines of whole texts, shape (len(queries), documents)."""
        found: Scores = self._encoder.encode(queries) @ self._vectors.T
        return found

    def pool(self, query: str, similar: Scores) -> Rows:
        """The documents worth a closer look: nearest in meaning, and nearest of the same trade.

        Args:
            query: The text.
            similar: Cosines of the documents, shape (documents,).
        """
        limit = self._parts.parameters.pool
        same = np.flatnonzero(self._shares_a_trade(query))
        nearest = _largest(similar, limit)
        rows: Rows = np.union1d(nearest, same[_largest(similar[same], limit)])
        return rows

    def features(self, query: str, rows: Rows) -> Floats:
        """Features of the query beside some documents.

        Returns:
            Shape (len(rows), len(FEATURES)): numbers about know-how, nan for all the rest.
        """
        person = read_person(profile_of(query), self._encoder, self._parts.trades)
        unknown = np.full(len(rows), np.nan)
        pairs = pair(person, rows, unknown, self._shelf, self._stock, self._parts.parameters)
        return feature_table(pairs, self._parts.parameters)

    def _shares_a_trade(self, query: str) -> npt.NDArray[np.bool_]:
        """Which documents name a trade or skill that the query names, shape (documents,)."""
        named = sorted(self._parts.trades.numbers(query))
        naming = self._stock.phrases.concepts[:, named].any(axis=1)
        padded = np.append(naming, False)
        columns = self._shelf.catalogue.columns
        return np.asarray(padded[columns.requirements].any(axis=1))


class HybridRanker(Ranker):
    """Meaning, words and evidence together, weighted as a release says."""

    def __init__(self, documents: Sequence[str], encoder: Encoder, parts: HybridParts) -> None:
        openings = [opening_of(place, text) for place, text in enumerate(documents)]
        self._index = HybridIndex(openings, encoder, parts)
        self._ranker = AdditiveRanker.of(parts.parameters.ranking)

    def score(self, queries: Sequence[str]) -> Scores:
        scores = self._index.similarities(queries) - np.float32(_BELOW)
        for row, query in enumerate(queries):
            rows = self._index.pool(query, scores[row])
            points = self._ranker.points(self._index.features(query, rows))
            scores[row, rows] = points.sum(axis=1)
        return scores


def refit(
    esco: Concepts, encoder: Encoder, parts: HybridParts, rng: np.random.Generator
) -> Parameters:
    """Fit what closeness is worth anew, after the encoder changed.

    Args:
        esco: Only concepts that no encoder was trained on are used.
        encoder: The one that will serve, as the product has it: centred, and given plain words.
        parts: Trades, and the parameters in which evidence and ranking are replaced.
        rng: Draws the questions; the same state gives the same parameters.

    Raises:
        NothingToFit: the taxonomy is too small, or the encoder tells nothing apart.
    """
    alike, unlike = labels_apart(esco)
    evidence = fit_evidence(
        parts.parameters.evidence, _cosines(alike, encoder), _cosines(unlike, encoder)
    )
    calibrated = replace(parts.parameters, evidence=evidence)
    material = draw_material(esco, rng)
    index = HybridIndex(material.openings, encoder, replace(parts, parameters=calibrated))
    ranking = fit_ranking(calibrated.ranking, list(_lists(material, index)))
    return replace(calibrated, ranking=ranking)


def _cosines(pairs: Sequence[tuple[str, str]], encoder: Encoder) -> Floats:
    place: dict[str, int] = {}
    for text in (text for pair_of_texts in pairs for text in pair_of_texts):
        place.setdefault(text, len(place))
    vectors = encoder.encode(list(place))
    left, right = ([place[one[side]] for one in pairs] for side in (0, 1))
    cosines: Floats = np.einsum("ij,ij->i", vectors[left], vectors[right], dtype=np.float64)
    return cosines


def _lists(material: Material, index: HybridIndex) -> Iterator[Ranked]:
    """For each question what retrieval finds and all that is relevant, neighbours left out."""
    columns = [FEATURES.index(name) for name in KNOW_HOW]
    texts = [question.text for question in material.questions]
    for question, similar in zip(material.questions, index.similarities(texts), strict=True):
        relevant, unclear = (
            np.array(sorted(some), dtype=np.int64) for some in (question.relevant, question.unclear)
        )
        found = np.union1d(index.pool(question.text, similar), relevant)
        rows = np.setdiff1d(found, unclear)
        values = index.features(question.text, rows)[:, columns]
        yield Ranked(values, np.isin(rows, relevant))


def _largest(values: Scores, limit: int) -> Rows:
    """Positions of the largest values, in no order; all where there are no more."""
    if len(values) <= limit:
        return np.arange(len(values))
    return np.argpartition(-values, limit)[:limit]
