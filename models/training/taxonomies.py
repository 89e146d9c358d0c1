"""What ESCO says about work, as short lists of texts in one language."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.training.files import EmptyFile, read_columns
from models.training.splits import split_of

LANGUAGES = ("fr", "ar", "en")
_LEVELS = ("Level 3 preferred term", "Level 2 preferred term", "Level 1 preferred term")
_SKILLS = {
    "fr": ("skills_fr.csv", ("preferredLabel",)),
    "en": ("skills_en.csv", ("preferredLabel",)),
    # Single skills have few Arabic labels; the groups they belong to have one.
    "ar": ("skillsHierarchy_ar.csv", _LEVELS),
}
UNTRANSLATED = "@"
"""ESCO leaves terms without translation in English, with "@en" at their end."""


@dataclass(frozen=True, slots=True)
class Occupation:
    """An ESCO occupation in one language."""

    label: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Esco:
    """ESCO in one language."""

    occupations: Sequence[Occupation]
    skills: Sequence[str]
    """Labels of skills, without duplicates; in Arabic those of groups of skills."""


def esco_files(language: str) -> tuple[str, str]:
    """Names of the CSV files of one language: occupations, then skills."""
    return f"occupations_{language}.csv", _SKILLS[language][0]


def read_esco(folder: Path, language: str) -> Esco:
    """Read the occupations and skills of one language from ESCO's CSV files.

    Occupations that are kept out of training are left out here too.

    Args:
        folder: Where ESCO's download was unpacked.
        language: One of `LANGUAGES`.

    Raises:
        FileMissing, NotText, ColumnMissing, BadLine: a file is not what ESCO publishes.
        EmptyFile: a file has no usable line.
    """
    name = esco_files(language)[0]
    rows = read_columns(folder, name, ("conceptUri", "preferredLabel", "description"))
    described = [
        Occupation(label, text)
        for uri, label, text in rows
        if label and text and split_of(uri) == "train"
    ]
    if not described:
        raise EmptyFile(file=name)
    return Esco(occupations=described, skills=_read_skills(folder, language))


def _read_skills(folder: Path, language: str) -> list[str]:
    name, columns = _SKILLS[language]
    # The most specific of a row's terms: columns are listed in that order.
    terms = (next(filter(None, row), "") for row in read_columns(folder, name, columns))
    skills = list(dict.fromkeys(term for term in terms if term and UNTRANSLATED not in term))
    if not skills:
        raise EmptyFile(file=name)
    return skills
