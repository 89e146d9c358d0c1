"""What ESCO and ROME say about work, as short lists of texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.files import EmptyFile, fingerprint, read_columns

LANGUAGES = ("fr", "ar", "en")
_LEVELS = tuple(f"Level {level} preferred term" for level in (3, 2, 1))
_UNTRANSLATED = "@"
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
    """Terms of the skill hierarchy, without duplicates; the only ones that exist in Arabic too."""


def esco_files(language: str) -> tuple[str, str]:
    """Names of the CSV files of one language: occupations, then the skill hierarchy."""
    return f"occupations_{language}.csv", f"skillsHierarchy_{language}.csv"


def read_esco(folder: Path, language: str) -> Esco:
    """Read the occupations and skills of one language from ESCO's CSV files.

    Raises:
        FileMissing, NotText, ColumnMissing, BadLine: a file is not what ESCO publishes.
        EmptyFile: a file has no usable line.
    """
    occupations, skills = esco_files(language)
    rows = read_columns(folder, occupations, ("preferredLabel", "description"))
    described = [Occupation(label, text) for label, text in rows if label and text]
    terms = (
        next((term for term in levels if term), "")
        for levels in read_columns(folder, skills, _LEVELS)
    )
    named = list(dict.fromkeys(term for term in terms if term and _UNTRANSLATED not in term))
    for name, found in ((occupations, described), (skills, named)):
        if not found:
            raise EmptyFile(file=name)
    return Esco(occupations=described, skills=named)


def find_appellations(folder: Path) -> Path:
    """The file of ROME job names in a folder; of several versions, the last by name.

    Raises:
        FileMissing: there is none.
    """
    from evaluation.files import FileMissing

    found = sorted(folder.glob("unix_referentiel_appellation_v*_utf8.csv"))
    if not found:
        raise FileMissing(file="unix_referentiel_appellation_v*_utf8.csv")
    return found[-1]


def read_appellations(path: Path) -> list[str]:
    """French job names of ROME, both genders, without duplicates.

    Raises:
        FileMissing, NotText, ColumnMissing, BadLine, EmptyFile: the file is not what France Travail
            publishes.
    """
    rows = read_columns(path.parent, path.name, ("libelle_appellation_long",))
    names = list(dict.fromkeys(name for (name,) in rows if name))
    if not names:
        raise EmptyFile(file=path.name)
    return names


def fingerprints(paths: Sequence[Path]) -> dict[str, str]:
    """Name of each file -> SHA-256 of its content."""
    return {path.name: fingerprint(path) for path in paths}
