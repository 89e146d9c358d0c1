"""ESCO's occupations and skills with all their names, in three languages side by side."""

import gzip
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.training.files import EmptyFile, FileMissing, NotText, read_columns, read_table
from models.training.taxonomies import LANGUAGES, UNTRANSLATED

JOINED = "joined_occupation_skill_fr_en_ar.csv.gz"
"""Optional: the only source of Arabic labels of single skills."""
RELATIONS = "occupationSkillRelations.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """An occupation or a skill."""

    uri: str
    isco: str
    """Unit group of an occupation, four digits; empty for a skill."""
    names: Mapping[str, tuple[str, ...]]
    """Language -> the preferred label, then the alternative ones; at least one language."""
    descriptions: Mapping[str, str]
    """Language -> one paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concepts:
    """ESCO, as training reads it."""

    occupations: Sequence[Concept]
    skills: Mapping[str, Concept]
    """By URI."""
    essential: Mapping[str, tuple[str, ...]]
    """URI of an occupation -> URIs of the skills and knowledge it cannot do without."""


def concept_files(folder: Path) -> list[Path]:
    """The files that `read_concepts` reads, for fingerprints."""
    names = [f"occupations_{language}.csv" for language in LANGUAGES]
    names += ["skills_en.csv", "skills_fr.csv", RELATIONS]
    return [folder / name for name in names] + [
        path for path in (folder / JOINED,) if path.is_file()
    ]


def read_concepts(folder: Path) -> Concepts:
    """Read ESCO's CSV files.

    Raises:
        FileMissing, NotText, ColumnMissing, BadLine: a file is not what ESCO publishes.
        EmptyFile: a file has no usable line.
    """
    skills = _read_skills(folder)
    return Concepts(
        occupations=_read_occupations(folder),
        skills=skills,
        essential=_read_essential(folder, skills),
    )


def _read_occupations(folder: Path) -> list[Concept]:
    columns = ("conceptUri", "iscoGroup", "preferredLabel", "altLabels", "description")
    names: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    descriptions: dict[str, dict[str, str]] = defaultdict(dict)
    groups: dict[str, str] = {}
    for language in LANGUAGES:
        name = f"occupations_{language}.csv"
        for uri, isco, label, others, description in read_columns(folder, name, columns):
            if uri and label:
                groups[uri] = isco
                names[uri][language] = _names(label, others)
                if description:
                    descriptions[uri][language] = " ".join(description.split())
        if not any(language in found for found in names.values()):
            raise EmptyFile(file=name)
    return [
        Concept(uri=uri, isco=groups[uri], names=found, descriptions=descriptions[uri])
        for uri, found in names.items()
    ]


def _read_skills(folder: Path) -> dict[str, Concept]:
    names: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    descriptions: dict[str, dict[str, str]] = defaultdict(dict)
    columns = ("conceptUri", "preferredLabel", "altLabels", "description")
    for uri, label, others, description in read_columns(folder, "skills_en.csv", columns):
        if uri and label:
            names[uri]["en"] = _names(label, others)
            descriptions[uri]["en"] = " ".join(description.split())
    for uri, label, others in read_columns(folder, "skills_fr.csv", columns[:3]):
        if uri and label and UNTRANSLATED not in label:
            names[uri]["fr"] = _names(label, others)
    for uri, label in _arabic_skills(folder):
        names[uri]["ar"] = (label,)
    for language in ("en", "fr"):
        if not any(language in found for found in names.values()):
            raise EmptyFile(file=f"skills_{language}.csv")
    return {
        uri: Concept(uri=uri, isco="", names=found, descriptions=descriptions[uri])
        for uri, found in names.items()
    }


def _arabic_skills(folder: Path) -> Iterator[tuple[str, str]]:
    if not (folder / JOINED).is_file():
        return
    try:
        text = gzip.decompress((folder / JOINED).read_bytes()).decode("utf-8-sig")
    except (OSError, EOFError) as error:
        raise FileMissing(file=JOINED) from error
    except UnicodeDecodeError as error:
        raise NotText(file=JOINED) from error
    rows = read_table(io.StringIO(text, newline=""), JOINED, ("skill_uri", "skill_ar"))
    yield from dict.fromkeys((uri, label) for uri, label in rows if uri and label)


def _read_essential(folder: Path, skills: Mapping[str, Concept]) -> dict[str, tuple[str, ...]]:
    essential: dict[str, list[str]] = defaultdict(list)
    columns = ("occupationUri", "relationType", "skillUri")
    for occupation, relation, skill in read_columns(folder, RELATIONS, columns):
        if relation == "essential" and skill in skills:
            essential[occupation].append(skill)
    if not essential:
        raise EmptyFile(file=RELATIONS)
    return {occupation: tuple(found) for occupation, found in essential.items()}


def _names(label: str, others: str) -> tuple[str, ...]:
    """Preferred label first, without duplicates."""
    written = [label, *others.splitlines()]
    return tuple(dict.fromkeys(name.strip() for name in written if name.strip()))
