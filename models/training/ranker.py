"""Fitting the ranking on concepts that the encoder was not trained on.

What is fitted: the weights of the features that speak about know-how, relative to each other, and
where closeness in meaning begins to count as evidence. What is not: the weights of distance, dates,
certificates, experience, wishes and replies. No public data says anything about those; they keep
the shares that were set by hand until outcomes are there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matching.errors import InvalidInput
from matching.parameters import EvidenceParameters, RankingParameters
from matching.records import Opportunity
from matching.vocabulary import FeatureName, OpportunityKind
from models.training.augmentation import Language, advertisement, first_person
from models.training.concepts import Concept, Concepts
from models.training.splits import split_of

KNOW_HOW = (FeatureName.SEMANTIC, FeatureName.LEXICAL, FeatureName.COVERAGE)
"""The features whose weights are fitted."""
SMALLEST = 0.02
"""Share of the fitted weights that each keeps: single sentences beside openings cannot show what
evidence is worth that comes from several statements, but more of it cost every development set."""
RIDGE = 1e-3
"""Pull of the weights towards 0, beside a mean loss of about 1; keeps them finite."""
USUAL, BEGINS, SUPPORTS, SAME = 0.5, 0.95, 0.998, 0.75
"""Quantiles: of unlike texts, where closeness counts nothing, where evidence of it may begin, and
which must not count as evidence; of alike texts, those that are as close as need be."""
DESCRIPTION_WORDS = 40
OPENING_LANGUAGES: tuple[Language, ...] = ("fr", "ar", "en")
SPEAKERS: Mapping[Language, str] = {
    "fr": "fr",
    "ar": "ar",
    "en": "en",
    "darija-latin": "fr",
    "darija-arabic": "ar",
}
"""Who speaks, and the language in which their trade is looked up."""

Floats = npt.NDArray[np.float64]


class NothingToFit(InvalidInput):
    """The taxonomy has too few concepts aside to fit a ranking on."""

    code = "nothing-to-fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A text, and which openings answer it."""

    text: str
    relevant: frozenset[int]
    """Positions of openings about the same concept."""
    unclear: frozenset[int]
    """Positions of openings about neighbours (same ISCO unit group): neither right nor wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Questions and the openings to rank for each of them."""

    openings: tuple[Opportunity, ...]
    """Their ids are their positions, in an order of text."""
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """The features of some documents for one question."""

    values: Floats
    """Shape (k, features), finite."""
    is_relevant: npt.NDArray[np.bool_]
    """Shape (k,); the others are wrong."""


def draw_material(esco: Concepts, rng: np.random.Generator) -> Material:
    """Invent people and openings for the concepts of the "dev" split.

    Each concept has an opening in each language: a bare title, or a title with its description or
    with an advertisement. It is asked for by a name in one of the languages and by a person in each
    of five ways of writing.

    Args:
        esco: As it was read.
        rng: Same state, same material.

    Raises:
        NothingToFit: fewer than two unit groups are in that split.
    """
    aside = [one for one in esco.occupations if split_of(one.uri) == "dev"]
    if len({one.isco for one in aside}) < 2:
        raise NothingToFit(concepts=len(aside))
    openings: list[Opportunity] = []
    of_concept: dict[str, set[int]] = {}
    of_group: dict[str, set[int]] = {}
    for one in aside:
        places = set(range(len(openings), len(openings) + len(OPENING_LANGUAGES)))
        openings += [
            _opening(place, one, esco, language, rng)
            for place, language in zip(sorted(places), OPENING_LANGUAGES, strict=True)
        ]
        of_concept[one.uri] = places
        of_group.setdefault(one.isco, set()).update(places)
    questions = [
        Question(
            text=text,
            relevant=frozenset(of_concept[one.uri]),
            unclear=frozenset(of_group[one.isco].difference(of_concept[one.uri])),
        )
        for one in aside
        for text in _questions(one, esco, rng)
    ]
    return Material(openings=tuple(openings), questions=tuple(questions))


def _opening(
    place: int, one: Concept, esco: Concepts, language: Language, rng: np.random.Generator
) -> Opportunity:
    title = _name(one, language, rng)
    described = " ".join(one.descriptions.get(language, "").split()[:DESCRIPTION_WORDS])
    skills = _skills(one, esco, language, rng)
    forms = ("", described, advertisement(rng, language, title, described or None, skills))
    return Opportunity(
        id=f"{place:09d}",
        kind=OpportunityKind.OPENING,
        title=title,
        description=forms[int(rng.integers(len(forms)))],
    )


def _questions(one: Concept, esco: Concepts, rng: np.random.Generator) -> Iterator[str]:
    yield _name(one, str(rng.choice(OPENING_LANGUAGES)), rng)
    for speaker, language in SPEAKERS.items():
        skills = _skills(one, esco, language, rng)
        title = _name(one, language, rng) if not skills or rng.random() < 0.5 else None
        yield first_person(rng, speaker, title, skills)


def _name(one: Concept, language: str, rng: np.random.Generator) -> str:
    names = one.names.get(language) or next(iter(one.names.values()))
    return names[int(rng.integers(len(names)))]


