"""What becomes of an imported file: one transaction, what is said of it, how it is undone."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from matching.vocabulary import RecordKind
from service.intake.findings import LineError, LineRemark
from service.intake.sheet_columns import SheetKind
from service.intake.tables import Table
from service.storage import Storage, Work

ImportKind = RecordKind | SheetKind
Progress = Callable[[int, int], None]
"""Called with how many are done, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of a file, line by line; after a dry run, what would have become of it."""

    kind: ImportKind
    import_id: UUID | None
    """None after a dry run, and for sheets around activities, which are not numbered."""
    dry_run: bool
    accepted: int
    """Lines that are in."""
    created: int
    """Of records; for sheets, of kits, levels of demand or former kits. So are the next two."""
    changed: int
    unchanged: int
    """What was already known as the file says it; no version was added for it."""
    rejected: tuple[LineError, ...]
    """A line with several faults comes several times."""
    remarks: tuple[LineRemark, ...]
    ignored_columns: tuple[str, ...]
    refused_lines: Table | None = field(default=None, repr=False)
    """The lines that were refused, as written; None for a file that is no table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What whoever imports is told on the way, and may do in the same transaction."""

    reading: Progress | None = None
    """Lines read, and their total."""
    begun: Callable[[Work], None] | None = None
    """First in the transaction; what it raises leaves nothing of the file."""
    kept: Callable[[Work, ImportReport], None] | None = None
    """Last in the transaction, not after a dry run; what it raises leaves nothing of the file."""


NO_STEPS: Final = Steps()


class _Undone(Exception):
    """Leaves a transaction without keeping what it wrote."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self.report = report


def carried_out(
    storage: Storage,
    do: Callable[[Work], ImportReport],
    *,
    identity: bool,
    dry_run: bool,
    steps: Steps,
) -> ImportReport:
    """Do the work in one transaction; after a dry run, undo it.

    Raises:
        NotReady: the database is missing, damaged, outdated or busy.
    """
    try:
        with storage.begin(identity=identity) as work:
            if steps.begun is not None:
                steps.begun(work)
            report = do(work)
            _end(work, report, dry_run=dry_run, steps=steps)
    except _Undone as undone:
        return replace(undone.report, dry_run=True, import_id=None)
    return report


def _end(work: Work, report: ImportReport, *, dry_run: bool, steps: Steps) -> None:
    """Let the transaction commit, or leave it when nothing must stay."""
    if dry_run:
        raise _Undone(report)
    if steps.kept is not None:
        steps.kept(work, report)


def lines_of(table: Table | None, lines: Collection[int]) -> Table | None:
    """Some lines of a table under its headers; None when there is no table."""
    if table is None:
        return None
    return Table(table.headers, tuple(row for row in table.rows if row.line in lines))
