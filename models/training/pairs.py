"""Pairs of texts that mean the same work: what the encoder learns from.

Each task draws from one source, and batches hold one task and each concept once: two pairs of a
batch are never about the same concept, so every other text of the batch is a fair negative.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import numpy as np

from matching.spelling import fold
from models.training.augmentation import (
    Language,
    advertisement,
    first_person,
    gender_forms,
    respell,
    roughen,
)
from models.training.concepts import Concept, Concepts
from models.training.groups import Group
from models.training.leaks import Forbidden
from models.training.other_names import OtherNames, with_other_names
from models.training.rome import Job
from models.training.speech import Phrase, Trade
from models.training.splits import split_of

_Choice = TypeVar("_Choice")


class Task(StrEnum):
    """Where a pair comes from."""

    TITLES = "titles"
    """Two names of an ESCO occupation, mostly in two languages."""
    SKILLS = "skills"
    """Two names of an ESCO skill, or its description and a name."""
    DESCRIPTIONS = "descriptions"
    """The description of an occupation and its name."""
    REQUIREMENTS = "requirements"
    """Some of the skills an occupation cannot do without, and its name."""
    GROUPS = "groups"
    """What ISCO says of a unit group, and an occupation in it."""
    APPELLATIONS = "appellations"
    """Two names of a ROME job."""
    DEFINITIONS = "definitions"
    """What ROME says of a job, or what one must know for it, and a name of it."""
    PROFILES = "profiles"
    """What a person says and what a company writes, about the same ESCO occupation."""
    PHRASES = "phrases"
    """What people say they do, in Darija, Arabic, French and English, and the name of the trade."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts about the same concept."""

    anchor: str
    positive: str
    concept: str
    """Not twice in a batch."""
    language: str
    """Of the positive, in which a hard negative is to be drawn."""
    negative: str = ""
    """A text that is near and wrong; empty where none was drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the taxonomies and the project say, read."""

    esco: Concepts
    groups: Mapping[str, Group]
    """Of ISCO, by code."""
    rome: Sequence[Job]
    trades: Sequence[Trade]
    other_names: OtherNames


ROUNDS: Mapping[Task, int] = {
    Task.TITLES: 30,
    Task.SKILLS: 2,
    Task.DESCRIPTIONS: 3,
    Task.REQUIREMENTS: 3,
    Task.GROUPS: 1,
    Task.APPELLATIONS: 10,
    Task.DEFINITIONS: 6,
    Task.PROFILES: 6,
    Task.PHRASES: 12,
}
"""How many pairs are drawn of each concept; of each task of a trade, for phrases."""

_BETWEEN = (
    (("fr", "en"), 0.28),
    (("fr", "ar"), 0.18),
    (("en", "ar"), 0.10),
    (("fr", "fr"), 0.30),
    (("en", "en"), 0.14),
)
"""Languages of two names, and how often: what crosses a language needs the most work."""
_ROUGH = 0.15
"""Share of short texts with a slip of the pen."""
_PREFERRED = 0.4
_WORDS = (12, 40)
"""Of a description: its beginning, of varied length."""
_TOGETHER = (2, 6)
"""Skills in one text, both included."""
_OPENING_LANGUAGES: Sequence[tuple[Language, float]] = (("fr", 0.5), ("ar", 0.3), ("en", 0.2))
_PERSON_LANGUAGES: Sequence[tuple[Language, float]] = (
    ("fr", 0.35),
    ("ar", 0.2),
    ("en", 0.15),
    ("darija-latin", 0.15),
    ("darija-arabic", 0.15),
)
_SPEAKER_LANGUAGES: Sequence[tuple[Language, float]] = (
    ("fr", 0.16),
    ("ar", 0.12),
    ("en", 0.14),
    ("darija-latin", 0.29),
    ("darija-arabic", 0.29),
)
_RESPELT = 0.4
"""Share of Darija that is spelt in another usual way: nobody agrees on one."""
_DARIJA: Mapping[str, str] = {"darija-latin": "fr", "darija-arabic": "ar"}
"""Where a taxonomy has no Darija, people borrow from that language."""


def build_pairs(
    sources: Sources,
    forbidden: Forbidden,
    rng: np.random.Generator,
    rounds: Mapping[Task, int],
) -> dict[Task, list[Pair]]:
    """Draw the pairs of every task from the concepts that are trained on.

    Args:
        sources: What was read.
        forbidden: Texts that must not occur; appellations of ROME are left out in either gender.
        rng: Same state, same pairs.
        rounds: How many pairs are drawn of each concept; a task that is not named is left out.

    Returns:
        Pairs without duplicates, without two sides that fold to the same text, and without a
        forbidden text.
    """
    drawer = _Drawer(sources, forbidden, rng)
    makers = {
        Task.TITLES: drawer.titles,
        Task.SKILLS: drawer.skills,
        Task.DESCRIPTIONS: drawer.descriptions,
        Task.REQUIREMENTS: drawer.requirements,
        Task.GROUPS: drawer.groups,
        Task.APPELLATIONS: drawer.appellations,
        Task.DEFINITIONS: drawer.definitions,
        Task.PROFILES: drawer.profiles,
        Task.PHRASES: drawer.phrases,
    }
    pairs = {}
    for task, count in rounds.items():
        drawn = (pair for _ in range(count) for pair in makers[task]())
        pairs[task] = _usable(drawn, forbidden)
    return pairs


