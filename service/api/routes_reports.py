"""The laboratory's reports on quality, as it wrote them."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final, Self

from fastapi import APIRouter, Depends, Path, Response
from pydantic import ConfigDict, ValidationError

from service.actions.laboratory.reports import (
    DamagedReport,
    Listed,
    list_reports,
    read_report,
    read_report_file,
)
from service.api.doors import PREFIX, Asks, DoorsHere, LanguageHere
from service.api.guard import GuardedRoute
from service.api.papers import STRICT, Accepted
from service.api.shapes_common import Shape
from service.security import Action, Caller
from service.wording import Language

Reader = Annotated[Caller, Depends(Asks(Action.READ_QUALITY))]
ReportName = Annotated[
    str,
    Path(
        max_length=80,
        pattern="^[a-z0-9-]+$",
        description="Id of a report, or `quality` for the newest.",
    ),
]


class Form(StrEnum):
    """The forms of a report besides JSON, by the extension of their files."""

    HTML = "html"
    CSV = "csv"


_TYPES: Final = {"text/html": Form.HTML, "text/csv": Form.CSV}
_JSON: Final = "application/json"
_TEXT: Final = {"schema": {"type": "string"}}
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {200: {"content": dict.fromkeys(_TYPES, _TEXT)}}
_EXAMPLE: Final[dict[str, Any]] = {
    "id": "quality-2026-03-31-fr",
    "title": "Qualité des propositions de Jisr",
    "language": "fr",
    "made_on": "2026-04-01",
    "is_readable": True,
}


_DOCUMENT: Final[dict[str, Any]] = {
    "id": "quality-2026-03-31-fr",
    "title": "Qualité des propositions de Jisr",
    "language": "fr",
    "made_on": "2026-04-01",
    "release_id": "2026.11-occupations",
    "extent": {"lines": 4200, "people": 210},
    "learned_beats_rules": False,
    "summary": ["Le classement appris ne bat pas les règles : mettez les règles en service."],
    "limits": ["Un écart entre groupes ne dit pas sa cause."],
    "changes": None,
    "figures": [
        {
            "section": "quality",
            "table": "",
            "row": "ndcg@5",
            "column": "worse",
            "kind": "figure",
            "value": 0.71,
            "low": 0.66,
            "high": 0.76,
            "n": 180,
            "lacking": "",
            "needed": None,
            "had": None,
            "is_found": False,
        }
    ],
}


class ReportOut(Shape):
    """One report that can be read."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    id: str
    title: str
    language: Language
    made_on: date | None
    """Null when the report is damaged."""
    is_readable: bool

    @classmethod
    def of(cls, listed: Listed) -> Self:
        """As the wire writes it."""
        return cls(
            id=listed.id,
            title=listed.title,
            language=listed.language,
            made_on=listed.made_on if listed.is_readable else None,
            is_readable=listed.is_readable,
        )


class ReportsOut(Shape):
    """Every report, the newest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_EXAMPLE]}]})

    items: list[ReportOut]


class QualityOut(Shape):
    """A report as the laboratory wrote it."""

    model_config = ConfigDict(extra="ignore", json_schema_extra={"examples": [_DOCUMENT]})

    id: str
    title: str
    language: Language
    made_on: date
    release_id: str
    """The release compared with simpler rankings."""
    extent: dict[str, Any]
    """What the judgements hold: counts, days, releases."""
    learned_beats_rules: bool | None
    """Null when nothing could be compared: rules ship."""
    summary: list[str]
    limits: list[str]
    changes: dict[str, Any] | None
    """Since an older report; null when none was given."""
    figures: list[dict[str, Any]]
    """Each with its interval, or with what it lacks."""


def reports_router() -> APIRouter:
    """The routes of reports."""
    router = APIRouter(prefix=PREFIX, route_class=GuardedRoute, tags=["reports"])
    router.add_api_route(
        "/reports",
        listed,
        methods=["GET"],
        response_model=ReportsOut,
        summary="List the laboratory's reports",
        description="The newest first. `jisr-lab report` writes them.",
        operation_id="list-reports",
    )
    # Before the next one, whose name would hold the ending.
    router.add_api_route(
        "/reports/{name}.{form}",
        read_form,
        methods=["GET"],
        response_class=Response,
        responses=_ANSWERS,
        summary="Read a report on quality as a page or a table",
        description="`.html` is a page that loads nothing; `.csv` holds one line per figure.",
        operation_id="read-report-form",
    )
    router.add_api_route(
        "/reports/{name}",
        read,
        methods=["GET"],
        response_model=QualityOut,
        responses=_ANSWERS,
        summary="Read a report on quality",
        description="Every figure with its interval, or what it lacks. `Accept` may ask for the"
        " page (`text/html`) or the table (`text/csv`) with the same numbers.",
        operation_id="read-report",
    )
    return router


def listed(doors: DoorsHere, caller: Reader) -> ReportsOut:
    """Every report."""
    found = list_reports(doors.settings.reports_dir, caller)
    return ReportsOut(items=[ReportOut.of(one) for one in found])


def read(
    doors: DoorsHere,
    caller: Reader,
    language: LanguageHere,
    name: ReportName,
    accept: Accepted = None,
) -> QualityOut | Response:
    """A report in the form that is preferred."""
    form = _form_asked(accept)
    if form is not None:
        return read_form(doors, caller, language, name, form)
    document = read_report(doors.settings.reports_dir, caller, name, language)
    try:
        return QualityOut.model_validate(document)
    except ValidationError as error:
        raise DamagedReport from error


def read_form(
    doors: DoorsHere, caller: Reader, language: LanguageHere, name: ReportName, form: Form
) -> Response:
    """A report as a file."""
    content = read_report_file(doors.settings.reports_dir, caller, name, form.value, language)
    headers = {
        "Content-Disposition": f'inline; filename="{name}.{form.value}"',
        "Content-Security-Policy": STRICT,
        "Vary": "Accept, Accept-Language",
    }
    kind = next(kind for kind, one in _TYPES.items() if one is form)
    return Response(content, media_type=f"{kind}; charset=utf-8", headers=headers)


def _form_asked(accept: str | None) -> Form | None:
    for part in (accept or "").split(","):
        kind = part.split(";")[0].strip().lower()
        if kind in _TYPES or kind == _JSON:
            return _TYPES.get(kind)
    return None