def _skills(one: Concept, esco: Concepts, language: str, rng: np.random.Generator) -> list[str]:
    """Up to four of its essential skills that have a name in that language."""
    needed = (esco.skills[uri].names for uri in esco.essential.get(one.uri, ()))
    named = [names[language][0] for names in needed if language in names]
    return [named[place] for place in rng.permutation(len(named))[: int(rng.integers(1, 5))]]


def labels_apart(esco: Concepts) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Names of one concept in two languages, and names of concepts far from each other.

    Returns:
        Pairs that say the same, and pairs from different ISCO major groups; of the "dev" split.
    """
    aside = [one for one in esco.occupations if split_of(one.uri) == "dev"]
    alike = [
        (one.names[left][0], one.names[right][0])
        for one in aside
        for left, right in (("fr", "en"), ("ar", "fr"), ("en", "ar"))
        if left in one.names and right in one.names
    ]
    unlike = [
        (one.names[left][0], other.names[right][0])
        for left, right in (("fr", "fr"), ("fr", "en"), ("ar", "fr"))
        for one in aside
        for other in aside
        if one.isco[:1] != other.isco[:1] and left in one.names and right in other.names
    ]
    return alike, unlike


def fit_evidence(
    parameters: EvidenceParameters, alike: Floats, unlike: Floats
) -> EvidenceParameters:
    """Say from which cosine on closeness counts, and is evidence, for the encoder that gave them.

    The quantiles were chosen so that the encoder as published keeps the values once set by hand
    (0.15, 0.45, 0.65), and closeness counts from 0.

    Args:
        parameters: The others are kept.
        alike: Centred cosines of texts that say the same, shape (n,).
        unlike: The same of texts that have nothing to do with each other, shape (m,).

    Raises:
        NothingToFit: there is no cosine of one kind, or they cannot be told apart.
    """
    if not len(alike) or not len(unlike):
        raise NothingToFit(alike=len(alike), unlike=len(unlike))
    quantiles = np.round(np.quantile(unlike, (USUAL, BEGINS, SUPPORTS)), 3)
    usual, begins, supports = quantiles.tolist()
    same = round(float(np.quantile(alike, SAME)), 3)
    if not 0.0 <= begins < supports < same:
        raise NothingToFit(begins=begins, supports=supports, same=same)
    return replace(
        parameters,
        whole_low=max(usual, 0.0),
        meaning_low=begins,
        meaning_threshold=supports,
        meaning_high=same,
    )


def fit_ranking(parameters: RankingParameters, lists: Sequence[Ranked]) -> RankingParameters:
    """Share out the weight of know-how among its features, so that what is relevant comes first.

    Args:
        parameters: Weights of other features are kept, and so is the sum of the fitted ones.
        lists: Values of `KNOW_HOW`, in that order.

    Raises:
        NothingToFit: no list has both a relevant document and a wrong one.
    """
    together = sum(parameters.weights[name] for name in KNOW_HOW)
    shares = SMALLEST + (1.0 - SMALLEST * len(KNOW_HOW)) * fit_shares(lists)
    rounded = np.round(shares * together, 3)
    rounded[shares.argmax()] += together - rounded.sum()
    fitted = dict(zip(KNOW_HOW, rounded.tolist(), strict=True))
    return replace(parameters, weights={**parameters.weights, **fitted})


def fit_shares(lists: Sequence[Ranked]) -> Floats:
    """Weights that make relevant documents likelier than wrong ones, as shares of 1.

    Each relevant document is drawn against all wrong ones of its list by a softmax over weighted
    sums; the weights are those of least loss, none negative. The problem is convex, so the answer
    does not depend on where the search begins.

    Returns:
        Shape (features,), at least 0, summing to 1. Equal shares when no feature tells anything.

    Raises:
        NothingToFit: no list has both a relevant document and a wrong one.
    """
    from scipy import optimize

    rows, starts = _differences(lists)

    def loss(weights: Floats) -> tuple[float, Floats]:
        sums = rows @ weights
        totals = np.logaddexp.reduceat(sums, starts)
        chances = np.exp(sums - np.repeat(totals, np.diff(np.append(starts, len(sums)))))
        slope = chances @ rows / len(starts) + RIDGE * weights
        return float(totals.mean() + RIDGE * (weights @ weights) / 2.0), slope

    size = rows.shape[1]
    found = optimize.minimize(
        loss, np.ones(size), jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * size
    )
    weights: Floats = found.x
    if weights.sum() <= 0.0:
        return np.full(size, 1.0 / size)
    shares: Floats = weights / weights.sum()
    return shares


def _differences(lists: Sequence[Ranked]) -> tuple[Floats, npt.NDArray[np.int64]]:
    """One block of rows per relevant document: itself as zeros, then each wrong one minus it."""
    blocks = [
        np.vstack([np.zeros(one.values.shape[1]), one.values[~one.is_relevant] - relevant])
        for one in lists
        if not one.is_relevant.all()
        for relevant in one.values[one.is_relevant]
    ]
    if not blocks:
        raise NothingToFit(lists=len(lists))
    sizes = [len(block) for block in blocks]
    return np.vstack(blocks), np.cumsum([0, *sizes[:-1]]).astype(np.int64)
