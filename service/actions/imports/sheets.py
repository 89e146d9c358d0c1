"""Kits, demand and former kits from a file to the database: every good line of it, or nothing."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from zoneinfo import ZoneInfo

from matching.contribution import middle_price_mad
from matching.geography import Gazetteer, Town
from matching.market import Start
from matching.records import KitItem, Opportunity
from matching.vocabulary import RecordKind
from service.actions.imports.reports import NO_STEPS, ImportReport, Steps, carried_out, lines_of
from service.intake.cells import CENTIME, Fault
from service.intake.findings import LineError, LineRemark, Remark
from service.intake.identifiers import id_of
from service.intake.lines import Line
from service.intake.scrub import scrub
from service.intake.sheet_columns import SheetKind
from service.intake.sheets import SheetReading, read_sheet
from service.intake.tables import Limits
from service.security import Action, Caller, NotYourTerritory, check_can
from service.storage import Change, Demand, FundedKit, Storage, Work

_MOROCCO: Final = ZoneInfo("Africa/Casablanca")
_SOURCE: Final = "import:kits"


def import_sheet(
    storage: Storage,
    kind: SheetKind,
    data: bytes,
    file_name: str,
    *,
    caller: Caller,
    now: datetime,
    dry_run: bool,
    gazetteer: Gazetteer,
    limits: Limits | None = None,
    steps: Steps = NO_STEPS,
) -> ImportReport:
    """Read a file and keep its good lines; the same file again changes nothing.

    A kit is replaced whole by the lines of the file, and what its activity costs becomes the middle
    of their prices. When one line of a kit is refused, the kit stays as it is known: a budget
    without one of its articles would look cheaper than it is.

    Args:
        storage: Where to.
        kind: What the lines are.
        data: The bytes of the file.
        file_name: Its extension says how to read it.
        caller: Who imports; for the whole country only, as everybody's lists follow.
        now: Moment of the import, aware.
        dry_run: Do everything, then undo it.
        gazetteer: Resolves places.
        limits: How large a file may be; None for the usual limits.
        steps: Told how far the reading is; may act in the transaction.

    Raises:
        InvalidInput: nothing can be read from the file, or a column must not exist here.
        NotAllowed: not the caller's to import, or not everywhere.
        NotReady: the database is missing, damaged, outdated or busy.
    """
    check_can(caller, Action.IMPORT_RECORDS)
    if caller.territory is not None:
        raise NotYourTerritory(action=Action.IMPORT_RECORDS, region=None)
    today = now.astimezone(_MOROCCO).date()
    reading = read_sheet(
        kind,
        data,
        file_name,
        gazetteer=gazetteer,
        today=today,
        limits=limits,
        progress=steps.reading,
    )
    return carried_out(
        storage,
        lambda work: _KEEP[kind](work, reading, caller.id, now),
        identity=False,
        dry_run=dry_run,
        steps=steps,
    )


def _keep_demand(work: Work, reading: SheetReading, actor: str, now: datetime) -> ImportReport:
    levels = [
        Demand(
            region=region,
            sector=line.values["sector"],
            level=line.values["level"],
            source=line.values["source"],
        )
        for line in reading.lines
        for region in sorted(line.values["regions"])
    ]
    counts = work.market.put_demand(levels, at=now, actor=actor)
    return _report(reading, len(reading.lines), counts)


def _keep_funded(work: Work, reading: SheetReading, actor: str, now: datetime) -> ImportReport:
    known = _activities(work, reading.lines)
    kits: list[FundedKit] = []
    unknown: list[LineError] = []
    for line in reading.lines:
        activity_id = _activity_id(line)
        if activity_id in known:
            kits.append(_funded(line, activity_id))
        else:
            unknown.append(_unknown_activity(line))
    counts = work.market.put_funded(kits, at=now, actor=actor)
    return _report(reading, len(kits), counts, unknown)


def _funded(line: Line, activity_id: str) -> FundedKit:
    town: Town | None = line.values["town"]
    return FundedKit(
        id=id_of(RecordKind.ACTIVITY, f"funded:{line.values['reference']}"),
        region=town.region if town else None,
        start=Start(
            activity_id=activity_id,
            place=town.place if town else None,
            started_on=line.values["started_on"],
            alive_months=line.values.get("alive_months") or 0,
            stopped_on=line.values.get("stopped_on"),
        ),
    )


def _keep_kits(work: Work, reading: SheetReading, actor: str, now: datetime) -> ImportReport:
    known = _activities(work, reading.lines)
    unknown = [_unknown_activity(line) for line in reading.lines if _activity_id(line) not in known]
    torn = {_activity_id(line) for line in reading.torn}
    kept = [line for line in reading.lines if _activity_id(line) in known]
    whole = [line for line in kept if _activity_id(line) not in torn]
    kits: dict[str, list[KitItem]] = {}
    for line in whole:
        kits.setdefault(_activity_id(line), []).append(_item(line))
    records = [_with_kit(known[activity_id], tuple(kit)) for activity_id, kit in kits.items()]
    puts = work.records.put_many(RecordKind.ACTIVITY, records, at=now, source=_SOURCE, actor=actor)
    remarks = [
        LineRemark(line=line.number, column="", field="activity", code=Remark.KIT_KEPT)
        for line in kept
        if _activity_id(line) in torn
    ]
    counts = Counter(put.change for put in puts)
    return _report(reading, len(whole), counts, unknown, remarks)


def _item(line: Line) -> KitItem:
    values = line.values
    return KitItem(
        name=scrub(values["name"]).text or values["activity"],
        quantity=values["quantity"],
        price_low_mad=values["price_low_mad"],
        price_high_mad=values["price_high_mad"],
        source=scrub(values["source"]).text,
    )


def _with_kit(activity: Opportunity, kit: tuple[KitItem, ...]) -> Opportunity:
    cost = sum(map(middle_price_mad, kit), Decimal(0)).quantize(CENTIME, ROUND_HALF_UP)
    return replace(activity, kit=kit, cost_mad=cost)


def _activity_id(line: Line) -> str:
    return id_of(RecordKind.ACTIVITY, line.values.get("activity") or "")


def _activities(work: Work, lines: Sequence[Line]) -> dict[str, Opportunity]:
    ids = {_activity_id(line) for line in lines}
    found = work.records.get_many(RecordKind.ACTIVITY, ids)
    return {activity_id: stored.opportunity for activity_id, stored in found.items()}


def _unknown_activity(line: Line) -> LineError:
    return LineError(
        line=line.number,
        column=line.headers.get("activity", ""),
        field="activity",
        code=Fault.UNKNOWN_ACTIVITY,
    )


def _report(
    reading: SheetReading,
    accepted: int,
    counts: Mapping[Change, int],
    rejected: Sequence[LineError] = (),
    remarks: Sequence[LineRemark] = (),
) -> ImportReport:
    together = sorted((*reading.rejected, *rejected), key=lambda error: error.line)
    return ImportReport(
        kind=reading.kind,
        import_id=None,
        dry_run=False,
        accepted=accepted,
        created=counts.get("created", 0),
        changed=counts.get("changed", 0),
        unchanged=counts.get("unchanged", 0),
        rejected=tuple(together),
        remarks=tuple(sorted((*reading.remarks, *remarks), key=lambda remark: remark.line)),
        ignored_columns=reading.ignored_columns,
        refused_lines=lines_of(reading.table, {error.line for error in together}),
    )


_KEEP: Final[Mapping[SheetKind, Callable[[Work, SheetReading, str, datetime], ImportReport]]] = {
    SheetKind.KITS: _keep_kits,
    SheetKind.DEMAND: _keep_demand,
    SheetKind.FUNDED_KITS: _keep_funded,
}
