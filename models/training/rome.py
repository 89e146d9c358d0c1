"""ROME: what jobs are called in French, what they consist of and what one must know for them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.training.files import EmptyFile, FileMissing, read_columns

_NEWEST = "unix_referentiel_appellation_v*_utf8.csv"
_DEFINITION = "definition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An occupation of ROME."""

    code: str
    """As "B1803"."""
    label: str
    appellations: tuple[tuple[str, ...], ...]
    """What people with this job call it, each in its writings: long, then short."""
    definition: str
    """Empty where ROME has none under this code."""
    knowledge: tuple[str, ...]


def rome_files(folder: Path) -> list[Path]:
    """The files that `read_rome` reads, for fingerprints."""
    names, texts = _versions(folder)
    return [
        _one(names, _NEWEST),
        _one(names, "unix_referentiel_code_rome_v*_utf8.csv"),
        *(_one(texts, f"unix_{part}_v*_utf8.csv") for part in _TEXT_PARTS),
    ]


_TEXT_PARTS = ("texte", "coherence_item", "referentiel_competence")


def read_rome(folder: Path) -> list[Job]:
    """Read the CSV files of ROME.

    Args:
        folder: Holds one folder per version. Names come from the newest version; definitions and
            knowledge from the newest that has them (later ones publish them otherwise), for the
            codes that both know.

    Raises:
        FileMissing, NotText, ColumnMissing, BadLine: a file is not what France Travail publishes.
        EmptyFile: there is no appellation.
    """
    appellations, codes, texts, links, knowledge = rome_files(folder)
    names: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    columns = ("code_rome", "libelle_appellation_long", "libelle_appellation_court")
    for code, long, short in read_columns(appellations.parent, appellations.name, columns):
        if writings := tuple(dict.fromkeys(filter(None, (long, short)))):
            names[code].append(writings)
    if not names:
        raise EmptyFile(file=appellations.name)
    labels = _by_code(codes, ("code_rome", "libelle_rome"))
    definitions = _definitions(texts)
    known = _knowledge(links, knowledge)
    return [
        Job(
            code=code,
            label=labels.get(code, found[0][0]),
            appellations=tuple(found),
            definition=definitions.get(code, ""),
            knowledge=known.get(code, ()),
        )
        for code, found in names.items()
    ]


def _definitions(path: Path) -> dict[str, str]:
    columns = ("code_rome", "libelle_type_texte", "libelle_texte")
    parts: dict[str, list[str]] = defaultdict(list)
    for code, kind, text in read_columns(path.parent, path.name, columns):
        if kind == _DEFINITION:
            parts[code].append(_unescaped(text))
    return {code: " ".join(found) for code, found in parts.items()}


def _knowledge(links: Path, items: Path) -> dict[str, tuple[str, ...]]:
    labels = _by_code(items, ("code_ogr", "libelle_competence"))
    known: dict[str, list[str]] = defaultdict(list)
    for code, item in read_columns(links.parent, links.name, ("code_rome", "code_ogr")):
        if item in labels:
            known[code].append(_unescaped(labels[item]))
    return {code: tuple(dict.fromkeys(found)) for code, found in known.items()}


def _by_code(path: Path, columns: tuple[str, str]) -> dict[str, str]:
    return {row[0]: row[1] for row in read_columns(path.parent, path.name, columns)}


def _unescaped(text: str) -> str:
    """ROME's files double the apostrophe."""
    return " ".join(text.replace("''", "'").split())


def _versions(folder: Path) -> tuple[Path, Path]:
    """The newest version with appellations, and the newest with texts."""
    newest = sorted(_numbered(folder, _NEWEST))
    described = sorted(_numbered(folder, "unix_texte_v*_utf8.csv"))
    if not newest:
        raise FileMissing(file=_NEWEST)
    if not described:
        raise FileMissing(file="unix_texte_v*_utf8.csv")
    return newest[-1][1], described[-1][1]


def _numbered(folder: Path, pattern: str) -> Sequence[tuple[int, Path]]:
    """Folders with such a file, with the number in its name: "..._v460_utf8.csv" is 460."""
    return [
        (int(path.stem.split("_v")[1].split("_")[0]), path.parent) for path in folder.rglob(pattern)
    ]


def _one(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        raise FileMissing(file=pattern)
    return found[-1]
