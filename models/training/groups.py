"""The groups of ISCO: what each says of itself, and what it is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from models.training.files import EmptyFile, read_columns

_LANGUAGES: Final = ("fr", "en")
"""Those in which ESCO publishes the groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of occupations: a major, sub-major, minor or unit group."""

    description: str
    """English; empty where there is none."""
    names: Mapping[str, str]
    """Language -> name, in the plural: "Welders and flame cutters"."""


def group_files(folder: Path) -> list[Path]:
    """The files that `read_groups` reads, for fingerprints."""
    return [folder / _file(language) for language in _LANGUAGES]


def read_groups(folder: Path) -> dict[str, Group]:
    """The groups by their code of one to four digits; the code of a group begins its members'.

    Raises:
        FileMissing, NotText, ColumnMissing, BadLine: a file is not what ESCO publishes.
        EmptyFile: a file names no group.
    """
    names: dict[str, dict[str, str]] = {}
    descriptions: dict[str, str] = {}
    for language in _LANGUAGES:
        columns = ("code", "preferredLabel", "description")
        for code, name, description in read_columns(folder, _file(language), columns):
            if code and name:
                names.setdefault(code, {})[language] = name
                if language == "en":
                    descriptions[code] = description
        if not any(language in found for found in names.values()):
            raise EmptyFile(file=_file(language))
    return {
        code: Group(description=descriptions.get(code, ""), names=found)
        for code, found in names.items()
    }


def _file(language: str) -> str:
    return f"ISCOGroups_{language}.csv"
