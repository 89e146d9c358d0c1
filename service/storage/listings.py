"""People, openings and companies a page at a time, chosen and put in order by the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Integer,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    or_,
    select,
)

from matching.outcomes import PENDING, Standing
from matching.records import Company, Opportunity, Profile
from matching.vocabulary import MissingField, RecordKind, StatementKind
from service.storage.columns import AnyRow, AnySelect
from service.storage.documents import from_document
from service.storage.feedback import places_held
from service.storage.tables import EventRow, RecordRow

_NEVER: Final = date.max.isoformat()
_R = TypeVar("_R", Profile, Company, Opportunity)
_ItemT = TypeVar("_ItemT")
_Text = ColumnElement[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleWanted:
    """Whom a list of people is narrowed to; what is left out narrows nothing."""

    territory: frozenset[str] | None = None
    """Regions the reader may see, with people whose town is not known; None for everywhere, an
    empty set for nobody."""
    region: str | None = None
    """Code of the region of residence."""
    town: str | None = None
    """Code of a town; that of a province also means every commune in it."""
    days: tuple[date, date] | None = None
    """First and last day on which they become available, both included."""
    is_day_unknown: bool = False
    """Only those whose day is not known."""
    is_without_proposal: bool = False
    """Only those to whom nothing was proposed, or only what was withdrawn since."""
    missing: MissingField | None = None
    """Only those of whom this is not known, as `matching.explanation.missing_fields` tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiving:
    """A company that can take people on."""

    company: Company
    openings: int
    """Not expired, with a free place."""
    places: int | None
    """People it can still take: free places of those openings, under its cap; None when neither
    has a limit. At least 1."""
    pending: int
    """People in progress with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Generic[_ItemT]):
    """A page of a list, and how long the list is."""

    items: tuple[_ItemT, ...]
    total: int


class ListingStore:
    """The lists of one transaction; only the records of the page asked for are read."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def people(self, wanted: PeopleWanted, today: date, offset: int, limit: int) -> Listed[Profile]:
        """Those available soonest first, an unknown day last; who is free already is free today."""
        day = func.coalesce(self._field("available_from"), _NEVER)
        now = today.isoformat()
        ordered = self._people(wanted).order_by(case((day < now, now), else_=day), RecordRow.id)
        return self._listed(ordered, RecordKind.PROFILE, Profile, offset, limit)

    def openings(
        self, today: date, offset: int, limit: int, provider_id: str | None = None
    ) -> Listed[Opportunity]:
        """Openings that have not expired, those that expire first in front.

        Args:
            today: The day on which one that expires is still listed.
            offset: Openings to pass over.
            limit: At most this many.
            provider_id: Of which company; None for all.
        """
        ordered = self._openings(today, provider_id).order_by(
            func.coalesce(self._field("expires_on"), _NEVER),
            func.lower(self._field("title")),
            RecordRow.id,
        )
        return self._listed(ordered, RecordKind.OPENING, Opportunity, offset, limit)

    def companies(self, offset: int, limit: int) -> Listed[Company]:
        """Companies by name."""
        ordered = _current(RecordKind.COMPANY).order_by(
            func.lower(self._field("name")), RecordRow.id
        )
        return self._listed(ordered, RecordKind.COMPANY, Company, offset, limit)

    def receiving(
        self,
        today: date,
        territory: frozenset[str] | None,
        without: frozenset[str],
        offset: int,
        limit: int,
    ) -> Listed[Receiving]:
        """Companies that can take people on, most places first, then by name.

        Args:
            today: Openings that expired before do not count.
            territory: Regions whose openings count, with those whose town is not known; None for
                all.
            without: Ids of companies to leave out.
            offset: Companies to pass over.
            limit: At most this many.
        """
        query = self._receiving(today, territory, without)
        places = query.selected_columns.places
        ordered = query.order_by(
            places.is_(None).desc(), places.desc(), func.lower(self._field("name")), RecordRow.id
        )
        rows, total = self._rows(ordered, offset, limit)
        companies = self._documents(RecordKind.COMPANY, Company, [row.id for row in rows])
        return Listed(
            items=tuple(
                Receiving(
                    company=company,
                    openings=row.openings,
                    # A sum is a decimal number on PostgreSQL.
                    places=None if row.places is None else int(row.places),
                    pending=row.pending,
                )
                for row, company in zip(rows, companies, strict=True)
            ),
            total=total,
        )

    def _people(self, wanted: PeopleWanted) -> AnySelect:
        query = _current(RecordKind.PROFILE)
        for condition in self._conditions(wanted):
            query = query.where(condition)
        return query

    def _conditions(self, wanted: PeopleWanted) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if wanted.territory is not None:
            found.append(_within(wanted.territory))
        if wanted.region is not None:
            found.append(RecordRow.region == wanted.region)
        if wanted.town is not None:
            code = self._field("home", "code")
            found.append(or_(code == wanted.town, code.startswith(f"{wanted.town}.")))
        day = self._field("available_from")
        if wanted.days is not None:
            first, last = wanted.days
            found.append(day.between(first.isoformat(), last.isoformat()))
        if wanted.is_day_unknown:
            found.append(day.is_(None))
        if wanted.is_without_proposal:
            found.append(~_is_proposed_something())
        if wanted.missing is not None:
            found.append(self._lacks(wanted.missing))
        return found

    def _lacks(self, missing: MissingField) -> ColumnElement[bool]:
        fields = _FIELDS.get(missing, ())
        unknown = [self._field(name).is_(None) for name in fields]
        return and_(*unknown, *_unstated(missing))

    def _openings(self, today: date, provider_id: str | None = None) -> AnySelect:
        last = self._field("expires_on")
        query = _current(RecordKind.OPENING).where(or_(last.is_(None), last >= today.isoformat()))
        return query if provider_id is None else query.where(RecordRow.provider_id == provider_id)

    def _receiving(
        self, today: date, territory: frozenset[str] | None, without: frozenset[str]
    ) -> AnySelect:
        offered = self._offered(today, territory).subquery()
        waiting = _waiting().subquery()
        cap = cast(self._field("max_pending"), Integer)
        pending = func.coalesce(waiting.c.people, 0)
        room = cap - pending
        free = case((offered.c.unlimited > 0, None), else_=offered.c.free)
        places = case((cap.is_(None), free), (or_(free.is_(None), room < free), room), else_=free)
        return (
            _current(RecordKind.COMPANY)
            .add_columns(offered.c.openings, places.label("places"), pending.label("pending"))
            .join(offered, offered.c.company_id == RecordRow.id)
            .outerjoin(waiting, waiting.c.company_id == RecordRow.id)
            .where(
                self._field("is_paused").is_(None),
                or_(cap.is_(None), room > 0),
                RecordRow.id.not_in(sorted(without)),
            )
        )

    def _offered(self, today: date, territory: frozenset[str] | None) -> AnySelect:
        """Openings with a free place, by company."""
        held = places_held().subquery()
        taken = func.coalesce(held.c.places, 0)
        places = cast(self._field("places"), Integer)
        query = (
            self._openings(today)
            .with_only_columns(
                RecordRow.provider_id.label("company_id"),
                func.count().label("openings"),
                func.coalesce(func.sum(places - taken), 0).label("free"),
                func.sum(case((places.is_(None), 1), else_=0)).label("unlimited"),
            )
            .outerjoin(held, held.c.opportunity_id == RecordRow.id)
            .where(RecordRow.provider_id.is_not(None), or_(places.is_(None), places > taken))
            .group_by(RecordRow.provider_id)
        )
        return query if territory is None else query.where(_within(territory))

    def _field(self, *path: str) -> _Text:
        """The text of a field of the document; NULL when the record does not have it."""
        if self._connection.dialect.name == "postgresql":
            return func.json_extract_path_text(cast(RecordRow.document, JSON), *path)
        return func.json_extract(RecordRow.document, "$." + ".".join(path))

    def _listed(
        self, ordered: AnySelect, kind: RecordKind, shape: type[_R], offset: int, limit: int
    ) -> Listed[_R]:
        rows, total = self._rows(ordered, offset, limit)
        return Listed(
            items=tuple(self._documents(kind, shape, [row.id for row in rows])), total=total
        )

    def _rows(self, ordered: AnySelect, offset: int, limit: int) -> tuple[list[AnyRow], int]:
        """Rows of a page, and how many there are in all: the database reads its list once."""
        counted = ordered.add_columns(func.count().over().label("total"))
        rows = list(self._connection.execute(counted.offset(offset).limit(limit)))
        if rows or not offset:
            return rows, rows[0].total if rows else 0
        everything = select(func.count()).select_from(ordered.order_by(None).subquery())
        return [], self._connection.execute(everything).scalar_one()

    def _documents(self, kind: RecordKind, shape: type[_R], ids: Sequence[str]) -> list[_R]:
        """Records in that order; sorting ids moves less than sorting whole documents."""
        query = _current(kind).add_columns(RecordRow.document).where(RecordRow.id.in_(ids))
        found = {
            row.id: from_document(kind, row.document) for row in self._connection.execute(query)
        }
        return [record for one in ids if isinstance(record := found[one], shape)]


