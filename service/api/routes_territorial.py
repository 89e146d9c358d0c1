"""The report of a territory, in the form of the communiqués."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Self

from fastapi import APIRouter, Depends, Query, Response
from pydantic import ConfigDict

from matching.disclosure import MINIMUM
from matching.errors import UnknownPlace
from matching.territorial import Part, Territorial
from service.actions.spoken import gender_name, sector_name, town_name
from service.actions.territorial import Scope, territorial, territorial_document
from service.api.doors import PREFIX, Asks, DoorsHere, LanguageHere
from service.api.examples_plans import TERRITORIAL_OUT
from service.api.guard import GuardedRoute
from service.api.papers import ANSWERS, Accepted, Paper, paper_asked, paper_response
from service.api.shapes_common import Day, Shape
from service.problems import Fault, invalid_request
from service.security import Action, Caller
from service.wording import Language

_PATH: Final = "/reports/territorial"
Reader = Annotated[Caller, Depends(Asks(Action.READ_REPORTS))]
Since = Annotated[Day, Query(description="First day, for example 2026-01-01.")]
Until = Annotated[Day, Query(description="Last day, included.")]
Region = Annotated[
    str | None,
    Query(max_length=100, description="Code or name of a region; the whole country without it."),
]


class PartOut(Shape):
    """One line of a table; both figures are null when they are withheld."""

    code: str | None
    """Null when it is not known."""
    name: str
    people: int | None
    amount_mad: Decimal | None


class TerritorialOut(Shape):
    """People, dirhams, sectors, towns, women and men."""

    model_config = ConfigDict(json_schema_extra={"examples": [TERRITORIAL_OUT]})

    since: date
    until: date
    region: str | None
    people: int | None
    amount_mad: Decimal | None
    mean_mad: Decimal | None
    by_sector: list[PartOut]
    by_town: list[PartOut]
    by_gender: list[PartOut]
    withheld_below: int
    """Figures about fewer people are null, and so are those that would give them away."""

    @classmethod
    def of(cls, report: Territorial, scope: Scope, language: Language) -> Self:
        """As the wire writes it."""
        return cls(
            since=scope.since,
            until=scope.until,
            region=scope.region,
            people=report.people,
            amount_mad=report.amount_mad,
            mean_mad=report.mean_mad,
            by_sector=[_part(one, sector_name(one.name, language)) for one in report.by_sector],
            by_town=[_part(one, town_name(one.name, language)) for one in report.by_town],
            by_gender=[_part(one, gender_name(one.name, language)) for one in report.by_gender],
            withheld_below=MINIMUM,
        )


def territorial_router() -> APIRouter:
    """The routes of the territorial report."""
    router = APIRouter(prefix=PREFIX, route_class=GuardedRoute, tags=["reports"])
    router.add_api_route(
        _PATH,
        read,
        methods=["GET"],
        response_model=TerritorialOut,
        responses=ANSWERS,
        summary="Read the report of a territory",
        description="What was handed over there; figures about fewer than five people are"
        " withheld. `Accept` may ask for a PDF, a page or a workbook with the same figures.",
        operation_id="read-territorial-report",
    )
    router.add_api_route(
        f"{_PATH}.{{paper}}",
        read_paper,
        methods=["GET"],
        response_class=Response,
        responses=ANSWERS,
        summary="Print the report of a territory",
        description="`territorial.pdf`, `.html` or `.xlsx`, in French, Arabic or English.",
        operation_id="print-territorial-report",
    )
    return router


def read(
    doors: DoorsHere,
    caller: Reader,
    language: LanguageHere,
    since: Since,
    until: Until,
    region: Region = None,
    accept: Accepted = None,
) -> TerritorialOut | Response:
    """The report, in the form that is preferred."""
    paper = paper_asked(accept)
    if paper is not None:
        return read_paper(doors, caller, language, paper, since, until, region)
    scope = _scope(doors, since, until, region)
    report = territorial(doors.storage, caller=caller, scope=scope)
    return TerritorialOut.of(report, scope, language)


def read_paper(
    doors: DoorsHere,
    caller: Reader,
    language: LanguageHere,
    paper: Paper,
    since: Since,
    until: Until,
    region: Region = None,
) -> Response:
    """The report as a document."""
    scope = _scope(doors, since, until, region)
    report = territorial(doors.storage, caller=caller, scope=scope)
    document = territorial_document(report, scope, language)
    return paper_response(document, paper, f"territorial-{language.value}")


def _scope(doors: DoorsHere, since: date, until: date, region: str | None) -> Scope:
    if region is None:
        return Scope(since=since, until=until)
    try:
        found = doors.gazetteer().region(region)
    except UnknownPlace as error:
        raise invalid_request([Fault(code="unknown-place", parameter="region")]) from error
    return Scope(since=since, until=until, region=found.code)


def _part(part: Part, name: str) -> PartOut:
    return PartOut(code=part.name, name=name, people=part.people, amount_mad=part.amount_mad)
