"""A file to the database: every good line of it in one transaction, or nothing of it at all."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from matching.geography import Gazetteer
from matching.records import Company, Opportunity, Profile
from matching.spelling import fold
from matching.trades import TradeTable
from matching.vocabulary import RecordKind
from service.actions.imports.reports import (
    NO_STEPS,
    ImportReport,
    Progress,
    Steps,
    carried_out,
    lines_of,
)
from service.intake.cells import Fault
from service.intake.findings import Identity as StatedIdentity
from service.intake.findings import LineError, LineRemark, Reading, Remark
from service.intake.reading import read_file
from service.intake.tables import Limits
from service.storage import (
    Identity,
    ImportedFile,
    Put,
    Ready,
    Record,
    Storage,
    Work,
    make_ready,
)

_MOROCCO: Final = ZoneInfo("Africa/Casablanca")
_BATCH: Final = 500
_MOST_READY: Final = 20_000
"""Records worked out beforehand; beyond, memory would grow more than others' patience."""
_COMPLETED_LATER: Final = frozenset({RecordKind.OPENING, RecordKind.ACTIVITY})
"""Kinds whose records depend on others that only the transaction knows."""
SHIPPED: Final = "shipped:"
"""How the origin of what ships with Jisr begins."""


def import_file(
    storage: Storage,
    kind: RecordKind,
    data: bytes,
    file_name: str,
    *,
    caller_id: str,
    now: datetime,
    dry_run: bool,
    gazetteer: Gazetteer,
    trades: TradeTable,
    regions: frozenset[str] | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
    steps: Steps = NO_STEPS,
) -> ImportReport:
    """Read a file and keep its good lines.

    The same file again changes nothing; a changed line appends a version. Names, telephone numbers
    and audit groups that a file does not state stay as they are known.

    Args:
        storage: Where to.
        kind: What the lines are.
        data: The bytes of the file.
        file_name: Its extension says how to read it; only its checksum is kept.
        caller_id: Who imports.
        now: Moment of the import, aware; its day in Morocco is the last one a profile may have.
        dry_run: Do everything, then undo it: the counts are exact and nothing is written.
        gazetteer: Resolves places.
        trades: Says which trades are not known yet.
        regions: Territory of who imports; a line that lies elsewhere, or whose record does, is
            refused. A place that is not known is nobody's. None for everywhere.
        limits: How large a file may be; None for the usual limits.
        progress: Told how far the writing is.
        steps: Told how far the reading is; may act in the transaction.

    Raises:
        InvalidInput: nothing can be read from the file, or a column must not exist here.
        NotReady: the database is missing, damaged, outdated or busy.
    """
    reading = read_file(
        kind,
        data,
        file_name,
        gazetteer=gazetteer,
        trades=trades,
        today=now.astimezone(_MOROCCO).date(),
        limits=limits,
        progress=steps.reading,
    )
    imported = ImportedFile(
        id=uuid4(),
        kind=kind,
        name_sha256=hashlib.sha256(file_name.encode()).hexdigest(),
        sha256=hashlib.sha256(data).hexdigest(),
        at=now,
        actor=caller_id,
        accepted=0,
        rejected=len({error.line for error in reading.rejected}),
    )
    ready = _made_ready(reading)
    return carried_out(
        storage,
        lambda work: _keep(work, reading, imported, regions, progress, ready),
        identity=kind is RecordKind.PROFILE,
        dry_run=dry_run,
        steps=steps,
    )


def _keep(
    work: Work,
    reading: Reading,
    imported: ImportedFile,
    regions: frozenset[str] | None,
    progress: Progress | None,
    ready: Mapping[str, Ready],
) -> ImportReport:
    """Write what may be written, and say what was."""
    records, outside = _in_territory(work, reading, regions)
    records, unknown = _with_companies(work, reading, records, imported)
    records = _with_kits(work, reading.kind, records)
    puts = _put(work, reading.kind, records, imported, progress, ready)
    kept = {record.id for record in records}
    if reading.kind is RecordKind.PROFILE:
        new = {put.id for put in puts if put.change == "created"}
        _keep_people(work, reading, kept, new)
    rejected = sorted((*reading.rejected, *outside), key=lambda error: error.line)
    lines = {error.line for error in outside}
    remarks = sorted((*reading.remarks, *unknown), key=lambda remark: remark.line)
    changes = Counter(put.change for put in puts)
    refused = {error.line for error in rejected}
    work.imports.add(replace(imported, accepted=len(kept), rejected=len(refused)))
    return ImportReport(
        kind=reading.kind,
        import_id=imported.id,
        dry_run=False,
        accepted=len(kept),
        created=changes["created"],
        changed=changes["changed"],
        unchanged=changes["unchanged"],
        rejected=tuple(rejected),
        remarks=tuple(remark for remark in remarks if remark.line not in lines),
        ignored_columns=reading.ignored_columns,
        refused_lines=lines_of(reading.table, refused),
    )


def _made_ready(reading: Reading) -> Mapping[str, Ready]:
    """Records worked out before anybody has to wait for the transaction that writes them."""
    if reading.kind in _COMPLETED_LATER:
        return {}
    return {record.id: make_ready(reading.kind, record) for record in reading.records[:_MOST_READY]}


