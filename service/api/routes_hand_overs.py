"""Hand-overs of equipment: the file in, the list and the receipts out."""

from datetime import UTC, date
from decimal import Decimal
from pathlib import PurePath
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Depends, File, Query, Response, UploadFile
from pydantic import ConfigDict

from matching.handing_over import HandedItem
from service.actions.hand_overs import (
    hand_over_document,
    read_hand_over,
    record_hand_over,
    sums_of,
)
from service.api.doors import PREFIX, Asks, DoorsHere, LanguageHere
from service.api.examples_plans import HAND_OVER_OUT
from service.api.guard import GuardedRoute, UploadRoute
from service.api.papers import ANSWERS, Accepted, Paper, paper_asked, paper_response
from service.api.routes_imports import RejectedOut
from service.api.shapes_common import Shape
from service.intake.handed_items import Allocations, read_allocations
from service.intake.tables import Limits
from service.security import Action, Caller
from service.storage import HandedOver
from service.wording import Language, fault_text

_PATH = "/hand-overs/{hand_over_id}"
Reader = Annotated[Caller, Depends(Asks(Action.READ_PROFILES))]
ReceiptsAsked = Annotated[
    bool, Query(description="In a document: with one receipt to sign for each person.")
]


class HandedItemOut(Shape):
    """One thing that somebody received."""

    person: str
    handed_on: date
    activity: str
    sector: str | None
    town: str
    """Code of the town; empty when it is not known."""
    item: str
    quantity: int
    unit_price_mad: Decimal
    amount_mad: Decimal
    receipt: str

    @classmethod
    def of(cls, one: HandedItem) -> Self:
        """As the wire writes it."""
        return cls(
            person=one.person,
            handed_on=one.handed_on,
            activity=one.activity,
            sector=one.sector,
            town=one.town,
            item=one.item,
            quantity=one.quantity,
            unit_price_mad=one.unit_price_mad,
            amount_mad=one.amount_mad,
            receipt=one.receipt,
        )


class HandOverOut(Shape):
    """What was handed over, and what it is worth."""

    model_config = ConfigDict(json_schema_extra={"examples": [HAND_OVER_OUT]})

    id: UUID
    people: int
    total_mad: Decimal
    mean_mad: Decimal
    items: list[HandedItemOut]
    rejected: list[RejectedOut]
    """Lines of the file that were refused; empty when it is read again later."""
    sectors_to_review: list[int]
    """Lines whose sector is not of the closed list; they were kept, under no sector."""

    @classmethod
    def of(cls, handed: HandedOver, language: Language, read: Allocations | None = None) -> Self:
        """A hand-over, with what is to be said of the file it was just read from."""
        sums = sums_of(handed.items)
        return cls(
            id=handed.id,
            people=sums.people,
            total_mad=Decimal(sums.total_mad),
            mean_mad=Decimal(sums.mean_mad),
            items=[HandedItemOut.of(one) for one in handed.items],
            rejected=[
                RejectedOut(
                    line=one.line,
                    column=one.column,
                    code=one.code,
                    message=fault_text(one.code, one.params, language),
                    params=dict(one.params),
                    shown=one.shown,
                )
                for one in (read.rejected if read else ())
            ],
            sectors_to_review=list(read.sectors_to_review if read else ()),
        )


def hand_overs_router() -> APIRouter:
    """The routes of hand-overs."""
    router = APIRouter(prefix=PREFIX, route_class=GuardedRoute, tags=["hand-overs"])
    router.add_api_route(
        "/hand-overs",
        hand_over,
        methods=["POST"],
        status_code=201,
        route_class_override=UploadRoute,
        summary="Record a hand-over",
        description="A CSV or XLSX with one line per item: reference, item, unit price, and where"
        " they are known quantity, date, activity, sector, town and receipt.",
        operation_id="create-hand-over",
    )
    # Before the next one, which would take the extension for a part of the id.
    router.add_api_route(
        f"{_PATH}.{{paper}}",
        read_paper,
        methods=["GET"],
        response_class=Response,
        responses=ANSWERS,
        summary="Print a hand-over",
        description="The list to be signed and the register of equipment, with receipts on demand.",
        operation_id="print-hand-over",
    )
    router.add_api_route(
        _PATH,
        read,
        methods=["GET"],
        response_model=HandOverOut,
        responses=ANSWERS,
        summary="Read a hand-over",
        description="`Accept` may ask for a PDF, a page or a workbook instead.",
        operation_id="read-hand-over",
    )
    return router


def hand_over(
    doors: DoorsHere,
    caller: Annotated[Caller, Depends(Asks(Action.IMPORT_RECORDS))],
    language: LanguageHere,
    response: Response,
    file: Annotated[UploadFile, File(description="The file, with its extension in its name.")],
) -> HandOverOut:
    """Read a file and keep what was handed over."""
    now = doors.now()
    settings = doors.settings
    allocations = read_allocations(
        file.file.read(),
        PurePath(file.filename or "").name,
        gazetteer=doors.gazetteer(),
        today=now.astimezone(UTC).date(),
        limits=Limits(max_bytes=settings.max_body_bytes, max_lines=settings.import_line_limit),
    )
    handed = record_hand_over(doors.storage, caller=caller, now=now, items=allocations.items)
    response.headers["Location"] = f"{PREFIX}/hand-overs/{handed.id}"
    return HandOverOut.of(handed, language, allocations)


def read(
    doors: DoorsHere,
    caller: Reader,
    language: LanguageHere,
    hand_over_id: UUID,
    with_receipts: ReceiptsAsked = False,
    accept: Accepted = None,
) -> HandOverOut | Response:
    """A hand-over, in the form that is preferred."""
    paper = paper_asked(accept)
    if paper is not None:
        return read_paper(doors, caller, language, hand_over_id, paper, with_receipts)
    handed = read_hand_over(doors.storage, caller=caller, hand_over_id=hand_over_id)
    return HandOverOut.of(handed, language)


def read_paper(
    doors: DoorsHere,
    caller: Reader,
    language: LanguageHere,
    hand_over_id: UUID,
    paper: Paper,
    with_receipts: ReceiptsAsked = False,
) -> Response:
    """The list, the register and the receipts."""
    handed = read_hand_over(doors.storage, caller=caller, hand_over_id=hand_over_id)
    document = hand_over_document(handed.items, language, with_receipts=with_receipts)
    return paper_response(document, paper, f"hand-over-{language.value}")
