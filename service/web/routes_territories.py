"""Pages about a whole territory: what was handed over there, as figures and as documents."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from math import nan
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from markupsafe import Markup

from matching.disclosure import MINIMUM
from matching.errors import UnknownPlace
from service.actions.programme import Reached, Step, programme
from service.actions.territorial import (
    PeriodEndsBeforeStart,
    Scope,
    territorial,
    territorial_document,
)
from service.doors import Doors, doors_of
from service.printing.documents import cell_text, is_number
from service.printing.papers import Paper
from service.problems import Fault, invalid_request, problem_document, status_of
from service.security import Action, Caller
from service.web.languages import page_language
from service.web.papers import paper_response
from service.web.plots import Frame, Point, funnel
from service.web.rendering import page
from service.web.signing import PageRoute, Sees
from service.wording import Language, number_text

DoorsHere = Annotated[Doors, Depends(doors_of)]
Reader = Annotated[Caller, Depends(Sees(Action.READ_REPORTS))]
Day = Annotated[date | None, Query(ge=date(2000, 1, 1), le=date(2100, 1, 1))]
Region = Annotated[str, Query(max_length=100)]
Target = Annotated[str, Query(max_length=7, pattern=r"^\d*$")]
"""A number of people, or nothing."""

REPORTS: Final = "/bilans"
PROGRAMME: Final = f"{REPORTS}/programme"


def territories_router() -> APIRouter:
    """The pages about territories."""
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    router.add_api_route(REPORTS, show_report, methods=["GET"])
    router.add_api_route(REPORTS + "/remises.{paper}", download, methods=["GET"])
    router.add_api_route(PROGRAMME, show_programme, methods=["GET"])
    return router


def asked_scope(doors: DoorsHere, du: Day = None, au: Day = None, region: Region = "") -> Scope:
    """The period and the territory asked for: this year, and the country, unless told.

    Raises:
        InvalidInput: no region has that code.
    """
    last = au or doors.now().date()
    first = du or date(last.year, 1, 1)
    if not region:
        return Scope(since=first, until=last)
    try:
        code = doors.gazetteer().region(region).code
    except UnknownPlace as error:
        raise invalid_request([Fault(code="unknown-place", parameter="region")]) from error
    return Scope(since=first, until=last, region=code)


Asked = Annotated[Scope, Depends(asked_scope)]


def show_report(request: Request, doors: DoorsHere, caller: Reader, scope: Asked) -> Response:
    """What was handed over in a territory and a period: this year in the country unless told."""
    language = page_language(request)
    context: dict[str, Any] = {
        "scope": scope,
        "regions": doors.gazetteer().regions,
        "document": None,
        "problem": None,
        "written": lambda cell: cell_text(cell, language),
        "is_number": is_number,
    }
    try:
        report = territorial(doors.storage, caller=caller, scope=scope)
    except PeriodEndsBeforeStart as error:
        context["problem"] = problem_document(error, language)
        return page(request, "bilans.html", context, status=status_of(type(error)))
    context["document"] = territorial_document(report, scope, language)
    return page(request, "bilans.html", context)


def download(
    request: Request,
    doors: DoorsHere,
    caller: Reader,
    scope: Asked,
    paper: Paper,
) -> Response:
    """The same figures as a PDF, a workbook or a page to send."""
    language = page_language(request)
    report = territorial(doors.storage, caller=caller, scope=scope)
    document = territorial_document(report, scope, language)
    return paper_response(document, paper, f"bilan-{scope.since}-{scope.until}-{language.value}")


def show_programme(
    request: Request,
    doors: DoorsHere,
    caller: Reader,
    scope: Asked,
    mobilisees: Target = "",
    projets: Target = "",
    parrainees: Target = "",
) -> Response:
    """How far those who joined in a period have come, beside what the programme wants."""
    language = page_language(request)
    wanted = dict(zip(Step, (mobilisees, projets, parrainees), strict=True))
    targets = {step: int(one) if one else None for step, one in wanted.items()}
    context: dict[str, Any] = {
        "scope": scope,
        "regions": doors.gazetteer().regions,
        "wanted": wanted,
        "steps": (),
        "problem": None,
        "least": MINIMUM,
    }
    try:
        steps = programme(doors.storage, caller=caller, scope=scope, targets=targets)
    except PeriodEndsBeforeStart as error:
        context["problem"] = problem_document(error, language)
        return page(request, "programme.html", context, status=status_of(type(error)))
    context |= {"steps": steps, "draw": partial(_picture, steps, language)}
    return page(request, "programme.html", context)


def _picture(
    steps: Sequence[Reached], language: Language, title: str, desc: str, names: Mapping[Step, str]
) -> Markup:
    points = [
        Point(
            label=names[one.step],
            value=nan if one.people is None else float(one.people),
            told=number_text(one.people or 0, language, 0),
        )
        for one in steps
    ]
    targets = [None if one.target is None else float(one.target) for one in steps]
    frame = Frame(
        key="programme", title=title, desc=desc, is_from_right=language is Language.ARABIC
    )
    return funnel(frame, points, targets)
