"""Pairs to be graded blind: the first lines of rankings that have little in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from matching.pipeline import Matcher
from matching.ports import Mask
from matching.proposals import Question
from matching.spelling import fold
from matching.vocabulary import FeatureName


class PoolRanker(StrEnum):
    """Whose first lines are pooled; what only one of them finds is found all the same."""

    HYBRID = "hybrid"
    """The ranking in use."""
    ENCODER = "encoder"
    """Closeness in meaning of the whole texts, alone."""
    WORDS = "words"
    """Shared words of statements and titles, alone."""
    RULES = "rules"
    """Anything the rules allow, drawn at random."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """A pair, and who found it."""

    profile_id: str
    opportunity_id: str
    found_by: Mapping[PoolRanker, int]
    """Ranker -> rank from 1; at least one."""
    features: Mapping[FeatureName, float | None]
    """In [0, 1]; None when unknown."""


def pool(matcher: Matcher, questions: Sequence[Question], depth: int, seed: int) -> list[Pooled]:
    """The first lines of every ranker for every question, each pair once, shuffled.

    Args:
        matcher: Release and stock.
        questions: One for each person; the person has stated something.
        depth: Lines of each ranker, at least 1.
        seed: The same one gives the same pairs in the same order.

    Raises:
        EmptyProfile: a profile states neither know-how nor wish.
    """
    rng = np.random.default_rng(seed)
    pooled = [pair for question in questions for pair in _of_one(matcher, question, depth, rng)]
    return [pooled[at] for at in rng.permutation(len(pooled))]


def _of_one(
    matcher: Matcher, question: Question, depth: int, rng: np.random.Generator
) -> list[Pooled]:
    standing = matcher.standing(question)
    found: dict[str, dict[PoolRanker, int]] = {}
    orders = {
        PoolRanker.HYBRID: standing.order[:depth],
        PoolRanker.ENCODER: _closest(matcher, question, standing.allowed, depth),
        PoolRanker.WORDS: _sharing_words(matcher, question, standing.allowed, depth),
        PoolRanker.RULES: _drawn(matcher, question, standing.allowed, depth, rng),
    }
    for ranker, order in orders.items():
        for rank, opportunity_id in enumerate(order, start=1):
            found.setdefault(opportunity_id, {})[ranker] = rank
    return [
        Pooled(
            profile_id=question.profile.id,
            opportunity_id=opportunity_id,
            found_by=found_by,
            features=_features(matcher, question, opportunity_id),
        )
        for opportunity_id, found_by in sorted(found.items())
    ]


def _closest(matcher: Matcher, question: Question, allowed: Mask, depth: int) -> list[str]:
    shelf = matcher.stock.shelves[question.kind]
    rows, _ = shelf.index.search(matcher.query_of(question.profile), depth, allowed)
    return [shelf.catalogue.opportunities[row].id for row in rows.tolist()]


def _sharing_words(matcher: Matcher, question: Question, allowed: Mask, depth: int) -> list[str]:
    """By the closest spelling of any statement to the title; equal ones by id."""
    from rapidfuzz import fuzz, process

    opportunities = matcher.stock.shelves[question.kind].catalogue.opportunities
    listed = [opportunities[row] for row in np.flatnonzero(allowed).tolist()]
    if not listed:
        return []
    statements = [fold(line.text) for line in question.profile.statements]
    titles = [fold(one.title) for one in listed]
    best = process.cdist(statements, titles, scorer=fuzz.token_set_ratio).max(axis=0)
    order = sorted(range(len(listed)), key=lambda at: (-float(best[at]), listed[at].id))
    return [listed[at].id for at in order[:depth]]


def _drawn(
    matcher: Matcher, question: Question, allowed: Mask, depth: int, rng: np.random.Generator
) -> list[str]:
    opportunities = matcher.stock.shelves[question.kind].catalogue.opportunities
    rows = rng.permutation(np.flatnonzero(allowed))[:depth]
    return [opportunities[row].id for row in rows.tolist()]


def _features(
    matcher: Matcher, question: Question, opportunity_id: str
) -> dict[FeatureName, float | None]:
    line = matcher.proposal(question, opportunity_id)
    return {term.feature: term.value for term in line.terms}
