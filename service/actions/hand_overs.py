"""Handing equipment over: the file that says to whom, what is kept of it, and what is signed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from matching.errors import Param
from matching.handing_over import HandedItem, Received, by_person, total_of
from matching.territorial import mean_of
from matching.vocabulary import RecordKind
from service.actions.leaving import check_can_leave
from service.actions.life_plans.sheet import reference_of
from service.actions.records import region_of_record
from service.actions.spoken import town_name
from service.printing.documents import Cell, Document, Section, Table
from service.security import Action, Caller, check_can
from service.storage import HandedOver, NoSuchRecord, Storage, Work
from service.wording import Language
from service.wording import printed as words
from service.wording.languages import Message
from service.wording.money import amount_text
from service.wording.templates import filled

_ID_LENGTH: Final = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverSums:
    """The figures of a hand-over, the same in every form of it."""

    people: int
    total_mad: str
    """To the centime, "1121215.07"."""
    mean_mad: str


def record_hand_over(
    storage: Storage, *, caller: Caller, now: datetime, items: Sequence[HandedItem]
) -> HandedOver:
    """Keep what was handed over, under the ids of the people.

    Args:
        storage: Where to.
        caller: Who records.
        now: Aware.
        items: At least one; their people by id, or by the reference of their file.

    Raises:
        NoSuchRecord: nobody has that id or that reference; nothing is kept then.
        NotAllowed: not the caller's to record, or not there.
    """
    check_can(caller, Action.IMPORT_RECORDS)
    with storage.begin(identity=True) as work:
        owners = work.identities.find_many({item.person for item in items})
        handed = HandedOver(
            id=uuid4(),
            items=tuple(replace(one, person=owners.get(one.person, one.person)) for one in items),
            at=now,
            actor=caller.id,
        )
        work.hand_overs.add(handed)
        _check_people(work, caller, Action.IMPORT_RECORDS, handed)
    return handed


def read_hand_over(storage: Storage, *, caller: Caller, hand_over_id: UUID) -> HandedOver:
    """A hand-over.

    Raises:
        NoSuchHandOver: there is none, or everybody in it was erased.
        NotAllowed: not the caller's to read, or somebody in it lives elsewhere.
    """
    with storage.read() as work:
        check_can(caller, Action.READ_PROFILES)
        found = work.hand_overs.get(hand_over_id)
        _check_people(work, caller, Action.READ_PROFILES, found)
        return found


def sums_of(items: Sequence[HandedItem]) -> HandOverSums:
    """Add up a hand-over."""
    people, total = by_person(items), total_of(items)
    mean = mean_of(total, len(people))
    return HandOverSums(
        people=len(people), total_mad=f"{total:f}", mean_mad="" if mean is None else f"{mean:f}"
    )


def hand_over_document(
    items: Sequence[HandedItem], language: Language, *, with_receipts: bool = False
) -> Document:
    """The list that is signed, the register of what was given, and a receipt for each on request.

    Raises:
        PastInDocument: a text in it would reveal a past.
    """
    document = _HandOver(items, language).document(with_receipts=with_receipts)
    check_can_leave(document)
    return document


def _check_people(work: Work, caller: Caller, action: Action, handed: HandedOver) -> None:
    people = {item.person for item in handed.items}
    known = work.records.get_many(RecordKind.PROFILE, people)
    if people - known.keys():
        raise NoSuchRecord(kind=RecordKind.PROFILE, missing=len(people - known.keys()))
    for stored in known.values():
        check_can(caller, action, region_of_record(stored.record))


class _HandOver:
    """What is handed over, in one language."""

    def __init__(self, items: Sequence[HandedItem], language: Language) -> None:
        self._items = items
        self._people = by_person(items)
        self._language = language

    def document(self, *, with_receipts: bool) -> Document:
        sections = [self._sums(), self._list(), self._register()]
        if with_receipts:
            sections.extend(self._receipts())
        return Document(
            language=self._language,
            title=self._say(words.HAND_OVER),
            footer=self._say(words.HAND_OVER),
            sections=tuple(sections),
        )

    def _sums(self) -> Section:
        total = total_of(self._items)
        mean = mean_of(total, len(self._people))
        missing = sum(one.lacks_a_receipt for one in self._people)
        days = sorted({one.handed_on for one in self._items})
        facts: list[tuple[Message, Cell]] = [
            (words.HANDED_ON, days[0]),
            (words.BENEFICIARIES, len(self._people)),
            (words.TOTAL_VALUE, self._dirhams(amount_text(total, self._language))),
        ]
        if mean is not None:
            facts.append((words.MEAN_VALUE, self._dirhams(amount_text(mean, self._language))))
        if missing:
            facts.append((words.RECEIPTS_MISSING, missing))
        return Section(facts=tuple((self._say(name), value) for name, value in facts))

    def _list(self) -> Section:
        heads = (
            words.NUMBER,
            words.REFERENCE,
            words.ACTIVITY,
            words.TOWN,
            words.AMOUNT,
            words.SIGNATURE,
        )
        rows: list[tuple[Cell, ...]] = [
            (
                number,
                _shown(one.person),
                one.first.activity,
                town_name(one.first.town, self._language),
                one.amount_mad,
                None,
            )
            for number, one in enumerate(self._people, start=1)
        ]
        rows.append((None, self._say(words.TOTAL), None, None, total_of(self._items), None))
        return Section(
            heading=self._say(words.LIST), table=self._table(heads, rows, (0, 0, 2, 1, 0, 2))
        )

    def _register(self) -> Section:
        heads = (
            words.REFERENCE,
            words.ITEM,
            words.QUANTITY,
            words.UNIT_PRICE,
            words.AMOUNT,
            words.RECEIPT,
        )
        rows: list[tuple[Cell, ...]] = [
            (
                _shown(one.person),
                one.item,
                one.quantity,
                one.unit_price_mad,
                one.amount_mad,
                one.receipt,
            )
            for one in self._items
        ]
        rows.append((self._say(words.TOTAL), None, None, None, total_of(self._items), None))
        return Section(
            heading=self._say(words.REGISTER), table=self._table(heads, rows, (0, 3, 0, 0, 0, 1))
        )

    def _receipts(self) -> Iterator[Section]:
        for one in self._people:
            yield self._receipt(one)

    def _receipt(self, one: Received) -> Section:
        heads = (words.ITEM, words.QUANTITY, words.UNIT_PRICE, words.AMOUNT)
        rows: list[tuple[Cell, ...]] = [
            (item.item, item.quantity, item.unit_price_mad, item.amount_mad) for item in one.items
        ]
        rows.append((self._say(words.TOTAL), None, None, one.amount_mad))
        worth = amount_text(one.amount_mad, self._language)
        return Section(
            heading=f"{self._say(words.RECEIPT)} – {_shown(one.person)}",
            paragraphs=(self._say(words.RECEIVED, amount=worth),),
            table=self._table(heads, rows, (3, 0, 0, 0)),
            signatures=((self._say(words.SIGNATURE), ""), (self._say(words.DATE), "")),
            on_new_page=True,
        )

    def _table(
        self,
        heads: tuple[Message, ...],
        rows: Sequence[tuple[Cell, ...]],
        widths: tuple[int, ...],
    ) -> Table:
        return Table(
            headers=tuple(self._say(head) for head in heads),
            rows=tuple(rows),
            has_total=True,
            widths=widths,
        )

    def _dirhams(self, amount: str) -> str:
        return self._say(words.DIRHAMS, amount=amount)

    def _say(self, message: Message, **params: Param) -> str:
        return filled(message, params, self._language)


def _shown(person: str) -> str:
    """A short reference for an id; the reference of a file as it is."""
    return reference_of(person) if len(person) == _ID_LENGTH else person
