"""Files in: the spreadsheets a user brings, and the empty ones to start from."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, File, Form, Response, UploadFile
from pydantic import ConfigDict

from matching.errors import Param
from matching.vocabulary import RecordKind
from service.actions.imports.files import import_file
from service.actions.imports.reports import ImportReport
from service.actions.records import catch_up
from service.api.doors import PREFIX, Asks, DoorsHere, LanguageHere
from service.api.examples import IMPORT_OUT
from service.api.guard import GuardedRoute, UploadRoute
from service.api.shapes_common import Shape
from service.intake.tables import Limits
from service.security import Action, Caller
from service.wording import Language, fault_text, remark_text

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Importer = Depends(Asks(Action.IMPORT_RECORDS))


class FindingOut(Shape):
    """Something about one line of a file."""

    line: int
    """1 is the first line of the file, the headers included."""
    column: str
    """Header of the column; empty when the whole line is concerned."""
    code: str
    message: str
    """In the language asked for."""
    params: dict[str, Param]


class RejectedOut(FindingOut):
    """Why a line was refused."""

    shown: str
    """What was not understood, for closed lists and places only; empty otherwise."""


class ImportOut(Shape):
    """What became of a file."""

    model_config = ConfigDict(json_schema_extra={"examples": [IMPORT_OUT]})

    import_id: UUID | None
    """Null after a dry run: nothing was written."""
    kind: RecordKind
    dry_run: bool
    accepted: int
    created: int
    changed: int
    unchanged: int
    rejected: list[RejectedOut]
    """Lines that were refused; the others are in, or all would be after a dry run."""
    remarks: list[FindingOut]
    """What is worth knowing about lines that were accepted."""
    ignored_columns: list[str]
    """Headers that mean nothing here."""


def imports_router() -> APIRouter:
    """The routes of files."""
    router = APIRouter(prefix=PREFIX, tags=["imports"])
    router.add_api_route(
        "/imports",
        take_file,
        methods=["POST"],
        route_class_override=UploadRoute,
        summary="Import a file",
        description="CSV, XLSX or JSON. It never stops at the first bad line: the good ones are in,"
        " the others are listed. The same file again changes nothing.",
        operation_id="create-import",
    )
    router.add_api_route(
        "/imports/templates/{kind}",
        give_template,
        methods=["GET"],
        route_class_override=GuardedRoute,
        dependencies=[Importer],
        response_class=Response,
        responses={200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}},
        summary="Get an empty spreadsheet",
        description="With its headers, an example, the closed lists, and a page that explains every"
        " column in the language asked for.",
        operation_id="read-template",
    )
    return router


def take_file(
    doors: DoorsHere,
    caller: Annotated[Caller, Importer],
    language: LanguageHere,
    kind: Annotated[RecordKind, Form(description="What the lines are.")],
    file: Annotated[UploadFile, File(description="The file, with its extension in its name.")],
    dry_run: Annotated[bool, Form(description="Only say what would happen.")] = False,
) -> ImportOut:
    """Read a file and keep its good lines, in one transaction."""
    report = import_file(
        doors.storage,
        kind,
        file.file.read(),
        PurePath(file.filename or "").name,
        caller_id=caller.id,
        now=doors.now(),
        dry_run=dry_run,
        gazetteer=doors.gazetteer(),
        trades=doors.trades(),
        regions=caller.territory,
        limits=Limits(
            max_bytes=doors.settings.max_body_bytes, max_lines=doors.settings.import_line_limit
        ),
    )
    if not dry_run:
        catch_up(doors.runtime)
    return _import_out(report, language)


def give_template(language: LanguageHere, kind: RecordKind) -> Response:
    """An empty spreadsheet to fill in."""
    from service.intake.templates import write_template

    name = f"jisr-{kind.value}.xlsx"
    return Response(
        write_template(kind, language),
        media_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _import_out(report: ImportReport, language: Language) -> ImportOut:
    return ImportOut(
        import_id=report.import_id,
        kind=RecordKind(report.kind.value),
        dry_run=report.dry_run,
        accepted=report.accepted,
        created=report.created,
        changed=report.changed,
        unchanged=report.unchanged,
        rejected=[
            RejectedOut(
                line=one.line,
                column=one.column,
                code=one.code,
                message=fault_text(one.code, one.params, language),
                params=_params(one.params),
                shown=one.shown,
            )
            for one in report.rejected
        ],
        remarks=[
            FindingOut(
                line=one.line,
                column=one.column,
                code=one.code.value,
                message=remark_text(one.code.value, one.params, language),
                params=_params(one.params),
            )
            for one in report.remarks
        ],
        ignored_columns=list(report.ignored_columns),
    )


def _params(params: Mapping[str, Param]) -> dict[str, Param]:
    return dict(params)
