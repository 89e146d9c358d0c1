"""Benchmarks out of what training leaves aside: can a concept never seen be found by its texts?

The concepts are those `models.training.splits` keeps from training, and the documents the labels of
all occupations, so that a query competes with everything a release was trained on. A query whose
very text also names a concept of the training side is left out: its wording has been seen.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from evaluation.datasets import Dataset, write_beir
from matching.errors import InvalidInput
from matching.spelling import fold, key
from models.training.concepts import Concept, Concepts, read_concepts
from models.training.splits import split_of
from models.training.taxonomies import LANGUAGES

_SKILLS = (2, 8)
"""Fewest and most essential skills in one query."""
_STEM = 5
"""Letters by which a word of a description is recognised as one of the label."""
_SHORTEST = 4
"""Letters of a word that says something; shorter ones are articles and prepositions."""


class HeldOut(StrEnum):
    """The sides that training never sees."""

    TEST = "test"
    """To be measured once choices are made."""
    DEV = "dev"
    """To choose with."""


class NothingHeldOut(InvalidInput):
    """No concept of the taxonomy belongs to that side, so nothing can be asked."""

    code = "nothing-held-out"


@dataclass(frozen=True, slots=True)
class _Question:
    """A text that one occupation must be found by."""

    language: str
    text: str
    concept: Concept


def write_heldout(esco: Path, out: Path, split: HeldOut = HeldOut.TEST) -> list[Dataset]:
    """Build the sets of a side and write each as a BEIR folder of `out`, named as the set.

    Args:
        esco: Folder with ESCO's CSV files in French, Arabic and English.
        out: Created where it is not there; sets of an earlier run are replaced.
        split: Whose concepts are asked for.

    Returns:
        What was written, in the order of `heldout_sets`.

    Raises:
        FileMissing, NotText, ColumnMissing, BadLine, EmptyFile: a file is not what ESCO publishes.
        NothingHeldOut: no concept belongs to that side.
    """
    datasets = heldout_sets(read_concepts(esco), split)
    for dataset in datasets:
        write_beir(dataset, out / dataset.name)
    return datasets


def heldout_sets(concepts: Concepts, split: HeldOut) -> list[Dataset]:
    """The sets of a side; one without any query is left out.

    - `esco_ar_fr`: the Arabic label, among French labels.
    - `esco_fr_en`: the French label, among English labels.
    - `esco_description_title`: the French description without the words of the label, among French
      labels.
    - `esco_skills_title`: two to eight essential skills in one of the three languages, among French
      labels.
    - `esco_alt`: a French alternative label with words of its own, among French labels.

    The id of a query begins with its language; that of a document is the end of the concept's
    address. Grades are 1: for the concept, for those with the same label, and for those that bear
    the query as a name.

    Raises:
        NothingHeldOut: no concept belongs to that side.
    """
    kept = [each for each in concepts.occupations if split_of(each.uri) == split]
    library = _Library(concepts.occupations)
    asked: dict[str, tuple[str, Iterable[_Question]]] = {
        "esco_ar_fr": ("fr", _labels(kept, "ar")),
        "esco_fr_en": ("en", _labels(kept, "fr")),
        "esco_description_title": ("fr", _descriptions(kept)),
        "esco_skills_title": ("fr", _skill_lists(kept, concepts)),
        "esco_alt": ("fr", _alternatives(kept)),
    }
    found = [
        library.dataset(name, language, questions) for name, (language, questions) in asked.items()
    ]
    answerable = [dataset for dataset in found if dataset.queries]
    if not answerable:
        raise NothingHeldOut(split=split.value, occupations=len(concepts.occupations))
    return answerable


class _Library:
    """All occupations, by what they are called."""

    def __init__(self, occupations: Sequence[Concept]) -> None:
        self._occupations = occupations
        self._bearers: dict[tuple[str, str], list[Concept]] = defaultdict(list)
        for concept in occupations:
            for language, names in concept.names.items():
                for name in dict.fromkeys(map(fold, names)):
                    self._bearers[language, name].append(concept)

    def dataset(self, name: str, language: str, questions: Iterable[_Question]) -> Dataset:
        """Ask the questions of the labels in one language."""
        labelled = [each for each in self._occupations if language in each.names]
        same: dict[str, list[str]] = defaultdict(list)
        for concept in labelled:
            same[fold(concept.names[language][0])].append(_end(concept))
        queries, grades, numbers = {}, {}, defaultdict[str, int](int)
        for question in self._unseen(questions):
            if language not in question.concept.names:
                continue
            about = [question.concept, *self._named(question)]
            labels = [each.names[language][0] for each in about if language in each.names]
            identifier = f"{question.language}-{_end(question.concept)}"
            numbers[identifier] += 1
            identifier += f"-{numbers[identifier]}" * (numbers[identifier] > 1)
            queries[identifier] = question.text
            grades[identifier] = {one: 1 for label in labels for one in same[fold(label)]}
        documents = {_end(each): each.names[language][0] for each in labelled}
        return Dataset(name=name, documents=documents, queries=queries, grades=grades)

    def _unseen(self, questions: Iterable[_Question]) -> Iterator[_Question]:
        for question in questions:
            if not any(split_of(each.uri) == "train" for each in self._named(question)):
                yield question

    def _named(self, question: _Question) -> Sequence[Concept]:
        return self._bearers.get((question.language, fold(question.text)), ())


def _labels(concepts: Iterable[Concept], language: str) -> Iterator[_Question]:
    for concept in concepts:
        if language in concept.names:
            yield _Question(language, concept.names[language][0], concept)


def _alternatives(concepts: Iterable[Concept]) -> Iterator[_Question]:
    """Alternative labels that say more than the label in one gender or with fewer words."""
    for concept in concepts:
        label, *others = concept.names.get("fr", ("",))
        told = set(_stems(label))
        for other in others:
            words = frozenset(_stems(other))
            if not words <= told:
                told |= words  # the feminine form of an alternative asks nothing new
                yield _Question("fr", other, concept)


def _descriptions(concepts: Iterable[Concept]) -> Iterator[_Question]:
    for concept in concepts:
        if "fr" in concept.names and "fr" in concept.descriptions:
            text = without_words(concept.descriptions["fr"], concept.names["fr"][0])
            if fold(text):
                yield _Question("fr", text, concept)


def without_words(text: str, label: str) -> str:
    """The text without the words that begin like one of the label, in any gender or number.

    "Les soudeurs et soudeuses assemblent." without "soudeur/soudeuse" is "Les et assemblent.".
    Words of fewer than four letters stay. A text made of the label alone becomes "".
    """
    stems = frozenset(_stems(label))
    return " ".join(word for word in text.split() if stems.isdisjoint(_stems(word)))


def _stems(text: str) -> Iterator[str]:
    return (word[:_STEM] for word in key(text).split() if len(word) >= _SHORTEST)


def _skill_lists(occupations: Iterable[Concept], concepts: Concepts) -> Iterator[_Question]:
    fewest, most = _SKILLS
    for occupation in occupations:
        skills = [concepts.skills[uri] for uri in concepts.essential.get(occupation.uri, ())]
        for language in LANGUAGES:
            named = (skill.names[language][0] for skill in skills if language in skill.names)
            labels = list(islice(named, most))
            if len(labels) >= fewest:
                yield _Question(language, ", ".join(labels), occupation)


def _end(concept: Concept) -> str:
    return concept.uri.rpartition("/")[2]
