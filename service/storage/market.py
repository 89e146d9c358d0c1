"""Local demand and former starts, in and out; what changes keeps the revisions it held between."""

import json
from collections import Counter as Tally
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, insert, or_, select, update

from matching.geography import Place
from matching.market import Market, Start
from matching.vocabulary import OutcomeKind, RecordKind
from service.storage import counters
from service.storage.chunks import chunks
from service.storage.columns import AnyRow
from service.storage.counters import Counter
from service.storage.tables import DemandRow, EventRow, FundedKitRow, RecordRow
from service.storage.versions import Change

_ALIVE: Final[Mapping[str, int]] = {
    OutcomeKind.ACTIVITY_ALIVE_3_MONTHS: 3,
    OutcomeKind.ACTIVITY_ALIVE_6_MONTHS: 6,
    OutcomeKind.ACTIVITY_ALIVE_12_MONTHS: 12,
    OutcomeKind.ACTIVITY_ALIVE_24_MONTHS: 24,
}
_OF_ACTIVITIES: Final = (
    OutcomeKind.ACTIVITY_STARTED,
    *_ALIVE,
    OutcomeKind.ACTIVITY_STOPPED,
)
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Demand for a sector in a region."""

    region: str
    """Code of a region."""
    sector: str
    level: float
    """In [0, 1]."""
    source: str
    """Where the figure comes from, with its date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundedKit:
    """A kit that was funded before, or elsewhere than, in this installation; never for whom."""

    id: str
    region: str | None
    start: Start


