"""From records in storage to a stock in memory: whole at the start, then change by change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from matching.catalogue import NOTHING, Catalogue, Numberings
from matching.evidence import Phrases
from matching.people import People
from matching.ports import Rows, VectorIndex, Vectors
from matching.records import Company, Opportunity, Profile
from matching.rules import Situation
from matching.stock import Shelf, Stock
from matching.text import further_names, opportunity_text, profile_text, requirements
from matching.trades import TradeTable
from matching.vocabulary import OpportunityKind, RecordKind
from models.index import FaissIndex, IndexDamaged, IndexOutdated
from service.storage import Removed, Storage, Stored, Work
from service.vectors import Progress, RememberingEncoder, text_key

OPPORTUNITY_KINDS: Mapping[RecordKind, OpportunityKind] = {
    RecordKind(kind.value): kind for kind in OpportunityKind
}
"""Kinds of records that are kinds of opportunities, under the same word."""
_CATALOGUED = (RecordKind.COMPANY, *OPPORTUNITY_KINDS)
_KEPT = (*_CATALOGUED, RecordKind.PROFILE)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Inventory:
    """A stock, the people it is for, and the revisions of storage both were made from."""

    stock: Stock
    people: People
    records_revision: int
    feedback_revision: int
    last_erasure: int
    versions: Mapping[str, int]
    """Record id to the version in use, for opportunities and profiles."""

    @property
    def size(self) -> int:
        """Opportunities of all kinds."""
        return sum(len(shelf.catalogue) for shelf in self.stock.shelves.values())


@dataclass(frozen=True, slots=True, eq=False)
class Current:
    """What storage holds at one moment."""

    records: Sequence[Stored]
    situation: Situation
    revisions: Mapping[str, int]


def read_current(storage: Storage) -> Current:
    """Everything an inventory is made from, in one transaction; needs no encoder."""
    with storage.read() as work:
        records = list(work.records.current(_KEPT))
        situation = _situation(_companies(records), work, _sectors(records))
        return Current(records, situation, _revisions(work))


class Stockroom:
    """Makes inventories. Holds nothing that changes, so that threads may share it."""

    def __init__(
        self,
        storage: Storage,
        encoder: RememberingEncoder,
        trades: TradeTable,
        snapshots: Path | None = None,
    ) -> None:
        """`snapshots`: folder of indexes kept for the next start; None keeps none."""
        self._storage = storage
        self._encoder = encoder
        self._trades = trades
        self._snapshots = snapshots

    def build(self, current: Current, progress: Progress | None = None) -> Inventory:
        """An inventory of these records; texts never encoded before are encoded and remembered."""
        records = current.records
        self.learn(records, progress)
        profiles = [one.record for one in records if isinstance(one.record, Profile)]
        return Inventory(
            stock=self._stock(records, current.situation, self._snapshots),
            people=self._people(profiles),
            versions=_versions(records),
            **current.revisions,
        )

    def stock_as_of(
        self, records_revision: int, feedback_revision: int
    ) -> tuple[Stock, Mapping[str, int]]:
        """The stock and the versions at a moment, so that a shortlist can be made again."""
        with self._storage.read() as work:
            records = list(work.records.as_of(records_revision, _CATALOGUED))
            moments = (records_revision, feedback_revision)
            situation = _situation(_companies(records), work, _sectors(records), *moments)
        return self._stock(records, situation, snapshots=None), _versions(records)

    def with_answers_of(self, stock: Stock, records_revision: int, as_of: int) -> Stock:
        """The stock of that revision of the records, with the answers of another moment."""
        openings = stock.shelves[OpportunityKind.OPENING].catalogue.opportunities
        sectors = {one.id: one.sector for one in openings}
        with self._storage.read() as work:
            companies = stock.situation.companies
            situation = _situation(companies, work, sectors, records_revision, as_of)
        return replace(stock, situation=situation)

    def updated(self, held: Inventory) -> Inventory:
        """The same inventory with what changed in storage since."""
        with self._storage.read() as work:
            revisions = _revisions(work)
            changes = list(work.records.changed_since(held.records_revision, _KEPT))
            changed = [one for one in changes if isinstance(one, Stored)]
            removed = {one.id for one in changes if isinstance(one, Removed)}
            old = held.stock.situation.companies
            companies = {one: old[one] for one in old if one not in removed} | _companies(changed)
            openings = held.stock.shelves[OpportunityKind.OPENING].catalogue.opportunities
            known = {one.id: one.sector for one in openings if one.id not in removed}
            situation = _situation(companies, work, known | _sectors(changed))
            erased = revisions["last_erasure"] != held.last_erasure
            everyone = list(work.records.current([RecordKind.PROFILE])) if erased else None
        if everyone is not None:
            self._encoder.forget()
        self.learn(changed)
        dropped = {one: held.versions[one] for one in held.versions if one not in removed}
        return Inventory(
            stock=self._changed_stock(held.stock, changed, removed, situation),
            people=self._changed_people(held.people, changed, everyone),
            versions=dropped | _versions(changed),
            **revisions,
        )

    def learn(self, records: Iterable[Stored], progress: Progress | None = None) -> None:
        """Encode and remember every text that the flow will ask for about these records."""
        owned: list[tuple[str, str | None]] = []
        for stored in records:
            record = stored.record
            if isinstance(record, Opportunity):
                kit = (line.name for line in record.kit)
                texts = (
                    opportunity_text(record),
                    *requirements(record),
                    *further_names(record),
                    *kit,
                )
                owned += [(text, None) for text in texts]
            elif isinstance(record, Profile):
                said = (line.text for line in record.statements)
                lines = (profile_text(record), *said, *(record.own_tools or ()))
                owned += [(text, record.id) for text in lines]
        self._encoder.learn(owned, progress)

    def _stock(
        self, records: Iterable[Stored], situation: Situation, snapshots: Path | None
    ) -> Stock:
        by_kind: dict[OpportunityKind, list[Opportunity]] = {kind: [] for kind in OpportunityKind}
        for stored in records:
            if isinstance(stored.record, Opportunity):
                by_kind[stored.record.kind].append(stored.record)
        numbers = Numberings()
        catalogues = {kind: Catalogue.build(items, numbers) for kind, items in by_kind.items()}
        shelves = {
            kind: Shelf(catalogue, self._index(kind, catalogue, snapshots))
            for kind, catalogue in catalogues.items()
        }
        phrases = Phrases.read(numbers.phrases.values, self._encoder, self._trades)
        return Stock(shelves=shelves, phrases=phrases, situation=situation)

    def _index(
        self, kind: OpportunityKind, catalogue: Catalogue, snapshots: Path | None
    ) -> FaissIndex:
        texts = [opportunity_text(item) for item in catalogue.opportunities]
        if snapshots is None:
            return FaissIndex.of(self._encoder.encode(texts))
        path = snapshots / f"{kind}.faiss"
        fingerprint = self._fingerprint(texts)
        try:
            return FaissIndex.load(path, fingerprint)
        except (IndexDamaged, IndexOutdated):
            # Nothing is lost: the vectors are in storage.
            index = FaissIndex.of(self._encoder.encode(texts))
            snapshots.mkdir(parents=True, exist_ok=True)
            index.save(path, fingerprint)
            return index

    def _fingerprint(self, texts: Iterable[str]) -> str:
        keys = "".join(map(text_key, texts))
        return text_key(self._encoder.revision + keys)

    def _people(self, profiles: Iterable[Profile]) -> People:
        ordered = sorted(profiles, key=lambda one: one.id)
        return People(
            ordered, FaissIndex.of(self._encoder.encode([profile_text(one) for one in ordered]))
        )

    def _changed_stock(
        self, held: Stock, changed: Sequence[Stored], removed: set[str], situation: Situation
    ) -> Stock:
        shelves = {
            kind: self._changed_shelf(shelf, _of_kind(changed, kind), removed)
            for kind, shelf in held.shelves.items()
        }
        numbers = next(iter(shelves.values())).catalogue.numbers
        new_phrases = numbers.phrases.values[len(held.phrases) :]
        phrases = held.phrases.with_more(new_phrases, self._encoder, self._trades)
        return Stock(shelves=shelves, phrases=phrases, situation=situation)

    def _changed_shelf(
        self, held: Shelf, changed: Sequence[Opportunity], removed: set[str]
    ) -> Shelf:
        gone = [one for one in removed if one in held.catalogue.row_of]
        if not changed and not gone:
            return held
        catalogue, before = held.catalogue.updated(changed, gone)
        texts = [opportunity_text(catalogue.opportunities[row]) for row in _new_rows(before)]
        return Shelf(catalogue, FaissIndex.of(self._carried(held.index, before, texts)))

    def _changed_people(
        self, held: People, changed: Sequence[Stored], everyone: Sequence[Stored] | None
    ) -> People:
        fresh = {one.id: one.profile for one in changed if one.kind is RecordKind.PROFILE}
        if everyone is not None:
            return self._people([one.profile for one in everyone])
        if not fresh:
            return held
        rows = {one.id: row for row, one in enumerate(held.profiles) if one.id not in fresh}
        together = [*(held.profiles[row] for row in rows.values()), *fresh.values()]
        ordered = sorted(together, key=lambda one: one.id)
        before = np.array([rows.get(one.id, NOTHING) for one in ordered], dtype=np.int64)
        texts = [profile_text(ordered[row]) for row in _new_rows(before)]
        return People(ordered, FaissIndex.of(self._carried(held.index, before, texts)))

    def _carried(self, held: VectorIndex, before: Rows, texts: Sequence[str]) -> Vectors:
        """Vectors that were there, and those of the texts at the places that are new."""
        vectors = np.zeros((len(before), self._encoder.dim), dtype=np.float32)
        vectors[before != NOTHING] = held.vectors(before[before != NOTHING])
        vectors[before == NOTHING] = self._encoder.encode(texts)
        return vectors


def _new_rows(before: Rows) -> list[int]:
    rows: list[int] = np.flatnonzero(before == NOTHING).tolist()
    return rows


def _of_kind(changed: Iterable[Stored], kind: OpportunityKind) -> list[Opportunity]:
    records = (one.record for one in changed)
    return [one for one in records if isinstance(one, Opportunity) and one.kind is kind]


def _companies(records: Iterable[Stored]) -> dict[str, Company]:
    return {one.id: one.record for one in records if isinstance(one.record, Company)}


def _versions(records: Iterable[Stored]) -> dict[str, int]:
    return {one.id: one.version for one in records if not isinstance(one.record, Company)}


def _revisions(work: Work) -> dict[str, int]:
    return {
        "records_revision": work.records.revision(),
        "feedback_revision": work.feedback.revision(),
        "last_erasure": work.records.last_erasure(),
    }


def _sectors(records: Iterable[Stored]) -> dict[str, str | None]:
    """Sector of each opening, by id."""
    kept = (one.record for one in records if one.kind is RecordKind.OPENING)
    return {one.id: one.sector for one in kept if isinstance(one, Opportunity)}


def _situation(
    companies: Mapping[str, Company],
    work: Work,
    sectors: Mapping[str, str | None],
    records_as_of: int | None = None,
    as_of: int | None = None,
) -> Situation:
    """What is true of companies and places, now or at former revisions."""
    return Situation(
        companies=companies,
        activity=work.feedback.company_activity(as_of),
        taken=work.feedback.places_taken(as_of),
        conventions=work.conventions.counted(sectors, records_as_of, as_of),
        market=work.market.market(records_as_of, as_of),
    )
