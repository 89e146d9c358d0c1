"""Pages about mentors: who they are, and a group shared out among them."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form, Request, Response

from service.actions.accompanying import mentors_listed, share_out_named
from service.doors import Doors, doors_of
from service.security import Action, Caller
from service.web.counsel import counsel_words
from service.web.rendering import page
from service.web.signing import PageRoute, Sees

DoorsHere = Annotated[Doors, Depends(doors_of)]
Maker = Annotated[Caller, Depends(Sees(Action.MAKE_SHORTLISTS))]

MENTORS: Final = "/parrains"
MOST_PEOPLE: Final = 100
"""Of one group: each of them is asked of the engine."""


def mentors_router() -> APIRouter:
    """The pages about mentors."""
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    router.add_api_route(MENTORS, list_mentors, methods=["GET"])
    router.add_api_route(MENTORS, do_share_out, methods=["POST"])
    return router


def list_mentors(request: Request, doors: DoorsHere, caller: Maker) -> Response:
    """Mentors by name, and the form that shares a group out among them."""
    return _page(request, doors, caller, {})


def do_share_out(
    request: Request,
    doors: DoorsHere,
    caller: Maker,
    personnes: Annotated[str, Form(max_length=20_000)] = "",
    chacun: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """Propose a mentor to each of a group; nothing is kept, what was typed stays on the page."""
    lines = (line.strip() for line in personnes.splitlines())
    references = tuple(dict.fromkeys(line[:200] for line in lines if line))
    most = int(chacun) if chacun.isascii() and chacun.isdigit() and int(chacun) > 0 else None
    given: dict[str, Any] = {"written": personnes, "each": "" if most is None else most}
    if len(references) > MOST_PEOPLE:
        return _page(request, doors, caller, given | {"too_many": True}, status=422)
    if references:
        given["shared"] = share_out_named(
            doors.runtime,
            doors.storage,
            caller=caller,
            now=doors.now(),
            references=references,
            max_each=most,
        )
    return _page(request, doors, caller, given)


def _page(
    request: Request,
    doors: Doors,
    caller: Caller,
    given: dict[str, Any],
    *,
    status: int = 200,
) -> Response:
    context = {
        "mentors": mentors_listed(doors.storage, caller=caller, today=doors.now().date()),
        "most_people": MOST_PEOPLE,
        "written": "",
        "each": "",
        "too_many": False,
        "shared": None,
    }
    return page(request, "parrains.html", context | counsel_words(request) | given, status=status)