class MarketStore:
    """Demand and funded kits of one transaction. Their revision is that of the records."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_demand(self, levels: Sequence[Demand], *, at: datetime, actor: str) -> Tally[Change]:
        """Keep levels of demand; those of other regions and sectors stay as they are known."""
        known = {(one.region, one.sector): one for one in self.demand()}
        keys = {(one.region, one.sector): one for one in levels}
        return self._put(DemandRow, known, keys, _demand_row, at, actor)

    def put_funded(self, kits: Sequence[FundedKit], *, at: datetime, actor: str) -> Tally[Change]:
        """Keep funded kits; those that are not named stay as they are known."""
        known = {(one.id,): one for one in self.funded()}
        keys = {(one.id,): one for one in kits}
        return self._put(FundedKitRow, known, keys, _kit_row, at, actor)

    def demand(self, as_of: int | None = None) -> list[Demand]:
        """Every level of demand, by region and sector."""
        query = (
            select(DemandRow.__table__)
            .where(*_in_force(DemandRow, as_of))
            .order_by(DemandRow.region, DemandRow.sector)
        )
        return [
            Demand(region=row.region, sector=row.sector, level=row.level, source=row.source)
            for row in self._connection.execute(query)
        ]

    def funded(self, as_of: int | None = None) -> list[FundedKit]:
        """Every funded kit, in the order of their ids."""
        query = (
            select(FundedKitRow.__table__)
            .where(*_in_force(FundedKitRow, as_of))
            .order_by(FundedKitRow.id)
        )
        return [_kit(row) for row in self._connection.execute(query)]

    def market(self, records_as_of: int | None = None, feedback_as_of: int | None = None) -> Market:
        """Demand, and starts: kits that were imported, then activities noted as started here.

        An activity counts where its person lives; those of erased people count no more.

        Args:
            records_as_of: Revision of demand, funded kits and homes; None for now.
            feedback_as_of: Revision of the outcomes; None for now.
        """
        levels = {(one.region, one.sector): one.level for one in self.demand(records_as_of)}
        funded = [one.start for one in self.funded(records_as_of)]
        noted = self._noted(feedback_as_of)
        homes = self._homes({profile_id for profile_id, _ in noted}, records_as_of)
        started = [
            replace(one, place=_place(homes.get(person))) for (person, _), one in noted.items()
        ]
        return Market(demand=levels, starts=(*funded, *started))

    def located(self) -> list[tuple[str | None, Start]]:
        """The same starts, as of now, with the code of their region; None where it is not known."""
        funded = [(one.region, one.start) for one in self.funded()]
        noted = self._noted(None)
        homes = self._homes({profile_id for profile_id, _ in noted}, None)
        started = [(homes.get(person, {}).get("region"), one) for (person, _), one in noted.items()]
        return [*funded, *started]

    def _put(
        self,
        table: type[DemandRow] | type[FundedKitRow],
        known: Mapping[Any, Any],
        new: Mapping[Any, Any],
        row_of: Any,  # noqa: ANN401 (of either record)
        at: datetime,
        actor: str,
    ) -> Tally[Change]:
        counters.lock(self._connection, Counter.RECORDS)
        said = {key: one for key, one in new.items() if known.get(key) != one}
        counts: Tally[Change] = Tally()
        counts["unchanged"] = len(new) - len(said)
        if not said:
            return counts
        revision = counters.advance(self._connection, Counter.RECORDS)
        for key in said.keys() & known.keys():
            held = update(table).where(*_is(table, key), table.until_revision.is_(None))
            self._connection.execute(held.values(until_revision=revision))
        stamp = {"revision": revision, "until_revision": None, "at": at, "actor": actor}
        self._connection.execute(insert(table), [row_of(one) | stamp for one in said.values()])
        counts["changed"] = len(said.keys() & known.keys())
        counts["created"] = len(said) - counts["changed"]
        return counts

    def _noted(self, as_of: int | None) -> dict[tuple[str, str], Start]:
        """Person and activity -> the start, as its outcomes tell it; the place is not known yet."""
        in_time = [] if as_of is None else [EventRow.revision <= as_of]
        query = (
            select(EventRow.profile_id, EventRow.opportunity_id, EventRow.code, EventRow.day)
            .where(EventRow.family == "outcome", EventRow.code.in_(_OF_ACTIVITIES), *in_time)
            .order_by(EventRow.day, EventRow.revision)
        )
        found: dict[tuple[str, str], Start] = {}
        for person, activity_id, code, day in self._connection.execute(query):
            pair = person, activity_id
            if code == OutcomeKind.ACTIVITY_STARTED and pair not in found:
                found[pair] = Start(activity_id=activity_id, place=None, started_on=day)
            elif pair in found:
                found[pair] = _followed(found[pair], code, day)
        return found

    def _homes(self, people: Iterable[str], as_of: int | None) -> dict[str, dict[str, Any]]:
        """Person -> town of residence, as the document of the profile has it."""
        homes: dict[str, dict[str, Any]] = {}
        for batch in chunks(sorted(people), _AT_ONCE):
            query = select(RecordRow.id, RecordRow.document).where(
                RecordRow.kind == RecordKind.PROFILE,
                RecordRow.id.in_(batch),
                *_in_force(RecordRow, as_of),
            )
            for record_id, document in self._connection.execute(query):
                home = json.loads(document).get("home") if document else None
                if home:
                    homes[record_id] = home
        return homes


def _place(home: Mapping[str, Any] | None) -> Place | None:
    place = home and home.get("place")
    return Place(**place) if place else None


def _is(
    table: type[DemandRow] | type[FundedKitRow], key: tuple[str, ...]
) -> list[ColumnElement[bool]]:
    if issubclass(table, DemandRow):
        return [DemandRow.region == key[0], DemandRow.sector == key[1]]
    return [FundedKitRow.id == key[0]]


def _in_force(
    table: type[DemandRow] | type[FundedKitRow] | type[RecordRow], as_of: int | None
) -> list[ColumnElement[bool]]:
    holds = table.until_revision.is_(None)
    if as_of is None:
        return [holds]
    return [table.revision <= as_of, or_(holds, table.until_revision > as_of)]


def _followed(start: Start, code: str, day: date) -> Start:
    """A start after one more outcome; one that is seen alive again had not stopped."""
    if code == OutcomeKind.ACTIVITY_STOPPED:
        return replace(start, stopped_on=day)
    months = max(start.alive_months, _ALIVE.get(code, 0))
    return replace(start, alive_months=months, stopped_on=None)


def _demand_row(one: Demand) -> dict[str, Any]:
    return {
        "region": one.region,
        "sector": one.sector,
        "level": one.level,
        "source": one.source,
    }


def _kit_row(one: FundedKit) -> dict[str, Any]:
    place = one.start.place
    return {
        "id": one.id,
        "activity_id": one.start.activity_id,
        "region": one.region,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "started_on": one.start.started_on,
        "alive_months": one.start.alive_months,
        "stopped_on": one.start.stopped_on,
    }


def _kit(row: AnyRow) -> FundedKit:
    place = None if row.latitude is None else Place(row.latitude, row.longitude)
    return FundedKit(
        id=row.id,
        region=row.region,
        start=Start(
            activity_id=row.activity_id,
            place=place,
            started_on=row.started_on,
            alive_months=row.alive_months,
            stopped_on=row.stopped_on,
        ),
    )
