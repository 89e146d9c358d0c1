"""Records one by one: the same five operations for each of the six kinds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final, Generic, TypeVar
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Query, Response
from pydantic import ConfigDict

from matching.vocabulary import RecordKind
from service.actions.records import (
    Written,
    create_record,
    erase_profile,
    list_records,
    read_record,
    remove_record,
    replace_record,
)
from service.api.doors import (
    PREFIX,
    Asks,
    DoorsHere,
    ExpectedVersion,
    LanguageHere,
    etag,
)
from service.api.examples import ERASED, WRITTEN
from service.api.guard import GuardedRoute
from service.api.places import PlaceReader
from service.api.shapes_common import Day, RemovedOut, Shape, removed_shapes
from service.api.shapes_opportunities import (
    ActivityIn,
    CompanyIn,
    CompanyOut,
    MentorIn,
    OpeningIn,
    OpportunityIn,
    OpportunityOut,
    TrainingIn,
)
from service.api.shapes_profiles import ProfileIn, ProfileOut
from service.doors import Doors
from service.security import Action, Caller
from service.storage import Record
from service.wording import Language

RecordIn = ProfileIn | CompanyIn | OpportunityIn
T = TypeVar("T")


class PageOut(Shape, Generic[T]):
    """Records in the order of their ids."""

    items: list[T]
    next_after: str | None
    """Give it as `after` to read on; null on the last page."""


class WrittenOut(Shape):
    """What became of a record that was written."""

    model_config = ConfigDict(json_schema_extra={"examples": [WRITTEN]})

    id: str
    version: int
    """Also the ETag."""
    removed: list[RemovedOut]
    """Personal data that was taken out of the texts before anything was kept."""


class ErasedOut(Shape):
    """How much was removed about a person."""

    model_config = ConfigDict(json_schema_extra={"examples": [ERASED]}, from_attributes=True)

    versions: int
    identities: int
    groups: int
    vectors: int
    shortlists: int
    redacted_shortlists: int
    events: int
    """Answers and outcomes; only counts stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """What differs from one kind of record to the next."""

    kind: RecordKind
    one: str
    """With its article, as the document of the API names it."""
    many: str
    taken: type[RecordIn]
    given: type[ProfileOut | CompanyOut | OpportunityOut]


_KINDS: Final = (
    _Kind(
        kind=RecordKind.PROFILE,
        one="a profile",
        many="profiles",
        taken=ProfileIn,
        given=ProfileOut,
    ),
    _Kind(
        kind=RecordKind.COMPANY,
        one="a company",
        many="companies",
        taken=CompanyIn,
        given=CompanyOut,
    ),
    _Kind(
        kind=RecordKind.OPENING,
        one="an opening",
        many="openings",
        taken=OpeningIn,
        given=OpportunityOut,
    ),
    _Kind(
        kind=RecordKind.ACTIVITY,
        one="an activity",
        many="activities",
        taken=ActivityIn,
        given=OpportunityOut,
    ),
    _Kind(
        kind=RecordKind.TRAINING,
        one="a training",
        many="trainings",
        taken=TrainingIn,
        given=OpportunityOut,
    ),
    _Kind(
        kind=RecordKind.MENTOR,
        one="a mentor",
        many="mentors",
        taken=MentorIn,
        given=OpportunityOut,
    ),
)


def records_router() -> APIRouter:
    """The routes of all six kinds."""
    router = APIRouter(prefix=PREFIX, route_class=GuardedRoute)
    for kind in _KINDS:
        _add_reading(router, kind)
        _add_writing(router, kind)
        _add_removing(router, kind)
    return router


def _add_reading(router: APIRouter, door: _Kind) -> None:
    reads = _reads(door.kind)

    @router.get(
        f"/{door.many}",
        response_model=PageOut[door.given],  # type: ignore[name-defined]  # a class chosen by data
        summary=f"List {door.many}",
        description=f"The {door.many} you may read, in the order of their ids, page by page.",
        operation_id=f"list-{door.many}",
        tags=[door.many],
    )
    def list_all(
        doors: DoorsHere,
        caller: Annotated[Caller, Depends(reads)],
        after: Annotated[UUID | None, Query(description="`next_after` of the page before.")] = None,
        limit: Annotated[int, Query(ge=1, le=200, description="Records on a page.")] = 50,
    ) -> dict[str, Any]:
        page = list_records(
            doors.storage,
            caller=caller,
            kind=door.kind,
            after=None if after is None else str(after),
            limit=limit,
        )
        items = [door.given.of(stored) for stored in page.items]
        return {"items": items, "next_after": page.next_after}

    @router.get(
        f"/{door.many}/{{record_id}}",
        response_model=door.given,
        summary=f"Read {door.one}",
        description="As it is, or as it was at the end of a day (UTC). The ETag is the version.",
        operation_id=f"read-{door.kind.value}",
        tags=[door.many],
    )
    def read(
        doors: DoorsHere,
        caller: Annotated[Caller, Depends(reads)],
        response: Response,
        record_id: UUID,
        on: Annotated[Day | None, Query(description="A day, for example 2023-02-13.")] = None,
    ) -> Shape:
        stored = read_record(
            doors.storage, caller=caller, kind=door.kind, record_id=str(record_id), on=on
        )
        response.headers["ETag"] = etag(stored.version)
        return door.given.of(stored)


