"""Texts of every form and language that will be compared: what a centre is fitted on.

Forms: job titles, descriptions, lists of skills, advertisements, and sentences people say about
themselves. What they are about must vary and matter little; so the same concepts of ESCO fill the
forms of each language, and Darija sentences are written out in `frames.csv`, in both scripts.
"""

from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path

import numpy as np

from evaluation.files import read_columns
from evaluation.taxonomies import LANGUAGES, Esco, read_appellations, read_esco

SIZE = 400
"""Texts of a register at most: the mean of a few hundred hardly moves any more."""
_SKILLS_TOGETHER = (2, 5)
"""Fewest and most skills in one list."""
_ADVERTISED_WORDS = 40
"""Words of a description inside an advertisement."""

Registers = dict[str, list[str]]
"""Name -> texts."""


def frames_path() -> Path:
    """The sentences and advertisements that ship with the laboratory."""
    return Path(str(resources.files("evaluation") / "frames.csv"))


def build_registers(
    esco: Path, appellations: Path, *, left_out: frozenset[str], rng: np.random.Generator
) -> Registers:
    """Build the registers from taxonomies and frames.

    Args:
        esco: Folder with ESCO's CSV files in French, Arabic and English.
        appellations: ROME's file of job names.
        left_out: Texts that a benchmark asks for; they are not used.
        rng: Draws the texts of each register.

    Raises:
        InvalidInput: a file is missing or is not what it should be.
    """
    frames = _read_frames()
    registers = {"title-fr-rome": _draw(_without(read_appellations(appellations), left_out), rng)}
    for language in LANGUAGES:
        registers |= _of_language(read_esco(esco, language), language, frames, left_out, rng)
    for (form, language), written in frames.items():
        registers.setdefault(f"{form}-{language}", list(written))
    return registers


def _of_language(
    esco: Esco,
    language: str,
    frames: Mapping[tuple[str, str], Sequence[str]],
    left_out: frozenset[str],
    rng: np.random.Generator,
) -> Registers:
    jobs = [job for job in esco.occupations if job.label not in left_out]
    drawn = [jobs[row] for row in rng.permutation(len(jobs))[:SIZE]]
    filled = [
        {
            "occupation": job.label,
            "description": " ".join(job.description.split()[:_ADVERTISED_WORDS]),
            "skill": str(rng.choice(esco.skills)),
        }
        for job in drawn
    ]
    lists = (rng.choice(esco.skills, rng.integers(*_SKILLS_TOGETHER, endpoint=True)) for _ in drawn)
    return {
        f"title-{language}": [job.label for job in drawn],
        f"description-{language}": [job.description for job in drawn],
        f"skills-{language}": [". ".join(skills) for skills in lists],
        **{
            f"{form}-{language}": list(_fill(frames[form, language], filled))
            for form in ("statement", "advertisement")
        },
    }


def _fill(frames: Sequence[str], filled: Sequence[Mapping[str, str]]) -> Iterator[str]:
    for row, words in enumerate(filled):
        yield frames[row % len(frames)].format_map(words)


def _read_frames() -> dict[tuple[str, str], list[str]]:
    path = frames_path()
    frames: dict[tuple[str, str], list[str]] = {}
    for form, language, frame in read_columns(
        path.parent, path.name, ("form", "language", "frame")
    ):
        frames.setdefault((form, language), []).append(frame)
    return frames


def _without(texts: Sequence[str], left_out: frozenset[str]) -> list[str]:
    return [text for text in texts if text not in left_out]


def _draw(texts: Sequence[str], rng: np.random.Generator) -> list[str]:
    return [texts[row] for row in rng.permutation(len(texts))[:SIZE]]
