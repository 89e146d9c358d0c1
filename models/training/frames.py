"""The sentences around a title and skills, read once from the tables beside this file."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from models.training.chance import pick

PERSON = "person"
_SLOT = re.compile(r"\{(\w+)\}")
TITLE_SLOTS = frozenset({"title", "de_title", "a_title"})
SKILL_SLOTS = frozenset(
    {"list", "verbs", "de_verbs", "a_verbs", "gerunds", "nouns", "nverbs", "habits"}
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with slots in braces."""

    text: str
    slots: frozenset[str]

    @property
    def has_title(self) -> bool:
        return bool(self.slots & TITLE_SLOTS)

    @property
    def has_skills(self) -> bool:
        return bool(self.slots & SKILL_SLOTS)

    def filled(self, rng: np.random.Generator, language: str, values: Mapping[str, str]) -> str:
        """The sentence; slots without a value get a usual filler of the language."""

        def value(slot: re.Match[str]) -> str:
            given = values.get(slot[1])
            return pick(rng, fillers(slot[1], language)) if given is None else given

        return _SLOT.sub(value, self.text)


def _frame(text: str) -> Frame:
    return Frame(text, frozenset(_SLOT.findall(text)))


def form_files() -> list[Path]:
    """The tables of frames, fillers and words, for fingerprints."""
    return sorted(Path(str(resources.files("models") / "training")).glob("*.csv"))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table beside this file."""
    text = resources.files("models.training").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def first_person_frames(language: str) -> tuple[Frame, ...]:
    """What a person says, in the order of the table."""
    return tuple(_frame(row["frame"]) for row in rows("forms.csv") if row["language"] == language)


@cache
def advertisement_frames(part: str, language: str) -> tuple[Frame, ...]:
    """What a company writes in one part of an advertisement ("opening", "duties", …)."""
    return tuple(_frame(text) for text in _texts("noise.csv", part, language))


@cache
def fillers(slot: str, language: str) -> tuple[str, ...]:
    """Usual fillers of a slot: towns, durations, relatives, schools, contracts."""
    return _texts("fillers.csv", slot, language)


@cache
def usable(
    part: str, language: str, slots: frozenset[str], *, title: bool, skills: bool
) -> tuple[Frame, ...]:
    """The frames that say exactly what is given, with the grammar that the words allow.

    Args:
        part: `PERSON`, or a part of an advertisement.
        language: Of the frames.
        slots: Slots of `TITLE_SLOTS` and `SKILL_SLOTS` that can be filled.
        title: Whether a title must be said.
        skills: Whether skills must be said.
    """
    person = part == PERSON
    frames = first_person_frames(language) if person else advertisement_frames(part, language)
    return tuple(
        frame
        for frame in frames
        if frame.has_title == title and frame.has_skills == skills
        if (frame.slots & (TITLE_SLOTS | SKILL_SLOTS)) <= slots
    )


def _texts(name: str, slot: str, language: str) -> tuple[str, ...]:
    return tuple(
        row["text"]
        for row in rows(name)
        if row["slot"] == slot and language in row["languages"].split()
    )


def words(name: str) -> frozenset[str]:
    """The words of a table of one column; each row holds those of one initial letter."""
    return frozenset(word for row in rows(name) for word in next(iter(row.values())).split())
