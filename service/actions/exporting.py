"""Records, answers and shortlists as tables: to be looked at, or imported elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from matching.geography import Gazetteer
from matching.vocabulary import RecordKind
from service.actions.spreadsheet import CellWriter, Table
from service.intake.layouts import COLUMNS
from service.security import Action, Caller, NotYourTerritory, check_can
from service.storage import ShownShortlist, Storage, Work

_IDENTITY: Final = ("family_name", "given_name", "phone")
_AUDIT_ONLY: Final = ("gender", "age_band", "education")
"""They are kept to see whether everyone is served as well; no spreadsheet needs them."""
_FEEDBACK: Final = (
    "id",
    "profile_id",
    "opportunity_id",
    "answer",
    "reason",
    "given_at",
    "given_by",
)
_OUTCOMES: Final = (
    "id",
    "profile_id",
    "opportunity_id",
    "kind",
    "happened_on",
    "noted_at",
    "noted_by",
)
_SHORTLISTS: Final = (
    "shortlist_id",
    "made_at",
    "direction",
    "subject_id",
    "kind",
    "release_id",
    "rank",
    "record_id",
    "version",
    "score",
    "shown_to",
)
_FETCHED: Final = 500


def export_records(
    storage: Storage, kind: RecordKind, *, caller: Caller, with_identity: bool = False
) -> Table:
    """The records of one kind under the headers an import knows; importing them changes nothing.

    A record is named by its id, unless the identity is asked for. Audit-only attributes stay
    behind, and what a spreadsheet cannot hold is simplified: a separator inside an item becomes a
    comma, and of the days on which a profile was noted the last one is written.

    Args:
        storage: Where they are.
        kind: Which records.
        caller: People outside their territory are left out.
        with_identity: Profiles only: the reference, names and telephone number of the file.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, _reading(kind))
    if with_identity:
        check_can(caller, Action.READ_IDENTITY)
    writer = CellWriter(Gazetteer.load())
    hidden = (*_AUDIT_ONLY, *(() if with_identity else _IDENTITY))
    columns = [column for column in COLUMNS[kind] if column.field not in hidden]
    regions = caller.territory if kind is RecordKind.PROFILE else None
    with storage.read(identity=with_identity) as work:
        lines = [
            writer.cells(stored.record, work.identities.of(stored.id) if with_identity else None)
            for stored in _all(work, kind, regions)
        ]
    return Table(
        headers=tuple(column.header for column in columns),
        rows=tuple(tuple(line.get(column.field, "") for column in columns) for line in lines),
    )


def export_feedback(storage: Storage, *, caller: Caller) -> Table:
    """What people said about proposals, in the order in which it was noted.

    Raises:
        NotAllowed: not the caller's to read, or not everywhere.
    """
    _check_whole_country(caller)
    with storage.read() as work:
        return _table(_FEEDBACK, (_fields(one, _FEEDBACK) for one in work.feedback.all()))


def export_outcomes(storage: Storage, *, caller: Caller) -> Table:
    """What happened after the proposals, in the order in which it was noted.

    Raises:
        NotAllowed: not the caller's to read, or not everywhere.
    """
    _check_whole_country(caller)
    with storage.read() as work:
        return _table(_OUTCOMES, (_fields(one, _OUTCOMES) for one in work.outcomes.all()))


def export_shortlists(storage: Storage, *, caller: Caller) -> Table:
    """Every line that was ever shown; scores are written so that they read back bit for bit.

    Raises:
        NotAllowed: not the caller's to read, or not everywhere.
    """
    _check_whole_country(caller)
    with storage.read() as work:
        return _table(_SHORTLISTS, _shown_lines(work))


def _all(work: Work, kind: RecordKind, regions: frozenset[str] | None) -> Iterator[Any]:
    after: str | None = None
    while page := work.records.page(kind, regions=regions, after=after, limit=_FETCHED):
        yield from page
        after = page[-1].id


def _shown_lines(work: Work) -> Iterator[Mapping[str, object]]:
    after: UUID | None = None
    while ids := work.shortlists.ids(after, _FETCHED):
        for shortlist_id in ids:
            yield from _lines_of(work.shortlists.get(shortlist_id))
        after = ids[-1]


def _lines_of(shown: ShownShortlist) -> Iterator[Mapping[str, object]]:
    about = {
        "shortlist_id": shown.id,
        "made_at": shown.made_at,
        "direction": shown.direction,
        "subject_id": shown.subject_id,
        "kind": shown.kind,
        "release_id": shown.release_id,
        "shown_to": shown.shown_to,
    }
    for line in shown.lines:
        yield about | _fields(line, ("rank", "record_id", "version", "score"))


def _fields(record: object, names: Iterable[str]) -> dict[str, object]:
    return {name: getattr(record, name) for name in names}


def _table(headers: tuple[str, ...], lines: Iterable[Mapping[str, object]]) -> Table:
    rows = (tuple(_written(line[header]) for header in headers) for line in lines)
    return Table(headers=headers, rows=tuple(rows))


def _written(value: object) -> str:
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


def _reading(kind: RecordKind) -> Action:
    is_person = kind is RecordKind.PROFILE
    return Action.READ_PROFILES if is_person else Action.READ_OPPORTUNITIES


def _check_whole_country(caller: Caller) -> None:
    """Answers and shortlists name people of every region."""
    check_can(caller, Action.READ_PROFILES)
    if caller.territory is not None:
        raise NotYourTerritory(action=Action.READ_PROFILES, region=None)