def _add_writing(router: APIRouter, door: _Kind) -> None:
    writes = _writes(door.kind)

    def create(
        doors: DoorsHere,
        caller: Annotated[Caller, Depends(writes)],
        language: LanguageHere,
        response: Response,
        body: RecordIn,
    ) -> WrittenOut:
        record = _record(doors, body, str(uuid4()))
        written = create_record(
            doors.runtime,
            doors.storage,
            caller=caller,
            now=doors.now(),
            kind=door.kind,
            record=record,
        )
        response.headers["Location"] = f"{PREFIX}/{door.many}/{written.id}"
        return _written(written, response, language)

    def replace(
        doors: DoorsHere,
        caller: Annotated[Caller, Depends(writes)],
        language: LanguageHere,
        response: Response,
        record_id: UUID,
        version: ExpectedVersion,
        body: RecordIn,
    ) -> WrittenOut:
        written = replace_record(
            doors.runtime,
            doors.storage,
            caller=caller,
            now=doors.now(),
            kind=door.kind,
            record=_record(doors, body, str(record_id)),
            expected_version=version,
        )
        return _written(written, response, language)

    # FastAPI reads the shape of a body from the annotation, and here the shape is data.
    create.__annotations__["body"] = door.taken
    replace.__annotations__["body"] = door.taken
    router.add_api_route(
        f"/{door.many}",
        create,
        methods=["POST"],
        status_code=201,
        summary=f"Add {door.one}",
        description="Personal data is taken out of the texts first; the answer says where.",
        operation_id=f"create-{door.kind.value}",
        tags=[door.many],
    )
    router.add_api_route(
        f"/{door.many}/{{record_id}}",
        replace,
        methods=["PUT"],
        summary=f"Replace {door.one}",
        description="The whole record, by someone who has read its current version (`If-Match`)."
        " A record that says the same keeps its version.",
        operation_id=f"replace-{door.kind.value}",
        tags=[door.many],
    )


def _add_removing(router: APIRouter, door: _Kind) -> None:
    if door.kind is RecordKind.PROFILE:
        _add_erasing(router)
        return

    @router.delete(
        f"/{door.many}/{{record_id}}",
        status_code=204,
        summary=f"Remove {door.one}",
        description="It is proposed no more; what was shown of it stays readable.",
        operation_id=f"remove-{door.kind.value}",
        tags=[door.many],
    )
    def remove(
        doors: DoorsHere,
        caller: Annotated[Caller, Depends(_writes(door.kind))],
        record_id: UUID,
        version: ExpectedVersion,
    ) -> None:
        remove_record(
            doors.runtime,
            doors.storage,
            caller=caller,
            now=doors.now(),
            kind=door.kind,
            record_id=str(record_id),
            expected_version=version,
        )


def _add_erasing(router: APIRouter) -> None:
    @router.delete(
        "/profiles/{record_id}",
        summary="Erase a person",
        description="Everything about the person: every version, the identity, what was shown and"
        " said. Only counts stay. It cannot be undone.",
        operation_id="erase-profile",
        tags=["profiles"],
    )
    def erase(
        doors: DoorsHere,
        caller: Annotated[Caller, Depends(Asks(Action.ERASE_PROFILE))],
        record_id: UUID,
        version: ExpectedVersion,
    ) -> ErasedOut:
        erased = erase_profile(
            doors.runtime,
            doors.storage,
            caller=caller,
            now=doors.now(),
            profile_id=str(record_id),
            expected_version=version,
        )
        return ErasedOut.model_validate(erased)


def _reads(kind: RecordKind) -> Callable[..., Caller]:
    is_profile = kind is RecordKind.PROFILE
    return Asks(Action.READ_PROFILES if is_profile else Action.READ_OPPORTUNITIES)


def _writes(kind: RecordKind) -> Callable[..., Caller]:
    is_profile = kind is RecordKind.PROFILE
    return Asks(Action.WRITE_PROFILES if is_profile else Action.WRITE_OPPORTUNITIES)


def _record(doors: Doors, body: RecordIn, record_id: str) -> Record:
    places = PlaceReader(doors.gazetteer())
    record: Record = body.record(record_id, places)
    places.check()
    return record


def _written(written: Written, response: Response, language: Language) -> WrittenOut:
    response.headers["ETag"] = etag(written.version)
    return WrittenOut(
        id=written.id,
        version=written.version,
        removed=removed_shapes(written.removed, language),
    )
