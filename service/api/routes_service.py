"""The service itself: whether it answers, what it measures, which words it uses."""

from enum import StrEnum
from ipaddress import ip_address
from typing import Final

from fastapi import APIRouter, Depends, Request, Response
from pydantic import ConfigDict

from matching.errors import NotReady
from matching.vocabulary import Refusal
from service.api.doors import PREFIX, Asks, DoorsHere, LanguageHere, identify
from service.api.examples import HEALTH, VOCABULARY
from service.api.guard import GuardedRoute
from service.api.metrics import CONTENT_TYPE, Metrics
from service.api.sectors import sector_words
from service.api.shapes_common import CodeOut, Shape, codes
from service.runtime import Health, State
from service.security import Action, check_can
from service.wording import LABELS, Language, error_text

_PROXY_HEADERS: Final = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


class HealthOut(Shape):
    """Where the engine stands; the process itself answers, or there would be no answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [HEALTH]})

    state: State
    release_id: str | None
    """The release of the engine that answers."""
    refused_release_id: str | None
    """A promoted release that failed its checks, as `problems` says; the one in use stays."""
    problems: list[CodeOut]
    """What is missing or out of date; not empty when `state` is degraded or failed."""


class RegionOut(Shape):
    """One of the twelve regions."""

    code: str
    name_fr: str
    name_ar: str


class VocabularyOut(Shape):
    """Every closed list, in the language asked for."""

    model_config = ConfigDict(json_schema_extra={"examples": [VOCABULARY]})

    lists: dict[str, list[CodeOut]]
    """By name: "contract-kind", "refusal", "answer"…"""
    regions: list[RegionOut]


def public_router() -> APIRouter:
    """The routes that need no token: they say nothing about anybody."""
    router = APIRouter(prefix=PREFIX, tags=["service"])
    router.add_api_route(
        "/health",
        health,
        methods=["GET"],
        summary="Ask whether the service is alive",
        description="Answers at once, also while the engine is loading.",
        operation_id="read-health",
    )
    router.add_api_route(
        "/ready",
        ready,
        methods=["GET"],
        summary="Ask whether shortlists can be made",
        description="200 when they can, 503 with a problem document until then.",
        operation_id="read-readiness",
    )
    router.add_api_route(
        "/metrics",
        metrics,
        methods=["GET"],
        response_class=Response,
        responses={200: {"content": {"text/plain": {"example": "jisr_people 333.0\n"}}}},
        summary="Read the measures for Prometheus",
        description="With a token that may read them, or from the same machine without a proxy.",
        operation_id="read-metrics",
    )
    return router


def service_router() -> APIRouter:
    """The routes about the service that need a token."""
    router = APIRouter(prefix=PREFIX, route_class=GuardedRoute, tags=["service"])
    router.add_api_route(
        "/reload",
        reload,
        methods=["POST"],
        dependencies=[Depends(Asks(Action.RELOAD))],
        summary="Load the release again",
        description="The new one is loaded beside the old one and checked; a bad one is refused"
        " and the old one stays. A promoted release is loaded without being asked for.",
        operation_id="reload",
    )
    router.add_api_route(
        "/vocabulary",
        vocabulary,
        methods=["GET"],
        dependencies=[Depends(Asks(Action.READ_OPPORTUNITIES))],
        summary="Read the closed lists",
        description="Every code the API uses, with its wording in the language asked for.",
        operation_id="read-vocabulary",
    )
    return router


def health(doors: DoorsHere, language: LanguageHere) -> HealthOut:
    """Where the engine stands."""
    return _health(doors.runtime.health(), language)


def ready(doors: DoorsHere, language: LanguageHere) -> HealthOut:
    """Where the engine stands, once it answers.

    Raises:
        NotReady: it is loading, or could not be loaded.
    """
    found = doors.runtime.health()
    if found.state not in {State.READY, State.DEGRADED}:
        raise NotReady(state=found.state, problems=", ".join(found.problems))
    return _health(found, language)


def metrics(request: Request, doors: DoorsHere) -> Response:
    """The measures, for a caller who may read them or for a collector on this machine."""
    if not _is_from_this_machine(request):
        check_can(identify(request), Action.READ_METRICS)
    measured: Metrics = request.app.state.metrics
    return Response(measured.page(doors.runtime.health()), media_type=CONTENT_TYPE)


def reload(doors: DoorsHere, language: LanguageHere) -> HealthOut:
    """Load the release again, and say where the engine stands then."""
    return _health(doors.runtime.reload(), language)


def vocabulary(doors: DoorsHere, language: LanguageHere) -> VocabularyOut:
    """The closed lists, worded."""
    lists: list[type[StrEnum]] = [*LABELS, Refusal]
    return VocabularyOut(
        lists={
            **{_name(words): codes(words, language) for words in lists},
            "sector": sector_words(language),
        },
        regions=[
            RegionOut(code=region.code, name_fr=region.name_fr, name_ar=region.name_ar)
            for region in doors.gazetteer().regions
        ],
    )


def _health(found: Health, language: Language) -> HealthOut:
    problems = [
        CodeOut(code=code, text=error_text(code, {}, language)[0]) for code in found.problems
    ]
    return HealthOut(
        state=found.state,
        release_id=found.release_id,
        refused_release_id=found.refused_release_id,
        problems=problems,
    )


def _is_from_this_machine(request: Request) -> bool:
    """Whether the other end is this machine, and not a proxy that speaks for somebody else."""
    if request.client is None or any(name in request.headers for name in _PROXY_HEADERS):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _name(words: type[StrEnum]) -> str:
    """The public name of a closed list: "contract-kind" for `ContractKind`."""
    parts = "".join(
        f"-{letter.lower()}" if letter.isupper() else letter for letter in words.__name__
    )
    return parts.removeprefix("-")
