"""To which groups people belong: for audits only, read apart from everything that ranks."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from models.training.files import BadLine, EmptyFile, UnknownId, read_columns

ATTRIBUTES: Final = ("gender", "age_band", "education", "region", "language", "completeness")
GROUP_COLUMNS: Final = ("profile_id", *ATTRIBUTES)
LANGUAGES: Final = ("fr", "ar", "ary", "en", "mixed")
COMPLETENESS: Final = ("low", "medium", "high")

Objects = npt.NDArray[np.object_]
_CLOSED: Final = {"language": frozenset(LANGUAGES), "completeness": frozenset(COMPLETENESS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """One entry for each person; "" where a group is not known, or too small to be told."""

    profile_ids: Objects
    gender: Objects
    age_band: Objects
    education: Objects
    region: Objects
    language: Objects
    completeness: Objects

    def labels(self, attribute: str, profile_ids: Sequence[str] | Objects) -> Objects:
        """The group of each of these people, "" where it is not known.

        Raises:
            UnknownId: not one of these people is in the table, which is then about others.
            ValueError: no attribute has that name.
        """
        if attribute not in ATTRIBUTES:
            raise ValueError(attribute)
        known = dict(zip(self.profile_ids, getattr(self, attribute), strict=True))
        if len(profile_ids) and not any(one in known for one in profile_ids):
            raise UnknownId(column="profile_id", lines=len(profile_ids))
        return np.array([known.get(one, "") for one in profile_ids], dtype=object)


def read_groups(path: Path) -> Groups:
    """Read the table that `jisr export groups` writes.

    Raises:
        FileMissing, NotText, EmptyFile, ColumnMissing: as their names say.
        BadLine: a person without an id or named twice, or a word that the column does not hold.
    """
    rows = list(read_columns(path.parent, path.name, GROUP_COLUMNS))
    if not rows:
        raise EmptyFile(file=path.name)
    seen: set[str] = set()
    for line, row in enumerate(rows, start=2):
        cells = dict(zip(GROUP_COLUMNS, row, strict=True))
        if not row[0] or row[0] in seen:
            raise BadLine(file=path.name, line=line, column="profile_id")
        seen.add(row[0])
        for column, known in _CLOSED.items():
            if cells[column] and cells[column] not in known:
                raise BadLine(file=path.name, line=line, column=column)
    columns = zip(*rows, strict=True)
    arrays = (np.array(cells, dtype=object) for cells in columns)
    return Groups(**dict(zip(("profile_ids", *ATTRIBUTES), arrays, strict=True)))
