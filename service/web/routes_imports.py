"""Pages that take files: choose, check, correct, import, and come back to what was sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from matching.errors import Conflict, InvalidInput, NotFound
from matching.vocabulary import RecordKind
from service.actions.imports.jobs import (
    FileMissing,
    Followed,
    Sent,
    follow,
    give_up,
    kind_named,
    kinds_for,
    own_imports,
    refused_workbook,
    send_file,
    start_import,
)
from service.actions.imports.results import FaultSeen, RemarkSeen
from service.doors import Doors, doors_of
from service.intake.tables import Limits
from service.problems import problem_document, status_of
from service.security import Action, Caller
from service.storage import JobState
from service.web.languages import page_language
from service.web.rendering import page
from service.web.signing import PageRoute, Sees
from service.wording import Language, date_text, error_text, remark_text
from service.wording.cell_faults import cell_text
from service.wording.imports import kind_name

DoorsHere = Annotated[Doors, Depends(doors_of)]
Importer = Annotated[Caller, Depends(Sees(Action.IMPORT_RECORDS))]

IMPORTS: Final = "/imports"
LISTS: Final[Mapping[str, str]] = {
    RecordKind.PROFILE: "/personnes",
    RecordKind.OPENING: "/offres",
    RecordKind.COMPANY: "/entreprises",
    RecordKind.ACTIVITY: "/activites",
}
"""Where the records of a file are listed, for the kinds that have a page."""
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAULTS_SHOWN: Final = 50
"""On the page; the file of refused lines has them all."""
_FORM_BYTES: Final = 10_000
"""What a form adds to its file."""
_STEPS: Final = 20
"""How often at most the sentence that says how far a file is changes."""
_MOROCCO: Final = ZoneInfo("Africa/Casablanca")


class NoSuchKind(NotFound):
    """There is no such kind of file."""

    code = "no-such-page"


def imports_pages_router() -> APIRouter:
    """The pages about files that are sent."""
    router = APIRouter(prefix=IMPORTS, route_class=PageRoute, include_in_schema=False)
    router.add_api_route("", show_form, methods=["GET"])
    router.add_api_route("", take_file, methods=["POST"])
    router.add_api_route("/modeles/{kind}", give_template, methods=["GET"])
    router.add_api_route("/{import_id}", show_import, methods=["GET"])
    router.add_api_route("/{import_id}/etat", show_state, methods=["GET"])
    router.add_api_route("/{import_id}/a-corriger.xlsx", give_lines, methods=["GET"])
    router.add_api_route("/{import_id}/importer", do_import, methods=["POST"])
    router.add_api_route("/{import_id}/abandonner", do_give_up, methods=["POST"])
    return router


def show_form(request: Request, doors: DoorsHere, caller: Importer, genre: str = "") -> Response:
    """Where a file is chosen, and what was sent before."""
    return _form_page(request, doors, caller, {"chosen": genre})


def take_file(
    request: Request,
    doors: DoorsHere,
    caller: Importer,
    genre: Annotated[str, Form(max_length=40)] = "",
    envoi: Annotated[UUID | None, Form()] = None,
    fichier: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Put a file in line to be checked; what needs no reading is said at once."""
    try:
        sent = Sent(
            id=envoi or uuid4(),
            kind=_kind(genre),
            name=_file_name(fichier),
            content=b"" if fichier is None else fichier.file.read(),
        )
        job_id = send_file(
            doors.storage, caller=caller, now=doors.now(), sent=sent, limits=_limits(doors)
        )
    except (InvalidInput, Conflict) as error:
        problem = problem_document(error, page_language(request))
        kept = {"problem": problem, "chosen": genre}
        return _form_page(request, doors, caller, kept, status=status_of(type(error)))
    return RedirectResponse(f"{IMPORTS}/{job_id}", status_code=303)


def give_template(request: Request, caller: Importer, kind: str) -> Response:
    """An empty spreadsheet to fill in.

    Raises:
        NoSuchKind: there is none of that name, or not for the caller.
    """
    from service.intake.templates import write_template

    wanted = _kind(kind)
    if wanted not in kinds_for(caller):
        raise NoSuchKind
    name = f"jisr-{wanted.value}.xlsx"
    return _attachment(write_template(wanted, page_language(request)), name)


def show_import(request: Request, doors: DoorsHere, caller: Importer, import_id: UUID) -> Response:
    """How far a file is, or what became of it."""
    followed = follow(doors.storage, caller=caller, job_id=import_id)
    return page(request, "import.html", _about(request, followed))


