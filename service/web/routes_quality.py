"""Pages for analysts: what the laboratory found, by report and by release."""

from enum import StrEnum
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from matching.reported import Section, changes_between
from service.actions.laboratory.findings import Part, Tone, findings
from service.actions.laboratory.judgements import export_groups, export_judgements
from service.actions.laboratory.quality import Quality, before, others, read_quality, slices
from service.actions.laboratory.reports import (
    NEWEST,
    Listed,
    NoSuchReport,
    list_reports,
    read_report_file,
)
from service.actions.releases.compared import Known, compare, known_releases, with_reports
from service.doors import Doors, doors_of
from service.printing.papers import STRICT
from service.security import Action, Caller
from service.web.exports import table_response
from service.web.languages import page_language
from service.web.quality_pictures import Pictures
from service.web.quality_words import Words, quality_words
from service.web.rendering import page
from service.web.signing import PageRoute, Sees
from service.wording import Language

DoorsHere = Annotated[Doors, Depends(doors_of)]
Reader = Annotated[Caller, Depends(Sees(Action.READ_QUALITY))]
Exporter = Annotated[Caller, Depends(Sees(Action.EXPORT_JUDGEMENTS))]
ReportName = Annotated[str, Path(max_length=80, pattern="^[a-z0-9-]+$")]
Asked = Annotated[str, Query(max_length=100)]

QUALITY: Final = "/qualite"
REPORTS: Final = f"{QUALITY}/rapports"
RELEASES: Final = f"{QUALITY}/versions"


class Form(StrEnum):
    """The files of a report, by their extension."""

    HTML = "html"
    CSV = "csv"
    JSON = "json"


_TYPES: Final = {
    Form.HTML: "text/html; charset=utf-8",
    Form.CSV: "text/csv; charset=utf-8",
    Form.JSON: "application/json",
}


def quality_router() -> APIRouter:
    """The pages about quality."""
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    router.add_api_route(QUALITY, overview, methods=["GET"])
    router.add_api_route(REPORTS, list_all, methods=["GET"])
    router.add_api_route(RELEASES, compare_releases, methods=["GET"])
    router.add_api_route(QUALITY + "/jugements.csv", judgements, methods=["GET"])
    router.add_api_route(QUALITY + "/groupes.csv", groups, methods=["GET"])
    # Before the pages of a report, whose name would hold the ending.
    router.add_api_route(REPORTS + "/{report_id}.{form}", download, methods=["GET"])
    router.add_api_route(REPORTS + "/{report_id}", show_lists, methods=["GET"])
    router.add_api_route(REPORTS + "/{report_id}/changements", show_changes, methods=["GET"])
    router.add_api_route(REPORTS + "/{report_id}/{part}", show_part, methods=["GET"])
    return router


def overview(request: Request, doors: DoorsHere, caller: Reader) -> Response:
    """The release in use, the newest report, and what it says in plain words."""
    folder, language = doors.settings.reports_dir, page_language(request)
    health = doors.runtime.health()
    releases = known_releases(doors.settings, health, caller)
    context: dict[str, Any] = {
        "in_use": next((one for one in releases if one.id == health.release_id), None),
        "health": health,
        "quality": None,
        "listed": list_reports(folder, caller),
    }
    try:
        quality = read_quality(folder, caller, NEWEST, language)
    except NoSuchReport:
        return page(request, "qualite.html", context | quality_words(language))
    context |= {
        "quality": quality,
        "found": _by_tone(quality),
        **_changed(doors, caller, quality),
        **quality_words(language),
    }
    return page(request, "qualite.html", context)


def list_all(request: Request, doors: DoorsHere, caller: Reader) -> Response:
    """Every report, the newest first."""
    listed = list_reports(doors.settings.reports_dir, caller)
    return page(request, "rapports.html", {"listed": listed})


def show_lists(
    request: Request, doors: DoorsHere, caller: Reader, report_id: ReportName
) -> Response:
    """Whether the lists are good."""
    return _show(request, doors, caller, report_id, Part.LISTS)