def trained_occupations(sources: Sources, forbidden: Forbidden) -> list[Concept]:
    """The occupations that are trained on, with all their names."""
    trained = [one for one in sources.esco.occupations if split_of(one.uri) == "train"]
    return with_other_names(trained, sources.other_names, forbidden)


def occupation_names(sources: Sources, forbidden: Forbidden) -> dict[str, list[str]]:
    """Address of each occupation that is trained on -> its names in every language.

    Forbidden texts are left out, and occupations that nothing else names.
    """
    named = {
        one.uri: [name for names in one.names.values() for name in names if name not in forbidden]
        for one in trained_occupations(sources, forbidden)
    }
    return {address: names for address, names in named.items() if names}


def _usable(pairs: Iterator[Pair], forbidden: Forbidden) -> list[Pair]:
    found: dict[tuple[str, str], Pair] = {}
    for pair in pairs:
        sides = fold(pair.anchor), fold(pair.positive)
        allowed = pair.anchor not in forbidden and pair.positive not in forbidden
        if all(sides) and sides[0] != sides[1] and allowed:
            found.setdefault((pair.anchor, pair.positive), pair)
    return list(found.values())


class _Drawer:
    """One round of every task: about one pair per concept."""

    def __init__(self, sources: Sources, forbidden: Forbidden, rng: np.random.Generator) -> None:
        self._esco = sources.esco
        self._occupations = trained_occupations(sources, forbidden)
        self._groups = sources.groups
        self._trades = sources.trades
        self._rng = rng
        self._jobs = [
            (job, names)
            for job in sources.rome
            if (names := [name for name in job.appellations if not forbidden.in_any_gender(name)])
        ]

    def titles(self) -> Iterator[Pair]:
        for one in self._occupations:
            left, right = self._pick(_BETWEEN)
            if self._rng.random() < 0.5:
                left, right = right, left
            yield self._pair(self._name(one, left), self._name(one, right), one, right)

    def skills(self) -> Iterator[Pair]:
        for one in self._esco.skills.values():
            known = [language for language in ("fr", "en", "ar") if language in one.names]
            right = str(self._rng.choice(known))
            if "en" in one.descriptions and self._rng.random() < 0.2:
                anchor = self._beginning(one.descriptions["en"])
            else:
                # English has most of the names, so it is one of the two sides.
                left = "en" if right != "en" or len(known) == 1 else str(self._rng.choice(known))
                anchor = self._roughly(self._plain_name(one, left), left)
            yield self._pair(anchor, self._roughly(self._plain_name(one, right), right), one, right)

    def descriptions(self) -> Iterator[Pair]:
        for one in self._occupations:
            left, right = self._pick(_BETWEEN)
            if left in one.descriptions:
                anchor = self._beginning(one.descriptions[left])
                yield self._pair(anchor, self._name(one, right), one, right)

    def requirements(self) -> Iterator[Pair]:
        for one in self._occupations:
            left, right = self._pick(_BETWEEN)
            if skills := self._needs(one, left):
                yield self._pair(", ".join(skills), self._name(one, right), one, right)

    def groups(self) -> Iterator[Pair]:
        for one in self._occupations:
            if (group := self._groups.get(one.isco)) and group.description:
                right = str(self._rng.choice(["fr", "en", "ar"]))
                name = self._name(one, right)
                yield Pair(self._beginning(group.description), name, one.isco, right)

    def appellations(self) -> Iterator[Pair]:
        for job, names in self._jobs:
            left, right = self._appellation(names), self._appellation(names)
            if self._rng.random() < 0.5:
                right = self._written(job.label, "fr")
            yield Pair(left, right, job.code, "fr")

    def definitions(self) -> Iterator[Pair]:
        for job, names in self._jobs:
            if not job.definition:
                continue
            if job.knowledge and self._rng.random() < 0.4:
                anchor = ", ".join(self._some(job.knowledge))
            else:
                anchor = self._beginning(job.definition)
            yield Pair(anchor, self._appellation(names), job.code, "fr")

    def profiles(self) -> Iterator[Pair]:
        for one in self._occupations:
            language, right = self._pick(_PERSON_LANGUAGES), self._pick(_OPENING_LANGUAGES)
            written_in = _DARIJA.get(language, language)
            skills = self._needs(one, written_in)
            name = self._plain_name(one, language if language in one.names else written_in)
            title = None if skills and self._rng.random() < 0.5 else name
            told = skills[:2] if title is None or self._rng.random() < 0.5 else []
            said = first_person(self._rng, language, title, told)
            yield self._pair(said, self._opening(one, right), one, right)

    def phrases(self) -> Iterator[Pair]:
        for trade in self._trades:
            for task in trade.tasks:
                language = self._pick(_SPEAKER_LANGUAGES)
                right = self._pick(_OPENING_LANGUAGES)
                said = self._speech(trade, task, language)
                yield Pair(said, self._offer(trade, task, right), trade.code, right)

    def _speech(self, trade: Trade, task: Phrase, language: Language) -> str:
        """A person with this trade; now and then only the bare words."""
        told = [self._said(one, language) for one in self._others(trade, task)]
        drawn = self._rng.random()
        if drawn < 0.2:
            return told[0]
        title = self._said(self._any(trade.titles), language) if drawn < 0.45 else None
        return first_person(self._rng, language, title, told if drawn > 0.3 else [])

    def _offer(self, trade: Trade, task: Phrase, language: Language) -> str:
        """A company that looks for one; or the same task, or another one, in that language."""
        drawn = self._rng.random()
        if drawn < 0.25:
            return self._said(task, language)
        title = self._said(self._any(trade.titles), language)
        if drawn < 0.5:
            return title
        wanted = [self._said(one, language) for one in self._others(trade, self._any(trade.tasks))]
        if drawn < 0.65:
            return f"{title}. {', '.join(wanted)}"
        return advertisement(self._rng, language, title, None, wanted)

    def _others(self, trade: Trade, first: Phrase) -> list[Phrase]:
        """A task and up to two more of the same trade."""
        more = [one for one in trade.tasks if one is not first]
        count = int(self._rng.integers(0, 3))
        return [first, *(more[row] for row in self._rng.permutation(len(more))[:count])]

    def _any(self, phrases: Sequence[Phrase]) -> Phrase:
        return phrases[int(self._rng.integers(len(phrases)))]

    def _said(self, phrase: Phrase, language: str) -> str:
        ways = phrase.said[language]
        way = ways[int(self._rng.integers(len(ways)))]
        if language in _DARIJA and self._rng.random() < _RESPELT:
            return respell(self._rng, way)
        return way

    def _opening(self, one: Concept, language: Language) -> str:
        title = self._plain_name(one, language)
        drawn = self._rng.random()
        if drawn < 0.25:
            return title
        description = self._beginning(one.descriptions.get(language, ""))
        if drawn < 0.5:
            return f"{title}. {description}"
        return advertisement(self._rng, language, title, description, self._needs(one, language))

    def _pair(self, anchor: str, positive: str, one: Concept, language: str) -> Pair:
        return Pair(anchor, positive, one.uri, language)

    def _name(self, one: Concept, language: str) -> str:
        return self._written(self._plain_name(one, language), language)

    def _plain_name(self, one: Concept, language: str) -> str:
        names = one.names.get(language) or next(iter(one.names.values()))
        if len(names) == 1 or self._rng.random() < _PREFERRED:
            return names[0]
        return names[int(self._rng.integers(1, len(names)))]

    def _appellation(self, names: Sequence[tuple[str, ...]]) -> str:
        writings = names[int(self._rng.integers(len(names)))]
        return self._written(str(self._rng.choice(writings)), "fr")

    def _written(self, text: str, language: str) -> str:
        return self._roughly(str(self._rng.choice(gender_forms(text, language))), language)

    def _roughly(self, text: str, language: str) -> str:
        return roughen(self._rng, text, language) if self._rng.random() < _ROUGH else text

    def _needs(self, one: Concept, language: str) -> list[str]:
        known = [
            skill.names[language][0]
            for uri in self._esco.essential.get(one.uri, ())
            if language in (skill := self._esco.skills[uri]).names
        ]
        return self._some(known)

    def _some(self, texts: Sequence[str]) -> list[str]:
        count = int(self._rng.integers(_TOGETHER[0], _TOGETHER[1], endpoint=True))
        return [texts[row] for row in self._rng.permutation(len(texts))[:count]]

    def _beginning(self, text: str) -> str:
        count = int(self._rng.integers(_WORDS[0], _WORDS[1], endpoint=True))
        return " ".join(text.split()[:count])

    def _pick(self, shares: Sequence[tuple[_Choice, float]]) -> _Choice:
        number = self._rng.choice(len(shares), p=[share for _, share in shares])
        return shares[int(number)][0]