def show_state(
    request: Request, doors: DoorsHere, caller: Importer, import_id: UUID, vu: str = ""
) -> Response:
    """The region that says how far a file is; nothing when that is what is shown already."""
    # The page that asks again and again was noted in the trail when it was opened.
    request.state.action = None
    followed = follow(doors.storage, caller=caller, job_id=import_id)
    if "HX-Request" not in request.headers:
        return RedirectResponse(f"{IMPORTS}/{import_id}", status_code=303)
    if not _is_under_way(followed):
        # The whole page changes, and readers of a screen are told of it by its title.
        return Response(headers={"HX-Refresh": "true"})
    about = _about(request, followed)
    if vu == about["mark"]:
        return Response(status_code=204)
    return page(request, "_import.html", about)


def give_lines(request: Request, doors: DoorsHere, caller: Importer, import_id: UUID) -> Response:
    """The refused lines, to correct and send again."""
    language = page_language(request)
    data = refused_workbook(doors.storage, caller=caller, job_id=import_id, language=language)
    return _attachment(data, "a-corriger.xlsx")


def do_import(doors: DoorsHere, caller: Importer, import_id: UUID) -> Response:
    """Import a file that was checked."""
    now = doors.now()
    job_id = start_import(doors.storage, caller=caller, now=now, checked_id=import_id)
    return RedirectResponse(f"{IMPORTS}/{job_id}", status_code=303)


def do_give_up(doors: DoorsHere, caller: Importer, import_id: UUID) -> Response:
    """Stop, and forget the file."""
    give_up(doors.storage, caller=caller, now=doors.now(), job_id=import_id)
    return RedirectResponse(f"{IMPORTS}/{import_id}", status_code=303)


def _form_page(
    request: Request, doors: Doors, caller: Caller, kept: dict[str, Any], *, status: int = 200
) -> Response:
    language = page_language(request)
    context = {
        "kinds": [(kind.value, kind_name(kind.value, language)) for kind in kinds_for(caller)],
        "sent": own_imports(doors.storage, caller=caller),
        "form_id": uuid4(),
        "most_bytes": doors.settings.max_body_bytes - _FORM_BYTES,
        "most_mb": doors.settings.max_upload_mb,
        "most_lines": doors.settings.import_line_limit,
        "problem": None,
        **_words(language),
    }
    return page(request, "imports.html", context | kept, status=status)


def _about(request: Request, followed: Followed) -> dict[str, Any]:
    language = page_language(request)
    result, refusal = followed.result, followed.refusal
    told = None if refusal is None else error_text(refusal.code, refusal.params, language)
    return {
        "followed": followed,
        "job": followed.job,
        "result": result,
        "faults": result.faults[:FAULTS_SHOWN] if result else (),
        "told": told,
        "under_way": _is_under_way(followed),
        "mark": _mark(followed),
        "listed": None if followed.job.is_dry_run else LISTS.get(followed.job.kind),
        **_words(language),
    }


def _words(language: Language) -> dict[str, Any]:
    return {
        "kind_name": lambda kind: kind_name(kind, language),
        "moment": lambda at: _moment(at, language),
        "explained": lambda fault: _explained(fault, language),
        "remarked": lambda remark: _remarked(remark, language),
    }


def _explained(fault: FaultSeen, language: Language) -> str:
    return cell_text(fault.code, fault.params, language)


def _remarked(remark: RemarkSeen, language: Language) -> str:
    return remark_text(remark.code, remark.params, language)


def _moment(at: datetime, language: Language) -> str:
    local = at.astimezone(_MOROCCO)
    return f"{date_text(local.date(), language)} · {local:%H:%M}"


def _is_under_way(followed: Followed) -> bool:
    return followed.job.state in {JobState.WAITING, JobState.RUNNING}


def _mark(followed: Followed) -> str:
    """What is shown of a file that is under way, so that the same is not sent and read twice."""
    job = followed.job
    step = job.done * _STEPS // job.total if job.total else 0
    return f"{job.state}-{followed.ahead}-{step}"


def _kind(word: str) -> Any:  # noqa: ANN401 (one of the kinds of lines)
    try:
        return kind_named(word)
    except KeyError:
        raise NoSuchKind from None


def _file_name(file: UploadFile | None) -> str:
    if file is None or not file.filename:
        raise FileMissing
    return file.filename


def _limits(doors: Doors) -> Limits:
    return Limits(
        max_bytes=doors.settings.max_body_bytes, max_lines=doors.settings.import_line_limit
    )


def _attachment(data: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=XLSX, headers=headers)
