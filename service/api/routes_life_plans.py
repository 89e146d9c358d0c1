"""Life plans: written version by version, read as JSON, as a page or as a PDF to be signed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from service.actions.life_plans.sheet import plan_sheet, reference_of
from service.actions.life_plans.writing import (
    draft_plan,
    plan_history,
    read_plan,
    sign_plan,
    write_plan,
)
from service.api.doors import PREFIX, Asks, DoorsHere, ExpectedVersion, LanguageHere, etag
from service.api.guard import GuardedRoute
from service.api.papers import ANSWERS, Accepted, Paper, paper_asked, paper_response
from service.api.shapes_common import removed_shapes
from service.api.shapes_life_plans import (
    HistoryOut,
    LifePlanIn,
    LifePlanOut,
    PlanWrittenOut,
    SignatureIn,
    SignatureOut,
)
from service.security import Action, Caller

_PATH = "/profiles/{profile_id}/life-plan"
Reader = Annotated[Caller, Depends(Asks(Action.READ_PROFILES))]
Writer = Annotated[Caller, Depends(Asks(Action.WRITE_PROFILES))]
VersionAsked = Annotated[
    int | None, Query(ge=1, description="A version; the one in force when it is not given.")
]
IdentityAsked = Annotated[
    bool, Query(description="On a page or a PDF: with the name, for who may read it.")
]


def life_plans_router() -> APIRouter:
    """The routes of life plans."""
    router = APIRouter(prefix=PREFIX, route_class=GuardedRoute, tags=["life-plans"])
    router.add_api_route(
        _PATH,
        read,
        methods=["GET"],
        response_model=LifePlanOut,
        responses=ANSWERS,
        summary="Read a life plan",
        description="With its sums, what changed and who signed. `Accept: application/pdf` or"
        " `text/html` gives the sheet to be signed.",
        operation_id="read-life-plan",
    )
    router.add_api_route(
        f"{_PATH}.{{paper}}",
        read_paper,
        methods=["GET"],
        response_class=Response,
        responses=ANSWERS,
        summary="Print a life plan",
        description="`life-plan.pdf`, `.html` or `.xlsx`, in French, Arabic or English.",
        operation_id="print-life-plan",
    )
    router.add_api_route(
        _PATH,
        write,
        methods=["PUT"],
        summary="Write a version of a life plan",
        description='By someone who has read the version in force (`If-Match`; `"0"` when there is'
        " none). What is written on an older version is kept beside the one in force, and the"
        " problem says under which number (`kept_as`).",
        operation_id="replace-life-plan",
    )
    router.add_api_route(
        f"{_PATH}/versions",
        history,
        methods=["GET"],
        summary="Read every version of a life plan",
        description="The oldest first, each with its author and what changed.",
        operation_id="list-life-plan-versions",
    )
    router.add_api_route(
        f"{_PATH}/draft",
        draft,
        methods=["GET"],
        summary="Draft a life plan",
        description="From the kit and the permits of an activity, at the upper prices; nothing is"
        " kept. Complete it with the person, then write it.",
        operation_id="read-life-plan-draft",
    )
    router.add_api_route(
        f"{_PATH}/signatures",
        sign,
        methods=["POST"],
        status_code=201,
        summary="Note a signature",
        description="That one of the parties signed one version on paper.",
        operation_id="create-signature",
    )
    return router


def read(
    doors: DoorsHere,
    caller: Reader,
    language: LanguageHere,
    response: Response,
    profile_id: UUID,
    version: VersionAsked = None,
    with_identity: IdentityAsked = False,
    accept: Accepted = None,
) -> LifePlanOut | Response:
    """A version of a plan, in the form that is preferred."""
    paper = paper_asked(accept)
    if paper is not None:
        return read_paper(doors, caller, language, profile_id, paper, version, with_identity)
    found = read_plan(doors.storage, caller=caller, profile_id=str(profile_id), version=version)
    response.headers["ETag"] = etag(found.version.version)
    response.headers["Vary"] = "Accept, Accept-Language"
    return LifePlanOut.of(found)


def read_paper(
    doors: DoorsHere,
    caller: Reader,
    language: LanguageHere,
    profile_id: UUID,
    paper: Paper,
    version: VersionAsked = None,
    with_identity: IdentityAsked = False,
) -> Response:
    """The sheet."""
    sheet = plan_sheet(
        doors.storage,
        caller=caller,
        profile_id=str(profile_id),
        version=version,
        language=language,
        with_identity=with_identity,
    )
    return paper_response(sheet, paper, f"{reference_of(str(profile_id))}-{language.value}")


def write(
    doors: DoorsHere,
    caller: Writer,
    language: LanguageHere,
    response: Response,
    profile_id: UUID,
    version: ExpectedVersion,
    body: LifePlanIn,
) -> PlanWrittenOut:
    """Append a version."""
    written = write_plan(
        doors.storage,
        caller=caller,
        now=doors.now(),
        profile_id=str(profile_id),
        plan=body.plan(),
        base_version=version,
    )
    response.headers["ETag"] = etag(written.version.version)
    return PlanWrittenOut(
        profile_id=str(profile_id),
        version=written.version.version,
        removed=removed_shapes(written.removed, language),
    )


def history(doors: DoorsHere, caller: Reader, profile_id: UUID) -> HistoryOut:
    """Every version."""
    found = plan_history(doors.storage, caller=caller, profile_id=str(profile_id))
    return HistoryOut(versions=[LifePlanOut.of(one) for one in found])


def draft(
    doors: DoorsHere,
    caller: Reader,
    profile_id: UUID,
    opportunity_id: Annotated[UUID, Query(description="The activity or the opening.")],
) -> LifePlanIn:
    """A first plan."""
    plan = draft_plan(
        doors.storage,
        caller=caller,
        profile_id=str(profile_id),
        opportunity_id=str(opportunity_id),
    )
    return LifePlanIn.of(plan)


def sign(doors: DoorsHere, caller: Writer, profile_id: UUID, body: SignatureIn) -> SignatureOut:
    """Note a signature."""
    signature = sign_plan(
        doors.storage,
        caller=caller,
        now=doors.now(),
        profile_id=str(profile_id),
        version=body.version,
        party=body.party,
        signed_on=body.signed_on,
    )
    return SignatureOut.of(signature)
