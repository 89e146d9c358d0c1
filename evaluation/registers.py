"""Texts of every form and language that will be compared: what a centre is fitted on.

Forms: job titles, descriptions, lists of skills, advertisements, and sentences people say about
themselves. What they are about must vary and matter little; so the same concepts of ESCO fill the
forms of each language, and Darija sentences are written out in `frames.csv`, in both scripts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path

import numpy as np

from matching.ports import Encoder
from models.centring import Centre, fit_centre
from models.training.files import fingerprints, read_columns
from models.training.taxonomies import LANGUAGES, Esco, esco_files, read_esco

SIZE = 300
"""Texts of a register at most: another draw of as many gives the same rankings."""
_SKILLS_TOGETHER = (2, 5)
"""Fewest and most skills in one list."""
_DESCRIBED_WORDS = 60
"""Words of a description, as many as matching reads."""
_ADVERTISED_WORDS = 40
"""Words of a description inside an advertisement."""

Registers = dict[str, list[str]]
"""Name -> texts."""


def frames_path() -> Path:
    """The sentences and advertisements that ship with the laboratory."""
    return Path(str(resources.files("evaluation") / "frames.csv"))


def build_registers(esco: Path, rng: np.random.Generator) -> Registers:
    """Build the registers from ESCO and the frames.

    Args:
        esco: Folder with ESCO's CSV files in French, Arabic and English.
        rng: Draws the texts of each register.

    Raises:
        InvalidInput: a file is missing or is not what it should be.
    """
    frames = _read_frames()
    registers: Registers = {}
    for language in LANGUAGES:
        registers |= _of_language(read_esco(esco, language), language, frames, rng)
    for (form, language), written in frames.items():
        registers.setdefault(f"{form}-{language}", written)
    return registers


def fit_registers_centre(
    esco: Path,
    encoder: Encoder,
    encoder_id: str,
    seed: int,
    progress: Callable[[int], None],
    most_axes: int | None = None,
) -> Centre:
    """Fit a centre on the registers.

    Args:
        esco: Folder with ESCO's CSV files in French, Arabic and English.
        encoder: Whose vectors.
        encoder_id: Name of its model.
        seed: Draws the texts of each register.
        progress: Told the number of texts that were just encoded.
        most_axes: Axes kept at most; 0 for the mean alone, None for all that are not chance.

    Raises:
        InvalidInput: a file is missing or is not what it should be.
    """
    sources = [esco / name for language in LANGUAGES for name in esco_files(language)]
    return fit_centre(
        encoder,
        build_registers(esco, np.random.default_rng(seed)),
        encoder_id=encoder_id,
        fitted_on=fingerprints([*sources, frames_path()]),
        most_axes=most_axes,
        progress=progress,
    )


def _of_language(
    esco: Esco,
    language: str,
    frames: Mapping[tuple[str, str], Sequence[str]],
    rng: np.random.Generator,
) -> Registers:
    jobs = [esco.occupations[row] for row in rng.permutation(len(esco.occupations))[:SIZE]]
    filled = [
        {
            "occupation": job.label,
            "description": _first_words(job.description, _ADVERTISED_WORDS),
            "skill": str(rng.choice(esco.skills)),
        }
        for job in jobs
    ]
    lists = (rng.choice(esco.skills, rng.integers(*_SKILLS_TOGETHER, endpoint=True)) for _ in jobs)
    return {
        f"title-{language}": [job.label for job in jobs],
        f"description-{language}": [
            _first_words(job.description, _DESCRIBED_WORDS) for job in jobs
        ],
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


def _first_words(text: str, count: int) -> str:
    return " ".join(text.split()[:count])