_FIELDS: Final = {
    MissingField.CERTIFICATES: ("has_certificates",),
    MissingField.LANGUAGES: ("languages",),
    MissingField.LICENCES: ("licences",),
    MissingField.HOME: ("home",),
    MissingField.MOBILITY: ("max_distance_km", "accepted_regions"),
    MissingField.AVAILABILITY: ("available_from",),
    MissingField.CONTRACTS: ("contracts",),
    MissingField.FUNCTIONAL_LIMITS: ("ruled_out",),
}
"""The fields that are all absent where this is not known of a person."""
_STATED: Final = {
    MissingField.SKILLS: tuple(one for one in StatementKind if one is not StatementKind.WISH),
    MissingField.CERTIFICATES: (StatementKind.CERTIFICATE,),
    MissingField.WISHES: (StatementKind.WISH,),
}
"""The statements of which there is none where this is not known of a person."""


def _unstated(missing: MissingField) -> list[ColumnElement[bool]]:
    # Documents are canonical, and a quotation mark inside a text is escaped: these signs stand for
    # nothing but a statement of that kind, or of that length.
    signs = [f'"kind":"{kind}"' for kind in _STATED.get(missing, ())]
    if missing is MissingField.EXPERIENCE:
        signs = [f'"months":{digit}' for digit in range(1, 10)]
    return [~RecordRow.document.contains(sign, autoescape=True) for sign in signs]


def _current(kind: RecordKind) -> AnySelect:
    return select(RecordRow.id).where(
        RecordRow.kind == kind,
        RecordRow.until_revision.is_(None),
        RecordRow.document.is_not(None),
    )


def _within(territory: frozenset[str]) -> ColumnElement[bool]:
    if not territory:
        return false()
    return or_(RecordRow.region.in_(sorted(territory)), RecordRow.region.is_(None))


def _is_proposed_something() -> ColumnElement[bool]:
    return exists().where(
        EventRow.profile_id == RecordRow.id,
        EventRow.standing.is_not(None),
        EventRow.until_revision.is_(None),
        EventRow.standing != Standing.OPEN,
    )


def _waiting() -> AnySelect:
    """People in progress, by company."""
    return (
        select(EventRow.company_id, func.count().label("people"))
        .where(
            EventRow.standing.is_not(None),
            EventRow.until_revision.is_(None),
            EventRow.standing.in_(sorted(PENDING)),
        )
        .group_by(EventRow.company_id)
    )
