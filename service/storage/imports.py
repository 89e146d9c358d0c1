"""Where records came from: one line per imported file."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select

from matching.vocabulary import RecordKind
from service.storage.columns import AnyRow
from service.storage.tables import ImportRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """A file that was imported; neither its name nor its content is kept."""

    id: UUID
    kind: RecordKind
    name_sha256: str
    """Of the file's name: people put names of people into it."""
    sha256: str
    """Of the content."""
    at: datetime
    actor: str
    accepted: int
    rejected: int


class ImportStore:
    """The imports of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, imported: ImportedFile) -> None:
        """Note an import, in the transaction that writes its records."""
        self._connection.execute(insert(ImportRow), asdict(imported))

    def latest(self, limit: int) -> list[ImportedFile]:
        """The last imports, latest first."""
        query = select(ImportRow.__table__).order_by(ImportRow.at.desc(), ImportRow.id).limit(limit)
        return [_imported(row) for row in self._connection.execute(query)]


def _imported(row: AnyRow) -> ImportedFile:
    return ImportedFile(**(row._asdict() | {"kind": RecordKind(row.kind)}))
