"""Every route of the API."""

from fastapi import APIRouter

from service.api.routes_advice import advice_router
from service.api.routes_answers import answers_router
from service.api.routes_assignments import assignments_router
from service.api.routes_conventions import conventions_router
from service.api.routes_follow_up import follow_up_router
from service.api.routes_gradings import gradings_router
from service.api.routes_hand_overs import hand_overs_router
from service.api.routes_imports import imports_router
from service.api.routes_life_plans import life_plans_router
from service.api.routes_records import records_router
from service.api.routes_reports import reports_router
from service.api.routes_review import review_router
from service.api.routes_service import public_router, service_router
from service.api.routes_shortlists import shortlists_router
from service.api.routes_suspensions import suspensions_router
from service.api.routes_territorial import territorial_router


def api_routers() -> tuple[APIRouter, ...]:
    """Shortlists first: they are what the rest exists for."""
    return (
        shortlists_router(),
        advice_router(),
        assignments_router(),
        conventions_router(),
        records_router(),
        review_router(),
        life_plans_router(),
        follow_up_router(),
        hand_overs_router(),
        territorial_router(),
        reports_router(),
        answers_router(),
        gradings_router(),
        imports_router(),
        service_router(),
        suspensions_router(),
        public_router(),
    )
