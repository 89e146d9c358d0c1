"""Further names of occupations, written for Jisr: what advertisements and people call them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

from models.training.concepts import Concept
from models.training.files import read_columns
from models.training.leaks import Forbidden

_COLUMNS = {
    "fr": "fr",
    "ar": "ar",
    "en": "en",
    "darija_latin": "darija-latin",
    "darija_arabic": "darija-arabic",
}
"""Column -> language."""

OtherNames = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Address of an occupation -> language -> names; both scripts of Darija count as languages."""


def names_folder() -> Path:
    """The names that ship with the project."""
    return Path(str(resources.files("models") / "training" / "names"))


def name_files(folder: Path) -> list[Path]:
    """The CSV files of a folder with names."""
    return sorted(folder.glob("*.csv"))


def read_other_names(folder: Path, esco: Path) -> OtherNames:
    """Read the names, which are filed under the codes of ESCO.

    Args:
        folder: With CSV files; names of a cell stand between bars.
        esco: Folder of ESCO, which says whose code it is. A code that this version of ESCO does
            not have is passed over: occupations are retired.

    Raises:
        FileMissing, NotText, ColumnMissing, BadLine: a file cannot be read.
    """
    files = name_files(folder)
    if not files:
        return {}
    addresses = dict(_codes(esco))
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for path in files:
        for code, *cells in read_columns(folder, path.name, ("code", *_COLUMNS)):
            address = addresses.get(code)
            if address is None:
                continue
            for language, cell in zip(_COLUMNS.values(), cells, strict=True):
                names = tuple(name.strip() for name in cell.split("|") if name.strip())
                if names:
                    found[address][language] = found[address].get(language, ()) + names
    return found


def with_other_names(
    occupations: Sequence[Concept], others: OtherNames, forbidden: Forbidden
) -> list[Concept]:
    """The occupations with the further names after their own.

    Args:
        occupations: As ESCO names them.
        others: As `read_other_names` gives them.
        forbidden: What must not be trained on; such a name is left out in either gender.
    """
    return [_named(one, others.get(one.uri, {}), forbidden) for one in occupations]


def _named(one: Concept, others: Mapping[str, tuple[str, ...]], forbidden: Forbidden) -> Concept:
    names = dict(one.names)
    for language, written in others.items():
        allowed = [name for name in written if not forbidden.in_any_gender([name])]
        if allowed:
            names[language] = tuple(dict.fromkeys((*names.get(language, ()), *allowed)))
    return replace(one, names=names)


def _codes(esco: Path) -> list[tuple[str, str]]:
    rows = read_columns(esco, "occupations_fr.csv", ("code", "conceptUri"))
    return [(code, address) for code, address in rows if code]