def _in_territory(
    work: Work, reading: Reading, regions: frozenset[str] | None
) -> tuple[list[Record], list[LineError]]:
    """The records that whoever has this territory may write, and why not the others.

    What is known already counts as much as what the line says: nobody takes a record from
    elsewhere by writing another town.
    """
    if regions is None:
        return list(reading.records), []
    known = work.records.get_many(reading.kind, [record.id for record in reading.records])
    allowed: list[Record] = []
    errors: list[LineError] = []
    for record in reading.records:
        versions = [record, known[record.id].record] if record.id in known else [record]
        if all(_is_in(regions, version) for version in versions):
            allowed.append(record)
        else:
            line = reading.lines[record.id]
            code = Fault.NOT_YOUR_TERRITORY
            errors.append(LineError(line=line, column="", field="", code=code))
    return allowed, errors


def _is_in(regions: frozenset[str], record: Record) -> bool:
    town = record.home if isinstance(record, Profile) else record.town
    return bool(regions) if town is None else town.region in regions


def _with_companies(
    work: Work, reading: Reading, records: Sequence[Record], imported: ImportedFile
) -> tuple[list[Record], list[LineRemark]]:
    """Openings under the id and the name of their company, given by reference or by name."""
    openings = [record for record in records if isinstance(record, Opportunity)]
    if reading.kind is not RecordKind.OPENING or not openings:
        return list(records), []
    companies = _companies_of(work, reading, openings, imported)
    found: list[Record] = []
    remarks: list[LineRemark] = []
    for opening in openings:
        company = companies.get(opening.id)
        if company is not None:
            opening = replace(opening, provider_id=company.id, provider_name=company.name)
        elif opening.provider_id is not None:
            line, code = reading.lines[opening.id], Remark.UNKNOWN_COMPANY
            remarks.append(LineRemark(line=line, column="", field="provider", code=code))
        found.append(opening)
    return found, remarks


def _with_kits(work: Work, kind: RecordKind, records: Sequence[Record]) -> list[Record]:
    """Activities with the kits that a sheet of kits gave them; a shipped kit goes with its line."""
    if kind is not RecordKind.ACTIVITY:
        return list(records)
    known = work.records.get_many(kind, [record.id for record in records])
    kits = {
        record_id: stored.opportunity.kit
        for record_id, stored in known.items()
        if not stored.source.startswith(SHIPPED)
    }
    return [
        replace(record, kit=kits.get(record.id, ())) if isinstance(record, Opportunity) else record
        for record in records
    ]


def _companies_of(
    work: Work, reading: Reading, openings: Sequence[Opportunity], imported: ImportedFile
) -> Mapping[str, Company]:
    """Opening id -> its company; one that only came with its openings is created."""
    ids = {opening.provider_id for opening in openings if opening.provider_id}
    by_id = {
        company_id: stored.company
        for company_id, stored in work.records.get_many(RecordKind.COMPANY, ids).items()
    }
    by_name: dict[str, Company] = {}
    if ids - by_id.keys():
        for stored in work.records.current({RecordKind.COMPANY}):
            by_name.setdefault(fold(stored.company.name), stored.company)
    new = {
        company.id: company
        for company in reading.companies
        if company.id in ids - by_id.keys() and fold(company.name) not in by_name
    }
    _put(work, RecordKind.COMPANY, list(new.values()), imported, None, {})
    by_id |= new
    named = {
        opening.id: by_id.get(opening.provider_id or "") or by_name.get(fold(opening.provider_name))
        for opening in openings
    }
    return {opening_id: company for opening_id, company in named.items() if company is not None}


def _put(
    work: Work,
    kind: RecordKind,
    records: Sequence[Record],
    imported: ImportedFile,
    progress: Progress | None,
    ready: Mapping[str, Ready],
) -> list[Put]:
    puts: list[Put] = []
    source = f"import:{imported.id}"
    for start in range(0, len(records), _BATCH):
        batch = records[start : start + _BATCH]
        puts += work.records.put_many(
            kind, batch, at=imported.at, source=source, actor=imported.actor, ready=ready
        )
        if progress is not None:
            progress(len(puts), len(records))
    return puts


def _keep_people(work: Work, reading: Reading, kept: Collection[str], new: Collection[str]) -> None:
    """Identities and groups of the people who are in; what the file leaves out stays known."""
    stated = [identity for identity in reading.identities if identity.profile_id in kept]
    work.identities.put_many(
        [_completed(work, identity, is_new=identity.profile_id in new) for identity in stated]
    )
    groups = {key: value for key, value in reading.groups.items() if key in kept}
    former = work.groups.of(groups)
    work.groups.put_many({key: former.get(key, {}) | dict(groups[key]) for key in groups})


def _completed(work: Work, stated: StatedIdentity, *, is_new: bool) -> Identity:
    # An export without identities names people by their own ids: that is no new reference.
    is_named = stated.reference != stated.profile_id
    is_complete = is_named and None not in (stated.family_name, stated.given_name, stated.phone)
    known = None if is_new or is_complete else work.identities.of(stated.profile_id)
    family_name, given_name, phone = (
        (known.family_name, known.given_name, known.phone) if known else (None, None, None)
    )
    return Identity(
        profile_id=stated.profile_id,
        reference=stated.reference if is_named or known is None else known.reference,
        family_name=stated.family_name or family_name,
        given_name=stated.given_name or given_name,
        phone=stated.phone or phone,
    )
