"""A spreadsheet that names a cohort: whom, in which groups, with what of their own."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from matching.errors import InvalidInput
from matching.spelling import fold
from matching.vocabulary import RecordKind
from service.intake.cells import InvalidCell, known_text, list_of
from service.intake.fields import money_of, reference_of
from service.intake.forbidden import check_allowed
from service.intake.layouts import MissingColumn
from service.intake.tables import Limits, RawCell, Row, Table, file_type, read_csv
from service.intake.workbooks import read_xlsx

_GROUP: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAMES: Final[Mapping[str, str]] = {
    "reference": "reference|id|identifiant|person|personne|dossier|المرجع",
    "groups": "groupes|groupe|groups|group|priorite|المجموعات",
    "own_contribution": "apport|apport propre|own contribution|contribution|المساهمة",
    "co_funding": "cofinancement|co financement|co funding|التمويل المشترك",
}
_FIELDS: Final = {
    fold(name): field for field, listed in _NAMES.items() for name in listed.split("|")
}


class CohortUnreadable(InvalidInput):
    """A cell of the cohort cannot be read; nothing is planned on a guess."""

    code = "cohort-unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortLine:
    """A person as the file names them."""

    line: int
    reference: str
    groups: frozenset[str] = frozenset()
    own_contribution_mad: Decimal | None = None
    co_funding_mad: Decimal | None = None


def read_cohort(data: bytes, file_name: str, limits: Limits | None = None) -> list[CohortLine]:
    """The people a file names, in its order; columns that say nothing here are left aside.

    Args:
        data: The bytes of a CSV or XLSX file.
        file_name: Its extension says how to read it.
        limits: None for the usual ones.

    Raises:
        InvalidInput: nothing can be read, a column must not exist here, the column of references
            is missing, or a cell cannot be read (`CohortUnreadable`).
    """
    table = _table(data, file_name, limits or Limits())
    check_allowed(RecordKind.PROFILE, table)
    fields = [_FIELDS.get(fold(header)) for header in table.headers]
    if "reference" not in fields:
        raise MissingColumn(column="reference")
    return [_line(row, fields) for row in table.rows]


def read_references(data: bytes, file_name: str, limits: Limits | None = None) -> list[str]:
    """The references a file names, for example of the openings or kits that may be shared out.

    Raises:
        InvalidInput: as for `read_cohort`.
    """
    return [one.reference for one in read_cohort(data, file_name, limits)]


def _table(data: bytes, file_name: str, limits: Limits) -> Table:
    is_csv = file_type(data, file_name, limits) == ".csv"
    return read_csv(data, limits) if is_csv else read_xlsx(data, limits)


def _line(row: Row, fields: Sequence[str | None]) -> CohortLine:
    found: dict[str, RawCell] = {
        field: cell for field, cell in zip(fields, row.cells, strict=False) if field is not None
    }
    read: dict[str, Any] = {}
    for field, reader in _READERS.items():
        try:
            read[field] = reader(found.get(field))
        except InvalidCell as error:
            raise CohortUnreadable(line=row.line, column=field) from error
    if not read["reference"]:
        raise CohortUnreadable(line=row.line, column="reference")
    return CohortLine(
        line=row.line,
        reference=read["reference"],
        groups=read["groups"],
        own_contribution_mad=read["own_contribution"],
        co_funding_mad=read["co_funding"],
    )


def _groups_of(cell: RawCell) -> frozenset[str]:
    """Group codes: "Formation terminée | priorité 1" are two, without accents and spaces."""
    if known_text(cell) is None:
        return frozenset()
    named = ["-".join(fold(item).split()) for item in list_of(cell) or ()]
    return frozenset(name for name in named if _GROUP.fullmatch(name))


_READERS: Final[Mapping[str, Callable[[RawCell], Any]]] = {
    "reference": reference_of,
    "groups": _groups_of,
    "own_contribution": money_of,
    "co_funding": money_of,
}