def show_part(
    request: Request, doors: DoorsHere, caller: Reader, report_id: ReportName, part: Part
) -> Response:
    """One chapter of a report, with its figures."""
    return _show(request, doors, caller, report_id, part)


def show_changes(
    request: Request, doors: DoorsHere, caller: Reader, report_id: ReportName, avant: Asked = ""
) -> Response:
    """What moved more than chance since an older report."""
    language = page_language(request)
    quality = read_quality(doors.settings.reports_dir, caller, report_id, language)
    context = _report(quality, "changements", language)
    context |= _changed(doors, caller, quality, avant)
    return page(request, "rapport_changements.html", context)


def compare_releases(
    request: Request, doors: DoorsHere, caller: Reader, a: Asked = "", b: Asked = ""
) -> Response:
    """Two releases side by side; the one in use beside the newest other unless told."""
    found = known_releases(doors.settings, doors.runtime.health(), caller)
    releases = with_reports(doors.settings.reports_dir, caller, found)
    first = _named(releases, a) or (releases[0] if releases else None)
    rest = [one for one in releases if first is not None and one.id != first.id]
    second = _named(rest, b) or (rest[0] if rest else None)
    language = page_language(request)
    context = {
        "releases": releases,
        "first": first,
        "second": second,
        "compared": compare(first, second) if first and second else None,
        **quality_words(language),
    }
    return page(request, "versions_comparees.html", context)


def download(
    request: Request, doors: DoorsHere, caller: Reader, report_id: ReportName, form: Form
) -> Response:
    """A report as the laboratory wrote it."""
    folder, language = doors.settings.reports_dir, page_language(request)
    content = read_report_file(folder, caller, report_id, form.value, language)
    headers = {
        "Content-Disposition": f'attachment; filename="{report_id}.{form.value}"',
        "Content-Security-Policy": STRICT,
    }
    return Response(content, media_type=_TYPES[form], headers=headers)


def judgements(doors: DoorsHere, caller: Exporter) -> Response:
    """The table that the laboratory reads."""
    return table_response(
        "jugements", lambda file: export_judgements(doors.storage, caller=caller, file=file)
    )


def groups(doors: DoorsHere, caller: Exporter) -> Response:
    """To which groups people belong, for measures by group."""
    return table_response(
        "groupes", lambda file: export_groups(doors.storage, caller=caller, file=file)
    )


def _show(request: Request, doors: Doors, caller: Caller, name: str, part: Part) -> Response:
    language = page_language(request)
    quality = read_quality(doors.settings.reports_dir, caller, name, language)
    context = _report(quality, part.value, language)
    context["grids"] = {chapter.name: quality.grids(chapter) for chapter in Section}
    context["slices"] = slices(quality)
    context["draw"] = Pictures(Words(language))
    return page(request, f"rapport_{part.value}.html", context)


def _report(quality: Quality, here: str, language: Language) -> dict[str, Any]:
    return {"quality": quality, "here": here, "address": f"{REPORTS}/{quality.id}"} | quality_words(
        language
    )


def _changed(doors: Doors, caller: Caller, quality: Quality, wanted: str = "") -> dict[str, Any]:
    """The report to compare with, those that could be, and what moved since."""
    folder = doors.settings.reports_dir
    choices = others(folder, caller, quality)
    chosen = _listed(choices, wanted) or before(choices, quality)
    if chosen is None:
        return {"choices": choices, "older": None, "changes": None}
    older = read_quality(folder, caller, chosen.id, chosen.language)
    return {
        "choices": choices,
        "older": older,
        "changes": changes_between(older.figures, quality.figures),
    }


def _by_tone(quality: Quality) -> dict[str, list[Any]]:
    found = findings(quality)
    return {tone.value: [one for one in found if one.tone is tone] for tone in Tone}


def _listed(listed: list[Listed], name: str) -> Listed | None:
    return next((one for one in listed if one.id == name), None)


def _named(releases: list[Known], name: str) -> Known | None:
    return next((one for one in releases if one.id == name), None)
